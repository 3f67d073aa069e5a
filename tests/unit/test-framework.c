/* Frameworks: what one says, what an extension takes over, replaces, adds and leaves out, circles, grades
   without gap or overlap, and what a framework brings along into a scheme. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"
#include "sema/build.h"

#define SCHEME "\n方案 试 { 体系 甲 }"

/* The framework that the first scheme names. */
static const Framework *
framework_of (Trial *trial, const char *text)
{
  g_autofree char *whole = g_strconcat (text, SCHEME, NULL);
  trial_check (trial, whole);
  return ((const Scheme *)trial->model->schemes->pdata[0])->framework;
}

/* `一:50 一/二↓ 三` */
static void
append_tiers (GString *out, const Framework *framework)
{
  for (unsigned i = 0; i < framework->n_tiers; i++)
    {
      const Tier *tier = framework->tiers[i];
      assert_int_equal (tier->index, i);
      g_string_append_printf (out, "%s%s%s%s", out->len ? " " : "",
                              tier->parent ? tier->parent->name->text : "", tier->parent ? "/" : "",
                              tier->name->text);
      if (tier->has_expected)
        {
          g_string_append_c (out, ':');
          rational_append_fraction (out, tier->expected);
        }
      if (tier->has_direction)
        g_string_append_printf (out, "(%s)", direction_word (tier->direction));
    }
}

/* The tiers; indicators; rules by direction; places; policy; grades; full marks */
static char *
framework_text (const Framework *framework)
{
  static const char *const POLICIES[] = { "rescale", "full", "none" };
  GString *out = g_string_new (NULL);
  append_tiers (out, framework);
  g_string_append (out, ";");
  for (unsigned i = 0; i < framework->n_indicators; i++)
    g_string_append_printf (out, " %s@%s", node_name (framework->indicators[i].origin.node)->atom->text,
                            framework->indicators[i].tier ? framework->indicators[i].tier->name->text : "");
  g_string_append (out, ";");
  for (int direction = 0; direction < DIRECTION_N; direction++)
    if (framework->defaults[direction].rule)
      g_string_append_printf (out, " %s=%s", direction_word ((Direction)direction),
                              framework->defaults[direction].rule->name->text);
  g_string_append_printf (out, "; %u %s;", framework->places, POLICIES[framework->na_policy]);
  for (unsigned i = 0; i < framework->n_grades; i++)
    g_string_append_printf (out, " %s", framework->grades[i].name->text);
  g_string_append (out, "; ");
  rational_append_fraction (out, framework->full);
  return g_string_free (out, FALSE);
}

#define BASE                                                                                          \
  "体系 底 { 依据 \"x\" 一级 产出 分值 60 { 二级 数量 二级 成本 方向 反向 }\n" \
  "一级 效益 分值 40 { 指标 满意度 ≥90% 分值 40 }\n"                                   \
  "缺省规则 { 正向 => 正向比例 反向 => 反向比例 } 保留 1位小数 不适用按 满分 等级 { 优 ≥90分 差 <90分 } }\n"

