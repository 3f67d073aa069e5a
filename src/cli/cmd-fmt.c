/* jixiao fmt: one canonical layout.  All files are laid out before the first one is written, so that a fault
   in one leaves every file as it was; a file that changed meanwhile is left alone. */
#include <string.h>

#include "base/i18n.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/output.h"
#include "format/format.h"

typedef struct
{
  bool check;
  const char *keywords;
} FmtOptions;

typedef struct
{
  const char *path;
  GBytes *old;
  GString *text;
} Layout;

static void
layout_free (gpointer data)
{
  Layout *layout = data;
  g_bytes_unref (layout->old);
  g_string_free (layout->text, TRUE);
  g_free (layout);
}

static FormatKeywords
keywords_of (const FmtOptions *options)
{
  if (!options->keywords)
    return FORMAT_KEEP;
  return strcmp (options->keywords, "zh") == 0 ? FORMAT_CHINESE : FORMAT_ENGLISH;
}

static bool
is_standard (const Layout *layout)
{
  return strcmp (layout->path, "-") == 0;
}

static bool
has_changed (const Layout *layout)
{
  gsize size;
  const char *old = g_bytes_get_data (layout->old, &size);
  return size != layout->text->len || (size && memcmp (old, layout->text->str, size) != 0);
}

/* False: reported; the text is not laid out. */
static bool
lay_out (Run *run, const char *path, FormatKeywords keywords, GPtrArray *layouts)
{
  g_autoptr (GBytes) bytes = session_read_file (run->session, path, LIMIT_FILE_BYTES);
  if (!bytes)
    return false;
  g_autoptr (Source) source = source_new (path, bytes);
  g_autoptr (Unit) unit = unit_read (source, UNIT_MODULE, run->session->atoms, run->sink);
  if (!unit->ok)
    return false;
  Layout *layout = g_new (Layout, 1);
  *layout = (Layout){ path, g_bytes_ref (bytes), g_string_new (NULL) };
  format_unit (unit, keywords, layout->text);
  g_ptr_array_add (layouts, layout);
  return true;
}

static void
list_changed (Run *run, const GPtrArray *layouts)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < layouts->len; i++)
    {
      const Layout *layout = layouts->pdata[i];
      if (has_changed (layout))
        g_string_append_printf (out, "%s\n", is_standard (layout) ? "<stdin>" : layout->path);
    }
  if (!out->len)
    return;
  run_fail (run, CODE_NO);
  output_write (run, NULL, out);
}

static void
write_changed (Run *run, const GPtrArray *layouts)
{
  for (guint i = 0; i < layouts->len; i++)
    {
      const Layout *layout = layouts->pdata[i];
      gsize size;
      const char *old = g_bytes_get_data (layout->old, &size);
      if (is_standard (layout))
        output_write (run, NULL, layout->text);
      else if (has_changed (layout))
        output_replace (run, layout->path, old ? old : "", size, layout->text);
    }
}

static void
run_fmt (Run *run, char **args)
{
  FmtOptions options = { 0 };
  char **files;
  const Option table[] = {
    { "check", 0, OPTION_FLAG, &options.check, NULL,
      N_ ("list the files that would change; exit with 1 if there are any") },
    { "keywords", 0, OPTION_CHOICE, &options.keywords, "zh|en",
      N_ ("spelling of keywords (default: as they are)") },
    OPTION_END,
  };
  if (!options_parse (run, &command_fmt, table, args, &files))
    return;
  if (!*files)
    options_want (run, &command_fmt, N_ ("a definition file"));
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (layout_free);
  for (; *files; files++)
    lay_out (run, *files, keywords_of (&options), layouts);
  run_take_errors (run, CODE_DEFINITION);
  if (run->code >= CODE_USAGE)
    return;
  if (options.check)
    list_changed (run, layouts);
  else
    write_changed (run, layouts);
}

const Command command_fmt = {
  "fmt",
  N_ ("FILE… [OPTION…]"),
  N_ ("Write files in their one canonical layout; `-` reads standard input and writes standard output."),
  run_fmt,
};
