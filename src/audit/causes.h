/* What rows claim together, and what makes up the difference between the claimed and the computed total. */
#pragma once
#include "audit/subject.h"

/* True if INDICATOR stands in TIER, at any depth, or if TIER is NULL. */
bool subject_stands_in (const Indicator *indicator, const Tier *tier);
/* The claims of the rows of TIER; NULL: of all, to a total.  Only a total is rescaled, as score_tiers and
 * score_total have it. */
void claims_add_up (const AuditInput *input, const Tier *tier, ClaimSum *ret_sum);
void causes_split (const AuditInput *input, AuditCauses *ret_causes);
