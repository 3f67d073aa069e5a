/* The words of the language, from keywords.def. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef enum
{
  IN_SCHEME = 1,
  IN_TIER = 2,
  IN_INDICATOR = 4,
  IN_FRAMEWORK = 8,
  IN_LIBRARY = 16, /* rules, scales, units, functions */
  IN_FRAMEWORK_TIER = 32,
  IN_CALENDAR = 64,
  IN_TEST = 128,
  IN_ANY = 255
} FieldHolder;

typedef enum
{
#define FIELD(id, zh, en, holders) FIELD_##id,
#include "syntax/keywords.def"
  FIELD_N
} Field;

typedef enum
{
#define WORD(id, zh, en) WORD_##id,
#include "syntax/keywords.def"
  WORD_N
} Word;

typedef struct
{
  const char *zh;
  const char *en;
  int token; /* TOK_*, 0 for fields and words */
  bool reserved;
} Keyword;

/* The grammar's word spelled TEXT (LENGTH bytes), or NULL. */
const Keyword *keyword_find (const char *text, size_t length);
const Keyword *keyword_of_token (int token); /* NULL if the token is no keyword */
/* FIELD_N if TEXT is no field. */
Field field_find (const char *text);
FieldHolder field_holders (Field field);
const char *field_name (Field field, bool english);
/* WORD_N if TEXT is none. Where two words share a spelling (上年, baseline) the first is found. */
Word word_find (const char *text);
const char *word_name (Word word, bool english);
