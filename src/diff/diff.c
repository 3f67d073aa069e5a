/* diff_run: one comparison from the two models to the list of changes.  What a change is, the other files of
   this folder know; here is only the order in which they are told. */
#include "diff/differ.h"

/* The indicators that only OLD has, each at the place of NEW's indicator that it stood after. */
typedef struct
{
  unsigned *first; /* by 1 + index in NEW, 0 for those before all: 1 + index in OLD; 0: none */
  unsigned *next;  /* by index in OLD */
} Dropped;

static void
append_dropped (Dropped *dropped, unsigned *last, unsigned place, unsigned old_index)
{
  if (last[place])
    dropped->next[last[place] - 1] = old_index + 1;
  else
    dropped->first[place] = old_index + 1;
  last[place] = old_index + 1;
}

static Dropped
place_dropped (const Differ *differ)
{
  const Match *match = &differ->diff->match;
  unsigned n_old = differ->old.scheme->n_indicators, n_new = differ->new.scheme->n_indicators, place = 0;
  Dropped dropped = { g_new0 (unsigned, n_new + 1), g_new0 (unsigned, n_old + 1) };
  g_autofree unsigned *last = g_new0 (unsigned, n_new + 1);
  for (unsigned i = 0; i < n_old; i++)
    if (match->pair_of_old[i])
      place = match->pair_of_old[i]->new->index + 1;
    else
      append_dropped (&dropped, last, place, i);
  return dropped;
}

static void
tell_dropped (Differ *differ, const Dropped *dropped, unsigned place)
{
  for (unsigned i = dropped->first[place]; i; i = dropped->next[i - 1])
    differ_alone (differ, differ->old.scheme->indicators[i - 1], NULL);
}

void
differ_match (Differ *differ)
{
  match_schemes (differ->old.scheme, differ->new.scheme, differ->infer, differ->arena, &differ->diff->match);
  differ_call_indicators (differ);
  differ_uses (differ);
}

void
differ_unmatch (Differ *differ)
{
  g_hash_table_unref (differ->rule_of);
  g_ptr_array_unref (differ->rules);
}

void
differ_indicators (Differ *differ)
{
  const Match *match = &differ->diff->match;
  Dropped dropped = place_dropped (differ);
  tell_dropped (differ, &dropped, 0);
  for (unsigned i = 0; i < differ->new.scheme->n_indicators; i++)
    {
      if (match->pair_of_new[i])
        differ_pair (differ, match->pair_of_new[i]);
      else
        differ_alone (differ, NULL, differ->new.scheme->indicators[i]);
      tell_dropped (differ, &dropped, i + 1);
    }
  g_free (dropped.first);
  g_free (dropped.next);
}

static void
compare_schemes (Differ *differ)
{
  differ_match (differ);
  differ_scheme (differ);
  differ_defaults (differ);
  differ_scales (differ);
  differ_shared_rules (differ);
  differ_tiers (differ);
  differ_indicators (differ);
  differ_unused (differ);
  differ_unmatch (differ);
}

static void
tell_lone_scheme (Differ *differ)
{
  const Scheme *old = differ->old.scheme, *new = differ->new.scheme, *scheme = old ? old : new;
  const char *form = differ_scheme_form (differ, old ? &differ->old : &differ->new);
  Subject subject = subject_of_name (differ, SUBJECT_SCHEME, NULL, scheme->name->text,
                                     old ? &old->origin : NULL, new ? &new->origin : NULL);
  differ_add_lone (differ, &subject, old != NULL, form);
}

static void
keep_changes (Differ *differ)
{
  Diff *diff = differ->diff;
  Change *changes = arena_array (differ->arena, Change, differ->changes->len + 1);
  for (guint i = 0; i < differ->changes->len; i++)
    changes[i] = g_array_index (differ->changes, Change, i);
  diff->changes = changes;
  diff->n_changes = differ->changes->len;
}

/* Effects */

/* What a changed target, rule or 算式 does to a row that has no value, the values cannot say. */
static void
note_undecided (const Differ *differ, Effect *effect)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  for (unsigned i = 0; i < differ->changes->len; i++)
    {
      const Change *change = &g_array_index (differ->changes, Change, i);
      ChangeCategory category = change_kind_category (change->kind);
      bool whole
          = (change->aspect == ASPECT_NONE || change->aspect == ASPECT_FORMULA) && change->old && change->new;
      if (change->aside)
        continue;
      for (unsigned j = 0; j < change->n_members; j++)
        if (g_hash_table_add (seen, (gpointer)change->members[j]))
          effect_note_changed (&differ->new, effect, change->members[j]);
      if (whole
          && (category == CATEGORY_TARGET || change->kind == CHANGE_INCOMPARABLE
              || change->aspect == ASPECT_FORMULA)
          && g_hash_table_add (seen, (gpointer)change->new))
        effect_note_changed (&differ->new, effect, change->new);
    }
}

static bool
compute_effect (const Differ *differ, const Actuals *actuals)
{
  Effect *effect = effect_compute (&differ->old, &differ->new, &differ->diff->match, actuals, differ->arena);
  if (effect)
    note_undecided (differ, effect);
  differ->diff->effect = effect;
  return effect != NULL;
}

Diff *
diff_run (const DiffInput *input, Arena *arena)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_autoptr (GArray) through = differ_through_new ();
  g_autoptr (GHashTable) prints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Diff *diff = arena_new0 (arena, Diff);
  Differ differ = { .old = input->old,
                    .new = input->new,
                    .diff = diff,
                    .infer = !input->no_infer,
                    .arena = arena,
                    .changes = changes,
                    .through = through,
                    .prints = prints };
  diff->old = input->old;
  diff->new = input->new;
  diff->for_git = input->for_git;
  if (input->old.scheme && input->new.scheme)
    compare_schemes (&differ);
  else
    {
      if (input->old.scheme || input->new.scheme)
        tell_lone_scheme (&differ);
      differ_declared (&differ);
    }
  differ_terms (&differ);
  differ_unclaimed (&differ);
  differ_not_compared (&differ);
  keep_changes (&differ);
  if (input->actuals && input->old.scheme && input->new.scheme && !compute_effect (&differ, input->actuals))
    return NULL;
  return diff;
}
