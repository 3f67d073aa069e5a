/* Which tier and which indicator of NEW is which of OLD.  In this order: 编号; a declared 原名 (of either side, so that OLD and NEW may
   be exchanged); the same path; the same name in another tier, if it is unique on both sides; and, unless told not to, the one best
   likeness within the tier among those of the same dimension.  Names compare in normal form.  A match is one to one; whatever is not
   beyond doubt stays unmatched.  Time grows near-linearly with the indicators, also where none of them match.

   A 编号 counts only if it stands once on each side.  A 原名 gives way to a path that both sides have, unless names were exchanged or
   moved on in a chain; what two 原名 claim, or one claims of several, is left out of all later steps (match-formerly.c).  Of the same
   path are names of the same spelling, then of the same normal form.  A name is unique if no other indicator has it that 编号 and 原名
   leave.  Likeness is Dice's coefficient of pairs of characters, 60 % or more and better than with any other on either side; two that both
   have a 编号 are never likened.

   Tiers go first, level by level: by 原名 and path as above, within the pair of their parents (原名 also elsewhere on the level); then two
   under one pair of parents whose indicators have most names in common, more than with any other. */
#pragma once
#include "base/arena.h"
#include "sema/model.h"

typedef enum
{
  MATCH_ID,
  MATCH_FORMERLY,
  MATCH_PATH,
  MATCH_NAME,    /* in another tier */
  MATCH_INFERRED /* by likeness: a guess, to be confirmed by a 原名 */
} MatchBy;

typedef struct
{
  const Indicator *old, *new; /* never NULL */
  MatchBy by;
  unsigned likeness;          /* of MATCH_INFERRED, in per cent */
} IndicatorPair;

typedef struct
{
  const Tier *old, *new;
  MatchBy by;
  unsigned likeness; /* of MATCH_INFERRED: how many in a hundred of their indicators are the same */
} TierPair;

typedef struct
{
  unsigned n_pairs, n_tiers;
  const IndicatorPair *pairs;              /* in the order of NEW */
  const TierPair *tiers;
  const IndicatorPair *const *pair_of_old; /* by Indicator.index; NULL: dropped */
  const IndicatorPair *const *pair_of_new; /* NULL: added */
  const TierPair *const *tier_of_old;      /* by Tier.index */
  const TierPair *const *tier_of_new;
} Match;

/* RET_MATCH lives in ARENA.  INFER false: no likeness. */
void match_schemes (const Scheme *old, const Scheme *new, bool infer, Arena *arena, Match *ret_match);
