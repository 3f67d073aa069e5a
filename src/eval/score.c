/* The one evaluator.  A row's frame is filled from the indicator and its actual, the rule's arms are tried in
   order, and the score is clamped and rounded; tiers and the total are exact sums.  What a value may be was
   settled when it was read, so that nothing is looked up here and only a rule that cannot be evaluated is
   reported. */
#include "eval/score.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "eval/trace.h"
#include <string.h>

typedef struct
{
  Model *model;
  const Scheme *scheme;
  const Indicator *indicator;
  Frame frame;
  RowResult *row;
  Trace *trace; /* or NULL */
} Scoring;

/* The frame */

static bool
lies_in (const Target *target, Rational value)
{
  int lower = target->has_lower ? rational_cmp (value, target->lower) : 1;
  int upper = target->has_upper ? rational_cmp (value, target->upper) : -1;
  return (target->lower_open ? lower > 0 : lower >= 0) && (target->upper_open ? upper < 0 : upper <= 0);
}

/* The bound, of a range the one nearer to VALUE (of two equally near the lower). */
static Rational
nearest_bound (RationalPool *pool, const Target *target, Rational value)
{
  Rational below, above;
  if (!target->has_lower || !target->has_upper)
    return target->has_lower ? target->lower : target->upper;
  below = rational_abs (pool, rational_sub (pool, value, target->lower));
  above = rational_abs (pool, rational_sub (pool, target->upper, value));
  return rational_cmp (below, above) <= 0 ? target->lower : target->upper;
}

static Rational
gap_of (RationalPool *pool, const Target *target, Rational value)
{
  if (target->has_lower && rational_cmp (value, target->lower) < 0)
    return rational_sub (pool, target->lower, value);
  if (target->has_upper && rational_cmp (value, target->upper) > 0)
    return rational_sub (pool, value, target->upper);
  return RATIONAL_ZERO;
}

static void
fill_bounds (Frame *frame, const Target *target)
{
  if (target->has_lower)
    frame_set (frame, SLOT_LOWER, target->lower);
  if (target->has_upper)
    frame_set (frame, SLOT_UPPER, target->upper);
}

static void
fill_number (Scoring *scoring, Rational value)
{
  RationalPool *pool = scoring->frame.pool;
  const Target *target = &scoring->indicator->target;
  Frame *frame = &scoring->frame;
  Rational bound = nearest_bound (pool, target, value);
  frame->met = lies_in (target, value);
  frame_set (frame, SLOT_ACTUAL, value);
  frame_set (frame, SLOT_BOUND, bound);
  frame_set (frame, SLOT_GAP, gap_of (pool, target, value));
  fill_bounds (frame, target);
  if (rational_sign (bound) == 0)
    return;
  frame_set (frame, SLOT_RATIO, rational_div (pool, value, bound));
  frame_set (frame, SLOT_DEVIATION,
             rational_div (pool, rational_sub (pool, value, bound), rational_abs (pool, bound)));
}

/* Days in the target; in an expression a date counts in the base unit of 日, as the durations that it is
 * added to do. */
static void
fill_day (Scoring *scoring, Day day)
{
  static const Slot DATES[] = { SLOT_ACTUAL, SLOT_BOUND, SLOT_GAP, SLOT_LOWER, SLOT_UPPER };
  RationalPool *pool = scoring->frame.pool;
  const Target *target = &scoring->indicator->target;
  Frame *frame = &scoring->frame;
  Rational value = RATIONAL_INT (day);
  frame->met = lies_in (target, value);
  frame->dates = true;
  frame_set (frame, SLOT_ACTUAL, value);
  frame_set (frame, SLOT_BOUND, nearest_bound (pool, target, value));
  frame_set (frame, SLOT_GAP, gap_of (pool, target, value));
  fill_bounds (frame, target);
  for (size_t i = 0; i < G_N_ELEMENTS (DATES); i++)
    if (frame_has (frame, DATES[i]))
      frame->slots[DATES[i]] = rational_mul (pool, frame->slots[DATES[i]], scoring->model->day_factor);
}

static void
fill_frame (Scoring *scoring, const Actual *actual)
{
  const Indicator *indicator = scoring->indicator;
  Frame *frame = &scoring->frame;
  frame_set (frame, SLOT_WEIGHT, indicator->weight);
  if (indicator->has_baseline)
    frame_set (frame, SLOT_BASELINE, indicator->baseline);
  if (scoring->row->has_claimed)
    frame_set (frame, SLOT_CLAIMED, scoring->row->claimed);
  frame->params = indicator->rule.args;
  frame->division_by_zero = actual->division_by_zero;
  if (actual->division_by_zero)
    return;
  if (indicator->target.direction == DIRECTION_LEVEL)
    frame->met = actual->level_met;
  else if (indicator->target.is_date)
    fill_day (scoring, actual->last);
  else
    fill_number (scoring, actual->number);
}

