/* What check says beyond faults: weights against the framework, the total, tiers that nobody knows, bare
   targets and the direction taken, costs with a floor, names given twice or written in two scripts, and files
   without content. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

/* A framework of 100 points on line 1; the scheme begins on line 2 and TEXT on line 3. */
#define HEAD                                                                                                                             \
  "体系 底 { 一级 产出 分值 60 { 二级 数量 二级 成本 方向 反向 } 一级 效益 分值 40 缺省规则 { 正向 => " \
  "正向比例 "                                                                                                                        \
  "反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分 } }\n方案 试 { 年度 2024 体系 底\n"

static char *
advice_found (Trial *trial, const char *text)
{
  if (trial_check (trial, text))
    sema_advise (trial->model, SEVERITY_NOTE);
  return trial_found (trial);
}

static void
check_advice (const FoundCase *cases, size_t n)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = g_strconcat (HEAD, cases[i].text, "\n}", NULL),
                      *found = advice_found (trial, text);
      wrong += !same_text (cases[i].text, cases[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

/* The rest of the 100 points, where a case needs the other tier. */
#define EFFECT "\n一级 效益 { 指标 戊 ≥1 分值 40 }"

static void
test_weights (void **state)
{
  static const FoundCase cases[] = {
    { "一级 产出 { 指标 甲 ≥1 分值 60 }" EFFECT, "" },
    { "一级 产出 分值 60 { 指标 甲 ≥1 分值 59.9 指标 乙 ≥1 分值 0.1 }" EFFECT, "" },
    { "一级 产出 { 指标 甲 ≥1 分值 33.3 指标 乙 ≥1 分值 26.7 }" EFFECT, "" },
    { "一级 产出 { 指标 甲 ≥1 分值 59 }" EFFECT, "J0257 3:4" },
    { "一级 产出 { 指标 甲 ≥1 分值 61 }" EFFECT, "J0257 3:4" },
    { "一级 产出 分值 50 { 指标 甲 ≥1 分值 50 }" EFFECT, "J0258 3:4" },
    { "一级 产出 分值 50 { 指标 甲 ≥1 分值 49 }" EFFECT, "J0258 3:4, J0257 3:4" },
    { "一级 产出 分值 50 { 指标 甲 ≥1 分值 60 }" EFFECT, "J0258 3:4, J0257 3:4" },
    /* a second tier with a weight of its own */
    { "一级 产出 { 二级 数量 分值 30 { 指标 甲 ≥1 分值 30 } 二级 成本 分值 30 { 指标 乙 ≤1 分值 30 } "
      "}" EFFECT,
      "" },
    { "一级 产出 { 二级 数量 分值 20 { 指标 甲 ≥1 分值 30 } 二级 成本 { 指标 乙 ≤1 分值 30 } }" EFFECT,
      "J0257 3:12" },
    /* the total */
    { "指标 甲 ≥1 分值 60", "J0259 2:4" },
    { "一级 产出 { 指标 甲 ≥1 分值 60 }", "J0350 2:4" },
    { "一级 产出 { 指标 甲 ≥1 分值 60 }" EFFECT "\n指标 己 ≥1 分值 1", "J0259 2:4" },
    { "一级 产出 { 指标 甲 ≥1 分值 0 指标 乙 ≥1 分值 60 }" EFFECT, "J0264 3:12" },
    /* what could not be read is missing in no sum */
    { "一级 产出 { 指标 甲 ≥1 分值 59 指标 乙 ≥1 }" EFFECT, "J0252 3:26" },
    { "一级 产出 { 指标 甲 ≥1 分值 59 指标 乙 ≥1 分值 1元 }" EFFECT, "J0239 3:34" },
  };
  (void)state;
  check_advice (cases, G_N_ELEMENTS (cases));
}

static void
test_tiers (void **state)
{
  static const FoundCase cases[] = {
    { "一级 产出 { 指标 甲 ≥1 分值 60 } 一级 小益 { 指标 乙 ≥1 分值 40 }", "J0352 3:28" },
    { "一级 产出指标 { 指标 甲 ≥1 分值 60 } 一级 效 { 指标 乙 ≥1 分值 40 }", "J0352 3:4, J0352 3:30" },
    { "一级 子 { 指标 甲 ≥1 分值 90 } 一级 丑 { 指标 乙 ≥1 分值 10 }", "J0350 2:4, J0350 2:4, J0352 3:4, J0352 3:27" },
    { "一级 产出 { 二级 质量 { 指标 甲 ≥1 分值 60 } }" EFFECT, "J0260 3:12" },
    { "一级 产出 { 二级 数量 { 指标 甲 ≥1 分值 60 } }" EFFECT, "" },
  };
  (void)state;
  check_advice (cases, G_N_ELEMENTS (cases));
}

static void
test_bare_targets (void **state)
{
  static const struct
  {
    const char *target, *found, *fixes;
  } cases[] = {
    { "92%", "J0261 4:6", "4:6-4:6 \"≥\"" },
    { "0", "J0261 4:6", "4:6-4:6 \"≤\"" },
    { "15日", "J0261 4:6", "4:6-4:6 \"≤\"" },
    { "92% 方向 反向", "J0261 4:6", "4:6-4:6 \"≤\"" },
    { "92% 方向 等于", "J0261 4:6", "4:6-4:6 \"=\"" },
    { "≥92%", "", "" },
    { "1..5", "", "" },
    { "2024年6月30日", "", "" },
    { "不断提升", "", "" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_auto (GStrv) words = g_strsplit (cases[i].target, " ", 2);
      g_autofree char *text = g_strdup_printf ("%s一级 产出 {\n指标 甲 %s 分值 60 %s }%s\n}", HEAD, words[0],
                                               words[1] ? words[1] : "", EFFECT);
      g_autofree char *found = advice_found (trial, text), *fixes = fixes_text (trial->sink);
      wrong += !same_text (cases[i].target, cases[i].found, found)
               || !same_text (cases[i].target, cases[i].fixes, fixes);
    }
  assert_int_equal (wrong, 0);
}

static void
test_costs (void **state)
{
  static const FoundCase cases[] = {
    { "一级 产出 { 二级 成本 { 指标 甲 ≥5元 分值 60 } }" EFFECT, "J0263 3:22" },
    { "一级 产出 { 二级 成本 { 指标 甲 ≤5元 分值 60 } }" EFFECT, "" },
    { "一级 产出 { 二级 成本 { 指标 甲 5元 分值 60 } }" EFFECT, "J0261 3:22" },
    { "一级 产出 { 二级 成本 { 指标 甲 5元 分值 60 方向 正向 } }" EFFECT, "J0261 3:22, J0263 3:22" },
    { "一级 产出 { 二级 成本 { 指标 甲 1..5元 分值 60 } }" EFFECT, "" },
    { "一级 产出 { 二级 数量 { 指标 甲 ≥5元 分值 60 } }" EFFECT, "" },
  };
  (void)state;
  check_advice (cases, G_N_ELEMENTS (cases));
}

static void
test_names (void **state)
{
  static const FoundCase cases[] = {
    { "一级 产出 { 指标 甲 ≥1 分值 60 } 一级 效益 { 指标 甲 ≥1 分值 40 }", "J0262 3:36" },
    { "一级 产出 { 二级 数量 { 指标 甲 ≥1 分值 30 } 二级 成本 { 指标 甲 ≤1 分值 30 } }\n"
      "一级 效益 { 指标 甲 ≥1 分值 40 }",
      "J0262 3:44, J0262 4:12" },
    { "一级 产出 { 指标 \"Сost率\" ≥1 分值 60 }" EFFECT, "J0265 3:12" }, /* the first letter is Cyrillic */
    { "一级 产出 { 指标 \"GDPα\" ≥1 分值 60 }" EFFECT, "J0265 3:12" },
    { "一级 产出 { 指标 GDP增速 ≥1 分值 60 }" EFFECT, "" },
  };
  (void)state;
  check_advice (cases, G_N_ELEMENTS (cases));
}

static void
test_empty (void **state)
{
  static const struct
  {
    const char *text, *found;
  } cases[] = {
    { "", "J0267 1:1" },
    { "# 只有说明", "J0267 1:1" },
    { "计量单位 甲", "" },
    { "体系 乙 方案 甲 { 体系 乙 }", "J0266 1:9" },
    { "体系 乙 方案 甲 { 体系 乙 一级 丙 {} }", "J0266 1:9" },
    { "方案 甲 { }", "J0256 1:4" }, /* broken: no advice */
    { "引用 \"frameworks/national-2020\" 方案 甲 { 体系 项目支出2020 }", "J0266 1:34" },
    { "方案 {", "J0017 1:4" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *found = advice_found (trial, cases[i].text);
      wrong += !same_text (cases[i].text, cases[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

/* Nothing is said of what the framework brings along, and the example has nothing to be said of. */
static void
test_example (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *path = tree_path ("examples/01-hello.jx"), *found = NULL;
  Module *module = session_load (trial->session, path);
  (void)state;
  assert_non_null (module);
  trial->model = sema_check (trial->session, module);
  sema_advise (trial->model, SEVERITY_NOTE);
  found = trial_found (trial);
  assert_string_equal (found, "");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_weights), cmocka_unit_test (test_tiers), cmocka_unit_test (test_bare_targets),
    cmocka_unit_test (test_costs),   cmocka_unit_test (test_names), cmocka_unit_test (test_empty),
    cmocka_unit_test (test_example),
  };
  return cmocka_run_group_tests_name ("advise", tests, NULL, NULL);
}
