/* Tests of src/format: the layout and the spelling of what is written in a case, and over all our own files
   that layout does not depend on how a file was broken into lines or typed, and that English and back is the
   file again.  Every text here also goes through the properties of the fuzz target: same tree, same comments,
   formatted once is formatted for good. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "tests/fuzz/fuzz-format.c"

typedef struct
{
  const char *text;
  const char *keep, *chinese, *english; /* NULL: not looked at; SAME: the text itself */
} Case;

#define SAME "="

static GString *
format_text (const char *text, FormatKeywords keywords)
{
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit = read_text (text, strlen (text), atoms);
  if (!unit->ok)
    fail_msg ("the text has errors: %s", text);
  return formatted (unit, keywords);
}

static void
check_case (const char *text, FormatKeywords keywords, const char *expected)
{
  g_autoptr (GString) out = format_text (text, keywords);
  if (strcmp (out->str, strcmp (expected, SAME) == 0 ? text : expected) != 0)
    fail_msg ("formatted:\n%s\nexpected:\n%s", out->str, strcmp (expected, SAME) == 0 ? text : expected);
}

static void
check_cases (const Case *cases, size_t n)
{
  for (size_t i = 0; i < n; i++)
    {
      LLVMFuzzerTestOneInput ((const uint8_t *)cases[i].text, strlen (cases[i].text));
      if (cases[i].keep)
        check_case (cases[i].text, FORMAT_KEEP, cases[i].keep);
      if (cases[i].chinese)
        check_case (cases[i].text, FORMAT_CHINESE, cases[i].chinese);
      if (cases[i].english)
        check_case (cases[i].text, FORMAT_ENGLISH, cases[i].english);
    }
}

