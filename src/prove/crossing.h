/* Where two pieces have the same value. */
#pragma once
#include "prove/piece.h"

typedef struct
{
  Rational roots[2]; /* ascending, inside the interval */
  unsigned n;
  bool unknown; /* they cross at irrational points */
} Crossings;

/* Where F = G strictly between LOW and HIGH; both are values there.  None where they are the same throughout.
 */
Crossings crossings_find (RationalPool *pool, const Piece *f, const Piece *g, PieceEnd low, PieceEnd high);
