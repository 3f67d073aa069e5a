/* Values of a trace as text: each in the unit of the target where it has that dimension, points in 分,
   durations in days, shares in percent, and whatever is no finite decimal as an exact fraction.  What stands
   in the source as a literal is shown as it stands there. */
#include "report/explain-private.h"

#include <string.h>

#include "base/text.h"
#include "report/path.h"

void
explainer_init (Explainer *explainer, const Explained *explained, const Trace *trace)
{
  const Indicator *indicator = trace->indicator;
  *explainer = (Explainer){ .model = explained->model,
                            .scheme = explained->result->scheme,
                            .trace = trace,
                            .pass = trace->n_passes ? &trace->passes[0] : NULL,
                            .pool = explained->model->session->numbers };
  if (indicator->rule.rule)
    explainer->types = rule_use_types (explained->model, &indicator->rule, &indicator->target);
  if (trace->actuals)
    explainer->types.facts = actuals_fact_types (trace->actuals);
}

/* Numbers */

static char *
finish (GString *text)
{
  return g_string_free (text, FALSE);
}

char *
explain_number (Rational value, const char *unit)
{
  GString *text = g_string_new (NULL);
  bool brackets = strchr (unit, '/') != NULL;
  if (!rational_append_decimal (text, value))
    {
      g_string_assign (text, brackets ? "(" : "");
      rational_append_fraction (text, value);
      g_string_append (text, brackets ? ")" : "");
    }
  g_string_append (text, unit);
  return finish (text);
}

char *
explain_points (Rational value)
{
  return explain_number (value, "分");
}

char *
explain_decimal (Rational value)
{
  GString *text = g_string_new (NULL);
  rational_append_decimal (text, value);
  return finish (text);
}

static void
drop_zeros (GString *text)
{
  while (g_str_has_suffix (text->str, "0"))
    g_string_truncate (text, text->len - 1);
  if (g_str_has_suffix (text->str, "."))
    g_string_truncate (text, text->len - 1);
}

char *
explain_percent (const Explainer *explainer, Rational value)
{
  GString *text = g_string_new (NULL);
  rational_append_fixed (text, rational_mul (explainer->pool, value, RATIONAL_INT (100)), 2);
  drop_zeros (text);
  g_string_append_c (text, '%');
  return finish (text);
}

/* A share: `97.5%`, or `19/22` where that is no finite decimal. */
static char *
share (const Explainer *explainer, Rational value)
{
  Rational hundredfold = rational_mul (explainer->pool, value, RATIONAL_INT (100));
  GString *text = g_string_new (NULL);
  if (!rational_append_decimal (text, hundredfold))
    {
      g_string_free (text, TRUE);
      return explain_number (value, "");
    }
  g_string_append_c (text, '%');
  return finish (text);
}

/* In MEASURE; a share of % that is no finite decimal has no sign of its own. */
static char *
in_measure (const Explainer *explainer, Rational value, const Measure *measure)
{
  if (measure->ratio)
    return share (explainer, value);
  return explain_number (rational_div (explainer->pool, value, measure->factor), measure->text);
}

static char *
day_text (Rational day)
{
  GString *text = g_string_new (NULL);
  date_append (text, (Day)day.num);
  return finish (text);
}

static char *
days (const Explainer *explainer, Rational value)
{
  return explain_number (rational_div (explainer->pool, value, explainer->model->day_factor), "日");
}

static bool
is_number_target (const Target *target)
{
  return !target->is_date && target->direction != DIRECTION_LEVEL;
}

/* NAMED: a name of the rule stands for it, which has the target's unit rather than none. */
static char *
typed (const Explainer *explainer, const Type *type, Rational value, bool named)
{
  const Model *model = explainer->model;
  const Target *target = &explainer->trace->indicator->target;
  const Dimension *dimension = type->dimension;
  const Measure *base;
  if (type->kind == TYPE_DATE)
    return day_text (rational_div (explainer->pool, value, model->day_factor));
  if (type->kind != TYPE_NUMBER || type->literal_zero)
    return explain_number (value, "");
  if (dimension == model->score)
    return explain_points (value);
  if (dimension == dimension_none (model->measures) && !named)
    return explain_number (value, "");
  if (is_number_target (target) && dimension == target->measure->dimension)
    return in_measure (explainer, value, target->measure);
  if (dimension == model->day)
    return days (explainer, value);
  base = measure_find (model->measures, dimension_text (dimension));
  return base ? in_measure (explainer, value, base) : explain_number (value, "");
}

char *
explain_in_target (const Explainer *explainer, Rational value)
{
  const Target *target = &explainer->trace->indicator->target;
  return target->is_date ? day_text (value) : in_measure (explainer, value, target->measure);
}

/* Slots */

bool
explain_has_slot (const Explainer *explainer, Slot slot)
{
  return explainer->trace->n_passes > 0 && frame_has (&explainer->trace->frame, slot);
}

