/* Targets: which direction a target without a sign was given and why, and costs that ask for more. */
#include "base/i18n.h"
#include "sema/advise.h"

static const char *
reason (DirectionFrom from)
{
  switch (from)
    {
    case FROM_INDICATOR:
      return _ ("its own 方向 says so");
    case FROM_ZERO:
      return _ ("zero is asked for");
    case FROM_DURATION:
      return _ ("a duration is a ceiling");
    case FROM_NAME:
      return _ ("its name has one of the 正向词 of its tier");
    case FROM_TIER:
      return _ ("the 方向 of its tier says so");
    case FROM_SIGN:
    case FROM_DATE:
    case FROM_LEVEL:
    case FROM_DEFAULT:
      break;
    }
  return _ ("more is better unless 方向 says otherwise");
}

static const char *
sign (Direction direction)
{
  return direction == DIRECTION_UP ? "≥" : direction == DIRECTION_DOWN ? "≤" : "=";
}

void
advise_bare_targets (Model *model, const Scheme *scheme)
{
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      const Target *target = &indicator->target;
      g_autofree char *taken = NULL;
      Diag *diag;
      Span span;
      if (!indicator->ok || !target->bare || target->is_date || indicator->from_framework)
        continue;
      taken = g_strconcat (sign (target->direction), target->text, NULL);
      span = unit_node_span (indicator->origin.unit, target->node);
      diag = diag_report (model->session->sink, DIAG_bare_target, indicator->origin.unit->source, span, target->text, taken,
                          reason (target->from), NULL);
      diag_fix (diag, indicator->origin.unit->source, (Span) { span.start, span.start }, sign (target->direction));
    }
}

/* A deadline in another year than the scheme's is legal, but more often last year's table. */
void
advise_deadlines (Model *model, const Scheme *scheme)
{
  for (unsigned i = 0; i < scheme->n_indicators && scheme->has_year; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      const Target *target = &indicator->target;
      g_autofree char *expected = g_strdup_printf ("%d", scheme->year), *found = NULL;
      int year, month, day;
      if (!indicator->ok || !target->is_date || !target->has_upper || indicator->from_framework)
        continue;
      date_from_day ((Day)target->upper.num - (target->upper_open ? 1 : 0), &year, &month, &day);
      if (year == scheme->year)
        continue;
      found = g_strdup_printf ("%d", year);
      report_node (model, DIAG_deadline_other_year, indicator->origin.unit, target->node, expected, found);
    }
}

void
advise_costs (Model *model, const Scheme *scheme)
{
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      Direction of_tier;
      if (indicator->ok && indicator_tier_direction (indicator, &of_tier) && of_tier == DIRECTION_DOWN
          && indicator->target.direction == DIRECTION_UP && !indicator->target.is_date)
        report_node (model, DIAG_cost_at_least, indicator->origin.unit, indicator->target.node, indicator->target.text, NULL);
    }
}
