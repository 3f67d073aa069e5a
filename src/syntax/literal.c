/* Literals to their parts: dates, number and unit, strings.  Pure functions of text; the scanner uses them to find where a
   literal ends, sema to read its value. */
#include "syntax/literal.h"
#include <string.h>

/* The digit at TEXT, 0 to 9, ASCII or full-width, with its length; -1 if there is none. */
static int
read_digit (const char *text, size_t length, size_t *ret_size)
{
  const unsigned char *byte = (const unsigned char *)text;
  *ret_size = 1;
  if (length >= 1 && g_ascii_isdigit (text[0]))
    return text[0] - '0';
  *ret_size = 3;
  if (length >= 3 && byte[0] == 0xEF && byte[1] == 0xBC && byte[2] >= 0x90 && byte[2] <= 0x99)
    return byte[2] - 0x90;
  return -1;
}

/* Reads MIN to MAX digits; the bytes taken, 0 if there are fewer. */
static size_t
read_digits (const char *text, size_t length, int min, int max, int *ret_value)
{
  size_t at = 0, size;
  int count = 0, value = 0, digit;
  while (count < max && (digit = read_digit (text + at, length - at, &size)) >= 0)
    {
      value = value * 10 + digit;
      at += size;
      count++;
    }
  if (count < min)
    return 0;
  *ret_value = value;
  return at;
}

/* The bytes of the first of WORDS that stands at TEXT, 0 if none does. */
static size_t
read_word (const char *text, size_t length, const char *const words[])
{
  for (; *words; words++)
    {
      size_t size = strlen (*words);
      if (size <= length && memcmp (text, *words, size) == 0)
        return size;
    }
  return 0;
}

static const char *const SEPARATORS[] = { "-", "－", "−", "–", "/", "／", NULL };

static size_t
read_quarter (const char *text, size_t length, int *ret_quarter)
{
  static const char *const NAMES[] = { "一季度", "二季度", "三季度", "四季度", "1季度", "2季度", "3季度", "4季度", NULL };
  size_t at = read_word (text, length, (const char *const[]) { "第", NULL });
  for (int i = 0; NAMES[i]; i++)
    {
      size_t size = read_word (text + at, length - at, (const char *const[]) { NAMES[i], NULL });
      if (size)
        {
          *ret_quarter = i % 4 + 1;
          return at + size;
        }
    }
  return 0;
}

/* `12月31日` or `12月`, which sets the precision too. */
static size_t
read_month_day (const char *text, size_t length, LiteralDate *date)
{
  size_t at = read_digits (text, length, 1, 2, &date->month), size, day;
  if (!at || !(size = read_word (text + at, length - at, (const char *const[]) { "月", NULL })))
    return 0;
  at += size;
  date->precision = DATE_MONTH;
  day = read_digits (text + at, length - at, 1, 2, &date->day);
  size = day ? read_word (text + at + day, length - at - day, (const char *const[]) { "日", NULL }) : 0;
  if (!size)
    {
      date->day = 0;
      return at;
    }
  date->precision = DATE_DAY;
  return at + day + size;
}

static size_t
read_separated (const char *text, size_t length, LiteralDate *date)
{
  size_t at = 0, size;
  if (!(size = read_word (text, length, SEPARATORS)))
    return 0;
  at += size;
  if (!(size = read_digits (text + at, length - at, 1, 2, &date->month)))
    return 0;
  at += size;
  if (!(size = read_word (text + at, length - at, SEPARATORS)))
    return 0;
  at += size;
  if (!(size = read_digits (text + at, length - at, 1, 2, &date->day)))
    return 0;
  return at + size;
}

