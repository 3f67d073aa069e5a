/* The words of JSON: blanks, strings, numbers, and the place of each.  Whoever reads moves a lexer forward
   from word to word; what is no word, or a faulty one, is reported by the lexer at its place.  Which word may
   come next is not known here.  Places are counted forward from the last one asked for, so that a long line
   costs no more than a short one. */
#pragma once
#include "base/arena.h"
#include "source/diag.h"

typedef struct
{
  Arena *arena;     /* for the texts of words */
  const char *name; /* for messages */
  DiagSink *sink;
  const char *at, *end;
  const char *what_ends; /* at `end`, for messages */
  unsigned line;         /* of `at` */
  const char *mark;      /* a place on the line whose column is known */
  unsigned mark_column;
} JsonLexer;

/* A lexer at the start of the LENGTH bytes at TEXT, which are on LINE (all borrowed). */
JsonLexer json_lexer (Arena *arena, const char *name, const char *text, size_t length, unsigned line,
                      const char *what_ends, DiagSink *sink);
/* To be asked before anything is read: the text is valid UTF-8.  False: reported, with the offset from
   TEXT_START. */
bool json_lexer_is_valid (JsonLexer *lexer, const char *text_start);

static inline bool
json_lexer_is_at (const JsonLexer *lexer, char c)
{
  return lexer->at < lexer->end && *lexer->at == c;
}

/* Steps over C if it stands there. */
static inline bool
json_lexer_accept (JsonLexer *lexer, char c)
{
  if (!json_lexer_is_at (lexer, c))
    return false;
  lexer->at++;
  return true;
}

void json_lexer_skip_blanks (JsonLexer *lexer);
/* The unescaped string at the lexer's place, at a quote; in its arena, NUL-terminated.  NULL: reported. */
const char *json_lexer_string (JsonLexer *lexer, size_t *ret_length);
/* The text, as written, of the number at the lexer's place, at a digit or a sign or a point; in its arena.
   NULL: reported. */
const char *json_lexer_number (JsonLexer *lexer, size_t *ret_length);
/* WORD (letters) stands at the lexer's place, and nothing goes on with it. */
bool json_lexer_is_word (const JsonLexer *lexer, const char *word);

/* Code points from 1.  P is on the current line, and not before the last place asked for. */
unsigned json_lexer_column (JsonLexer *lexer, const char *p);
/* `name:line:column` of P, which is as above. (owned) */
char *json_lexer_where (JsonLexer *lexer, const char *p);
/* The same of numbers. (owned) */
char *json_place (const char *name, unsigned line, unsigned column);

/* Reports CODE at P.  Always false. */
bool json_lexer_fail (JsonLexer *lexer, const char *p, DiagCode code, const char *argument);
/* Reports what stands at the lexer's place where there should be EXPECTED.  NULL if that is a comment, of
   which nothing more is to be said. */
Diag *json_lexer_fail_expected (JsonLexer *lexer, const char *expected);
/* Reports what stands at the lexer's place, where its text should end. */
void json_lexer_fail_trailing (JsonLexer *lexer);
