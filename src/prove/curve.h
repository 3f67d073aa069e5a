/* Piecewise functions of one number x on the exact rational line: break points in ascending order, what holds
   at each of them, and one piece (prove/piece.h) on each open interval between them.  Conditions are
   functions with the values 1 and 0.  Nothing is sampled or rounded. */
#pragma once
#include "base/arena.h"
#include "prove/piece.h"

#define PIECE_LIMIT 10000       /* pieces of one function; beyond, it is unknown */
#define PIECE_WORK_LIMIT 400000 /* pieces made for one question */

/* Immutable; lives in its context's arena. */
typedef struct
{
  unsigned n; /* break points */
  const Rational *at;
  const Piece *pieces; /* 2n + 1: before the first break point, at it, after it, at the second … A value at a
                          point is constant. */
} Curve;

typedef struct
{
  Arena *arena;
  RationalPool *pool;
  bool whole;    /* only whole x are asked about: steps of what is whole there are no steps */
  unsigned made; /* pieces in all; from PIECE_WORK_LIMIT on everything is unknown */
} PieceContext;

PieceContext piece_context (Arena *arena, RationalPool *pool, bool whole);

const Curve *curve_constant (PieceContext *context, Rational value);
const Curve *curve_x (PieceContext *context);
const Curve *curve_blank (PieceContext *context, PieceKind kind, PieceWhy why);

typedef enum
{
  CURVE_ADD,
  CURVE_SUBTRACT,
  CURVE_MULTIPLY,
  CURVE_DIVIDE,
  CURVE_MIN,
  CURVE_MAX,
  CURVE_GE, /* in the order of RELATION_* */
  CURVE_GT,
  CURVE_LE,
  CURVE_LT,
  CURVE_EQ,
  CURVE_NE,
  CURVE_ALL, /* 且: the second counts only where the first holds */
  CURVE_ANY,
  CURVE_CHOOSE, /* the second where the first is 1, outside where it is 0 */
  CURVE_OVERLAY /* the first; where it is outside, the second */
} CurveOp;

const Curve *curve_combine (PieceContext *context, CurveOp op, const Curve *f, const Curve *g);
/* 1 where x stands in RELATION to BOUND. */
const Curve *curve_region (PieceContext *context, CurveOp relation, Rational bound);
const Curve *curve_negative (PieceContext *context, const Curve *f);
const Curve *curve_not (PieceContext *context, const Curve *f);
const Curve *curve_abs (PieceContext *context, const Curve *f);
const Curve *curve_tag (PieceContext *context, const Curve *f, unsigned tag);
/* 1 where F is of that kind, 0 elsewhere; what is outside or unknown stays so. */
const Curve *curve_is (PieceContext *context, const Curve *f, PieceKind kind);

typedef enum
{
  STEP_CEIL,
  STEP_FLOOR,
  STEP_ROUND
} StepKind;

const Curve *curve_step (PieceContext *context, StepKind kind, unsigned places, const Curve *f);

/* What holds at X: a constant. */
Piece curve_at (RationalPool *pool, const Curve *f, Rational x);
/* The ends of piece I (an even index) of F. */
void curve_ends (const Curve *f, unsigned i, PieceEnd *ret_low, PieceEnd *ret_high);
