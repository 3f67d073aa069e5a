/* The shared part of the tests of syntax, load and sema.  It makes and removes the folders that trials read
   from, and turns what was found into text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>

#include "helper.h"

#define HEAD                                                                                                                        \
  "体系 试系 { 缺省规则 { 正向 => 正向比例  反向 => 反向比例  等于 => 等值偏离  时限 => 按期得分  " \
  "等次 => 等次计分 } } 方案 试 { 年度 2024 体系 试系\n"

char *
tree_path (const char *file)
{
  const char *root = g_getenv ("srcdir");
  return g_build_filename (root ? root : ".", file, NULL);
}

static void
remove_tree (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      remove_tree (inner);
    }
  if (dir)
    g_dir_close (dir);
  g_remove (path);
}

Trial *
trial_new (void)
{
  Trial *trial = g_new0 (Trial, 1);
  g_autofree char *library = tree_path ("stdlib");
  trial->folder = g_dir_make_tmp ("jixiao-test-XXXXXX", NULL);
  assert_non_null (trial->folder);
  trial->sink = diag_sink_new ();
  trial->session = session_new (library, trial->sink);
  return trial;
}

void
trial_free (Trial *trial)
{
  g_clear_pointer (&trial->model, model_free);
  session_free (trial->session);
  diag_sink_free (trial->sink);
  remove_tree (trial->folder);
  g_free (trial->folder);
  g_free (trial);
}

char *
trial_path (const Trial *trial, const char *name)
{
  char *path = g_build_filename (trial->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  assert_int_equal (g_mkdir_with_parents (folder, 0700), 0);
  return path;
}

void
trial_write (const Trial *trial, const char *name, const char *text)
{
  g_autofree char *path = trial_path (trial, name);
  assert_true (g_file_set_contents (path, text, -1, NULL));
}

Model *
trial_check (Trial *trial, const char *text)
{
  g_autofree char *path = trial_path (trial, "t.jx");
  Module *module;
  trial_write (trial, "t.jx", text);
  g_clear_pointer (&trial->model, model_free);
  module = session_load (trial->session, path);
  trial->model = module ? sema_check (trial->session, module) : NULL;
  return trial->model;
}

Model *
trial_check_scheme (Trial *trial, const char *text)
{
  g_autofree char *whole = g_strconcat (HEAD, text, "\n}\n", NULL);
  return trial_check (trial, whole);
}

const Atom *
trial_atom (const Trial *trial, const char *name)
{
  return atom_intern (trial->session->atoms, name, -1);
}

const Indicator *
trial_indicator (const Trial *trial, const char *name)
{
  bool ambiguous;
  const Indicator *indicator
      = scheme_find_indicator (trial->model->schemes->pdata[0], trial_atom (trial, name), &ambiguous);
  assert_non_null (indicator);
  return indicator;
}

static void
append_place (GString *out, Source *source, uint32_t offset)
{
  SourcePlace place = source_place (source, offset);
  g_autofree char *file = g_path_get_basename (source_name (source));
  if (strcmp (file, "t.jx") != 0)
    g_string_append_printf (out, "%s:", file);
  g_string_append_printf (out, "%u:%u", place.line, place.column);
}

char *
found_text (DiagSink *sink)
{
  GString *out = g_string_new (NULL);
  const GPtrArray *diags = diag_sink_sorted (sink);
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", diag_code_name (diag->code));
      if (!diag->source)
        continue;
      g_string_append_c (out, ' ');
      append_place (out, diag->source, diag->span.start);
    }
  return g_string_free (out, FALSE);
}

char *
fixes_text (DiagSink *sink)
{
  GString *out = g_string_new (NULL);
  const GPtrArray *diags = diag_sink_sorted (sink);
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      for (guint j = 0; diag->fixes && j < diag->fixes->len; j++)
        {
          const DiagFix *fix = diag->fixes->pdata[j];
          g_string_append (out, out->len > 0 ? ", " : "");
          append_place (out, fix->source, fix->span.start);
          g_string_append_c (out, '-');
          append_place (out, fix->source, fix->span.end);
          g_string_append_printf (out, " \"%s\"", fix->text);
        }
    }
  return g_string_free (out, FALSE);
}

char *
trial_found (const Trial *trial)
{
  return found_text (trial->sink);
}

Source *
source_of (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (size_t)length);
  return source_new ("t.jx", bytes);
}

char *
number_text (Rational value)
{
  GString *out = g_string_new (NULL);
  rational_append_fraction (out, value);
  return g_string_free (out, FALSE);
}

static void
append_bound (GString *out, const Target *target, Rational bound)
{
  int year, month, day;
  if (!target->is_date)
    {
      rational_append_fraction (out, bound);
      return;
    }
  date_from_day ((Day)bound.num, &year, &month, &day);
  g_string_append_printf (out, "%04d-%02d-%02d", year, month, day);
}

static void
append_set (GString *out, const Target *target)
{
  g_string_append (out, target->has_lower && !target->lower_open ? " [" : " (");
  if (target->has_lower)
    append_bound (out, target, target->lower);
  else
    g_string_append (out, "−∞");
  g_string_append (out, ", ");
  if (target->has_upper)
    append_bound (out, target, target->upper);
  else
    g_string_append (out, "∞");
  g_string_append (out, target->has_upper && !target->upper_open ? "]" : ")");
  if (*dimension_text (target->measure->dimension))
    g_string_append_printf (out, " %s", dimension_text (target->measure->dimension));
}

char *
target_text (const Target *target)
{
  GString *out = g_string_new (NULL);
  if (target->level)
    g_string_printf (out, "level %s %u", target->level->scale->name->text, target->level->rank);
  else if (target->words)
    g_string_printf (out, "words %s", target->words);
  else
    {
      g_string_assign (out, direction_word (target->direction));
      append_set (out, target);
    }
  if (target->bare)
    g_string_append (out, " bare");
  return g_string_free (out, FALSE);
}

bool
same_text (const char *what, const char *expected, const char *found)
{
  if (strcmp (expected, found) == 0)
    return true;
  print_error ("%s\n  expected: %s\n  found:    %s\n", what, expected, found);
  return false;
}

static void
check_cases (const FoundCase *cases, size_t n, bool in_scheme, bool fixes)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *found = NULL;
      (in_scheme ? trial_check_scheme : trial_check) (trial, cases[i].text);
      found = fixes ? fixes_text (trial->sink) : trial_found (trial);
      wrong += !same_text (cases[i].text, cases[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

void
check_found (const FoundCase *cases, size_t n, bool in_scheme)
{
  check_cases (cases, n, in_scheme, false);
}

void
check_fixes (const FoundCase *cases, size_t n, bool in_scheme)
{
  check_cases (cases, n, in_scheme, true);
}

char *
repeated_text (const char *head, const char *body, unsigned n, const char *tail)
{
  GString *out = g_string_new (head);
  g_auto (GStrv) parts = g_strsplit (body, "%u", -1);
  for (unsigned i = 0; i < n; i++)
    for (unsigned part = 0; parts[part]; part++)
      {
        if (part > 0)
          g_string_append_printf (out, "%u", i);
        g_string_append (out, parts[part]);
      }
  g_string_append (out, tail);
  return g_string_free (out, FALSE);
}

char *
slots_text (const Frame *frame, const char *words, Scope scope)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  GString *out = g_string_new (NULL);
  for (int i = 0; list[i]; i++)
    {
      Slot slot = slot_find (list[i], scope);
      assert_int_not_equal (slot, SLOT_N);
      g_string_append_printf (out, "%s%s=", i ? " " : "", list[i]);
      if (frame_has (frame, slot))
        rational_append_decimal (out, frame->slots[slot]);
      else
        g_string_append_c (out, '-');
    }
  return g_string_free (out, FALSE);
}
