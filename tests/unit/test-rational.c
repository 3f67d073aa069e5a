/* Rationals: reading, writing, edges of int64, and every operation against GMP on random operands.
   JIXIAO_SEED repeats a run. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <gmp.h>

#include "base/limits.h"
#include "base/rational.h"

enum
{
  N_RANDOM = 20000
};

static char *
fraction (Rational a)
{
  GString *out = g_string_new (NULL);
  rational_append_fraction (out, a);
  return g_string_free (out, FALSE);
}

static void
assert_fraction (Rational a, const char *expected)
{
  g_autofree char *text = fraction (a);
  assert_string_equal (text, expected);
  assert_int_equal (a.den == 0, a.big != NULL);
}

/* The value of a fraction as text, for operands that no literal can hold. */
static Rational
value_of (RationalPool *pool, const char *text)
{
  const char *slash = strchr (text, '/');
  Rational num, den = RATIONAL_ONE;
  assert_true (rational_parse (pool, text, slash ? (size_t)(slash - text) : strlen (text), &num));
  if (slash)
    assert_true (rational_parse (pool, slash + 1, strlen (slash + 1), &den));
  return rational_div (pool, num, den);
}

static void
test_parse (void **state)
{
  (void)state;
  static const struct
  {
    const char *text, *value; /* value NULL: refused */
  } cases[] = {
    { .text = "0", .value = "0" },
    { .text = "-0", .value = "0" },
    { .text = "-0.00", .value = "0" },
    { .text = "0.50", .value = "1/2" },
    { .text = "007.25", .value = "29/4" },
    { .text = "-12", .value = "-12" },
    { .text = "6653.73", .value = "665373/100" },
    { .text = "0.1234567890123456789", .value = "1234567890123456789/10000000000000000000" },
    { .text = "9223372036854775807", .value = "9223372036854775807" },
    { .text = "9223372036854775808", .value = "9223372036854775808" },
    { .text = "-9223372036854775808", .value = "-9223372036854775808" },
    { .text = "-9223372036854775809", .value = "-9223372036854775809" },
    { .text = "1.00000000000000000000000000", .value = "1" },
    { .text = "" },
    { .text = "-" },
    { .text = "+1" },
    { .text = "--1" },
    { .text = ".5" },
    { .text = "-.5" },
    { .text = "5." },
    { .text = "." },
    { .text = "1.2.3" },
    { .text = "1e5" },
    { .text = "0x10" },
    { .text = " 1" },
    { .text = "1 " },
    { .text = "1,000" },
    { .text = "1-" },
    { .text = "１" },
    { .text = "inf" },
    { .text = "nan" },
  };
  g_autoptr (RationalPool) pool = rational_pool_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Rational value = RATIONAL_INT (77);
      bool read = rational_parse (pool, cases[i].text, strlen (cases[i].text), &value);
      assert_int_equal (read, cases[i].value != NULL);
      assert_fraction (value, cases[i].value ? cases[i].value : "77");
    }
  Rational value;
  assert_true (rational_parse (pool, "12x", 2, &value));
  assert_fraction (value, "12");
  assert_false (rational_parse (pool, "1\0002", 3, &value));
}

static void
test_parse_limit (void **state)
{
  (void)state;
  g_autoptr (RationalPool) pool = rational_pool_new ();
  g_autofree char *digits = g_strnfill (LIMIT_DIGITS + 1, '9');
  Rational value = RATIONAL_ZERO;
  assert_false (rational_parse (pool, digits, LIMIT_DIGITS + 1, &value));
  assert_fraction (value, "0");
  assert_true (rational_parse (pool, digits, LIMIT_DIGITS, &value));
  digits[LIMIT_DIGITS] = '\0';
  assert_fraction (value, digits);

  digits[500] = '.';
  assert_true (rational_parse (pool, digits, LIMIT_DIGITS, &value)); /* 999 digits and a point */
}

