/* Options.  GLib's parser is not used: it prints help and exits by itself, words its errors in its own
   catalogue, and does not say which argument it stumbled over; with one table the words of a choice are
   parsed, explained and suggested alike.  Options may stand anywhere among the files; `--` ends them; `-` is
   a file. */
#include "cli/options.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/output.h"

/* What every command has. */
typedef struct
{
  const char *lang, *color, *diagnostics;
  bool help;
} Common;

enum
{
  N_COMMON = 5,
  HELP_COLUMN = 34
};

static void
fill_common (Common *common, Option *options)
{
  const Option all[N_COMMON] = {
    { "lang", 0, OPTION_CHOICE, &common->lang, "zh|en",
      N_ ("language of messages (default: from the environment)") },
    { "color", 0, OPTION_CHOICE, &common->color, "auto|always|never", N_ ("when to color (default: auto)") },
    { "diagnostics", 0, OPTION_CHOICE, &common->diagnostics, "text|json",
      N_ ("form of messages (default: text)") },
    { "help", 'h', OPTION_FLAG, &common->help, NULL, N_ ("show this help") },
    OPTION_END,
  };
  memcpy (options, all, sizeof all);
}

static void
take_common (Run *run, const Common *common)
{
  if (common->color)
    run->color = strcmp (common->color, "always") == 0  ? COLOR_ALWAYS
                 : strcmp (common->color, "never") == 0 ? COLOR_NEVER
                                                        : COLOR_AUTO;
  if (common->diagnostics)
    run->json_diagnostics = strcmp (common->diagnostics, "json") == 0;
}

/* Parsing */

typedef struct
{
  Run *run;
  const Option *tables[3]; /* ends with NULL */
  char **args;             /* the next argument */
  char **files;            /* where the next file goes: never after `args` */
  bool failed;
} Parser;

static const Option *
find_option (const Parser *parser, const char *name, gsize length, char letter)
{
  for (int t = 0; parser->tables[t]; t++)
    for (const Option *option = parser->tables[t]; option->name; option++)
      if (letter ? option->letter == letter
                 : strlen (option->name) == length && !strncmp (option->name, name, length))
        return option;
  return NULL;
}

/* Adds the nearest word as a note; CANDIDATES ends with NULL. */
static void
note_nearest (Diag *diag, const char *word, GPtrArray *candidates, const char *prefix)
{
  TextNearest nearest = TEXT_NEAREST_INIT (word);
  for (guint i = 0; i < candidates->len; i++)
    text_nearest_offer (&nearest, candidates->pdata[i]);
  if (!text_nearest_result (&nearest))
    return;
  g_autofree char *near = g_strconcat (prefix, text_nearest_result (&nearest), NULL);
  diag_note (diag, N_ ("did you mean {1}?"), near, NULL);
}

static void
report_unknown (Parser *parser, const char *argument, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (int t = 0; parser->tables[t]; t++)
    for (const Option *option = parser->tables[t]; option->name; option++)
      g_ptr_array_add (names, (gpointer)option->name);
  Diag *diag = run_usage (parser->run, DIAG_unknown_option, argument, NULL, NULL);
  note_nearest (diag, name, names, "--");
  parser->failed = true;
}

static bool
is_choice (const char *values, const char *value)
{
  g_auto (GStrv) words = g_strsplit (values, "|", -1);
  return g_strv_contains ((const char *const *)words, value);
}

static void
report_value (Parser *parser, const Option *option, const char *value)
{
  g_auto (GStrv) words = g_strsplit (option->values, "|", -1);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
  g_autofree char *name = g_strconcat ("--", option->name, NULL), *listed = g_strjoinv (", ", words);
  for (int i = 0; words[i]; i++)
    g_ptr_array_add (candidates, words[i]);
  note_nearest (run_usage (parser->run, DIAG_bad_option_value, name, listed, value), value, candidates, "");
  parser->failed = true;
}

/* VALUE NULL: there is none. */
static void
set_option (Parser *parser, const Option *option, const char *value)
{
  g_autofree char *name = g_strconcat ("--", option->name, NULL);
  if (option->kind == OPTION_FLAG)
    {
      *(bool *)option->target = true;
      return;
    }
  if (!value || !*value)
    {
      run_usage (parser->run, DIAG_missing_option_value, name,
                 option->kind == OPTION_TEXT ? _ (option->values) : option->values, NULL);
      parser->failed = true;
      return;
    }
  const char **target = option->target;
  if (option->kind == OPTION_CHOICE && !is_choice (option->values, value))
    report_value (parser, option, value);
  else if (*target && strcmp (*target, value) != 0)
    {
      run_usage (parser->run, DIAG_option_twice, name, *target, value);
      parser->failed = true;
    }
  else
    *target = value;
}

