/* The model as a whole: made, looked up in, freed; and the small things that every part of its making needs. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/build.h"
#include "sema/quantity.h"
#include "grammar/parse.h"
#include <string.h>

static void
free_levels (gpointer data)
{
  g_ptr_array_unref (data);
}

static Model *
model_new (Session *session)
{
  Model *model = g_new0 (Model, 1);
  model->session = session;
  model->arena = arena_new ();
  model->measures = measure_table_new (session);
  model->rules = g_hash_table_new (NULL, NULL);
  model->wordings = g_ptr_array_new ();
  model->patterns = g_hash_table_new (g_str_hash, g_str_equal);
  model->sentences = g_hash_table_new (NULL, NULL);
  model->scales = g_hash_table_new (NULL, NULL);
  model->levels = g_hash_table_new_full (NULL, NULL, NULL, free_levels);
  model->frameworks = g_hash_table_new (NULL, NULL);
  model->functions = g_hash_table_new (NULL, NULL);
  model->calendars = g_ptr_array_new ();
  model->checks = g_hash_table_new (NULL, NULL);
  model->check_order = g_ptr_array_new ();
  model->schemes = g_ptr_array_new ();
  model->actuals = g_ptr_array_new ();
  model->tests = g_ptr_array_new ();
  model->scheme_names = g_hash_table_new (NULL, NULL);
  model->fact_names = g_ptr_array_new ();
  model->fact_index = g_hash_table_new (NULL, NULL);
  model->declared = g_hash_table_new (NULL, NULL);
  model->checked_uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return model;
}

void
model_free (Model *model)
{
  g_hash_table_unref (model->checked_uses);
  g_hash_table_unref (model->declared);
  g_hash_table_unref (model->fact_index);
  g_ptr_array_unref (model->fact_names);
  g_hash_table_unref (model->scheme_names);
  g_ptr_array_unref (model->tests);
  g_ptr_array_unref (model->actuals);
  g_ptr_array_unref (model->schemes);
  g_ptr_array_unref (model->check_order);
  g_hash_table_unref (model->checks);
  g_ptr_array_unref (model->calendars);
  g_hash_table_unref (model->functions);
  g_hash_table_unref (model->frameworks);
  g_hash_table_unref (model->levels);
  g_hash_table_unref (model->scales);
  g_hash_table_unref (model->sentences);
  g_hash_table_unref (model->patterns);
  g_ptr_array_unref (model->wordings);
  g_hash_table_unref (model->rules);
  measure_table_free (model->measures);
  arena_free (model->arena);
  g_free (model);
}

static const Dimension *
library_dimension (Model *model, const char *unit)
{
  const Measure *measure = measure_find (model->measures, unit);
  return measure ? measure->dimension : dimension_none (model->measures);
}

static void
take_up_root (Model *model, const Module *root)
{
  ast_foreach (node, root->unit->root)
  {
    if (node->kind == AST_SCHEME)
      declare_scheme (model, root->unit, node);
    else if (node->kind == AST_ACTUALS)
      {
        Origin *origin = arena_new0 (model->arena, Origin);
        *origin = (Origin) { root->unit, node };
        g_ptr_array_add (model->actuals, origin);
      }
    else if (node->kind == AST_FRAMEWORK && node_name (node))
      find_framework (model, root->unit, node_name (node));
  }
}

Model *
sema_check (Session *session, Module *root)
{
  Model *model = model_new (session);
  model->root = root;
  declare_library (model, "units");
  model->score = library_dimension (model, "分");
  model->day = library_dimension (model, "日");
  model->day_factor = measure_find (model->measures, "日") ? measure_find (model->measures, "日")->factor : RATIONAL_ONE;
  declare_modules (model, root);
  measure_table_resolve_all (model->measures);
  take_up_root (model, root);
  return model;
}

/* Look-ups */

const Scale *
model_find_scale (Model *model, const Atom *name)
{
  const Scale *scale = g_hash_table_lookup (model->scales, name->key);
  if (!scale)
    {
      declare_library (model, "scales");
      scale = g_hash_table_lookup (model->scales, name->key);
    }
  return scale;
}

