/* 检查: what a reviewer looks for, as code: over indicators, tiers or the scheme after scoring, or over indicators of two
   years.  A check reads values, compares
   them and says one sentence; it cannot loop, allocate or read a file. */
#include "base/i18n.h"
#include "base/text.h"
#include "grammar/parse.h"
#include "sema/build.h"
#include <string.h>

static Type
typed (Model *model, Slot slot)
{
  const Dimension *none = dimension_none (model->measures);
  switch (slot_type (slot))
    {
    case SLOT_TYPE_POINTS:
      return (Type) { TYPE_NUMBER, model->score, false, false };
    case SLOT_TYPE_VALUE:
      return (Type) { TYPE_NUMBER, measure_own (model->measures)->dimension, false, false };
    case SLOT_TYPE_RATIO:
    case SLOT_TYPE_COUNT:
      return (Type) { TYPE_NUMBER, none, false, false };
    case SLOT_TYPE_BOOLEAN:
      return (Type) { TYPE_BOOLEAN, NULL, false, false };
    }
  g_assert_not_reached ();
}

/* Head */

static void
read_severity (Model *model, const Unit *unit, const AstNode *node, Check *check)
{
  const AstNode *severity = ast_find (node, AST_SEVERITY);
  switch (word_find (severity->child->atom->text))
    {
    case WORD_ERROR:
      check->severity = SEVERITY_ERROR;
      return;
    case WORD_WARNING:
      check->severity = SEVERITY_WARNING;
      return;
    case WORD_HINT:
      check->severity = SEVERITY_NOTE;
      return;
    default:
      report_node (model, DIAG_bad_severity, unit, severity, severity->child->atom->text, NULL);
      check->ok = false;
    }
}

static void
read_subject (Model *model, const Unit *unit, const AstNode *node, Check *check)
{
  const AstNode *subject = ast_find (node, AST_SUBJECT);
  const Keyword *keyword;
  const char *text;
  if (!subject)
    {
      report_node (model, DIAG_check_incomplete, unit, node_name (node), check->name->text, "对");
      check->ok = false;
      return;
    }
  text = subject->child->atom->text;
  keyword = keyword_find (text, strlen (text));
  if (keyword && keyword->token == TOK_INDICATOR)
    check->subject = OF_INDICATOR;
  else if (keyword && keyword->token == TOK_SCHEME)
    check->subject = OF_SCHEME;
  else if (word_find (text) == WORD_TIER)
    check->subject = OF_TIER;
  else if (word_find (text) == WORD_PAIR)
    check->subject = OF_PAIR;
  else
    {
      report_node (model, DIAG_bad_subject, unit, subject->child, text, NULL);
      check->ok = false;
    }
}

static ExprScope
scope_of (Model *model, const Unit *unit)
{
  return (ExprScope) { .session = model->session, .measures = model->measures, .unit = unit,
                       .functions = model->functions, .model = model, .arena = model->arena };
}

/* A parameter may be called like a value (上限): people name it so on the command line, and it hides the value. */
static void
read_param (Model *model, const Unit *unit, const AstNode *param, Check *check)
{
  const AstNode *name = param->child, *value = name->next;
  unsigned i = check->n_params;
  for (unsigned j = 0; j < i; j++)
    if (atom_same (check->params[j], name->atom))
      {
        report_node (model, DIAG_duplicate_declaration, unit, name, name->atom->text, NULL);
        check->ok = false;
      }
  if (!value)
    report_node (model, DIAG_check_default, unit, name, name->atom->text, NULL);
  else if (model_read_quantity (model, unit, value, &((Rational *)check->defaults)[i],
                                &((const Measure **)check->param_measures)[i]))
    {
      const Measure *measure = check->param_measures[i];
      ((const Atom **)check->params)[i] = name->atom;
      ((Type *)check->param_types)[i] = (Type) { TYPE_NUMBER, measure->dimension, rational_sign (check->defaults[i]) == 0
                                                 && !*measure->text, !*measure->text };
      check->n_params++;
      return;
    }
  check->ok = false;
}