void
score_frame (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual,
             const RowResult *row, Frame *ret_frame)
{
  RowResult copy = *row;
  Scoring scoring = { .model = model, .scheme = scheme, .indicator = indicator, .row = &copy };
  scoring.frame.pool = model->session->numbers;
  fill_frame (&scoring, actual);
  if (actual->kind == ACTUAL_LEVEL)
    frame_set (&scoring.frame, SLOT_LEVEL_RATE, actual->rate_low);
  *ret_frame = scoring.frame;
}

/* The rule */

/* Working days that could not be counted or given at FAILED, or a number too long.  NULL: it failed for
 * another reason. */
static Diag *
report_beyond (const Scoring *scoring, EvalStatus status, const Expr *failed)
{
  const char *name = scoring->indicator->name->text;
  Session *session = scoring->model->session;
  Source *source = expr_unit (failed)->source;
  Span span = unit_node_span (expr_unit (failed), expr_node (failed));
  Diag *diag;
  if (status == EVAL_BAD_COUNT)
    {
      g_autofree char *text = unit_node_text (expr_unit (failed), expr_node (failed));
      return diag_report (session->sink, DIAG_computed_day_count, source, span, name, text, NULL);
    }
  if (status == EVAL_TOO_LONG)
    return diag_report (session->sink, DIAG_computed_too_long, source, span, name,
                        G_STRINGIFY (LIMIT_COMPUTED_DIGITS), NULL);
  if (status != EVAL_NO_CALENDAR)
    return NULL;
  int year = expr_unpublished_year (failed, &scoring->frame);
  g_autofree char *of_year = g_strdup_printf ("%d", year);
  diag = diag_report (session->sink, DIAG_computed_unpublished, source, span, name, of_year, NULL);
  expr_note_calendar (diag, year);
  return diag;
}

static void
report_failed (const Scoring *scoring, EvalStatus status, const Expr *failed)
{
  const Indicator *indicator = scoring->indicator;
  const Unit *unit = expr_unit (failed);
  DiagCode code = status == EVAL_NO_VALUE ? DIAG_score_no_value : DIAG_score_division_by_zero;
  Diag *diag = report_beyond (scoring, status, failed);
  bool said = diag != NULL;
  if (!said)
    diag = diag_report (scoring->model->session->sink, code, unit->source,
                        unit_node_span (unit, expr_node (failed)), indicator->name->text, expr_name (failed),
                        NULL);
  if (status == EVAL_DIVISION_BY_ZERO)
    diag_note (diag, _ ("put an arm before it for the case of 0"), NULL);
  else if (!said)
    diag_note (diag, _ ("the rule needs this value: give it, or let an arm before it not need it"), NULL);
  diag_label (diag, indicator->origin.unit->source,
              unit_node_span (indicator->origin.unit, indicator->origin.node),
              _ ("this indicator is scored by the rule"), NULL);
}

/* The first arm that holds, NULL if its condition could not be evaluated (reported). */
static const Arm *
take_arm (const Scoring *scoring)
{
  const Rule *rule = scoring->indicator->rule.rule;
  for (unsigned i = 0; i < rule->n_arms; i++)
    {
      const Arm *arm = &rule->arms[i];
      const Expr *failed;
      EvalStatus status;
      Rational holds;
      trace_arm (scoring->trace, arm);
      if (!arm->condition)
        return arm;
      status = expr_eval (arm->condition, &scoring->frame, &holds, &failed);
      trace_condition (scoring->trace, status, status == EVAL_OK && rational_sign (holds) != 0);
      if (status != EVAL_OK)
        {
          report_failed (scoring, status, failed);
          return NULL;
        }
      if (rational_sign (holds) != 0)
        return arm;
    }
  return NULL;
}

