/* Tests of src/eval: actual values in every notation, what is refused and with which diagnostic, scores,
   tiers, totals, grades and the account of rows.  Each case is a small program in the language and what comes
   of it, written in one line. */
#include "eval/score.h"
#include "eval/actuals-private.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>

/* One program, loaded and scored. */
typedef struct
{
  DiagSink *sink;
  Session *session;
  Model *model;
  Actuals *actuals;
  Arena *arena;
  char *path;
} World;

static const char FRAME[]
    = "体系 试 {\n"
      "  一级 甲 分值 60 { 二级 子 }\n"
      "  一级 丙 分值 40\n"
      "  缺省规则 { 正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分 }\n"
      "  保留 2位小数\n"
      "  等级 { 优 ≥90分 良 ≥80分 中 ≥60分 差 <60分 }\n"
      "}\n";

static const char *
library (void)
{
  const char *folder = g_getenv ("JIXIAO_DATADIR");
  return folder ? folder : "stdlib";
}

static void
world_open (World *world, const char *path)
{
  world->sink = diag_sink_new ();
  world->session = session_new (library (), world->sink);
  world->model = sema_check (world->session, session_load (world->session, path));
  assert_int_equal (world->model->schemes->len, 1);
  world->actuals = actuals_new (world->model, world->model->schemes->pdata[0]);
  world->arena = arena_new ();
}

static void
world_init (World *world, const char *text)
{
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("test-score-XXXXXX.jx", &world->path, &error);
  assert_true (fd >= 0);
  g_close (fd, NULL);
  assert_true (g_file_set_contents (world->path, text, -1, NULL));
  world_open (world, world->path);
}

static void
world_done (World *world)
{
  actuals_free (world->actuals);
  arena_free (world->arena);
  model_free (world->model);
  session_free (world->session);
  diag_sink_free (world->sink);
  if (world->path)
    g_unlink (world->path);
  g_free (world->path);
}

static bool
read_blocks (World *world)
{
  bool ok = true;
  for (guint i = 0; i < world->model->actuals->len; i++)
    {
      const Origin *origin = world->model->actuals->pdata[i];
      ok = actuals_read_block (world->actuals, origin->unit, origin->node) && ok;
    }
  return ok;
}

static void
append_interval (GString *out, Rational low, Rational high)
{
  rational_append_decimal (out, low);
  if (rational_equal (low, high))
    return;
  g_string_append (out, "..");
  rational_append_decimal (out, high);
}

static void
append_row (GString *out, const RowResult *row)
{
  g_string_append_printf (out, "%s%s", out->len ? "; " : "", status_word (row->status));
  if (row->status != STATUS_NA)
    {
      g_string_append_c (out, ' ');
      append_interval (out, row->score_min, row->score_max);
    }
}

/* ` !slug` of each diagnostic that is not among the definitions'. */
static void
append_faults (GString *out, DiagSink *sink)
{
  const GPtrArray *diags = diag_sink_sorted (sink);
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      if (diag_code_class (diag->code) == DIAG_CLASS_DATA || diag->severity == SEVERITY_ERROR)
        g_string_append_printf (out, " !%s", diag_code_slug (diag->code));
    }
}

static const Result *
finish (World *world, bool partial)
{
  const Result *result;
  actuals_finish (world->actuals, partial);
  result = score_scheme (world->model, world->actuals->scheme, world->actuals, world->arena);
  assert_true (row_account_balances (&result->account));
  return result;
}

/* One row: an indicator's target and clauses against a value. */

typedef struct
{
  const char *indicator; /* after its name */
  const char *row;       /* after its name */
  const char *expected;
} RowCase;

static void
run_row (const RowCase *c)
{
  World world;
  const Result *result;
  g_autoptr (GString) got = g_string_new (NULL);
  g_autofree char *text
      = g_strdup_printf ("%s方案 试方案 { 年度 2024 体系 试 一级 甲 { 二级 子 { 指标 某 %s } } }\n"
                         "实绩 试方案 2024 { 某 %s }\n",
                         FRAME, c->indicator, c->row);
  world_init (&world, text);
  read_blocks (&world);
  result = finish (&world, true);
  append_row (got, &result->rows[0]);
  append_faults (got, world.sink);
  if (strcmp (got->str, c->expected) != 0)
    print_message ("指标 某 %s, 某 %s\n", c->indicator, c->row);
  assert_string_equal (got->str, c->expected);
  world_done (&world);
}

static void
run_rows (const RowCase *cases, size_t n)
{
  for (size_t i = 0; i < n; i++)
    run_row (&cases[i]);
}

