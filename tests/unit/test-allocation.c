/* Scoring a row allocates nothing, so that one code path is both the explained one and the fast one: over the
   real table, while score_row runs, malloc, calloc and realloc are not called.  The program's own definitions
   of them count and pass on to the C library's; under a sanitizer, which has its own, this is skipped. */
#include "eval/score.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(IS_SANITIZED)
#define CAN_COUNT 1

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t count, size_t size);
void *__libc_realloc (void *memory, size_t size);

static unsigned long allocations;

void *
malloc (size_t size)
{
  allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t count, size_t size)
{
  allocations++;
  return __libc_calloc (count, size);
}

void *
realloc (void *memory, size_t size)
{
  allocations++;
  return __libc_realloc (memory, size);
}

typedef struct
{
  DiagSink *sink;
  Session *session;
  Model *model;
  Scheme *scheme;
  Actuals *actuals;
} World;

static Module *
load_example (World *world, const char *name)
{
  const char *top = g_getenv ("srcdir");
  g_autofree char *path = g_build_filename (top ? top : ".", "examples", "yiyang-2024", name, NULL);
  Module *module = session_load (world->session, path);
  assert_non_null (module);
  return module;
}

static void
world_init (World *world)
{
  const char *library = g_getenv ("JIXIAO_DATADIR");
  world->sink = diag_sink_new ();
  world->session = session_new (library ? library : "stdlib", world->sink);
  world->model = sema_check (world->session, load_example (world, "definition.jx"));
  world->scheme = world->model->schemes->pdata[0];
  world->actuals = actuals_new (world->model, world->scheme);
  const Unit *unit = load_example (world, "actuals.jx")->unit;
  assert_true (actuals_read_block (world->actuals, unit, ast_find (unit->root, AST_ACTUALS)));
  actuals_finish (world->actuals, false);
  assert_int_equal (diag_sink_count (world->sink, SEVERITY_ERROR), 0);
}

static void
world_done (World *world)
{
  actuals_free (world->actuals);
  model_free (world->model);
  session_free (world->session);
  diag_sink_free (world->sink);
}

/* The allocations while all rows are scored once. */
static unsigned long
score_rows (const World *world, unsigned *ret_scored)
{
  unsigned long before = allocations;
  *ret_scored = 0;
  for (unsigned i = 0; i < world->scheme->n_indicators; i++)
    {
      const Indicator *indicator = world->scheme->indicators[i];
      RowResult row;
      score_row (world->model, world->scheme, indicator, actuals_of (world->actuals, indicator),
                 world->actuals, &row);
      *ret_scored += row.has_score;
    }
  return allocations - before;
}
#endif

static void
test_counting (void **state)
{
  (void)state;
#ifdef CAN_COUNT
  unsigned long before = allocations;
  void *volatile memory = g_malloc (8);
  memory = g_realloc (memory, 80);
  g_free (memory);
  assert_int_equal (allocations - before, 2);
#else
  skip ();
#endif
}

static void
test_scoring (void **state)
{
  (void)state;
#ifdef CAN_COUNT
  World world;
  unsigned scored;
  world_init (&world);
  assert_int_equal (score_rows (&world, &scored), 0);
  assert_int_equal (scored, 136); /* the 135 of the table, and the execution rate */
  world_done (&world);
#else
  skip ();
#endif
}

int
main (void)
{
#ifndef CAN_COUNT
  puts ("1..0 # SKIP a sanitizer has allocators of its own"); /* cmocka would call skipped cases failures */
  return 0;
#endif
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_counting),
    cmocka_unit_test (test_scoring),
  };
  return cmocka_run_group_tests_name ("allocation", tests, NULL, NULL);
}
