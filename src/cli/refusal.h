/* What a command writes when what it was given could not be used, to those who asked for a document. */
#pragma once
#include "cli/run.h"

/* Where COMMAND ended with 3, 4 or 5, or with 6 on reading, hence without a result, and FORMAT is sarif or junit: the document that
   says so, to OUTPUT. Otherwise nothing. */
void refusal_write (Run *run, const char *command, const char *format, const char *output);
