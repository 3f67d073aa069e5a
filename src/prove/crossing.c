/* Roots of quotients, which are those of a polynomial of degree 2 at most: found exactly, or known to be
   irrational and then only where they lie. */
#include "prove/crossing.h"

#include <gmp.h>
#include <stdlib.h>
#include <string.h>

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

Crossings
crossings_find (RationalPool *pool, const Piece *f, const Piece *g, PieceEnd low, PieceEnd high)
{
  Rational q0 = rational_sub (pool, rational_mul (pool, f->a, g->c), rational_mul (pool, g->a, f->c));
  Rational q2 = rational_sub (pool, rational_mul (pool, f->b, g->d), rational_mul (pool, g->b, f->d));
  Rational left = rational_add (pool, rational_mul (pool, f->a, g->d), rational_mul (pool, f->b, g->c));
  Rational right = rational_add (pool, rational_mul (pool, g->a, f->d), rational_mul (pool, g->b, f->c));
  return find_roots (pool, q0, rational_sub (pool, left, right), q2, low, high);
}
