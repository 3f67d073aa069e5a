/* The texts of fields as other programs see them.  The reader and the writer must agree on this, or a table
   that was written would not read back as it was. */
#include "table/csv-text.h"
#include <glib.h>
#include <string.h>

size_t
csv_blank_length (const char *p)
{
  if (*p == ' ' || *p == '\t')
    return 1;
  if (strncmp (p, "\xC2\xA0", 2) == 0)
    return 2;
  return strncmp (p, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

static const char *
skip_digits (const char *p)
{
  while (g_ascii_isdigit (*p))
    p++;
  return p;
}

/* A signed number, as a spreadsheet takes it for one: `-5`, `+3.25`, `-1.5%`. */
static bool
is_signed_number (const char *text)
{
  const char *p = skip_digits (text + 1);
  if ((*text != '+' && *text != '-') || p == text + 1)
    return false;
  if (*p == '.')
    {
      const char *places = p + 1;
      p = skip_digits (places);
      if (p == places)
        return false;
    }
  return *p == '\0' || (p[0] == '%' && p[1] == '\0');
}

static bool
starts_formula (const char *text)
{
  if (*text == '\0')
    return false;
  if (strchr ("=+-@\t\r\n", *text))
    return true;
  return g_str_has_prefix (text, "＝") || g_str_has_prefix (text, "＋") || g_str_has_prefix (text, "－")
         || g_str_has_prefix (text, "＠");
}

bool
csv_is_guarded (const char *text)
{
  while (*text == '\'')
    text++;
  return starts_formula (text) && !is_signed_number (text);
}
