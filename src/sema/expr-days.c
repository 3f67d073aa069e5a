/* Working days in expressions: 工作日数 counts those between two dates, 工作日后 gives the n-th after a date,
   both by the calendars of the model that the expression was resolved for; the day after the start is day 1.
   A moment within a day is that day. */
#include "base/i18n.h"
#include "base/limits.h"
#include "sema/calendar.h"
#include "sema/expr-private.h"
#include "sema/quantity.h"
#include "syntax/ast.h"

/* The day in which the date VALUE, in the base unit of 日, lies; out of the years 1 to 9999 the nearest end
 * of them. */
static Day
day_of (RationalPool *pool, const Model *model, Rational value)
{
  Rational day = rational_floor (pool, rational_div (pool, value, model->day_factor));
  Rational first = RATIONAL_INT (date_to_day (1, 1, 1)), last = RATIONAL_INT (date_to_day (9999, 12, 31));
  return (Day)rational_min (rational_max (day, first), last).num;
}

static Rational
working_days (RationalPool *pool, const Model *model, Rational value)
{
  const Measure *measure = measure_find (model->measures, "工作日");
  return measure ? rational_div (pool, value, measure->factor) : value;
}

/* 工作日数: negative if the second date is before the first, as a difference of dates is. */
static EvalStatus
count (Model *model, RationalPool *pool, Day from, Day to, Rational *ret_value, int *ret_year)
{
  const Measure *measure = measure_find (model->measures, "工作日");
  int64_t days;
  if (!calendar_count (model, MIN (from, to), MAX (from, to), &days, ret_year))
    return EVAL_NO_CALENDAR;
  *ret_value = rational_mul (pool, RATIONAL_INT (from <= to ? days : -days),
                             measure ? measure->factor : RATIONAL_ONE);
  return EVAL_OK;
}

/* 工作日后.  Whoever asks for more than there are days comes to a year without a calendar first. */
static EvalStatus
nth (Model *model, RationalPool *pool, Day from, Rational n, Rational *ret_value, int *ret_year)
{
  Rational most = RATIONAL_INT (date_to_day (9999, 12, 31) - date_to_day (1, 1, 1));
  Day day;
  if (!rational_is_integer (n) || rational_sign (n) < 0)
    return EVAL_BAD_COUNT;
  if (!calendar_nth (model, from, rational_min (n, most).num, &day, ret_year))
    return EVAL_NO_CALENDAR;
  *ret_value = rational_mul (pool, RATIONAL_INT (day), model->day_factor);
  return EVAL_OK;
}

static EvalStatus
days_eval (const Expr *call, RationalPool *pool, const Rational *arguments, Rational *ret_value,
           int *ret_year)
{
  Model *model = call->model;
  Day from = day_of (pool, model, arguments[0]);
  return call->index == BUILT_IN_WORKING_DAYS
             ? count (model, pool, from, day_of (pool, model, arguments[1]), ret_value, ret_year)
             : nth (model, pool, from, working_days (pool, model, arguments[1]), ret_value, ret_year);
}

EvalStatus
expr_days_eval (const Expr *call, RationalPool *pool, const Rational *arguments, Rational *ret_value)
{
  int year;
  return days_eval (call, pool, arguments, ret_value, &year);
}

bool
expr_reads_value (const Expr *expr)
{
  if (expr->kind == EXPR_SLOT && slot_type ((Slot)expr->index) == SLOT_TYPE_VALUE)
    return true;
  for (unsigned i = 0; i < expr->n_children; i++)
    if (expr_reads_value (expr->children[i].expr))
      return true;
  return false;
}

/* What failed */

int
expr_unpublished_year (const Expr *failed, const Frame *frame)
{
  Frame quiet = *frame;
  Rational arguments[2], value;
  int year = 0;
  quiet.watch = NULL;
  for (unsigned i = 0; i < 2; i++)
    if (expr_eval (failed->children[i].expr, &quiet, &arguments[i], NULL) != EVAL_OK)
      return 0;
  days_eval (failed, frame->pool, arguments, &value, &year);
  return year;
}

void
expr_note_calendar (Diag *diag, int year)
{
  g_autofree char *written
      = g_strdup_printf ("日历 国务院%d { 依据 \"…\"  年度 %d  休 %d年1月1日 }", year, year, year);
  diag_note (diag, N_ ("when the notice is out, declare it in this file or one that it uses: {1}"), written,
             NULL);
}

bool
expr_report_failed (Session *session, const Expr *failed, const Frame *frame, EvalStatus status)
{
  Span span = unit_node_span (failed->unit, failed->node);
  g_autofree char *text = unit_node_text (failed->unit, failed->node);
  if (status == EVAL_BAD_COUNT)
    diag_report (session->sink, DIAG_working_day_count, failed->unit->source, span, text, NULL);
  else if (status == EVAL_NO_CALENDAR)
    {
      int year = expr_unpublished_year (failed, frame);
      g_autofree char *of_year = g_strdup_printf ("%d", year);
      expr_note_calendar (diag_report (session->sink, DIAG_working_days_unpublished, failed->unit->source,
                                       span, text, of_year, NULL),
                          year);
    }
  else if (status == EVAL_TOO_LONG)
    diag_report (session->sink, DIAG_computed_too_long, failed->unit->source, span, text, G_STRINGIFY (LIMIT_COMPUTED_DIGITS), NULL);
  else
    return false;
  return true;
}
