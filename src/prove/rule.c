/* From a rule and a target to a curve, and from the curve to claims.  The curve is made by taking the arms in
   order, each on what the arms before it have left; the claims are read off its stretches.  No denial leaves
   this file before the evaluator, over the frame that scoring itself would use, has given the same value. */
#include "prove/rule.h"
#include "prove/curve-expr.h"

typedef struct
{
  Model *model;
  const Scheme *scheme;
  const Indicator *indicator;
  Arena *arena;
  RationalPool *pool;
  PieceContext pieces;
  CurveFrame frame;
  View view;
  GArray *stretches; /* of the score in 0..weight, tagged 1 where the target is met; groups are levels, worst
                        first */
  ProveReport *report;
} Prover;

/* Target */

static const Curve *
number (Prover *prover, Rational value)
{
  return curve_constant (&prover->pieces, value);
}

/* 1 where x stands in RELATION to BOUND. */
static const Curve *
region (Prover *prover, CurveOp relation, Rational bound)
{
  return curve_combine (&prover->pieces, relation, curve_x (&prover->pieces), number (prover, bound));
}

static const Curve *
choose (Prover *prover, const Curve *where, const Curve *f)
{
  return curve_combine (&prover->pieces, CURVE_CHOOSE, where, f);
}

static const Curve *
overlay (Prover *prover, const Curve *f, const Curve *g)
{
  return curve_combine (&prover->pieces, CURVE_OVERLAY, f, g);
}

static const Curve *
met_curve (Prover *prover)
{
  const Target *target = &prover->indicator->target;
  const Curve *met = number (prover, RATIONAL_ONE);
  if (target->has_lower)
    met = region (prover, target->lower_open ? CURVE_GT : CURVE_GE, target->lower);
  if (target->has_upper)
    met = curve_combine (&prover->pieces, CURVE_ALL, met,
                         region (prover, target->upper_open ? CURVE_LT : CURVE_LE, target->upper));
  return met;
}

static const Curve *
bound_curve (Prover *prover)
{
  const Target *target = &prover->indicator->target;
  Rational middle;
  if (!target->has_lower || !target->has_upper)
    return number (prover, target->has_lower ? target->lower : target->upper);
  middle = rational_div (prover->pool, rational_add (prover->pool, target->lower, target->upper),
                         RATIONAL_INT (2));
  return overlay (prover, choose (prover, region (prover, CURVE_LE, middle), number (prover, target->lower)),
                  number (prover, target->upper));
}

static const Curve *
gap_curve (Prover *prover)
{
  const Target *target = &prover->indicator->target;
  const Curve *x = curve_x (&prover->pieces), *gap = number (prover, RATIONAL_ZERO);
  if (target->has_lower)
    gap = curve_combine (&prover->pieces, CURVE_MAX, gap,
                         curve_combine (&prover->pieces, CURVE_SUBTRACT, number (prover, target->lower), x));
  if (target->has_upper)
    gap = curve_combine (&prover->pieces, CURVE_MAX, gap,
                         curve_combine (&prover->pieces, CURVE_SUBTRACT, x, number (prover, target->upper)));
  return gap;
}

/* 完成率 and 偏离度, which a bound of 0 has not. */
static void
set_shares (Prover *prover, const Curve *bound)
{
  PieceContext *pieces = &prover->pieces;
  const Curve *x = curve_x (pieces), *zero = number (prover, RATIONAL_ZERO);
  const Curve *there = curve_combine (pieces, CURVE_NE, bound, zero);
  const Curve *gone
      = choose (prover, curve_not (pieces, there), curve_blank (pieces, PIECE_FAULT, WHY_NO_VALUE));
  const Curve *ratio = curve_combine (pieces, CURVE_DIVIDE, x, bound);
  const Curve *deviation = curve_combine (
      pieces, CURVE_DIVIDE, curve_combine (pieces, CURVE_SUBTRACT, x, bound), curve_abs (pieces, bound));
  prover->frame.slots[SLOT_RATIO] = overlay (prover, gone, ratio);
  prover->frame.slots[SLOT_DEVIATION] = overlay (prover, gone, deviation);
}

