/* The words of JSON, as RFC 8259 has them and nothing more: every rule of its strings and numbers is here,
   and all that is said of what breaks one.  A text is copied into the arena once; its escapes are undone on
   the way. */
#include "table/json-lexer.h"
#include <string.h>
#include "base/i18n.h"
#include "base/text.h"

#define SHOWN_BYTES 40 /* of a wrong word in a message */

/* --- Places and faults --- */

unsigned
json_lexer_column (JsonLexer *lexer, const char *p)
{
  for (; lexer->mark < p; lexer->mark++)
    lexer->mark_column += (*lexer->mark & 0xC0) != 0x80;
  return lexer->mark_column;
}

char *
json_place (const char *name, unsigned line, unsigned column)
{
  return g_strdup_printf ("%s:%u:%u", name, line, column);
}

char *
json_lexer_where (JsonLexer *lexer, const char *p)
{
  return json_place (lexer->name, lexer->line, json_lexer_column (lexer, p));
}

static bool
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* The word at P, of bytes for which IN_WORD holds, cut if it is long. (owned) */
static char *
word_at (const JsonLexer *lexer, const char *p, bool (*in_word) (char c))
{
  const char *stop = p;
  while (stop < lexer->end && in_word (*stop))
    stop++;
  bool cut = stop - p > SHOWN_BYTES;
  return g_strdup_printf ("%.*s%s", cut ? SHOWN_BYTES : (int)(stop - p), p, cut ? "…" : "");
}

/* The word or the character at P in quotes, or what ends there. (owned) */
static char *
found_at (const JsonLexer *lexer, const char *p)
{
  if (p == lexer->end)
    return g_strdup (lexer->what_ends);
  if (*p == '\0')
    return g_strdup (_ ("a NUL character"));
  g_autofree char *word = is_word_byte (*p) ? word_at (lexer, p, is_word_byte)
                                            : g_strndup (p, (gsize)(g_utf8_next_char (p) - p));
  return diag_format (N_ ("‘{1}’"), word, NULL);
}

static bool
looks_like (const JsonLexer *lexer, const char *p, const char *prefix)
{
  size_t length = strlen (prefix);
  return (size_t)(lexer->end - p) >= length && memcmp (p, prefix, length) == 0;
}

static bool
is_comment_at (const JsonLexer *lexer, const char *p)
{
  return looks_like (lexer, p, "//") || looks_like (lexer, p, "/*") || looks_like (lexer, p, "#");
}

/* Quotes and signs that an input method for Chinese puts where ASCII ones are meant. */
static bool
is_wrong_sign_at (const JsonLexer *lexer, const char *p)
{
  static const char *const signs[] = { "'", "“", "”", "‘", "’", "，", "：", "｛", "｝", "［", "］", "＂" };
  for (size_t i = 0; i < G_N_ELEMENTS (signs); i++)
    if (looks_like (lexer, p, signs[i]))
      return true;
  return false;
}

Diag *
json_lexer_fail_expected (JsonLexer *lexer, const char *expected)
{
  g_autofree char *where = json_lexer_where (lexer, lexer->at);
  if (is_comment_at (lexer, lexer->at))
    {
      diag_report_at (lexer->sink, DIAG_json_comment, where, expected, NULL);
      return NULL;
    }
  g_autofree char *found = found_at (lexer, lexer->at);
  Diag *diag = diag_report_at (lexer->sink, DIAG_json_syntax, where, expected, found, NULL);
  if (is_wrong_sign_at (lexer, lexer->at))
    diag_note (diag, N_ ("JSON knows only straight double quotes and the half-width signs , : [ ] { }"),
               NULL);
  return diag;
}

void
json_lexer_fail_trailing (JsonLexer *lexer)
{
  if (is_comment_at (lexer, lexer->at))
    {
      json_lexer_fail_expected (lexer, lexer->what_ends);
      return;
    }
  g_autofree char *where = json_lexer_where (lexer, lexer->at);
  g_autofree char *found = found_at (lexer, lexer->at);
  diag_report_at (lexer->sink, DIAG_json_trailing_data, where, lexer->what_ends, found, NULL);
}

bool
json_lexer_fail (JsonLexer *lexer, const char *p, DiagCode code, const char *argument)
{
  g_autofree char *where = json_lexer_where (lexer, p);
  diag_report_at (lexer->sink, code, where, argument, NULL);
  return false;
}

/* --- Blanks --- */

