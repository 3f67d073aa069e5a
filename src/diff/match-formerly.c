/* Mates by 原名.  A 原名 of either side claims every item of that name on the other side.  Claims meet paths,
   since a name may have stayed, moved on or come back; what decides:

   - What both years say is history: that 乙 was 甲 tells nothing new if OLD has an item that is or was called
   乙 and was called 甲 too.
   - Two of the same path belong together, and other claims to either are void, which may free more in turn;
   the order makes no difference.  So 原名 “甲” means nothing beside a 甲 that is still there, nor in a 乙
   that OLD has too.
   - Only where both are claimed by what one and the same side says, the path yields: exchanged names (甲 was
   乙, 乙 was 甲) and chains (乙 was 甲, 丙 was 乙).
   - A claim within the tier goes before those across tiers; of each, one that is alone at both ends makes a
   pair.
   - What is left in a claim is doubtful, and no later step guesses. */
#include "diff/match-private.h"

#include <stdlib.h>

#define MAX_BEARERS \
  16 /* of one name, that one 原名 claims; more are beyond telling, unless just one is in its tier */
#define MAX_FORMERLY 16 /* names of one item by which its history is known */

typedef struct
{
  unsigned ends[2]; /* the indices of an item of OLD and one of NEW */
  bool said[2];     /* by whose 原名, of OLD or NEW */
  bool is_void;
} Claim;

typedef struct
{
  MatchSides *sides;
  Arena *arena;
  GHashTable *history[2]; /* match_key of two names: who is or was called the one was called the other */
  GArray *claims;         /* of Claim, each pair once */
  unsigned *own[2];       /* of each item, the other of the same path, or MATCH_NO_MATE */
  unsigned
      *degree[2][2]; /* by who said it, then of each item of a side: the claims it is in that are not void */
  bool *crowded[2];  /* of each item: it claims a name of too many bearers */
  unsigned *first[2], *listed[2]; /* the claims of item I: listed[first[I]] to listed[first[I + 1]] */
} Claims;

/* History */

static unsigned
n_names (const MatchItem *item)
{
  return MIN (item->n_formerly, MAX_FORMERLY) + 1;
}

/* What ITEM is called, then what it was called. */
static unsigned
name_of (const MatchItem *item, unsigned i)
{
  return i == 0 ? item->normal : item->formerly[i - 1];
}

/* That what was called 甲 was called 甲 says nothing. */
static bool
is_idle (const MatchItem *item, unsigned i, unsigned formerly)
{
  return i > 0 && name_of (item, i) == formerly;
}

static void
read_history (Claims *claims, unsigned side)
{
  claims->history[side] = g_hash_table_new (match_key_hash, match_key_equal);
  for (unsigned i = 0; i < claims->sides->n[side]; i++)
    {
      const MatchItem *item = &claims->sides->items[side][i];
      for (unsigned j = 0; j < n_names (item); j++)
        for (unsigned k = 1; k < n_names (item); k++)
          {
            guint64 *key;
            if (is_idle (item, j, name_of (item, k)))
              continue;
            key = arena_new0 (claims->arena, guint64);
            *key = match_key (name_of (item, j), name_of (item, k));
            g_hash_table_add (claims->history[side], key);
          }
    }
}

/* True if the other side knows that ITEM of SIDE was called FORMERLY. */
static bool
is_history (const Claims *claims, unsigned side, const MatchItem *item, unsigned formerly)
{
  for (unsigned i = 0; i < n_names (item); i++)
    {
      guint64 key = match_key (name_of (item, i), formerly);
      if (!is_idle (item, i, formerly) && g_hash_table_contains (claims->history[!side], &key))
        return true;
    }
  return false;
}

/* Who bears a name */

typedef struct
{
  guint64 key;
  unsigned n, first;
} Bearers;

typedef struct
{
  GHashTable *by_key; /* match_key of a place and a name -> Bearers */
  unsigned *next;     /* of each item of the side, another of its key */
} Bearing;

static Bearing
bearing_of (const Claims *claims, unsigned side, bool by_place)
{
  const MatchSides *sides = claims->sides;
  Bearing bearing = { g_hash_table_new (match_key_hash, match_key_equal),
                      arena_array (claims->arena, unsigned, sides->n[side]) };
  for (unsigned i = sides->n[side]; i-- > 0;)
    {
      const MatchItem *item = &sides->items[side][i];
      guint64 key = match_key (by_place ? item->place : 0, item->normal);
      Bearers *bearers;
      if (item->mate != MATCH_NO_MATE)
        continue;
      if (!(bearers = g_hash_table_lookup (bearing.by_key, &key)))
        {
          bearers = arena_new0 (claims->arena, Bearers);
          *bearers = (Bearers){ .key = key, .first = MATCH_NO_MATE };
          g_hash_table_insert (bearing.by_key, &bearers->key, bearers);
        }
      bearing.next[i] = bearers->first;
      bearers->first = i;
      bearers->n++;
    }
  return bearing;
}

