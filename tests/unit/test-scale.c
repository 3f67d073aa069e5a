/* Scales: ranks and the fractions or bands they earn, their order, gaps and overlaps, levels and their
 * look-up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

/* `0:优 0:优秀 1:良 | [4/5, 1] [3/5, 4/5) 1/2` */
static char *
scale_text (const Scale *scale)
{
  GString *out = g_string_new (NULL);
  for (unsigned i = 0; i < scale->n_levels; i++)
    g_string_append_printf (out, "%u:%s ", scale->levels[i].rank, scale->levels[i].name->text);
  g_string_append_c (out, '|');
  for (unsigned i = 0; i < scale->n_ranks; i++)
    {
      const ScaleRank *rank = &scale->ranks[i];
      g_string_append (out, !rank->band ? " " : rank->low_open ? " (" : " [");
      rational_append_fraction (out, rank->low);
      if (!rank->band)
        continue;
      g_string_append (out, ", ");
      rational_append_fraction (out, rank->high);
      g_string_append_c (out, rank->high_open ? ')' : ']');
    }
  return g_string_free (out, FALSE);
}

static void
test_scales (void **state)
{
  static const struct
  {
    const char *text, *scale;
  } cases[] = {
    { "等次 甲 { 好 => 100% 中 => 0.5 差 => 0 }", "0:好 1:中 2:差 | 1 1/2 0" },
    { "等次 甲 { 好, 很好 => 1 \"不 好\" => 0% }", "0:好 0:很好 1:不 好 | 1 0" },
    { "等次 甲 { 好 => 80%..100% 中 => 60%..<80% 差 => 0..<60% }",
      "0:好 1:中 2:差 | [4/5, 1] [3/5, 4/5) [0, 3/5)" },
    { "等次 甲 { 好 => 80%<..100% 差 => 0%..80% }", "0:好 1:差 | (4/5, 1] [0, 4/5]" },
    { "等次 甲 { 好 => 80%<..<100% 差 => 0%..80% }", "0:好 1:差 | (4/5, 1) [0, 4/5]" },
    { "等次 甲 { 达成 => 1 未达成 => 0 }", "0:达成 1:未达成 | 1 0" },
    { "等次 甲 { 好 => 1 也好 => 1 }", "0:好 1:也好 | 1 1" },
    { "scale 甲 { basis \"x\" a => 1 }", "0:a | 1" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      Model *model = trial_check (trial, cases[i].text);
      const Scale *scale = model_find_scale (model, trial_atom (trial, "甲"));
      g_autofree char *text = scale_text (scale), *found = trial_found (trial);
      wrong += !same_text (cases[i].text, cases[i].scale, text) || !same_text (cases[i].text, "", found);
      assert_int_equal (scale->basis != NULL, strstr (cases[i].text, "basis") != NULL);
    }
  assert_int_equal (wrong, 0);
}

static void
test_faults (void **state)
{
  static const FoundCase cases[] = {
    /* order */
    { "等次 甲 { 中 => 50% 好 => 100% }", "J0219 1:22" },
    { "等次 甲 { 好 => 80%..100% 中 => 60%..<80% 差 => 0%..<60% }", "" },
    { "等次 甲 { 差 => 0%..<60% 好 => 80%..100% }", "J0219 1:27" },
    /* overlaps */
    { "等次 甲 { 好 => 80%..100% 中 => 60%..80% }", "J0220 1:28" },
    { "等次 甲 { 好 => 80%..100% 中 => 60%..85% }", "J0220 1:28" },
    { "等次 甲 { 好 => 80%..100% 中 => 90% }", "J0220 1:28" },
    { "等次 甲 { 好 => 80% 中 => 70%..90% }", "J0220 1:22" },
    { "等次 甲 { 好 => 80%..100% 中 => 80% }", "" },
    /* gaps */
    { "等次 甲 { 好 => 80%<..100% 中 => 60%..<80% }", "J0221 1:29" },
    { "等次 甲 { 好 => 80%..100% 中 => 60%..<79% }", "J0221 1:28" },
    { "等次 甲 { 好 => 80%..100% 中 => 60%..79.99% }", "J0221 1:28" },
    { "等次 甲 { 好 => 80%..100% 中 => 60% }", "" },
    /* shares */
    { "等次 甲 { 好 => 101% }", "J0217 1:13" },
    { "等次 甲 { 好 => 2 }", "J0217 1:13" },
    { "等次 甲 { 好 => 1个 }", "J0217 1:13" },
    { "等次 甲 { 好 => 80%..120% }", "J0217 1:18" },
    { "等次 甲 { 好 => -10%..50% }", "J0217 1:13" },
    { "等次 甲 { 好 => 1没有 差 => 0 }", "J0032 1:14" },
    { "等次 甲 { 好 => 100%..80% }", "J0218 1:13" },
    { "等次 甲 { 好 => 80%..80% }", "J0218 1:13" },
    /* names */
    { "等次 甲 { }", "J0222 1:4" },
    { "等次 甲 { 好 => 1 好 => 0 }", "J0030 1:15" },
    { "等次 甲 { 好, 好 => 1 }", "J0030 1:11" },
    { "等次 甲 { ＯＫ => 1 OK => 0 }", "J0030 1:16" },
    { "等次 甲 { \"\" => 1 }", "J0213 1:8" },
    { "等次 甲 { 好 => 1 }\n等次 甲 { 好 => 1 }", "J0030 2:4" },
    { "等次 \"\" { 好 => 1 }", "J0213 1:4" },
    { "等次 甲 { 没有 \"x\" 好 => 1 }", "J0214 1:8" },
    { "等次 甲 { 依据 \"x\" 依据 \"y\" 备注 \"z\" 好 => 1 }", "" },
    { "等次 甲 { 年度 \"x\" 好 => 1 }", "J0214 1:8" },
  };
  (void)state;
  check_found (cases, G_N_ELEMENTS (cases), false);
}

/* One's own scale goes before the library's of that name, whatever is asked first. */
static void
test_own_scale (void **state)
{
  static const char *const ASKED_FIRST[] = { "优", "部分达成", "没有" };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (ASKED_FIRST); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      Model *model = trial_check (trial, "等次 三档 { 部分达成 => 50% }");
      const Scale *scale;
      g_autofree char *found = NULL, *text = NULL;
      model_find_level (model, NULL, ASKED_FIRST[i], NULL);
      scale = model_find_scale (model, trial_atom (trial, "三档"));
      text = scale_text (scale);
      found = trial_found (trial);
      assert_string_equal (text, "0:部分达成 | 1/2");
      assert_string_equal (found, "");
      assert_ptr_equal (model_find_level (model, NULL, "部分达成", NULL)->scale, scale);
    }
}

