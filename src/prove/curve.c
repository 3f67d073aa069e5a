/* Operations on curves.  One of two operands walks the break points of both together and adds those that it
   makes itself: zeros of a divisor, crossings.  What expressions, rules and targets are is not known here. */
#include "prove/curve.h"

#include "base/limits.h"
#include "prove/crossing.h"
#include "prove/curve-builder.h"

PieceContext
piece_context (Arena *arena, RationalPool *pool, bool whole)
{
  return (PieceContext){ arena, pool, whole, 0 };
}

const Curve *
curve_constant (PieceContext *context, Rational value)
{
  return curve_single (context, piece_constant (value));
}

const Curve *
curve_x (PieceContext *context)
{
  Piece x = piece_constant (RATIONAL_ZERO);
  x.b = RATIONAL_ONE;
  return curve_single (context, x);
}

const Curve *
curve_blank (PieceContext *context, PieceKind kind, PieceWhy why)
{
  return curve_single (context, piece_blank (kind, why));
}

/* Two operands */

static bool
relation_holds (CurveOp op, int order)
{
  switch (op)
    {
    case CURVE_GE:
      return order >= 0;
    case CURVE_GT:
      return order > 0;
    case CURVE_LE:
      return order <= 0;
    case CURVE_LT:
      return order < 0;
    case CURVE_EQ:
      return order == 0;
    default:
      return order != 0;
    }
}

/* Of two values that do not cross on the interval around X, or at the point X. */
static Piece
combine_values (RationalPool *pool, CurveOp op, const Piece *f, const Piece *g, Rational x)
{
  Piece negative;
  int order = 0;
  if (op >= CURVE_MIN && op <= CURVE_NE)
    order = rational_cmp (piece_value (pool, f, x), piece_value (pool, g, x));
  switch (op)
    {
    case CURVE_ADD:
      return piece_add (pool, f, g);
    case CURVE_SUBTRACT:
      negative = piece_negative (pool, g);
      return piece_add (pool, f, &negative);
    case CURVE_MULTIPLY:
      return piece_multiply (pool, *f, *g);
    case CURVE_DIVIDE:
      return piece_divide (pool, f, g);
    case CURVE_MIN:
      return order <= 0 ? *f : *g;
    case CURVE_MAX:
      return order >= 0 ? *f : *g;
    default:
      return piece_constant (RATIONAL_INT (relation_holds (op, order)));
    }
}

/* The operations that look at the first operand before the second. */
static Piece
combine_choices (CurveOp op, const Piece *f, const Piece *g)
{
  if (op == CURVE_OVERLAY)
    return f->kind == PIECE_OUTSIDE ? *g : *f;
  if (f->kind != PIECE_VALUE)
    return *f;
  bool holds = rational_sign (f->a) != 0;
  if (op == CURVE_CHOOSE)
    return holds ? *g : piece_blank (PIECE_OUTSIDE, WHY_NONE);
  return holds == (op == CURVE_ALL) ? *g : *f;
}

/* What is outside, faulty or unknown stays so, in this order. */
static Piece
worse_of (const Piece *f, const Piece *g)
{
  static const int RANK[]
      = { [PIECE_OUTSIDE] = 4, [PIECE_FAULT] = 3, [PIECE_UNKNOWN] = 2, [PIECE_NA] = 1, [PIECE_VALUE] = 0 };
  return RANK[f->kind] >= RANK[g->kind] ? *f : *g;
}

/* PIECE, or unknown where an evaluation would not get so far. */
static Piece
within_limit (Piece piece)
{
  bool longer = piece.kind == PIECE_VALUE
                && (rational_is_longer (piece.a, LIMIT_COMPUTED_DIGITS)
                    || rational_is_longer (piece.b, LIMIT_COMPUTED_DIGITS)
                    || rational_is_longer (piece.c, LIMIT_COMPUTED_DIGITS)
                    || rational_is_longer (piece.d, LIMIT_COMPUTED_DIGITS));
  return longer ? piece_blank (PIECE_UNKNOWN, WHY_FORM) : piece;
}

static Piece
combine (RationalPool *pool, CurveOp op, const Piece *f, const Piece *g, Rational x)
{
  if (op >= CURVE_ALL)
    return combine_choices (op, f, g);
  return f->kind != PIECE_VALUE || g->kind != PIECE_VALUE ? worse_of (f, g)
                                                          : within_limit (combine_values (pool, op, f, g, x));
}

static Crossings
find_splits (RationalPool *pool, CurveOp op, const Piece *f, const Piece *g, PieceEnd low, PieceEnd high)
{
  const Piece zero = piece_constant (RATIONAL_ZERO);
  if (f->kind != PIECE_VALUE || g->kind != PIECE_VALUE)
    return (Crossings){ .n = 0 };
  if (op == CURVE_DIVIDE)
    return crossings_find (pool, g, &zero, low, high);
  if (op >= CURVE_MIN && op <= CURVE_NE)
    return crossings_find (pool, f, g, low, high);
  return (Crossings){ .n = 0 };
}

