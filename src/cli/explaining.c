/* What eval --explain and explain share: a trace for each row while it is scored, and the choice of rows
   afterwards. */
#include "cli/explaining.h"

void
explaining_init (Explaining *explaining, const Scheme *scheme)
{
  *explaining = (Explaining){ .n_traces = scheme->n_indicators };
  explaining->traces = g_new0 (Trace *, scheme->n_indicators + 1);
  explaining->chosen = g_new0 (const Trace *, scheme->n_indicators + 1);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    explaining->traces[i] = trace_new ();
}

void
explaining_choose (Explaining *explaining, Model *model, const Result *result, const bool *wanted)
{
  unsigned n = 0;
  for (unsigned i = 0; i < explaining->n_traces; i++)
    if (wanted ? wanted[i] : explain_is_wanted (&result->rows[i]))
      explaining->chosen[n++] = explaining->traces[i];
  explaining->explained = (Explained){ model, result, explaining->chosen, n };
}

void
explaining_done (Explaining *explaining)
{
  for (unsigned i = 0; i < explaining->n_traces; i++)
    trace_free (explaining->traces[i]);
  g_free (explaining->traces);
  g_free (explaining->chosen);
}
