/* Files to modules: search path, import cycles, limits, identity by device and inode.  Knows the tree only as
 * far as 引用. */
#include "load/session.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "syntax/literal.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
module_free (gpointer data)
{
  Module *module = data;
  unit_unref (module->unit);
  g_ptr_array_unref (module->imports);
  g_free (module->path);
  g_free (module);
}

Session *
session_new (const char *library, DiagSink *sink)
{
  Session *session = g_new0 (Session, 1);
  session->atoms = atom_table_new ();
  session->numbers = rational_pool_new ();
  session->sink = sink;
  session->library = g_strdup (library);
  session->modules = g_ptr_array_new_with_free_func (module_free);
  session->chain = g_ptr_array_new ();
  return session;
}

void
session_free (Session *session)
{
  g_ptr_array_unref (session->chain);
  g_ptr_array_unref (session->modules);
  rational_pool_free (session->numbers);
  atom_table_free (session->atoms);
  g_free (session->library);
  g_free (session);
}

/* Reading */

typedef struct
{
  Source *importer; /* NULL: the file was named on the command line */
  Span span;
} Wanted;

static void
report_unreadable (Session *session, const Wanted *wanted, const char *path, const char *why)
{
  if (wanted->importer)
    diag_report (session->sink, DIAG_import_unreadable, wanted->importer, wanted->span, path, why, NULL);
  else
    diag_report_at (session->sink, DIAG_file_unreadable, NULL, path, why, NULL);
}

static GBytes *
read_descriptor (int fd, gsize limit, gsize expected, int *ret_errno)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint)MIN (expected + 1, (gsize)1 << 30));
  guint8 buffer[65536];
  ssize_t n;
  while ((n = read (fd, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          *ret_errno = errno;
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint)n);
      if (bytes->len > limit)
        break;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* The file's bytes and identity, or NULL (reported). A directory, device or pipe is refused, but for standard
 * input. */
static GBytes *
read_file (Session *session, const Wanted *wanted, const char *path, gsize limit, struct stat *ret_stat)
{
  bool standard = strcmp (path, "-") == 0 && !wanted->importer;
  int fd = standard ? dup (STDIN_FILENO) : open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), error = 0;
  GBytes *bytes = NULL;
  if (fd < 0 || fstat (fd, ret_stat) != 0)
    report_unreadable (session, wanted, path, g_strerror (errno));
  else if (!standard && !S_ISREG (ret_stat->st_mode))
    report_unreadable (session, wanted, path,
                       S_ISDIR (ret_stat->st_mode) ? _ ("it is a folder") : _ ("it is no regular file"));
  else if (standard && isatty (fd))
    report_unreadable (session, wanted, path, _ ("standard input is a terminal"));
  else if (S_ISREG (ret_stat->st_mode) && (guint64)ret_stat->st_size > limit)
    diag_report_at (session->sink, DIAG_file_too_large, standard ? "<stdin>" : path,
                    G_STRINGIFY (LIMIT_FILE_BYTES), NULL);
  else if (!(bytes = read_descriptor (fd, limit, (gsize)ret_stat->st_size, &error)))
    report_unreadable (session, wanted, path, g_strerror (error));
  else if (g_bytes_get_size (bytes) > limit)
    {
      diag_report_at (session->sink, DIAG_file_too_large, standard ? "<stdin>" : path,
                      G_STRINGIFY (LIMIT_FILE_BYTES), NULL);
      g_clear_pointer (&bytes, g_bytes_unref);
    }
  if (fd >= 0)
    close (fd);
  return bytes;
}

GBytes *
session_read_file (Session *session, const char *path, gsize limit)
{
  Wanted wanted = { NULL, { 0, 0 } };
  struct stat status;
  return read_file (session, &wanted, path, limit ? limit : G_MAXSIZE - 1, &status);
}

/* Modules */

