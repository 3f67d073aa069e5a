/* Declarations that were to tell which indicator is which and could not be used: a 原名 that names nothing in
   OLD, or an indicator that is still there or that another one claims too; a 编号 that stands more than once.
   Each that found its mate, or tells what both years know, is silent. */
#include "base/i18n.h"
#include "diff/diff.h"
#include "syntax/keywords.h"
#include <string.h>

/* The indicators of OLD by what may be claimed. */
typedef struct
{
  GHashTable *by_name, *by_id; /* -> the first Indicator of it */
} Claimed;

static Claimed
read_claimed (const Scheme *old)
{
  Claimed claimed
      = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), g_hash_table_new (NULL, NULL) };
  for (unsigned i = old->n_indicators; i-- > 0;)
    {
      const Indicator *indicator = old->indicators[i];
      const Atom *id = indicator->description.id;
      g_hash_table_replace (claimed.by_name, match_normal_name (indicator->name->text), (gpointer)indicator);
      if (id)
        g_hash_table_replace (claimed.by_id, (gpointer)id->key, (gpointer)indicator);
    }
  return claimed;
}

static Span
span_of (const Indicator *indicator, Field field, unsigned i)
{
  const Unit *unit = indicator->origin.unit;
  for (const AstNode *child = ast_find (indicator->origin.node, AST_FIELD); child;
       child = ast_find_next (child))
    if (field_find (child->child->atom->text) == field && child->child->next && i-- == 0)
      return unit_node_span (unit, child->child->next);
  return unit_node_span (unit, indicator->origin.node);
}

/* True if the mate of the claiming indicator is or was called NAME, in normal form. */
static bool
is_known (const Indicator *mate, const char *name)
{
  g_autofree char *own = mate ? match_normal_name (mate->name->text) : NULL;
  if (mate && strcmp (own, name) == 0)
    return true;
  for (unsigned i = 0; mate && i < mate->description.n_formerly; i++)
    {
      g_autofree char *formerly = match_normal_name (mate->description.formerly[i]->text);
      if (strcmp (formerly, name) == 0)
        return true;
    }
  return false;
}

static void
report_void (DiagSink *sink, const Indicator *indicator, Field field, unsigned i, const char *word,
             const Indicator *claimed)
{
  const Unit *unit = indicator->origin.unit, *other = claimed->origin.unit;
  const AstNode *name = ast_find (claimed->origin.node, AST_NAME);
  Diag *diag = diag_report (sink, DIAG_claim_void, unit->source, span_of (indicator, field, i),
                            field_name (field, false), word, NULL);
  diag_label (diag, other->source, unit_node_span (other, name ? name : claimed->origin.node),
              N_ ("what it names"), NULL);
}

static void
look_at (const Match *match, const Claimed *claimed, const Indicator *indicator, DiagSink *sink)
{
  const IndicatorPair *pair = match->pair_of_new[indicator->index];
  const Indicator *mate = pair ? pair->old : NULL;
  const Atom *id = indicator->description.id;
  const Indicator *of_id = id ? g_hash_table_lookup (claimed->by_id, id->key) : NULL;
  if (of_id && !(mate && mate->description.id && atom_same (mate->description.id, id)))
    report_void (sink, indicator, FIELD_ID, 0, id->text, of_id);
  for (unsigned i = 0; i < indicator->description.n_formerly; i++)
    {
      const char *text = indicator->description.formerly[i]->text;
      g_autofree char *name = match_normal_name (text);
      const Indicator *bearer = g_hash_table_lookup (claimed->by_name, name);
      if (is_known (mate, name))
        continue;
      if (bearer)
        report_void (sink, indicator, FIELD_FORMERLY, i, text, bearer);
      else if (!pair || pair->by == MATCH_INFERRED || pair->by == MATCH_NAME)
        diag_report (sink, DIAG_formerly_absent, indicator->origin.unit->source,
                     span_of (indicator, FIELD_FORMERLY, i), text, NULL);
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
  for (unsigned i = 0; i < new->n_indicators; i++)
    look_at (&diff->match, &claimed, new->indicators[i], sink);
  g_hash_table_unref (claimed.by_name);
  g_hash_table_unref (claimed.by_id);
}
