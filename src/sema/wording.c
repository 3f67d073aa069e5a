/* 句式: sentences with places for values, declared in a rule or beside one.  They are taken up with the rules
   and checked once all names are known; how sentences are compared with them is sentence-match.c's. */
#include "sema/wording.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include <string.h>

/* Folding */

static bool
is_separator (gunichar c)
{
  return c == ',' || c == ';' || c == 0x3002 /* 。 */ || c == 0x3001 /* 、 */;
}

static gunichar
fold_character (gunichar c)
{
  if (c >= 0xFF01 && c <= 0xFF5E)
    return c - 0xFF01 + '!';
  if (g_unichar_isspace (c) || text_is_invisible (c))
    return ' ';
  return c == 0xD7 /* × */ ? '*' : c == 0xF7 /* ÷ */ ? '/' : c;
}

/* True if a blank or a separator stands between two characters that it keeps apart. */
static bool
keeps_apart (gunichar sign, gunichar before, gunichar after)
{
  bool digits
      = before < 0x80 && after < 0x80 && g_ascii_isdigit ((char)before) && g_ascii_isdigit ((char)after);
  return digits
         || (sign == ' ' && before < 0x80 && after < 0x80 && g_ascii_isalnum ((char)before)
             && g_ascii_isalnum ((char)after));
}

static void
append_folded (Folded *folded, gunichar c, unsigned at)
{
  gsize before = folded->text->len;
  g_string_append_unichar (folded->text, c);
  for (; before < folded->text->len; before++)
    g_array_append_val (folded->at, at);
}

void
folded_init (Folded *folded, const char *content)
{
  gunichar before = 0;
  unsigned end = (unsigned)strlen (content);
  folded->text = g_string_new (NULL);
  folded->at = g_array_new (FALSE, FALSE, sizeof (unsigned));
  for (const char *p = content; *p; p = g_utf8_next_char (p))
    {
      gunichar c = fold_character (g_utf8_get_char (p));
      const char *next = g_utf8_next_char (p);
      if ((c == ' ' || is_separator (c))
          && !keeps_apart (c, before, *next ? fold_character (g_utf8_get_char (next)) : 0))
        continue;
      append_folded (folded, c == ' ' ? c : is_separator (c) ? ',' : c, (unsigned)(p - content));
      before = c;
    }
  if (folded->text->len > 0 && folded->text->str[folded->text->len - 1] == '.')
    {
      g_string_truncate (folded->text, folded->text->len - 1);
      g_array_set_size (folded->at, folded->at->len - 1);
    }
  g_array_append_val (folded->at, end);
}

void
folded_clear (Folded *folded)
{
  if (folded->text)
    g_string_free (folded->text, TRUE);
  if (folded->at)
    g_array_unref (folded->at);
}

Span
folded_span (const Folded *folded, const Unit *unit, const AstNode *string, unsigned start, unsigned end)
{
  Span span = unit_node_span (unit, string);
  const char *text = source_text (unit->source) + span.start, *content = string->atom->text;
  uint32_t quote = text[0] == '"' ? 1 : 3;
  unsigned from, last;
  if (end <= start || strlen (content) + quote > span.end - span.start
      || memcmp (text + quote, content, strlen (content)) != 0)
    return span; /* with escapes in it the places differ */
  from = g_array_index (folded->at, unsigned, start);
  last = g_array_index (folded->at, unsigned, end - 1);
  return (Span){ span.start + quote + from,
                 span.start + quote + (uint32_t)(g_utf8_next_char (content + last) - content) };
}

Span
sentence_span (const Unit *unit, const AstNode *string, Span inside)
{
  uint32_t start = unit_node_span (unit, string).start;
  return (Span){ start + inside.start, start + inside.end };
}

/* Declaring */

void
declare_wording (Model *model, const Unit *unit, const AstNode *node, const Rule *rule)
{
  Wording *wording = arena_new0 (model->arena, Wording);
  *wording = (Wording){ .text = node->child->atom->text,
                        .origin = { unit, node },
                        .rule = rule,
                        .use = ast_find (node, AST_RULE_USE),
                        .weight_only = node->op == WORDING_WEIGHT,
                        .advice = field_text (node, FIELD_ADVICE),
                        .stage = model->stage };
  g_ptr_array_add (model->wordings, wording);
}

/* Checking */