static void
combine_interval (CurveBuilder *builder, CurveOp op, const Piece *f, const Piece *g, PieceEnd low,
                  PieceEnd high)
{
  RationalPool *pool = builder->context->pool;
  Crossings splits = find_splits (pool, op, f, g, low, high);
  if (splits.unknown)
    {
      curve_builder_interval (builder, piece_blank (PIECE_UNKNOWN, WHY_FORM));
      return;
    }
  for (unsigned i = 0; i <= splits.n; i++)
    {
      PieceEnd end = i < splits.n ? (PieceEnd){ true, splits.roots[i] } : high;
      curve_builder_interval (builder, combine (pool, op, f, g, piece_between (pool, low, end)));
      if (i == splits.n)
        break;
      Piece f_there = piece_at (pool, f, end.x), g_there = piece_at (pool, g, end.x);
      curve_builder_point (builder, end.x, combine (pool, op, &f_there, &g_there, end.x));
      low = end;
    }
}

/* The next break point at or after both positions; false: none is left. */
static bool
next_break (const Curve *f, unsigned i, const Curve *g, unsigned j, Rational *ret_x)
{
  if (i < f->n && j < g->n)
    *ret_x = rational_min (f->at[i], g->at[j]);
  else if (i < f->n || j < g->n)
    *ret_x = i < f->n ? f->at[i] : g->at[j];
  else
    return false;
  return true;
}

static bool
breaks_at (const Curve *f, unsigned i, Rational x)
{
  return i < f->n && rational_equal (f->at[i], x);
}

const Curve *
curve_combine (PieceContext *context, CurveOp op, const Curve *f, const Curve *g)
{
  CurveBuilder builder = curve_builder (context);
  PieceEnd low = { false, RATIONAL_ZERO }, high = { false, RATIONAL_ZERO };
  unsigned i = 0, j = 0;
  while (!builder.full)
    {
      high.has = next_break (f, i, g, j, &high.x);
      combine_interval (&builder, op, &f->pieces[2 * i], &g->pieces[2 * j], low, high);
      if (!high.has)
        break;
      bool at_f = breaks_at (f, i, high.x), at_g = breaks_at (g, j, high.x);
      Piece f_there = at_f ? f->pieces[2 * i + 1] : piece_at (context->pool, &f->pieces[2 * i], high.x);
      Piece g_there = at_g ? g->pieces[2 * j + 1] : piece_at (context->pool, &g->pieces[2 * j], high.x);
      curve_builder_point (&builder, high.x, combine (context->pool, op, &f_there, &g_there, high.x));
      i += at_f;
      j += at_g;
      low = high;
    }
  return curve_builder_finish (&builder);
}

const Curve *
curve_region (PieceContext *context, CurveOp relation, Rational bound)
{
  return curve_combine (context, relation, curve_x (context), curve_constant (context, bound));
}

const Curve *
curve_negative (PieceContext *context, const Curve *f)
{
  return curve_combine (context, CURVE_SUBTRACT, curve_constant (context, RATIONAL_ZERO), f);
}

const Curve *
curve_not (PieceContext *context, const Curve *f)
{
  return curve_combine (context, CURVE_SUBTRACT, curve_constant (context, RATIONAL_ONE), f);
}

const Curve *
curve_abs (PieceContext *context, const Curve *f)
{
  return curve_combine (context, CURVE_MAX, f, curve_negative (context, f));
}

const Curve *
curve_tag (PieceContext *context, const Curve *f, unsigned tag)
{
  Curve *tagged = arena_new0 (context->arena, Curve);
  Piece *pieces = arena_array (context->arena, Piece, 2 * f->n + 1);
  for (unsigned i = 0; i < 2 * f->n + 1; i++)
    {
      pieces[i] = f->pieces[i];
      pieces[i].tag = tag;
    }
  *tagged = (Curve){ f->n, f->at, pieces };
  return tagged;
}

const Curve *
curve_is (PieceContext *context, const Curve *f, PieceKind kind)
{
  CurveBuilder builder = curve_builder (context);
  for (unsigned i = 0; i < 2 * f->n + 1; i++)
    {
      const Piece *piece = &f->pieces[i];
      Piece is = piece->kind == PIECE_OUTSIDE || piece->kind == PIECE_UNKNOWN
                     ? *piece
                     : piece_constant (RATIONAL_INT (piece->kind == kind));
      if (i % 2)
        curve_builder_point (&builder, f->at[i / 2], is);
      else
        curve_builder_interval (&builder, is);
    }
  return curve_builder_finish (&builder);
}

/* Reading */

Piece
curve_at (RationalPool *pool, const Curve *f, Rational x)
{
  unsigned low = 0, high = f->n; /* the break points before x are those below the answer */
  while (low < high)
    {
      unsigned middle = (low + high) / 2;
      if (rational_cmp (f->at[middle], x) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return breaks_at (f, low, x) ? f->pieces[2 * low + 1] : piece_at (pool, &f->pieces[2 * low], x);
}

void
curve_ends (const Curve *f, unsigned i, PieceEnd *ret_low, PieceEnd *ret_high)
{
  unsigned at = i / 2;
  *ret_low = (PieceEnd){ at > 0, at > 0 ? f->at[at - 1] : RATIONAL_ZERO };
  *ret_high = (PieceEnd){ at < f->n, at < f->n ? f->at[at] : RATIONAL_ZERO };
}
