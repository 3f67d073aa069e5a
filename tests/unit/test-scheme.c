/* Schemes: their head, tiers and indicators, fields, weights, revisions and parts, duplicates, what a
   framework brings along; and many indicators in little time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

static void
test_head (void **state)
{
  static const FoundCase cases[] = {
    { "引用 \"frameworks/national-2020\" 方案 甲 { 年度 2024 体系 项目支出2020 }", "" },
    { "体系 乙 方案 甲 { 体系 乙 }", "" },
    { "方案 甲 { }", "J0256 1:4" },
    { "方案 甲 { 体系 没有 }", "J0246 1:11" },
    { "体系 乙 方案 甲 { 体系 乙 体系 乙 }", "J0215 1:18" },
    { "体系 乙 方案 甲 { 年度 2024 年度 2025 体系 乙 }", "J0215 1:21" },
    { "体系 乙 方案 甲 { 年度 2024年 体系 乙 }", "J0255 1:16" },
    { "体系 乙 方案 甲 { 年度 24 体系 乙 }", "J0255 1:16" },
    { "体系 乙 方案 甲 { 年度 2024.5 体系 乙 }", "J0255 1:16" },
    { "体系 乙 方案 甲 { 年度 \"今年\" 体系 乙 }", "J0255 1:16" },
    { "体系 乙 方案 甲 { 年度 10000 体系 乙 }", "J0255 1:16" },
    { "体系 乙 方案 甲 { 年度 999 体系 乙 }", "J0255 1:16" },
    { "体系 乙 方案 甲 { 年度 -2024 体系 乙 }", "J0255 1:16" },
    { "体系 乙 方案 甲 { 单位 \"某局\" 责任 \"某科\" 来源 \"某表\" 依据 \"某文\" 体系 乙 }", "" },
    { "体系 乙 方案 甲 { 口径 \"x\" 体系 乙 }", "J0214 1:13" },
    { "体系 乙 方案 甲 { 没有 \"x\" 体系 乙 }", "J0214 1:13" },
    { "体系 乙 方案 \"\" { 体系 乙 }", "J0213 1:9" },
    { "体系 乙 方案 甲 { 体系 乙 } 方案 甲 { 体系 乙 }", "J0030 1:23" },
    { "scheme 甲 { year 2024 framework 乙 organisation \"x\" } framework 乙", "" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

static void
test_year (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  const Scheme *scheme;
  (void)state;
  trial_check (trial, "体系 乙\n方案 甲 { 年度 2024 体系 乙 }\n方案 丙 { 体系 乙 }\n方案 丁 { }");
  assert_int_equal (trial->model->schemes->len, 3);
  scheme = trial->model->schemes->pdata[0];
  assert_true (scheme->has_year);
  assert_int_equal (scheme->year, 2024);
  assert_string_equal (scheme->framework->name->text, "乙");
  assert_false (((const Scheme *)trial->model->schemes->pdata[1])->has_year);
  assert_true (((const Scheme *)trial->model->schemes->pdata[2])->broken);
}

static void
test_fields (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 ≥5个 分值 1 { 口径 \"a\" 责任 \"b\" 来源 \"c\" 频次 \"d\" 原名 \"e\" 编号 \"f\" 核心 是 依据 "
      "\"g\" }",
      "" },
    { "指标 甲 ≥5个 分值 1 { definition \"a\" owner \"b\" core yes formerly 旧名 }", "" },
    { "指标 甲 ≥5个 分值 1 { 口劲 \"a\" }", "J0214 2:17" },
    { "指标 甲 ≥5个 分值 1 { 年度 2024 }", "J0214 2:17" },
    { "指标 甲 ≥5个 分值 1 { 口径 \"a\" 口径 \"b\" }", "J0215 2:24" },
    { "指标 甲 ≥5个 分值 1 { 口径 \"a\" definition \"b\" }", "J0215 2:24" },
    { "指标 甲 ≥5个 分值 1 { 依据 \"a\" 依据 \"b\" 备注 \"c\" 备注 \"d\" }", "" },
    { "一级 甲 { 责任 \"a\" 原名 \"b\" }", "" },
    { "一级 甲 { 口径 \"a\" }", "J0214 2:8" },
    { "指标 甲 ≥5个 分值 1\n责任 \"a\"", "J0254 3:1" },
    { "一级 甲 { 指标 乙 ≥5个 分值 1\n责任 \"a\" }", "J0254 3:1" },
    { "一级 甲 { 二级 乙 {}\n责任 \"a\" }", "J0254 3:1" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), true);
}

static void
test_clauses (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 ≥5个", "J0252 2:4" },
    { "指标 甲 ≥5个 分值 1分", "" },
    { "指标 甲 ≥5个 分值 0.5", "" },
    { "指标 甲 ≥5个 分值 1元", "J0239 2:13" },
    { "指标 甲 ≥5个 分值 10%", "J0239 2:13" },
    { "指标 甲 ≥5个 分值 1没有", "J0032 2:14" },
    { "指标 甲 ≥5个 分值 1 分值 2", "J0215 2:15" },
    { "指标 甲 ≥5个 分值 1 规则 达标得分 规则 正向比例", "J0215 2:26" },
    { "指标 甲 ≥5个 分值 1 方向 正向 方向 正向", "J0215 2:21" },
    { "指标 甲 不断提升 分值 1 等次 提升 等次 提升", "J0215 2:22" },
    { "一级 甲 分值 1 分值 2 {}", "J0215 2:11" },
    { "一级 甲 方向 没有 {}", "J0216 2:9" },
    { "一级 甲 分值 1元 {}", "J0239 2:9" },
    { "指标 \"\" ≥5个 分值 1", "J0213 2:4" },
    { "指标 \"甲\\n乙\" ≥5个 分值 1", "J0213 2:4" },
    { "指标 \"甲\\u{200B}\" ≥5个 分值 1", "J0213 2:4" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), true);
}

static void
test_misplaced (void **state)
{
  static const FoundCase cases[] = {
    { "一级 甲 { 二级 乙 { 指标 丙 ≥5个 分值 1 } 指标 丁 ≥5个 分值 1 }", "" },
    { "二级 甲 { 指标 丙 ≥5个 分值 1 }", "" },
    { "一级 甲 { 一级 乙 {} }", "J0253 2:8" },
    { "一级 甲 { 二级 乙 { 二级 丙 {} } }", "J0253 2:15" },
    { "一级 甲 { 二级 乙 { 一级 丙 {} } }", "J0253 2:15" },
    { "指标 甲 ≥5个 分值 1 { 指标 乙 ≥5个 分值 1 }", "J0253 2:17" },
    { "指标 甲 ≥5个 分值 1 { 一级 乙 {} }", "J0253 2:17" },
    { "指标 甲 ≥5个 分值 1 { 缺省规则 {} 等级 {} }", "J0253 2:17, J0253 2:25" },
    { "缺省规则 {}\n等级 {}", "J0253 2:1, J0253 3:1" },
    { "其中 甲 ≥5个", "J0253 2:1" },
    { "一级 甲 { 调整 2024年1月1日 ≥5个 }", "J0253 2:8" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), true);
}

static void
test_duplicates (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 ≥5个 分值 1\n指标 甲 ≥6个 分值 1", "J0030 3:4" },
    { "指标 甲乙 ≥5个 分值 1\n指标 \"甲 乙\" ≥6个 分值 1", "J0030 3:4" },
    { "指标 ＧＤＰ ≥5个 分值 1\n指标 GDP ≥6个 分值 1", "J0030 3:4" },
    { "一级 甲 { 指标 丙 ≥5个 分值 1 }\n一级 乙 { 指标 丙 ≥6个 分值 1 }", "" },
    { "一级 甲 {}\n一级 甲 {}", "J0030 3:4" },
    { "一级 甲 { 二级 乙 {} }\n一级 丙 { 二级 乙 {} }", "" },
    { "一级 甲 { 二级 乙 {}\n二级 乙 {} }", "J0030 3:4" },
    { "一级 甲 { 指标 丙 ≥5个 分值 1\n指标 丁 ≥5个 分值 1\n指标 丙 ≥6个 分值 1 }", "J0030 4:4" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), true);
}

static void
test_revisions (void **state)
{
  static const struct
  {
    const char *text, *target, *first, *found;
    unsigned n;
  } cases[] = {
    { "指标 甲 ≤2000元 分值 1 { 调整 2024年9月30日 ≤1800元 原因 \"x\" }", "down (−∞, 1800] 元",
      "down (−∞, 2000] 元", "", 1 },
    { "指标 甲 ≤5元 分值 1 { 调整 2024年3月1日 ≤4元 调整 2024年6月1日 ≤3元 }", "down (−∞, 3] 元",
      "down (−∞, 5] 元", "", 2 },
    { "指标 甲 ≤5元 分值 1 { 调整 6月1日 ≤4元 }", "down (−∞, 4] 元", "down (−∞, 5] 元", "", 1 },
    { "指标 甲 ≤5元 分值 1 { 调整 2024年6月1日 ≤4元 调整 2024年3月1日 ≤3元 }", "down (−∞, 4] 元",
      "down (−∞, 5] 元", "J0250 2:37", 2 },
    { "指标 甲 ≤5元 分值 1 { 调整 2024年6月1日 ≥4元 }", NULL, NULL, "J0249 2:30", 0 },
    { "指标 甲 ≤5元 分值 1 { 调整 2024年6月31日 ≤4元 }", NULL, NULL, "J0201 2:20", 0 },
    { "指标 甲 ≤5元 分值 1 { 调整 2024年6月1日 ≤4没有 }", NULL, NULL, "J0032 2:32", 0 },
    { "指标 甲 不断提升 分值 1 { 调整 2024年6月1日 有所提升 }", "level 提升 1", "level 提升 0", "", 1 },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *found = (trial_check_scheme (trial, cases[i].text), trial_found (trial));
      const Indicator *indicator = trial_indicator (trial, "甲");
      g_autofree char *target = NULL, *first = NULL;
      wrong += !same_text (cases[i].text, cases[i].found, found);
      assert_int_equal (indicator->n_revisions, cases[i].n);
      if (!cases[i].target)
        {
          assert_false (indicator->ok);
          continue;
        }
      target = target_text (&indicator->target);
      first = target_text (&indicator->first_target);
      wrong += !same_text (cases[i].text, cases[i].target, target)
               || !same_text (cases[i].text, cases[i].first, first);
    }
  assert_int_equal (wrong, 0);
}

static void
test_parts (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  const Indicator *indicator;
  g_autofree char *found = NULL, *part = NULL;
  (void)state;
  trial_check_scheme (trial, "指标 甲 ≥8个 分值 1 {\n其中 乙 ≥3个\n其中 \"丙 丁\" ≥5个\n其中 戊 ≥5没有\n}");
  indicator = trial_indicator (trial, "甲");
  found = trial_found (trial);
  assert_string_equal (found, "J0032 5:8");
  assert_int_equal (indicator->n_parts, 2);
  assert_string_equal (indicator->parts[1].name->text, "丙 丁");
  part = target_text (&indicator->parts[0].target);
  assert_string_equal (part, "up [3, ∞) 个");
  assert_false (indicator->ok);
}

static void
test_rules_by_default (void **state)
{
  static const struct
  {
    const char *target, *rule;
  } cases[] = {
    { "≥5个", "正向比例" },
    { "≤5个", "反向比例" },
    { "5..9个", "等值偏离" },
    { "2024年6月前", "按期得分" },
    { "不断提升", "等次计分" },
    { "\"建成\"", "等次计分" },
    { "≥5个 规则 达标得分", "达标得分" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = g_strdup_printf ("指标 甲 %s 分值 1", cases[i].target);
      g_autofree char *found = (trial_check_scheme (trial, text), trial_found (trial));
      assert_string_equal (found, "");
      assert_string_equal (trial_indicator (trial, "甲")->rule.rule->name->text, cases[i].rule);
    }
}

static void
test_no_rule (void **state)
{
  static const FoundCase cases[] = {
    { "体系 乙 { 缺省规则 { 正向 => 正向比例 } }\n方案 甲 { 体系 乙\n指标 丙 ≥5个 分值 1\n指标 丁 ≤5个 分值 "
      "1\n"
      "指标 戊 ≤5个 分值 1 规则 达标得分 }",
      "J0251 4:4" },
    { "体系 乙\n方案 甲 { 体系 乙\n指标 丙 ≥5个 分值 1 }", "J0251 3:4" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

static void
test_formulas (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 ≥95% 分值 1 { 算式 执行数 ÷ 预算数 }", "" },
    { "指标 甲 ≥95% 分值 1 { 算式 (甲数 + 5万元) ÷ max(乙数, 1万元) }", "" },
    { "指标 甲 ≥95% 分值 1 { 算式 f(甲数) }", "J0207 2:21" },
    { "指标 甲 ≥95% 分值 1 { 算式 3没有 }", "J0032 2:22" },
    { "指标 甲 ≥95% 分值 1 { 算式 2024年2月30日 }", "J0201 2:21" },
    { "指标 甲 ≥95% 分值 1 { 算式 执行数 × 2没有 }", "J0032 2:28" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), true);
}

/* What a faulty line leaves behind is in the scheme, marked. */
static void
test_marked (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  const Scheme *scheme;
  (void)state;
  trial_check_scheme (
      trial,
      "一级 甲 分值 5 方向 反向 {\n指标 乙 ≥5没有 分值 1\n指标 丙 ≥5个\n指标 丁 5个 分值 1 { 核心 是 }\n}");
  scheme = trial->model->schemes->pdata[0];
  assert_int_equal (scheme->n_tiers, 1);
  assert_int_equal (scheme->n_indicators, 3);
  assert_false (trial_indicator (trial, "乙")->ok);
  assert_false (trial_indicator (trial, "丙")->ok);
  assert_true (trial_indicator (trial, "丁")->ok);
  assert_true (trial_indicator (trial, "丁")->core);
  assert_false (trial_indicator (trial, "丙")->core);
  assert_ptr_equal (trial_indicator (trial, "丁")->tier, scheme->tiers[0]);
  assert_int_equal (trial_indicator (trial, "丁")->index, 2);
  assert_true (scheme->tiers[0]->has_stated);
  assert_int_equal (trial_indicator (trial, "丁")->target.direction, DIRECTION_DOWN);
}

