/* JSON as RFC 8259 has it, strictly, with places; numbers keep their text.  Refused: duplicate keys (after unescaping),
   trailing data, comments, trailing commas, leading zeros, lone surrogates, NUL in strings, invalid UTF-8, control
   characters in strings, depth over LIMIT_JSON_DEPTH.  A BOM is skipped. */
#pragma once
#include "base/arena.h"
#include "source/diag.h"

typedef enum
{
  JSON_NULL,
  JSON_FALSE,
  JSON_TRUE,
  JSON_NUMBER, /* text: as written */
  JSON_STRING, /* text: unescaped */
  JSON_ARRAY,
  JSON_OBJECT
} JsonKind;

typedef struct JsonValue JsonValue;
struct JsonValue
{
  JsonKind kind;
  const char *key;        /* in an object, the member's key, unescaped */
  const char *text;
  size_t length;
  JsonValue *first;       /* items or members in order */
  JsonValue *next;
  unsigned n_items;
  unsigned line, column;  /* of the value, from 1, code points */
};

/* The value of the whole text, in ARENA, or NULL (reported). NAME for messages. */
JsonValue *json_read (Arena *arena, const char *name, const char *text, size_t length, DiagSink *sink);
/* JSON Lines: the next value at *OFFSET, one a line, blank lines skipped; *LINE counts lines.
   NULL at the end (*ret_failed false) or for a reported bad line (*ret_failed true; *OFFSET is past it). */
JsonValue *json_read_line (Arena *arena, const char *name, const char *text, size_t length, size_t *offset,
                           unsigned *line, DiagSink *sink, bool *ret_failed);
JsonValue *json_member (const JsonValue *object, const char *key); /* NULL if absent or OBJECT is no object */
/* `name:line:column`. (owned) */
char *json_where (const char *name, const JsonValue *value);
