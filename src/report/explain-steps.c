/* How the rule came to its score: each arm that was tried with the values of its condition, the arithmetic of
   the one taken, what was done to the result.  All of it is read from the trace. */
#include "base/i18n.h"
#include "report/explain-private.h"

/* Conditions */

/* Both sides of a comparison; a side that had to be computed is followed by its value. */
static void
append_side (GString *out, const Explainer *explainer, const TraceSpan *span, const Expr *side)
{
  g_autofree char *text = explain_substituted (explainer, side);
  g_string_append (out, text);
  if (expr_n_children (side) == 0)
    return;
  for (unsigned i = span->first; i < span->first + span->n; i++)
    {
      const TraceValue *value = trace_value_at (explainer->trace, i);
      if (value->expr != side || value->status != EVAL_OK)
        continue;
      g_autofree char *result = explain_expr_value (explainer, side, value->value);
      g_string_append_printf (out, " (= %s)", result);
      return;
    }
}

static void append_condition (GString *out, const Explainer *explainer, const TraceSpan *span,
                              const Expr *condition);

/* Operands joined by their word; one of them that is logic itself in brackets. */
static void
append_logic (GString *out, const Explainer *explainer, const TraceSpan *span, const Expr *condition)
{
  const char *word = expr_logic_word (condition);
  unsigned n = expr_n_children (condition);
  for (unsigned i = 0; i < n; i++)
    {
      const Expr *operand = expr_child (condition, i);
      bool brackets = expr_form (operand) == FORM_LOGIC;
      if (i > 0 || n == 1)
        g_string_append_printf (out, "%s%s ", i ? " " : "", word);
      g_string_append (out, brackets ? "(" : "");
      append_condition (out, explainer, span, operand);
      g_string_append (out, brackets ? ")" : "");
    }
}

static void
append_condition (GString *out, const Explainer *explainer, const TraceSpan *span, const Expr *condition)
{
  g_autofree char *text = NULL;
  switch (expr_form (condition))
    {
    case FORM_LOGIC:
      append_logic (out, explainer, span, condition);
      return;
    case FORM_COMPARISON:
      append_side (out, explainer, span, expr_child (condition, 0));
      g_string_append_printf (out, " %s ", expr_relation_sign (condition));
      append_side (out, explainer, span, expr_child (condition, 1));
      return;
    case FORM_CONSTANT:
    case FORM_SLOT:
    case FORM_PARAM:
    case FORM_FACT:
    case FORM_WORD:
    case FORM_ARITHMETIC:
    case FORM_CALL:
      text = explain_substituted (explainer, condition);
      g_string_append (out, text);
      return;
    }
  g_assert_not_reached ();
}

static char *
failed_text (const Explainer *explainer, const TraceSpan *span, EvalStatus status)
{
  const TraceValue *first = NULL;
  for (unsigned i = span->first; i < span->first + span->n && !first; i++)
    if (trace_value_at (explainer->trace, i)->status != EVAL_OK)
      first = trace_value_at (explainer->trace, i);
  if (status == EVAL_NO_VALUE && first)
    return diag_format (N_ ("cannot be evaluated: ‘{1}’ has no value"), expr_name (first->expr), NULL);
  if (status == EVAL_NO_CALENDAR)
    return g_strdup (_ ("cannot be evaluated: it needs working days of a year that is not published"));
  if (status == EVAL_BAD_COUNT)
    return g_strdup (_ ("cannot be evaluated: it has no whole number of working days, 0 or more"));
  if (status == EVAL_TOO_LONG)
    return g_strdup (_ ("cannot be evaluated: it has a number with too many digits"));
  return g_strdup (_ ("cannot be evaluated: it divides by zero"));
}

static char *
verdict_on_met (const Explainer *explainer)
{
  const Trace *trace = explainer->trace;
  return diag_format (trace->frame.met ? N_ ("{1} meets {2}") : N_ ("{1} does not meet {2}"),
                      trace->row.actual ? trace->row.actual : "", trace->indicator->target.text, NULL);
}

