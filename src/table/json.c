/* The reader of JSON, as RFC 8259 has it and nothing more: a recursive descent whose depth is checked before
   it goes down.  It makes the whole tree in the caller's arena and keeps the text of numbers.  Words are the
   lexer's (json-lexer.h); what the members of an object mean is not known here. */
#include "table/json.h"
#include <stdlib.h>
#include <string.h>
#include "base/i18n.h"
#include "base/limits.h"
#include "table/json-lexer.h"

#define BOM "\xEF\xBB\xBF"
#define FEW_KEYS 16 /* of an object, compared without allocating */

typedef struct
{
  JsonLexer lexer;
  unsigned depth;
} JsonReader;

/* What the reader allocates for every value. */
typedef struct
{
  JsonValue value;
  unsigned key_line, key_column;
} Node;

static JsonValue *read_value (JsonReader *reader, const char *expected, const JsonValue *container);

/* Reports what stands at the reader's place; CONTAINER is what it stands in, or NULL.  Always NULL. */
static JsonValue *
fail_expected (JsonReader *reader, const char *expected, const JsonValue *container)
{
  JsonLexer *lexer = &reader->lexer;
  Diag *diag = json_lexer_fail_expected (lexer, expected);
  if (diag && container && lexer->at == lexer->end)
    {
      g_autofree char *opened = json_where (lexer->name, container);
      diag_note (diag, N_ ("‘{1}’ was opened at {2}"), container->kind == JSON_ARRAY ? "[" : "{", opened,
                 NULL);
    }
  return NULL;
}

/* --- Values of one word --- */

static JsonValue *
new_value (JsonLexer *lexer, JsonKind kind)
{
  JsonValue *value = &arena_new0 (lexer->arena, Node)->value;
  value->kind = kind;
  value->line = lexer->line;
  value->column = json_lexer_column (lexer, lexer->at);
  return value;
}

static JsonValue *
read_string (JsonLexer *lexer)
{
  JsonValue *value = new_value (lexer, JSON_STRING);
  value->text = json_lexer_string (lexer, &value->length);
  return value->text ? value : NULL;
}

static JsonValue *
read_number (JsonLexer *lexer)
{
  JsonValue *value = new_value (lexer, JSON_NUMBER);
  value->text = json_lexer_number (lexer, &value->length);
  return value->text ? value : NULL;
}

