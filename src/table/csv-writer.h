/* Writing CSV and TSV as table/csv.h reads them. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* Appends one field, without a separator; quotes it when it must be.  Unless RAW, a text that a spreadsheet
   would run as a formula (csv_is_guarded) gets a leading apostrophe, which the reader takes off again. */
void csv_append_field (GString *out, const char *text, char separator, bool raw);
