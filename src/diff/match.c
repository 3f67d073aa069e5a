/* The steps of matching, first for the tiers of each level, then for the indicators.  Both become items with
   numbered names and a place, the pair of tiers they stand in; a step sees nothing else, treats both sides
   alike and pairs only what is alone with its key on either side.  Names are counted among all that 编号 and
   原名 have left, so that a name which several bear does not become telling because others of them found
   their mates by less. */
#include "diff/likeness.h"
#include "base/normal-name.h"
#include "diff/match-private.h"
#include <string.h>

typedef struct
{
  const Scheme *schemes[2];
  Arena *arena;        /* for what the steps need */
  GHashTable *numbers; /* text -> its number */
  GPtrArray *texts;    /* by number */
  MatchSides indicators;
  MatchItem *tiers[2];   /* by Tier.index; mates are indices */
  unsigned n_places;     /* pairs of tiers yet; 0 is the scheme itself */
  unsigned *places[2];   /* by Tier.index: the number of its pair, or MATCH_NO_PLACE */
  unsigned *n_within[2]; /* by Tier.index: the indicators in it and in the tiers under it */
  guint64 **within[2];   /* their normal names */
} Matching;

/* Keys */

guint
match_key_hash (gconstpointer key)
{
  return (guint)(*(const guint64 *)key * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) >> 32);
}

gboolean
match_key_equal (gconstpointer left, gconstpointer right)
{
  return *(const guint64 *)left == *(const guint64 *)right;
}

void
match_set (MatchSides *sides, unsigned old, unsigned new, MatchBy by)
{
  sides->items[0][old].mate = new;
  sides->items[1][new].mate = old;
  sides->items[0][old].by = sides->items[1][new].by = by;
}

typedef struct
{
  guint64 key;
  unsigned n[2], last[2];
} Bearers;

static GHashTable *
bearers_of_keys (const MatchSides *sides, MatchKey key_of)
{
  GHashTable *all = g_hash_table_new (match_key_hash, match_key_equal);
  for (unsigned side = 0; side < 2; side++)
    for (unsigned i = 0; i < sides->n[side]; i++)
      {
        guint64 key = key_of (&sides->items[side][i]);
        Bearers *bearers = key ? g_hash_table_lookup (all, &key) : NULL;
        if (!key)
          continue;
        if (!bearers)
          {
            bearers = arena_new0 (sides->arena, Bearers);
            bearers->key = key;
            g_hash_table_insert (all, &bearers->key, bearers);
          }
        bearers->n[side]++;
        bearers->last[side] = i;
      }
  return all;
}

/* Into RET_OTHER those that are alone with their key on both sides, where it says nothing yet. */
static void
find_unique (const MatchSides *sides, MatchKey key_of, unsigned *ret_other[2])
{
  g_autoptr (GHashTable) all = bearers_of_keys (sides, key_of);
  for (unsigned i = 0; i < sides->n[0]; i++)
    {
      guint64 key = key_of (&sides->items[0][i]);
      const Bearers *bearers = key ? g_hash_table_lookup (all, &key) : NULL;
      if (!bearers || bearers->n[0] != 1 || bearers->n[1] != 1 || ret_other[0][i] != MATCH_NO_MATE
          || ret_other[1][bearers->last[1]] != MATCH_NO_MATE)
        continue;
      ret_other[0][i] = bearers->last[1];
      ret_other[1][bearers->last[1]] = i;
    }
}

static void
no_others (const MatchSides *sides, unsigned *ret_other[2])
{
  for (unsigned side = 0; side < 2; side++)
    {
      ret_other[side] = arena_array (sides->arena, unsigned, sides->n[side]);
      for (unsigned i = 0; i < sides->n[side]; i++)
        ret_other[side][i] = MATCH_NO_MATE;
    }
}

/* Steps */

static guint64
key_of_id (const MatchItem *item)
{
  return item->id;
}

