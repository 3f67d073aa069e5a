/* The normal form of names: what tables add to a name that is not the name.  Works on the folded key, in
   three passes: brackets that hold a bound, numbering in front, then marks and punctuation anywhere.  A bound
   is a template (≥**人) or a value (≥60%): neither tells which is which, and a value that changes is told. */
#include "base/normal-name.h"
#include "base/text.h"
#include <string.h>

#define MAX_NUMBERING 3 /* digits in a row: 2024 is a year */

static bool
is_one_of (gunichar c, const char *set)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

static bool
is_open (gunichar c)
{
  return is_one_of (c, "([{【〔〖");
}

static bool
is_close (gunichar c)
{
  return is_one_of (c, ")]}】〕〗");
}

/* Bounds: `(≥**人)`, `(≥60%)` */

typedef bool IsLeftOut (const char *content);

static bool
is_template (const char *content)
{
  return strchr (content, '*') != NULL;
}

static bool
is_bound (const char *content)
{
  return is_one_of (g_utf8_get_char (content), "≥≤<>=≠≧≦⩾⩽═") || is_template (content);
}

static char *
without_brackets (const char *name, IsLeftOut *is_left_out)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (const char *at = name; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (is_close (c) && open->len > 0)
        {
          gsize start = g_array_index (open, gsize, open->len - 1);
          g_array_set_size (open, open->len - 1);
          if (is_left_out (g_utf8_next_char (out->str + start)))
            {
              g_string_truncate (out, start);
              continue;
            }
        }
      if (is_open (c))
        g_array_append_val (open, out->len);
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* Marks */

/* What means nothing in a name: punctuation but for % and ‰, blanks, what cannot be seen, and marks such as
 * ★. */
static bool
is_mark (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
      return true;
    case G_UNICODE_OTHER_PUNCTUATION:
      return !is_one_of (c, "%‰");
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return true;
    case G_UNICODE_OTHER_SYMBOL:
      return c >= 0x25A0 && c <= 0x27BF;
    default:
      return text_is_invisible (c);
    }
}

/* Between two digits a mark tells numbers apart: PM2.5, 1-3月. */
static char *
without_marks (const char *name)
{
  GString *out = g_string_new (NULL);
  for (const char *at = name; *at; at = g_utf8_next_char (at))
    {
      const char *next = g_utf8_next_char (at);
      bool inner = out->len > 0 && at > name && g_ascii_isdigit (at[-1]) && g_ascii_isdigit (*next);
      if (inner || !is_mark (g_utf8_get_char (at)))
        g_string_append_len (out, at, next - at);
    }
  return g_string_free (out, FALSE);
}

/* Numbering */

static const char *
skip_prefix (const char *text, const char *prefix)
{
  return g_str_has_prefix (text, prefix) ? text + strlen (prefix) : text;
}

/* After `12`, `1.2`, `1-1` or `十二` at TEXT, TEXT itself if it begins with none. */
static const char *
skip_number (const char *text)
{
  const char *at = text;
  unsigned digits = 0;
  while (is_one_of (g_utf8_get_char (at), "一二三四五六七八九十百"))
    at = g_utf8_next_char (at);
  if (at > text)
    return at;
  for (; g_ascii_isdigit (*at); at++)
    {
      if (++digits > MAX_NUMBERING)
        return text;
      if ((at[1] == '.' || at[1] == '-') && g_ascii_isdigit (at[2]))
        {
          at++;
          digits = 0;
        }
    }
  return at;
}

/* True if at NEXT another number goes on in the digits that START has. */
static bool
is_number_on (const char *start, const char *next)
{
  return skip_number (next) != next && g_ascii_isdigit (*start) == g_ascii_isdigit (*next);
}

/* ① and the like, which are numbering by themselves. */
static bool
is_circled (gunichar c)
{
  return (c >= 0x2460 && c <= 0x249B) || (c >= 0x2776 && c <= 0x2793) || (c >= 0x3220 && c <= 0x3229)
         || (c >= 0x3280 && c <= 0x3289);
}

/* After the numbering at TEXT, TEXT itself if there is none: `指标1:`, `1.`, `1、`, `(1)`, `①`; `1.5级` and
 * `一、二级` are none, `1、一事一议` and `指标1:3公里` are. */
static const char *
skip_numbering (const char *text)
{
  bool bracket = *text == '(';
  const char *start = bracket ? text + 1 : skip_prefix (skip_prefix (text, "绩效"), "指标");
  const char *end = skip_number (start);
  if (is_circled (g_utf8_get_char (text)))
    return g_utf8_next_char (text);
  if (end == start)
    return text;
  if (bracket)
    return *end == ')' ? end + 1 : text;
  if (!is_one_of (g_utf8_get_char (end), ":.、)"))
    return text;
  if (*end == ':' && start != text)
    return end + 1;
  return is_number_on (start, g_utf8_next_char (end)) ? text : g_utf8_next_char (end);
}

static const char *
skip_front (const char *name)
{
  for (;;)
    {
      const char *next = skip_numbering (name);
      if (next == name && *name && is_mark (g_utf8_get_char (name)))
        next = g_utf8_next_char (name);
      if (next == name)
        return name;
      name = next;
    }
}

static char *
normalized (const char *name, IsLeftOut *is_left_out)
{
  g_autofree char *key = text_fold_key (name, -1);
  g_autofree char *plain = without_brackets (key, is_left_out);
  g_autofree char *bare = without_marks (skip_front (plain));
  return text_fold_key (*bare ? bare : key, -1);
}

char *
normal_name (const char *name)
{
  return normalized (name, is_bound);
}

char *
normal_name_told (const char *name)
{
  return normalized (name, is_template);
}
