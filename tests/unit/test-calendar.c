/* Working days by the calendars of the library: totals of each year against figures counted by hand from the notices, single
   days, periods, the n-th day, and years that are not published. */
#include "helper.h"
#include "sema/calendar.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

typedef struct
{
  int from[3], to[3];
  int64_t days; /* −1: the year named by `year` is not published */
  int year;
} PeriodCase;

static const PeriodCase PERIODS[] = {
  /* whole years */
  { { 2018, 12, 31 }, { 2019, 12, 31 }, 250, 0 },
  { { 2019, 12, 31 }, { 2020, 12, 31 }, 249, 0 },
  { { 2020, 12, 31 }, { 2021, 12, 31 }, 250, 0 },
  { { 2021, 12, 31 }, { 2022, 12, 31 }, 249, 0 },
  { { 2022, 12, 31 }, { 2023, 12, 31 }, 249, 0 },
  { { 2023, 12, 31 }, { 2024, 12, 31 }, 251, 0 },
  { { 2024, 12, 31 }, { 2025, 12, 31 }, 248, 0 },
  { { 2025, 12, 31 }, { 2026, 12, 31 }, 248, 0 },
  /* the day after the start is day 1 */
  { { 2024, 3, 1 }, { 2024, 3, 1 }, 0, 0 },
  { { 2024, 3, 1 }, { 2024, 3, 2 }, 0, 0 },  /* a Saturday */
  { { 2024, 3, 1 }, { 2024, 3, 4 }, 1, 0 },
  { { 2024, 3, 1 }, { 2024, 3, 20 }, 13, 0 },
  /* over the National Day: 9-30, 10-8..11, Saturday 10-12 worked, 14..18, 21..25 */
  { { 2024, 9, 29 }, { 2024, 10, 25 }, 16, 0 },
  /* a Sunday worked for the Spring Festival */
  { { 2024, 2, 3 }, { 2024, 2, 4 }, 1, 0 },
  { { 2024, 2, 9 }, { 2024, 2, 18 }, 1, 0 },
  /* not published */
  { { 2026, 12, 30 }, { 2027, 1, 4 }, -1, 2027 },
  { { 2018, 12, 20 }, { 2018, 12, 21 }, -1, 2018 },
};

static Day
day_of (const int date[3])
{
  return date_to_day (date[0], date[1], date[2]);
}

static void
test_periods (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "");
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (PERIODS); i++)
    {
      const PeriodCase *period = &PERIODS[i];
      int64_t days = -1;
      int year = 0;
      bool known = calendar_count (model, day_of (period->from), day_of (period->to), &days, &year);
      if (known != (period->days >= 0) || days != period->days || year != period->year)
        fail_msg ("case %zu: %lld working days, year %d", i, (long long)days, year);
    }
}

/* The n-th working day after a start is a day to which n are counted, and the day before it is not. */
static void
test_nth (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "");
  Day start = date_to_day (2024, 1, 15), nth;
  int64_t count;
  int year;
  (void)state;
  for (int64_t n = 1; n <= 200; n++)
    {
      assert_true (calendar_nth (model, start, n, &nth, &year));
      assert_true (calendar_count (model, start, nth, &count, &year));
      assert_int_equal (count, n);
      assert_true (calendar_count (model, start, nth - 1, &count, &year));
      assert_int_equal (count, n - 1);
    }
  assert_false (calendar_nth (model, date_to_day (2026, 12, 30), 5, &nth, &year));
  assert_int_equal (year, 2027);
}

static const FoundCase DECLARATIONS[] = {
  { "日历 甲 { 年度 2030  休 2030年1月1日  班 2030年1月5日 }", "" },
  { "日历 甲 { 休 2030年1月1日 }", "J0255 1:4" },
  { "日历 甲 { 年度 2030  假 2030年1月1日 }", "J0305 1:17" },
  { "日历 甲 { 年度 2030  休 2030年1月2日..2030年1月1日 }", "J0218 1:19" },
  { "日历 甲 { 年度 2030  休 2030年2月30日 }", "J0201 1:19" },
  { "日历 甲 { 年度 2030  休 2030年1月1日  班 2030年1月1日 }", "J0030 1:4" },
  { "日历 甲 { 年度 2030 }\n日历 乙 { 年度 2030 }", "J0030 2:4" },
};

static void
test_declarations (void **state)
{
  (void)state;
  check_found (DECLARATIONS, G_N_ELEMENTS (DECLARATIONS), false);
}

/* A calendar of the user's own stands for a year that the library has not. */
static void
test_own_calendar (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "日历 甲 { 年度 2030  休 2030年1月1日..2030年1月4日 }");
  int64_t days;
  int year;
  (void)state;
  assert_true (calendar_count (model, date_to_day (2029, 12, 31) + 1, date_to_day (2030, 1, 8), &days, &year));
  assert_int_equal (days, 2);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_periods),
    cmocka_unit_test (test_nth),
    cmocka_unit_test (test_declarations),
    cmocka_unit_test (test_own_calendar),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