static guint64
key_of_path (const MatchItem *item)
{
  return item->mate == MATCH_NO_MATE && item->place != MATCH_NO_PLACE ? match_key (item->place, item->exact)
                                                                      : 0;
}

static guint64
key_of_normal_path (const MatchItem *item)
{
  return item->mate == MATCH_NO_MATE && item->place != MATCH_NO_PLACE ? match_key (item->place, item->normal)
                                                                      : 0;
}

static guint64
key_of_name (const MatchItem *item)
{
  return item->mate == MATCH_NO_MATE || item->by == MATCH_PATH ? item->normal : 0;
}

void
match_paths (const MatchSides *sides, unsigned *ret_other[2])
{
  no_others (sides, ret_other);
  find_unique (sides, key_of_path, ret_other);
  find_unique (sides, key_of_normal_path, ret_other);
}

/* Makes pairs of what was found, as far as neither has a mate or is doubtful. */
static void
set_found (MatchSides *sides, unsigned *const other[2], MatchBy by)
{
  for (unsigned i = 0; i < sides->n[0]; i++)
    {
      const MatchItem *old = &sides->items[0][i], *new;
      if (other[0][i] == MATCH_NO_MATE)
        continue;
      new = &sides->items[1][other[0][i]];
      if (old->mate == MATCH_NO_MATE && new->mate == MATCH_NO_MATE && !old->doubtful && !new->doubtful)
        match_set (sides, i, other[0][i], by);
    }
}

static void
match_by (MatchSides *sides, MatchKey key_of, MatchBy by)
{
  unsigned *other[2];
  no_others (sides, other);
  find_unique (sides, key_of, other);
  set_found (sides, other, by);
}

static void
match_by_path (MatchSides *sides)
{
  unsigned *other[2];
  match_paths (sides, other);
  set_found (sides, other, MATCH_PATH);
}

/* Likeness */

/* What may be like one another. */
typedef struct
{
  guint64 key;
  unsigned n[2];
  unsigned *members[2]; /* places among the items */
} Bucket;

typedef guint64 (*BucketKey) (Matching *matching, unsigned side, const MatchItem *item);
typedef void (*ReadFeatures) (Matching *matching, unsigned side, const MatchItem *item, Likened *likened);

static void
add_to_bucket (Arena *arena, GPtrArray *buckets, GHashTable *by_key, guint64 key, unsigned side, unsigned i)
{
  Bucket *bucket = g_hash_table_lookup (by_key, &key);
  unsigned n;
  if (!bucket)
    {
      bucket = arena_new0 (arena, Bucket);
      bucket->key = key;
      g_hash_table_insert (by_key, &bucket->key, bucket);
      g_ptr_array_add (buckets, bucket);
    }
  n = bucket->n[side]++;
  if ((n & (n - 1)) == 0) /* full: 0, or a power of two */
    {
      unsigned *members = arena_array (arena, unsigned, n ? 2 * (size_t)n : 1);
      for (unsigned j = 0; j < n; j++)
        members[j] = bucket->members[side][j];
      bucket->members[side] = members;
    }
  bucket->members[side][n] = i;
}

static void
infer_bucket (Matching *matching, MatchSides *sides, const Bucket *bucket, ReadFeatures read,
              LikenessLevel level)
{
  Likened *likened[2];
  for (unsigned side = 0; side < 2; side++)
    {
      likened[side] = arena_array (matching->arena, Likened, bucket->n[side]);
      for (unsigned i = 0; i < bucket->n[side]; i++)
        read (matching, side, &sides->items[side][bucket->members[side][i]], &likened[side][i]);
    }
  likeness_pair (likened[0], bucket->n[0], likened[1], bucket->n[1], level);
  for (unsigned i = 0; i < bucket->n[0]; i++)
    if (likened[0][i].mate != LIKENESS_NONE)
      {
        unsigned old = bucket->members[0][i], new = bucket->members[1][likened[0][i].mate];
        match_set (sides, old, new, MATCH_INFERRED);
        sides->items[0][old].likeness = sides->items[1][new].likeness = likened[0][i].likeness;
      }
}

