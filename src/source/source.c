/* Source: a copy of one text, with its name, and the starts of its lines once somebody asks.
   Offsets are of the text as kept, that is, without a byte order mark.  Text that is not UTF-8 is welcome
   here, each invalid byte being one character; refusing it is the reader's task. */
#include "source/source.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

struct Source
{
  char *name;
  char *text;
  uint32_t length;
  GArray *lines; /* uint32_t: where each line starts; NULL until asked for */
};

Source *
source_new (const char *name, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_assert (length <= LIMIT_FILE_BYTES + 3);
  gsize skipped = length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  Source *source = g_rc_box_new0 (Source);
  source->name = g_strdup (strcmp (name, "-") == 0 ? "<stdin>" : name);
  source->length = (uint32_t)(length - skipped);
  source->text = g_malloc (source->length + 1);
  if (source->length)
    memcpy (source->text, data + skipped, source->length);
  source->text[source->length] = '\0';
  return source;
}

Source *
source_ref (Source *source)
{
  return g_rc_box_acquire (source);
}

static void
source_done (gpointer data)
{
  Source *source = data;
  g_free (source->name);
  g_free (source->text);
  g_clear_pointer (&source->lines, g_array_unref);
}

void
source_unref (Source *source)
{
  if (source)
    g_rc_box_release_full (source, source_done);
}

const char *
source_name (const Source *source)
{
  return source->name;
}

const char *
source_text (const Source *source)
{
  return source->text;
}

uint32_t
source_length (const Source *source)
{
  return source->length;
}

/* Lines */

static void
index_lines (Source *source)
{
  if (source->lines)
    return;
  uint32_t start = 0;
  source->lines = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  g_array_append_val (source->lines, start);
  for (uint32_t at = 0; at < source->length; at++)
    {
      char c = source->text[at];
      if (c == '\n' || (c == '\r' && source->text[at + 1] != '\n'))
        {
          start = at + 1;
          g_array_append_val (source->lines, start);
        }
    }
}

static uint32_t
line_start (const Source *source, unsigned line)
{
  return g_array_index (source->lines, uint32_t, line - 1);
}

/* The last line that starts at or before OFFSET. */
static unsigned
line_at (const Source *source, uint32_t offset)
{
  unsigned low = 1, high = source->lines->len;
  while (low < high)
    {
      unsigned middle = low + (high - low + 1) / 2;
      if (line_start (source, middle) <= offset)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

Span
source_line_span (Source *source, unsigned line)
{
  index_lines (source);
  if (line < 1 || line > source->lines->len)
    return (Span){ source->length, source->length };
  uint32_t start = line_start (source, line);
  if (line == source->lines->len)
    return (Span){ start, source->length };
  uint32_t end = line_start (source, line + 1) - 1;
  if (source->text[end] == '\n' && end > start && source->text[end - 1] == '\r')
    end--;
  return (Span){ start, end };
}

/* Places */

/* Bytes of the character at AT, 1 for an invalid byte; its UTF-16 units. */
static uint32_t
char_length (const char *at, const char *end, unsigned *ret_units)
{
  *ret_units = 1;
  if ((guchar)*at < 0x80)
    return 1;
  gunichar c = g_utf8_get_char_validated (at, end - at);
  if (c > 0x10FFFF)
    return 1;
  *ret_units = c >= 0x10000 ? 2 : 1;
  return (uint32_t)(g_utf8_next_char (at) - at);
}

/* An offset inside a character is at the character; one beyond the end is at the end. */
SourcePlace
source_place (Source *source, uint32_t offset)
{
  index_lines (source);
  offset = MIN (offset, source->length);
  unsigned line = line_at (source, offset);
  uint32_t start = line_start (source, line);
  SourcePlace place = { .line = line, .column = 1, .utf16 = 0, .byte = offset - start };
  for (uint32_t at = start; at < offset;)
    {
      unsigned units;
      at += char_length (source->text + at, source->text + source->length, &units);
      if (at > offset)
        break;
      place.column++;
      place.utf16 += units;
    }
  return place;
}

void
source_append_place (GString *out, Source *source, uint32_t offset)
{
  SourcePlace place = source_place (source, offset);
  text_append_visible (out, source->name, -1);
  g_string_append_printf (out, ":%u:%u", place.line, place.column);
}
