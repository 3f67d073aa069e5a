/* Normal forms of expressions and rules: equal forms, equal functions, whatever the spelling, brackets, units, the language of keywords
   and, where it decides nothing, the order of operands.  Fingerprints of approval lists are made of them, so that the words in them
   are permanent. */
#pragma once
#include "sema/model.h"

/* Functions of the language are written out; of one that counts working days, the calendars of the definition's own files stand in it. */
void expr_append_normal (GString *out, const Expr *expr);
/* The same without the calendars. */
void expr_append_timeless (GString *out, const Expr *expr);
/* The arms of RULE, in order. */
void rule_append_normal (GString *out, const Rule *rule);
/* The 要求 of RULE, in whatever order they stand, with their texts: no score depends on them, and they are no part of the form above. */
void rule_append_requirements (GString *out, const Rule *rule);
/* The days that CALENDAR says, of its year. */
void calendar_append_normal (GString *out, const Calendar *calendar);
