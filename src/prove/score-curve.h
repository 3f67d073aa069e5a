/* The score that one use of a rule gives, as a function of the actual value that its indicator may have; of
   level targets, one function for each level, of the fraction that it earns. */
#pragma once
#include "prove/claim.h"
#include "sema/model.h"

typedef enum
{
  ARM_OPEN,
  ARM_TAKEN,
  ARM_NEVER
} ArmState;

/* The score at one level, or over its band. */
typedef struct
{
  const char *name;
  bool met;
  Rational low, high; /* the fraction that it earns */
  bool low_open, high_open;
  const Curve *given; /* of the fraction */
  const Curve *score; /* the same in 0..weight, tagged 1 where the level meets the target */
} LevelScore;

/* `given`, `evaluated` and `score` are NULL for levels, which have their own. */
typedef struct
{
  const Scheme *scheme; /* or NULL */
  const Indicator *indicator;
  bool whole;             /* made for whole numbers only: counts and days */
  bool counted;           /* claims are of counts, from 0 on; pieces and arms are of all numbers */
  bool windowed;          /* made for low..high only */
  Rational low, high;     /* otherwise, of dates: the calendar */
  View view;              /* of what is asked about */
  const Curve *given;     /* before it is brought into 0..weight; tagged with the arm's index */
  const Curve *evaluated; /* in 0..weight, tagged 1 where the target is met */
  const Curve *score;     /* the same where claims are made of it */
  unsigned n_levels;      /* best first */
  LevelScore *levels;
  ArmState *arms;       /* one for each arm of the rule */
  PieceContext pieces;  /* in which they were made, and more can be made of them */
  unsigned made_before; /* pieces, in a context that was given up */
} ScoreCurves;

/* INDICATOR is ok and has a rule; SCHEME may be NULL for a use in no scheme.  What RET_CURVES holds lives in
   ARENA. */
void prove_curves (Model *model, const Scheme *scheme, const Indicator *indicator, Arena *arena,
                   ScoreCurves *ret_curves);
/* F where claims are made of it: of counts from 0 on. */
const Curve *prove_claimed (ScoreCurves *curves, const Curve *f);
