/* The scanner: which tokens a text gives, keywords in both spellings, signs in all their forms, where a unit
   ends and a suffix begins, and for every text that is no token its code, place and repair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "grammar/parse.h"
#include "grammar/scan.h"
#include "helper.h"
#include "syntax/keywords.h"

static const struct
{
  int kind;
  const char *name;
} KINDS[] = {
  { TOK_NAME, "name" },
  { TOK_STRING, "string" },
  { TOK_NUMBER, "number" },
  { TOK_QUANTITY, "quantity" },
  { TOK_DATE, "date" },
  { TOK_UNIT_SIGN, "sign" },
  { TOK_SUFFIX_AT_LEAST, "suffix≥" },
  { TOK_SUFFIX_AT_MOST, "suffix≤" },
  { TOK_SUFFIX_BY, "suffix-by" },
  { TOK_PREFIX_AT_LEAST, "prefix≥" },
  { TOK_PREFIX_ABOVE, "prefix>" },
  { TOK_PREFIX_AT_MOST, "prefix≤" },
  { TOK_PREFIX_BELOW, "prefix<" },
  { TOK_GE, "≥" },
  { TOK_GT, ">" },
  { TOK_LE, "≤" },
  { TOK_LT, "<" },
  { TOK_EQ, "=" },
  { TOK_NE, "≠" },
  { TOK_ARROW, "=>" },
  { TOK_RANGE, ".." },
  { TOK_RANGE_OPEN_END, "..<" },
  { TOK_RANGE_OPEN_START, "<.." },
  { TOK_RANGE_OPEN, "<..<" },
  { TOK_PLUS, "+" },
  { TOK_MINUS, "-" },
  { TOK_TIMES, "*" },
  { TOK_DIVIDE, "/" },
  { TOK_COMMA, "," },
  { TOK_CALL, "call(" },
  { TOK_OPEN, "(" },
  { TOK_CLOSE, ")" },
  { TOK_LBRACE, "{" },
  { TOK_RBRACE, "}" },
  { TOKEN_COMMENT, "comment" },
  { TOKEN_DOC, "doc" },
  { TOKEN_JUNK, "junk" },
};

static const char *
kind_name (int kind)
{
  const Keyword *keyword = keyword_of_token (kind);
  for (size_t i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (KINDS[i].kind == kind)
      return KINDS[i].name;
  assert_non_null (keyword);
  return keyword->en;
}

/* `quantity:15日 suffix≤:以内` */
static char *
scan_text (const char *text, DiagSink *sink)
{
  GString *out = g_string_new (NULL);
  g_autoptr (Source) source = source_of (text, -1);
  g_autoptr (GArray) tokens = scan_source (source, sink);
  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = &g_array_index (tokens, Token, i);
      int length = (int)(token->span.end - token->span.start);
      g_string_append_printf (out, "%s%s:%.*s", i > 0 ? " " : "", kind_name (token->kind), length,
                              source_text (source) + token->span.start);
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text, *tokens;
} GOOD[] = {
  { "", "" },
  { " \t\r\n\f\u00A0\u3000", "" },
  /* names and keywords */
  { "完成评查案卷数", "name:完成评查案卷数" },
  { "GDP_2 _x é αβ Ⅳ级", "name:GDP_2 name:_x name:é name:αβ name:Ⅳ级" },
  { "ＧＤＰ 㐀 𠮷", "name:ＧＤＰ name:㐀 name:𠮷" },
  { "指标 indicator 指标数", "indicator:指标 indicator:indicator name:指标数" },
  { "且 and 或 or 非 not 否则 else", "and:且 and:and or:或 or:or not:非 not:not else:否则 else:else" },
  { "Weight WEIGHT", "name:Weight name:WEIGHT" },
  { "达成 未达成 met unmet", "met:达成 unmet:未达成 met:met unmet:unmet" },
  /* numbers and units */
  { "0 007 0.50 ２.５ ２．５", "number:0 number:007 number:0.50 number:２.５ number:２．５" },
  { "150个 7.31件/万人 550元/人/天 530元/人·月 530元/人*月",
    "quantity:150个 quantity:7.31件/万人 quantity:550元/人/天 quantity:530元/人·月 quantity:530元/人*月" },
  { "95% 95％ 3‰ 5℃ 2㎡ 100%",
    "quantity:95% quantity:95％ quantity:3‰ quantity:5℃ quantity:2㎡ quantity:100%" },
  { "10\"台(套)\" 3元/\"台(套)\"", "quantity:10\"台(套)\" quantity:3元/\"台(套)\"" },
  { "20万次 3亿元 1万亿元", "quantity:20万次 quantity:3亿元 quantity:1万亿元" },
  { "100 / 3 6 /人", "number:100 /:/ number:3 number:6 /:/ name:人" },
  { "% ‰", "sign:% sign:‰" },
  /* suffixes and prefixes */
  { "15日以内", "quantity:15日 suffix≤:以内" },
  { "15日之内 15日内 15日以下",
    "quantity:15日 suffix≤:之内 quantity:15日 suffix≤:内 quantity:15日 suffix≤:以下" },
  { "10以上 10个以上 95%以上",
    "number:10 suffix≥:以上 quantity:10个 suffix≥:以上 quantity:95% suffix≥:以上" },
  { "550元/人/天以内", "quantity:550元/人/天 suffix≤:以内" },
  { "15日\n以内", "quantity:15日 name:以内" },
  { "2024年12月31日前 2024-12-31之前 2024年12月底 2024年12月底前 2024年底之前",
    "date:2024年12月31日 suffix-by:前 date:2024-12-31 suffix-by:之前 date:2024年12月 suffix-by:底 "
    "date:2024年12月 suffix-by:底前 date:2024年 suffix-by:底之前" },
  { "2024年12月31日以内", "date:2024年12月31日 suffix≤:以内" },
  { "不低于90% 不少于3个 超过5次 不超过10元 不满2件",
    "prefix≥:不低于 quantity:90% prefix≥:不少于 quantity:3个 prefix>:超过 quantity:5次 prefix≤:不超过 "
    "quantity:10元 prefix<:不满 quantity:2件" },
  { "超过２个 不低于-3℃ 不满−3",
    "prefix>:超过 quantity:２个 prefix≥:不低于 -:- quantity:3℃ prefix<:不满 -:− number:3" },
  { "不超过率 超过", "name:不超过率 name:超过" },
  /* dates */
  { "2024年 2024年三季度 2024年第1季度 2024年6月 2024年6月1日 6月1日 2024-6-1 2024/6/1",
    "date:2024年 date:2024年三季度 date:2024年第1季度 date:2024年6月 date:2024年6月1日 date:6月1日 "
    "date:2024-6-1 date:2024/6/1" },
  { "2024年4季度 2024年第四季度前 12月0日前",
    "date:2024年4季度 date:2024年第四季度 suffix-by:前 date:12月0日 suffix-by:前" },
  { "3月 3个月 3年 100年", "quantity:3月 quantity:3个月 quantity:3年 quantity:100年" },
  { "2020-2024", "number:2020 -:- number:2024" },
  /* text */
  { "\"甲 乙\" “甲”乙 「丙」“”", "string:\"甲 乙\" string:“甲” name:乙 string:「丙」 string:“”" },
  { "\"a\\\"b\"", "string:\"a\\\"b\"" },
  /* signs in all forms */
  { "≥ ≧ ⩾ >= ＞＝ ＞= >＝", "≥:≥ ≥:≧ ≥:⩾ ≥:>= ≥:＞＝ ≥:＞= ≥:>＝" },
  { "≤ ≦ ⩽ <= ＜＝", "≤:≤ ≤:≦ ≤:⩽ ≤:<= ≤:＜＝" },
  { "> ＞ < ＜ = ＝ ═ ≠ !=", ">:> >:＞ <:< <:＜ =:= =:＝ =:═ ≠:≠ ≠:!=" },
  { "=> ＝＞ ⇒", "=>:=> =>:＝＞ =>:⇒" },
  { "1<..<2", "number:1 <..<:<..< number:2" },
  { "1..2 1..<2 1<..2 1~2 1～2 1〜2",
    "number:1 ..:.. number:2 number:1 ..<:..< number:2 number:1 <..:<.. number:2 number:1 ..:~ number:2 "
    "number:1 ..:～ number:2 number:1 ..:〜 number:2" },
  { "+ ＋ - － − – × * ＊ ÷ / ／", "+:+ +:＋ -:- -:－ -:− -:– *:× *:* *:＊ /:÷ /:/ /:／" },
  { ", ， ( （ ) ） { ｛ } ｝", ",:, ,:， (:( (:（ ):) ):） {:{ {:｛ }:} }:｝" },
  { "max(1) max (1) \"甲\"(1) 规则(1) 且(1)",
    "name:max call(:( number:1 ):) name:max (:( number:1 ):) string:\"甲\" call(:( number:1 ):) "
    "rule:规则 call(:( number:1 ):) and:且 (:( number:1 ):)" },
  /* comments */
  { "# 一\n## 二\r\n#", "comment:# 一 doc:## 二 comment:#" },
  { "\"#\" # \"", "string:\"#\" comment:# \"" },
};

