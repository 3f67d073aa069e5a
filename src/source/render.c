/* Rendering of diagnostics: as text for a terminal and as JSON for programs.
   An excerpt is a window on one source line, made of cells: one character each, with the form and the columns
   it is shown in.  Only a stretch of the line near the span is looked at, so that a line of many megabytes
   costs no more than a short one.  Which diagnostics are shown, and where they go, is decided by the caller.
 */
#include "source/render.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum
{
  EXCERPT_COLUMNS = 200,
  LABEL_COLUMNS = 100, /* of the excerpt at a label */
  FIX_COLUMNS = 80,    /* of the texts in a fix */
  LEAST_CONTEXT = 10   /* columns kept before a span too wide for its excerpt */
};

#define SGR_BOLD "1"
#define SGR_GUTTER "1;34"
#define SGR_NOTE "1;36"
#define SGR_FIX "1;32"

static const char *const severity_sgr[]
    = { [SEVERITY_NOTE] = SGR_NOTE, [SEVERITY_WARNING] = "1;35", [SEVERITY_ERROR] = "1;31" };

typedef struct
{
  GString *out;
  bool color;
  unsigned gutter; /* digits of the largest line number shown */
} Renderer;

static void
begin (const Renderer *r, const char *sgr)
{
  if (r->color)
    g_string_append_printf (r->out, "\033[%sm", sgr);
}

static void
end (const Renderer *r)
{
  if (r->color)
    g_string_append (r->out, "\033[m");
}

static void
append_repeated (GString *out, char c, unsigned n)
{
  while (n--)
    g_string_append_c (out, c);
}

/* Excerpts */

typedef struct
{
  uint32_t at, next; /* bytes of the character */
  unsigned column, width;
} Cell;

/* The part of a line that is looked at, its width, and the columns of the span in it. */
typedef struct
{
  const Source *source;
  uint32_t begin, end;
  unsigned width;
  unsigned from, to;
  bool cut_left, cut_right; /* the line goes on */
} Stretch;

/* Appends the first character of the REST bytes at TEXT as it is shown; the bytes it takes. */
static uint32_t
append_shown (GString *out, const char *text, size_t rest)
{
  uint32_t length = 1;
  gunichar c = (guchar)*text < 0x80 ? (guchar)*text : g_utf8_get_char_validated (text, (gssize)rest);
  if (c >= 0x80 && c <= 0x10FFFF)
    length = (uint32_t)(g_utf8_next_char (text) - text);
  if (c <= 0x10FFFF && text_is_invisible (c))
    g_string_append_printf (out, "\\u{%x}", c);
  else
    text_append_visible (out, text, length);
  return length;
}

/* Appends the character at AT as it is shown, and returns where the next one is. */
static uint32_t
append_char (GString *out, const Source *source, uint32_t at)
{
  const char *text = source_text (source) + at;
  if (*text != '\t')
    return at + append_shown (out, text, source_length (source) - at);
  g_string_append_c (out, ' ');
  return at + 1;
}

/* Moves CELL to the character after it. */
static void
cell_next (Cell *cell, const Source *source, GString *scratch)
{
  g_string_truncate (scratch, 0);
  cell->at = cell->next;
  cell->column += cell->width;
  cell->next = append_char (scratch, source, cell->at);
  cell->width = text_width (scratch->str, (gssize)scratch->len, false);
}

/* The next offset at or after OFFSET, at most END, that does not begin with a continuation byte. */
static uint32_t
char_border (const Source *source, uint32_t offset, uint32_t end)
{
  const char *text = source_text (source);
  for (unsigned i = 0; i < 3 && offset < end && ((guchar)text[offset] & 0xC0) == 0x80; i++)
    offset++;
  return offset;
}

static Stretch
stretch_of (Source *source, Span line, Span span, unsigned columns)
{
  uint32_t reach = 4 * columns; /* a character has at most four bytes */
  Stretch s = { .source = source, .begin = line.start, .end = line.end };
  uint32_t at = CLAMP (span.start, line.start, line.end);
  if (at - line.start > reach)
    s.begin = char_border (source, at - reach, at);
  if (line.end - at > 2 * reach)
    s.end = char_border (source, at + 2 * reach, line.end);
  s.cut_left = s.begin > line.start;
  s.cut_right = s.end < line.end;

  g_autoptr (GString) scratch = g_string_new (NULL);
  Cell cell = { .next = s.begin };
  while (cell.next < s.end)
    {
      cell_next (&cell, source, scratch);
      s.width = cell.column + cell.width;
      s.from = cell.next <= at ? s.width : s.from;
      s.to = cell.at < span.end ? s.width : s.to;
    }
  s.to = MAX (s.to, s.from);
  return s;
}

