/* Two definitions in one session, as diff reads them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare-world.h"

#define DEFAULTS "正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分"

char *
compare_text_with (const char *defaults, const char *declarations, int year, const char *indicators)
{
  return g_strdup_printf ("体系 试系 { 缺省规则 { %s } }\n%s\n方案 试 { 年度 %d 体系 试系\n%s\n}\n", defaults,
                          declarations, year, indicators);
}

char *
compare_text (const char *declarations, int year, const char *indicators)
{
  return compare_text_with (DEFAULTS, declarations, year, indicators);
}

static Side
read_side (CompareWorld *world, const char *name, const char *text)
{
  Trial *trial = world->trial;
  g_autofree char *path = trial_path (trial, name);
  Module *module;
  Model *model;
  trial_write (trial, name, text);
  module = session_load (trial->session, path);
  assert_non_null (module);
  model = sema_check (trial->session, module);
  world->errors += diag_sink_count (trial->sink, SEVERITY_ERROR);
  diag_sink_clear (trial->sink);
  return (Side){ model, model->schemes->len ? model->schemes->pdata[0] : NULL };
}

CompareWorld *
compare_world_new (const char *old, const char *new)
{
  CompareWorld *world = g_new0 (CompareWorld, 1);
  world->trial = trial_new ();
  world->arena = arena_new ();
  world->old = read_side (world, "old.jx", old);
  world->new = read_side (world, "new.jx", new);
  return world;
}

void
compare_world_swap (CompareWorld *world)
{
  Side old = world->old;
  world->old = world->new;
  world->new = old;
}

void
compare_world_free (CompareWorld *world)
{
  model_free (world->old.model);
  model_free (world->new.model);
  arena_free (world->arena);
  trial_free (world->trial);
  g_free (world);
}