static char *
verdict (const Explainer *explainer, const TraceArm *arm, bool first)
{
  const Expr *condition = arm->arm->condition;
  if (!condition)
    return g_strdup (first ? _ ("always") : _ ("nothing above holds"));
  if (arm->status != EVAL_OK)
    return failed_text (explainer, &arm->condition, arm->status);
  if (expr_is_met_word (condition))
    return verdict_on_met (explainer);
  g_autoptr (GString) text = g_string_new (NULL);
  append_condition (text, explainer, &arm->condition, condition);
  return diag_format (arm->holds ? N_ ("{1} holds") : N_ ("{1} does not hold"), text->str, NULL);
}

static void
add_arm (Explanation *explanation, const Explainer *explainer, const TraceArm *arm, unsigned number)
{
  const Unit *unit = explainer->trace->indicator->rule.rule->origin.unit;
  g_autofree char *condition = arm->arm->condition ? explain_expr (arm->arm->condition) : g_strdup ("否则");
  g_autofree char *score = arm->arm->score ? explain_expr (arm->arm->score) : g_strdup ("不适用");
  g_autofree char *found = verdict (explainer, arm, number == 1), *count = g_strdup_printf ("%u", number);
  explanation_add_kind (explanation, arm->holds ? LINE_ARM_TAKEN : LINE_ARM, number == 1 ? _ ("Arms") : NULL,
                        diag_format (N_ ("{1}. {2} => {3}: {4}"), count, condition, score, found, NULL),
                        explain_place (unit, arm->arm->node));
}

static void
add_arms (Explanation *explanation, const Explainer *explainer, const TracePass *pass)
{
  for (unsigned i = 0; i < pass->n_arms; i++)
    add_arm (explanation, explainer, trace_arm_at (explainer->trace, pass->first_arm + i), i + 1);
}

/* Arithmetic */

/* `差距 = 550批次 − 475批次`: what a name of the language stands for; NULL where that is said elsewhere.
 * (owned) */
static char *
meaning (const Explainer *explainer, Slot slot)
{
  g_autofree char *actual = NULL, *bound = NULL;
  if (!explain_has_slot (explainer, SLOT_ACTUAL) || explainer->trace->indicator->target.is_date)
    return NULL;
  actual = explain_in_target (explainer, explain_slot (explainer, SLOT_ACTUAL));
  bound = explain_in_target (explainer, explain_slot (explainer, SLOT_BOUND));
  switch (slot)
    {
    case SLOT_RATIO:
      return g_strdup_printf ("%s ÷ %s", actual, bound);
    case SLOT_DEVIATION:
      return g_strdup_printf ("(%s − %s) ÷ |%s|", actual, bound, bound);
    case SLOT_GAP:
      if (rational_sign (explain_slot (explainer, SLOT_GAP)) == 0)
        return NULL;
      return rational_cmp (explain_slot (explainer, SLOT_ACTUAL), explain_slot (explainer, SLOT_BOUND)) < 0
                 ? g_strdup_printf ("%s − %s", bound, actual)
                 : g_strdup_printf ("%s − %s", actual, bound);
    default:
      return NULL;
    }
}

/* A step worth a line of its own: a name that stands for more than it says, or a call within the whole. */
static char *
step_text (const Explainer *explainer, const TraceValue *step)
{
  g_autofree char *value = explain_expr_value (explainer, step->expr, step->value), *text = NULL,
                  *means = NULL;
  if (expr_form (step->expr) == FORM_CALL)
    {
      text = explain_substituted (explainer, step->expr);
      return g_strdup_printf ("%s = %s", text, value);
    }
  if (expr_form (step->expr) != FORM_SLOT || !(means = meaning (explainer, (Slot)expr_index (step->expr))))
    return NULL;
  return g_strdup_printf ("%s = %s = %s", expr_name (step->expr), means, value);
}

