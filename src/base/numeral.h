/* Chinese numerals: 一, 两, 十二, 一百零五. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Reads the whole number in Chinese numerals at the start of TEXT, up to 9999: 万 and 亿 are multipliers of
   units. The bytes it takes, 0 if there is none; `一二三` is none. */
size_t numeral_read (const char *text, size_t length, int64_t *ret_value);
