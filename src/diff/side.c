/* Which values of two definitions can be compared at all, and which day of one year stands for which of
 * another. */
#include "diff/side.h"
#include "eval/score.h"
#include <string.h>

/* Years */

/* The first day that TARGET has, or the last; an open bound has the one next to it. */
static Day
end_day (const Target *target, bool last)
{
  return last ? (Day)target->upper.num - target->upper_open : (Day)target->lower.num + target->lower_open;
}

static bool
has_end (const Target *target, bool last)
{
  return last ? target->has_upper : target->has_lower;
}

static int
year_of (Day day)
{
  int year, month, of_month;
  date_from_day (day, &year, &month, &of_month);
  return year;
}

/* Whether the ends of the two lie at the same distances from the years of their schemes. */
static bool
same_distances (const Target *const target[2], const int year[2])
{
  bool common = false, any = false, alike = true;
  int first = 0;
  for (int last = 0; last < 2; last++)
    {
      int distance[2] = { 0, 0 };
      bool both = has_end (target[0], last) && has_end (target[1], last);
      for (int side = 0; side < 2; side++)
        {
          if (!has_end (target[side], last))
            continue;
          distance[side] = year_of (end_day (target[side], last)) - year[side];
          alike = alike && (!any || distance[side] == first);
          first = any ? first : distance[side];
          any = true;
        }
      if (both && distance[0] != distance[1])
        return false;
      common = common || both;
    }
  return common || alike;
}

int
side_year_shift (const Side *old, const Target *old_target, const Side *new, const Target *new_target)
{
  const Scheme *before = old->scheme, *after = new->scheme;
  if (!old_target->is_date || !new_target->is_date || !before || !after || !before->has_year
      || !after->has_year)
    return 0;
  const Target *targets[] = { old_target, new_target };
  const int years[] = { before->year, after->year };
  return same_distances (targets, years) ? after->year - before->year : 0;
}

int
side_own_year_shift (const Side *old, const Side *new, const Target *new_target)
{
  const Scheme *before = old->scheme, *after = new->scheme;
  if (!new_target->is_date || !before || !after || !before->has_year || !after->has_year)
    return 0;
  for (int last = 0; last < 2; last++)
    if (has_end (new_target, last) && year_of (end_day (new_target, last)) != after->year)
      return 0;
  return after->year - before->year;
}

Day
side_shift_day (Day day, int years)
{
  int year, month, of_month;
  date_from_day (day, &year, &month, &of_month);
  return date_to_day (year + years, month, MIN (of_month, date_month_days (year + years, month)));
}

Day
side_carry_day (const Target *old_target, const Target *new_target, Day day, int years)
{
  Day to = side_shift_day (day, years), bound;
  if (old_target && has_end (old_target, false) && day < (bound = end_day (old_target, false)))
    to = MIN (to, side_shift_day (bound, years) - 1);
  if (old_target && has_end (old_target, true) && day > (bound = end_day (old_target, true)))
    to = MAX (to, side_shift_day (bound, years) + 1);
  if (years == 0 || !has_end (new_target, false))
    return to;
  bound = end_day (new_target, false);
  return to < bound && side_shift_day (side_shift_day (bound, -years), years) == to ? bound : to;
}

/* Kinds */

bool
side_any_unit (const Target *target)
{
  return target->direction != DIRECTION_LEVEL && !target->is_date && !*target->measure->text
         && !(target->has_lower && rational_sign (target->lower) != 0)
         && !(target->has_upper && rational_sign (target->upper) != 0);
}

/* What is written as 95 is never a value of a target in %, nor the other way round. */
static bool
same_measure (const Measure *old, const Measure *new)
{
  const char *text = dimension_text (old->dimension);
  return strcmp (text, dimension_text (new->dimension)) == 0 && (*text || old->ratio == new->ratio);
}

bool
side_same_axis (const Target *old_target, const Target *new_target)
{
  if (old_target->direction == DIRECTION_LEVEL || new_target->direction == DIRECTION_LEVEL)
    return old_target->direction == new_target->direction;
  if (old_target->is_date || new_target->is_date)
    return old_target->is_date == new_target->is_date;
  return side_any_unit (old_target) || side_any_unit (new_target)
         || same_measure (old_target->measure, new_target->measure);
}

const Measure *
side_base_measure (const Model *model, const Dimension *dimension)
{
  const char *text = dimension_text (dimension);
  const Measure *measure = measure_find (model->measures, text);
  return measure && rational_equal (measure->factor, RATIONAL_ONE)
                 && strcmp (dimension_text (measure->dimension), text) == 0
             ? measure
             : NULL;
}

const Measure *
side_measure_in (const Model *model, const Measure *other)
{
  const Measure *measure = measure_find (model->measures, other->text);
  if (measure && rational_equal (measure->factor, other->factor)
      && strcmp (dimension_text (measure->dimension), dimension_text (other->dimension)) == 0)
    return measure;
  return side_base_measure (model, other->dimension);
}

bool
side_rule_fits (const Side *side, const RuleUse *use, const Target *target)
{
  const Measure *measure = side_base_measure (side->model, target->measure->dimension);
  Target copy = *target;
  copy.measure = measure ? measure : measure_own (side->model->measures);
  return rule_use_fits (side->model, use, &copy);
}

bool
side_is_met (const Side *side, const Indicator *indicator, const Actual *actual)
{
  RowResult row = { .indicator = indicator };
  Frame frame;
  score_frame (side->model, side->scheme, indicator, actual, &row, &frame);
  return frame.met;
}
