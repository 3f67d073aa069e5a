/* jixiao check: says what is wrong with definitions, and repairs what repairs itself.  Its findings are its
   result and go to standard output; with an exit code of 2 or above, and as JSON, they go to standard error
   like all messages. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "prove/advise.h"
#include "sema/model.h"

enum
{
  MAX_ROUNDS = 10 /* of repairing */
};

typedef struct
{
  const char *fail_on;
  bool fix;
  bool explain_rules;
  const char *format;
} CheckOptions;

/* TABLES: of --explain-rules, or NULL. */
static void
check_file (Run *run, const char *path, GString *tables)
{
  Module *module = session_load (run->session, path);
  if (!module)
    return;
  g_autoptr (Model) model = sema_check (run->session, module);
  sema_build_tests (model);
  if (!module->unit->ok)
    return;
  sema_advise (model, SEVERITY_NOTE);
  prove_advise (model, tables);
}

static void
check_files (Run *run, char *const *files, GString *tables)
{
  if (tables)
    g_string_truncate (tables, 0);
  for (; *files; files++)
    check_file (run, *files, tables);
}

/* Repairing */

static bool
overlaps (const DiagFix *a, const DiagFix *b)
{
  return a->span.start == b->span.start || (a->span.start < b->span.end && b->span.start < a->span.end);
}

/* The fixes of one diagnostic belong together: all of them, or none. */
static bool
fits (const GPtrArray *chosen, const Diag *diag, const Source *source)
{
  for (guint i = 0; i < diag->fixes->len; i++)
    {
      const DiagFix *fix = diag->fixes->pdata[i];
      if (fix->source != source || fix->span.end > source_length (source))
        return false;
      for (guint j = 0; j < chosen->len; j++)
        if (overlaps (fix, chosen->pdata[j]))
          return false;
    }
  return true;
}

static gint
compare_from_the_end (gconstpointer left, gconstpointer right)
{
  const DiagFix *a = *(const DiagFix *const *)left, *b = *(const DiagFix *const *)right;
  return (a->span.start < b->span.start) - (a->span.start > b->span.start);
}

/* DiagFix *, from the end of SOURCE to its start, none over another. (owned) */
static GPtrArray *
choose_fixes (Run *run, const Source *source)
{
  GPtrArray *chosen = g_ptr_array_new ();
  const GPtrArray *diags = diag_sink_sorted (run->sink);
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      if (!fits (chosen, diag, source))
        continue;
      for (guint j = 0; j < diag->fixes->len; j++)
        g_ptr_array_add (chosen, diag->fixes->pdata[j]);
    }
  g_ptr_array_sort (chosen, compare_from_the_end);
  return chosen;
}

/* Reads TEXT alone, and counts what is wrong with its form, and how much of that comes with a repair. */
static unsigned
count_form_errors (Run *run, const char *path, const char *text, gsize length, unsigned *ret_repairable)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (Source) source = source_new (path, bytes);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (Unit) unit = unit_read (source, UNIT_MODULE, run->session->atoms, sink);
  const GPtrArray *diags = diag_sink_sorted (sink);
  *ret_repairable = 0;
  for (guint i = 0; i < diags->len; i++)
    *ret_repairable += ((const Diag *)diags->pdata[i])->fixes->len > 0;
  (void)unit;
  return diag_sink_count (sink, SEVERITY_ERROR);
}

/* Repairs are made only if they leave fewer errors of form, where they repair some, and never more.  What a
   file means is not compared: once it can be read, faults are found that were there all the time. */
static bool
is_better (Run *run, const char *path, const GString *old, const GString *new)
{
  unsigned repairable, unused;
  unsigned before = count_form_errors (run, path, old->str, old->len, &repairable);
  unsigned after = count_form_errors (run, path, new->str, new->len, &unused);
  return repairable ? after < before : after <= before;
}

/* How many repairs were made in the file. */
static unsigned
fix_source (Run *run, const char *path, const Source *source)
{
  g_autoptr (GPtrArray) fixes = choose_fixes (run, source);
  g_autofree char *now = NULL;
  gsize size = 0;
  if (!fixes->len || !g_file_get_contents (path, &now, &size, NULL))
    return 0;
  bool bom = size >= 3 && memcmp (now, "\xEF\xBB\xBF", 3) == 0;
  g_autoptr (GString) old = g_string_new (bom ? "\xEF\xBB\xBF" : "");
  g_string_append_len (old, source_text (source), (gssize)source_length (source));
  g_autoptr (GString) text = g_string_new_len (old->str, (gssize)old->len);
  for (guint i = 0; i < fixes->len; i++)
    {
      const DiagFix *fix = fixes->pdata[i];
      gssize at = (gssize)fix->span.start + (bom ? 3 : 0);
      g_string_erase (text, at, (gssize)(fix->span.end - fix->span.start));
      g_string_insert (text, at, fix->text);
    }
  if (!is_better (run, path, old, text))
    return 0;
  return output_replace (run, path, old->str, old->len, text) ? fixes->len : 0;
}