static void
read_params (Model *model, const Unit *unit, const AstNode *node, Check *check)
{
  unsigned n = ast_count (node, AST_PARAM);
  check->params = arena_array (model->arena, const Atom *, n + 1);
  check->defaults = arena_array (model->arena, Rational, n + 1);
  check->param_types = arena_array (model->arena, Type, n + 1);
  check->param_measures = arena_array (model->arena, const Measure *, n + 1);
  for (const AstNode *param = ast_find (node, AST_PARAM); param; param = ast_find_next (param))
    read_param (model, unit, param, check);
}

/* Condition */

static TypeContext
type_context (Model *model, const Check *check)
{
  TypeContext context = { .session = model->session, .measures = model->measures, .unit = check->origin.unit,
                          .score = model->score, .day = model->day, .params = check->param_types };
  for (int slot = 0; slot < SLOT_N; slot++)
    context.slots[slot] = typed (model, (Slot)slot);
  return context;
}

void
model_check_types (Model *model, const Check *check, TypeContext *ret_context)
{
  *ret_context = type_context (model, check);
  ret_context->quiet = true;
}

bool
check_fits (const Model *model, const Check *check, const Indicator *indicator)
{
  const Target *target = &indicator->target;
  bool days = target->direction != DIRECTION_LEVEL && !target->is_date && target->measure->dimension == model->day;
  return check->asked == ASKED_NONE || days || (check->asked == ASKED_GAP && target->is_date);
}

static void
read_condition (Model *model, const Unit *unit, const AstNode *node, Check *check)
{
  const AstNode *when = ast_find (node, AST_WHEN);
  ExprScope scope = scope_of (model, unit);
  TypeContext context = type_context (model, check);
  Type type;
  if (!when)
    {
      report_node (model, DIAG_check_incomplete, unit, node_name (node), check->name->text, "当");
      check->ok = false;
      return;
    }
  scope.slots = check->subject;
  scope.params = check->params;
  scope.n_params = check->n_params;
  context.asked = &check->asked;
  check->condition = expr_resolve (&scope, when->child);
  if (!check->condition)
    check->ok = false;
  else if ((type = expr_type (&context, check->condition)).kind != TYPE_BOOLEAN)
    {
      if (type.kind != TYPE_ERROR)
        report_node (model, DIAG_expected_condition, unit, when->child, NULL, NULL);
      check->ok = false;
    }
}

/* Message */

bool
expr_note_subjects (Diag *diag, const char *name, Scope scope)
{
  static const struct
  {
    Scope subject;
    const char *text;
  } SUBJECTS[] = { { OF_INDICATOR, "指标" }, { OF_TIER, "层级" }, { OF_SCHEME, "方案" }, { OF_PAIR, "两年指标" } };
  g_autoptr (GString) subjects = g_string_new (NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (SUBJECTS); i++)
    if (slot_find (name, SUBJECTS[i].subject) != SLOT_N)
      g_string_append_printf (subjects, "%s%s", subjects->len ? ", " : "", SUBJECTS[i].text);
  if (scope == IN_RULE || scope == IN_REQUIREMENT || !subjects->len)
    return false;
  diag_note (diag, N_ ("‘{1}’ is read by checks 对 {2}"), name, subjects->str, NULL);
  return true;
}

static bool
find_part (const Check *check, const char *name, MessagePart *ret_part)
{
  SubjectText text = subject_text_find (name, check->subject);
  Slot slot;
  for (unsigned i = 0; i < check->n_params; i++)
    if (strcmp (check->params[i]->text, name) == 0)
      {
        *ret_part = (MessagePart) { MESSAGE_PARAM, NULL, i };
        return true;
      }
  if (word_find (name) == WORD_PATH && check->subject != OF_SCHEME)
    {
      *ret_part = (MessagePart) { MESSAGE_PATH, NULL, 0 };
      return true;
    }
  if (text != TEXT_N)
    {
      *ret_part = (MessagePart) { MESSAGE_SUBJECT, NULL, text };
      return true;
    }
  if ((slot = slot_find (name, check->subject)) == SLOT_N)
    return false;
  *ret_part = (MessagePart) { MESSAGE_SLOT, NULL, slot };
  return true;
}

