/* Tests of eval/trace: over every row of the examples a traced row is the row that score_row gives, and what
   the trace says of it hangs together: one arm taken, after all that were tried; the value of an expression
   is that of its whole; clamped and rounded it is the score. */
#include "eval/trace.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

typedef struct
{
  DiagSink *sink;
  Session *session;
  Model *model;
  const Scheme *scheme;
  Actuals *actuals;
} World;

static char *
path_of (const char *name)
{
  const char *top = g_getenv ("srcdir");
  return g_build_filename (top ? top : ".", "examples", name, NULL);
}

static const char *
library (void)
{
  const char *folder = g_getenv ("JIXIAO_DATADIR");
  return folder ? folder : "stdlib";
}

static void
read_blocks (World *world, const Unit *unit)
{
  for (const AstNode *block = ast_find (unit->root, AST_ACTUALS); block; block = ast_find_next (block))
    actuals_read_block (world->actuals, unit, block);
}

static void
world_init (World *world, const char *definition, const char *actuals)
{
  g_autofree char *definition_path = path_of (definition), *actuals_path = path_of (actuals);
  world->sink = diag_sink_new ();
  world->session = session_new (library (), world->sink);
  world->model = sema_check (world->session, session_load (world->session, definition_path));
  assert_int_equal (world->model->schemes->len, 1);
  world->scheme = world->model->schemes->pdata[0];
  world->actuals = actuals_new (world->model, world->scheme);
  read_blocks (world, session_load (world->session, actuals_path)->unit);
  actuals_finish (world->actuals, true);
}

static void
world_done (World *world)
{
  actuals_free (world->actuals);
  model_free (world->model);
  session_free (world->session);
  diag_sink_free (world->sink);
}

static void
check_same_row (const RowResult *a, const RowResult *b)
{
  assert_ptr_equal (a->indicator, b->indicator);
  assert_int_equal (a->status, b->status);
  assert_true (rational_equal (a->score_min, b->score_min));
  assert_true (rational_equal (a->score_max, b->score_max));
  assert_true (rational_equal (a->exact, b->exact));
  assert_int_equal (a->has_score, b->has_score);
  assert_int_equal (a->clamped, b->clamped);
  assert_ptr_equal (a->arm, b->arm);
  assert_ptr_equal (a->actual, b->actual);
}

static void
check_arms (const Trace *trace, const TracePass *pass)
{
  for (unsigned i = 0; i < pass->n_arms; i++)
    {
      const TraceArm *arm = trace_arm_at (trace, pass->first_arm + i);
      bool last = i + 1 == pass->n_arms;
      assert_int_equal (arm->holds, last);
      assert_ptr_equal (last ? pass->taken : NULL, last ? arm->arm : NULL);
      if (arm->condition.n)
        assert_int_equal (
            rational_sign (trace_value_at (trace, arm->condition.first + arm->condition.n - 1)->value) != 0,
            arm->holds);
    }
}

static void
check_arithmetic (RationalPool *pool, const Scheme *scheme, const Trace *trace, const TracePass *pass)
{
  Rational weight = trace->indicator->weight, clamped, rounded;
  const TraceValue *whole = trace_value_at (trace, pass->arithmetic.first + pass->arithmetic.n - 1);
  assert_ptr_equal (whole->expr, pass->taken->score);
  assert_true (rational_equal (whole->value, pass->value));
  clamped = rational_min (rational_max (pass->value, RATIONAL_ZERO), weight);
  rounded = rational_min (weight, rational_round (pool, clamped, scheme->framework->places));
  assert_true (rational_equal (pass->clamped, clamped));
  assert_true (
      rational_equal (pass->score, trace->frame.met && rational_equal (clamped, weight) ? weight : rounded));
  assert_true (rational_equal (pass->score, trace->row.score_min)
               || rational_equal (pass->score, trace->row.score_max));
}

static void
check_formula (const Trace *trace)
{
  if (!trace->formula.n || trace->formula_status != EVAL_OK || !trace->value)
    return;
  assert_true (rational_equal (trace_value_at (trace, trace->formula.first + trace->formula.n - 1)->value,
                               trace->value->number));
}

static void
check_row (const World *world, Trace *trace, const Indicator *indicator)
{
  const Actual *actual = actuals_of (world->actuals, indicator);
  RowResult plain, traced;
  bool plain_ok = score_row (world->model, world->scheme, indicator, actual, world->actuals, &plain);
  bool traced_ok
      = score_row_traced (world->model, world->scheme, indicator, actual, world->actuals, trace, &traced);
  assert_int_equal (plain_ok, traced_ok);
  check_same_row (&plain, &traced);
  check_same_row (&plain, &trace->row);
  check_formula (trace);
  for (unsigned i = 0; i < trace->n_passes; i++)
    {
      check_arms (trace, &trace->passes[i]);
      if (trace->passes[i].has_value)
        check_arithmetic (world->session->numbers, world->scheme, trace, &trace->passes[i]);
    }
}

static void
test_examples (void **state)
{
  static const struct
  {
    const char *definition, *actuals;
  } EXAMPLES[] = { { "01-hello.jx", "01-hello.jx" },
                   { "02-rules.jx", "02-rules.jx" },
                   { "03-units-and-levels.jx", "03-units-and-levels.jx" },
                   { "yiyang-2024/definition.jx", "yiyang-2024/actuals.jx" } };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (EXAMPLES); i++)
    {
      g_autoptr (Trace) trace = trace_new (); /* used again for each row */
      World world;
      world_init (&world, EXAMPLES[i].definition, EXAMPLES[i].actuals);
      assert_true (world.scheme->n_indicators > 0);
      for (unsigned j = 0; j < world.scheme->n_indicators; j++)
        check_row (&world, trace, world.scheme->indicators[j]);
      world_done (&world);
    }
}

/* A whole scheme, traced or not. */
static void
test_scheme (void **state)
{
  World world;
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (GPtrArray) traces = g_ptr_array_new_with_free_func ((GDestroyNotify)trace_free);
  const Result *plain, *traced;
  (void)state;
  world_init (&world, "yiyang-2024/definition.jx", "yiyang-2024/actuals.jx");
  for (unsigned i = 0; i < world.scheme->n_indicators; i++)
    g_ptr_array_add (traces, trace_new ());
  plain = score_scheme (world.model, world.scheme, world.actuals, arena);
  traced
      = score_scheme_traced (world.model, world.scheme, world.actuals, arena, (Trace *const *)traces->pdata);
  assert_true (rational_equal (plain->total_min, traced->total_min));
  for (unsigned i = 0; i < world.scheme->n_indicators; i++)
    {
      check_same_row (&plain->rows[i], &traced->rows[i]);
      check_same_row (&plain->rows[i], &((const Trace *)traces->pdata[i])->row);
    }
  world_done (&world);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_examples),
    cmocka_unit_test (test_scheme),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
