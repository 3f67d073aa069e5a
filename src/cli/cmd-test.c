/* jixiao test: runs the 测试 blocks of files, says what they cover in the terms of the domain, and writes the
   cases that are missing. Each file is a model of its own; their coverage is one, so that a file of tests may
   cover what another declares. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/refusal.h"
#include "format/format.h"
#include "report/test.h"
#include "test/generate.h"

typedef struct
{
  const char *format, *output, *fail_under;
  bool library, strict, generate;
} TestOptions;

typedef struct
{
  Run *run;
  const TestOptions *options;
  Arena *arena;
  GPtrArray *models; /* Model *, in the order of the files */
  Coverage *coverage;
  GPtrArray *results; /* CaseResult * */
  Rational wanted;    /* percent */
} Tests;

/* Files */

static gint
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static void add_path (GPtrArray *paths, const char *path, bool named);

/* All *.jx in the folder and those in it, by name. */
static void
add_folder (GPtrArray *paths, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  const char *entry;
  while (dir && (entry = g_dir_read_name (dir)))
    if (*entry != '.')
      g_ptr_array_add (entries, g_build_filename (folder, entry, NULL));
  g_ptr_array_sort (entries, by_name);
  for (guint i = 0; i < entries->len; i++)
    add_path (paths, entries->pdata[i], false);
}

static void
add_path (GPtrArray *paths, const char *path, bool named)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      if (named || !g_file_test (path, G_FILE_TEST_IS_SYMLINK)) /* a link may lead back */
        add_folder (paths, path);
    }
  else if (named || g_str_has_suffix (path, ".jx"))
    g_ptr_array_add (paths, g_strdup (path));
}

static void
load (Tests *tests, const char *path)
{
  Module *module = session_load (tests->run->session, path);
  Model *model;
  for (guint i = 0; module && i < tests->models->len; i++)
    if (((const Model *)tests->models->pdata[i])->root == module)
      return; /* named twice */
  if (!module)
    return;
  model = sema_check (tests->run->session, module);
  sema_build_tests (model);
  coverage_add_model (tests->coverage, model);
  g_ptr_array_add (tests->models, model);
}

/* What comes out */

/* COVERED of ALL in percent, cut to two places. */
static char *
percent_text (RationalPool *pool, unsigned covered, unsigned all)
{
  GString *text = g_string_new (NULL);
  Rational percent = RATIONAL_INT (100);
  if (all > 0)
    percent = rational_div (pool, rational_floor (pool, rational_new (pool, (int64_t)covered * 10000, all)),
                            RATIONAL_INT (100));
  rational_append_decimal (text, percent);
  return g_string_free (text, FALSE);
}

static void
append_report (const Tests *tests, const TestReport *report, GString *out)
{
  const char *format = tests->options->format ? tests->options->format : "text";
  if (strcmp (format, "tap") == 0)
    report_test_tap (report, out);
  else if (strcmp (format, "junit") == 0)
    report_test_junit (report, out);
  else if (strcmp (format, "json") == 0)
    report_test_json (report, out);
  else
    report_test_text (report, !tests->options->output && run_color (tests->run, STDOUT_FILENO), out);
}

static void
write_report (const Tests *tests)
{
  RationalPool *pool = tests->run->session->numbers;
  g_autoptr (GPtrArray) points = coverage_points (tests->coverage);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *percent = NULL;
  TestReport report = { .results = tests->results, .points = points };
  unsigned covered, all;
  coverage_count (points, COVER_N, &covered, &all);
  report.percent = percent = percent_text (pool, covered, all);
  report.enough
      = all == 0 || rational_cmp (rational_new (pool, (int64_t)covered * 100, all), tests->wanted) >= 0;
  for (guint i = 0; i < tests->results->len; i++)
    *(((const CaseResult *)tests->results->pdata[i])->passed ? &report.passed : &report.failed) += 1;
  if (report.failed > 0 || !report.enough)
    run_fail (tests->run, CODE_NO);
  append_report (tests, &report, out);
  if (output_differs_from_read (tests->run, tests->options->output))
    output_write (tests->run, tests->options->output, out);
}

