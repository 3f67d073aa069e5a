/* Text: what the project needs to know of Unicode beyond GLib, nothing of any syntax.
   Folding decides which names are the same, width and padding line up tables on a terminal, the visible form
   keeps hostile bytes off it, and the edit distance serves "did you mean".  Everything goes by code points.
 */
#include "base/text.h"

#include <string.h>

static size_t
length_of (const char *text, gssize length)
{
  return length < 0 ? strlen (text) : (size_t)length;
}

size_t
text_invalid_offset (const char *text, size_t length)
{
  size_t offset = 0;
  while (offset < length)
    {
      const char *end;
      g_utf8_validate_len (text + offset, length - offset, &end);
      offset = (size_t)(end - text);
      if (offset < length && text[offset] != '\0')
        break;
      offset += offset < length; /* GLib refuses NUL, we do not */
    }
  return offset;
}

/* Folding */

static bool
is_blank (gunichar c)
{
  return c == '\v' || g_unichar_isspace (c);
}

static gunichar
fold_width (gunichar c)
{
  if (c >= 0xFF01 && c <= 0xFF5E)
    return c - 0xFF01 + '!';
  return is_blank (c) ? ' ' : c;
}

/* True if no character can change or combine under NFC: everything below U+0300, and Han. */
static bool
is_plainly_composed (const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c >= 0x300 && !(c >= 0x4E00 && c <= 0x9FFF))
        return false;
    }
  return true;
}

static char *
compose (char *text)
{
  if (is_plainly_composed (text))
    return text;
  char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_free (text);
  return composed;
}

/* A blank means something only between two ASCII characters (`GDP growth`, not `GDP 增速`), and before a
   combining mark, which would else join another base. */
static bool
keeps_blank (gunichar before, gunichar after)
{
  return (before < 0x80 && after < 0x80) || g_unichar_ismark (after);
}

static char *
fold_blanks (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));
  gunichar before = 0; /* the last character written that is no blank */
  bool blank = false;
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      gunichar c = fold_width (g_utf8_get_char (at));
      if (c == ' ')
        {
          blank = true;
          continue;
        }
      if (blank && before && keeps_blank (before, c))
        g_string_append_c (folded, ' ');
      g_string_append_unichar (folded, c);
      before = c;
      blank = false;
    }
  return g_string_free (folded, FALSE);
}

/* The bytes of a character at TEXT that folding never changes, 0 if it might: ASCII without blanks, Han of
   U+4000..U+9FFF, the quotes and dashes of U+2010..U+2027, the marks of U+3001..U+3029 — all that most names
   are made of. */
static inline size_t
plain_size (const char *text, size_t length)
{
  const unsigned char *byte = (const unsigned char *)text;
  if (byte[0] > 0x20 && byte[0] < 0x7F)
    return 1;
  if (length < 3)
    return 0;
  if (byte[0] >= 0xE4 && byte[0] <= 0xE9)
    return 3;
  if (byte[0] == 0xE2 && byte[1] == 0x80 && byte[2] >= 0x90 && byte[2] <= 0xA7)
    return 3;
  return byte[0] == 0xE3 && byte[1] == 0x80 && byte[2] >= 0x81 && byte[2] <= 0xA9 ? 3 : 0;
}

static bool
is_folded (const char *text, size_t length)
{
  size_t at = 0, size = 1;
  while (at < length && (size = plain_size (text + at, length - at)))
    at += size;
  return size > 0;
}

/* Composed before the blanks are judged, since composing may give ASCII (Kelvin sign), and after, since a
   removed blank may have kept two apart (Hangul letters). */
char *
text_fold_key (const char *text, gssize length)
{
  size_t size = length_of (text, length);
  if (is_folded (text, size))
    return g_strndup (text, size);
  /* names in a broken file, which is reported where the bytes stand, still need a key */
  g_autofree char *composed = compose (g_utf8_make_valid (text, (gssize)size));
  return compose (fold_blanks (composed));
}

/* Width */

static unsigned
char_width (gunichar c, bool ambiguous_wide)
{
  if (c >= 0x20 && c < 0x7F)
    return 1;
  if (g_unichar_iszerowidth (c))
    return 0;
  return (ambiguous_wide ? g_unichar_iswide_cjk (c) : g_unichar_iswide (c)) ? 2 : 1;
}

unsigned
text_width (const char *text, gssize length, bool ambiguous_wide)
{
  unsigned width = 0;
  const char *end = text + length_of (text, length);
  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    width += char_width (g_utf8_get_char (at), ambiguous_wide);
  return width;
}

static void
append_blanks (GString *out, unsigned n)
{
  while (n--)
    g_string_append_c (out, ' ');
}

void
text_append_padded (GString *out, const char *text, unsigned width, bool right)
{
  unsigned own = text_width (text, -1, false);
  unsigned blanks = own < width ? width - own : 0;
  append_blanks (out, right ? blanks : 0);
  g_string_append (out, text);
  append_blanks (out, right ? 0 : blanks);
}

void
text_append_cut (GString *out, const char *text, unsigned width)
{
  unsigned column = 0;
  const char *cut = text; /* the end of the longest prefix that leaves a column for the mark */
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      column += char_width (g_utf8_get_char (at), false);
      if (column > width)
        {
          g_string_append_len (out, text, cut - text);
          g_string_append (out, width ? "…" : "");
          return;
        }
      if (column < width)
        cut = g_utf8_next_char (at);
    }
  g_string_append (out, text);
}

/* Visible form */

bool
text_is_bidi_control (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F
         || c == 0x061C;
}