static void
test_new (void **state)
{
  (void)state;
  static const struct
  {
    int64_t num, den;
    const char *value;
  } cases[] = {
    { .num = 2, .den = 4, .value = "1/2" },
    { .num = -2, .den = -4, .value = "1/2" },
    { .num = 2, .den = -4, .value = "-1/2" },
    { .num = 0, .den = -7, .value = "0" },
    { .num = INT64_MIN, .den = INT64_MIN, .value = "1" },
    { .num = INT64_MIN, .den = 1, .value = "-9223372036854775808" },
    { .num = INT64_MIN, .den = -1, .value = "9223372036854775808" },
    { .num = 1, .den = INT64_MIN, .value = "-1/9223372036854775808" },
    { .num = 2, .den = INT64_MIN, .value = "-1/4611686018427387904" },
    { .num = 0, .den = INT64_MIN, .value = "0" },
    { .num = INT64_MAX, .den = INT64_MIN, .value = "-9223372036854775807/9223372036854775808" },
  };
  g_autoptr (RationalPool) pool = rational_pool_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fraction (rational_new (pool, cases[i].num, cases[i].den), cases[i].value);
}

static void
test_edges (void **state)
{
  (void)state;
  g_autoptr (RationalPool) pool = rational_pool_new ();
  Rational low = RATIONAL_INT (INT64_MIN), high = RATIONAL_INT (INT64_MAX), one = RATIONAL_ONE;
  assert_fraction (rational_neg (pool, low), "9223372036854775808");
  assert_fraction (rational_abs (pool, low), "9223372036854775808");
  assert_fraction (rational_neg (pool, rational_neg (pool, low)), "-9223372036854775808");
  assert_fraction (rational_sub (pool, low, one), "-9223372036854775809");
  assert_fraction (rational_add (pool, rational_sub (pool, low, one), one), "-9223372036854775808");
  assert_fraction (rational_add (pool, high, high), "18446744073709551614");
  assert_fraction (rational_add (pool, low, low), "-18446744073709551616");
  assert_fraction (rational_sub (pool, low, low), "0");
  assert_fraction (rational_mul (pool, low, low), "85070591730234615865843651857942052864");
  assert_fraction (rational_div (pool, low, low), "1");
  assert_fraction (rational_div (pool, one, low), "-1/9223372036854775808");
  assert_fraction (rational_div (pool, low, RATIONAL_INT (-1)), "9223372036854775808");
  assert_fraction (rational_floor (pool, low), "-9223372036854775808");
  assert_fraction (rational_round (pool, low, 18), "-9223372036854775808");
  assert_int_equal (rational_cmp (low, high), -1);
  assert_int_equal (rational_cmp (high, low), 1);
  assert_int_equal (rational_cmp (rational_neg (pool, low), high), 1);
  assert_int_equal (rational_sign (low), -1);
}

static void
test_round (void **state)
{
  (void)state;
  static const struct
  {
    const char *value;
    unsigned places;
    const char *rounded, *floor, *ceil, *fixed;
  } cases[] = {
    { .value = "1/2", .places = 0, .rounded = "1", .floor = "0", .ceil = "1", .fixed = "1" },
    { .value = "-1/2", .places = 0, .rounded = "-1", .floor = "-1", .ceil = "0", .fixed = "-1" },
    { .value = "-1/3", .places = 0, .rounded = "0", .floor = "-1", .ceil = "0", .fixed = "0" },
    { .value = "5/2", .places = 0, .rounded = "3", .floor = "2", .ceil = "3", .fixed = "3" },
    { .value = "0.435", .places = 2, .rounded = "11/25", .floor = "0", .ceil = "1", .fixed = "0.44" },
    { .value = "-0.435", .places = 2, .rounded = "-11/25", .floor = "-1", .ceil = "0", .fixed = "-0.44" },
    { .value = "0.4349999", .places = 2, .rounded = "43/100", .floor = "0", .ceil = "1", .fixed = "0.43" },
    { .value = "7", .places = 2, .rounded = "7", .floor = "7", .ceil = "7", .fixed = "7.00" },
    { .value = "-1/100000", .places = 4, .rounded = "0", .floor = "-1", .ceil = "0", .fixed = "0.0000" },
    { .value = "1/3",
      .places = 18,
      .rounded = "333333333333333333/1000000000000000000",
      .floor = "0",
      .ceil = "1",
      .fixed = "0.333333333333333333" },
    { .value = "9223372036854775807/2",
      .places = 0,
      .rounded = "4611686018427387904",
      .floor = "4611686018427387903",
      .ceil = "4611686018427387904",
      .fixed = "4611686018427387904" },
    { .value = "9223372036854775807/3", .places = 18, .rounded = "9223372036854775807/3" },
    { .value = "100000000000000000001/3",
      .places = 1,
      .rounded = "333333333333333333337/10",
      .floor = "33333333333333333333",
      .ceil = "33333333333333333334",
      .fixed = "33333333333333333333.7" },
    { .value = "-100000000000000000001/2",
      .places = 0,
      .rounded = "-50000000000000000001",
      .floor = "-50000000000000000001",
      .ceil = "-50000000000000000000",
      .fixed = "-50000000000000000001" },
    { .value = "1/30000000000000000000",
      .places = 3,
      .rounded = "0",
      .floor = "0",
      .ceil = "1",
      .fixed = "0.000" },
  };
  g_autoptr (RationalPool) pool = rational_pool_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Rational value = value_of (pool, cases[i].value);
      Rational rounded = rational_round (pool, value, cases[i].places);
      if (!cases[i].floor)
        {
          Rational error = rational_abs (pool, rational_sub (pool, rounded, value));
          assert_true (rational_cmp (error, rational_new (pool, 1, INT64_C (1000000000000000000))) < 0);
          continue;
        }
      g_autoptr (GString) fixed = g_string_new ("x");
      assert_fraction (rounded, cases[i].rounded);
      assert_fraction (rational_floor (pool, value), cases[i].floor);
      assert_fraction (rational_ceil (pool, value), cases[i].ceil);
      rational_append_fixed (fixed, value, cases[i].places);
      assert_string_equal (fixed->str + 1, cases[i].fixed);
    }
}

