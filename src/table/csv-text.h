/* What the reader and the writer of tables must see alike in the text of a field: blanks, and what a
 * spreadsheet would run. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* The bytes of the blank at P (space, tab, NBSP, U+3000), or 0. */
size_t csv_blank_length (const char *p);
/* True for texts that are written with an apostrophe before them: those that a spreadsheet would run as a
   formula (first character = + - @ tab CR LF or their full-width forms, and not a number such as `-5`,
   `+3.25`, `-1.5%`).  Those that begin with apostrophes already count too: the reader, which takes one off,
   could not tell them from guarded ones. */
bool csv_is_guarded (const char *text);
