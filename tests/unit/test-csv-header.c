/* Tests of src/table/csv-header.c: columns by name, written in any width, and which of equal names is found.
 */
#include "table/csv-header.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void
test_header (void **state)
{
  (void)state;
  static const char text[] = "指标, 实际完成值 ,ＧＤＰ,,指标,\n";
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (CsvReader) reader = csv_reader_new ("t", text, sizeof text - 1, ',', sink);
  const CsvRecord *record = NULL;
  assert_int_equal (csv_reader_next (reader, &record), CSV_RECORD);
  g_autoptr (CsvHeader) header = csv_header_new (record);
  assert_int_equal (csv_reader_next (reader, &record), CSV_END);
  assert_int_equal (csv_header_count (header), 6);
  assert_string_equal (csv_header_name (header, 1), " 实际完成值 ");
  assert_int_equal (csv_header_find (header, "指标"), 0); /* the first of two; column 4 finds 0 too */
  assert_int_equal (csv_header_find (header, "实际完成值"), 1);
  assert_int_equal (csv_header_find (header, "GDP"), 2);
  assert_int_equal (csv_header_find (header, "年度"), -1);
  assert_int_equal (csv_header_find (header, ""), -1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_header),
  };
  return cmocka_run_group_tests_name ("csv-header", tests, NULL, NULL);
}