static void
infer (Matching *matching, MatchSides *sides, BucketKey key_of, ReadFeatures read, LikenessLevel level)
{
  g_autoptr (GPtrArray) buckets = g_ptr_array_new ();
  g_autoptr (GHashTable) by_key = g_hash_table_new (match_key_hash, match_key_equal);
  for (unsigned side = 0; side < 2; side++)
    for (unsigned i = 0; i < sides->n[side]; i++)
      {
        const MatchItem *item = &sides->items[side][i];
        if (item->mate == MATCH_NO_MATE && !item->doubtful && item->place != MATCH_NO_PLACE)
          add_to_bucket (matching->arena, buckets, by_key, key_of (matching, side, item), side, i);
      }
  for (guint i = 0; i < buckets->len; i++)
    {
      const Bucket *bucket = buckets->pdata[i];
      if (bucket->n[0] > 0 && bucket->n[1] > 0)
        infer_bucket (matching, sides, bucket, read, level);
    }
}

/* Items */

static unsigned
number_of (Matching *matching, const char *text)
{
  gpointer number = g_hash_table_lookup (matching->numbers, text);
  if (!number)
    {
      char *copy = arena_strndup (matching->arena, text, strlen (text));
      g_ptr_array_add (matching->texts, copy);
      number = GUINT_TO_POINTER (matching->texts->len - 1);
      g_hash_table_insert (matching->numbers, copy, number);
    }
  return GPOINTER_TO_UINT (number);
}

static unsigned
normal_number (Matching *matching, const Atom *name)
{
  g_autofree char *normal = normal_name (name->text);
  return number_of (matching, normal);
}

static MatchItem
item_of (Matching *matching, unsigned index, const Atom *name, const Atom *const *formerly,
         unsigned n_formerly)
{
  unsigned *numbers = arena_array (matching->arena, unsigned, n_formerly);
  for (unsigned i = 0; i < n_formerly; i++)
    numbers[i] = normal_number (matching, formerly[i]);
  return (MatchItem){ .index = index,
                      .place = MATCH_NO_PLACE,
                      .exact = number_of (matching, name->key),
                      .normal = normal_number (matching, name),
                      .n_formerly = n_formerly,
                      .formerly = numbers,
                      .mate = MATCH_NO_MATE };
}

static void
read_indicators (Matching *matching, unsigned side)
{
  const Scheme *scheme = matching->schemes[side];
  MatchItem *items = arena_array (matching->arena, MatchItem, scheme->n_indicators);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      const Description *description = &indicator->description;
      items[i] = item_of (matching, i, indicator->name, description->formerly, description->n_formerly);
      items[i].id = description->id ? number_of (matching, description->id->key) : 0;
    }
  matching->indicators.items[side] = items;
  matching->indicators.n[side] = scheme->n_indicators;
}

/* Tiers */

static unsigned
place_within (const Matching *matching, unsigned side, const Tier *tier)
{
  return tier ? matching->places[side][tier->index] : 0;
}

/* The normal names of the indicators in each tier and under it. */
static void
read_within (Matching *matching, unsigned side)
{
  const Scheme *scheme = matching->schemes[side];
  unsigned *n = matching->n_within[side] = arena_array (matching->arena, unsigned, scheme->n_tiers);
  guint64 **within = matching->within[side] = arena_array (matching->arena, guint64 *, scheme->n_tiers);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    for (const Tier *tier = scheme->indicators[i]->tier; tier; tier = tier->parent)
      n[tier->index]++;
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    {
      within[i] = arena_array (matching->arena, guint64, n[i]);
      n[i] = 0;
    }
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    for (const Tier *tier = scheme->indicators[i]->tier; tier; tier = tier->parent)
      within[tier->index][n[tier->index]++] = matching->indicators.items[side][i].normal;
}

