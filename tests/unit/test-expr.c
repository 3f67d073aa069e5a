/* Expressions: what they are worth in a frame, which units fit together, names, functions and what they may
   cost, and what has no value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

/* The score of the only arm of a rule 测, or its condition. */
static const Expr *
expression_of (const Trial *trial, bool condition)
{
  Model *model = trial->model;
  const Rule *rule = g_hash_table_lookup (model->rules, trial_atom (trial, "测")->key);
  return rule && rule->n_arms > 0 ? condition ? rule->arms[0].condition : rule->arms[0].score : NULL;
}

static void
set_slot (Frame *frame, Slot slot, Rational value)
{
  frame->slots[slot] = value;
  frame->has[slot / 64] |= 1ull << (slot % 64);
}

/* 分值 10 实际 45 目标值 50 下限 40 上限 60 完成率 9/10 差距 5 偏离度 −1/10 上年 48 等次得分率 3/5 自评得分
 * 8, not met. */
static Frame
frame_new (RationalPool *pool)
{
  Frame frame = { .pool = pool };
  set_slot (&frame, SLOT_WEIGHT, RATIONAL_INT (10));
  set_slot (&frame, SLOT_ACTUAL, RATIONAL_INT (45));
  set_slot (&frame, SLOT_BOUND, RATIONAL_INT (50));
  set_slot (&frame, SLOT_LOWER, RATIONAL_INT (40));
  set_slot (&frame, SLOT_UPPER, RATIONAL_INT (60));
  set_slot (&frame, SLOT_RATIO, rational_new (pool, 9, 10));
  set_slot (&frame, SLOT_GAP, RATIONAL_INT (5));
  set_slot (&frame, SLOT_DEVIATION, rational_new (pool, -1, 10));
  set_slot (&frame, SLOT_BASELINE, RATIONAL_INT (48));
  set_slot (&frame, SLOT_LEVEL_RATE, rational_new (pool, 3, 5));
  set_slot (&frame, SLOT_CLAIMED, RATIONAL_INT (8));
  return frame;
}

static char *
value_of (const Expr *expr, const Frame *frame)
{
  Rational value;
  const Expr *failed = NULL;
  if (!expr)
    return g_strdup ("none");
  switch (expr_eval (expr, frame, &value, &failed))
    {
    case EVAL_OK:
      return number_text (value);
    case EVAL_DIVISION_BY_ZERO:
      return g_strdup ("÷0");
    case EVAL_NO_VALUE:
      return g_strdup_printf ("no %s", expr_name (failed));
    case EVAL_NO_CALENDAR:
      return g_strdup_printf ("no calendar of %d", expr_unpublished_year (failed, frame));
    case EVAL_BAD_COUNT:
      return g_strdup ("no count");
    case EVAL_TOO_LONG:
      return g_strdup ("too long");
    }
  return NULL;
}

typedef struct
{
  const char *text, *value;
} ValueCase;

static void
check_values (const ValueCase *cases, size_t n, const char *before, const char *pattern, bool condition)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_auto (GStrv) parts = g_strsplit (pattern, "@", -1);
      g_autofree char *rule = g_strjoinv (cases[i].text, parts), *text = g_strconcat (before, rule, NULL);
      g_autofree char *found = NULL, *value = NULL;
      Frame frame;
      trial_check (trial, text);
      frame = frame_new (trial->session->numbers);
      found = trial_found (trial);
      value = value_of (expression_of (trial, condition), &frame);
      wrong += !same_text (cases[i].text, "", found) || !same_text (cases[i].text, cases[i].value, value);
    }
  assert_int_equal (wrong, 0);
}