static void
add_steps (Explanation *explanation, const Explainer *explainer, const TraceSpan *span)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned i = span->first; i + 1 < span->first + span->n; i++) /* the last is the whole */
    {
      const TraceValue *step = trace_value_at (explainer->trace, i);
      char *text = step->status == EVAL_OK ? step_text (explainer, step) : NULL;
      if (!text)
        continue;
      if (!g_hash_table_contains (seen, text))
        explanation_add (explanation, g_hash_table_size (seen) ? NULL : _ ("where"), g_strdup (text), NULL);
      g_hash_table_add (seen, text);
    }
}

/* `分值 × 实际 ÷ 目标值 = 0.5分 × 475批次 ÷ 550批次 = 19/44分`; what is the same as before is left out. */
static char *
arithmetic_text (const Explainer *explainer, const Expr *score, Rational value)
{
  GString *text = g_string_new (NULL);
  g_autofree char *source = explain_expr (score), *values = explain_substituted (explainer, score),
                  *result = explain_points (value);
  g_string_append (text, source);
  if (!g_str_equal (values, source))
    g_string_append_printf (text, " = %s", values);
  if (!g_str_equal (result, values))
    g_string_append_printf (text, " = %s", result);
  return g_string_free (text, FALSE);
}

static void
add_clamping (Explanation *explanation, const Explainer *explainer, const TracePass *pass)
{
  g_autofree char *given = explain_points (pass->value), *kept = explain_points (pass->clamped),
                  *weight = explain_points (explainer->trace->indicator->weight);
  if (rational_equal (pass->value, pass->clamped))
    return;
  explanation_add (explanation, _ ("Limited"),
                   diag_format (N_ ("the rule gives {1}; a score lies between 0分 and {2}, hence {3}"), given,
                                weight, kept, NULL),
                   NULL);
}

static void
add_rounding (Explanation *explanation, const Explainer *explainer, const TracePass *pass)
{
  Origin origin;
  bool written = explain_precision (explainer, &origin);
  g_autofree char *exact = explain_points (pass->clamped), *rounded = explain_points (pass->score),
                  *places = g_strdup_printf ("%u", explainer->scheme->framework->places);
  if (rational_equal (pass->clamped, pass->score))
    return;
  explanation_add (
      explanation, _ ("Rounded"),
      diag_format (N_ ("{1} rounded to {2} decimal places, halves up: {3}"), exact, places, rounded, NULL),
      written ? explain_place (origin.unit, origin.node) : NULL);
}

static void
add_result (Explanation *explanation, const Explainer *explainer, const TracePass *pass)
{
  if (!pass->taken)
    return;
  if (!pass->taken->score)
    explanation_add (explanation, _ ("Result"),
                     g_strdup (_ ("the rule says that the indicator does not apply")), NULL);
  else if (!pass->has_value)
    explanation_add (explanation, _ ("Result"), failed_text (explainer, &pass->arithmetic, pass->status),
                     NULL);
  else
    {
      explanation_add (explanation, _ ("Calculation"),
                       arithmetic_text (explainer, pass->taken->score, pass->value), NULL);
      add_steps (explanation, explainer, &pass->arithmetic);
      add_clamping (explanation, explainer, pass);
      add_rounding (explanation, explainer, pass);
    }
}

void
explanation_add_steps (Explanation *explanation, const Explainer *explainer)
{
  const Trace *trace = explainer->trace;
  Explainer within = *explainer;
  for (unsigned i = 0; i < trace->n_passes; i++)
    {
      const TracePass *pass = &trace->passes[i];
      within.pass = pass;
      if (trace->n_passes > 1)
        {
          g_autofree char *rate = explain_percent (explainer, pass->rate);
          explanation_add (explanation, i == 0 ? _ ("At the lower end") : _ ("At the upper end"),
                           g_strdup_printf ("等次得分率 = %s", rate), NULL);
        }
      if (i == 0 || pass->taken != trace->passes[0].taken)
        add_arms (explanation, &within, pass);
      add_result (explanation, &within, pass);
    }
}