static void
read_tiers (Matching *matching, unsigned side)
{
  const Scheme *scheme = matching->schemes[side];
  matching->tiers[side] = arena_array (matching->arena, MatchItem, scheme->n_tiers);
  matching->places[side] = arena_array (matching->arena, unsigned, scheme->n_tiers);
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    {
      const Tier *tier = scheme->tiers[i];
      matching->tiers[side][i] = item_of (matching, i, tier->name, &tier->formerly, tier->formerly ? 1 : 0);
      matching->places[side][i] = MATCH_NO_PLACE;
    }
}

static guint64
tier_bucket (G_GNUC_UNUSED Matching *matching, G_GNUC_UNUSED unsigned side, const MatchItem *item)
{
  return item->place;
}

static bool
knows_tier (const Framework *framework, const Tier *tier)
{
  for (unsigned i = 0; i < framework->n_tiers; i++)
    if (framework->tiers[i]->level == tier->level && atom_same (framework->tiers[i]->name, tier->name))
      return true;
  return false;
}

/* Of two tiers that both frameworks know by their names the one is not the other renamed: its indicators
 * moved. */
static void
tier_features (Matching *matching, unsigned side, const MatchItem *item, Likened *likened)
{
  likened->n = matching->n_within[side][item->index];
  likened->features = matching->within[side][item->index];
  likened->reserved
      = knows_tier (matching->schemes[!side]->framework, matching->schemes[side]->tiers[item->index]);
}

/* The tiers of LEVEL alone, each in its place. */
static MatchSides
tiers_of_level (Matching *matching, unsigned level)
{
  MatchSides sides = { .arena = matching->arena };
  for (unsigned side = 0; side < 2; side++)
    {
      const Scheme *scheme = matching->schemes[side];
      sides.items[side] = arena_array (matching->arena, MatchItem, scheme->n_tiers);
      for (unsigned i = 0; i < scheme->n_tiers; i++)
        if (scheme->tiers[i]->level == level)
          {
            MatchItem *item = &sides.items[side][sides.n[side]++];
            *item = matching->tiers[side][i];
            item->place = place_within (matching, side, scheme->tiers[i]->parent);
          }
    }
  return sides;
}

/* Takes over what was found, and numbers the pairs. */
static void
keep_tiers (Matching *matching, const MatchSides *sides)
{
  for (unsigned i = 0; i < sides->n[1]; i++)
    {
      MatchItem new = sides->items[1][i], old;
      if (new.mate == MATCH_NO_MATE)
        continue;
      old = sides->items[0][new.mate];
      new.mate = old.index;
      old.mate = new.index;
      matching->tiers[0][old.index] = old;
      matching->tiers[1][new.index] = new;
      matching->places[0][old.index] = matching->places[1][new.index] = ++matching->n_places;
    }
}

static void
match_tiers (Matching *matching, bool inferred)
{
  for (unsigned level = 1; level <= 2; level++)
    {
      MatchSides sides = tiers_of_level (matching, level);
      match_formerly (&sides);
      match_by_path (&sides);
      if (inferred)
        infer (matching, &sides, tier_bucket, tier_features, (LikenessLevel){ 50, true });
      keep_tiers (matching, &sides);
    }
}

/* Indicators */

/* Those in one tier whose targets are of one kind: values of a dimension, dates, or levels. */
static guint64
indicator_bucket (Matching *matching, unsigned side, const MatchItem *item)
{
  const Target *target = &matching->schemes[side]->indicators[item->index]->target;
  const char *dimension = target->measure ? dimension_text (target->measure->dimension) : "";
  g_autofree char *kind = target->direction == DIRECTION_LEVEL ? g_strdup ("level")
                          : target->is_date                    ? g_strdup ("date")
                                                               : g_strconcat ("of ", dimension, NULL);
  return match_key (item->place, number_of (matching, kind));
}

