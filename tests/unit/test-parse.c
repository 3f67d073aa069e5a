/* The grammar: the tree of each construct, the place of each kind of fault and where reading goes on after
   it, and the limits of nesting and length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

typedef struct
{
  DiagSink *sink;
  AtomTable *atoms;
  Unit *unit;
} Reading;

static Reading
read_text (const char *text, UnitKind kind)
{
  g_autoptr (Source) source = source_of (text, -1);
  Reading reading = { diag_sink_new (), atom_table_new (), NULL };
  reading.unit = unit_read (source, kind, reading.atoms, reading.sink);
  return reading;
}

static void
reading_done (Reading *reading)
{
  unit_unref (reading->unit);
  atom_table_free (reading->atoms);
  diag_sink_free (reading->sink);
}

/* The tree on one line: `SCHEME(NAME 甲 FIELD(…))`. */
static void
append_tree (GString *out, const Unit *unit, const AstNode *node)
{
  g_string_append (out, ast_kind_name (node->kind));
  if (node->op)
    g_string_append_printf (out, "/%d", node->op);
  if (node->atom)
    g_string_append_printf (out, " %s", node->atom->text);
  else if (!node->child && node->kind != AST_ERROR)
    {
      g_autofree char *text = unit_node_text (unit, node);
      g_string_append_printf (out, " %s", text);
    }
  if (!node->child)
    return;
  g_string_append_c (out, '(');
  ast_foreach (child, node)
  {
    append_tree (out, unit, child);
    if (child->next)
      g_string_append_c (out, ' ');
  }
  g_string_append_c (out, ')');
}

static char *
tree_text (const Unit *unit, const AstNode *node)
{
  GString *out = g_string_new (NULL);
  append_tree (out, unit, node);
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *text, *tree;
} TreeCase;

static void
check_trees (const TreeCase *cases, size_t n, UnitKind kind)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    {
      Reading reading = read_text (cases[i].text, kind);
      const AstNode *root = reading.unit->root;
      g_autofree char *tree = kind == UNIT_MODULE && !root->child
                                  ? g_strdup ("")
                                  : tree_text (reading.unit, kind == UNIT_MODULE ? root->child : root);
      g_autofree char *found = found_text (reading.sink);
      wrong += !same_text (cases[i].text, cases[i].tree, tree);
      wrong += !same_text (cases[i].text, "", found);
      wrong += !reading.unit->ok;
      reading_done (&reading);
    }
  assert_int_equal (wrong, 0);
}

