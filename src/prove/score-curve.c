/* From a rule and a target to a curve: what its expressions may ask for is made as curves first, then the
   arms are taken in order, each on what the arms before it have left.  Steps without end are looked at in a
   window. */
#include "prove/score-curve.h"
#include "prove/curve-expr.h"

typedef struct
{
  Model *model;
  const Indicator *indicator;
  Arena *arena;
  RationalPool *pool;
  PieceContext *pieces; /* of `curves` */
  CurveFrame frame;
  ScoreCurves *curves;
} Maker;

/* Target */

static const Curve *
number (Maker *maker, Rational value)
{
  return curve_constant (maker->pieces, value);
}

static const Curve *
region (Maker *maker, CurveOp relation, Rational bound)
{
  return curve_region (maker->pieces, relation, bound);
}

static const Curve *
choose (Maker *maker, const Curve *where, const Curve *f)
{
  return curve_combine (maker->pieces, CURVE_CHOOSE, where, f);
}

static const Curve *
overlay (Maker *maker, const Curve *f, const Curve *g)
{
  return curve_combine (maker->pieces, CURVE_OVERLAY, f, g);
}

static const Curve *
met_curve (Maker *maker)
{
  const Target *target = &maker->indicator->target;
  const Curve *met = number (maker, RATIONAL_ONE);
  if (target->has_lower)
    met = region (maker, target->lower_open ? CURVE_GT : CURVE_GE, target->lower);
  if (target->has_upper)
    met = curve_combine (maker->pieces, CURVE_ALL, met,
                         region (maker, target->upper_open ? CURVE_LT : CURVE_LE, target->upper));
  return met;
}

static const Curve *
bound_curve (Maker *maker)
{
  const Target *target = &maker->indicator->target;
  Rational middle;
  if (!target->has_lower || !target->has_upper)
    return number (maker, target->has_lower ? target->lower : target->upper);
  middle = rational_div (maker->pool, rational_add (maker->pool, target->lower, target->upper),
                         RATIONAL_INT (2));
  return overlay (maker, choose (maker, region (maker, CURVE_LE, middle), number (maker, target->lower)),
                  number (maker, target->upper));
}

static const Curve *
gap_curve (Maker *maker)
{
  const Target *target = &maker->indicator->target;
  const Curve *x = curve_x (maker->pieces), *gap = number (maker, RATIONAL_ZERO);
  if (target->has_lower)
    gap = curve_combine (maker->pieces, CURVE_MAX, gap,
                         curve_combine (maker->pieces, CURVE_SUBTRACT, number (maker, target->lower), x));
  if (target->has_upper)
    gap = curve_combine (maker->pieces, CURVE_MAX, gap,
                         curve_combine (maker->pieces, CURVE_SUBTRACT, x, number (maker, target->upper)));
  return gap;
}

/* 完成率 and 偏离度, which a bound of 0 has not. */
static void
set_shares (Maker *maker, const Curve *bound)
{
  PieceContext *pieces = maker->pieces;
  const Curve *x = curve_x (pieces), *zero = number (maker, RATIONAL_ZERO);
  const Curve *there = curve_combine (pieces, CURVE_NE, bound, zero);
  const Curve *gone
      = choose (maker, curve_not (pieces, there), curve_blank (pieces, PIECE_FAULT, WHY_NO_VALUE));
  const Curve *ratio = curve_combine (pieces, CURVE_DIVIDE, x, bound);
  const Curve *deviation = curve_combine (
      pieces, CURVE_DIVIDE, curve_combine (pieces, CURVE_SUBTRACT, x, bound), curve_abs (pieces, bound));
  maker->frame.slots[SLOT_RATIO] = overlay (maker, gone, ratio);
  maker->frame.slots[SLOT_DEVIATION] = overlay (maker, gone, deviation);
}

