/* One row as lines of sentences: what was asked and what that means, what was achieved, which rule and why,
   the steps, the claim, the sources, and the sentence for the form.  How lines are laid out is
   explain-text.c's and explain-html.c's business. */
#include "report/explain-private.h"

#include <string.h>

#include "base/i18n.h"
#include "report/path.h"

static void
line_clear (gpointer data)
{
  ExplainLine *line = data;
  g_free (line->text);
  g_free (line->place);
}

void
explanation_add_kind (Explanation *explanation, LineKind kind, const char *label, char *text, char *place)
{
  ExplainLine line = { kind, label, text, place };
  g_array_append_val (explanation->lines, line);
}

void
explanation_add (Explanation *explanation, const char *label, char *text, char *place)
{
  explanation_add_kind (explanation, LINE_PLAIN, label, text, place);
}

/* Heading */

static char *
path_text (const Indicator *indicator)
{
  GString *path = g_string_new (NULL);
  for (unsigned level = 1; level <= 2; level++)
    if (path_tier_name (indicator, level))
      g_string_append_printf (path, "%s/", path_tier_name (indicator, level));
  g_string_append (path, indicator->name->text);
  return g_string_free (path, FALSE);
}

static char *
na_text (const Explainer *explainer, const char *weight)
{
  switch (explainer->scheme->framework->na_policy)
    {
    case NA_RESCALE:
      return diag_format (N_ ("does not apply: its {1} points leave the total, which is rescaled"), weight,
                          NULL);
    case NA_FULL:
      return diag_format (N_ ("does not apply: it counts with its full {1} points"), weight, NULL);
    case NA_NONE:
      return diag_format (N_ ("does not apply: it counts with 0 of {1} points"), weight, NULL);
    }
  g_assert_not_reached ();
}

static char *
verdict_text (const Explainer *explainer)
{
  const RowResult *row = &explainer->trace->row;
  g_autofree char *weight = explain_decimal (row->indicator->weight), *low = explain_decimal (row->score_min),
                  *high = explain_decimal (row->score_max),
                  *lost = explain_decimal (explain_lost (explainer));
  switch (row->status)
    {
    case STATUS_NA:
      return na_text (explainer, weight);
    case STATUS_MISSING:
      return diag_format (N_ ("not filled in: no score yet of {1} points"), weight, NULL);
    case STATUS_INVALID:
      return diag_format (N_ ("cannot be scored: no score of {1} points"), weight, NULL);
    case STATUS_MET:
    case STATUS_MISSED:
      break;
    }
  if (!row_score_known (row))
    return diag_format (N_ ("{1} to {2} of {3} points"), low, high, weight, NULL);
  if (rational_equal (row->score_min, row->indicator->weight))
    return diag_format (N_ ("{1} of {2} points, nothing lost"), low, weight, NULL);
  return diag_format (N_ ("{1} of {2} points, {3} lost"), low, weight, lost, NULL);
}

/* Target */

static const char *
from_text (DirectionFrom from)
{
  switch (from)
    {
    case FROM_SIGN:
      return _ ("it is written so");
    case FROM_DATE:
      return _ ("a date is a deadline");
    case FROM_LEVEL:
      return _ ("it is a level");
    case FROM_INDICATOR:
      return _ ("its own 方向 says so");
    case FROM_ZERO:
      return _ ("zero is asked for");
    case FROM_DURATION:
      return _ ("a duration is a ceiling");
    case FROM_NAME:
      return _ ("its name has one of the 正向词 of its tier");
    case FROM_TIER:
      return _ ("the 方向 of its tier says so");
    case FROM_DEFAULT:
      return _ ("more is better unless 方向 says otherwise");
    }
  g_assert_not_reached ();
}