size_t
literal_read_date (const char *text, size_t length, LiteralDate *ret_date)
{
  LiteralDate date = { .precision = DATE_DAY };
  size_t at = read_digits (text, length, 4, 4, &date.year), size;
  if (!at)
    {
      at = read_month_day (text, length, &date);
      if (!at || date.precision != DATE_DAY)
        return 0;
      date.precision = DATE_MONTH_DAY;
      date.year = 0;
      *ret_date = date;
      return at;
    }
  if ((size = read_separated (text + at, length - at, &date)))
    {
      *ret_date = date;
      return at + size;
    }
  if (!(size = read_word (text + at, length - at, (const char *const[]) { "年", NULL })))
    return 0;
  at += size;
  if ((size = read_quarter (text + at, length - at, &date.quarter)))
    date.precision = DATE_QUARTER;
  else if (!(size = read_month_day (text + at, length - at, &date)))
    {
      date.precision = DATE_YEAR;
      date.month = date.day = 0;
    }
  *ret_date = date;
  return at + size;
}

size_t
literal_split_quantity (const char *text, size_t length, GString *number)
{
  size_t at = 0, size;
  while (at < length)
    {
      int digit = read_digit (text + at, length - at, &size);
      if (digit >= 0)
        g_string_append_c (number, (char)('0' + digit));
      else if ((size = read_word (text + at, length - at, (const char *const[]) { ".", "．", NULL })))
        g_string_append_c (number, '.');
      else if ((size = read_word (text + at, length - at, (const char *const[]) { ",", "，", NULL })))
        ; /* of thousands: the scanner has refused it */
      else
        break;
      at += size;
    }
  return at;
}

void
literal_append_unit (GString *out, const char *text, size_t length)
{
  static const struct { const char *from, *to; } FORMS[] = {
    { "％", "%" }, { "／", "/" }, { "*", "·" }, { "・", "·" }, { "\"", "" },
  };
  for (size_t at = 0; at < length;)
    {
      size_t size = 0;
      for (size_t i = 0; i < G_N_ELEMENTS (FORMS) && !size; i++)
        if ((size = read_word (text + at, length - at, (const char *const[]) { FORMS[i].from, NULL })))
          g_string_append (out, FORMS[i].to);
      if (!size)
        g_string_append_c (out, text[at]);
      at += MAX (size, 1);
    }
}

/* Appends the character of the escape at TEXT (after the backslash); the bytes it takes, 0 if it is none. */
static size_t
append_escape (GString *out, const char *text, size_t length)
{
  gunichar c = 0;
  size_t at = 2;
  if (length < 1)
    return 0;
  if (text[0] == 'n' || text[0] == '"' || text[0] == '\\')
    {
      g_string_append_c (out, text[0] == 'n' ? '\n' : text[0]);
      return 1;
    }
  if (text[0] != 'u' || length < 4 || text[1] != '{')
    return 0;
  for (; at < length && at < 8 && g_ascii_isxdigit (text[at]); at++)
    c = c * 16 + (gunichar)g_ascii_xdigit_value (text[at]);
  if (at == 2 || at >= length || text[at] != '}' || c == 0 || !g_unichar_validate (c))
    return 0;
  g_string_append_unichar (out, c);
  return at + 1;
}

bool
literal_append_string (GString *out, const char *text, size_t length, size_t *ret_bad)
{
  static const char *const CLOSING[] = { "”", "」", "＂", NULL };
  size_t end = length, at = 1;
  if (length < 1 || text[0] != '"')
    {
      /* “…”, 「…」 and ＂…＂ have no escapes; an unclosed one has no closing quote either */
      size_t open = read_word (text, length, (const char *const[]) { "“", "「", "＂", NULL });
      if (end >= open + 3 && read_word (text + end - 3, 3, CLOSING))
        end -= 3;
      g_string_append_len (out, text + open, (gssize)(end - open));
      return true;
    }
  end -= length > 1 && text[length - 1] == '"' ? 1 : 0;
  while (at < end)
    {
      size_t size = 1;
      if (text[at] != '\\')
        g_string_append_c (out, text[at]);
      else if (!(size = append_escape (out, text + at + 1, end - at - 1)))
        {
          *ret_bad = at;
          return false;
        }
      else
        size++;
      at += size;
    }
  return true;
}