const Scale *
model_judging_scale (Model *model, const Framework *framework)
{
  return framework->judged_on ? framework->judged_on
                              : model_find_scale (model, atom_intern (model->session->atoms, "三档", -1));
}

static const Level *
find_level (Model *model, const Scale *scale, const char *name, bool *ret_ambiguous)
{
  const char *key = atom_find_key (model->session->atoms, name, -1);
  GPtrArray *levels = key ? g_hash_table_lookup (model->levels, key) : NULL;
  *ret_ambiguous = levels && !scale && levels->len > 1;
  for (guint i = 0; levels && i < levels->len; i++)
    if (!scale || ((const Level *)levels->pdata[i])->scale == scale)
      return levels->pdata[i];
  return NULL;
}

const Level *
model_find_level (Model *model, const Scale *scale, const char *name, bool *ret_ambiguous)
{
  bool ambiguous;
  const Level *level;
  if (!scale && !model->has_library_scales) /* first of all, so that no answer depends on what was asked before */
    declare_library (model, "scales");
  model->has_library_scales = model->has_library_scales || !scale;
  level = find_level (model, scale, name, &ambiguous);
  if (ret_ambiguous)
    *ret_ambiguous = ambiguous;
  return ambiguous ? NULL : level;
}

const Indicator *
scheme_find_indicator (const Scheme *scheme, const Atom *name, bool *ret_ambiguous)
{
  const Indicator *found = NULL;
  *ret_ambiguous = false;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    if (atom_same (scheme->indicators[i]->name, name))
      {
        *ret_ambiguous = found != NULL;
        found = scheme->indicators[i];
      }
  return *ret_ambiguous ? NULL : found;
}

const char *
direction_word (Direction direction)
{
  static const char *const WORDS[] = { "up", "down", "equal", "deadline", "level" };
  return WORDS[direction];
}

bool
model_read_quantity (Model *model, const Unit *unit, const AstNode *node, Rational *ret_value, const Measure **ret_measure)
{
  return quantity_read (model->session, model->measures, unit, node, ret_value, ret_measure);
}

bool
model_read_date (Model *model, const Unit *unit, const AstNode *node, int year, Day *ret_first, Day *ret_last,
                 bool *ret_day_precise)
{
  DatePrecision precision;
  if (!date_read (model->session, unit, node, year, ret_first, ret_last, &precision))
    return false;
  *ret_day_precise = *ret_first == *ret_last;
  return true;
}

/* Plain text */

static const char *
plain_sign (int kind)
{
  static const struct
  {
    int kind;
    const char *text;
  } SIGNS[] = {
    { TOK_GE, "≥" },    { TOK_LE, "≤" },     { TOK_GT, ">" },      { TOK_LT, "<" },
    { TOK_EQ, "=" },    { TOK_NE, "≠" },     { TOK_RANGE, ".." },  { TOK_RANGE_OPEN_END, "..<" },
    { TOK_PLUS, "+" },  { TOK_MINUS, "−" },  { TOK_TIMES, "×" },   { TOK_DIVIDE, "÷" },
    { TOK_OPEN, "(" },  { TOK_CLOSE, ")" },  { TOK_CALL, "(" },    { TOK_COMMA, "," },
    { TOK_RANGE_OPEN_START, "<.." }, { TOK_RANGE_OPEN, "<..<" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (SIGNS); i++)
    if (SIGNS[i].kind == kind)
      return SIGNS[i].text;
  return NULL;
}

static void
append_plain_token (GString *out, const Unit *unit, const Token *token)
{
  const char *text = source_text (unit->source) + token->span.start, *sign = plain_sign (token->kind);
  size_t length = token->span.end - token->span.start, bad;
  if (sign)
    g_string_append (out, sign);
  else if (token->kind == TOK_STRING)
    literal_append_string (out, text, length, &bad);
  else if (token->kind == TOK_QUANTITY || token->kind == TOK_NUMBER)
    {
      size_t at = literal_split_quantity (text, length, out);
      literal_append_unit (out, text + at, length - at);
    }
  else
    g_string_append_len (out, text, (gssize)length);
}

const char *
model_plain_text (Model *model, const Unit *unit, const AstNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int32_t i = node->at.first; i <= node->at.last; i++)
    {
      const Token *token = &unit->tokens[i];
      if (token_is_trivia (token))
        continue;
      if (i > node->at.first && node->op == VALUE_LEVEL && node->kind == AST_VALUE)
        g_string_append_c (text, ' '); /* 部分达成 70% */
      append_plain_token (text, unit, token);
    }
  return arena_strndup (model->arena, text->str, text->len);
}

