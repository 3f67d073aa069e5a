/* OLD's actual values under the 16 definitions that take each of targets, weights, rules and structure from
   OLD or from NEW, and the causes' parts of the difference.  Rows and their sums are the evaluator's; an
   indicator whose row some cause cannot change is not scored again for it. */
#include "diff/effect.h"
#include "diff/hybrid.h"
#include "diff/parts.h"

typedef struct
{
  const Side *old, *new;
  const HybridMaker *maker;
  RationalPool *pool;
  Arena *arena;
  const Result *before;
  Result *after;
  ScoreSum sums[HYBRID_SETS];
  Effect *effect;
} Computation;

/* What a row adds, for each set of causes. */
typedef struct
{
  Rational low[HYBRID_SETS], high[HYBRID_SETS];
} Shares;

const char *
cause_word (Cause cause)
{
  switch (cause)
    {
    case CAUSE_TARGET:
      return "targets";
    case CAUSE_WEIGHT:
      return "weights";
    case CAUSE_RULE:
      return "rules";
    case CAUSE_STRUCTURE:
      return "structure";
    case CAUSE_N:
      break;
    }
  g_assert_not_reached ();
}

static void
set_parts (RationalPool *pool, const Rational *low, const Rational *high, ScoreRange *ret_before,
           ScoreRange *ret_after, ScoreRange *ret_parts)
{
  Rational low_parts[CAUSE_N], high_parts[CAUSE_N];
  parts_of (pool, low, low_parts);
  parts_of (pool, high, high_parts);
  *ret_before = (ScoreRange){ low[0], high[0] };
  *ret_after = (ScoreRange){ low[HYBRID_ALL], high[HYBRID_ALL] };
  for (unsigned cause = 0; cause < CAUSE_N; cause++)
    ret_parts[cause] = (ScoreRange){ low_parts[cause], high_parts[cause] };
}

/* Rows */

static const Side *
structure_of (const Computation *c, unsigned set)
{
  return set & FROM_NEW (CAUSE_STRUCTURE) ? c->new : c->old;
}

static void
take_row (Computation *c, unsigned set, const RowResult *row, Shares *shares)
{
  const Scheme *scheme = structure_of (c, set)->scheme;
  score_sum_add (c->pool, scheme, row, &c->sums[set]);
  shares->low[set] = score_share (scheme, row, false);
  shares->high[set] = score_share (scheme, row, true);
}

/* Each set's row; it is that of the same set without the causes that make no difference. */
static void
score_pair (Computation *c, const Indicator *old, const Indicator *new, Shares *shares, RowResult *ret_after)
{
  unsigned causes = hybrid_causes (c->maker, old, new);
  Indicator mixed[HYBRID_SETS];
  RowResult rows[HYBRID_SETS];
  rows[0] = c->before->rows[old->index];
  for (unsigned set = 0; set < HYBRID_SETS; set++)
    {
      if (set & ~causes)
        rows[set] = rows[set & causes];
      else if (set > 0)
        hybrid_score (c->maker, old, new, set, &mixed[set], &rows[set]);
      take_row (c, set, &rows[set], shares);
    }
  *ret_after = rows[HYBRID_ALL];
  ret_after->indicator = new;
}

/* One that only the sets with or without NEW's structure have. */
static void
take_alone (Computation *c, bool added, const RowResult *row, Shares *shares)
{
  for (unsigned set = 0; set < HYBRID_SETS; set++)
    if (added == !!(set & FROM_NEW (CAUSE_STRUCTURE)))
      take_row (c, set, row, shares);
    else
      shares->low[set] = shares->high[set] = RATIONAL_ZERO;
}

static void
score_added (Computation *c, const Indicator *new, Shares *shares, RowResult *ret_after)
{
  Indicator indicator;
  hybrid_score (c->maker, NULL, new, HYBRID_ALL, &indicator, ret_after);
  ret_after->indicator = new;
  take_alone (c, true, ret_after, shares);
}

static bool
is_known (const RowResult *row)
{
  return row->has_score || row->status == STATUS_NA;
}

static void
count_missing (Computation *c, const RowResult *row)
{
  if (is_known (row))
    return;
  c->effect->n_missing++;
  c->effect->missing_weight = rational_add (c->pool, c->effect->missing_weight, row->indicator->weight);
}

static void
compute_new (Computation *c, const Indicator *new, const IndicatorPair *pair, IndicatorEffect *ret_effect)
{
  RowResult *after = &c->after->rows[new->index];
  Shares shares;
  *ret_effect = (IndicatorEffect){ .pair = pair, .new = new, .old_status = STATUS_MISSING };
  if (pair)
    {
      const RowResult *before = &c->before->rows[pair->old->index];
      ret_effect->old = pair->old;
      ret_effect->has_old = is_known (before);
      ret_effect->old_status = before->status;
      score_pair (c, pair->old, new, &shares, after);
    }
  else
    score_added (c, new, &shares, after);
  ret_effect->has_new = is_known (after);
  ret_effect->new_status = after->status;
  count_missing (c, after);
  set_parts (c->pool, shares.low, shares.high, &ret_effect->before, &ret_effect->after, ret_effect->parts);
}

static void
compute_dropped (Computation *c, const Indicator *old, IndicatorEffect *ret_effect)
{
  const RowResult *before = &c->before->rows[old->index];
  Shares shares;
  *ret_effect = (IndicatorEffect){
    .old = old, .has_old = is_known (before), .old_status = before->status, .new_status = STATUS_MISSING
  };
  take_alone (c, false, before, &shares);
  set_parts (c->pool, shares.low, shares.high, &ret_effect->before, &ret_effect->after, ret_effect->parts);
}

