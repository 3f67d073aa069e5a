/* Atoms: one atom for a spelling, one key for all spellings of a name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/atom.h"

static void
test_same (void **state)
{
  (void)state;
  static const struct
  {
    const char *a, *b;
    bool same;
  } cases[] = {
    { .a = "GDP增速", .b = "GDP增速", .same = true },
    { .a = "ＧＤＰ 增速", .b = "GDP增速", .same = true },
    { .a = "GDP 增速", .b = "ＧＤＰ　增速", .same = true },
    { .a = "完成 率", .b = "完成率", .same = true },
    { .a = "GDP growth", .b = "GDP  growth ", .same = true },
    { .a = "GDP growth", .b = "GDPgrowth", .same = false },
    { .a = "gdp", .b = "GDP", .same = false },
    { .a = "caf\u00e9", .b = "cafe\u0301", .same = true },
    { .a = "完成率（％）", .b = "完成率(%)", .same = true },
    { .a = "", .b = "　 ", .same = true },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AtomTable) table = atom_table_new ();
      const Atom *a = atom_intern (table, cases[i].a, -1);
      const Atom *b = atom_intern (table, cases[i].b, -1);
      assert_string_equal (a->text, cases[i].a);
      assert_string_equal (b->text, cases[i].b);
      assert_int_equal (atom_same (a, b), cases[i].same);
      assert_ptr_equal (atom_intern (table, cases[i].a, -1), a);
      assert_ptr_equal (atom_find_key (table, cases[i].b, -1), b->key);
    }
}

static void
test_find_key (void **state)
{
  (void)state;
  g_autoptr (AtomTable) table = atom_table_new ();
  assert_null (atom_find_key (table, "满意度", -1));
  const Atom *atom = atom_intern (table, "满意度和更多", 9);
  assert_string_equal (atom->text, "满意度");
  assert_ptr_equal (atom_find_key (table, "满意度", -1), atom->key);
  assert_ptr_equal (atom_find_key (table, " 满 意 度 ", -1), atom->key); /* never interned itself */
  assert_null (atom_find_key (table, "满意", -1));
}

static void
test_many (void **state)
{
  (void)state;
  enum
  {
    N = 20000
  };
  g_autoptr (AtomTable) table = atom_table_new ();
  const Atom *atoms[N];
  for (int i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("指标%d", i);
      atoms[i] = atom_intern (table, name, -1);
    }
  for (int i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("指标 %d", i);
      assert_ptr_equal (atom_find_key (table, name, -1), atoms[i]->key);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_same),
    cmocka_unit_test (test_find_key),
    cmocka_unit_test (test_many),
  };
  return cmocka_run_group_tests_name ("atom", tests, NULL, NULL);
}
