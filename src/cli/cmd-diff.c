/* jixiao diff: what changed from one definition to the next, in meaning, and what the same actual values
   would have scored.  As a diff driver of git it is given versions of one file that stand elsewhere. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/check-settings.h"
#include "cli/command.h"
#include "cli/evidence.h"
#include "cli/output.h"
#include "cli/refusal.h"
#include "diff/history.h"
#include "report/diff.h"

typedef struct
{
  const char *scheme, *old_scheme, *actuals, *format, *output, *only, *fail_on, *accepted;
  bool no_infer, git;
  EvidenceOptions evidence;
  CheckSettingOptions settings;
} DiffOptions;

/* Kinds of changes, as bits. */
typedef guint32 KindSet;
G_STATIC_ASSERT (CHANGE_N <= 32);
#define ALL_KINDS ((KindSet)((1ull << CHANGE_N) - 1))

/* What a command is to compare: two files, or two versions of one that git has written out. */
typedef struct
{
  const char *old_path, *new_path, *old_content, *new_content; /* contents NULL: at the paths */
} Files;

/* Before the report on one of several files that git compares. */
static void
append_git_head (const Files *files, GString *out)
{
  g_string_append_printf (out, "jixiao diff %s", files->old_path);
  if (strcmp (files->old_path, files->new_path) != 0)
    g_string_append_printf (out, " %s", files->new_path);
  g_string_append_c (out, '\n');
}

/* Options */

static KindSet
kinds_of (ChangeCategory category)
{
  KindSet set = 0;
  for (int i = 0; i < CHANGE_N; i++)
    if (change_kind_category ((ChangeKind)i) == category)
      set |= 1u << i;
  return set;
}

static void
report_word (Run *run, const char *option, const char *word)
{
  g_autoptr (GString) known = g_string_new (NULL);
  Diag *diag = run_usage (run, DIAG_change_word, option, word, NULL);
  for (int i = 0; i < CATEGORY_N; i++)
    g_string_append_printf (known, "%s %s  ", change_category_chinese ((ChangeCategory)i),
                            change_category_word ((ChangeCategory)i));
  for (int i = 0; i < CHANGE_N; i++)
    g_string_append_printf (known, " %s", change_kind_word ((ChangeKind)i));
  diag_note (diag, N_ ("the words are: {1}"), known->str, NULL);
}

/* Kinds and categories, in either language, joined by commas. False: reported. */
static bool
read_kinds (Run *run, const char *option, const char *words, KindSet *ret_kinds)
{
  g_auto (GStrv) list = g_strsplit (words, ",", -1);
  KindSet set = 0;
  for (int i = 0; list[i]; i++)
    {
      ChangeKind kind;
      ChangeCategory category;
      const char *word = g_strstrip (list[i]);
      if (change_category_find (word, &category))
        set |= kinds_of (category);
      else if (change_kind_find (word, &kind))
        set |= 1u << kind;
      else
        return report_word (run, option, word), false;
    }
  *ret_kinds = set;
  return true;
}

static bool
read_fail_on (Run *run, const char *words, KindSet *ret_kinds)
{
  if (words && strcmp (words, "none") == 0)
    return *ret_kinds = 0, true;
  return !words || strcmp (words, "any") == 0 || read_kinds (run, "--fail-on", words, ret_kinds);
}

/* Output */

static void
write_report (Run *run, const DiffOptions *options, const Files *files, const Diff *diff)
{
  static const struct
  {
    const char *name;
    void (*write) (const Diff *diff, GString *out);
  } FORMS[] = { { "json", report_diff_json },
                { "markdown", report_diff_markdown },
                { "html", report_diff_html },
                { "sarif", report_diff_sarif } };
  g_autoptr (GString) out = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (FORMS); i++)
    if (g_strcmp0 (options->format, FORMS[i].name) == 0)
      FORMS[i].write (diff, out);
  if (options->git)
    append_git_head (files, out);
  if (!options->format || strcmp (options->format, "text") == 0)
    report_diff_text (diff, !options->output && run_color (run, STDOUT_FILENO), out);
  if (output_differs_from_read (run, options->output))
    output_write (run, options->output, out);
}

/* Leaves the changes of KINDS. */
static void
keep_only (Diff *diff, KindSet kinds, Arena *arena)
{
  Change *kept = arena_array (arena, Change, diff->n_changes + 1);
  unsigned n = 0;
  for (unsigned i = 0; i < diff->n_changes; i++)
    if (kinds & (1u << diff->changes[i].kind))
      kept[n++] = diff->changes[i];
  diff->n_left_out = diff->n_changes - n;
  diff->changes = kept;
  diff->n_changes = n;
}

/* Leaves the findings of which a change is left: a finding is of an indicator, and a change of one, or of a
 * rule of several. */