static void
report_clamped (const Scoring *scoring, const Arm *arm, Rational value, Rational clamped)
{
  const Indicator *indicator = scoring->indicator;
  const Unit *unit = expr_unit (arm->score);
  g_autoptr (GString) given = g_string_new (NULL);
  g_autoptr (GString) kept = g_string_new (NULL);
  Diag *diag;
  rational_append_decimal (given, value);
  rational_append_decimal (kept, clamped);
  diag = diag_report (scoring->model->session->sink, DIAG_score_clamped, unit->source,
                      unit_node_span (unit, expr_node (arm->score)), indicator->name->text, given->str,
                      kept->str, NULL);
  diag_label (diag, indicator->origin.unit->source,
              unit_node_span (indicator->origin.unit, indicator->origin.node),
              _ ("this indicator is scored by the rule"), NULL);
  if (scoring->frame.met || rational_cmp (value, clamped) < 0)
    return;
  diag->severity = SEVERITY_WARNING;
  diag_note (diag, _ ("its target is missed, and yet it gets full marks"), NULL);
}

/* The rule's value to a score: within 0 and the weight, rounded; a met row that earns its weight keeps it as
 * it is. */
static Rational
finish_score (Scoring *scoring, const Arm *arm, Rational value)
{
  RationalPool *pool = scoring->frame.pool;
  Rational weight = scoring->indicator->weight;
  Rational clamped = rational_min (rational_max (value, RATIONAL_ZERO), weight);
  if (!rational_equal (clamped, value))
    {
      if (!scoring->row->clamped)
        report_clamped (scoring, arm, value, clamped);
      scoring->row->clamped = true;
    }
  scoring->row->exact = clamped;
  if (scoring->frame.met && rational_equal (clamped, weight))
    return weight;
  return rational_min (weight, rational_round (pool, clamped, scoring->scheme->framework->places));
}

typedef enum
{
  OUTCOME_SCORE,
  OUTCOME_NA,
  OUTCOME_INVALID /* reported */
} Outcome;

static Outcome
apply_rule (Scoring *scoring, Rational *ret_score)
{
  const Arm *arm;
  const Expr *failed;
  EvalStatus status;
  Rational value = RATIONAL_ZERO;
  trace_pass (scoring->trace, &scoring->frame);
  if (!(arm = take_arm (scoring)))
    return OUTCOME_INVALID;
  scoring->row->arm = arm;
  trace_taken (scoring->trace, arm);
  if (!arm->score)
    return OUTCOME_NA;
  status = expr_eval (arm->score, &scoring->frame, &value, &failed);
  trace_value (scoring->trace, status, value);
  if (status != EVAL_OK)
    {
      report_failed (scoring, status, failed);
      return OUTCOME_INVALID;
    }
  *ret_score = finish_score (scoring, arm, value);
  trace_score (scoring->trace, scoring->row->exact, *ret_score);
  return OUTCOME_SCORE;
}

/* At one value of 等次得分率, or at both ends of a band. */
static Outcome
apply_at_rates (Scoring *scoring, const Actual *actual)
{
  RowResult *row = scoring->row;
  Outcome outcome;
  frame_set (&scoring->frame, SLOT_LEVEL_RATE, actual->rate_low);
  outcome = apply_rule (scoring, &row->score_min);
  row->score_max = row->score_min;
  row->has_score = true;
  if (outcome != OUTCOME_SCORE || rational_equal (actual->rate_low, actual->rate_high))
    return outcome;
  frame_set (&scoring->frame, SLOT_LEVEL_RATE, actual->rate_high);
  outcome = apply_rule (scoring, &row->score_max);
  if (outcome == OUTCOME_SCORE && rational_cmp (row->score_min, row->score_max) > 0)
    {
      Rational low = row->score_max;
      row->score_max = row->score_min;
      row->score_min = low;
    }
  row->has_score = rational_equal (row->score_min, row->score_max);
  return outcome;
}

static bool
rule_knows_division_by_zero (const Rule *rule)
{
  for (unsigned i = 0; i < rule->n_arms; i++)
    if (rule->arms[i].condition && expr_uses_division_by_zero (rule->arms[i].condition))
      return true;
  return false;
}

static bool
report_formula (const Scoring *scoring)
{
  const Expr *formula = scoring->indicator->formula;
  const Unit *unit = expr_unit (formula);
  Diag *diag = diag_report (scoring->model->session->sink, DIAG_score_division_by_zero, unit->source,
                            unit_node_span (unit, expr_node (formula)), scoring->indicator->name->text, NULL);
  diag_note (diag,
             N_ ("a fact that it divides by is 0, and the rule ‘{1}’ does not say what the score is then; "
                 "one of your own can, with "
                 "除数为零 => 不适用 as its first arm: name it in the indicator, 规则 NAME"),
             scoring->indicator->rule.rule->name->text, NULL);
  return false;
}

/* Rows */