Rational
explain_slot (const Explainer *explainer, Slot slot)
{
  if (slot == SLOT_LEVEL_RATE && explainer->pass && explainer->pass->has_rate)
    return explainer->pass->rate;
  return explainer->trace->frame.slots[slot];
}

static bool
is_share (Slot slot)
{
  return slot == SLOT_RATIO || slot == SLOT_DEVIATION || slot == SLOT_LEVEL_RATE;
}

/* What lies between two shares is counted in points of them. */
static char *
gap_text (const Explainer *explainer)
{
  const Target *target = &explainer->trace->indicator->target;
  Rational value = explain_slot (explainer, SLOT_GAP);
  if (is_number_target (target) && strcmp (target->measure->text, "%") == 0)
    return explain_number (rational_div (explainer->pool, value, target->measure->factor), "个百分点");
  return typed (explainer, &explainer->types.slots[SLOT_GAP], value, true);
}

static char *
slot_text (const Explainer *explainer, Slot slot)
{
  Rational value = explain_slot (explainer, slot);
  if (slot == SLOT_GAP)
    return gap_text (explainer);
  return is_share (slot) ? share (explainer, value)
                         : typed (explainer, &explainer->types.slots[slot], value, true);
}

char *
explain_gap (const Explainer *explainer)
{
  return slot_text (explainer, SLOT_GAP);
}

Rational
explain_lost (const Explainer *explainer)
{
  const RowResult *row = &explainer->trace->row;
  return rational_sub (explainer->pool, row->indicator->weight, row->score_min);
}

/* Expressions */

char *
explain_expr_value (const Explainer *explainer, const Expr *expr, Rational value)
{
  Type type = expr_type (&explainer->types, expr);
  if (type.kind == TYPE_BOOLEAN)
    return g_strdup (rational_sign (value) ? "是" : "否");
  if (expr_form (expr) == FORM_SLOT && explain_has_slot (explainer, (Slot)expr_index (expr)))
    return slot_text (explainer, (Slot)expr_index (expr));
  if (expr_form (expr) == FORM_CONSTANT)
    return unit_node_text (expr_unit (expr), expr_node (expr));
  if (expr_form (expr) == FORM_PARAM)
    return explain_param (explainer, expr_index (expr));
  return typed (explainer, &type, value, expr_form (expr) == FORM_CALL && !expr_is_rounding (expr));
}

/* `(-5元)`, so that a sign does not meet an operator. */
static char *
in_brackets_if_negative (char *text)
{
  char *brackets;
  if (!text || text[0] != '-')
    return text;
  brackets = g_strdup_printf ("(%s)", text);
  g_free (text);
  return brackets;
}

static char *
leaf_text (gpointer data, const Expr *leaf)
{
  const Explainer *explainer = data;
  const Actual *fact;
  switch (expr_form (leaf))
    {
    case FORM_SLOT:
      if (!explain_has_slot (explainer, (Slot)expr_index (leaf)))
        return NULL;
      return in_brackets_if_negative (slot_text (explainer, (Slot)expr_index (leaf)));
    case FORM_PARAM:
      return in_brackets_if_negative (explain_param (explainer, expr_index (leaf)));
    case FORM_FACT:
      fact = explainer->trace->actuals ? actuals_fact (explainer->trace->actuals, expr_name (leaf)) : NULL;
      return fact && fact->text ? in_brackets_if_negative (g_strdup (fact->text)) : NULL;
    case FORM_CONSTANT:
    case FORM_WORD:
    case FORM_ARITHMETIC:
    case FORM_CALL:
    case FORM_COMPARISON:
    case FORM_LOGIC:
      break;
    }
  return NULL;
}

char *
explain_expr (const Expr *expr)
{
  GString *text = g_string_new (NULL);
  expr_append_text (text, expr, NULL, NULL);
  return finish (text);
}

char *
explain_substituted (const Explainer *explainer, const Expr *expr)
{
  GString *text = g_string_new (NULL);
  expr_append_text (text, expr, leaf_text, (gpointer)explainer);
  return finish (text);
}

/* The rule's use */

const Origin *
explain_rule_use (const Explainer *explainer, bool *ret_own)
{
  const Indicator *indicator = explainer->trace->indicator;
  const Framework *framework = explainer->scheme->framework;
  *ret_own = indicator->rule.origin.node->kind == AST_RULE_USE || indicator->rule.origin.node->kind == AST_WEIGHT;
  return *ret_own ? &indicator->rule.origin : &framework->defaults[indicator->target.direction].origin;
}

