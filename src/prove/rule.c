/* Claims are read off the stretches of a curve.  No denial leaves this file before the evaluator has given
   the same value. */
#include "prove/rule.h"

typedef struct
{
  Model *model;
  const Indicator *indicator;
  RationalPool *pool;
  ScoreCurves *curves; /* of the report */
  GArray *stretches; /* of the score in 0..weight, tagged 1 where the target is met; groups are levels, worst
                        first */
  ProveReport *report;
} Prover;

/* Witnesses */

static const LevelScore *
level_of (const Prover *prover, unsigned group)
{
  const ScoreCurves *curves = prover->curves;
  return curves->n_levels ? &curves->levels[curves->n_levels - 1 - group] : NULL;
}

static EvalStatus
set_witness (Prover *prover, unsigned group, Rational x, Witness *witness)
{
  return prove_evaluate (prover->model, prover->curves->scheme, prover->indicator, level_of (prover, group),
                         x, witness);
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
      if (!stretch_beyond (&prover->curves->view, stretch, limit, sign, &x)
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
      Rational x = stretch_point (&prover->curves->view, stretch);
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
  find_disorder (&prover->curves->view, stretches, sign, disorder, found);
  for (int i = 0; i < 2; i++)
    if (found[i] && !claims[i]->n)
      deny_order (prover, stretches, &disorder[i], sign, claims[i]);
}

static void
check_side (Prover *prover, const Curve *score, CurveOp relation, Rational bound, int sign)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  PieceContext *pieces = &prover->curves->pieces;
  stretches_append (&prover->curves->view,
                    curve_combine (pieces, CURVE_CHOOSE, curve_region (pieces, relation, bound), score), 0,
                    stretches);
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

/* The value among the stretches, met ones or missed ones, that reaches LIMIT and shows it best. */
static bool
find_reaching (Prover *prover, bool met, Rational limit, int sign, bool beyond, Rational *ret_x)
{
  bool found = false;
  Rational x;
  for (guint i = 0; i < prover->stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (prover->stretches, Stretch, i);
      const View *view = &prover->curves->view;
      if ((stretch->piece.tag == 1) != met
          || !(beyond ? stretch_beyond (view, stretch, limit, sign, &x)
                      : stretch_reaches (view, stretch, limit, sign, &x))
          || (found && !is_better_witness (prover, x, *ret_x)))
        continue;
      *ret_x = x;
      found = true;
    }
  return found;
}

/* A rule may take points for going far beyond the target, so that some missed values earn more than some met
   ones; where missed values have full marks and met ones do not, it is the wrong way round. */
static void
deny_full_marks (Prover *prover, Rational missed)
{
  const Target *target = &prover->indicator->target;
  Rational weight = prover->indicator->weight, met;
  Claim *claim = &prover->report->ordered;
  bool confirmed;
  if ((target->has_lower && target->has_upper) || claim->n
      || !find_reaching (prover, true, weight, -1, true, &met))
    return;
  claim->n = 2;
  confirmed = set_witness (prover, 0, rational_min (missed, met), &claim->witness[0]) == EVAL_OK
              && set_witness (prover, 0, rational_max (missed, met), &claim->witness[1]) == EVAL_OK;
  deny (prover, claim,
        confirmed && claim->witness[0].met != claim->witness[1].met
            && !rational_equal (claim->witness[0].score, claim->witness[1].score));
}

static void
claim_missed_short (Prover *prover)
{
  Claim *claim = &prover->report->missed_short;
  Rational weight = prover->indicator->weight, x;
  claim->why = find_unknown (prover->stretches);
  claim->state = claim->why ? CLAIM_OPEN : CLAIM_PROVED;
  if (!find_reaching (prover, false, weight, 1, false, &x))
    return;
  claim->n = 1;
  deny (prover, claim,
        set_witness (prover, 0, x, &claim->witness[0]) == EVAL_OK && !claim->witness[0].met
            && rational_equal (claim->witness[0].score, weight));
  deny_full_marks (prover, x);
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

/* Numbers, dates and levels */

static void
prove_number (Prover *prover)
{
  ScoreCurves *curves = prover->curves;
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (Stretch));
  stretches_append (&prover->curves->view, prove_claimed (curves, curves->given), 0, given);
  stretches_append (&prover->curves->view, curves->score, 0, prover->stretches);
  claim_values (prover, given);
  claim_order (prover, curves->score);
  claim_missed_short (prover);
  if (!curves->whole)
    find_jumps (prover, curves->score);
}

static void
prove_levels (Prover *prover)
{
  ScoreCurves *curves = prover->curves;
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (Stretch));
  for (unsigned group = 0; group < curves->n_levels; group++)
    {
      const LevelScore *level = &curves->levels[curves->n_levels - 1 - group];
      stretches_append (&prover->curves->view, level->given, group, given);
      stretches_append (&prover->curves->view, level->score, group, prover->stretches);
    }
  claim_values (prover, given);
  claim_order (prover, NULL);
}

void
prove_rule_use (Model *model, const Scheme *scheme, const Indicator *indicator, Arena *arena,
                ProveReport *ret_report)
{
  ScoreCurves *curves = &ret_report->curves;
  Prover prover = { .model = model,
                    .indicator = indicator,
                    .pool = model->session->numbers,
                    .curves = curves,
                    .report = ret_report };
  *ret_report = (ProveReport){ .jumps = g_array_new (FALSE, FALSE, sizeof (Jump)) };
  prove_curves (model, scheme, indicator, arena, curves);
  prover.stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  if (indicator->target.direction == DIRECTION_LEVEL)
    prove_levels (&prover);
  else
    prove_number (&prover);
  g_array_unref (prover.stretches);
  ret_report->made = curves->made_before + curves->pieces.made;
}

void
prove_report_clear (ProveReport *report)
{
  g_clear_pointer (&report->jumps, g_array_unref);
}
