/* Rules: parameters and arms, what an arm may give, the use of a rule with its arguments, and whether it fits
 * the target. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

static void
test_declared (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (
      trial, "规则 甲(每, 扣 = 0.1分) {\n  依据 \"文件\"\n  达成 => 分值\n  实际 < 0 => 不适用\n"
             "  否则 => max(0分, 分值 − 扣 × ceil(差距 ÷ 每))\n}");
  const Rule *rule = g_hash_table_lookup (model->rules, trial_atom (trial, "甲")->key);
  g_autofree char *found = trial_found (trial);
  (void)state;
  assert_string_equal (found, "");
  assert_string_equal (rule->basis, "文件");
  assert_int_equal (rule->n_params, 2);
  assert_string_equal (rule->params[1]->text, "扣");
  assert_null (rule->defaults[0]);
  assert_non_null (rule->defaults[1]);
  assert_int_equal (rule->n_arms, 3);
  assert_non_null (rule->arms[0].condition);
  assert_null (rule->arms[1].score);
  assert_null (rule->arms[2].condition);
}

static void
test_faults (void **state)
{
  static const FoundCase cases[] = {
    { "规则 甲 { 达成 => 1分 }", "J0226 1:4" },
    { "规则 甲 { }", "J0226 1:4" },
    { "规则 甲 { 否则 => 1分 达成 => 2分 }", "J0225 1:17" },
    { "规则 甲 { 否则 => 1分 否则 => 2分 }", "J0225 1:17" },
    { "规则 甲 { 否则 => 5个 }", "J0224 1:14" },
    { "规则 甲 { 否则 => 达成 }", "J0224 1:14" },
    { "规则 甲 { 否则 => 2024年1月1日 }", "J0224 1:14" },
    { "规则 甲 { 否则 => 分值 × 分值 }", "J0224 1:14" },
    { "规则 甲 { 否则 => 5 }", "" },
    { "规则 甲 { 否则 => 0 }", "" },
    { "规则 甲 { 否则 => 5分 }", "" },
    { "规则 甲(乙, 乙) { 否则 => 乙 }", "J0030 1:9" },
    { "规则 甲(实际) { 否则 => 0 }", "J0223 1:6" },
    { "规则 甲(完成率, 上年) { 否则 => 0 }", "J0223 1:6, J0223 1:11" },
    { "规则 甲(正向) { 否则 => 正向 }", "" },
    { "规则 甲 { 否则 => 0 }\n规则 甲 { 否则 => 0 }", "J0030 2:4" },
    { "规则 \" \" { 否则 => 0 }", "J0213 1:4" },
    { "规则 甲 { 没有 \"x\" 否则 => 0 }", "J0214 1:8" },
    { "规则 甲 { 没有 > 1 => 1 没有 => 1 否则 => 没有 }", "J0203 1:8, J0203 1:20, J0203 1:34" },
    { "规则 甲 { 5个 > 3次 => 1 否则 => 5个 }", "J0210 1:8, J0224 1:27" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

static void
test_requirements (void **state)
{
  static const FoundCase cases[] = {
    { "规则 甲(乙 = 5) { 要求 乙 > 4 \"为什么\" 要求 乙 ≤ 分值 ÷ 1分 否则 => 0 }", "" },
    { "规则 甲(乙 = 5) { 要求 乙 > 5 否则 => 0 }", "J0426 1:10" },
    { "规则 甲(乙 = 5, 丙 = 6) { 要求 丙 < 乙 否则 => 0 }", "J0426 1:17" },
    { "规则 甲(乙 = 5, 丙) { 要求 丙 < 乙 否则 => 0 }", "" },
    { "规则 甲(乙 = 0) { 要求 1 ÷ 乙 > 1 否则 => 0 }", "J0426 1:10" },
    { "规则 甲(乙 = 1.5) { 要求 round(分值, 乙) > 0分 要求 round(1.23, 乙) > 0 否则 => 0 }", "J0395 1:4" },
    { "规则 甲(乙) { 要求 乙 > 差距 否则 => 0 }", "J0427 1:18" },
    { "规则 甲(乙) { 要求 达成 且 乙 > 1 否则 => 0 }", "J0427 1:14" },
    { "规则 甲 { 要求 2 > 1 否则 => 0 }", "J0428 1:11" },
    { "规则 甲(乙) { 达成 => 1 要求 乙 > 1 否则 => 0 }", "J0429 1:19" },
    { "规则 甲(乙) { 要求 乙 否则 => 0 }", "J0209 1:14" },
    { "规则 甲 { 要求 分值 否则 => 0 }", "J0209 1:11" },
    { "规则 甲 { 要求 分值 > 5个 否则 => 0 }", "J0210 1:11" },
    { "规则 甲(乙) { 要求 乙 > 1 \"乙\" > 1 => 1 否则 => 0 }", "J0017 1:24" },
    { "规则 甲(乙) { 要求 乙 > 1 (\"乙\") > 1 => 1 否则 => 0 }", "" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

/* Own rules on lines 3 to 8, so that their places are known. */
#define RULES                                                                                          \
  " }\n规则 每项(每, 扣) { 达成 => 分值 否则 => 分值 − 扣 × ceil(差距 ÷ 每) }\n" \
  "规则 比例 { 达成 => 分值 否则 => 分值 × 实际 ÷ 目标值 }\n"                       \
  "规则 档(底 = 0) { 否则 => 分值 × max(底, 等次得分率) }\n"                            \
  "规则 试(甲) { 实际 ≥ 甲 => 分值 × 完成率 否则 => 分值 × (1 + 偏离度) }\n"    \
  "规则 期(限) { 差距 ≤ 限 => 分值 否则 => 0分 }\n"                                      \
  "规则 两头 { 实际 ≥ 下限 且 实际 ≤ 上限 => 分值 否则 => 0 }\n方案 空 { 体系 试系"