static void
test_framework (void **state)
{
  static const struct
  {
    const char *text, *framework;
  } cases[] = {
    { "体系 甲", ";;; 2 rescale;; 100" },
    { "体系 甲 { 一级 一 分值 30 一级 二 分值 20.5 { 二级 三 分值 5 方向 反向 } }",
      "一:30 二:41/2 二/三:5(down);;; 2 rescale;; 101/2" },
    { "体系 甲 { 一级 一 { 二级 二 } 一级 三 { 二级 二 } }", "一 一/二 三 三/二;;; 2 rescale;; 100" },
    { "体系 甲 { 缺省规则 { 正向 => 正向比例 等次 => 等次计分 deadline => 按期得分 } }",
      ";; up=正向比例 deadline=按期得分 level=等次计分; 2 rescale;; 100" },
    { "体系 甲 { 保留 0位小数 不适用按 零分 }", ";;; 0 none;; 100" },
    { "体系 甲 { 保留 4 不适用按 折算 }", ";;; 4 rescale;; 100" },
    { "framework 甲 { precision 1 na_policy full }", ";;; 1 full;; 100" },
    { "体系 甲 { 等级 { 优 ≥90分 \"良 好\" ≥60分 差 <60分 } }", ";;; 2 rescale; 优 良 好 差; 100" },
    { "体系 甲 { 指标 乙 5 分值 5 一级 丙 分值 50 { 指标 丁 5 分值 5 } 缺省规则 { 正向 => 达标得分 } }",
      "丙:50; 乙@ 丁@丙; up=达标得分; 2 rescale;; 50" },
    /* extensions */
    { BASE "体系 甲 基于 底", "产出:60 产出/数量 产出/成本(down) 效益:40; 满意度@效益; up=正向比例 "
                              "down=反向比例; 1 full; 优 差; 100" },
    { BASE "体系 甲 基于 底 { 保留 3位小数 }", "产出:60 产出/数量 产出/成本(down) 效益:40; 满意度@效益; "
                                               "up=正向比例 down=反向比例; 3 full; 优 差; 100" },
    { BASE "体系 甲 基于 底 { 缺省规则 { 反向 => 反向线性 时限 => 按期得分 } }",
      "产出:60 产出/数量 产出/成本(down) 效益:40; 满意度@效益; up=正向比例 down=反向线性 deadline=按期得分; "
      "1 full; 优 差; "
      "100" },
    { BASE "体系 甲 基于 底 { 一级 产出 分值 50 一级 效益 分值 50 }",
      "产出:50 产出/数量 产出/成本(down) 效益:50; 满意度@效益; up=正向比例 down=反向比例; 1 full; 优 差; "
      "100" },
    { BASE "体系 甲 基于 底 { 一级 产出 { 二级 成本 方向 正向 二级 时效 } }",
      "产出:60 产出/数量 产出/成本(up) 效益:40 产出/时效; 满意度@效益; up=正向比例 down=反向比例; 1 full; 优 "
      "差; 100" },
    { BASE "体系 甲 基于 底 { 等级 { 过 ≥60分 不过 <60分 } 不适用按 折算 }",
      "产出:60 产出/数量 产出/成本(down) 效益:40; 满意度@效益; up=正向比例 down=反向比例; 1 rescale; 过 "
      "不过; 100" },
    { BASE "体系 甲 基于 底 { 一级 效益 { 指标 满意度 ≥95% 分值 30 指标 其他 5 分值 10 } }",
      "产出:60 产出/数量 产出/成本(down) 效益:40; 满意度@效益 其他@效益; up=正向比例 down=反向比例; 1 full; "
      "优 差; 100" },
    { BASE "体系 中 基于 底 { 保留 3位小数 }\n体系 甲 基于 中 { 不适用按 零分 }",
      "产出:60 产出/数量 产出/成本(down) 效益:40; 满意度@效益; up=正向比例 down=反向比例; 3 none; 优 差; "
      "100" },
    { "体系 甲 基于 底 { 保留 3位小数 }\n" BASE, "产出:60 产出/数量 产出/成本(down) 效益:40; 满意度@效益; "
                                                 "up=正向比例 down=反向比例; 3 full; 优 差; 100" },
    { BASE "体系 甲 基于 底 { 删去 产出 一级 效益 { 删去 分值 } 一级 产出 分值 100 }",
      "效益 产出:100; 满意度@效益; up=正向比例 down=反向比例; 1 full; 优 差; 100" },
    { BASE "体系 甲 基于 底 { 删去 效益 一级 产出 分值 100 }",
      "产出:100 产出/数量 产出/成本(down);; up=正向比例 down=反向比例; 1 full; 优 差; 100" },
    { BASE "体系 甲 基于 底 { 一级 效益 { 指标 满意率 ≥5 分值 1 指标 满意度 ≥5 分值 39 } }",
      "产出:60 产出/数量 产出/成本(down) 效益:40; 满意率@效益 满意度@效益; up=正向比例 down=反向比例; 1 "
      "full; 优 差; 100" },
    { BASE "体系 甲 基于 底 { 一级 产出 { 删去 成本 } 一级 效益 { 删去 满意度 } }",
      "产出:60 产出/数量 效益:40;; up=正向比例 down=反向比例; 1 full; 优 差; 100" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = framework_text (framework_of (trial, cases[i].text)),
                      *found = trial_found (trial);
      wrong += !same_text (cases[i].text, cases[i].framework, text) || !same_text (cases[i].text, "", found);
    }
  assert_int_equal (wrong, 0);
}

/* What is extended stays as it was. */
static void
test_base_unchanged (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  const Framework *base;
  g_autofree char *text = NULL;
  (void)state;
  trial_check (
      trial, BASE
      "体系 甲 基于 底 { 一级 产出 分值 50 { 删去 成本 } 一级 效益 分值 50 缺省规则 { 正向 => 达标得分 } }\n"
      "方案 一 { 体系 甲 }\n方案 二 { 体系 底 }");
  base = ((const Scheme *)trial->model->schemes->pdata[1])->framework;
  text = framework_text (base);
  assert_string_equal (
      text, "产出:60 产出/数量 产出/成本(down) 效益:40; 满意度@效益; up=正向比例 down=反向比例; 1 full; "
            "优 差; 100");
}

static void
test_faults (void **state)
{
  static const FoundCase cases[] = {
    { "体系 甲 基于 没有", "J0246 1:9" },
    { "体系 甲 基于 甲", "J0245 1:9" },
    { "体系 甲 基于 乙\n体系 乙 基于 甲", "J0245 2:9" },
    { "体系 甲 基于 乙\n体系 乙 基于 丙\n体系 丙 基于 甲\n方案 试 { 体系 丙 }", "J0245 3:9" },
    { "体系 甲\n体系 甲", "J0030 2:4" },
    { "体系 \"\"", "J0213 1:4" },
    { "体系 甲 { 没有 \"x\" }", "J0214 1:8" },
    { "体系 甲 { 保留 1 保留 2 }", "J0215 1:13" },
    { "体系 甲 { 保留 10 }", "J0240 1:11" },
    { "体系 甲 { 保留 1.5 }", "J0240 1:11" },
    { "体系 甲 { 保留 (2) }", "J0240 1:11" },
    { "体系 甲 { 保留 两位 }", "J0240 1:11" },
    { "体系 甲 { 保留 -1 }", "J0240 1:11" },
    { "体系 甲 { 不适用按 半分 }", "J0241 1:13" },
    { "体系 甲 { 不适用按 5 }", "J0241 1:13" },
    { "体系 甲 { 一级 乙 分值 5元 }", "J0239 1:16" },
    { "体系 甲 { 一级 乙 方向 向上 }", "J0216 1:16" },
    { "体系 甲 { 一级 乙 分值 1 分值 2 }", "J0215 1:18" },
    { "体系 甲 { 一级 乙 一级 乙 }", "J0030 1:16" },
    { "体系 甲 { 一级 乙 { 口径 \"x\" } }", "J0214 1:15" },
    { "体系 甲 { 缺省规则 { 正向 => 没有 } }", "J0227 1:21" },
    { "体系 甲 { 缺省规则 { 向上 => 正向比例 } }", "J0216 1:15" },
    { "体系 甲 { 缺省规则 { 正向 => 逐项扣分(每 = 1个, 扣 = 没有) } }", "J0203 1:38" },
    { "体系 甲 { 缺省规则 { 正向 => 正向比例 正向 => 达标得分 } }", "J0215 1:26" },
    { "体系 甲 { 缺省规则 {} 缺省规则 {} }", "J0215 1:16" },
    { "体系 甲 { 等级 {} 等级 {} }", "J0215 1:14" },
    { "体系 甲 { 其中 乙 5 }", "J0253 1:8" },
    { "体系 甲 { 一级 乙 { 等级 {} } }", "J0253 1:15" },
    { "体系 甲 { 定性等次 没有 }", "J0247 1:13" },
    { "体系 甲 { 删去 乙 }", "J0282 1:8" },
    { BASE "体系 甲 基于 底 { 删去 没有 }", "J0281 4:16" },
    { BASE "体系 甲 基于 底 { 删去 5 }", "J0283 4:16" },
    { BASE "体系 甲 基于 底 { 删去 分值 }", "J0281 4:16" },
    { BASE "体系 甲 基于 底 { 删去 数量 }", "J0281 4:16" },
    { BASE "体系 甲 基于 底 { 一级 效益 { 删去 满意率 } }", "J0281 4:24" },
    { BASE "体系 甲 基于 底 { 一级 效益 { 指标 满意率 5 分值 1 } }", "J0280 4:24" },
    { BASE "体系 甲 基于 低", "J0246 4:9" },
    { "体系 某某自评\n体系 甲 基于 某某自平", "J0246 2:9" },
    { BASE "体系 甲 基于 底 { 一级 产除 }", "J0280 4:16" },
    { BASE "体系 甲 基于 底 { 一级 产出 分值 70 }", "J0284 4:4" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

static void
test_grades (void **state)
{
  static const FoundCase cases[] = {
    { "体系 甲 { 等级 { 优 ≥90分 良 ≥80分 中 ≥60分 差 <60分 } }", "" },
    { "体系 甲 { 等级 { 优 ≥90 良 80..<90 中 60..<80 差 0..<60 } }", "" },
    { "体系 甲 { 等级 { 优 90..100 良 80..<90 差 <80 } }", "" },
    { "体系 甲 { 等级 { 优 >90 良 ≥80 差 <80 } }", "" }, /* 90 itself is 良 */
    { "体系 甲 { 等级 { 优 >90 良 80..90 差 <80 } }", "" },
    { "体系 甲 { 等级 { 优 >90 良 80..<90 差 <80 } }", "J0243 1:21" }, /* 90 itself has none */
    { "体系 甲 { 等级 { 优 ≥90 良 80..<85 差 <80 } }", "J0243 1:21" },
    { "体系 甲 { 等级 { 优 ≥90 差 <80 } }", "J0243 1:21" },
    { "体系 甲 { 等级 { 优 ≥90 良 80..90 差 <80 } }", "J0242 1:21" },
    { "体系 甲 { 等级 { 优 ≥90 良 80..95 差 <80 } }", "J0242 1:21" },
    { "体系 甲 { 等级 { 良 ≥80 优 ≥90 差 <80 } }", "J0242 1:21" },
    { "体系 甲 { 等级 { 差 <60 良 ≥60 } }", "J0242 1:21" },
    { "体系 甲 { 等级 { 优 ≥90 良 ≥60 } }", "J0243 1:21" },      /* below 60 */
    { "体系 甲 { 等级 { 优 ≥90 差 0<..<90 } }", "J0243 1:21" },  /* 0 itself */
    { "体系 甲 { 等级 { 优 90..<100 差 <90 } }", "J0243 1:15" }, /* 100 itself */
    { "体系 甲 { 等级 { 优 90..95 差 <90 } }", "J0243 1:15" },
    { "体系 甲 { 一级 乙 分值 95 等级 { 优 90..95 差 <90 } }", "" },
    { "体系 甲 { 等级 { 优 ≥90分 良 80分 差 <80分 } }", "J0244 1:22" },
    { "体系 甲 { 等级 { 优 ≥90% } }", "J0244 1:15" },
    { "体系 甲 { 等级 { 优 ≥90元 } }", "J0244 1:15" },
    { "体系 甲 { 等级 { 优 2024年6月前 } }", "J0244 1:15" },
    { "体系 甲 { 等级 { 优 不断提升 } }", "J0244 1:15" },
    { "体系 甲 { 等级 { 优 ≥90没有 } }", "J0032 1:18" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

/* A long row of extensions is refused, not followed. */
static void
test_long_row (void **state)
{
  static const struct
  {
    unsigned n;
    const char *found;
  } cases[] = { { 150, "" }, { 100000, "J0271" } };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *found = NULL;
      for (unsigned j = 0; j < cases[i].n; j++)
        g_string_append_printf (text, "体系 f%u 基于 f%u\n", j, j + 1);
      g_string_append_printf (text, "体系 f%u", cases[i].n);
      trial_check (trial, text->str);
      found = trial_found (trial);
      assert_true (*cases[i].found ? g_str_has_prefix (found, cases[i].found) : !*found);
    }
}

/* The tiers and indicators of a scheme: `一:30/50 甲` says that 一 states 30, the framework 50; * is brought
 * along. */
static char *
scheme_text (const Scheme *scheme)
{
  GString *out = g_string_new (NULL);
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    {
      const Tier *tier = scheme->tiers[i];
      g_string_append_printf (out, "%s%s%s%s%s:", i ? " " : "", tier->parent ? tier->parent->name->text : "",
                              tier->parent ? "/" : "", tier->name->text, tier->from_framework ? "*" : "");
      if (tier->has_stated)
        rational_append_fraction (out, tier->stated);
      g_string_append_c (out, '/');
      if (tier->has_expected)
        rational_append_fraction (out, tier->expected);
      if (tier->has_direction)
        g_string_append_printf (out, "(%s)", direction_word (tier->direction));
    }
  g_string_append_c (out, ';');
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    g_string_append_printf (out, " %s%s@%s", scheme->indicators[i]->name->text,
                            scheme->indicators[i]->from_framework ? "*" : "",
                            scheme->indicators[i]->tier ? scheme->indicators[i]->tier->name->text : "");
  return g_string_free (out, FALSE);
}

static void
test_brought_along (void **state)
{
  static const struct
  {
    const char *text, *scheme;
  } cases[] = {
    { "一级 产出 { 二级 数量 { 指标 乙 ≥5个 分值 1 } }",
      "效益*:/40 产出:/60 产出/数量:/; 满意度*@效益 乙@数量" },
    { "一级 产出 分值 55 { 二级 成本 { 指标 乙 5元 分值 1 } }",
      "效益*:/40 产出:55/60 产出/成本:/(down); 满意度*@效益 乙@成本" },
    { "一级 效益 { 指标 乙 ≥5个 分值 1 }", "效益:/40; 乙@效益" },
    { "一级 另外 { 二级 成本 { 指标 乙 5元 分值 1 } }",
      "效益*:/40 另外:/ 另外/成本:/(down); 满意度*@效益 乙@成本" },
    { "一级 产出 方向 反向 { 二级 数量 { 指标 乙 5元 分值 1 } 二级 成本 方向 正向 { 指标 丙 5元 分值 1 } }",
      "效益*:/40 产出:/60(down) 产出/数量:/(down) 产出/成本:/(up); 满意度*@效益 乙@数量 丙@成本" },
    { "指标 乙 ≥5个 分值 1", "效益*:/40; 满意度*@效益 乙@" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = g_strconcat (BASE "方案 试 { 体系 底\n", cases[i].text, "\n}", NULL),
                      *found = NULL;
      g_autofree char *scheme = NULL;
      trial_check (trial, text);
      scheme = scheme_text (trial->model->schemes->pdata[0]);
      found = trial_found (trial);
      wrong += !same_text (cases[i].text, cases[i].scheme, scheme) || !same_text (cases[i].text, "", found);
    }
  assert_int_equal (wrong, 0);
}

/* 缺省规则 of a tier go before those of the tier above and of the framework. */
static void
test_tier_defaults (void **state)
{
  static const struct
  {
    const char *name, *rule;
  } cases[] = { { "乙", "达标得分" }, { "丙", "反向比例" }, { "丁", "按期得分" }, { "戊", "正向比例" } };
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *found = NULL;
  (void)state;
  trial_check (
      trial, BASE
      "体系 甲 基于 底 { 定性等次 三档 一级 产出 { 缺省规则 { 正向 => 达标得分 时限 => 按期得分 } } }\n"
      "方案 试 { 体系 甲 一级 产出 { 指标 乙 ≥5个 分值 1 二级 数量 { 指标 丙 ≤5个 分值 1 指标 丁 2024年6月前 "
      "分值 1 } } 一级 效益 { 指标 戊 ≥5个 分值 1 } }");
  found = trial_found (trial);
  assert_string_equal (found, "");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_string_equal (trial_indicator (trial, cases[i].name)->rule.rule->name->text, cases[i].rule);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_framework),     cmocka_unit_test (test_base_unchanged),
    cmocka_unit_test (test_faults),        cmocka_unit_test (test_grades),
    cmocka_unit_test (test_tier_defaults), cmocka_unit_test (test_long_row),
    cmocka_unit_test (test_brought_along),
  };
  return cmocka_run_group_tests_name ("framework", tests, NULL, NULL);
}