static void
test_decimal (void **state)
{
  (void)state;
  static const struct
  {
    const char *value, *text;
    bool exact;
  } cases[] = {
    { .value = "0", .text = "0", .exact = true },
    { .value = "1/2", .text = "0.5", .exact = true },
    { .value = "-12", .text = "-12", .exact = true },
    { .value = "100", .text = "100", .exact = true },
    { .value = "-1/8", .text = "-0.125", .exact = true },
    { .value = "665373/100", .text = "6653.73", .exact = true },
    { .value = "1/3", .text = "0.3333" },
    { .value = "-2/3", .text = "-0.6667" },
    { .value = "-1/300000", .text = "0.0000" },
    { .value = "1/1099511627776",
      .text = "0.0000000000009094947017729282379150390625",
      .exact = true },                                /* 2^-40 */
    { .value = "1/2199023255552", .text = "0.0000" }, /* 2^-41 */
    { .value = "-9223372036854775808", .text = "-9223372036854775808", .exact = true },
    { .value = "100000000000000000000.25", .text = "100000000000000000000.25", .exact = true },
    { .value = "-100000000000000000001/3", .text = "-33333333333333333333.6667" },
    { .value = "0.0000000000000000000000000000000000000001",
      .text = "0.0000000000000000000000000000000000000001",
      .exact = true },
    { .value = "0.00000000000000000000000000000000000000001", .text = "0.0000" },
  };
  g_autoptr (RationalPool) pool = rational_pool_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new ("=");
      assert_int_equal (rational_append_decimal (out, value_of (pool, cases[i].value)), cases[i].exact);
      assert_string_equal (out->str + 1, cases[i].text);
    }
}

/* Random operations against GMP */

typedef struct
{
  GRand *random;
  RationalPool *pool;
} Trial;

static int64_t
random_int (GRand *random)
{
  static const int64_t edges[]
      = { 0, 1, -1, 2, 10, 100, INT64_MAX, INT64_MIN, INT64_MAX - 1, INT64_MIN + 1, 3037000500 };
  if (g_rand_int_range (random, 0, 8) == 0)
    return edges[g_rand_int_range (random, 0, G_N_ELEMENTS (edges))];
  uint64_t bits = (uint64_t)g_rand_int (random) << 32 | g_rand_int (random);
  return (int64_t)bits >> g_rand_int_range (random, 0, 64);
}

static Rational
random_rational (Trial *trial)
{
  int64_t num = random_int (trial->random), den = random_int (trial->random);
  Rational value = rational_new (trial->pool, num, den ? den : 1);
  if (g_rand_int_range (trial->random, 0, 10) == 0)
    value = rational_mul (trial->pool, value, RATIONAL_INT (random_int (trial->random)));
  return value;
}