static void
test_declarations (void **state)
{
  static const TreeCase cases[] = {
    { "", "" },
    { "# 只有说明\n", "" },
    { "引用 \"a/b\"", "USE(STRING a/b)" },
    { "use “a”", "USE(STRING a)" },
    { "计量单位 个", "UNIT(NAME 个)" },
    { "计量单位 个, \"台(套)\", % 整数", "UNIT(NAME 个 STRING 台(套) NAME % INTEGER 整数)" },
    { "unit 万元 = 10000元 { 依据 \"x\" }", "UNIT(NAME 万元 QUANTITY 10000元 FIELD(NAME 依据 STRING x))" },
    { "计量单位 名 = 1人 整数", "UNIT(NAME 名 QUANTITY 1人 INTEGER 整数)" },
    { "计量单位 % = 0.01", "UNIT(NAME % NUMBER 0.01)" },
    { "等次 三档 { 依据 \"x\" 好, \"很 好\", 达成 => 80%..100% 未达成 => 0%..<60% 中 => 60% 差 => 0 }",
      "SCALE(NAME 三档 FIELD(NAME 依据 STRING x) "
      "LEVELS(NAME 好 STRING 很 好 NAME 达成 BAND(QUANTITY 80% QUANTITY 100%)) "
      "LEVELS(NAME 未达成 BAND/1(QUANTITY 0% QUANTITY 60%)) LEVELS(NAME 中 QUANTITY 60%) LEVELS(NAME 差 "
      "NUMBER 0))" },
    { "scale 甲 { 乙 => 1<..2 }", "SCALE(NAME 甲 LEVELS(NAME 乙 BAND/2(NUMBER 1 NUMBER 2)))" },
    { "规则 正向比例 { 依据 \"x\" 达成 => 分值 实际 ≤ 0 => 0分 否则 => 不适用 }",
      "RULE(NAME 正向比例 FIELD(NAME 依据 STRING x) ARM(MET 达成 OWN_WEIGHT 分值) "
      "ARM(COMPARE/2(NAME 实际 NUMBER 0) QUANTITY 0分) ARM(ELSE 否则 NA 不适用))" },
    { "rule r(每, 扣 = 2 × 3) { else => 扣 }", "RULE(NAME r PARAM(NAME 每) PARAM(NAME 扣 PRODUCT(NUMBER 2 "
                                               "MULTIPLY(NUMBER 3))) ARM(ELSE else NAME 扣))" },
    { "函数 f(x, y) = x + y", "FUNCTION(NAME f PARAM(NAME x) PARAM(NAME y) SUM(NAME x ADD(NAME y)))" },
    { "体系 甲 基于 乙 { 保留 2位小数 }",
      "FRAMEWORK(NAME 甲 EXTENDS(NAME 乙) FIELD(NAME 保留 QUANTITY 2位小数))" },
    { "体系 甲", "FRAMEWORK(NAME 甲)" },
    { "体系 甲 { 缺省规则 { 正向 => r(每 = 1个, 扣 = 0.5) 等次 => s } 等级 { 优 ≥90分 \"良 好\" 80..<90 } }",
      "FRAMEWORK(NAME 甲 DEFAULTS(DEFAULT(NAME 正向 RULE_USE(NAME r ARG(NAME 每 QUANTITY 1个) "
      "ARG(NAME 扣 NUMBER 0.5))) DEFAULT(NAME 等次 RULE_USE(NAME s))) "
      "GRADES(GRADE(NAME 优 TARGET(QUANTITY 90分)) GRADE(STRING 良 好 TARGET/6(BAND/1(NUMBER 80 NUMBER "
      "90)))))" },
    { "方案 甲 { 年度 2024 体系 乙 单位 「某局」 }",
      "SCHEME(NAME 甲 FIELD(NAME 年度 NUMBER 2024) FIELD(NAME 体系 NAME 乙) FIELD(NAME 单位 STRING 某局))" },
    { "方案 甲 { 一级 产出 分值 50 方向 反向 { 二级 数量 分值 1分 { 指标 丙 5个 } } }",
      "SCHEME(NAME 甲 TIER/1(NAME 产出 WEIGHT(NUMBER 50) DIRECTION(NAME 反向) "
      "TIER/2(NAME 数量 WEIGHT(QUANTITY 1分) INDICATOR(NAME 丙 TARGET/7(QUANTITY 5个)))))" },
    { "方案 甲 { 指标 乙 不断提升 分值 1 规则 r(每 = 1) 方向 正向 等次 提升 { 上年 512批次 "
      "其中 丁 ≥3个 调整 2024年9月30日 ≤1800元/批次 原因 \"x\" 调整 2024年10月1日 ≤5 } }",
      "SCHEME(NAME 甲 INDICATOR(NAME 乙 TARGET/9(NAME 不断提升) WEIGHT(NUMBER 1) "
      "RULE_USE(NAME r ARG(NAME 每 NUMBER 1)) DIRECTION(NAME 正向) SCALE_USE(NAME 提升) "
      "FIELD(NAME 上年 QUANTITY 512批次) PART(NAME 丁 TARGET(QUANTITY 3个)) "
      "REVISED(DATE 2024年9月30日 TARGET/2(QUANTITY 1800元/批次) REASON(STRING x)) "
      "REVISED(DATE 2024年10月1日 TARGET/2(NUMBER 5))))" },
    { "方案 甲 { 指标 乙 5 分值 1 指标 丙 6 分值 2 }",
      "SCHEME(NAME 甲 INDICATOR(NAME 乙 TARGET/7(NUMBER 5) WEIGHT(NUMBER 1)) "
      "INDICATOR(NAME 丙 TARGET/7(NUMBER 6) WEIGHT(NUMBER 2)))" },
    { "方案 指标 { 指标 规则 ≥1 分值 1 指标 不适用 1 }",
      "SCHEME(NAME 指标 INDICATOR(NAME 规则 TARGET(NUMBER 1) WEIGHT(NUMBER 1)) "
      "INDICATOR(NAME 不适用 TARGET/7(NUMBER 1)))" },
    { "实绩 \"甲 局\" 2024 { 数据 { 预算 = 5万元 数据 = 1 } 产出指标/数量/乙 = 200个 自评 0.5 原因 \"x\" "
      "佐证 \"y\" "
      "丙 自评 3 丁 = 未填 戊 = 不适用 }",
      "ACTUALS(STRING 甲 局 NUMBER 2024 DATA(FACT(NAME 预算 VALUE(QUANTITY 5万元)) FACT(NAME 数据 "
      "VALUE(NUMBER 1))) ROW(PATH(NAME 产出指标 NAME 数量 NAME 乙) VALUE(QUANTITY 200个) CLAIMED(NUMBER 0.5) "
      "REASON(STRING x) EVIDENCE(STRING y)) ROW(PATH(NAME 丙) CLAIMED(NUMBER 3)) "
      "ROW(PATH(NAME 丁) VALUE/4 未填) ROW(PATH(NAME 戊) VALUE/3 不适用))" },
    { "actuals a {}", "ACTUALS(NAME a)" },
  };
  (void)state;
  check_trees (cases, G_N_ELEMENTS (cases), UNIT_MODULE);
}

