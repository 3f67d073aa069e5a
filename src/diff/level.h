/* Level targets as sets of names, and words that are no level. */
#pragma once
#include "diff/target.h"

/* What compare_targets says of two of them, OLD's first; INDICATORS NULL: nothing is confirmed.  Only scales that correspond are compared,
   and of them only the names that both have: what else differs between them is a change of the scale. */
void compare_levels (const Side *const sides[2], const Target *const targets[2], const Indicator *const indicators[2],
                     TargetComparison *comparison);
/* True if the two are one scale: of the same name, or of the same levels in the same order, whatever they are called and earn. */
bool scales_correspond (const Scale *old, const Scale *new);
