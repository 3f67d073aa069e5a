/* Tests of src/diff/effect: hand-made pairs of definitions whose effects were worked out on paper, the
   rounding of parts, and what a large pair of definitions costs.  Generated pairs are in test-effect-laws. */
#include "effect-world.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define DEFAULTS \
  "缺省规则 { 正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分 }"
#define FRAME "体系 试 { 一级 甲 { 二级 子 } 一级 乙 " DEFAULTS " 等级 { 优 ≥90分 良 ≥60分 差 <60分 } }\n"
#define SCHEME(year, body) FRAME "方案 试方案 { 年度 " year " 体系 试 一级 甲 { 二级 子 { " body " } } }\n"

typedef struct
{
  const char *old, *new; /* indicators */
  const char *actuals;
  const char *expected; /* of the indicator 某 */
} RowCase;

static void
run_row (const RowCase *c)
{
  g_autofree char *old = g_strdup_printf (SCHEME ("2024", "%s"), c->old);
  g_autofree char *new = g_strdup_printf (SCHEME ("2025", "%s"), c->new);
  g_autoptr (EffectWorld) world = effect_world_new (old, new, c->actuals);
  const Effect *effect = effect_world_compute (world);
  const IndicatorEffect *one;
  g_autofree char *found = NULL;
  assert_non_null (effect);
  one = effect_of (effect, "某");
  found = effect_text (&one->before, &one->after, one->parts);
  if (strcmp (found, c->expected) != 0)
    print_error ("%s | %s | %s\n  expected %s\n  found    %s\n", c->old, c->new, c->actuals, c->expected,
                 found);
  assert_string_equal (found, c->expected);
  assert_int_equal (diag_sink_count (world->sink, SEVERITY_ERROR), 0);
}

static void
run_rows (const RowCase *cases, size_t n)
{
  for (size_t i = 0; i < n; i++)
    run_row (&cases[i]);
}

static void
test_causes (void **state)
{
  static const RowCase CASES[] = {
    { "指标 某 ≥10个 分值 10", "指标 某 ≥10个 分值 10", "某 = 8个", "8 -> 8 =" },
    { "指标 某 ≥10个 分值 10", "指标 某 ≥0.001万个 分值 10", "某 = 8个", "8 -> 8 =" },
    { "指标 某 ≥10个 分值 10", "指标 某 ≥16个 分值 10", "某 = 8个", "8 -> 5 = targets -3" },
    { "指标 某 ≥10个 分值 10", "指标 某 ≥10个 分值 5", "某 = 8个", "8 -> 4 = weights -4" },
    { "指标 某 ≥10个 分值 10", "指标 某 ≥10个 分值 10 规则 达标得分", "某 = 8个", "8 -> 0 = rules -8" },
    /* 8, 5, 4, 2.5: targets ½ (−3 −1.5), weights ½ (−4 −2.5) */
    { "指标 某 ≥10个 分值 10", "指标 某 ≥16个 分值 5", "某 = 8个", "8 -> 5/2 = targets -9/4 weights -13/4" },
    { "指标 某 ≥10个 分值 10 指标 他 ≥1个 分值 1", "指标 他 ≥1个 分值 1", "某 = 8个",
      "8 -> 0 = structure -8" },
    { "指标 他 ≥1个 分值 1", "指标 某 ≥10个 分值 10 指标 他 ≥1个 分值 1", "他 = 1个",
      "0 -> 0..10 = structure 0..10" },
    { "指标 某 ≥10个 分值 10 规则 逐项扣分(每 = 1个, 扣 = 1分)",
      "指标 某 ≥10个 分值 10 规则 逐项扣分(每 = 1个, 扣 = 2分)", "某 = 8个", "8 -> 6 = rules -2" },
    { "指标 某 ≤10个 分值 10", "指标 某 ≥10个 分值 10", "某 = 8个", "10 -> 8 = targets -2" },
    { "指标 某 ≥10个 分值 10 { 算式 甲数 + 乙数 }", "指标 某 ≥10个 分值 10 { 算式 甲数 }",
      "数据 { 甲数 = 4个 乙数 = 4个 }", "8 -> 4 = structure -4" },
    { "指标 某 ≥10个 分值 10 { 算式 甲数 }", "指标 某 ≥10个 分值 10 { 算式 丙数 }", "数据 { 甲数 = 4个 }",
      "4 -> 0..10 = structure -4..6" },
    { "指标 他 ≥10个 分值 10 { 算式 甲数 }", "指标 某 ≥10个 分值 10 { 算式 甲数 × 2 } 指标 他 ≥10个 分值 1",
      "数据 { 甲数 = 4个 }", "0 -> 8 = structure 8" },
  };
  (void)state;
  run_rows (CASES, G_N_ELEMENTS (CASES));
}

