/* Two targets as sets on one axis, decided exactly: no value is sampled.  The witnesses are actual values that the evaluator itself
   has found to meet the one target and to miss the other.

   What may occur is each side's own: days; of a unit that is 整数 the multiples of its step; of another every number.  Values below 0
   are among them, since the evaluator takes them (净增人数 −5人): ≤7个 is looser than 0个..7个.  A set ends where the last value stands
   that may occur (>10个 is [11,∞), >1打 of whole dozens [24,∞)), and the two are compared as intervals.  So they are equal if each value
   that may occur on either side is in both or in neither; and >10箱 is looser than ≥11箱 where fractions of a 箱 occur before and not
   after, while ≥11箱 then stays the same.  A value that cannot occur on a side misses its target; a witness may occur on the side that
   it meets. */
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
  const char *old_text; /* of a deadline that moves with the year the day for OLD; NULL: the same */
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
/* The bounds of a target of numbers in base units: `240个`, `240个~480个`. (in ARENA) */
const char *target_in_base (const Side *side, const Target *target, Arena *arena);
/* The set in a normal form that does not depend on how it was written, for fingerprints: `[150,∞)个`. (in ARENA) */
const char *target_normal_form (const Side *side, const Target *target, Arena *arena);
