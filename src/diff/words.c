/* Fields of words: 依据, 备注 and others on which no score depends.  A field that may be given more than once
   is a set of texts, whose order and spelling make no difference; what is told are the texts that the other
   side has not.  Here are also the words of all that both sides declare, whether their schemes use it or not:
   they are compared once, and nowhere else. */
#include "base/text.h"
#include "diff/differ.h"
#include <string.h>

/* The texts of FIELD at NODE that are none of BUT (NULL: all of them), each once and in order, with their
   folded forms. */
typedef struct
{
  GPtrArray *texts;  /* const char *, borrowed */
  GHashTable *forms; /* char * */
} Texts;

static Texts
texts_of (const AstNode *node, Field field, const Texts *but)
{
  Texts texts = { g_ptr_array_new (), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  for (const AstNode *child = ast_find (node, AST_FIELD); child; child = ast_find_next (child))
    {
      const AstNode *value = child->child->next;
      g_autofree char *form = NULL;
      if (field_find (child->child->atom->text) != field || !value
          || (value->kind != AST_STRING && value->kind != AST_NAME))
        continue;
      form = text_fold_key (value->atom->text, -1);
      if (!*form || (but && g_hash_table_contains (but->forms, form)))
        continue;
      if (g_hash_table_add (texts.forms, g_steal_pointer (&form)))
        g_ptr_array_add (texts.texts, (gpointer)value->atom->text);
    }
  return texts;
}

static void
texts_clear (Texts *texts)
{
  g_ptr_array_unref (texts->texts);
  g_hash_table_unref (texts->forms);
}

/* WORDS with SEPARATOR between them; NULL: there are none. */
static const char *
joined (const Differ *differ, const GPtrArray *words, const char *separator)
{
  GString *text;
  if (!words->len)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i ? separator : "", (const char *)words->pdata[i]);
  return differ_text (differ, text);
}

static const char *
form_of (const Differ *differ, const Texts *texts)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer form;
  g_hash_table_iter_init (&iter, texts->forms);
  while (g_hash_table_iter_next (&iter, &form, NULL))
    g_ptr_array_add (forms, form);
  g_ptr_array_sort (forms, text_order);
  return joined (differ, forms, "\n");
}

static void
compare_fields (Differ *differ, const Subject *subject, const AstNode *old, const AstNode *new, Field field,
                Aspect aspect)
{
  Texts all[] = { texts_of (old, field, NULL), texts_of (new, field, NULL) };
  Texts was = texts_of (old, field, &all[1]), is = texts_of (new, field, &all[0]);
  if (was.texts->len || is.texts->len)
    {
      Change *change = differ_add (differ, subject, CHANGE_TEXT, aspect, NULL, form_of (differ, &was),
                                   form_of (differ, &is));
      change->old_text = joined (differ, was.texts, "；");
      change->new_text = joined (differ, is.texts, "；");
    }
  texts_clear (&was);
  texts_clear (&is);
  texts_clear (&all[0]);
  texts_clear (&all[1]);
}

void
differ_field (Differ *differ, const Subject *subject, const Origin *old, const Origin *new, Field field,
              Aspect aspect)
{
  if (ast_find (old->node, AST_FIELD) || ast_find (new->node, AST_FIELD))
    compare_fields (differ, subject, old->node, new->node, field, aspect);
}

const char *
differ_field_form (const Differ *differ, const Origin *origin, Field field)
{
  Texts texts = texts_of (origin->node, field, NULL);
  const char *form = form_of (differ, &texts);
  texts_clear (&texts);
  return form;
}

void
differ_words (Differ *differ, const Subject *subject, const Origin *old, const Origin *new)
{
  differ_field (differ, subject, old, new, FIELD_BASIS, ASPECT_BASIS);
  differ_field (differ, subject, old, new, FIELD_NOTE, ASPECT_NOTE);
}

/* Tiers of frameworks */

static const AstNode *
tier_named (const AstNode *above, const Atom *name)
{
  const AstNode *tier = ast_find (above, AST_TIER);
  while (tier && !(tier->child && tier->child->atom && atom_same (tier->child->atom, name)))
    tier = ast_find_next (tier);
  return tier;
}

void
differ_tier_words (Differ *differ, ChangePath above, const Origin *old, const Origin *new)
{
  const char *names[4];
  memcpy (names, above.names, above.n * sizeof *names);
  for (const AstNode *tier = ast_find (new->node, AST_TIER); tier; tier = ast_find_next (tier))
    {
      const Atom *name = tier->child ? tier->child->atom : NULL;
      const AstNode *like = name ? tier_named (old->node, name) : NULL;
      const Origin was = { old->unit, like }, is = { new->unit, tier };
      Subject subject;
      if (!like)
        continue;
      names[above.n] = name->text;
      subject = subject_of_path (differ, SUBJECT_TIER, (ChangePath){ above.n + 1, names }, &was, &is);
      differ_words (differ, &subject, &was, &is);
      if (above.n < 2)
        differ_tier_words (differ, subject.path, &was, &is);
    }
}
