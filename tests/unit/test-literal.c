/* Literals: what a date, a number with a unit and a text in quotes are taken apart into, and how many bytes
 * each takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"
#include "syntax/literal.h"

static void
test_dates (void **state)
{
  static const struct
  {
    const char *text;
    const char *taken; /* the part that is the date; "" if there is none */
    LiteralDate date;
  } cases[] = {
    { "2024年12月31日", "2024年12月31日", { DATE_DAY, 2024, 12, 31, 0 } },
    { "2024年12月31日前", "2024年12月31日", { DATE_DAY, 2024, 12, 31, 0 } },
    { "2024年1月5日", "2024年1月5日", { DATE_DAY, 2024, 1, 5, 0 } },
    { "2024年01月05日", "2024年01月05日", { DATE_DAY, 2024, 1, 5, 0 } },
    { "2024-12-31", "2024-12-31", { DATE_DAY, 2024, 12, 31, 0 } },
    { "2024－12–31", "2024－12–31", { DATE_DAY, 2024, 12, 31, 0 } },
    { "2024/12/31底", "2024/12/31", { DATE_DAY, 2024, 12, 31, 0 } },
    { "2024／1／2", "2024／1／2", { DATE_DAY, 2024, 1, 2, 0 } },
    { "２０２４年１２月３１日", "２０２４年１２月３１日", { DATE_DAY, 2024, 12, 31, 0 } },
    { "2024年12月底", "2024年12月", { DATE_MONTH, 2024, 12, 0, 0 } },
    { "2024年12月5", "2024年12月", { DATE_MONTH, 2024, 12, 0, 0 } },
    { "2024年第三季度", "2024年第三季度", { DATE_QUARTER, 2024, 0, 0, 3 } },
    { "2024年一季度", "2024年一季度", { DATE_QUARTER, 2024, 0, 0, 1 } },
    { "2024年第4季度", "2024年第4季度", { DATE_QUARTER, 2024, 0, 0, 4 } },
    { "2024年第五季度", "2024年", { DATE_YEAR, 2024, 0, 0, 0 } },
    { "2024年", "2024年", { DATE_YEAR, 2024, 0, 0, 0 } },
    { "2024年12", "2024年", { DATE_YEAR, 2024, 0, 0, 0 } },
    { "12月31日", "12月31日", { DATE_MONTH_DAY, 0, 12, 31, 0 } },
    { "2024年13月40日", "2024年13月40日", { DATE_DAY, 2024, 13, 40, 0 } },
    { "2024年1月0日", "2024年1月0日", { DATE_DAY, 2024, 1, 0, 0 } },
    { "12月0日前", "12月0日", { DATE_MONTH_DAY, 0, 12, 0, 0 } },
    { .text = "12月", .taken = "" },
    { .text = "2024", .taken = "" },
    { .text = "2024-12", .taken = "" },
    { .text = "2024-12-", .taken = "" },
    { .text = "2024-x", .taken = "" },
    { .text = "204年", .taken = "" },
    { .text = "年", .taken = "" },
    { .text = "", .taken = "" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LiteralDate date = { 0 };
      size_t taken = literal_read_date (cases[i].text, strlen (cases[i].text), &date);
      g_autofree char *part = g_strndup (cases[i].text, taken);
      assert_string_equal (part, cases[i].taken);
      if (!taken)
        continue;
      assert_int_equal (date.precision, cases[i].date.precision);
      assert_int_equal (date.year, cases[i].date.year);
      assert_int_equal (date.month, cases[i].date.month);
      assert_int_equal (date.day, cases[i].date.day);
      assert_int_equal (date.quarter, cases[i].date.quarter);
    }
}

/* The length given is the end, whatever stands behind it. */
static void
test_length (void **state)
{
  LiteralDate date;
  g_autoptr (GString) digits = g_string_new (NULL);
  (void)state;
  assert_int_equal (literal_read_date ("2024年12月31日", strlen ("2024年12月"), &date),
                    strlen ("2024年12月"));
  assert_int_equal (literal_read_date ("2024年12月31日", 3, &date), 0);
  assert_int_equal (literal_split_quantity ("12345个", 3, digits), 3);
  assert_string_equal (digits->str, "123");
}

static void
test_quantities (void **state)
{
  static const struct
  {
    const char *text, *number, *unit;
  } cases[] = {
    { .text = "150个", .number = "150", .unit = "个" },
    { .text = "7.31件/万人", .number = "7.31", .unit = "件/万人" },
    { .text = "530元/人·月", .number = "530", .unit = "元/人·月" },
    { .text = "530元／人*月", .number = "530", .unit = "元/人·月" },
    { .text = "530元/人・月", .number = "530", .unit = "元/人·月" },
    { .text = "９５．５％", .number = "95.5", .unit = "%" },
    { .text = "10\"台(套)\"", .number = "10", .unit = "台(套)" },
    { .text = "1,100个", .number = "1100", .unit = "个" },
    { .text = "1，100个", .number = "1100", .unit = "个" },
    { .text = "0.5", .number = "0.5", .unit = "" },
    { .text = "个", .number = "", .unit = "个" },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) number = g_string_new (NULL);
      g_autoptr (GString) unit = g_string_new (NULL);
      size_t length = strlen (cases[i].text), at = literal_split_quantity (cases[i].text, length, number);
      literal_append_unit (unit, cases[i].text + at, length - at);
      assert_string_equal (number->str, cases[i].number);
      assert_string_equal (unit->str, cases[i].unit);
    }
}

static void
test_strings (void **state)
{
  static const struct
  {
    const char *text, *content;
    size_t bad; /* offset of the escape that is none; 0: none is */
  } cases[] = {
    { .text = "\"甲乙\"", .content = "甲乙" },
    { .text = "\"\"", .content = "" },
    { .text = "\"a\\\"b\\\\c\\nd\"", .content = "a\"b\\c\nd" },
    { .text = "\"\\u{4E2D}\\u{a}\"", .content = "中\n" },
    { .text = "\"\\u{1F600}\"", .content = "😀" },
    { .text = "“甲\\n”", .content = "甲\\n" },
    { .text = "「甲“乙”」", .content = "甲“乙”" },
    { .text = "“未完", .content = "未完" },
    { .text = "「未完", .content = "未完" },
    { .text = "\"未完", .content = "未完" },
    { .text = "\"", .content = "" },
    { .text = "\"a\\t\"", .bad = 2 },
    { .text = "\"ab\\u{}\"", .bad = 3 },
    { .text = "\"\\u{D800}\"", .bad = 1 },
    { .text = "\"\\u{110000}\"", .bad = 1 },
    { .text = "\"\\u{0}\"", .bad = 1 },
    { .text = "\"\\u{12\"", .bad = 1 },
    { .text = "\"\\u{1234567}\"", .bad = 1 },
    { .text = "\"\\u4E2D\"", .bad = 1 },
    { .text = "\"\\", .bad = 1 },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) content = g_string_new (NULL);
      size_t bad = 0;
      bool ok = literal_append_string (content, cases[i].text, strlen (cases[i].text), &bad);
      assert_int_equal (ok, cases[i].bad == 0);
      assert_int_equal (bad, cases[i].bad);
      if (ok)
        assert_string_equal (content->str, cases[i].content);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_dates),
    cmocka_unit_test (test_length),
    cmocka_unit_test (test_quantities),
    cmocka_unit_test (test_strings),
  };
  return cmocka_run_group_tests_name ("literal", tests, NULL, NULL);
}