static const char *
direction_text (Direction direction)
{
  switch (direction)
    {
    case DIRECTION_UP:
      return _ ("more is better (正向)");
    case DIRECTION_DOWN:
      return _ ("less is better (反向)");
    case DIRECTION_EQUAL:
      return _ ("exactly that is best (等于)");
    case DIRECTION_DEADLINE:
      return _ ("the days named are included (时限)");
    case DIRECTION_LEVEL:
      return _ ("a level (等次)");
    case DIRECTION_N:
      break;
    }
  g_assert_not_reached ();
}

static const char *
range_words (const Target *target)
{
  if (target->lower_open)
    return target->upper_open ? N_ ("above {1} and below {2}") : N_ ("above {1}, up to {2}");
  return target->upper_open ? N_ ("from {1} to below {2}") : N_ ("from {1} to {2}");
}

/* The set that the target is, in words. (owned) */
static char *
set_text (const Explainer *explainer)
{
  const Target *target = &explainer->trace->indicator->target;
  g_autofree char *lower = target->has_lower ? explain_in_target (explainer, target->lower) : NULL;
  g_autofree char *upper = target->has_upper ? explain_in_target (explainer, target->upper) : NULL;
  if (lower && upper && rational_equal (target->lower, target->upper))
    return diag_format (N_ ("exactly {1}"), lower, NULL);
  if (lower && upper)
    return diag_format (range_words (target), lower, upper, NULL);
  if (target->is_date && lower)
    return diag_format (target->lower_open ? N_ ("after {1}") : N_ ("not before {1}"), lower, NULL);
  if (target->is_date)
    return diag_format (target->upper_open ? N_ ("before {1}") : N_ ("not later than {1}"), upper, NULL);
  if (lower)
    return diag_format (target->lower_open ? N_ ("more than {1}") : N_ ("at least {1}"), lower, NULL);
  return diag_format (target->upper_open ? N_ ("less than {1}") : N_ ("at most {1}"), upper, NULL);
}

/* `不断提升 100%, 有所提升 60%, 未提升 0%`: the first level of each rank. (owned) */
static char *
ranks_text (const Explainer *explainer, const Scale *scale)
{
  GString *text = g_string_new (NULL);
  for (unsigned i = 0, rank = 0; i < scale->n_levels; i++)
    if (scale->levels[i].rank == rank)
      {
        g_autofree char *share = explain_rank (explainer, &scale->ranks[rank]);
        g_string_append_printf (text, "%s%s %s", rank ? _ (", ") : "", scale->levels[i].name->text, share);
        rank++;
      }
  return g_string_free (text, FALSE);
}

static char *
level_target_text (const Explainer *explainer)
{
  const Target *target = &explainer->trace->indicator->target;
  if (!target->level)
    return diag_format (N_ ("{1}: a condition in words, met by the same words or 达成, else judged"),
                        target->words, NULL);
  g_autofree char *ranks = ranks_text (explainer, target->level->scale);
  return diag_format (N_ ("{1}, that is this level of ‘{2}’ or a better one ({3})"), target->words,
                      target->level->scale->name->text, ranks, NULL);
}

static void
add_target (Explanation *explanation, const Explainer *explainer)
{
  const Indicator *indicator = explainer->trace->indicator;
  const Target *target = &indicator->target;
  const AstNode *node = target->node ? target->node : indicator->origin.node;
  char *text;
  if (target->direction == DIRECTION_LEVEL)
    text = level_target_text (explainer);
  else
    {
      g_autofree char *set = set_text (explainer);
      text = diag_format (N_ ("{1}, that is {2}: {3}; {4}"), target->text, set,
                          direction_text (target->direction), from_text (target->from), NULL);
    }
  explanation_add (explanation, _ ("Target"), text, explain_place (indicator->origin.unit, node));
}

/* >149个 is ≥150个: said where it made a difference. */
static void
add_whole_numbers (Explanation *explanation, const Explainer *explainer)
{
  const Target *target = &explainer->trace->indicator->target;
  const AstNode *node = target->node;
  bool open = node
              && (node->op == TARGET_ABOVE || node->op == TARGET_BELOW
                  || (node->op == TARGET_RANGE && node->child->op != RANGE_CLOSED));
  if (open && target->measure->integer && !target->is_date)
    explanation_add (explanation, NULL,
                     diag_format (N_ ("only whole numbers of {1} occur"), target->measure->text, NULL), NULL);
}

