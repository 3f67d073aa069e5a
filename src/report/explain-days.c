/* Which calendars an explanation rests on: wherever working days were counted or given, the years that were
   looked at are known from the dates that went in and came out.  Nothing is counted here. */
#include "report/explain-private.h"
#include "sema/calendar.h"

/* The days between two dates, in the base unit of 日, in whichever order. */
static void
add_between (const Explainer *explainer, Rational from, Rational to, GPtrArray *out)
{
  Rational factor = explainer->model->day_factor;
  Day a = (Day)rational_floor (explainer->pool, rational_div (explainer->pool, from, factor)).num;
  Day b = (Day)rational_floor (explainer->pool, rational_div (explainer->pool, to, factor)).num;
  calendar_list (explainer->model, MIN (a, b), MAX (a, b), out);
}

/* The value of EXPR when what stands at INDEX of VALUES was evaluated. */
static bool
value_before (const GArray *values, unsigned index, const Expr *expr, Rational *ret_value)
{
  for (unsigned i = index; i-- > 0;)
    {
      const TraceValue *value = &g_array_index (values, TraceValue, i);
      if (value->expr != expr)
        continue;
      *ret_value = value->value;
      return value->status == EVAL_OK;
    }
  return false;
}

/* Of 工作日数 (from, to) both are dates, of 工作日后 (from, how many) the first and the result. */
static void
add_values (const Explainer *explainer, const GArray *values, GPtrArray *out)
{
  for (unsigned i = 0; i < values->len; i++)
    {
      const TraceValue *value = &g_array_index (values, TraceValue, i);
      Rational from, to = value->value;
      if (!expr_asks_calendar (value->expr) || value->status != EVAL_OK
          || !value_before (values, i, expr_child (value->expr, 0), &from))
        continue;
      if (expr_gives_date (value->expr) || value_before (values, i, expr_child (value->expr, 1), &to))
        add_between (explainer, from, to, out);
    }
}

static void
see (gpointer data, const Expr *expr, EvalStatus status, Rational value)
{
  TraceValue seen = { expr, status, value };
  g_array_append_val ((GArray *)data, seen);
}

/* Of what was evaluated when the definition was read. */
static void
add_expr (const Explainer *explainer, const Expr *expr, GPtrArray *out)
{
  const Indicator *indicator = explainer->trace->indicator;
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (TraceValue));
  ExprWatch watch = { see, values };
  Frame frame = { .pool = explainer->pool, .watch = &watch };
  Rational value;
  if (!expr)
    return;
  if (indicator->has_baseline)
    frame_set (&frame, SLOT_BASELINE, indicator->baseline);
  if (expr_eval (expr, &frame, &value, NULL) == EVAL_OK)
    add_values (explainer, values, out);
}

static void
add_period (const Explainer *explainer, GPtrArray *out)
{
  const Actual *value = explainer->trace->value;
  const Measure *workday = measure_find (explainer->model->measures, "工作日");
  if (value && value->kind == ACTUAL_PERIOD && value->measure && workday
      && value->measure->dimension == workday->dimension)
    calendar_list (explainer->model, value->first, value->last, out);
}

GPtrArray *
explain_calendars (const Explainer *explainer)
{
  const Trace *trace = explainer->trace;
  const RuleUse *use = &trace->indicator->rule;
  GPtrArray *out = g_ptr_array_new ();
  add_expr (explainer, trace->indicator->target.expr, out);
  for (unsigned i = 0; use->rule && use->arg_exprs && i < use->rule->n_params; i++)
    add_expr (explainer, use->arg_exprs[i], out);
  add_period (explainer, out);
  add_values (explainer, trace->values, out);
  return out;
}
