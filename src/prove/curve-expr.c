/* Abstract evaluation of resolved expressions: the same tree that expr_eval walks for one frame, for all
   values of x.  What depends on x is cut to the region first, so that steps are not counted where no arm
   looks. */
#include "prove/curve-expr.h"
#include "sema/expr-private.h"

static const Curve *
cut (const CurveFrame *frame, const Curve *f)
{
  return f->n || rational_sign (f->pieces[0].b)
             ? curve_combine (frame->pieces, CURVE_CHOOSE, frame->region, f)
             : f;
}

static const Curve *
slot_curve (const CurveFrame *frame, Slot slot)
{
  if (slot == SLOT_CLAIMED)
    return curve_blank (frame->pieces, PIECE_UNKNOWN, WHY_GIVEN);
  if (!frame->slots[slot])
    return curve_blank (frame->pieces, PIECE_FAULT, WHY_NO_VALUE);
  return cut (frame, frame->slots[slot]);
}

static const Curve *
chain (const CurveFrame *frame, const Expr *expr, Rational start, CurveOp plain, CurveOp inverse)
{
  const Curve *result = NULL;
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      const Curve *operand = curve_expr (frame, expr->children[i].expr);
      if (!result && !expr->children[i].inverse)
        result = operand;
      else
        result = curve_combine (frame->pieces, expr->children[i].inverse ? inverse : plain,
                                result ? result : curve_constant (frame->pieces, start), operand);
    }
  return result;
}

static const Curve *
logic (const CurveFrame *frame, const Expr *expr)
{
  const Curve *result = curve_expr (frame, expr->children[0].expr);
  for (unsigned i = 1; i < expr->n_children; i++)
    result = curve_combine (frame->pieces, expr->kind == EXPR_ALL ? CURVE_ALL : CURVE_ANY, result,
                            curve_expr (frame, expr->children[i].expr));
  return result;
}

/* round (x, n): n is known when the definition is read, or it is not decided. */
static const Curve *
round_to (const CurveFrame *frame, const Expr *expr, const Curve *f)
{
  const Curve *places = expr->n_children > 1 ? curve_expr (frame, expr->children[1].expr) : NULL;
  Rational n = places ? places->pieces[0].a : RATIONAL_ZERO;
  if (places
      && (places->n || places->pieces[0].kind != PIECE_VALUE || rational_sign (places->pieces[0].b)
          || rational_sign (places->pieces[0].d)))
    return curve_blank (frame->pieces, PIECE_UNKNOWN, WHY_FORM);
  if (!rational_is_integer (n) || rational_sign (n) < 0 || rational_cmp (n, RATIONAL_INT (18)) > 0)
    n = RATIONAL_INT (18);
  return curve_step (frame->pieces, STEP_ROUND, (unsigned)n.num, f);
}

/* The value of F at every x, if it has one. */
static bool
is_constant (const Curve *f, Rational *ret_value)
{
  const Piece *piece = &f->pieces[0];
  *ret_value = piece->a;
  return f->n == 0 && piece->kind == PIECE_VALUE && rational_sign (piece->b) == 0
         && rational_sign (piece->d) == 0;
}

/* Working days follow no formula: what is known of them when the definition is read is decided, and nothing
 * else. */
static const Curve *
days (const CurveFrame *frame, const Expr *expr)
{
  Rational arguments[2], value;
  for (unsigned i = 0; i < 2; i++)
    {
      const Curve *operand = curve_expr (frame, expr->children[i].expr);
      if (!is_constant (operand, &arguments[i]))
        return curve_blank (frame->pieces, PIECE_UNKNOWN, WHY_DAYS);
    }
  if (expr_days_eval (expr, frame->pieces->pool, arguments, &value) != EVAL_OK)
    return curve_blank (frame->pieces, PIECE_UNKNOWN, WHY_DAYS);
  return curve_constant (frame->pieces, value);
}

