/* 含词 and 是词: does what a check's subject says in words hold one of some words, or consist of it.  Which words these are is
   library code.  A word is text, compared in the folded form of names, in which `{数}` stands for a number in digits, `{单位}` for a
   declared unit and `{量}` for a number with its unit, which a date or the end of another word is not. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/expr-private.h"
#include "sema/model.h"
#include "syntax/ast.h"
#include "syntax/literal.h"
#include <string.h>

enum
{
  MOST_PLACES = 2,   /* in one word: so much is tried at each place of a text, and no more */
  LONGEST_UNIT = 24, /* bytes */
  LONGEST_TEXT = 4096 /* bytes of a text that are looked at */
};

typedef struct WordTest
{
  SubjectText text;
  unsigned n;
  const char *const *words; /* folded */
} WordTest;

/* Words */

typedef enum
{
  PLACE_NUMBER,   /* {数} */
  PLACE_UNIT,     /* {单位} */
  PLACE_QUANTITY, /* {量} */
  PLACE_N
} Place;

static const char *const PLACES[PLACE_N] = { "{数}", "{单位}", "{量}" };

/* The place that begins at WORD; PLACE_N: none does. */
static Place
place_at (const char *word)
{
  int place = 0;
  while (place < PLACE_N && !g_str_has_prefix (word, PLACES[place]))
    place++;
  return (Place)place;
}

static bool
is_well_formed (const char *word)
{
  unsigned places = 0;
  for (const char *at = word; *at; at++)
    if (*at == '{' && place_at (at) != PLACE_N)
      {
        at += strlen (PLACES[place_at (at)]) - 1;
        places++;
      }
    else if (*at == '{' || *at == '}')
      return false;
  return *word && places <= MOST_PLACES;
}

/* The texts that may be asked for where CALL stands, or else where they may. */
static void
report_text (const ExprScope *scope, const Unit *unit, const AstNode *call, const AstNode *found)
{
  bool checks = scope->slots & (OF_INDICATOR | OF_TIER | OF_SCHEME | OF_PAIR);
  g_autofree char *list = subject_text_list (checks ? scope->slots : OF_INDICATOR);
  Diag *diag = diag_report (scope->session->sink, DIAG_text_expected, unit->source, unit_node_span (unit, found ? found : call),
                            call->child->atom->text, list, NULL);
  if (checks && found && found->kind == AST_NAME)
    {
      TextNearest nearest = TEXT_NEAREST_INIT (found->atom->text);
      subject_text_offer (&nearest, scope->slots);
      if (text_nearest_result (&nearest))
        diag_fix (diag, unit->source, unit_node_span (unit, found), text_nearest_result (&nearest));
    }
  if (!checks)
    diag_note (diag, N_ ("only the 当 of a 检查 may ask for words, and no 函数"), NULL);
}

/* False: reported. */
static bool
read_word (const ExprScope *scope, const Unit *unit, const AstNode *call, const AstNode *node, const char **ret_word)
{
  g_autofree char *key = node->kind == AST_STRING ? text_fold_key (node->atom->text, -1) : NULL;
  if (!key || !is_well_formed (key))
    {
      diag_report (scope->session->sink, DIAG_bad_word, unit->source, unit_node_span (unit, node), call->child->atom->text, NULL);
      return false;
    }
  *ret_word = arena_strndup (scope->arena, key, strlen (key));
  return true;
}

const WordTest *
expr_words_read (const ExprScope *scope, const Unit *unit, const AstNode *call)
{
  const AstNode *name = call->child->next;
  WordTest *test = arena_new0 (scope->arena, WordTest);
  const char **words;
  test->text = name->kind == AST_NAME ? subject_text_find (name->atom->text, scope->slots) : TEXT_N;
  if (test->text == TEXT_N)
    {
      report_text (scope, unit, call, name);
      return NULL;
    }
  for (const AstNode *node = name->next; node; node = node->next)
    test->n++;
  test->words = words = arena_array (scope->arena, const char *, test->n + 1);
  for (const AstNode *node = name->next; node; node = node->next)
    if (!read_word (scope, unit, call, node, words++))
      return NULL;
  return test;
}

