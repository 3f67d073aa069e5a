/* Piecewise linear-fractional functions.  An operation walks the break points of its operands together and
   adds those that it makes itself: zeros of a divisor, crossings, steps.  What expressions, rules and targets
   are is not known here. */
#include "prove/piece.h"
#include "base/limits.h"

#include <gmp.h>
#include <stdlib.h>
#include <string.h>

PieceContext
piece_context (Arena *arena, RationalPool *pool, bool whole)
{
  return (PieceContext){ arena, pool, whole, 0 };
}

/* Pieces */

static Piece
constant (Rational value)
{
  return (
      Piece){ .kind = PIECE_VALUE, .a = value, .b = RATIONAL_ZERO, .c = RATIONAL_ONE, .d = RATIONAL_ZERO };
}

static Piece
blank (PieceKind kind, PieceWhy why)
{
  return (Piece){
    .kind = kind, .why = why, .a = RATIONAL_ZERO, .b = RATIONAL_ZERO, .c = RATIONAL_ONE, .d = RATIONAL_ZERO
  };
}

static bool
is_constant (const Piece *piece)
{
  return rational_sign (piece->b) == 0 && rational_sign (piece->d) == 0;
}

/* (a + b·x) / (c + d·x) in lowest form; c and d are not both 0. */
static Piece
quotient (RationalPool *pool, Rational a, Rational b, Rational c, Rational d)
{
  Rational by = rational_sign (d) == 0 ? c : d;
  a = rational_div (pool, a, by);
  b = rational_div (pool, b, by);
  c = rational_div (pool, c, by);
  if (rational_sign (d) == 0)
    return (Piece){ .kind = PIECE_VALUE, .a = a, .b = b, .c = RATIONAL_ONE, .d = RATIONAL_ZERO };
  if (rational_equal (a, rational_mul (pool, b, c)))
    return constant (b);
  return (Piece){ .kind = PIECE_VALUE, .a = a, .b = b, .c = c, .d = RATIONAL_ONE };
}

static Rational
linear (RationalPool *pool, Rational a, Rational b, Rational x)
{
  return rational_sign (b) == 0 ? a : rational_add (pool, a, rational_mul (pool, b, x));
}

Rational
piece_value (RationalPool *pool, const Piece *piece, Rational x)
{
  Rational num = linear (pool, piece->a, piece->b, x);
  return rational_sign (piece->d) == 0 ? num : rational_div (pool, num, linear (pool, piece->c, piece->d, x));
}

static bool
same_piece (const Piece *p, const Piece *q)
{
  return p->kind == q->kind && p->why == q->why && p->tag == q->tag
         && (p->kind != PIECE_VALUE
             || (rational_equal (p->a, q->a) && rational_equal (p->b, q->b) && rational_equal (p->c, q->c)
                 && rational_equal (p->d, q->d)));
}

static bool
goes_through (RationalPool *pool, const Piece *piece, Rational x, const Piece *point)
{
  if (piece->kind != point->kind || piece->why != point->why || piece->tag != point->tag)
    return false;
  if (piece->kind != PIECE_VALUE || is_constant (piece))
    return piece->kind != PIECE_VALUE || rational_equal (piece->a, point->a);
  return rational_sign (linear (pool, piece->c, piece->d, x)) != 0
         && rational_equal (piece_value (pool, piece, x), point->a);
}

static Piece
piece_at (RationalPool *pool, const Piece *piece, Rational x)
{
  Piece point = *piece;
  if (piece->kind != PIECE_VALUE || is_constant (piece))
    return point;
  point = constant (piece_value (pool, piece, x));
  point.tag = piece->tag;
  return point;
}

Rational
piece_between (RationalPool *pool, PieceEnd low, PieceEnd high)
{
  if (low.has && high.has)
    return rational_div (pool, rational_add (pool, low.x, high.x), RATIONAL_INT (2));
  if (low.has)
    return rational_add (pool, low.x, RATIONAL_ONE);
  return high.has ? rational_sub (pool, high.x, RATIONAL_ONE) : RATIONAL_ZERO;
}

int
piece_slope (RationalPool *pool, const Piece *piece)
{
  return rational_cmp (rational_mul (pool, piece->b, piece->c), rational_mul (pool, piece->a, piece->d));
}

