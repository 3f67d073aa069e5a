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

/* An interval in which a number is looked for. */
typedef struct
{
  const View *view;
  PieceEnd low, high;
  bool low_in, high_in;
} Search;

static bool
is_inside (const Search *search, Rational x)
{
  int low = search->low.has ? rational_cmp (x, search->low.x) : 1;
  int high = search->high.has ? rational_cmp (x, search->high.x) : -1;
  return (search->low_in ? low >= 0 : low > 0) && (search->high_in ? high <= 0 : high < 0)
         && (!search->view->whole || rational_is_integer (x));
}

/* The multiple of STEP that is next to X on one side, X itself included. */
static Rational
multiple_next_to (RationalPool *pool, Rational x, Rational step, bool above)
{
  Rational n = rational_div (pool, x, step);
  return rational_mul (pool, above ? rational_ceil (pool, n) : rational_floor (pool, n), step);
}

/* The multiple of STEP inside that is nearest to X: of the two next to it, the larger one if both are. */
static bool
nearest_multiple (const Search *search, Rational x, Rational step, Rational *ret_x)
{
  RationalPool *pool = search->view->pool;
  Rational below = multiple_next_to (pool, x, step, false), above = multiple_next_to (pool, x, step, true);
  bool up = rational_cmp (rational_sub (pool, above, x), rational_sub (pool, x, below)) <= 0;
  for (int i = 0; i < 2; i++, up = !up)
    if (is_inside (search, up ? above : below))
      {
        *ret_x = up ? above : below;
        return true;
      }
  return false;
}

static bool
search_near (const Search *search, Rational middle, Rational *ret_x)
{
  RationalPool *pool = search->view->pool;
  Rational step = search->view->unit;
  for (unsigned places = 0; places <= MOST_DECIMALS; places++)
    {
      if (nearest_multiple (search, middle, step, ret_x))
        return true;
      step = rational_div (pool, step, RATIONAL_INT (10));
    }
  if (search->view->whole)
    return nearest_multiple (search, middle, RATIONAL_ONE, ret_x);
  *ret_x = middle;
  return is_inside (search, middle);
}

static bool
is_decimal (const View *view, Rational x)
{
  g_autoptr (GString) text = g_string_new (NULL);
  return rational_append_decimal (text, rational_div (view->pool, x, view->unit));
}

/* Of an interval with one end: that end, or the multiple of the unit beyond it. */
static Rational
beyond_end (const Search *search)
{
  const View *view = search->view;
  RationalPool *pool = view->pool;
  bool up = search->low.has;
  Rational end = up ? search->low.x : search->high.x, x;
  if (is_inside (search, end) && is_decimal (view, end))
    return end;
  x = multiple_next_to (pool, end, view->unit, up);
  if (!is_inside (search, x))
    x = up ? rational_add (pool, x, view->unit) : rational_sub (pool, x, view->unit);
  if (view->whole && !rational_is_integer (x))
    x = up ? rational_add (pool, rational_floor (pool, end), RATIONAL_ONE)
           : rational_sub (pool, rational_ceil (pool, end), RATIONAL_ONE);
  return x;
}

bool
easy_middle (const View *view, PieceEnd low, bool low_in, PieceEnd high, bool high_in, Rational *ret_x)
{
  Search search = { view, low, high, low_in && low.has, high_in && high.has };
  if (low.has && high.has)
    return search_near (&search, piece_between (view->pool, low, high), ret_x);
  if (!low.has && !high.has)
    {
      *ret_x = RATIONAL_ZERO;
      return true;
    }
  *ret_x = beyond_end (&search);
  if (low.has || rational_sign (*ret_x) >= 0 || rational_sign (high.x) <= 0)
    return true;
  search.low = (PieceEnd){ true, RATIONAL_ZERO };
  search.low_in = true;
  return search_near (&search, piece_between (view->pool, search.low, high), ret_x);
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

bool
stretch_reaches (const View *view, const Stretch *stretch, Rational limit, int sign, Rational *ret_x)
{
  const PieceEnd *ends[2] = { &stretch->low, &stretch->high };
  const bool in[2] = { stretch->low_in, stretch->high_in };
  if (stretch_beyond (view, stretch, limit, sign, ret_x))
    return true;
  if (stretch->piece.kind != PIECE_VALUE)
    return false;
  if (piece_is_constant (&stretch->piece))
    {
      *ret_x = stretch_point (view, stretch);
      return rational_equal (piece_value (view->pool, &stretch->piece, *ret_x), limit);
    }
  for (int i = 0; i < 2; i++) /* a piece that rises or falls has its extremes at its ends, if it has them */
    if (ends[i]->has && in[i] && rational_equal (piece_value (view->pool, &stretch->piece, ends[i]->x), limit))
      {
        *ret_x = ends[i]->x;
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
