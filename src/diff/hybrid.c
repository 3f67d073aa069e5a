/* Mixing of indicators, and what OLD's values are for the other side's target: a number is given once more in
   its own unit, a date moves with the year, a level is looked up again by its name, a formula is computed
   anew from the facts of the same names; a day that it makes of them is a day of OLD's year all the same.  What the evaluator would refuse is missing.  How a value is fitted
   and scored is the evaluator's business. */
#include "diff/hybrid.h"
#include <string.h>

struct HybridMaker
{
  const Side *old, *new;
  const Actuals *actuals; /* of OLD */
  Actuals *facts;         /* of NEW: OLD's facts, and what NEW's formulas give for them; also fits values */
  Actuals *fitter;        /* of OLD: fits what NEW's formulas give */
  DiagSink *aside;        /* for what is reported of hybrids */
};

/* Two models */

/* Of two models. */
static bool
same_dimension (const Dimension *a, const Dimension *b)
{
  return strcmp (dimension_text (a), dimension_text (b)) == 0;
}

static bool
is_number (const Target *target)
{
  return !target->is_date && target->direction != DIRECTION_LEVEL;
}

/* Values */

/* What the evaluator says of ACTUAL for MIXED, which has the target of the one side (OLD if TO_OLD). */
static bool
fits (const HybridMaker *maker, const IndicatorPair *pair, bool to_old, const Indicator *mixed,
      Actual *actual)
{
  Indicator asked = *mixed;
  asked.index = to_old ? pair->old->index : pair->new->index;
  return actuals_fit (to_old ? maker->fitter : maker->facts, &asked, actual);
}

/* A number read against FROM's target. */
static bool
carry_number (const HybridMaker *maker, const IndicatorPair *pair, bool to_old, const Target *from,
              const Indicator *mixed, Actual *actual)
{
  Actual given = *actual;
  if (actual->division_by_zero)
    return side_same_axis (from, &mixed->target);
  given.measure = side_measure_in (to_old ? maker->old->model : maker->new->model,
                                   actual->measure ? actual->measure : from->measure);
  if (!given.measure || !fits (maker, pair, to_old, mixed, &given))
    return false;
  actual->number = given.number;
  return true;
}

/* A level is looked up by its words; of a banded one the judge's figure, or else the claimed fraction of
   OLD's weight if it lies in the band, as the evaluator takes it. */
static bool
carry_level (const HybridMaker *maker, const IndicatorPair *pair, bool to_old, const Indicator *mixed,
             Actual *actual)
{
  const Actual given = *actual;
  RationalPool *pool = maker->old->model->session->numbers;
  const Rational weight = pair->old->weight;
  bool done;
  actual->has_claimed = actual->rate_is_claim = false;
  if (!given.has_judged && given.has_claimed && rational_sign (weight) > 0)
    {
      actual->has_judged = true;
      actual->judged = rational_div (pool, given.claimed, weight);
    }
  done = fits (maker, pair, to_old, mixed, actual);
  if (!done && !given.has_judged && actual->has_judged)
    {
      actual->has_judged = false;
      done = fits (maker, pair, to_old, mixed, actual);
    }
  actual->has_claimed = given.has_claimed;
  return done;
}

/* A day of OLD's for NEW's target.  A month may be clear of the one bound and not of the other. */
static bool
carry_date (const HybridMaker *maker, const Indicator *old, const Indicator *new, const Indicator *mixed,
            Actual *actual)
{
  const IndicatorPair pair = { .old = old, .new = new };
  const Target *from = old && old->target.is_date ? &old->target : NULL;
  int years = from ? side_year_shift (maker->old, from, maker->new, &new->target)
                   : side_own_year_shift (maker->old, maker->new, &new->target);
  if (actual->division_by_zero)
    return true;
  actual->first = side_carry_day (from, &mixed->target, actual->first, years);
  actual->last = side_carry_day (from, &mixed->target, actual->last, years);
  actual->number = RATIONAL_INT (actual->last);
  return actual->first == actual->last || fits (maker, &pair, false, mixed, actual);
}

