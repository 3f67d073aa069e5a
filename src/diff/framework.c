/* What changed above the indicators: the scheme's name, its framework and what that says (保留, 不适用按,
   定性等次, 等级, 满分), the names and weights of tiers.  Default rules are told where indicators use them
   (use.c); of files without a scheme declared.c has them compared. */
#include "diff/differ.h"
#include "base/normal-name.h"
#include "syntax/keywords.h"
#include <string.h>

/* Frameworks */

static const Grade *
grade_of (const Framework *framework, const Atom *name)
{
  for (unsigned i = 0; i < framework->n_grades; i++)
    if (atom_same (framework->grades[i].name, name))
      return &framework->grades[i];
  return NULL;
}

static void
add_grade (Differ *differ, const Subject *subject, const Grade *old, const Grade *new)
{
  TargetComparison comparison;
  Change *change;
  if (old && new)
    {
      compare_target_sets (&differ->old, &old->condition, &differ->new, &new->condition, differ->arena,
                           &comparison);
      if (comparison.relation == TARGETS_EQUAL)
        return;
    }
  change = differ_add (differ, subject, CHANGE_FRAMEWORK, ASPECT_GRADES, (new ? new : old)->name->text,
                       old ? target_normal_form (&differ->old, &old->condition, differ->arena) : NULL,
                       new ? target_normal_form (&differ->new, &new->condition, differ->arena) : NULL);
  change->old_text = old ? old->condition.text : NULL;
  change->new_text = new ? new->condition.text : NULL;
}

static void
add_grades (Differ *differ, const Subject *subject, const Framework *old, const Framework *new)
{
  for (unsigned i = 0; i < new->n_grades; i++)
    add_grade (differ, subject, grade_of (old, new->grades[i].name), &new->grades[i]);
  for (unsigned i = 0; i < old->n_grades; i++)
    if (!grade_of (new, old->grades[i].name))
      add_grade (differ, subject, &old->grades[i], NULL);
}

static const char *
places_text (const Differ *differ, unsigned places)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, "%u位小数", places);
  return differ_text (differ, text);
}

static const char *
scale_name (const Scale *scale)
{
  return scale ? scale->name->text : NULL;
}

static void
add_properties (Differ *differ, const Subject *subject, const Framework *old, const Framework *new)
{
  if (old->places != new->places)
    differ_add_text (differ, subject, CHANGE_FRAMEWORK, ASPECT_PRECISION, places_text (differ, old->places),
                     places_text (differ, new->places));
  if (old->na_policy != new->na_policy)
    differ_add_text (differ, subject, CHANGE_FRAMEWORK, ASPECT_NA_POLICY,
                     na_policy_name (old->na_policy, false), na_policy_name (new->na_policy, false));
  if (g_strcmp0 (scale_name (old->judged_on), scale_name (new->judged_on)) != 0)
    differ_add_text (differ, subject, CHANGE_FRAMEWORK, ASPECT_JUDGED_ON, scale_name (old->judged_on),
                     scale_name (new->judged_on));
  if (!rational_equal (old->full, new->full))
    differ_add_text (differ, subject, CHANGE_FRAMEWORK, ASPECT_FULL, differ_points (differ, old->full),
                     differ_points (differ, new->full));
  add_grades (differ, subject, old, new);
}

/* Default rules, where no scheme shows what they do. */
static void
add_defaults (Differ *differ, const Subject *subject, const RuleUse *old, const RuleUse *new)
{
  for (int i = 0; i < DIRECTION_N; i++)
    {
      const RuleUse *was = old ? &old[i] : NULL, *is = new ? &new[i] : NULL;
      const char *before = was && was->rule ? rule_normal_form (was, differ->arena) : NULL;
      const char *after = is && is->rule ? rule_normal_form (is, differ->arena) : NULL;
      Change *change;
      if (g_strcmp0 (before, after) == 0)
        continue;
      change = differ_add (differ, subject, CHANGE_RULE, ASPECT_DEFAULTS,
                           word_name ((Word)(WORD_UP + i), false), before, after);
      change->old_text = before;
      change->new_text = after;
    }
}