static void
test_numbers (void **state)
{
  static const RowCase CASES[] = {
    { "≥550批次 分值 0.5", "= 475批次", "missed 0.43" },
    { "≥150个 分值 0.5", "= 200个", "met 0.5" },
    { "≥150个 分值 0.5", "= 150个", "met 0.5" },
    { ">150个 分值 1", "= 150个", "missed 0.99" },
    { "≥150个 分值 1", "= 100", "missed 0.67 !actual_bare" },
    { "≥150个 分值 1", "= 0", "missed 0" },
    { "≥95% 分值 1", "= 95", "missing 0..1 !actual_bare_ratio" },
    { "≥95% 分值 1", "= 0.95", "missing 0..1 !actual_bare_ratio" },
    { "≥95% 分值 1", "= 0", "missed 0" },
    { "≥95% 分值 1", "= 950‰", "met 1" },
    { "≥150个 分值 1", "= 200次", "missing 0..1 !actual_other_unit" },
    { "≥150个 分值 1", "= 95%", "missing 0..1 !actual_other_unit" },
    { "≥1.5 分值 1", "= 1个", "missing 0..1 !actual_other_unit" },
    { "≥1.5 分值 1", "= 2", "met 1" },
    { "≥15个 分值 1", "= 2.5个", "missing 0..1 !actual_not_whole" },
    { "≥5000人次 分值 1", "= 0.5万人次", "met 1" },
    { "≥10批次 分值 1", "= 10批絘", "missing 0..1 !actual_unknown_unit" },
    { "≤2000元/批次 分值 1", "= 0.25万元/批次", "missed 0.8" },
    { "≤3个月 分值 1", "= 4个月", "missed 0.75" },
    { "≤20日 分值 1", "= 15个工作日", "missing 0..1 !actual_other_unit" },
    { "≤20日 分值 1", "= 3周", "missed 0.95" },
    { "≥10元 分值 1", "= −5元", "missed 0" },
    { "≥−10元 分值 1", "= −5元", "met 1" },
    { "90%..110% 分值 10", "= 100%", "met 10" },
    { "90%..110% 分值 10", "= 121%", "missed 9" },
    { "90%..110% 分值 10", "= 45%", "missed 5" },
    { "=100元 分值 10", "= 300元", "missed 0" },
    { "≥100元 分值 3", "= 不适用", "na" },
    { "≥100元 分值 3", "= 未填", "missing 0..3" },
    { "≥100元 分值 3", "自评 2", "missing 0..3" },
    { "≥100元 分值 3", "= 2024年12月31日", "missing 0..3 !actual_other_kind" },
    { "≥100元 分值 3", "= 达成", "missing 0..3 !actual_other_kind" },
    { "≥100元 分值 3", "= ≥100元", "missing 0..3 !sign_in_value" },
    { "≥100元 分值 3", "= 100元..200元", "missing 0..3 !actual_unreadable" },
    { "≥100元 分值 3", "= 100元 自评 1 自评 2", "missing 0..3 !row_clause_twice" },
    { "≥100元 分值 3", "= 100元 自评 2元", "missing 0..3 !actual_bad_claim" },
    { "≥100元 分值 3", "= 100元 自评 2分", "met 3" },
  };
  (void)state;
  run_rows (CASES, G_N_ELEMENTS (CASES));
}

static void
test_dates (void **state)
{
  static const RowCase CASES[] = {
    { "2024年12月31日前 分值 2", "= 2024年12月31日", "met 2" },
    { "2024年12月31日前 分值 2", "= 2025-01-01", "missed 0" },
    { "2024年12月15日前 分值 2", "= 2024年12月", "missing 0..2 !actual_date_imprecise" },
    { "2024年12月15日前 分值 2", "= 2024年11月", "met 2" },
    { "2024年12月15日前 分值 2", "= 2024年第三季度", "met 2" },
    { "2024年12月15日前 分值 2", "= 2024年", "missing 0..2 !actual_date_imprecise" },
    { "2024年12月15日前 分值 2", "= 2025年", "missed 0" },
    { "2024年12月底 分值 2", "= 2024年12月", "met 2" },
    { "2024年12月15日前 分值 2", "= 11月30日", "met 2 !actual_date_year" },
    { "2024年12月15日前 分值 2", "= 2024年2月30日", "missing 0..2 !actual_date_invalid" },
    { "2024年12月15日前 分值 2", "= 2024年3月1日..2024年12月15日", "met 2" },
    { "2024年12月15日前 分值 2", "= 2024年3月1日..2024年12月16日", "missed 0" },
    { "2024年12月15日前 分值 2", "= 15日", "missing 0..2 !actual_other_kind" },
    { "15日以内 分值 2", "= 2024年3月1日..2024年3月16日", "met 2" },
    { "15日以内 分值 2", "= 2024年3月1日..2024年3月21日", "missed 1.5" },
    { "15日以内 分值 2", "= 2024年3月16日..2024年3月1日", "missing 0..2 !actual_period_order" },
    { "15日以内 分值 2", "= 2024年3月..2024年4月", "missing 0..2 !actual_date_imprecise" },
    { "15个工作日以内 分值 2", "= 2024年3月1日..2024年3月16日", "met 2" },
    { "10个工作日以内 分值 2", "= 2024年9月29日..2024年10月25日", "missed 1.25" },
    { "15个工作日以内 分值 2", "= 2027年3月1日..2027年3月16日", "missing 0..2 !calendar_unpublished" },
    { "3个月以内 分值 2", "= 2024年3月1日..2024年3月16日", "missing 0..2 !actual_period_unit" },
    { "15日以内 分值 2", "= 2024年3月1日", "missing 0..2 !actual_other_kind" },
    { "≥15个 分值 2", "= 2024年3月1日..2024年3月16日", "missing 0..2 !actual_other_kind" },
    { "≤3个月 分值 2", "= 3月", "missing 0..2 !actual_unreadable" },
  };
  (void)state;
  run_rows (CASES, G_N_ELEMENTS (CASES));
}

