/* A document in place of a result.  Not where the usage is wrong, since then the options that say where to
   write may be, nor where it is the output that the system refused. */
#include "cli/refusal.h"

#include <string.h>

#include "base/limits.h"
#include "cli/output.h"
#include "report/refusal.h"

/* Those to be shown, at most LIMIT_DIAGNOSTICS, like on standard error. (owned) */
static GPtrArray *
shown_diagnostics (Run *run)
{
  GPtrArray *shown = g_ptr_array_new ();
  const GPtrArray *all = diag_sink_sorted (run->sink);
  for (guint i = 0; i < all->len && shown->len < LIMIT_DIAGNOSTICS; i++)
    if (!g_hash_table_contains (run->muted, all->pdata[i]))
      g_ptr_array_add (shown, all->pdata[i]);
  return shown;
}

/* True if what ended the run is about what it was to read. */
static bool
is_about_input (const Run *run, const GPtrArray *diags)
{
  bool any = false;
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      if (diag->code == DIAG_output_failed)
        return false;
      any = any || diag->severity == SEVERITY_ERROR;
    }
  return run->code >= CODE_DEFINITION && run->code <= CODE_SYSTEM && (any || run->code < CODE_SYSTEM);
}

void
refusal_write (Run *run, const char *command, const char *format, const char *output)
{
  bool sarif = g_strcmp0 (format, "sarif") == 0, junit = g_strcmp0 (format, "junit") == 0;
  if (!sarif && !junit)
    return;
  g_autoptr (GPtrArray) diags = shown_diagnostics (run);
  g_autoptr (GString) out = g_string_new (NULL);
  if (!is_about_input (run, diags))
    return;
  if (sarif)
    report_refusal_sarif (diags, (int)run->code, out);
  else
    report_refusal_junit (diags, command, out);
  if (output_differs_from_read (run, output))
    output_write (run, output, out);
}
