/* Results of tests: for people, as TAP 14, as JUnit XML, as JSON (doc/schema/test.json). */
#pragma once
#include "test/test.h"

void report_test_text (const TestReport *report, bool color, GString *out);
void report_test_tap (const TestReport *report, GString *out);
void report_test_junit (const TestReport *report, GString *out);
void report_test_json (const TestReport *report, GString *out);

/* `file:line:column` of the case; TEST: its name. (owned) */
char *case_place (const CaseResult *result);
/* The kinds of coverage in words: N_ ("arms of rules"). */
const char *cover_words (CoverKind kind);