static void
compute_rows (Computation *c, const Match *match)
{
  const Scheme *old = c->old->scheme, *new = c->new->scheme;
  IndicatorEffect *effects = arena_array (c->arena, IndicatorEffect, old->n_indicators + new->n_indicators);
  Effect *effect = c->effect;
  effect->indicators = effects;
  for (unsigned i = 0; i < new->n_indicators; i++)
    compute_new (c, new->indicators[i], match->pair_of_new[i], &effects[effect->n_indicators++]);
  for (unsigned i = 0; i < old->n_indicators; i++)
    if (!match->pair_of_old[i])
      compute_dropped (c, old->indicators[i], &effects[effect->n_indicators++]);
}

/* Sums */

static ScoreRange
range_of_tier (const Result *result, const Tier *tier)
{
  const TierResult *sum = tier ? &result->tiers[tier->index] : NULL;
  return sum ? (ScoreRange){ sum->score_min, sum->score_max } : (ScoreRange){ RATIONAL_ZERO, RATIONAL_ZERO };
}

static void
add_tier (const Computation *c, const Tier *old, const Tier *new, const TierPair *pair, TierEffect *effects)
{
  effects[c->effect->n_tiers++]
      = (TierEffect){ pair, old, new, range_of_tier (c->before, old), range_of_tier (c->after, new) };
}

static void
compute_tiers (const Computation *c, const Match *match)
{
  const Scheme *old = c->old->scheme, *new = c->new->scheme;
  TierEffect *effects = arena_array (c->arena, TierEffect, old->n_tiers + new->n_tiers);
  score_tiers (c->pool, c->after);
  c->effect->tiers = effects;
  for (unsigned i = 0; i < new->n_tiers; i++)
    {
      const TierPair *pair = match->tier_of_new[i];
      add_tier (c, pair ? pair->old : NULL, new->tiers[i], pair, effects);
    }
  for (unsigned i = 0; i < old->n_tiers; i++)
    if (!match->tier_of_old[i])
      add_tier (c, old->tiers[i], NULL, NULL, effects);
}

/* The totals of all sets.  A mixed one whose 满分 and 分值 do not go together, so that it cannot be rescaled,
   is what its rows add up to.  False: nothing applies before or after (reported). */
static bool
compute_totals (Computation *c)
{
  Effect *effect = c->effect;
  Shares totals;
  for (unsigned set = 0; set < HYBRID_SETS; set++)
    {
      Result mixed = { .scheme = structure_of (c, set)->scheme };
      Result *result = set == HYBRID_ALL ? c->after : &mixed;
      bool applies = score_total (c->pool, &c->sums[set], result);
      if (!applies && set == HYBRID_ALL)
        score_report_nothing_applies (c->new->model, c->new->scheme);
      if (!applies && (set == 0 || set == HYBRID_ALL))
        return false; /* of OLD it was reported when it was scored */
      totals.low[set] = result->total_min;
      totals.high[set] = result->total_max;
    }
  set_parts (c->pool, totals.low, totals.high, &effect->before, &effect->after, effect->parts);
  effect->old_grade = c->before->grade;
  effect->new_grade = c->after->grade;
  return true;
}

static Result *
empty_result (const Scheme *scheme, Arena *arena)
{
  Result *result = arena_new0 (arena, Result);
  result->scheme = scheme;
  result->rows = arena_array (arena, RowResult, scheme->n_indicators + 1);
  result->tiers = arena_array (arena, TierResult, scheme->n_tiers + 1);
  return result;
}

Effect *
effect_compute (const Side *old, const Side *new, const Match *match, const Actuals *actuals, Arena *arena)
{
  g_autoptr (HybridMaker) maker = hybrid_maker_new (old, new, actuals);
  Computation c
      = { .old = old, .new = new, .maker = maker, .pool = new->model->session->numbers, .arena = arena };
  for (unsigned set = 0; set < HYBRID_SETS; set++)
    c.sums[set] = SCORE_SUM_INIT;
  c.before = score_scheme (old->model, old->scheme, actuals, arena);
  c.after = empty_result (new->scheme, arena);
  c.effect = arena_new0 (arena, Effect);
  c.effect->old_result = c.before;
  c.effect->missing_weight = c.effect->undecided_weight = RATIONAL_ZERO;
  compute_rows (&c, match);
  if (!compute_totals (&c))
    return NULL;
  compute_tiers (&c, match);
  return c.effect;
}

/* What may have changed unseen */

void
effect_note_changed (const Side *new, Effect *effect, const Indicator *indicator)
{
  const IndicatorEffect *row = &effect->indicators[indicator->index];
  if (!row->pair || row->has_old || row->has_new
      || (row->old_status != STATUS_MISSING && row->old_status != STATUS_INVALID))
    return;
  effect->n_undecided++;
  effect->undecided_weight
      = rational_add (new->model->session->numbers, effect->undecided_weight, indicator->weight);
}

static bool
differs (ScoreRange before, ScoreRange after)
{
  return !rational_equal (before.low, after.low) || !rational_equal (before.high, after.high);
}

bool
effect_says_something (const Effect *effect)
{
  if (effect->n_undecided || differs (effect->before, effect->after))
    return true;
  for (unsigned i = 0; i < effect->n_indicators; i++)
    if (differs (effect->indicators[i].before, effect->indicators[i].after))
      return true;
  return false;
}