PieceLimit
piece_limit (RationalPool *pool, const Piece *piece, PieceEnd low, PieceEnd high, bool at_high)
{
  PieceEnd end = at_high ? high : low;
  int slope = piece_slope (pool, piece);
  if (slope == 0)
    return (PieceLimit){ 0, piece->a };
  if (end.has && rational_sign (linear (pool, piece->c, piece->d, end.x)) != 0)
    return (PieceLimit){ 0, piece_value (pool, piece, end.x) };
  if (!end.has && rational_sign (piece->d) != 0)
    return (PieceLimit){ 0, rational_div (pool, piece->b, piece->d) };
  return (PieceLimit){ at_high ? slope : -slope, RATIONAL_ZERO };
}

int
piece_limit_cmp (PieceLimit a, PieceLimit b)
{
  if (a.infinite || b.infinite)
    return a.infinite - b.infinite;
  return rational_cmp (a.value, b.value);
}

/* Building: an interval, a point, an interval … */

typedef struct
{
  PieceContext *context;
  GArray *at;     /* Rational */
  GArray *pieces; /* Piece */
  bool full;
} Builder;

static Builder
builder_new (PieceContext *context)
{
  return (Builder){ context, g_array_new (FALSE, FALSE, sizeof (Rational)),
                    g_array_new (FALSE, FALSE, sizeof (Piece)), false };
}

/* Joins it with the interval before, if the point between them makes no difference. */
static void
builder_interval (Builder *builder, Piece piece)
{
  guint n = builder->pieces->len;
  if (builder->full)
    return;
  if (n)
    {
      const Piece *before = &g_array_index (builder->pieces, Piece, n - 2), *point = before + 1;
      Rational x = g_array_index (builder->at, Rational, builder->at->len - 1);
      if (same_piece (before, &piece) && goes_through (builder->context->pool, before, x, point))
        {
          g_array_set_size (builder->at, builder->at->len - 1);
          g_array_set_size (builder->pieces, n - 1);
          return;
        }
    }
  g_array_append_val (builder->pieces, piece);
}

static void
builder_point (Builder *builder, Rational x, Piece piece)
{
  builder->full = builder->full || builder->at->len + 1 >= PIECE_LIMIT;
  if (builder->full)
    return;
  g_array_append_val (builder->at, x);
  g_array_append_val (builder->pieces, piece);
}

static const Curve *
make_curve (PieceContext *context, unsigned n, const Rational *at, const Piece *pieces)
{
  Curve *curve = arena_new0 (context->arena, Curve);
  Rational *own_at = arena_array (context->arena, Rational, n + 1);
  Piece *own = arena_array (context->arena, Piece, 2 * n + 1);
  for (unsigned i = 0; i < n; i++)
    own_at[i] = at[i];
  for (unsigned i = 0; i < 2 * n + 1; i++)
    own[i] = pieces[i];
  context->made += 2 * n + 1;
  *curve = (Curve){ n, own_at, own };
  return curve;
}

static const Curve *
single (PieceContext *context, Piece piece)
{
  return make_curve (context, 0, NULL, &piece);
}

static const Curve *
builder_finish (Builder *builder)
{
  const Curve *curve
      = builder->full || builder->context->made >= PIECE_WORK_LIMIT
            ? single (builder->context, blank (PIECE_UNKNOWN, WHY_MANY))
            : make_curve (builder->context, builder->at->len, (const Rational *)(void *)builder->at->data,
                          (const Piece *)(void *)builder->pieces->data);
  g_array_unref (builder->at);
  g_array_unref (builder->pieces);
  return curve;
}

const Curve *
curve_constant (PieceContext *context, Rational value)
{
  return single (context, constant (value));
}

const Curve *
curve_x (PieceContext *context)
{
  Piece x = constant (RATIONAL_ZERO);
  x.b = RATIONAL_ONE;
  return single (context, x);
}

const Curve *
curve_blank (PieceContext *context, PieceKind kind, PieceWhy why)
{
  return single (context, blank (kind, why));
}

/* Where two pieces cross */

typedef struct
{
  Rational roots[2]; /* ascending, inside the interval */
  unsigned n;
  bool unknown; /* they cross at irrational points */
} Crossings;

static void
add_root (Crossings *crossings, Rational x, PieceEnd low, PieceEnd high)
{
  if ((!low.has || rational_cmp (x, low.x) > 0) && (!high.has || rational_cmp (x, high.x) < 0))
    crossings->roots[crossings->n++] = x;
}

