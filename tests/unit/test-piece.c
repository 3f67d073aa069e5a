/* One piece: its values, its limits, and sums, products and quotients of two.  Pieces in a row are tested in
   test-curve. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "helper.h"
#include "prove/piece.h"

static int
setup (void **state)
{
  *state = rational_pool_new ();
  return 0;
}

static int
teardown (void **state)
{
  rational_pool_free (*state);
  return 0;
}

/* (A + B·x) / (C + D·x), in the form that pieces have. */
static Piece
form (int a, int b, int c, int d)
{
  Piece piece = piece_constant (RATIONAL_INT (a));
  piece.b = RATIONAL_INT (b);
  piece.c = RATIONAL_INT (c);
  piece.d = RATIONAL_INT (d);
  return piece;
}

static void
check (Piece piece, Piece expected)
{
  assert_true (piece_equal (&piece, &expected));
}

static void
check_kind (Piece piece, PieceKind kind, PieceWhy why)
{
  assert_int_equal (piece.kind, kind);
  assert_int_equal (piece.why, why);
}

static void
test_sums (void **state)
{
  RationalPool *pool = *state;
  Piece x = form (0, 1, 1, 0), pole = form (4, 0, 0, 1), one = form (1, 0, 1, 0), negative;
  check (piece_add (pool, &x, &one), form (1, 1, 1, 0));
  check (piece_add (pool, &one, &pole), form (4, 1, 0, 1));
  check (piece_add (pool, &pole, &one), form (4, 1, 0, 1));
  check (piece_add (pool, &pole, &pole), form (8, 0, 0, 1));
  check_kind (piece_add (pool, &pole, &x), PIECE_UNKNOWN, WHY_FORM);
  negative = piece_negative (pool, &pole);
  check (piece_add (pool, &pole, &negative), piece_constant (RATIONAL_ZERO));
}

static void
test_products (void **state)
{
  RationalPool *pool = *state;
  Piece x = form (0, 1, 1, 0), pole = form (4, 0, 0, 1), zero = form (0, 0, 1, 0), two = form (2, 0, 1, 0);
  Piece right = form (2, 2, 1, 0), left = form (1, 1, 1, 0);
  check (piece_multiply (pool, x, two), form (0, 2, 1, 0));
  check (piece_multiply (pool, x, pole), piece_constant (RATIONAL_INT (4)));
  check (piece_multiply (pool, zero, pole), zero);
  check_kind (piece_multiply (pool, x, x), PIECE_UNKNOWN, WHY_FORM);
  check_kind (piece_multiply (pool, pole, pole), PIECE_UNKNOWN, WHY_FORM);
  check (piece_divide (pool, &right, &left), two);
  check (piece_divide (pool, &two, &pole),
         piece_multiply (pool, form (0, 1, 1, 0), piece_constant (rational_new (pool, 1, 2))));
  check (piece_divide (pool, &x, &left), form (0, 1, 1, 1));
  check_kind (piece_divide (pool, &x, &zero), PIECE_FAULT, WHY_DIVISION);
}

static void
test_points (void **state)
{
  RationalPool *pool = *state;
  Piece x = form (0, 1, 1, 0), pole = form (4, 0, 0, 1), unknown = piece_blank (PIECE_UNKNOWN, WHY_DAYS);
  Piece two = piece_constant (RATIONAL_INT (2)), tagged = two;
  tagged.tag = 7;
  assert_true (rational_equal (piece_value (pool, &pole, RATIONAL_INT (2)), RATIONAL_INT (2)));
  check (piece_at (pool, &pole, RATIONAL_INT (2)), two);
  check (piece_at (pool, &unknown, RATIONAL_ZERO), unknown);
  assert_true (piece_goes_through (pool, &pole, RATIONAL_INT (2), &two));
  assert_false (piece_goes_through (pool, &x, RATIONAL_INT (1), &two));
  assert_false (piece_goes_through (pool, &pole, RATIONAL_ZERO, &two));
  assert_false (piece_goes_through (pool, &pole, RATIONAL_INT (2), &tagged));
  assert_true (piece_goes_through (pool, &unknown, RATIONAL_ZERO, &unknown));
}

static void
check_limit (RationalPool *pool, Piece piece, int low, int high, bool at_high, int infinite, int value)
{
  PieceEnd ends[2] = { { low != INT_MIN, RATIONAL_INT (low) }, { high != INT_MAX, RATIONAL_INT (high) } };
  PieceLimit limit = piece_limit (pool, &piece, ends[0], ends[1], at_high);
  assert_int_equal (limit.infinite, infinite);
  assert_true (rational_equal (limit.value, RATIONAL_INT (value)));
}

static void
test_limits (void **state)
{
  RationalPool *pool = *state;
  Piece x = form (0, 1, 1, 0), pole = form (4, 3, 0, 1);
  PieceLimit ascending[]
      = { { -1, RATIONAL_ZERO }, { 0, RATIONAL_INT (-5) }, { 0, RATIONAL_INT (5) }, { 1, RATIONAL_ZERO } };
  check_limit (pool, x, 0, 5, false, 0, 0);
  check_limit (pool, x, 0, 5, true, 0, 5);
  check_limit (pool, x, INT_MIN, INT_MAX, false, -1, 0);
  check_limit (pool, x, INT_MIN, INT_MAX, true, 1, 0);
  check_limit (pool, form (2, 0, 1, 0), INT_MIN, INT_MAX, true, 0, 2);
  check_limit (pool, pole, 0, INT_MAX, false, 1, 0);
  check_limit (pool, pole, INT_MIN, 0, true, -1, 0);
  check_limit (pool, pole, 0, INT_MAX, true, 0, 3);
  assert_true (piece_slope (pool, &x) > 0);
  assert_true (piece_slope (pool, &pole) < 0);
  for (size_t i = 0; i < G_N_ELEMENTS (ascending); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (ascending); j++)
      {
        int order = piece_limit_cmp (ascending[i], ascending[j]);
        assert_int_equal ((order > 0) - (order < 0), (i > j) - (i < j));
      }
}

static void
check_between (RationalPool *pool, PieceEnd low, PieceEnd high)
{
  Rational x = piece_between (pool, low, high);
  assert_true (!low.has || rational_cmp (low.x, x) < 0);
  assert_true (!high.has || rational_cmp (x, high.x) < 0);
}

static void
test_between (void **state)
{
  RationalPool *pool = *state;
  PieceEnd none = { false, RATIONAL_ZERO }, low = { true, RATIONAL_INT (3) },
           high = { true, RATIONAL_INT (4) };
  check_between (pool, none, none);
  check_between (pool, low, none);
  check_between (pool, none, low);
  check_between (pool, low, high);
}

int
main (void)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, setup, teardown)
  const struct CMUnitTest tests[] = { TEST (test_sums), TEST (test_products), TEST (test_points),
                                      TEST (test_limits), TEST (test_between) };
  return cmocka_run_group_tests_name ("piece", tests, NULL, NULL);
}