static void
test_values (void **state)
{
  static const RowCase CASES[] = {
    { "指标 某 ≥10个 分值 10", "指标 某 ≥10万元 分值 10", "某 = 8个", "8 -> 0..10 = targets -8..2" },
    { "指标 某 ≥10个 分值 10", "指标 某 ≥10万元 分值 10", "某 = 不适用", "0 -> 0 =" },
    { "指标 某 ≥10个 分值 10", "指标 某 ≥20个 分值 5", "某 = 未填", "0..10 -> 0..5 = weights 0..-5" },
    { "指标 某 0 分值 10 方向 反向", "指标 某 ≤0个 分值 5", "某 = 3个", "0 -> 0 =" },
    { "指标 某 ≤0个 分值 10", "指标 某 0 分值 5 方向 反向", "某 = 0", "10 -> 5 = weights -5" },
    /* what the evaluator refuses of the same value is missing */
    { "指标 某 ≥90% 分值 10", "指标 某 ≥1.8 分值 10", "某 = 90%", "10 -> 0..10 = targets -10..0" },
    { "指标 某 ≥100% 分值 10", "指标 某 ≥1 分值 10", "某 = 95%", "19/2 -> 0..10 = targets -19/2..1/2" },
    { "指标 某 0 分值 10", "指标 某 ≤5元 分值 10", "某 = 3个", "0 -> 0..10 = targets 0..10" },
    { "指标 某 0 分值 10", "指标 某 ≤5元 分值 10", "某 = 3元", "0 -> 10 = targets 10" },
    { "指标 某 0 分值 10", "指标 某 ≤5% 分值 10", "某 = 3", "0 -> 0..10 = targets 0..10" },
    { "指标 某 0 分值 10", "指标 某 ≤5个 分值 10", "某 = 3", "0 -> 10 = targets 10" },
    { "指标 某 0 分值 10", "指标 某 ≤5% 分值 10", "某 = 0", "10 -> 10 =" },
    { "指标 某 ≥1 分值 10", "指标 某 ≥1个 分值 10", "某 = 2", "10 -> 10 =" },
    { "指标 某 ≥5万元 分值 10", "指标 某 ≥10万元 分值 10", "某 = 5", "10 -> 5 = targets -5" },
    /* a deadline of its year moves with the year, one of another year does not */
    { "指标 某 2024年6月30日前 分值 10", "指标 某 2025年6月30日前 分值 10", "某 = 2024年6月30日",
      "10 -> 10 =" },
    { "指标 某 2024年6月30日前 分值 10", "指标 某 2025年6月29日前 分值 10", "某 = 2024年6月30日",
      "10 -> 0 = targets -10" },
    { "指标 某 2024年6月30日前 分值 10", "指标 某 2024年6月30日前 分值 10", "某 = 2024年6月30日",
      "10 -> 10 =" },
    { "指标 某 2024年2月29日前 分值 10", "指标 某 2025年2月28日前 分值 10", "某 = 2024年2月29日",
      "10 -> 10 =" },
    /* the leap day and the day beside it stay on their sides of a bound that moves to the 28th */
    { "指标 某 2024年2月29日..2024年3月5日 分值 10", "指标 某 2025年2月28日..2025年3月5日 分值 10",
      "某 = 2024年2月28日", "0 -> 0 =" },
    { "指标 某 2024年2月29日..2024年3月5日 分值 10", "指标 某 2025年2月28日..2025年3月5日 分值 10",
      "某 = 2024年2月29日", "10 -> 10 =" },
    { "指标 某 2024年2月28日前 分值 10", "指标 某 2025年2月28日前 分值 10", "某 = 2024年2月29日", "0 -> 0 =" },
    { "指标 某 2024年6月30日前 分值 10", "指标 某 2025年5月15日前 分值 10", "某 = 2024年5月",
      "10 -> 0..10 = targets -10..0" },
    { "指标 某 ≤10日 分值 10", "指标 某 ≤5日 分值 10", "某 = 2024年5月1日..2024年5月11日",
      "10 -> 5 = targets -5" },
    { "指标 某 ≤10日 分值 10", "指标 某 2025年6月30日前 分值 10", "某 = 8日",
      "10 -> 0..10 = targets -10..0" },
    /* levels */
    { "指标 某 不断提升 分值 10", "指标 某 有所提升 分值 10", "某 = 有所提升", "6 -> 10 = targets 4" },
    { "指标 某 不断提升 分值 10", "指标 某 不断改善 分值 10", "某 = 不断提升",
      "10 -> 0..10 = targets -10..0" },
    { "指标 某 不断提升 分值 10", "指标 某 不断改善 分值 10", "某 = 达成", "10 -> 10 =" },
    { "指标 某 不断提升 分值 10", "指标 某 不断改善 分值 10", "某 = 部分达成 70%", "7 -> 7 =" },
    { "指标 某 不断提升 分值 10", "指标 某 不断改善 分值 10", "某 = 部分达成", "6..8 -> 6..8 =" },
    { "指标 某 不断提升 分值 10", "指标 某 不断改善 分值 20", "某 = 部分达成 自评 7", "7 -> 14 = weights 7" },
    { "指标 某 不断提升 分值 10", "指标 某 ≥10个 分值 10", "某 = 不断提升", "10 -> 0..10 = targets -10..0" },
    { "指标 某 ≥10个 分值 10", "指标 某 不断提升 分值 10", "某 = 8个", "8 -> 0..10 = targets -8..2" },
  };
  (void)state;
  run_rows (CASES, G_N_ELEMENTS (CASES));
}