bool
text_is_invisible (gunichar c)
{
  static const struct
  {
    gunichar first, last;
  } ranges[] = {
    { 0x00AD, 0x00AD },   /* soft hyphen */
    { 0x034F, 0x034F },   /* combining grapheme joiner */
    { 0x115F, 0x1160 },   /* Hangul fillers */
    { 0x17B4, 0x17B5 },   /* Khmer inherent vowels */
    { 0x180B, 0x180F },   /* Mongolian selectors */
    { 0x200B, 0x200D },   /* zero-width space and joiners */
    { 0x2060, 0x2064 },   /* word joiner, invisible operators */
    { 0x206A, 0x206F },   /* deprecated format controls */
    { 0x3164, 0x3164 },   /* Hangul filler */
    { 0xFE00, 0xFE0F },   /* variation selectors */
    { 0xFEFF, 0xFEFF },   /* byte order mark */
    { 0xFFA0, 0xFFA0 },   /* half-width Hangul filler */
    { 0xFFF9, 0xFFFB },   /* interlinear annotation */
    { 0xE0000, 0xE0FFF }, /* tags, more variation selectors */
  };
  for (size_t i = 0; i < G_N_ELEMENTS (ranges) && c >= ranges[i].first; i++)
    if (c <= ranges[i].last)
      return true;
  return false;
}

static bool
is_hidden (gunichar c)
{
  return (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x00AD || c == 0x200B || c == 0x2060
         || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE /* noncharacters, which XML 1.0 cannot hold */
         || text_is_bidi_control (c);
}

/* Appends the first character of the LENGTH > 0 bytes at TEXT and returns how many bytes it took. */
static size_t
append_visible_char (GString *out, const char *text, size_t length)
{
  guchar byte = (guchar)*text;
  if (byte >= 0x20 && byte < 0x7F)
    {
      g_string_append_c (out, *text);
      return 1;
    }
  gunichar c = byte < 0x80 ? (gunichar)-1 : g_utf8_get_char_validated (text, (gssize)length);
  if (c > 0x10FFFF)
    {
      g_string_append_printf (out, "\\x%02x", byte);
      return 1;
    }
  size_t taken = (size_t)(g_utf8_next_char (text) - text);
  if (is_hidden (c))
    g_string_append_printf (out, "\\u{%x}", c);
  else
    g_string_append_len (out, text, (gssize)taken);
  return taken;
}

void
text_append_visible (GString *out, const char *text, gssize length)
{
  size_t rest = length_of (text, length);
  while (rest)
    {
      size_t taken = append_visible_char (out, text, rest);
      text += taken;
      rest -= taken;
    }
}

/* Nearest names */

/* One row of the table of distances between prefixes: ROW from LAST (one character less of A) and BEFORE (two
   less). Returns the smallest entry. */
static unsigned
distance_row (unsigned *row, const unsigned *last, const unsigned *before, const gunichar *a, size_t i,
              const gunichar *b, size_t n_b)
{
  unsigned smallest = row[0] = (unsigned)i;
  for (size_t j = 1; j <= n_b; j++)
    {
      unsigned best = last[j - 1] + (a[i - 1] != b[j - 1]);
      best = MIN (best, MIN (last[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = MIN (best, before[j - 2] + 1);
      row[j] = best;
      smallest = MIN (smallest, best);
    }
  return smallest;
}

int
text_order (gconstpointer left, gconstpointer right)
{
  return strcmp (*(const char *const *)left, *(const char *const *)right);
}

unsigned
text_distance (const char *a, const char *b, unsigned limit)
{
  glong n_a, n_b;
  g_autofree gunichar *wide_a = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *wide_b = g_utf8_to_ucs4_fast (b, -1, &n_b);
  unsigned beyond = limit < G_MAXUINT ? limit + 1 : limit;
  if (ABS (n_a - n_b) > (glong)limit)
    return beyond;

  size_t columns = (size_t)n_b + 1;
  g_autofree unsigned *rows = g_new0 (unsigned, 3 * columns);
  unsigned *before = rows, *last = rows + columns, *row = rows + 2 * columns;
  for (size_t j = 0; j < columns; j++)
    last[j] = (unsigned)j;
  for (size_t i = 1; i <= (size_t)n_a; i++)
    {
      /* no later row can be below the smallest entry of this one */
      if (distance_row (row, last, before, wide_a, i, wide_b, (size_t)n_b) > limit)
        return beyond;
      unsigned *oldest = before;
      before = last;
      last = row;
      row = oldest;
    }
  return MIN (last[n_b], beyond);
}

static unsigned
nearest_limit (const char *word)
{
  glong length = g_utf8_strlen (word, -1);
  return length <= 4 ? 1 : length <= 9 ? 2 : 3;
}

/* 项目支出2020 is no slip of the pen for 项目支出2021. */
static bool
has_same_digits (const char *a, const char *b)
{
  for (;; a++, b++)
    {
      while (*a && !g_ascii_isdigit (*a))
        a++;
      while (*b && !g_ascii_isdigit (*b))
        b++;
      if (*a != *b || !*a)
        return *a == *b;
    }
}

void
text_nearest_offer (TextNearest *nearest, const char *candidate)
{
  unsigned limit = nearest_limit (nearest->word);
  if (!has_same_digits (nearest->word, candidate))
    return;
  unsigned distance = text_distance (nearest->word, candidate, limit);
  if (distance > limit || distance > nearest->distance)
    return;
  if (distance < nearest->distance)
    {
      nearest->best = candidate;
      nearest->distance = distance;
      nearest->tied = false;
    }
  else if (strcmp (nearest->best, candidate) != 0)
    nearest->tied = true;
}

const char *
text_nearest_result (const TextNearest *nearest)
{
  return nearest->tied ? NULL : nearest->best;
}