/* English and Chinese spellings give one tree. */
static void
test_spellings (void **state)
{
  static const struct
  {
    const char *zh, *en;
  } cases[] = {
    { "体系 a 基于 b { 一级 c 分值 5 方向 x { 二级 d { 指标 e 5 } } 缺省规则 { x => r } 等级 { g ≥1 } }",
      "framework a extends b { tier1 c weight 5 direction x { tier2 d { indicator e 5 } } defaults { x => r "
      "} "
      "grades { g ≥1 } }" },
    { "方案 a { 指标 b 5 { 其中 c ≥1 调整 2024年1月1日 5 原因 \"x\" } }",
      "scheme a { indicator b 5 { part c ≥1 revised 2024年1月1日 5 reason \"x\" } }" },
    { "实绩 a { 数据 { b = 1 } c = 2 自评 1 佐证 \"x\" }",
      "actuals a { data { b = 1 } c = 2 claimed 1 evidence \"x\" }" },
    { "规则 a { 非 b 且 c 或 d => 1 否则 => 2 }", "rule a { not b and c or d => 1 else => 2 }" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Reading zh = read_text (cases[i].zh, UNIT_MODULE), en = read_text (cases[i].en, UNIT_MODULE);
      g_autofree char *first = tree_text (zh.unit, zh.unit->root),
                      *second = tree_text (en.unit, en.unit->root);
      g_auto (GStrv) parts = g_strsplit (second, " else", -1);
      g_autofree char *same = g_strjoinv (" 否则", parts); /* a leaf shows its text */
      wrong += !same_text (cases[i].en, first, same) || !zh.unit->ok || !en.unit->ok;
      reading_done (&zh);
      reading_done (&en);
    }
  assert_int_equal (wrong, 0);
}

static void
test_targets (void **state)
{
  static const TreeCase cases[] = {
    { "≥150个", "TARGET(QUANTITY 150个)" },
    { ">150个", "TARGET/1(QUANTITY 150个)" },
    { "≤150个", "TARGET/2(QUANTITY 150个)" },
    { "<150个", "TARGET/3(QUANTITY 150个)" },
    { "=150个", "TARGET/4(QUANTITY 150个)" },
    { "≠150个", "TARGET/5(QUANTITY 150个)" },
    { "不低于90%", "TARGET(QUANTITY 90%)" },
    { "不少于3", "TARGET(NUMBER 3)" },
    { "超过3个", "TARGET/1(QUANTITY 3个)" },
    { "不超过3个", "TARGET/2(QUANTITY 3个)" },
    { "不满3个", "TARGET/3(QUANTITY 3个)" },
    { "3个以上", "TARGET(QUANTITY 3个)" },
    { "15日以内", "TARGET/2(QUANTITY 15日)" },
    { "15日内", "TARGET/2(QUANTITY 15日)" },
    { "15日之内", "TARGET/2(QUANTITY 15日)" },
    { "15日以下", "TARGET/2(QUANTITY 15日)" },
    { "2024年12月31日前", "TARGET/8(DATE 2024年12月31日)" },
    { "2024年12月底", "TARGET/8(DATE 2024年12月)" },
    { "2024年12月31日", "TARGET/7(DATE 2024年12月31日)" },
    { "92%", "TARGET/7(QUANTITY 92%)" },
    { "-3℃", "TARGET/7(NEGATIVE(QUANTITY 3℃))" },
    { "≥-3", "TARGET(NEGATIVE(NUMBER 3))" },
    { "1..5", "TARGET/6(BAND(NUMBER 1 NUMBER 5))" },
    { "1-5个", "TARGET/6(BAND(NUMBER 1 QUANTITY 5个))" },
    { "1～5个", "TARGET/6(BAND(NUMBER 1 QUANTITY 5个))" },
    { "-5..-1", "TARGET/6(BAND(NEGATIVE(NUMBER 5) NEGATIVE(NUMBER 1)))" },
    { "1..<5", "TARGET/6(BAND/1(NUMBER 1 NUMBER 5))" },
    { "1<..5", "TARGET/6(BAND/2(NUMBER 1 NUMBER 5))" },
    { "1<..<5", "TARGET/6(BAND/3(NUMBER 1 NUMBER 5))" },
    { "超过-3℃", "TARGET/1(NEGATIVE(QUANTITY 3℃))" },
    { "2024年1月1日..2024年6月30日", "TARGET/6(BAND(DATE 2024年1月1日 DATE 2024年6月30日))" },
    { "不断提升", "TARGET/9(NAME 不断提升)" },
    { "\"建成并投入使用\"", "TARGET/9(STRING 建成并投入使用)" },
    { "达成", "TARGET/9(NAME 达成)" },
    { "≥上年", "TARGET(NAME 上年)" },
    { "≥ (上年 × 105%)", "TARGET(GROUP(PRODUCT(NAME 上年 MULTIPLY(QUANTITY 105%))))" },
  };
  (void)state;
  check_trees (cases, G_N_ELEMENTS (cases), UNIT_TARGET);
}

static void
test_values (void **state)
{
  static const TreeCase cases[] = {
    { "200个", "VALUE(QUANTITY 200个)" },
    { "-5", "VALUE(NEGATIVE(NUMBER 5))" },
    { "2024年12月31日", "VALUE(DATE 2024年12月31日)" },
    { "2024年3月1日..2024年3月20日", "VALUE/1(DATE 2024年3月1日 DATE 2024年3月20日)" },
    { "不断提升", "VALUE/2(NAME 不断提升)" },
    { "部分达成 70%", "VALUE/2(NAME 部分达成 QUANTITY 70%)" },
    { "\"建成\"", "VALUE/2(STRING 建成)" },
    { "达成", "VALUE/2(NAME 达成)" },
    { "未达成 0.3", "VALUE/2(NAME 未达成 NUMBER 0.3)" },
    { "不适用", "VALUE/3 不适用" },
    { "missing", "VALUE/4 missing" },
  };
  (void)state;
  check_trees (cases, G_N_ELEMENTS (cases), UNIT_VALUE);
}

/* What stands after 算式 binds as in arithmetic; a chain is one node. */
static void
test_expressions (void **state)
{
  static const struct
  {
    const char *expression, *tree;
  } cases[] = {
    { "1 + 2 - 3", "SUM(NUMBER 1 ADD(NUMBER 2) SUBTRACT(NUMBER 3))" },
    { "1 × 2 ÷ 3", "PRODUCT(NUMBER 1 MULTIPLY(NUMBER 2) DIVIDE(NUMBER 3))" },
    { "1 + 2 × 3", "SUM(NUMBER 1 ADD(PRODUCT(NUMBER 2 MULTIPLY(NUMBER 3))))" },
    { "(1 + 2) × 3", "PRODUCT(GROUP(SUM(NUMBER 1 ADD(NUMBER 2))) MULTIPLY(NUMBER 3))" },
    { "- a × b", "PRODUCT(NEGATIVE(NAME a) MULTIPLY(NAME b))" },
    { "a − − b", "SUM(NAME a SUBTRACT(NEGATIVE(NAME b)))" },
    { "a / b", "PRODUCT(NAME a DIVIDE(NAME b))" },
    { "a ≥ b + 1", "COMPARE(NAME a SUM(NAME b ADD(NUMBER 1)))" },
    { "a > b 且 a < c 或 非 a = d",
      "ANY(ALL(COMPARE/1(NAME a NAME b) COMPARE/3(NAME a NAME c)) NOT(COMPARE/4(NAME a NAME d)))" },
    { "a 或 b 或 c", "ANY(NAME a NAME b NAME c)" },
    { "a 且 b 且 c", "ALL(NAME a NAME b NAME c)" },
    { "非 非 达成", "NOT(NOT(MET 达成))" },
    { "a ≤ 1 且 b ≠ 2", "ALL(COMPARE/2(NAME a NUMBER 1) COMPARE/5(NAME b NUMBER 2))" },
    { "max(a, 1, -b)", "CALL(NAME max NAME a NUMBER 1 NEGATIVE(NAME b))" },
    { "f(g(x))", "CALL(NAME f CALL(NAME g NAME x))" },
    { "分值 × 未达成", "PRODUCT(OWN_WEIGHT 分值 MULTIPLY(UNMET 未达成))" },
    { "\"甲 乙\" + 2024年1月1日", "SUM(STRING 甲 乙 ADD(DATE 2024年1月1日))" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("函数 f(x) = %s", cases[i].expression);
      Reading reading = read_text (text, UNIT_MODULE);
      g_autofree char *tree = tree_text (reading.unit, reading.unit->root->child->last_child);
      wrong += !same_text (cases[i].expression, cases[i].tree, tree) || !reading.unit->ok;
      assert_true (ast_is_expression (reading.unit->root->child->last_child->kind));
      assert_false (ast_is_expression (reading.unit->root->child->kind));
      reading_done (&reading);
    }
  assert_int_equal (wrong, 0);
}

/* A condition of an arm has the same forms, but does not begin with a minus. */
static void
test_conditions (void **state)
{
  static const struct
  {
    const char *condition, *tree;
  } cases[] = {
    { "a + 1 - 2 ≥ -b", "COMPARE(SUM(NAME a ADD(NUMBER 1) SUBTRACT(NUMBER 2)) NEGATIVE(NAME b))" },
    { "a × 2 ÷ 3 > 1", "COMPARE/1(PRODUCT(NAME a MULTIPLY(NUMBER 2) DIVIDE(NUMBER 3)) NUMBER 1)" },
    { "a > 1 且 b 或 非 c", "ANY(ALL(COMPARE/1(NAME a NUMBER 1) NAME b) NOT(NAME c))" },
    { "非 a = b", "NOT(COMPARE/4(NAME a NAME b))" },
    { "(−a) < 1", "COMPARE/3(GROUP(NEGATIVE(NAME a)) NUMBER 1)" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("规则 r { 达成 => x %s => 1 否则 => 2 }", cases[i].condition);
      Reading reading = read_text (text, UNIT_MODULE);
      const AstNode *arm = ast_find_next (ast_find (reading.unit->root->child, AST_ARM));
      g_autofree char *tree = tree_text (reading.unit, arm->child);
      wrong += !same_text (cases[i].condition, cases[i].tree, tree) || !reading.unit->ok;
      reading_done (&reading);
    }
  assert_int_equal (wrong, 0);
}

typedef struct
{
  const char *text, *found, *fixes;
} FaultCase;

static void
check_faults (const FaultCase *cases, size_t n, UnitKind kind)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    {
      Reading reading = read_text (cases[i].text, kind);
      g_autofree char *found = found_text (reading.sink), *fixes = fixes_text (reading.sink);
      wrong += !same_text (cases[i].text, cases[i].found, found);
      wrong += cases[i].fixes && !same_text (cases[i].text, cases[i].fixes, fixes);
      wrong += reading.unit->ok || !reading.unit->root;
      reading_done (&reading);
    }
  assert_int_equal (wrong, 0);
}

static void
test_faults (void **state)
{
  static const FaultCase cases[] = {
    { "甲", "J0017 1:1", "" },
    { "方案", "J0017 1:3", "" },
    { "方案 甲 {\n", "J0017 2:1", "" },
    { "方案 甲 }", "J0017 1:6", "" },
    { "引用 甲", "J0017 1:4", "" },
    { "方案 甲 {\n  指标 乙\n}", "J0017 3:1", "" },
    { "方案 甲 {\n  指标 乙 ≥10 个 分值 1\n}", "J0270 2:9", "2:11-2:12 \"\"" },
    { "方案 甲 { 指标 乙 ≥10 个 }", "J0270 1:14", "1:16-1:17 \"\"" },
    { "方案 甲 { 指标 乙 ≥10 个\n指标 丙 5 }", "J0270 1:14", "1:16-1:17 \"\"" },
    { "方案 甲 { 一级 乙 规则 r }", "J0017 1:13", NULL },
    { "实绩 甲 {\n  乙 = 10 个 自评 1\n}", "J0270 2:7", "2:9-2:10 \"\"" },
    { "方案 甲 { 指标 乙 ≥1 分值 = 5 }", "J0017 1:19", "1:18-1:20 \"\"" },
    { "方案 甲 { 指标 乙 ≥1 分值=5 }", "J0017 1:18", "1:18-1:19 \" \"" },
    { "方案 甲 { 指标 3D打印 ≥1 }", "J0017 1:11", "1:11-1:15 \"\"3D打印\"\"" },
    { "方案 甲 { 指标 乙2000 3 4 分值 5 }", "J0017 1:19", NULL },
    { "方案 甲 { 指标 乙(丙) ≥1 }", "J0017 1:12", NULL },
    { "方案 甲 { 指标 乙 丙 ≥1 }", "J0017 1:15", NULL },
    { "Scheme 甲 {}", "J0017 1:1", "1:1-1:7 \"scheme\"" },
    { "函数 f(x) = 5 ÷ 3 个 + x", "J0017 1:17", "1:16-1:17 \"\"" },
    { "方案 甲 { 指标 分值 ≥1 }", "J0017 1:11", NULL },
    { "规则 r { - 1 > 2 => 0 否则 => 1 }", "J0017 1:8", NULL },
    { "规则 r { a > 1 }", "J0017 1:14", NULL },
    { "规则 r { a > 1 > 2 => 0 }", "J0017 1:14", NULL },
    { "函数 f = 1", "J0017 1:6", NULL },
    { "函数 f (x) = 1", "J0017 1:6", NULL },
    { "方案 甲 { 指标 乙 ≥(1 }", "J0017 1:17", NULL },
    { "方案 甲 { 指标 乙 ≥1以上 }", "J0021 1:14", NULL },
    { "实绩 甲 { 乙 = ≥200个 丙 = 200个以上 丁 = 超过3个 }", "J0022 1:12, J0022 1:22, J0022 1:33",
      "" },
  };
  (void)state;
  check_faults (cases, G_N_ELEMENTS (cases), UNIT_MODULE);
}

static void
test_cell_faults (void **state)
{
  static const FaultCase targets[] = {
    { "", "J0017 1:1", "" },           { "≥", "J0017 1:2", "" },   { "150个 200个", "J0017 1:6", NULL },
    { "≥150个以上", "J0021 1:2", "" }, { "1..", "J0017 1:4", "" }, { "分值", "J0017 1:1", NULL },
    { "{", "J0017 1:1", NULL },
  };
  static const FaultCase values[] = {
    { "", "J0017 1:1", "" },
    { "≥200个", "J0022 1:1", "" },
    { "不低于90%", "J0022 1:1", "" },
    { "90%以上", "J0022 1:1", "" },
    { "≥上年", "J0022 1:1", "" },
    { "200个 300个", "J0017 1:6", NULL },
  };
  (void)state;
  check_faults (targets, G_N_ELEMENTS (targets), UNIT_TARGET);
  check_faults (values, G_N_ELEMENTS (values), UNIT_VALUE);
}

/* One mistake gives one message, and what stands on the next line is read. */
static void
test_recovery (void **state)
{
  static const struct
  {
    const char *text, *found;
    unsigned indicators; /* read, whole */
  } cases[] = {
    { "方案 甲 {\n指标 乙 1 2 3\n指标 丙 5\n指标 丁 5\n}", "J0017 2:8", 2 },
    { "方案 甲 {\n指标 乙\n指标 丙 5\n}", "J0017 2:5", 1 },
    { "方案 甲 {\n指标 乙 1 2 3\n指标 丙 1 2 3\n指标 丁 1\n指标 戊 1 2\n}", "J0017 2:8, J0017 3:8, J0017 5:8",
      1 },
    { "方案 甲 {\n指标 @ 5\n指标 丙 5\n}", "J0006 2:4, J0017 2:6", 1 },
    { "方案 甲 {\n指标 乙 { 一级 x { } }\n指标 丙 5\n}", "J0017 2:6", 1 },
    { "方案 {\n指标 乙 5\n指标 丙 5\n}", "J0017 1:4", 2 },
    { "方案 甲 {\n一级 {\n指标 乙 5\n指标 丙 5\n}\n}", "J0017 2:4", 2 },
    { "方案 甲 {\n二级 {\n指标 乙 5\n}\n}", "J0017 2:4", 1 },
    { "垃圾 垃圾\n垃圾\n方案 甲 {\n指标 乙 5\n}", "J0017 1:1", 1 },
    { "规则 { 达成 => 1 }\n方案 甲 { 指标 乙 5 }", "J0017 1:4", 1 },
    { "等次 { 好 => 1 }\n方案 甲 { 指标 乙 5 }", "J0017 1:4", 1 },
    { "体系 { 保留 2 }\n方案 甲 { 指标 乙 5 }", "J0017 1:4", 1 },
    { "实绩 { 乙 = 5 }\n方案 甲 { 指标 乙 5 }", "J0017 1:4", 1 },
    { "规则 r {\n达成 => =>\n否则 => 1\n}\n方案 甲 { 指标 乙 5 }", "J0017 2:7", 1 },
    { "等次 s {\n好 => =>\n坏 => 0\n}\n方案 甲 { 指标 乙 5 }", "J0017 2:6", 1 },
    { "体系 f { 缺省规则 {\n正向 正向\n反向 => r\n} 等级 {\n优 ≥ ≥\n良 ≥1\n} }\n方案 甲 { 指标 乙 5 }",
      "J0017 2:4, J0017 5:5", 1 },
    { "实绩 a {\n甲 乙\n丙 = 5\n数据 {\n1\n丁 = 5\n}\n}\n方案 甲 { 指标 乙 5 }", "J0017 2:3, J0017 5:1", 1 },
    { "方案 甲 {\n指标 乙 5\n}\n}\n方案 丙 {\n指标 乙 5\n}", "J0017 4:1", 2 },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Reading reading = read_text (cases[i].text, UNIT_MODULE);
      g_autofree char *found = found_text (reading.sink);
      g_autofree char *tree = tree_text (reading.unit, reading.unit->root);
      unsigned n = 0;
      for (const char *at = tree; (at = strstr (at, "INDICATOR(")); at++)
        n++;
      wrong += !same_text (cases[i].text, cases[i].found, found);
      if (n != cases[i].indicators)
        {
          print_error ("%s\n  expected %u indicators: %s\n", cases[i].text, cases[i].indicators, tree);
          wrong++;
        }
      reading_done (&reading);
    }
  assert_int_equal (wrong, 0);
}

/* 200 brackets, signs or 非 inside one another are read, 201 are not. */
static void
test_nesting (void **state)
{
  static const struct
  {
    const char *head, *open, *core, *close, *tail;
    unsigned outside;  /* brackets around */
    const char *found; /* of one too many */
  } cases[] = {
    { "函数 f(x) = ", "(", "1", ")", "", 0, "J0018 1:211" },
    { "函数 f(x) = ", "f(", "1", ")", "", 0, "J0018 1:412" },
    { "函数 f(x) = ", "非 ", "x", "", "", 0, "J0018 1:411" },
    { "函数 f(x) = ", "− ", "1", "", "", 0, "J0018 1:411" },
    { "方案 甲 {", "一级 乙 {", "", "}", "}", 1, NULL },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (unsigned n = 200 - cases[i].outside; n <= 201 - cases[i].outside; n++)
      {
        g_autofree char *opened = repeated_text (cases[i].head, cases[i].open, n, cases[i].core);
        g_autofree char *text = repeated_text (opened, cases[i].close, n, cases[i].tail);
        Reading reading = read_text (text, UNIT_MODULE);
        g_autofree char *found = found_text (reading.sink);
        bool fits = n + cases[i].outside == 200;
        if (fits)
          wrong += !same_text (cases[i].open, "", found);
        else if (cases[i].found)
          wrong += !same_text (cases[i].open, cases[i].found, found);
        else
          wrong += !g_str_has_prefix (found, "J0018 ");
        reading_done (&reading);
      }
  assert_int_equal (wrong, 0);
}

/* Far too many: one message, no fault of the program. */
static void
test_deep_nesting (void **state)
{
  static const char *const OPEN[] = { "(", "f(", "非 ", "− ", "{", "一级 a {" };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (OPEN); i++)
    {
      g_autofree char *text = repeated_text ("函数 f(x) = ", OPEN[i], 100000, "");
      Reading reading = read_text (text, UNIT_MODULE);
      assert_int_equal (diag_sink_sorted (reading.sink)->len <= 2, 1);
      assert_false (reading.unit->ok);
      reading_done (&reading);
    }
}

static unsigned
count_children (const AstNode *node)
{
  unsigned n = 0;
  ast_foreach (child, node) n++;
  return n;
}

/* Length is no depth: a chain of 100,000 operands is one node. */
static void
test_long_chains (void **state)
{
  static const struct
  {
    const char *item, *last;
  } cases[] = {
    { "1 + ", "1" }, { "1 - ", "1" },        { "2 × ", "2" },
    { "2 ÷ ", "2" }, { "达成 且 ", "达成" }, { "x > 1 或 ", "x > 1" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = repeated_text ("函数 f(x) = ", cases[i].item, 99999, cases[i].last);
      Reading reading = read_text (text, UNIT_MODULE);
      assert_true (reading.unit->ok);
      assert_int_equal (count_children (reading.unit->root->child->last_child), 100000);
      reading_done (&reading);
    }
}

static void
test_many_statements (void **state)
{
  g_autofree char *good = repeated_text ("方案 甲 {\n", "指标 乙%u ≥5个 分值 1\n", 100000, "}");
  g_autofree char *bad = repeated_text ("方案 甲 {\n", "指标 乙%u ≥5个 分值 1 1 1\n", 20000, "}");
  Reading reading = read_text (good, UNIT_MODULE);
  (void)state;
  assert_true (reading.unit->ok);
  assert_int_equal (ast_count (reading.unit->root->child, AST_INDICATOR), 100000);
  reading_done (&reading);
  reading = read_text (bad, UNIT_MODULE);
  assert_int_equal (diag_sink_count (reading.sink, SEVERITY_ERROR), 20000);
  reading_done (&reading);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_declarations),    cmocka_unit_test (test_spellings),
    cmocka_unit_test (test_targets),         cmocka_unit_test (test_values),
    cmocka_unit_test (test_expressions),     cmocka_unit_test (test_conditions),
    cmocka_unit_test (test_faults),          cmocka_unit_test (test_cell_faults),
    cmocka_unit_test (test_recovery),        cmocka_unit_test (test_nesting),
    cmocka_unit_test (test_deep_nesting),    cmocka_unit_test (test_long_chains),
    cmocka_unit_test (test_many_statements),
  };
  return cmocka_run_group_tests_name ("parse", tests, NULL, NULL);
}
