/* Text: validity, folding, width, visible form, distance, nearest names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"

static void
test_invalid_offset (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    size_t length, offset;
  } cases[] = {
    { .text = "", .length = 0, .offset = 0 },
    { .text = "ab", .length = 2, .offset = 2 },
    { .text = "a\0b\0", .length = 4, .offset = 4 },
    { .text = "a\0\xff", .length = 3, .offset = 2 },
    { .text = "绩效", .length = 6, .offset = 6 },
    { .text = "绩效", .length = 5, .offset = 3 },              /* truncated */
    { .text = "x\xc0\xaf", .length = 3, .offset = 1 },         /* overlong */
    { .text = "x\xe0\x80\xaf", .length = 4, .offset = 1 },     /* overlong */
    { .text = "x\xed\xa0\x80", .length = 4, .offset = 1 },     /* surrogate */
    { .text = "x\xf4\x90\x80\x80", .length = 5, .offset = 1 }, /* above U+10FFFF */
    { .text = "x\x80", .length = 2, .offset = 1 },             /* stray continuation */
    { .text = "\xf0\x9f\x98\x80", .length = 4, .offset = 4 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_int_equal (text_invalid_offset (cases[i].text, cases[i].length), cases[i].offset);
}

static void
test_fold_key (void **state)
{
  (void)state;
  static const struct
  {
    const char *text, *key;
  } cases[] = {
    { .text = "", .key = "" },
    { .text = "满意度", .key = "满意度" },
    { .text = "ＧＤＰ 增速", .key = "GDP增速" },
    { .text = "GDP\u00a0增速", .key = "GDP增速" },
    { .text = "（１）完成　率", .key = "(1)完成率" },
    { .text = "  a \t\u3000 b\n", .key = "a b" },
    { .text = "满 意\r\n度", .key = "满意度" },
    { .text = "e\u0301 e", .key = "\u00e9e" },
    { .text = "\u212a x", .key = "K x" },         /* Kelvin sign */
    { .text = "a \u0301", .key = "a \u0301" },    /* a blank before a mark stays */
    { .text = "\u1100 \u1161", .key = "\uac00" }, /* Hangul letters meet */
    { .text = "件/万人", .key = "件/万人" },
    { .text = "～＝", .key = "~=" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = text_fold_key (cases[i].text, -1);
      g_autofree char *again = text_fold_key (key, -1);
      assert_string_equal (key, cases[i].key);
      assert_string_equal (again, key);
    }
  g_autofree char *part = text_fold_key ("完成率和其他", 9);
  assert_string_equal (part, "完成率");
}

static void
test_width (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    unsigned narrow, wide;
  } cases[] = {
    { .text = "", .narrow = 0, .wide = 0 },     { .text = "abc", .narrow = 3, .wide = 3 },
    { .text = "绩效", .narrow = 4, .wide = 4 }, { .text = "≥150个", .narrow = 6, .wide = 7 },
    { .text = "“x”", .narrow = 3, .wide = 5 },  { .text = "e\u0301", .narrow = 1, .wide = 1 },
    { .text = "Ａ", .narrow = 2, .wide = 2 },   { .text = "a\u200bb", .narrow = 2, .wide = 2 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_int_equal (text_width (cases[i].text, -1, false), cases[i].narrow);
      assert_int_equal (text_width (cases[i].text, -1, true), cases[i].wide);
    }
  assert_int_equal (text_width ("绩效", 3, false), 2);
}

static void
test_padding (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    unsigned width;
    const char *left, *right, *cut;
  } cases[] = {
    { .text = "绩效", .width = 6, .left = "绩效  ", .right = "  绩效", .cut = "绩效" },
    { .text = "绩效", .width = 4, .left = "绩效", .right = "绩效", .cut = "绩效" },
    { .text = "绩效", .width = 3, .left = "绩效", .right = "绩效", .cut = "绩…" },
    { .text = "绩效", .width = 2, .left = "绩效", .right = "绩效", .cut = "…" },
    { .text = "绩效", .width = 1, .left = "绩效", .right = "绩效", .cut = "…" },
    { .text = "绩效", .width = 0, .left = "绩效", .right = "绩效", .cut = "" },
    { .text = "abcd", .width = 3, .left = "abcd", .right = "abcd", .cut = "ab…" },
    { .text = "e\u0301e\u0301e\u0301",
      .width = 2,
      .left = "e\u0301e\u0301e\u0301",
      .right = "e\u0301e\u0301e\u0301",
      .cut = "e\u0301…" },
    { .text = "", .width = 2, .left = "  ", .right = "  ", .cut = "" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) left = g_string_new (NULL), right = g_string_new (NULL), cut = g_string_new (NULL);
      text_append_padded (left, cases[i].text, cases[i].width, false);
      text_append_padded (right, cases[i].text, cases[i].width, true);
      text_append_cut (cut, cases[i].text, cases[i].width);
      assert_string_equal (left->str, cases[i].left);
      assert_string_equal (right->str, cases[i].right);
      assert_string_equal (cut->str, cases[i].cut);
    }
}