static void
check_uses (const FoundCase *cases, size_t n)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = g_strconcat (cases[i].text, RULES, NULL), *found = NULL;
      trial_check_scheme (trial, text);
      found = trial_found (trial);
      wrong += !same_text (cases[i].text, cases[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

static void
test_use (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 ≥5个 分值 1 规则 比例", "" },
    { "指标 甲 ≥5个 分值 1 规则 没有", "J0227 2:18" },
    { "指标 甲 ≥5个 分值 1 规则 达标得份", "J0227 2:18" },
    { "指标 甲 不断提升 分值 1 规则 档", "" },
    { "指标 甲 不断提升 分值 1 规则 档(底 = 30%)", "" },
    { "指标 甲 不断提升 分值 1 规则 档(低 = 30%)", "J0229 2:21" },
    { "指标 甲 不断提升 分值 1 规则 档(底 = 30%, 底 = 20%)", "J0215 2:30" },
    { "指标 甲 不断提升 分值 1 规则 档(底 = 30%, 多 = 20%)", "J0229 2:30" },
    { "指标 甲 ≥5个 分值 1 规则 每项", "J0230 2:18, J0230 2:18" },
    { "指标 甲 ≥5个 分值 1 规则 每项(每 = 1个)", "J0230 2:18" },
    { "指标 甲 ≥5个 分值 1 规则 每项(扣 = 0.5分, 每 = 1个)", "" },
    { "指标 甲 ≥5个 分值 1 规则 每项(每 = 没有, 扣 = 1分)", "J0203 2:25" },
    { "指标 甲 ≥5个 分值 1 规则 每项(每 = 实际, 扣 = 1分)", "J0203 2:25" },
    { "指标 甲 ≥5个 分值 1 规则 每项(每 = 1个 ÷ 0, 扣 = 1分)", "J0228 2:25" },
    { "指标 甲 ≥5个 分值 1 规则 每项(每 = 1个 + 1次, 扣 = 1分)", "J0210 2:30" },
  };
  (void)state;
  check_uses (cases, G_N_ELEMENTS (cases));
}

/* What does not fit the target is shown at the use and at the arm: the arm once for each kind of use, the use
 * each time. */
static void
test_fit (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 ≥5个 分值 1 规则 每项(每 = 1次, 扣 = 1分)", "J0231 2:18, J0211 3:39" },
    { "指标 甲 ≥5个 分值 1 规则 每项(每 = 1个, 扣 = 1元)", "J0231 2:18, J0210 3:35" },
    { "指标 甲 ≥5个 分值 1 规则 每项(每 = 1个, 扣 = 0.5)", "" },
    { "指标 甲 不断提升 分值 1 规则 比例", "J0231 2:19, J0212 4:29" },
    { "指标 甲 2024年6月前 分值 1 规则 每项(每 = 1日, 扣 = 1分)", "" },
    { "指标 甲 2024年6月前 分值 1 规则 每项(每 = 1个, 扣 = 1分)", "J0231 2:23, J0211 3:39" },
    { "指标 甲 2024年6月前 分值 1 规则 期(限 = 5日)", "" },
    { "指标 甲 2024年6月前 分值 1 规则 期(限 = 5个工作日)", "J0231 2:23, J0210 7:11" },
    { "指标 甲 2024年6月前 分值 1 规则 试(甲 = 2024年1月1日)", "J0231 2:23, J0212 6:26, J0212 6:46" },
    { "指标 甲 ≥5个 分值 1 规则 档", "J0231 2:18, J0212 5:33" },
    { "指标 甲 ≥5个 分值 1 规则 试(甲 = 1个)", "" },
    { "指标 甲 ≥5元/人 分值 1 规则 试(甲 = 1万元/人)", "" },
    { "指标 甲 ≥5次 分值 1 规则 试(甲 = 1个)", "J0231 2:18, J0210 6:11" },
    { "指标 甲 ≥5次 分值 1 规则 试(甲 = 0)", "" },
    { "指标 甲 ≥5 分值 1 规则 试(甲 = 1)", "" },
    { "指标 甲 ≥5日 分值 1 规则 期(限 = 5日)", "" },
    { "指标 甲 5..9个 分值 1 规则 两头", "" },
    { "指标 甲 ≥5个 分值 1 规则 两头", "J0231 2:18" },
    { "指标 甲 ≤5个 分值 1 规则 两头", "J0231 2:18" },
    { "指标 甲 ≥5个 分值 1 规则 档 指标 乙 ≥6个 分值 1 规则 档 指标 丙 不断提升 分值 1 规则 档",
      "J0231 2:18, J0231 2:37, J0212 5:33" },
  };
  (void)state;
  check_uses (cases, G_N_ELEMENTS (cases));
}

