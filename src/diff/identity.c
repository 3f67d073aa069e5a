/* What indicators are called in fingerprints.  An approval must cover one indicator only, so no two of a side
   are called alike: by 编号, where it stands once; by the normal form of the path, so that the approval
   outlives another spelling; where two of a side have one normal form, by their names as folded; and where
   these are the same, by their order on that side. */
#include "diff/differ.h"
#include "base/normal-name.h"
#include "base/text.h"
#include <string.h>

typedef char *Call (const Indicator *indicator); /* (owned); NULL: nothing */

static char *
call_by_id (const Indicator *indicator)
{
  const Atom *id = indicator->description.id;
  return id ? g_strdup_printf ("#%s", id->key) : NULL;
}

/* What NAME makes of the names of the tiers and the indicator. */
static char *
path_by (const Indicator *indicator, char *(*name) (const char *text))
{
  const char *names[3];
  unsigned n = 0;
  GString *path = g_string_new (NULL);
  names[n++] = indicator->name->text;
  for (const Tier *tier = indicator->tier; tier; tier = tier->parent)
    names[n++] = tier->name->text;
  while (n--)
    {
      g_autofree char *part = name (names[n]);
      g_string_append_printf (path, "/%s", part);
    }
  return g_string_free (path, FALSE);
}

static char *
call_by_normal_path (const Indicator *indicator)
{
  return path_by (indicator, normal_name);
}

static char *
folded (const char *name)
{
  return text_fold_key (name, -1);
}

static char *
call_by_path (const Indicator *indicator)
{
  return path_by (indicator, folded);
}

/* The names that CALL gives to one indicator of SCHEME only, where CALLED has none yet. */
static void
call_unique (const Scheme *scheme, Call *call, Arena *arena, const char **called)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree const char **names = g_new0 (const char *, scheme->n_indicators + 1);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      g_autofree char *name = call (scheme->indicators[i]);
      guint n = name ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) : 0;
      if (!name)
        continue;
      names[i] = arena_strndup (arena, name, strlen (name));
      g_hash_table_replace (counts, g_steal_pointer (&name), GUINT_TO_POINTER (n + 1));
    }
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    if (!called[i] && names[i] && GPOINTER_TO_UINT (g_hash_table_lookup (counts, names[i])) == 1)
      called[i] = names[i];
}

/* The rest: `/产出/甲#2`. */
static void
call_in_order (const Scheme *scheme, Arena *arena, const char **called)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      g_autofree char *path = called[i] ? NULL : call_by_path (scheme->indicators[i]), *name = NULL;
      guint n = path ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, path)) + 1 : 0;
      if (!path)
        continue;
      name = g_strdup_printf ("%s#%u", path, n);
      called[i] = arena_strndup (arena, name, strlen (name));
      g_hash_table_replace (counts, g_steal_pointer (&path), GUINT_TO_POINTER (n));
    }
}

void
differ_call_indicators (Differ *differ)
{
  const Scheme *schemes[] = { differ->old.scheme, differ->new.scheme };
  for (int side = 0; side < 2; side++)
    {
      const char **called = arena_array (differ->arena, const char *, schemes[side]->n_indicators + 1);
      memset (called, 0, (schemes[side]->n_indicators + 1) * sizeof *called);
      call_unique (schemes[side], call_by_id, differ->arena, called);
      call_unique (schemes[side], call_by_normal_path, differ->arena, called);
      call_unique (schemes[side], call_by_path, differ->arena, called);
      call_in_order (schemes[side], differ->arena, called);
      differ->called[side] = called;
    }
}