static void
test_values (void **state)
{
  static const ValueCase cases[] = {
    { "1 + 2 - 3.5", "-1/2" },
    { "2 × 3 ÷ 4", "3/2" },
    { "1 + 2 × 3", "7" },
    { "(1 + 2) × 3", "9" },
    { "−1 + 3", "2" },
    { "−(1 + 3)", "-4" },
    { "− −3", "3" },
    { "10 − 3 − 2", "5" },
    { "100 ÷ 10 ÷ 5", "2" },
    { "1 ÷ 3", "1/3" },
    { "1 ÷ 3 × 3", "1" },
    { "min(3, 1, 2)", "1" },
    { "max(3, 1, 2)", "3" },
    { "max(5)", "5" },
    { "abs(−3.5)", "7/2" },
    { "abs(2)", "2" },
    { "ceil(2.1)", "3" },
    { "ceil(−2.1)", "-2" },
    { "floor(2.9)", "2" },
    { "floor(−2.1)", "-3" },
    { "round(2.5)", "3" },
    { "round(−2.5)", "-3" },
    { "round(2.345, 2)", "47/20" },
    { "round(1 ÷ 3, 4)", "3333/10000" },
    { "round(1.5, 0)", "2" },
    { "round(1.5, 18)", "3/2" },
    { "工作日数(2024年3月1日, 2024年3月20日) × 1分 ÷ 1个工作日", "13" },
    { "working_days(2024年3月20日, 2024年3月1日) × 1分 ÷ 1工作日", "-13" },
    { "工作日数(2024年3月1日, 2024年3月1日) × 1分 ÷ 1工作日", "0" },
    { "工作日数(2026年12月30日, 2027年1月4日) × 1分 ÷ 1工作日", "no calendar of 2027" },
    { "(工作日后(2024年3月1日, 15个工作日) − 2024年3月1日) × 1分 ÷ 1日", "21" },
    { "(working_day(2024年3月1日, 0) − 2024年3月1日) × 1分 ÷ 1日", "0" },
    { "(工作日后(2024年3月1日 + 36小时, 1个工作日) − 2024年3月1日) × 1分 ÷ 1日", "3" },
    { "(工作日后(2026年12月1日, 99个工作日) − 2024年3月1日) × 1分 ÷ 1日", "no calendar of 2027" },
    { "(工作日后(2024年3月1日, 2.5个工作日) − 2024年3月1日) × 1分 ÷ 1日", "no count" },
    { "(工作日后(2024年3月1日, −2个工作日) − 2024年3月1日) × 1分 ÷ 1日", "no count" },
    { "分值 × 实际 ÷ 目标", "9" },
    { "0 × 分值 + 2分", "2" },
    { "clamp(5, 0, 3)", "3" },
    { "clamp(−5, 0, 3)", "0" },
    { "clamp(2, 0, 3)", "2" },
    { "分值", "10" },
    { "weight", "10" },
    { "分值 × 实际 ÷ 目标值", "9" },
    { "分值 × actual ÷ bound", "9" },
    { "分值 × 完成率", "9" },
    { "分值 × (1 + 偏离度)", "9" },
    { "分值 × 等次得分率", "6" },
    { "分值 × 下限 ÷ 上限", "20/3" },
    { "分值 × 差距 ÷ 上年", "25/24" },
    { "自评得分", "8" },
    { "95% × 10分", "19/2" },
    { "3万元 ÷ 2元 × 1分", "15000" },
    { "1 ÷ (1 − 1)", "÷0" },
    { "分值 ÷ (实际 − 45)", "÷0" },
    { "100000000000 × 100000000000 ÷ 100000000000", "100000000000" },
  };
  (void)state;
  check_values (cases, G_N_ELEMENTS (cases), "", "规则 测 { 否则 => @ }", false);
}

static void
test_conditions (void **state)
{
  static const ValueCase cases[] = {
    { "1 < 2", "1" },
    { "2 ≤ 2", "1" },
    { "2 < 2", "0" },
    { "2 ≥ 2", "1" },
    { "2 > 2", "0" },
    { "2 = 2.0", "1" },
    { "2 ≠ 2", "0" },
    { "1 ÷ 3 = 0.3333", "0" },
    { "达成", "0" },
    { "未达成", "1" },
    { "非 达成", "1" },
    { "非 非 达成", "0" },
    { "1 < 2 且 2 < 3", "1" },
    { "1 < 2 且 3 < 2", "0" },
    { "3 < 2 或 1 < 2", "1" },
    { "3 < 2 或 2 < 1", "0" },
    { "达成 或 1 < 2 且 未达成", "1" },
    { "3 < 2 且 1 ÷ 0 > 1", "0" }, /* what is known from the left decides */
    { "1 < 2 或 1 ÷ 0 > 1", "1" },
    { "1 < 2 且 1 ÷ 0 > 1", "÷0" },
    { "非 1 ÷ 0 > 1", "÷0" },
    { "1 > 1 ÷ 0", "÷0" },
    { "max(1, 1 ÷ 0) > 1", "÷0" },
    { "1 + 1 ÷ 0 > 1", "÷0" },
    { "除数为零", "0" },
    { "实际 ≥ 目标值", "0" },
    { "5万元 > 49999元", "1" },
    { "1年 = 12个月", "1" },
    { "7日 = 1周", "1" },
    { "95% = 0.95", "1" },
    { "2024年2月29日 < 2024年3月1日", "1" },
    { "2024年3月1日 − 2024年2月28日 = 2日", "1" },
    { "2024年2月28日 + 2日 = 2024年3月1日", "1" },
    { "2024年3月1日 − 2日 = 2024年2月28日", "1" },
    { "2024年2月 = 2024年2月29日", "1" }, /* its last day */
  };
  (void)state;
  check_values (cases, G_N_ELEMENTS (cases), "", "规则 测 { @ => 1分 否则 => 0分 }", true);
}