/* ACTUAL, read against the target of the one side (NEW if TO_OLD, and no date), for MIXED, which has the
 * other's. */
static bool
carry (const HybridMaker *maker, const Indicator *old, const Indicator *new, bool to_old,
       const Indicator *mixed, Actual *actual)
{
  const IndicatorPair pair = { .old = old, .new = new };
  const Target *from = to_old ? &new->target : &old->target, *to = &mixed->target;
  if (is_number (from) && is_number (to))
    return carry_number (maker, &pair, to_old, from, mixed, actual);
  if (!side_same_axis (from, to))
    return false;
  return from->is_date ? carry_date (maker, old, new, mixed, actual)
                       : carry_level (maker, &pair, to_old, mixed, actual);
}

/* What NEW's formula made of OLD's facts, for the target of NEW, or OLD's. */
static bool
carry_computed (const HybridMaker *maker, const Indicator *old, const Indicator *new, bool for_new,
                const Indicator *mixed, Actual *actual)
{
  const IndicatorPair pair = { .old = old, .new = new };
  if (!new->target.is_date)
    return for_new || carry (maker, old, new, true, mixed, actual);
  if (for_new)
    return carry_date (maker, old, new, mixed, actual);
  return mixed->target.is_date && (actual->first == actual->last || fits (maker, &pair, true, mixed, actual));
}

/* What OLD's filer gave, or the formula of the structure's side; NULL: nothing. *RET_OF_NEW: NEW's formula
 * did. */
static const Actual *
find_value (const HybridMaker *maker, const Indicator *old, const Indicator *new, bool new_structure,
            bool *ret_of_new)
{
  const Actual *given = old ? actuals_of (maker->actuals, old) : NULL;
  *ret_of_new = new_structure && new->formula && !(given && given->kind == ACTUAL_NA);
  if (*ret_of_new)
    return actuals_formula_failed (maker->facts, new) ? NULL : actuals_computed (maker->facts, new);
  if (!old || !old->formula || (given && given->kind == ACTUAL_NA))
    return given;
  return actuals_formula_failed (maker->actuals, old) ? NULL : actuals_computed (maker->actuals, old);
}

/* The value of MIXED, as scoring needs it. False: it is missing. */
static bool
value_of (const HybridMaker *maker, const Indicator *old, const Indicator *new, unsigned set,
          const Indicator *mixed, Actual *ret_actual)
{
  const Actual *given = old ? actuals_of (maker->actuals, old) : NULL, *value;
  bool of_new, for_new = set & FROM_NEW (CAUSE_TARGET);
  value = find_value (maker, old, new, set & FROM_NEW (CAUSE_STRUCTURE), &of_new);
  if (!value || value->kind == ACTUAL_NONE || value->kind == ACTUAL_MISSING)
    return false;
  *ret_actual = *value;
  if (given)
    {
      ret_actual->has_claimed = given->has_claimed;
      ret_actual->claimed = given->claimed;
    }
  if (value->kind == ACTUAL_NA)
    return true;
  return of_new ? carry_computed (maker, old, new, for_new, mixed, ret_actual)
                : !for_new || carry (maker, old, new, false, mixed, ret_actual);
}

/* Indicators */

static const RuleUse *
rule_for (const Side *side, const Indicator *indicator, const Target *target)
{
  return indicator->rule_by_default ? scheme_default_rule (side->scheme, indicator->tier, target->direction)
                                    : &indicator->rule;
}

/* True if the rule of INDICATOR on SIDE can score TARGET, of the other side. */
static bool
rule_fits (const Side *side, const Indicator *indicator, const RuleUse *use, const Target *target)
{
  const Target *own = &indicator->target;
  if (own->direction == target->direction && own->is_date == target->is_date
      && own->has_lower == target->has_lower && own->has_upper == target->has_upper
      && same_dimension (own->measure->dimension, target->measure->dimension))
    return use->rule != NULL;
  return use->rule && side_rule_fits (side, use, target);
}

