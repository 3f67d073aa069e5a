/* Dates: validity, both conversions over the whole range against a day-by-day count, weekdays, printing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/date.h"

static void
test_validity (void **state)
{
  (void)state;
  static const struct
  {
    int year, month, day;
    bool valid;
  } cases[] = {
    { .year = 2024, .month = 2, .day = 29, .valid = true },
    { .year = 2023, .month = 2, .day = 29 },
    { .year = 2000, .month = 2, .day = 29, .valid = true },
    { .year = 1900, .month = 2, .day = 29 },
    { .year = 2024, .month = 12, .day = 31, .valid = true },
    { .year = 2024, .month = 6, .day = 31 },
    { .year = 1, .month = 1, .day = 1, .valid = true },
    { .year = 0, .month = 1, .day = 1 },
    { .year = 9999, .month = 12, .day = 31, .valid = true },
    { .year = 10000, .month = 1, .day = 1 },
    { .year = 2024, .month = 0, .day = 1 },
    { .year = 2024, .month = 13, .day = 1 },
    { .year = 2024, .month = 1, .day = 0 },
    { .year = 2024, .month = 1, .day = -1 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_int_equal (date_is_valid (cases[i].year, cases[i].month, cases[i].day), cases[i].valid);
}

static void
test_known (void **state)
{
  (void)state;
  static const struct
  {
    int year, month, day;
    Day number;
    int weekday;
    const char *text;
  } cases[] = {
    { .year = 1970, .month = 1, .day = 1, .number = 0, .weekday = 3, .text = "1970年1月1日" },
    { .year = 1969, .month = 12, .day = 31, .number = -1, .weekday = 2, .text = "1969年12月31日" },
    { .year = 2000, .month = 3, .day = 1, .number = 11017, .weekday = 2, .text = "2000年3月1日" },
    { .year = 2024, .month = 12, .day = 31, .number = 20088, .weekday = 1, .text = "2024年12月31日" },
    { .year = 1, .month = 1, .day = 1, .number = -719162, .weekday = 0, .text = "1年1月1日" },
    { .year = 9999, .month = 12, .day = 31, .number = 2932896, .weekday = 4, .text = "9999年12月31日" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      assert_int_equal (date_to_day (cases[i].year, cases[i].month, cases[i].day), cases[i].number);
      assert_int_equal (date_weekday (cases[i].number), cases[i].weekday);
      date_append (out, cases[i].number);
      assert_string_equal (out->str, cases[i].text);
    }
}

static void
test_every_day (void **state)
{
  (void)state;
  Day expected = date_to_day (1, 1, 1);
  for (int year = 1; year <= 9999; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= date_month_days (year, month); day++, expected++)
        {
          int y, m, d;
          date_from_day (expected, &y, &m, &d);
          if (date_to_day (year, month, day) != expected || y != year || m != month || d != day)
            fail_msg ("%d-%d-%d", year, month, day);
        }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_validity),
    cmocka_unit_test (test_known),
    cmocka_unit_test (test_every_day),
  };
  return cmocka_run_group_tests_name ("date", tests, NULL, NULL);
}