static const Tier *
tier_like (const Framework *framework, const Tier *tier)
{
  for (unsigned i = 0; i < framework->n_tiers; i++)
    {
      const Tier *other = framework->tiers[i];
      if (atom_same (other->name, tier->name) && !other->parent == !tier->parent
          && (!tier->parent || atom_same (other->parent->name, tier->parent->name)))
        return other;
    }
  return NULL;
}

/* OLD and NEW, one of which may be NULL, below the name of their FRAMEWORK. */
static Subject
subject_of_expected (const Differ *differ, const Framework *framework, const Tier *old, const Tier *new)
{
  const Tier *tier = new ? new : old;
  const char *names[3];
  unsigned n = 0;
  names[n++] = framework->name->text;
  if (tier->parent)
    names[n++] = tier->parent->name->text;
  names[n++] = tier->name->text;
  return subject_of_path (differ, SUBJECT_TIER, (ChangePath){ n, names }, old ? &old->origin : NULL,
                          new ? &new->origin : NULL);
}

const Tier *
differ_expected_tier (const Differ *differ, const Framework *old, const Framework *new, const Tier *tier,
                      Subject *ret_subject)
{
  const Tier *was = tier_like (old, tier);
  if (!was)
    return NULL;
  *ret_subject = subject_of_expected (differ, new, was, tier);
  return was;
}

/* What the frameworks expect of a tier; OLD or NEW may be NULL. */
static void
add_expected (Differ *differ, const Framework *framework, const Tier *old, const Tier *new)
{
  Subject subject = subject_of_expected (differ, framework, old, new);
  if (!old || !new)
    {
      differ_add_lone (differ, &subject, old != NULL, differ_tier_form (differ, old ? old : new));
      return;
    }
  if (old->has_expected != new->has_expected
      || (old->has_expected && !rational_equal (old->expected, new->expected)))
    differ_add_text (differ, &subject, CHANGE_WEIGHT, ASPECT_NONE,
                     old->has_expected ? differ_points (differ, old->expected) : NULL,
                     new->has_expected ? differ_points (differ, new->expected) : NULL);
  differ_tier_direction (differ, &subject, old, new);
  add_defaults (differ, &subject, old->defaults, new->defaults);
}

/* A framework is of no year: a day that shows a change is one of every year. */
static void
leave_out_year (const Differ *differ, Change *change)
{
  TargetWitness *const witnesses[] = { &change->targets.only_old, &change->targets.only_new };
  g_autofree char *year = g_strdup_printf ("%d年", differ->new.scheme->year);
  for (unsigned i = 0; i < G_N_ELEMENTS (witnesses); i++)
    if (witnesses[i]->found && g_str_has_prefix (witnesses[i]->text, year))
      witnesses[i]->text += strlen (year);
}

/* As schemes would have them that add none. */
static void
add_own_indicators (Differ *differ, const Framework *old, const Framework *new)
{
  Diff own = { 0 };
  Differ inner = *differ;
  guint before = differ->changes->len;
  if (!old->n_indicators && !new->n_indicators)
    return;
  inner.framework = new;
  inner.old.scheme = model_framework_scheme (differ->old.model, old);
  inner.new.scheme = model_framework_scheme (differ->new.model, new);
  inner.diff = &own;
  differ_match (&inner);
  differ_shared_rules (&inner);
  differ_indicators (&inner);
  differ_unmatch (&inner);
  for (guint i = before; i < differ->changes->len; i++)
    leave_out_year (&inner, &g_array_index (differ->changes, Change, i));
  differ->diff->n_unchanged += own.n_unchanged;
  differ->diff->unconfirmed = differ->diff->unconfirmed || own.unconfirmed;
}

void
differ_framework (Differ *differ, const Framework *old, const Framework *new)
{
  Subject subject = subject_of_name (differ, SUBJECT_FRAMEWORK, old->name->text, new->name->text,
                                     &old->origin, &new->origin);
  add_properties (differ, &subject, old, new);
  add_defaults (differ, &subject, old->defaults, new->defaults);
  for (unsigned i = 0; i < new->n_tiers; i++)
    add_expected (differ, new, tier_like (old, new->tiers[i]), new->tiers[i]);
  for (unsigned i = 0; i < old->n_tiers; i++)
    if (!tier_like (new, old->tiers[i]))
      add_expected (differ, old, old->tiers[i], NULL);
  add_own_indicators (differ, old, new);
}

/* Schemes */

