/* Likeness of names, and of whatever else is a bag of features: Dice's coefficient, twice what two bags have
   in common divided by their sizes together, repeats counted.  Finds, for two lists, the pairs that are the
   one best of each other. */
#pragma once
#include "base/arena.h"
#include <stdbool.h>

/* A feature that more than so many of one list have finds no candidates: what is left takes near-linear time.
 */
#define LIKENESS_COMMON 64

typedef struct
{
  unsigned n;
  const guint64 *features; /* in any order */
  bool reserved;           /* never like another that is reserved */
  unsigned mate;           /* set: the index in the other list, or LIKENESS_NONE */
  unsigned likeness;       /* set, of one with a mate: in per cent, rounded down */
} Likened;

#define LIKENESS_NONE G_MAXUINT

typedef struct
{
  unsigned percent;
  bool above; /* it takes more than PERCENT, not just as much */
} LikenessLevel;

/* Sets the mates.  Two are mates if they reach LEVEL, neither is as like to any other, and it is certain:
   where features too common to find candidates by could hide one as like, there is no mate.  The result does
   not depend on the order of the lists or on which of them comes first. */
void likeness_pair (Likened *left, unsigned n_left, Likened *right, unsigned n_right, LikenessLevel level);

/* The pairs of neighbouring characters of NAME, *RET_N of them. (in ARENA) */
guint64 *likeness_bigrams (const char *name, Arena *arena, unsigned *ret_n);
