/* Tests of src/audit: what a check can read of an indicator, a tier and the scheme; which row a fault belongs
   to; settings; and that the causes of a difference add up to it exactly, whatever is claimed and not known. */
#include "audit/subject.h"
#include "eval/literal.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

/* One program, scored and audited. */
typedef struct
{
  Trial *trial;
  const Scheme *scheme;
  Actuals *actuals;
  Arena *arena;
  AuditInput input;
  const AuditReport *report;
} World;

#define FRAME                                                                                                    \
  "体系 试 { 一级 产出 分值 60 { 二级 数量 二级 成本 方向 反向 } 一级 效益 分值 40\n" \
  "缺省规则 { 正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分 } }\n"

static void
world_init (World *world, const char *text)
{
  g_autofree char *whole = g_strconcat (FRAME, text, NULL);
  g_autoptr (GPtrArray) faults = g_ptr_array_new ();
  Model *model;
  const GPtrArray *diags;
  world->trial = trial_new ();
  model = trial_check (world->trial, whole);
  assert_non_null (model);
  model_load_checks (model);
  assert_int_equal (diag_sink_count (world->trial->sink, SEVERITY_ERROR), 0);
  world->scheme = model->schemes->pdata[0];
  world->actuals = actuals_new (model, world->scheme);
  world->arena = arena_new ();
  for (guint i = 0; i < model->actuals->len; i++)
    {
      const Origin *origin = model->actuals->pdata[i];
      actuals_read_block (world->actuals, origin->unit, origin->node);
    }
  actuals_finish (world->actuals, false);
  world->input = (AuditInput){ model, world->scheme, world->actuals,
                               score_scheme (model, world->scheme, world->actuals, world->arena),
                               score_literally (model, world->scheme, world->actuals, world->arena), NULL };
  subject_prepare (&world->input, world->arena);
  diags = diag_sink_sorted (world->trial->sink);
  for (guint i = 0; i < diags->len; i++)
    if (((Diag *)diags->pdata[i])->severity == SEVERITY_ERROR)
      g_ptr_array_add (faults, diags->pdata[i]);
  world->report
      = audit_run (model, world->scheme, world->actuals, world->input.result, faults, NULL, 0, world->arena);
}

static void
world_done (World *world)
{
  actuals_free (world->actuals);
  arena_free (world->arena);
  trial_free (world->trial);
}

static const char SUBJECTS[]
    = "方案 例 { 年度 2024 体系 试\n"
      "  一级 产出 {\n"
      "    二级 数量 {\n"
      "      指标 甲 ≥10个 分值 20 { 上年 8个 其中 子 ≥4个 其中 丑 ≥5个 }\n"
      "      指标 乙 100% 分值 10\n"
      "      指标 丙 2024年12月31日前 分值 10\n"
      "    }\n"
      "    二级 成本 { 指标 \"丁≥**万元\" ≤5万元 分值 20 }\n"
      "  }\n"
      "  一级 效益 { 指标 戊 有所提升 分值 10  指标 己 \"XX\" 分值 10  指标 庚 ≥100个 分值 20 }\n"
      "}\n"
      "实绩 例 2024 {\n"
      "  总分 自评 70  产出 自评 50\n"
      "  甲 = 9个 自评 25 原因 \"停工\"\n"
      "  乙 = 96 自评 9\n"
      "  丙 = 2024年11月3日 自评 10\n"
      "  \"丁≥**万元\" = 5万元 自评 20\n"
      "  戊 = 未提升 自评 10\n"
      "  庚 自评 20\n"
      "}\n";