static void
set_slots (Prover *prover)
{
  static const Slot DATES[] = { SLOT_ACTUAL, SLOT_BOUND, SLOT_GAP, SLOT_LOWER, SLOT_UPPER };
  const Target *target = &prover->indicator->target;
  const Curve **slots = prover->frame.slots;
  prover->frame.met = met_curve (prover);
  slots[SLOT_ACTUAL] = curve_x (&prover->pieces);
  slots[SLOT_BOUND] = bound_curve (prover);
  slots[SLOT_GAP] = gap_curve (prover);
  slots[SLOT_LOWER] = target->has_lower ? number (prover, target->lower) : NULL;
  slots[SLOT_UPPER] = target->has_upper ? number (prover, target->upper) : NULL;
  if (!target->is_date)
    set_shares (prover, slots[SLOT_BOUND]);
  else
    for (size_t i = 0; i < G_N_ELEMENTS (DATES); i++)
      if (slots[DATES[i]])
        slots[DATES[i]] = curve_combine (&prover->pieces, CURVE_MULTIPLY, slots[DATES[i]],
                                         number (prover, prover->model->day_factor));
}

/* Which x are asked about: all, days of the calendar, or the window. */
static const Curve *
domain (Prover *prover)
{
  ProveReport *report = prover->report;
  if (!report->windowed && !prover->indicator->target.is_date)
    return number (prover, RATIONAL_ONE);
  return curve_combine (&prover->pieces, CURVE_ALL, region (prover, CURVE_GE, report->low),
                        region (prover, CURVE_LE, report->high));
}

static void
set_window (Prover *prover)
{
  const Target *target = &prover->indicator->target;
  ProveReport *report = prover->report;
  Rational most = RATIONAL_ZERO;
  bool negative;
  if (target->has_lower)
    most = rational_abs (prover->pool, target->lower);
  if (target->has_upper)
    most = rational_max (most, rational_abs (prover->pool, target->upper));
  negative = (target->has_lower && rational_sign (target->lower) < 0)
             || (target->has_upper && rational_sign (target->upper) < 0);
  if (rational_sign (most) == 0)
    most = target->measure->factor;
  report->windowed = true;
  report->high = rational_mul (prover->pool, most, RATIONAL_INT (10));
  report->low = negative ? rational_neg (prover->pool, report->high) : RATIONAL_ZERO;
}

/* Arms */

/* True if F holds somewhere that is asked about; *RET_OPEN if that is not decided. */
static bool
holds_somewhere (const Prover *prover, const Curve *f, bool *ret_open)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  stretches_append (&prover->view, f, 0, stretches);
  for (guint i = 0; i < stretches->len; i++)
    {
      const Piece *piece = &g_array_index (stretches, Stretch, i).piece;
      if (piece->kind == PIECE_VALUE && rational_sign (piece->a) != 0)
        return true;
      *ret_open = *ret_open || piece->kind == PIECE_UNKNOWN;
    }
  return false;
}

static void
note_arm (Prover *prover, unsigned index, const Curve *taken)
{
  const Expr *condition = prover->indicator->rule.rule->arms[index].condition;
  ArmState *state = &prover->report->arms[index];
  bool open = condition && expr_uses_division_by_zero (condition);
  if (holds_somewhere (prover, taken, &open))
    *state = ARM_TAKEN;
  else if (open && *state == ARM_NEVER)
    *state = ARM_OPEN;
}

/* The score over ASKED, tagged with the arm. */
static const Curve *
apply_rule (Prover *prover, const Curve *asked)
{
  const Rule *rule = prover->indicator->rule.rule;
  PieceContext *pieces = &prover->pieces;
  const Curve *score = curve_blank (pieces, PIECE_OUTSIDE, WHY_NONE), *one = number (prover, RATIONAL_ONE);
  prover->frame.region = choose (prover, asked, one);
  for (unsigned i = 0; i < rule->n_arms; i++)
    {
      const Arm *arm = &rule->arms[i];
      const Curve *holds = arm->condition ? curve_expr (&prover->frame, arm->condition) : one;
      const Curve *taken = choose (prover, prover->frame.region, holds), *value, *left;
      note_arm (prover, i, taken);
      left = choose (prover, curve_not (pieces, taken), one);
      prover->frame.region = choose (prover, taken, one);
      value = arm->score ? curve_expr (&prover->frame, arm->score) : curve_blank (pieces, PIECE_NA, WHY_NONE);
      score = overlay (prover, score, curve_tag (pieces, choose (prover, taken, value), i));
      prover->frame.region = left;
    }
  return score;
}