void
json_lexer_skip_blanks (JsonLexer *lexer)
{
  const char *p = lexer->at, *end = lexer->end;
  for (; p < end; p++)
    {
      if (*p == ' ' || *p == '\t')
        continue;
      if (*p != '\n' && *p != '\r')
        break;
      if (*p == '\r' && p + 1 < end && p[1] == '\n')
        p++;
      lexer->line++;
      lexer->mark = p + 1;
      lexer->mark_column = 1;
    }
  lexer->at = p;
}

/* --- Strings --- */

static bool
fail_control (JsonLexer *lexer, const char *p)
{
  g_autofree char *escape = *p == '\n'   ? g_strdup ("\\n")
                            : *p == '\r' ? g_strdup ("\\r")
                            : *p == '\t' ? g_strdup ("\\t")
                                         : g_strdup_printf ("\\u%04x", (unsigned)(guchar)*p);
  g_autofree char *where = json_lexer_where (lexer, p);
  Diag *diag = diag_report_at (lexer->sink, DIAG_json_control_character, where, escape, NULL);
  if (*p == '\n' || *p == '\r')
    diag_note (diag,
               N_ ("a string does not go on over the end of its line: its closing quote may be missing"),
               NULL);
  return false;
}

/* The end of the string that begins at OPEN, at its closing quote; NULL if it has none, or holds a control
   character. */
static const char *
find_string_end (JsonLexer *lexer, const char *open, bool *ret_escaped)
{
  const char *p = open + 1, *end = lexer->end;
  for (*ret_escaped = false;;)
    {
      while (p < end && *p != '"' && *p != '\\' && (guchar)*p >= 0x20)
        p++;
      if (p < end && *p == '"')
        return p;
      if (p < end && *p == '\\')
        {
          *ret_escaped = true;
          p++;
        }
      if (p == end)
        {
          json_lexer_fail (lexer, open, DIAG_json_unclosed_string, NULL);
          return NULL;
        }
      if ((guchar)*p < 0x20)
        {
          fail_control (lexer, p);
          return NULL;
        }
      p++;
    }
}

