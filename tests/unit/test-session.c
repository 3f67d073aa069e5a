/* Reading of files: where 引用 looks, what it refuses and at which place it says so, each file once, circles,
   and the limits of depth, number and size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "helper.h"

/* What is reported when NAME is loaded. */
static char *
load_found (Trial *trial, const char *name)
{
  g_autofree char *path = trial_path (trial, name);
  session_load (trial->session, path);
  return trial_found (trial);
}

static void
test_names (void **state)
{
  static const struct
  {
    const char *text, *found;
  } cases[] = {
    { "引用 \"a\"", "" },
    { "引用 \"a.jx\"", "" },
    { "引用 \"folder/b\"", "" },
    { "引用 \"frameworks/national-2020\"", "" },
    { "引用 \"units\"", "" },
    { "引用 \"没有\"", "J0025 1:4" },
    { "引用 \"a\"\n引用 \"a/b\"", "J0025 2:4" },
    { "引用 \"/etc/passwd\"", "J0026 1:4" },
    { "引用 \"../a\"", "J0026 1:4" },
    { "引用 \"folder/../../a\"", "J0026 1:4" },
    { "引用 \"./a\"", "" },
    { "引用 \"\"", "J0026 1:4" },
    { "引用 \"folder//b\"", "" },
    { "引用 \"~/a\"", "J0026 1:4" },
    { "引用 \"c:\\\\a\"", "J0026 1:4" },
    { "引用 \"folder\\\\b\"", "J0026 1:4" },
    { "引用 \"folder\"", "J0025 1:4" },
    { "引用 \"directory\"", "J0024 1:4" },
    { "引用 \"pipe\"", "J0024 1:4" },
    { "引用 \"inside\"", "" },
    { "引用 \"outside\"", "J0026 1:4" },
    { "引用 \"away/01-hello\"", "J0026 1:4" },
    { "引用 \"dangling\"", "J0025 1:4" },
    { "引用 \"broken\"", "J0017 broken.jx:1:4" },
    { "引用 \"broken\" 引用 \"broken\"", "J0017 broken.jx:1:4" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *directory = trial_path (trial, "directory.jx"), *pipe = trial_path (trial, "pipe.jx");
      g_autofree char *inside = trial_path (trial, "inside.jx"), *outside = trial_path (trial, "outside.jx");
      g_autofree char *away = trial_path (trial, "away"), *dangling = trial_path (trial, "dangling.jx");
      g_autofree char *target = tree_path ("examples/01-hello.jx"), *parent = tree_path ("examples");
      g_autofree char *found = NULL, *real_target = realpath (target, NULL),
                      *real_parent = realpath (parent, NULL);
      trial_write (trial, "a.jx", "");
      trial_write (trial, "folder/b.jx", "");
      trial_write (trial, "broken.jx", "方案 {");
      trial_write (trial, "t.jx", cases[i].text);
      assert_int_equal (g_mkdir (directory, 0700), 0);
      assert_int_equal (mkfifo (pipe, 0600), 0);
      assert_int_equal (symlink ("a.jx", inside), 0);
      assert_int_equal (symlink (real_target, outside), 0);
      assert_int_equal (symlink (real_parent, away), 0);
      assert_int_equal (symlink ("nowhere.jx", dangling), 0);
      found = load_found (trial, "t.jx");
      if (strstr (cases[i].text, "broken"))
        found[strlen ("J0017 broken.jx:1:4")] = '\0'; /* what else is wrong there is the parser's */
      wrong += !same_text (cases[i].text, cases[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

/* What is named on the command line may be anywhere, but must be a file. */
static void
test_roots (void **state)
{
  static const struct
  {
    const char *name, *found;
    bool loads;
  } cases[] = {
    { "a.jx", "", true },          { "a", "J0023", false },       { "directory.jx", "J0023", false },
    { "pipe.jx", "J0023", false }, { "none.jx", "J0023", false }, { "none/none.jx", "J0023", false },
    { "outside.jx", "", true },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *directory = trial_path (trial, "directory.jx"), *pipe = trial_path (trial, "pipe.jx");
      g_autofree char *outside = trial_path (trial, "outside.jx"), *target = tree_path ("stdlib/units.jx");
      g_autofree char *real_target = realpath (target, NULL), *path = NULL, *found = NULL;
      trial_write (trial, "a.jx", "");
      assert_int_equal (g_mkdir (directory, 0700), 0);
      assert_int_equal (mkfifo (pipe, 0600), 0);
      assert_int_equal (symlink (real_target, outside), 0);
      path = g_build_filename (trial->folder, cases[i].name, NULL);
      assert_int_equal (session_load (trial->session, path) != NULL, cases[i].loads);
      found = trial_found (trial);
      assert_string_equal (found, cases[i].found);
    }
}

/* A file is read once whatever it is called by, and found beside the file that names it. */
static void
test_once (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *alias = trial_path (trial, "alias.jx"), *path = trial_path (trial, "t.jx"), *found = NULL;
  Module *module, *left, *right;
  (void)state;
  trial_write (trial, "t.jx", "引用 \"left\" 引用 \"folder/right\" 引用 \"alias\"");
  trial_write (trial, "left.jx", "引用 \"shared\"");
  trial_write (trial, "folder/right.jx", "引用 \"near\"");
  trial_write (trial, "folder/near.jx", "");
  trial_write (trial, "shared.jx", "");
  assert_int_equal (symlink ("shared.jx", alias), 0);
  module = session_load (trial->session, path);
  found = trial_found (trial);
  assert_string_equal (found, "");
  assert_int_equal (trial->session->modules->len, 5);
  assert_int_equal (module->imports->len, 3);
  left = module->imports->pdata[0];
  right = module->imports->pdata[1];
  assert_ptr_equal (left->imports->pdata[0], module->imports->pdata[2]);
  assert_int_equal (right->imports->len, 1);
  assert_false (module->library);
  assert_ptr_equal (session_load (trial->session, path), module);
}

/* A file beside goes before one of the library; the library's own files are found in the library only. */
static void
test_library (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *path = trial_path (trial, "t.jx"), *found = NULL;
  Module *module, *own, *units;
  (void)state;
  trial_write (trial, "t.jx", "引用 \"units\" 引用 \"frameworks/national-2020\"");
  trial_write (trial, "units.jx", "计量单位 试");
  module = session_load (trial->session, path);
  own = module->imports->pdata[0];
  assert_false (own->library);
  assert_true (((Module *)module->imports->pdata[1])->library);
  units = session_load_library (trial->session, "units");
  assert_non_null (units);
  assert_true (units->library);
  assert_ptr_not_equal (units, own);
  assert_null (session_load_library (trial->session, "none"));
  found = trial_found (trial);
  assert_string_equal (found, "J0023");
}

static void
test_cycles (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *path = trial_path (trial, "t.jx"), *found = NULL;
  Module *module;
  (void)state;
  trial_write (trial, "t.jx", "引用 \"t\"\n引用 \"b\"\n引用 \"c\"");
  trial_write (trial, "b.jx", "引用 \"c\"");
  trial_write (trial, "c.jx", "\n引用 \"b\"");
  module = session_load (trial->session, path);
  found = trial_found (trial);
  assert_string_equal (found, "J0027 1:4, J0027 c.jx:2:4");
  assert_false (module->unit->ok);
  assert_int_equal (module->imports->len, 2);
}

/* 64 files may use one another in a row, 65 may not. */
static void
test_depth (void **state)
{
  (void)state;
  for (unsigned n = LIMIT_IMPORT_DEPTH; n <= LIMIT_IMPORT_DEPTH + 1; n++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *found = NULL;
      for (unsigned i = 1; i <= n; i++)
        {
          g_autofree char *name = g_strdup_printf ("f%u.jx", i),
                          *text = g_strdup_printf ("引用 \"f%u\"", i + 1);
          trial_write (trial, name, i < n ? text : "");
        }
      found = load_found (trial, "f1.jx");
      assert_string_equal (found, n == LIMIT_IMPORT_DEPTH ? "" : "J0028 f64.jx:1:4");
    }
}

static void
test_number (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *found = NULL;
  (void)state;
  for (unsigned i = 1; i <= LIMIT_IMPORT_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u.jx", i);
      trial_write (trial, name, "");
      g_string_append_printf (text, "引用 \"f%u\"\n", i);
    }
  trial_write (trial, "t.jx", text->str);
  found = load_found (trial, "t.jx");
  assert_string_equal (found, "J0029 1000:4"); /* the file itself is one of them */
}

static void
test_size (void **state)
{
  (void)state;
  for (unsigned extra = 0; extra <= 1; extra++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *path = trial_path (trial, "t.jx"), *found = NULL;
      g_autoptr (GBytes) bytes = NULL;
      trial_write (trial, "t.jx", "");
      assert_int_equal (truncate (path, LIMIT_FILE_BYTES + extra), 0);
      bytes = session_read_file (trial->session, path, LIMIT_FILE_BYTES);
      found = trial_found (trial);
      assert_int_equal (bytes != NULL, extra == 0);
      assert_string_equal (found, extra ? "J0004" : "");
    }
}

static void
test_permission (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *path = trial_path (trial, "t.jx"), *found = NULL;
  (void)state;
  trial_write (trial, "t.jx", "");
  assert_int_equal (g_chmod (path, 0), 0);
  found = load_found (trial, "t.jx");
  assert_string_equal (found, access (path, R_OK) == 0 ? "" : "J0023"); /* root reads everything */
}

/* Standard input is a definition like any other; what it uses is found in the working folder. */
static void
test_standard_input (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *path = trial_path (trial, "in"), *folder = g_get_current_dir (), *found = NULL;
  FILE *input;
  int saved = dup (STDIN_FILENO);
  Module *module;
  (void)state;
  trial_write (trial, "in", "引用 \"a\"\n引用 \"没有\"");
  trial_write (trial, "a.jx", "");
  input = g_fopen (path, "r");
  assert_non_null (input);
  assert_int_equal (dup2 (fileno (input), STDIN_FILENO), STDIN_FILENO);
  assert_int_equal (g_chdir (trial->folder), 0);
  module = session_load (trial->session, "-");
  assert_int_equal (g_chdir (folder), 0);
  assert_int_equal (dup2 (saved, STDIN_FILENO), STDIN_FILENO);
  close (saved);
  fclose (input);
  assert_non_null (module);
  assert_int_equal (module->imports->len, 1);
  found = trial_found (trial);
  assert_string_equal (found, "J0025 <stdin>:2:4");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_names),      cmocka_unit_test (test_roots),
    cmocka_unit_test (test_once),       cmocka_unit_test (test_library),
    cmocka_unit_test (test_cycles),     cmocka_unit_test (test_depth),
    cmocka_unit_test (test_number),     cmocka_unit_test (test_size),
    cmocka_unit_test (test_permission), cmocka_unit_test (test_standard_input),
  };
  return cmocka_run_group_tests_name ("session", tests, NULL, NULL);
}
