/* Markdown, as CommonMark and the code forges have it: text goes through one of these and by no other way. */
#pragma once
#include <glib.h>

/* Appends TEXT so that it stands as it is, in a line of text or in the cell of a table: nothing in it is
   markup, a link or a tag, and it stays in its line; control characters, bidi controls and invalid bytes are
   made visible.  TEXT NULL: nothing. */
void markdown_text (GString *out, const char *text);
/* A row of a table, of ours or escaped: CELLS ends with NULL; a cell stays as it is. */
void markdown_row (GString *out, const char *const *cells);
/* The row of headings, escaped here, and the line below it. */
void markdown_head (GString *out, const char *const *titles);
