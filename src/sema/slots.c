/* The words for values and texts that an expression may read, by where it stands: the tables of slots.def and texts.def. */
#include "sema/expr.h"
#include "syntax/keywords.h"

static const struct
{
  Word word;
  int scopes;
  SlotType type;
} SLOTS[] = {
#define SLOT(id, word, scopes, type) { WORD_##word, scopes, SLOT_TYPE_##type },
#include "sema/slots.def"
#undef SLOT
};

int
slot_scopes (Slot slot)
{
  return SLOTS[slot].scopes;
}

SlotType
slot_type (Slot slot)
{
  return SLOTS[slot].type;
}

const char *
slot_name (Slot slot, bool english)
{
  return word_name (SLOTS[slot].word, english);
}

Slot
slot_find (const char *name, Scope scope)
{
  Word word = word_find (name);
  if (word == WORD_TARGET)
    word = WORD_BOUND; /* 目标 in an expression is its value */
  else if (word == WORD_PRIOR_TARGET)
    word = WORD_PRIOR_BOUND;
  for (int slot = 0; slot < SLOT_N && word != WORD_N; slot++)
    if (SLOTS[slot].word == word && (SLOTS[slot].scopes & (int)scope))
      return (Slot)slot;
  return SLOT_N;
}

/* Texts */

static const struct
{
  Word word;
  int scopes;
} TEXTS[] = {
#define SUBJECT_TEXT(id, word, scopes) { WORD_##word, scopes },
#include "sema/texts.def"
#undef SUBJECT_TEXT
};

const char *
subject_text_name (SubjectText text, bool english)
{
  return word_name (TEXTS[text].word, english);
}

SubjectText
subject_text_find (const char *name, Scope scope)
{
  Word word = word_find (name);
  for (int text = 0; text < TEXT_N && word != WORD_N; text++)
    if (TEXTS[text].word == word && (TEXTS[text].scopes & (int)scope))
      return (SubjectText)text;
  return TEXT_N;
}

void
subject_text_offer (TextNearest *nearest, Scope scope)
{
  for (int text = 0; text < TEXT_N; text++)
    if (TEXTS[text].scopes & (int)scope)
      text_nearest_offer (nearest, word_name (TEXTS[text].word, false));
}

char *
subject_text_list (Scope scope)
{
  GString *list = g_string_new (NULL);
  for (int text = 0; text < TEXT_N; text++)
    if (TEXTS[text].scopes & (int)scope)
      g_string_append_printf (list, "%s%s", list->len ? ", " : "", word_name (TEXTS[text].word, false));
  return g_string_free (list, FALSE);
}
