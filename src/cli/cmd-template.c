/* jixiao template: a blank form of actual values for a scheme, as a 实绩 block or as CSV.  The block is read
   and laid out like any file before it is written, so that what comes out is a program. */
#include <string.h>

#include "base/i18n.h"
#include "cli/command.h"
#include "cli/definition.h"
#include "cli/output.h"
#include "format/format.h"
#include "report/report.h"

typedef struct
{
  const char *scheme, *format, *output;
} TemplateOptions;

/* False: the block does not read, which is our fault. */
static bool
lay_out (Run *run, const GString *block, GString *out)
{
  g_autoptr (GBytes) bytes = g_bytes_new (block->str, block->len);
  g_autoptr (Source) source = source_new ("template", bytes);
  g_autoptr (Unit) unit = unit_read (source, UNIT_MODULE, run->session->atoms, run->sink);
  if (!unit->ok)
    {
      run_fail (run, CODE_BUG);
      return false;
    }
  format_unit (unit, FORMAT_KEEP, out);
  return true;
}

static void
make_template (Run *run, const TemplateOptions *options, const char *path)
{
  g_auto (Definition) definition = { 0 };
  g_autoptr (GString) block = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  if (!definition_open (run, path, options->scheme, &definition) || run->code >= CODE_USAGE)
    return;
  if (options->format && strcmp (options->format, "csv") == 0)
    report_template_csv (definition.model, definition.scheme, false, out);
  else
    report_template (definition.model, definition.scheme, block);
  if ((!block->len || lay_out (run, block, out)) && output_differs_from_read (run, options->output))
    output_write (run, options->output, out);
}

static void
run_template (Run *run, char **args)
{
  TemplateOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "scheme", 0, OPTION_TEXT, &options.scheme, N_ ("NAME"), N_ ("the scheme, where the file has several") },
    { "format", 0, OPTION_CHOICE, &options.format, "jx|csv", N_ ("form of the template (default: jx)") },
    { "output", 'o', OPTION_TEXT, &options.output, N_ ("FILE"), N_ ("write the template to FILE") },
    OPTION_END,
  };
  if (!options_parse (run, &command_template, table, args, &files))
    return;
  if (!*files)
    options_want (run, &command_template, N_ ("a definition file"));
  else if (files[1])
    run_usage (run, DIAG_usage_extra, files[1], NULL, NULL);
  else if (output_differs (run, options.output, files))
    make_template (run, &options, files[0]);
}

const Command command_template = {
  "template",
  N_ ("DEF [OPTION…]"),
  N_ ("Write a blank form of actual values to fill in."),
  run_template,
};
