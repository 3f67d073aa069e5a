/* Diagnostics: the registry, messages and their arguments, counting, sorting, repetitions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "source/diag.h"

static Source *
source_of (const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  return source_new (name, bytes);
}

static void
test_codes (void **state)
{
  (void)state;
  for (unsigned i = 0; i < DIAG_N_CODES; i++)
    {
      DiagCode found;
      const char *name = diag_code_name (i);
      assert_int_equal (strlen (name), 5);
      assert_int_equal (name[0], 'J');
      for (const char *digit = name + 1; *digit; digit++)
        assert_true (g_ascii_isdigit (*digit));
      assert_true (diag_code_find (name, &found)); /* so no name occurs twice */
      assert_int_equal (found, i);
    }
  DiagCode untouched = DIAG_N_CODES;
  assert_false (diag_code_find ("J9999", &untouched));
  assert_false (diag_code_find ("invalid_utf8", &untouched));
  assert_int_equal (untouched, DIAG_N_CODES);
  assert_string_equal (diag_code_name (DIAG_invalid_utf8), "J0001");
  assert_string_equal (diag_code_slug (DIAG_invalid_utf8), "invalid_utf8");
  assert_int_equal (diag_code_severity (DIAG_invalid_utf8), SEVERITY_ERROR);
  assert_int_equal (diag_code_class (DIAG_file_too_large), DIAG_CLASS_LIMIT);
}

