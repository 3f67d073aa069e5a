/* Targets that are levels.  An actual value of theirs is a name, so that the names which both scales have are
   all that could have been given in both years: they are asked for one by one. */
#include "diff/level.h"
#include "base/text.h"
#include <string.h>

typedef struct
{
  const Side *const *side;
  const Target *const *target;
  const Indicator *const *indicator;
  const Scale *scale[2]; /* where an actual value is looked up */
  GHashTable *levels[2];
  const char *words[2]; /* of the targets, folded */
} Pair;

static const Scale *
scale_of (const Target *target, const Indicator *indicator)
{
  return indicator && indicator->scale ? indicator->scale : target->level->scale;
}

/* The levels of SCALE by the key of their names. (owned) */
static GHashTable *
levels_of (const Scale *scale)
{
  GHashTable *levels = g_hash_table_new (NULL, NULL);
  for (unsigned i = 0; i < scale->n_levels; i++)
    g_hash_table_insert (levels, (gpointer)scale->levels[i].name->key, (gpointer)&scale->levels[i]);
  return levels;
}

bool
scales_correspond (const Scale *old, const Scale *new)
{
  g_autoptr (GHashTable) levels = NULL;
  if (atom_same (old->name, new->name))
    return true;
  if (old->n_levels != new->n_levels || old->n_ranks != new->n_ranks)
    return false;
  levels = levels_of (new);
  for (unsigned i = 0; i < old->n_levels; i++)
    {
      const Level *there = g_hash_table_lookup (levels, old->levels[i].name->key);
      if (!there || there->rank != old->levels[i].rank)
        return false;
    }
  return true;
}

/* What stands under the name of level I of the scale HAS on the other one, or NULL. */
static const Level *
counterpart (const Pair *pair, unsigned has, unsigned i)
{
  const Atom *name = pair->scale[has]->levels[i].name;
  const Scale *other = pair->scale[!has];
  if (i < other->n_levels && atom_same (other->levels[i].name, name))
    return &other->levels[i];
  return g_hash_table_lookup (pair->levels[!has], name->key);
}

static bool
is_targets_own (const Pair *pair, unsigned which, const Level *level)
{
  return strcmp (level->name->key, pair->words[which]) == 0;
}

static bool
admits (const Pair *pair, unsigned which, const Level *level)
{
  return level_is_met (pair->target[which], level) || is_targets_own (pair, which, level);
}

/* By its name, as an actual value gives it. */
static bool
confirm_level (const Pair *pair, unsigned which, const Level *level, bool met)
{
  const Side *side = pair->side[which];
  const Indicator *indicator = pair->indicator[which];
  return !indicator || !side->scheme
         || level_words_meet (side->model, side->scheme, indicator, level->name->text) == met;
}

/* The names of side HAS that it admits and the other, which knows them, does not: the target's own before
   others. True if there are some. */
static bool
find_level_witness (const Pair *pair, unsigned has, TargetComparison *comparison)
{
  const Scale *scale = pair->scale[has];
  const Level *best = NULL, *other = NULL;
  for (unsigned i = 0; i < scale->n_levels; i++)
    {
      const Level *level = &scale->levels[i], *there = counterpart (pair, has, i);
      if (!there || !admits (pair, has, level) || admits (pair, !has, there))
        continue;
      if (!best || is_targets_own (pair, has, level))
        {
          best = level;
          other = there;
        }
    }
  if (!best)
    return false;
  if (!confirm_level (pair, has, best, true) || !confirm_level (pair, !has, other, false))
    comparison->unconfirmed = true;
  else
    *(has ? &comparison->only_new : &comparison->only_old)
        = (TargetWitness){ .found = true, .value = RATIONAL_ZERO, .text = best->name->text };
  return true;
}

/* Of the names that both scales have: whether there are any, and any that both admit. */
static void
count_common (const Pair *pair, bool *ret_any, bool *ret_both)
{
  const Scale *scale = pair->scale[0];
  *ret_any = *ret_both = false;
  for (unsigned i = 0; i < scale->n_levels; i++)
    {
      const Level *there = counterpart (pair, 0, i);
      *ret_any = *ret_any || there;
      *ret_both = *ret_both || (there && admits (pair, 0, &scale->levels[i]) && admits (pair, 1, there));
    }
}

/* Both targets are levels. */
static void
compare_on_scales (const Pair *pair, TargetComparison *comparison)
{
  bool any, both, only_old, only_new;
  count_common (pair, &any, &both);
  if (!any || !scales_correspond (pair->scale[0], pair->scale[1]))
    {
      comparison->relation = TARGETS_INCOMPARABLE;
      return;
    }
  only_old = find_level_witness (pair, 0, comparison);
  only_new = find_level_witness (pair, 1, comparison);
  if (only_old && only_new)
    comparison->relation = both ? TARGETS_CROSSING : TARGETS_DISJOINT;
  else
    comparison->relation = only_old ? TARGETS_TIGHTENED : only_new ? TARGETS_LOOSENED : TARGETS_EQUAL;
}

void
compare_levels (const Side *const sides[2], const Target *const targets[2],
                const Indicator *const indicators[2], TargetComparison *comparison)
{
  const Target *old = targets[0], *new = targets[1];
  g_autofree char *old_words = text_fold_key (old->words, -1), *new_words = text_fold_key (new->words, -1);
  Pair pair
      = { .side = sides, .target = targets, .indicator = indicators, .words = { old_words, new_words } };
  if (!old->level || !new->level)
    {
      bool same = strcmp (old_words, new_words) == 0 && !old->level && !new->level;
      comparison->relation = same ? TARGETS_EQUAL : TARGETS_INCOMPARABLE;
      return;
    }
  for (unsigned which = 0; which < 2; which++)
    {
      pair.scale[which] = scale_of (targets[which], indicators[which]);
      pair.levels[which] = levels_of (pair.scale[which]);
    }
  compare_on_scales (&pair, comparison);
  for (unsigned which = 0; which < 2; which++)
    g_hash_table_unref (pair.levels[which]);
}