static void
keep_findings (Diff *diff, Arena *arena)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  AuditReport *history;
  Finding *findings;
  unsigned n = 0;
  if (!diff->history)
    return;
  for (unsigned i = 0; i < diff->n_changes; i++)
    {
      const Change *change = &diff->changes[i];
      g_hash_table_add (kept, (gpointer)change->old);
      g_hash_table_add (kept, (gpointer)change->new);
      for (unsigned j = 0; j < change->n_members; j++)
        g_hash_table_add (kept, (gpointer)change->members[j]);
    }
  history = arena_new0 (arena, AuditReport);
  *history = *diff->history;
  findings = arena_array (arena, Finding, history->n_findings + 1);
  for (unsigned i = 0; i < history->n_findings; i++)
    if (g_hash_table_contains (kept, history->findings[i].indicator))
      findings[n++] = history->findings[i];
  history->findings = findings;
  history->n_findings = n;
  diff->history = history;
}

static bool
is_objected (const Diff *diff, KindSet kinds)
{
  for (unsigned i = 0; i < diff->n_changes; i++)
    if (!diff->changes[i].accepted && (kinds & (1u << diff->changes[i].kind)))
      return true;
  return false;
}

/* False: reported. */
static bool
accept (Run *run, const char *path, Diff *diff, Arena *arena)
{
  g_autoptr (GBytes) bytes = session_read_file (run->session, path, 0);
  g_autoptr (GPtrArray) stale = g_ptr_array_new ();
  if (bytes)
    {
      g_autoptr (Source) list = source_new (path, bytes);
      diff_accept (diff, list, run->sink, arena, stale);
    }
  for (guint i = 0; i < stale->len; i++)
    diag_report_at (run->sink, DIAG_accepted_stale, NULL, (const char *)stale->pdata[i], path, NULL);
  return !run_take_errors (run, CODE_USAGE);
}

/* Comparing */

/* NULL: reported. */
static Actuals *
read_actuals (Run *run, const DiffOptions *options, const Definition *old, GPtrArray *keep)
{
  char *files[] = { (char *)options->actuals, NULL };
  g_autoptr (Actuals) actuals = actuals_new (old->model, old->scheme);
  bool any = evidence_read (run, old, files, &options->evidence, actuals, keep);
  if (any)
    actuals_finish (actuals, true);
  run_take_errors (run, CODE_DATA);
  if (!any && run->code < CODE_USAGE)
    run_fail (run, CODE_DATA);
  if (!evidence_account (run, actuals_account (actuals)) || run->code >= CODE_USAGE)
    return NULL;
  return g_steal_pointer (&actuals);
}

/* The checks over two years, where there are two. */
static void
run_history (Diff *diff, const Actuals *actuals, const GArray *settings, Arena *arena)
{
  HistoryInput input = { diff, actuals, diff->effect ? diff->effect->old_result : NULL };
  if (diff->old.scheme && diff->new.scheme)
    diff->history
        = history_run (&input, (const CheckSetting *)(const void *)settings->data, settings->len, arena);
}

static void
compare (Run *run, const DiffOptions *options, const Files *files, const Definition *old,
         const Definition *new, KindSet only, KindSet fail_on, const GArray *settings)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (Actuals) actuals = options->actuals ? read_actuals (run, options, old, keep) : NULL;
  DiffInput input = {
    { old->model, old->scheme }, { new->model, new->scheme }, actuals, options->no_infer, options->git
  };
  Diff *diff;
  if (options->actuals && !actuals)
    return;
  diff = diff_run (&input, arena);
  if (run_take_errors (run, CODE_DATA) || !diff)
    return;
  diff_report_claims (diff, run->sink);
  run_history (diff, actuals, settings, arena);
  if (diff->unconfirmed)
    run_fail (run, CODE_BUG);
  if (options->accepted && !accept (run, options->accepted, diff, arena))
    return;
  keep_only (diff, only, arena);
  if (options->only)
    keep_findings (diff, arena);
  if (is_objected (diff, fail_on) && !options->git)
    run_fail (run, CODE_NO);
  if (run->code < CODE_USAGE)
    write_report (run, options, files, diff);
}

static void
report_no_scheme (Run *run, const DiffOptions *options, const Definition *old, const Definition *new)
{
  if (options->actuals && (!old->scheme || !new->scheme))
    run_usage (run, DIAG_actuals_without_scheme, (old->scheme ? new : old)->module->path, NULL, NULL);
}

/* The checks over two years, and what the options change about them. False: reported. */
static bool
read_checks (Run *run, const DiffOptions *options, const Definition *old, const Definition *new,
             GArray *settings)
{
  if (old->scheme && new->scheme)
    {
      model_load_checks (new->model);
      if (!run_take_errors (run, CODE_DEFINITION))
        check_settings_read (run, new->model, OF_PAIR, &options->settings, settings);
    }
  return run->code < CODE_USAGE;
}