/* Comparing */

typedef struct
{
  MeasureTable *measures;
  const char *text; /* folded */
  bool whole;       /* up to its end */
} Reading;

static bool stands_at (const Reading *reading, const char *word, const char *at);

/* After the digits at AT, AT itself if there are none or they go on another number or word: `PM2.5`. */
static const char *
after_number (const Reading *reading, const char *at)
{
  const char *end = at;
  if (!g_ascii_isdigit (*at) || (at > reading->text && (g_ascii_isalnum (at[-1]) || at[-1] == '.')))
    return at;
  while (g_ascii_isdigit (*end) || ((*end == '.' || *end == ',') && g_ascii_isdigit (end[1])))
    end++;
  return end;
}

/* 12月 is a month, not a number of 月. */
static bool
is_unit (const Reading *reading, const char *at, size_t length)
{
  static const char MONTH[] = "月";
  bool month = length == strlen (MONTH) && memcmp (at, MONTH, length) == 0;
  return !month && measure_find_written (reading->measures, at, length);
}

/* WORD goes on after a unit that begins at AT. */
static bool
goes_on_after_unit (const Reading *reading, const char *word, const char *at)
{
  size_t most = MIN (strlen (at), LONGEST_UNIT);
  for (size_t length = 1; length <= most; length++)
    if (((guint8)at[length] & 0xC0) != 0x80 && is_unit (reading, at, length) && stands_at (reading, word, at + length))
      return true;
  return false;
}

/* 第3次, and 2024年 as a date, are no quantities. */
static bool
may_be_quantity (const Reading *reading, const char *at)
{
  static const char ORDINAL[] = "第";
  const size_t length = strlen (ORDINAL);
  LiteralDate date;
  return literal_read_date (at, strlen (at), &date) == 0
         && ((size_t)(at - reading->text) < length || memcmp (at - length, ORDINAL, length) != 0);
}

static bool
fills_place (const Reading *reading, Place place, const char *word, const char *at)
{
  const char *end = after_number (reading, at);
  if (place == PLACE_UNIT)
    return goes_on_after_unit (reading, word, at);
  if (end == at)
    return false;
  return place == PLACE_NUMBER ? stands_at (reading, word, end)
                               : may_be_quantity (reading, at) && goes_on_after_unit (reading, word, end);
}

/* The rest WORD of a word stands at AT. */
static bool
stands_at (const Reading *reading, const char *word, const char *at)
{
  Place place = PLACE_N;
  for (; *word && (place = place_at (word)) == PLACE_N; word++, at++)
    if (g_ascii_tolower (*word) != g_ascii_tolower (*at))
      return false;
  return *word ? fills_place (reading, place, word + strlen (PLACES[place]), at) : !reading->whole || !*at;
}

static bool
holds (const Reading *reading, const WordTest *test)
{
  for (unsigned i = 0; i < test->n; i++)
    for (const char *at = reading->text;; at = g_utf8_next_char (at))
      {
        if (stands_at (reading, test->words[i], at))
          return true;
        if (reading->whole || !*at)
          break;
      }
  return false;
}

EvalStatus
expr_words_eval (const Expr *call, const Frame *frame, Rational *ret_value)
{
  const char *text = frame->texts[call->words->text];
  size_t length = text ? strlen (text) : 0;
  g_autofree char *key = NULL;
  Reading reading;
  if (!text)
    return EVAL_NO_VALUE;
  key = text_fold_key (text, (gssize)MIN (length, LONGEST_TEXT));
  reading = (Reading) { call->model->measures, key, call->index == BUILT_IN_IS_WORD };
  *ret_value = RATIONAL_INT (holds (&reading, call->words));
  return EVAL_OK;
}

void
expr_words_append_normal (GString *out, const Expr *call)
{
  g_string_append (out, subject_text_name (call->words->text, true));
  for (unsigned i = 0; i < call->words->n; i++)
    {
      g_autofree char *quoted = g_strescape (call->words->words[i], NULL);
      g_string_append_printf (out, " \"%s\"", quoted);
    }
}
