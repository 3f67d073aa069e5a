/* Rendering: excerpts and underlines by display columns, windows on long lines, ends of files, bad bytes,
 * JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "source/render.h"

static Source *
source_of (const char *name, const char *text, size_t length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  return source_new (name, bytes);
}

static void
test_excerpts (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    size_t length; /* 0: as long as the string */
    Span span;
    const char *place, *excerpt;
  } cases[] = {
    { .text = "指标 抽检 ≥10批絘 分值 1\n",
      .span = { 19, 25 },
      .place = "1:10",
      .excerpt = " 1 | 指标 抽检 ≥10批絘 分值 1\n"
                 "   |              ^~~~\n" },
    { .text = "a\tbc", .span = { 2, 4 }, .place = "1:3", .excerpt = " 1 | a bc\n   |   ^~\n" },
    { .text = "a\033b\xff"
              "c",
      .span = { 4, 5 },
      .place = "1:5",
      .excerpt = " 1 | a\\x1bb\\xffc\n   |           ^\n" },
    { .text = "a\xff"
              "b",
      .span = { 1, 2 },
      .place = "1:2",
      .excerpt = " 1 | a\\xffb\n   |  ^~~~\n" },
    { .text = "a\0b",
      .length = 3,
      .span = { 1, 2 },
      .place = "1:2",
      .excerpt = " 1 | a\\x00b\n   |  ^~~~\n" },
    { .text = "a\u200b"
              "b",
      .span = { 1, 4 },
      .place = "1:2",
      .excerpt = " 1 | a\\u{200b}b\n   |  ^~~~~~~~\n" },
    { .text = "", .span = { 0, 0 }, .place = "1:1", .excerpt = " 1 |\n   | ^\n" },
    { .text = "", .span = { 5, 9 }, .place = "1:1", .excerpt = " 1 |\n   | ^\n" },
    { .text = "ab", .span = { 2, 2 }, .place = "1:3", .excerpt = " 1 | ab\n   |   ^\n" },
    { .text = "ab\n", .span = { 3, 3 }, .place = "2:1", .excerpt = " 2 |\n   | ^\n" },
    { .text = "ab\r\ncd", .span = { 2, 4 }, .place = "1:3", .excerpt = " 1 | ab\n   |   ^\n" },
    { .text = "ab cd\nef", .span = { 3, 8 }, .place = "1:4", .excerpt = " 1 | ab cd\n   |    ^~\n" },
    { .text = "绩效",
      .span = { 4, 5 },
      .place = "1:2",
      .excerpt = " 1 | 绩效\n   |   ^~\n" }, /* inside a character */
    { .text = "abc", .span = { 2, 1 }, .place = "1:3", .excerpt = " 1 | abc\n   |   ^\n" },
    { .text = "\n\n\n\n\n\n\n\n\nx", .span = { 9, 10 }, .place = "10:1", .excerpt = " 10 | x\n    | ^\n" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t length = cases[i].length ? cases[i].length : strlen (cases[i].text);
      g_autoptr (Source) source = source_of ("a.jx", cases[i].text, length);
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *expected = g_strdup_printf (
          "a.jx:%s: error[J0002]: the text contains a NUL character\n%s", cases[i].place, cases[i].excerpt);
      render_text (out, diag_report (sink, DIAG_nul_character, source, cases[i].span, NULL), false);
      assert_string_equal (out->str, expected);
    }
}

/* A line of N times UNIT, with a span of LENGTH units from unit FROM on: what is shown is at most 200
   columns, holds the start of the span, and the underline stands under it. */
static void
check_window (const char *unit, unsigned n, unsigned from, unsigned length)
{
  size_t bytes = strlen (unit);
  g_autoptr (GString) text = g_string_new (NULL);
  for (unsigned i = 0; i < n; i++)
    g_string_append (text, i == from ? "！" : unit);
  uint32_t start = from * (uint32_t)bytes;
  Span span = { start, start + 3 + (length - 1) * (uint32_t)bytes };
  g_autoptr (Source) source = source_of ("a", text->str, text->len);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  render_text (out, diag_report (sink, DIAG_nul_character, source, span, NULL), false);

  g_auto (GStrv) lines = g_strsplit (out->str, "\n", -1);
  const char *shown = lines[1] + strlen (" 1 | "), *underline = lines[2] + strlen ("   | ");
  assert_true (g_utf8_validate (shown, -1, NULL));
  unsigned width = text_width (shown, -1, false);
  assert_true (width <= 200);
  assert_true (width >= MIN (198u, text_width (text->str, -1, false)));
  const char *mark = strstr (shown, "！");
  assert_non_null (mark);
  assert_int_equal (strcspn (underline, "^"), text_width (shown, mark - shown, false));
  assert_true (strlen (underline) <= width);
  if (strlen (underline) < width - 1)
    assert_int_equal (strlen (strchr (underline, '^')), 2 + (length - 1) * text_width (unit, -1, false));
}

