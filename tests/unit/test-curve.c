/* Piecewise functions: each operation as text, `2x | 1: 3 | 1/(x) |` for the pieces and the values between
   them; then what is claimed of their stretches.  That they agree with the evaluator is tested in test-prove.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"
#include "prove/claim.h"

typedef struct
{
  Arena *arena;
  RationalPool *pool;
  PieceContext context;
} Ground;

static int
setup (void **state)
{
  Ground *ground = g_new0 (Ground, 1);
  ground->arena = arena_new ();
  ground->pool = rational_pool_new ();
  ground->context = piece_context (ground->arena, ground->pool, false);
  *state = ground;
  return 0;
}

static int
teardown (void **state)
{
  Ground *ground = *state;
  arena_free (ground->arena);
  rational_pool_free (ground->pool);
  g_free (ground);
  return 0;
}

/* Text */

static void
append_linear (GString *out, Rational a, Rational b)
{
  if (rational_sign (a) || !rational_sign (b))
    rational_append_fraction (out, a);
  if (!rational_sign (b))
    return;
  g_string_append (out, rational_sign (a) && rational_sign (b) > 0 ? "+" : "");
  if (!rational_equal (b, RATIONAL_ONE))
    rational_append_fraction (out, b);
  g_string_append_c (out, 'x');
}

static void
append_piece (GString *out, const Piece *piece)
{
  static const char *const KINDS[] = { "out", "", "na", "fault", "unknown" };
  static const char *const WHYS[] = { "", " zero", " gone", " given", " form", " many", " endless" };
  if (piece->kind != PIECE_VALUE)
    {
      g_string_append_printf (out, "%s%s", KINDS[piece->kind], WHYS[piece->why]);
      return;
    }
  append_linear (out, piece->a, piece->b);
  if (!rational_sign (piece->d))
    return;
  g_string_append (out, " / (");
  append_linear (out, piece->c, piece->d);
  g_string_append_c (out, ')');
}

static void
check (const Curve *f, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (unsigned i = 0; i < 2 * f->n + 1; i++)
    {
      if (i % 2)
        {
          rational_append_fraction (out, f->at[i / 2]);
          g_string_append (out, ": ");
        }
      append_piece (out, &f->pieces[i]);
      g_string_append (out, i < 2 * f->n ? " | " : "");
    }
  assert_string_equal (out->str, expected);
}

/* Making: `x`, constants, and what follows from them. */

static const Curve *
number (Ground *ground, int num, int den)
{
  return curve_constant (&ground->context, rational_new (ground->pool, num, den));
}

static const Curve *
x (Ground *ground)
{
  return curve_x (&ground->context);
}

static const Curve *
make (Ground *ground, CurveOp op, const Curve *f, const Curve *g)
{
  return curve_combine (&ground->context, op, f, g);
}

/* A + B·x. */
static const Curve *
line (Ground *ground, int a, int b)
{
  return make (ground, CURVE_ADD, number (ground, a, 1),
               make (ground, CURVE_MULTIPLY, number (ground, b, 1), x (ground)));
}

static void
test_sums (void **state)
{
  Ground *ground = *state;
  const Curve *pole = make (ground, CURVE_DIVIDE, number (ground, 6, 1), x (ground));
  check (line (ground, 1, 2), "1+2x");
  check (make (ground, CURVE_SUBTRACT, line (ground, 1, 2), line (ground, 1, 2)), "0");
  check (curve_negative (&ground->context, line (ground, 1, 2)), "-1-2x");
  check (pole, "6 / (x) | 0: fault zero | 6 / (x)");
  check (make (ground, CURVE_ADD, pole, number (ground, 2, 1)), "6+2x / (x) | 0: fault zero | 6+2x / (x)");
  check (make (ground, CURVE_SUBTRACT, number (ground, 2, 1), pole),
         "-6+2x / (x) | 0: fault zero | -6+2x / (x)");
  check (make (ground, CURVE_ADD, pole, pole), "12 / (x) | 0: fault zero | 12 / (x)");
  check (make (ground, CURVE_ADD, pole, x (ground)), "unknown form | 0: fault zero | unknown form");
  check (make (ground, CURVE_ADD, curve_blank (&ground->context, PIECE_UNKNOWN, WHY_GIVEN), pole),
         "unknown given | 0: fault zero | unknown given");
}

