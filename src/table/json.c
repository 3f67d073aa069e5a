/* The reader and the writer of JSON, as RFC 8259 has it and nothing more.  The reader is a recursive descent
   whose depth is checked before it goes down; it makes the whole tree in the caller's arena and keeps the
   text of numbers.  What the members of an object mean is not known here.  Places are counted forward from
   the last one asked for, so that a long line costs no more than a short one. */
#include "table/json.h"
#include <stdlib.h>
#include <string.h>
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "source/render.h"

#define BOM "\xEF\xBB\xBF"
#define SHOWN_BYTES 40 /* of a wrong word in a message */
#define FEW_KEYS 16    /* of an object, compared without allocating */

typedef struct
{
  Arena *arena;
  const char *name;
  DiagSink *sink;
  const char *at, *end; /* valid UTF-8 */
  const char *what_ends;
  unsigned line;
  const char *mark; /* a place on the line whose column is known */
  unsigned mark_column;
  unsigned depth;
} JsonReader;

/* What the reader allocates for every value. */
typedef struct
{
  JsonValue value;
  unsigned key_line, key_column;
} Node;

static JsonValue *read_value (JsonReader *reader, const char *expected, const JsonValue *container);

/* --- Places and faults --- */

/* P is on the current line, and not before the last place asked for. */
static unsigned
column_at (JsonReader *reader, const char *p)
{
  for (; reader->mark < p; reader->mark++)
    reader->mark_column += (*reader->mark & 0xC0) != 0x80;
  return reader->mark_column;
}

static char *
place_text (const char *name, unsigned line, unsigned column)
{
  return g_strdup_printf ("%s:%u:%u", name, line, column);
}

static char *
where_at (JsonReader *reader, const char *p)
{
  return place_text (reader->name, reader->line, column_at (reader, p));
}

static bool
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* The word at P, of bytes for which IN_WORD holds, cut if it is long. (owned) */
static char *
word_at (const JsonReader *reader, const char *p, bool (*in_word) (char c))
{
  const char *stop = p;
  while (stop < reader->end && in_word (*stop))
    stop++;
  bool cut = stop - p > SHOWN_BYTES;
  return g_strdup_printf ("%.*s%s", cut ? SHOWN_BYTES : (int)(stop - p), p, cut ? "…" : "");
}

/* The word or the character at P in quotes, or what ends there. (owned) */
static char *
found_at (const JsonReader *reader, const char *p)
{
  if (p == reader->end)
    return g_strdup (reader->what_ends);
  if (*p == '\0')
    return g_strdup (_ ("a NUL character"));
  g_autofree char *word = is_word_byte (*p) ? word_at (reader, p, is_word_byte)
                                            : g_strndup (p, (gsize)(g_utf8_next_char (p) - p));
  return diag_format (N_ ("‘{1}’"), word, NULL);
}

static bool
looks_like (const JsonReader *reader, const char *p, const char *prefix)
{
  size_t length = strlen (prefix);
  return (size_t)(reader->end - p) >= length && memcmp (p, prefix, length) == 0;
}

static bool
is_comment_at (const JsonReader *reader, const char *p)
{
  return looks_like (reader, p, "//") || looks_like (reader, p, "/*") || looks_like (reader, p, "#");
}

/* Quotes and signs that an input method for Chinese puts where ASCII ones are meant. */
static bool
is_wrong_sign_at (const JsonReader *reader, const char *p)
{
  static const char *const signs[] = { "'", "“", "”", "‘", "’", "，", "：", "｛", "｝", "［", "］", "＂" };
  for (size_t i = 0; i < G_N_ELEMENTS (signs); i++)
    if (looks_like (reader, p, signs[i]))
      return true;
  return false;
}

/* Reports what stands at the reader's place; CONTAINER is what it stands in, or NULL.  Always NULL. */
static JsonValue *
fail_expected (JsonReader *reader, const char *expected, const JsonValue *container)
{
  g_autofree char *where = where_at (reader, reader->at);
  if (is_comment_at (reader, reader->at))
    {
      diag_report_at (reader->sink, DIAG_json_comment, where, expected, NULL);
      return NULL;
    }
  g_autofree char *found = found_at (reader, reader->at);
  Diag *diag = diag_report_at (reader->sink, DIAG_json_syntax, where, expected, found, NULL);
  if (is_wrong_sign_at (reader, reader->at))
    diag_note (diag, N_ ("JSON knows only straight double quotes and the half-width signs , : [ ] { }"),
               NULL);
  if (container && reader->at == reader->end)
    {
      g_autofree char *opened = json_where (reader->name, container);
      diag_note (diag, N_ ("‘{1}’ was opened at {2}"), container->kind == JSON_ARRAY ? "[" : "{", opened,
                 NULL);
    }
  return NULL;
}

