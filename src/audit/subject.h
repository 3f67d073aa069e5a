/* The values that a check may read, of one indicator, tier or scheme, and the sentence that it says of it. */
#pragma once
#include "audit/audit.h"

typedef struct
{
  Model *model;
  const Scheme *scheme;
  const Actuals *actuals;
  const Result *result;
  const Result *literal; /* as its sentences read literally; NULL: it has none */
  const struct SubjectWhole *whole; /* filled by subject_prepare */
} AuditInput;

/* Looks at INPUT's scheme as a whole, once for all its subjects. (in ARENA) */
void subject_prepare (AuditInput *input, Arena *arena);

void subject_of_indicator (const AuditInput *input, const Indicator *indicator, Frame *ret_frame);
/* TIER NULL: the scheme. */
void subject_of_tier (const AuditInput *input, const Tier *tier, Frame *ret_frame);
/* What INDICATOR's target and block say of it, of whatever year; nothing that needs a row.  The frame's pool is set. */
void subject_of_definition (const Indicator *indicator, Frame *frame);
/* The one bound that TARGET, a number or a duration, has, or the upper of a range. False: it has none. */
bool subject_bound (const Target *target, Rational *ret_bound);

/* What a sentence says beyond the values and texts of its frame. */
typedef struct
{
  const Atom *name;       /* never NULL */
  const Tier *above;
  const Measure *measure; /* of values in the subject's own unit */
  Rational day_factor;    /* of values that are dates, or differ as dates do */
} SubjectWords;

void subject_words_of_indicator (const AuditInput *input, const Indicator *indicator, SubjectWords *ret_words);
/* TIER NULL: the scheme. */
void subject_words_of_tier (const AuditInput *input, const Tier *tier, SubjectWords *ret_words);
/* CHECK's sentence, its values filled in; MEASURES: those in which the parameters of FRAME were written. (in ARENA) */
const char *subject_message (const Check *check, const Frame *frame, const SubjectWords *words, const Measure *const *measures,
                             Arena *arena);
/* The claim of INDICATOR, also of a row that was refused for something else. False: there is none. */
bool subject_claim (const AuditInput *input, const Indicator *indicator, Rational *ret_claim);