/* A rule that goes with its own target only changes with it. */
static void
test_crossed (void **state)
{
  static const RowCase CASES[] = {
    { "指标 某 ≥10个 分值 10 规则 正向比例", "指标 某 ≤4个 分值 10 规则 反向比例", "某 = 8个",
      "8 -> 5 = targets -3" },
    { "指标 某 ≥10个 分值 10 规则 逐项扣分(每 = 1个, 扣 = 1分)",
      "指标 某 ≥10万元 分值 10 规则 逐项扣分(每 = 1万元, 扣 = 1分)", "某 = 8个",
      "8 -> 0..10 = targets -8..2" },
    /* by default rules the framework has one for each direction, and nothing need change with the target */
    { "指标 某 ≥10个 分值 10", "指标 某 2025年6月30日前 分值 10", "某 = 8个", "8 -> 0..10 = targets -8..2" },
    { "指标 某 ≥10个 分值 10", "指标 某 ≤4个 分值 10 规则 反向比例", "某 = 8个", "8 -> 5 = targets -3" },
    { "指标 某 ≥10个 分值 10", "指标 某 ≤4个 分值 10 规则 达标得分", "某 = 8个",
      "8 -> 0 = targets -3/2 rules -13/2" },
  };
  (void)state;
  run_rows (CASES, G_N_ELEMENTS (CASES));
}

