/* What a word is. */
#pragma once
#include "grammar/scan.h"

/* The bytes that the first token of TEXT, which is matched as a name, takes of it; *RET_KIND is its kind.
   What is written otherwise than it should be (a blank before a suffix, a word for a sign, a character that
   no name has) is reported with its repair. */
uint32_t scan_name (Scanner *scanner, const char *text, uint32_t length, int *ret_kind);
