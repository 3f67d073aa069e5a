/* How the tokens of one file are written, one after the other.  Used in src/format only. */
#pragma once
#include "format/format.h"

typedef struct Spelling Spelling;

/* UNIT must live as long. */
Spelling *spelling_new (const Unit *unit, FormatKeywords keywords);
void spelling_free (Spelling *spelling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Spelling, spelling_free)

/* Appends the tokens FIRST to LAST in one line, comments left out. */
void spelling_append (const Spelling *spelling, int32_t first, int32_t last, GString *out);
/* Appends the comment, without the blanks at its end. */
void spelling_append_comment (const Spelling *spelling, int32_t index, GString *out);