/* Tagged 1 where the target is met. */
static const Curve *
in_bounds (Prover *prover, const Curve *given)
{
  PieceContext *pieces = &prover->pieces;
  const Curve *score = curve_tag (pieces, given, 0), *met = prover->frame.met;
  score = curve_combine (pieces, CURVE_MAX, score, number (prover, RATIONAL_ZERO));
  score = curve_combine (pieces, CURVE_MIN, score, number (prover, prover->indicator->weight));
  return overlay (prover, curve_tag (pieces, choose (prover, met, score), 1),
                  curve_tag (pieces, choose (prover, curve_not (pieces, met), score), 0));
}

/* Witnesses */

static Actual
actual_of (const Target *target, const LevelScore *level, Rational x)
{
  if (level)
    return (Actual){
      .kind = ACTUAL_LEVEL, .words = level->name, .level_met = level->met, .rate_low = x, .rate_high = x
    };
  if (!target->is_date)
    return (Actual){ .kind = ACTUAL_NUMBER, .number = x, .measure = target->measure };
  return (Actual){ .kind = ACTUAL_DATE, .first = (Day)x.num, .last = (Day)x.num };
}

static EvalStatus
evaluate (const Indicator *indicator, const Frame *frame, Witness *witness)
{
  for (unsigned i = 0; i < indicator->rule.rule->n_arms; i++)
    {
      const Arm *arm = &indicator->rule.rule->arms[i];
      Rational holds = RATIONAL_ONE;
      EvalStatus status
          = arm->condition ? expr_eval (arm->condition, frame, &holds, &witness->failed) : EVAL_OK;
      witness->arm = arm;
      if (status != EVAL_OK)
        return status;
      if (rational_sign (holds) == 0)
        continue;
      status = arm->score ? expr_eval (arm->score, frame, &witness->given, &witness->failed) : EVAL_NO_VALUE;
      if (status == EVAL_OK)
        witness->score = rational_min (rational_max (witness->given, RATIONAL_ZERO), indicator->weight);
      return status;
    }
  return EVAL_NO_VALUE;
}

EvalStatus
prove_evaluate (Model *model, const Scheme *scheme, const Indicator *indicator, const LevelScore *level,
                Rational x, Witness *ret_witness)
{
  Actual actual = actual_of (&indicator->target, level, x);
  RowResult row = { .indicator = indicator };
  Frame frame;
  *ret_witness = (Witness){
    .x = x, .level = level ? level->name : NULL, .given = RATIONAL_ZERO, .score = RATIONAL_ZERO
  };
  score_frame (model, scheme, indicator, &actual, &row, &frame);
  ret_witness->met = frame.met;
  return evaluate (indicator, &frame, ret_witness);
}

static const LevelScore *
level_of (const Prover *prover, unsigned group)
{
  const ProveReport *report = prover->report;
  return report->n_levels ? &report->levels[report->n_levels - 1 - group] : NULL;
}

static EvalStatus
set_witness (Prover *prover, unsigned group, Rational x, Witness *witness)
{
  return prove_evaluate (prover->model, prover->scheme, prover->indicator, level_of (prover, group), x,
                         witness);
}

/* Takes a claim as denied, or as open if the evaluator disagrees. */
static void
deny (Prover *prover, Claim *claim, bool confirmed)
{
  claim->state = confirmed ? CLAIM_DENIED : CLAIM_OPEN;
  prover->report->unconfirmed = prover->report->unconfirmed || !confirmed;
}

/* Claims */

static PieceWhy
find_unknown (const GArray *stretches)
{
  for (guint i = 0; i < stretches->len; i++)
    if (g_array_index (stretches, Stretch, i).piece.kind == PIECE_UNKNOWN)
      return g_array_index (stretches, Stretch, i).piece.why;
  return WHY_NONE;
}

bool
prove_is_better (RationalPool *pool, const Target *target, Rational x, Rational than)
{
  Rational bound = target->has_lower ? target->lower : target->has_upper ? target->upper : RATIONAL_ZERO;
  if ((rational_sign (x) < 0) != (rational_sign (than) < 0))
    return rational_sign (x) >= 0;
  return rational_cmp (rational_abs (pool, rational_sub (pool, x, bound)),
                       rational_abs (pool, rational_sub (pool, than, bound)))
         < 0;
}