static void
test_indicators (void **state)
{
  static const struct
  {
    const char *name, *words, *expected;
  } CASES[] = {
    { "甲", "分值 实际 目标值 完成率 差距 上年 得分 自评得分",
      "分值=20 实际=9 目标值=10 完成率=0.9 差距=1 上年=8 得分=18 自评得分=25" },
    { "甲", "有实际 有自评 有原因 有佐证 有上年 有其中 其中合计",
      "有实际=1 有自评=1 有原因=1 有佐证=0 有上年=1 有其中=1 其中合计=9" },
    { "甲", "定量 定性 是时限 是正向 无符号 无单位 不可读 单位不同",
      "定量=1 定性=0 是时限=0 是正向=1 无符号=0 无单位=0 不可读=0 单位不同=0" },
    { "乙", "有实际 不可读 单位不同 自评得分 得分 实际 是比率 无符号",
      "有实际=0 不可读=1 单位不同=1 自评得分=9 得分=- 实际=- 是比率=1 无符号=1" },
    { "丙", "是时限 截止年末 定量 无符号 得分", "是时限=1 截止年末=1 定量=0 无符号=0 得分=10" },
    { "丁≥**万元", "是反向 层级反向 得分", "是反向=1 层级反向=1 得分=20" },
    { "丁≥**万元", "近似重名 有口径 有备注 有变更理由 有调整原因 指标分值 定性分值",
      "近似重名=0 有口径=0 有备注=0 有变更理由=0 有调整原因=0 指标分值=100 定性分值=20" },
    { "戊", "定性 自评在档外 有实际 得分", "定性=1 自评在档外=1 有实际=1 得分=0" },
    { "己", "有实际 不可读 自评得分 其中合计", "有实际=0 不可读=0 自评得分=- 其中合计=-" },
    { "庚", "有实际 不可读 自评得分 得分", "有实际=0 不可读=0 自评得分=20 得分=-" },
  };
  World world;
  unsigned wrong = 0;
  (void)state;
  world_init (&world, SUBJECTS);
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      Frame frame;
      g_autofree char *found = NULL;
      subject_of_indicator (&world.input, trial_indicator (world.trial, CASES[i].name), &frame);
      found = slots_text (&frame, CASES[i].words, OF_INDICATOR);
      wrong += !same_text (CASES[i].name, CASES[i].expected, found);
    }
  world_done (&world);
  assert_int_equal (wrong, 0);
}

static const Tier *
find_tier (const Scheme *scheme, const char *name)
{
  for (unsigned i = 0; name && i < scheme->n_tiers; i++)
    if (strcmp (scheme->tiers[i]->name->text, name) == 0)
      return scheme->tiers[i];
  assert_null (name);
  return NULL;
}

static void
test_tiers (void **state)
{
  static const struct
  {
    const char *name, *words, *expected;
  } CASES[] = {
    { "产出", "是一级 分值 标明分值 体系分值 自评得分 自评合计 得分",
      "是一级=1 分值=60 标明分值=60 体系分值=60 自评得分=50 自评合计=59 得分=-" },
    { "数量", "是一级 指标数 年末数 定量数 最大分值 最小分值 体系分值",
      "是一级=0 指标数=3 年末数=1 定量数=1 最大分值=20 最小分值=10 体系分值=-" },
    { "成本", "指标数 恰等数 定量数 得分 有自评", "指标数=1 恰等数=1 定量数=1 得分=20 有自评=0" },
    { "效益", "定性数 定性分值 指标分值 有自评 自评合计",
      "定性数=2 定性分值=20 指标分值=40 有自评=0 自评合计=-" },
    { "效益", "自评最低 自评最高 无自评数 不适用数", "自评最低=30 自评最高=40 无自评数=1 不适用数=0" },
  };
  World world;
  Frame frame;
  g_autofree char *scheme = NULL;
  unsigned wrong = 0;
  (void)state;
  world_init (&world, SUBJECTS);
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *found = NULL;
      subject_of_tier (&world.input, find_tier (world.scheme, CASES[i].name), &frame);
      found = slots_text (&frame, CASES[i].words, OF_TIER);
      wrong += !same_text (CASES[i].name, CASES[i].expected, found);
    }
  subject_of_tier (&world.input, NULL, &frame);
  scheme = slots_text (&frame, "分值 体系分值 自评得分 自评合计 有自评 指标数 得分", OF_SCHEME);
  wrong += !same_text ("scheme", "分值=100 体系分值=100 自评得分=70 自评合计=- 有自评=1 指标数=7 得分=-",
                       scheme);
  world_done (&world);
  assert_int_equal (wrong, 0);
}