/* The root of VALUE ≥ 0 if it is rational. */
static bool
square_root (RationalPool *pool, Rational value, Rational *ret_root)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Rational part[2] = { RATIONAL_ONE, RATIONAL_ONE };
  g_auto (GStrv) parts = NULL;
  bool square = true;
  rational_append_fraction (text, value);
  parts = g_strsplit (text->str, "/", 2);
  for (unsigned i = 0; i < 2 && parts[i] && square; i++)
    {
      char *root;
      mpz_t z;
      mpz_init_set_str (z, parts[i], 10);
      square = mpz_perfect_square_p (z) != 0;
      mpz_sqrt (z, z);
      root = mpz_get_str (NULL, 10, z);
      square = square && rational_parse (pool, root, strlen (root), &part[i]);
      free (root);
      mpz_clear (z);
    }
  if (square)
    *ret_root = rational_div (pool, part[0], part[1]);
  return square;
}

/* x² + P·x + Q at X, which is an end of the interval or its sign far out. */
static int
sign_at (RationalPool *pool, Rational p, Rational q, PieceEnd end)
{
  if (!end.has)
    return 1;
  return rational_sign (rational_add (pool, rational_mul (pool, rational_add (pool, end.x, p), end.x), q));
}

/* True if no root of x² + P·x + Q, whose two roots are irrational, lies in the interval. */
static bool
stays_clear (RationalPool *pool, Rational p, Rational q, PieceEnd low, PieceEnd high)
{
  Rational middle = rational_div (pool, rational_neg (pool, p), RATIONAL_INT (2));
  int at_low = sign_at (pool, p, q, low), at_high = sign_at (pool, p, q, high);
  if (at_low < 0 && at_high < 0)
    return true;
  return (high.has && at_high > 0 && rational_cmp (high.x, middle) <= 0)
         || (low.has && at_low > 0 && rational_cmp (low.x, middle) >= 0);
}

/* Roots of q0 + q1·x + q2·x². */
static Crossings
find_roots (RationalPool *pool, Rational q0, Rational q1, Rational q2, PieceEnd low, PieceEnd high)
{
  Crossings crossings = { .n = 0 };
  Rational p, q, half, square, root;
  if (rational_sign (q2) == 0)
    {
      if (rational_sign (q1) != 0)
        add_root (&crossings, rational_neg (pool, rational_div (pool, q0, q1)), low, high);
      return crossings;
    }
  p = rational_div (pool, q1, q2);
  q = rational_div (pool, q0, q2);
  half = rational_div (pool, rational_neg (pool, p), RATIONAL_INT (2));
  square = rational_sub (pool, rational_mul (pool, half, half), q);
  if (rational_sign (square) < 0)
    return crossings;
  if (!square_root (pool, square, &root))
    {
      crossings.unknown = !stays_clear (pool, p, q, low, high);
      return crossings;
    }
  add_root (&crossings, rational_sub (pool, half, root), low, high);
  if (rational_sign (root) > 0)
    add_root (&crossings, rational_add (pool, half, root), low, high);
  return crossings;
}

/* Where F = G. */
static Crossings
find_crossings (RationalPool *pool, const Piece *f, const Piece *g, PieceEnd low, PieceEnd high)
{
  Rational q0 = rational_sub (pool, rational_mul (pool, f->a, g->c), rational_mul (pool, g->a, f->c));
  Rational q2 = rational_sub (pool, rational_mul (pool, f->b, g->d), rational_mul (pool, g->b, f->d));
  Rational left = rational_add (pool, rational_mul (pool, f->a, g->d), rational_mul (pool, f->b, g->c));
  Rational right = rational_add (pool, rational_mul (pool, g->a, f->d), rational_mul (pool, g->b, f->c));
  return find_roots (pool, q0, rational_sub (pool, left, right), q2, low, high);
}

/* Two operands */