static void
indicator_features (Matching *matching, G_GNUC_UNUSED unsigned side, const MatchItem *item, Likened *likened)
{
  likened->features = likeness_bigrams (matching->texts->pdata[item->normal], matching->arena, &likened->n);
  likened->reserved = item->id != 0; /* who both have a 编号 would have been found by it */
}

static void
match_indicators (Matching *matching, bool inferred)
{
  MatchSides *sides = &matching->indicators;
  for (unsigned side = 0; side < 2; side++)
    for (unsigned i = 0; i < sides->n[side]; i++)
      sides->items[side][i].place
          = place_within (matching, side, matching->schemes[side]->indicators[i]->tier);
  match_by (sides, key_of_id, MATCH_ID);
  match_formerly (sides);
  match_by_path (sides);
  match_by (sides, key_of_name, MATCH_NAME);
  if (inferred)
    infer (matching, sides, indicator_bucket, indicator_features, (LikenessLevel){ 60, false });
}

/* The result */

static void
write_indicators (const Matching *matching, Arena *arena, Match *match)
{
  const MatchSides *sides = &matching->indicators;
  IndicatorPair *pairs = arena_array (arena, IndicatorPair, MIN (sides->n[0], sides->n[1]));
  const IndicatorPair **of_old = arena_array (arena, const IndicatorPair *, sides->n[0]);
  const IndicatorPair **of_new = arena_array (arena, const IndicatorPair *, sides->n[1]);
  for (unsigned i = 0; i < sides->n[1]; i++)
    {
      const MatchItem *item = &sides->items[1][i];
      IndicatorPair *pair = &pairs[match->n_pairs];
      if (item->mate == MATCH_NO_MATE)
        continue;
      *pair = (IndicatorPair){ matching->schemes[0]->indicators[item->mate],
                               matching->schemes[1]->indicators[i], item->by, item->likeness };
      of_old[item->mate] = of_new[i] = pair;
      match->n_pairs++;
    }
  match->pairs = pairs;
  match->pair_of_old = of_old;
  match->pair_of_new = of_new;
}

static void
write_tiers (const Matching *matching, Arena *arena, Match *match)
{
  unsigned n_old = matching->schemes[0]->n_tiers, n_new = matching->schemes[1]->n_tiers;
  TierPair *pairs = arena_array (arena, TierPair, MIN (n_old, n_new));
  const TierPair **of_old = arena_array (arena, const TierPair *, n_old);
  const TierPair **of_new = arena_array (arena, const TierPair *, n_new);
  for (unsigned i = 0; i < n_new; i++)
    {
      const MatchItem *item = &matching->tiers[1][i];
      TierPair *pair = &pairs[match->n_tiers];
      if (item->mate == MATCH_NO_MATE)
        continue;
      *pair = (TierPair){ matching->schemes[0]->tiers[item->mate], matching->schemes[1]->tiers[i], item->by,
                          item->likeness };
      of_old[item->mate] = of_new[i] = pair;
      match->n_tiers++;
    }
  match->tiers = pairs;
  match->tier_of_old = of_old;
  match->tier_of_new = of_new;
}

void
match_schemes (const Scheme *old, const Scheme *new, bool inferred, Arena *arena, Match *ret_match)
{
  g_autoptr (Arena) steps = arena_new ();
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  Matching matching = { .schemes = { old, new },
                        .arena = steps,
                        .numbers = numbers,
                        .texts = texts,
                        .indicators = { .arena = steps } };
  g_ptr_array_add (texts, NULL); /* no text has the number 0 */
  for (unsigned side = 0; side < 2; side++)
    {
      read_indicators (&matching, side);
      read_within (&matching, side);
      read_tiers (&matching, side);
    }
  match_tiers (&matching, inferred);
  match_indicators (&matching, inferred);
  *ret_match = (Match){ 0 };
  write_indicators (&matching, arena, ret_match);
  write_tiers (&matching, arena, ret_match);
}