/* A value that NEW's unit cannot have is missing, also where the targets are the same. */
static void
test_whole (void **state)
{
  static const struct
  {
    const char *old_unit, *new_unit, *actual, *expected;
  } CASES[] = {
    { "计量单位 箱\n", "计量单位 箱 整数\n", "某 = 8.5箱", "17/2 -> 0..10 = targets -17/2..3/2" },
    { "计量单位 箱\n", "计量单位 箱 整数\n", "某 = 8箱", "8 -> 8 =" },
    { "计量单位 箱 整数\n", "计量单位 箱\n", "某 = 8箱", "8 -> 8 =" },
    { "计量单位 听\n计量单位 箱 = 12听\n", "计量单位 听\n计量单位 箱 = 24听\n", "某 = 5箱", "5 -> 5/2 = targets -5/2" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *old = g_strconcat (CASES[i].old_unit, SCHEME ("2024", "指标 某 ≥10箱 分值 10"), NULL),
                      *new = g_strconcat (CASES[i].new_unit, SCHEME ("2025", "指标 某 ≥10箱 分值 10"), NULL);
      g_autoptr (EffectWorld) world = effect_world_new (old, new, CASES[i].actual);
      const IndicatorEffect *one = effect_of (effect_world_compute (world), "某");
      g_autofree char *found = effect_text (&one->before, &one->after, one->parts);
      assert_string_equal (found, CASES[i].expected);
    }
}

/* The base values of the one model under the rule of the other, also where 上年 stands on one side only. */
static void
test_baseline (void **state)
{
  static const char OLD[] = SCHEME ("2024", "指标 某 ≥10个 分值 10"),
                    NEW[] = "规则 增 { 达成 => 分值 实际 ≥ 上年 => 分值 ÷ 2 否则 => 0分 }\n" SCHEME (
                        "2025", "指标 某 ≥20个 分值 10 规则 增 { 上年 7个 }");
  g_autoptr (EffectWorld) world = effect_world_new (OLD, NEW, "某 = 8个");
  const Effect *effect = effect_world_compute (world);
  g_autofree char *found = effect_text (&effect->before, &effect->after, effect->parts);
  (void)state;
  /* without 上年 the new rule says nothing: 8, targets 4, rules 8, both 5 */
  assert_string_equal (found, "8 -> 5 = targets -7/2 rules 1/2");
}

typedef struct
{
  const char *old, *new; /* whole definitions */
  const char *actuals;
  const char *expected; /* of the totals */
} WholeCase;

static void
run_wholes (const WholeCase *cases, size_t n)
{
  for (size_t i = 0; i < n; i++)
    {
      g_autoptr (EffectWorld) world = effect_world_new (cases[i].old, cases[i].new, cases[i].actuals);
      const Effect *effect = effect_world_compute (world);
      g_autofree char *found = NULL;
      assert_non_null (effect);
      found = effect_text (&effect->before, &effect->after, effect->parts);
      if (strcmp (found, cases[i].expected) != 0)
        print_error ("%s\n%s\n%s\n", cases[i].old, cases[i].new, cases[i].actuals);
      assert_string_equal (found, cases[i].expected);
    }
}

static void
test_totals (void **state)
{
#define NA_FRAME(places, na)                                                         \
  "体系 试 { 一级 甲 分值 20 " DEFAULTS " 保留 " places "位小数 不适用按 " na " }\n" \
  "方案 试方案 { 年度 2024 体系 试 一级 甲 { 指标 某 ≥10个 分值 10 指标 他 ≥3个 分值 10 } }\n"
  static const WholeCase CASES[] = {
    { NA_FRAME ("2", "折算"), NA_FRAME ("2", "满分"), "某 = 5个 他 = 不适用", "10 -> 15 = structure 5" },
    { NA_FRAME ("2", "折算"), NA_FRAME ("2", "零分"), "某 = 5个 他 = 不适用", "10 -> 5 = structure -5" },
    { NA_FRAME ("2", "零分"), NA_FRAME ("0", "零分"), "某 = 5个 他 = 1个",
      "833/100 -> 8 = structure -33/100" },
  };
  (void)state;
  run_wholes (CASES, G_N_ELEMENTS (CASES));
}

/* Where names mean another thing in each model: a unit, a scale, a rule, a function. */
static void
test_declarations (void **state)
{
#define SCALE(low) "等次 三级 { 好 => " low "%..100% 中 => 50%..<" low "% 差 => 0%..<50% }\n"
#define ON_SCALE(low, weight) SCALE (low) SCHEME ("2024", "指标 某 好 分值 " weight " 等次 三级")
#define GROWING(extra, year, before)         \
  "规则 增 { 达成 => 分值 实际 ≥ 上年" extra \
  " => 分值 ÷ 2 否则 => 0分 }\n" SCHEME (year, "指标 某 ≥20个 分值 10 规则 增 { 上年 " before " }")
  static const WholeCase CASES[] = {
    /* the claim closes the band of its own scale, and another's if it lies in it */
    { ON_SCALE ("80", "10"), ON_SCALE ("80", "20"), "某 = 好 自评 8.5", "17/2 -> 17 = weights 17/2" },
    { ON_SCALE ("80", "10"), ON_SCALE ("90", "10"), "某 = 好 自评 8.5", "17/2 -> 9..10 = targets 1/2..3/2" },
    { ON_SCALE ("80", "10"), ON_SCALE ("90", "10"), "某 = 好 85%", "17/2 -> 0..10 = targets -17/2..3/2" },
    { "计量单位 甲位\n计量单位 乙位\n" SCHEME ("2024", "指标 某 ≥10元/甲位·乙位 分值 10"),
      "计量单位 乙位\n计量单位 甲位\n" SCHEME ("2025", "指标 某 ≥16元/甲位·乙位 分值 10"),
      "某 = 8元/甲位·乙位", "8 -> 5 = targets -3" },
    { GROWING ("", "2024", "7个"), GROWING ("", "2025", "9个"), "某 = 8个", "5 -> 0 = targets -5" },
    { GROWING ("", "2024", "7个"), GROWING (" × 2", "2025", "7个"), "某 = 8个", "5 -> 0 = rules -5" },
    { "计量单位 捆 = 2个\n" SCHEME ("2024", "指标 某 ≥10个 分值 10 { 算式 甲数 }"),
      SCHEME ("2025", "指标 某 ≥10个 分值 10 { 算式 甲数 ÷ 2 }"), "数据 { 甲数 = 4捆 }",
      "8 -> 4 = structure -4" },
    { "计量单位 捆\n" SCHEME ("2024", "指标 某 ≥10捆 分值 10 { 算式 甲数 }"),
      SCHEME ("2025", "指标 某 ≥10个 分值 10 { 算式 甲数 }"), "数据 { 甲数 = 4捆 }",
      "4 -> 0..10 = targets -2..3 structure -2..3" },
    { "计量单位 捆 = 2个\n" SCHEME ("2024", "指标 某 ≥5捆 分值 10"),
      "计量单位 捆\n" SCHEME ("2025", "指标 某 ≥5捆 分值 10"), "某 = 4捆", "8 -> 0..10 = targets -8..2" },
  };
  (void)state;
  run_wholes (CASES, G_N_ELEMENTS (CASES));
}

/* 满分 100 of the one and 1000 of the other do not go with the other's weights: 不适用 takes more than there
 * is. */
static void
test_unlike_weights (void **state)
{
#define FULL_FRAME(full, small, large)                                                                       \
  "体系 试 { 一级 甲 分值 " full " " DEFAULTS " }\n方案 试方案 { 年度 2024 体系 试 一级 甲 {\n" \
  "指标 某 ≥10个 分值 " large " 指标 他 ≥10个 分值 " small " } }\n"
  static const char OLD[] = FULL_FRAME ("100", "20", "80"), NEW[] = FULL_FRAME ("1000", "200", "800");
  g_autoptr (EffectWorld) world = effect_world_new (OLD, NEW, "某 = 10个 他 = 不适用");
  const Effect *effect = effect_world_compute (world);
  Rational sum = RATIONAL_ZERO;
  (void)state;
  for (int cause = 0; cause < CAUSE_N; cause++)
    sum = rational_add (world->session->numbers, sum, effect->parts[cause].low);
  assert_true (rational_equal (sum, RATIONAL_INT (900)));
  /* 800 where nothing can be rescaled; 80 × 1000 / 980 = 81.63 */
  assert_true (
      rational_equal (effect->parts[CAUSE_WEIGHT].low, rational_new (world->session->numbers, 809185, 1000)));
}

static void
test_nothing_applies (void **state)
{
  static const char TWO[] = SCHEME ("2024", "指标 某 ≥10个 分值 50 指标 他 ≥10个 分值 50"),
                    ONE[] = SCHEME ("2024", "指标 某 ≥10个 分值 100");
  const char *const CASES[][3] = { { TWO, ONE, "某 = 不适用 他 = 1个" }, { ONE, TWO, "某 = 不适用" } };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (EffectWorld) world = effect_world_new (CASES[i][0], CASES[i][1], CASES[i][2]);
      assert_null (effect_world_compute (world));
      assert_int_equal (diag_sink_count (world->sink, SEVERITY_ERROR), 1);
    }
}