static void
test_tokens (void **state)
{
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (GOOD); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autofree char *tokens = scan_text (GOOD[i].text, sink), *found = found_text (sink);
      wrong += !same_text (GOOD[i].text, GOOD[i].tokens, tokens);
      wrong += !same_text (GOOD[i].text, "", found);
    }
  assert_int_equal (wrong, 0);
}

static const struct
{
  const char *text, *found, *fixes;
} BAD[] = {
  /* a keyword glued to its value */
  { "分值0.5", "J0011 1:1", "1:3-1:3 \" \"" },
  { "自评５", "J0011 1:1", "1:3-1:3 \" \"" },
  { "weight5 claimed5", "J0011 1:1, J0011 1:9", "1:7-1:7 \" \", 1:16-1:16 \" \"" },
  { "非达成 非未达成", "J0011 1:1, J0011 1:5", "1:2-1:2 \" \", 1:6-1:6 \" \"" },
  { "非达成者 分值数", "", "" },
  /* a blank before a suffix */
  { "15日 以内", "J0353 1:1", NULL },
  /* marks that people write and nobody needs */
  { "分值：0.5", "J0015 1:3", "1:3-1:4 \" \"" },
  { "分值 : 0.5;", "J0015 1:4, J0015 1:9", "1:4-1:5 \"\", 1:9-1:10 \" \"" },
  { "甲；乙。", "J0015 1:2, J0015 1:4", "1:2-1:3 \" \", 1:4-1:5 \" \"" },
  /* numbers */
  { "1,100个", "J0010 1:1", "1:1-1:7 \"1100个\"" },
  { "1，100，000.5", "J0010 1:1", "1:1-1:12 \"1100000.5\"" },
  { "1e5", "J0009 1:1", "" },
  { "0x1F", "J0009 1:1", "" },
  { "1_000", "J0009 1:1", "" },
  { "1.2.3", "J0009 1:1", "" },
  { "5. ", "J0009 1:1", "" },
  { ".5", "J0009 1:1", "" },
  { "5个5", "J0009 1:1", "" },
  { "3D打印", "", "" }, /* a number and a unit as far as the scanner can know */
  /* strings */
  { "\"abc", "J0007 1:1", "1:5-1:5 \"\"\"" },
  { "“abc\n”", "J0007 1:1, J0006 2:1", "1:5-1:5 \"”\"" },
  { "「abc", "J0007 1:1", "1:5-1:5 \"」\"" },
  { "\"", "J0007 1:1", "1:2-1:2 \"\"\"" },
  { "\"a\\qb\"", "J0008 1:3", "" },
  { "\"a\\u{D800}\"", "J0008 1:3", "" },
  /* characters */
  { "甲·乙", "J0006 1:2", "1:1-1:4 \"\"甲·乙\"\"" },
  { "★节约用水 ≥1", "J0006 1:1", "1:1-1:6 \"\"★节约用水\"\"" },
  { "①完成{", "J0006 1:1", "1:1-1:4 \"\"①完成\"\"" },
  { "甲፡乙", "J0016 1:2", "1:1-1:4 \"\"甲፡乙\"\"" },
  { "≥⑨个 甲", "J0006 1:2", "" },
  { "24年1月1日", "J0009 1:1", "" },
  { "15日 以内", "J0353 1:1", "1:4-1:5 \"\"" },
  { "不低于 20公里", "J0353 1:1", "1:4-1:5 \"\"" },
  { "指标 超过 20公里", "", "" }, /* a name */
  { "自评 98 前", "", "" },       /* the name of the next row */
  { "大于等于 20公里", "J0354 1:1", "1:1-1:6 \"≥\"" },
  { "至少 − 1, 至少−1, (至少, 1)", "", "" },
  { "20公里至30公里", "J0354 1:5", "1:5-1:6 \"..\"" },
  { "实绩 甲 { 乙：1个 丙 {}", "J0015 1:9", "1:9-1:10 \" = \"" },
  { "实绩 甲 { 乙：自评 1 }", "J0015 1:9", "1:9-1:10 \" \"" },
  { "指标 乙：1个", "J0015 1:5", "1:5-1:6 \" \"" },
  { "2024年2月1号", "J0009 1:1", "" },
  { "2024.2.1", "J0009 1:1", "" },
  { "甲\u200B乙", "J0005 1:2", "1:2-1:3 \"\"" },
  { "甲\uFEFF", "J0005 1:2", "1:2-1:3 \"\"" },
  { "甲\x01乙", "J0005 1:2", "1:2-1:3 \"\"" },
  { "甲\u2028乙", "J0005 1:2", "1:2-1:3 \" \"" },
  { "1...2 …", "J0006 1:2, J0006 1:7", "" },
  { "@ $ ^ & | ! ?", "J0006 1:1, J0006 1:3, J0006 1:5, J0006 1:7, J0006 1:9, J0006 1:11, J0006 1:13", "" },
  { "[甲]", "J0006 1:1", "1:1-1:4 \"\"[甲]\"\"" },
  { "<<<<<<< ours\n=======\n>>>>>>>", "J0014 1:1", "" },
};

