/* HTML: text goes through one of these two and by no other way. */
#pragma once
#include <glib.h>

/* Appends TEXT as content; control characters, bidi controls and invalid bytes are made visible. TEXT NULL:
 * nothing. */
void html_text (GString *out, const char *text);
/* Appends ` NAME="TEXT"`. NAME is ours. */
void html_attr (GString *out, const char *name, const char *text);
/* Everything up to and with `<body>`: nothing may be loaded and no script may run; STYLE is ours, and allowed
   by its digest. LANG: `zh-CN`, `en`. */
void html_begin (GString *out, const char *lang, const char *title, const char *style);
void html_end (GString *out);