static void
test_contents (void **state)
{
  static const char OLD[] = SCHEME ("2024", "指标 某 ≥10个 分值 60 指标 旧 ≥1个 分值 40"),
                    NEW[] = FRAME "方案 试方案 { 年度 2025 体系 试 一级 乙 { 指标 新 ≥1个 分值 30 } "
                                  "一级 甲 { 二级 子 { 指标 某 ≥20个 分值 70 } } }\n";
  g_autoptr (EffectWorld) world = effect_world_new (OLD, NEW, "某 = 10个 旧 = 1个");
  const Effect *effect = effect_world_compute (world);
  const IndicatorEffect *added, *dropped, *both;
  g_autofree char *whole = NULL, *tier = NULL;
  (void)state;
  assert_int_equal (effect->n_indicators, 3);
  assert_int_equal (effect->n_tiers, 3);
  added = effect_of (effect, "新");
  dropped = &effect->indicators[2];
  both = effect_of (effect, "某");
  assert_null (added->old);
  assert_null (added->pair);
  assert_true (!added->has_old && !added->has_new && added->new_status == STATUS_MISSING);
  assert_string_equal (dropped->old->name->text, "旧");
  assert_true (!dropped->new && dropped->has_old && !dropped->has_new);
  assert_true (both->pair->old == both->old && both->has_old && both->has_new);
  assert_true (both->old_status == STATUS_MET && both->new_status == STATUS_MISSED);
  assert_int_equal (effect->n_missing, 1);
  assert_true (rational_equal (effect->missing_weight, RATIONAL_INT (30)));
  assert_string_equal (effect->old_grade->name->text, "优");
  assert_null (effect->new_grade); /* 35..65 */
  whole = effect_text (&effect->before, &effect->after, effect->parts);
  assert_string_equal (whole, "100 -> 35..65 = targets -65/2 weights 15/2 structure -40..-10");
  tier = effect_text (&effect->tiers[1].before, &effect->tiers[1].after, both->parts);
  assert_string_equal (tier, "100 -> 35 = targets -65/2 weights 15/2");
  assert_string_equal (effect->tiers[1].new->name->text, "甲");
  assert_true (effect->old_result->complete);
  assert_string_equal (cause_word (CAUSE_RULE), "rules");
}

