/* The values that a check may read, of one indicator, tier or scheme. */
#pragma once
#include "audit/audit.h"

typedef struct
{
  Model *model;
  const Scheme *scheme;
  const Actuals *actuals;
  const Result *result;
  const Result *literal; /* as its sentences read literally; NULL: it has none */
} AuditInput;

void subject_of_indicator (const AuditInput *input, const Indicator *indicator, Frame *ret_frame);
/* TIER NULL: the scheme. */
void subject_of_tier (const AuditInput *input, const Tier *tier, Frame *ret_frame);
/* CHECK's sentence, its values filled in; MEASURES: those in which the parameters of FRAME were written. (in ARENA) */
const char *subject_message (const AuditInput *input, const Check *check, const Frame *frame, const Indicator *indicator,
                             const Tier *tier, const Measure *const *measures, Arena *arena);
/* The claim of INDICATOR, also of a row that was refused for something else. False: there is none. */
bool subject_claim (const AuditInput *input, const Indicator *indicator, Rational *ret_claim);
/* The claims of the rows of TIER (NULL: all), each no more than its weight. False: no row claims anything. */
bool subject_claim_sum (const AuditInput *input, const Tier *tier, Rational *ret_sum);
