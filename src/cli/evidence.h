/* The files of actual values that a command is given. */
#pragma once
#include "cli/definition.h"
#include "eval/actuals.h"

typedef struct
{
  const char *input_format; /* jx, csv, tsv, json, jsonl; NULL: by the name of the file */
  const char *encoding;     /* of tables: utf-8, gb18030; NULL: utf-8 */
} EvidenceOptions;

/* The lines of a table of options that fill in OPTIONS. */
/* clang-format off */
#define EVIDENCE_OPTIONS(options) \
  { "input-format", 0, OPTION_CHOICE, &(options).input_format, "jx|csv|tsv|json|jsonl", \
    N_ ("kind of standard input and of files with other names") }, \
  { "encoding", 0, OPTION_CHOICE, &(options).encoding, "utf-8|gb18030", N_ ("encoding of tables (default: utf-8)") }
/* clang-format on */

typedef enum
{
  EVIDENCE_JX,
  EVIDENCE_CSV,
  EVIDENCE_TSV,
  EVIDENCE_JSON,
  EVIDENCE_JSON_LINES,
  EVIDENCE_UNKNOWN
} EvidenceKind;

EvidenceKind evidence_kind (const char *path, const EvidenceOptions *options);
/* Whether FILES may be read as they are named, judged before anything is read. False: reported as usage. */
bool evidence_check (Run *run, const Definition *definition, char *const *files,
                     const EvidenceOptions *options);
/* True if FILE, one of FILES, is among those before it, by whatever name. */
bool evidence_repeats (char *const *files, char *const *file);

/* Reads FILES (ends with NULL; none: the 实绩 blocks of the definition) into ACTUALS, each file once. What
   they hold lives as long as KEEP, which it is added to. False: a usage error, or nothing could be read
   (reported); rows refused are only reported. */
bool evidence_read (Run *run, const Definition *definition, char *const *files,
                    const EvidenceOptions *options, Actuals *actuals, GPtrArray *keep);

/* Leaves the account of the rows for the last line on standard error; false if it does not balance, which is
   our fault. */
bool evidence_account (Run *run, const RowAccount *account);
/* Reports rows that were given and all the same have no score. */
void evidence_report_open (const Result *result, const Actuals *actuals);
