/* Exact rational numbers.  A value is an int64/int64 fraction in lowest terms with a
   positive denominator, or, when that overflows, a GMP rational kept by a pool.
   Values are immutable and passed by value; arithmetic on small values allocates nothing.
   Rounding happens only in rational_round. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct RationalBig RationalBig;

typedef struct
{
  int64_t num;
  int64_t den;            /* > 0; 0 exactly if `big` holds the value */
  const RationalBig *big; /* (borrowed until its pool is cleared) NULL for small values */
} Rational;

/* Owns the big values made through it. */
typedef struct RationalPool RationalPool;

RationalPool *rational_pool_new (void);
void rational_pool_free (RationalPool *pool);
void rational_pool_clear (RationalPool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RationalPool, rational_pool_free)

#define RATIONAL_ZERO ((Rational) { 0, 1, NULL })
#define RATIONAL_ONE ((Rational) { 1, 1, NULL })
#define RATIONAL_INT(n) ((Rational) { (n), 1, NULL })

/* NUM/DEN in lowest terms; DEN must not be 0. */
Rational rational_new (RationalPool *pool, int64_t num, int64_t den);
/* Reads exactly LENGTH bytes `[-]digits[.digits]`, at most LIMIT_DIGITS digits in all.
   False, with *RET_VALUE untouched, if the text is anything else. */
bool rational_parse (RationalPool *pool, const char *text, size_t length, Rational *ret_value);

Rational rational_add (RationalPool *pool, Rational a, Rational b);
Rational rational_sub (RationalPool *pool, Rational a, Rational b);
Rational rational_mul (RationalPool *pool, Rational a, Rational b);
/* B must not be zero. */
Rational rational_div (RationalPool *pool, Rational a, Rational b);
Rational rational_neg (RationalPool *pool, Rational a);
Rational rational_abs (RationalPool *pool, Rational a);
Rational rational_floor (RationalPool *pool, Rational a);
Rational rational_ceil (RationalPool *pool, Rational a);
/* To PLACES decimals (0..18), halves away from zero (四舍五入). */
Rational rational_round (RationalPool *pool, Rational a, unsigned places);

int rational_cmp (Rational a, Rational b); /* exact: <0, 0, >0 */
int rational_sign (Rational a);            /* -1, 0, 1 */
bool rational_is_integer (Rational a);
/* True if A, in lowest terms, has more than DIGITS (20 and more) digits above or below the line; near DIGITS one too many may count. */
bool rational_is_longer (Rational a, unsigned digits);
static inline bool
rational_equal (Rational a, Rational b)
{
  return rational_cmp (a, b) == 0;
}
static inline Rational
rational_min (Rational a, Rational b)
{
  return rational_cmp (a, b) <= 0 ? a : b;
}
static inline Rational
rational_max (Rational a, Rational b)
{
  return rational_cmp (a, b) >= 0 ? a : b;
}

/* Appends the shortest exact decimal (`0.5`, `-12`, `100`) and returns true; if A is no finite
   decimal, or needs more than 40 decimals, appends it rounded to 4 places and returns false. */
bool rational_append_decimal (GString *out, Rational a);
/* Appends A rounded to PLACES with exactly PLACES decimals (`0.50`). */
void rational_append_fixed (GString *out, Rational a, unsigned places);
/* Appends `num/den`, or `num` for an integer. */
void rational_append_fraction (GString *out, Rational a);
