/* The inside of matching: tiers and indicators alike as items with numbered names, and the steps that pair
 * them. */
#pragma once
#include "diff/match.h"

#define MATCH_NO_MATE G_MAXUINT
#define MATCH_NO_PLACE G_MAXUINT

typedef struct
{
  unsigned index; /* Tier.index, Indicator.index */
  unsigned id;    /* 编号, numbered; 0: none */
  unsigned place; /* the number of the pair of tiers it stands in, MATCH_NO_PLACE if its tier has no mate */
  unsigned exact, normal; /* its name, numbered from 1: two are equal exactly if their numbers are */
  unsigned n_formerly;
  const unsigned *formerly; /* in normal form */
  unsigned mate;            /* the place of its mate among the items of the other side, or MATCH_NO_MATE */
  MatchBy by;
  unsigned likeness;
  bool doubtful; /* what 原名 says of it contradicts itself: without a mate */
} MatchItem;

typedef struct
{
  Arena *arena; /* for what the steps need */
  unsigned n[2];
  MatchItem *items[2]; /* of OLD and of NEW */
} MatchSides;

/* By what ITEM is found in a step; 0: it takes no part. */
typedef guint64 (*MatchKey) (const MatchItem *item);

static inline guint64
match_key (unsigned place, unsigned number)
{
  return (guint64)place << 32 | number;
}

/* For hash tables whose keys are guint64 *. */
guint match_key_hash (gconstpointer key);
gboolean match_key_equal (gconstpointer left, gconstpointer right);

/* The items of the same path, among those without a mate: of the same spelling, or of the same normal form if
   on neither side another in the tier has it.  Of each item that on the other side, or MATCH_NO_MATE. (in the
   arena) */
void match_paths (const MatchSides *sides, unsigned *ret_other[2]);
void match_set (MatchSides *sides, unsigned old, unsigned new, MatchBy by);

/* match-formerly.c: mates by 原名, and who is doubtful. */
void match_formerly (MatchSides *sides);
