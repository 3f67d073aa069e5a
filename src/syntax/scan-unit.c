/* Where the unit of a quantity ends: `*` and `/` without blanks join units, but are × and ÷ before a value of
 * rules or a call. */
#include "syntax/scan-unit.h"
#include "syntax/keywords.h"
#include <string.h>

/* The bytes of the sign at TEXT that joins two units and is × or ÷ between values, 0 if there is none. */
static uint32_t
operator_length (const char *text, uint32_t length)
{
  if (*text == '*' || *text == '/')
    return 1;
  return length >= strlen ("／") && memcmp (text, "／", strlen ("／")) == 0 ? (uint32_t)strlen ("／") : 0;
}

/* True if the SIZE bytes at TEXT name a value of rules, which no unit is called. */
static bool
names_value (const char *text, uint32_t size)
{
  static const Word VALUES[]
      = { WORD_WEIGHT, WORD_ACTUAL, WORD_TARGET,    WORD_BOUND,      WORD_LOWER,      WORD_UPPER,
          WORD_RATIO,  WORD_GAP,    WORD_DEVIATION, WORD_LAST_YEAR,  WORD_LEVEL_RATE, WORD_CLAIMED_SCORE,
          WORD_SCORE,  WORD_STATED, WORD_PARTS_SUM, WORD_FIRST_BOUND,
          WORD_STATED_PLACE, WORD_STATED_GAP };
  g_autofree char *name = g_strndup (text, size);
  Word word = word_find (name);
  for (size_t i = 0; i < G_N_ELEMENTS (VALUES); i++)
    if (VALUES[i] == word)
      return true;
  return false;
}

static bool
bracket_follows (const Scanner *scanner, uint32_t length)
{
  const char *after = source_text (scanner->source) + scanner->start + length;
  return *after == '(' || g_str_has_prefix (after, "（");
}

uint32_t
scan_unit (const Scanner *scanner, const char *text, uint32_t length)
{
  bool quoted = false;
  uint32_t at = 0, size, end;
  for (; at < length; at++)
    {
      if (text[at] == '"' && text[at - 1] != '\\')
        quoted = !quoted;
      if (quoted || !(size = operator_length (text + at, length - at)))
        continue;
      for (end = at + size; end < length && text[end] != '"' && !operator_length (text + end, length - end);
           end++)
        ;
      if (names_value (text + at + size, end - at - size)
          || (end == length && bracket_follows (scanner, length)))
        return at;
    }
  return length;
}