static Indicator
mix (const Indicator *old, const Indicator *new, unsigned set)
{
  Indicator mixed = set & FROM_NEW (CAUSE_STRUCTURE) ? *new : *old;
  const Indicator *target = set & FROM_NEW (CAUSE_TARGET) ? new : old;
  const Indicator *weight = set & FROM_NEW (CAUSE_WEIGHT) ? new : old;
  mixed.target = target->target;
  mixed.first_target = target->first_target;
  mixed.scale = target->scale;
  mixed.has_baseline = target->has_baseline;
  mixed.baseline = target->baseline;
  mixed.baseline_text = target->baseline_text;
  mixed.has_weight = weight->has_weight;
  mixed.weight = weight->weight;
  mixed.rule = target->rule;
  mixed.rule_by_default = target->rule_by_default;
  mixed.ok = old->ok && new->ok;
  return mixed;
}

static bool
score (const Side *structure, const Side *rule, const Indicator *mixed, const Actual *value,
       RowResult *ret_row)
{
  return score_row (rule->model, structure->scheme, mixed, value, NULL, ret_row);
}

/* With the rule of the one side and the target of the other.  A rule that only goes with its own target
 * changes with it. */
static bool
score_crossed (const HybridMaker *maker, const Indicator *old, const Indicator *new, unsigned set,
               Indicator *mixed, RowResult *ret_row)
{
  bool new_rule = set & FROM_NEW (CAUSE_RULE);
  const Side *structure = set & FROM_NEW (CAUSE_STRUCTURE) ? maker->new : maker->old;
  const Side *side = new_rule ? maker->new : maker->old;
  const Indicator *indicator = new_rule ? new : old;
  const RuleUse *use = rule_for (side, indicator, &mixed->target), targets = mixed->rule;
  Actual value;
  bool done = false, has_value;
  if (!rule_fits (side, indicator, use, &mixed->target))
    return false;
  mixed->rule = *use;
  has_value = value_of (maker, old, new, set, mixed, &value);
  done = score (structure, side, mixed, has_value ? &value : NULL, ret_row);
  if (!done)
    mixed->rule = targets;
  return done;
}

static void
score_mixed (const HybridMaker *maker, const Indicator *old, const Indicator *new, unsigned set,
             Indicator *mixed, RowResult *ret_row)
{
  bool new_target = set & FROM_NEW (CAUSE_TARGET), new_rule = set & FROM_NEW (CAUSE_RULE), has_value;
  Actual value;
  if (new_target != new_rule && score_crossed (maker, old, new, set, mixed, ret_row))
    return;
  has_value = value_of (maker, old, new, set, mixed, &value);
  score (set & FROM_NEW (CAUSE_STRUCTURE) ? maker->new : maker->old, new_target ? maker->new : maker->old,
         mixed, has_value ? &value : NULL, ret_row);
}

static bool
same_bounds (const Target *a, const Target *b)
{
  return a->has_lower == b->has_lower && a->has_upper == b->has_upper && a->lower_open == b->lower_open
         && a->upper_open == b->upper_open && (!a->has_lower || rational_equal (a->lower, b->lower))
         && (!a->has_upper || rational_equal (a->upper, b->upper));
}

/* Of numbers alone: dates and levels are looked at again on each side. */
static bool
same_target (const Indicator *old, const Indicator *new)
{
  const Target *a = &old->target, *b = &new->target;
  return is_number (a) && is_number (b) && a->direction == b->direction && same_bounds (a, b)
         && same_dimension (b->measure->dimension, a->measure->dimension)
         && old->has_baseline == new->has_baseline
         && (!old->has_baseline || rational_equal (old->baseline, new->baseline));
}

