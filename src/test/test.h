/* Running 测试: every case is read, scored and audited as a filed table would be, and compared with what it
 * expects. */
#pragma once
#include "audit/audit.h"
#include "test/coverage.h"

typedef struct
{
  const TestBlock *block;
  const TestCase *test_case; /* NULL: not a case, but the actual values of a scheme that could not be read */
  bool passed;
  const char *text;      /* the case as written, in one line */
  Span span;             /* of it, in the block's source */
  const char *expected;  /* what did not come: `得分 8.34, 达成`; NULL if nothing is missing */
  const char *got;       /* what came in its place */
  const char *values_of; /* `反向比例 (rules.jx:38:3)`; NULL: no values to show */
  const char
      *values; /* the lines of the arm, or of the condition of a check, with the values of their parts */
  const char
      *faults; /* what was reported while the case was read and scored, as text; NULL: nothing unexpected */
} CaseResult;

/* Runs the tests of MODEL (sema_build_tests) and adds a CaseResult (in ARENA) for each case to RESULTS.  What
   a case makes the evaluator report belongs to the case and does not reach the session's sink.  STRICT: a
   rule that gives less than 0 or more than the weight, which scoring puts right, fails the case. */
void test_run (Model *model, bool strict, Coverage *coverage, Arena *arena, GPtrArray *results);

typedef struct
{
  const GPtrArray *results; /* CaseResult *, in the order of the files */
  unsigned passed, failed;
  const GPtrArray *points; /* CoverPoint *, see coverage_points */
  const char *percent;     /* covered, of 100, cut (never rounded up) to two places */
  bool enough;             /* at least what --fail-under wants */
} TestReport;
