/* The text of literals to their parts.  No units are resolved and no meaning is given here. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  DATE_DAY,       /* 2024年12月31日 */
  DATE_MONTH,     /* 2024年12月 */
  DATE_QUARTER,   /* 2024年第三季度 */
  DATE_YEAR,      /* 2024年 */
  DATE_MONTH_DAY  /* 12月31日: the year is the scheme's */
} DatePrecision;

typedef struct
{
  DatePrecision precision;
  int year, month, day, quarter; /* 0 where not written; not checked to exist */
} LiteralDate;

/* Reads the date at the start of TEXT; returns the bytes it takes, 0 if there is none. Full-width digits count as digits. */
size_t literal_read_date (const char *text, size_t length, LiteralDate *ret_date);
/* Splits `7.31件/万人` into NUMBER (ASCII digits and a point, appended) and the offset of the unit (LENGTH if there is none). */
size_t literal_split_quantity (const char *text, size_t length, GString *number);
/* Appends the unit in plain form: ％ ／ * · as % / · ·, quotes undone. */
void literal_append_unit (GString *out, const char *text, size_t length);
/* Appends the content of a string literal with its quotes of any kind undone; false at a bad escape, whose offset is given. */
bool literal_append_string (GString *out, const char *text, size_t length, size_t *ret_bad);