static void
test_products (void **state)
{
  Ground *ground = *state;
  const Curve *ratio = make (ground, CURVE_DIVIDE, line (ground, 1, 1), line (ground, 4, 2));
  check (ratio, "1/2+1/2x / (2+x) | -2: fault zero | 1/2+1/2x / (2+x)");
  check (make (ground, CURVE_MULTIPLY, ratio, line (ground, 6, 3)), "3/2+3/2x | -2: fault zero | 3/2+3/2x");
  check (make (ground, CURVE_MULTIPLY, line (ground, 6, 3), ratio), "3/2+3/2x | -2: fault zero | 3/2+3/2x");
  check (make (ground, CURVE_DIVIDE, line (ground, 2, 2), line (ground, 1, 1)), "2 | -1: fault zero | 2");
  check (make (ground, CURVE_MULTIPLY, x (ground), x (ground)), "unknown form");
  check (make (ground, CURVE_MULTIPLY, number (ground, 0, 1), x (ground)), "0");
  check (make (ground, CURVE_DIVIDE, x (ground), number (ground, 0, 1)), "fault zero");
  check (make (ground, CURVE_DIVIDE, number (ground, 0, 1), x (ground)), "0 | 0: fault zero | 0");
}

static void
test_crossings (void **state)
{
  Ground *ground = *state;
  const Curve *four = make (ground, CURVE_DIVIDE, number (ground, 4, 1), x (ground));
  const Curve *two = make (ground, CURVE_DIVIDE, number (ground, 2, 1), x (ground));
  check (make (ground, CURVE_MIN, x (ground), number (ground, 3, 1)), "x | 3: 3 | 3");
  check (curve_abs (&ground->context, line (ground, -2, 1)), "2-1x | 2: 0 | -2+x");
  check (make (ground, CURVE_MAX, x (ground), four),
         "4 / (x) | -2: -2 | x | 0: fault zero | 4 / (x) | 2: 2 | x");
  check (make (ground, CURVE_MAX, x (ground), two), "unknown form | 0: fault zero | unknown form");
  check (
      make (ground, CURVE_GE, x (ground), make (ground, CURVE_SUBTRACT, x (ground), number (ground, 1, 1))),
      "1");
  check (make (ground, CURVE_EQ, x (ground), number (ground, 1, 3)), "0 | 1/3: 1 | 0");
  check (make (ground, CURVE_NE, x (ground), number (ground, 1, 3)), "1 | 1/3: 0 | 1");
  check (make (ground, CURVE_GT, x (ground), number (ground, 5, 1)), "0 | 5: 0 | 1");
}

/* Irrational crossings elsewhere do no harm. */
static void
test_clear (void **state)
{
  Ground *ground = *state;
  const Curve *two = make (ground, CURVE_DIVIDE, number (ground, 2, 1), x (ground));
  const Curve *above = make (ground, CURVE_GE, x (ground), number (ground, 2, 1));
  const Curve *below = make (ground, CURVE_ALL, make (ground, CURVE_GT, x (ground), number (ground, 0, 1)),
                             make (ground, CURVE_LE, x (ground), number (ground, 1, 1)));
  check (make (ground, CURVE_MAX, make (ground, CURVE_CHOOSE, above, x (ground)), two), "out | 2: 2 | x");
  check (make (ground, CURVE_MAX, make (ground, CURVE_CHOOSE, below, x (ground)), two),
         "out | 0: out | 2 / (x) | 1: 2 | out");
}

