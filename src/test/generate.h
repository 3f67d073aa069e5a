/* Writing 测试 for review: the boundary cases that nobody has written yet, with the scores that they get now.
 */
#pragma once
#include "test/coverage.h"

/* Appends a 测试 block for each rule and target of MODEL's schemes and tests, with the values on both sides
   of each bound, or the levels, that COVERAGE (of all tests that were run) does not know; not laid out.  How
   many blocks that were. */
unsigned test_generate (Model *model, const Coverage *coverage, GString *out);