static bool
is_better_witness (const Prover *prover, Rational x, Rational than)
{
  return prove_is_better (prover->pool, &prover->indicator->target, x, than);
}

/* No value of GIVEN (stretches) is beyond LIMIT. */
static void
claim_within (Prover *prover, const GArray *given, Rational limit, int sign, Claim *claim)
{
  unsigned group = 0;
  Rational best = RATIONAL_ZERO, x;
  for (guint i = 0; i < given->len; i++)
    {
      const Stretch *stretch = &g_array_index (given, Stretch, i);
      if (!stretch_beyond (&prover->view, stretch, limit, sign, &x)
          || (claim->n && !is_better_witness (prover, x, best)))
        continue;
      claim->n = 1;
      best = x;
      group = stretch->group;
    }
  claim->why = find_unknown (given);
  claim->state = claim->why ? CLAIM_OPEN : CLAIM_PROVED;
  if (claim->n)
    deny (prover, claim,
          set_witness (prover, group, best, &claim->witness[0]) == EVAL_OK
              && sign * rational_cmp (claim->witness[0].given, limit) > 0);
}

static void
claim_defined (Prover *prover, const GArray *given)
{
  Claim *claim = &prover->report->defined;
  unsigned group = 0;
  Rational best = RATIONAL_ZERO;
  PieceWhy fault = WHY_NONE;
  EvalStatus status;
  for (guint i = 0; i < given->len; i++)
    {
      const Stretch *stretch = &g_array_index (given, Stretch, i);
      Rational x = stretch_point (&prover->view, stretch);
      if (stretch->piece.kind != PIECE_FAULT || (claim->n && !is_better_witness (prover, x, best)))
        continue;
      claim->n = 1;
      best = x;
      group = stretch->group;
      fault = stretch->piece.why;
    }
  claim->why = claim->n ? fault : find_unknown (given);
  claim->state = claim->why ? CLAIM_OPEN : CLAIM_PROVED;
  if (!claim->n)
    return;
  status = set_witness (prover, group, best, &claim->witness[0]);
  deny (prover, claim, status == (fault == WHY_DIVISION ? EVAL_DIVISION_BY_ZERO : EVAL_NO_VALUE));
}

static void
deny_order (Prover *prover, const GArray *stretches, const Disorder *disorder, int sign, Claim *claim)
{
  bool confirmed = true;
  for (int i = 0; i < 2; i++)
    confirmed = set_witness (prover, g_array_index (stretches, Stretch, disorder->stretch[i]).group,
                             disorder->x[i], &claim->witness[i])
                    == EVAL_OK
                && confirmed;
  claim->n = 2;
  deny (prover, claim,
        confirmed && sign * rational_cmp (claim->witness[0].score, claim->witness[1].score) > 0);
}

static void
check_order (Prover *prover, const GArray *stretches, int sign)
{
  Claim *claims[2] = { &prover->report->ordered, &prover->report->ordered_met };
  Disorder disorder[2];
  bool found[2];
  find_disorder (&prover->view, stretches, sign, disorder, found);
  for (int i = 0; i < 2; i++)
    if (found[i] && !claims[i]->n)
      deny_order (prover, stretches, &disorder[i], sign, claims[i]);
}

static void
check_side (Prover *prover, const Curve *score, CurveOp relation, Rational bound, int sign)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  stretches_append (&prover->view, choose (prover, region (prover, relation, bound), score), 0, stretches);
  check_order (prover, stretches, sign);
}

/* SCORE is NULL for levels, whose stretches stand in order already. */
static void
claim_order (Prover *prover, const Curve *score)
{
  const Target *target = &prover->indicator->target;
  ProveReport *report = prover->report;
  PieceWhy why = find_unknown (prover->stretches);
  report->ordered.state = report->ordered_met.state = why ? CLAIM_OPEN : CLAIM_PROVED;
  report->ordered.why = report->ordered_met.why = why;
  if (!score || !target->has_lower || !target->has_upper)
    check_order (prover, prover->stretches, !score || target->has_lower ? 1 : -1);
  else
    {
      check_side (prover, score, CURVE_LE, target->lower, 1);
      check_side (prover, score, CURVE_GE, target->upper, -1);
    }
}

static bool
is_at (PieceLimit limit, Rational value)
{
  return !limit.infinite && rational_equal (limit.value, value);
}

