/* One actual value, shown to the evaluator. */
#pragma once
#include "eval/score.h"
#include "prove/score-curve.h"

typedef struct
{
  Rational x;        /* the actual value; a Day for dates; the fraction of a level */
  const char *level; /* of a level target: its name */
  bool met;
  const Arm *arm;
  Rational given, score; /* before and after it is brought into 0..weight */
  const Expr *failed;    /* of a fault: what could not be evaluated */
} Witness;

/* What the evaluator says of X, at LEVEL of a level target (NULL otherwise).  EVAL_NO_VALUE with an arm that
 * has no score is 不适用. */
EvalStatus prove_evaluate (Model *model, const Scheme *scheme, const Indicator *indicator,
                           const LevelScore *level, Rational x, Witness *ret_witness);
/* X shows more than THAN: it is nearer to the target, and rather not below 0. */
bool prove_is_better (RationalPool *pool, const Target *target, Rational x, Rational than);