/* The findings about INDICATOR: `单位不符 J0113`, the code being its detail's. (owned) */
static char *
findings_text (const World *world, const char *indicator)
{
  GString *out = g_string_new (NULL);
  for (unsigned i = 0; i < world->report->n_findings; i++)
    {
      const Finding *finding = &world->report->findings[i];
      if (finding->severity != SEVERITY_ERROR || !finding->indicator
          || strcmp (finding->indicator->name->text, indicator) != 0)
        continue;
      g_string_append_printf (out, "%s%s", out->len ? ", " : "", finding_name (finding));
      if (finding->detail)
        g_string_append_printf (out, " %.5s", finding->detail);
    }
  return g_string_free (out, FALSE);
}

#define ONE(fields, row)                \
  "方案 例 { 年度 2024 体系 试 " fields \
  " 一级 产出 { 二级 数量 { 指标 甲 ≥90% 分值 100 } } }\n实绩 例 2024 { " row " }\n"

static void
test_faults (void **state)
{
  static const struct
  {
    const char *text, *expected;
  } CASES[] = {
    { ONE ("", "甲 = 91 自评 100"), "单位不符 J0113" },
    { ONE ("", "甲 = 91万元"), "单位不符 J0112" },
    { ONE ("", "甲 = 91万圆"), "数值不可读 J0111" },
    { ONE ("", "甲 = 2024年3月"), "数值不可读 J0116" },
    { ONE ("", "甲 = 91% 自评 3元"), "数值不可读 J0124" },
    { ONE ("", "甲 = 91% 甲 = 92%"), "数值不可读 J0106" },
    { ONE ("", "甲 = 91% 甲 = 91%"), "" },
    { ONE ("", "甲 = 未填"), "实际值未填" },
    { ONE ("", ""), "实际值未填" },
    { ONE ("", "甲 = 不适用"), "" },
    { ONE ("停用 单位不符(\"试\")", "甲 = 91 自评 100"), "J0113" },
    { ONE ("停用 实际值未填(\"试\")", ""), "J0125" },
    { ONE ("停用 数值不可读(\"试\")", "甲 = 91万圆"), "J0111" },
    { ONE ("停用 数值不可读(\"试\")", "甲 = 91 自评 100"), "单位不符 J0113" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      World world;
      g_autofree char *found = NULL;
      world_init (&world, CASES[i].text);
      found = findings_text (&world, "甲");
      wrong += !same_text (CASES[i].text, CASES[i].expected, found);
      world_done (&world);
    }
  assert_int_equal (wrong, 0);
}

/* Settings of the caller come after the scheme's; of two for one thing the later holds. */
static void
test_settings (void **state)
{
  static const char TEXT[]
      = "方案 例 { 年度 2024 体系 试 停用 缺偏差原因(\"试\") 改参数 得分与规则不符(容差 = 5分, \"试\")\n"
        "一级 产出 { 二级 数量 { 指标 甲 ≥10个 分值 10 } } }\n实绩 例 2024 { 甲 = 9个 自评 8 }\n";
  World world;
  CheckSetting settings[2] = { { 0 } };
  const AuditReport *report;
  g_autofree char *before = NULL, *after = NULL;
  (void)state;
  world_init (&world, TEXT);
  before = findings_text (&world, "甲");
  assert_string_equal (before, "");
  assert_int_equal (world.report->n_settings, 2);
  settings[0] = (CheckSetting){ .check = world.scheme->settings[0].check, .kind = SETTING_RAISED };
  settings[1] = (CheckSetting){ .check = world.scheme->settings[1].check,
                                .kind = SETTING_PARAM,
                                .value = RATIONAL_INT (1),
                                .measure = world.scheme->settings[1].measure,
                                .text = "1分" };
  report = audit_run (world.input.model, world.scheme, world.actuals, world.input.result, NULL, settings, 2,
                      world.arena);
  assert_int_equal (report->n_settings, 4);
  world.report = report;
  after = findings_text (&world, "甲");
  assert_string_equal (after, "缺偏差原因");
  settings[1].value = RATIONAL_ZERO;
  world.report = audit_run (world.input.model, world.scheme, world.actuals, world.input.result, NULL,
                            settings, 2, world.arena);
  g_free (after);
  after = findings_text (&world, "甲");
  assert_string_equal (after, "得分与规则不符, 缺偏差原因");
  world_done (&world);
}

/* A scheme of N indicators under one of the three policies for 不适用, with generated values and claims, some of them missing, and a
   claimed total. (owned) */
static char *
generated (GRand *rand, unsigned n)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  static const char *const POLICIES[] = { "试", "满", "零" };
  GString *text = g_string_new ("体系 满 基于 试 { 不适用按 满分 }\n体系 零 基于 试 { 不适用按 零分 }\n方案 例 { 年度 2024 体系 ");
  g_string_append (text, POLICIES[g_rand_int_range (rand, 0, 3)]);
  g_string_append (text, " 一级 产出 { 二级 数量 {\n");
  for (unsigned i = 0; i < n; i++)
    {
      int target = g_rand_int_range (rand, 1, 40), weight = g_rand_int_range (rand, 1, 30);
      g_string_append_printf (text, "指标 甲%u %s%d个 分值 %d\n", i, g_rand_boolean (rand) ? "≥" : "≤",
                              target, weight);
      int actual = g_rand_int_range (rand, 0, 80);
      if (actual < 60)
        g_string_append_printf (rows, "甲%u = %d个 ", i, actual);
      else
        g_string_append_printf (rows, "甲%u = %s ", i, actual < 70 ? "不适用" : actual < 75 ? "未填" : "9吨");
      if (g_rand_int_range (rand, 0, 9) > 0)
        g_string_append_printf (rows, "自评 %d.%d", g_rand_int_range (rand, 0, weight + 3),
                                g_rand_int_range (rand, 0, 10));
      g_string_append_c (rows, '\n');
    }
  g_string_append_printf (text, "} } }\n实绩 例 2024 { 总分 自评 %d.%d\n%s}\n",
                          g_rand_int_range (rand, 0, 120), g_rand_int_range (rand, 0, 10), rows->str);
  return g_string_free (text, FALSE);
}

