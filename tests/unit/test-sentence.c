/* Sentences of tables: folding, matching with places, choices and what may be left out, quantities in words,
 * what is kept of them, and that no sentence takes long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"
#include "sema/wording.h"

static char *
folded_text (const char *content)
{
  g_auto (Folded) folded = { NULL, NULL };
  folded_init (&folded, content);
  assert_int_equal (folded.at->len, folded.text->len + 1);
  return g_strdup (folded.text->str);
}

static void
test_folding (void **state)
{
  static const struct
  {
    const char *content, *folded;
  } cases[] = {
    { "每少 1 个，扣０．５分；扣完为止。", "每少1个扣0.5分扣完为止" },
    { "（含）Ｂ／Ａ×分值÷2", "(含)B/A*分值/2" },
    { "1,100个", "1,100个" },
    { "每少1，扣2", "每少1扣2" },
    { "1 2", "1 2" },
    { "GDP growth 5", "GDP growth 5" },
    { "扣1.", "扣1" },
    { "", "" },
    { "，；。、", "" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = folded_text (cases[i].content);
      assert_string_equal (folded, cases[i].folded);
    }
}

/* What the sentence says: `每=1/1 扣=1/2 w=2`, each as a fraction in base units; `-` if the sentence is not
 * understood. */
static char *
said (const char *wording, const char *target, const char *clauses)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *text = g_strdup_printf (
      "规则 甲(每 = 7, 扣 = 7分) {\n  句式 \"%s\"\n  达成 => 分值\n  否则 => max(0分, 分值 − 扣)\n}\n"
      "引用 \"frameworks/national-2020\"\n方案 乙 { 年度 2024 体系 项目支出2020 指标 丙 %s %s }",
      wording, target, clauses);
  Model *model = trial_check (trial, text);
  const Scheme *scheme = model->schemes->pdata[0];
  const Indicator *indicator = scheme->indicators[scheme->n_indicators - 1];
  GString *out = g_string_new (NULL);
  if (!indicator->ok || !indicator->sentence)
    g_string_append (out, "-");
  for (unsigned i = 0; out->len == 0 && i < 1; i++)
    for (unsigned j = 0; j < indicator->rule.rule->n_params; j++)
      {
        g_autofree char *number = number_text (indicator->rule.args[j]);
        g_string_append_printf (out, "%s=%s ", indicator->rule.rule->params[j]->text, number);
      }
  if (indicator->sentence && indicator->ok)
    {
      g_autofree char *weight = number_text (indicator->weight);
      g_string_append_printf (out, "w=%s", weight);
    }
  return g_string_free (out, FALSE);
}

