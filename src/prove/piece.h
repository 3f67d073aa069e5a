/* Piecewise functions of one number x on the exact rational line: break points in ascending order, what holds at each of them, and
   one piece (a + b·x) / (c + d·x) on each open interval between them.  Conditions are functions with the values 1 and 0.  Nothing is
   sampled or rounded: what cannot be kept in this form is said to be unknown. */
#pragma once
#include "base/arena.h"
#include "base/rational.h"

#define PIECE_LIMIT 10000       /* pieces of one function; beyond, it is unknown */
#define PIECE_WORK_LIMIT 400000 /* pieces made for one question */

typedef enum
{
  PIECE_OUTSIDE, /* not asked about */
  PIECE_VALUE,
  PIECE_NA,      /* 不适用 */
  PIECE_FAULT,   /* a division by zero, or a value that is not there: the row is invalid */
  PIECE_UNKNOWN
} PieceKind;

/* Of PIECE_UNKNOWN and PIECE_FAULT. */
typedef enum
{
  WHY_NONE,
  WHY_DIVISION, /* fault: by zero */
  WHY_NO_VALUE, /* fault: a value that this target has not */
  WHY_GIVEN,    /* unknown: a value that only the row can give */
  WHY_FORM,     /* unknown: no quotient of linear forms, or irrational break points */
  WHY_MANY,     /* unknown: more than PIECE_LIMIT pieces */
  WHY_ENDLESS,  /* unknown: infinitely many steps */
  WHY_DAYS      /* unknown: working days, which follow no formula */
} PieceWhy;

typedef struct
{
  PieceKind kind;
  PieceWhy why;
  unsigned tag;          /* for the caller: pieces that differ in it are not joined */
  Rational a, b, c, d;   /* of PIECE_VALUE; lowest form: d = 0 and c = 1, or d = 1 and no constant */
} Piece;

/* Immutable; lives in its context's arena. */
typedef struct
{
  unsigned n;            /* break points */
  const Rational *at;
  const Piece *pieces;   /* 2n + 1: before the first break point, at it, after it, at the second … A value at a point is constant. */
} Curve;

typedef struct
{
  Arena *arena;
  RationalPool *pool;
  bool whole;            /* only whole x are asked about: steps of what is whole there are no steps */
  unsigned made;         /* pieces in all; from PIECE_WORK_LIMIT on everything is unknown */
} PieceContext;

/* One end of an interval; has false: it has none. */
typedef struct
{
  bool has;
  Rational x;
} PieceEnd;

/* A limit: VALUE, or infinity with the sign of INFINITE. */
typedef struct
{
  int infinite;
  Rational value;
} PieceLimit;

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
  CURVE_ALL,    /* 且: the second counts only where the first holds */
  CURVE_ANY,
  CURVE_CHOOSE, /* the second where the first is 1, outside where it is 0 */
  CURVE_OVERLAY /* the first; where it is outside, the second */
} CurveOp;

const Curve *curve_combine (PieceContext *context, CurveOp op, const Curve *f, const Curve *g);
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
/* Some point strictly between LOW and HIGH. */
Rational piece_between (RationalPool *pool, PieceEnd low, PieceEnd high);
/* PIECE at X, which is no pole of it. */
Rational piece_value (RationalPool *pool, const Piece *piece, Rational x);
/* The limit at one end of the interval LOW, HIGH on which PIECE holds. */
PieceLimit piece_limit (RationalPool *pool, const Piece *piece, PieceEnd low, PieceEnd high, bool at_high);
/* The sign of its slope. */
int piece_slope (RationalPool *pool, const Piece *piece);
int piece_limit_cmp (PieceLimit a, PieceLimit b);