static void
find_jumps (Prover *prover, const Curve *score)
{
  ProveReport *report = prover->report;
  for (unsigned i = 0; i < score->n; i++)
    {
      const Piece *before = &score->pieces[2 * i], *at = before + 1, *after = before + 2;
      Jump jump = { .x = score->at[i], .at = at->a };
      PieceEnd low, high;
      if (before->kind != PIECE_VALUE || at->kind != PIECE_VALUE || after->kind != PIECE_VALUE)
        continue;
      curve_ends (score, 2 * i, &low, &high);
      jump.before = piece_limit (prover->pool, before, low, high, true);
      curve_ends (score, 2 * i + 2, &low, &high);
      jump.after = piece_limit (prover->pool, after, low, high, false);
      if (!is_at (jump.before, jump.at) || !is_at (jump.after, jump.at))
        g_array_append_val (report->jumps, jump);
    }
  report->continuous.why = find_unknown (prover->stretches);
  report->continuous.state = report->jumps->len       ? CLAIM_DENIED
                             : report->continuous.why ? CLAIM_OPEN
                                                      : CLAIM_PROVED;
}

static void
claim_values (Prover *prover, const GArray *given)
{
  claim_within (prover, given, RATIONAL_ZERO, -1, &prover->report->not_below);
  claim_within (prover, given, prover->indicator->weight, 1, &prover->report->not_above);
  claim_defined (prover, given);
}

/* Numbers and dates */

/* Whole numbers of base units; what comes in dozens is looked at everywhere. */
static bool
comes_in_wholes (const Target *target)
{
  return target->measure->integer && rational_equal (target->measure->step, RATIONAL_ONE);
}

/* Counts are not below 0, if the target is not. */
static bool
is_counted (const Target *target)
{
  return comes_in_wholes (target) && !target->is_date
         && (!target->has_lower || rational_sign (target->lower) >= 0)
         && (!target->has_upper || rational_sign (target->upper) >= 0);
}

static const Curve *
claimed (Prover *prover, const Curve *f)
{
  return prover->report->counted ? choose (prover, region (prover, CURVE_GE, RATIONAL_ZERO), f) : f;
}

static bool
is_endless (const Curve *given)
{
  for (unsigned i = 0; i < 2 * given->n + 1; i++)
    if (given->pieces[i].kind == PIECE_UNKNOWN && given->pieces[i].why == WHY_ENDLESS)
      return true;
  return false;
}

static void
start (Prover *prover)
{
  const Indicator *indicator = prover->indicator;
  ProveReport *report = prover->report;
  report->made += prover->pieces.made;
  prover->pieces = piece_context (prover->arena, prover->pool, prover->view.whole);
  prover->frame = (CurveFrame){ .pieces = &prover->pieces, .params = indicator->rule.args };
  prover->frame.slots[SLOT_WEIGHT] = number (prover, indicator->weight);
  if (indicator->has_baseline)
    prover->frame.slots[SLOT_BASELINE] = number (prover, indicator->baseline);
  for (unsigned i = 0; i < indicator->rule.rule->n_arms; i++)
    report->arms[i] = ARM_NEVER;
}

static void
make_number (Prover *prover)
{
  ProveReport *report = prover->report;
  start (prover);
  set_slots (prover);
  report->given = apply_rule (prover, domain (prover));
  if (is_endless (report->given) && !report->windowed)
    {
      set_window (prover);
      start (prover);
      set_slots (prover);
      report->given = apply_rule (prover, domain (prover));
    }
  report->counted = is_counted (&prover->indicator->target);
  report->score = claimed (prover, in_bounds (prover, report->given));
}

static void
prove_number (Prover *prover)
{
  const ProveReport *report = prover->report;
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (Stretch));
  stretches_append (&prover->view, claimed (prover, report->given), 0, given);
  stretches_append (&prover->view, report->score, 0, prover->stretches);
  claim_values (prover, given);
  claim_order (prover, report->score);
  if (!prover->view.whole)
    find_jumps (prover, report->score);
}

/* Levels */

static const char *
rank_name (const Scale *scale, unsigned rank)
{
  for (unsigned i = 0; i < scale->n_levels; i++)
    if (scale->levels[i].rank == rank)
      return scale->levels[i].name->text;
  return "";
}

