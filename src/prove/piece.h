/* One piece of a function of one number x, on an interval or at a point: a value (a + b·x) / (c + d·x) of
   exact rationals, or what there is instead of one.  What cannot be kept in this form is said to be unknown.
 */
#pragma once
#include "base/rational.h"

typedef enum
{
  PIECE_OUTSIDE, /* not asked about */
  PIECE_VALUE,
  PIECE_NA,    /* 不适用 */
  PIECE_FAULT, /* a division by zero, or a value that is not there: the row is invalid */
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
  unsigned tag;        /* for the caller: pieces that differ in it are not joined */
  Rational a, b, c, d; /* of PIECE_VALUE; lowest form: d = 0 and c = 1, or d = 1 and no constant */
} Piece;

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

Piece piece_constant (Rational value);
/* No value, but KIND. */
Piece piece_blank (PieceKind kind, PieceWhy why);
/* Of a value: it does not depend on x. */
bool piece_is_constant (const Piece *piece);
/* The same kind, tag and, of values, numbers. */
bool piece_equal (const Piece *p, const Piece *q);

/* Some point strictly between LOW and HIGH. */
Rational piece_between (RationalPool *pool, PieceEnd low, PieceEnd high);
/* PIECE at X, which is no pole of it. */
Rational piece_value (RationalPool *pool, const Piece *piece, Rational x);
/* The limit at one end of the interval LOW, HIGH on which PIECE holds. */
PieceLimit piece_limit (RationalPool *pool, const Piece *piece, PieceEnd low, PieceEnd high, bool at_high);
/* The sign of its slope. */
int piece_slope (RationalPool *pool, const Piece *piece);
/* PIECE at X as a piece: a constant, if it is a value. */
Piece piece_at (RationalPool *pool, const Piece *piece, Rational x);
/* True if PIECE goes on through X, where POINT holds. */
bool piece_goes_through (RationalPool *pool, const Piece *piece, Rational x, const Piece *point);
int piece_limit_cmp (PieceLimit a, PieceLimit b);

/* Of values on the same interval, where a divisor has no zero; the divisor may be zero throughout, which is a
 * fault. */
Piece piece_add (RationalPool *pool, const Piece *f, const Piece *g);
Piece piece_negative (RationalPool *pool, const Piece *f);
Piece piece_multiply (RationalPool *pool, Piece f, Piece g);
Piece piece_divide (RationalPool *pool, const Piece *f, const Piece *g);
