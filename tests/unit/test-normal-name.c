/* The form in which names compare: what is left out, what only looks like it, and that it is its own form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/normal-name.h"
#include "helper.h"

static void
normal_names (G_GNUC_UNUSED void **state)
{
  static const char *const CASES[][2] = {
    { "培训人数", "培训人数" },
    { "★培训人数", "培训人数" },
    { "★★★ 培训人数※", "培训人数" },
    { "指标1：培训人数", "培训人数" },
    { "指标1:培训人数", "培训人数" },
    { "绩效指标２：培训人数", "培训人数" },
    { "指标一：培训人数", "培训人数" },
    { "1.培训人数", "培训人数" },
    { "1．培训人数", "培训人数" },
    { "1、培训人数", "培训人数" },
    { "1）培训人数", "培训人数" },
    { "1.2.3.培训人数", "培训人数" },
    { "指标1-1：培训人数", "培训人数" },
    { "（1）培训人数", "培训人数" },
    { "（一）培训人数", "培训人数" },
    { "十二、培训人数", "培训人数" },
    { "①培训人数", "培训人数" },
    { "⑴ 培训人数", "培训人数" },
    { "★指标1：（2）培训人数", "培训人数" },
    { "1.★培训人数", "培训人数" },
    { "指标1：一事一议项目", "一事一议项目" },
    { "指标2：三公经费", "三公经费" },
    { "指标12：3公里道路", "3公里道路" },
    { "1.三公经费", "三公经费" },
    { "一、2024年项目", "2024年项目" },
    { "培训 人 数", "培训人数" },
    { "培训人数（≥**人）", "培训人数" },
    { "培训人数(≥95%)", "培训人数" },
    { "培训人数（**人）", "培训人数" },
    { "培训（农民）人数", "培训农民人数" },
    { "培训【农民（≥*人）】人数", "培训农民人数" },
    { "“两品一械”抽检", "两品一械抽检" },
    { "培训、考核人数。", "培训考核人数" },
    { "ＧＤＰ增速", "GDP增速" },
    { "GDP growth", "GDPgrowth" },
    { "增长5%", "增长5%" },
    { "气温5℃", "气温5℃" },
    /* what looks like numbering or a mark, and is the name */
    { "1.5级以上道路", "1.5级以上道路" },
    { "2024.培训", "2024培训" },
    { "2、3号线", "2、3号线" },
    { "一、二级医院", "一二级医院" },
    { "10:00前到岗率", "10:00前到岗率" },
    { "PM2.5浓度", "PM2.5浓度" },
    { "1-3月完成率", "1-3月完成率" },
    { "一事一议项目", "一事一议项目" },
    { "指标完成率", "指标完成率" },
    { "3公里道路", "3公里道路" },
    { "（农民）人数", "农民人数" },
    { "（一期工程", "一期工程" },
    { "人数）", "人数" },
    /* nothing would be left */
    { "★", "★" },
    { "※ ★", "※★" },
    { "（≥**人）", "(≥**人)" },
    { "指标1：", "指标1:" },
    { "", "" },
  };
  unsigned wrong = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *found = normal_name (CASES[i][0]), *again = normal_name (found);
      wrong += !same_text (CASES[i][0], CASES[i][1], found);
      wrong += !same_text (CASES[i][0], found, again);
    }
  assert_int_equal (wrong, 0);
}

/* The same but for a value in brackets. */
static void
told_names (G_GNUC_UNUSED void **state)
{
  static const char *const CASES[][2] = {
    { "★培训人数", "培训人数" },
    { "指标1：培训（农民）人数", "培训农民人数" },
    { "培训人数（≥**人）", "培训人数" },
    { "培训人数（**人）", "培训人数" },
    { "培训人数（≥95 %）", "培训人数≥95%" },
    { "覆盖率(＞90%)的乡镇", "覆盖率>90%的乡镇" },
    { "覆盖率【=90%】的乡镇", "覆盖率=90%的乡镇" },
    { "培训【农民（≥*人）】人数", "培训农民人数" },
    { "（≥60%）", "≥60%" },
    { "（≥**人）", "(≥**人)" },
  };
  unsigned wrong = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *found = normal_name_told (CASES[i][0]);
      wrong += !same_text (CASES[i][0], CASES[i][1], found);
    }
  assert_int_equal (wrong, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (normal_names),
    cmocka_unit_test (told_names),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
