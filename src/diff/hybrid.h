/* Rows of definitions that are mixed of two: of an indicator that both have, each of target, weight, rule and
   structure comes from the one or the other side.  They are scored for the actual values of OLD, by the
   evaluator; nothing of it is reported. */
#pragma once
#include "diff/effect.h"

/* Sets of causes, a bit for each: what is taken from NEW. */
#define FROM_NEW(cause) (1u << (cause))
enum
{
  HYBRID_SETS = 1 << CAUSE_N,
  HYBRID_ALL = HYBRID_SETS - 1
};

typedef struct HybridMaker HybridMaker;

/* ACTUALS: of OLD's scheme, finished. */
HybridMaker *hybrid_maker_new (const Side *old, const Side *new, const Actuals *actuals);
void hybrid_maker_free (HybridMaker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HybridMaker, hybrid_maker_free)

/* The row of the indicator that is OLD and NEW with what SET says from NEW; OLD is NULL of one that was
   added, which has everything from NEW.  RET_INDICATOR is what was scored; the row refers to it. */
void hybrid_score (const HybridMaker *maker, const Indicator *old, const Indicator *new, unsigned set,
                   Indicator *ret_indicator, RowResult *ret_row);
/* The causes that may make a difference to the row; none other does. */
unsigned hybrid_causes (const HybridMaker *maker, const Indicator *old, const Indicator *new);
