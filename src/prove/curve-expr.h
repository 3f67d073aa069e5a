/* Expressions evaluated for every x at once. */
#pragma once
#include "prove/curve.h"
#include "sema/expr.h"

typedef struct
{
  PieceContext *pieces;
  const Curve *slots[SLOT_N]; /* NULL: this use has no such value */
  const Curve *met;
  const Rational *params;
  const Curve *region;        /* where the expression counts: 1, elsewhere outside */
} CurveFrame;

/* The value of EXPR, or a condition, as expr_eval would give it at each x. */
const Curve *curve_expr (const CurveFrame *frame, const Expr *expr);