static bool
fail_at (JsonReader *reader, const char *p, DiagCode code, const char *argument)
{
  g_autofree char *where = where_at (reader, p);
  diag_report_at (reader->sink, code, where, argument, NULL);
  return false;
}

/* --- Blanks and values --- */

static void
skip_blanks (JsonReader *reader)
{
  const char *p = reader->at, *end = reader->end;
  for (; p < end; p++)
    {
      if (*p == ' ' || *p == '\t')
        continue;
      if (*p != '\n' && *p != '\r')
        break;
      if (*p == '\r' && p + 1 < end && p[1] == '\n')
        p++;
      reader->line++;
      reader->mark = p + 1;
      reader->mark_column = 1;
    }
  reader->at = p;
}

static bool
is_at (const JsonReader *reader, char c)
{
  return reader->at < reader->end && *reader->at == c;
}

static bool
accept (JsonReader *reader, char c)
{
  if (!is_at (reader, c))
    return false;
  reader->at++;
  return true;
}

static JsonValue *
new_value (JsonReader *reader, JsonKind kind)
{
  JsonValue *value = &arena_new0 (reader->arena, Node)->value;
  value->kind = kind;
  value->line = reader->line;
  value->column = column_at (reader, reader->at);
  return value;
}

/* --- Strings --- */

static bool
fail_control (JsonReader *reader, const char *p)
{
  g_autofree char *escape = *p == '\n'   ? g_strdup ("\\n")
                            : *p == '\r' ? g_strdup ("\\r")
                            : *p == '\t' ? g_strdup ("\\t")
                                         : g_strdup_printf ("\\u%04x", (unsigned)(guchar)*p);
  g_autofree char *where = where_at (reader, p);
  Diag *diag = diag_report_at (reader->sink, DIAG_json_control_character, where, escape, NULL);
  if (*p == '\n' || *p == '\r')
    diag_note (diag,
               N_ ("a string does not go on over the end of its line: its closing quote may be missing"),
               NULL);
  return false;
}

/* The end of the string that begins at OPEN, at its closing quote; NULL if it has none, or holds a control
   character. */
