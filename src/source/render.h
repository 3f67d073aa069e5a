/* Diagnostics to text with an excerpt and an underline, and to JSON (one object a line, doc/schema/diagnostic.json). */
#pragma once
#include "source/diag.h"

/* `file:line:col: error[J0001]: …`, the source line (cut to 200 columns around the span), an underline in display
   columns, labels, notes, fixes. COLOR: with SGR escapes. */
void render_text (GString *out, const Diag *diag, bool color);
/* {"code","severity","message","file","line","column","end_line","end_column","byte","utf16","notes":[…],"labels":[…],"fixes":[…]} */
void render_json (GString *out, const Diag *diag);
/* Appends TEXT as a JSON string with its quotes; control characters, `<`, U+2028, U+2029 escaped. */
void render_json_string (GString *out, const char *text);
