/* jixiao eval: scores a scheme.  The order is that of trust: definitions, then actuals, then scores; the
   result is written only if nothing was wrong, or if a partial one was asked for. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/eval-batch.h"
#include "cli/explaining.h"
#include "cli/output.h"
#include "eval/score.h"
#include "report/report.h"

/* EXPLAINED: NULL unless it was asked for; then the result is text. */
static void
write_result (Run *run, const EvalOptions *options, const Result *result, const Explained *explained)
{
  bool color = !options->output && run_color (run, STDOUT_FILENO);
  g_autoptr (GString) out = g_string_new (NULL);
  if (options->format && strcmp (options->format, "json") == 0)
    report_json (result, out);
  else if (options->format && strcmp (options->format, "csv") == 0)
    report_csv (result, options->raw, out);
  else
    report_text (result, color, options->all, out);
  if (explained && explained->n_traces)
    {
      g_string_append_c (out, '\n');
      report_explain_text (explained, color, out);
    }
  if (output_differs_from_read (run, options->output))
    output_write (run, options->output, out);
}

/* True if the result may be written: everything was read, or a partial one was asked for. */
static bool
may_write (const Run *run, const EvalOptions *options)
{
  return run->code < CODE_USAGE || (options->partial && run->code == CODE_DATA);
}

static void
score (Run *run, const EvalOptions *options, const Definition *definition, const Actuals *actuals)
{
  g_autoptr (Arena) arena = arena_new ();
  g_auto (Explaining) explaining = { 0 };
  const Result *result;
  if (options->explain)
    explaining_init (&explaining, definition->scheme);
  result = score_scheme_traced (definition->model, definition->scheme, actuals, arena, explaining.traces);
  if (!options->partial)
    evidence_report_open (result, actuals);
  run_take_errors (run, CODE_DATA);
  if (!result->complete)
    run_fail (run, CODE_DATA);
  if (options->explain)
    explaining_choose (&explaining, definition->model, result, NULL);
  if (evidence_account (run, &result->account) && may_write (run, options))
    write_result (run, options, result, options->explain ? &explaining.explained : NULL);
}

/* What check would say is repeated as warnings, the notes left out: the scores come all the same. */
static void
advise (Run *run, Model *model)
{
  sema_advise (model, SEVERITY_WARNING);
  run_demote (run);
}

static void
evaluate (Run *run, const EvalOptions *options, char **files)
{
  g_auto (Definition) definition = { 0 };
  if (!definition_open (run, files[0], options->scheme, &definition))
    return;
  advise (run, definition.model);
  if (options->by)
    {
      eval_batch (run, options, &definition, files + 1);
      return;
    }
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (Actuals) actuals = actuals_new (definition.model, definition.scheme);
  bool any = evidence_read (run, &definition, files + 1, &options->evidence, actuals, keep);
  if (any)
    actuals_finish (actuals, options->partial);
  run_take_errors (run, CODE_DATA);
  if (!any && run->code < CODE_USAGE)
    run_fail (run, CODE_DATA);
  if (any && may_write (run, options))
    score (run, options, &definition, actuals);
  else
    evidence_account (run, actuals_account (actuals));
}

/* An explanation is text, and of one organisation. */
static bool
explain_fits (Run *run, const EvalOptions *options)
{
  if (options->explain && options->format && strcmp (options->format, "text") != 0)
    {
      Diag *diag = run_usage (run, DIAG_option_needs, "--explain", "--format text", NULL);
      diag_note (diag, N_ ("`jixiao explain` has other forms: --format json, --format html"), NULL);
      return false;
    }
  if (!options->explain || !options->by)
    return true;
  run_usage (run, DIAG_options_apart, "--explain", "--by", NULL);
  return false;
}

static void
run_eval (Run *run, char **args)
{
  EvalOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "scheme", 0, OPTION_TEXT, &options.scheme, N_ ("NAME"), N_ ("the scheme, where the file has several") },
    { "format", 0, OPTION_CHOICE, &options.format, "text|json|csv",
      N_ ("form of the result (default: text)") },
    { "output", 'o', OPTION_TEXT, &options.output, N_ ("FILE"), N_ ("write the result to FILE") },
    { "partial", 0, OPTION_FLAG, &options.partial, NULL,
      N_ ("score what there is; the exit code is still 4") },
    { "all", 0, OPTION_FLAG, &options.all, NULL, N_ ("list every indicator, those at full marks too") },
    { "explain", 0, OPTION_FLAG, &options.explain, NULL,
      N_ ("say step by step how each row came to lose points") },
    { "by", 0, OPTION_TEXT, &options.by, N_ ("COLUMN"),
      N_ ("score many organisations, named in this column (JSON Lines: key)") },
    { "totals", 0, OPTION_TEXT, &options.totals, N_ ("FILE"),
      N_ ("with --by: write a line for each to FILE") },
    { "rejects", 0, OPTION_TEXT, &options.rejects, N_ ("FILE"),
      N_ ("with --by: write refused rows to FILE, score the others") },
    EVIDENCE_OPTIONS (options.evidence),
    { "raw", 0, OPTION_FLAG, &options.raw, NULL, N_ ("CSV: do not protect cells that look like formulas") },
    OPTION_END,
  };
  if (!options_parse (run, &command_eval, table, args, &files))
    return;
  if (!*files)
    options_want (run, &command_eval, N_ ("a definition file"));
  else if (explain_fits (run, &options) && eval_batch_check (run, &command_eval, &options, files)
           && output_differs (run, options.output, files))
    evaluate (run, &options, files);
}

const Command command_eval = {
  "eval",
  N_ ("DEF [ACTUALS…] [OPTION…]"),
  N_ ("Score actual values: for each indicator, each tier, the total and the grade."),
  run_eval,
};