static void
test_functions (void **state)
{
  static const ValueCase cases[] = {
    { "二倍(3)", "6" },
    { "二倍(二倍(3))", "12" },
    { "差(5, 3)", "2" },
    { "差(二倍(5), 差(3, 1))", "8" },
    { "二倍(分值)", "20" },
    { "二倍(实际) ÷ 目标值", "9/5" },
    { "常(1)", "7" },
    { "界(120%) × 1分", "1" },
    { "round(界(0.333), 1)", "3/10" },
  };
  (void)state;
  check_values (
      cases, G_N_ELEMENTS (cases),
      "函数 差(x, y) = x − y\n函数 二倍(x) = 差(x, 0) + x\n函数 常(x) = 7\n函数 界(x) = clamp(x, 0, 1)\n",
      "规则 测 { 否则 => @ }", false);
}

/* A slot without a value says which. */
static void
test_no_value (void **state)
{
  static const struct
  {
    const char *text;
    Slot slot;
    const char *value;
  } cases[] = {
    { "分值 × 上年 ÷ 目标值", SLOT_BASELINE, "no 上年" },
    { "自评得分", SLOT_CLAIMED, "no 自评得分" },
    { "max(0分, 自评得分)", SLOT_CLAIMED, "no 自评得分" },
    { "−自评得分", SLOT_CLAIMED, "no 自评得分" },
    { "分值", SLOT_BASELINE, "10" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = g_strdup_printf ("规则 测 { 否则 => %s }", cases[i].text), *value = NULL;
      Frame frame;
      trial_check (trial, text);
      frame = frame_new (trial->session->numbers);
      frame.has[cases[i].slot / 64] &= ~(1ull << (cases[i].slot % 64));
      value = value_of (expression_of (trial, false), &frame);
      assert_string_equal (value, cases[i].value);
    }
}

/* 算式 reads facts, one slot for each name. */
static void
test_facts (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *found = NULL, *none = NULL, *value = NULL, *zero = NULL;
  Rational facts[] = { RATIONAL_INT (30), RATIONAL_INT (40), RATIONAL_INT (10) };
  bool has[] = { true, true, true };
  Frame frame;
  const Indicator *rate, *other;
  (void)state;
  trial_check_scheme (trial, "指标 甲 ≥1 分值 1 { 算式 全年执行数 ÷ 全年预算数 }\n"
                             "指标 乙 ≥1 分值 1 { 算式 (全年预算数 − \"其 他\") ÷ 全年执行数 }");
  found = trial_found (trial);
  assert_string_equal (found, "");
  assert_int_equal (trial->model->fact_names->len, 3);
  assert_string_equal (((const Atom *)trial->model->fact_names->pdata[2])->text, "其 他");
  rate = trial_indicator (trial, "甲");
  other = trial_indicator (trial, "乙");
  frame = (Frame){ .pool = trial->session->numbers };
  none = value_of (rate->formula, &frame);
  assert_string_equal (none, "no 全年执行数");
  frame.facts = facts;
  frame.has_fact = has;
  value = value_of (other->formula, &frame);
  assert_string_equal (value, "1");
  facts[1] = RATIONAL_ZERO;
  zero = value_of (rate->formula, &frame);
  assert_string_equal (zero, "÷0");
}

/* A parameter is worth its argument. */
static void
test_parameters (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  Frame frame;
  Rational args[] = { RATIONAL_INT (3), RATIONAL_INT (4) };
  g_autofree char *value = NULL;
  (void)state;
  trial_check (trial, "规则 测(甲, 乙) { 否则 => 分值 − 甲 × 乙 }");
  frame = frame_new (trial->session->numbers);
  frame.params = args;
  value = value_of (expression_of (trial, false), &frame);
  assert_string_equal (value, "-2");
}

static void
test_uses (void **state)
{
  static const struct
  {
    const char *text;
    bool baseline, division;
  } cases[] = {
    { "分值", false, false },
    { "分值 × max(1, 上年 ÷ 上年)", true, false },
  };
  g_autoptr (Trial) trial = trial_new ();
  const Rule *rule;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) one = trial_new ();
      g_autofree char *text = g_strdup_printf ("规则 测 { 否则 => %s }", cases[i].text);
      const Expr *expr = (trial_check (one, text), expression_of (one, false));
      assert_int_equal (expr_uses_slot (expr, SLOT_BASELINE), cases[i].baseline);
      assert_int_equal (expr_uses_division_by_zero (expr), cases[i].division);
    }
  trial_check (trial, "规则 测 { 非 除数为零 => 1分 否则 => 0分 }");
  rule = g_hash_table_lookup (trial->model->rules, trial_atom (trial, "测")->key);
  assert_true (expr_uses_division_by_zero (rule->arms[0].condition));
  assert_true (expr_word_is_built_in ("实际"));
  assert_true (expr_word_is_built_in ("division_by_zero"));
  assert_false (expr_word_is_built_in ("正向"));
  assert_false (expr_word_is_built_in ("甲"));
}