static void
set_slots (Maker *maker)
{
  static const Slot DATES[] = { SLOT_ACTUAL, SLOT_BOUND, SLOT_GAP, SLOT_LOWER, SLOT_UPPER };
  const Target *target = &maker->indicator->target;
  const Curve **slots = maker->frame.slots;
  maker->frame.met = met_curve (maker);
  slots[SLOT_ACTUAL] = curve_x (maker->pieces);
  slots[SLOT_BOUND] = bound_curve (maker);
  slots[SLOT_GAP] = gap_curve (maker);
  slots[SLOT_LOWER] = target->has_lower ? number (maker, target->lower) : NULL;
  slots[SLOT_UPPER] = target->has_upper ? number (maker, target->upper) : NULL;
  if (!target->is_date)
    set_shares (maker, slots[SLOT_BOUND]);
  else
    for (size_t i = 0; i < G_N_ELEMENTS (DATES); i++)
      if (slots[DATES[i]])
        slots[DATES[i]] = curve_combine (maker->pieces, CURVE_MULTIPLY, slots[DATES[i]],
                                         number (maker, maker->model->day_factor));
}

/* Which x are asked about: all, days of the calendar, or the window. */
static const Curve *
domain (Maker *maker)
{
  ScoreCurves *curves = maker->curves;
  if (!curves->windowed && !maker->indicator->target.is_date)
    return number (maker, RATIONAL_ONE);
  return curve_combine (maker->pieces, CURVE_ALL, region (maker, CURVE_GE, curves->low),
                        region (maker, CURVE_LE, curves->high));
}

static void
set_window (Maker *maker)
{
  const Target *target = &maker->indicator->target;
  ScoreCurves *curves = maker->curves;
  Rational most = RATIONAL_ZERO;
  bool negative;
  if (target->has_lower)
    most = rational_abs (maker->pool, target->lower);
  if (target->has_upper)
    most = rational_max (most, rational_abs (maker->pool, target->upper));
  negative = (target->has_lower && rational_sign (target->lower) < 0)
             || (target->has_upper && rational_sign (target->upper) < 0);
  if (rational_sign (most) == 0)
    most = target->measure->factor;
  curves->windowed = true;
  curves->high = rational_mul (maker->pool, most, RATIONAL_INT (10));
  curves->low = negative ? rational_neg (maker->pool, curves->high) : RATIONAL_ZERO;
}

/* Arms */

/* True if F holds somewhere that is asked about; *RET_OPEN if that is not decided. */
static bool
holds_somewhere (const Maker *maker, const Curve *f, bool *ret_open)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  stretches_append (&maker->curves->view, f, 0, stretches);
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
note_arm (Maker *maker, unsigned index, const Curve *taken)
{
  const Expr *condition = maker->indicator->rule.rule->arms[index].condition;
  ArmState *state = &maker->curves->arms[index];
  bool open = condition && expr_uses_division_by_zero (condition);
  if (holds_somewhere (maker, taken, &open))
    *state = ARM_TAKEN;
  else if (open && *state == ARM_NEVER)
    *state = ARM_OPEN;
}

/* The score over ASKED, tagged with the arm. */
static const Curve *
apply_rule (Maker *maker, const Curve *asked)
{
  const Rule *rule = maker->indicator->rule.rule;
  PieceContext *pieces = maker->pieces;
  const Curve *score = curve_blank (pieces, PIECE_OUTSIDE, WHY_NONE), *one = number (maker, RATIONAL_ONE);
  maker->frame.region = choose (maker, asked, one);
  for (unsigned i = 0; i < rule->n_arms; i++)
    {
      const Arm *arm = &rule->arms[i];
      const Curve *holds = arm->condition ? curve_expr (&maker->frame, arm->condition) : one;
      const Curve *taken = choose (maker, maker->frame.region, holds), *value, *left;
      note_arm (maker, i, taken);
      left = choose (maker, curve_not (pieces, taken), one);
      maker->frame.region = choose (maker, taken, one);
      value = arm->score ? curve_expr (&maker->frame, arm->score) : curve_blank (pieces, PIECE_NA, WHY_NONE);
      score = overlay (maker, score, curve_tag (pieces, choose (maker, taken, value), i));
      maker->frame.region = left;
    }
  return score;
}

