/* What the forms of a report share: where a row stands, and what is known of its score. */
#pragma once
#include "report/report.h"
#include "table/json-writer.h"

/* The name of INDICATOR's tier of LEVEL (1 or 2), or NULL if it stands in none. */
const char *path_tier_name (const Indicator *indicator, unsigned level);
/* The names of INDICATOR's tiers and its own, as a JSON array. */
void path_write (JsonWriter *json, const Indicator *indicator);
/* Known: one figure, not an interval. */
bool row_score_known (const RowResult *row);
bool tier_score_known (const TierResult *tier);
bool total_known (const Result *result);
/* The framework's name, or NULL for a scheme without one. */
const char *scheme_framework_name (const Scheme *scheme);
/* The points of all indicators together. */
Rational scheme_weight (const Scheme *scheme, RationalPool *pool);
