/* One use of a rule, decided: what score it gives for every actual value that its indicator may have.  The score is the one before
   it is brought into 0..weight and rounded; order and jumps are those of the score after it is brought there.  Every denial has an
   actual value that shows it, and the evaluator has confirmed it. */
#pragma once
#include "prove/witness.h"

typedef enum
{
  CLAIM_OPEN, /* not decided: Claim.why */
  CLAIM_PROVED,
  CLAIM_DENIED
} ClaimState;

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

typedef struct
{
  ScoreCurves curves;
  Claim not_below, not_above; /* 0 and the weight */
  Claim defined;              /* no division by zero, no value missing */
  Claim ordered;              /* never worse for a better value, until the target is reached; nor full marks for a missed
                                 value and less for one that is met */
  Claim ordered_met;          /* and not beyond it either */
  Claim missed_short;         /* a missed value earns less than the weight */
  Claim continuous;           /* denied without witnesses: jumps */
  GArray *jumps;              /* Jump */
  unsigned made;              /* pieces, while it was decided */
  bool unconfirmed;           /* a denial that the evaluator did not confirm was dropped: our bug */
} ProveReport;

/* INDICATOR is ok and has a rule; SCHEME may be NULL for a use in no scheme.  RET_REPORT lives in ARENA, but for its jumps. */
void prove_rule_use (Model *model, const Scheme *scheme, const Indicator *indicator, Arena *arena, ProveReport *ret_report);
void prove_report_clear (ProveReport *report);

/* An indicator for which RULE can be shown by itself: weight 1, a target at 1 of DIRECTION, parameters without a default spread from 0 to
   1, rising or falling as it requires.  False: it is not for such targets, or requires other arguments. RET_INDICATOR's arguments live in ARENA. */
bool prove_sample (const Model *model, const Rule *rule, Direction direction, Arena *arena, Indicator *ret_indicator);
