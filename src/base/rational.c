/* Exact rational numbers.  Every operation first tries 64-bit fractions with 128-bit intermediate results,
   which allocates nothing, and turns to GMP only when the result does not fit; results that fit again are
   small again, so that a value has one form.  Units, percentages and when to round are not known here. */
#include "base/rational.h"

#include <gmp.h>
#include <string.h>

#include "base/limits.h"

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UWide;

enum
{
  SMALL_DIGITS = 18,  /* 10^18 fits in int64 */
  MOST_DECIMALS = 40, /* printed exactly */
  SHORT_DECIMALS = 4  /* printed of what has more */
};

struct RationalBig
{
  mpq_t value;
  RationalBig *next;
};

struct RationalPool
{
  RationalBig *first;
};

RationalPool *
rational_pool_new (void)
{
  return g_new0 (RationalPool, 1);
}

void
rational_pool_clear (RationalPool *pool)
{
  while (pool->first)
    {
      RationalBig *big = pool->first;
      pool->first = big->next;
      mpq_clear (big->value);
      g_free (big);
    }
}

void
rational_pool_free (RationalPool *pool)
{
  if (!pool)
    return;
  rational_pool_clear (pool);
  g_free (pool);
}

/* Small values */

static uint64_t
magnitude (int64_t n)
{
  return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

static uint64_t
gcd (uint64_t a, uint64_t b)
{
  if (a == 0 || b == 0)
    return a | b;
  int shift = __builtin_ctzll (a | b);
  a >>= __builtin_ctzll (a);
  while (b)
    {
      b >>= __builtin_ctzll (b);
      uint64_t smaller = MIN (a, b);
      b = MAX (a, b) - smaller;
      a = smaller;
    }
  return a << shift;
}

static uint64_t
power_of_ten (unsigned exponent)
{
  uint64_t power = 1;
  while (exponent--)
    power *= 10;
  return power;
}

/* The small value ±NUM/DEN, which is in lowest terms; false if it does not fit. */
static bool
small_make (bool negative, UWide num, UWide den, Rational *ret)
{
  if (den > INT64_MAX || num > (UWide)INT64_MAX + negative)
    return false;
  uint64_t low = (uint64_t)num;
  *ret = (Rational){ (int64_t)(negative ? 0 - low : low), (int64_t)den, NULL };
  return true;
}

/* A + SIGN·B (Knuth 4.5.1: both gcds are of 64 bits). */
static bool
small_add (Rational a, Rational b, int sign, Rational *ret)
{
  if (a.big || b.big)
    return false;
  uint64_t common = a.den == 1 || b.den == 1 ? 1 : gcd ((uint64_t)a.den, (uint64_t)b.den);
  int64_t rest_a = a.den / (int64_t)common, rest_b = b.den / (int64_t)common;
  Wide sum = (Wide)a.num * rest_b + (Wide)b.num * sign * rest_a;
  UWide num = sum < 0 ? 0 - (UWide)sum : (UWide)sum;
  if (common == 1)
    return small_make (sum < 0, num, (UWide)a.den * (UWide)b.den, ret);
  uint64_t again = gcd ((uint64_t)(num % common), common);
  return small_make (sum < 0, num / again, (UWide)rest_a * (UWide)((uint64_t)b.den / again), ret);
}

/* ±(NUM_A/DEN_A)·(NUM_B/DEN_B), each in lowest terms. */
static bool
small_multiply (bool negative, uint64_t num_a, uint64_t den_a, uint64_t num_b, uint64_t den_b, Rational *ret)
{
  uint64_t first = gcd (num_a, den_b), second = gcd (num_b, den_a);
  UWide num = (UWide)(num_a / first) * (num_b / second);
  UWide den = (UWide)(den_a / second) * (den_b / first);
  return small_make (negative, num, den, ret);
}

/* Big values */

static void
mpz_set_magnitude (mpz_t z, uint64_t n)
{
  mpz_import (z, 1, -1, sizeof n, 0, 0, &n);
}

static void
mpq_init_rational (mpq_t q, Rational a)
{
  mpq_init (q);
  if (a.big)
    {
      mpq_set (q, a.big->value);
      return;
    }
  mpz_set_magnitude (mpq_numref (q), magnitude (a.num));
  if (a.num < 0)
    mpz_neg (mpq_numref (q), mpq_numref (q));
  mpz_set_magnitude (mpq_denref (q), (uint64_t)a.den);
}

/* 10^EXPONENT. */
static void
mpz_init_power_of_ten (mpz_t z, unsigned exponent)
{
  mpz_init (z);
  mpz_ui_pow_ui (z, 10, exponent);
}

static bool
demote (const mpq_t q, Rational *ret)
{
  if (mpz_sizeinbase (mpq_numref (q), 2) > 64 || mpz_sizeinbase (mpq_denref (q), 2) > 63)
    return false;
  uint64_t num = 0, den = 0;
  mpz_export (&num, NULL, -1, sizeof num, 0, 0, mpq_numref (q));
  mpz_export (&den, NULL, -1, sizeof den, 0, 0, mpq_denref (q));
  return small_make (mpq_sgn (q) < 0, num, den, ret);
}

/* Q, which is canonical, as a value; clears Q. */
static Rational
take (RationalPool *pool, mpq_t q)
{
  Rational result;
  if (!demote (q, &result))
    {
      RationalBig *big = g_new (RationalBig, 1);
      mpq_init (big->value);
      mpq_swap (big->value, q);
      big->next = pool->first;
      pool->first = big;
      result = (Rational){ 0, 0, big };
    }
  mpq_clear (q);
  return result;
}

typedef void (*BinaryOperation) (mpq_ptr, mpq_srcptr, mpq_srcptr);

static Rational
big_binary (RationalPool *pool, BinaryOperation operation, Rational a, Rational b)
{
  mpq_t x, y;
  mpq_init_rational (x, a);
  mpq_init_rational (y, b);
  operation (x, x, y);
  mpq_clear (y);
  return take (pool, x);
}

typedef void (*Division) (mpz_ptr, mpz_srcptr, mpz_srcptr);

static Rational
big_to_integer (RationalPool *pool, Division division, Rational a)
{
  mpq_t x;
  mpq_init_rational (x, a);
  division (mpq_numref (x), mpq_numref (x), mpq_denref (x));
  mpz_set_ui (mpq_denref (x), 1);
  return take (pool, x);
}

/* |A|·SCALE to the nearest integer, halves up. */
static void
mpz_init_scaled (mpz_t z, Rational a, const mpz_t scale)
{
  mpq_t x;
  mpq_init_rational (x, a);
  mpz_init (z);
  mpz_abs (z, mpq_numref (x));
  mpz_mul (z, z, scale);
  mpz_mul_2exp (z, z, 1);
  mpz_add (z, z, mpq_denref (x));
  mpz_mul_2exp (mpq_denref (x), mpq_denref (x), 1);
  mpz_fdiv_q (z, z, mpq_denref (x));
  mpq_clear (x);
}

/* Arithmetic */

Rational
rational_new (RationalPool *pool, int64_t num, int64_t den)
{
  g_assert (den != 0);
  uint64_t common = gcd (magnitude (num), magnitude (den));
  bool negative = (num < 0) != (den < 0);
  Rational result;
  if (small_make (negative, magnitude (num) / common, magnitude (den) / common, &result))
    return result;
  return big_binary (pool, mpq_div, RATIONAL_INT (num), RATIONAL_INT (den));
}

Rational
rational_add (RationalPool *pool, Rational a, Rational b)
{
  Rational result;
  return small_add (a, b, 1, &result) ? result : big_binary (pool, mpq_add, a, b);
}

Rational
rational_sub (RationalPool *pool, Rational a, Rational b)
{
  Rational result;
  return small_add (a, b, -1, &result) ? result : big_binary (pool, mpq_sub, a, b);
}

Rational
rational_mul (RationalPool *pool, Rational a, Rational b)
{
  Rational result;
  if (!a.big && !b.big
      && small_multiply ((a.num < 0) != (b.num < 0), magnitude (a.num), (uint64_t)a.den, magnitude (b.num),
                         (uint64_t)b.den, &result))
    return result;
  return big_binary (pool, mpq_mul, a, b);
}

Rational
rational_div (RationalPool *pool, Rational a, Rational b)
{
  g_assert (rational_sign (b) != 0);
  Rational result;
  if (!a.big && !b.big
      && small_multiply ((a.num < 0) != (b.num < 0), magnitude (a.num), (uint64_t)a.den, (uint64_t)b.den,
                         magnitude (b.num), &result))
    return result;
  return big_binary (pool, mpq_div, a, b);
}

Rational
rational_neg (RationalPool *pool, Rational a)
{
  return rational_sub (pool, RATIONAL_ZERO, a);
}

Rational
rational_abs (RationalPool *pool, Rational a)
{
  return rational_sign (a) < 0 ? rational_neg (pool, a) : a;
}

Rational
rational_floor (RationalPool *pool, Rational a)
{
  if (a.big)
    return big_to_integer (pool, mpz_fdiv_q, a);
  return RATIONAL_INT (a.num / a.den - (a.num % a.den < 0));
}

Rational
rational_ceil (RationalPool *pool, Rational a)
{
  if (a.big)
    return big_to_integer (pool, mpz_cdiv_q, a);
  return RATIONAL_INT (a.num / a.den + (a.num % a.den > 0));
}

/* |A|·SCALE to the nearest integer, halves up; A is small, SCALE at most 10^18. */
static UWide
small_scaled (Rational a, uint64_t scale)
{
  UWide den = (UWide)a.den;
  return ((UWide)magnitude (a.num) * scale * 2 + den) / (2 * den);
}

static Rational
big_round (RationalPool *pool, Rational a, unsigned places)
{
  mpz_t scale, scaled;
  mpq_t x;
  mpz_init_power_of_ten (scale, places);
  mpz_init_scaled (scaled, a, scale);
  mpq_init (x);
  mpz_swap (mpq_numref (x), scaled);
  mpz_swap (mpq_denref (x), scale);
  if (rational_sign (a) < 0)
    mpq_neg (x, x);
  mpq_canonicalize (x);
  mpz_clear (scale);
  mpz_clear (scaled);
  return take (pool, x);
}

Rational
rational_round (RationalPool *pool, Rational a, unsigned places)
{
  g_assert (places <= SMALL_DIGITS);
  uint64_t scale = power_of_ten (places);
  if (a.big)
    return big_round (pool, a, places);
  if (scale % (uint64_t)a.den == 0)
    return a;
  UWide scaled = small_scaled (a, scale);
  uint64_t common = gcd ((uint64_t)(scaled % scale), scale);
  Rational result;
  return small_make (a.num < 0, scaled / common, scale / common, &result) ? result
                                                                          : big_round (pool, a, places);
}

int
rational_cmp (Rational a, Rational b)
{
  if (!a.big && !b.big)
    {
      Wide left = (Wide)a.num * b.den, right = (Wide)b.num * a.den;
      return (left > right) - (left < right);
    }
  mpq_t x, y;
  mpq_init_rational (x, a);
  mpq_init_rational (y, b);
  int order = mpq_cmp (x, y);
  mpq_clear (x);
  mpq_clear (y);
  return (order > 0) - (order < 0);
}

int
rational_sign (Rational a)
{
  return a.big ? mpq_sgn (a.big->value) : (a.num > 0) - (a.num < 0);
}

bool
rational_is_integer (Rational a)
{
  return a.big ? mpz_cmp_ui (mpq_denref (a.big->value), 1) == 0 : a.den == 1;
}

bool
rational_is_longer (Rational a, unsigned digits)
{
  return a.big && (mpz_sizeinbase (mpq_numref (a.big->value), 10) > digits || mpz_sizeinbase (mpq_denref (a.big->value), 10) > digits);
}

/* Reading */

typedef struct
{
  bool negative;
  size_t n_digits;
  size_t n_decimals;
  char digits[LIMIT_DIGITS + 1]; /* without the point, NUL-terminated */
} Numeral;

/* False unless the whole text is `[-]digits[.digits]`. */
static bool
numeral_scan (Numeral *numeral, const char *text, size_t length)
{
  const char *at = text, *end = text + length, *point = NULL;
  numeral->negative = length && *at == '-';
  numeral->n_digits = 0;
  for (at += numeral->negative; at < end; at++)
    {
      if (*at == '.' && !point && numeral->n_digits && at + 1 < end)
        point = at;
      else if (!g_ascii_isdigit (*at) || numeral->n_digits == LIMIT_DIGITS)
        return false;
      else
        numeral->digits[numeral->n_digits++] = *at;
    }
  numeral->digits[numeral->n_digits] = '\0';
  numeral->n_decimals = point ? (size_t)(end - point - 1) : 0;
  return numeral->n_digits > 0;
}

static Rational
numeral_small (const Numeral *numeral)
{
  int64_t num = 0;
  for (size_t i = 0; i < numeral->n_digits; i++)
    num = num * 10 + (numeral->digits[i] - '0');
  int64_t den = (int64_t)power_of_ten ((unsigned)numeral->n_decimals);
  return rational_new (NULL, numeral->negative ? -num : num, den);
}

static Rational
numeral_big (RationalPool *pool, const Numeral *numeral)
{
  mpq_t x;
  mpq_init (x);
  mpz_set_str (mpq_numref (x), numeral->digits, 10);
  mpz_ui_pow_ui (mpq_denref (x), 10, numeral->n_decimals);
  if (numeral->negative)
    mpq_neg (x, x);
  mpq_canonicalize (x);
  return take (pool, x);
}

bool
rational_parse (RationalPool *pool, const char *text, size_t length, Rational *ret_value)
{
  Numeral numeral;
  if (!numeral_scan (&numeral, text, length))
    return false;
  *ret_value = numeral.n_digits <= SMALL_DIGITS ? numeral_small (&numeral) : numeral_big (pool, &numeral);
  return true;
}

/* Writing */

static void
append_mpz (GString *out, const mpz_t z)
{
  g_autofree char *digits = g_malloc (mpz_sizeinbase (z, 10) + 2);
  g_string_append (out, mpz_get_str (digits, 10, z));
}

static void
append_wide (GString *out, UWide n)
{
  char digits[40];
  size_t at = sizeof digits;
  do
    {
      digits[--at] = (char)('0' + (int)(n % 10));
      n /= 10;
  } while (n);
  g_string_append_len (out, digits + at, (gssize)(sizeof digits - at));
}

/* Puts a point PLACES digits before the end of the number that begins at START, with zeros where digits lack.
 */
static void
insert_point (GString *out, gsize start, unsigned places)
{
  while (out->len - start <= places)
    g_string_insert_c (out, (gssize)start, '0');
  if (places)
    g_string_insert_c (out, (gssize)(out->len - places), '.');
}

/* Appends |A|·10^PLACES rounded. False if that is 0. */
static bool
append_scaled (GString *out, Rational a, unsigned places)
{
  if (!a.big && places <= SMALL_DIGITS)
    {
      UWide scaled = small_scaled (a, power_of_ten (places));
      append_wide (out, scaled);
      return scaled != 0;
    }
  mpz_t scale, scaled;
  mpz_init_power_of_ten (scale, places);
  mpz_init_scaled (scaled, a, scale);
  append_mpz (out, scaled);
  bool nonzero = mpz_sgn (scaled) != 0;
  mpz_clear (scale);
  mpz_clear (scaled);
  return nonzero;
}

void
rational_append_fixed (GString *out, Rational a, unsigned places)
{
  gsize start = out->len;
  bool nonzero = append_scaled (out, a, places);
  insert_point (out, start, places);
  if (nonzero && rational_sign (a) < 0)
    g_string_insert_c (out, (gssize)start, '-');
}

/* How many decimals |A| has, if not more than MOST_DECIMALS. */
static bool
small_decimals (Rational a, unsigned *ret_decimals)
{
  unsigned n = 0;
  uint64_t den = (uint64_t)a.den, rest = magnitude (a.num) % den;
  for (; rest && n < MOST_DECIMALS; n++)
    rest = (uint64_t)((UWide)rest * 10 % den);
  *ret_decimals = n;
  return rest == 0;
}

static bool
big_decimals (Rational a, unsigned *ret_decimals)
{
  mpz_t rest;
  unsigned n = 0;
  mpz_init (rest);
  const mpz_srcptr den = mpq_denref (a.big->value);
  mpz_tdiv_r (rest, mpq_numref (a.big->value), den);
  for (; mpz_sgn (rest) && n < MOST_DECIMALS; n++)
    {
      mpz_mul_ui (rest, rest, 10);
      mpz_tdiv_r (rest, rest, den);
    }
  bool finite = mpz_sgn (rest) == 0;
  mpz_clear (rest);
  *ret_decimals = n;
  return finite;
}

bool
rational_append_decimal (GString *out, Rational a)
{
  unsigned decimals;
  bool finite = a.big ? big_decimals (a, &decimals) : small_decimals (a, &decimals);
  rational_append_fixed (out, a, finite ? decimals : SHORT_DECIMALS);
  return finite;
}

void
rational_append_fraction (GString *out, Rational a)
{
  if (a.big)
    {
      append_mpz (out, mpq_numref (a.big->value));
      if (!rational_is_integer (a))
        {
          g_string_append_c (out, '/');
          append_mpz (out, mpq_denref (a.big->value));
        }
      return;
    }
  g_string_append_printf (out, "%" G_GINT64_FORMAT, a.num);
  if (a.den != 1)
    g_string_append_printf (out, "/%" G_GINT64_FORMAT, a.den);
}
