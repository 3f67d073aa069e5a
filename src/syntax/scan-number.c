/* Numbers of the scanner: where a quantity ends and its suffix begins, and what is wrong with text that
   begins like a number.  A fault is reported with its repair, if there is one. */
#include "syntax/scan-number.h"
#include "base/i18n.h"
#include "grammar/parse.h"
#include "syntax/literal.h"
#include "syntax/scan-context.h"
#include <string.h>

static const struct
{
  const char *text;
  int token;
} SUFFIXES[] = {
  { "以上", TOK_SUFFIX_AT_LEAST }, { "以内", TOK_SUFFIX_AT_MOST }, { "之内", TOK_SUFFIX_AT_MOST },
  { "以下", TOK_SUFFIX_AT_MOST },  { "内", TOK_SUFFIX_AT_MOST },   { "之前", TOK_SUFFIX_BY },
  { "底前", TOK_SUFFIX_BY },       { "底之前", TOK_SUFFIX_BY },    { "前", TOK_SUFFIX_BY },
  { "底", TOK_SUFFIX_BY },
};

uint32_t
scan_date (Scanner *scanner, const char *text, uint32_t length)
{
  LiteralDate date;
  (void)scanner;
  return (uint32_t)literal_read_date (text, length, &date);
}

bool
scan_is_number (const char *text, uint32_t length)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  return literal_split_quantity (text, length, digits) == length;
}

uint32_t
scan_quantity (const char *text, uint32_t length)
{
  size_t longest = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (SUFFIXES); i++)
    {
      size_t size = strlen (SUFFIXES[i].text);
      if (size > longest && size < length && memcmp (text + length - size, SUFFIXES[i].text, size) == 0)
        longest = size;
    }
  return length - (uint32_t)longest;
}

int
scan_suffix (const char *text, uint32_t length)
{
  for (size_t i = 0; i < G_N_ELEMENTS (SUFFIXES); i++)
    if (strlen (SUFFIXES[i].text) == length && memcmp (text, SUFFIXES[i].text, length) == 0)
      return SUFFIXES[i].token;
  return 0;
}

bool
scan_is_digit (const char *text, size_t length)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  return length > 0 && *text != ',' && !g_str_has_prefix (text, "，")
         && literal_split_quantity (text, length, digits) > 0;
}

bool
scan_digit_follows (const char *text, size_t length)
{
  static const char *const MINUS[] = { "-", "−", "－", "–" };
  for (size_t i = 0; i < G_N_ELEMENTS (MINUS); i++)
    if (length > strlen (MINUS[i]) && memcmp (text, MINUS[i], strlen (MINUS[i])) == 0)
      return scan_is_digit (text + strlen (MINUS[i]), length - strlen (MINUS[i]));
  return scan_is_digit (text, length);
}

/* Faults */

int
scan_grouped_number (Scanner *scanner, const char *text, uint32_t length)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  Diag *diag;
  for (uint32_t at = 0; at < length; at++)
    if (text[at] == ',')
      continue;
    else if (g_str_has_prefix (text + at, "，"))
      at += (uint32_t)strlen ("，") - 1;
    else
      g_string_append_c (plain, text[at]);
  diag = diag_report (scanner->sink, DIAG_grouped_number, scanner->source, scan_match (scanner, length),
                      plain->str, NULL);
  diag_fix (diag, scanner->source, scan_match (scanner, length), plain->str);
  return g_ascii_isdigit (text[length - 1]) ? TOK_NUMBER : TOK_QUANTITY;
}

/* `24年1月1日`, `2024年2月1号`, `2024.2.1`: meant for a date.  DIGITS: of TEXT, which go up to AT. */
static bool
looks_like_date (const char *text, uint32_t length, const char *digits, size_t at)
{
  const char *point = strchr (digits, '.');
  if (!point && length - at > strlen ("年") && g_str_has_prefix (text + at, "年"))
    return true;
  return point == digits + 4 && at == length && strchr (point + 1, '.') == strrchr (digits, '.')
         && point != strrchr (digits, '.');
}

/* What is wrong with text that begins like a number. */
static const char *
number_fault (const char *text, uint32_t length)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  size_t at = literal_split_quantity (text, length, digits);
  if (looks_like_date (text, length, digits->str, at))
    return _ ("a date is written like 2024年12月31日");
  if (at < length && (text[at] == 'e' || text[at] == 'E') && at + 1 < length
      && g_ascii_isdigit (text[at + 1]))
    return _ ("write the number out in full, without an exponent");
  if (at < length && (text[at] == 'x' || text[at] == 'X'))
    return _ ("write the number in decimal digits");
  if (at < length && (text[at] == '_' || text[at] == '\''))
    return _ ("write the digits without marks between them");
  if (strchr (digits->str, '.') != strrchr (digits->str, '.'))
    return _ ("a number has one decimal point");
  if (digits->str[0] == '.' || g_str_has_suffix (digits->str, "."))
    return _ ("a decimal point stands between digits: 0.5, 5.0");
  return _ ("a digit stands directly after the unit; a name that begins with a digit needs quotes");
}

static int
report_bad_number (Scanner *scanner, const char *text, uint32_t length)
{
  g_autofree char *shown = g_strndup (text, length);
  diag_report (scanner->sink, DIAG_bad_number, scanner->source, scan_match (scanner, length), shown,
               number_fault (text, length), NULL);
  return TOK_NUMBER;
}

/* `20公里至30公里`: the bytes before 至, with the bytes that it takes; 0 if it is no such range. */
static size_t
range_in_words (const char *text, uint32_t length, size_t *ret_size)
{
  static const char *const WORDS[] = { "至", "到" };
  for (size_t i = 0; i < G_N_ELEMENTS (WORDS); i++)
    {
      const char *word = g_strstr_len (text, (gssize)length, WORDS[i]);
      size_t at = word ? (size_t)(word - text) : 0, end = at + strlen (WORDS[i]);
      if (at > 0 && scan_digit_follows (text + end, length - end))
        {
          *ret_size = strlen (WORDS[i]);
          return at;
        }
    }
  return 0;
}

int
scan_bad_number (Scanner *scanner, const char *text, uint32_t length)
{
  size_t size, at = range_in_words (text, length, &size);
  if (at > 0)
    {
      uint32_t from = scanner->start + (uint32_t)at;
      g_autofree char *word = g_strndup (text + at, size);
      diag_fix (diag_report (scanner->sink, DIAG_word_for_sign, scanner->source,
                             (Span){ from, from + (uint32_t)size }, word, "..", NULL),
                scanner->source, (Span){ from, from + (uint32_t)size }, "..");
      return TOK_NUMBER;
    }
  return report_bad_number (scanner, text, length);
}