static JsonValue *
read_name (JsonReader *reader, const char *expected, const JsonValue *container)
{
  static const struct
  {
    const char *word;
    JsonKind kind;
  } words[] = { { "null", JSON_NULL }, { "false", JSON_FALSE }, { "true", JSON_TRUE } };
  JsonLexer *lexer = &reader->lexer;
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (!json_lexer_is_word (lexer, words[i].word))
        continue;
      JsonValue *value = new_value (lexer, words[i].kind);
      value->text = words[i].word;
      value->length = strlen (words[i].word);
      lexer->at += value->length;
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
check_keys (const JsonLexer *lexer, const JsonValue *object)
{
  KeyEntry few[FEW_KEYS];
  unsigned n = object->n_items, i = 0;
  g_autofree KeyEntry *many = n > FEW_KEYS ? g_new (KeyEntry, n) : NULL;
  KeyEntry *entries = many ? many : few;
  for (const JsonValue *member = object->first; member; member = member->next, i++)
    entries[i] = (KeyEntry){ nfc_key (lexer->arena, member->key), (const Node *)member, i };
  const KeyEntry *again = find_duplicate (entries, n);
  if (!again)
    return true;
  const Node *first = again[-1].node;
  g_autofree char *here = json_place (lexer->name, again->node->key_line, again->node->key_column);
  g_autofree char *there = json_place (lexer->name, first->key_line, first->key_column);
  Diag *diag = diag_report_at (lexer->sink, DIAG_json_duplicate_key, here, again->node->value.key, NULL);
  diag_note (diag, N_ ("it was first given at {1}"), there, NULL);
  return false;
}

/* `"key": value`.  NULL: reported. */
static JsonValue *
read_member (JsonReader *reader, const char *expected, const JsonValue *object)
{
  JsonLexer *lexer = &reader->lexer;
  if (!json_lexer_is_at (lexer, '"'))
    return fail_expected (reader, expected, object);
  size_t length;
  unsigned line = lexer->line, column = json_lexer_column (lexer, lexer->at);
  const char *key = json_lexer_string (lexer, &length);
  if (!key)
    return NULL;
  json_lexer_skip_blanks (lexer);
  if (!json_lexer_accept (lexer, ':'))
    return fail_expected (reader, _ ("‘:’ after the key"), object);
  json_lexer_skip_blanks (lexer);
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
pass_comma (JsonLexer *lexer, const char *item, char close)
{
  unsigned line = lexer->line, column = json_lexer_column (lexer, lexer->at);
  lexer->at++;
  json_lexer_skip_blanks (lexer);
  if (!json_lexer_is_at (lexer, close))
    return true;
  const char closing[] = { close, '\0' };
  g_autofree char *where = json_place (lexer->name, line, column);
  diag_report_at (lexer->sink, DIAG_json_trailing_comma, where, item, closing, NULL);
  return false;
}

/* The items from the first, which is there or is missed, to the closing bracket. */
static bool
read_items (JsonReader *reader, JsonValue *container)
{
  JsonLexer *lexer = &reader->lexer;
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
      json_lexer_skip_blanks (lexer);
      if (json_lexer_accept (lexer, close))
        return true;
      if (!json_lexer_is_at (lexer, ','))
        return fail_expected (reader, is_object ? _ ("‘,’ or ‘}’") : _ ("‘,’ or ‘]’"), container);
      if (!pass_comma (lexer, item, close))
        return false;
    }
}

static JsonValue *
read_container (JsonReader *reader, JsonKind kind)
{
  JsonLexer *lexer = &reader->lexer;
  if (reader->depth == LIMIT_JSON_DEPTH)
    {
      g_autofree char *limit = g_strdup_printf ("%u", (unsigned)LIMIT_JSON_DEPTH);
      json_lexer_fail (lexer, lexer->at, DIAG_json_too_deep, limit);
      return NULL;
    }
  JsonValue *container = new_value (lexer, kind);
  lexer->at++;
  reader->depth++;
  json_lexer_skip_blanks (lexer);
  if (!json_lexer_accept (lexer, kind == JSON_OBJECT ? '}' : ']'))
    {
      if (!read_items (reader, container) || (kind == JSON_OBJECT && !check_keys (lexer, container)))
        return NULL;
    }
  reader->depth--;
  return container;
}

static JsonValue *
read_value (JsonReader *reader, const char *expected, const JsonValue *container)
{
  JsonLexer *lexer = &reader->lexer;
  char c = lexer->at < lexer->end ? *lexer->at : '\0';
  if (c == '{')
    return read_container (reader, JSON_OBJECT);
  if (c == '[')
    return read_container (reader, JSON_ARRAY);
  if (c == '"')
    return read_string (lexer);
  if (c == '-' || c == '+' || c == '.' || g_ascii_isdigit (c))
    return read_number (lexer);
  return read_name (reader, expected, container);
}

/* --- Whole texts and lines --- */

/* The one value of the lexer's text, whose offsets count from TEXT_START. */
static JsonValue *
read_text (JsonReader *reader, const char *text_start)
{
  JsonLexer *lexer = &reader->lexer;
  if (!json_lexer_is_valid (lexer, text_start))
    return NULL;
  json_lexer_skip_blanks (lexer);
  JsonValue *value = read_value (reader, _ ("a value"), NULL);
  if (!value)
    return NULL;
  json_lexer_skip_blanks (lexer);
  if (lexer->at == lexer->end)
    return value;
  json_lexer_fail_trailing (lexer);
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
  text = text ? text : ""; /* an empty file may be mapped at NULL */
  size_t bom = bom_length (text, length);
  JsonReader reader
      = { json_lexer (arena, name, text + bom, length - bom, 1, _ ("the end of the text"), sink), 0 };
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
      JsonReader reader = {
        json_lexer (arena, name, begin, (size_t)(line_end - begin), *line, _ ("the end of the line"), sink), 0
      };
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
  return json_place (name, value->line, value->column);
}
