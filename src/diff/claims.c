/* Declarations that were to tell what is which and could not be used: a 原名 of an indicator or a tier that
   names nothing in OLD, or what is still there or is claimed by another one too; a 编号 that stands more than
   once.  Each that found its mate, or tells what both years know, is silent. */
#include "base/i18n.h"
#include "base/normal-name.h"
#include "diff/diff.h"
#include "syntax/keywords.h"
#include <string.h>

/* An indicator or a tier, as far as 原名 goes. */
typedef struct
{
  const Origin *origin;
  const Atom *name;
  const Atom *const *formerly;
  const AstNode *const *formerly_at; /* NULL: find it */
  unsigned n_formerly;
} Named;

static Named
named_indicator (const Indicator *indicator)
{
  return (Named){ &indicator->origin, indicator->name, indicator->description.formerly,
                  indicator->description.formerly_at, indicator->description.n_formerly };
}

static Named
named_tier (const Tier *tier)
{
  return (Named){ &tier->origin, tier->name, &tier->formerly, NULL, tier->formerly != NULL };
}

/* What OLD has, by what may be claimed. */
typedef struct
{
  GHashTable *indicators, *tiers[3]; /* by name in normal form, the tiers by level: the first of it */
  GHashTable *by_id;                 /* the first Indicator of it */
} Claimed;

static Claimed
read_claimed (const Scheme *old)
{
  Claimed claimed = { .indicators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                      .by_id = g_hash_table_new (NULL, NULL) };
  for (unsigned i = old->n_indicators; i-- > 0;)
    {
      const Indicator *indicator = old->indicators[i];
      const Atom *id = indicator->description.id;
      g_hash_table_replace (claimed.indicators, normal_name (indicator->name->text),
                            (gpointer)indicator);
      if (id)
        g_hash_table_replace (claimed.by_id, (gpointer)id->key, (gpointer)indicator);
    }
  for (unsigned level = 1; level <= 2; level++)
    claimed.tiers[level] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned i = old->n_tiers; i-- > 0;)
    g_hash_table_replace (claimed.tiers[old->tiers[i]->level], normal_name (old->tiers[i]->name->text),
                          (gpointer)old->tiers[i]);
  return claimed;
}

static void
claimed_clear (Claimed *claimed)
{
  g_hash_table_unref (claimed->indicators);
  g_hash_table_unref (claimed->by_id);
  g_hash_table_unref (claimed->tiers[1]);
  g_hash_table_unref (claimed->tiers[2]);
}

/* The value of the first such field. */
static const AstNode *
value_of (const Origin *origin, Field field)
{
  for (const AstNode *child = ast_find (origin->node, AST_FIELD); child; child = ast_find_next (child))
    if (field_find (child->child->atom->text) == field && child->child->next)
      return child->child->next;
  return origin->node;
}

/* What NAMED is and was called, in normal form. (owned) */
static GHashTable *
names_of (const Named *named)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (names, normal_name (named->name->text));
  for (unsigned i = 0; i < named->n_formerly; i++)
    g_hash_table_add (names, normal_name (named->formerly[i]->text));
  return names;
}

static void
report_void (DiagSink *sink, const Named *named, Field field, const AstNode *at, const char *word,
             const Origin *claimed)
{
  const Unit *unit = named->origin->unit;
  const AstNode *name = ast_find (claimed->node, AST_NAME);
  Diag *diag = diag_report (sink, DIAG_claim_void, unit->source, unit_node_span (unit, at),
                            field_name (field, false), word, NULL);
  diag_label (diag, claimed->unit->source, unit_node_span (claimed->unit, name ? name : claimed->node),
              N_ ("what it names"), NULL);
}

/* KNOWN: what its mate is and was called, NULL for what is new.  FOUND_OTHERWISE: it was found by nothing
   that its 原名 adds to.  BEARER: the origin of what is called NAME in OLD, or NULL. */
static void
look_at_name (const Named *named, unsigned i, const char *name, GHashTable *known, bool found_otherwise,
              const Origin *bearer, DiagSink *sink)
{
  const Unit *unit = named->origin->unit;
  const char *text = named->formerly[i]->text;
  const AstNode *at = named->formerly_at ? named->formerly_at[i] : value_of (named->origin, FIELD_FORMERLY);
  if (known && g_hash_table_contains (known, name))
    return;
  if (bearer)
    report_void (sink, named, FIELD_FORMERLY, at, text, bearer);
  else if (!found_otherwise)
    diag_report (sink, DIAG_formerly_absent, unit->source, unit_node_span (unit, at), text, NULL);
}

static void
look_at_id (const Claimed *claimed, const Indicator *indicator, const Indicator *old, DiagSink *sink)
{
  const Named named = named_indicator (indicator);
  const Atom *id = indicator->description.id;
  const Indicator *bearer = id ? g_hash_table_lookup (claimed->by_id, id->key) : NULL;
  if (bearer && !(old && old->description.id && atom_same (old->description.id, id)))
    report_void (sink, &named, FIELD_ID, value_of (named.origin, FIELD_ID), id->text, &bearer->origin);
}

static void
look_at_indicator (const Match *match, const Claimed *claimed, const Indicator *indicator, DiagSink *sink)
{
  const IndicatorPair *pair = match->pair_of_new[indicator->index];
  const Indicator *old = pair ? pair->old : NULL;
  const Named named = named_indicator (indicator), mate = old ? named_indicator (old) : named;
  bool found_otherwise = pair && pair->by != MATCH_INFERRED && pair->by != MATCH_NAME;
  g_autoptr (GHashTable) known = old && named.n_formerly ? names_of (&mate) : NULL;
  look_at_id (claimed, indicator, old, sink);
  for (unsigned i = 0; i < named.n_formerly; i++)
    {
      g_autofree char *name = normal_name (named.formerly[i]->text);
      const Indicator *bearer = g_hash_table_lookup (claimed->indicators, name);
      look_at_name (&named, i, name, known, found_otherwise, bearer ? &bearer->origin : NULL, sink);
    }
}

static void
look_at_tier (const Match *match, const Claimed *claimed, const Tier *tier, DiagSink *sink)
{
  const TierPair *pair = match->tier_of_new[tier->index];
  const Named named = named_tier (tier), mate = pair ? named_tier (pair->old) : named;
  g_autoptr (GHashTable) known = pair && named.n_formerly ? names_of (&mate) : NULL;
  for (unsigned i = 0; i < named.n_formerly; i++)
    {
      g_autofree char *name = normal_name (named.formerly[i]->text);
      const Tier *bearer = g_hash_table_lookup (claimed->tiers[tier->level], name);
      look_at_name (&named, i, name, known, pair && pair->by != MATCH_INFERRED,
                    bearer ? &bearer->origin : NULL, sink);
    }
}

void
diff_report_claims (const Diff *diff, DiagSink *sink)
{
  const Scheme *old = diff->old.scheme, *new = diff->new.scheme;
  Claimed claimed;
  if (!old || !new)
    return;
  claimed = read_claimed (old);
  for (unsigned i = 0; i < new->n_tiers; i++)
    look_at_tier (&diff->match, &claimed, new->tiers[i], sink);
  for (unsigned i = 0; i < new->n_indicators; i++)
    look_at_indicator (&diff->match, &claimed, new->indicators[i], sink);
  claimed_clear (&claimed);
}
