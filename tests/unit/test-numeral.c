/* Chinese numerals: what is read, how far, and what is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/numeral.h"

static void
test_read (void **state)
{
  static const struct
  {
    const char *text, *numeral;
    int64_t value;
  } cases[] = {
    { "一个", "一", 1 },
    { "两项", "两", 2 },
    { "零", "零", 0 },
    { "十", "十", 10 },
    { "十二天", "十二", 12 },
    { "二十", "二十", 20 },
    { "九十九次", "九十九", 99 },
    { "一百", "一百", 100 },
    { "一百零五个", "一百零五", 105 },
    { "一百一十", "一百一十", 110 },
    { "一千二百三十四", "一千二百三十四", 1234 },
    { "二千〇三", "二千〇三", 2003 },
    { "三万元", "三", 3 },
    { "九千九百九十九亿", "九千九百九十九", 9999 },
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    {
      int64_t value = -1;
      size_t length = numeral_read (cases[i].text, strlen (cases[i].text), &value);
      if (length != strlen (cases[i].numeral) || value != cases[i].value)
        fail_msg ("%s: %zu bytes, %lld", cases[i].text, length, (long long)value);
    }
}

static void
test_none (void **state)
{
  static const char *const cases[] = { "",     "个",     "1个",  "百",   "千",   "一二三", "一百一",
                                       "十百", "一十百", "零零", "零五", "零十", "二千百" };
  int64_t value;
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (numeral_read (cases[i], strlen (cases[i]), &value) != 0)
      fail_msg ("%s", cases[i]);
  assert_int_equal (numeral_read ("一", 2, &value), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_read), cmocka_unit_test (test_none) };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
