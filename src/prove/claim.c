/* Claims about curves.  On a stretch a piece rises, falls or stays, so that its extremes are its limits at
   the two ends; a limit that is beyond a bound is passed before the end is reached, at a point that can be
   computed, and a number after it shows it. */
#include "prove/claim.h"

enum
{
  MOST_DECIMALS = 18 /* of an easy number */
};

/* Easy numbers */

static Rational
power_of_ten (RationalPool *pool, unsigned exponent)
{
  Rational power = RATIONAL_ONE;
  while (exponent--)
    power = rational_mul (pool, power, RATIONAL_INT (10));
  return power;
}

/* A multiple of STEP strictly between LOW and HIGH, next to the one that is nearer to 0; false: there is
 * none. */
static bool
multiple_between (RationalPool *pool, PieceEnd low, PieceEnd high, Rational step, Rational *ret_x)
{
  Rational n = RATIONAL_ZERO, x;
  if (low.has && rational_sign (low.x) >= 0)
    n = rational_add (pool, rational_floor (pool, rational_div (pool, low.x, step)), RATIONAL_ONE);
  else if (high.has && rational_sign (high.x) <= 0)
    n = rational_sub (pool, rational_ceil (pool, rational_div (pool, high.x, step)), RATIONAL_ONE);
  x = rational_mul (pool, n, step);
  if ((low.has && rational_cmp (x, low.x) <= 0) || (high.has && rational_cmp (x, high.x) >= 0))
    return false;
  *ret_x = x;
  return true;
}

/* The number between LOW and HIGH with the fewest decimals. */
static Rational
easy_between (const View *view, PieceEnd low, PieceEnd high)
{
  Rational x;
  for (unsigned places = 0; places <= MOST_DECIMALS; places++)
    if (multiple_between (view->pool, low, high,
                          rational_div (view->pool, view->unit, power_of_ten (view->pool, places)), &x))
      return x;
  return piece_between (view->pool, low, high);
}

/* Stretches */

static void
append_whole (const View *view, Stretch stretch, GArray *stretches)
{
  RationalPool *pool = view->pool;
  if (stretch.low.has && !stretch.low_in)
    stretch.low.x = rational_add (pool, rational_floor (pool, stretch.low.x), RATIONAL_ONE);
  if (stretch.high.has && !stretch.high_in)
    stretch.high.x = rational_sub (pool, rational_ceil (pool, stretch.high.x), RATIONAL_ONE);
  if (stretch.low.has && stretch.high.has
      && (rational_cmp (stretch.low.x, stretch.high.x) > 0 || !rational_is_integer (stretch.low.x)))
    return;
  stretch.low_in = stretch.low.has;
  stretch.high_in = stretch.high.has;
  g_array_append_val (stretches, stretch);
}

void
stretches_append (const View *view, const Curve *f, unsigned group, GArray *stretches)
{
  for (unsigned i = 0; i < 2 * f->n + 1; i++)
    {
      Stretch stretch = { .piece = f->pieces[i], .group = group, .low_in = i % 2, .high_in = i % 2 };
      if (stretch.piece.kind == PIECE_OUTSIDE)
        continue;
      if (i % 2)
        stretch.low = stretch.high = (PieceEnd){ true, f->at[i / 2] };
      else
        curve_ends (f, i, &stretch.low, &stretch.high);
      if (view->whole)
        append_whole (view, stretch, stretches);
      else
        g_array_append_val (stretches, stretch);
    }
}

static bool
is_single (const Stretch *stretch)
{
  return stretch->low.has && stretch->high.has && rational_equal (stretch->low.x, stretch->high.x);
}

Rational
stretch_point (const View *view, const Stretch *stretch)
{
  if (is_single (stretch))
    return stretch->low.x;
  if (!view->whole)
    return easy_between (view, stretch->low, stretch->high);
  if (!stretch->low.has && (!stretch->high.has || rational_sign (stretch->high.x) >= 0))
    return RATIONAL_ZERO;
  return stretch->low.has ? stretch->low.x : stretch->high.x;
}

static PieceLimit
limit_of (const View *view, const Stretch *stretch, bool at_high)
{
  if (is_single (stretch))
    return (PieceLimit){ 0, piece_value (view->pool, &stretch->piece, stretch->low.x) };
  return piece_limit (view->pool, &stretch->piece, stretch->low, stretch->high, at_high);
}

static bool
is_beyond (const View *view, const Stretch *stretch, Rational x, Rational limit, int sign)
{
  return sign * rational_cmp (piece_value (view->pool, &stretch->piece, x), limit) > 0;
}