/* What the framework says of the tier, else of the tier above, else in general. */
const RuleUse *
scheme_default_rule (const Scheme *scheme, const Tier *tier, Direction direction)
{
  for (; tier; tier = tier->parent)
    if (tier->defaults && tier->defaults[direction].rule)
      return &tier->defaults[direction];
  return &scheme->framework->defaults[direction];
}

/* For the parts of sema */

Diag *
report_node (Model *model, DiagCode code, const Unit *unit, const AstNode *node, const char *a, const char *b)
{
  return diag_report (model->session->sink, code, unit->source, unit_node_span (unit, node), a, b, NULL);
}

Diag *
report_duplicate (Model *model, const Unit *unit, const AstNode *name, const Origin *before)
{
  const AstNode *first = node_name (before->node);
  Diag *diag = report_node (model, DIAG_duplicate_declaration, unit, name, name->atom->text, NULL);
  diag_label (diag, before->unit->source, unit_node_span (before->unit, first ? first : before->node),
              N_ ("first declared here"), NULL);
  return diag;
}

static const char *
place_of (const AstNode *node)
{
  switch (node->kind)
    {
    case AST_TIER:
      return node->op == 1 ? N_ ("一级 stands directly in a scheme or a framework") : N_ ("二级 stands in 一级");
    case AST_INDICATOR:
      return N_ ("指标 stands in a tier or directly in a scheme");
    case AST_PART:
    case AST_REVISED:
      return N_ ("其中 and 调整 stand in the block of an indicator");
    case AST_DEFAULTS:
      return N_ ("缺省规则 stands in a framework or one of its tiers");
    case AST_GRADES:
      return N_ ("等级 stands in a framework, directly");
    default:
      return NULL;
    }
}

void
report_misplaced (Model *model, const Unit *unit, const AstNode *node)
{
  Span span = unit->tokens[node->at.first].span;
  g_autofree char *word = g_strndup (source_text (unit->source) + span.start, span.end - span.start);
  Diag *diag = diag_report (model->session->sink, DIAG_misplaced, unit->source, span, word, NULL);
  if (place_of (node))
    diag_note (diag, place_of (node), NULL);
}

void
report_clash (Model *model, const Unit *unit, const AstNode *name, Origin before)
{
  if (!model->in_library)
    report_duplicate (model, unit, name, &before);
}

bool
check_name (Model *model, const Unit *unit, const AstNode *name)
{
  bool visible = false;
  for (const char *p = name->atom->text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_iscntrl (c) || text_is_invisible (c))
        {
          report_node (model, DIAG_bad_name, unit, name, NULL, NULL);
          return false;
        }
      visible = visible || !g_unichar_isspace (c);
    }
  if (!visible)
    report_node (model, DIAG_bad_name, unit, name, NULL, NULL);
  return visible;
}

const AstNode *
node_name (const AstNode *node)
{
  const AstNode *child = node->child;
  return child && (child->kind == AST_NAME || child->kind == AST_STRING) ? child : NULL;
}

const AstNode *
find_field (const AstNode *node, Field field)
{
  for (const AstNode *child = ast_find (node, AST_FIELD); child; child = ast_find_next (child))
    if (field_find (child->child->atom->text) == field)
      return child->child->next;
  return NULL;
}

const char *
field_text (const AstNode *node, Field field)
{
  const AstNode *value = find_field (node, field);
  return value && (value->kind == AST_STRING || value->kind == AST_NAME) ? value->atom->text : NULL;
}