static void
report_unknown_part (Model *model, const Unit *unit, const AstNode *node, const Check *check, const char *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name);
  Diag *diag = report_node (model, DIAG_unknown_name, unit, node, name, NULL);
  expr_note_subjects (diag, name, check->subject);
  for (int slot = 0; slot < SLOT_N; slot++)
    if (slot_scopes ((Slot)slot) & (int)check->subject)
      text_nearest_offer (&nearest, slot_name ((Slot)slot, false));
  for (unsigned i = 0; i < check->n_params; i++)
    text_nearest_offer (&nearest, check->params[i]->text);
  subject_text_offer (&nearest, check->subject);
  if (text_nearest_result (&nearest))
    diag_note (diag, N_ ("the nearest name known here is ‘{1}’"), text_nearest_result (&nearest), NULL);
  diag_note (diag, N_ ("a brace that is text is written twice: {{"), NULL);
}

static void
add_text (Model *model, GArray *parts, GString *text)
{
  MessagePart part = { MESSAGE_TEXT, arena_strndup (model->arena, text->str, text->len), 0 };
  if (text->len > 0)
    g_array_append_val (parts, part);
  g_string_set_size (text, 0);
}

static void
report_unclosed (Model *model, const Unit *unit, const AstNode *node, const char *from)
{
  Diag *diag = report_node (model, DIAG_unclosed_brace, unit, node, from, NULL);
  diag_note (diag, N_ ("a brace that is text is written twice: {{"), NULL);
}

/* `…{名称}…{{…` to parts. */
static void
read_message (Model *model, const Unit *unit, const AstNode *node, Check *check)
{
  const AstNode *report = ast_find (node, AST_REPORT), *string = report ? report->child : NULL;
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (MessagePart));
  g_autoptr (GString) text = g_string_new (NULL);
  if (!string)
    {
      report_node (model, DIAG_check_incomplete, unit, node_name (node), check->name->text, "报");
      check->ok = false;
      return;
    }
  for (const char *at = string->atom->text; *at; at++)
    {
      const char *end = *at == '{' && at[1] != '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = end ? g_strndup (at + 1, (size_t)(end - at - 1)) : NULL;
      MessagePart part;
      if (!end && *at == '{' && at[1] != '{')
        {
          report_unclosed (model, unit, string, at);
          check->ok = false;
          break;
        }
      if (!end)
        {
          g_string_append_c (text, *at);
          at += (*at == '{' || *at == '}') && at[1] == *at;
          continue;
        }
      add_text (model, parts, text);
      if (find_part (check, name, &part))
        g_array_append_val (parts, part);
      else
        {
          report_unknown_part (model, unit, string, check, name);
          check->ok = false;
        }
      at = end;
    }
  add_text (model, parts, text);
  check->n_parts = parts->len;
  check->message = arena_array (model->arena, MessagePart, parts->len + 1);
  if (parts->len > 0)
    memcpy ((MessagePart *)check->message, parts->data, sizeof (MessagePart) * parts->len);
}

void
declare_check (Model *model, const Unit *unit, const AstNode *node)
{
  const AstNode *name = node_name (node);
  Check *check, *before = g_hash_table_lookup (model->checks, name->atom->key);
  if (before)
    {
      if (!model->loading_checks) /* the library's stands back */
        report_duplicate (model, unit, name, &before->origin);
      return;
    }
  check = arena_new0 (model->arena, Check);
  check->name = name->atom;
  check->origin = (Origin) { unit, node };
  check->ok = true;
  check->basis = field_text (node, FIELD_BASIS);
  check->advice = field_text (node, FIELD_ADVICE);
  g_hash_table_insert (model->checks, (gpointer)name->atom->key, check);
  g_ptr_array_add (model->check_order, check);
  check_fields (model, unit, node, IN_LIBRARY);
  read_severity (model, unit, node, check);
  read_subject (model, unit, node, check);
  read_params (model, unit, node, check);
  if (!check->ok)
    return; /* what is missing would only be reported again */
  read_condition (model, unit, node, check);
  read_message (model, unit, node, check);
}

void
model_load_checks (Model *model)
{
  model->loading_checks = true;
  declare_library (model, "checks/all");
  model->loading_checks = false;
}

const char *
model_nearest_check (Model *model, const char *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name);
  for (guint i = 0; i < model->check_order->len; i++)
    text_nearest_offer (&nearest, ((const Check *)model->check_order->pdata[i])->name->text);
  return text_nearest_result (&nearest);
}

const Check *
model_find_check (Model *model, const Atom *name)
{
  const Check *check = g_hash_table_lookup (model->checks, name->key);
  if (check)
    return check;
  model_load_checks (model);
  return g_hash_table_lookup (model->checks, name->key);
}