static void
open_and_compare (Run *run, const DiffOptions *options, const Files *files)
{
  g_auto (Definition) old = { 0 }, new = { 0 };
  g_autoptr (GArray) settings = g_array_new (FALSE, FALSE, sizeof (CheckSetting));
  KindSet only = ALL_KINDS, fail_on = ALL_KINDS;
  if ((options->only && !read_kinds (run, "--only", options->only, &only))
      || !read_fail_on (run, options->fail_on, &fail_on))
    return;
  bool opened = definition_open_any (run, files->old_path, files->old_content,
                                     options->old_scheme ? options->old_scheme : options->scheme, &old);
  if (!definition_open_any (run, files->new_path, files->new_content, options->scheme, &new) || !opened)
    return;
  report_no_scheme (run, options, &old, &new);
  if (read_checks (run, options, &old, &new, settings))
    compare (run, options, files, &old, &new, only, fail_on, settings);
}

/* A version that cannot be compared, as happens in the middle of work, must not be the end of `git diff`,
   which takes any other code than 0 for that.  The errors themselves go to standard error. */
static void
pass_over (Run *run, const Files *files, const char *why)
{
  g_autoptr (GString) out = g_string_new (NULL);
  append_git_head (files, out);
  g_string_append_printf (out, "%s\n", _ (why));
  run->code = CODE_DONE;
  output_write (run, NULL, out);
}

/* What git gives to a diff driver: PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, and of a renamed
   file its new path and a text besides. */
static void
compare_for_git (Run *run, const DiffOptions *options, char **args)
{
  guint n = g_strv_length (args);
  g_autofree char *found = g_strdup_printf ("%u", n);
  if (n == 1)
    {
      Files unmerged = { args[0], args[0], NULL, NULL };
      pass_over (run, &unmerged,
                 N_ ("The file is unmerged and not compared; git diff --no-ext-diff shows the lines."));
      return;
    }
  if (n != 7 && n != 9)
    {
      run_usage (run, DIAG_git_arguments, found, NULL, NULL);
      return;
    }
  Files files = { args[0], n == 9 ? args[7] : args[0], args[1], args[4] };
  open_and_compare (run, options, &files);
  if (run->code >= CODE_USAGE && run->code <= CODE_LIMIT)
    pass_over (run, &files,
               N_ ("A version has errors and is not compared; git diff --no-ext-diff shows the lines."));
}

static void
run_diff (Run *run, char **args)
{
  DiffOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "actuals", 0, OPTION_TEXT, &options.actuals, N_ ("FILE"),
      N_ ("score these values, of OLD's year, under both") },
    { "scheme", 0, OPTION_TEXT, &options.scheme, N_ ("NAME"),
      N_ ("the scheme, where the files have several") },
    { "old-scheme", 0, OPTION_TEXT, &options.old_scheme, N_ ("NAME"),
      N_ ("the scheme of OLD, where it is called otherwise") },
    { "only", 0, OPTION_TEXT, &options.only, N_ ("WORD,…"),
      N_ ("only changes of these kinds or categories (目标 分值 规则 口径 文本)") },
    { "fail-on", 0, OPTION_TEXT, &options.fail_on, N_ ("WORD,…"),
      N_ ("exit with 1 only on these kinds or categories; any, none (default: any)") },
    { "accepted", 0, OPTION_TEXT, &options.accepted, N_ ("FILE"),
      N_ ("fingerprints of changes that were approved, one a line") },
    { "no-infer", 0, OPTION_FLAG, &options.no_infer, NULL,
      N_ ("match by 编号, 原名, path and name only, never by likeness") },
    { "git", 0, OPTION_FLAG, &options.git, NULL, N_ ("read the arguments that git gives to a diff driver") },
    { "format", 0, OPTION_CHOICE, &options.format, "text|json|markdown|html|sarif",
      N_ ("form of the result (default: text)") },
    { "output", 'o', OPTION_TEXT, &options.output, N_ ("FILE"), N_ ("write the result to FILE") },
    CHECK_SETTING_OPTIONS (options.settings),
    EVIDENCE_OPTIONS (options.evidence),
    OPTION_END,
  };
  if (!options_parse (run, &command_diff, table, args, &files))
    return;
  if ((options.settings.off || options.settings.raise) && !options.settings.reason)
    options_want (run, &command_diff, N_ ("--reason with --off and --raise"));
  else if (options.git)
    compare_for_git (run, &options, files);
  else if (!files[0] || !files[1])
    options_want (run, &command_diff, N_ ("two definition files"));
  else if (files[2])
    run_usage (run, DIAG_usage_extra, files[2], NULL, NULL);
  else if (strcmp (files[0], "-") == 0 && strcmp (files[1], "-") == 0)
    run_usage (run, DIAG_stdin_twice, NULL, NULL, NULL);
  else if (output_differs (run, options.output, files))
    {
      Files two = { files[0], files[1], NULL, NULL };
      open_and_compare (run, &options, &two);
      refusal_write (run, "diff", options.format, options.output);
    }
}

const Command command_diff = {
  "diff",
  N_ ("OLD NEW [OPTION…]"),
  N_ ("Compare two definitions in meaning, and their effect on the score."),
  run_diff,
};
