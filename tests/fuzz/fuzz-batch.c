/* Fuzz target of batches.  The first byte chooses CSV, TSV or JSON Lines.  Whatever the text is, the second
   reading finds what the first one did, every organisation has one result, every refused row was reported,
   and the account balances. */
#include "eval/batch.h"
#include <string.h>
#include <glib/gstdio.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char SCHEME[]
    = "体系 试 { 一级 甲 分值 30 { 二级 子 } 缺省规则 { 正向 => 正向比例 等次 => 等次计分 } }\n"
      "方案 试 { 年度 2024 体系 试 一级 甲 { 二级 子 { 指标 一 ≥10个 分值 10 指标 二 ≥95% 分值 10\n"
      "指标 三 ≥100% 分值 10 { 算式 支出 ÷ 预算 } } } }\n";

typedef struct
{
  DiagSink *sink;
  Session *session;
  Model *model;
} World;

typedef struct
{
  World *world;
  guint64 refused;
  GHashTable *names;
} Seen;

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
  fd = g_file_open_tmp ("fuzz-batch-XXXXXX.jx", &path, NULL);
  g_assert (fd >= 0);
  g_close (fd, NULL);
  g_assert (g_file_set_contents (path, SCHEME, -1, NULL));
  world.sink = diag_sink_new ();
  world.session = session_new (library ? library : "stdlib", world.sink);
  world.model = sema_check (world.session, session_load (world.session, path));
  g_unlink (path);
  g_assert (diag_sink_count (world.sink, SEVERITY_ERROR) == 0);
  return &world;
}

static bool
on_result (const char *organisation, const Result *result, gpointer data)
{
  Seen *seen = data;
  g_assert (*organisation && g_hash_table_add (seen->names, g_strdup (organisation)));
  g_assert (rational_cmp (result->total_min, result->total_max) <= 0);
  g_assert (!result->complete || rational_equal (result->total_min, result->total_max));
  return true;
}

static void
on_refused (const BatchRow *row, gpointer data)
{
  Seen *seen = data;
  g_assert (row->raw && row->why->severity == SEVERITY_ERROR);
  seen->refused++;
}

static void
on_reported (gpointer data)
{
  const Seen *seen = data;
  diag_sink_clear (seen->world->sink);
}

static void
on_release (gpointer data)
{
  (void)data;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const BatchHandler handler = { on_result, on_refused, on_reported, on_release };
  World *world = the_world ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Seen seen = { world, 0, names };
  if (size == 0)
    return 0;
  g_autofree char *text = g_memdup2 (data + 1, size - 1); /* its end is the end of the memory */
  diag_sink_clear (world->sink);
  g_autoptr (Batch) batch
      = batch_new (world->model, world->model->schemes->pdata[0], "单位", &handler, &seen);
  bool whole = batch_add (batch, (BatchForm)(data[0] % 3), "t", text ? text : "", size - 1);
  g_assert (batch_score (batch, data[0] & 64));
  g_assert (row_account_balances (batch_account (batch)));
  /* the record that breaks a table off is refused without being handed over: it has no end */
  g_assert (batch_account (batch)->refused == seen.refused
            || (!whole && batch_account (batch)->refused == seen.refused + 1));
  return 0;
}