static void
report_form (Model *model, Wording *wording, const char *expected)
{
  report_node (model, DIAG_wording_form, wording->origin.unit, wording->origin.node->child, _ (expected),
               NULL);
  wording->ok = false;
}

static void
settle_directions (Model *model, Wording *wording)
{
  const AstNode *child = ast_find (wording->origin.node, AST_DIRECTION);
  for (Direction direction; child; child = ast_find_next (child))
    if (read_direction (model, wording->origin.unit, child->child, &direction))
      wording->directions |= 1u << direction;
    else
      wording->ok = false;
}

static void
settle_rule (Model *model, Wording *wording)
{
  bool in_rule = wording->rule != NULL;
  check_fields (model, wording->origin.unit, wording->origin.node, IN_LIBRARY);
  settle_directions (model, wording);
  if (in_rule && wording->use)
    report_form (model, wording, N_ ("no arrow: in a rule the sentence stands for that rule"));
  else if (wording->use && !(wording->rule = find_rule (model, wording->origin.unit, wording->use->child)))
    wording->ok = false;
  else if (!wording->rule && (wording->weight_only || !wording->advice))
    report_form (model, wording,
                 N_ ("=> and the rule that it stands for, or 建议 and what to write in its place"));
}

static void
report_unknown_place (Model *model, Wording *wording, const Folded *folded, const struct WordingPlace *place,
                      const char *name)
{
  const Unit *unit = wording->origin.unit;
  Span span = folded_span (folded, unit, wording->origin.node->child, place->at + 1, place->end - 1);
  TextNearest nearest = TEXT_NEAREST_INIT (name);
  Diag *diag = diag_report (model->session->sink, DIAG_wording_place, unit->source, span, name,
                            wording->rule->name->text, NULL);
  text_nearest_offer (&nearest, word_name (WORD_WEIGHT, false));
  for (unsigned i = 0; i < wording->rule->n_params; i++)
    text_nearest_offer (&nearest, wording->rule->params[i]->text);
  if (text_nearest_result (&nearest))
    diag_fix (diag, unit->source, span, text_nearest_result (&nearest));
  diag_note (diag, N_ ("a place is a parameter of the rule, {分值} for the weight or {…} for any words"),
             NULL);
  wording->ok = false;
}

/* What the place named NAME stands for; false: there is no such thing. */
static bool
find_place (Model *model, const Wording *wording, const char *name, int *ret_what)
{
  const char *key = atom_find_key (model->session->atoms, name, -1);
  *ret_what = strcmp (name, "…") == 0 ? PLACE_WORDS : word_find (name) == WORD_WEIGHT ? PLACE_WEIGHT : 0;
  if (*ret_what < 0)
    return true;
  for (unsigned i = 0; key && wording->rule && i < wording->rule->n_params; i++)
    if (wording->rule->params[i]->key == key)
      {
        *ret_what = (int)i;
        return true;
      }
  return false;
}

/* What is wrong with the brackets of PATTERN, its places being TAKEN and told to RET_PLACES; NULL: nothing.
 */
static const char *
find_places (const char *pattern, struct WordingPlace *ret_places, unsigned *ret_n)
{
  bool optional = false, words = false;
  *ret_n = 0;
  if (strlen (pattern) > LIMIT_NAME_BYTES)
    return N_ ("at most 1,024 bytes");
  for (const char *p = pattern; *p; p++)
    if (*p == '{')
      {
        const char *close = strchr (p, '}');
        struct WordingPlace *place = &ret_places[*ret_n];
        if (!close)
          return N_ ("a } for every {");
        if ((*ret_n)++ == WORDING_MAX_PLACES)
          return N_ ("no more than 16 places");
        *place = (struct WordingPlace){ (unsigned)(p - pattern), (unsigned)(close + 1 - pattern), 0 };
        p = close;
      }
    else if (*p == '}' || (*p == '[' && optional) || ((*p == ']' || *p == '|') && !optional))
      return N_ ("{ } around a place, [ ] around what may be left out, [ | ] around a choice, not inside one "
                 "another");
    else if (*p == '[' || *p == ']')
      optional = *p == '[';
    else if (*p == '|')
      continue;
    else
      words = words || !optional;
  return optional ? N_ ("a ] for every [") : words ? NULL : N_ ("some words that the sentence is known by");
}

static bool
is_optional (const Wording *wording, const struct WordingPlace *place)
{
  const char *open = memchr (wording->pattern, '[', place->at);
  for (const char *next = open; next && next < wording->pattern + place->at; next = strchr (next + 1, '['))
    open = next;
  return open && !memchr (open, ']', place->at - (size_t)(open - wording->pattern));
}

