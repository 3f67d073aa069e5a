/* jixiao audit: what is claimed against what is computed.  Faults of rows are findings here, not refusals:
   only a file of which nothing can be read is 4. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/check-settings.h"
#include "cli/command.h"
#include "cli/evidence.h"
#include "cli/output.h"
#include "cli/refusal.h"
#include "report/audit.h"

typedef struct
{
  const char *scheme, *format, *output, *fail_on;
  CheckSettingOptions settings;
  EvidenceOptions evidence;
} AuditOptions;

static void
write_report (Run *run, const AuditOptions *options, const AuditReport *report)
{
  static const struct
  {
    const char *name;
    void (*write) (const AuditReport *report, GString *out);
  } FORMS[]
      = { { "json", report_audit_json }, { "sarif", report_audit_sarif }, { "junit", report_audit_junit } };
  g_autoptr (GString) out = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (FORMS); i++)
    if (g_strcmp0 (options->format, FORMS[i].name) == 0)
      FORMS[i].write (report, out);
  if (!options->format || strcmp (options->format, "text") == 0)
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

/* The errors about rows reported while the actual values were read and scored: findings, so not shown as
 * diagnostics besides. */
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
audit (Run *run, const AuditOptions *options, const Definition *definition, const Actuals *actuals,
       const GArray *settings)
{
  g_autoptr (Arena) arena = arena_new ();
  const Result *result = score_scheme (definition->model, definition->scheme, actuals, arena);
  g_autoptr (GPtrArray) faults = take_faults (run);
  Severity severity = fail_severity (options);
  const AuditReport *report
      = audit_run (definition->model, definition->scheme, actuals, result, faults,
                   (const CheckSetting *)(const void *)settings->data, settings->len, arena);
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

static void
examine (Run *run, const AuditOptions *options, char **files)
{
  g_auto (Definition) definition = { 0 };
  run->data_are_findings = true;
  if (!definition_open (run, files[0], options->scheme, &definition))
    return;
  model_load_checks (definition.model);
  if (run_take_errors (run, CODE_DEFINITION))
    return;
  g_autoptr (GArray) settings = g_array_new (FALSE, FALSE, sizeof (CheckSetting));
  if (!check_settings_read (run, definition.model, OF_INDICATOR | OF_TIER | OF_SCHEME, &options->settings,
                            settings))
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
  if (run->code < CODE_USAGE)
    audit (run, options, &definition, actuals, settings);
}

static void
run_audit (Run *run, char **args)
{
  AuditOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "scheme", 0, OPTION_TEXT, &options.scheme, N_ ("NAME"), N_ ("the scheme, where the file has several") },
    { "format", 0, OPTION_CHOICE, &options.format, "text|json|sarif|junit",
      N_ ("form of the result (default: text)") },
    { "output", 'o', OPTION_TEXT, &options.output, N_ ("FILE"), N_ ("write the result to FILE") },
    { "fail-on", 0, OPTION_CHOICE, &options.fail_on, "error|warning|note",
      N_ ("exit with 1 on findings of this severity or above (default: error)") },
    CHECK_SETTING_OPTIONS (options.settings),
    EVIDENCE_OPTIONS (options.evidence),
    OPTION_END,
  };
  if (!options_parse (run, &command_audit, table, args, &files))
    return;
  if (!*files)
    options_want (run, &command_audit, N_ ("a definition file"));
  else if ((options.settings.off || options.settings.raise) && !options.settings.reason)
    options_want (run, &command_audit, N_ ("--reason with --off and --raise"));
  else if (output_differs (run, options.output, files))
    {
      examine (run, &options, files);
      refusal_write (run, "audit", options.format, options.output);
    }
}

const Command command_audit = {
  "audit",
  N_ ("DEF [ACTUALS…] [OPTION…]"),
  N_ ("Find where claimed scores, values and weights contradict the rules."),
  run_audit,
};