/* Where the piece has the value LIMIT. */
static Rational
place_of (RationalPool *pool, const Piece *piece, Rational limit)
{
  return rational_div (pool, rational_sub (pool, rational_mul (pool, limit, piece->c), piece->a),
                       rational_sub (pool, piece->b, rational_mul (pool, limit, piece->d)));
}

/* A number whose value is beyond LIMIT, as is the limit at that end; if there are some that are not, one of
 * the first after them. */
static Rational
search_towards (const View *view, const Stretch *stretch, bool at_high, Rational limit, int sign)
{
  RationalPool *pool = view->pool;
  Rational x = stretch_point (view, stretch);
  PieceEnd from = { true, x };
  if (is_beyond (view, stretch, x, limit, sign))
    return x;
  from.x = place_of (pool, &stretch->piece, limit);
  if (view->whole)
    return at_high ? rational_add (pool, rational_floor (pool, from.x), RATIONAL_ONE)
                   : rational_sub (pool, rational_ceil (pool, from.x), RATIONAL_ONE);
  return at_high ? easy_between (view, from, stretch->high) : easy_between (view, stretch->low, from);
}

bool
stretch_beyond (const View *view, const Stretch *stretch, Rational limit, int sign, Rational *ret_x)
{
  PieceLimit bound = { 0, limit };
  if (stretch->piece.kind != PIECE_VALUE)
    return false;
  for (int at_high = 0; at_high < 2; at_high++)
    if (sign * piece_limit_cmp (limit_of (view, stretch, at_high), bound) > 0)
      {
        *ret_x = search_towards (view, stretch, at_high, limit, sign);
        return true;
      }
  return false;
}

/* Order */

/* Two numbers of a stretch that has more than one. */
static void
two_points (const View *view, const Stretch *stretch, Rational ret_x[2])
{
  RationalPool *pool = view->pool;
  PieceEnd middle = { true, stretch_point (view, stretch) };
  if (!view->whole)
    {
      middle.x = piece_between (pool, stretch->low, stretch->high);
      ret_x[0] = easy_between (view, stretch->low, middle);
      ret_x[1] = easy_between (view, middle, stretch->high);
      return;
    }
  if (stretch->low.has && rational_equal (middle.x, stretch->low.x))
    {
      ret_x[0] = middle.x;
      ret_x[1] = stretch->high.has ? stretch->high.x : rational_add (pool, middle.x, RATIONAL_ONE);
      return;
    }
  ret_x[0] = rational_sub (pool, middle.x, RATIONAL_ONE);
  ret_x[1] = middle.x;
}

/* A value strictly between HIGH and LOW, HIGH > LOW. */
static Rational
value_between (RationalPool *pool, PieceLimit high, PieceLimit low)
{
  return piece_between (pool, (PieceEnd){ !low.infinite, low.value },
                        (PieceEnd){ !high.infinite, high.value });
}

static bool
find_drop (const View *view, const Stretch *before, const Stretch *after, int sign, Rational ret_x[2])
{
  PieceLimit left = limit_of (view, before, true), right = limit_of (view, after, false);
  Rational between;
  if (sign * piece_limit_cmp (left, right) <= 0)
    return false;
  between = sign > 0 ? value_between (view->pool, left, right) : value_between (view->pool, right, left);
  ret_x[0] = search_towards (view, before, true, between, sign);
  ret_x[1] = search_towards (view, after, false, between, -sign);
  return true;
}

void
find_disorder (const View *view, const GArray *stretches, int sign, Disorder ret[2], bool ret_found[2])
{
  guint before = G_MAXUINT;
  ret_found[0] = ret_found[1] = false;
  for (guint i = 0; i < stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (stretches, Stretch, i);
      Disorder disorder = { .stretch = { before, i } };
      if (stretch->piece.kind != PIECE_VALUE)
        continue;
      if (before != G_MAXUINT)
        {
          const Stretch *last = &g_array_index (stretches, Stretch, before);
          bool both = last->piece.tag == 1 && stretch->piece.tag == 1;
          if (!ret_found[both] && (ret_found[both] = find_drop (view, last, stretch, sign, disorder.x)))
            ret[both] = disorder;
        }
      bool tagged = stretch->piece.tag == 1;
      if (!ret_found[tagged] && !is_single (stretch) && sign * piece_slope (view->pool, &stretch->piece) < 0)
        {
          disorder.stretch[0] = i;
          two_points (view, stretch, disorder.x);
          ret[tagged] = disorder;
          ret_found[tagged] = true;
        }
      before = i;
    }
}
