/* One of the two definitions that are compared, and what of its values stands on which axis.  Both are read in one session, so that
   atoms and numbers are shared; measures and dimensions are each model's own and compare by their text in base units. */
#pragma once
#include "eval/actuals.h"

typedef struct
{
  Model *model;
  const Scheme *scheme;
} Side;

/* Years to add to dates of OLD, so that they stand where NEW's year has them.  A deadline moves with the year of its scheme if it lies
   as many years from it on both sides: 2024年12月31日前 of 2024 is 2025年12月31日前 of 2025, 2025年3月1日前 of 2024 is 2026年3月1日前 of
   2025, and of a range each end has its own distance.  An open bound counts as the day next to it.  0 if an end that both have lies at
   another distance (2026年6月30日前 of both is one day), if they have no end in common and their ends are not all at one distance, or
   if a year is not known. */
int side_year_shift (const Side *old, const Target *old_target, const Side *new, const Target *new_target);
/* The same for a deadline of NEW that OLD has not, nor another day in its place: OLD's days move if all its ends lie in the year of NEW. */
int side_own_year_shift (const Side *old, const Side *new, const Target *new_target);
/* DAY, N years later; the last day of February for its 29th. */
Day side_shift_day (Day day, int years);
/* DAY, a value of OLD's, where NEW's year has it, that is YEARS later.  It stays on its side of OLD's bounds also where the 28th and the
   29th of February fall on one day, and a NEW bound on the 29th counts as the 28th: so comparing targets reckons.  OLD_TARGET NULL: it has
   no bounds. */
Day side_carry_day (const Target *old_target, const Target *new_target, Day day, int years);
/* True if values of the two targets are of one kind: numbers of one dimension, dates, or levels.  A bare 0 has every unit; a bare number
   is no %, as in actual values. */
bool side_same_axis (const Target *old_target, const Target *new_target);
/* True of a target that is a bare 0 or bounded by it: values of every unit meet or miss it. */
bool side_any_unit (const Target *target);
/* The measure of MODEL in which a base value of DIMENSION, perhaps of another model, keeps its number; NULL: there is none. */
const Measure *side_base_measure (const Model *model, const Dimension *dimension);
/* OTHER, perhaps of another model, in MODEL: as written if it means the same there, else the base measure; NULL: there is none. */
const Measure *side_measure_in (const Model *model, const Measure *other);
/* True if USE, of SIDE, can score TARGET, perhaps of the other side.  A unit that SIDE has not is equal to itself only. */
bool side_rule_fits (const Side *side, const RuleUse *use, const Target *target);
/* What the evaluator says: whether ACTUAL meets the target of INDICATOR, of SIDE. */
bool side_is_met (const Side *side, const Indicator *indicator, const Actual *actual);