/* Best first: the ranks of the scale; before them the words themselves, if the target is words. */
static void
list_levels (Prover *prover)
{
  const Target *target = &prover->indicator->target;
  ProveReport *report = prover->report;
  const Scale *scale = target->level    ? target->level->scale
                       : prover->scheme ? model_judging_scale (prover->model, prover->scheme->framework)
                                        : NULL;
  unsigned last_met = target->level ? target->level->rank : 0;
  report->levels = arena_array (prover->arena, LevelScore, (scale ? scale->n_ranks : 0) + 2);
  if (!target->level)
    report->levels[report->n_levels++]
        = (LevelScore){ .name = target->words, .met = true, .low = RATIONAL_ONE, .high = RATIONAL_ONE };
  for (unsigned i = 0; scale && i < scale->n_ranks; i++)
    {
      const ScaleRank *rank = &scale->ranks[i];
      LevelScore level
          = { .name = rank_name (scale, i), .met = i <= last_met, .low = rank->low, .high = rank->high };
      level.low_open = rank->band && rank->low_open;
      level.high_open = rank->band && rank->high_open;
      if (level.met && !rank->band)
        level.low = level.high = RATIONAL_ONE;
      report->levels[report->n_levels++] = level;
    }
}

static void
make_levels (Prover *prover)
{
  ProveReport *report = prover->report;
  start (prover);
  list_levels (prover);
  for (unsigned i = report->n_levels; i-- > 0;)
    {
      LevelScore *level = &report->levels[i];
      const Curve *asked = curve_combine (
          &prover->pieces, CURVE_ALL, region (prover, level->low_open ? CURVE_GT : CURVE_GE, level->low),
          region (prover, level->high_open ? CURVE_LT : CURVE_LE, level->high));
      prover->frame.slots[SLOT_LEVEL_RATE] = curve_x (&prover->pieces);
      prover->frame.met = number (prover, RATIONAL_INT (level->met));
      level->given = apply_rule (prover, asked);
      level->score = in_bounds (prover, level->given);
    }
}

static void
prove_levels (Prover *prover)
{
  const ProveReport *report = prover->report;
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (Stretch));
  for (unsigned group = 0; group < report->n_levels; group++)
    {
      const LevelScore *level = &report->levels[report->n_levels - 1 - group];
      stretches_append (&prover->view, level->given, group, given);
      stretches_append (&prover->view, level->score, group, prover->stretches);
    }
  claim_values (prover, given);
  claim_order (prover, NULL);
}

static void
make_curves (Prover *prover)
{
  const Target *target = &prover->indicator->target;
  ProveReport *report = prover->report;
  bool level = target->direction == DIRECTION_LEVEL;
  *report = (ProveReport){ .scheme = prover->scheme,
                           .indicator = prover->indicator,
                           .whole = !level && (target->is_date || comes_in_wholes (target)) };
  report->arms = arena_array (prover->arena, ArmState, prover->indicator->rule.rule->n_arms + 1);
  report->jumps = g_array_new (FALSE, FALSE, sizeof (Jump));
  report->low = RATIONAL_INT (date_to_day (1, 1, 1));
  report->high = RATIONAL_INT (date_to_day (9999, 12, 31));
  prover->pool = prover->model->session->numbers;
  prover->view = (View){ prover->pool, report->whole,
                         target->is_date || level ? RATIONAL_ONE : target->measure->factor };
  if (level)
    make_levels (prover);
  else
    make_number (prover);
}

void
prove_curves (Model *model, const Scheme *scheme, const Indicator *indicator, Arena *arena,
              ProveReport *ret_report)
{
  Prover prover
      = { .model = model, .scheme = scheme, .indicator = indicator, .arena = arena, .report = ret_report };
  make_curves (&prover);
  ret_report->made += prover.pieces.made;
}

void
prove_rule_use (Model *model, const Scheme *scheme, const Indicator *indicator, Arena *arena,
                ProveReport *ret_report)
{
  Prover prover
      = { .model = model, .scheme = scheme, .indicator = indicator, .arena = arena, .report = ret_report };
  make_curves (&prover);
  prover.stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  if (indicator->target.direction == DIRECTION_LEVEL)
    prove_levels (&prover);
  else
    prove_number (&prover);
  g_array_unref (prover.stretches);
  ret_report->made += prover.pieces.made;
}

void
prove_report_clear (ProveReport *report)
{
  g_clear_pointer (&report->jumps, g_array_unref);
}