static void
test_faults (void **state)
{
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_free (scan_text (BAD[i].text, sink));
      g_autofree char *found = found_text (sink), *fixes = fixes_text (sink);
      wrong += !same_text (BAD[i].text, BAD[i].found, found);
      wrong += BAD[i].fixes && !same_text (BAD[i].text, BAD[i].fixes, fixes);
    }
  assert_int_equal (wrong, 0);
}

/* After a fault the rest is scanned as if the repair had been made. */
static void
test_goes_on (void **state)
{
  static const struct
  {
    const char *text, *tokens;
  } cases[] = {
    { "分值0.5", "weight:分值 number:0.5" },
    { "非达成", "not:非 met:达成" },
    { "15日 以内", "quantity:15日 suffix≤:以内" },
    { "1,100个以内", "quantity:1,100个以内" },
    { "1,100", "number:1,100" },
    { "1e5 甲", "number:1e5 name:甲" },
    { "5. 甲", "number:5. name:甲" },
    { "分值：0.5", "weight:分值 junk:： number:0.5" },
    { "\"abc\n甲", "string:\"abc name:甲" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autofree char *tokens = scan_text (cases[i].text, sink);
      wrong += !same_text (cases[i].text, cases[i].tokens, tokens);
    }
  assert_int_equal (wrong, 0);
}

/* Every keyword is found by both spellings and is the token of its name. */
static void
test_keywords (void **state)
{
  static const char *const WORDS[] = {
#define KEYWORD(token, zh, en) zh, en,
#include "syntax/keywords.def"
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (WORDS); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (Source) source = source_of (WORDS[i], -1);
      g_autoptr (GArray) tokens = scan_source (source, sink);
      const Keyword *keyword = keyword_find (WORDS[i], strlen (WORDS[i]));
      assert_non_null (keyword);
      assert_int_equal (tokens->len, 1);
      assert_int_equal (g_array_index (tokens, Token, 0).kind, keyword->token);
      assert_ptr_equal (keyword_of_token (keyword->token), keyword);
    }
  assert_null (keyword_find ("指标数", strlen ("指标数")));
  assert_null (keyword_of_token (TOK_NAME));
}

/* Fields and words of the language by both spellings. */
static void
test_fields_and_words (void **state)
{
  (void)state;
  for (int i = 0; i < FIELD_N; i++)
    {
      assert_int_equal (field_find (field_name ((Field)i, false)), i);
      assert_int_equal (field_find (field_name ((Field)i, true)), i);
      assert_true (field_holders ((Field)i) != 0);
    }
  for (int i = 0; i < WORD_N; i++)
    {
      assert_string_equal (word_name (word_find (word_name ((Word)i, false)), false),
                           word_name ((Word)i, false));
      assert_string_equal (word_name (word_find (word_name ((Word)i, true)), true),
                           word_name ((Word)i, true));
    }
  assert_int_equal (field_find ("没有"), FIELD_N);
  assert_int_equal (word_find ("没有"), WORD_N);
}

/* A name of 1,024 bytes is read, one of 1,025 is not. */
static void
test_long_names (void **state)
{
  (void)state;
  for (unsigned length = 1024; length <= 1025; length++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autofree char *name = g_strnfill (length, 'a');
      g_autofree char *found = (g_free (scan_text (name, sink)), found_text (sink));
      assert_string_equal (found, length == 1024 ? "" : "J0012 1:1");
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_tokens),           cmocka_unit_test (test_faults),
    cmocka_unit_test (test_goes_on),          cmocka_unit_test (test_keywords),
    cmocka_unit_test (test_fields_and_words), cmocka_unit_test (test_long_names),
  };
  return cmocka_run_group_tests_name ("scan", tests, NULL, NULL);
}
