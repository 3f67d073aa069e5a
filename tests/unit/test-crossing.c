/* Where pieces cross: exact roots inside an interval, and irrational ones that lie in it or do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "helper.h"
#include "prove/crossing.h"

#define NONE INT_MIN

/* (a + b·x) / (c + d·x), in the form that pieces have. */
typedef struct
{
  int a, b, c, d;
} Form;

typedef struct
{
  Form f, g;
  int low, high;        /* NONE: no end */
  const char *expected; /* the roots; `?` for irrational ones */
} Case;

static Piece
piece_of (RationalPool *pool, Form form)
{
  Piece piece = piece_constant (RATIONAL_INT (form.a));
  piece.b = rational_new (pool, form.b, 1);
  piece.c = rational_new (pool, form.c, 1);
  piece.d = rational_new (pool, form.d, 1);
  return piece;
}

static PieceEnd
end_of (int x)
{
  return (PieceEnd){ x != NONE, x == NONE ? RATIONAL_ZERO : RATIONAL_INT (x) };
}

static void
test_crossings (void **state)
{
  static const Case cases[] = {
    { { 0, 1, 1, 0 }, { 3, 0, 1, 0 }, NONE, NONE, "3 " },    /* x = 3 */
    { { 0, 1, 1, 0 }, { 3, 0, 1, 0 }, 3, NONE, "" },         /* the ends are none of it */
    { { 0, 1, 1, 0 }, { 3, 0, 1, 0 }, NONE, 3, "" },         /* */
    { { 0, 3, 1, 0 }, { 1, 0, 1, 0 }, 0, 1, "1/3 " },        /* 3x = 1 */
    { { 0, 1, 1, 0 }, { 1, 1, 1, 0 }, NONE, NONE, "" },      /* parallel */
    { { 0, 1, 1, 0 }, { 0, 1, 1, 0 }, NONE, NONE, "" },      /* the same throughout */
    { { 0, 1, 1, 0 }, { 4, 0, 0, 1 }, NONE, NONE, "-2 2 " }, /* x = 4/x */
    { { 0, 1, 1, 0 }, { 4, 0, 0, 1 }, 0, NONE, "2 " },       /* */
    { { 0, -1, 1, 0 }, { 4, 0, 0, 1 }, NONE, NONE, "" },     /* −x = 4/x */
    { { 2, -1, 1, 0 }, { 1, 0, 0, 1 }, NONE, NONE, "1 " },   /* 2 − x = 1/x: they touch */
    { { 0, 1, 1, 0 }, { 2, 0, 0, 1 }, 0, NONE, "?" },        /* x = 2/x at the root of 2 */
    { { 0, 1, 1, 0 }, { 2, 0, 0, 1 }, 2, NONE, "" },         /* which is below this */
    { { 0, 1, 1, 0 }, { 2, 0, 0, 1 }, 0, 1, "" },            /* and above that */
    { { 0, 1, 1, 0 }, { 2, 0, 0, 1 }, -1, 1, "" },           /* and outside of this on both sides */
    { { 0, 1, 1, 0 }, { 2, 0, 0, 1 }, 1, 2, "?" },           /* */
  };
  g_autoptr (RationalPool) pool = rational_pool_new ();
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Piece f = piece_of (pool, cases[i].f), g = piece_of (pool, cases[i].g);
      g_autoptr (GString) out = g_string_new (NULL);
      Crossings both[2] = { crossings_find (pool, &f, &g, end_of (cases[i].low), end_of (cases[i].high)),
                            crossings_find (pool, &g, &f, end_of (cases[i].low), end_of (cases[i].high)) };
      for (int order = 0; order < 2; order++)
        {
          g_string_assign (out, both[order].unknown ? "?" : "");
          for (unsigned n = 0; n < both[order].n; n++)
            {
              rational_append_fraction (out, both[order].roots[n]);
              g_string_append_c (out, ' ');
            }
          assert_string_equal (out->str, cases[i].expected);
        }
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_crossings) };
  return cmocka_run_group_tests_name ("crossing", tests, NULL, NULL);
}
