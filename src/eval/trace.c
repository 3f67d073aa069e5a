/* Recording what the evaluator does.  Nothing is decided or computed here, but for the value of a formula,
   which is evaluated once more, watched, over the same facts; what the records mean to a reader is report's
   business. */
#include "eval/trace.h"

static void
see (gpointer data, const Expr *expr, EvalStatus status, Rational value)
{
  Trace *trace = data;
  TraceValue seen = { expr, status, value };
  g_array_append_val (trace->values, seen);
}

Trace *
trace_new (void)
{
  Trace *trace = g_new0 (Trace, 1);
  trace->arms = g_array_new (FALSE, TRUE, sizeof (TraceArm));
  trace->values = g_array_new (FALSE, TRUE, sizeof (TraceValue));
  trace->watch = (ExprWatch){ see, trace };
  return trace;
}

void
trace_free (Trace *trace)
{
  if (!trace)
    return;
  g_array_unref (trace->arms);
  g_array_unref (trace->values);
  g_free (trace);
}

/* All values since SPAN began. */
static void
close_span (const Trace *trace, TraceSpan *span)
{
  span->n = trace->values->len - span->first;
}

static TraceSpan
open_span (const Trace *trace)
{
  return (TraceSpan){ trace->values->len, 0 };
}

static void
evaluate_formula (Trace *trace, const Frame *frame)
{
  Rational value;
  trace->formula = open_span (trace);
  trace->formula_status = expr_eval (trace->indicator->formula, frame, &value, NULL);
  close_span (trace, &trace->formula);
}

void
trace_begin (Trace *trace, const Indicator *indicator, const Actual *given, const Actual *value,
             const Actuals *actuals, Frame *frame)
{
  if (!trace)
    return;
  g_array_set_size (trace->arms, 0);
  g_array_set_size (trace->values, 0);
  trace->indicator = indicator;
  trace->given = given;
  trace->value = value;
  trace->actuals = actuals;
  trace->n_passes = 0;
  trace->formula = (TraceSpan){ 0, 0 };
  trace->formula_status = EVAL_OK;
  trace->frame = (Frame){ .pool = frame->pool };
  frame->watch = &trace->watch;
  if (indicator->formula && actuals)
    evaluate_formula (trace, frame);
}

static TracePass *
current (Trace *trace)
{
  return &trace->passes[trace->n_passes - 1];
}

void
trace_pass (Trace *trace, const Frame *frame)
{
  TracePass *pass;
  if (!trace)
    return;
  g_assert (trace->n_passes < TRACE_MAX_PASSES);
  trace->n_passes++;
  trace->frame = *frame;
  trace->frame.watch = NULL;
  pass = current (trace);
  *pass = (TracePass){ .first_arm = trace->arms->len };
  pass->has_rate = frame_has (frame, SLOT_LEVEL_RATE);
  if (pass->has_rate)
    pass->rate = frame->slots[SLOT_LEVEL_RATE];
}

void
trace_arm (Trace *trace, const Arm *arm)
{
  TraceArm tried = { .arm = arm, .holds = !arm->condition };
  if (!trace)
    return;
  tried.condition = open_span (trace);
  g_array_append_val (trace->arms, tried);
  current (trace)->n_arms++;
}

void
trace_condition (Trace *trace, EvalStatus status, bool holds)
{
  TraceArm *tried;
  if (!trace)
    return;
  tried = &g_array_index (trace->arms, TraceArm, trace->arms->len - 1);
  close_span (trace, &tried->condition);
  tried->status = status;
  tried->holds = holds;
}

void
trace_taken (Trace *trace, const Arm *arm)
{
  if (!trace)
    return;
  current (trace)->taken = arm;
  current (trace)->arithmetic = open_span (trace);
}

void
trace_value (Trace *trace, EvalStatus status, Rational value)
{
  TracePass *pass;
  if (!trace)
    return;
  pass = current (trace);
  close_span (trace, &pass->arithmetic);
  pass->status = status;
  pass->has_value = status == EVAL_OK;
  pass->value = value;
}

void
trace_score (Trace *trace, Rational clamped, Rational score)
{
  if (!trace)
    return;
  current (trace)->clamped = clamped;
  current (trace)->score = score;
}

void
trace_end (Trace *trace, const RowResult *row)
{
  if (trace)
    trace->row = *row;
}