/* Claims */

/* The claims of item I of SIDE to the bearers of KEY. False: too many. */
static bool
add_claims (Claims *claims, unsigned side, unsigned i, const Bearing *bearing, guint64 key)
{
  const Bearers *bearers = g_hash_table_lookup (bearing->by_key, &key);
  if (!bearers)
    return true;
  if (bearers->n > MAX_BEARERS)
    return false;
  for (unsigned at = bearers->first; at != MATCH_NO_MATE; at = bearing->next[at])
    {
      Claim claim = { .ends = { side ? at : i, side ? i : at }, .said = { !side, side } };
      if (claims->own[side][i] != at)
        g_array_append_val (claims->claims, claim);
    }
  return true;
}

static void
claim_side (Claims *claims, unsigned side)
{
  Bearing near = bearing_of (claims, !side, true), anywhere = bearing_of (claims, !side, false);
  for (unsigned i = 0; i < claims->sides->n[side]; i++)
    {
      const MatchItem *item = &claims->sides->items[side][i];
      if (item->mate != MATCH_NO_MATE)
        continue;
      for (unsigned j = 0; j < item->n_formerly; j++)
        {
          bool all = is_history (claims, side, item, item->formerly[j])
                     || add_claims (claims, side, i, &anywhere, match_key (0, item->formerly[j]));
          if (!all && item->place != MATCH_NO_PLACE)
            add_claims (claims, side, i, &near, match_key (item->place, item->formerly[j]));
          claims->crowded[side][i] |= !all;
        }
    }
  g_hash_table_unref (near.by_key);
  g_hash_table_unref (anywhere.by_key);
}

static int
compare_claims (const void *left, const void *right)
{
  const Claim *a = left, *b = right;
  if (a->ends[0] != b->ends[0])
    return a->ends[0] < b->ends[0] ? -1 : 1;
  return (a->ends[1] > b->ends[1]) - (a->ends[1] < b->ends[1]);
}

/* Both sides may say the same. */
static void
sort_claims (GArray *claims)
{
  Claim *all = (Claim *)(void *)claims->data;
  guint n = 0;
  g_array_sort (claims, compare_claims);
  for (guint i = 0; i < claims->len; i++)
    if (i == 0 || compare_claims (&all[i], &all[n - 1]) != 0)
      all[n++] = all[i];
    else
      {
        all[n - 1].said[0] |= all[i].said[0];
        all[n - 1].said[1] |= all[i].said[1];
      }
  g_array_set_size (claims, n);
}

static void
list_claims (Claims *claims, unsigned side)
{
  const Claim *all = (const Claim *)(void *)claims->claims->data;
  unsigned n = claims->sides->n[side];
  unsigned *first = arena_array (claims->arena, unsigned, n + 2);
  for (unsigned by = 0; by < 2; by++)
    claims->degree[by][side] = arena_array (claims->arena, unsigned, n);
  claims->listed[side] = arena_array (claims->arena, unsigned, claims->claims->len);
  for (guint i = 0; i < claims->claims->len; i++)
    {
      unsigned end = all[i].ends[side];
      first[end + 2]++;
      for (unsigned by = 0; by < 2; by++)
        claims->degree[by][side][end] += all[i].said[by];
    }
  for (unsigned i = 2; i < n + 2; i++)
    first[i] += first[i - 1];
  for (guint i = 0; i < claims->claims->len; i++)
    claims->listed[side][first[all[i].ends[side] + 1]++] = i;
  claims->first[side] = first;
}

/* True if item I of SIDE is in a claim that BY makes. */
static bool
in_claims (const Claims *claims, unsigned by, unsigned side, unsigned i)
{
  return claims->degree[by][side][i] > 0 || (by == side && claims->crowded[side][i]);
}

/* Paths against claims */

/* Whether the path of item I of SIDE, which one on the other side has too, decides. */
static bool
decides (const Claims *claims, unsigned side, unsigned i)
{
  for (unsigned by = 0; by < 2; by++)
    if (in_claims (claims, by, side, i) && in_claims (claims, by, !side, claims->own[side][i]))
      return false;
  return true;
}

