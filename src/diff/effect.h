/* The same actual values under both definitions, through the one evaluator, and what of the difference comes from which cause.  The
   parts are the mean, over all 24 orders, of what each cause adds when it is applied after those before it (Shapley 1953); they are
   exact, sum exactly to the whole and do not depend on an order. */
#pragma once
#include "diff/match.h"
#include "diff/side.h"
#include "eval/score.h"

typedef enum
{
  CAUSE_TARGET,    /* 目标: sets and directions, with their levels and 上年, and with a rule that cannot score the other's target */
  CAUSE_WEIGHT,    /* 分值 */
  CAUSE_RULE,      /* 规则: the rule and its arguments */
  CAUSE_STRUCTURE, /* 结构: indicators added and dropped, 算式, and the framework's 保留, 不适用按 and 满分 */
  CAUSE_N
} Cause;

const char *cause_word (Cause cause); /* "targets", "weights", "rules", "structure" */

/* With what is missing as 0, and as full marks; equal where nothing is missing. */
typedef struct
{
  Rational low, high;
} ScoreRange;

typedef struct
{
  const IndicatorPair *pair;   /* NULL: added or dropped */
  const Indicator *old, *new;  /* one may be NULL */
  bool has_old, has_new;       /* a score, or 不适用 on that side */
  Status old_status, new_status;
  ScoreRange before, after;    /* what it adds to the sum; 0 where it does not exist */
  ScoreRange parts[CAUSE_N];   /* of after − before: the low ends sum to the low ends' difference, the high ends to the high ends' */
} IndicatorEffect;

typedef struct
{
  const TierPair *pair;
  const Tier *old, *new;       /* one may be NULL */
  ScoreRange before, after;
} TierEffect;

typedef struct
{
  ScoreRange before, after;          /* totals */
  const Grade *old_grade, *new_grade;
  ScoreRange parts[CAUSE_N];         /* of after − before, likewise */
  unsigned n_indicators, n_tiers;
  const IndicatorEffect *indicators; /* in the order of NEW, then what was dropped in the order of OLD */
  const TierEffect *tiers;
  unsigned n_missing;                /* of NEW's indicators: how many the old values do not score */
  Rational missing_weight;           /* and their weights together */
  unsigned n_undecided;              /* of those: how many were not scored before either, and have another target, rule or 算式: what
                                        that would make of a value is in none of the differences */
  Rational undecided_weight;         /* and their weights together */
  const Result *old_result;
} Effect;

/* ACTUALS: of OLD's scheme, finished.  NULL: reported (nothing applies). The effect lives in ARENA. Nothing is
   undecided yet. */
Effect *effect_compute (const Side *old, const Side *new, const Match *match, const Actuals *actuals, Arena *arena);

/* Counts INDICATOR's row, of which target, rule or 算式 changed, if it is undecided. */
void effect_note_changed (const Side *new, Effect *effect, const Indicator *indicator);
/* True if the values score otherwise under NEW, in some row or in all, or nobody knows whether they do. */
bool effect_says_something (const Effect *effect);

/* PARTS (n of them) in decimals of PLACES that sum exactly to WHOLE in as many decimals: the largest remainders are rounded away, ties to
   the first. */
void effect_reconcile (RationalPool *pool, const Rational *parts, unsigned n, Rational whole, unsigned places, Rational *ret_rounded);
