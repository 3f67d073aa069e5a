/* Which reader reads which file of actual values, by its name or by --input-format.  The rows themselves are
   read by eval; here are only files: their kinds, their encoding, the same one given twice, standard input.
 */
#include "cli/evidence.h"

#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/text.h"

static EvidenceKind
kind_of (const char *word)
{
  static const char *const words[] = { "jx", "csv", "tsv", "json", "jsonl" };
  for (gsize i = 0; word && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return (EvidenceKind)i;
  return EVIDENCE_UNKNOWN;
}

EvidenceKind
evidence_kind (const char *path, const EvidenceOptions *options)
{
  const char *dot = strrchr (path, '.');
  EvidenceKind kind = dot && !strchr (dot, '/') ? kind_of (dot + 1) : EVIDENCE_UNKNOWN;
  return kind == EVIDENCE_UNKNOWN ? kind_of (options->input_format) : kind;
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
  if (!module || !module->unit->usable)
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
read_table (Run *run, const char *path, EvidenceKind kind, const EvidenceOptions *options, Actuals *actuals,
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
    case EVIDENCE_CSV:
    case EVIDENCE_TSV:
      return actuals_read_csv (actuals, name, bytes, kind == EVIDENCE_TSV ? '\t' : ',');
    case EVIDENCE_JSON:
      return actuals_read_json (actuals, name, bytes);
    case EVIDENCE_JSON_LINES:
      return actuals_read_json_lines (actuals, name, bytes);
    case EVIDENCE_JX:
    case EVIDENCE_UNKNOWN:
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

bool
evidence_repeats (char *const *files, char *const *file)
{
  for (; files < file; files++)
    if (is_same_file (*files, *file))
      return true;
  return false;
}

/* True for what Excel, Word and WPS write. */
static bool
is_office_file (const char *path)
{
  static const char *const ENDS[]
      = { ".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".docx", ".doc", ".wps", ".odt" };
  g_autofree char *lower = g_ascii_strdown (path, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (ENDS); i++)
    if (g_str_has_suffix (lower, ENDS[i]))
      return true;
  return false;
}

static void
report_unknown (Run *run, const char *path)
{
  Diag *diag;
  if (!is_office_file (path))
    {
      run_usage (run, DIAG_unknown_input_format, path, NULL, NULL);
      return;
    }
  diag = run_usage (run, DIAG_office_file, path, NULL, NULL);
  diag_note (diag, N_ ("save the table as “CSV UTF-8” and name that file"), NULL);
}

bool
evidence_check (Run *run, const Definition *definition, char *const *files, const EvidenceOptions *options)
{
  bool ok = true;
  for (char *const *file = files; *file; file++)
    {
      EvidenceKind kind = evidence_kind (*file, options);
      if (kind == EVIDENCE_UNKNOWN)
        report_unknown (run, *file);
      else if (kind != EVIDENCE_JX && strcmp (*file, "-") == 0 && strcmp (definition->module->path, "-") == 0)
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
  if (!evidence_check (run, definition, files, options))
    return false;
  for (char *const *file = files; *file; file++)
    {
      EvidenceKind kind = evidence_kind (*file, options);
      if (evidence_repeats (files, file))
        continue;
      if (kind == EVIDENCE_JX ? read_module (run, definition, *file, actuals)
                              : read_table (run, *file, kind, options, actuals, keep))
        any = true;
      else
        actuals_set_unread (actuals);
    }
  return any;
}

bool
evidence_account (Run *run, const RowAccount *account)
{
  if (account->read)
    {
      row_account_append (account, run->last_line);
      g_string_append_c (run->last_line, '\n');
    }
  if (row_account_balances (account))
    return true;
  run_fail (run, CODE_BUG);
  return false;
}

void
evidence_report_open (const Result *result, const Actuals *actuals)
{
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    {
      const RowResult *row = &result->rows[i];
      if ((row->status == STATUS_MET || row->status == STATUS_MISSED) && !row->has_score)
        actuals_report_open (actuals, row->indicator);
    }
}