static Module *
find_module (Session *session, const struct stat *status)
{
  for (guint i = 0; i < session->modules->len; i++)
    {
      Module *module = session->modules->pdata[i];
      if (module->inode && module->inode == status->st_ino && module->device == status->st_dev)
        return module;
    }
  return NULL;
}

static void
report_cycle (Session *session, const Wanted *wanted, const Module *again)
{
  g_autoptr (GString) chain = g_string_new (NULL);
  bool inside = false;
  for (guint i = 0; i < session->chain->len; i++)
    {
      const Module *module = session->chain->pdata[i];
      inside = inside || module == again;
      if (inside)
        g_string_append_printf (chain, "%s → ", module->path);
    }
  g_string_append (chain, again->path);
  diag_report (session->sink, DIAG_import_cycle, wanted->importer, wanted->span, chain->str, NULL);
}

static Module *load_path (Session *session, const Wanted *wanted, const char *path, bool library);

/* True if PATH below ROOT leads, links resolved, to a file under ROOT. */
static bool
stays_under (const char *root, const char *path)
{
  g_autofree char *real_root = realpath (*root ? root : ".", NULL);
  g_autofree char *real_path = realpath (path, NULL);
  if (!real_root || !real_path)
    return true; /* opening it will say why */
  return g_str_has_prefix (real_path, real_root)
         && (strcmp (real_root, "/") == 0 || real_path[strlen (real_root)] == '/');
}

static bool
is_plain_path (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  if (!*name || strchr (name, '\\') || strchr (name, ':'))
    return false;
  for (int i = 0; parts[i]; i++)
    if ((!*parts[i] && i == 0) || strcmp (parts[i], "..") == 0 || parts[i][0] == '~')
      return false;
  return true;
}

/* True if the scanner has reported an escape in the text, which is known only in part. */
static bool
is_faulty_text (const Unit *unit, const AstNode *string)
{
  g_autofree char *text = unit_node_text (unit, string);
  g_autoptr (GString) content = g_string_new (NULL);
  size_t bad;
  return !literal_append_string (content, text, strlen (text), &bad);
}

static Module *
import (Session *session, Module *importer, const AstNode *use)
{
  const AstNode *string = ast_find (use, AST_STRING);
  Wanted wanted = { importer->unit->source, unit_node_span (importer->unit, string) };
  const char *name = string->atom->text;
  g_autofree char *folder
      = strcmp (importer->path, "-") == 0 ? g_strdup (".") : g_path_get_dirname (importer->path);
  g_autofree char *file = g_str_has_suffix (name, ".jx") ? g_strdup (name) : g_strconcat (name, ".jx", NULL);
  g_autofree char *near = g_build_filename (folder, file, NULL);
  g_autofree char *shipped = g_build_filename (session->library, file, NULL);
  bool beside;
  if (is_faulty_text (importer->unit, string))
    return NULL;
  if (!is_plain_path (name))
    {
      diag_report (session->sink, DIAG_import_outside, wanted.importer, wanted.span, name, NULL);
      return NULL;
    }
  beside = !importer->library && g_file_test (near, G_FILE_TEST_EXISTS);
  if (!stays_under (beside ? folder : session->library, beside ? near : shipped))
    {
      diag_report (session->sink, DIAG_import_outside, wanted.importer, wanted.span, name, NULL);
      return NULL;
    }
  if (!beside && !g_file_test (shipped, G_FILE_TEST_EXISTS))
    {
      Diag *diag = diag_report (session->sink, DIAG_import_missing, wanted.importer, wanted.span, name, NULL);
      diag_note (diag, _ ("looked for {1} and {2}"), near, shipped, NULL);
      return NULL;
    }
  return load_path (session, &wanted, beside ? near : shipped, !beside);
}

static void
load_imports (Session *session, Module *module)
{
  module->loading = true;
  g_ptr_array_add (session->chain, module);
  for (const AstNode *use = ast_find (module->unit->root, AST_USE); use; use = ast_find_next (use))
    {
      Module *imported = import (session, module, use);
      if (imported)
        g_ptr_array_add (module->imports, imported);
      else
        module->unit->ok = module->unit->usable = false;
    }
  g_ptr_array_set_size (session->chain, (int)session->chain->len - 1);
  module->loading = false;
}

