/* Targets: the set and direction of every form, bare ones by their own 方向, their tier's and the rest,
   dates, ranges, levels and words, expressions after a sign; and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

typedef struct
{
  const char *target; /* and what stands after it on the line */
  const char *set;    /* "" if it is refused */
  const char *found;  /* NULL: nothing */
} TargetCase;

/* `指标 甲 TARGET` with TAIL, on line 2 from column 1; the target begins at column 6. */
static void
check_targets (const TargetCase *cases, size_t n, const char *head, const char *tail)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = g_strdup_printf ("%s指标 甲 %s%s", head, cases[i].target, tail);
      g_autofree char *found = NULL, *set = NULL;
      const Indicator *indicator;
      trial_check_scheme (trial, text);
      indicator = trial_indicator (trial, "甲");
      found = trial_found (trial);
      set = indicator->ok ? target_text (&indicator->target) : g_strdup ("");
      wrong += !same_text (text, cases[i].set, set);
      wrong += !same_text (text, cases[i].found ? cases[i].found : "", found);
    }
  assert_int_equal (wrong, 0);
}

static void
test_signs (void **state)
{
  static const TargetCase cases[] = {
    { .target = "≥150个", .set = "up [150, ∞) 个" },
    { .target = ">=150个", .set = "up [150, ∞) 个" },
    { .target = "不低于90%", .set = "up [9/10, ∞)" },
    { .target = "不少于3家", .set = "up [3, ∞) 家" },
    { .target = "150个以上", .set = "up [150, ∞) 个" },
    { .target = "90%以上", .set = "up [9/10, ∞)" },
    { .target = ">90%", .set = "up (9/10, ∞)" },
    { .target = "超过90%", .set = "up (9/10, ∞)" },
    { .target = "超过-3℃", .set = "up (-3, ∞) ℃" },
    { .target = "≤2000元/批次", .set = "down (−∞, 2000] 元/批次" },
    { .target = "不超过10元", .set = "down (−∞, 10] 元" },
    { .target = "10元以内", .set = "down (−∞, 10] 元" },
    { .target = "10元之内", .set = "down (−∞, 10] 元" },
    { .target = "10元内", .set = "down (−∞, 10] 元" },
    { .target = "10元以下", .set = "down (−∞, 10] 元" },
    { .target = "15个工作日以内", .set = "down (−∞, 15] 工作日" },
    { .target = "<5%", .set = "down (−∞, 1/20)" },
    { .target = "不满5%", .set = "down (−∞, 1/20)" },
    { .target = "=5万元", .set = "equal [50000, 50000] 元" },
    { .target = "＝ 5", .set = "equal [5, 5]" },
    { .target = "≥5", .set = "up [5, ∞)" },
    { .target = "≥-5℃", .set = "up [-5, ∞) ℃" },
    { .target = "≤ −0.5%", .set = "down (−∞, -1/200]" },
    { .target = "≥20万次", .set = "up [200000, ∞) 次" },
    { .target = "≥530元/人·月", .set = "up [530, ∞) 元/个月·人" },
    { .target = "≥3年", .set = "up [36, ∞) 个月" },
    { .target = "≥2024年", .set = "up [24288, ∞) 个月" }, /* after a sign N年 is a quantity */
    { .target = "≠5个", .set = "", .found = "J0235 2:6" },
    { .target = "5前", .set = "", .found = "J0234 2:6" },
    { .target = "95%前", .set = "", .found = "J0234 2:6" },
    { .target = "≥10批絘", .set = "", .found = "J0032 2:9" },
    { .target = "≥3月", .set = "", .found = "J0269 2:7" },
  };
  (void)state;
  check_targets (cases, G_N_ELEMENTS (cases), "", " 分值 1 规则 达标得分");
}

