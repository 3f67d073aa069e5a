/* Tests of src/diff/history.c: what a check over two years can read of an indicator that was kept, changed,
   dropped or added, with and without the actual values of the year before; sentences; settings. */
#include "diff/history.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

/* Two schemes of one text, compared; the first is the year before, with its actual values. */
typedef struct
{
  Trial *trial;
  Model *model;
  Actuals *actuals;
  Arena *arena;
  Diff *diff;
  HistoryInput input;
} World;

#define FRAME                               \
  "体系 试 { 一级 产出 分值 100\n" \
  "缺省规则 { 正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分 } }\n"

static const char YEARS[] = FRAME "方案 旧 { 年度 2023 体系 试 一级 产出 {\n"
                                  "  指标 甲 ≥150个 分值 10\n"
                                  "  指标 乙 ≥10个 分值 10 { 口径 \"原\" }\n"
                                  "  指标 丙 ≤2万元 分值 10\n"
                                  "  指标 丁 ≥90% 分值 10\n"
                                  "  指标 戊 2023年12月31日前 分值 10\n"
                                  "  指标 己 不断提升 分值 10\n"
                                  "  指标 庚 5个..8个 分值 10\n"
                                  "  指标 辛 ≥10个 分值 10\n"
                                  "  指标 壬 ≥10个 分值 10 规则 达标得分\n"
                                  "  指标 癸 ≥10个 分值 10 { 其中 子 ≥4个 }\n"
                                  "} }\n"
                                  "方案 新 { 年度 2025 体系 试 一级 产出 {\n"
                                  "  指标 甲 ≥140个 分值 12 { 上年 145个 变更理由 \"划出\" }\n"
                                  "  指标 乙 ≥10次 分值 10 { 口径 \"新\" }\n"
                                  "  指标 丙 ≤15000元 分值 10\n"
                                  "  指标 丁 100% 分值 10\n"
                                  "  指标 戊 2025年12月31日前 分值 10\n"
                                  "  指标 己 不断提升 分值 10\n"
                                  "  指标 庚 5个..8个 分值 10\n"
                                  "  指标 壬 ≥10个 分值 10 规则 正向比例\n"
                                  "  指标 癸 ≥10个 分值 10 { 其中 子 ≥3个 }\n"
                                  "  指标 寅 ≤0件 分值 8\n"
                                  "} }\n"
                                  "实绩 旧 2023 {\n"
                                  "  甲 = 120个 丙 = 1.2万元 丁 = 95% 戊 = 2023年11月3日 己 = 不断提升\n"
                                  "  庚 = 9个 辛 = 8个 壬 = 不适用 癸 = 10个\n"
                                  "}\n";

static void
world_init (World *world, const char *text, bool with_actuals)
{
  DiffInput input;
  world->trial = trial_new ();
  world->model = trial_check (world->trial, text);
  assert_non_null (world->model);
  model_load_checks (world->model);
  assert_int_equal (diag_sink_count (world->trial->sink, SEVERITY_ERROR), 0);
  world->arena = arena_new ();
  input = (DiffInput){ .old = { world->model, world->model->schemes->pdata[0] },
                       .new = { world->model, world->model->schemes->pdata[1] } };
  world->diff = diff_run (&input, world->arena);
  world->input = (HistoryInput){ .diff = world->diff };
  world->actuals = actuals_new (world->model, input.old.scheme);
  for (guint i = 0; i < world->model->actuals->len; i++)
    {
      const Origin *origin = world->model->actuals->pdata[i];
      actuals_read_block (world->actuals, origin->unit, origin->node);
    }
  actuals_finish (world->actuals, true);
  if (!with_actuals)
    return;
  world->input.actuals = world->actuals;
  world->input.result = score_scheme (world->model, input.old.scheme, world->actuals, world->arena);
}

static void
world_done (World *world)
{
  actuals_free (world->actuals);
  arena_free (world->arena);
  trial_free (world->trial);
}

