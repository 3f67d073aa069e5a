/* Names: the same one in several tiers, letters of several scripts that look alike, files and schemes that define nothing. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/advise.h"

/* A scheme may live on its framework's indicators alone, if they make up the full marks. */
void
advise_empty (Model *model, const Scheme *scheme)
{
  unsigned own = 0;
  Rational sum = RATIONAL_ZERO;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      own += !scheme->indicators[i]->from_framework;
      sum = rational_add (model->session->numbers, sum, scheme->indicators[i]->weight);
    }
  if (own == 0 && !rational_equal (sum, scheme->framework->full))
    report_node (model, DIAG_empty_scheme, scheme->origin.unit, node_name (scheme->origin.node), scheme->name->text, NULL);
}

static void
report_unknown_tier (Model *model, const Framework *framework, const Tier *tier)
{
  const AstNode *name = node_name (tier->origin.node);
  TextNearest nearest = TEXT_NEAREST_INIT (tier->name->text);
  Diag *diag = report_node (model, DIAG_unknown_tier, tier->origin.unit, name, framework->name->text, tier->name->text);
  for (unsigned i = 0; i < framework->n_tiers; i++)
    text_nearest_offer (&nearest, framework->tiers[i]->name->text);
  if (text_nearest_result (&nearest))
    diag_fix (diag, tier->origin.unit->source, unit_node_span (tier->origin.unit, name), text_nearest_result (&nearest));
}

void
advise_tiers (Model *model, const Scheme *scheme)
{
  const Framework *framework = scheme->framework;
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    {
      const Tier *tier = scheme->tiers[i];
      bool known = framework->n_tiers == 0 || tier->from_framework;
      for (unsigned j = 0; j < framework->n_tiers && !known; j++)
        known = atom_same (framework->tiers[j]->name, tier->name);
      if (!known)
        report_unknown_tier (model, framework, tier);
    }
}

/* Latin beside Cyrillic or Greek in one name: one of them stands in for the other. */
static bool
mixes_scripts (const char *name)
{
  bool latin = false, other = false;
  for (const char *p = name; *p; p = g_utf8_next_char (p))
    {
      GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));
      latin = latin || script == G_UNICODE_SCRIPT_LATIN;
      other = other || script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_GREEK;
    }
  return latin && other;
}

void
advise_names (Model *model, const Scheme *scheme)
{
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      const AstNode *name = node_name (indicator->origin.node);
      if (indicator->next_same_name && indicator->next_same_name->tier != indicator->tier)
        {
          const Origin *other = &indicator->next_same_name->origin;
          Diag *diag = report_node (model, DIAG_same_name, indicator->origin.unit, name, name->atom->text, NULL);
          diag_label (diag, other->unit->source, unit_node_span (other->unit, node_name (other->node)), N_ ("the other one"),
                      NULL);
        }
      if (mixes_scripts (name->atom->text))
        report_node (model, DIAG_mixed_scripts, indicator->origin.unit, name, name->atom->text, _ ("Latin and Cyrillic or Greek"));
    }
}