static void
test_choices (void **state)
{
  Ground *ground = *state;
  const Curve *late = make (ground, CURVE_GE, x (ground), number (ground, 1, 1));
  const Curve *fault = curve_blank (&ground->context, PIECE_FAULT, WHY_DIVISION);
  const Curve *chosen = make (ground, CURVE_CHOOSE, late, x (ground));
  check (chosen, "out | 1: 1 | x");
  check (make (ground, CURVE_OVERLAY, chosen, number (ground, 7, 1)), "7 | 1: 1 | x");
  check (make (ground, CURVE_ALL, late, fault), "0 | 1: fault zero | fault zero");
  check (make (ground, CURVE_ANY, late, fault), "fault zero | 1: 1 | 1");
  check (make (ground, CURVE_ALL, fault, late), "fault zero");
  check (curve_not (&ground->context, late), "1 | 1: 0 | 0");
  check (make (ground, CURVE_OVERLAY, curve_tag (&ground->context, chosen, 1), x (ground)), "x | 1: 1 | x");
}

static const Curve *
cut (Ground *ground, const Curve *f, int low, int high)
{
  const Curve *asked = make (ground, CURVE_ALL, make (ground, CURVE_GE, x (ground), number (ground, low, 1)),
                             make (ground, CURVE_LE, x (ground), number (ground, high, 1)));
  return make (ground, CURVE_CHOOSE, asked, f);
}

static void
test_steps (void **state)
{
  Ground *ground = *state;
  PieceContext *context = &ground->context;
  const Curve *half = make (ground, CURVE_DIVIDE, x (ground), number (ground, 2, 1));
  check (curve_step (context, STEP_CEIL, 0, cut (ground, half, 0, 4)),
         "out | 0: 0 | 1 | 2: 1 | 2 | 4: 2 | out");
  check (curve_step (context, STEP_FLOOR, 0, cut (ground, half, 0, 4)),
         "out | 0: 0 | 0 | 2: 1 | 1 | 4: 2 | out");
  check (curve_step (context, STEP_ROUND, 0, cut (ground, x (ground), -1, 1)),
         "out | -1: -1 | -1 | -1/2: -1 | 0 | 1/2: 1 | 1 | 1: 1 | out");
  check (curve_step (context, STEP_ROUND, 1,
                     cut (ground, make (ground, CURVE_DIVIDE, x (ground), number (ground, -5, 1)), 0, 1)),
         "out | 0: 0 | 0 | 1/4: -1/10 | -1/10 | 3/4: -1/5 | -1/5 | 1: -1/5 | out");
  check (curve_step (context, STEP_CEIL, 0, number (ground, 1, 3)), "1");
  check (curve_step (context, STEP_CEIL, 0, half), "unknown endless");
  check (curve_step (context, STEP_CEIL, 0,
                     make (ground, CURVE_DIVIDE, number (ground, 1, 1), cut (ground, x (ground), 0, 1))),
         "out | 0: fault zero | unknown endless | 1: 1 | out");
}

/* The limit, at it and one beyond. */
static void
test_limit (void **state)
{
  Ground *ground = *state;
  const Curve *most
      = curve_step (&ground->context, STEP_FLOOR, 0, cut (ground, x (ground), 0, PIECE_LIMIT - 2));
  assert_int_equal (most->n, PIECE_LIMIT - 1);
  check (curve_step (&ground->context, STEP_FLOOR, 0, cut (ground, x (ground), 0, PIECE_LIMIT - 1)),
         "unknown many");
  check (curve_step (&ground->context, STEP_FLOOR, 0, cut (ground, x (ground), 0, 1000000)),
         "out | 0: 0 | unknown many | 1000000: 1000000 | out");
  ground->context.made = PIECE_WORK_LIMIT;
  check (make (ground, CURVE_ADD, x (ground), x (ground)), "unknown many");
}

static void
test_whole (void **state)
{
  Ground *ground = *state;
  PieceContext *context = &ground->context;
  context->whole = true;
  check (curve_step (context, STEP_CEIL, 0, line (ground, 3, 2)), "3+2x");
  check (curve_step (context, STEP_ROUND, 4,
                     make (ground, CURVE_DIVIDE, cut (ground, x (ground), 0, 3), number (ground, 3, 1))),
         "out | 0: 0 | out | 1: 3333/10000 | out | 2: 6667/10000 | out | 3: 1 | out");
}

/* Claims */

static View
view_of (Ground *ground, bool whole)
{
  return (View){ ground->pool, whole, RATIONAL_ONE };
}

