/* Tokens of one text: what the grammar reads and, between them, comments.  Blanks are what lies between spans. */
#pragma once
#include "source/source.h"
#include <stdbool.h>

typedef struct
{
  int kind; /* TOK_* of grammar/parse.h, or TOKEN_COMMENT … below */
  Span span;
} Token;

enum
{
  TOKEN_COMMENT = -1, /* # … */
  TOKEN_DOC = -2,     /* ## … : documents the next declaration */
  TOKEN_NONE = -4,    /* no token: what was matched belongs to the one before */
  TOKEN_JUNK = -3     /* reported by the scanner and left out of the grammar's input */
};

static inline bool
token_is_trivia (const Token *token)
{
  return token->kind < 0;
}

/* Token indices, both inclusive; empty if last < first. */
typedef struct
{
  int32_t first, last;
} TokenRange;
