/* jixiao explain: why indicators have the scores they have.  Everything is scored as eval scores it, watched;
   then the rows that were named, or those that lost points, are told step by step. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/evidence.h"
#include "cli/explaining.h"
#include "cli/output.h"
#include "report/path.h"

enum
{
  MAX_SUGGESTED = 5
};

typedef struct
{
  const char *scheme, *format, *output;
  EvidenceOptions evidence;
  bool partial;
} ExplainOptions;

/* Names */

/* `产出指标/数量指标/名`, from the tier of LEVEL on. (owned) */
static char *
path_from (const Indicator *indicator, unsigned level)
{
  GString *path = g_string_new (NULL);
  for (; level <= 2; level++)
    if (path_tier_name (indicator, level))
      g_string_append_printf (path, "%s/", path_tier_name (indicator, level));
  g_string_append (path, indicator->name->text);
  return g_string_free (path, FALSE);
}

/* NAME is the indicator's, or its path or the end of it. */
static bool
is_called (const Indicator *indicator, const char *key)
{
  for (unsigned level = 1; level <= 3; level++)
    {
      g_autofree char *path = path_from (indicator, level), *path_key = text_fold_key (path, -1);
      if (strcmp (path_key, key) == 0)
        return true;
    }
  return false;
}

/* What was meant: the nearest name, else names that hold this one. */
static void
note_near (Diag *diag, const Scheme *scheme, const char *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name);
  unsigned shown = 0;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    text_nearest_offer (&nearest, scheme->indicators[i]->name->text);
  if (text_nearest_result (&nearest))
    {
      diag_note (diag, N_ ("did you mean {1}?"), text_nearest_result (&nearest), NULL);
      return;
    }
  for (unsigned i = 0; i < scheme->n_indicators && *name && shown < MAX_SUGGESTED; i++)
    if (strstr (scheme->indicators[i]->name->text, name))
      {
        diag_note (diag, N_ ("did you mean {1}?"), scheme->indicators[i]->name->text, NULL);
        shown++;
      }
}

static bool
mark_named (Run *run, const Scheme *scheme, const char *name, bool *wanted)
{
  g_autofree char *key = text_fold_key (name, -1);
  bool found = false;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    if (is_called (scheme->indicators[i], key))
      found = wanted[i] = true;
  if (!found)
    note_near (run_usage (run, DIAG_unknown_indicator, name, scheme->name->text, NULL), scheme, name);
  return found;
}

/* NULL: some name is none, reported. (owned) */
static bool *
mark_all_named (Run *run, const Scheme *scheme, char *const *names)
{
  g_autofree bool *wanted = g_new0 (bool, scheme->n_indicators + 1);
  bool ok = true;
  for (; *names; names++)
    ok = mark_named (run, scheme, *names, wanted) && ok;
  return ok ? g_steal_pointer (&wanted) : NULL;
}

/* The run */

/* True if the result may be written: everything was read, or a partial one was asked for. */
static bool
may_write (const Run *run, const ExplainOptions *options)
{
  return run->code < CODE_USAGE || (options->partial && run->code == CODE_DATA);
}

static void
append_explanations (const ExplainOptions *options, const Explained *explained, bool color, GString *out)
{
  if (options->format && strcmp (options->format, "json") == 0)
    report_explain_json (explained, out);
  else if (options->format && strcmp (options->format, "html") == 0)
    report_explain_html (explained, out);
  else
    report_explain_text (explained, color, out);
}

static void
score (Run *run, const ExplainOptions *options, const Definition *definition, const Actuals *actuals,
       const bool *wanted)
{
  g_autoptr (Arena) arena = arena_new ();
  g_auto (Explaining) explaining = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);
  const Result *result;
  explaining_init (&explaining, definition->scheme);
  result = score_scheme_traced (definition->model, definition->scheme, actuals, arena, explaining.traces);
  if (!options->partial)
    evidence_report_open (result, actuals);
  run_take_errors (run, CODE_DATA);
  if (!result->complete)
    run_fail (run, CODE_DATA);
  if (!evidence_account (run, &result->account) || !may_write (run, options))
    return;
  explaining_choose (&explaining, definition->model, result, wanted);
  append_explanations (options, &explaining.explained, !options->output && run_color (run, STDOUT_FILENO),
                       out);
  if (output_differs_from_read (run, options->output))
    output_write (run, options->output, out);
}

static void
explain (Run *run, const ExplainOptions *options, char **files, char **names)
{
  g_auto (Definition) definition = { 0 };
  if (!definition_open (run, files[0], options->scheme, &definition))
    return;
  g_autofree bool *wanted = *names ? mark_all_named (run, definition.scheme, names) : NULL;
  if (*names && !wanted)
    return;
  sema_advise (definition.model, SEVERITY_WARNING);
  run_demote (run);
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (Actuals) actuals = actuals_new (definition.model, definition.scheme);
  bool any = evidence_read (run, &definition, files + 1, &options->evidence, actuals, keep);
  if (any)
    actuals_finish (actuals, options->partial);
  run_take_errors (run, CODE_DATA);
  if (!any && run->code < CODE_USAGE)
    run_fail (run, CODE_DATA);
  if (any && may_write (run, options))
    score (run, options, &definition, actuals, wanted);
  else
    evidence_account (run, actuals_account (actuals));
}

/* The first argument that is neither a file nor called like one begins the names. */
static char **
first_name (char **args)
{
  const EvidenceOptions by_name = { NULL, NULL };
  struct stat status;
  while (*args
         && (strcmp (*args, "-") == 0 || evidence_kind (*args, &by_name) != EVIDENCE_UNKNOWN
             || stat (*args, &status) == 0))
    args++;
  return args;
}

static void
run_explain (Run *run, char **args)
{
  ExplainOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "scheme", 0, OPTION_TEXT, &options.scheme, N_ ("NAME"), N_ ("the scheme, where the file has several") },
    { "format", 0, OPTION_CHOICE, &options.format, "text|json|html",
      N_ ("form of the result (default: text)") },
    { "output", 'o', OPTION_TEXT, &options.output, N_ ("FILE"), N_ ("write the result to FILE") },
    { "partial", 0, OPTION_FLAG, &options.partial, NULL,
      N_ ("score what there is; the exit code is still 4") },
    EVIDENCE_OPTIONS (options.evidence),
    OPTION_END,
  };
  if (!options_parse (run, &command_explain, table, args, &files))
    return;
  if (!*files)
    {
      options_want (run, &command_explain, N_ ("a definition file"));
      return;
    }
  char **names = first_name (files + 1);
  g_auto (GStrv) wanted = g_strdupv (names);
  *names = NULL;
  if (output_differs (run, options.output, files))
    explain (run, &options, files, wanted);
}

const Command command_explain = {
  "explain",
  N_ ("DEF [ACTUALS…] [NAME…] [OPTION…]"),
  N_ ("Say step by step why indicators have their scores: those named, or those that lost points."),
  run_explain,
};