static Module *
add_module (Session *session, const char *path, GBytes *bytes, const struct stat *status, bool library)
{
  g_autoptr (Source) source = source_new (path, bytes);
  Module *module = g_new0 (Module, 1);
  module->path = g_strdup (path);
  module->device = status->st_dev;
  module->inode = S_ISREG (status->st_mode) ? status->st_ino : 0;
  module->library = library;
  module->imports = g_ptr_array_new ();
  g_ptr_array_add (session->modules, module);
  module->unit = unit_read (source, UNIT_MODULE, session->atoms, session->sink);
  load_imports (session, module);
  return module;
}

static bool
within_limits (Session *session, const Wanted *wanted)
{
  if (wanted->importer && session->chain->len >= LIMIT_IMPORT_DEPTH)
    diag_report (session->sink, DIAG_import_too_deep, wanted->importer, wanted->span,
                 G_STRINGIFY (LIMIT_IMPORT_DEPTH), NULL);
  else if (wanted->importer && session->modules->len >= LIMIT_IMPORT_FILES)
    {
      if (!session->full)
        diag_report (session->sink, DIAG_too_many_imports, wanted->importer, wanted->span,
                     G_STRINGIFY (LIMIT_IMPORT_FILES), NULL);
      session->full = true;
    }
  else
    return true;
  return false;
}

static Module *
load_path (Session *session, const Wanted *wanted, const char *path, bool library)
{
  struct stat status;
  Module *module;
  g_autoptr (GBytes) bytes = NULL;
  if (stat (path, &status) == 0 && (module = find_module (session, &status)))
    {
      if (!module->loading)
        return module;
      report_cycle (session, wanted, module);
      return NULL;
    }
  if (!within_limits (session, wanted)
      || !(bytes = read_file (session, wanted, path, LIMIT_FILE_BYTES, &status)))
    return NULL;
  return add_module (session, path, bytes, &status, library);
}

Module *
session_load (Session *session, const char *path)
{
  Wanted wanted = { NULL, { 0, 0 } };
  return load_path (session, &wanted, path, false);
}

Module *
session_load_as (Session *session, const char *path, const char *content)
{
  const Wanted wanted = { NULL, { 0, 0 } };
  struct stat status = { 0 };
  g_autoptr (GBytes) bytes = content ? read_file (session, &wanted, content, LIMIT_FILE_BYTES, &status)
                                     : g_bytes_new_static ("", 0);
  status = (struct stat){ 0 }; /* not the file that is at PATH now: never taken for it */
  return bytes ? add_module (session, path, bytes, &status, false) : NULL;
}

Module *
session_load_library (Session *session, const char *name)
{
  Wanted wanted = { NULL, { 0, 0 } };
  g_autofree char *file = g_strconcat (name, ".jx", NULL);
  g_autofree char *path = g_build_filename (session->library, file, NULL);
  return load_path (session, &wanted, path, true);
}

GPtrArray *
session_library_names (const Session *session, const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (session->library, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name (dir));)
    if (g_str_has_suffix (name, ".jx"))
      g_ptr_array_add (names, g_strdup_printf ("%s/%.*s", folder, (int)strlen (name) - 3, name));
  g_ptr_array_sort (names, text_order);
  return names;
}

bool
session_is_library (const Session *session, const Unit *unit)
{
  for (guint i = 0; i < session->modules->len; i++)
    if (((const Module *)session->modules->pdata[i])->unit == unit)
      return ((const Module *)session->modules->pdata[i])->library;
  return false;
}

bool
session_lies_in_library (const Session *session, const Unit *unit)
{
  for (guint i = 0; i < session->modules->len; i++)
    {
      const Module *module = session->modules->pdata[i];
      if (module->unit == unit)
        return module->library || (module->inode && stays_under (session->library, module->path));
    }
  return false;
}