/* Where only whole numbers occur an open bound is the next whole number. */
static void
test_whole_numbers (void **state)
{
  static const TargetCase cases[] = {
    { .target = ">149个", .set = "up [150, ∞) 个" },
    { .target = "超过149个", .set = "up [150, ∞) 个" },
    { .target = ">149.5个", .set = "up [150, ∞) 个" },
    { .target = "<150个", .set = "down (−∞, 149] 个" },
    { .target = "<149.5个", .set = "down (−∞, 149] 个" },
    { .target = "不满3家", .set = "down (−∞, 2] 家" },
    { .target = ">1.5万次", .set = "up [15001, ∞) 次" },
    { .target = ">4名", .set = "up [5, ∞) 人" },
    { .target = "1..<5个", .set = "equal [1, 4] 个" },
    { .target = "1<..5个", .set = "equal [2, 5] 个" },
    { .target = "1<..<5个", .set = "equal [2, 4] 个" },
    /* Not so yet: 计量单位 盒 = 0.3升 整数 makes `>3盒` ≥1升 where ≥4盒, 1.2升, is meant, since wholes are
       counted in the base unit. */
    { .target = ">149公里", .set = "up (149000, ∞) 米" },
    { .target = ">5个/户", .set = "up (5, ∞) 个/户" },
    { .target = "≥149.5个", .set = "up [299/2, ∞) 个" },
  };
  (void)state;
  check_targets (cases, G_N_ELEMENTS (cases), "", " 分值 1 规则 达标得分");
}

static void
test_ranges (void **state)
{
  static const TargetCase cases[] = {
    { .target = "5..10个", .set = "equal [5, 10] 个" },
    { .target = "5个..10", .set = "equal [5, 10] 个" },
    { .target = "5个..10个", .set = "equal [5, 10] 个" },
    { .target = "5-10个", .set = "equal [5, 10] 个" },
    { .target = "5～10元", .set = "equal [5, 10] 元" },
    { .target = "5~10元", .set = "equal [5, 10] 元" },
    { .target = "90..95%", .set = "equal [9/10, 19/20]" },
    { .target = "90%..<95%", .set = "equal [9/10, 19/20)" },
    { .target = "90%<..95%", .set = "equal (9/10, 19/20]" },
    { .target = "90%<..<95%", .set = "equal (9/10, 19/20)" },
    { .target = "5元..1万元", .set = "equal [5, 10000] 元" },
    { .target = "5..10", .set = "equal [5, 10]" },
    { .target = "-5..-1℃", .set = "equal [-5, -1] ℃" },
    { .target = "5..5元", .set = "equal [5, 5] 元" },
    { .target = "0..10%", .set = "equal [0, 1/10]" },
    { .target = "10..5个", .set = "", .found = "J0218 2:6" },
    { .target = "1万元..5元", .set = "", .found = "J0218 2:6" },
    { .target = "5..<5元", .set = "", .found = "J0218 2:6" },
    { .target = "5<..5元", .set = "", .found = "J0218 2:6" },
    { .target = "5<..<6个", .set = "", .found = "J0218 2:6" }, /* no whole number lies between */
    { .target = "5个..10次", .set = "", .found = "J0236 2:6" },
    { .target = "5..2024年1月1日", .set = "", .found = "J0236 2:6" },
    { .target = "5没有..10个", .set = "", .found = "J0032 2:7" },
    { .target = "5个..10没有", .set = "", .found = "J0032 2:12" },
  };
  (void)state;
  check_targets (cases, G_N_ELEMENTS (cases), "", " 分值 1 规则 达标得分");
}