const char *
model_field_text (const Origin *origin, Field field)
{
  return field_text (origin->node, field);
}

static void
report_unknown_field (Model *model, const Unit *unit, const AstNode *name, FieldHolder holder)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  Diag *diag = report_node (model, DIAG_unknown_field, unit, name, name->atom->text, NULL);
  g_autoptr (GString) known = g_string_new (NULL);
  const char *best;
  for (int i = 0; i < FIELD_N; i++)
    if (field_holders ((Field)i) & holder)
      {
        text_nearest_offer (&nearest, field_name ((Field)i, false));
        text_nearest_offer (&nearest, field_name ((Field)i, true));
        g_string_append_printf (known, "%s%s", known->len ? " " : "", field_name ((Field)i, false));
      }
  if ((best = text_nearest_result (&nearest)))
    diag_fix (diag, unit->source, unit_node_span (unit, name), best);
  diag_note (diag, N_ ("the fields that may stand here: {1}"), known->str, NULL);
}

static bool
may_repeat (Field field)
{
  return field == FIELD_BASIS || field == FIELD_NOTE || field == FIELD_FORMERLY || field == FIELD_WITHOUT || field == FIELD_CHECK_OFF
         || field == FIELD_CHECK_RAISED || field == FIELD_CHECK_PARAM;
}

static bool
ends_with (const char *text, Span span, const char *mark)
{
  size_t size = strlen (mark);
  return span.end - span.start >= size && memcmp (text + span.end - size, mark, size) == 0;
}

bool
goes_on_indicator (const Unit *unit, const AstNode *before, const AstNode *field)
{
  Span span = before ? unit_node_span (unit, before) : (Span) { 0, 0 };
  uint32_t start = unit_node_span (unit, field).start;
  const char *text = source_text (unit->source);
  Field id = field_find (field->child->atom->text);
  return before && id != FIELD_N && (field_holders (id) & IN_INDICATOR) && start >= span.end
         && !memchr (text + span.end, '\n', start - span.end) && !memchr (text + span.end, '\r', start - span.end)
         && !(before->kind == AST_INDICATOR && (ends_with (text, span, "}") || ends_with (text, span, "｝")));
}

/* The fields from FIRST on that were written behind an indicator: one fault. The last of them. */
static const AstNode *
report_without_braces (Model *model, const Unit *unit, const AstNode *first)
{
  const AstNode *last = first;
  Span from = unit_node_span (unit, first), to;
  Diag *diag = report_node (model, DIAG_field_without_braces, unit, first->child, first->child->atom->text, NULL);
  while (last->next && last->next->kind == AST_FIELD && goes_on_indicator (unit, last, last->next))
    last = last->next;
  to = unit_node_span (unit, last);
  diag_fix (diag, unit->source, (Span) { from.start, from.start }, "{ ");
  diag_fix (diag, unit->source, (Span) { to.end, to.end }, " }");
  return last;
}

typedef enum
{
  VALUE_TEXT,   /* a name or a text in quotes */
  VALUE_ANSWER, /* 是 or 否 */
  VALUE_OTHER   /* looked at where it is read */
} FieldValue;

static FieldValue
field_value (Field field)
{
  switch (field)
    {
    case FIELD_BASIS:
    case FIELD_ADVICE:
    case FIELD_NOTE:
    case FIELD_DEFINITION:
    case FIELD_OWNER:
    case FIELD_SOURCE:
    case FIELD_FREQUENCY:
    case FIELD_FORMERLY:
    case FIELD_ID:
    case FIELD_RATIONALE:
    case FIELD_ORGANISATION:
    case FIELD_UPWARD:
      return VALUE_TEXT;
    case FIELD_CORE:
      return VALUE_ANSWER;
    case FIELD_YEAR:
    case FIELD_FRAMEWORK:
    case FIELD_BASELINE:
    case FIELD_FORMULA:
    case FIELD_PRECISION:
    case FIELD_NA_POLICY:
    case FIELD_JUDGED_ON:
    case FIELD_WITHOUT:
    case FIELD_CHECK_OFF:
    case FIELD_CHECK_RAISED:
    case FIELD_CHECK_PARAM:
    case FIELD_N:
      break;
    }
  return VALUE_OTHER;
}