static const char *
find_string_end (JsonReader *reader, const char *open, bool *ret_escaped)
{
  const char *p = open + 1, *end = reader->end;
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
          fail_at (reader, open, DIAG_json_unclosed_string, NULL);
          return NULL;
        }
      if ((guchar)*p < 0x20)
        {
          fail_control (reader, p);
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
fail_escape (JsonReader *reader, DiagCode code, const char *p, const char *end)
{
  size_t length = p[1] == 'u' ? 2 : (size_t)(g_utf8_next_char (p + 1) - p);
  if (p[1] == 'u')
    while (length < 6 && p + length < end && is_word_byte (p[length]))
      length++;
  g_autofree char *escape = g_strndup (p, length);
  return fail_at (reader, p, code, escape);
}

/* Appends the character of the \u at *P, and of the second half after it, and steps over them. */
static bool
decode_unicode (JsonReader *reader, const char **p, const char *end, char **to)
{
  const char *at = *p;
  int unit = hex4 (at + 2, end);
  gunichar c = (gunichar)unit;
  if (unit < 0)
    return fail_escape (reader, DIAG_json_bad_escape, at, end);
  if (unit == 0)
    return fail_at (reader, at, DIAG_json_nul, NULL);
  *p = at + 6;
  if (unit >= 0xD800 && unit <= 0xDFFF)
    {
      bool paired = unit < 0xDC00 && end - *p >= 6 && at[6] == '\\' && at[7] == 'u';
      int low = paired ? hex4 (at + 8, end) : -1;
      if (low < 0xDC00 || low > 0xDFFF)
        return fail_escape (reader, DIAG_json_lone_surrogate, at, end);
      c = 0x10000 + (((gunichar)unit - 0xD800) << 10) + ((gunichar)low - 0xDC00);
      *p += 6;
    }
  *to += g_unichar_to_utf8 (c, *to);
  return true;
}

static bool
decode_escape (JsonReader *reader, const char **p, const char *end, char **to)
{
  static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  char name = (*p)[1];
  if (name == 'u')
    return decode_unicode (reader, p, end, to);
  const char *found = strchr (names, name);
  if (!found)
    return fail_escape (reader, DIAG_json_bad_escape, *p, end);
  *(*to)++ = meanings[found - names];
  *p += 2;
  return true;
}

/* BEGIN and END are inside the quotes.  NULL: reported. */
static const char *
decode_string (JsonReader *reader, const char *begin, const char *end, size_t *ret_length)
{
  char *text = arena_alloc (reader->arena, (size_t)(end - begin) + 1);
  char *to = text;
  for (const char *p = begin; p < end;)
    {
      const char *escape = memchr (p, '\\', (size_t)(end - p));
      size_t run = (size_t)((escape ? escape : end) - p);
      memcpy (to, p, run);
      to += run;
      p += run;
      if (escape && !decode_escape (reader, &p, end, &to))
        return NULL;
    }
  *ret_length = (size_t)(to - text);
  return text;
}

/* Reads the string at the reader's place, at a quote.  NULL: reported. */
static const char *
read_string (JsonReader *reader, size_t *ret_length)
{
  bool escaped;
  const char *begin = reader->at + 1;
  const char *end = find_string_end (reader, reader->at, &escaped);
  if (!end)
    return NULL;
  reader->at = end + 1;
  if (escaped)
    return decode_string (reader, begin, end, ret_length);
  *ret_length = (size_t)(end - begin);
  return arena_strndup (reader->arena, begin, *ret_length);
}

static JsonValue *
read_string_value (JsonReader *reader)
{
  JsonValue *value = new_value (reader, JSON_STRING);
  value->text = read_string (reader, &value->length);
  return value->text ? value : NULL;
}

/* --- Numbers and words --- */

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

static JsonValue *
read_number (JsonReader *reader)
{
  JsonValue *value = new_value (reader, JSON_NUMBER);
  const char *p = reader->at;
  const char *reason = skip_number (&p, reader->end);
  if (reason)
    {
      g_autofree char *where = where_at (reader, reader->at);
      g_autofree char *word = word_at (reader, reader->at, is_number_byte);
      diag_report_at (reader->sink, DIAG_json_bad_number, where, word, reason, NULL);
      return NULL;
    }
  value->length = (size_t)(p - reader->at);
  value->text = arena_strndup (reader->arena, reader->at, value->length);
  reader->at = p;
  return value;
}

static JsonValue *
read_word (JsonReader *reader, const char *expected, const JsonValue *container)
{
  static const struct
  {
    const char *word;
    JsonKind kind;
  } words[] = { { "null", JSON_NULL }, { "false", JSON_FALSE }, { "true", JSON_TRUE } };
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *after = reader->at + strlen (words[i].word);
      if (!looks_like (reader, reader->at, words[i].word) || (after < reader->end && is_word_byte (*after)))
        continue;
      JsonValue *value = new_value (reader, words[i].kind);
      value->text = words[i].word;
      value->length = strlen (words[i].word);
      reader->at = after;
      return value;
    }
  return fail_expected (reader, expected, container);
}

/* --- Arrays and objects --- */

typedef struct
{
  const char *key; /* NFC */
  const Node *node;
  unsigned index;
} KeyEntry;

/* True if KEY is surely in NFC: it has only characters below U+0300 or of U+4000..U+9FFF. */
static bool
is_plainly_nfc (const char *key)
{
  for (const guchar *p = (const guchar *)key; *p; p++)
    if (*p >= 0xCC && !(*p >= 0xE4 && *p <= 0xE9))
      return false;
  return true;
}

static const char *
nfc_key (Arena *arena, const char *key)
{
  if (is_plainly_nfc (key))
    return key;
  g_autofree char *normal = g_utf8_normalize (key, -1, G_NORMALIZE_NFC);
  g_assert (normal);
  return arena_strndup (arena, normal, strlen (normal));
}