static void
test_dates (void **state)
{
  static const TargetCase cases[] = {
    { .target = "2024年12月31日", .set = "deadline (−∞, 2024-12-31] bare" },
    { .target = "2024年12月31日前", .set = "deadline (−∞, 2024-12-31]" },
    { .target = "2024-12-31之前", .set = "deadline (−∞, 2024-12-31]" },
    { .target = "2024年12月底", .set = "deadline (−∞, 2024-12-31]" },
    { .target = "2024年6月底前", .set = "deadline (−∞, 2024-06-30]" },
    { .target = "2024年2月前", .set = "deadline (−∞, 2024-02-29]" },
    { .target = "2024年第三季度前", .set = "deadline (−∞, 2024-09-30]" },
    { .target = "2024年底前", .set = "deadline (−∞, 2024-12-31]" },
    { .target = "2024年", .set = "deadline (−∞, 2024-12-31] bare" },
    { .target = "12月31日前", .set = "deadline (−∞, 2024-12-31]", .found = "J0232 2:6" },
    { .target = "2月29日前", .set = "deadline (−∞, 2024-02-29]", .found = "J0232 2:6" },
    { .target = "≥2024年1月1日", .set = "deadline [2024-01-01, ∞)" },
    { .target = ">2024年1月", .set = "deadline (2024-01-31, ∞)" },
    { .target = "≤2024年6月", .set = "deadline (−∞, 2024-06-30]" },
    { .target = "<2024年6月", .set = "deadline (−∞, 2024-06-01)" },
    { .target = "=2024年6月", .set = "deadline [2024-06-01, 2024-06-30]" },
    { .target = "2024年6月1日以内", .set = "deadline (−∞, 2024-06-01]" },
    { .target = "2024年3月..2024年6月", .set = "deadline [2024-03-01, 2024-06-30]" },
    { .target = "2024年3月1日..<2024年6月1日", .set = "deadline [2024-03-01, 2024-06-01)" },
    { .target = "2024年..2024年", .set = "deadline [2024-01-01, 2024-12-31]" },
    { .target = "2024年6月1日..2024年3月1日", .set = "", .found = "J0218 2:6" },
    { .target = "2024年2月30日前", .set = "", .found = "J0201 2:6" },
    { .target = "2023年2月29日前", .set = "", .found = "J0201 2:6" },
    { .target = "1900年2月29日前", .set = "", .found = "J0201 2:6" },
    { .target = "12月0日前", .set = "", .found = "J0201 2:6" },
  };
  (void)state;
  check_targets (cases, G_N_ELEMENTS (cases), "", " 分值 1 规则 达标得分");
}

/* A target without a sign takes its own 方向, else its tier's, else 正向; a duration is a ceiling, and 0 asks
 * for none. */