static void
check_beyond (Ground *ground, const Curve *f, bool whole, int limit, int sign, const char *expected)
{
  View view = view_of (ground, whole);
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_autofree char *found = g_strdup ("none");
  stretches_append (&view, f, 0, stretches);
  for (guint i = 0; i < stretches->len; i++)
    {
      Rational at;
      if (!stretch_beyond (&view, &g_array_index (stretches, Stretch, i), RATIONAL_INT (limit), sign, &at))
        continue;
      g_free (found);
      found = number_text (at);
      break;
    }
  assert_string_equal (found, expected);
}

static void
test_beyond (void **state)
{
  Ground *ground = *state;
  const Curve *hundredth = make (ground, CURVE_DIVIDE, x (ground), number (ground, 100, 1));
  const Curve *falling
      = make (ground, CURVE_DIVIDE, number (ground, 1, 1), cut (ground, x (ground), 2, 1000));
  check_beyond (ground, number (ground, 5, 1), false, 5, 1, "none");
  check_beyond (ground, number (ground, 5, 1), false, 4, 1, "0");
  check_beyond (ground, cut (ground, hundredth, 0, 100), false, 1, 1, "none");
  check_beyond (ground, cut (ground, hundredth, 0, 101), false, 1, 1, "1001/10");
  check_beyond (ground, make (ground, CURVE_MULTIPLY, hundredth, number (ground, -1, 1)), false, 0, -1, "1");
  check_beyond (
      ground,
      make (ground, CURVE_CHOOSE, make (ground, CURVE_LT, x (ground), number (ground, 1, 3)), x (ground)),
      false, 0, 1, "1/10");
  check_beyond (ground, falling, true, 0, -1, "none");
  check_beyond (ground, make (ground, CURVE_SUBTRACT, x (ground), number (ground, 1, 2)), true, 0, -1, "0");
}

static void
check_disorder (Ground *ground, const Curve *f, bool whole, int sign, const char *expected)
{
  View view = view_of (ground, whole);
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_autoptr (GString) out = g_string_new (NULL);
  Disorder disorder[2];
  bool found[2];
  stretches_append (&view, f, 0, stretches);
  find_disorder (&view, stretches, sign, disorder, found);
  for (int i = 0; i < 2; i++)
    if (found[i])
      {
        g_autofree char *first = number_text (disorder[i].x[0]), *second = number_text (disorder[i].x[1]);
        g_string_append_printf (out, "%s%s %s", i ? " met " : "", first, second);
      }
  assert_string_equal (out->str, expected);
}

static void
test_disorder (void **state)
{
  Ground *ground = *state;
  const Curve *step = make (ground, CURVE_GE, x (ground), number (ground, 10, 1));
  const Curve *saw
      = make (ground, CURVE_SUBTRACT, x (ground), make (ground, CURVE_MULTIPLY, step, number (ground, 5, 1)));
  const Curve *gone = make (ground, CURVE_DIVIDE, number (ground, 1, 1), line (ground, -10, 1));
  check_disorder (ground, x (ground), false, 1, "");
  check_disorder (ground, x (ground), false, -1, "-1 1");
  check_disorder (ground, x (ground), true, -1, "-1 0");
  check_disorder (ground, step, false, 1, "");
  check_disorder (ground, step, false, -1, "0 10");
  check_disorder (ground, saw, false, 1, "8 10");
  check_disorder (ground, saw, true, 1, "8 10");
  check_disorder (ground, cut (ground, gone, 11, 20), false, -1, "");
  check_disorder (ground, curve_tag (&ground->context, cut (ground, gone, 11, 20), 1), false, 1,
                  " met 12 16");
  /* what is unknown or has no value between them does not hide it */
  check_disorder (ground, gone, false, -1, "0 11");
}

int
main (void)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, setup, teardown)
  const struct CMUnitTest tests[] = {
    TEST (test_sums),  TEST (test_products), TEST (test_crossings), TEST (test_clear),  TEST (test_choices),
    TEST (test_steps), TEST (test_limit),    TEST (test_whole),     TEST (test_beyond), TEST (test_disorder),
  };
  return cmocka_run_group_tests_name ("curve", tests, NULL, NULL);
}
