/* The tables of words, expanded from keywords.def, and their look-up by spelling. */
#include "syntax/keywords.h"
#include "grammar/parse.h"
#include <string.h>

/* Bytes of the longest spelling; test-scan checks it. */
#define LONGEST_KEYWORD 14

static const Keyword KEYWORDS[] = {
#define KEYWORD(token_, zh_, en_) { zh_, en_, TOK_##token_, false },
#define RESERVED(token_, zh_, en_) { zh_, en_, TOK_##token_, true },
#include "syntax/keywords.def"
};

static const struct
{
  const char *zh, *en;
  int holders;
} FIELDS[] = {
#define FIELD(id, zh, en, holders) { zh, en, holders },
#include "syntax/keywords.def"
};

static const struct
{
  const char *zh, *en;
} WORDS[] = {
#define WORD(id, zh, en) { zh, en },
#include "syntax/keywords.def"
};

/* The first byte of most names differs from WORD's, so it is looked at before anything is called. */
static inline bool
spelled (const char *word, const char *text, size_t length)
{
  return word[0] == text[0] && strncmp (word, text, length) == 0 && word[length] == '\0';
}

/* The same of the whole TEXT. */
static inline bool
spelled_whole (const char *word, const char *text)
{
  return word[0] == text[0] && word[1] == text[1] && strcmp (word, text) == 0;
}

const Keyword *
keyword_find (const char *text, size_t length)
{
  if (length < 2 || length > LONGEST_KEYWORD)
    return NULL;
  for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++)
    if (spelled (KEYWORDS[i].zh, text, length) || spelled (KEYWORDS[i].en, text, length))
      return &KEYWORDS[i];
  return NULL;
}

const Keyword *
keyword_of_token (int token)
{
  for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++)
    if (KEYWORDS[i].token == token)
      return &KEYWORDS[i];
  return NULL;
}

Field
field_find (const char *text)
{
  for (int i = 0; i < FIELD_N; i++)
    if (spelled_whole (FIELDS[i].zh, text) || spelled_whole (FIELDS[i].en, text))
      return (Field)i;
  return FIELD_N;
}

FieldHolder
field_holders (Field field)
{
  return (FieldHolder)FIELDS[field].holders;
}

const char *
field_name (Field field, bool english)
{
  return english ? FIELDS[field].en : FIELDS[field].zh;
}

Word
word_find (const char *text)
{
  for (int i = 0; i < WORD_N; i++)
    if (spelled_whole (WORDS[i].zh, text) || spelled_whole (WORDS[i].en, text))
      return (Word)i;
  return WORD_N;
}

const char *
word_name (Word word, bool english)
{
  return english ? WORDS[word].en : WORDS[word].zh;
}
