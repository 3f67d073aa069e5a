/* A difference divided among the causes. */
#pragma once
#include "diff/hybrid.h"

/* Shapley values: VALUES[s] is what comes out with the causes in the set s from NEW; the parts sum to
 * VALUES[all] − VALUES[none]. */
void parts_of (RationalPool *pool, const Rational values[HYBRID_SETS], Rational ret_parts[CAUSE_N]);