static void
add_revisions (Explanation *explanation, const Explainer *explainer)
{
  const Indicator *indicator = explainer->trace->indicator;
  for (unsigned i = 0; i < indicator->n_revisions; i++)
    {
      const Revision *revision = &indicator->revisions[i];
      const char *before = i ? indicator->revisions[i - 1].target.text : indicator->first_target.text;
      g_autoptr (GString) date = g_string_new (NULL);
      date_append (date, revision->date);
      explanation_add (explanation, i ? NULL : _ ("Revised"),
                       revision->reason ? diag_format (N_ ("on {1} from {2} to {3}, because: {4}"), date->str,
                                                       before, revision->target.text, revision->reason, NULL)
                                        : diag_format (N_ ("on {1} from {2} to {3}"), date->str, before,
                                                       revision->target.text, NULL),
                       explain_place (indicator->origin.unit, revision->target.node));
    }
}

/* Actual */

static void
append_value (GString *out, const Explainer *explainer)
{
  const Actual *value = explainer->trace->value;
  g_autofree char *base = NULL, *target = NULL;
  explain_conversions (explainer, &base, &target);
  g_string_append (out, value->text ? value->text : "");
  if (base)
    g_string_append_printf (out, " = %s", base);
  if (target)
    g_string_append_printf (out, " = %s", target);
  if (explain_was_bare (explainer))
    {
      g_autofree char *read_as = explain_in_target (explainer, value->number);
      g_autofree char *note = diag_format (N_ ("without a unit, read as {1}"), read_as, NULL);
      g_string_append_printf (out, "%s%s", _ ("; "), note);
    }
  if (value->kind == ACTUAL_PERIOD && target)
    g_string_append_printf (out, "%s%s", _ ("; "), _ ("the day after the start being day 1"));
}

/* How far from the target, and on which side. */
static char *
gap_text (const Explainer *explainer)
{
  const Target *target = &explainer->trace->indicator->target;
  g_autofree char *gap = NULL;
  bool below;
  if (!explain_has_slot (explainer, SLOT_GAP) || rational_sign (explain_slot (explainer, SLOT_GAP)) == 0)
    return NULL;
  gap = explain_gap (explainer);
  below = rational_cmp (explain_slot (explainer, SLOT_ACTUAL), explain_slot (explainer, SLOT_BOUND)) < 0;
  if (target->is_date)
    return diag_format (below ? N_ ("{1} too early") : N_ ("{1} late"), gap, NULL);
  return diag_format (below ? N_ ("{1} less than the target") : N_ ("{1} more than the target"), gap, NULL);
}

static void
append_measure_of_success (GString *out, const Explainer *explainer)
{
  const Target *target = &explainer->trace->indicator->target;
  g_autofree char *gap = gap_text (explainer);
  if (gap)
    g_string_append_printf (out, "%s%s", _ ("; "), gap);
  if (target->direction == DIRECTION_UP && explain_has_slot (explainer, SLOT_RATIO)
      && rational_sign (explain_slot (explainer, SLOT_BOUND)) > 0)
    {
      g_autofree char *percent = explain_percent (explainer, explain_slot (explainer, SLOT_RATIO));
      g_autofree char *ratio = diag_format (N_ ("完成率 {1}"), percent, NULL);
      g_string_append_printf (out, "%s%s", _ ("; "), ratio);
    }
  if (explainer->trace->n_passes > 0 && !explainer->trace->frame.division_by_zero)
    g_string_append_printf (out, "%s%s", _ ("; "), explainer->trace->frame.met ? _ ("met") : _ ("missed"));
}