static void
test_find (void **state)
{
  static const struct
  {
    const char *name;
    bool found, ambiguous;
  } cases[] = {
    { "甲", true, false },
    { "乙", false, true },
    { "丙", false, true },
    { "没有", false, false },
  };
  g_autoptr (Trial) trial = trial_new ();
  (void)state;
  trial_check_scheme (trial,
                      "一级 一 { 指标 甲 ≥5个 分值 1 指标 乙 ≥5个 分值 1 指标 丙 ≥5个 分值 1 }\n"
                      "一级 二 { 指标 乙 ≥5个 分值 1 指标 丙 ≥5个 分值 1 }\n一级 三 { 指标 丙 ≥5个 分值 1 }");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      bool ambiguous;
      const Indicator *indicator = scheme_find_indicator (trial->model->schemes->pdata[0],
                                                          trial_atom (trial, cases[i].name), &ambiguous);
      assert_int_equal (indicator != NULL, cases[i].found);
      assert_int_equal (ambiguous, cases[i].ambiguous);
    }
}

static void
test_actuals (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "实绩 甲 2024 { 乙 = 5个 }\n实绩 丙 {}");
  (void)state;
  assert_int_equal (model->actuals->len, 2);
  assert_int_equal (((const Origin *)model->actuals->pdata[0])->node->kind, AST_ACTUALS);
}