/* The value after the option's own argument. */
static const char *
next_value (Parser *parser)
{
  return *parser->args ? *parser->args++ : NULL;
}

static void
parse_long (Parser *parser, const char *argument)
{
  const char *name = argument + 2, *equals = strchr (name, '=');
  gsize length = equals ? (gsize)(equals - name) : strlen (name);
  const Option *option = find_option (parser, name, length, 0);
  if (!option)
    {
      g_autofree char *bare = g_strndup (name, length), *shown = g_strndup (argument, length + 2);
      report_unknown (parser, shown, bare);
    }
  else if (option->kind == OPTION_FLAG && equals)
    {
      g_autofree char *shown = g_strndup (argument, length + 2);
      run_usage (parser->run, DIAG_needless_option_value, shown, NULL, NULL);
      parser->failed = true;
    }
  else
    set_option (parser, option,
                equals                        ? equals + 1
                : option->kind == OPTION_FLAG ? NULL
                                              : next_value (parser));
}

static void
parse_letters (Parser *parser, const char *argument)
{
  for (const char *at = argument + 1; *at; at = g_utf8_next_char (at))
    {
      const Option *option = find_option (parser, NULL, 0, *at);
      if (!option)
        {
          report_unknown (parser, argument, argument + 1);
          return;
        }
      if (option->kind != OPTION_FLAG)
        {
          set_option (parser, option, at[1] ? at + 1 : next_value (parser));
          return;
        }
      set_option (parser, option, NULL);
    }
}

/* LEADING: stops at the first argument that is no option. */
static void
parse_all (Parser *parser, bool leading)
{
  while (*parser->args)
    {
      char *argument = *parser->args;
      bool is_option = argument[0] == '-' && argument[1];
      if (leading && (!is_option || strcmp (argument, "--") == 0))
        return;
      parser->args++;
      if (strcmp (argument, "--") == 0)
        break;
      if (!is_option)
        *parser->files++ = argument;
      else if (argument[1] == '-')
        parse_long (parser, argument);
      else
        parse_letters (parser, argument);
    }
  while (*parser->args)
    *parser->files++ = *parser->args++;
  *parser->files = NULL;
}

bool
options_parse_leading (Run *run, const Option *options, char **args, char ***ret_rest)
{
  Common common = { 0 };
  Option shared[N_COMMON];
  fill_common (&common, shared);
  Parser parser = { run, { options, shared, NULL }, args, args, false };
  parse_all (&parser, true);
  take_common (run, &common);
  *ret_rest = parser.args;
  return !parser.failed;
}

/* Help */

static void
append_option (const Option *option, GString *out)
{
  g_autoptr (GString) left = g_string_new ("  ");
  if (option->letter)
    g_string_append_printf (left, "-%c, ", option->letter);
  g_string_append_printf (left, "--%s", option->name);
  if (option->values)
    g_string_append_printf (left, " %s", option->kind == OPTION_TEXT ? _ (option->values) : option->values);
  if (text_width (left->str, -1, false) + 2 > HELP_COLUMN)
    g_string_append_printf (out, "%s\n%*s", left->str, HELP_COLUMN, "");
  else
    text_append_padded (out, left->str, HELP_COLUMN, false);
  g_string_append_printf (out, "%s\n", _ (option->help));
}

static bool
has_option (const Option *options, const char *name)
{
  for (; options->name; options++)
    if (strcmp (options->name, name) == 0)
      return true;
  return false;
}

void
options_append_help (const Option *options, GString *out)
{
  Common common = { 0 };
  Option shared[N_COMMON];
  fill_common (&common, shared);
  for (const Option *option = options; option->name; option++)
    append_option (option, out);
  for (const Option *option = shared; option->name; option++)
    if (!has_option (options, option->name))
      append_option (option, out);
}

static void
show_help (Run *run, const Command *command, const Option *options)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_string_append_printf (out, "%s jixiao %s %s\n%s\n\n", _ ("Usage:"), command->name, _ (command->usage),
                          _ (command->summary));
  options_append_help (options, out);
  output_write (run, NULL, out);
}

bool
options_parse (Run *run, const Command *command, const Option *options, char **args, char ***ret_files)
{
  Common common = { 0 };
  Option shared[N_COMMON];
  fill_common (&common, shared);
  Parser parser = { run, { options, shared, NULL }, args, args, false };
  parse_all (&parser, false);
  take_common (run, &common);
  *ret_files = args;
  if (parser.failed)
    return false;
  if (common.help)
    show_help (run, command, options);
  return !common.help;
}

void
options_want (Run *run, const Command *command, const char *what)
{
  g_autofree char *usage = g_strdup_printf ("jixiao %s %s", command->name, _ (command->usage));
  diag_note (run_usage (run, DIAG_usage_missing, _ (what), NULL, NULL), N_ ("usage: {1}"), usage, NULL);
}