/* Item I of SIDE has found its mate otherwise.  FREED gets the items of OLD whose path now decides. */
static void
void_claims (Claims *claims, unsigned side, unsigned i, GArray *freed)
{
  for (unsigned j = claims->first[side][i]; j < claims->first[side][i + 1]; j++)
    {
      Claim *claim = &g_array_index (claims->claims, Claim, claims->listed[side][j]);
      unsigned other = claim->ends[!side], same_path = claims->own[!side][other];
      if (claim->is_void)
        continue;
      claim->is_void = true;
      for (unsigned by = 0; by < 2; by++)
        {
          claims->degree[by][side][i] -= claim->said[by];
          claims->degree[by][!side][other] -= claim->said[by];
        }
      if (same_path != MATCH_NO_MATE && decides (claims, !side, other))
        g_array_append_val (freed, *(side ? &other : &same_path));
    }
}

static void
yield_to_paths (Claims *claims)
{
  g_autoptr (GArray) freed = g_array_new (FALSE, FALSE, sizeof (unsigned));
  for (unsigned old = 0; old < claims->sides->n[0]; old++)
    if (claims->own[0][old] != MATCH_NO_MATE && decides (claims, 0, old))
      g_array_append_val (freed, old);
  while (freed->len > 0)
    {
      unsigned old = g_array_index (freed, unsigned, freed->len - 1), new = claims->own[0][old];
      g_array_set_size (freed, freed->len - 1);
      claims->crowded[0][old] = claims->crowded[1][new] = false;
      void_claims (claims, 0, old, freed);
      void_claims (claims, 1, new, freed);
    }
}

/* Pairs */

static bool
is_near (const Claims *claims, const Claim *claim)
{
  unsigned place = claims->sides->items[0][claim->ends[0]].place;
  return place != MATCH_NO_PLACE && place == claims->sides->items[1][claim->ends[1]].place;
}

/* The claims that are alone at both ends make pairs; of those within a tier only the others within a tier
 * count. */
static void
settle (Claims *claims, bool near)
{
  g_autoptr (GArray) freed = g_array_new (FALSE, FALSE, sizeof (unsigned));
  unsigned *n_claims[2];
  Claim *all = (Claim *)(void *)claims->claims->data;
  for (unsigned side = 0; side < 2; side++)
    {
      n_claims[side] = arena_array (claims->arena, unsigned, claims->sides->n[side]);
      for (unsigned i = 0; !near && i < claims->sides->n[side]; i++)
        n_claims[side][i] = claims->crowded[side][i];
      for (guint i = 0; i < claims->claims->len; i++)
        n_claims[side][all[i].ends[side]] += !all[i].is_void && (!near || is_near (claims, &all[i]));
    }
  for (guint i = 0; i < claims->claims->len; i++)
    {
      unsigned old = all[i].ends[0], new = all[i].ends[1];
      if (all[i].is_void || (near && !is_near (claims, &all[i])) || n_claims[0][old] != 1
          || n_claims[1][new] != 1)
        continue;
      match_set (claims->sides, old, new, MATCH_FORMERLY);
      claims->crowded[0][old] = claims->crowded[1][new] = false;
      void_claims (claims, 0, old, freed);
      void_claims (claims, 1, new, freed);
    }
}

static void
mark_doubtful (Claims *claims)
{
  for (unsigned side = 0; side < 2; side++)
    for (unsigned i = 0; i < claims->sides->n[side]; i++)
      claims->sides->items[side][i].doubtful
          = in_claims (claims, 0, side, i) || in_claims (claims, 1, side, i);
}

static bool
has_formerly (const MatchSides *sides)
{
  for (unsigned side = 0; side < 2; side++)
    for (unsigned i = 0; i < sides->n[side]; i++)
      if (sides->items[side][i].n_formerly > 0)
        return true;
  return false;
}

void
match_formerly (MatchSides *sides)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Claim));
  Claims claims = { .sides = sides, .arena = sides->arena, .claims = all };
  if (!has_formerly (sides))
    return;
  match_paths (sides, claims.own);
  for (unsigned side = 0; side < 2; side++)
    {
      claims.crowded[side] = arena_array (sides->arena, bool, sides->n[side]);
      read_history (&claims, side);
    }
  for (unsigned side = 0; side < 2; side++)
    claim_side (&claims, side);
  sort_claims (all);
  for (unsigned side = 0; side < 2; side++)
    list_claims (&claims, side);
  yield_to_paths (&claims);
  settle (&claims, true);
  settle (&claims, false);
  mark_doubtful (&claims);
  for (unsigned side = 0; side < 2; side++)
    g_hash_table_unref (claims.history[side]);
}
