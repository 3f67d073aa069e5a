/* Two uses of rules as functions of the actual value, before rounding, brought into 0..weight: decided by their merged break points
   (prove/curve.h).  What is compared is what the two definitions would give for one and the same indicator: with the target, weight
   and 上年 of NEW, and again with those of OLD; the relation is the one that holds of both, so that exchanging OLD and NEW exchanges
   the answer.

   Where one side gives a score and the other none (不适用, or a fault that leaves the row without one), neither is higher: 不适用 takes
   the weight out of the total, which may help or harm.  So no order holds, and the relation is RULES_CROSSING.  A witness of such a
   place stands in `lower` if it is NEW that gives less (a fault being less than 不适用, and that less than a score), in `higher`
   otherwise; where the scores alone show that no order holds, their witnesses stand there instead. */
#pragma once
#include "diff/side.h"
#include "eval/result.h"
#include "prove/piece.h"

typedef enum
{
  RULES_EQUAL,
  RULES_NEVER_HIGHER, /* the new score is never above the old one, and somewhere below it */
  RULES_NEVER_LOWER,
  RULES_CROSSING,
  RULES_NOT_DECIDED   /* `why`; WHY_NONE: neither rule can be used for the other's target, so that no value shows both */
} RuleRelation;

typedef struct
{
  bool found;
  Rational x;                    /* in base units, a Day, or of a level the fraction */
  const char *text;              /* `475批次` (in the arena) */
  const Indicator *indicator;    /* whose target and weight gave the scores, of NEW; NULL: of rules by themselves */
  bool under_old;                /* it was found with OLD's target, weight and 上年 */
  Status old_status, new_status; /* STATUS_NA and STATUS_INVALID have no score */
  Rational old_score, new_score; /* before rounding, as the evaluator gives them; 0 without one */
} RuleWitness;

typedef struct
{
  RuleRelation relation;
  PieceWhy why;
  const char *sample;               /* the target for which they were compared, of rules by themselves; NULL: an indicator's */
  const RuleUse *old_use, *new_use; /* that were compared: by default rules, those for the direction in question */
  RuleWitness lower, higher;        /* where the new score is below the old one; above */
  bool windowed;                    /* a rule has endlessly many steps: decided only within ten times the target */
  bool unconfirmed;                 /* a witness that the evaluator did not confirm was dropped: our bug */
} RuleComparison;

/* A use of a default rule stands for what its framework gives to each direction, so that a changed direction alone is no changed
   rule.  Where a rule cannot be used for the other's target, only the side that can be used is asked. */
void compare_rules (const Side *old, const Indicator *old_indicator, const Side *new, const Indicator *new_indicator, Arena *arena,
                    RuleComparison *ret_comparison);
/* Answers kept: many indicators of two years have the same uses, targets and weights, and thus the same answer.  For two sides and one
   arena. */
typedef struct RuleMemo RuleMemo;
RuleMemo *rule_memo_new (void);
void rule_memo_free (RuleMemo *memo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RuleMemo, rule_memo_free)
void compare_rules_once (RuleMemo *memo, const Side *old, const Indicator *old_indicator, const Side *new,
                         const Indicator *new_indicator, Arena *arena, RuleComparison *ret_comparison);
/* RULE and arguments in a normal form for fingerprints and grouping: `逐项扣分(每=1,扣=0.1)`. (in ARENA) */
const char *rule_normal_form (const RuleUse *use, Arena *arena);