static int
compare_entries (const void *left, const void *right)
{
  const KeyEntry *a = left, *b = right;
  int order = strcmp (a->key, b->key);
  return order ? order : a->index < b->index ? -1 : a->index > b->index;
}

/* The first key in the order of the text that was given before; the entry before it is the earlier one.  NULL
   if there is none.  By sorting, since no choice of keys makes a sort slow. */
static const KeyEntry *
find_duplicate (KeyEntry *entries, unsigned n)
{
  const KeyEntry *found = NULL;
  qsort (entries, n, sizeof *entries, compare_entries);
  for (unsigned i = 1; i < n; i++)
    if (strcmp (entries[i - 1].key, entries[i].key) == 0 && (!found || entries[i].index < found->index))
      found = &entries[i];
  return found;
}

static bool
check_keys (JsonReader *reader, const JsonValue *object)
{
  KeyEntry few[FEW_KEYS];
  unsigned n = object->n_items, i = 0;
  g_autofree KeyEntry *many = n > FEW_KEYS ? g_new (KeyEntry, n) : NULL;
  KeyEntry *entries = many ? many : few;
  for (const JsonValue *member = object->first; member; member = member->next, i++)
    entries[i] = (KeyEntry){ nfc_key (reader->arena, member->key), (const Node *)member, i };
  const KeyEntry *again = find_duplicate (entries, n);
  if (!again)
    return true;
  const Node *first = again[-1].node;
  g_autofree char *here = place_text (reader->name, again->node->key_line, again->node->key_column);
  g_autofree char *there = place_text (reader->name, first->key_line, first->key_column);
  Diag *diag = diag_report_at (reader->sink, DIAG_json_duplicate_key, here, again->node->value.key, NULL);
  diag_note (diag, N_ ("it was first given at {1}"), there, NULL);
  return false;
}

/* `"key": value`.  NULL: reported. */
static JsonValue *
read_member (JsonReader *reader, const char *expected, const JsonValue *object)
{
  if (!is_at (reader, '"'))
    return fail_expected (reader, expected, object);
  size_t length;
  unsigned line = reader->line, column = column_at (reader, reader->at);
  const char *key = read_string (reader, &length);
  if (!key)
    return NULL;
  skip_blanks (reader);
  if (!accept (reader, ':'))
    return fail_expected (reader, _ ("‘:’ after the key"), object);
  skip_blanks (reader);
  JsonValue *value = read_value (reader, _ ("a value"), object);
  if (!value)
    return NULL;
  value->key = key;
  ((Node *)value)->key_line = line;
  ((Node *)value)->key_column = column;
  return value;
}

/* Over the comma to the next item; a bracket there is reported at the comma. */
static bool
pass_comma (JsonReader *reader, const char *item, char close)
{
  unsigned line = reader->line, column = column_at (reader, reader->at);
  reader->at++;
  skip_blanks (reader);
  if (!is_at (reader, close))
    return true;
  const char closing[] = { close, '\0' };
  g_autofree char *where = place_text (reader->name, line, column);
  diag_report_at (reader->sink, DIAG_json_trailing_comma, where, item, closing, NULL);
  return false;
}

/* The items from the first, which is there or is missed, to the closing bracket. */
static bool
read_items (JsonReader *reader, JsonValue *container)
{
  bool is_object = container->kind == JSON_OBJECT;
  char close = is_object ? '}' : ']';
  const char *item = is_object ? _ ("a key in double quotes") : _ ("a value");
  const char *expected = is_object ? _ ("a key in double quotes or ‘}’") : _ ("a value or ‘]’");
  for (JsonValue **tail = &container->first;; tail = &(*tail)->next, expected = item)
    {
      *tail
          = is_object ? read_member (reader, expected, container) : read_value (reader, expected, container);
      if (!*tail)
        return false;
      container->n_items++;
      skip_blanks (reader);
      if (accept (reader, close))
        return true;
      if (!is_at (reader, ','))
        return fail_expected (reader, is_object ? _ ("‘,’ or ‘}’") : _ ("‘,’ or ‘]’"), container);
      if (!pass_comma (reader, item, close))
        return false;
    }
}

