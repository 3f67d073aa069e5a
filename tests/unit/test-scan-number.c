/* Tests of what src/syntax/scan-number.c answers about a text alone.  What it reports is tested through the
   scanner, in test-scan and the goldens. */
#include "syntax/scan-number.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "grammar/parse.h"

static void
test_quantity (void **state)
{
  static const struct
  {
    const char *text, *rest; /* REST is left for the next token */
  } cases[] = { { "20公里", "" },
                { "20公里以内", "以内" },
                { "20公里内", "内" },
                { "5个工作日之前", "之前" },
                { "3月底之前", "底之前" },
                { "3月底前", "底前" },
                { "3月底", "底" },
                { "95%以上", "以上" },
                { "20", "" } };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t length = strlen (cases[i].text);
      assert_string_equal (cases[i].text + scan_quantity (cases[i].text, (uint32_t)length), cases[i].rest);
    }
}

static void
test_suffix (void **state)
{
  (void)state;
#define KIND(text) scan_suffix (text, (uint32_t)strlen (text))
  assert_int_equal (KIND ("以上"), TOK_SUFFIX_AT_LEAST);
  assert_int_equal (KIND ("内"), TOK_SUFFIX_AT_MOST);
  assert_int_equal (KIND ("底之前"), TOK_SUFFIX_BY);
  assert_int_equal (KIND ("以上的"), 0);
  assert_int_equal (KIND ("以"), 0);
  assert_int_equal (KIND (""), 0);
}

static void
test_digits (void **state)
{
  static const struct
  {
    const char *text;
    bool is_number, is_digit,
        follows; /* all of it is a number; it begins with a digit; or with a minus and one */
  } cases[] = {
    { "12", true, true, true },     { "1.5", true, true, true },    { "５", true, true, true },
    { "12个", false, true, true },  { "-5", false, false, true },   { "－５", false, false, true },
    { "-", false, false, false },   { "--5", false, false, false }, { ",5", false, false, false },
    { "，5", false, false, false }, { "个5", false, false, false }, { "", false, false, false },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t length = strlen (cases[i].text);
      if (cases[i].is_digit)
        assert_int_equal (scan_is_number (cases[i].text, (uint32_t)length), cases[i].is_number);
      assert_int_equal (scan_is_digit (cases[i].text, length), cases[i].is_digit);
      assert_int_equal (scan_digit_follows (cases[i].text, length), cases[i].follows);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_quantity),
    cmocka_unit_test (test_suffix),
    cmocka_unit_test (test_digits),
  };
  return cmocka_run_group_tests_name ("scan-number", tests, NULL, NULL);
}