static bool
is_answer (const AstNode *value)
{
  Word word = value->kind == AST_NAME ? word_find (value->atom->text) : WORD_N;
  return word == WORD_YES || word == WORD_NO;
}

/* What FIELD holds is of the kind that it is read as. */
static void
check_field_value (Model *model, const Unit *unit, Field field, const AstNode *node)
{
  const AstNode *value = node->child->next;
  FieldValue kind = field_value (field);
  g_autofree char *text = NULL, *quoted = NULL;
  Diag *diag;
  if (!value || value->kind == AST_ERROR || kind == VALUE_OTHER
      || (kind == VALUE_TEXT && (value->kind == AST_STRING || value->kind == AST_NAME))
      || (kind == VALUE_ANSWER && is_answer (value)))
    return;
  text = unit_node_text (unit, value);
  diag = diag_report (model->session->sink, DIAG_bad_field_value, unit->source, unit_node_span (unit, value),
                      node->child->atom->text, kind == VALUE_ANSWER ? _ ("是 or 否") : _ ("a name or a text in quotes"), text, NULL);
  if (kind == VALUE_ANSWER || strpbrk (text, "\"\\\n\r"))
    return;
  quoted = g_strdup_printf ("\"%s\"", text);
  diag_fix (diag, unit->source, unit_node_span (unit, value), quoted);
}

void
check_fields (Model *model, const Unit *unit, const AstNode *node, FieldHolder holder)
{
  const AstNode *seen[FIELD_N] = { NULL }, *before = NULL;
  for (const AstNode *child = node->child; child; before = child, child = child->next)
    {
      const AstNode *name = child->child;
      Field field;
      if (child->kind != AST_FIELD)
        continue;
      if (before && before->kind == AST_INDICATOR && goes_on_indicator (unit, before, child))
        {
          child = report_without_braces (model, unit, child);
          continue;
        }
      field = field_find (name->atom->text);
      if (field == FIELD_N || !(field_holders (field) & holder))
        report_unknown_field (model, unit, name, holder);
      else if (seen[field] && !may_repeat (field))
        {
          Diag *diag = report_node (model, DIAG_field_twice, unit, name, name->atom->text, NULL);
          diag_label (diag, unit->source, unit_node_span (unit, seen[field]), N_ ("first given here"), NULL);
        }
      if (field != FIELD_N && (field_holders (field) & holder))
        check_field_value (model, unit, field, child);
      if (field != FIELD_N)
        seen[field] = name;
    }
}

void
check_clauses (Model *model, const Unit *unit, const AstNode *node)
{
  static const AstKind CLAUSES[] = { AST_WEIGHT, AST_RULE_USE, AST_DIRECTION, AST_SCALE_USE };
  for (size_t i = 0; i < G_N_ELEMENTS (CLAUSES); i++)
    {
      const AstNode *first = ast_find (node, CLAUSES[i]), *second = first ? ast_find_next (first) : NULL;
      if (second)
        {
          g_autofree char *text = unit_node_text (unit, second);
          Diag *diag = report_node (model, DIAG_field_twice, unit, second, text, NULL);
          diag_label (diag, unit->source, unit_node_span (unit, first), N_ ("first given here"), NULL);
        }
    }
}

bool
read_direction (Model *model, const Unit *unit, const AstNode *name, Direction *ret_direction)
{
  switch (word_find (name->atom->text))
    {
    case WORD_UP:
      *ret_direction = DIRECTION_UP;
      return true;
    case WORD_DOWN:
      *ret_direction = DIRECTION_DOWN;
      return true;
    case WORD_EQUAL:
      *ret_direction = DIRECTION_EQUAL;
      return true;
    case WORD_DEADLINE:
      *ret_direction = DIRECTION_DEADLINE;
      return true;
    case WORD_LEVEL:
      *ret_direction = DIRECTION_LEVEL;
      return true;
    default:
      report_node (model, DIAG_bad_direction, unit, name, name->atom->text, NULL);
      return false;
    }
}
