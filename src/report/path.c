/* Where a row of a result stands among the tiers, and whether its score is one figure.  Used by every form of
   a report. */
#include "report/path.h"

const char *
path_tier_name (const Indicator *indicator, unsigned level)
{
  for (const Tier *tier = indicator->tier; tier; tier = tier->parent)
    if (tier->level == level)
      return tier->name->text;
  return NULL;
}

void
path_write (JsonWriter *json, const Indicator *indicator)
{
  json_begin_array (json, true);
  for (unsigned level = 1; level <= 2; level++)
    if (path_tier_name (indicator, level))
      json_string (json, path_tier_name (indicator, level));
  json_string (json, indicator->name->text);
  json_end_array (json);
}

bool
row_score_known (const RowResult *row)
{
  return row->status != STATUS_NA && row->has_score && rational_equal (row->score_min, row->score_max);
}

bool
tier_score_known (const TierResult *tier)
{
  return rational_equal (tier->score_min, tier->score_max);
}

bool
total_known (const Result *result)
{
  return rational_equal (result->total_min, result->total_max);
}

const char *
scheme_framework_name (const Scheme *scheme)
{
  const Atom *name = scheme->framework->name;
  return name && *name->text ? name->text : NULL;
}

Rational
scheme_weight (const Scheme *scheme, RationalPool *pool)
{
  Rational sum = RATIONAL_ZERO;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    if (scheme->indicators[i]->has_weight)
      sum = rational_add (pool, sum, scheme->indicators[i]->weight);
  return sum;
}
