/* Which reader reads which file of actual values, by its name or by --input-format.  The rows themselves are
   read by eval; here are only files: their kinds, their encoding, the same one given twice, standard input.
 */
#include "cli/evidence.h"

#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/text.h"

typedef enum
{
  KIND_JX,
  KIND_CSV,
  KIND_TSV,
  KIND_JSON,
  KIND_JSON_LINES,
  KIND_UNKNOWN
} Kind;

static Kind
kind_of (const char *word)
{
  static const char *const words[] = { "jx", "csv", "tsv", "json", "jsonl" };
  for (gsize i = 0; word && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return (Kind)i;
  return KIND_UNKNOWN;
}

static Kind
file_kind (const char *path, const EvidenceOptions *options)
{
  const char *dot = strrchr (path, '.');
  Kind kind = dot && !strchr (dot, '/') ? kind_of (dot + 1) : KIND_UNKNOWN;
  return kind == KIND_UNKNOWN ? kind_of (options->input_format) : kind;
}

/* Blocks */

static bool
block_is_for (const AstNode *block, const Scheme *scheme)
{
  return block->child && block->child->atom && atom_same (block->child->atom, scheme->name);
}

/* Reports that PATH has nothing for the scheme, and what it has instead. */
static void
report_none (Run *run, DiagCode code, const char *path, const Scheme *scheme, const Unit *unit)
{
  Diag *diag = diag_report_at (run->sink, code, NULL, path, scheme->name->text, NULL);
  for (const AstNode *block = ast_find (unit->root, AST_ACTUALS); block; block = ast_find_next (block))
    if (block->child && block->child->atom)
      diag_label (diag, unit->source, unit_node_span (unit, block->child), N_ ("these are of another scheme"),
                  NULL);
}

/* False if there is no block for the scheme, or none of them could be read. */
static bool
read_blocks (Run *run, const Definition *definition, const Unit *unit, DiagCode none, const char *path,
             Actuals *actuals)
{
  bool found = false, any = false;
  for (const AstNode *block = ast_find (unit->root, AST_ACTUALS); block; block = ast_find_next (block))
    if (block_is_for (block, definition->scheme))
      {
        found = true;
        any = actuals_read_block (actuals, unit, block) || any;
      }
  if (!found)
    report_none (run, none, path, definition->scheme, unit);
  return any;
}

static bool
read_module (Run *run, const Definition *definition, const char *path, Actuals *actuals)
{
  bool same = strcmp (path, "-") == 0 && strcmp (definition->module->path, "-") == 0;
  Module *module = same ? definition->module : session_load (run->session, path);
  if (!module || !module->unit->ok)
    return false;
  return read_blocks (run, definition, module->unit, DIAG_no_actuals, path, actuals);
}

/* Tables */

/* The text as UTF-8, or NULL (reported). */
static GBytes *
decode (Run *run, const char *path, const EvidenceOptions *options, GBytes *bytes)
{
  if (!options->encoding || strcmp (options->encoding, "gb18030") != 0)
    return g_bytes_ref (bytes);
  gsize size, read, written;
  const char *data = g_bytes_get_data (bytes, &size);
  char *text = g_convert (data ? data : "", (gssize)size, "UTF-8", "GB18030", &read, &written, NULL);
  if (text)
    return g_bytes_new_take (text, written);
  g_autofree char *offset = g_strdup_printf ("%" G_GSIZE_FORMAT, read);
  diag_report_at (run->sink, DIAG_bad_encoding, NULL, path, "GB18030", offset, NULL);
  return NULL;
}

static bool
read_table (Run *run, const char *path, Kind kind, const EvidenceOptions *options, Actuals *actuals,
            GPtrArray *keep)
{
  const char *name = strcmp (path, "-") == 0 ? "<stdin>" : path;
  g_autoptr (GBytes) raw = session_read_file (run->session, path, 0);
  GBytes *bytes = raw ? decode (run, name, options, raw) : NULL;
  if (!bytes)
    return false;
  g_ptr_array_add (keep, bytes);
  switch (kind)
    {
    case KIND_CSV:
    case KIND_TSV:
      return actuals_read_csv (actuals, name, bytes, kind == KIND_TSV ? '\t' : ',');
    case KIND_JSON:
      return actuals_read_json (actuals, name, bytes);
    case KIND_JSON_LINES:
      return actuals_read_json_lines (actuals, name, bytes);
    case KIND_JX:
    case KIND_UNKNOWN:
      break;
    }
  g_assert_not_reached ();
}

/* Files */

static bool
is_same_file (const char *a, const char *b)
{
  struct stat first, second;
  if (strcmp (a, b) == 0)
    return true;
  return stat (a, &first) == 0 && stat (b, &second) == 0 && first.st_dev == second.st_dev
         && first.st_ino == second.st_ino;
}

static bool
was_given_before (char *const *files, char *const *file)
{
  for (; files < file; files++)
    if (is_same_file (*files, *file))
      return true;
  return false;
}

/* Usage is judged before anything is read. */
static bool
check_files (Run *run, const Definition *definition, char *const *files, const EvidenceOptions *options)
{
  bool ok = true;
  for (char *const *file = files; *file; file++)
    {
      Kind kind = file_kind (*file, options);
      if (kind == KIND_UNKNOWN)
        run_usage (run, DIAG_unknown_input_format, *file, NULL, NULL);
      else if (kind != KIND_JX && strcmp (*file, "-") == 0 && strcmp (definition->module->path, "-") == 0)
        run_usage (run, DIAG_stdin_twice, NULL, NULL, NULL);
      else
        continue;
      ok = false;
    }
  return ok;
}

bool
evidence_read (Run *run, const Definition *definition, char *const *files, const EvidenceOptions *options,
               Actuals *actuals, GPtrArray *keep)
{
  bool any = false;
  if (!*files)
    return read_blocks (run, definition, definition->module->unit, DIAG_actuals_wanted,
                        definition->module->path, actuals);
  if (!check_files (run, definition, files, options))
    return false;
  for (char *const *file = files; *file; file++)
    {
      Kind kind = file_kind (*file, options);
      if (was_given_before (files, file))
        continue;
      if (kind == KIND_JX ? read_module (run, definition, *file, actuals)
                          : read_table (run, *file, kind, options, actuals, keep))
        any = true;
      else
        actuals_set_unread (actuals);
    }
  return any;
}
