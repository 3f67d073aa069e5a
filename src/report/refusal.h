/* Why a run came to no result, as a whole document for the machines that wait for one: a viewer or a build
   server that finds no file shows nothing at all.  The same diagnostics go to standard error. */
#pragma once
#include "source/diag.h"

/* SARIF 2.1.0: no results, an execution that failed with EXIT_CODE, and a notification for each of DIAGS
 * (Diag). */
void report_refusal_sarif (const GPtrArray *diags, int exit_code, GString *out);
/* JUnit: one suite named COMMAND; a case with an error for each error of DIAGS. */
void report_refusal_junit (const GPtrArray *diags, const char *command, GString *out);
