/* A run: what it has read, what it found wrong and what its exit code is.  Diagnostics are printed once, at
   the end, sorted.  How errors become an exit code is decided here and nowhere else: by their class, or by
   what was being read. */
#include "cli/run.h"

#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/limits.h"
#include "cli/output.h"
#include "source/render.h"

static char *
library_folder (void)
{
  const char *named = g_getenv ("JIXIAO_DATADIR");
  return g_strdup (named && *named ? named : PKGDATADIR);
}

/* No error that the sink holds is in the code. */
static void
take_none (Run *run)
{
  run->taken = run->taken_limit = run->taken_system = run->taken_usage = run->taken_rows = 0;
}

static void
open_session (Run *run)
{
  g_autofree char *library = library_folder ();
  run->sink = diag_sink_new ();
  run->session = session_new (library, run->sink);
  run->muted = g_hash_table_new (NULL, NULL);
  take_none (run);
}

static void
close_session (Run *run)
{
  g_hash_table_unref (run->muted);
  session_free (run->session);
  diag_sink_free (run->sink);
}

void
run_init (Run *run)
{
  *run = (Run){ .last_line = g_string_new (NULL) };
  open_session (run);
}

void
run_restart (Run *run)
{
  run->unkept_said = false;
  close_session (run);
  open_session (run);
}

void
run_fail (Run *run, Code code)
{
  run->code = MAX (run->code, code);
}

bool
run_take_errors (Run *run, Code code)
{
  unsigned data = run->data_are_findings ? diag_sink_count_class (run->sink, DIAG_CLASS_DATA) : 0;
  unsigned all = diag_sink_count (run->sink, SEVERITY_ERROR) - data;
  unsigned limit = diag_sink_count_class (run->sink, DIAG_CLASS_LIMIT);
  unsigned system = diag_sink_count_class (run->sink, DIAG_CLASS_SYSTEM);
  unsigned usage = diag_sink_count_class (run->sink, DIAG_CLASS_USAGE);
  unsigned rows = diag_sink_count_class (run->sink, DIAG_CLASS_DATA) - data;
  unsigned others
      = (all - limit - system - usage - rows)
        - (run->taken - run->taken_limit - run->taken_system - run->taken_usage - run->taken_rows);
  bool rows_apart = code == CODE_DEFINITION;
  bool any = rows_apart ? all - rows > run->taken - run->taken_rows : all > run->taken;
  run_fail (run, usage > run->taken_usage ? CODE_USAGE : CODE_DONE);
  run_fail (run, others ? code : CODE_DONE);
  run_fail (run, rows > run->taken_rows ? (rows_apart ? CODE_DATA : code) : CODE_DONE);
  run_fail (run, limit > run->taken_limit ? CODE_LIMIT : CODE_DONE);
  run_fail (run, system > run->taken_system ? CODE_SYSTEM : CODE_DONE);
  run->taken = all;
  run->taken_limit = limit;
  run->taken_system = system;
  run->taken_usage = usage;
  run->taken_rows = rows;
  return any;
}

void
run_demote (Run *run)
{
  const GPtrArray *diags = diag_sink_sorted (run->sink);
  for (guint i = 0; i < diags->len; i++)
    {
      Diag *diag = diags->pdata[i];
      if (diag->severity == SEVERITY_NOTE)
        g_hash_table_add (run->muted, diag);
      if (diag_code_class (diag->code) != DIAG_CLASS_DATA)
        diag->severity = MIN (diag->severity, SEVERITY_WARNING);
    }
  take_none (run);
  run->taken = run->taken_rows = diag_sink_count (run->sink, SEVERITY_ERROR);
}

Diag *
run_usage (Run *run, DiagCode code, const char *one, const char *two, const char *three)
{
  Diag *diag = diag_report_at (run->sink, code, NULL, one, two, three, NULL);
  run_take_errors (run, CODE_USAGE);
  return diag;
}

bool
run_color (const Run *run, int fd)
{
  const char *no_color = g_getenv ("NO_COLOR"), *term = g_getenv ("TERM");
  if (run->color != COLOR_AUTO)
    return run->color == COLOR_ALWAYS;
  return !(no_color && *no_color) && term && strcmp (term, "dumb") != 0 && isatty (fd);
}

/* Diagnostics */

static void
append_rest (GString *out, const unsigned *more)
{
  g_autofree char *total
      = g_strdup_printf ("%u", more[SEVERITY_ERROR] + more[SEVERITY_WARNING] + more[SEVERITY_NOTE]);
  g_autofree char *errors = g_strdup_printf ("%u", more[SEVERITY_ERROR]);
  g_autofree char *warnings = g_strdup_printf ("%u", more[SEVERITY_WARNING]);
  g_autofree char *notes = g_strdup_printf ("%u", more[SEVERITY_NOTE]);
  g_autofree char *text = diag_format (N_ ("… and {1} more: errors {2}, warnings {3}, notes {4}"), total,
                                       errors, warnings, notes, NULL);
  g_string_append_printf (out, "%s\n", text);
}

/* LIMIT: of those shown, the ones before included. */
static void
append_or_count (Run *run, const Diag *diag, unsigned limit, bool color, GString *out, unsigned *shown,
                 unsigned *more)
{
  if (g_hash_table_contains (run->muted, diag))
    return;
  if (run->json_diagnostics)
    render_json (out, diag);
  else if (*shown < limit)
    {
      render_text (out, diag, color);
      ++*shown;
    }
  else
    more[diag->severity]++;
}

void
run_append_diagnostics (Run *run, GString *out, bool color)
{
  const GPtrArray *diags = diag_sink_sorted (run->sink);
  unsigned shown = run->shown, more[] = { run->more[0], run->more[1], run->more[2] };
  for (guint i = 0; i < diags->len; i++)
    append_or_count (run, diags->pdata[i], LIMIT_DIAGNOSTICS, color, out, &shown, more);
  for (int severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++)
    more[severity] += run->unkept_said ? 0 : diag_sink_count_unkept (run->sink, (Severity)severity);
  if (more[SEVERITY_ERROR] || more[SEVERITY_WARNING] || more[SEVERITY_NOTE])
    append_rest (out, more);
}

void
run_flush (Run *run)
{
  const GPtrArray *diags = diag_sink_sorted (run->sink);
  bool color = run_color (run, STDERR_FILENO);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      unsigned limit = diag->severity == SEVERITY_ERROR ? LIMIT_DIAGNOSTICS : LIMIT_DIAGNOSTICS / 2;
      append_or_count (run, diag, limit, color, text, &run->shown, run->more);
    }
  output_to_stderr (text);
  g_hash_table_remove_all (run->muted);
  diag_sink_clear (run->sink);
  take_none (run);
}

void
run_forget_diagnostics (Run *run)
{
  const GPtrArray *diags = diag_sink_sorted (run->sink);
  for (guint i = 0; i < diags->len; i++)
    g_hash_table_add (run->muted, diags->pdata[i]);
  run->unkept_said = true;
}

int
run_finish (Run *run)
{
  if (!output_close_standard (run))
    run_fail (run, CODE_SYSTEM);
  g_autoptr (GString) text = g_string_new (NULL);
  run_append_diagnostics (run, text, run_color (run, STDERR_FILENO));
  g_string_append (text, run->last_line->str);
  output_to_stderr (text);
  close_session (run);
  g_string_free (run->last_line, TRUE);
  return (int)run->code;
}
