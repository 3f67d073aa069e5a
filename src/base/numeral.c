/* Chinese numerals to whole numbers.  What people write in tables is one digit (一, 两) or digits with 十 百
   千 between them; 万 and 亿 are left to the unit behind it, which they multiply as they do behind Arabic
   digits. */
#include "base/numeral.h"
#include <stdbool.h>
#include <string.h>

enum
{
  CHARACTER = 3, /* bytes of each of them */
  HIGHEST = 1000
};

static const struct
{
  const char *text;
  int digit;  /* 0 to 9, or -1 */
  int factor; /* 10, 100, 1000, or 0 */
} NUMERALS[] = {
  { "一", 1, 0 }, { "二", 2, 0 }, { "两", 2, 0 },   { "三", 3, 0 },    { "四", 4, 0 },
  { "五", 5, 0 }, { "六", 6, 0 }, { "七", 7, 0 },   { "八", 8, 0 },    { "九", 9, 0 },
  { "零", 0, 0 }, { "〇", 0, 0 }, { "十", -1, 10 }, { "百", -1, 100 }, { "千", -1, HIGHEST },
};

static int
numeral_at (const char *text, size_t length)
{
  for (size_t i = 0; length >= CHARACTER && i < sizeof NUMERALS / sizeof *NUMERALS; i++)
    if (memcmp (text, NUMERALS[i].text, CHARACTER) == 0)
      return (int)i;
  return -1;
}

size_t
numeral_read (const char *text, size_t length, int64_t *ret_value)
{
  int64_t value = 0, digit = -1; /* digit: read and not multiplied yet */
  int below = 10 * HIGHEST;      /* factors only fall */
  size_t at = 0;
  bool zero = false; /* 零 since the last of them: 一百一 may be 110 */
  for (int i; (i = numeral_at (text + at, length - at)) >= 0; at += CHARACTER)
    if (NUMERALS[i].factor)
      {
        if (NUMERALS[i].factor >= below || digit == 0 || (digit < 0 && (at > 0 || NUMERALS[i].factor != 10)))
          return 0;
        below = NUMERALS[i].factor;
        zero = false;
        value += (digit < 0 ? 1 : digit) * below;
        digit = -1;
      }
    else
      {
        if (digit > 0 || (digit == 0 && at == CHARACTER) || (digit == 0 && NUMERALS[i].digit == 0))
          return 0;
        digit = NUMERALS[i].digit;
        zero = zero || digit == 0;
      }
  if (at == 0 || (digit > 0 && (below == 100 || below == HIGHEST) && !zero))
    return 0;
  *ret_value = value + (digit > 0 ? digit : 0);
  return at;
}
