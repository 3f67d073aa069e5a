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
  unsigned n_formerly;
} Named;

static Named
named_indicator (const Indicator *indicator)
{
  return (Named){ &indicator->origin, indicator->name, indicator->description.formerly,
                  indicator->description.n_formerly };
}

static Named
named_tier (const Tier *tier)
{
  return (Named){ &tier->origin, tier->name, &tier->formerly, tier->formerly != NULL };
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

/* The value of the field in its I-th occurrence. */
static Span
span_of (const Named *named, Field field, unsigned i)
{
  const Unit *unit = named->origin->unit;
  for (const AstNode *child = ast_find (named->origin->node, AST_FIELD); child; child = ast_find_next (child))
    if (field_find (child->child->atom->text) == field && child->child->next && i-- == 0)
      return unit_node_span (unit, child->child->next);
  return unit_node_span (unit, named->origin->node);
}

/* True if the mate of what claims is or was called NAME, in normal form. */
static bool
is_known (const Named *mate, const char *name)
{
  g_autofree char *own = normal_name (mate->name->text);
  if (strcmp (own, name) == 0)
    return true;
  for (unsigned i = 0; i < mate->n_formerly; i++)
    {
      g_autofree char *formerly = normal_name (mate->formerly[i]->text);
      if (strcmp (formerly, name) == 0)
        return true;
    }
  return false;
}

static void
report_void (DiagSink *sink, const Named *named, Field field, unsigned i, const char *word,
             const Origin *claimed)
{
  const Unit *unit = named->origin->unit;
  const AstNode *name = ast_find (claimed->node, AST_NAME);
  Diag *diag = diag_report (sink, DIAG_claim_void, unit->source, span_of (named, field, i),
                            field_name (field, false), word, NULL);
  diag_label (diag, claimed->unit->source, unit_node_span (claimed->unit, name ? name : claimed->node),
              N_ ("what it names"), NULL);
}

/* MATE: NULL for what is new.  FOUND_OTHERWISE: it was found by nothing that its 原名 adds to.  BEARER: the
   origin of what is called by the 原名 in OLD, or NULL. */
static void
look_at_name (const Named *named, unsigned i, const char *name, const Named *mate, bool found_otherwise,
              const Origin *bearer, DiagSink *sink)
{
  const char *text = named->formerly[i]->text;
  if (mate && is_known (mate, name))
    return;
  if (bearer)
    report_void (sink, named, FIELD_FORMERLY, i, text, bearer);
  else if (!found_otherwise)
    diag_report (sink, DIAG_formerly_absent, named->origin->unit->source, span_of (named, FIELD_FORMERLY, i),
                 text, NULL);
}

static void
look_at_indicator (const Match *match, const Claimed *claimed, const Indicator *indicator, DiagSink *sink)
{
  const IndicatorPair *pair = match->pair_of_new[indicator->index];
  const Indicator *old = pair ? pair->old : NULL;
  const Named named = named_indicator (indicator), mate = old ? named_indicator (old) : named;
  const Atom *id = indicator->description.id;
  const Indicator *of_id = id ? g_hash_table_lookup (claimed->by_id, id->key) : NULL;
  if (of_id && !(old && old->description.id && atom_same (old->description.id, id)))
    report_void (sink, &named, FIELD_ID, 0, id->text, &of_id->origin);
  for (unsigned i = 0; i < named.n_formerly; i++)
    {
      g_autofree char *name = normal_name (named.formerly[i]->text);
      const Indicator *bearer = g_hash_table_lookup (claimed->indicators, name);
      look_at_name (&named, i, name, old ? &mate : NULL,
                    pair && pair->by != MATCH_INFERRED && pair->by != MATCH_NAME,
                    bearer ? &bearer->origin : NULL, sink);
    }
}

static void
look_at_tier (const Match *match, const Claimed *claimed, const Tier *tier, DiagSink *sink)
{
  const TierPair *pair = match->tier_of_new[tier->index];
  const Named named = named_tier (tier), mate = pair ? named_tier (pair->old) : named;
  for (unsigned i = 0; i < named.n_formerly; i++)
    {
      g_autofree char *name = normal_name (named.formerly[i]->text);
      const Tier *bearer = g_hash_table_lookup (claimed->tiers[tier->level], name);
      look_at_name (&named, i, name, pair ? &mate : NULL, pair && pair->by != MATCH_INFERRED,
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