static void
test_arguments (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  const Indicator *indicator;
  g_autofree char *found = NULL, *first = NULL, *second = NULL;
  (void)state;
  trial_check_scheme (trial, "指标 甲 ≥5公里 分值 1 规则 逐项扣分(每 = 500米, 扣 = 0.25分)\n"
                             "指标 乙 ≤5公里 分值 1 规则 反向线性");
  found = trial_found (trial);
  assert_string_equal (found, "");
  indicator = trial_indicator (trial, "甲");
  first = number_text (indicator->rule.args[0]);
  second = number_text (indicator->rule.args[1]);
  assert_string_equal (first, "500");
  assert_string_equal (second, "1/4");
  assert_true (rational_equal (trial_indicator (trial, "乙")->rule.args[0], RATIONAL_INT (2)));
}

/* One's own rule goes before the library's of that name, whatever made the library be read; but a framework
   of the library means the library's. */
static void
test_own_rule (void **state)
{
  static const char *const USES[] = { "", "指标 乙 ≥5个 分值 1 规则 达标得分 ", "指标 乙 ≤5个 分值 1 " };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (USES); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = g_strdup_printf (
          "%s指标 甲 ≥5个 分值 1 规则 正向比例 }\n规则 正向比例 { 否则 => 1分 }\n方案 空 { 体系 试系",
          USES[i]);
      g_autofree char *found = (trial_check_scheme (trial, text), trial_found (trial));
      assert_string_equal (found, "");
      assert_int_equal (trial_indicator (trial, "甲")->rule.rule->n_arms, 1);
    }
}

static void
test_displaced_rule (void **state)
{
  static const FoundCase cases[] = {
    { "引用 \"frameworks/national-2020\"\n规则 正向比例 { 否则 => 1分 }\n方案 甲 { 体系 项目支出2020 }",
      "J0030 2:4" },
    { "引用 \"frameworks/national-2020\"\n规则 别的 { 否则 => 1分 }\n方案 甲 { 体系 项目支出2020 }", "" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

static void
test_repairs (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 ≥5个 分值 1 规则 达标得份", "2:18-2:22 \"达标得分\"" },
    { "指标 甲 ≥5个 分值 1 规则 逐项扣分(每个 = 1个, 扣 = 1分)", "2:23-2:25 \"每\"" },
    { "指标 甲 ≥5个 分值 1 规则 全然不同", "" },
  };
  (void)state;
  check_fixes (cases, G_N_ELEMENTS (cases), true);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_declared),
    cmocka_unit_test (test_faults),
    cmocka_unit_test (test_requirements),
    cmocka_unit_test (test_use),
    cmocka_unit_test (test_fit),
    cmocka_unit_test (test_arguments),
    cmocka_unit_test (test_own_rule),
    cmocka_unit_test (test_displaced_rule),
    cmocka_unit_test (test_repairs),
  };
  return cmocka_run_group_tests_name ("rule", tests, NULL, NULL);
}
