/* The one evaluator: actuals under a scheme to a result.  Scoring a row allocates nothing (unless a number
 * outgrows 64 bits). */
#pragma once
#include "eval/actuals.h"

typedef struct Trace Trace;

/* All rows, tiers, total and grade. The result lives in ARENA; what could not be scored is reported to the
 * model's sink. */
const Result *score_scheme (Model *model, const Scheme *scheme, const Actuals *actuals, Arena *arena);
/* The same, and what was done for each row is written into TRACES, one for each of scheme->indicators
 * (eval/trace.h). */
const Result *score_scheme_traced (Model *model, const Scheme *scheme, const Actuals *actuals, Arena *arena,
                                   Trace *const *traces);

/* One row (what score_scheme does for each). ACTUALS, for facts and formulas, may be NULL. False: the row is
   invalid, and why was reported. */
bool score_row (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual,
                const Actuals *actuals, RowResult *ret_row);
/* The same, and what was done is written into TRACE. */
bool score_row_traced (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual,
                       const Actuals *actuals, Trace *trace, RowResult *ret_row);

/* What rows add up to, taken one by one in any order. */
typedef struct
{
  Rational low, high; /* with what has no score as 0, and as full marks */
  Rational na;        /* the weights of what does not apply */
  bool complete;      /* every row has a score or is 不适用 */
} ScoreSum;

#define SCORE_SUM_INIT ((ScoreSum){ RATIONAL_ZERO, RATIONAL_ZERO, RATIONAL_ZERO, true })

/* What ROW adds to sums under SCHEME's framework, at the lower or the upper end. */
Rational score_share (const Scheme *scheme, const RowResult *row, bool upper);
void score_sum_add (RationalPool *pool, const Scheme *scheme, const RowResult *row, ScoreSum *sum);
/* The total, the grade and what else of RESULT, whose scheme is set, follows from the SUM of its rows. False:
   nothing applies, so that there is no total, and it is the sum as it is; not reported. */
bool score_total (RationalPool *pool, const ScoreSum *sum, Result *result);
/* The tiers of RESULT, without claims, from its rows. */
void score_tiers (RationalPool *pool, Result *result);
void score_report_nothing_applies (Model *model, const Scheme *scheme);

/* The frame in which INDICATOR's rule is evaluated for ACTUAL (its value, computed or given), for those who
   ask more of a row that was scored: ROW is its result. */
void score_frame (Model *model, const Scheme *scheme, const Indicator *indicator, const Actual *actual,
                  const RowResult *row, Frame *ret_frame);
