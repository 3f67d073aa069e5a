/* Dates: the proleptic Gregorian calendar as arithmetic on days since 1970-01-01.
   Years are counted from March, so that the leap day ends the year and month lengths follow one formula.
   Working days, holidays and the reading of dates are the business of higher floors. */
#include "base/date.h"

enum
{
  DAYS_OF_ERA = 146097,       /* 400 years */
  DAYS_BEFORE_EPOCH = 719468, /* 0000-03-01 to 1970-01-01 */
  EPOCH_WEEKDAY = 3           /* a Thursday */
};

static bool
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
date_month_days (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  g_assert (month >= 1 && month <= 12);
  return days[month - 1] + (month == 2 && is_leap_year (year));
}

bool
date_is_valid (int year, int month, int day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1
         && day <= date_month_days (year, month);
}

Day
date_to_day (int year, int month, int day)
{
  g_assert (date_is_valid (year, month, day));
  int march_year = year - (month <= 2);
  int era = march_year / 400, year_of_era = march_year % 400;
  int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_OF_ERA + day_of_era - DAYS_BEFORE_EPOCH;
}

void
date_from_day (Day day, int *ret_year, int *ret_month, int *ret_day)
{
  int64_t shifted = (int64_t)day + DAYS_BEFORE_EPOCH;
  int64_t era = (shifted >= 0 ? shifted : shifted - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
  int day_of_era = (int)(shifted - era * DAYS_OF_ERA);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;
  int month = march_month < 10 ? march_month + 3 : march_month - 9;
  *ret_year = (int)(era * 400) + year_of_era + (month <= 2);
  *ret_month = month;
  *ret_day = day_of_year - (153 * march_month + 2) / 5 + 1;
}

int
date_weekday (Day day)
{
  return (int)((((int64_t)day + EPOCH_WEEKDAY) % 7 + 7) % 7);
}

void
date_append (GString *out, Day day)
{
  int year, month, day_of_month;
  date_from_day (day, &year, &month, &day_of_month);
  g_string_append_printf (out, "%d年%d月%d日", year, month, day_of_month);
}