/* The value of the four digits at P, or -1. */
static int
hex4 (const char *p, const char *end)
{
  int value = 0;
  if (end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);
      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

static bool
fail_escape (JsonLexer *lexer, DiagCode code, const char *p, const char *end)
{
  size_t length = p[1] == 'u' ? 2 : (size_t)(g_utf8_next_char (p + 1) - p);
  if (p[1] == 'u')
    while (length < 6 && p + length < end && is_word_byte (p[length]))
      length++;
  g_autofree char *escape = g_strndup (p, length);
  return json_lexer_fail (lexer, p, code, escape);
}

/* Appends the character of the \u at *P, and of the second half after it, and steps over them. */
static bool
decode_unicode (JsonLexer *lexer, const char **p, const char *end, char **to)
{
  const char *at = *p;
  int unit = hex4 (at + 2, end);
  gunichar c = (gunichar)unit;
  if (unit < 0)
    return fail_escape (lexer, DIAG_json_bad_escape, at, end);
  if (unit == 0)
    return json_lexer_fail (lexer, at, DIAG_json_nul, NULL);
  *p = at + 6;
  if (unit >= 0xD800 && unit <= 0xDFFF)
    {
      bool paired = unit < 0xDC00 && end - *p >= 6 && at[6] == '\\' && at[7] == 'u';
      int low = paired ? hex4 (at + 8, end) : -1;
      if (low < 0xDC00 || low > 0xDFFF)
        return fail_escape (lexer, DIAG_json_lone_surrogate, at, end);
      c = 0x10000 + (((gunichar)unit - 0xD800) << 10) + ((gunichar)low - 0xDC00);
      *p += 6;
    }
  *to += g_unichar_to_utf8 (c, *to);
  return true;
}

static bool
decode_escape (JsonLexer *lexer, const char **p, const char *end, char **to)
{
  static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  char name = (*p)[1];
  if (name == 'u')
    return decode_unicode (lexer, p, end, to);
  const char *found = strchr (names, name);
  if (!found)
    return fail_escape (lexer, DIAG_json_bad_escape, *p, end);
  *(*to)++ = meanings[found - names];
  *p += 2;
  return true;
}

/* BEGIN and END are inside the quotes.  NULL: reported. */
static const char *
decode_string (JsonLexer *lexer, const char *begin, const char *end, size_t *ret_length)
{
  char *text = arena_alloc (lexer->arena, (size_t)(end - begin) + 1);
  char *to = text;
  for (const char *p = begin; p < end;)
    {
      const char *escape = memchr (p, '\\', (size_t)(end - p));
      size_t run = (size_t)((escape ? escape : end) - p);
      memcpy (to, p, run);
      to += run;
      p += run;
      if (escape && !decode_escape (lexer, &p, end, &to))
        return NULL;
    }
  *ret_length = (size_t)(to - text);
  return text;
}

const char *
json_lexer_string (JsonLexer *lexer, size_t *ret_length)
{
  bool escaped;
  const char *begin = lexer->at + 1;
  const char *end = find_string_end (lexer, lexer->at, &escaped);
  if (!end)
    return NULL;
  lexer->at = end + 1;
  if (escaped)
    return decode_string (lexer, begin, end, ret_length);
  *ret_length = (size_t)(end - begin);
  return arena_strndup (lexer->arena, begin, *ret_length);
}

/* --- Numbers and names --- */

static bool
is_number_byte (char c)
{
  return is_word_byte (c) || c == '.' || c == '+' || c == '-';
}

static bool
skip_digits (const char **p, const char *end)
{
  const char *begin = *p;
  while (*p < end && g_ascii_isdigit (**p))
    ++*p;
  return *p > begin;
}

static bool
skip_exponent (const char **p, const char *end)
{
  ++*p;
  if (*p < end && (**p == '+' || **p == '-'))
    ++*p;
  return skip_digits (p, end);
}

/* Steps over the number at *P; the reason if it is none. */
static const char *
skip_number (const char **p, const char *end)
{
  if (**p == '+')
    return _ ("no ‘+’ stands before a number");
  if (**p == '.')
    return _ ("a digit stands before the point");
  if (**p == '-')
    ++*p;
  const char *digits = *p;
  if (!skip_digits (p, end))
    return _ ("a digit follows the ‘-’");
  if (*digits == '0' && *p > digits + 1)
    return _ ("no zero stands before other digits");
  if (*p < end && **p == '.')
    {
      ++*p;
      if (!skip_digits (p, end))
        return _ ("a digit follows the point");
    }
  if (*p < end && (**p == 'e' || **p == 'E') && !skip_exponent (p, end))
    return _ ("a digit follows the exponent mark");
  return *p < end && is_number_byte (**p) ? _ ("something else follows its digits") : NULL;
}

const char *
json_lexer_number (JsonLexer *lexer, size_t *ret_length)
{
  const char *p = lexer->at, *begin = p;
  const char *reason = skip_number (&p, lexer->end);
  if (reason)
    {
      g_autofree char *where = json_lexer_where (lexer, begin);
      g_autofree char *word = word_at (lexer, begin, is_number_byte);
      diag_report_at (lexer->sink, DIAG_json_bad_number, where, word, reason, NULL);
      return NULL;
    }
  lexer->at = p;
  *ret_length = (size_t)(p - begin);
  return arena_strndup (lexer->arena, begin, *ret_length);
}

bool
json_lexer_is_word (const JsonLexer *lexer, const char *word)
{
  if (!looks_like (lexer, lexer->at, word))
    return false;
  const char *after = lexer->at + strlen (word);
  return after == lexer->end || !is_word_byte (*after);
}

/* --- Whole texts --- */

JsonLexer
json_lexer (Arena *arena, const char *name, const char *text, size_t length, unsigned line,
            const char *what_ends, DiagSink *sink)
{
  return (JsonLexer){ .arena = arena,
                      .name = name,
                      .sink = sink,
                      .at = text,
                      .end = text + length,
                      .what_ends = what_ends,
                      .line = line,
                      .mark = text,
                      .mark_column = 1 };
}

static void
report_bad_byte (JsonLexer *lexer, const char *text, size_t offset, size_t at_offset)
{
  json_lexer_skip_blanks (lexer);
  while (lexer->at < text + offset)
    {
      lexer->at++;
      json_lexer_skip_blanks (lexer);
    }
  g_autofree char *where = json_lexer_where (lexer, text + offset);
  g_autofree char *byte = g_strdup_printf ("0x%02X", (unsigned)(guchar)text[offset]);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, at_offset);
  Diag *diag = diag_report_at (lexer->sink, DIAG_json_bad_byte, where, byte, number, NULL);
  if (at_offset == 0)
    diag_note (diag, N_ ("JSON is UTF-8; UTF-16 has to be converted first"), NULL);
}

bool
json_lexer_is_valid (JsonLexer *lexer, const char *text_start)
{
  const char *begin = lexer->at;
  size_t length = (size_t)(lexer->end - begin);
  size_t valid = text_invalid_offset (begin, length);
  if (valid == length)
    return true;
  report_bad_byte (lexer, begin, valid, (size_t)(begin - text_start) + valid);
  return false;
}
