/* Arithmetic of linear-fractional pieces.  A sum or a product that has no such form is unknown; nothing is
   approximated. */
#include "prove/piece.h"

Piece
piece_constant (Rational value)
{
  return (
      Piece){ .kind = PIECE_VALUE, .a = value, .b = RATIONAL_ZERO, .c = RATIONAL_ONE, .d = RATIONAL_ZERO };
}

Piece
piece_blank (PieceKind kind, PieceWhy why)
{
  return (Piece){
    .kind = kind, .why = why, .a = RATIONAL_ZERO, .b = RATIONAL_ZERO, .c = RATIONAL_ONE, .d = RATIONAL_ZERO
  };
}

bool
piece_is_constant (const Piece *piece)
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
    return piece_constant (b);
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

bool
piece_equal (const Piece *p, const Piece *q)
{
  return p->kind == q->kind && p->why == q->why && p->tag == q->tag
         && (p->kind != PIECE_VALUE
             || (rational_equal (p->a, q->a) && rational_equal (p->b, q->b) && rational_equal (p->c, q->c)
                 && rational_equal (p->d, q->d)));
}

bool
piece_goes_through (RationalPool *pool, const Piece *piece, Rational x, const Piece *point)
{
  if (piece->kind != point->kind || piece->why != point->why || piece->tag != point->tag)
    return false;
  if (piece->kind != PIECE_VALUE || piece_is_constant (piece))
    return piece->kind != PIECE_VALUE || rational_equal (piece->a, point->a);
  return rational_sign (linear (pool, piece->c, piece->d, x)) != 0
         && rational_equal (piece_value (pool, piece, x), point->a);
}

Piece
piece_at (RationalPool *pool, const Piece *piece, Rational x)
{
  Piece point = *piece;
  if (piece->kind != PIECE_VALUE || piece_is_constant (piece))
    return point;
  point = piece_constant (piece_value (pool, piece, x));
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

/* Two operands */

Piece
piece_add (RationalPool *pool, const Piece *f, const Piece *g)
{
  if (rational_equal (f->c, g->c) && rational_equal (f->d, g->d))
    return quotient (pool, rational_add (pool, f->a, g->a), rational_add (pool, f->b, g->b), f->c, f->d);
  if (piece_is_constant (f))
    {
      const Piece *swap = f;
      f = g;
      g = swap;
    }
  if (!piece_is_constant (g))
    return piece_blank (PIECE_UNKNOWN, WHY_FORM);
  return quotient (pool, rational_add (pool, f->a, rational_mul (pool, g->a, f->c)),
                   rational_add (pool, f->b, rational_mul (pool, g->a, f->d)), f->c, f->d);
}

Piece
piece_negative (RationalPool *pool, const Piece *f)
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

Piece
piece_multiply (RationalPool *pool, Piece f, Piece g)
{
  Rational a, b, c, d;
  if ((piece_is_constant (&f) && rational_sign (f.a) == 0)
      || (piece_is_constant (&g) && rational_sign (g.a) == 0))
    return piece_constant (RATIONAL_ZERO);
  cancel (pool, &f, &g);
  cancel (pool, &g, &f);
  if ((rational_sign (f.b) != 0 && rational_sign (g.b) != 0)
      || (rational_sign (f.d) != 0 && rational_sign (g.d) != 0))
    return piece_blank (PIECE_UNKNOWN, WHY_FORM);
  a = rational_mul (pool, f.a, g.a);
  b = rational_add (pool, rational_mul (pool, f.a, g.b), rational_mul (pool, f.b, g.a));
  c = rational_mul (pool, f.c, g.c);
  d = rational_add (pool, rational_mul (pool, f.c, g.d), rational_mul (pool, f.d, g.c));
  return quotient (pool, a, b, c, d);
}

Piece
piece_divide (RationalPool *pool, const Piece *f, const Piece *g)
{
  Piece inverse = *g;
  if (rational_sign (g->a) == 0 && rational_sign (g->b) == 0)
    return piece_blank (PIECE_FAULT, WHY_DIVISION);
  inverse.a = g->c;
  inverse.b = g->d;
  inverse.c = g->a;
  inverse.d = g->b;
  return piece_multiply (pool, *f, inverse);
}