static void
test_windows (void **state)
{
  (void)state;
  static const char *const units[] = { "a", "绩", "é", "😀" };
  static const unsigned sizes[] = { 1, 50, 99, 100, 101, 199, 200, 201, 399, 1000, 5000 };
  static const unsigned lengths[] = { 1, 2, 30, 190, 400 };
  for (size_t u = 0; u < G_N_ELEMENTS (units); u++)
    for (size_t s = 0; s < G_N_ELEMENTS (sizes); s++)
      for (size_t l = 0; l < G_N_ELEMENTS (lengths); l++)
        for (unsigned from = 0; from + lengths[l] <= sizes[s]; from += MAX (sizes[s] / 7, 1))
          check_window (units[u], sizes[s], from, lengths[l]);
}

/* A span at the end of a long line, and one whose line has marks at the cut. */
static void
test_window_edges (void **state)
{
  (void)state;
  g_autofree char *long_line = g_strnfill (1000, 'x');
  g_autoptr (GString) marks = g_string_new (NULL);
  for (int i = 0; i < 1000; i++)
    g_string_append (marks, "e\u0301\u0301");
  const char *const texts[] = { long_line, marks->str };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      uint32_t length = (uint32_t)strlen (texts[i]);
      g_autoptr (Source) source = source_of ("a", texts[i], length);
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (GString) out = g_string_new (NULL);
      render_text (out, diag_report (sink, DIAG_nul_character, source, (Span){ length, length }, NULL),
                   false);
      g_auto (GStrv) lines = g_strsplit (out->str, "\n", -1);
      assert_true (g_str_has_prefix (lines[1], i ? " 1 | …e" : " 1 | …x"));
      assert_int_equal (strlen (lines[2]), text_width (lines[1], -1, false) + 1);
    }
}

/* Whatever the bytes and the span, something is printed, and it is valid UTF-8 without control characters. */
static void
test_any_bytes (void **state)
{
  (void)state;
  static const char alphabet[] = "a\t\n\r\033 \xe7\xbb\xa9\xff\xc3\xcc\x81\xf0\x9f\x98\x80\0";
  GRand *random = g_rand_new_with_seed (20240501);
  for (int i = 0; i < 3000; i++)
    {
      char text[1200];
      uint32_t length = (uint32_t)g_rand_int_range (random, 0, i % 10 ? 12 : (gint32)sizeof text);
      for (uint32_t j = 0; j < length; j++)
        text[j] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      Span span = { (uint32_t)g_rand_int_range (random, 0, (gint32)length + 3),
                    (uint32_t)g_rand_int_range (random, 0, (gint32)length + 3) };
      g_autoptr (Source) source = source_of ("a", text, length);
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (GString) out = g_string_new (NULL);
      Diag *diag = diag_report (sink, DIAG_nul_character, source, span, NULL);
      diag_label (diag, source, span, "label", NULL);
      diag_fix (diag, source, span, "\xff\n");
      render_text (out, diag, false);
      render_json (out, diag);
      assert_true (g_utf8_validate (out->str, (gssize)out->len, NULL));
      for (const char *c = out->str; *c; c++)
        assert_true (*c == '\n' || (guchar)*c >= 0x20);
    }
  g_rand_free (random);
}

static Diag *
sample (DiagSink *sink)
{
  g_autoptr (Source) source = source_of ("目标.jx", "计量单位 批次\n指标 抽检 ≥10批絘\n", 46);
  g_autoptr (Source) other = source_of ("-", "x\ny z", 5);
  Diag *diag = diag_report (sink, DIAG_bidi_control, source, (Span){ 39, 45 }, "<\"\033>", NULL);
  diag_label (diag, source, (Span){ 13, 19 }, "{1} is declared here", "批次", NULL);
  diag_label (diag, other, (Span){ 4, 5 }, "and here", NULL);
  diag_label (diag, NULL, (Span){ 0, 0 }, "nowhere", NULL);
  diag_note (diag, "a note", NULL);
  diag_fix (diag, source, (Span){ 39, 45 }, "批次");
  diag_fix (diag, source, (Span){ 39, 39 }, " ");
  diag_fix (diag, source, (Span){ 39, 45 }, "");
  diag_fix (diag, other, (Span){ 2, 3 }, "w\n");
  return diag;
}

static void
test_whole_text (void **state)
{
  (void)state;
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  render_text (out, sample (sink), false);
  assert_string_equal (
      out->str,
      "目标.jx:2:10: error[J0003]: <\"\\x1b> changes the direction of the text and hides what it says\n"
      " 2 | 指标 抽检 ≥10批絘\n"
      "   |              ^~~~\n"
      "目标.jx:1:6: note: 批次 is declared here\n"
      " 1 | 计量单位 批次\n"
      "   |          ^~~~\n"
      "<stdin>:2:3: note: and here\n"
      " 2 | y z\n"
      "   |   ^\n"
      "note: nowhere\n"
      "note: a note\n"
      "fix: write ‘批次’ instead of ‘批絘’\n"
      "fix: insert ‘ ’\n"
      "fix: remove ‘批絘’\n"
      "<stdin>:2:1: fix: write ‘w\\x0a’ instead of ‘y’\n");
}

