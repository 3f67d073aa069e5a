/* jixiao: the program.  Here are the table of commands and what belongs to none of them; each command is in
 * its cmd-NAME.c. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/language.h"
#include "cli/output.h"

static const Command *const commands[] = {
  &command_audit,
  &command_check,
  &command_diff,
  &command_eval,
  &command_explain,
  &command_fmt,
  &command_template,
  &command_test,
};

static void
append_usage (GString *out)
{
  g_string_append_printf (out, "%s jixiao %s\n", _ ("Usage:"), _ ("COMMAND [OPTION…] FILE…"));
}

static void
append_help (const Option *options, GString *out)
{
  append_usage (out);
  g_string_append_printf (out, "%s\n\n%s\n",
                          _ ("Performance indicators as code: checked, scored exactly, explained."),
                          _ ("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_string_append (out, "  ");
      text_append_padded (out, commands[i]->name, 10, false);
      g_string_append_printf (out, "%s\n", _ (commands[i]->summary));
    }
  g_string_append_printf (out, "\n%s\n", _ ("Options:"));
  options_append_help (options, out);
  g_string_append_printf (
      out, "\n%s\n%s\n", _ ("`jixiao COMMAND --help` explains a command. A file called - is standard input."),
      _ ("Exit codes: 0 done; 1 the answer is no; 2 usage; 3 definitions, 4 actuals unusable; 5 a limit; 6 "
         "the system."));
}

static void
append_version (GString *out)
{
  g_string_append_printf (out, "jixiao %s\n", PACKAGE_VERSION);
}

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];
  return NULL;
}

static void
report_unknown_command (Run *run, const char *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    text_nearest_offer (&nearest, commands[i]->name);
  Diag *diag = run_usage (run, DIAG_unknown_command, name, NULL, NULL);
  if (text_nearest_result (&nearest))
    diag_note (diag, N_ ("did you mean {1}?"), text_nearest_result (&nearest), NULL);
}

static void
run_command (Run *run, char **args)
{
  const Command *command = *args ? find_command (*args) : NULL;
  if (command)
    command->run (run, args + 1);
  else if (*args)
    report_unknown_command (run, *args);
  else
    {
      append_usage (run->last_line);
      run_fail (run, CODE_USAGE);
    }
}

int
main (int argc, char **argv)
{
  Run run;
  char **rest = argv;
  bool help = false, version = false;
  const Option options[] = {
    { "version", 0, OPTION_FLAG, &version, NULL, N_ ("show the version") },
    { "help", 'h', OPTION_FLAG, &help, NULL, N_ ("show this help") },
    OPTION_END,
  };
  output_prepare ();
  language_choose (argv + MIN (argc, 1));
  run_init (&run);
  g_autoptr (GString) out = g_string_new (NULL);
  bool parsed = options_parse_leading (&run, options, argv + MIN (argc, 1), &rest);
  if (parsed && help)
    append_help (options, out);
  else if (parsed && version)
    append_version (out);
  else if (parsed)
    run_command (&run, rest);
  if (out->len)
    output_write (&run, NULL, out);
  return run_finish (&run);
}