static void
mpq_init_from (mpq_t q, Rational a)
{
  g_autofree char *text = fraction (a);
  mpq_init (q);
  assert_int_equal (mpq_set_str (q, text, 10), 0);
}

/* The value is Q, in lowest terms, and small exactly if it fits. */
static void
assert_is (Rational a, const mpq_t q)
{
  g_autofree char *mine = fraction (a);
  char *expected = mpq_get_str (NULL, 10, q);
  if (strcmp (mine, expected) != 0)
    fail_msg ("%s instead of %s", mine, expected);
  free (expected);
  static const char *const bounds[] = { "-9223372036854775808", "9223372036854775807" };
  mpz_t low, high;
  mpz_init_set_str (low, bounds[0], 10);
  mpz_init_set_str (high, bounds[1], 10);
  bool fits = mpz_cmp (mpq_numref (q), low) >= 0 && mpz_cmp (mpq_numref (q), high) <= 0
              && mpz_cmp (mpq_denref (q), high) <= 0;
  mpz_clears (low, high, NULL);
  assert_int_equal (fits, a.big == NULL);
  assert_true (a.big ? a.den == 0 : a.den > 0);
}

static void
check_binary (Trial *trial, Rational a, Rational b)
{
  mpq_t x, y, z;
  mpq_init_from (x, a);
  mpq_init_from (y, b);
  mpq_init (z);
  mpq_add (z, x, y);
  assert_is (rational_add (trial->pool, a, b), z);
  mpq_sub (z, x, y);
  assert_is (rational_sub (trial->pool, a, b), z);
  mpq_mul (z, x, y);
  assert_is (rational_mul (trial->pool, a, b), z);
  if (mpq_sgn (y))
    {
      mpq_div (z, x, y);
      assert_is (rational_div (trial->pool, a, b), z);
    }
  int order = mpq_cmp (x, y);
  assert_int_equal (rational_cmp (a, b), (order > 0) - (order < 0));
  assert_int_equal (rational_equal (a, b), mpq_equal (x, y) != 0);
  assert_true (rational_equal (rational_min (a, b), order <= 0 ? a : b));
  assert_true (rational_equal (rational_max (a, b), order >= 0 ? a : b));
  mpq_clears (x, y, z, NULL);
}

/* Q to PLACES decimals, by a way of its own: truncate, then look at what is left. */
static void
mpq_round (mpq_t q, unsigned places)
{
  mpz_t scale, rest;
  int sign = mpq_sgn (q);
  mpz_inits (scale, rest, NULL);
  mpz_ui_pow_ui (scale, 10, places);
  mpz_mul (mpq_numref (q), mpq_numref (q), scale);
  mpz_tdiv_qr (mpq_numref (q), rest, mpq_numref (q), mpq_denref (q));
  mpz_mul_ui (rest, rest, 2);
  if (mpz_cmpabs (rest, mpq_denref (q)) >= 0)
    mpz_add_ui (mpq_numref (q), mpq_numref (q), 1);
  if (mpz_cmpabs (rest, mpq_denref (q)) >= 0 && sign < 0)
    mpz_sub_ui (mpq_numref (q), mpq_numref (q), 2);
  mpz_set (mpq_denref (q), scale);
  mpq_canonicalize (q);
  mpz_clears (scale, rest, NULL);
}

static void
check_unary (Trial *trial, Rational a)
{
  unsigned places = (unsigned)g_rand_int_range (trial->random, 0, 19);
  mpq_t x, z;
  mpq_init_from (x, a);
  mpq_init (z);
  mpq_neg (z, x);
  assert_is (rational_neg (trial->pool, a), z);
  mpq_abs (z, x);
  assert_is (rational_abs (trial->pool, a), z);
  mpz_fdiv_q (mpq_numref (z), mpq_numref (x), mpq_denref (x));
  mpz_set_ui (mpq_denref (z), 1);
  assert_is (rational_floor (trial->pool, a), z);
  mpz_cdiv_q (mpq_numref (z), mpq_numref (x), mpq_denref (x));
  assert_is (rational_ceil (trial->pool, a), z);
  mpq_set (z, x);
  mpq_round (z, places);
  assert_is (rational_round (trial->pool, a, places), z);
  assert_int_equal (rational_sign (a), mpq_sgn (x));
  assert_int_equal (rational_is_integer (a), mpz_cmp_ui (mpq_denref (x), 1) == 0);
  mpq_clears (x, z, NULL);
}