static void
test_without_source (void **state)
{
  (void)state;
  static const struct
  {
    const char *where, *text, *json;
  } cases[] = {
    { .where = "f.xlsx!Sheet1!C7",
      .text = "f.xlsx!Sheet1!C7: error[J0002]: the text contains a NUL character\n",
      .json = "\"where\":\"f.xlsx!Sheet1!C7\"" },
    { .where = NULL, .text = "error[J0002]: the text contains a NUL character\n", .json = "\"where\":null" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (GString) text = g_string_new (NULL), json = g_string_new (NULL);
      const Diag *diag = diag_report_at (sink, DIAG_nul_character, cases[i].where, NULL);
      render_text (text, diag, false);
      render_json (json, diag);
      assert_string_equal (text->str, cases[i].text);
      assert_non_null (strstr (json->str, cases[i].json));
      assert_non_null (strstr (json->str, "\"file\":null,\"line\":null,"));
    }
}

static void
test_color (void **state)
{
  (void)state;
  g_autoptr (Source) source = source_of ("a", "x", 1);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  Diag *diag = diag_report (sink, DIAG_nul_character, source, (Span){ 0, 1 }, NULL);
  diag->severity = SEVERITY_WARNING;
  render_text (out, diag, true);
  assert_string_equal (out->str, "\033[1ma:1:1: \033[m\033[1;35mwarning[J0002]: \033[m"
                                 "\033[1mthe text contains a NUL character\033[m\n"
                                 "\033[1;34m 1 |\033[m x\n"
                                 "\033[1;34m   |\033[m \033[1;35m^\033[m\n");
}

static void
test_json (void **state)
{
  (void)state;
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  render_json (out, sample (sink));
  assert_string_equal (
      out->str,
      "{\"code\":\"J0003\",\"severity\":\"error\","
      "\"message\":\"\\u003c\\\"\\\\x1b> changes the direction of the text and hides what it says\","
      "\"where\":\"目标.jx:2:10\",\"file\":\"目标.jx\",\"line\":2,\"column\":10,\"end_line\":2,\"end_"
      "column\":12,"
      "\"byte\":19,\"utf16\":9,\"notes\":[\"a note\"],\"labels\":["
      "{\"text\":\"批次 is declared "
      "here\",\"file\":\"目标.jx\",\"line\":1,\"column\":6,\"end_line\":1,\"end_column\":8,"
      "\"byte\":13,\"utf16\":5},"
      "{\"text\":\"and "
      "here\",\"file\":\"\\u003cstdin>\",\"line\":2,\"column\":3,\"end_line\":2,\"end_column\":4,"
      "\"byte\":2,\"utf16\":2},"
      "{\"text\":\"nowhere\",\"file\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":"
      "null,"
      "\"byte\":null,\"utf16\":null}],\"fixes\":["
      "{\"text\":\"批次\",\"file\":\"目标.jx\",\"line\":2,\"column\":10,\"end_line\":2,\"end_column\":12,"
      "\"byte\":19,"
      "\"utf16\":9},"
      "{\"text\":\" "
      "\",\"file\":\"目标.jx\",\"line\":2,\"column\":10,\"end_line\":2,\"end_column\":10,\"byte\":19,"
      "\"utf16\":9},"
      "{\"text\":\"\",\"file\":\"目标.jx\",\"line\":2,\"column\":10,\"end_line\":2,\"end_column\":12,"
      "\"byte\":19,"
      "\"utf16\":9},"
      "{\"text\":\"w\\n\",\"file\":\"\\u003cstdin>\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":2,"
      "\"byte\":0,"
      "\"utf16\":0}]}\n");
}

static void
test_json_string (void **state)
{
  (void)state;
  static const struct
  {
    const char *text, *json;
  } cases[] = {
    { .text = "", .json = "\"\"" },
    { .text = "绩效 😀 btnfr", .json = "\"绩效 😀 btnfr\"" },
    { .text = "\"\\/", .json = "\"\\\"\\\\/\"" },
    { .text = "\b\t\n\f\r\033\x7f", .json = "\"\\b\\t\\n\\f\\r\\u001b\\u007f\"" },
    { .text = "</script>&", .json = "\"\\u003c/script>&\"" },
    { .text = "\u2028\u2029\xc2\x85", .json = "\"\\u2028\\u2029\\u0085\"" },
    { .text = "a\xff\xe7\xbb", .json = "\"a\\ufffd\\ufffd\\ufffd\"" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      render_json_string (out, cases[i].text);
      assert_string_equal (out->str, cases[i].json);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_excerpts),     cmocka_unit_test (test_windows),
    cmocka_unit_test (test_window_edges), cmocka_unit_test (test_any_bytes),
    cmocka_unit_test (test_whole_text),   cmocka_unit_test (test_without_source),
    cmocka_unit_test (test_color),        cmocka_unit_test (test_json),
    cmocka_unit_test (test_json_string),
  };
  return cmocka_run_group_tests_name ("render", tests, NULL, NULL);
}
