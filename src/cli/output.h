/* Where results go: standard output, or a file that is replaced whole: old or new, never half. */
#pragma once
#include "cli/run.h"

/* Closed standard descriptors are opened so that using them fails, and a reader that goes away or a file size
   limit is an error of the write rather than a signal. */
void output_prepare (void);

/* False: reported (but for a reader that went away), and in the exit code. PATH NULL or `-`: standard output.
 */
bool output_write (Run *run, const char *path, const GString *text);
/* The same of a file's content, however large it is. */
bool output_write_mapped (Run *run, const char *path, GMappedFile *mapped);
/* The first, if the file at PATH still holds BYTES; otherwise it is left alone and reported. */
bool output_replace (Run *run, const char *path, const char *bytes, gsize length, const GString *text);
void output_to_stderr (const GString *text);
/* False, reported: standard output was written to, and what it held did not arrive. */
bool output_close_standard (Run *run);

/* False, reported as usage: OUTPUT (NULL: none) is also one of the INPUTS, by whatever name. */
bool output_differs (Run *run, const char *output, char *const *inputs);
/* The same of every file that the session has read. */
bool output_differs_from_read (Run *run, const char *output);