/* Units and kinds are checked where the rule is declared, as far as they are known there. */
static void
test_types (void **state)
{
  static const FoundCase cases[] = {
    { "规则 测 { 否则 => 1个 + 1次 }", "J0210 1:19" },
    { "规则 测 { 否则 => 1 + 1元 }", "J0210 1:18" },
    { "规则 测 { 否则 => round(分值, 0.5) }", "J0395 1:24" },
    { "规则 测 { 否则 => round(分值, −1) }", "J0395 1:24" },
    { "规则 测 { 否则 => round(分值, 99) }", "J0395 1:24" },
    { "规则 测 { 否则 => 1分 + 1 }", "" }, /* a bare number is 分 where a score is */
    { "规则 测 { 否则 => 1 + 1分 }", "" },
    { "规则 测 { 否则 => 分值 + 0元 }", "J0210 1:19" },
    { "规则 测 { 否则 => 分值 + 0 }", "" },
    { "规则 测 { 否则 => 分值 × 5元 ÷ 3元 }", "" },
    { "规则 测 { 否则 => 分值 × 5元 ÷ 3万元 × 95% }", "" },
    { "规则 测 { 1个 > 1次 => 1 否则 => 0 }", "J0210 1:8" },
    { "规则 测 { 1个 > 0 => 1 否则 => 0 }", "" },
    { "规则 测 { 95% > 1 => 1 否则 => 0 }", "" },
    { "规则 测 { 分值 > 1 => 1 否则 => 0 }", "" },
    { "规则 测 { 分值 > 1元 => 1 否则 => 0 }", "J0210 1:8" },
    { "规则 测 { 1日 > 1个工作日 => 1 否则 => 0 }", "J0210 1:8" },
    { "规则 测 { 1日 > 1个月 => 1 否则 => 0 }", "J0210 1:8" },
    { "规则 测 { 2024年1月1日 > 1 => 1 否则 => 0 }", "J0210 1:8" },
    { "规则 测 { 2024年1月1日 + 1个 > 2024年1月1日 => 1 否则 => 0 }", "J0210 1:20" },
    { "规则 测 { 2024年1月1日 + 2024年1月1日 > 1 => 1 否则 => 0 }", "J0210 1:20" },
    { "规则 测 { 2024年1月1日 × 2 > 1 => 1 否则 => 0 }", "J0208 1:8" },
    { "规则 测 { max(1个, 1次) > 1个 => 1 否则 => 0 }", "J0210 1:16" },
    { "规则 测 { max(1个, 0, 2个) > 1个 => 1 否则 => 0 }", "" },
    { "规则 测 { max(达成) => 1 否则 => 0 }", "J0208 1:8" },
    { "规则 测 { max(1个 + 1次, 1) > 1 => 1 否则 => 0 }", "J0210 1:17" },
    { "规则 测 { max(1, 1个 + 1次) > 1 => 1 否则 => 0 }", "J0210 1:20" },
    { "规则 测 { ceil(1.5个) > 1个 => 1 否则 => 0 }", "J0211 1:8" },
    { "规则 测 { floor(1.5个 ÷ 1个) > 1 => 1 否则 => 0 }", "" },
    { "规则 测 { round(1.5分) > 1分 => 1 否则 => 0 }", "" },
    { "规则 测 { 达成 + 1 > 1 => 1 否则 => 0 }", "J0208 1:8" },
    { "规则 测 { 1 + 达成 > 1 => 1 否则 => 0 }", "J0208 1:12" },
    { "规则 测 { 达成 × 1 > 1 => 1 否则 => 0 }", "J0208 1:8" },
    { "规则 测 { 达成 > 1 => 1 否则 => 0 }", "J0208 1:8" },
    { "规则 测 { 1 > 达成 => 1 否则 => 0 }", "J0208 1:12" },
    { "规则 测 { 1 => 1 否则 => 0 }", "J0209 1:8" },
    { "规则 测 { 2024年1月1日 => 1 否则 => 0 }", "J0209 1:8" },
    { "规则 测 { 非 1 => 1 否则 => 0 }", "J0209 1:10" },
    { "规则 测 { 达成 且 1 => 1 否则 => 0 }", "J0209 1:13" },
    { "规则 测 { 达成 且 1个 > 1次 => 1 否则 => 0 }", "J0210 1:13" },
    { "规则 测 { 2024年2月30日 > 实际 => 1 否则 => 0 }", "J0201 1:8" },
    { "规则 测 { 12月30日 > 实际 => 1 否则 => 0 }", "J0202 1:8" },
    { "规则 测 { 3没有 > 实际 => 1 否则 => 0 }", "J0032 1:9" },
    /* unknown where it is declared, so that any unit may come */
    { "规则 测(甲) { 实际 + 甲 > 目标值 × 甲 => 1 否则 => 0 }", "" },
    { "规则 测(甲) { 实际 > 2024年1月1日 + 甲 => 1 否则 => 0 }", "" },
    { "规则 测(甲) { max(甲, 1日) > min(实际, 1日) => 1 否则 => 0 }", "" },
    { "规则 测(甲) { ceil(甲) > 1 => 1 否则 => 0 }", "" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

static void
test_names (void **state)
{
  static const FoundCase cases[] = {
    { "规则 测 { 否则 => 没有 }", "J0203 1:14" },
    { "规则 测 { 否则 => \"没 有\" × 1 }", "J0203 1:14" },
    { "规则 测(甲) { 否则 => 分值 × 乙 }", "J0203 1:22" },
    { "规则 测 { 否则 => 没有(1) }", "J0207 1:14" },
    { "规则 测 { 否则 => mix(1) }", "J0207 1:14" },
    { "规则 测 { 否则 => ceil(1, 2) }", "J0205 1:14" },
    { "规则 测 { 否则 => clamp(1, 2) }", "J0205 1:14" },
    { "规则 测 { 否则 => round(1, 2, 3) }", "J0205 1:14" },
    { "规则 测 { 否则 => max(没有, 1) }", "J0203 1:18" },
    { "规则 测(甲 = 实际) { 否则 => 甲 }", "J0203 1:10" },
    { "函数 f(x) = x\n规则 测 { 否则 => f(1, 2) }", "J0205 2:14" },
    { "函数 f(x, y) = x + y\n规则 测 { 否则 => f(1) }", "J0205 2:14" },
    { "函数 f(x) = x\n规则 测 { 否则 => f(没有) }", "J0203 2:16" },
    /* a function's body knows its parameters and nothing else, whether it is used or not */
    { "函数 f(x) = 没有", "J0203 1:11" },
    { "函数 f(x) = 实际 + x", "J0203 1:11" },
    { "函数 f(x) = 分值", "J0203 1:11" },
    { "函数 f(x) = 没有\n规则 测 { 否则 => f(1) }", "J0203 1:11" },
    { "函数 f(x) = g(x)", "J0207 1:11" },
    { "函数 f(x) = 2没有 × x", "J0032 1:12" },
    { "函数 f(x) = f(x)", "J0206 1:11" },
    { "函数 f(x) = 1 + f(x)\n规则 测 { 否则 => f(1) }", "J0206 1:15" },
    { "函数 f(x) = g(x)\n函数 g(x) = f(x)", "J0206 1:11" },
    { "函数 f(x) = x\n函数 f(y) = y", "J0030 2:4" },
    { "函数 f(x, x) = x", "J0030 1:9" },
    { "函数 \" \"(x) = x", "J0213 1:4" },
    { "函数 f(x) = f", "J0203 1:11" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

static void
test_repairs (void **state)
{
  static const FoundCase cases[] = {
    { "规则 测 { 否则 => 分值 × 完成绿 }", "1:19-1:22 \"完成率\"" },
    { "规则 测(每个) { 否则 => 每人 }", "1:18-1:20 \"每个\"" },
    { "规则 测 { 否则 => cell(1) }", "1:14-1:18 \"ceil\"" },
    { "函数 f(数量) = 数里 × 2", "1:12-1:14 \"数量\"" },
  };
  (void)state;
  check_fixes (cases, G_N_ELEMENTS (cases), false);
}

/* `函数 f1(x) = f0(x) + f0(x)` and so on: each step doubles what has to be evaluated. */
static char *
doubling (unsigned n, const char *body)
{
  GString *text = g_string_new ("函数 f0(x) = x\n");
  g_auto (GStrv) parts = g_strsplit (body, "@", -1);
  for (unsigned i = 1; i <= n; i++)
    {
      g_autofree char *inner = g_strdup_printf ("f%u", i - 1), *whole = g_strjoinv (inner, parts);
      g_string_append_printf (text, "函数 f%u(x) = %s\n", i, whole);
    }
  g_string_append_printf (text, "规则 测 { 否则 => f%u(分值) }\n", n);
  return g_string_free (text, FALSE);
}

static void
test_cost (void **state)
{
  static const struct
  {
    const char *body;
    unsigned n;
    const char *code; /* NULL: fits */
  } cases[] = {
    { "@(x) + @(x)", 10, NULL },        { "@(x) + @(x)", 14, "J0204" },
    { "@(x) + @(x)", 60, "J0204" },     { "@(x) × @(x)", 60, "J0204" },
    { "max(@(x), @(x))", 60, "J0204" }, { "@(x + x)", 10, NULL },
    { "@(x + x)", 60, "J0204" },        { "@(x)", 150, NULL },
    { "@(x)", 100000, "J0271" },        { "1 + @(x)", 100000, "J0271" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = doubling (cases[i].n, cases[i].body);
      g_autofree char *found = (trial_check (trial, text), trial_found (trial));
      if (cases[i].code)
        assert_true (g_str_has_prefix (found, cases[i].code));
      else
        assert_string_equal (found, "");
    }
}

/* What stands in the file itself may be as long as the file. */
static void
test_long_sum (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *sum = repeated_text ("规则 测 { 否则 => 1", " + 1", 100000, " }");
  g_autofree char *found = (trial_check (trial, sum), trial_found (trial)), *value = NULL;
  Frame frame = frame_new (trial->session->numbers);
  (void)state;
  assert_string_equal (found, "");
  value = value_of (expression_of (trial, false), &frame);
  assert_string_equal (value, "100001");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_values),     cmocka_unit_test (test_conditions), cmocka_unit_test (test_functions),
    cmocka_unit_test (test_no_value),   cmocka_unit_test (test_facts),      cmocka_unit_test (test_uses),
    cmocka_unit_test (test_parameters), cmocka_unit_test (test_types),      cmocka_unit_test (test_names),
    cmocka_unit_test (test_repairs),    cmocka_unit_test (test_cost),       cmocka_unit_test (test_long_sum),
  };
  return cmocka_run_group_tests_name ("expr", tests, NULL, NULL);
}