static const Curve *
call (const CurveFrame *frame, const Expr *expr)
{
  PieceContext *pieces = frame->pieces;
  BuiltIn built_in = (BuiltIn)expr->index;
  const Curve *result;
  if (built_in == BUILT_IN_WORKING_DAYS || built_in == BUILT_IN_WORKING_DAY)
    return days (frame, expr);
  if (expr->words) /* of checks only */
    return curve_blank (pieces, PIECE_UNKNOWN, WHY_FORM);
  result = curve_expr (frame, expr->children[0].expr);
  switch (built_in)
    {
    case BUILT_IN_ABS:
      return curve_abs (pieces, result);
    case BUILT_IN_CEIL:
      return curve_step (pieces, STEP_CEIL, 0, result);
    case BUILT_IN_FLOOR:
      return curve_step (pieces, STEP_FLOOR, 0, result);
    case BUILT_IN_ROUND:
      return round_to (frame, expr, result);
    case BUILT_IN_CLAMP:
      result = curve_combine (pieces, CURVE_MAX, result, curve_expr (frame, expr->children[1].expr));
      return curve_combine (pieces, CURVE_MIN, result, curve_expr (frame, expr->children[2].expr));
    case BUILT_IN_MIN:
    case BUILT_IN_MAX:
    case BUILT_IN_WORKING_DAYS:
    case BUILT_IN_WORKING_DAY:
    case BUILT_IN_HAS_WORD:
    case BUILT_IN_IS_WORD:
      break;
    }
  for (unsigned i = 1; i < expr->n_children; i++)
    result = curve_combine (pieces, built_in == BUILT_IN_MIN ? CURVE_MIN : CURVE_MAX, result,
                            curve_expr (frame, expr->children[i].expr));
  return result;
}

static const Curve *
compare (const CurveFrame *frame, const Expr *expr)
{
  static const CurveOp OPS[]
      = { [RELATION_GE] = CURVE_GE, [RELATION_GT] = CURVE_GT, [RELATION_LE] = CURVE_LE,
          [RELATION_LT] = CURVE_LT, [RELATION_EQ] = CURVE_EQ, [RELATION_NE] = CURVE_NE };
  return curve_combine (frame->pieces, OPS[expr->index], curve_expr (frame, expr->children[0].expr),
                        curve_expr (frame, expr->children[1].expr));
}

const Curve *
curve_expr (const CurveFrame *frame, const Expr *expr)
{
  PieceContext *pieces = frame->pieces;
  switch (expr->kind)
    {
    case EXPR_CONSTANT:
      return curve_constant (pieces, expr->value);
    case EXPR_SLOT:
      return slot_curve (frame, (Slot)expr->index);
    case EXPR_PARAM:
      return curve_constant (pieces, frame->params[expr->index]);
    case EXPR_FACT:
      return curve_blank (pieces, PIECE_UNKNOWN, WHY_GIVEN);
    case EXPR_MET:
      return cut (frame, frame->met);
    case EXPR_UNMET:
      return curve_not (pieces, cut (frame, frame->met));
    case EXPR_DIVISION_BY_ZERO:
      return curve_constant (pieces, RATIONAL_ZERO);
    case EXPR_NEGATIVE:
      return curve_negative (pieces, chain (frame, expr, RATIONAL_ZERO, CURVE_ADD, CURVE_SUBTRACT));
    case EXPR_SUM:
      return chain (frame, expr, RATIONAL_ZERO, CURVE_ADD, CURVE_SUBTRACT);
    case EXPR_PRODUCT:
      return chain (frame, expr, RATIONAL_ONE, CURVE_MULTIPLY, CURVE_DIVIDE);
    case EXPR_COMPARE:
      return compare (frame, expr);
    case EXPR_ALL:
    case EXPR_ANY:
      return logic (frame, expr);
    case EXPR_NOT:
      return curve_not (pieces, curve_expr (frame, expr->children[0].expr));
    case EXPR_CALL:
      return call (frame, expr);
    }
  g_assert_not_reached ();
}