/* Narrows the stretch to COLUMNS columns around the span. */
static void
choose_window (const Stretch *s, unsigned columns, unsigned *ret_left, unsigned *ret_right)
{
  *ret_left = 0;
  *ret_right = s->width;
  if (s->width <= columns)
    return;
  unsigned context = (columns - MIN (columns, s->to - s->from)) / 2;
  context = MAX (context, LEAST_CONTEXT);
  *ret_left = s->from > context ? s->from - context : 0;
  *ret_left = MIN (*ret_left, s->width - columns);
  *ret_right = *ret_left + columns;
}

/* Appends the part of the stretch that fits COLUMNS, and turns from and to into columns of what was appended.
 */
static void
append_stretch (GString *out, Stretch *s, unsigned columns)
{
  unsigned left, right;
  choose_window (s, columns, &left, &right);
  bool more_left = s->cut_left || left > 0, more_right = s->cut_right || right < s->width;
  unsigned first = left + (left > 0), last = right - (right < s->width), shift = 0, shown = first;
  bool started = false;

  g_string_append (out, more_left ? "…" : "");
  g_autoptr (GString) scratch = g_string_new (NULL);
  for (Cell cell = { .next = s->begin }; cell.next < s->end;)
    {
      cell_next (&cell, s->source, scratch);
      if (cell.column < first || (!started && more_left && cell.width == 0))
        continue; /* a combining mark is not shown without its base */
      if (cell.column + cell.width > last)
        break;
      if (!started)
        shift = cell.column;
      started = true;
      shown = cell.column + cell.width;
      g_string_append_len (out, scratch->str, (gssize)scratch->len);
    }
  g_string_append (out, more_right ? "…" : "");
  s->from = MAX (s->from, shift) - shift + more_left;
  s->to = MAX (MIN (s->to, shown), shift) - shift + more_left;
}

static void
append_gutter (const Renderer *r, unsigned line)
{
  begin (r, SGR_GUTTER);
  if (line)
    g_string_append_printf (r->out, " %*u |", (int)r->gutter, line);
  else
    g_string_append_printf (r->out, " %*s |", (int)r->gutter, "");
  end (r);
}

static void
append_excerpt (const Renderer *r, Source *source, Span span, unsigned columns, const char *sgr)
{
  unsigned number = source_place (source, span.start).line;
  Span line = source_line_span (source, number);
  Stretch stretch = stretch_of (source, line, span, columns);

  append_gutter (r, number);
  if (line.start < line.end)
    g_string_append_c (r->out, ' ');
  append_stretch (r->out, &stretch, columns);
  g_string_append_c (r->out, '\n');

  append_gutter (r, 0);
  append_repeated (r->out, ' ', stretch.from + 1);
  begin (r, sgr);
  g_string_append_c (r->out, '^');
  append_repeated (r->out, '~', stretch.to > stretch.from + 1 ? stretch.to - stretch.from - 1 : 0);
  end (r);
  g_string_append_c (r->out, '\n');
}

/* Text */

static unsigned
digits_of (unsigned n)
{
  unsigned digits = 1;
  for (; n >= 10; n /= 10)
    digits++;
  return digits;
}

static unsigned
gutter_width (const Diag *diag)
{
  unsigned line = diag->source ? source_place (diag->source, diag->span.start).line : 1;
  for (guint i = 0; i < diag->labels->len; i++)
    {
      const DiagLabel *label = g_ptr_array_index (diag->labels, i);
      if (label->source)
        line = MAX (line, source_place (label->source, label->span.start).line);
    }
  return digits_of (line);
}

/* Appends `PLACE: ` for SOURCE, or WHERE without one, or nothing. */
static void
append_place (const Renderer *r, Source *source, Span span, const char *where)
{
  if (!source && !where)
    return;
  begin (r, SGR_BOLD);
  if (source)
    source_append_place (r->out, source, span.start);
  else
    text_append_visible (r->out, where, -1);
  g_string_append (r->out, ": ");
  end (r);
}

