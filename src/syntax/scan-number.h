/* Numbers, quantities and dates where a pattern alone cannot decide: how many bytes they take, or the kind of
 * the token. */
#pragma once
#include "grammar/scan.h"

/* Bytes of the date at the start of TEXT (what follows, such as 前, is read again).  That it exists is not
 * asked here. */
uint32_t scan_date (Scanner *scanner, const char *text, uint32_t length);
/* Bytes of number and unit at the start of TEXT, without a suffix such as 以内. */
uint32_t scan_quantity (const char *text, uint32_t length);
/* The token of the suffix that TEXT is, 0 if it is none. */
int scan_suffix (const char *text, uint32_t length);

/* True if the LENGTH bytes, which begin with a digit, are digits and a point only. */
bool scan_is_number (const char *text, uint32_t length);
/* True if a digit begins TEXT, which may be empty. */
bool scan_is_digit (const char *text, size_t length);
/* The same, or a minus and a digit. */
bool scan_digit_follows (const char *text, size_t length);

/* `1,100个`: reported. */
int scan_grouped_number (Scanner *scanner, const char *text, uint32_t length);
/* Reported: no number, or two of them joined by a word. */
int scan_bad_number (Scanner *scanner, const char *text, uint32_t length);