static void
test_levels (void **state)
{
  static const RowCase CASES[] = {
    { "不断提升 分值 2", "= 不断提升", "met 2" },
    { "不断提升 分值 2", "= 显著提升", "met 2" },
    { "不断提升 分值 2", "= 达成", "met 2" },
    { "有所提升 分值 2", "= 有所提升", "met 2" },
    { "有所提升 分值 2", "= 不断提升", "met 2" },
    { "不断提升 分值 2", "= 有所提升", "missed 1.2" },
    { "不断提升 分值 2", "= 有所提升 60%", "missed 1.2" },
    { "不断提升 分值 2", "= 有所提升 70%", "missing 0..2 !actual_judged" },
    { "不断提升 分值 2", "= 未达成", "missed 0..1.2" },
    { "不断提升 分值 2", "= 未达成 30%", "missed 0.6" },
    { "不断提升 分值 2", "= 部分达成", "missed 1.2..1.6" },
    { "不断提升 分值 2", "= 部分达成 70%", "missed 1.4" },
    { "不断提升 分值 2", "= 部分达成 80%", "missing 0..2 !actual_judged" },
    { "不断提升 分值 2", "= 部分达成 自评 1.5", "missed 1.5" },
    { "不断提升 分值 2", "= 部分达成 自评 2", "missed 1.2..1.6" },
    { "不断提升 分值 2", "= 部分达成 70", "missing 0..2 !actual_other_kind" },
    { "达成年度指标 分值 10", "= 达成年度指标 95%", "met 9.5" },
    { "达成年度指标 分值 10", "= 达成 100%", "met 10" },
    { "达成年度指标 分值 10", "= 达成", "met 8..10" },
    { "达成年度指标 分值 10", "= 未达成", "missed 0..6" },
    { "达成年度指标 分值 10", "= 有所提升", "missing 0..10 !actual_unknown_level" },
    { "达成年度指标 分值 10", "= 部分达到", "missing 0..10 !actual_unknown_level" },
    { "不断提升 分值 2", "= 95%", "missing 0..2 !actual_other_kind" },
    { "\"落实到户\" 分值 2", "= 落实到户", "met 2" },
    { "\"落实到户\" 分值 2", "= \"落实 到户\"", "met 2" },
    { "\"落实到户\" 分值 2", "= 达成", "met 2" },
    { "\"落实到户\" 分值 2", "= 部分达成 65%", "missed 1.3" },
    { "\"落实到户\" 分值 2", "= 没有", "missing 0..2 !actual_unknown_level" },
    { "\"落实到户\" 分值 2", "= 达成预期指标 90%", "met 1.8" },
  };
  (void)state;
  run_rows (CASES, G_N_ELEMENTS (CASES));
}

/* Rules of their own. */

typedef struct
{
  const char *rule; /* its arms */
  RowCase row;
} RuleCase;

static void
test_rules (void **state)
{
  static const RuleCase CASES[] = {
    { "否则 => 分值 × 2", { "≥1个 分值 3", "= 1个", "met 3 !score_clamped" } },
    { "否则 => 0分 − 1分", { "≥1个 分值 3", "= 1个", "met 0 !score_clamped" } },
    { "否则 => 分值 × 1 ÷ 3", { "≥1个 分值 1", "= 1个", "met 0.33" } },
    { "否则 => 分值", { "≥2个 分值 0.125", "= 1个", "missed 0.125" } },
    { "否则 => 分值 ÷ 8", { "≥2个 分值 1", "= 1个", "missed 0.13" } },
    { "达成 => 分值 否则 => 不适用", { "≥2个 分值 3", "= 1个", "na" } },
    { "否则 => 自评得分", { "≥1个 分值 3", "= 1个 自评 2", "met 2" } },
    { "否则 => 自评得分", { "≥1个 分值 3", "= 1个", "invalid 0..3 !score_no_value" } },
    { "否则 => 分值 ÷ (实际 ÷ 目标值 − 1)",
      { "≥2个 分值 3", "= 2个", "invalid 0..3 !score_division_by_zero" } },
    { "否则 => 分值 × 完成率", { "≥4个 分值 2", "= 3个", "missed 1.5" } },
    { "否则 => 分值 × 完成率", { "≤0 分值 2", "= 3", "invalid 0..2 !score_no_value" } },
    { "否则 => 分值 × (1 + 偏离度)", { "≥4元 分值 2", "= 3元", "missed 1.5" } },
    { "否则 => 分值 − 1分 × (差距 ÷ 1个)", { "≤4个 分值 5", "= 6个", "missed 3" } },
    { "否则 => 分值 − 1分 × (差距 ÷ 1个)", { "2个..4个 分值 5", "= 6个", "missed 3" } },
    { "否则 => 分值 − 1分 × (差距 ÷ 1个)", { "2个..4个 分值 5", "= 1个", "missed 4" } },
    { "否则 => 分值 − 1分 × (差距 ÷ 1日)", { "2024年12月31日前 分值 5", "= 2025年1月2日", "missed 3" } },
    { "否则 => 分值 − 1分 × (差距 ÷ 1日)",
      { "2024年12月31日前 分值 5", "= 2025年1月", "missing 0..5 !actual_date_imprecise" } },
    { "否则 => 分值 − 1分 × (差距 ÷ 1日)", { "2024年12月31日前 分值 5", "= 2024年11月", "met 5" } },
    { "否则 => 分值 × 下限 ÷ 上限", { "1元..4元 分值 2", "= 1元", "met 0.5" } },
    { "否则 => 分值 × (1 − 等次得分率)", { "不断提升 分值 2", "= 部分达成", "missed 0.4..0.8" } },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *indicator
          = g_strdup_printf ("%s 规则 自定 } } } 规则 自定 { %s } 体系 空 { 一级 空 { 二级 空 {",
                             CASES[i].row.indicator, CASES[i].rule);
      RowCase row = { indicator, CASES[i].row.row, CASES[i].row.expected };
      run_row (&row);
    }
}

