/* Where the unit of a quantity ends. */
#pragma once
#include "grammar/scan.h"

/* The bytes of the number and unit that are TEXT, up to a `*` or `/` after which no unit can stand: a value
 * of rules, or a call. */
uint32_t scan_unit (const Scanner *scanner, const char *text, uint32_t length);
