/* What the scanner's rules do with tokens, strings and marks where a pattern alone cannot decide.  Those that
   take a text take all of the match, and return the kind of its token. */
#pragma once
#include "grammar/scan.h"

/* Adds the match, with what is skipped after it, as a token of KIND. */
void scan_add (Scanner *scanner, int kind);
/* A string in straight quotes, whose escapes are checked. */
int scan_string (Scanner *scanner, const char *text, uint32_t length);
/* A string without its CLOSING quote: reported. */
int scan_unclosed (Scanner *scanner, const char *closing);
/* A call, if it touches a name. */
int scan_parenthesis (Scanner *scanner);
/* Of a conflict only the first side is read. */
int scan_conflict_marker (Scanner *scanner, const char *mark);
/* Text that is no token: reported, with what it was meant for if that is clear. */
int scan_stray (Scanner *scanner, const char *text, uint32_t length);
