/* What the frameworks of both schemes say and no indicator shows: the 缺省规则 of a direction, and the 方向
   of a tier.  Those that an indicator of both sides goes by are compared where it is (use.c, target.c); the
   others are told here, once. */
#include "diff/differ.h"
#include "sema/normal.h"
#include "syntax/keywords.h"
#include <string.h>

static void
add_shown (GHashTable *shown, const Scheme *scheme, const Tier *tier, const IndicatorPair *pair)
{
  g_hash_table_add (shown, (gpointer)scheme_default_rule (scheme, tier, pair->old->target.direction));
  g_hash_table_add (shown, (gpointer)scheme_default_rule (scheme, tier, pair->new->target.direction));
}

/* The defaults that some pair goes by: of both directions, where that changed, since the rules are compared
 * for both. (owned) */
static GHashTable *
shown_defaults (const Differ *differ)
{
  GHashTable *shown = g_hash_table_new (NULL, NULL);
  const Match *match = &differ->diff->match;
  for (unsigned i = 0; i < match->n_pairs; i++)
    {
      const Indicator *old = match->pairs[i].old, *new = match->pairs[i].new;
      if (!old->rule_by_default || !new->rule_by_default)
        continue;
      add_shown (shown, differ->old.scheme, old->tier, &match->pairs[i]);
      add_shown (shown, differ->new.scheme, new->tier, &match->pairs[i]);
    }
  return shown;
}

static const char *
name_of (const Differ *differ, const RuleUse *use)
{
  return use && use->rule ? rule_normal_form (use, differ->arena) : NULL;
}

/* OLD and NEW by direction; NULL: none. */
static void
compare_defaults (Differ *differ, const Subject *subject, GHashTable *shown, const RuleUse *old,
                  const RuleUse *new)
{
  for (int i = 0; i < DIRECTION_N; i++)
    {
      const RuleUse *was = old ? &old[i] : NULL, *is = new ? &new[i] : NULL;
      const char *before = differ_use_meaning (differ, was), *after = differ_use_meaning (differ, is);
      Change *change;
      if (g_strcmp0 (before, after) == 0
          || (g_hash_table_contains (shown, was) && g_hash_table_contains (shown, is)))
        continue;
      change = differ_add (differ, subject, CHANGE_FRAMEWORK, ASPECT_DEFAULTS,
                           word_name ((Word)(WORD_UP + i), false), before, after);
      change->old_text = name_of (differ, was);
      change->new_text = name_of (differ, is);
    }
}

/* The tiers of NEW from which a target of both sides has its direction. (owned) */
static GHashTable *
shown_tiers (const Differ *differ)
{
  GHashTable *shown = g_hash_table_new (NULL, NULL);
  const Match *match = &differ->diff->match;
  for (unsigned i = 0; i < match->n_pairs; i++)
    if (match->pairs[i].new->tier
        && (match->pairs[i].old->target.from == FROM_TIER || match->pairs[i].new->target.from == FROM_TIER
            || match->pairs[i].old->target.from == FROM_NAME || match->pairs[i].new->target.from == FROM_NAME))
      g_hash_table_add (shown, match->pairs[i].new->tier);
  return shown;
}

/* The direction of TIER in words; NULL: it has none. (in the arena) */
static const char *
direction_of (const Differ *differ, const Tier *tier)
{
  const char *word = tier->has_direction ? word_name ((Word)(WORD_UP + tier->direction), false) : NULL;
  g_autofree char *upward = NULL, *both = NULL;
  if (!word || tier->direction != DIRECTION_DOWN || !tier->upward)
    return word;
  upward = g_strjoinv ("、", (char **)tier->upward);
  both = g_strdup_printf ("%s, %s %s", word, field_name (FIELD_UPWARD, false), upward);
  return arena_strndup (differ->arena, both, strlen (both));
}

void
differ_tier_direction (Differ *differ, const Subject *subject, const Tier *old, const Tier *new)
{
  const char *before = direction_of (differ, old), *after = direction_of (differ, new);
  if (g_strcmp0 (before, after) != 0)
    differ_add_text (differ, subject, CHANGE_FRAMEWORK, ASPECT_DIRECTION, before, after);
}

/* True if SCHEME has a tier of the path of TIER, of a framework. */
static bool
is_in_scheme (const Scheme *scheme, const Tier *tier)
{
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    if (atom_same (scheme->tiers[i]->name, tier->name) && !scheme->tiers[i]->parent == !tier->parent
        && (!tier->parent || atom_same (scheme->tiers[i]->parent->name, tier->parent->name)))
      return true;
  return false;
}

/* Of the tiers of the scheme its own word counts, of those that it has not the framework's. */
static void
compare_directions (Differ *differ)
{
  const Match *match = &differ->diff->match;
  g_autoptr (GHashTable) shown = shown_tiers (differ);
  for (unsigned i = 0; i < match->n_tiers; i++)
    {
      Subject subject = subject_of_tier_pair (differ, match->tiers[i].old, match->tiers[i].new);
      if (!g_hash_table_contains (shown, match->tiers[i].new))
        differ_tier_direction (differ, &subject, match->tiers[i].old, match->tiers[i].new);
    }
}

void
differ_defaults (Differ *differ)
{
  const Framework *old = differ->old.scheme->framework, *new = differ->new.scheme->framework;
  Subject subject = subject_of_name (differ, SUBJECT_FRAMEWORK, old->name->text, new->name->text,
                                     &old->origin, &new->origin);
  g_autoptr (GHashTable) defaults = shown_defaults (differ);
  compare_defaults (differ, &subject, defaults, old->defaults, new->defaults);
  for (unsigned i = 0; i < new->n_tiers; i++)
    {
      const Tier *is = new->tiers[i], *was = differ_expected_tier (differ, old, new, is, &subject);
      if (!was)
        continue;
      compare_defaults (differ, &subject, defaults, was->defaults, is->defaults);
      if (!is_in_scheme (differ->new.scheme, is) && !is_in_scheme (differ->old.scheme, was))
        differ_tier_direction (differ, &subject, was, is);
    }
  compare_directions (differ);
}