/* What is printed reads back: exactly, or as the value rounded. */
static void
check_print (Trial *trial, Rational a)
{
  g_autoptr (GString) out = g_string_new (NULL);
  bool exact = rational_append_decimal (out, a);
  Rational back;
  assert_true (rational_parse (trial->pool, out->str, out->len, &back));
  assert_true (rational_equal (back, exact ? a : rational_round (trial->pool, a, 4)));
  assert_false (exact && strchr (out->str, '.') && g_str_has_suffix (out->str, "0"));

  unsigned places = (unsigned)g_rand_int_range (trial->random, 0, 19);
  g_string_truncate (out, 0);
  rational_append_fixed (out, a, places);
  assert_true (rational_parse (trial->pool, out->str, out->len, &back));
  assert_true (rational_equal (back, rational_round (trial->pool, a, places)));
  const char *point = strchr (out->str, '.');
  assert_int_equal (point ? strlen (point + 1) : 0, places);
}

static void
test_random (void **state)
{
  (void)state;
  const char *given = g_getenv ("JIXIAO_SEED");
  guint32 seed = given ? (guint32)g_ascii_strtoull (given, NULL, 10) : (guint32)g_get_real_time ();
  print_message ("# seed %u\n", seed);
  Trial trial = { .random = g_rand_new_with_seed (seed), .pool = rational_pool_new () };
  for (int i = 0; i < N_RANDOM; i++)
    {
      Rational a = random_rational (&trial), b = random_rational (&trial);
      check_binary (&trial, a, b);
      check_unary (&trial, a);
      check_print (&trial, a);
      rational_pool_clear (trial.pool);
    }
  rational_pool_free (trial.pool);
  g_rand_free (trial.random);
}

/* Small values */

static void *
no_alloc (size_t size)
{
  fail_msg ("GMP asked for %zu bytes", size);
  return NULL;
}

static void *
no_realloc (void *memory, size_t from, size_t to)
{
  (void)memory;
  (void)from;
  return no_alloc (to);
}

/* With GMP's memory closed and no pool, any way but the small one fails or crashes. */
static void
test_small_allocates_nothing (void **state)
{
  (void)state;
  void *(*alloc) (size_t);
  void *(*realloc_it) (void *, size_t, size_t);
  void (*free_it) (void *, size_t);
  mp_get_memory_functions (&alloc, &realloc_it, &free_it);
  mp_set_memory_functions (no_alloc, no_realloc, free_it);
  for (int64_t i = -300; i < 300; i++)
    for (int64_t j = 1; j < 60; j++)
      {
        Rational a = rational_new (NULL, i, j), b = rational_new (NULL, j * 1000003, 97), c;
        c = rational_sub (NULL, rational_add (NULL, a, b), b);
        c = rational_div (NULL, rational_mul (NULL, c, b), b);
        assert_int_equal (rational_cmp (a, c), 0);
        c = rational_add (NULL, rational_floor (NULL, c), rational_ceil (NULL, c));
        c = rational_neg (NULL, rational_abs (NULL, rational_round (NULL, c, 2)));
        assert_true (rational_sign (c) <= 0);
      }
  Rational parsed;
  assert_true (rational_parse (NULL, "6653.73", 7, &parsed));
  assert_true (
      rational_equal (rational_round (NULL, RATIONAL_INT (INT64_MAX), 18), RATIONAL_INT (INT64_MAX)));
  mp_set_memory_functions (alloc, realloc_it, free_it);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_parse),  cmocka_unit_test (test_parse_limit),
    cmocka_unit_test (test_new),    cmocka_unit_test (test_edges),
    cmocka_unit_test (test_round),  cmocka_unit_test (test_decimal),
    cmocka_unit_test (test_random), cmocka_unit_test (test_small_allocates_nothing),
  };
  return cmocka_run_group_tests_name ("rational", tests, NULL, NULL);
}