static void
test_look_up (void **state)
{
  static const struct
  {
    const char *level, *scale, *found; /* of what scale; "" if none */
    bool ambiguous;
  } cases[] = {
    { "不断提升", NULL, "提升", false }, { "不断提升", "提升", "提升", false },
    { "不断提升", "三档", "", false },   { "好", NULL, "", true },
    { "好", "甲", "甲", false },         { "好", "好坏", "好坏", false },
    { "独有", NULL, "甲", false },       { "没有", NULL, "", false },
    { "从未写过的词", NULL, "", false },
  };
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "等次 甲 { 好 => 1 独有 => 0 }");
  (void)state;
  trial_atom (trial, "没有");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Scale *scale
          = cases[i].scale ? model_find_scale (model, trial_atom (trial, cases[i].scale)) : NULL;
      bool ambiguous;
      const Level *level = model_find_level (model, scale, cases[i].level, &ambiguous);
      assert_int_equal (cases[i].scale != NULL, scale != NULL);
      assert_string_equal (level ? level->scale->name->text : "", cases[i].found);
      assert_int_equal (ambiguous, cases[i].ambiguous);
    }
  assert_null (model_find_scale (model, trial_atom (trial, "没有")));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_scales),
    cmocka_unit_test (test_faults),
    cmocka_unit_test (test_own_scale),
    cmocka_unit_test (test_look_up),
  };
  return cmocka_run_group_tests_name ("scale", tests, NULL, NULL);
}
