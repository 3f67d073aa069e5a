/* What the scanner's rules do where a pattern alone cannot decide.  Each returns the token's kind or how many bytes it takes. */
#pragma once
#include "grammar/scan.h"

void scan_add (Scanner *scanner, int kind);
/* Bytes of the date at the start of TEXT (what follows, such as 前, is read again). Reports an impossible date? No: sema does. */
uint32_t scan_date (Scanner *scanner, const char *text, uint32_t length);
/* Bytes of number and unit at the start of TEXT, without a suffix such as 以内. */
uint32_t scan_quantity (const char *text, uint32_t length);
/* The bytes of the same up to a `*` or `/` after which no unit can stand: a value of rules, or a call. */
uint32_t scan_unit (const Scanner *scanner, const char *text, uint32_t length);
/* True if the LENGTH bytes are digits and a point only. */
bool scan_is_number (const char *text, uint32_t length);
uint32_t scan_name (Scanner *scanner, const char *text, uint32_t length, int *ret_kind);
int scan_string (Scanner *scanner, const char *text, uint32_t length);
int scan_unclosed (Scanner *scanner, const char *closing);
int scan_grouped_number (Scanner *scanner, const char *text, uint32_t length);
int scan_bad_number (Scanner *scanner, const char *text, uint32_t length);
int scan_parenthesis (Scanner *scanner);
/* Of a conflict only the first side is read. */
int scan_conflict_marker (Scanner *scanner, const char *mark);
int scan_stray (Scanner *scanner, const char *text, uint32_t length);
