/* jixiao audit: what is claimed against what is computed.  Faults of rows are findings here, not refusals: only a file of which
   nothing can be read is 4. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/evidence.h"
#include "cli/output.h"
#include "report/audit.h"

typedef struct
{
  const char *scheme, *format, *output, *fail_on, *off, *raise, *reason;
  EvidenceOptions evidence;
} AuditOptions;

static void
write_report (Run *run, const AuditOptions *options, const AuditReport *report)
{
  g_autoptr (GString) out = g_string_new (NULL);
  if (options->format && strcmp (options->format, "json") == 0)
    report_audit_json (report, out);
  else
    report_audit_text (report, !options->output && run_color (run, STDOUT_FILENO), out);
  if (output_differs_from_read (run, options->output))
    output_write (run, options->output, out);
}

static Severity
fail_severity (const AuditOptions *options)
{
  if (options->fail_on && strcmp (options->fail_on, "warning") == 0)
    return SEVERITY_WARNING;
  return options->fail_on && strcmp (options->fail_on, "note") == 0 ? SEVERITY_NOTE : SEVERITY_ERROR;
}

/* --off A,B and --raise A,B to settings. False: a check that is not there (reported). */
static bool
add_settings (Run *run, Model *model, const char *names, bool off, const char *reason, GArray *settings)
{
  g_auto (GStrv) list = g_strsplit (names ? names : "", ",", -1);
  for (int i = 0; list[i] && *list[i]; i++)
    {
      const Check *check = model_find_check (model, atom_intern (model->session->atoms, list[i], -1));
      CheckSetting setting = { check, off, !off, SEVERITY_ERROR, reason };
      if (!check)
        {
          TextNearest nearest = TEXT_NEAREST_INIT (list[i]);
          Diag *diag = run_usage (run, DIAG_unknown_check, list[i], NULL, NULL);
          for (guint j = 0; j < model->check_order->len; j++)
            text_nearest_offer (&nearest, ((const Check *)model->check_order->pdata[j])->name->text);
          if (text_nearest_result (&nearest))
            diag_note (diag, N_ ("did you mean {1}?"), text_nearest_result (&nearest), NULL);
          return false;
        }
      g_array_append_val (settings, setting);
    }
  return true;
}

static void
audit (Run *run, const AuditOptions *options, const Definition *definition, const Actuals *actuals, const GPtrArray *faults)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (GArray) settings = g_array_new (FALSE, FALSE, sizeof (CheckSetting));
  const Result *result = score_scheme (definition->model, definition->scheme, actuals, arena);
  const AuditReport *report;
  Severity severity = fail_severity (options);
  if (!add_settings (run, definition->model, options->off, true, options->reason, settings)
      || !add_settings (run, definition->model, options->raise, false, options->reason, settings))
    return;
  report = audit_run (definition->model, definition->scheme, actuals, result, faults, (CheckSetting *)(void *)settings->data,
                      settings->len, arena);
  for (unsigned i = 0; i < report->n_findings; i++)
    if (report->findings[i].severity >= severity)
      run_fail (run, CODE_NO);
  row_account_append (&result->account, run->last_line);
  g_string_append_c (run->last_line, '\n');
  if (row_account_balances (&result->account))
    write_report (run, options, report);
  else
    run_fail (run, CODE_BUG);
}

/* The errors about rows reported while the actual values were read: findings, so not shown as diagnostics besides. */
static GPtrArray *
take_faults (Run *run)
{
  GPtrArray *faults = g_ptr_array_new ();
  const GPtrArray *all = diag_sink_sorted (run->sink);
  for (guint i = 0; i < all->len; i++)
    {
      Diag *diag = all->pdata[i];
      if (diag_code_class (diag->code) == DIAG_CLASS_DATA && diag->severity == SEVERITY_ERROR)
        {
          g_ptr_array_add (faults, diag);
          g_hash_table_add (run->muted, diag);
        }
    }
  return faults;
}

static void
examine (Run *run, const AuditOptions *options, char **files)
{
  g_auto (Definition) definition = { 0 };
  if (!definition_open (run, files[0], options->scheme, &definition))
    return;
  model_load_checks (definition.model);
  if (run_take_errors (run, CODE_DEFINITION))
    return;
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (Actuals) actuals = actuals_new (definition.model, definition.scheme);
  bool any = evidence_read (run, &definition, files + 1, &options->evidence, actuals, keep);
  if (!any)
    {
      run_take_errors (run, CODE_DATA);
      if (run->code < CODE_USAGE)
        run_fail (run, CODE_DATA);
      return;
    }
  actuals_finish (actuals, false);
  g_autoptr (GPtrArray) faults = take_faults (run);
  if (run->code < CODE_USAGE)
    audit (run, options, &definition, actuals, faults);
}

static void
run_audit (Run *run, char **args)
{
  AuditOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "scheme", 0, OPTION_TEXT, &options.scheme, N_ ("NAME"), N_ ("the scheme, where the file has several") },
    { "format", 0, OPTION_CHOICE, &options.format, "text|json|sarif|junit", N_ ("form of the result (default: text)") },
    { "output", 'o', OPTION_TEXT, &options.output, N_ ("FILE"), N_ ("write the result to FILE") },
    { "fail-on", 0, OPTION_CHOICE, &options.fail_on, "error|warning|note",
      N_ ("exit with 1 on findings of this severity or above (default: error)") },
    { "off", 0, OPTION_TEXT, &options.off, N_ ("CHECK,…"), N_ ("switch checks off") },
    { "raise", 0, OPTION_TEXT, &options.raise, N_ ("CHECK,…"), N_ ("make the findings of checks errors") },
    { "reason", 0, OPTION_TEXT, &options.reason, N_ ("TEXT"), N_ ("why; kept in the output") },
    { "input-format", 0, OPTION_CHOICE, &options.evidence.input_format, "jx|csv|tsv|json|jsonl",
      N_ ("kind of standard input and of files with other names") },
    { "encoding", 0, OPTION_CHOICE, &options.evidence.encoding, "utf-8|gb18030",
      N_ ("encoding of tables (default: utf-8)") },
    OPTION_END,
  };
  if (!options_parse (run, &command_audit, table, args, &files))
    return;
  if (!*files)
    options_want (run, &command_audit, N_ ("a definition file"));
  else if ((options.off || options.raise) && !options.reason)
    options_want (run, &command_audit, N_ ("--reason with --off and --raise"));
  else if (output_differs (run, options.output, files))
    examine (run, &options, files);
}

const Command command_audit = {
  "audit",
  N_ ("DEF [ACTUALS…] [OPTION…]"),
  N_ ("Find where claimed scores, values and weights contradict the rules."),
  run_audit,
};