/* Whole schemes: rows in any notation, the total, the account. */

typedef enum
{
  NOTATION_BLOCK,
  NOTATION_CSV,
  NOTATION_JSON,
  NOTATION_JSON_LINES
} Notation;

typedef struct
{
  const char *members; /* of the scheme */
  Notation notation;
  const char *actuals; /* the block's rows, or the file */
  bool partial;
  const char *expected; /* rows / total grade / account / faults */
} WholeCase;

static const char MEMBERS[] = "一级 甲 { 二级 子 { 指标 一 ≥10个 分值 20 指标 二 ≥10元 分值 40 } } 一级 丙 { "
                              "二级 丁 { 指标 三 显著 分值 20 } "
                              "二级 戊 { 指标 一 ≤5次 分值 20 } }";

static const char FORMULA[] = "一级 甲 { 二级 子 { 指标 率 ≥100% 分值 60 { 算式 支出 ÷ 预算 } } } 一级 丙 { "
                              "二级 丁 { 指标 三 显著 分值 40 } }";

static const char GUARDED[] = "一级 甲 { 二级 子 { 指标 率 ≥100% 分值 60 规则 防零 { 算式 支出 ÷ 预算 } } } "
                              "一级 丙 { 二级 丁 { 指标 三 显著 分值 40 } }";

static void
append_account (GString *out, const RowAccount *account)
{
  const struct
  {
    guint64 count;
    char letter;
  } uses[] = { { account->read, 'r' },    { account->scored, 's' },    { account->missing, 'm' },
               { account->na, 'n' },      { account->facts, 'f' },     { account->claims, 'c' },
               { account->refused, 'x' }, { account->duplicate, 'd' }, { account->blank, 'b' } };
  for (size_t i = 0; i < G_N_ELEMENTS (uses); i++)
    if (uses[i].count)
      g_string_append_printf (out, "%c%u", uses[i].letter, (unsigned)uses[i].count);
}

static void
read_actuals (World *world, const WholeCase *c)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (c->actuals, strlen (c->actuals));
  switch (c->notation)
    {
    case NOTATION_BLOCK:
      read_blocks (world);
      break;
    case NOTATION_CSV:
      actuals_read_csv (world->actuals, "t.csv", bytes, ',');
      break;
    case NOTATION_JSON:
      actuals_read_json (world->actuals, "t.json", bytes);
      break;
    case NOTATION_JSON_LINES:
      actuals_read_json_lines (world->actuals, "t.jsonl", bytes);
      break;
    }
}

static void
run_whole (const WholeCase *c)
{
  World world;
  const Result *result;
  g_autoptr (GString) got = g_string_new (NULL);
  g_autofree char *block
      = c->notation == NOTATION_BLOCK ? g_strdup_printf ("实绩 试方案 %s", c->actuals) : g_strdup ("");
  g_autofree char *text = g_strdup_printf (
      "规则 防零 { 除数为零 => 不适用 达成 => 分值 否则 => 0分 }\n%s方案 试方案 { 年度 2024 体系 试 %s }\n%s",
      FRAME, c->members, block);
  world_init (&world, text);
  read_actuals (&world, c);
  result = finish (&world, c->partial);
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    append_row (got, &result->rows[i]);
  g_string_append (got, " / ");
  append_interval (got, result->total_min, result->total_max);
  g_string_append_printf (got, " %s%s / ", result->grade ? result->grade->name->text : "-",
                          result->complete ? "" : "?");
  append_account (got, &result->account);
  append_faults (got, world.sink);
  if (strcmp (got->str, c->expected) != 0)
    print_message ("%s\n", c->actuals);
  assert_string_equal (got->str, c->expected);
  world_done (&world);
}

static void
run_all (const WholeCase *cases, size_t n)
{
  for (size_t i = 0; i < n; i++)
    run_whole (&cases[i]);
}

#define ALL_MET "met 20; met 40; met 20; met 20 / 100 优 / "

