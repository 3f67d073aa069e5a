/* jixiao eval --by: one definition, many organisations. */
#pragma once
#include "cli/evidence.h"
#include "cli/options.h"

/* What eval is asked for. */
typedef struct
{
  const char *scheme, *format, *output;
  const char *by, *totals, *rejects; /* of many organisations; NULL: not given */
  EvidenceOptions evidence;
  bool partial, all, raw, explain;
} EvalOptions;

/* Whether the options of a batch fit together and to FILES, the definition first. False: reported as usage.
 */
bool eval_batch_check (Run *run, const Command *command, const EvalOptions *options, char *const *files);
/* Scores the organisations of TABLES and writes what OPTIONS ask for. */
void eval_batch (Run *run, const EvalOptions *options, const Definition *definition, char *const *tables);