static JsonValue *
read_container (JsonReader *reader, JsonKind kind)
{
  if (reader->depth == LIMIT_JSON_DEPTH)
    {
      g_autofree char *limit = g_strdup_printf ("%u", (unsigned)LIMIT_JSON_DEPTH);
      fail_at (reader, reader->at, DIAG_json_too_deep, limit);
      return NULL;
    }
  JsonValue *container = new_value (reader, kind);
  reader->at++;
  reader->depth++;
  skip_blanks (reader);
  if (!accept (reader, kind == JSON_OBJECT ? '}' : ']'))
    {
      if (!read_items (reader, container) || (kind == JSON_OBJECT && !check_keys (reader, container)))
        return NULL;
    }
  reader->depth--;
  return container;
}

static JsonValue *
read_value (JsonReader *reader, const char *expected, const JsonValue *container)
{
  char c = reader->at < reader->end ? *reader->at : '\0';
  if (c == '{')
    return read_container (reader, JSON_OBJECT);
  if (c == '[')
    return read_container (reader, JSON_ARRAY);
  if (c == '"')
    return read_string_value (reader);
  if (c == '-' || c == '+' || c == '.' || g_ascii_isdigit (c))
    return read_number (reader);
  return read_word (reader, expected, container);
}

/* --- Whole texts and lines --- */

static void
report_bad_byte (JsonReader *reader, const char *text, size_t offset, size_t at_offset)
{
  skip_blanks (reader);
  while (reader->at < text + offset)
    {
      reader->at++;
      skip_blanks (reader);
    }
  g_autofree char *where = where_at (reader, text + offset);
  g_autofree char *byte = g_strdup_printf ("0x%02X", (unsigned)(guchar)text[offset]);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, at_offset);
  Diag *diag = diag_report_at (reader->sink, DIAG_json_bad_byte, where, byte, number, NULL);
  if (at_offset == 0)
    diag_note (diag, N_ ("JSON is UTF-8; UTF-16 has to be converted first"), NULL);
}

/* Reads what is between AT and END, with TEXT_START for offsets. */
static JsonValue *
read_text (JsonReader *reader, const char *text_start)
{
  const char *begin = reader->at;
  size_t length = (size_t)(reader->end - begin);
  size_t valid = text_invalid_offset (begin, length);
  reader->mark = begin;
  reader->mark_column = 1;
  if (valid < length)
    {
      report_bad_byte (reader, begin, valid, (size_t)(begin - text_start) + valid);
      return NULL;
    }
  skip_blanks (reader);
  JsonValue *value = read_value (reader, _ ("a value"), NULL);
  if (!value)
    return NULL;
  skip_blanks (reader);
  if (reader->at == reader->end)
    return value;
  if (is_comment_at (reader, reader->at))
    return fail_expected (reader, reader->what_ends, NULL);
  g_autofree char *where = where_at (reader, reader->at);
  g_autofree char *found = found_at (reader, reader->at);
  diag_report_at (reader->sink, DIAG_json_trailing_data, where, reader->what_ends, found, NULL);
  return NULL;
}

static size_t
bom_length (const char *text, size_t length)
{
  return length >= 3 && memcmp (text, BOM, 3) == 0 ? 3 : 0;
}

JsonValue *
json_read (Arena *arena, const char *name, const char *text, size_t length, DiagSink *sink)
{
  JsonReader reader = { .arena = arena, .name = name, .sink = sink, .line = 1 };
  text = text ? text : ""; /* an empty file may be mapped at NULL */
  reader.at = text + bom_length (text, length);
  reader.end = text + length;
  reader.what_ends = _ ("the end of the text");
  return read_text (&reader, text);
}

static const char *
find_line_end (const char *p, const char *end)
{
  while (p < end && *p != '\n' && *p != '\r')
    p++;
  return p;
}

static bool
is_blank_line (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  return p == end;
}

JsonValue *
json_read_line (Arena *arena, const char *name, const char *text, size_t length, size_t *offset,
                unsigned *line, DiagSink *sink, bool *ret_failed)
{
  *ret_failed = false;
  while (*offset < length)
    {
      const char *end = text + length;
      const char *begin = text + *offset + (*offset == 0 ? bom_length (text, length) : 0);
      const char *line_end = find_line_end (begin, end);
      bool crlf = end - line_end >= 2 && line_end[0] == '\r' && line_end[1] == '\n';
      *offset = MIN ((size_t)(line_end - text) + (crlf ? 2 : 1), length);
      ++*line;
      if (is_blank_line (begin, line_end))
        continue;
      JsonReader reader
          = { .arena = arena, .name = name, .sink = sink, .at = begin, .end = line_end, .line = *line };
      reader.what_ends = _ ("the end of the line");
      JsonValue *value = read_text (&reader, text);
      *ret_failed = !value;
      return value;
    }
  return NULL;
}