static void
append_word (const Renderer *r, const char *word, const char *sgr, const char *code)
{
  begin (r, sgr);
  g_string_append (r->out, _ (word));
  if (code)
    g_string_append_printf (r->out, "[%s]", code);
  g_string_append (r->out, ": ");
  end (r);
}

static void
append_label (const Renderer *r, const DiagLabel *label)
{
  append_place (r, label->source, label->span, NULL);
  append_word (r, N_ ("note"), SGR_NOTE, NULL);
  g_string_append_printf (r->out, "%s\n", label->text);
  if (label->source)
    append_excerpt (r, label->source, label->span, LABEL_COLUMNS, SGR_NOTE);
}

/* LENGTH bytes of a text, short enough to stand in a sentence. (owned) */
static char *
shortened (const char *text, size_t length)
{
  g_autoptr (GString) visible = g_string_new (NULL);
  GString *cut = g_string_new (NULL);
  size_t end = MIN (length, 16 * FIX_COLUMNS); /* what is beyond cannot be in the columns that are kept */
  for (size_t at = 0; at < end;)
    at += append_shown (visible, text + at, end - at);
  text_append_cut (cut, visible->str, FIX_COLUMNS);
  return g_string_free (cut, FALSE);
}

static Span
clamp_span (const Source *source, Span span)
{
  uint32_t length = source_length (source);
  Span clamped = { MIN (span.start, length), MIN (span.end, length) };
  clamped.end = MAX (clamped.start, clamped.end);
  return clamped;
}

/* What to do, as a sentence. (owned) */
static char *
fix_sentence (const DiagFix *fix)
{
  size_t length = strlen (fix->text);
  if (fix->span.start == fix->span.end && g_str_has_suffix (fix->text, "\n")) /* a line of its own */
    length--;
  g_autofree char *new_text = shortened (fix->text, length);
  if (!fix->source)
    return diag_format (N_ ("write ‘{1}’"), new_text, NULL);
  Span span = clamp_span (fix->source, fix->span);
  g_autofree char *old = shortened (source_text (fix->source) + span.start, span.end - span.start);
  if (!*old)
    return diag_format (N_ ("insert ‘{1}’"), new_text, NULL);
  if (!*new_text)
    return diag_format (N_ ("remove ‘{1}’"), old, NULL);
  return diag_format (N_ ("write ‘{1}’ instead of ‘{2}’"), new_text, old, NULL);
}

/* A fix says its place where that is not the line of the diagnostic. */
static void
append_fix (const Renderer *r, const Diag *diag, const DiagFix *fix)
{
  g_autofree char *sentence = fix_sentence (fix);
  bool same_line = fix->source == diag->source
                   && (!fix->source
                       || source_place (fix->source, fix->span.start).line
                              == source_place (diag->source, diag->span.start).line);
  if (!same_line)
    append_place (r, fix->source, fix->span, NULL);
  append_word (r, N_ ("fix"), SGR_FIX, NULL);
  g_string_append_printf (r->out, "%s\n", sentence);
}

void
render_text (GString *out, const Diag *diag, bool color)
{
  Renderer renderer = { .out = out, .color = color, .gutter = gutter_width (diag) }, *r = &renderer;
  const char *sgr = severity_sgr[diag->severity];
  append_place (r, diag->source, diag->span, diag->where);
  append_word (r, severity_name (diag->severity), sgr, diag_code_name (diag->code));
  begin (r, SGR_BOLD);
  g_string_append (out, diag->message);
  end (r);
  g_string_append_c (out, '\n');
  if (diag->source)
    append_excerpt (r, diag->source, diag->span, EXCERPT_COLUMNS, sgr);

  for (guint i = 0; i < diag->labels->len; i++)
    append_label (r, g_ptr_array_index (diag->labels, i));
  for (guint i = 0; i < diag->notes->len; i++)
    {
      append_word (r, N_ ("note"), SGR_NOTE, NULL);
      g_string_append_printf (out, "%s\n", (const char *)g_ptr_array_index (diag->notes, i));
    }
  for (guint i = 0; i < diag->fixes->len; i++)
    append_fix (r, diag, g_ptr_array_index (diag->fixes, i));
}

