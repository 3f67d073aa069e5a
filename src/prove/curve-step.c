/* Rounding of a curve: a step wherever it passes a multiple of the unit, as far as they can be counted. */
#include "prove/curve-builder.h"

typedef struct
{
  CurveBuilder *builder;
  StepKind kind;
  unsigned places;
  Rational unit, offset; /* the value steps at OFFSET + k·UNIT */
} Stepping;

static Piece
step_value (const Stepping *stepping, Rational value)
{
  RationalPool *pool = stepping->builder->context->pool;
  return piece_constant (stepping->kind == STEP_CEIL    ? rational_ceil (pool, value)
                         : stepping->kind == STEP_FLOOR ? rational_floor (pool, value)
                                                        : rational_round (pool, value, stepping->places));
}

/* F takes whole values at whole x, which are all that is asked about. */
static bool
is_whole (const Piece *f)
{
  return rational_sign (f->d) == 0 && rational_is_integer (f->a) && rational_is_integer (f->b);
}

/* True if the whole numbers strictly between LOW and HIGH are fewer than MOST. */
static bool
few_between (RationalPool *pool, PieceEnd low, PieceEnd high, Rational most)
{
  return low.has && high.has && rational_cmp (rational_sub (pool, high.x, low.x), most) < 0;
}

/* Only whole x are asked about, and they are few: a value at each. */
static void
step_each (const Stepping *stepping, const Piece *f, PieceEnd low, PieceEnd high)
{
  CurveBuilder *builder = stepping->builder;
  RationalPool *pool = builder->context->pool;
  Rational x = rational_add (pool, rational_floor (pool, low.x), RATIONAL_ONE);
  curve_builder_interval (builder, piece_blank (PIECE_OUTSIDE, WHY_NONE));
  for (; rational_cmp (x, high.x) < 0 && !builder->full; x = rational_add (pool, x, RATIONAL_ONE))
    {
      curve_builder_point (builder, x, step_value (stepping, piece_value (pool, f, x)));
      curve_builder_interval (builder, piece_blank (PIECE_OUTSIDE, WHY_NONE));
    }
}

/* Where F is OFFSET + K·UNIT. */
static Rational
step_place (const Stepping *stepping, const Piece *f, Rational k)
{
  RationalPool *pool = stepping->builder->context->pool;
  Rational y = rational_add (pool, stepping->offset, rational_mul (pool, k, stepping->unit));
  return rational_div (pool, rational_sub (pool, rational_mul (pool, y, f->c), f->a),
                       rational_sub (pool, f->b, rational_mul (pool, y, f->d)));
}

static void
step_through (const Stepping *stepping, const Piece *f, PieceEnd low, PieceEnd high, Rational first,
              Rational last, bool up)
{
  CurveBuilder *builder = stepping->builder;
  RationalPool *pool = builder->context->pool;
  Rational k = up ? first : last;
  for (; rational_cmp (k, first) >= 0 && rational_cmp (k, last) <= 0 && !builder->full;
       k = rational_add (pool, k, RATIONAL_INT (up ? 1 : -1)))
    {
      PieceEnd end = { true, step_place (stepping, f, k) };
      curve_builder_interval (builder,
                              step_value (stepping, piece_value (pool, f, piece_between (pool, low, end))));
      curve_builder_point (builder, end.x, step_value (stepping, piece_value (pool, f, end.x)));
      low = end;
    }
  curve_builder_interval (builder,
                          step_value (stepping, piece_value (pool, f, piece_between (pool, low, high))));
}

static void
step_interval (const Stepping *stepping, const Piece *f, PieceEnd low, PieceEnd high)
{
  PieceContext *context = stepping->builder->context;
  RationalPool *pool = context->pool;
  PieceLimit from = piece_limit (pool, f, low, high, false), to = piece_limit (pool, f, low, high, true);
  bool up = piece_limit_cmp (from, to) <= 0, endless = from.infinite || to.infinite;
  Rational first = RATIONAL_ZERO, last = RATIONAL_INT (PIECE_LIMIT), count;
  if (!endless)
    {
      Rational bottom = rational_sub (pool, up ? from.value : to.value, stepping->offset);
      Rational top = rational_sub (pool, up ? to.value : from.value, stepping->offset);
      first = rational_add (pool, rational_floor (pool, rational_div (pool, bottom, stepping->unit)),
                            RATIONAL_ONE);
      last
          = rational_sub (pool, rational_ceil (pool, rational_div (pool, top, stepping->unit)), RATIONAL_ONE);
    }
  count = rational_sub (pool, last, first);
  if (context->whole && few_between (pool, low, high, rational_min (count, RATIONAL_INT (PIECE_LIMIT))))
    step_each (stepping, f, low, high);
  else if (endless)
    curve_builder_interval (stepping->builder, piece_blank (PIECE_UNKNOWN, WHY_ENDLESS));
  else if (rational_cmp (count, RATIONAL_INT (PIECE_LIMIT)) >= 0)
    curve_builder_interval (stepping->builder, piece_blank (PIECE_UNKNOWN, WHY_MANY));
  else
    step_through (stepping, f, low, high, first, last, up);
}

const Curve *
curve_step (PieceContext *context, StepKind kind, unsigned places, const Curve *f)
{
  CurveBuilder builder = curve_builder (context);
  RationalPool *pool = context->pool;
  int64_t scale = 1;
  for (unsigned i = 0; i < (kind == STEP_ROUND ? places : 0); i++)
    scale *= 10;
  Stepping stepping = { &builder, kind, places, rational_new (pool, 1, scale), RATIONAL_ZERO };
  if (kind == STEP_ROUND)
    stepping.offset = rational_div (pool, stepping.unit, RATIONAL_INT (2));
  for (unsigned i = 0; i < 2 * f->n + 1 && !builder.full; i++)
    {
      const Piece *piece = &f->pieces[i];
      PieceEnd low, high;
      if (i % 2)
        curve_builder_point (&builder, f->at[i / 2],
                             piece->kind == PIECE_VALUE ? step_value (&stepping, piece->a) : *piece);
      else if (piece->kind != PIECE_VALUE || (context->whole && is_whole (piece)))
        curve_builder_interval (&builder, *piece);
      else if (piece_is_constant (piece))
        curve_builder_interval (&builder, step_value (&stepping, piece->a));
      else
        {
          curve_ends (f, i, &low, &high);
          step_interval (&stepping, piece, low, high);
        }
    }
  return curve_builder_finish (&builder);
}