/* The parts of CAUSES together, at the lower or the upper end. */
static Rational
parts_sum (RationalPool *pool, const AuditCauses *causes, bool upper)
{
  Rational sum = rational_add (pool, causes->missed_full, causes->other);
  if (causes->n_unscored)
    sum = rational_add (pool, sum, upper ? causes->unscored_high : causes->unscored_low);
  return rational_add (pool, sum,
                       causes->has_addition ? causes->addition : upper ? causes->rest_high : causes->rest_low);
}

static void
test_causes_add_up (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240731);
  unsigned known = 0, without_addition = 0, open = 0;
  (void)state;
  for (unsigned i = 0; i < 300; i++)
    {
      g_autofree char *text = generated (rand, 1 + i % 9);
      World world;
      world_init (&world, text);
      if (world.report->causes.known)
        {
          const AuditCauses *causes = &world.report->causes;
          const Result *result = world.input.result;
          RationalPool *pool = world.input.model->session->numbers;
          assert_true (rational_equal (parts_sum (pool, causes, false),
                                       rational_sub (pool, result->total_min, result->claimed_total)));
          assert_true (rational_equal (parts_sum (pool, causes, true),
                                       rational_sub (pool, result->total_max, result->claimed_total)));
          assert_true (rational_sign (causes->missed_full) <= 0);
          assert_true (causes->has_addition == (causes->claims.n_unstated == 0));
          assert_true (rational_cmp (causes->unscored_low, causes->unscored_high) <= 0);
          assert_true (rational_cmp (causes->claims.low, causes->claims.high) <= 0);
          known++;
          without_addition += !causes->has_addition;
          open += causes->n_unscored > 0;
        }
      world_done (&world);
    }
  assert_true (known > 200 && without_addition > 50 && open > 50);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_indicators), cmocka_unit_test (test_tiers),         cmocka_unit_test (test_faults),
    cmocka_unit_test (test_settings),   cmocka_unit_test (test_causes_add_up),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
