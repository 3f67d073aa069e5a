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

/* What the claims of rows make together, as a filer who follows the framework adds up: each no more than its weight; a row that is
   不适用 and claims nothing as 不适用按 has it, the total rounded where it is rescaled.  Rows whose weight is 0 count for nothing. */
typedef struct
{
  bool any;                   /* some row states a claim; otherwise there is no sum */
  unsigned n_unstated;        /* rows that apply and state none */
  unsigned n_na;              /* rows that are 不适用 */
  Rational low, high;         /* with nothing, and with full marks, for those that state none */
} ClaimSum;

/* Parts of computed − claimed.  They add up to it exactly, at both ends where one of them, and the computed total, is an interval. */
typedef struct
{
  bool known;                 /* a total was claimed, some row claims something, and there is a computed total */
  bool has_addition;          /* every row states a claim */
  Rational addition;          /* the sum of the claims less the claimed total */
  Rational missed_full;       /* rows that missed their target and claim full marks: score less claim */
  Rational other;             /* the other rows that claim something and could be scored */
  unsigned n_unscored;        /* rows that claim something and could not be scored */
  Rational unscored_low, unscored_high;
  Rational rest_low, rest_high; /* without has_addition: the addition and the rows that state no claim, which cannot be told apart */
  ClaimSum claims;            /* whether a total is claimed or not */
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
