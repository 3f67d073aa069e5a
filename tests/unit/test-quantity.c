/* Literals with meaning: numbers with units to exact base values, dates of every precision to days, and what
 * is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

/* The literal of TEXT, read as an actual value. */
static const AstNode *
literal_of (const Unit *unit)
{
  return unit->root->child ? unit->root->child : unit->root;
}

static void
test_quantities (void **state)
{
  static const struct
  {
    const char *text, *value, *dimension, *found;
  } cases[] = {
    { "150个", "150", "个", "" },
    { "0.5", "1/2", "", "" },
    { "95%", "19/20", "", "" },
    { "95.10%", "951/1000", "", "" },
    { "3‰", "3/1000", "", "" },
    { "7.31件/万人", "731/1000000", "件/人", "" },
    { "20万次", "200000", "次", "" },
    { "1.2万亩", "12000", "亩", "" },
    { "6653.73万元", "66537300", "元", "" },
    { "530元/人·月", "530", "元/个月·人", "" },
    { "530元/人/月", "530", "元/个月·人", "" },
    { "15日", "1296000", "秒", "" },
    { "15天", "1296000", "秒", "" },
    { "2个工作日", "2", "工作日", "" },
    { "3个月", "3", "个月", "" },
    { "1年", "12", "个月", "" },
    { "-5℃", "-5", "℃", "" },
    { "−0.5", "-1/2", "", "" },
    { "１００％", "1", "", "" },
    { "10\"台(套)\"", "10", "台(套)", "" },
    { "1.000000000000000005", "200000000000000001/200000000000000000", "", "" },
    { "10000000000000000999个", "10000000000000000999", "个", "" },
    { "007", "7", "", "" },
    { "2024年", "24288", "个月", "" }, /* a number of years where a number is asked for */
    { "10批絘", NULL, NULL, "J0032 1:3" },
    { "5元/批絘", NULL, NULL, "J0032 1:2" },
    { "3月", NULL, NULL, "J0269 1:1" },
    { "-3月", NULL, NULL, "J0269 1:2" },
    { "1e5", "1", "", "J0009 1:1" },
    { "1,100个", "1100", "个", "J0010 1:1" },
    { "不断提升", NULL, NULL, "J0200 1:1" },
    { "2024年1月1日", NULL, NULL, "J0200 1:1" },
  };
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "");
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (Source) source = source_of (cases[i].text, -1);
      g_autoptr (Unit) unit = unit_read (source, UNIT_VALUE, trial->session->atoms, sink);
      g_autofree char *text = NULL, *found = NULL;
      Rational value;
      const Measure *measure;
      bool ok;
      trial->session->sink = sink;
      ok = model_read_quantity (model, unit, literal_of (unit), &value, &measure);
      trial->session->sink = trial->sink;
      text = ok ? number_text (value) : g_strdup ("");
      found = found_text (sink);
      wrong += !same_text (cases[i].text, cases[i].value ? cases[i].value : "", text);
      wrong += !same_text (cases[i].text, cases[i].found, found);
      wrong += ok && !same_text (cases[i].text, cases[i].dimension, dimension_text (measure->dimension));
    }
  assert_int_equal (wrong, 0);
}

static void
test_repairs (void **state)
{
  static const FoundCase cases[] = {
    { "指标 甲 ≥10批絘 分值 1", "2:9-2:11 \"批次\"" },
    { "指标 甲 ≥10元/批絘 分值 1", "2:11-2:13 \"批次\"" },
    { "指标 甲 ≥10没有的 分值 1", "" },
  };
  (void)state;
  check_fixes (cases, G_N_ELEMENTS (cases), true);
}