/* What the level earns, and who gave the figure. */
static char *
level_text (const Explainer *explainer)
{
  const Actual *value = explainer->trace->value;
  const ScaleRank *rank = value->level ? &value->level->scale->ranks[value->level->rank] : NULL;
  g_autofree char *band = rank ? explain_rank (explainer, rank) : NULL;
  g_autofree char *rate = explain_percent (explainer, value->rate_low);
  if (!value->level)
    return diag_format (N_ ("the target's own words or 达成, which earn {1}"), rate, NULL);
  const char *scale = value->level->scale->name->text;
  if (!rank->band)
    return diag_format (N_ ("a level of ‘{1}’, which earns {2}"), scale, rate, NULL);
  if (value->has_judged)
    return diag_format (N_ ("a level of ‘{1}’ with the band {2}; the judge gave {3}"), scale, band, rate,
                        NULL);
  if (value->rate_is_claim)
    return diag_format (
        N_ ("a level of ‘{1}’ with the band {2}; nobody gave a figure, so that the claimed score "
            "stands for it: {3}"),
        scale, band, rate, NULL);
  return diag_format (
      N_ ("a level of ‘{1}’ with the band {2}; nobody gave a figure, so that the score is an interval"),
      scale, band, NULL);
}

static void
add_actual (Explanation *explanation, const Explainer *explainer)
{
  const Trace *trace = explainer->trace;
  GString *text = g_string_new (NULL);
  char *place = NULL;
  if (trace->given && !trace->indicator->formula)
    place = place_text (&trace->given->place);
  if (!trace->value || trace->value->kind == ACTUAL_MISSING || trace->value->kind == ACTUAL_NONE)
    g_string_append (text, _ ("not filled in"));
  else if (trace->value->kind == ACTUAL_NA)
    g_string_append (text, _ ("不适用: this year the indicator does not apply"));
  else if (trace->value->division_by_zero)
    g_string_append (text, _ ("its formula divides by zero"));
  else
    append_value (text, explainer);
  append_measure_of_success (text, explainer);
  explanation_add (explanation, _ ("Actual"), g_string_free (text, FALSE), place);
  if (trace->value && trace->value->kind == ACTUAL_LEVEL && trace->n_passes > 0)
    explanation_add (explanation, NULL, level_text (explainer), NULL);
}

/* Formula */

static void
add_stated (Explanation *explanation, const Explainer *explainer)
{
  const Actual *given = explainer->trace->given;
  if (given && given->text && given->kind != ACTUAL_NONE && given->kind != ACTUAL_MISSING)
    explanation_add (explanation, NULL,
                     diag_format (N_ ("{1} is stated beside it, and is not what scores"), given->text, NULL),
                     place_text (&given->place));
}

/* What the formula gave; where that is no finite decimal, exactly and then as it is shown. (owned) */
static char *
formula_value (const Explainer *explainer)
{
  const Trace *trace = explainer->trace;
  const Target *target = &trace->indicator->target;
  g_autofree char *exact = NULL;
  if (!trace->value || !trace->value->text)
    return g_strdup ("?");
  if (target->is_date || trace->value->measure != target->measure)
    return g_strdup (trace->value->text);
  exact = explain_in_target (explainer, trace->value->number);
  return strcmp (exact, trace->value->text) == 0 ? g_steal_pointer (&exact)
                                                 : g_strdup_printf ("%s ≈ %s", exact, trace->value->text);
}

static char *
formula_failure (const Explainer *explainer)
{
  const Trace *trace = explainer->trace;
  for (unsigned i = trace->formula.first; i < trace->formula.first + trace->formula.n; i++)
    if (trace_value_at (trace, i)->status == EVAL_NO_VALUE)
      return diag_format (N_ ("‘{1}’ is missing"), expr_name (trace_value_at (trace, i)->expr), NULL);
  if (trace->formula_status == EVAL_NO_CALENDAR)
    return g_strdup (_ ("working days of a year that is not published"));
  if (trace->formula_status == EVAL_BAD_COUNT)
    return g_strdup (_ ("no whole number of working days, 0 or more"));
  if (trace->formula_status == EVAL_TOO_LONG)
    return g_strdup (_ ("a number with too many digits"));
  return g_strdup (_ ("a division by zero"));
}