/* Many of everything: each of these once took quadratic time somewhere, or could. */
static void
test_many (void **state)
{
  static const struct
  {
    const char *head, *body, *tail;
    unsigned n;
    unsigned indicators;
  } cases[] = {
    { "", "指标 甲%u ≥5个 分值 1\n", "", 5001, 5001 },
    { "", "指标 甲%u ≥5个 分值 1\n", "", 100000, 100000 },
    { "", "一级 乙%u { 指标 甲 ≥5个 分值 1 }\n", "", 100000, 100000 },
    { "", "一级 乙%u { 二级 丙 { 指标 甲%u ≥5个 分值 1 } }\n", "", 20000, 20000 },
    { "", "指标 甲%u ≥1 分值 1 { 算式 子%u ÷ 母%u }\n", "", 20000, 20000 },
    { "", "指标 甲%u 建成%u 分值 1\n", "", 20000, 20000 },
    { "", "指标 甲%u ≥5没有 分值 1\n", "", 20000, 20000 },
    { "", "指标 甲 ≥5个 分值 1\n", "", 20000, 20000 },
    { "", "指标 甲%u ≥5个 分值 1 规则 没有\n", "", 20000, 20000 },
    { "}\n", "方案 甲%u { 体系 试系 }\n", "方案 末 { 体系 试系", 20000, 0 },
    { "}\n", "规则 甲%u { 否则 => 1 }\n", "方案 末 { 体系 试系", 20000, 0 },
    { "}\n", "函数 甲%u(x) = x + 1\n", "方案 末 { 体系 试系", 20000, 0 },
    { "}\n", "体系 甲%u { 一级 乙 分值 5 }\n", "方案 末 { 体系 试系", 20000, 0 },
    { "}\n", "计量单位 \"甲%u\" = 5\"甲0\"\n", "计量单位 \"甲0\" 方案 末 { 体系 试系", 2, 0 },
    { "}\n等次 甲 {\n", "乙%u => 1\n", "}\n方案 末 { 体系 试系", 20000, 0 },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = repeated_text (cases[i].head, cases[i].body, cases[i].n, cases[i].tail);
      gint64 start = g_get_monotonic_time ();
      trial_check_scheme (trial, text);
      assert_non_null (trial->model);
      sema_advise (trial->model, SEVERITY_NOTE);
      assert_int_equal (((const Scheme *)trial->model->schemes->pdata[0])->n_indicators, cases[i].indicators);
      if (g_get_monotonic_time () - start > 30 * G_USEC_PER_SEC)
        fail_msg ("%s takes %d seconds", cases[i].body,
                  (int)((g_get_monotonic_time () - start) / G_USEC_PER_SEC));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_head),
    cmocka_unit_test (test_year),
    cmocka_unit_test (test_fields),
    cmocka_unit_test (test_clauses),
    cmocka_unit_test (test_misplaced),
    cmocka_unit_test (test_duplicates),
    cmocka_unit_test (test_revisions),
    cmocka_unit_test (test_parts),
    cmocka_unit_test (test_rules_by_default),
    cmocka_unit_test (test_no_rule),
    cmocka_unit_test (test_formulas),
    cmocka_unit_test (test_marked),
    cmocka_unit_test (test_find),
    cmocka_unit_test (test_actuals),
    cmocka_unit_test (test_many),
  };
  return cmocka_run_group_tests_name ("scheme", tests, NULL, NULL);
}