static void
test_blocks (void **state)
{
  static const WholeCase CASES[] = {
    { MEMBERS, NOTATION_BLOCK, "2024 { 甲/子/一 = 10个 二 = 10元 三 = 显著 戊/一 = 5次 }", false,
      ALL_MET "r4s4" },
    { MEMBERS, NOTATION_BLOCK,
      "{ 甲/一 = 10个 二 = 10元 三 = 显著 丙/一 = 5次 总分 自评 99\n甲 自评 60分 丙/丁 自评 20 }", false,
      ALL_MET "r7s4c3" },
    { MEMBERS, NOTATION_BLOCK, "2023 { 甲/子/一 = 10个 }", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? /  !actuals_other_year" },
    { MEMBERS, NOTATION_BLOCK, "{ 一 = 10个 二 = 10元 三 = 显著 戊/一 = 5次 }", true,
      "missing 0..20; met 40; met 20; met 20 / 80..100 -? / r4s3x1 !row_ambiguous" },
    { MEMBERS, NOTATION_BLOCK, "{ 丙/二 = 10元 }", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? / r1x1 !row_elsewhere" },
    { MEMBERS, NOTATION_BLOCK, "{ 四 = 10元 }", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? / r1x1 !row_unknown" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲/子/一 = 10个 二 = 10元 三 = 显著 戊/一 = 5次 二 = 0.001万元 }", false,
      ALL_MET "r5s4d1 !row_duplicate" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲/子/一 = 10个 二 = 10元 三 = 显著 戊/一 = 5次 二 = 11元 }", false,
      ALL_MET "r5s4x1 !row_conflict" },
    { MEMBERS, NOTATION_BLOCK,
      "{ 甲/子/一 = 10个 二 = 10元 三 = 显著 戊/一 = 5次 总分 自评 9\n总分 自评 9\n总分 自评 8 }", false,
      ALL_MET "r7s4c1x1d1 !row_duplicate !row_conflict" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲 = 60分 }", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? / r1x1 !row_only_claim" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲/子/一 = 10个 }", false,
      "met 20; missing 0..40; missing 0..20; missing 0..20 / 20..100 -? / r1s1 !missing_actual "
      "!missing_actual "
      "!missing_actual" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲/子/一 = 10个 二 = 10元 三 = 不适用 戊/一 = 10次 }", false,
      "met 20; met 40; na; missed 10 / 87.5 良 / r4s3n1" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲/子/一 = 10个 二 = 不适用 三 = 不适用 戊/一 = 6次 }", false,
      "met 20; na; na; missed 16.67 / 91.68 优 / r4s2n2" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲/子/一 = 不适用 二 = 不适用 三 = 不适用 戊/一 = 不适用 }", false,
      "na; na; na; na / 0..100 -? / r4n4 !score_nothing_applies" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲/子/一 = 10个 二 = 10元 三 = 显著 戊/一 = 未填 }", true,
      "met 20; met 40; met 20; missing 0..20 / 80..100 -? / r4s3m1" },
    { MEMBERS, NOTATION_BLOCK, "{ 甲/子/一 = 10个 二 = 10元 三 = 显著 戊/一 = 5次 数据 { 某数 = 5元 } }",
      false, ALL_MET "r5s4f1 !fact_unused" },
  };
  (void)state;
  run_all (CASES, G_N_ELEMENTS (CASES));
}

static void
test_formulas (void **state)
{
  static const WholeCase CASES[] = {
    { FORMULA, NOTATION_BLOCK, "{ 数据 { 支出 = 90元 预算 = 0.01万元 } 三 = 显著 率 = 100% 自评 60 }", false,
      "missed 54; met 40 / 94 优 / r4s1f2c1" },
    { FORMULA, NOTATION_BLOCK, "{ 数据 { 预算 = 0.01万元 } 三 = 显著 }", false,
      "missing 0..60; met 40 / 40..100 -? / r2s1f1 !data_missing_fact" },
    { FORMULA, NOTATION_BLOCK, "{ 三 = 显著 }", false,
      "missing 0..60; met 40 / 40..100 -? / r1s1 !data_missing_fact !data_missing_fact" },
    { FORMULA, NOTATION_BLOCK, "{ 数据 { 支出 = 未填 预算 = 1元 } 三 = 显著 }", true,
      "missing 0..60; met 40 / 40..100 -? / r3s1m1f1" },
    { FORMULA, NOTATION_BLOCK, "{ 数据 { 支出 = 90元 预算 = 100人 } 三 = 显著 }", false,
      "invalid 0..60; met 40 / 40..100 -? / r3s1f2 !fact_units" },
    { FORMULA, NOTATION_BLOCK, "{ 数据 { 支出 = 90元 预算 = 显著 } 三 = 显著 }", true,
      "missing 0..60; met 40 / 40..100 -? / r3s1f1x1 !actual_other_kind" },
    { FORMULA, NOTATION_BLOCK, "{ 数据 { 支出 = 90元 预算 = 0元 } 三 = 显著 }", false,
      "invalid 0..60; met 40 / 40..100 -? / r3s1f2 !score_division_by_zero" },
    { GUARDED, NOTATION_BLOCK, "{ 数据 { 支出 = 90元 预算 = 0元 } 三 = 显著 }", false,
      "na; met 40 / 100 优 / r3s1f2" },
    { GUARDED, NOTATION_BLOCK, "{ 数据 { 支出 = 90元 预算 = 90元 预算 = 90元 预算 = 80元 } 三 = 显著 }",
      false, "met 60; met 40 / 100 优 / r5s1f2x1d1 !row_duplicate !row_conflict" },
    { GUARDED, NOTATION_CSV, "指标,实际值\n支出,90元\n预算,90元\n三,显著\n", false,
      "met 60; met 40 / 100 优 / r3s1f2" },
    { GUARDED, NOTATION_CSV, "指标,实际值,自评\n支出,90元,1\n预算,90元,\n三,显著,\n", true,
      "missing 0..60; met 40 / 40..100 -? / r3s1f1x1 !actual_other_kind" },
  };
  (void)state;
  run_all (CASES, G_N_ELEMENTS (CASES));
}

#define HEADER "一级指标,二级指标,指标,实际完成值,自评得分,偏差原因\n"
#define ROWS_2_TO_4 "甲,子,二,10元,,\n,,三,显著,,\n丙,戊,一,5次,,\n"
#define OPEN_FIRST "missing 0..20; met 40; met 20; met 20 / 80..100 -? / "

