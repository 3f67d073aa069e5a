/* Which values of two definitions can be compared at all, and which day of one year stands for which of
 * another. */
#include "diff/side.h"
#include "eval/score.h"
#include <string.h>

/* Years */

static bool
is_of_year (Rational day, int year)
{
  int of, month, day_of_month;
  date_from_day ((Day)day.num, &of, &month, &day_of_month);
  return of == year;
}

/* An open bound is of the year that it names, and of that of the day next to it: <2025年1月1日 ends 2024. */
static bool
bound_is_of_year (Rational bound, bool open, int inside, int year)
{
  return is_of_year (bound, year) || (open && is_of_year (RATIONAL_INT (bound.num + inside), year));
}

static bool
target_is_of_year (const Target *target, int year)
{
  return (!target->has_lower || bound_is_of_year (target->lower, target->lower_open, 1, year))
         && (!target->has_upper || bound_is_of_year (target->upper, target->upper_open, -1, year));
}

int
side_year_shift (const Side *old, const Target *old_target, const Side *new, const Target *new_target)
{
  const Scheme *before = old->scheme, *after = new->scheme;
  if (!old_target->is_date || !new_target->is_date || !before || !after || !before->has_year
      || !after->has_year)
    return 0;
  return target_is_of_year (old_target, before->year) && target_is_of_year (new_target, after->year)
             ? after->year - before->year
             : 0;
}

Day
side_shift_day (Day day, int years)
{
  int year, month, of_month;
  date_from_day (day, &year, &month, &of_month);
  return date_to_day (year + years, month, MIN (of_month, date_month_days (year + years, month)));
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
