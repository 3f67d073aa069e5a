/* Audit: what is claimed against what is computed.  Runs 检查 over a scored scheme and splits the difference of the totals by
   cause.  Which checks there are, and what they say, is library code; this only fills in the values that they read. */
#pragma once
#include "eval/score.h"

/* A check switched off or given another severity, by the command line or a scheme; the reason stays in the output. */
typedef struct
{
  const Check *check;
  bool off;
  bool has_severity;
  Severity severity;
  const char *reason; /* or NULL */
} CheckSetting;

typedef struct
{
  const Check *check;         /* NULL: a fault of a row, from the diagnostic `code` */
  DiagCode code;              /* of a fault */
  Severity severity;
  Scope subject;
  const Indicator *indicator; /* of OF_INDICATOR */
  const Tier *tier;           /* of OF_TIER */
  const char *message;
  const char *at;             /* `file:line:column` of the actual value, or else of the definition */
} Finding;

/* Parts of computed − claimed; they add up to it exactly. */
typedef struct
{
  bool known;                 /* a total was claimed */
  Rational addition;          /* the claims of the rows, each no more than its weight, against the claimed total */
  Rational missed_full;       /* rows that missed their target and claim full marks */
  Rational other;             /* all other rows */
} AuditCauses;

typedef struct
{
  const Scheme *scheme;
  const Result *result;
  unsigned n_findings;
  const Finding *findings;    /* by severity (errors first), then check, then row */
  unsigned n_settings;
  const CheckSetting *settings; /* those that changed something */
  AuditCauses causes;
} AuditReport;

/* The report lives in ARENA. FAULTS: diagnostics of reading the actual values, made findings (Diag *; may be NULL). */
const AuditReport *audit_run (Model *model, const Scheme *scheme, const Actuals *actuals, const Result *result,
                              const GPtrArray *faults, const CheckSetting *settings, unsigned n_settings, Arena *arena);
unsigned audit_count (const AuditReport *report, Severity severity);
/* The name by which scripts know a finding: its check's, or the code of the fault. */
const char *finding_name (const Finding *finding);
