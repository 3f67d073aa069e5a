/* What stands around the scanner's current match: the tokens before it, and the text itself. */
#pragma once
#include "grammar/scan.h"

/* The first LENGTH bytes of the match. */
static inline Span
scan_match (const Scanner *scanner, uint32_t length)
{
  return (Span){ scanner->start, scanner->start + length };
}

/* The last token but BACK others that is no comment, or NULL. */
const Token *scan_last (const Scanner *scanner, unsigned back);
/* There is one, and it is of KIND. */
bool scan_is_last (const Scanner *scanner, unsigned back, int kind);
/* The token that ends exactly where the match begins, or NULL. */
const Token *scan_glued (const Scanner *scanner);
/* Tokens that may have a unit or a suffix. */
bool scan_is_number_like (int kind);

/* True if only blanks, and no end of line, lie between the bytes FROM and TO. */
bool scan_only_blanks (const Scanner *scanner, uint32_t from, uint32_t to);
/* Where the word ends that goes on at AT: at a blank or a mark of the language. */
uint32_t scan_word_end (const Scanner *scanner, uint32_t at);
/* The bytes of the blanks at TEXT, none of them an end of line. */
size_t scan_blanks_length (const char *text, size_t length);
