/* Two targets as sets on one axis, decided exactly: no value is sampled.  The witnesses are actual values that the evaluator itself
   has found to meet the one target and to miss the other. */
#pragma once
#include "base/arena.h"
#include "diff/side.h"

typedef enum
{
  TARGETS_EQUAL,
  TARGETS_TIGHTENED, /* the new set is a proper part of the old one */
  TARGETS_LOOSENED,
  TARGETS_CROSSING,
  TARGETS_DISJOINT,
  TARGETS_INCOMPARABLE
} TargetRelation;

typedef struct
{
  bool found;
  Rational value;    /* in base units; a Day of NEW's year for dates; unused for levels */
  const char *text;  /* as an actual value: `165批次`; of a level its name (in the arena) */
} TargetWitness;

typedef struct
{
  TargetRelation relation;
  bool direction_differs;        /* and the axis is the same */
  TargetWitness only_old, only_new; /* meets OLD and misses NEW; and the other way round */
  bool unconfirmed;              /* the evaluator did not confirm a witness, which was dropped: our bug */
} TargetComparison;

/* OLD_INDICATOR's target against NEW_INDICATOR's. */
void compare_targets (const Side *old, const Indicator *old_indicator, const Side *new, const Indicator *new_indicator, Arena *arena,
                      TargetComparison *ret_comparison);
/* The same of two targets without rules (其中); nothing is confirmed. */
void compare_target_sets (const Side *old, const Target *old_target, const Side *new, const Target *new_target, Arena *arena,
                          TargetComparison *ret_comparison);
/* The set in a normal form that does not depend on how it was written, for fingerprints: `[150,∞)个`. (in ARENA) */
const char *target_normal_form (const Side *side, const Target *target, Arena *arena);