/* The literal that the use, or else the rule, gives the parameter; NULL if it is none. (owned) */
static char *
written_argument (const Explainer *explainer, unsigned index)
{
  const Rule *rule = explainer->trace->indicator->rule.rule;
  bool own;
  const Origin *use = explain_rule_use (explainer, &own);
  const Sentence *sentence = explainer->trace->indicator->rule.sentence;
  if (sentence && sentence->args[index])
    return g_strdup (sentence->args[index]);
  for (const AstNode *arg = use->node ? ast_find (use->node, AST_ARG) : NULL; arg; arg = ast_find_next (arg))
    if (atom_same (arg->child->atom, rule->params[index]))
      {
        const AstNode *value = arg->child->next;
        return value->kind == AST_QUANTITY || value->kind == AST_NUMBER ? unit_node_text (use->unit, value)
                                                                        : NULL;
      }
  if (rule->defaults[index] && expr_form (rule->defaults[index]) == FORM_CONSTANT)
    return unit_node_text (expr_unit (rule->defaults[index]), expr_node (rule->defaults[index]));
  return NULL;
}

char *
explain_param (const Explainer *explainer, unsigned index)
{
  const RuleUse *use = &explainer->trace->indicator->rule;
  char *written = written_argument (explainer, index);
  return written ? written : typed (explainer, &use->arg_types[index], use->args[index], true);
}

/* The framework */

const Framework *
explain_base_framework (const Explainer *explainer, const Framework *framework)
{
  const AstNode *extends = framework->origin.node ? ast_find (framework->origin.node, AST_EXTENDS) : NULL;
  return extends ? g_hash_table_lookup (explainer->model->frameworks, extends->child->atom->key) : NULL;
}

bool
explain_precision (const Explainer *explainer, Origin *ret_origin)
{
  const Framework *framework = explainer->scheme->framework;
  for (; framework && framework->origin.node; framework = explain_base_framework (explainer, framework))
    for (const AstNode *field = ast_find (framework->origin.node, AST_FIELD); field;
         field = ast_find_next (field))
      if (strcmp (field->child->atom->text, "保留") == 0
          || strcmp (field->child->atom->text, "precision") == 0)
        {
          *ret_origin = (Origin){ framework->origin.unit, field };
          return true;
        }
  return false;
}

/* The actual */

/* 亩 for 万亩: the unit without its multiplier; NULL if it has none. */
static const Measure *
without_multiplier (const Explainer *explainer, const Measure *measure)
{
  static const char *const MULTIPLIERS[] = { "万", "亿" };
  for (gsize i = 0; i < G_N_ELEMENTS (MULTIPLIERS); i++)
    if (g_str_has_prefix (measure->text, MULTIPLIERS[i]) && measure->text[strlen (MULTIPLIERS[i])])
      {
        const Measure *plain
            = measure_find (explainer->model->measures, measure->text + strlen (MULTIPLIERS[i]));
        return plain && plain->dimension == measure->dimension ? plain : NULL;
      }
  return NULL;
}

void
explain_conversions (const Explainer *explainer, char **ret_base, char **ret_target)
{
  const Target *target = &explainer->trace->indicator->target;
  const Actual *value = explainer->trace->value;
  const Measure *written = value->measure, *plain;
  *ret_base = *ret_target = NULL;
  if (!is_number_target (target) || !written || value->division_by_zero
      || explainer->trace->indicator->formula)
    return;
  if (value->kind == ACTUAL_PERIOD)
    *ret_target = in_measure (explainer, value->number, target->measure);
  if (value->kind != ACTUAL_NUMBER || written == target->measure
      || strcmp (written->text, target->measure->text) == 0
      || written->dimension != target->measure->dimension)
    return;
  plain = without_multiplier (explainer, target->measure);
  if (plain && strcmp (plain->text, written->text) != 0)
    *ret_base = in_measure (explainer, value->number, plain);
  *ret_target = in_measure (explainer, value->number, target->measure);
}

bool
explain_was_bare (const Explainer *explainer)
{
  const Actual *value = explainer->trace->value;
  const Measure *measure = explainer->trace->indicator->target.measure;
  return value->kind == ACTUAL_NUMBER && !explainer->trace->indicator->formula && value->measure == measure
         && *measure->text && value->text && !g_str_has_suffix (value->text, measure->text)
         && rational_sign (value->number) != 0 && g_ascii_isdigit (value->text[strlen (value->text) - 1]);
}

char *
explain_rank (const Explainer *explainer, const ScaleRank *rank)
{
  g_autofree char *low = share (explainer, rank->low), *high = share (explainer, rank->high);
  if (!rank->band)
    return g_steal_pointer (&low);
  return g_strdup_printf ("%s%s..%s%s", low, rank->low_open ? "<" : "", rank->high_open ? "<" : "", high);
}

char *
explain_place (const Unit *unit, const AstNode *node)
{
  GString *place = g_string_new (NULL);
  source_append_place (place, unit->source, unit_node_span (unit, node).start);
  return finish (place);
}

bool
explain_is_wanted (const RowResult *row)
{
  if (row->status == STATUS_MET)
    return !row_score_known (row) || rational_cmp (row->score_min, row->indicator->weight) < 0;
  return row->status != STATUS_NA;
}