static void
test_format (void **state)
{
  (void)state;
  static const struct
  {
    const char *text, *a, *b, *message;
  } cases[] = {
    { .text = "", .message = "" },
    { .text = "plain", .message = "plain" },
    { .text = "{1} and {2}", .a = "x", .b = "y", .message = "x and y" },
    { .text = "{2}{1}{2}", .a = "x", .b = "y", .message = "yxy" },
    { .text = "{1}", .a = "{2}", .b = "y", .message = "{2}" },
    { .text = "{3} {0} {} {x} {1", .a = "x", .message = "{3} {0} {} {x} {1" },
    { .text = "{99999999999999999999}", .a = "x", .message = "{99999999999999999999}" },
    { .text = "‘{1}’", .a = "a\033[1m\n\u202e", .message = "‘a\\x1b[1m\\x0a\\u{202e}’" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = diag_format (cases[i].text, cases[i].a, cases[i].b, NULL);
      assert_string_equal (message, cases[i].message);
    }
}

static void
test_report (void **state)
{
  (void)state;
  DiagSink *sink = diag_sink_new ();
  Source *source = source_of ("a.jx", "abc");
  Diag *diag = diag_report (sink, DIAG_invalid_utf8, source, (Span){ 1, 2 }, "ff", "7", NULL);
  diag_label (diag, source, (Span){ 0, 1 }, "here is {1}", "x", NULL);
  diag_label (diag, NULL, (Span){ 0, 0 }, "nowhere", NULL);
  diag_note (diag, "say {1}", "y", NULL);
  diag_fix (diag, source, (Span){ 1, 2 }, "{1}\n");
  source_unref (source); /* the diagnostic keeps it */

  assert_string_equal (diag->message, "byte ff at offset 7 is not UTF-8");
  assert_int_equal (diag->severity, SEVERITY_ERROR);
  assert_string_equal (source_name (diag->source), "a.jx");
  assert_int_equal (diag->labels->len, 2);
  assert_string_equal (((DiagLabel *)g_ptr_array_index (diag->labels, 0))->text, "here is x");
  assert_string_equal (g_ptr_array_index (diag->notes, 0), "say y");
  assert_string_equal (((DiagFix *)g_ptr_array_index (diag->fixes, 0))->text, "{1}\n");
  diag_sink_free (sink);
  diag_sink_free (NULL);
}

static void
test_counts (void **state)
{
  (void)state;
  g_autoptr (DiagSink) sink = diag_sink_new ();
  assert_int_equal (diag_sink_count (sink, SEVERITY_ERROR), 0);
  diag_report_at (sink, DIAG_nul_character, "t.csv:1:1", NULL);
  diag_report_at (sink, DIAG_nul_character, "t.csv:1:1", NULL); /* a repetition */
  diag_report_at (sink, DIAG_nul_character, "t.csv:2:1", NULL);
  diag_report_at (sink, DIAG_file_too_large, NULL, "5", NULL);
  diag_report_at (sink, DIAG_file_too_large, NULL, "6", NULL)->severity = SEVERITY_WARNING;
  assert_int_equal (diag_sink_count (sink, SEVERITY_ERROR), 3);
  assert_int_equal (diag_sink_count (sink, SEVERITY_WARNING), 1);
  assert_int_equal (diag_sink_count (sink, SEVERITY_NOTE), 0);
  assert_int_equal (diag_sink_count_class (sink, DIAG_CLASS_DEFINITION), 2);
  assert_int_equal (diag_sink_count_class (sink, DIAG_CLASS_LIMIT), 1);
  assert_int_equal (diag_sink_count_class (sink, DIAG_CLASS_DATA), 0);
}

static void
test_sorted (void **state)
{
  (void)state;
  static const struct
  {
    int source; /* -1: none */
    Span span;
    DiagCode code;
    const char *arg;
    int rank; /* place among the sorted, -1 for a repetition */
  } cases[] = {
    { .source = -1, .code = DIAG_file_too_large, .arg = "t", .rank = 8 },
    { .source = 1, .span = { 9, 10 }, .code = DIAG_bidi_control, .arg = "a", .rank = 3 },
    { .source = 0, .span = { 5, 6 }, .code = DIAG_bidi_control, .arg = "b", .rank = 6 },
    { .source = 1, .span = { 2, 9 }, .code = DIAG_bidi_control, .arg = "c", .rank = 0 },
    { .source = 1, .span = { 2, 3 }, .code = DIAG_bidi_control, .arg = "d", .rank = 1 },
    { .source = 1, .span = { 2, 9 }, .code = DIAG_bidi_control, .arg = "c", .rank = -1 },
    { .source = 1, .span = { 2, 9 }, .code = DIAG_bidi_control, .arg = "e", .rank = 2 },
    { .source = 0, .span = { 0, 0 }, .code = DIAG_bidi_control, .arg = "f", .rank = 4 },
    { .source = 0, .span = { 0, 0 }, .code = DIAG_nul_character, .arg = NULL, .rank = 5 },
    { .source = 0, .span = { 7, 7 }, .code = DIAG_nul_character, .arg = NULL, .rank = 7 },
    { .source = -1, .code = DIAG_file_too_large, .arg = "s", .rank = 9 },
    { .source = -1, .code = DIAG_file_too_large, .arg = "t", .rank = -1 },
  };
  g_autoptr (Source) first = source_of ("first", "0123456789");
  g_autoptr (Source) second = source_of ("second", "0123456789");
  Source *sources[] = { first, second };
  g_autoptr (DiagSink) sink = diag_sink_new ();
  const Diag *reported[G_N_ELEMENTS (cases)];
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Diag *diag = cases[i].source < 0 ? diag_report_at (sink, cases[i].code, "f.csv", cases[i].arg, NULL)
                                       : diag_report (sink, cases[i].code, sources[cases[i].source],
                                                      cases[i].span, cases[i].arg, NULL);
      diag_note (diag, "a repetition may be given notes too", NULL);
      reported[i] = diag;
      diag_sink_sorted (sink); /* may be asked at any time */
    }
  const GPtrArray *sorted = diag_sink_sorted (sink);
  assert_int_equal (sorted->len, 10);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].rank >= 0)
      assert_ptr_equal (g_ptr_array_index (sorted, cases[i].rank), reported[i]);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_codes),  cmocka_unit_test (test_format), cmocka_unit_test (test_report),
    cmocka_unit_test (test_counts), cmocka_unit_test (test_sorted),
  };
  return cmocka_run_group_tests_name ("diag", tests, NULL, NULL);
}
