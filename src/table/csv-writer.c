/* The writer of CSV and TSV.  It keeps nothing: separators and line ends are put by the caller. */
#include "table/csv-writer.h"
#include <string.h>
#include "table/csv-text.h"

#define BOM "\xEF\xBB\xBF"

/* Beyond what RFC 4180 asks: blanks at the ends, which some readers drop and which would make a blank line,
   and a BOM, which at the start of a file would be none of the field's. */
static bool
needs_quotes (const char *text, char separator)
{
  const char specials[] = { separator, '"', '\r', '\n', '\0' };
  size_t length = strcspn (text, specials);
  if (text[length])
    return true;
  if (length == 0)
    return false;
  return csv_blank_length (text) || text[length - 1] == ' ' || text[length - 1] == '\t'
         || g_str_has_prefix (text, BOM);
}

void
csv_append_field (GString *out, const char *text, char separator, bool raw)
{
  bool guarded = !raw && csv_is_guarded (text);
  if (!guarded && !needs_quotes (text, separator))
    {
      g_string_append (out, text);
      return;
    }
  g_string_append (out, guarded ? "\"'" : "\"");
  for (const char *quote; (quote = strchr (text, '"')); text = quote + 1)
    {
      g_string_append_len (out, text, quote + 1 - text);
      g_string_append_c (out, '"');
    }
  g_string_append (out, text);
  g_string_append_c (out, '"');
}