static void
write_missing (const Tests *tests)
{
  g_autoptr (GString) blocks = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Source) source = NULL;
  g_autoptr (Unit) unit = NULL;
  for (guint i = 0; i < tests->models->len; i++)
    test_generate (tests->models->pdata[i], tests->coverage, blocks);
  bytes = g_bytes_new (blocks->str, blocks->len);
  source = source_new ("generated", bytes);
  unit = unit_read (source, UNIT_MODULE, tests->run->session->atoms, tests->run->sink);
  if (!unit->ok)
    {
      run_fail (tests->run, CODE_BUG);
      return;
    }
  format_unit (unit, FORMAT_KEEP, out);
  if (output_differs_from_read (tests->run, tests->options->output))
    output_write (tests->run, tests->options->output, out);
}

static void
run_tests (Tests *tests, char **files)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  for (char **file = files; *file; file++)
    add_path (paths, *file, true);
  for (guint i = 0; i < paths->len; i++)
    load (tests, paths->pdata[i]);
  if (run_take_errors (tests->run, CODE_DEFINITION) || tests->run->code >= CODE_USAGE)
    return;
  run_demote (tests->run); /* what check says of definitions is not the question here */
  for (guint i = 0; i < tests->models->len; i++)
    test_run (tests->models->pdata[i], tests->options->strict, tests->coverage, tests->arena, tests->results);
  if (tests->options->generate)
    write_missing (tests);
  else if (tests->results->len == 0)
    run_usage (tests->run, DIAG_no_tests, files[1] ? _ ("these files") : files[0], NULL, NULL);
  else
    write_report (tests);
}

/* False: reported. */
static bool
read_wanted (Run *run, const TestOptions *options, Rational *ret_wanted)
{
  const char *text = options->fail_under;
  *ret_wanted = RATIONAL_ZERO;
  if (!text)
    return true;
  if (rational_parse (run->session->numbers, text, strlen (text), ret_wanted)
      && rational_sign (*ret_wanted) >= 0 && rational_cmp (*ret_wanted, RATIONAL_INT (100)) <= 0)
    return true;
  run_usage (run, DIAG_bad_percentage, "--fail-under", text, NULL);
  return false;
}

static void
test_files (Run *run, const TestOptions *options, char **files)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func ((GDestroyNotify)model_free);
  g_autoptr (GPtrArray) results = g_ptr_array_new ();
  g_autoptr (Coverage) coverage = coverage_new (options->library);
  Tests tests = { run, options, arena, models, coverage, results, RATIONAL_ZERO };
  if (read_wanted (run, options, &tests.wanted))
    run_tests (&tests, files);
}

static void
run_test (Run *run, char **args)
{
  TestOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "format", 0, OPTION_CHOICE, &options.format, "text|tap|junit|json",
      N_ ("form of the result (default: text)") },
    { "output", 'o', OPTION_TEXT, &options.output, N_ ("FILE"), N_ ("write the result to FILE") },
    { "fail-under", 0, OPTION_TEXT, &options.fail_under, N_ ("PERCENT"),
      N_ ("exit with 1 if less than this is covered") },
    { "library", 0, OPTION_FLAG, &options.library, NULL, N_ ("count what is used from the library too") },
    { "strict", 0, OPTION_FLAG, &options.strict, NULL,
      N_ ("fail cases whose rule gives less than 0 or more than the weight") },
    { "generate", 0, OPTION_FLAG, &options.generate, NULL,
      N_ ("write the boundary cases that are missing, with the scores of today, for review") },
    OPTION_END,
  };
  if (!options_parse (run, &command_test, table, args, &files))
    return;
  if (!*files)
    options_want (run, &command_test, N_ ("a definition file"));
  else if (options.generate && options.format)
    run_usage (run, DIAG_option_needs, "--format", _ ("a report, which --generate does not write"), NULL);
  else if (output_differs (run, options.output, files))
    {
      test_files (run, &options, files);
      refusal_write (run, "test", options.format, options.output);
    }
}

const Command command_test = {
  "test",
  N_ ("FILE… [OPTION…]"),
  N_ ("Run the tests in definitions, and say what they cover."),
  run_test,
};
