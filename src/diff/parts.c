/* Division of a difference among its causes, and of its rounded form. */
#include "diff/parts.h"

/* Shapley */

/* φ_i = Σ_S |S|!(3−|S|)!/4! (v(S∪{i}) − v(S)) over the sets S without i: 3/12 for the empty and the full one,
 * 1/12 for the others. */
static Rational
part_of (RationalPool *pool, const Rational *values, unsigned cause)
{
  Rational twelfths = RATIONAL_ZERO;
  for (unsigned set = 0; set < HYBRID_SETS; set++)
    {
      unsigned others = set & ~FROM_NEW (cause);
      Rational added;
      if (others != set)
        continue;
      added = rational_sub (pool, values[set | FROM_NEW (cause)], values[set]);
      if (rational_sign (added) == 0)
        continue;
      if (set == 0 || set == (HYBRID_ALL & ~FROM_NEW (cause)))
        added = rational_mul (pool, added, RATIONAL_INT (3));
      twelfths = rational_add (pool, twelfths, added);
    }
  return rational_div (pool, twelfths, RATIONAL_INT (12));
}

void
parts_of (RationalPool *pool, const Rational values[HYBRID_SETS], Rational ret_parts[CAUSE_N])
{
  G_STATIC_ASSERT (CAUSE_N == 4); /* the coefficients */
  for (unsigned cause = 0; cause < CAUSE_N; cause++)
    ret_parts[cause] = part_of (pool, values, cause);
}

/* Rounding */

typedef struct
{
  Rational remainder;
  unsigned index;
} Remainder;

/* The larger ones first, of equal ones the first. */
static int
compare_remainders (const void *a, const void *b)
{
  const Remainder *one = a, *two = b;
  int order = rational_cmp (two->remainder, one->remainder);
  return order ? order : one->index < two->index ? -1 : 1;
}

/* The first part that is not 0 says what the sign of a whole of 0 is. */
static int
sign_of (const Rational *parts, unsigned n, Rational whole)
{
  int sign = rational_sign (whole);
  for (unsigned i = 0; i < n && sign == 0; i++)
    sign = rational_sign (parts[i]);
  return sign;
}

/* Everything counts in the last place, and from 0 away, so that the parts of −x are those of x with the other
 * sign. */
void
effect_reconcile (RationalPool *pool, const Rational *parts, unsigned n, Rational whole, unsigned places,
                  Rational *ret_rounded)
{
  bool negative = sign_of (parts, n, whole) < 0;
  g_autofree Remainder *remainders = g_new (Remainder, n + 1);
  Rational units = RATIONAL_ONE, left;
  for (unsigned i = 0; i < places; i++)
    units = rational_mul (pool, units, RATIONAL_INT (10));
  units = negative ? rational_neg (pool, units) : units;
  left = rational_round (pool, rational_mul (pool, whole, units), 0);
  for (unsigned i = 0; i < n; i++)
    {
      Rational part = rational_mul (pool, parts[i], units);
      ret_rounded[i] = rational_floor (pool, part);
      remainders[i] = (Remainder){ rational_sub (pool, part, ret_rounded[i]), i };
      left = rational_sub (pool, left, ret_rounded[i]);
    }
  qsort (remainders, n, sizeof *remainders, compare_remainders);
  for (unsigned i = 0; i < n && rational_sign (left) > 0; i++)
    {
      Rational *part = &ret_rounded[remainders[i].index];
      *part = rational_add (pool, *part, RATIONAL_ONE);
      left = rational_sub (pool, left, RATIONAL_ONE);
    }
  for (unsigned i = 0; i < n; i++)
    ret_rounded[i] = rational_div (pool, ret_rounded[i], units);
}
