/* Explanations: why each row has its score, from the traces of the evaluator, as sentences for people, as a
   page to print, and as JSON.  Each appends to OUT; nothing is printed here. */
#pragma once
#include "eval/trace.h"

typedef struct
{
  Model *model;
  const Result *result;
  const Trace *const *traces; /* of the rows to be explained, in order */
  unsigned n_traces;
} Explained;

/* A row has something to explain that lost points, is missed, or has no score; one that does not apply has
 * not. */
bool explain_is_wanted (const RowResult *row);

/* Sentences, in the language of gettext; the one to paste into a form is always Chinese. */
void report_explain_text (const Explained *explained, bool color, GString *out);
/* One file, without scripts and without anything from elsewhere. */
void report_explain_html (const Explained *explained, GString *out);
/* doc/schema/explain.json. */
void report_explain_json (const Explained *explained, GString *out);
