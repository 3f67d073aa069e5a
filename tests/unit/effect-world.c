/* Two definitions in one session.  The match is by equal names, which is what these tests mean; how
   definitions are matched is tested elsewhere. */
#include "effect-world.h"
#include "helper.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>

static Model *
load (EffectWorld *world, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (world->folder, name, NULL);
  Module *module;
  Model *model;
  assert_true (g_file_set_contents (path, text, -1, NULL));
  module = session_load (world->session, path);
  assert_non_null (module);
  model = sema_check (world->session, module);
  if (diag_sink_count (world->sink, SEVERITY_ERROR) > 0)
    print_error ("%s\n%s\n", ((const Diag *)diag_sink_sorted (world->sink)->pdata[0])->message, text);
  assert_int_equal (diag_sink_count (world->sink, SEVERITY_ERROR), 0);
  return model;
}

static void
read_actuals (EffectWorld *world, const char *rows)
{
  g_autofree char *path = g_build_filename (world->folder, "actuals.jx", NULL);
  const Scheme *scheme = world->old.scheme;
  g_autofree char *text = g_strdup_printf ("实绩 %s %d { %s }\n", scheme->name->text, scheme->year, rows);
  Module *module;
  assert_true (g_file_set_contents (path, text, -1, NULL));
  module = session_load (world->session, path);
  assert_non_null (module);
  world->actuals = actuals_new (world->old.model, scheme);
  if (!actuals_read_block (world->actuals, module->unit, ast_find (module->unit->root, AST_ACTUALS)))
    fail_msg ("%s", text);
  actuals_finish (world->actuals, true);
}

static void
match_indicators (EffectWorld *world)
{
  const Scheme *old = world->old.scheme, *new = world->new.scheme;
  IndicatorPair *pairs = arena_array (world->arena, IndicatorPair, new->n_indicators + 1);
  const IndicatorPair **of_old = arena_array (world->arena, const IndicatorPair *, old->n_indicators + 1);
  const IndicatorPair **of_new = arena_array (world->arena, const IndicatorPair *, new->n_indicators + 1);
  Match *match = &world->match;
  g_autoptr (GHashTable) by_name = g_hash_table_new (NULL, NULL);
  for (unsigned i = 0; i < old->n_indicators; i++)
    g_hash_table_insert (by_name, (gpointer)old->indicators[i]->name->key, old->indicators[i]);
  for (unsigned i = 0; i < new->n_indicators; i++)
    {
      const Indicator *before = g_hash_table_lookup (by_name, new->indicators[i]->name->key);
      if (!before)
        continue;
      pairs[match->n_pairs] = (IndicatorPair){ before, new->indicators[i], MATCH_PATH, 0 };
      of_old[before->index] = of_new[i] = &pairs[match->n_pairs++];
    }
  match->pairs = pairs;
  match->pair_of_old = of_old;
  match->pair_of_new = of_new;
}

static void
match_tiers (EffectWorld *world)
{
  const Scheme *old = world->old.scheme, *new = world->new.scheme;
  TierPair *tiers = arena_array (world->arena, TierPair, new->n_tiers + 1);
  const TierPair **of_old = arena_array (world->arena, const TierPair *, old->n_tiers + 1);
  const TierPair **of_new = arena_array (world->arena, const TierPair *, new->n_tiers + 1);
  Match *match = &world->match;
  for (unsigned i = 0; i < new->n_tiers; i++)
    for (unsigned k = 0; k < old->n_tiers; k++)
      if (atom_same (old->tiers[k]->name, new->tiers[i]->name))
        {
          tiers[match->n_tiers] = (TierPair){ old->tiers[k], new->tiers[i], MATCH_PATH, 0 };
          of_old[k] = of_new[i] = &tiers[match->n_tiers++];
        }
  match->tiers = tiers;
  match->tier_of_old = of_old;
  match->tier_of_new = of_new;
}

EffectWorld *
effect_world_new (const char *old, const char *new, const char *actuals)
{
  EffectWorld *world = g_new0 (EffectWorld, 1);
  g_autofree char *library = tree_path ("stdlib");
  world->folder = g_dir_make_tmp ("jixiao-test-XXXXXX", NULL);
  assert_non_null (world->folder);
  world->sink = diag_sink_new ();
  world->session = session_new (library, world->sink);
  world->arena = arena_new ();
  world->old.model = load (world, "old.jx", old);
  world->new.model = load (world, "new.jx", new);
  world->old.scheme = world->old.model->schemes->pdata[0];
  world->new.scheme = world->new.model->schemes->pdata[0];
  read_actuals (world, actuals);
  match_indicators (world);
  match_tiers (world);
  return world;
}

static void
remove_file (const EffectWorld *world, const char *name)
{
  g_autofree char *path = g_build_filename (world->folder, name, NULL);
  g_unlink (path);
}

void
effect_world_free (EffectWorld *world)
{
  remove_file (world, "old.jx");
  remove_file (world, "new.jx");
  remove_file (world, "actuals.jx");
  actuals_free (world->actuals);
  model_free (world->old.model);
  model_free (world->new.model);
  session_free (world->session);
  diag_sink_free (world->sink);
  arena_free (world->arena);
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world);
}

const Effect *
effect_world_compute (EffectWorld *world)
{
  return effect_compute (&world->old, &world->new, &world->match, world->actuals, world->arena);
}

const IndicatorEffect *
effect_of (const Effect *effect, const char *name)
{
  for (unsigned i = 0; i < effect->n_indicators; i++)
    {
      const IndicatorEffect *one = &effect->indicators[i];
      if (strcmp ((one->new ? one->new : one->old)->name->text, name) == 0)
        return one;
    }
  fail_msg ("no indicator %s", name);
  return NULL;
}

static void
append_range (GString *out, const ScoreRange *range)
{
  rational_append_fraction (out, range->low);
  if (rational_equal (range->low, range->high))
    return;
  g_string_append (out, "..");
  rational_append_fraction (out, range->high);
}

char *
effect_text (const ScoreRange *before, const ScoreRange *after, const ScoreRange *parts)
{
  GString *out = g_string_new (NULL);
  append_range (out, before);
  g_string_append (out, " -> ");
  append_range (out, after);
  g_string_append (out, " =");
  for (int cause = 0; cause < CAUSE_N; cause++)
    if (rational_sign (parts[cause].low) != 0 || rational_sign (parts[cause].high) != 0)
      {
        g_string_append_printf (out, " %s ", cause_word (cause));
        append_range (out, &parts[cause]);
      }
  return g_string_free (out, FALSE);
}