static void
test_layout (void **state)
{
  (void)state;
  static const Case cases[] = {
    { .text = "", .keep = SAME },
    { .text = "\n\n", .keep = "" },
    { .text = "方案 a", .keep = "方案 a { }\n" },
    { .text = "方案 a {\n\n}", .keep = "方案 a { }\n" },
    { .text = "方案 a { 年度 2024 }", .keep = "方案 a {\n  年度 2024\n}\n" },
    { .text = "实绩 a { } 规则 b { } 等次 c { } 体系 d",
      .keep = "实绩 a { }\n\n规则 b { }\n\n等次 c { }\n\n体系 d { }\n" },
    /* an empty block says nothing */
    { .text = "方案 a { 一级 b { } 一级 c { 指标 d ≥5个 { } } }",
      .keep = "方案 a {\n  一级 b\n  一级 c { 指标 d ≥5个 }\n}\n" },
    { .text = "计量单位 a { }", .keep = "计量单位 a\n" },
    /* one line */
    { .text
      = "体系 项目支出2020 {\n一级 预算执行率 分值 10 {\n指标 预算执行率 100% 分值 10 规则 执行率计分 {\n"
        "算式 全年执行数 ÷ 全年预算数\n}\n}\n}\n",
      .keep = "体系 项目支出2020 {\n"
              "  一级 预算执行率 分值 10 {\n"
              "    指标 预算执行率 100% 分值 10 规则 执行率计分 { 算式 全年执行数 ÷ 全年预算数 }\n"
              "  }\n}\n" },
    { .text = "方案 a { 二级 质量指标 {\n指标 b 100% 分值 0.5\n}}",
      .keep = "方案 a {\n  二级 质量指标 { 指标 b 100% 分值 0.5 }\n}\n" },
    { .text = "体系 a { 一级 b {\n二级 c 二级 d\n方向 反向 } 等级 {\n优 ≥90分\n良 ≥80分 } 缺省规则 {\n正向 "
              "=> r\n\n反向 => s } }",
      .keep = "体系 a {\n  一级 b { 二级 c  二级 d 方向 反向 }\n  等级 { 优 ≥90分  良 ≥80分 }\n"
              "  缺省规则 { 正向 => r  反向 => s }\n}\n" },
    { .text = "实绩 a 2024 { 数据 { b = 1元 c = 2元 } d = 5个 }",
      .keep = "实绩 a 2024 {\n  数据 { b = 1元  c = 2元 }\n  d = 5个\n}\n" },
    /* not in one line */
    { .text = "方案 a { 指标 b 5个 { 上年 5\n算式 分值 } }",
      .keep = "方案 a {\n  指标 b 5个 {\n    上年 5\n    算式 分值\n  }\n}\n" },
    { .text = "方案 a { 二级 b { 指标 c 5个 指标 d 6个 } }",
      .keep = "方案 a {\n  二级 b {\n    指标 c 5个\n    指标 d 6个\n  }\n}\n" },
    { .text = "体系 a { 一级 b { 责任 \"x\" 二级 c } 一级 d { 二级 e { 二级 f } 二级 g } }",
      .keep = "体系 a {\n  一级 b {\n    责任 \"x\"\n    二级 c\n  }\n"
              "  一级 d {\n    二级 e { 二级 f }\n    二级 g\n  }\n}\n" },
    { .text = "方案 a { 指标 b 5个 { 口径 \"一二三四五六七八九十一二三四五六七八九十\" 责任 "
              "\"一二三四五六七八九十一\" } }",
      .keep = "方案 a {\n  指标 b 5个 { 口径 \"一二三四五六七八九十一二三四五六七八九十\"  责任 "
              "\"一二三四五六七八九十一\" }\n}\n" },
    { .text = "方案 a { 指标 b 5个 { 口径 \"一二三四五六七八九十一二三四五六七八九十\" 责任 "
              "\"一二三四五六七八九十一二\" } }",
      .keep = "方案 a {\n  指标 b 5个 { 口径 \"一二三四五六七八九十一二三四五六七八九十\"  责任 "
              "\"一二三四五六七八九十一二\" }\n}\n" },
    { .text = "方案 a { 指标 b 5个 { 口径 \"一二三四五六七八九十一二三四五六七八九十\" 责任 "
              "\"一二三四五六七八九十一二三四\" } }",
      .keep = "方案 a {\n  指标 b 5个 {\n    口径 \"一二三四五六七八九十一二三四五六七八九十\"\n"
              "    责任 \"一二三四五六七八九十一二三四\"\n  }\n}\n" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_blank_lines (void **state)
{
  (void)state;
  static const Case cases[] = {
    { .text = "引用 \"a\"\n引用 \"b\"\n\n\n引用 \"c\"\n规则 d { }\n规则 e { }\n\n\n\n规则 f { }\n",
      .keep = "引用 \"a\"\n引用 \"b\"\n\n引用 \"c\"\n\n规则 d { }\n\n规则 e { }\n\n规则 f { }\n" },
    { .text = "计量单位 a\n计量单位 b\n\n计量单位 c\n等次 d { }",
      .keep = "计量单位 a\n计量单位 b\n\n计量单位 c\n\n等次 d { }\n" },
    { .text = "方案 a {\n\n年度 2024\n\n\n体系 b\n指标 c 5个\n\n}",
      .keep = "方案 a {\n  年度 2024\n\n  体系 b\n  指标 c 5个\n}\n" },
    { .text = "\n\n# a\n\n\n# b\n规则 c { }\n# d\n\n规则 e { }\n# f\n\n\n# g",
      .keep = "# a\n\n# b\n规则 c { }\n\n# d\n\n规则 e { }\n# f\n\n# g\n" },
    { .text = "## a\n\n规则 b { }\n## c\n\n## d\n\n规则 e {\n## f\n\n达成 => 分值 }",
      .keep = "## a\n规则 b { }\n\n## c\n## d\n规则 e {\n  ## f\n  达成 => 分值\n}\n" },
    { .text = "## a\n\n# b\n\n规则 c { }", .keep = "## a\n\n# b\n\n规则 c { }\n" },
    { .text = "规则 a { }\r\n\r\n\r\n规则 b { }\r# c\r\r# d",
      .keep = "规则 a { }\n\n规则 b { }\n# c\n\n# d\n" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_comments (void **state)
{
  (void)state;
  static const Case cases[] = {
    { .text = "#", .keep = "#\n" },
    { .text = "# 甲 \t\u3000\u00a0\r\n", .keep = "# 甲\n" },
    { .text = "规则 a(每, 扣) {            # 每少1个\n达成 => 分值 # b\n} # c\n# d",
      .keep = "规则 a(每, 扣) {  # 每少1个\n  达成 => 分值  # b\n}  # c\n# d\n" },
    { .text = "规则 a { # b\n}", .keep = "规则 a {  # b\n}\n" },
    { .text = "规则 a {\n# b\n\n}", .keep = "规则 a {\n  # b\n}\n" },
    { .text = "方案 a # b\n# c", .keep = "方案 a { }  # b\n# c\n" },
    { .text = "方案 a { 一级 b { # c\n} 一级 d {\n# e\n} }",
      .keep = "方案 a {\n  一级 b {  # c\n  }\n  一级 d {\n    # e\n  }\n}\n" },
    /* a comment makes the block around it many lines, not its neighbours */
    { .text = "方案 a { 一级 b { 二级 c { 指标 d 5个 } # e\n} }",
      .keep = "方案 a {\n  一级 b {\n    二级 c { 指标 d 5个 }  # e\n  }\n}\n" },
    { .text = "方案 a { 一级 b { 二级 c { 指标 d 5个 # e\n} } }",
      .keep = "方案 a {\n  一级 b {\n    二级 c {\n      指标 d 5个  # e\n    }\n  }\n}\n" },
    /* in the midst of a statement */
    { .text = "方案 a {\n\n指标 b # c\n≥5个 # d\n分值 1 # e\n指标 f 5个 }",
      .keep = "方案 a {\n  # c\n  # d\n  指标 b ≥5个 分值 1  # e\n  指标 f 5个\n}\n" },
    { .text = "方案 a {\n年度 2024\n\n指标 b # c\n5个 }",
      .keep = "方案 a {\n  年度 2024\n\n  # c\n  指标 b 5个\n}\n" },
    { .text = "# a\n## b\n规则 # c\nd # e\n{ }", .keep = "# a\n# c\n# e\n## b\n规则 d { }\n" },
    { .text = "规则 a { }\n\n## b\n规则 # c\n## d\ne { }",
      .keep = "规则 a { }\n\n# c\n## b\n## d\n规则 e { }\n" },
    { .text = "规则 a { 达成 => # b\n分值 # c\n否则 # d\n=> 0分 }",
      .keep = "规则 a {\n  # b\n  达成 => 分值  # c\n  # d\n  否则 => 0分\n}\n" },
    /* ## speaks of what follows */
    { .text = "规则 a { } ## b\n规则 c { ## d\n达成 => 分值 ## e\n}",
      .keep = "规则 a { }\n\n## b\n规则 c {\n  ## d\n  达成 => 分值\n  ## e\n}\n" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_alignment (void **state)
{
  (void)state;
  static const Case cases[] = {
    { .text = "规则 a {\n达成 => 分值\n实际 ≤ 0 => 0分\n否则 => 1分\n}",
      .keep = "规则 a {\n  达成     => 分值\n  实际 ≤ 0 => 0分\n  否则     => 1分\n}\n" },
    { .text = "规则 a {\n达成 => 分值\n\n实际 ≤ 0 => 0分\n# b\n否则 => 1分\n}",
      .keep = "规则 a {\n  达成 => 分值\n\n  实际 ≤ 0 => 0分\n  # b\n  否则 => 1分\n}\n" },
    { .text = "等次 a {\n甲, \"乙\" => 80%..100%\n丙 => 0%..<80%\n}",
      .keep = "等次 a {\n  甲, \"乙\" => 80%..100%\n  丙       => 0%..<80%\n}\n" },
    /* 40 columns of padding, and 42 */
    { .text = "等次 a { 一 => 1 二二二二二二二二二二二二二二二二二二二二二 => 0 }",
      .keep = "等次 a {\n  一                                         => 1\n"
              "  二二二二二二二二二二二二二二二二二二二二二 => 0\n}\n" },
    { .text = "等次 a { 一 => 1 二二二二二二二二二二二二二二二二二二二二二二 => 0 }",
      .keep = "等次 a {\n  一 => 1\n  二二二二二二二二二二二二二二二二二二二二二二 => 0\n}\n" },
    { .text = "体系 a { 缺省规则 { # b\n正向 => c\n等次 => d } }",
      .keep = "体系 a {\n  缺省规则 {  # b\n    正向 => c\n    等次 => d\n  }\n}\n" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_spelling (void **state)
{
  (void)state;
  static const Case cases[] = {
    { .text
      = "规则 a（每＝１，扣）｛非（达成 且 实际＞＝５０％）⇒分值*2/(1-−每)\n否则 ＝＞max（0分，-abs(扣)）｝",
      .keep = "规则 a(每 = 1, 扣) {\n  非 (达成 且 实际 ≥ 50%) => 分值 × 2 ÷ (1 − −每)\n"
              "  否则                    => max(0分, −abs(扣))\n}\n" },
    { .text
      = "方案 a {指标 b ≧ 5个 指标 c>= 上年 指标 d <= ( 上年*105％ ) 指标 e = -1 指标 f != 5 指标 g ＜5}",
      .keep = "方案 a {\n  指标 b ≥5个\n  指标 c ≥上年\n  指标 d ≤(上年 × 105%)\n  指标 e =−1\n  指标 f ≠5\n "
              " 指标 g <5\n}\n" },
    { .text = "方案 a {指标 b 5-10个 指标 c 5个～10个 指标 d 5 .. < 10个 指标 e 5<..10个 指标 f -5 - -1}",
      .keep = NULL },
    { .text = "方案 a {指标 b 5-10个 指标 c 5个～10个 指标 d 5 ..< 10个 指标 e 5 <.. 10个 指标 f -5 - -1}",
      .keep = "方案 a {\n  指标 b 5..10个\n  指标 c 5个..10个\n  指标 d 5..<10个\n  指标 e 5<..10个\n  指标 "
              "f −5..−1\n}\n" },
    { .text = "方案 a {指标 b 不低于150个 指标 c 98%以上 指标 d 15日以内 指标 e 2024年12月31日前 指标 f "
              "2024－1－5底}",
      .keep
      = "方案 a {\n  指标 b 不低于150个\n  指标 c 98%以上\n  指标 d 15日以内\n  指标 e 2024年12月31日前\n"
        "  指标 f 2024-1-5底\n}\n" },
    { .text = "方案 a {指标 b ５３０元／人*月 指标 c 10\"台*(套)\"/人·年 指标 d １．５％ 指标 e "
              "2024／1／31..２０２４年第三季度 指标 f 5ｋｇ}",
      .keep = "方案 a {\n  指标 b 530元/人·月\n  指标 c 10\"台*(套)\"/人·年\n  指标 d 1.5%\n"
              "  指标 e 2024/1/31..2024年第三季度\n  指标 f 5kg\n}\n" },
    { .text = "计量单位 ％,‰ ，\"台(套)\"\n计量单位 ＧＤＰ＝10元 整数",
      .keep = "计量单位 %, ‰, \"台(套)\"\n计量单位 ＧＤＰ = 10元 整数\n" },
    { .text = "方案 “a” { 口径 “b\\c” 口径 「d\"e“」 口径 \"f\\\"g\" 口径 \"「\\\"\" 口径 "
              "\"h\\ni\\u{200B}\\u{202e}\" 口径 “k\tl” "
              "口径 \"\\n\\\"\" }",
      .keep = "方案 \"a\" {\n  口径 \"b\\\\c\"\n  口径 「d\"e“」\n  口径 「f\"g」\n  口径 \"「\\\"\"\n"
              "  口径 \"h\\ni\\u{200b}\\u{202e}\"\n  口径 \"k\\u{9}l\"\n  口径 \"\\n\\\"\"\n}\n" },
    /* quotes of names stay */
    { .text = "方案 a { 指标 \"b\" \"c\" 规则 \"d\"(e = 1) }",
      .keep = "方案 a {\n  指标 \"b\" \"c\" 规则 \"d\"(e = 1)\n}\n" },
    { .text = "实绩 a 2024 { 一级 / \"b\"／指标 = 达成 70% 自评 5 b=2024年1月1日..2024年3月 佐证 “c” }",
      .keep
      = "实绩 a 2024 {\n  一级/\"b\"/指标 = 达成 70% 自评 5\n  b = 2024年1月1日..2024年3月 佐证 \"c\"\n}\n" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].keep)
      check_cases (&cases[i], 1);
}

static void
test_keywords (void **state)
{
  (void)state;
  static const Case cases[] = {
    { .text = "方案 a {\n  年度 2024\n  体系 b\n  一级 c 分值 5 方向 正向\n"
              "  指标 d ≥上年 规则 r(每 = 1) 等次 s {\n    核心 是\n    上年 5\n    算式 实际 ÷ 上年\n    # "
              "e\n  }\n"
              "  指标 指标 达成\n  指标 f ≥(上年 × 目标值)\n}\n",
      .keep = SAME,
      .chinese = SAME,
      .english = "scheme a {\n  year 2024\n  framework b\n  tier1 c weight 5 direction up\n"
                 "  indicator d ≥baseline rule r(每 = 1) scale s {\n    core yes\n    baseline 5\n"
                 "    formula 实际 ÷ 上年\n    # e\n  }\n  indicator 指标 达成\n  indicator f ≥(baseline × "
                 "bound)\n}\n" },
    { .text = "体系 a 基于 b {\n  缺省规则 { 正向 => c  等次 => 等于 }\n  不适用按 满分\n  等级 { 优 ≥90  "
              "达成 ≥5 }\n}\n",
      .keep = SAME,
      .chinese = SAME,
      .english = "framework a extends b {\n  defaults { up => c  level => 等于 }\n  na_policy full\n  grades "
                 "{ 优 ≥90  达成 ≥5 }\n}\n" },
    { .text = "规则 r(差距, c = 上年) {\n  依据 \"x\"\n  非 达成 且 未达成 => 分值\n  差距 > 0 或 完成率 = 1 "
              "=> max(实际, 上年)\n"
              "  否则 => 不适用\n}\n\n函数 f(x) = x + 1\n",
      .english = "rule r(差距, c = baseline) {\n  basis \"x\"\n  not met and unmet     => weight\n"
                 "  差距 > 0 or ratio = 1 => max(actual, baseline)\n  else                  => "
                 "na\n}\n\nfunction f(x) = x + 1\n" },
    /* a parameter is not taken for the word, nor the word for a parameter */
    { .text = "规则 r(gap) {\n  差距 > gap => 0\n}\n", .english = "rule r(gap) {\n  差距 > gap => 0\n}\n" },
    { .text = "等次 s {\n  达成, 等于, 是 => 100%\n  未达成         => 0%\n}\n",
      .chinese = SAME,
      .english = "scale s {\n  达成, 等于, 是 => 100%\n  未达成         => 0%\n}\n" },
    { .text = "实绩 a 2024 {\n  数据 { 总分 = 1 }\n  总分 自评 5 原因 \"x\" 佐证 \"y\"\n  数据/是 = 未填\n  "
              "b = 不适用\n  c = 未达成\n}\n",
      .chinese = SAME,
      .english = "actuals a 2024 {\n  data { 总分 = 1 }\n  总分 claimed 5 reason \"x\" evidence \"y\"\n  "
                 "数据/是 = missing\n"
                 "  b = na\n  c = 未达成\n}\n" },
    { .text = "方案 a {\n  指标 b 5个 {\n    其中 c 3个\n    调整 2024年1月 4个 原因 \"x\"\n    # d\n  }\n  "
              "一级 e 方向 level\n}\n",
      .chinese = "方案 a {\n  指标 b 5个 {\n    其中 c 3个\n    调整 2024年1月 4个 原因 \"x\"\n    # d\n  }\n  "
                 "一级 e 方向 等次\n}\n",
      .english = "scheme a {\n  indicator b 5个 {\n    part c 3个\n    revised 2024年1月 4个 reason \"x\"\n  "
                 "  # d\n  }\n"
                 "  tier1 e direction level\n}\n" },
    { .text = "use \"a\"\n\nunit b integer { basis \"x\" }\n\nframework c { defaults { scale => d } }\n",
      .keep = "use \"a\"\n\nunit b integer { basis \"x\" }\n\nframework c {\n  defaults { scale => d }\n}\n",
      .chinese = "引用 \"a\"\n\n计量单位 b 整数 { 依据 \"x\" }\n\n体系 c {\n  缺省规则 { 等次 => d }\n}\n",
      .english
      = "use \"a\"\n\nunit b integer { basis \"x\" }\n\nframework c {\n  defaults { level => d }\n}\n" },
  };
  check_cases (cases, G_N_ELEMENTS (cases));
}

/* Properties over our own files */

static void
for_own_files (const char *path, void (*check) (const char *path, const char *text))
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *text = NULL;
  if (dir)
    for (const char *name; (name = g_dir_read_name (dir));)
      {
        g_autofree char *inner = g_build_filename (path, name, NULL);
        for_own_files (inner, check);
      }
  else if (g_str_has_suffix (path, ".jx") && g_file_get_contents (path, &text, NULL, NULL))
    check (path, text);
}

static void
for_all_files (void (*check) (const char *path, const char *text))
{
  static const char *const FOLDERS[] = { "stdlib", "examples" };
  const char *top = g_getenv ("srcdir");
  for (size_t i = 0; i < G_N_ELEMENTS (FOLDERS); i++)
    {
      g_autofree char *path = g_build_filename (top ? top : ".", FOLDERS[i], NULL);
      for_own_files (path, check);
    }
}

static void
check_there_and_back (const char *path, const char *text)
{
  g_autoptr (GString) kept = format_text (text, FORMAT_KEEP);
  g_autoptr (GString) english = format_text (kept->str, FORMAT_ENGLISH);
  g_autoptr (GString) back = format_text (english->str, FORMAT_CHINESE);
  g_autoptr (GString) again = format_text (back->str, FORMAT_ENGLISH);
  if (strcmp (kept->str, back->str) != 0 || strcmp (english->str, again->str) != 0)
    fail_msg ("%s: not the same in English and back", path);
  LLVMFuzzerTestOneInput ((const uint8_t *)text, strlen (text));
}

static void
test_there_and_back (void **state)
{
  (void)state;
  for_all_files (check_there_and_back);
}

/* The text of a token as somebody else might have typed it. */
static void
append_mangled (GString *out, GRand *chance, int kind, const char *text, size_t length)
{
  static const struct
  {
    int kind;
    const char *text;
  } FORMS[] = {
    { TOK_GE, ">＝" },    { TOK_LE, "≦" },     { TOK_EQ, "＝" },    { TOK_ARROW, "⇒" },  { TOK_TIMES, "*" },
    { TOK_DIVIDE, "／" }, { TOK_COMMA, "，" }, { TOK_RANGE, "～" }, { TOK_MINUS, "-" },  { TOK_LBRACE, "｛" },
    { TOK_RBRACE, "｝" }, { TOK_CALL, "（" },  { TOK_OPEN, "（" },  { TOK_CLOSE, "）" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (FORMS); i++)
    if (FORMS[i].kind == kind && g_rand_boolean (chance))
      {
        g_string_append (out, FORMS[i].text);
        return;
      }
  if (kind == TOK_STRING && text[0] == '"' && !memchr (text, '\\', length) && g_rand_boolean (chance)
      && !g_strstr_len (text, (gssize)length, "”"))
    g_string_append_printf (out, "“%.*s”", (int)length - 2, text + 1);
  else
    for (size_t i = 0; i < length; i++)
      if (kind == TOK_NUMBER && g_ascii_isdigit (text[i]))
        g_string_append_unichar (out, 0xFF10 + (gunichar)(text[i] - '0'));
      else
        g_string_append_c (out, text[i]);
}

static bool
may_be_loosened (int before, int after)
{
  return before == TOK_OPEN || before == TOK_CALL || before == TOK_GE || before == TOK_LE
         || before == TOK_RANGE || after == TOK_CLOSE || after == TOK_COMMA || after == TOK_RANGE;
}

/* What somebody else might have put between two tokens where the canonical text has GAP. */
static const char *
mangled_gap (GRand *chance, const char *gap, size_t length, int before, int after)
{
  static const char *const BLANKS[] = { " ", "\t  ", "\u00a0", "\u3000", "\r\n  ", "\n" };
  static const char *const LINE_ENDS[] = { "\n", "\r\n \t", " \r" };
  unsigned lines = 0;
  for (size_t i = 0; i < length; i++)
    lines += gap[i] == '\n';
  if (length == 0 && (before == 0 || !may_be_loosened (before, after) || g_rand_boolean (chance)))
    return "";
  if (lines > 1)
    return g_rand_boolean (chance) ? "\n\n\n" : "\r\n\u3000\r\n";
  /* on the line of a number a name may be taken for its unit */
  if (before < 0 || (after < 0 && lines > 0) || (before == TOK_NUMBER && after == TOK_NAME))
    return LINE_ENDS[g_rand_int_range (chance, 0, G_N_ELEMENTS (LINE_ENDS))];
  return BLANKS[g_rand_int_range (chance, 0, after < 0 ? 4 : G_N_ELEMENTS (BLANKS))];
}

static GString *
mangled (const Unit *unit, GRand *chance)
{
  const char *text = source_text (unit->source);
  GString *out = g_string_new (NULL);
  for (int32_t i = 0; i < unit->n_tokens; i++)
    {
      const Token *token = &unit->tokens[i];
      uint32_t from = i > 0 ? token[-1].span.end : 0;
      g_string_append (out, mangled_gap (chance, text + from, token->span.start - from,
                                         i > 0 ? token[-1].kind : 0, token->kind));
      append_mangled (out, chance, token->kind, text + token->span.start,
                      token->span.end - token->span.start);
    }
  return out;
}

static void
check_mangled (const char *path, const char *text)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (g_str_hash (text));
  g_autoptr (GString) kept = format_text (text, FORMAT_KEEP);
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit = read_text (kept->str, kept->len, atoms);
  for (int round = 0; round < 3; round++)
    {
      g_autoptr (GString) other = mangled (unit, chance);
      g_autoptr (GString) again = format_text (other->str, FORMAT_KEEP);
      if (strcmp (kept->str, again->str) != 0)
        fail_msg ("%s: does not come back from\n%s\nbut becomes\n%s", path, other->str, again->str);
    }
}

static void
test_mangled (void **state)
{
  (void)state;
  for_all_files (check_mangled);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_layout),   cmocka_unit_test (test_blank_lines),
    cmocka_unit_test (test_comments), cmocka_unit_test (test_alignment),
    cmocka_unit_test (test_spelling), cmocka_unit_test (test_keywords),
    cmocka_unit_test (test_mangled),  cmocka_unit_test (test_there_and_back),
  };
  return cmocka_run_group_tests_name ("format", tests, NULL, NULL);
}