static Piece
add_pieces (RationalPool *pool, const Piece *f, const Piece *g)
{
  if (rational_equal (f->c, g->c) && rational_equal (f->d, g->d))
    return quotient (pool, rational_add (pool, f->a, g->a), rational_add (pool, f->b, g->b), f->c, f->d);
  if (is_constant (f))
    {
      const Piece *swap = f;
      f = g;
      g = swap;
    }
  if (!is_constant (g))
    return blank (PIECE_UNKNOWN, WHY_FORM);
  return quotient (pool, rational_add (pool, f->a, rational_mul (pool, g->a, f->c)),
                   rational_add (pool, f->b, rational_mul (pool, g->a, f->d)), f->c, f->d);
}

static Piece
negative_piece (RationalPool *pool, const Piece *f)
{
  Piece negative = *f;
  negative.a = rational_neg (pool, f->a);
  negative.b = rational_neg (pool, f->b);
  return negative;
}

/* Cancels the numerator of F against the denominator of G where they are multiples of one another. */
static void
cancel (RationalPool *pool, Piece *f, Piece *g)
{
  if (rational_sign (f->b) == 0 || rational_sign (g->d) == 0
      || !rational_equal (rational_mul (pool, f->a, g->d), rational_mul (pool, f->b, g->c)))
    return;
  f->a = rational_div (pool, f->b, g->d);
  f->b = g->d = RATIONAL_ZERO;
  g->c = RATIONAL_ONE;
}

static Piece
multiply_pieces (RationalPool *pool, Piece f, Piece g)
{
  Rational a, b, c, d;
  if ((is_constant (&f) && rational_sign (f.a) == 0) || (is_constant (&g) && rational_sign (g.a) == 0))
    return constant (RATIONAL_ZERO);
  cancel (pool, &f, &g);
  cancel (pool, &g, &f);
  if ((rational_sign (f.b) != 0 && rational_sign (g.b) != 0)
      || (rational_sign (f.d) != 0 && rational_sign (g.d) != 0))
    return blank (PIECE_UNKNOWN, WHY_FORM);
  a = rational_mul (pool, f.a, g.a);
  b = rational_add (pool, rational_mul (pool, f.a, g.b), rational_mul (pool, f.b, g.a));
  c = rational_mul (pool, f.c, g.c);
  d = rational_add (pool, rational_mul (pool, f.c, g.d), rational_mul (pool, f.d, g.c));
  return quotient (pool, a, b, c, d);
}

static Piece
divide_pieces (RationalPool *pool, const Piece *f, const Piece *g)
{
  Piece inverse = *g;
  if (rational_sign (g->a) == 0 && rational_sign (g->b) == 0)
    return blank (PIECE_FAULT, WHY_DIVISION);
  inverse.a = g->c;
  inverse.b = g->d;
  inverse.c = g->a;
  inverse.d = g->b;
  return multiply_pieces (pool, *f, inverse);
}

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
      return add_pieces (pool, f, g);
    case CURVE_SUBTRACT:
      negative = negative_piece (pool, g);
      return add_pieces (pool, f, &negative);
    case CURVE_MULTIPLY:
      return multiply_pieces (pool, *f, *g);
    case CURVE_DIVIDE:
      return divide_pieces (pool, f, g);
    case CURVE_MIN:
      return order <= 0 ? *f : *g;
    case CURVE_MAX:
      return order >= 0 ? *f : *g;
    default:
      return constant (RATIONAL_INT (relation_holds (op, order)));
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
    return holds ? *g : blank (PIECE_OUTSIDE, WHY_NONE);
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
                && (rational_is_longer (piece.a, LIMIT_COMPUTED_DIGITS) || rational_is_longer (piece.b, LIMIT_COMPUTED_DIGITS)
                    || rational_is_longer (piece.c, LIMIT_COMPUTED_DIGITS)
                    || rational_is_longer (piece.d, LIMIT_COMPUTED_DIGITS));
  return longer ? blank (PIECE_UNKNOWN, WHY_FORM) : piece;
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
  const Piece zero = constant (RATIONAL_ZERO);
  if (f->kind != PIECE_VALUE || g->kind != PIECE_VALUE)
    return (Crossings){ .n = 0 };
  if (op == CURVE_DIVIDE)
    return find_crossings (pool, g, &zero, low, high);
  if (op >= CURVE_MIN && op <= CURVE_NE)
    return find_crossings (pool, f, g, low, high);
  return (Crossings){ .n = 0 };
}