/* Only files named on the command line are changed, never what they use. */
static unsigned
fix_files (Run *run, char *const *files)
{
  unsigned fixed = 0;
  for (; *files && run->code < CODE_USAGE; files++)
    {
      Module *module = session_load (run->session, *files);
      if (module && !module->library)
        fixed += fix_source (run, *files, module->unit->source);
    }
  return fixed;
}

static void
say_fixed (Run *run, unsigned fixed)
{
  g_autofree char *count = g_strdup_printf ("%u", fixed);
  g_autofree char *text
      = diag_format (fixed == 1 ? N_ ("{1} repair made") : N_ ("{1} repairs made"), count, NULL);
  if (!run->json_diagnostics)
    g_string_append_printf (run->last_line, "%s\n", text);
}

static void
check_and_fix (Run *run, char *const *files, GString *tables)
{
  unsigned fixed = 0, now = 1;
  check_files (run, files, tables);
  for (int round = 0; round < MAX_ROUNDS && now && run->code < CODE_USAGE; round++)
    {
      now = fix_files (run, files);
      fixed += now;
      if (!now)
        break;
      run_restart (run);
      check_files (run, files, tables);
    }
  say_fixed (run, fixed);
}

/* The answer */

static void
append_summary (Run *run)
{
  static const char *const one[] = { N_ ("{1} note"), N_ ("{1} warning"), N_ ("{1} error") };
  static const char *const many[] = { N_ ("{1} notes"), N_ ("{1} warnings"), N_ ("{1} errors") };
  GString *out = run->last_line;
  for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
    {
      unsigned n = diag_sink_count (run->sink, (Severity)severity);
      g_autofree char *count = g_strdup_printf ("%u", n);
      g_autofree char *text = diag_format (n == 1 ? one[severity] : many[severity], count, NULL);
      g_string_append_printf (out, "%s%s", text, severity > SEVERITY_NOTE ? _ (", ") : "\n");
    }
}

/* The findings are the answer, so as JSON too they go to standard output: one object a line (doc/schema/diagnostic.json). */
static void
write_json (Run *run)
{
  g_autoptr (GString) out = g_string_new (NULL);
  bool as_asked = run->json_diagnostics;
  run->json_diagnostics = true;
  run_append_diagnostics (run, out, false);
  run_forget_diagnostics (run);
  run->json_diagnostics = as_asked;
  output_write (run, NULL, out);
}

static void
answer (Run *run, const CheckOptions *options, const GString *tables)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *fail_on = options->fail_on ? options->fail_on : "error";
  bool note = strcmp (fail_on, "note") == 0, warning = note || strcmp (fail_on, "warning") == 0;
  run_take_errors (run, CODE_NO);
  if ((warning && diag_sink_count (run->sink, SEVERITY_WARNING))
      || (note && diag_sink_count (run->sink, SEVERITY_NOTE)))
    run_fail (run, CODE_NO);
  if (!run->json_diagnostics)
    append_summary (run);
  if (options->format && strcmp (options->format, "json") == 0 && run->code < CODE_USAGE)
    {
      write_json (run);
      return;
    }
  if (run->code >= CODE_USAGE || (run->json_diagnostics && !tables))
    return;
  if (!run->json_diagnostics)
    {
      run_append_diagnostics (run, out, run_color (run, STDOUT_FILENO));
      run_forget_diagnostics (run);
    }
  if (tables)
    g_string_append_len (out, tables->str, (gssize)tables->len);
  output_write (run, NULL, out);
}

static bool
can_be_fixed (Run *run, char *const *files)
{
  for (; *files; files++)
    if (strcmp (*files, "-") == 0)
      {
        run_usage (run, DIAG_stdin_in_place, "--fix", NULL, NULL);
        return false;
      }
  return true;
}

static void
run_check (Run *run, char **args)
{
  CheckOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "fix", 0, OPTION_FLAG, &options.fix, NULL, N_ ("repair in the files what can be repaired") },
    { "explain-rules", 0, OPTION_FLAG, &options.explain_rules, NULL,
      N_ ("show the pieces of every rule as it is used, and what is proved of them") },
    { "fail-on", 0, OPTION_CHOICE, &options.fail_on, "note|warning|error",
      N_ ("exit with 1 on findings this grave (default: error)") },
    { "format", 0, OPTION_CHOICE, &options.format, "text|json", N_ ("form of the findings (default: text)") },
    OPTION_END,
  };
  if (!options_parse (run, &command_check, table, args, &files))
    return;
  if (!*files)
    {
      options_want (run, &command_check, N_ ("a definition file"));
      return;
    }
  if (options.fix && !can_be_fixed (run, files))
    return;
  g_autoptr (GString) tables = options.explain_rules ? g_string_new (NULL) : NULL;
  if (options.fix)
    check_and_fix (run, files, tables);
  else
    check_files (run, files, tables);
  answer (run, &options, tables);
}

const Command command_check = {
  "check",
  N_ ("FILE… [OPTION…]"),
  N_ ("Say what is wrong with definitions: form, units, targets, rules, weights."),
  run_check,
};