/* Rounding */

static void
check_rounding (const char *parts_text, const char *whole_text, unsigned places, const char *expected)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  g_auto (GStrv) texts = g_strsplit (parts_text, " ", -1);
  g_autoptr (GString) found = g_string_new (NULL);
  Rational parts[8], rounded[8], whole;
  unsigned n = g_strv_length (texts);
  for (unsigned i = 0; i < n; i++)
    assert_true (rational_parse (pool, texts[i], strlen (texts[i]), &parts[i]));
  assert_true (rational_parse (pool, whole_text, strlen (whole_text), &whole));
  effect_reconcile (pool, parts, n, whole, places, rounded);
  for (unsigned i = 0; i < n; i++)
    {
      g_string_append (found, i ? " " : "");
      rational_append_decimal (found, rounded[i]);
    }
  assert_string_equal (found->str, expected);
}

static void
test_rounding (void **state)
{
  (void)state;
  check_rounding ("1.004 2.004 0.002 0", "3.01", 2, "1.01 2 0 0");
  check_rounding ("-1.004 -2.004 -0.002 0", "-3.01", 2, "-1.01 -2 0 0");
  check_rounding ("0.5 0.5", "1", 0, "1 0");
  check_rounding ("-0.5 -0.5", "-1", 0, "-1 0");
  check_rounding ("0.5 -0.5", "0", 0, "1 -1");
  check_rounding ("-0.5 0.5", "0", 0, "-1 1");
  check_rounding ("0.6", "0.6", 0, "1");
  check_rounding ("-3.7 2.5 0 1.2", "0", 1, "-3.7 2.5 0 1.2");
  check_rounding ("0.3 0.3 0.3", "0.9", 0, "1 0 0");
  check_rounding ("-3.7 0.4 -0.5 -1", "-4.8", 0, "-4 0 0 -1");
}

