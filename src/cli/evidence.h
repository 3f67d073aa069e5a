/* The files of actual values that a command is given. */
#pragma once
#include "cli/definition.h"
#include "eval/actuals.h"

typedef struct
{
  const char *input_format; /* jx, csv, tsv, json, jsonl; NULL: by the name of the file */
  const char *encoding;     /* of tables: utf-8, gb18030; NULL: utf-8 */
} EvidenceOptions;

/* Reads FILES (ends with NULL; none: the 实绩 blocks of the definition) into ACTUALS, each file once. What
   they hold lives as long as KEEP, which it is added to. False: a usage error, or nothing could be read
   (reported); rows refused are only reported. */
bool evidence_read (Run *run, const Definition *definition, char *const *files,
                    const EvidenceOptions *options, Actuals *actuals, GPtrArray *keep);