/* JSON */

/* The letter of the short escape of C, or 0. */
static char
short_escape (gunichar c)
{
  switch (c)
    {
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    case '"':
    case '\\':
      return (char)c;
    default:
      return 0;
    }
}

/* Appends the escape of C; false, with nothing appended, if it needs none. */
static bool
append_json_escape (GString *out, gunichar c)
{
  char letter = short_escape (c);
  if (letter)
    g_string_append_printf (out, "\\%c", letter);
  else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == '<' || c == 0x2028 || c == 0x2029)
    g_string_append_printf (out, "\\u%04x", c);
  else
    return false;
  return true;
}

/* An invalid byte becomes U+FFFD: JSON has no other way to say it. */
void
render_json_string (GString *out, const char *text)
{
  size_t rest = strlen (text);
  g_string_append_c (out, '"');
  while (rest)
    {
      gunichar c = (guchar)*text < 0x80 ? (guchar)*text : g_utf8_get_char_validated (text, (gssize)rest);
      size_t taken = c > 0x10FFFF ? 1 : (size_t)(g_utf8_next_char (text) - text);
      if (c > 0x10FFFF)
        g_string_append (out, "\\ufffd");
      else if (!append_json_escape (out, c))
        g_string_append_len (out, text, (gssize)taken);
      text += taken;
      rest -= taken;
    }
  g_string_append_c (out, '"');
}

static void
append_json_member (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, "\"%s\":", key);
  if (text)
    render_json_string (out, text);
  else
    g_string_append (out, "null");
}

/* Appends the members that say where SPAN is, all null without a source. */
static void
append_json_place (GString *out, Source *source, Span span)
{
  append_json_member (out, "file", source ? source_name (source) : NULL);
  if (!source)
    {
      g_string_append (out, ",\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null"
                            ",\"byte\":null,\"utf16\":null");
      return;
    }
  span = clamp_span (source, span);
  SourcePlace from = source_place (source, span.start), to = source_place (source, span.end);
  g_string_append_printf (
      out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u,\"byte\":%u,\"utf16\":%u", from.line,
      from.column, to.line, to.column, from.byte, from.utf16);
}

/* A label or a fix. */
static void
append_json_remark (GString *out, const char *text, Source *source, Span span)
{
  g_string_append_c (out, '{');
  append_json_member (out, "text", text);
  g_string_append_c (out, ',');
  append_json_place (out, source, span);
  g_string_append_c (out, '}');
}

static void
append_json_where (GString *out, const Diag *diag)
{
  g_autoptr (GString) place = g_string_new (NULL);
  if (diag->source)
    source_append_place (place, diag->source, diag->span.start);
  append_json_member (out, "where", diag->source ? place->str : diag->where);
}

void
render_json (GString *out, const Diag *diag)
{
  g_string_append_c (out, '{');
  append_json_member (out, "code", diag_code_name (diag->code));
  g_string_append_c (out, ',');
  append_json_member (out, "severity", severity_name (diag->severity));
  g_string_append_c (out, ',');
  append_json_member (out, "message", diag->message);
  g_string_append_c (out, ',');
  append_json_where (out, diag);
  g_string_append_c (out, ',');
  append_json_place (out, diag->source, diag->span);

  g_string_append (out, ",\"notes\":[");
  for (guint i = 0; i < diag->notes->len; i++)
    {
      g_string_append (out, i ? "," : "");
      render_json_string (out, g_ptr_array_index (diag->notes, i));
    }
  g_string_append (out, "],\"labels\":[");
  for (guint i = 0; i < diag->labels->len; i++)
    {
      const DiagLabel *label = g_ptr_array_index (diag->labels, i);
      g_string_append (out, i ? "," : "");
      append_json_remark (out, label->text, label->source, label->span);
    }
  g_string_append (out, "],\"fixes\":[");
  for (guint i = 0; i < diag->fixes->len; i++)
    {
      const DiagFix *fix = g_ptr_array_index (diag->fixes, i);
      g_string_append (out, i ? "," : "");
      append_json_remark (out, fix->text, fix->source, fix->span);
    }
  g_string_append (out, "]}\n");
}