/* Tagged 1 where the target is met. */
static const Curve *
in_bounds (Maker *maker, const Curve *given)
{
  PieceContext *pieces = maker->pieces;
  const Curve *score = curve_tag (pieces, given, 0), *met = maker->frame.met;
  score = curve_combine (pieces, CURVE_MAX, score, number (maker, RATIONAL_ZERO));
  score = curve_combine (pieces, CURVE_MIN, score, number (maker, maker->indicator->weight));
  return overlay (maker, curve_tag (pieces, choose (maker, met, score), 1),
                  curve_tag (pieces, choose (maker, curve_not (pieces, met), score), 0));
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

const Curve *
prove_claimed (ScoreCurves *curves, const Curve *f)
{
  PieceContext *pieces = &curves->pieces;
  return curves->counted
             ? curve_combine (pieces, CURVE_CHOOSE, curve_region (pieces, CURVE_GE, RATIONAL_ZERO), f)
             : f;
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
start (Maker *maker)
{
  const Indicator *indicator = maker->indicator;
  ScoreCurves *curves = maker->curves;
  curves->made_before += curves->pieces.made;
  curves->pieces = piece_context (maker->arena, maker->pool, maker->curves->view.whole);
  maker->frame = (CurveFrame){ .pieces = maker->pieces, .params = indicator->rule.args };
  maker->frame.slots[SLOT_WEIGHT] = number (maker, indicator->weight);
  if (indicator->has_baseline)
    maker->frame.slots[SLOT_BASELINE] = number (maker, indicator->baseline);
  for (unsigned i = 0; i < indicator->rule.rule->n_arms; i++)
    curves->arms[i] = ARM_NEVER;
}

static void
make_number (Maker *maker)
{
  ScoreCurves *curves = maker->curves;
  start (maker);
  set_slots (maker);
  curves->given = apply_rule (maker, domain (maker));
  if (is_endless (curves->given) && !curves->windowed)
    {
      set_window (maker);
      start (maker);
      set_slots (maker);
      curves->given = apply_rule (maker, domain (maker));
    }
  curves->counted = is_counted (&maker->indicator->target);
  curves->evaluated = in_bounds (maker, curves->given);
  curves->score = prove_claimed (curves, curves->evaluated);
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
list_levels (Maker *maker)
{
  const Target *target = &maker->indicator->target;
  ScoreCurves *curves = maker->curves;
  const Scale *scale = target->level    ? target->level->scale
                       : curves->scheme ? model_judging_scale (maker->model, curves->scheme->framework)
                                        : NULL;
  unsigned last_met = target->level ? target->level->rank : 0;
  curves->levels = arena_array (maker->arena, LevelScore, (scale ? scale->n_ranks : 0) + 2);
  if (!target->level)
    curves->levels[curves->n_levels++]
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
      curves->levels[curves->n_levels++] = level;
    }
}

static void
make_levels (Maker *maker)
{
  ScoreCurves *curves = maker->curves;
  start (maker);
  list_levels (maker);
  for (unsigned i = curves->n_levels; i-- > 0;)
    {
      LevelScore *level = &curves->levels[i];
      const Curve *asked = curve_combine (
          maker->pieces, CURVE_ALL, region (maker, level->low_open ? CURVE_GT : CURVE_GE, level->low),
          region (maker, level->high_open ? CURVE_LT : CURVE_LE, level->high));
      maker->frame.slots[SLOT_LEVEL_RATE] = curve_x (maker->pieces);
      maker->frame.met = number (maker, RATIONAL_INT (level->met));
      level->given = apply_rule (maker, asked);
      level->score = in_bounds (maker, level->given);
    }
}

void
prove_curves (Model *model, const Scheme *scheme, const Indicator *indicator, Arena *arena,
              ScoreCurves *ret_curves)
{
  RationalPool *pool = model->session->numbers;
  const Target *target = &indicator->target;
  Maker maker
      = { .model = model, .indicator = indicator, .arena = arena, .pool = pool, .curves = ret_curves };
  bool level = target->direction == DIRECTION_LEVEL,
       whole = !level && (target->is_date || comes_in_wholes (target));
  *ret_curves = (ScoreCurves){ .scheme = scheme,
                               .indicator = indicator,
                               .whole = whole,
                               .low = RATIONAL_INT (date_to_day (1, 1, 1)),
                               .high = RATIONAL_INT (date_to_day (9999, 12, 31)) };
  ret_curves->view = (View){ pool, whole, target->is_date || level ? RATIONAL_ONE : target->measure->factor };
  ret_curves->arms = arena_array (arena, ArmState, indicator->rule.rule->n_arms + 1);
  maker.pieces = &ret_curves->pieces;
  if (level)
    make_levels (&maker);
  else
    make_number (&maker);
}
