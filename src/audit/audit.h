/* Audit: what is claimed against what is computed.  Runs 检查 over a scored scheme and splits the difference of the totals by
   cause.  Which checks there are, and what they say, is library code; this only fills in the values that they read. */
#pragma once
#include "eval/score.h"

/* A check as it was run: with the settings of the scheme, then those of the command line; of two for one thing the later holds. */
typedef struct
{
  const Check *check;
  const CheckSetting *off;  /* what switched it off, or NULL */
  Severity severity;
  const Rational *params;   /* base values, and the measures in which they were written */
  const Measure *const *measures;
} AuditCheck;

typedef struct
{
  const Check *check;         /* NULL: a fault of a row, from the diagnostic `code` */
  DiagCode code;              /* of a fault */
  Severity severity;
  Scope subject;
  const Indicator *indicator; /* of OF_INDICATOR; of OF_PAIR the newer one, or the older where it was dropped; a fault is of one if
                                 it is known of which */
  const Tier *tier;           /* of OF_TIER */
  const char *message;
  const char *detail;         /* what was said of the row when it was read, where a check covers that; or NULL */
  const char *file;           /* the place of the actual value, or else of the definition; NULL: none */
  unsigned line, column;      /* from 1; 0: the place is the file */
  const char *at;             /* the same as `file:line:column`, or NULL */
} Finding;

/* Parts of computed − claimed; they add up to it exactly. */
typedef struct
{
  bool known;                 /* a total was claimed */
  Rational addition;          /* the claims of the rows, each no more than its weight, against the claimed total */
  Rational missed_full;       /* rows that missed their target and claim full marks */
  Rational other;             /* all other rows */
  bool has_claims;            /* some row claims something, whether a total is claimed or not */
  Rational claims;            /* these together, each no more than its weight */
} AuditCauses;

typedef struct
{
  const Scheme *scheme;
  const Result *result;         /* NULL: of two years */
  unsigned n_findings;
  const Finding *findings;    /* by severity (errors first), then check, then row */
  unsigned n_checks;
  const AuditCheck *checks;     /* all that look at one year, or at two, in the order of reading */
  unsigned n_settings;
  const CheckSetting *settings; /* of these: the scheme's, then the command line's */
  AuditCauses causes;
  const Result *literal;        /* as the scheme's sentences read literally; NULL: it has none that states a weight only */
} AuditReport;

/* The report lives in ARENA. FAULTS: diagnostics of reading the actual values (Diag *; may be NULL); each is a finding, unless a
   finding about the same row covers it, of a check that asks whether the row could be read.  SETTINGS: the command line's. */
const AuditReport *audit_run (Model *model, const Scheme *scheme, const Actuals *actuals, const Result *result,
                              const GPtrArray *faults, const CheckSetting *settings, unsigned n_settings, Arena *arena);
unsigned audit_count (const AuditReport *report, Severity severity);
/* The name by which scripts know a finding: its check's, or the code of the fault. */
const char *finding_name (const Finding *finding);
