/* The one evaluator: actuals under a scheme to a result.  Scoring a row allocates nothing (unless a number outgrows 64 bits). */
#pragma once
#include "eval/actuals.h"

typedef struct Trace Trace;

/* All rows, tiers, total and grade. The result lives in ARENA; what could not be scored is reported to the model's sink. */
const Result *score_scheme (Model *model, const Scheme *scheme, const Actuals *actuals, Arena *arena);
/* The same, and what was done for each row is written into TRACES, one for each of scheme->indicators (eval/trace.h). */
const Result *score_scheme_traced (Model *model, const Scheme *scheme, const Actuals *actuals, Arena *arena,
                                   Trace *const *traces);

/* One row (what score_scheme does for each). ACTUALS, for facts and formulas, may be NULL. False: the row is invalid, and why
   was reported. */
bool score_row (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual,
                const Actuals *actuals, RowResult *ret_row);
/* The same, and what was done is written into TRACE. */
bool score_row_traced (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual,
                       const Actuals *actuals, Trace *trace, RowResult *ret_row);

/* The frame in which INDICATOR's rule is evaluated for ACTUAL (its value, computed or given), for those who ask more of a row
   that was scored: ROW is its result. */
void score_frame (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual, const RowResult *row,
                  Frame *ret_frame);