JsonValue *
json_member (const JsonValue *object, const char *key)
{
  if (object->kind != JSON_OBJECT)
    return NULL;
  for (JsonValue *member = object->first; member; member = member->next)
    if (strcmp (member->key, key) == 0)
      return member;
  return NULL;
}

char *
json_where (const char *name, const JsonValue *value)
{
  return place_text (name, value->line, value->column);
}

/* --- The writer --- */

typedef struct
{
  bool is_object, one_line, has_items;
} Level;

struct JsonWriter
{
  GString *out;
  GArray *levels;   /* Level, the innermost last */
  bool key_written; /* the member's value is due */
};

JsonWriter *
json_writer_new (GString *out)
{
  JsonWriter *writer = g_new0 (JsonWriter, 1);
  writer->out = out;
  writer->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  return writer;
}

void
json_writer_free (JsonWriter *writer)
{
  if (!writer)
    return;
  g_array_unref (writer->levels);
  g_free (writer);
}

static Level *
innermost (JsonWriter *writer)
{
  return writer->levels->len ? &g_array_index (writer->levels, Level, writer->levels->len - 1) : NULL;
}

static void
break_line (JsonWriter *writer, unsigned depth)
{
  g_string_append_c (writer->out, '\n');
  for (unsigned i = 0; i < depth; i++)
    g_string_append (writer->out, "  ");
}

/* What separates an item from the one before it. */
static void
begin_item (JsonWriter *writer, Level *level)
{
  if (level->has_items)
    g_string_append (writer->out, level->one_line ? ", " : ",");
  if (!level->one_line)
    break_line (writer, writer->levels->len);
  level->has_items = true;
}

static void
begin_value (JsonWriter *writer)
{
  Level *level = innermost (writer);
  g_assert (writer->key_written == (level && level->is_object));
  if (level && !level->is_object)
    begin_item (writer, level);
  writer->key_written = false;
}

/* A text ends with a line end, so that several of them, each on one line, are JSON Lines. */
static void
end_value (JsonWriter *writer)
{
  if (!innermost (writer))
    g_string_append_c (writer->out, '\n');
}

static void
begin_container (JsonWriter *writer, bool is_object, bool one_line)
{
  begin_value (writer);
  const Level *outer = innermost (writer);
  Level level = { is_object, one_line || (outer && outer->one_line), false };
  g_array_append_val (writer->levels, level);
  g_string_append_c (writer->out, is_object ? '{' : '[');
}

static void
end_container (JsonWriter *writer, bool is_object)
{
  const Level *level = innermost (writer);
  g_assert (level && level->is_object == is_object && !writer->key_written);
  if (level->has_items && !level->one_line)
    break_line (writer, writer->levels->len - 1);
  g_array_set_size (writer->levels, writer->levels->len - 1);
  g_string_append_c (writer->out, is_object ? '}' : ']');
  end_value (writer);
}

void
json_begin_object (JsonWriter *writer, bool one_line)
{
  begin_container (writer, true, one_line);
}

void
json_end_object (JsonWriter *writer)
{
  end_container (writer, true);
}

void
json_begin_array (JsonWriter *writer, bool one_line)
{
  begin_container (writer, false, one_line);
}

void
json_end_array (JsonWriter *writer)
{
  end_container (writer, false);
}

void
json_key (JsonWriter *writer, const char *key)
{
  Level *level = innermost (writer);
  g_assert (level && level->is_object && !writer->key_written);
  begin_item (writer, level);
  render_json_string (writer->out, key);
  g_string_append (writer->out, ": ");
  writer->key_written = true;
}

void
json_string (JsonWriter *writer, const char *text)
{
  if (!text)
    {
      json_raw (writer, "null");
      return;
    }
  begin_value (writer);
  render_json_string (writer->out, text);
  end_value (writer);
}

void
json_raw (JsonWriter *writer, const char *text)
{
  begin_value (writer);
  g_string_append (writer->out, text);
  end_value (writer);
}