static void
combine_interval (Builder *builder, CurveOp op, const Piece *f, const Piece *g, PieceEnd low, PieceEnd high)
{
  RationalPool *pool = builder->context->pool;
  Crossings splits = find_splits (pool, op, f, g, low, high);
  if (splits.unknown)
    {
      builder_interval (builder, blank (PIECE_UNKNOWN, WHY_FORM));
      return;
    }
  for (unsigned i = 0; i <= splits.n; i++)
    {
      PieceEnd end = i < splits.n ? (PieceEnd){ true, splits.roots[i] } : high;
      builder_interval (builder, combine (pool, op, f, g, piece_between (pool, low, end)));
      if (i == splits.n)
        break;
      Piece f_there = piece_at (pool, f, end.x), g_there = piece_at (pool, g, end.x);
      builder_point (builder, end.x, combine (pool, op, &f_there, &g_there, end.x));
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
  Builder builder = builder_new (context);
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
      builder_point (&builder, high.x, combine (context->pool, op, &f_there, &g_there, high.x));
      i += at_f;
      j += at_g;
      low = high;
    }
  return builder_finish (&builder);
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
  Builder builder = builder_new (context);
  for (unsigned i = 0; i < 2 * f->n + 1; i++)
    {
      const Piece *piece = &f->pieces[i];
      Piece is = piece->kind == PIECE_OUTSIDE || piece->kind == PIECE_UNKNOWN
                     ? *piece
                     : constant (RATIONAL_INT (piece->kind == kind));
      if (i % 2)
        builder_point (&builder, f->at[i / 2], is);
      else
        builder_interval (&builder, is);
    }
  return builder_finish (&builder);
}

/* Steps */

typedef struct
{
  Builder *builder;
  StepKind kind;
  unsigned places;
  Rational unit, offset; /* the value steps at OFFSET + k·UNIT */
} Stepping;

static Piece
step_value (const Stepping *stepping, Rational value)
{
  RationalPool *pool = stepping->builder->context->pool;
  return constant (stepping->kind == STEP_CEIL    ? rational_ceil (pool, value)
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
  Builder *builder = stepping->builder;
  RationalPool *pool = builder->context->pool;
  Rational x = rational_add (pool, rational_floor (pool, low.x), RATIONAL_ONE);
  builder_interval (builder, blank (PIECE_OUTSIDE, WHY_NONE));
  for (; rational_cmp (x, high.x) < 0 && !builder->full; x = rational_add (pool, x, RATIONAL_ONE))
    {
      builder_point (builder, x, step_value (stepping, piece_value (pool, f, x)));
      builder_interval (builder, blank (PIECE_OUTSIDE, WHY_NONE));
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
  Builder *builder = stepping->builder;
  RationalPool *pool = builder->context->pool;
  Rational k = up ? first : last;
  for (; rational_cmp (k, first) >= 0 && rational_cmp (k, last) <= 0 && !builder->full;
       k = rational_add (pool, k, RATIONAL_INT (up ? 1 : -1)))
    {
      PieceEnd end = { true, step_place (stepping, f, k) };
      builder_interval (builder,
                        step_value (stepping, piece_value (pool, f, piece_between (pool, low, end))));
      builder_point (builder, end.x, step_value (stepping, piece_value (pool, f, end.x)));
      low = end;
    }
  builder_interval (builder, step_value (stepping, piece_value (pool, f, piece_between (pool, low, high))));
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
    builder_interval (stepping->builder, blank (PIECE_UNKNOWN, WHY_ENDLESS));
  else if (rational_cmp (count, RATIONAL_INT (PIECE_LIMIT)) >= 0)
    builder_interval (stepping->builder, blank (PIECE_UNKNOWN, WHY_MANY));
  else
    step_through (stepping, f, low, high, first, last, up);
}

const Curve *
curve_step (PieceContext *context, StepKind kind, unsigned places, const Curve *f)
{
  Builder builder = builder_new (context);
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
        builder_point (&builder, f->at[i / 2],
                       piece->kind == PIECE_VALUE ? step_value (&stepping, piece->a) : *piece);
      else if (piece->kind != PIECE_VALUE || (context->whole && is_whole (piece)))
        builder_interval (&builder, *piece);
      else if (is_constant (piece))
        builder_interval (&builder, step_value (&stepping, piece->a));
      else
        {
          curve_ends (f, i, &low, &high);
          step_interval (&stepping, piece, low, high);
        }
    }
  return builder_finish (&builder);
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
