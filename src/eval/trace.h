/* Trace: what the one evaluator did to score one row, step by step, so that an explanation cannot differ from
   the score.  The evaluator writes it when it is given one; for none, NULL, every function that writes does
   nothing. */
#pragma once
#include "eval/score.h"

/* One sub-expression, evaluated. */
typedef struct
{
  const Expr *expr;
  EvalStatus status;
  Rational value; /* of EVAL_OK; a condition gives 1 or 0 */
} TraceValue;

/* Some of Trace.values, in the order of evaluation: operands before what they stand in, the whole last. */
typedef struct
{
  unsigned first, n;
} TraceSpan;

/* An arm that was tried. */
typedef struct
{
  const Arm *arm;
  TraceSpan condition; /* empty for 否则 */
  EvalStatus status;
  bool holds; /* it is the one taken */
} TraceArm;

/* The rule applied once; at both ends of a band it is applied twice. */
typedef struct
{
  bool has_rate;
  Rational rate; /* 等次得分率 in this pass */
  unsigned first_arm, n_arms;
  const Arm *taken;     /* NULL: a condition could not be evaluated */
  TraceSpan arithmetic; /* of the taken arm's score */
  EvalStatus status;
  bool has_value;   /* false: 不适用, or it could not be evaluated */
  Rational value;   /* what the rule gave */
  Rational clamped; /* within 0 and the weight */
  Rational score;   /* rounded */
} TracePass;

enum
{
  TRACE_MAX_PASSES = 2
};

struct Trace
{
  const Indicator *indicator;
  const Actual *given;    /* NULL: none */
  const Actual *value;    /* what is scored: given or computed; NULL: none */
  const Actuals *actuals; /* or NULL */
  TraceSpan formula;      /* empty without one */
  EvalStatus formula_status;
  Frame frame; /* as the rule saw it; `watch` is NULL */
  unsigned n_passes;
  TracePass passes[TRACE_MAX_PASSES];
  RowResult row;
  GArray *arms;   /* TraceArm */
  GArray *values; /* TraceValue */
  ExprWatch watch;
};

Trace *trace_new (void);
void trace_free (Trace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trace, trace_free)

static inline const TraceArm *
trace_arm_at (const Trace *trace, unsigned index)
{
  return &g_array_index (trace->arms, TraceArm, index);
}
static inline const TraceValue *
trace_value_at (const Trace *trace, unsigned index)
{
  return &g_array_index (trace->values, TraceValue, index);
}

/* For score.c, in this order. */

/* Begins anew, evaluates the formula if there is one, and makes FRAME watched. */
void trace_begin (Trace *trace, const Indicator *indicator, const Actual *given, const Actual *value,
                  const Actuals *actuals, Frame *frame);
void trace_pass (Trace *trace, const Frame *frame);
void trace_arm (Trace *trace, const Arm *arm);
void trace_condition (Trace *trace, EvalStatus status, bool holds);
void trace_taken (Trace *trace, const Arm *arm);
void trace_value (Trace *trace, EvalStatus status, Rational value);
void trace_score (Trace *trace, Rational clamped, Rational score);
void trace_end (Trace *trace, const RowResult *row);
