/* Fuzz target of actual values.  The first byte chooses the reader: one target or one value through the
   grammar, a cell against targets of every kind, a whole CSV, JSON or JSON Lines text.  Whatever the text is,
   the reader ends, a refusal is reported and nothing else is, and every row read is accounted for. */
#include <string.h>
#include <glib/gstdio.h>
#include "eval/actuals-private.h"
#include "eval/score.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char SCHEME[]
    = "体系 试 { 一级 甲 分值 100 { 二级 子 }\n"
      "缺省规则 { 正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分 } }\n"
      "方案 试 { 年度 2024 体系 试 一级 甲 { 二级 子 {\n"
      "指标 一 ≥10个 分值 10\n指标 二 ≥95% 分值 10\n指标 三 2024年12月15日前 分值 10\n指标 四 15日以内 分值 "
      "10\n"
      "指标 五 不断提升 分值 10\n指标 六 \"落实到户\" 分值 10\n指标 七 90..110 分值 10\n"
      "指标 八 ≥100% 分值 10 { 算式 支出 ÷ 预算 } } } }\n";

typedef struct
{
  DiagSink *sink;
  Session *session;
  Model *model;
  Actuals *actuals;
} World;

/* Made once: the library is too large to be read for every input. */
static World *
the_world (void)
{
  static World world;
  g_autofree char *path = NULL;
  const char *library = g_getenv ("JIXIAO_DATADIR");
  int fd;
  if (world.model)
    return &world;
  fd = g_file_open_tmp ("fuzz-actuals-XXXXXX.jx", &path, NULL);
  g_assert (fd >= 0);
  g_close (fd, NULL);
  g_assert (g_file_set_contents (path, SCHEME, -1, NULL));
  world.sink = diag_sink_new ();
  world.session = session_new (library ? library : "stdlib", world.sink);
  world.model = sema_check (world.session, session_load (world.session, path));
  g_unlink (path);
  g_assert (diag_sink_count (world.sink, SEVERITY_ERROR) == 0);
  world.actuals = actuals_new (world.model, world.model->schemes->pdata[0]);
  return &world;
}

static bool
has_errors (World *world)
{
  return diag_sink_count (world->session->sink, SEVERITY_ERROR) > 0;
}

static void
check_unit (World *world, const char *text, size_t length, UnitKind kind)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (Source) source = source_new ("cell", bytes);
  g_autoptr (Unit) unit = unit_read (source, kind, world->session->atoms, world->session->sink);
  g_autoptr (GString) dump = g_string_new (NULL);
  g_assert (unit->root);
  g_assert (unit->ok == !has_errors (world));
  unit_dump (unit, dump);
}

/* A cell is read as before once it or its unit is known, and fits or is refused. */
static void
check_cell (World *world, const char *text)
{
  const Scheme *scheme = world->actuals->scheme;
  Place place = { .name = "cell", .line = 1, .column = 1 };
  Actual first = { .kind = ACTUAL_NONE }, again = { .kind = ACTUAL_NONE };
  bool ok;
  g_hash_table_remove_all (world->actuals->units);
  g_hash_table_remove_all (world->actuals->cells);
  ok = actuals_value_from_cell (world->actuals, &place, text, NULL, &first);
  g_assert (ok == !has_errors (world));
  g_assert (actuals_value_from_cell (world->actuals, &place, text, NULL, &again) == ok);
  if (!ok)
    return;
  g_assert (first.kind == again.kind && first.last == again.last && g_strcmp0 (first.text, again.text) == 0);
  g_assert (first.kind != ACTUAL_NUMBER
            || (rational_equal (first.number, again.number) && first.measure == again.measure));
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      Actual actual = first;
      RowResult row;
      world->session->sink = sink;
      ok = actuals_fit (world->actuals, scheme->indicators[i], &actual);
      g_assert (ok == !has_errors (world));
      if (ok)
        score_row (world->model, scheme, scheme->indicators[i], &actual, world->actuals, &row);
    }
}

static void
check_table (World *world, const char *text, size_t length, unsigned kind)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (Arena) arena = arena_new ();
  const RowAccount *account = actuals_account (world->actuals);
  if (kind == 0)
    actuals_read_csv (world->actuals, "t.csv", bytes, ',');
  else if (kind == 1)
    actuals_read_json (world->actuals, "t.json", bytes);
  else
    actuals_read_json_lines (world->actuals, "t.jsonl", bytes);
  g_assert (account->refused == 0 || has_errors (world));
  actuals_finish (world->actuals, true);
  score_scheme (world->model, world->actuals->scheme, world->actuals, arena);
  g_assert (row_account_balances (account));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  World *world = the_world ();
  g_autoptr (DiagSink) sink = diag_sink_new ();
  const char *text = (const char *)data + 1;
  if (size == 0)
    return 0;
  world->session->sink = sink;
  actuals_clear (world->actuals);
  switch (data[0] % 6)
    {
    case 0:
      check_unit (world, text, size - 1, UNIT_TARGET);
      break;
    case 1:
      check_unit (world, text, size - 1, UNIT_VALUE);
      break;
    case 2:
      if (g_utf8_validate (text, (gssize)size - 1, NULL)) /* what the readers of tables give */
        {
          g_autofree char *cell = g_strndup (text, size - 1);
          check_cell (world, cell);
        }
      break;
    default:
      check_table (world, text, size - 1, data[0] % 6 - 3);
      break;
    }
  world->session->sink = world->sink;
  return 0;
}
