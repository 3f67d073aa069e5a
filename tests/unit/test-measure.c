/* Units of measure: what a written unit is worth and of which dimension, the multipliers 万 and 亿,
   declarations and their faults, and the nearest declared unit for a slip. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

/* `10000 元`, `1/10000 件/人 整数`, `none` */
static char *
measure_text (Model *model, const char *text)
{
  const Measure *measure = measure_find (model->measures, text);
  GString *out = g_string_new (NULL);
  if (!measure)
    {
      g_string_assign (out, "none");
      return g_string_free (out, FALSE);
    }
  rational_append_fraction (out, measure->factor);
  if (*dimension_text (measure->dimension))
    g_string_append_printf (out, " %s", dimension_text (measure->dimension));
  g_string_append_printf (out, "%s%s", measure->integer ? " 整数" : "", measure->ratio ? " ratio" : "");
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *unit, *measure;
} MeasureCase;

static void
check_measures (Model *model, const MeasureCase *cases, size_t n)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    {
      g_autofree char *text = measure_text (model, cases[i].unit);
      wrong += !same_text (cases[i].unit, cases[i].measure, text);
    }
  assert_int_equal (wrong, 0);
}

static void
test_library_units (void **state)
{
  static const MeasureCase cases[] = {
    { "", "1" },           { "个", "1 个 整数" },  { "件", "1 件 整数" },      { "台(套)", "1 台(套) 整数" },
    { "名", "1 人 整数" }, { "元", "1 元" },       { "万元", "10000 元" },     { "亿元", "100000000 元" },
    { "角", "1/10 元" },   { "%", "1/100 ratio" }, { "‰", "1/1000 ratio" },    { "百分点", "1/100 ratio" },
    { "天", "86400 秒" },  { "周", "604800 秒" },  { "个工作日", "1 工作日" }, { "年", "12 个月" },
    { "季度", "3 个月" },  { "分", "1 分" },       { "公顷", "15 亩" },        { "㎡", "3/2000 亩" },
    { "℃", "1 ℃" },        { "斤", "500 克" },     { "没有", "none" },
  };
  g_autoptr (Trial) trial = trial_new ();
  (void)state;
  check_measures (trial_check (trial, ""), cases, G_N_ELEMENTS (cases));
}

static void
test_algebra (void **state)
{
  static const MeasureCase cases[] = {
    { "元/人/天", "1/86400 元/人·秒" }, /* base units stand in the order of their names */
    { "件/万人", "1/10000 件/人" },
    { "元/人·月", "1 元/个月·人" },
    { "元/人/月", "1 元/个月·人" },
    { "元/月·人", "1 元/个月·人" },
    { "元/人·年", "1/12 元/个月·人" },
    { "万元/户", "10000 元/户" },
    { "人·天", "86400 人·秒" },
    { "个/个", "1" },
    { "米·米", "1 米·米" },
    { "千米/小时", "5/18 米/秒" },
    { "%/年", "1/1200 1/个月" },
    { "元/%", "100 元" },
    { "元/没有", "none" },
    { "没有/元", "none" },
    { "元/", "1 元" }, /* the scanner never gives such a text */
  };
  g_autoptr (Trial) trial = trial_new ();
  (void)state;
  check_measures (trial_check (trial, ""), cases, G_N_ELEMENTS (cases));
}

/* Pairs that are one unit, and pairs that are not. */
static void
test_same_dimension (void **state)
{
  static const struct
  {
    const char *a, *b;
    bool dimension, factor;
  } cases[] = {
    { "元/人·月", "元/人/月", true, true }, { "元/人/月", "元/月/人", true, true },
    { "万元", "亿元", true, false },        { "个", "次", false, true },
    { "人", "人次", false, true },          { "名", "人", true, true },
    { "日", "工作日", false, false },       { "日", "月", false, false },
    { "个月", "月", true, true },           { "%", "", true, false },
    { "公里", "km", true, true },           { "平方米", "㎡", true, true },
    { "米·米", "平方米", false, false },    { "度", "千瓦时", true, true },
    { "千瓦", "千瓦时", false, true },      { "元", "美元", false, true },
    { "元/人", "人/元", false, true },      { "元·人", "人·元", true, true },
    { "万元/人", "元/人", true, false },    { "个/个", "", true, true },
  };
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "");
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Measure *a = measure_find (model->measures, cases[i].a),
                    *b = measure_find (model->measures, cases[i].b);
      assert_non_null (a);
      assert_non_null (b);
      assert_int_equal (a->dimension == b->dimension, cases[i].dimension);
      assert_int_equal (rational_equal (a->factor, b->factor), cases[i].factor);
      assert_ptr_equal (measure_find (model->measures, cases[i].a), a);
    }
}

