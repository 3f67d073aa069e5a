/* Calendar dates of the proleptic Gregorian calendar, years 1 to 9999, without time or zone. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01. */
typedef int32_t Day;

bool date_is_valid (int year, int month, int day);
int date_month_days (int year, int month);
/* The date must be valid. */
Day date_to_day (int year, int month, int day);
void date_from_day (Day day, int *ret_year, int *ret_month, int *ret_day);
/* 0 Monday .. 6 Sunday. */
int date_weekday (Day day);
/* Appends `2024年12月31日`. */
void date_append (GString *out, Day day);
