/* The one sink for text in Markdown.  ASCII punctuation that may mean something is escaped; what a browser
   could take for a tag or an entity is written as one. */
#include "report/markdown.h"

#include "base/text.h"
#include <string.h>

static const char *
entity (char c)
{
  return c == '<'   ? "&lt;"
         : c == '>' ? "&gt;"
         : c == '&' ? "&amp;"
         : c == '|' ? "&#124;"
         : c == '@' ? "&#64;"
                    : NULL;
}

/* `1.` and `1)` begin a list. */
static bool
is_number_mark (const char *start, const char *at)
{
  if (at == start || (*at != '.' && *at != ')'))
    return false;
  while (start < at && g_ascii_isdigit (*start))
    start++;
  return start == at;
}

static bool
is_markup (const char *start, const char *at)
{
  if (strchr ("\\`*_[]{}#~!$^", *at))
    return true;
  if (at == start && strchr ("-+=", *at))
    return true;
  if (*at == ':')
    return at[1] == '/' || g_ascii_isalpha (at[1]); /* a link, or the name of a picture */
  if (*at == '.' && at - start >= 3 && g_ascii_strncasecmp (at - 3, "www", 3) == 0)
    return true;
  return is_number_mark (start, at);
}

void
markdown_text (GString *out, const char *text)
{
  g_autoptr (GString) visible = g_string_new (NULL);
  if (!text)
    return;
  text_append_visible (visible, text, -1);
  for (const char *at = visible->str; *at; at++)
    {
      const char *reference = entity (*at);
      if (reference)
        g_string_append (out, reference);
      else if (is_markup (visible->str, at))
        g_string_append_printf (out, "\\%c", *at);
      else
        g_string_append_c (out, *at);
    }
}

void
markdown_row (GString *out, const char *const *cells)
{
  for (; *cells; cells++)
    g_string_append_printf (out, "| %s ", *cells);
  g_string_append (out, "|\n");
}

void
markdown_head (GString *out, const char *const *titles)
{
  for (const char *const *title = titles; *title; title++)
    {
      g_string_append (out, "| ");
      markdown_text (out, *title);
      g_string_append_c (out, ' ');
    }
  g_string_append (out, "|\n");
  for (; *titles; titles++)
    g_string_append (out, "| --- ");
  g_string_append (out, "|\n");
}