static void
test_matching (void **state)
{
  static const struct
  {
    const char *wording, *sentence, *said;
  } cases[] = {
    { "每少{每}扣{扣}", "每少1个扣0.5分", "每=1 扣=1/2 w=9" },
    { "每少{每}扣{扣}", "每少两个扣１", "每=2 扣=1 w=9" },
    { "每少{每}扣{扣}", "每少一百零五个扣0.5分", "每=105 扣=1/2 w=9" },
    { "每少{每}扣{扣}", "每少百分之五扣0.5分", "每=1/20 扣=1/2 w=9" },
    { "每少{每}扣{扣}", "每少5%扣0.5分", "每=1/20 扣=1/2 w=9" },
    { "每少{每}扣{扣}", "每少1个扣0.5分再扣", "-" },
    { "每少{每}扣{扣}", "每少1个", "-" },
    { "每少{每}扣{扣}", "每少 1 批絘扣0.5分", "-" },
    { "每少{每}扣{扣}", "每少1,000个扣0.5分", "-" },
    { "每少{每}扣{扣}[，扣完为止]", "每少1个扣0.5分，扣完为止", "每=1 扣=1/2 w=9" },
    { "每少{每}扣{扣}[，扣完为止]", "每少1个扣0.5分", "每=1 扣=1/2 w=9" },
    { "[每|凡]短{每}扣{扣}", "凡短1个扣0.5分", "每=1 扣=1/2 w=9" },
    { "[每|凡]短{每}扣{扣}", "短1个扣0.5分", "-" },
    { "[每|凡|]短{每}扣{扣}", "短1个扣0.5分", "每=1 扣=1/2 w=9" },
    { "少[{每}]扣[{扣}]", "少扣0.5分", "每=7 扣=1/2 w=9" },
    { "[甲{每}乙|甲{扣}]完", "甲2分完", "每=7 扣=2 w=9" },
    { "[甲{每}乙|甲{扣}]完", "甲2个乙完", "每=2 扣=7 w=9" },
    { "有{…}计{扣}", "有计2分", "每=7 扣=2 w=9" },
    { "有{…}计{扣}", "有3个制度的计2分", "每=7 扣=2 w=9" },
    { "{…}{扣}止", "满12分止", "每=7 扣=12 w=9" },
    { "①{…}{扣}②{…}{扣}", "①甲4.5分；②乙4.5分", "每=7 扣=9/2 w=9" },
    { "①{…}{扣}②{…}{扣}", "①甲1分；②乙1分", "-" }, /* they do not add up */
    { "①{…}扣{扣}②{…}扣{扣}", "①甲扣1分；②乙扣1分", "每=7 扣=1 w=9" },
    { "有{…}计{扣}", "有制度计1分，有执行计2分", "-" },
    { "有{…}计{扣}", "有十分完善的制度计2分", "每=7 扣=2 w=9" },
    { "有{…}计{扣}", "有三十分钟演练、五分之一以上百分点计2分", "每=7 扣=2 w=9" },
    { "①{…}{扣}②{…}{扣}", "①甲1分；②乙2分", "-" },
    { "按b/a扣{扣}", "按Ｂ／Ａ扣1分", "每=7 扣=1 w=9" },
    { "满{分值}扣{扣}", "满9分扣1分", "每=7 扣=1 w=9" },
    { "满{分值}扣{扣}", "满8分扣1分", "-" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clauses = g_strdup_printf ("分值 9 规则 \"%s\"", cases[i].sentence);
      g_autofree char *found = said (cases[i].wording, "≥10个", clauses);
      if (!same_text (cases[i].sentence, cases[i].said, found))
        fail ();
    }
}

static void
test_literal (void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check_scheme (
      trial,
      "指标 甲 ≥10个 分值 \"完成得2分\"\n指标 丙 ≥10个 分值 \"完成得2分\"\n指标 乙 ≥10个 规则 “完成得2分”");
  g_autofree char *found = trial_found (trial);
  const Indicator *first = trial_indicator (trial, "甲"), *second = trial_indicator (trial, "乙"),
                  *third = trial_indicator (trial, "丙");
  (void)state;
  (void)model;
  assert_string_equal (found, "");
  assert_non_null (first->literal);
  assert_string_equal (first->literal->rule->name->text, "达标得分");
  assert_true (first->rule_by_default && second->rule_by_default);
  assert_ptr_equal (first->sentence, third->sentence);      /* read once */
  assert_ptr_not_equal (first->sentence, second->sentence); /* other quotes */
  assert_true (rational_equal (second->weight, RATIONAL_INT (2)));
}

/* 16 places for words and a long sentence that almost fits: bounded work, not a power. */
static void
test_bounded (void **state)
{
  g_autoptr (GString) wording = g_string_new (NULL);
  g_autoptr (GString) clauses = g_string_new ("分值 9 规则 \"");
  g_autofree char *found = NULL;
  (void)state;
  for (int i = 0; i < 16; i++)
    g_string_append (wording, "{…}甲");
  g_string_append (wording, "乙");
  for (int i = 0; i < 300; i++)
    g_string_append (clauses, "甲");
  g_string_append (clauses, "\"");
  found = said (wording->str, "≥10个", clauses->str);
  assert_string_equal (found, "-");
  for (int i = 0; i < 300; i++)
    g_string_insert (clauses, -1, ""), g_string_insert (clauses, (gssize)strlen ("分值 9 规则 \""), "甲");
  g_free (found);
  found = said (wording->str, "≥10个", clauses->str); /* too long to be looked at */
  assert_string_equal (found, "-");
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_folding), cmocka_unit_test (test_matching),
                                      cmocka_unit_test (test_literal), cmocka_unit_test (test_bounded) };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