/* NAME of the newer scheme, or else of the older. */
static const Indicator *
find_indicator (const World *world, const char *name)
{
  for (int i = 1; i >= 0; i--)
    {
      const Scheme *scheme = world->model->schemes->pdata[i];
      for (unsigned j = 0; j < scheme->n_indicators; j++)
        if (strcmp (scheme->indicators[j]->name->text, name) == 0)
          return scheme->indicators[j];
    }
  fail_msg ("no indicator %s", name);
  return NULL;
}

typedef struct
{
  const char *name, *words, *expected;
} FrameCase;

static void
check_frames (const FrameCase *cases, size_t n, bool with_actuals)
{
  World world;
  unsigned wrong = 0;
  world_init (&world, YEARS, with_actuals);
  for (size_t i = 0; i < n; i++)
    {
      Frame frame;
      g_autofree char *found = NULL;
      history_frame (&world.input, find_indicator (&world, cases[i].name), &frame);
      found = slots_text (&frame, cases[i].words, OF_PAIR);
      wrong += !same_text (cases[i].name, cases[i].expected, found);
    }
  world_done (&world);
  assert_int_equal (wrong, 0);
}

static void
test_frames (void **state)
{
  static const FrameCase CASES[] = {
    { "甲", "放宽 收紧 目标不变 不可比 方向改变 新增 删除 年度间隔 有变更理由",
      "放宽=1 收紧=0 目标不变=0 不可比=0 方向改变=0 新增=0 删除=0 年度间隔=2 有变更理由=1" },
    { "甲", "分值 目标值 下限 上限 上年 上期分值 上期目标值 上期实际 上期完成率 上期得分 上期达成",
      "分值=12 目标值=140 下限=140 上限=- 上年=145 上期分值=10 上期目标值=150 上期实际=120 上期完成率=0.8 "
      "上期得分=8 上期达成=0" },
    { "乙", "不可比 口径改变 上期目标值 上期分值 上期定量 目标值 有上期实际",
      "不可比=1 口径改变=1 上期目标值=- 上期分值=10 上期定量=1 目标值=10 有上期实际=0" },
    { "丙", "收紧 目标值 上期目标值 上期实际 上期完成率 无提升空间",
      "收紧=1 目标值=15000 上期目标值=20000 上期实际=12000 上期完成率=0.6 无提升空间=0" },
    { "丁", "收紧 无提升空间 是比率 上期达成", "收紧=1 无提升空间=1 是比率=1 上期达成=1" },
    { "戊", "目标不变 是时限 目标值 上期目标值 上期实际 上期达成 有上期实际 上期定量",
      "目标不变=1 是时限=1 目标值=- 上期目标值=- 上期实际=- 上期达成=1 有上期实际=1 上期定量=0" },
    { "己", "目标不变 无提升空间 上期实际 上期达成", "目标不变=1 无提升空间=1 上期实际=- 上期达成=1" },
    { "庚", "目标不变 目标值 下限 上限 上期目标值 上期实际 上期完成率 上期达成",
      "目标不变=1 目标值=- 下限=5 上限=8 上期目标值=- 上期实际=9 上期完成率=- 上期达成=0" },
    { "辛", "删除 新增 放宽 目标不变 分值 目标值 定量 有变更理由 上期目标值 上期实际 上期达成",
      "删除=1 新增=0 放宽=- 目标不变=- 分值=- 目标值=- 定量=- 有变更理由=- 上期目标值=10 上期实际=8 "
      "上期达成=0" },
    { "壬", "规则改变 规则从宽 有上期实际 上期达成 上期得分",
      "规则改变=1 规则从宽=1 有上期实际=0 上期达成=- 上期得分=-" },
    { "癸", "目标不变 放宽 规则改变 上期达成", "目标不变=1 放宽=0 规则改变=0 上期达成=1" },
    { "寅", "新增 删除 目标不变 放宽 无提升空间 上期分值 上期目标值 上期定量 有上期实际 分值",
      "新增=1 删除=0 目标不变=0 放宽=0 无提升空间=1 上期分值=- 上期目标值=- 上期定量=- 有上期实际=- 分值=8" },
  };
  (void)state;
  check_frames (CASES, G_N_ELEMENTS (CASES), true);
}