static void
add_formula (Explanation *explanation, const Explainer *explainer)
{
  const Expr *formula = explainer->trace->indicator->formula;
  const Actual *value = explainer->trace->value;
  if (!formula || (value && value->kind == ACTUAL_NA))
    return;
  g_autofree char *source = explain_expr (formula), *values = explain_substituted (explainer, formula);
  g_autofree char *line = g_strdup_printf ("%s = %s", source, values), *end = NULL;
  if (explainer->trace->formula_status == EVAL_OK)
    {
      end = formula_value (explainer);
      explanation_add (explanation, _ ("Formula"), g_strdup_printf ("%s = %s", line, end),
                       explain_place (expr_unit (formula), expr_node (formula)));
    }
  else
    {
      end = formula_failure (explainer);
      explanation_add (explanation, _ ("Formula"), diag_format (N_ ("{1}: {2}"), line, end, NULL),
                       explain_place (expr_unit (formula), expr_node (formula)));
    }
  add_stated (explanation, explainer);
}

/* Rule */

static char *
rule_text (const Explainer *explainer, bool own)
{
  const Indicator *indicator = explainer->trace->indicator;
  const char *framework = scheme_framework_name (explainer->scheme);
  if (own)
    return diag_format (N_ ("{1}, which the indicator names"), indicator->rule.rule->name->text, NULL);
  return diag_format (N_ ("{1}, the default of ‘{2}’ for such targets"), indicator->rule.rule->name->text,
                      framework ? framework : "", NULL);
}

static void
add_params (Explanation *explanation, const Explainer *explainer)
{
  const Rule *rule = explainer->trace->indicator->rule.rule;
  GString *text;
  if (!rule->n_params)
    return;
  text = g_string_new (NULL);
  for (unsigned i = 0; i < rule->n_params; i++)
    {
      g_autofree char *value = explain_param (explainer, i);
      g_string_append_printf (text, "%s%s = %s", i ? _ (", ") : "", rule->params[i]->text, value);
    }
  explanation_add (explanation, NULL, g_string_free (text, FALSE), NULL);
}

/* What the printed table says, and how it was understood. */
static void
add_sentence (Explanation *explanation, const Explainer *explainer)
{
  const Indicator *indicator = explainer->trace->indicator;
  const Sentence *sentence = indicator->sentence;
  const char *rule, *words;
  if (!sentence)
    return;
  rule = sentence->wording->rule->name->text;
  words = sentence->wording->weight_only ? N_ ("“{1}” states the weight {2}; read literally it would be the rule {3}")
          : sentence->has_weight         ? N_ ("“{1}” states the weight {2} and applies the rule {3}")
                                         : N_ ("“{1}” applies the rule {3}");
  g_autofree char *weight = explain_points (indicator->weight);
  explanation_add (explanation, _ ("Sentence"), diag_format (words, sentence->text, weight, rule, NULL),
                   explain_place (indicator->origin.unit, indicator->sentence_node));
}

static void
add_rule (Explanation *explanation, const Explainer *explainer)
{
  const Rule *rule = explainer->trace->indicator->rule.rule;
  const Origin *use;
  bool own;
  if (!rule)
    return;
  use = explain_rule_use (explainer, &own);
  explanation_add (explanation, _ ("Rule"), rule_text (explainer, own),
                   use->node ? explain_place (use->unit, use->node) : NULL);
  add_params (explanation, explainer);
  g_autofree char *doc = unit_node_doc (rule->origin.unit, rule->origin.node);
  g_auto (GStrv) lines = g_strsplit (doc ? doc : "", "\n", -1);
  for (int i = 0; lines[i]; i++)
    if (*lines[i])
      explanation_add (explanation, i ? NULL : _ ("It says"), g_strdup (lines[i]), NULL);
}

/* The rest */