static void
set_open (RowResult *row, Status status)
{
  row->status = status;
  row->has_score = false;
  row->score_min = RATIONAL_ZERO;
  row->score_max = row->indicator->weight;
}

static bool
invalid (RowResult *row)
{
  set_open (row, STATUS_INVALID);
  return false;
}

static bool
score_value (Scoring *scoring, const Actual *actual)
{
  RowResult *row = scoring->row;
  Outcome outcome;
  if (actual->division_by_zero && !rule_knows_division_by_zero (scoring->indicator->rule.rule))
    return report_formula (scoring), invalid (row);
  fill_frame (scoring, actual);
  if (scoring->indicator->target.direction == DIRECTION_LEVEL)
    outcome = apply_at_rates (scoring, actual);
  else
    {
      outcome = apply_rule (scoring, &row->score_min);
      row->score_max = row->score_min;
      row->has_score = true;
    }
  if (outcome == OUTCOME_INVALID)
    return invalid (row);
  row->status = scoring->frame.met ? STATUS_MET : STATUS_MISSED;
  if (outcome == OUTCOME_NA)
    {
      set_open (row, STATUS_NA);
      row->score_max = RATIONAL_ZERO;
    }
  return true;
}

/* What is scored: what was given, or what the formula gave unless it was said not to apply. */
static const Actual *
value_of (const Indicator *indicator, const Actual *given, const Actuals *actuals)
{
  if (!indicator->formula || (given && given->kind == ACTUAL_NA))
    return given;
  return actuals ? actuals_computed (actuals, indicator) : given;
}

static void
copy_given (RowResult *row, const Actual *given)
{
  if (!given)
    return;
  row->has_claimed = given->has_claimed;
  row->claimed = given->claimed;
  row->reason = given->reason;
  row->evidence = given->evidence;
}

static bool
score_given (Scoring *scoring, const Actual *given, const Actual *value, const Actuals *actuals)
{
  const Indicator *indicator = scoring->indicator;
  RowResult *row = scoring->row;
  copy_given (row, given);
  row->actual = value ? value->text : NULL;
  if (!indicator->ok || !indicator->rule.rule || (actuals && actuals_formula_failed (actuals, indicator)))
    return invalid (row);
  if (!value || value->kind == ACTUAL_NONE || value->kind == ACTUAL_MISSING)
    {
      set_open (row, STATUS_MISSING);
      return true;
    }
  if (value->kind == ACTUAL_NA)
    {
      set_open (row, STATUS_NA);
      row->score_max = RATIONAL_ZERO;
      return true;
    }
  return score_value (scoring, value);
}

bool
score_row_traced (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual,
                  const Actuals *actuals, Trace *trace, RowResult *ret_row)
{
  const Actual *value = value_of (indicator, actual, actuals);
  Scoring scoring
      = { .model = model, .scheme = scheme, .indicator = indicator, .row = ret_row, .trace = trace };
  bool scored;
  *ret_row = (RowResult){ .indicator = indicator, .exact = RATIONAL_ZERO };
  scoring.frame.pool = model->session->numbers;
  scoring.frame.facts = actuals ? actuals_facts (actuals) : NULL;
  scoring.frame.has_fact = actuals ? actuals_has_facts (actuals) : NULL;
  trace_begin (trace, indicator, actual, value, actuals, &scoring.frame);
  scored = score_given (&scoring, actual, value, actuals);
  trace_end (trace, ret_row);
  return scored;
}

bool
score_row (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual,
           const Actuals *actuals, RowResult *ret_row)
{
  return score_row_traced (model, scheme, indicator, actual, actuals, NULL, ret_row);
}

/* Sums */

Rational
score_share (const Scheme *scheme, const RowResult *row, bool upper)
{
  if (row->status == STATUS_NA)
    return scheme->framework->na_policy == NA_FULL ? row->indicator->weight : RATIONAL_ZERO;
  return upper ? row->score_max : row->score_min;
}

void
score_sum_add (RationalPool *pool, const Scheme *scheme, const RowResult *row, ScoreSum *sum)
{
  sum->low = rational_add (pool, sum->low, score_share (scheme, row, false));
  sum->high = rational_add (pool, sum->high, score_share (scheme, row, true));
  if (row->status == STATUS_NA)
    sum->na = rational_add (pool, sum->na, row->indicator->weight);
  else if (!row->has_score)
    sum->complete = false;
}