static void
test_multipliers (void **state)
{
  static const MeasureCase cases[] = {
    { "万", "10000" },
    { "亿", "100000000" },
    { "万亿", "1000000000000" },
    { "万次", "10000 次 整数" },
    { "亿次", "100000000 次 整数" },
    { "万亿元", "1000000000000 元" },
    { "亿亿元", "10000000000000000 元" },
    { "万万元", "100000000 元" },
    { "万人次", "10000 人次 整数" },
    { "万亩", "10000 亩" },
    { "万元/万人", "1 元/人" },
    { "万美元", "10000 美元" },
    { "万没有", "none" },
    { "亿亿亿元", "none" },
    { "亿亿亿亿亿亿亿亿亿亿", "none" },
    { "人万", "none" },
  };
  g_autoptr (Trial) trial = trial_new ();
  (void)state;
  check_measures (trial_check (trial, ""), cases, G_N_ELEMENTS (cases));
}

static void
test_declared (void **state)
{
  static const MeasureCase cases[] = {
    { "垛", "1 垛" },           { "捆", "1 捆 整数" },       { "扎", "2 捆 整数" },
    { "车", "24 捆 整数" },     { "双人床", "2 人 整数" },   { "两用 房", "1 两用 房" },
    { "成", "1/10 ratio" },     { "万头", "10000 头 整数" }, { "番", "1 ratio" },
    { "时薪", "1/3600 元/秒" },
  };
  g_autoptr (Trial) trial = trial_new ();
  Model *model
      = trial_check (trial, "计量单位 车 = 12扎\n计量单位 扎 = 2捆\n计量单位 捆 整数\n计量单位 垛\n"
                            "计量单位 双人床 = 2人\n计量单位 \"两用 房\"\n计量单位 成 = 0.1 { 依据 \"x\" }\n"
                            "计量单位 番 = 1\n计量单位 时薪 = 1元/小时");
  g_autofree char *found = trial_found (trial);
  (void)state;
  assert_string_equal (found, "");
  check_measures (model, cases, G_N_ELEMENTS (cases));
}

static void
test_faults (void **state)
{
  static const FoundCase cases[] = {
    { "计量单位 个", "J0030 1:6" },
    { "计量单位 甲, 乙, 甲", "J0030 1:12" },
    { "计量单位 甲\n计量单位 甲 = 1元", "J0030 2:6" },
    { "计量单位 甲 = 0元", "J0031 1:10" },
    { "计量单位 甲 = 0", "J0031 1:10" },
    { "计量单位 甲 = 5没有", "J0032 1:10" },
    { "计量单位 甲 = 5元/没有", "J0032 1:10" },
    { "计量单位 甲 = 2甲", "J0033 1:1" },
    { "计量单位 甲 = 2乙\n计量单位 乙 = 2甲", "J0033 1:1" },
    { "计量单位 甲 { 没有 \"x\" }", "J0214 1:10" },
    { "计量单位 甲 { 依据 \"x\" 依据 \"y\" }", "" },
    { "计量单位 \"\"", "J0213 1:6" },
    { "计量单位 \"　\"", "J0213 1:6" },
    { "计量单位 甲 {\n一级 乙 指标 丙 5 缺省规则 {} 等级 {} 其中 丁 5\n}",
      "J0253 2:1, J0253 2:6, J0253 2:13, J0253 2:21, J0253 2:27" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

/* The nearest declared unit at distance 1, if there is one only; one replaced is likelier than one lost or
 * added. */
static void
test_slips (void **state)
{
  static const struct
  {
    const char *unit, *part, *nearest;
  } cases[] = {
    { "批絘", "批絘", "批次" },   { "元/批絘", "批絘", "批次" },  { "万批絘", "万批絘", NULL },
    { "絘", "絘", NULL },         { "甲乙丙", "甲乙丙", NULL },   { "工坐日", "工坐日", "工作日" },
    { "平方", "平方", "平方米" }, { "元/人/没有", "没有", NULL }, { "公星", "公星", NULL },
  };
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "");
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *nearest;
      g_autofree char *part = measure_unknown_part (model->measures, cases[i].unit, &nearest);
      wrong += !same_text (cases[i].unit, cases[i].part, part);
      wrong += !same_text (cases[i].unit, cases[i].nearest ? cases[i].nearest : "", nearest ? nearest : "");
    }
  assert_int_equal (wrong, 0);
}

/* Units may be declared on one another in any order and in long rows; too long a row is refused. */
static void
test_long_rows (void **state)
{
  static const struct
  {
    unsigned n;
    bool ok;
  } cases[] = { { 100, true }, { 100000, false } };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      for (unsigned j = 0; j < cases[i].n; j++)
        g_string_append_printf (text, "计量单位 \"u%u\" = 1\"u%u\"\n", j, j + 1);
      g_string_append_printf (text, "计量单位 \"u%u\"", cases[i].n);
      trial_check (trial, text->str);
      assert_int_equal (diag_sink_count (trial->sink, SEVERITY_ERROR) == 0, cases[i].ok);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_library_units),  cmocka_unit_test (test_algebra),
    cmocka_unit_test (test_same_dimension), cmocka_unit_test (test_multipliers),
    cmocka_unit_test (test_declared),       cmocka_unit_test (test_faults),
    cmocka_unit_test (test_slips),          cmocka_unit_test (test_long_rows),
  };
  return cmocka_run_group_tests_name ("measure", tests, NULL, NULL);
}
