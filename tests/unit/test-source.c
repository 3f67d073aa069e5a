/* Sources: byte order mark, line ends, places in four kinds of column, invalid bytes, ends of files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "source/source.h"

static Source *
source_of (const char *name, const char *text, size_t length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  return source_new (name, bytes);
}

static void
test_text (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    size_t length;
    const char *kept;
    uint32_t kept_length;
  } cases[] = {
    { .text = "", .length = 0, .kept = "", .kept_length = 0 },
    { .text = "\xEF\xBB\xBF", .length = 3, .kept = "", .kept_length = 0 },
    { .text = "\xEF\xBB\xBF"
              "a",
      .length = 4,
      .kept = "a",
      .kept_length = 1 },
    { .text = "\xEF\xBB", .length = 2, .kept = "\xEF\xBB", .kept_length = 2 },
    { .text = "a\0b", .length = 3, .kept = "a\0b", .kept_length = 3 },
    { .text = "a\xEF\xBB\xBF", .length = 4, .kept = "a\xEF\xBB\xBF", .kept_length = 4 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Source) source = source_of ("a.jx", cases[i].text, cases[i].length);
      assert_int_equal (source_length (source), cases[i].kept_length);
      assert_memory_equal (source_text (source), cases[i].kept, cases[i].kept_length + 1);
    }
}

static void
test_name (void **state)
{
  (void)state;
  static const struct
  {
    const char *name, *shown, *place;
  } cases[] = {
    { .name = "目标.jx", .shown = "目标.jx", .place = "目标.jx:2:3" },
    { .name = "-", .shown = "<stdin>", .place = "<stdin>:2:3" },
    { .name = "a\033b\xff", .shown = "a\033b\xff", .place = "a\\x1bb\\xff:2:3" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Source) source = source_of (cases[i].name, "x\n绩效y", 9);
      g_autoptr (Source) again = source_ref (source);
      g_autoptr (GString) out = g_string_new (NULL);
      assert_string_equal (source_name (source), cases[i].shown);
      source_append_place (out, again, 8);
      assert_string_equal (out->str, cases[i].place);
    }
}

static void
test_places (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    uint32_t offset;
    SourcePlace place; /* line, column, utf16, byte */
  } cases[] = {
    { .text = "", .offset = 0, .place = { 1, 1, 0, 0 } },
    { .text = "", .offset = 9, .place = { 1, 1, 0, 0 } },
    { .text = "ab\ncd", .offset = 2, .place = { 1, 3, 2, 2 } },
    { .text = "ab\ncd", .offset = 3, .place = { 2, 1, 0, 0 } },
    { .text = "ab\ncd", .offset = 5, .place = { 2, 3, 2, 2 } },
    { .text = "ab\n", .offset = 3, .place = { 2, 1, 0, 0 } },
    { .text = "ab\r\ncd", .offset = 3, .place = { 1, 4, 3, 3 } },
    { .text = "ab\r\ncd", .offset = 4, .place = { 2, 1, 0, 0 } },
    { .text = "ab\rcd", .offset = 3, .place = { 2, 1, 0, 0 } },
    { .text = "a\r\r\n\nb", .offset = 5, .place = { 4, 1, 0, 0 } },
    { .text = "a\r", .offset = 2, .place = { 2, 1, 0, 0 } },
    { .text = "绩效≥1", .offset = 9, .place = { 1, 4, 3, 9 } },
    { .text = "\xf0\x9f\x98\x80x", .offset = 4, .place = { 1, 2, 2, 4 } },
    { .text = "绩效", .offset = 4, .place = { 1, 2, 1, 4 } }, /* inside a character: at it */
    { .text = "\xff\xfe绩x", .offset = 5, .place = { 1, 4, 3, 5 } },
    { .text = "\xe7\xbb", .offset = 2, .place = { 1, 3, 2, 2 } },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Source) source = source_of ("a", cases[i].text, strlen (cases[i].text));
      SourcePlace place = source_place (source, cases[i].offset);
      assert_int_equal (place.line, cases[i].place.line);
      assert_int_equal (place.column, cases[i].place.column);
      assert_int_equal (place.utf16, cases[i].place.utf16);
      assert_int_equal (place.byte, cases[i].place.byte);
    }
}

static void
test_lines (void **state)
{
  (void)state;
  static const char text[] = "ab\r\n\n绩\rx\r";
  static const struct
  {
    unsigned line;
    Span span;
  } cases[] = {
    { .line = 0, .span = { 11, 11 } }, { .line = 1, .span = { 0, 2 } },
    { .line = 2, .span = { 4, 4 } },   { .line = 3, .span = { 5, 8 } },
    { .line = 4, .span = { 9, 10 } },  { .line = 5, .span = { 11, 11 } },
    { .line = 6, .span = { 11, 11 } }, { .line = G_MAXUINT, .span = { 11, 11 } },
  };
  g_autoptr (Source) source = source_of ("a", text, sizeof text - 1);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Span span = source_line_span (source, cases[i].line);
      assert_int_equal (span.start, cases[i].span.start);
      assert_int_equal (span.end, cases[i].span.end);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_text),
    cmocka_unit_test (test_name),
    cmocka_unit_test (test_places),
    cmocka_unit_test (test_lines),
  };
  return cmocka_run_group_tests_name ("source", tests, NULL, NULL);
}
