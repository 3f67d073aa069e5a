/* What changed between two definitions, for people and for machines.  Each appends to OUT; texts for people
   are in the language of gettext. */
#pragma once
#include "diff/diff.h"

/* To be read aloud: the two definitions, how many changes there are of each kind, the changes by category,
   each with its witness and its reason; then what the same actual values score under both, and findings over
   both years.  COLOR: with SGR escapes. */
void report_diff_text (const Diff *diff, bool color, GString *out);
/* doc/schema/diff.json */
void report_diff_json (const Diff *diff, GString *out);
/* Tables as code forges show them; text of the definitions is escaped. */
void report_diff_markdown (const Diff *diff, GString *out);
/* One page that loads nothing, to read, to print and to file. */
void report_diff_html (const Diff *diff, GString *out);
/* SARIF 2.1.0: a rule for each kind of change, a result for each change, with its fingerprint; what was
 * accepted is suppressed. */
void report_diff_sarif (const Diff *diff, GString *out);
