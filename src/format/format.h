/* One canonical layout of a file: a function of its tree, its comments and its blank lines, never of where
   the author broke lines.  Formatting what was formatted changes nothing, the text reads back to the same
   tree, and no comment is lost. */
#pragma once
#include "syntax/unit.h"

typedef enum
{
  FORMAT_KEEP,    /* every keyword as the author spelled it */
  FORMAT_CHINESE, /* 指标 */
  FORMAT_ENGLISH  /* indicator */
} FormatKeywords;

/* Appends the whole file UNIT, which was read as UNIT_MODULE and without an error (unit->ok). */
void format_unit (const Unit *unit, FormatKeywords keywords, GString *out);