static void
test_without_actuals (void **state)
{
  static const FrameCase CASES[] = {
    { "甲", "放宽 上期目标值 上期分值 有上期实际 上期实际 上期达成 上期得分",
      "放宽=1 上期目标值=150 上期分值=10 有上期实际=- 上期实际=- 上期达成=- 上期得分=-" },
    { "辛", "删除 上期目标值 有上期实际 上期达成", "删除=1 上期目标值=10 有上期实际=- 上期达成=-" },
  };
  (void)state;
  check_frames (CASES, G_N_ELEMENTS (CASES), false);
}

/* `CHECK INDICATOR`, one a line. (owned) */
static char *
findings_text (const AuditReport *report)
{
  GString *out = g_string_new (NULL);
  for (unsigned i = 0; i < report->n_findings; i++)
    {
      assert_int_equal (report->findings[i].subject, OF_PAIR);
      assert_non_null (report->findings[i].at);
      g_string_append_printf (out, "%s %s\n", finding_name (&report->findings[i]),
                              report->findings[i].indicator->name->text);
    }
  return g_string_free (out, FALSE);
}

static void
test_findings (void **state)
{
  World world;
  const AuditReport *report;
  g_autofree char *found = NULL, *without = NULL;
  (void)state;
  world_init (&world, YEARS, true);
  report = history_run (&world.input, NULL, 0, world.arena);
  found = findings_text (report);
  assert_string_equal (found, "上限高于上期实际 丙\n未达成后删除 辛\n单位改变不可比 乙\n口径改变无理由 乙\n");
  assert_string_equal (report->findings[1].message, "辛：上期目标 ≥10个，实际 8个，未达成，今年没有这个指标");
  assert_string_equal (report->findings[0].message, "丙：上限 ≤15000元，高于上期实际 1.2万元（上期目标 ≤2万元）");
  world_done (&world);
  world_init (&world, YEARS, false);
  without = findings_text (history_run (&world.input, NULL, 0, world.arena));
  assert_string_equal (without, "单位改变不可比 乙\n口径改变无理由 乙\n");
  world_done (&world);
}

/* Settings of NEW hold, then the caller's; those of checks of one year are not told. */
static void
test_settings (void **state)
{
  static const char TEXT[]
      = FRAME "方案 旧 { 年度 2024 体系 试 停用 放宽无理由(\"旧\") 一级 产出 { 指标 甲 ≥10个 分值 50 指标 乙 "
              "≥10个 分值 50 } }\n"
              "方案 新 { 年度 2025 体系 试 停用 单位改变不可比(\"试\") 提级 单位不符(\"试\")\n"
              "  一级 产出 { 指标 甲 ≥9个 分值 50 指标 乙 ≥10次 分值 50 } }\n";
  World world;
  CheckSetting raised = { .kind = SETTING_RAISED };
  const AuditReport *report;
  g_autofree char *before = NULL, *after = NULL;
  (void)state;
  world_init (&world, TEXT, false);
  report = history_run (&world.input, NULL, 0, world.arena);
  before = findings_text (report);
  assert_string_equal (before, "放宽无理由 甲\n");
  assert_int_equal (report->n_settings, 1);
  assert_int_equal (audit_count (report, SEVERITY_ERROR), 0);
  raised.check = report->settings[0].check;
  report = history_run (&world.input, &raised, 1, world.arena);
  after = findings_text (report);
  assert_string_equal (after, "单位改变不可比 乙\n放宽无理由 甲\n");
  assert_int_equal (audit_count (report, SEVERITY_ERROR), 1);
  assert_int_equal (report->n_settings, 2);
  for (unsigned i = 0; i < report->n_checks; i++)
    assert_int_equal (report->checks[i].check->subject, OF_PAIR);
  world_done (&world);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_frames),
    cmocka_unit_test (test_without_actuals),
    cmocka_unit_test (test_findings),
    cmocka_unit_test (test_settings),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