static void
test_visible (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    gssize length;
    const char *visible;
  } cases[] = {
    { .text = "绩效 a", .length = -1, .visible = "绩效 a" },
    { .text = "\033[31m", .length = -1, .visible = "\\x1b[31m" },
    { .text = "a\0b\n\t\x7f", .length = 6, .visible = "a\\x00b\\x0a\\x09\\x7f" },
    { .text = "\u202eabc\u2069", .length = -1, .visible = "\\u{202e}abc\\u{2069}" },
    { .text = "\xc2\x85\u2028", .length = -1, .visible = "\\u{85}\\u{2028}" },
    { .text = "a\u200b\ufeff\u00adb", .length = -1, .visible = "a\\u{200b}\\u{feff}\\u{ad}b" },
    { .text = "\xff绩\xed\xa0\x80", .length = -1, .visible = "\\xff绩\\xed\\xa0\\x80" },
    { .text = "绩", .length = 2, .visible = "\\xe7\\xbb" },
    { .text = "", .length = 0, .visible = "" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      text_append_visible (out, cases[i].text, cases[i].length);
      assert_string_equal (out->str, cases[i].visible);
    }
}

static void
test_classes (void **state)
{
  (void)state;
  static const struct
  {
    gunichar c;
    bool bidi, invisible;
  } cases[] = {
    { .c = 'a' },
    { .c = 0x7EE9 },
    { .c = 0x2029 },
    { .c = 0x202A, .bidi = true },
    { .c = 0x202E, .bidi = true },
    { .c = 0x202F },
    { .c = 0x2066, .bidi = true },
    { .c = 0x2069, .bidi = true },
    { .c = 0x200E, .bidi = true },
    { .c = 0x200F, .bidi = true },
    { .c = 0x061C, .bidi = true },
    { .c = 0x200B, .invisible = true },
    { .c = 0x200D, .invisible = true },
    { .c = 0xFEFF, .invisible = true },
    { .c = 0xFE0F, .invisible = true },
    { .c = 0xE0041, .invisible = true },
    { .c = 0xE0100, .invisible = true },
    { .c = 0x10FFFF },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_int_equal (text_is_bidi_control (cases[i].c), cases[i].bidi);
      assert_int_equal (text_is_invisible (cases[i].c), cases[i].invisible);
    }
}

static void
test_distance (void **state)
{
  (void)state;
  static const struct
  {
    const char *a, *b;
    unsigned limit, distance;
  } cases[] = {
    { .a = "", .b = "", .limit = 3, .distance = 0 },
    { .a = "批絘", .b = "批次", .limit = 3, .distance = 1 },
    { .a = "批次", .b = "次批", .limit = 3, .distance = 1 },
    { .a = "完成率", .b = "完成", .limit = 3, .distance = 1 },
    { .a = "kitten", .b = "sitting", .limit = 9, .distance = 3 },
    { .a = "kitten", .b = "sitting", .limit = 2, .distance = 3 },
    { .a = "kitten", .b = "sitting", .limit = 0, .distance = 1 },
    { .a = "ca", .b = "abc", .limit = 9, .distance = 3 }, /* a swapped pair is not edited again */
    { .a = "", .b = "abcdefgh", .limit = 3, .distance = 4 },
    { .a = "abcdefgh", .b = "", .limit = G_MAXUINT, .distance = 8 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_int_equal (text_distance (cases[i].a, cases[i].b, cases[i].limit), cases[i].distance);
      assert_int_equal (text_distance (cases[i].b, cases[i].a, cases[i].limit), cases[i].distance);
    }
}

static void
test_nearest (void **state)
{
  (void)state;
  static const struct
  {
    const char *word;
    const char *candidates[5];
    const char *result;
  } cases[] = {
    { .word = "批絘", .candidates = { "批次", "人次", "万元" }, .result = "批次" },
    { .word = "批絘", .candidates = { "批次", "批件" }, .result = NULL },
    { .word = "批絘", .candidates = { "批次", "批次" }, .result = "批次" },
    { .word = "批絘", .candidates = { "批次", "批件", "批絘" }, .result = "批絘" },
    { .word = "批絘", .candidates = { NULL }, .result = NULL },
    { .word = "abcd", .candidates = { "abxy" }, .result = NULL },
    { .word = "abcde", .candidates = { "abcxy" }, .result = "abcxy" },
    { .word = "abcdefghi", .candidates = { "abcdefxyz" }, .result = NULL },
    { .word = "abcdefghij", .candidates = { "abcdefgxyz" }, .result = "abcdefgxyz" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TextNearest nearest = TEXT_NEAREST_INIT (cases[i].word);
      for (size_t j = 0; cases[i].candidates[j]; j++)
        text_nearest_offer (&nearest, cases[i].candidates[j]);
      const char *result = text_nearest_result (&nearest);
      assert_int_equal (g_strcmp0 (result, cases[i].result), 0);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_invalid_offset), cmocka_unit_test (test_fold_key), cmocka_unit_test (test_width),
    cmocka_unit_test (test_padding),        cmocka_unit_test (test_visible),  cmocka_unit_test (test_classes),
    cmocka_unit_test (test_distance),       cmocka_unit_test (test_nearest),
  };
  return cmocka_run_group_tests_name ("text", tests, NULL, NULL);
}