/* Whether OLD's value is the same for both targets, by the formula of the one structure or of the other. */
static bool
value_stays (const HybridMaker *maker, const Indicator *old, const Indicator *new)
{
  for (unsigned set = 0; set < HYBRID_SETS; set += FROM_NEW (CAUSE_STRUCTURE))
    {
      Indicator before = mix (old, new, set), after = mix (old, new, set | FROM_NEW (CAUSE_TARGET));
      Actual a, b;
      bool has_a = value_of (maker, old, new, set, &before, &a),
           has_b = value_of (maker, old, new, set | FROM_NEW (CAUSE_TARGET), &after, &b);
      if (has_a != has_b || (has_a && a.kind != ACTUAL_NA && !rational_equal (a.number, b.number)))
        return false;
    }
  return true;
}

unsigned
hybrid_causes (const HybridMaker *maker, const Indicator *old, const Indicator *new)
{
  unsigned causes = FROM_NEW (CAUSE_RULE);
  Session *session = maker->new->model->session;
  DiagSink *sink = session->sink;
  session->sink = maker->aside;
  if (!same_target (old, new) || !value_stays (maker, old, new))
    causes |= FROM_NEW (CAUSE_TARGET);
  session->sink = sink;
  if (!rational_equal (old->weight, new->weight))
    causes |= FROM_NEW (CAUSE_WEIGHT);
  if (old->formula || new->formula
      || maker->old->scheme->framework->places != maker->new->scheme->framework->places)
    causes |= FROM_NEW (CAUSE_STRUCTURE);
  return causes;
}

void
hybrid_score (const HybridMaker *maker, const Indicator *old, const Indicator *new, unsigned set,
              Indicator *ret_indicator, RowResult *ret_row)
{
  Session *session = maker->new->model->session;
  DiagSink *sink = session->sink;
  session->sink = maker->aside;
  if (old
      && !(hybrid_causes (maker, old, new)
           & FROM_NEW (CAUSE_TARGET))) /* which of the two is all one, and a rule is scored with its own */
    set = set & FROM_NEW (CAUSE_RULE) ? set | FROM_NEW (CAUSE_TARGET) : set & ~FROM_NEW (CAUSE_TARGET);
  *ret_indicator = old ? mix (old, new, set) : *new;
  score_mixed (maker, old, new, old ? set : HYBRID_ALL, ret_indicator, ret_row);
  session->sink = sink;
}

/* Facts */

/* OLD's facts under the names by which NEW's formulas ask for them. */
static void
take_facts (HybridMaker *maker)
{
  const Model *model = maker->new->model;
  for (guint i = 0; i < model->fact_names->len; i++)
    {
      const char *name = ((const Atom *)model->fact_names->pdata[i])->text;
      const Actual *given = actuals_fact (maker->actuals, name);
      Actual fact;
      if (!given)
        continue;
      fact = *given;
      if (fact.kind == ACTUAL_NUMBER && !(fact.measure = side_measure_in (model, given->measure)))
        continue;
      actuals_take_fact (maker->facts, name, &fact);
    }
}

HybridMaker *
hybrid_maker_new (const Side *old, const Side *new, const Actuals *actuals)
{
  HybridMaker *maker = g_new (HybridMaker, 1);
  Session *session = new->model->session;
  DiagSink *sink = session->sink;
  *maker = (HybridMaker){ .old = old, .new = new, .actuals = actuals, .aside = diag_sink_new () };
  session->sink = maker->aside;
  maker->facts = actuals_new (new->model, new->scheme);
  take_facts (maker);
  actuals_finish (maker->facts, true);
  maker->fitter = actuals_new (old->model, old->scheme);
  session->sink = sink;
  return maker;
}

void
hybrid_maker_free (HybridMaker *maker)
{
  if (!maker)
    return;
  actuals_free (maker->facts);
  actuals_free (maker->fitter);
  diag_sink_free (maker->aside);
  g_free (maker);
}
