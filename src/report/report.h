/* Results and schemes to text: for people, for programs, for spreadsheets, and blank forms to fill in.  Each
   appends to OUT; nothing is printed here.  Texts for people are in the language of gettext; keys, columns
   and status words never change. */
#pragma once
#include "eval/result.h"

/* For people: what lost points first, then the tiers with their sums, last the total and the grade.  ALL:
   every row under its tier, too.  COLOR: with SGR escapes. */
void report_text (const Result *result, bool color, bool all, GString *out);
/* doc/schema/result.json. */
void report_json (const Result *result, GString *out);
/* One row for each indicator.  RAW: cells that a spreadsheet would take for formulas are not protected. */
void report_csv (const Result *result, bool raw, GString *out);

/* Many organisations: a result a line, with the key `organisation` before the others; the rows of report_csv with a column for the
   organisation; one line for each. */
void report_json_line (const char *organisation, const Result *result, GString *out);
void report_csv_head (GString *out);
void report_csv_rows (const char *organisation, const Result *result, bool raw, GString *out);
void report_totals_head (GString *out);
void report_totals_row (const char *organisation, const Result *result, bool raw, GString *out);
/* The same lines for people. */
typedef struct Totals Totals;
Totals *totals_new (void);
void totals_free (Totals *totals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Totals, totals_free)
void totals_add (Totals *totals, const char *organisation, const Result *result);
void report_totals_text (const Totals *totals, bool color, GString *out);

/* A 实绩 block for SCHEME with every value 未填 and its target in a comment; not laid out. */
void report_template (const Model *model, const Scheme *scheme, GString *out);
/* The same as a table: with a BOM and CRLF, for a spreadsheet to open. */
void report_template_csv (const Model *model, const Scheme *scheme, bool raw, GString *out);