void
differ_scheme (Differ *differ)
{
  const Scheme *old = differ->old.scheme, *new = differ->new.scheme;
  Subject subject = subject_of_name (differ, SUBJECT_SCHEME, old->name->text, new->name->text, &old->origin,
                                     &new->origin);
  const Framework *before = old->framework, *after = new->framework;
  Subject framework = subject_of_name (differ, SUBJECT_FRAMEWORK, before->name->text, after->name->text,
                                       &before->origin, &after->origin);
  g_autofree char *old_name = normal_name_told (old->name->text),
                  *new_name = normal_name_told (new->name->text);
  if (strcmp (old_name, new_name) != 0)
    differ_add_text (differ, &subject, CHANGE_RENAMED, ASPECT_NONE, old->name->text, new->name->text);
  if (!atom_same (before->name, after->name))
    differ_add_text (differ, &framework, CHANGE_FRAMEWORK, ASPECT_NONE, before->name->text,
                     after->name->text);
  add_properties (differ, &framework, before, after);
  differ_field (differ, &subject, &old->origin, &new->origin, FIELD_ORGANISATION, ASPECT_ORGANISATION);
  differ_field (differ, &subject, &old->origin, &new->origin, FIELD_OWNER, ASPECT_OWNER);
  differ_field (differ, &subject, &old->origin, &new->origin, FIELD_SOURCE, ASPECT_SOURCE);
  differ_words (differ, &subject, &old->origin, &new->origin);
}

/* Tiers */

/* What the scheme says the tier weighs, or else its framework. */
static bool
weight_of (const Tier *tier, Rational *ret_weight)
{
  *ret_weight = tier->has_stated ? tier->stated : tier->expected;
  return tier->has_stated || tier->has_expected;
}

static void
add_tier_weight (Differ *differ, const Subject *subject, const TierPair *pair)
{
  Rational old, new;
  bool had = weight_of (pair->old, &old), has = weight_of (pair->new, &new);
  if (had != has || (had && !rational_equal (old, new)))
    differ_add_text (differ, subject, CHANGE_WEIGHT, ASPECT_NONE, had ? differ_points (differ, old) : NULL,
                     has ? differ_points (differ, new) : NULL);
}

static void
add_tier_name (Differ *differ, const Subject *subject, const TierPair *pair)
{
  g_autofree char *old_name = normal_name_told (pair->old->name->text),
                  *new_name = normal_name_told (pair->new->name->text);
  Change *change;
  if (strcmp (old_name, new_name) == 0)
    return;
  change = differ_add_text (differ, subject, CHANGE_RENAMED, ASPECT_NONE, pair->old->name->text,
                            pair->new->name->text);
  if (pair->by != MATCH_INFERRED)
    return;
  change->fix = differ_formerly (differ, pair->old->name);
  change->fix_at = subject->new_at;
}

static void
add_tier (Differ *differ, const Tier *old, const Tier *new)
{
  Subject subject = subject_of_tier_pair (differ, old, new);
  Change *change;
  Rational weight;
  if (old && new)
    {
      add_tier_name (differ, &subject, differ->diff->match.tier_of_new[new->index]);
      add_tier_weight (differ, &subject, differ->diff->match.tier_of_new[new->index]);
      differ_field (differ, &subject, &old->origin, &new->origin, FIELD_OWNER, ASPECT_OWNER);
      if (!old->from_framework || !new->from_framework) /* else they are the frameworks' words */
        differ_words (differ, &subject, &old->origin, &new->origin);
      return;
    }
  change = differ_add_lone (differ, &subject, old != NULL, differ_tier_form (differ, old ? old : new));
  if (weight_of (old ? old : new, &weight))
    *(old ? &change->old_text : &change->new_text) = differ_points (differ, weight);
}

void
differ_tiers (Differ *differ)
{
  const Match *match = &differ->diff->match;
  for (unsigned i = 0; i < differ->new.scheme->n_tiers; i++)
    add_tier (differ, match->tier_of_new[i] ? match->tier_of_new[i]->old : NULL,
              differ->new.scheme->tiers[i]);
  for (unsigned i = 0; i < differ->old.scheme->n_tiers; i++)
    if (!match->tier_of_old[i])
      add_tier (differ, differ->old.scheme->tiers[i], NULL);
}
