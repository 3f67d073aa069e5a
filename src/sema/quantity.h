/* Literals with meaning: numbers with units to base values, dates to days. */
#pragma once
#include "base/date.h"
#include "sema/measure.h"
#include "syntax/literal.h"

/* NODE is QUANTITY, NUMBER, DATE of year precision (read as a number of 年), or NEGATIVE or GROUP of one. The value is in base
   units. False: reported, or reported before by the scanner. */
bool quantity_read (Session *session, MeasureTable *table, const Unit *unit, const AstNode *node, Rational *ret_value,
                    const Measure **ret_measure);
/* The days of a DATE node, first and last; YEAR completes one without a year (0: there is none, an error). */
bool date_read (Session *session, const Unit *unit, const AstNode *node, int year, Day *ret_first, Day *ret_last,
                DatePrecision *ret_precision);
/* Reports an unknown unit at SPAN with the nearest declared one; NULL if only its declaration is faulty, which was reported. */
Diag *report_unknown_unit (Session *session, MeasureTable *table, Source *source, Span span, const char *unit_text);