/* Every parameter without a default has a place that is always there, or an argument after the arrow. */
static void
check_params (Model *model, Wording *wording, const bool *given)
{
  for (unsigned i = 0; wording->rule && i < wording->rule->n_params; i++)
    {
      bool placed = false;
      for (unsigned j = 0; j < wording->n_places; j++)
        {
          bool here = wording->places[j].what == (int)i;
          placed = placed || (here && !is_optional (wording, &wording->places[j]));
          if (here && given[i])
            report_form (model, wording,
                         N_ ("each parameter in the sentence or after the arrow, not in both"));
        }
      if (placed || given[i] || wording->rule->defaults[i])
        continue;
      report_node (model, DIAG_wording_without_param, wording->origin.unit, wording->origin.node->child,
                   wording->rule->params[i]->text, wording->rule->name->text);
      wording->ok = false;
    }
}

static void
settle_places (Model *model, Wording *wording, const Folded *folded)
{
  struct WordingPlace found[WORDING_MAX_PLACES + 1], *places;
  const char *wrong = find_places (wording->pattern, found, &wording->n_places);
  bool weight = false;
  if (wrong)
    {
      report_form (model, wording, wrong);
      wording->n_places = 0;
      return;
    }
  places = arena_array (model->arena, struct WordingPlace, wording->n_places + 1);
  wording->places = places;
  for (unsigned i = 0; i < wording->n_places; i++)
    {
      g_autofree char *name = g_strndup (wording->pattern + found[i].at + 1, found[i].end - found[i].at - 2);
      places[i] = found[i];
      if (!find_place (model, wording, name, &places[i].what) && !wording->rule)
        report_form (model, wording, N_ ("no place but {…}, for there is no rule"));
      else if (!find_place (model, wording, name, &places[i].what))
        report_unknown_place (model, wording, folded, &places[i], name);
      else if (i > 0 && places[i - 1].end == places[i].at && places[i - 1].what != PLACE_WORDS
               && places[i].what != PLACE_WORDS)
        report_form (model, wording, N_ ("some words between two places"));
      weight = weight || (places[i].what == PLACE_WEIGHT && !is_optional (wording, &places[i]));
    }
  if (wording->weight_only && !weight && wording->ok)
    report_form (model, wording, N_ ("{分值}, the place of the weight"));
}

/* The same sentence twice, of targets of one direction. */
static void
check_pattern (Model *model, Wording *wording)
{
  const Wording *before = g_hash_table_lookup (model->patterns, wording->pattern);
  Diag *diag;
  if (!before)
    {
      g_hash_table_insert (model->patterns, (gpointer)wording->pattern, wording);
      return;
    }
  if (before->stage != wording->stage
      || (before->directions && wording->directions && !(before->directions & wording->directions)))
    return;
  diag = report_node (model, DIAG_wording_twice, wording->origin.unit, wording->origin.node->child,
                      wording->text, before->rule ? before->rule->name->text : before->text);
  diag_label (diag, before->origin.unit->source, unit_node_span (before->origin.unit, before->origin.node),
              N_ ("first declared here"), NULL);
  wording->ok = false;
}

static void
settle (Model *model, Wording *wording)
{
  g_autofree bool *given = NULL;
  g_auto (Folded) folded = { NULL, NULL };
  folded_init (&folded, wording->text);
  wording->pattern = arena_strndup (model->arena, folded.text->str, folded.text->len);
  wording->ok = true;
  settle_rule (model, wording);
  if (!wording->ok || (wording->rule && wording->rule->faulty))
    {
      wording->ok = false;
      return;
    }
  settle_places (model, wording, &folded);
  given = g_new0 (bool, (wording->rule ? wording->rule->n_params : 0) + 1);
  if (wording->use)
    {
      RuleUse use;
      begin_rule_use (model, wording->rule, wording->origin, &use);
      wording->ok = read_arguments (model, wording->origin.unit, wording->use, &use, given) && wording->ok;
    }
  if (wording->ok)
    check_params (model, wording, given);
  if (wording->ok)
    check_pattern (model, wording);
}

void
settle_wordings (Model *model)
{
  while (model->n_settled < model->wordings->len) /* naming a rule may read more of them */
    settle (model, model->wordings->pdata[model->n_settled++]);
}
