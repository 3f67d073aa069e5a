/* One use of a rule, decided: what score it gives for every actual value that its indicator may have.  The score is the one before
   it is brought into 0..weight and rounded; order and jumps are those of the score after it is brought there.  Every denial has an
   actual value that shows it, and the evaluator has confirmed it. */
#pragma once
#include "eval/score.h"
#include "prove/claim.h"

typedef enum
{
  CLAIM_OPEN, /* not decided: Claim.why */
  CLAIM_PROVED,
  CLAIM_DENIED
} ClaimState;

typedef struct
{
  Rational x;           /* the actual value; a Day for dates; the fraction of a level */
  const char *level;    /* of a level target: its name */
  bool met;
  const Arm *arm;
  Rational given, score; /* before and after it is brought into 0..weight */
  const Expr *failed;    /* of a fault: what could not be evaluated */
} Witness;

typedef struct
{
  ClaimState state;
  PieceWhy why;         /* of CLAIM_OPEN; of a fault denied, what it is */
  unsigned n;
  Witness witness[2];   /* of CLAIM_DENIED */
} Claim;

typedef struct
{
  Rational x;
  PieceLimit before, after;
  Rational at;
} Jump;

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
  Rational low, high;   /* the fraction that it earns */
  bool low_open, high_open;
  const Curve *given;   /* of the fraction */
  const Curve *score;   /* the same in 0..weight, tagged 1 where the level meets the target */
} LevelScore;

typedef struct
{
  const Scheme *scheme;       /* or NULL */
  const Indicator *indicator;
  Claim not_below, not_above; /* 0 and the weight */
  Claim defined;              /* no division by zero, no value missing */
  Claim ordered;              /* never worse for a better value, until the target is reached */
  Claim ordered_met;          /* and not beyond it either */
  Claim continuous;           /* denied without witnesses: jumps */
  GArray *jumps;              /* Jump */
  ArmState *arms;             /* one for each arm of the rule */
  bool whole;                 /* decided for whole numbers only: counts and days */
  bool counted;               /* the claims are of counts, from 0 on; pieces and arms are of all numbers */
  bool windowed;              /* decided for low..high only */
  Rational low, high;
  const Curve *given;         /* NULL for levels; tagged with the arm's index */
  const Curve *score;         /* in 0..weight, tagged 1 where the target is met; of counts from 0 on; NULL for levels */
  unsigned n_levels;          /* best first */
  LevelScore *levels;
  unsigned made;              /* pieces, while it was decided */
  bool unconfirmed;           /* a denial that the evaluator did not confirm was dropped: our bug */
} ProveReport;

/* INDICATOR is ok and has a rule; SCHEME may be NULL for a use in no scheme.  RET_REPORT lives in ARENA, but for its jumps. */
void prove_rule_use (Model *model, const Scheme *scheme, const Indicator *indicator, Arena *arena, ProveReport *ret_report);
/* The same without the claims: the curves, the levels, and for which values they are. */
void prove_curves (Model *model, const Scheme *scheme, const Indicator *indicator, Arena *arena, ProveReport *ret_report);
void prove_report_clear (ProveReport *report);

/* What the evaluator says of X, at LEVEL of a level target (NULL otherwise).  EVAL_NO_VALUE with an arm that has no score is 不适用. */
EvalStatus prove_evaluate (Model *model, const Scheme *scheme, const Indicator *indicator, const LevelScore *level, Rational x,
                           Witness *ret_witness);
/* X shows more than THAN: it is nearer to the target, and rather not below 0. */
bool prove_is_better (RationalPool *pool, const Target *target, Rational x, Rational than);
/* An indicator for which RULE can be shown by itself: weight 1, a target at 1 of DIRECTION, parameters without a default spread from 0 to
   1, rising or falling as it requires.  False: it is not for such targets, or requires other arguments. RET_INDICATOR's arguments live in ARENA. */
bool prove_sample (const Model *model, const Rule *rule, Direction direction, Arena *arena, Indicator *ret_indicator);