void
score_tiers (RationalPool *pool, Result *result)
{
  const Scheme *scheme = result->scheme;
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    result->tiers[i]
        = (TierResult){ scheme->tiers[i], RATIONAL_ZERO, RATIONAL_ZERO, RATIONAL_ZERO, false, RATIONAL_ZERO };
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    for (const Tier *above = scheme->indicators[i]->tier; above; above = above->parent)
      {
        TierResult *tier = &result->tiers[above->index];
        const RowResult *row = &result->rows[i];
        tier->weight = rational_add (pool, tier->weight, row->indicator->weight);
        tier->score_min = rational_add (pool, tier->score_min, score_share (scheme, row, false));
        tier->score_max = rational_add (pool, tier->score_max, score_share (scheme, row, true));
      }
}

/* The grade that a total earns, NULL if none's condition holds. */
static const Grade *
grade_of (const Framework *framework, Rational total)
{
  for (unsigned i = 0; i < framework->n_grades; i++)
    if (lies_in (&framework->grades[i].condition, total))
      return &framework->grades[i];
  return NULL;
}

void
score_report_nothing_applies (Model *model, const Scheme *scheme)
{
  const Unit *unit = scheme->origin.unit;
  Diag *diag = diag_report (model->session->sink, DIAG_score_nothing_applies, unit->source,
                            unit_node_span (unit, scheme->origin.node->child), scheme->name->text, NULL);
  diag_note (diag, _ ("at least one indicator must apply"), NULL);
}

/* Rescaled to the full marks where rows do not apply. Grades go by the unrounded ends. */
bool
score_total (RationalPool *pool, const ScoreSum *sum, Result *result)
{
  const Framework *framework = result->scheme->framework;
  Rational applicable = rational_sub (pool, framework->full, sum->na), low = sum->low, high = sum->high;
  const Grade *grade;
  bool rescaled = framework->na_policy == NA_RESCALE && rational_sign (sum->na) > 0;
  result->full = framework->full;
  result->complete = sum->complete;
  result->total_min = low;
  result->total_max = high;
  if (rescaled && rational_sign (applicable) <= 0)
    return false;
  if (rescaled)
    {
      low = rational_div (pool, rational_mul (pool, low, framework->full), applicable);
      high = rational_div (pool, rational_mul (pool, high, framework->full), applicable);
      result->total_min = rational_round (pool, low, framework->places);
      result->total_max = rational_round (pool, high, framework->places);
    }
  grade = grade_of (framework, low);
  result->grade = grade == grade_of (framework, high) ? grade : NULL;
  return true;
}

/* All rows. */

static void
take_claims (const Actuals *actuals, Result *result)
{
  result->has_claimed_total = actuals_claimed_total (actuals, &result->claimed_total);
  for (unsigned i = 0; i < result->scheme->n_tiers; i++)
    {
      TierResult *tier = &result->tiers[i];
      tier->has_claimed = actuals_claimed_tier (actuals, tier->tier, &tier->claimed);
    }
}

const Result *
score_scheme (Model *model, const Scheme *scheme, const Actuals *actuals, Arena *arena)
{
  return score_scheme_traced (model, scheme, actuals, arena, NULL);
}

/* A level whose band nobody closed was read, but is not scored: the judge's figure is what is missing. */
static void
count_open (Result *result, const RowResult *row)
{
  if (row->has_score || (row->status != STATUS_MET && row->status != STATUS_MISSED))
    return;
  result->account.scored--;
  result->account.missing++;
}

const Result *
score_scheme_traced (Model *model, const Scheme *scheme, const Actuals *actuals, Arena *arena,
                     Trace *const *traces)
{
  RationalPool *pool = model->session->numbers;
  Result *result = arena_new0 (arena, Result);
  ScoreSum sum = SCORE_SUM_INIT;
  result->scheme = scheme;
  result->rows = arena_array (arena, RowResult, scheme->n_indicators + 1);
  result->tiers = arena_array (arena, TierResult, scheme->n_tiers + 1);
  result->account = *actuals_account (actuals);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      RowResult *row = &result->rows[i];
      score_row_traced (model, scheme, scheme->indicators[i], actuals_of (actuals, scheme->indicators[i]),
                        actuals, traces ? traces[i] : NULL, row);
      count_open (result, row);
      score_sum_add (pool, scheme, row, &sum);
    }
  score_tiers (pool, result);
  take_claims (actuals, result);
  if (!score_total (pool, &sum, result))
    {
      score_report_nothing_applies (model, scheme);
      result->total_min = RATIONAL_ZERO; /* no total, hence not 0: nothing is known of it */
      result->total_max = scheme->framework->full;
      result->complete = false;
    }
  return result;
}