static void
add_claim (Explanation *explanation, const Explainer *explainer)
{
  const RowResult *row = &explainer->trace->row;
  Rational more;
  const char *words;
  if (!row->has_claimed)
    return;
  more = rational_sub (explainer->pool, row->claimed, row->score_min);
  g_autofree char *claimed = explain_points (row->claimed),
                  *by = explain_points (rational_abs (explainer->pool, more));
  words = !row_score_known (row)      ? "{1}"
          : rational_sign (more) == 0 ? N_ ("{1}, the same as scored")
          : rational_sign (more) > 0  ? N_ ("{1}, which is {2} more than scored")
                                      : N_ ("{1}, which is {2} less than scored");
  explanation_add (explanation, _ ("Claimed"), diag_format (words, claimed, by, NULL), NULL);
}

static void
add_basis (Explanation *explanation, bool first, const char *basis, const char *words, const char *name,
           const Origin *origin)
{
  g_autofree char *what = diag_format (words, name, NULL);
  explanation_add (explanation, first ? _ ("Source") : NULL,
                   diag_format (basis ? N_ ("{1}: {2}") : N_ ("{1}: no 依据 is stated"), what, basis, NULL),
                   explain_place (origin->unit, origin->node));
}

static const Scale *
scale_used (const Trace *trace)
{
  if (trace->value && trace->value->kind == ACTUAL_LEVEL && trace->value->level)
    return trace->value->level->scale;
  return trace->indicator->target.level ? trace->indicator->target.level->scale : NULL;
}

static void
add_sources (Explanation *explanation, const Explainer *explainer)
{
  const Rule *rule = explainer->trace->indicator->rule.rule;
  const Scale *scale = scale_used (explainer->trace);
  const Framework *framework = explainer->scheme->framework;
  if (rule)
    add_basis (explanation, true, rule->basis, N_ ("rule ‘{1}’"), rule->name->text, &rule->origin);
  if (scale)
    add_basis (explanation, !rule, scale->basis, N_ ("scale ‘{1}’"), scale->name->text, &scale->origin);
  g_autoptr (GPtrArray) calendars = explain_calendars (explainer);
  for (guint i = 0; i < calendars->len; i++)
    {
      const Calendar *calendar = calendars->pdata[i];
      add_basis (explanation, false, calendar->basis, N_ ("calendar ‘{1}’"), calendar->name->text,
                 &calendar->origin);
    }
  for (; framework && framework->origin.node; framework = explain_base_framework (explainer, framework))
    add_basis (explanation, false, framework->basis, N_ ("framework ‘{1}’"), framework->name->text,
               &framework->origin);
}

void
explanation_init (Explanation *explanation, const Explainer *explainer)
{
  const Trace *trace = explainer->trace;
  *explanation = (Explanation){ .path = path_text (trace->indicator) };
  explanation->lines = g_array_new (FALSE, TRUE, sizeof (ExplainLine));
  g_array_set_clear_func (explanation->lines, line_clear);
  explanation->verdict = verdict_text (explainer);
  if (trace->indicator->ok)
    {
      add_target (explanation, explainer);
      add_whole_numbers (explanation, explainer);
      add_revisions (explanation, explainer);
      if (trace->indicator->has_baseline)
        explanation_add (explanation, _ ("Last year"), g_strdup (trace->indicator->baseline_text), NULL);
      add_actual (explanation, explainer);
      add_formula (explanation, explainer);
      add_sentence (explanation, explainer);
      add_rule (explanation, explainer);
      explanation_add_steps (explanation, explainer);
    }
  add_claim (explanation, explainer);
  if (trace->row.evidence)
    explanation_add (explanation, _ ("Evidence"), g_strdup (trace->row.evidence), NULL);
  add_sources (explanation, explainer);
  explanation_add_kind (explanation, LINE_PASTE, _ ("To paste"), explain_sentence (explainer), NULL);
}

void
explanation_done (Explanation *explanation)
{
  g_free (explanation->path);
  g_free (explanation->verdict);
  g_array_unref (explanation->lines);
}
