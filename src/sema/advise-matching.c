/* What diff tells indicators of two years by, and can only use if it is alone: 编号 in a scheme, 原名 in a tier. */
#include "base/i18n.h"
#include "sema/advise.h"

typedef struct
{
  const Indicator *indicator;
  const AstNode *node;
} Place;

/* Reports CODE at NODE if KEY was met before, and keeps the first place otherwise. */
static void
meet (Model *model, DiagCode code, GHashTable *met, const char *key, const Atom *word, const Indicator *indicator, const AstNode *node)
{
  const Place *first = g_hash_table_lookup (met, key);
  if (first && first->indicator != indicator)
    {
      const Unit *unit = first->indicator->origin.unit;
      Diag *diag = report_node (model, code, indicator->origin.unit, node, word->text, NULL);
      diag_label (diag, unit->source, unit_node_span (unit, first->node), N_ ("the other one"), NULL);
    }
  else if (!first)
    {
      Place *place = arena_new0 (model->arena, Place);
      *place = (Place){ indicator, node };
      g_hash_table_insert (met, g_strdup (key), place);
    }
}

void
advise_matching (Model *model, const Scheme *scheme)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) formerly = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      const Description *description = &indicator->description;
      if (description->id)
        meet (model, DIAG_same_id, ids, description->id->key, description->id, indicator,
              find_field (indicator->origin.node, FIELD_ID));
      for (unsigned j = 0; j < description->n_formerly; j++)
        {
          const Atom *name = description->formerly[j];
          g_autofree char *key = g_strdup_printf ("%u/%s", indicator->tier ? indicator->tier->index + 1 : 0, name->key);
          meet (model, DIAG_same_formerly, formerly, key, name, indicator, description->formerly_at[j]);
        }
    }
}