static void
check_random_rounding (GRand *random)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  Rational parts[6], rounded[6], mirrored[6], whole = RATIONAL_ZERO, sum = RATIONAL_ZERO, unit;
  unsigned n = (unsigned)g_rand_int_range (random, 1, 7), places = (unsigned)g_rand_int_range (random, 0, 5);
  unit = RATIONAL_ONE;
  for (unsigned i = 0; i < places; i++)
    unit = rational_div (pool, unit, RATIONAL_INT (10));
  for (unsigned i = 0; i < n; i++)
    {
      parts[i]
          = rational_new (pool, g_rand_int_range (random, -5000, 5001), g_rand_int_range (random, 1, 49));
      whole = rational_add (pool, whole, parts[i]);
    }
  effect_reconcile (pool, parts, n, whole, places, rounded);
  for (unsigned i = 0; i < n; i++)
    {
      Rational off = rational_abs (pool, rational_sub (pool, rounded[i], parts[i]));
      sum = rational_add (pool, sum, rounded[i]);
      assert_true (rational_cmp (off, unit) < 0);
      assert_true (rational_is_integer (rational_div (pool, rounded[i], unit)));
      parts[i] = rational_neg (pool, parts[i]);
    }
  assert_true (rational_equal (sum, rational_round (pool, whole, places)));
  effect_reconcile (pool, parts, n, rational_neg (pool, whole), places, mirrored);
  for (unsigned i = 0; i < n; i++)
    assert_true (rational_equal (mirrored[i], rational_neg (pool, rounded[i])));
}

static void
test_rounding_laws (void **state)
{
  GRand *random = g_rand_new_with_seed (20250101);
  (void)state;
  for (int i = 0; i < 5000; i++)
    check_random_rounding (random);
  g_rand_free (random);
}

/* Cost: 10,000 indicators, each changed in target, weight, rule and its level's scale or not, scored 16
 * times. */

static void
append_large (GString *old, GString *new, GString *actuals, unsigned n)
{
  g_string_append (old, FRAME "方案 试方案 { 年度 2024 体系 试 一级 甲 { 二级 子 {\n");
  g_string_append (new, FRAME "方案 试方案 { 年度 2025 体系 试 一级 甲 { 二级 子 {\n");
  for (unsigned i = 0; i < n; i++)
    {
      g_string_append_printf (old, "指标 项%u %s 分值 0.01\n", i, i % 4 == 3 ? "不断提升" : "≥10个");
      g_string_append_printf (new, "指标 项%u %s 分值 0.02%s\n", i, i % 4 == 3 ? "不断改善" : "≥17个",
                              i % 4 == 3 ? "" : " 规则 逐项扣分(每 = 3个, 扣 = 7分)");
      g_string_append_printf (actuals, "项%u = %s\n", i, i % 4 == 3 ? "达成" : "7个");
    }
  g_string_append (old, "} } }\n");
  g_string_append (new, "} } }\n");
}

static void
test_cost (void **state)
{
  g_autoptr (GString) old = g_string_new (NULL), new = g_string_new (NULL), actuals = g_string_new (NULL);
  g_autoptr (EffectWorld) world = NULL;
  const Effect *effect;
  gint64 began;
  (void)state;
  append_large (old, new, actuals, 10000);
  world = effect_world_new (old->str, new->str, actuals->str);
  began = g_get_monotonic_time ();
  effect = effect_world_compute (world);
  began = g_get_monotonic_time () - began;
  print_message ("10000 indicators, all changed: %d ms\n", (int)(began / 1000));
  assert_int_equal (effect->n_indicators, 10000);
  assert_true (began
               < 5 * G_USEC_PER_SEC); /* machines under sanitizers are slow; a quadratic step is slower */
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_causes),         cmocka_unit_test (test_values),
    cmocka_unit_test (test_crossed),
    cmocka_unit_test (test_whole),        cmocka_unit_test (test_baseline),
    cmocka_unit_test (test_totals),         cmocka_unit_test (test_declarations),
    cmocka_unit_test (test_unlike_weights), cmocka_unit_test (test_nothing_applies),
    cmocka_unit_test (test_contents),       cmocka_unit_test (test_rounding),
    cmocka_unit_test (test_rounding_laws),  cmocka_unit_test (test_cost),
  };
  return cmocka_run_group_tests_name ("effect", tests, NULL, NULL);
}
