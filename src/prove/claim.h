/* What can be said of a curve on the numbers that are asked about: signs, order, jumps; each denial with the x that shows it. */
#pragma once
#include "prove/curve.h"

/* Numbers next to one another on which one piece holds. */
typedef struct
{
  PieceEnd low, high;
  bool low_in, high_in; /* the end itself is one of them */
  unsigned group;       /* for the caller */
  Piece piece;
} Stretch;

/* Which numbers are asked about, and which are easy to read. */
typedef struct
{
  RationalPool *pool;
  bool whole;
  Rational unit; /* a number is written in these */
} View;

/* Appends the stretches of F in ascending order, without what is outside. */
void stretches_append (const View *view, const Curve *f, unsigned group, GArray *stretches);
/* A number of the stretch, an easy one. */
Rational stretch_point (const View *view, const Stretch *stretch);
/* True if the stretch has a value above LIMIT (SIGN +1) or below it (−1); *RET_X is a number that has it. */
bool stretch_beyond (const View *view, const Stretch *stretch, Rational limit, int sign, Rational *ret_x);

/* A number of the interval that is easy to read and shows what it is: near the middle, with the fewest decimals, or as a multiple of the
   unit where none occur; of one that is endless its end, or what comes one unit beyond it, and rather not below 0.  False: the interval
   has none. */
bool easy_middle (const View *view, PieceEnd low, bool low_in, PieceEnd high, bool high_in, Rational *ret_x);

/* True if the stretch has a value of LIMIT or above it (SIGN +1), or below it (−1); *RET_X is a number that has it. */
bool stretch_reaches (const View *view, const Stretch *stretch, Rational limit, int sign, Rational *ret_x);

/* Two numbers, the second after the first, whose values are in the wrong order. */
typedef struct
{
  Rational x[2];
  unsigned stretch[2];
} Disorder;

/* The first disorder of each sort in an order that never falls (SIGN +1) or never rises (−1).  [0]: between stretches not both tagged
   1, [1]: among those tagged 1.  RET_FOUND says which there are. */
void find_disorder (const View *view, const GArray *stretches, int sign, Disorder ret[2], bool ret_found[2]);