static void
test_bare (void **state)
{
  static const TargetCase own[] = {
    { .target = "92% 分值 1", .set = "up [23/25, ∞) bare" },
    { .target = "92% 分值 1 方向 正向", .set = "up [23/25, ∞) bare" },
    { .target = "92% 分值 1 方向 反向", .set = "down (−∞, 23/25] bare" },
    { .target = "92% 分值 1 方向 down", .set = "down (−∞, 23/25] bare" },
    { .target = "92% 分值 1 方向 等于", .set = "equal [23/25, 23/25] bare" },
    { .target = "5 分值 1", .set = "up [5, ∞) bare" },
    { .target = "-5 分值 1", .set = "up [-5, ∞) bare" },
    { .target = "0 分值 1", .set = "down (−∞, 0] bare" },
    { .target = "0起 分值 1", .set = "down (−∞, 0] 起 bare" },
    { .target = "0% 分值 1 方向 等于", .set = "equal [0, 0] bare" },
    { .target = "15日 分值 1", .set = "down (−∞, 1296000] 秒 bare" },
    { .target = "3个月 分值 1", .set = "down (−∞, 3] 个月 bare" },
    { .target = "15个工作日 分值 1", .set = "down (−∞, 15] 工作日 bare" },
    { .target = "2小时 分值 1", .set = "down (−∞, 7200] 秒 bare" },
    { .target = "15日 分值 1 方向 正向", .set = "up [1296000, ∞) 秒 bare" },
    { .target = "92% 分值 1 方向 时限", .set = "", .found = "J0233 2:15" },
    { .target = "92% 分值 1 方向 level", .set = "", .found = "J0233 2:15" },
    { .target = "92% 分值 1 方向 向上", .set = "", .found = "J0216 2:18" },
    { .target = "2024年6月 分值 1 方向 时限", .set = "deadline (−∞, 2024-06-30] bare" },
    { .target = "2024年6月 分值 1 方向 正向", .set = "", .found = "J0233 2:19" },
  };
  static const TargetCase down[] = {
    { .target = "92%", .set = "down (−∞, 23/25] bare" },
    { .target = "15日", .set = "down (−∞, 1296000] 秒 bare" },
    { .target = "92% 方向 正向", .set = "up [23/25, ∞) bare" },
    { .target = "≥92%", .set = "up [23/25, ∞)" },
    { .target = "2024年6月", .set = "deadline (−∞, 2024-06-30] bare" },
    { .target = "不断提升", .set = "level 提升 0" },
  };
  static const TargetCase deadline[] = {
    { .target = "2024年6月", .set = "deadline (−∞, 2024-06-30] bare" },
    { .target = "≥5个", .set = "up [5, ∞) 个" },
    { .target = "15日", .set = "down (−∞, 1296000] 秒 bare" },
    { .target = "5个", .set = "", .found = "J0233 2:22" }, /* a number is no date */
  };
  (void)state;
  check_targets (own, G_N_ELEMENTS (own), "", "");
  check_targets (down, G_N_ELEMENTS (down), "一级 甲 方向 反向 { ", " 分值 1 }");
  check_targets (deadline, G_N_ELEMENTS (deadline), "一级 时效指标 方向 时限 { ", " 分值 1 }");
}

static void
test_direction_against_sign (void **state)
{
  static const TargetCase cases[] = {
    { .target = "≥5个 分值 1 方向 正向", .set = "up [5, ∞) 个" },
    { .target = "≥5个 分值 1 方向 反向", .set = "", .found = "J0233 2:15" },
    { .target = "≤5个 分值 1 方向 正向", .set = "", .found = "J0233 2:15" },
    { .target = "=5个 分值 1 方向 正向", .set = "", .found = "J0233 2:15" },
    { .target = "1..5 分值 1 方向 反向", .set = "", .found = "J0233 2:16" },
    { .target = "1..5 分值 1 方向 等于", .set = "equal [1, 5]" },
    { .target = "5个以内 分值 1 方向 正向", .set = "", .found = "J0233 2:16" },
    { .target = "2024年6月前 分值 1 方向 反向", .set = "", .found = "J0233 2:20" },
    { .target = "2024年6月前 分值 1 方向 时限", .set = "deadline (−∞, 2024-06-30]" },
    { .target = "不断提升 分值 1 方向 level", .set = "level 提升 0" },
    { .target = "不断提升 分值 1 方向 正向", .set = "", .found = "J0233 2:16" },
  };
  (void)state;
  check_targets (cases, G_N_ELEMENTS (cases), "", "");
}

static void
test_levels (void **state)
{
  static const TargetCase cases[] = {
    { .target = "不断提升 分值 1", .set = "level 提升 0" },
    { .target = "有所提升 分值 1", .set = "level 提升 1" },
    { .target = "\"不断提升\" 分值 1", .set = "level 提升 0" },
    { .target = "部分达成 分值 1", .set = "level 三档 1" },
    { .target = "未达成 分值 1", .set = "level 三档 2" },
    { .target = "优 分值 1", .set = "level 优良中差 0" },
    { .target = "不断提升 分值 1 等次 提升", .set = "level 提升 0" },
    { .target = "不断提升 分值 1 等次 三档", .set = "", .found = "J0237 2:6" },
    { .target = "\"不断提升\" 分值 1 等次 三档", .set = "", .found = "J0237 2:6" },
    { .target = "不断提升 分值 1 等次 没有", .set = "", .found = "J0247 2:19" },
    { .target = "不断提绳 分值 1", .set = "", .found = "J0237 2:6" },
    { .target = "建成 分值 1", .set = "", .found = "J0237 2:6" },
    { .target = "达成 分值 1", .set = "", .found = "J0237 2:6" },
    { .target = "\"建成并投入使用\" 分值 1", .set = "words 建成并投入使用" },
    { .target = "“建成” 分值 1", .set = "words 建成" },
    { .target = "\"\" 分值 1", .set = "", .found = "J0213 2:6" },
    { .target = "\" \" 分值 1", .set = "", .found = "J0213 2:6" },
    { .target = "\"甲\\u{7}\" 分值 1", .set = "", .found = "J0213 2:6" },
  };
  (void)state;
  check_targets (cases, G_N_ELEMENTS (cases), "", "");
}