static void
test_tables (void **state)
{
  static const WholeCase CASES[] = {
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,一,10个,20,\n" ROWS_2_TO_4, false, ALL_MET "r4s4" },
    { MEMBERS, NOTATION_CSV, HEADER "甲（60分）,子,一,10 个,20,\n" ROWS_2_TO_4, false, ALL_MET "r4s4" },
    { MEMBERS, NOTATION_CSV, HEADER "甲(60分),,\" 一\n\",　１０ 个 ,20分,\n\n" ROWS_2_TO_4 "  \n", false,
      ALL_MET "r6s4b2" },
    { MEMBERS, NOTATION_CSV, HEADER ",,甲/一,10个,20,\n" ROWS_2_TO_4, false, ALL_MET "r4s4" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,戊,一,10个,20,\n" ROWS_2_TO_4, true,
      OPEN_FIRST "r4s3x1 !row_elsewhere" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,一,,20,\n" ROWS_2_TO_4, true, OPEN_FIRST "r4s3m1" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,一,未填,,\n" ROWS_2_TO_4, false,
      OPEN_FIRST "r4s3m1 !missing_actual" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,一,\"1,000个\",,\n" ROWS_2_TO_4, true,
      OPEN_FIRST "r4s3x1 !actual_unreadable" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,一,≥10个,,\n" ROWS_2_TO_4, true,
      OPEN_FIRST "r4s3x1 !actual_unreadable" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,一,约10个,,\n" ROWS_2_TO_4, true,
      OPEN_FIRST "r4s3x1 !actual_other_kind" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,一,10个,-1,\n" ROWS_2_TO_4, true,
      OPEN_FIRST "r4s3x1 !actual_bad_claim" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,一,10个\n" ROWS_2_TO_4, true,
      OPEN_FIRST "r4s3x1 !table_field_count" },
    { MEMBERS, NOTATION_CSV, HEADER "甲,子,,10个,,\n" ROWS_2_TO_4, true, OPEN_FIRST "r4s3x1 !row_empty" },
    { MEMBERS, NOTATION_CSV, HEADER HEADER ROWS_2_TO_4 ",,合计,10个,,\n", true,
      OPEN_FIRST "r5s3x2 !row_unknown !row_unknown" },
    { MEMBERS, NOTATION_CSV,
      "指标,计量单位,年度,实际值,序号\n子/一,个,2024,10,1\n二,万元,2024年,0.001,2\n三,/,,显著,3\n戊/"
      "一,次,,5次,4\n",
      false, ALL_MET "r4s4 !input_not_read" },
    { MEMBERS, NOTATION_CSV,
      "指标,计量单位,年度,实际值\n子/一,次,2024,10个\n二,元,2023,10\n三,,,显著\n戊/一,,,5次\n", true,
      "missing 0..20; missing 0..40; met 20; met 20 / 40..100 -? / r4s2x2 !table_unit_conflict "
      "!actuals_other_year" },
    { MEMBERS, NOTATION_CSV, "指标,单位,实际值\n", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? /  !table_ambiguous_column" },
    { MEMBERS, NOTATION_CSV, "指标,值\n", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? /  !table_missing_column" },
    { MEMBERS, NOTATION_CSV, "指标,实际值,三级指标,实际值\n", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? /  !csv_duplicate_column "
      "!csv_duplicate_column" },
    { MEMBERS, NOTATION_CSV, "", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? /  !table_missing_column" },
  };
  (void)state;
  run_all (CASES, G_N_ELEMENTS (CASES));
}

static void
test_json (void **state)
{
  static const WholeCase CASES[] = {
    { MEMBERS, NOTATION_JSON,
      "{\"scheme\":\"试方案\",\"year\":2024,\"facts\":{},\"actuals\":[{\"indicator\":\"甲/"
      "一\",\"actual\":\"10个\",\"claimed\":"
      "20},{\"indicator\":\"二\",\"actual\":\"10元\",\"claimed\":\"40分\"},{\"indicator\":\"三\",\"actual\":"
      "\"显著\",\"reason\":"
      "\"因\"},{\"indicator\":\"戊/一\",\"actual\":\"5次\"},{\"indicator\":\"总分\",\"claimed\":100}]}",
      false, ALL_MET "r5s4c1" },
    { MEMBERS, NOTATION_JSON,
      "{\"actuals\":[{\"indicator\":\"甲/一\",\"actual\":true},{\"indicator\":\"二\",\"actual\":null},"
      "{\"indicator\":\"三\",\"actual\":[\"显著\"]},{\"indicator\":\"戊/"
      "一\",\"actual\":5e0},3,{\"actual\":1}]}",
      true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? / r6m1x5 !json_expected "
      "!json_expected "
      "!actual_unreadable !json_expected !row_empty" },
    { MEMBERS, NOTATION_JSON,
      "{\"actuals\":[{\"indicator\":\"甲/"
      "一\",\"actual\":10,\"note\":1},{\"indicator\":\"二\",\"actual\":10,\"note\":1}]}",
      true,
      "met 20; met 40; missing 0..20; missing 0..20 / 60..100 -? / r2s2 !input_not_read !actual_bare "
      "!actual_bare" },
    { MEMBERS, NOTATION_JSON, "{\"scheme\":\"别的\",\"actuals\":[]}", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? /  !actuals_other_scheme" },
    { MEMBERS, NOTATION_JSON, "{\"year\":2023,\"actuals\":[]}", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? /  !actuals_other_year" },
    { MEMBERS, NOTATION_JSON, "[]", true,
      "missing 0..20; missing 0..40; missing 0..20; missing 0..20 / 0..100 -? /  !json_expected" },
    { MEMBERS, NOTATION_JSON_LINES,
      "{\"indicator\":\"甲/"
      "一\",\"actual\":\"10个\"}\n\n{\"indicator\":\"二\",\"actual\":\"10元\"}\n{\n{\"indicator\":\"三\","
      "\"actual\":"
      "\"显著\"}\n{\"indicator\":\"戊/一\",\"actual\":\"5次\"}\n",
      true, ALL_MET "r6s4x1b1 !json_syntax" },
    { GUARDED, NOTATION_JSON,
      "{\"facts\":{\"支出\":\"90元\",\"预算\":\"90元\"},\"actuals\":[{\"indicator\":\"三\",\"actual\":"
      "\"显著\"}]}",
      false, "met 60; met 40 / 100 优 / r3s1f2" },
    { GUARDED, NOTATION_JSON,
      "{\"facts\":{\"支出\":null,\"预算\":true},\"actuals\":[{\"indicator\":\"三\",\"actual\":\"显著\"}]}",
      true, "missing 0..60; met 40 / 40..100 -? / r3s1m1x1 !json_expected" },
  };
  (void)state;
  run_all (CASES, G_N_ELEMENTS (CASES));
}

/* Many organisations, one Actuals cleared between them. */

static void
test_organisations (void **state)
{
  static const char TEXT[]
      = "单位,指标,实际值\n东局,甲/一,10个\n东局,二,10元\n\n西局,甲/一,5个\n,二,10元\n西局,二\n";
  World world;
  const char *by;
  ActualsNext next;
  g_autoptr (GString) got = g_string_new (NULL);
  g_autofree char *text = g_strdup_printf ("%s方案 试方案 { 年度 2024 体系 试 %s }\n", FRAME, MEMBERS);
  (void)state;
  world_init (&world, text);
  {
    g_autoptr (ActualsCsv) csv = actuals_csv_new (world.model, "t.csv", TEXT, strlen (TEXT), ',', "单位");
    assert_non_null (csv);
    while ((next = actuals_csv_next (csv, &by)) != ACTUALS_END)
      {
        const Result *result;
        actuals_clear (world.actuals);
        actuals_csv_take (csv, world.actuals);
        result = finish (&world, true);
        g_string_append_printf (got, "%s ", by ? by : "-");
        append_interval (got, result->total_min, result->total_max);
        g_string_append_c (got, ';');
      }
  }
  assert_string_equal (got->str, "东局 20..100;东局 40..100;- 0..100;西局 10..90;- 0..100;- 0..100;");
  g_string_truncate (got, 0);
  append_faults (got, world.sink);
  assert_string_equal (got->str, " !table_no_organisation !table_field_count");
  world_done (&world);
}

/* Places, texts and claims of what was read. */

static void
test_contents (void **state)
{
  World world;
  const Result *result;
  Rational claimed;
  g_autofree char *where = NULL;
  g_autofree char *text = g_strdup_printf ("%s方案 试方案 { 年度 2024 体系 试 %s }\n", FRAME, FORMULA);
  static const char TABLE[] = "指标,实际值,自评,原因,佐证\n支出,2元,,,\n预算,3元,,,\n三, 有所 提升 "
                              ",,,\n三,较显著,7.5, 因 ,文\n率,100%,60,,\n甲,,50,,\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (TABLE, strlen (TABLE));
  (void)state;
  world_init (&world, text);
  assert_true (actuals_read_csv (world.actuals, "t.csv", bytes, ','));
  result = finish (&world, false);
  assert_string_equal (result->rows[0].actual, "66.6667%");
  assert_true (result->rows[0].has_claimed);
  assert_string_equal (actuals_of (world.actuals, result->scheme->indicators[0])->text, "100%");
  assert_string_equal (result->rows[1].actual, "较显著");
  assert_string_equal (result->rows[1].reason, "因");
  assert_string_equal (result->rows[1].evidence, "文");
  assert_non_null (result->rows[1].arm);
  where = place_text (&actuals_of (world.actuals, result->scheme->indicators[1])->place);
  assert_string_equal (where, "t.csv:5:3");
  assert_true (actuals_claimed_tier (world.actuals, result->scheme->indicators[0]->tier->parent, &claimed));
  assert_true (rational_equal (claimed, RATIONAL_INT (50)));
  assert_false (actuals_claimed_total (world.actuals, &claimed));
  assert_int_equal (result->account.refused, 1);
  assert_int_equal (diag_sink_count_class (world.sink, DIAG_CLASS_DATA), 1);
  world_done (&world);
}

/* A number that is recognised without the grammar is what the grammar gives. */

static void
compare_cell (World *fresh, World *warm, const char *cell)
{
  Place place = { .name = "t", .line = 1, .column = 1 };
  Actual slow = { .kind = ACTUAL_NONE }, fast = { .kind = ACTUAL_NONE };
  bool ok_slow, ok_fast;
  g_hash_table_remove_all (fresh->actuals->units);
  g_hash_table_remove_all (fresh->actuals->cells);
  ok_slow = actuals_value_from_cell (fresh->actuals, &place, cell, NULL, &slow);
  ok_fast = actuals_value_from_cell (warm->actuals, &place, cell, NULL, &fast);
  if (ok_slow != ok_fast || slow.kind != fast.kind)
    print_message ("%s\n", cell);
  assert_int_equal (ok_slow, ok_fast);
  assert_int_equal (slow.kind, fast.kind);
  assert_int_equal (slow.first, fast.first);
  assert_int_equal (slow.last, fast.last);
  assert_int_equal (slow.has_judged, fast.has_judged);
  assert_int_equal (g_strcmp0 (slow.text, fast.text), 0);
  assert_int_equal (g_strcmp0 (slow.words, fast.words), 0);
  if (!ok_slow || slow.kind != ACTUAL_NUMBER)
    return;
  assert_true (rational_equal (slow.number, fast.number));
  assert_string_equal (dimension_text (slow.measure->dimension), dimension_text (fast.measure->dimension));
  assert_string_equal (slow.measure->text, fast.measure->text);
}

static void
test_recognition (void **state)
{
  static const char *const UNITS[]
      = { "",         "个",   "%",   "万元", "年",   "月",     "日",   "月1日",    "元/人·天", "批次",
          "批次以内", "个月", "‰",   "万",   "天前", "台(套)", "12",   "年3月1日", "-1-1",     "次/月",
          "e5",       "亿",   "个 ", "㎡",   "kg1",  ".5",     "年度", "元元" };
  static const char *const NUMBERS[] = { "0",    "1",     "2024", "0.5",   "007", "1.",
                                         ".5",   "1.2.3", "12",   "1,000", "-1",  "1234567890123456789012",
                                         "１２", "3" };
  static const char *const WORDS[]
      = { "显著",         "  显著", "没有 这样的，话", "2024年12月31日",     "2024年12月", "12月31日",
          "部分达成 70%", "未填",   "不适用",          "2024-1-1..2024-2-1", "≥显著" };
  World fresh, warm;
  g_autofree char *text = g_strdup_printf ("%s方案 试方案 { 年度 2024 体系 试 %s }\n", FRAME, MEMBERS);
  (void)state;
  world_init (&fresh, text);
  world_init (&warm, text);
  for (int round = 0; round < 2; round++)
    for (size_t u = 0; u < G_N_ELEMENTS (UNITS); u++)
      for (size_t n = 0; n < G_N_ELEMENTS (NUMBERS); n++)
        {
          g_autofree char *cell = g_strconcat (NUMBERS[n], UNITS[u], NULL);
          compare_cell (&fresh, &warm, cell);
        }
  for (int round = 0; round < 2; round++)
    for (size_t i = 0; i < G_N_ELEMENTS (WORDS); i++)
      compare_cell (&fresh, &warm, WORDS[i]);
  assert_true (g_hash_table_size (warm.actuals->units) >= 10);
  assert_true (g_hash_table_size (warm.actuals->cells) >= 4);
  world_done (&fresh);
  world_done (&warm);
}

/* The real table of examples/yiyang-2024, in its three notations. */
static void
test_real (void **state)
{
  static const char *const NAMES[] = { "actuals.jx", "actuals.csv", "actuals.json" };
  const char *source = g_getenv ("srcdir");
  g_autofree char *folder = g_build_filename (source ? source : ".", "examples", "yiyang-2024", NULL);
  g_autofree char *definition = g_build_filename (folder, "definition.jx", NULL);
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = g_build_filename (folder, NAMES[i], NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GString) got = g_string_new (NULL);
      World world = { .path = NULL };
      const Result *result;
      world_open (&world, definition);
      bytes = session_read_file (world.session, path, 0);
      assert_non_null (bytes);
      if (i == 0)
        {
          Module *module = session_load (world.session, path);
          actuals_read_block (world.actuals, module->unit, ast_find (module->unit->root, AST_ACTUALS));
        }
      else
        assert_true (i == 1 ? actuals_read_csv (world.actuals, path, bytes, ',')
                            : actuals_read_json (world.actuals, path, bytes));
      result = finish (&world, false);
      append_interval (got, result->total_min, result->total_max);
      g_string_append_printf (got, " %s ", result->grade->name->text);
      append_account (got, &result->account);
      append_faults (got, world.sink);
      assert_string_equal (got->str, "99.16 优 r142s135f2c5");
      assert_true (result->has_claimed_total && result->complete);
      world_done (&world);
    }
}

static void
test_account (void **state)
{
  RowAccount account = { .read = 142, .scored = 135, .facts = 2, .claims = 5 };
  g_autoptr (GString) out = g_string_new (NULL);
  (void)state;
  row_account_append (&account, out);
  assert_string_equal (
      out->str,
      "rows: 142 read, 135 scored, 0 missing, 0 na, 2 facts, 5 claims, 0 refused, 0 duplicate, 0 blank");
  assert_true (row_account_balances (&account));
  account.blank = 1;
  assert_false (row_account_balances (&account));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_numbers),       cmocka_unit_test (test_dates),
    cmocka_unit_test (test_levels),        cmocka_unit_test (test_rules),
    cmocka_unit_test (test_blocks),        cmocka_unit_test (test_formulas),
    cmocka_unit_test (test_tables),        cmocka_unit_test (test_json),
    cmocka_unit_test (test_organisations), cmocka_unit_test (test_contents),
    cmocka_unit_test (test_recognition),   cmocka_unit_test (test_account),
    cmocka_unit_test (test_real),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
