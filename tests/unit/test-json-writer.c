/* Tests of src/table/json-writer.c: commas, line ends and indents; a writer that writes several texts. */
#include "table/json-writer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void
write_sample (JsonWriter *writer, bool one_line, bool inner_one_line)
{
  json_begin_object (writer, one_line);
  json_key (writer, "名称");
  json_string (writer, "a\"b\n");
  json_key (writer, "path");
  json_begin_array (writer, inner_one_line);
  json_string (writer, "产出指标");
  json_raw (writer, "0.50");
  json_string (writer, NULL);
  json_end_array (writer);
  json_key (writer, "empty");
  json_begin_array (writer, false);
  json_end_array (writer);
  json_key (writer, "none");
  json_begin_object (writer, false);
  json_end_object (writer);
  json_end_object (writer);
}

static void
test_writer (void **state)
{
  (void)state;
  static const struct
  {
    bool one_line, inner;
    const char *expected;
  } cases[] = {
    { false, false,
      "{\n  \"名称\": \"a\\\"b\\n\",\n  \"path\": [\n    \"产出指标\",\n    0.50,\n    null\n  ],\n"
      "  \"empty\": [],\n  \"none\": {}\n}\n" },
    { false, true,
      "{\n  \"名称\": \"a\\\"b\\n\",\n  \"path\": [\"产出指标\", 0.50, null],\n"
      "  \"empty\": [],\n  \"none\": {}\n}\n" },
    { true, false,
      "{\"名称\": \"a\\\"b\\n\", \"path\": [\"产出指标\", 0.50, null], \"empty\": [], \"none\": {}}\n" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (JsonWriter) writer = json_writer_new (out);
      write_sample (writer, cases[i].one_line, cases[i].inner);
      assert_string_equal (out->str, cases[i].expected);
    }
}

/* One writer, several texts: JSON Lines. */
static void
test_writes_lines (void **state)
{
  (void)state;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonWriter) writer = json_writer_new (out);
  json_raw (writer, "1");
  json_string (writer, "a");
  json_begin_array (writer, true);
  json_raw (writer, "true");
  json_end_array (writer);
  assert_string_equal (out->str, "1\n\"a\"\n[true]\n");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_writer),
    cmocka_unit_test (test_writes_lines),
  };
  return cmocka_run_group_tests_name ("json-writer", tests, NULL, NULL);
}