/* A number of 1,000 digits is read, one of 1,001 is not, wherever its point stands. */
static void
test_digits (void **state)
{
  static const struct
  {
    unsigned before, after;
    bool ok;
  } cases[] = { { 1000, 0, true }, { 500, 500, true }, { 1001, 0, false }, { 500, 501, false } };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Trial) trial = trial_new ();
      g_autofree char *before = g_strnfill (cases[i].before, '7'), *after = g_strnfill (cases[i].after, '3');
      g_autofree char *text
          = g_strdup_printf ("指标 甲 ≥%s%s%s个 分值 1", before, cases[i].after ? "." : "", after);
      g_autofree char *found = (trial_check_scheme (trial, text), trial_found (trial));
      assert_string_equal (found, cases[i].ok ? "" : "J0013 2:7");
    }
}

static void
test_dates (void **state)
{
  static const struct
  {
    const char *text;
    int year; /* of the scheme */
    const char *days, *found;
  } cases[] = {
    { "2024年12月31日", 0, "2024年12月31日", "" },
    { "2024-12-31", 0, "2024年12月31日", "" },
    { "2024/12/31", 0, "2024年12月31日", "" },
    { "2024－1－2", 0, "2024年1月2日", "" },
    { "2024年12月", 0, "2024年12月1日 2024年12月31日", "" },
    { "2024年2月", 0, "2024年2月1日 2024年2月29日", "" },
    { "2023年2月", 0, "2023年2月1日 2023年2月28日", "" },
    { "2024年第一季度", 0, "2024年1月1日 2024年3月31日", "" },
    { "2024年第三季度", 0, "2024年7月1日 2024年9月30日", "" },
    { "2024年4季度", 0, "2024年10月1日 2024年12月31日", "" },
    { "2024年", 0, "2024年1月1日 2024年12月31日", "" },
    { "12月31日", 2024, "2024年12月31日", "" },
    { "12月31日", 0, NULL, "J0202 1:1" },
    { "2月29日", 2024, "2024年2月29日", "" },
    { "2月29日", 2023, NULL, "J0201 1:1" },
    { "2024年2月29日", 0, "2024年2月29日", "" },
    { "2023年2月29日", 0, NULL, "J0201 1:1" },
    { "2000年2月29日", 0, "2000年2月29日", "" },
    { "1900年2月29日", 0, NULL, "J0201 1:1" },
    { "2100年2月29日", 0, NULL, "J0201 1:1" },
    { "2100年2月28日", 0, "2100年2月28日", "" },
    { "1900年2月", 0, "1900年2月1日 1900年2月28日", "" },
    { "2024年2月30日", 0, NULL, "J0201 1:1" },
    { "2024年4月31日", 0, NULL, "J0201 1:1" },
    { "2024年13月1日", 0, NULL, "J0201 1:1" },
    { "2024年13月", 0, NULL, "J0201 1:1" },
    { "2024年0月", 0, NULL, "J0201 1:1" },
    { "2024年1月0日", 0, NULL, "J0201 1:1" },
    { "0000年", 0, NULL, "J0201 1:1" },
    { "0001年1月1日", 0, "1年1月1日", "" },
    { "9999年12月31日", 0, "9999年12月31日", "" },
  };
  g_autoptr (Trial) trial = trial_new ();
  Model *model = trial_check (trial, "");
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (Source) source = source_of (cases[i].text, -1);
      g_autoptr (Unit) unit = unit_read (source, UNIT_VALUE, trial->session->atoms, sink);
      g_autoptr (GString) days = g_string_new (NULL);
      g_autofree char *found = NULL;
      Day first, last;
      bool precise;
      trial->session->sink = sink;
      if (model_read_date (model, unit, literal_of (unit), cases[i].year, &first, &last, &precise))
        {
          date_append (days, first);
          assert_int_equal (precise, first == last);
          if (!precise)
            {
              g_string_append_c (days, ' ');
              date_append (days, last);
            }
        }
      trial->session->sink = trial->sink;
      found = found_text (sink);
      wrong += !same_text (cases[i].text, cases[i].days ? cases[i].days : "", days->str);
      wrong += !same_text (cases[i].text, cases[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_quantities),
    cmocka_unit_test (test_repairs),
    cmocka_unit_test (test_digits),
    cmocka_unit_test (test_dates),
  };
  return cmocka_run_group_tests_name ("quantity", tests, NULL, NULL);
}
