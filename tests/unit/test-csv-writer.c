/* Tests of src/table/csv-writer.c and csv-text.c: what is quoted, what is guarded against spreadsheets, and
   that every text comes back from the reader. */
#include "table/csv-writer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "table/csv.h"

static void
test_written (void **state)
{
  (void)state;
  static const struct
  {
    const char *text, *guarded, *raw;
  } cases[] = {
    { "", "", "" },
    { "a b", "a b", "a b" },
    { "a,b", "\"a,b\"", "\"a,b\"" },
    { "a\"b\"", "\"a\"\"b\"\"\"", "\"a\"\"b\"\"\"" },
    { "a\nb", "\"a\nb\"", "\"a\nb\"" },
    { "a\r", "\"a\r\"", "\"a\r\"" },
    { " a", "\" a\"", "\" a\"" },
    { "a ", "\"a \"", "\"a \"" },
    { "\xE3\x80\x80", "\"\xE3\x80\x80\"", "\"\xE3\x80\x80\"" },
    { "\xEF\xBB\xBF"
      "a",
      "\"\xEF\xBB\xBF"
      "a\"",
      "\"\xEF\xBB\xBF"
      "a\"" },
    { "=1+1", "\"'=1+1\"", "=1+1" },
    { "@SUM(A1)", "\"'@SUM(A1)\"", "@SUM(A1)" },
    { "+a", "\"'+a\"", "+a" },
    { "-", "\"'-\"", "-" },
    { "-5万元", "\"'-5万元\"", "-5万元" },
    { "\t=1", "\"'\t=1\"", "\"\t=1\"" },
    { "\n=1", "\"'\n=1\"", "\"\n=1\"" },
    { "\r=1", "\"'\r=1\"", "\"\r=1\"" },
    { "＝1", "\"'＝1\"", "＝1" },
    { "＋1", "\"'＋1\"", "＋1" },
    { "－1", "\"'－1\"", "－1" },
    { "＠1", "\"'＠1\"", "＠1" },
    { "'=1", "\"''=1\"", "'=1" },
    { "-5", "-5", "-5" },
    { "+5.25", "+5.25", "+5.25" },
    { "-12.5%", "-12.5%", "-12.5%" },
    { "−5", "−5", "−5" },
    { "-5.", "\"'-5.\"", "-5." },
    { "-5+1", "\"'-5+1\"", "-5+1" },
    { "'-5", "'-5", "'-5" },
    { "≥150个", "≥150个", "≥150个" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) guarded = g_string_new (NULL);
      g_autoptr (GString) raw = g_string_new (NULL);
      csv_append_field (guarded, cases[i].text, ',', false);
      csv_append_field (raw, cases[i].text, ',', true);
      assert_string_equal (guarded->str, cases[i].guarded);
      assert_string_equal (raw->str, cases[i].raw);
    }
}

/* Every text over a small, nasty alphabet comes back, alone or beside another, with either separator. */
static void
test_round_trip (void **state)
{
  (void)state;
  static const char *const letters[]
      = { "\"", "'", ",", "\t", "\n", "\r", "=", "-", "5", " ", "值", "＝", "\xEF\xBB\xBF" };
  const size_t n = G_N_ELEMENTS (letters);
  for (size_t i = 0; i < n * n * n * n; i++)
    {
      g_autofree char *text = g_strconcat (letters[i % n], letters[i / n % n], letters[i / n / n % n],
                                           letters[i / n / n / n], NULL);
      const char *rest = g_utf8_next_char (text);
      char separator = i % 2 ? ',' : '\t';
      g_autoptr (GString) out = g_string_new (NULL);
      csv_append_field (out, text, separator, false);
      g_string_append_c (out, separator);
      csv_append_field (out, rest, separator, false);
      g_string_append (out, "\r\n");
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (CsvReader) reader = csv_reader_new ("t", out->str, out->len, separator, sink);
      const CsvRecord *record = NULL;
      assert_int_equal (csv_reader_next (reader, &record), CSV_RECORD);
      assert_int_equal (record->n_fields, 2);
      assert_string_equal (record->fields[0].text, text);
      assert_string_equal (record->fields[1].text, rest);
      assert_int_equal (csv_reader_next (reader, &record), CSV_END);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_written),
    cmocka_unit_test (test_round_trip),
  };
  return cmocka_run_group_tests_name ("csv-writer", tests, NULL, NULL);
}
