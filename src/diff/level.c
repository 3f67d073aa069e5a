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
} Pair;

static bool
same_words (const char *a, const char *b)
{
  g_autofree char *x = text_fold_key (a, -1), *y = text_fold_key (b, -1);
  return strcmp (x, y) == 0;
}

/* Where an actual value is looked up. */
static const Scale *
scale_of (const Pair *pair, unsigned which)
{
  const Indicator *indicator = pair->indicator[which];
  return indicator && indicator->scale ? indicator->scale : pair->target[which]->level->scale;
}

static const Level *
find_level (const Scale *scale, const Atom *name)
{
  for (unsigned i = 0; i < scale->n_levels; i++)
    if (atom_same (scale->levels[i].name, name))
      return &scale->levels[i];
  return NULL;
}

static bool
admits (const Pair *pair, unsigned which, const Level *level)
{
  const Target *target = pair->target[which];
  return same_words (level->name->text, target->words) || level_is_met (target, level);
}

static bool
confirm_level (const Pair *pair, unsigned which, const Level *level, bool met)
{
  Actual actual = { .kind = ACTUAL_LEVEL,
                    .words = level->name->text,
                    .level = level,
                    .level_met = met,
                    .rate_low = RATIONAL_ZERO,
                    .rate_high = RATIONAL_ZERO };
  return !pair->indicator[which] || side_is_met (pair->side[which], pair->indicator[which], &actual) == met;
}

/* The names of side HAS that it admits and the other, which knows them, does not: the target's own before
   others. True if there are some. */
static bool
find_level_witness (const Pair *pair, unsigned has, TargetComparison *comparison)
{
  const Scale *scale = scale_of (pair, has);
  const char *words = pair->target[has]->words;
  const Level *best = NULL, *other = NULL;
  for (unsigned i = 0; i < scale->n_levels; i++)
    {
      const Level *level = &scale->levels[i], *there = find_level (scale_of (pair, !has), level->name);
      if (!there || !admits (pair, has, level) || admits (pair, !has, there))
        continue;
      if (!best || same_words (level->name->text, words))
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
  const Scale *scale = scale_of (pair, 0);
  *ret_any = *ret_both = false;
  for (unsigned i = 0; i < scale->n_levels; i++)
    {
      const Level *there = find_level (scale_of (pair, 1), scale->levels[i].name);
      *ret_any = *ret_any || there;
      *ret_both = *ret_both || (there && admits (pair, 0, &scale->levels[i]) && admits (pair, 1, there));
    }
}

void
compare_levels (const Side *const sides[2], const Target *const targets[2],
                const Indicator *const indicators[2], TargetComparison *comparison)
{
  const Pair of = { sides, targets, indicators }, *pair = &of;
  const Target *old = targets[0], *new = targets[1];
  bool any, both, only_old, only_new;
  if (!old->level || !new->level)
    {
      comparison->relation = !old->level && !new->level &&same_words (old->words, new->words)
                                 ? TARGETS_EQUAL
                                 : TARGETS_INCOMPARABLE;
      return;
    }
  count_common (pair, &any, &both);
  if (!any || !atom_same (scale_of (pair, 0)->name, scale_of (pair, 1)->name))
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