/* Where several scales have a level, the library's among them, the 等次 field names one.  What has been
   loaded before plays no part. */
static void
test_own_levels (void **state)
{
  static const struct
  {
    const char *text, *set, *found;
  } cases[] = {
    { "指标 甲 显著 分值 1", "", "J0238 2:6" },
    { "指标 乙 不断提升 分值 1 指标 甲 显著 分值 1", "", "J0238 2:21" },
    { "指标 甲 显著 分值 1 指标 乙 不断提升 分值 1", "", "J0238 2:6" },
    { "指标 甲 显著 分值 1 等次 效果", "level 效果 0", "" },
    { "指标 甲 显著 分值 1 等次 带动", "level 带动 0", "" },
    { "指标 甲 一般般 分值 1", "", "J0238 2:6" },
    { "指标 甲 一般般 分值 1 等次 带动", "level 带动 1", "" },
    { "指标 甲 一般般 分值 1 等次 另一", "level 另一 0", "" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *text = g_strdup_printf ("\n%s }\n等次 带动 { 显著 => 100%% 一般般 => 50%% }\n等次 "
                                               "另一 { 一般般 => 100%% }\n方案 空 { 体系 试系",
                                               cases[i].text);
      g_autofree char *found = NULL, *set = NULL;
      const Indicator *indicator;
      trial_check_scheme (trial, text + 1);
      indicator = trial_indicator (trial, "甲");
      set = indicator->ok ? target_text (&indicator->target) : g_strdup ("");
      found = trial_found (trial);
      wrong += !same_text (cases[i].text, cases[i].set, set);
      wrong += !same_text (cases[i].text, cases[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

static void
test_nearest_level (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 阶段型 分值 1", "2:6-2:9 \"阶段性\"" },
    { "指标 甲 不断提绳 分值 1", "" }, /* 不断提升 or 不断提高 */
    { "指标 甲 有所提生 分值 1 等次 提升", "2:6-2:10 \"有所提升\"" },
    { "指标 甲 全然不同的词 分值 1", "" },
  };
  (void)state;
  check_fixes (cases, G_N_ELEMENTS (cases), true);
}

static void
test_expressions (void **state)
{
  static const TargetCase cases[] = {
    { .target = "≥上年 分值 1 { 上年 512批次 }", .set = "up [512, ∞) 批次" },
    { .target = "≤上年 分值 1 { 上年 95% }", .set = "down (−∞, 19/20]" },
    { .target = "≥ (上年 × 105%) 分值 1 { 上年 512批次 }", .set = "up [2688/5, ∞) 批次" },
    { .target = "> (上年 × 105%) 分值 1 { 上年 512批次 }", .set = "up [538, ∞) 批次" },
    { .target = "≥(上年 + 5万元) 分值 1 { 上年 2亿元 }", .set = "up [200050000, ∞) 元" },
    { .target = "≥(baseline + 1) 分值 1 { baseline 5 }", .set = "up [6, ∞)" },
    { .target = "≥(100个 + 50个) 分值 1", .set = "up [150, ∞) 个" },
    { .target = "=(2 × 3) 分值 1", .set = "equal [6, 6]" },
    { .target = "≥(max(1个, 上年)) 分值 1 { 上年 3个 }", .set = "up [3, ∞) 个" },
    { .target = "≥(600元 ÷ 3人) 分值 1", .set = "up [200, ∞) 元/人" },
    { .target = "≥(5%) 分值 1", .set = "up [1/20, ∞)" },
    { .target = "≥上年 分值 1", .set = "", .found = "J0356 2:7" },
    { .target = "≥去年 分值 1 { 上年 3个 }", .set = "", .found = "J0203 2:7" },
    { .target = "≥实际 分值 1", .set = "", .found = "J0212 2:7" },
    { .target = "≥(上年 + 5次) 分值 1 { 上年 3个 }", .set = "", .found = "J0210 2:13" },
    { .target = "≥(上年 > 5个) 分值 1 { 上年 3个 }", .set = "", .found = "J0228 2:7" },
    { .target = "≥(达成) 分值 1", .set = "", .found = "J0228 2:7" },
    { .target = "≥(上年 ÷ 0) 分值 1 { 上年 3个 }", .set = "", .found = "J0228 2:7" },
    { .target = "≥(2024年1月1日) 分值 1", .set = "deadline [2024-01-01, ∞)" },
    { .target = "≥(1 + (没有)) 分值 1", .set = "", .found = "J0203 2:13" },
    { .target = "≥5个 分值 1 { 上年 3次 }", .set = "", .found = "J0248 2:20" },
    { .target = "≥5万元 分值 1 { 上年 3元 }", .set = "up [50000, ∞) 元" },
    { .target = "≥5个 分值 1 { 上年 3没有 }", .set = "", .found = "J0032 2:21" },
    { .target = "≥5个 分值 1 { 上年 \"很多\" }", .set = "", .found = "J0200 2:20" },
    { .target = "不断提升 分值 1 { 上年 3个 }", .set = "level 提升 0" },
    { .target = "2024年6月前 分值 1 { 上年 3个 }", .set = "deadline (−∞, 2024-06-30]" },
  };
  (void)state;
  check_targets (cases, G_N_ELEMENTS (cases), "", "");
}

/* One spelling of each sign, no blanks, no quotes. */
static void
test_plain_text (void **state)
{
  static const struct
  {
    const char *target, *text;
  } cases[] = {
    { ">= 150个", "≥150个" },
    { "＜５％", "<5%" },
    { "5 ～ 10个", "5..10个" },
    { "530元／人*月", "530元/人·月" },
    { "≥(上年 * 105%)", "≥(上年×105%)" },
    { "\"建成\"", "建成" },
    { "不低于90%", "不低于90%" },
    { "≥10\"台(套)\"", "≥10台(套)" },
    { "≥ # 说明\n150个", "≥150个" },
    { "≥max", "≥max" },
    { "1 <..< 5", "1<..<5" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autoptr (Source) source = source_of (cases[i].target, -1);
      Model *model = trial_check (trial, "");
      g_autoptr (Unit) unit = unit_read (source, UNIT_TARGET, trial->session->atoms, trial->sink);
      const char *text = model_plain_text (model, unit, unit->root);
      wrong += !same_text (cases[i].target, cases[i].text, text);
    }
  assert_int_equal (wrong, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_signs),         cmocka_unit_test (test_whole_numbers),
    cmocka_unit_test (test_ranges),        cmocka_unit_test (test_dates),
    cmocka_unit_test (test_bare),          cmocka_unit_test (test_direction_against_sign),
    cmocka_unit_test (test_levels),        cmocka_unit_test (test_own_levels),
    cmocka_unit_test (test_nearest_level), cmocka_unit_test (test_expressions),
    cmocka_unit_test (test_plain_text),
  };
  return cmocka_run_group_tests_name ("target", tests, NULL, NULL);
}
