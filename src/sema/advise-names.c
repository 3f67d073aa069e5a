/* Names: the same one in several tiers, letters of several scripts that look alike, files and schemes that
 * define nothing. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/advise.h"
#include <string.h>

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
    report_node (model, DIAG_empty_scheme, scheme->origin.unit, node_name (scheme->origin.node),
                 scheme->name->text, NULL);
}

/* Tiers against the framework */

static const Tier *
tier_of (Tier *const *tiers, unsigned n, unsigned level, const Atom *name)
{
  for (unsigned i = 0; i < n; i++)
    if ((!level || tiers[i]->level == level) && atom_same (tiers[i]->name, name))
      return tiers[i];
  return NULL;
}

static bool
has_tier1 (const Scheme *scheme, const Atom *name)
{
  return tier_of (scheme->tiers, scheme->n_tiers, 1, name) != NULL;
}

/* True of a framework that gives its first tiers weights: a first tier of another name would escape them. */
static bool
weights_tiers (const Framework *framework)
{
  for (unsigned i = 0; i < framework->n_tiers; i++)
    if (!framework->tiers[i]->parent && framework->tiers[i]->has_expected)
      return true;
  return false;
}

/* The framework's tier that was meant by TIER, whose name it does not know: the nearest by spelling, or the
   only one that holds the name or is held by it (产出 for 产出指标); never one that the scheme has too. */
static const Atom *
meant_tier (const Scheme *scheme, const Tier *tier)
{
  const Framework *framework = scheme->framework;
  TextNearest nearest = TEXT_NEAREST_INIT (tier->name->text);
  const Atom *held = NULL;
  unsigned n_held = 0;
  for (unsigned i = 0; i < framework->n_tiers; i++)
    {
      const Atom *name = framework->tiers[i]->name;
      if (framework->tiers[i]->level != tier->level || (tier->level == 1 && has_tier1 (scheme, name)))
        continue;
      text_nearest_offer (&nearest, name->text);
      if (held != name && (strstr (name->key, tier->name->key) || strstr (tier->name->key, name->key)))
        {
          held = name;
          n_held++;
        }
    }
  for (unsigned i = 0; i < framework->n_tiers && text_nearest_result (&nearest); i++)
    if (strcmp (framework->tiers[i]->name->text, text_nearest_result (&nearest)) == 0)
      return framework->tiers[i]->name;
  return n_held == 1 ? held : NULL;
}

/* A first tier that escapes the framework's weights. */
static bool
is_foreign (const Scheme *scheme, const Tier *tier)
{
  const Framework *framework = scheme->framework;
  return tier->level == 1 && !tier->from_framework && weights_tiers (framework)
         && !tier_of (framework->tiers, framework->n_tiers, 1, tier->name);
}

static void
report_unknown_tier (Model *model, const Scheme *scheme, const Tier *tier)
{
  const Framework *framework = scheme->framework;
  const AstNode *name = node_name (tier->origin.node);
  const Atom *meant = meant_tier (scheme, tier);
  Diag *diag = report_node (model, is_foreign (scheme, tier) ? DIAG_foreign_tier : DIAG_unknown_tier,
                            tier->origin.unit, name, framework->name->text, tier->name->text);
  if (meant)
    diag_fix (diag, tier->origin.unit->source, unit_node_span (tier->origin.unit, name), meant->text);
}

/* True if a tier of the scheme that the framework does not know is meant for the framework's tier NAME. */
static bool
is_meant (const Scheme *scheme, const Atom *name)
{
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    {
      const Atom *meant
          = is_foreign (scheme, scheme->tiers[i]) ? meant_tier (scheme, scheme->tiers[i]) : NULL;
      if (meant && atom_same (meant, name))
        return true;
    }
  return false;
}

/* Schemes whose indicators stand in no tier are compared by their total alone. */
static bool
has_own_in_tiers (const Scheme *scheme)
{
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    if (scheme->indicators[i]->tier && !scheme->indicators[i]->from_framework)
      return true;
  return false;
}

static bool
lacks (const Scheme *scheme, const Tier *tier)
{
  return !tier->parent && tier->has_expected && rational_sign (tier->expected) > 0
         && !has_tier1 (scheme, tier->name);
}

bool
advise_tiers_agree (const Scheme *scheme)
{
  const Framework *framework = scheme->framework;
  bool own;
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    if (is_foreign (scheme, scheme->tiers[i]))
      return false;
  own = has_own_in_tiers (scheme);
  for (unsigned i = 0; own && i < framework->n_tiers; i++)
    if (lacks (scheme, framework->tiers[i]))
      return false;
  return true;
}

void
advise_tiers (Model *model, const Scheme *scheme)
{
  const Framework *framework = scheme->framework;
  bool own = has_own_in_tiers (scheme);
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    {
      const Tier *tier = scheme->tiers[i];
      if (framework->n_tiers > 0 && !tier->from_framework
          && (is_foreign (scheme, tier) || !tier_of (framework->tiers, framework->n_tiers, 0, tier->name)))
        report_unknown_tier (model, scheme, tier);
    }
  for (unsigned i = 0; i < framework->n_tiers; i++)
    {
      const Tier *tier = framework->tiers[i];
      g_autoptr (GString) points = g_string_new (NULL);
      if (!own || !lacks (scheme, tier) || is_meant (scheme, tier->name))
        continue;
      rational_append_decimal (points, tier->expected);
      diag_report (model->session->sink, DIAG_framework_tier_missing, scheme->origin.unit->source,
                   unit_node_span (scheme->origin.unit, node_name (scheme->origin.node)),
                   framework->name->text, tier->name->text, points->str, NULL);
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
          Diag *diag
              = report_node (model, DIAG_same_name, indicator->origin.unit, name, name->atom->text, NULL);
          diag_label (diag, other->unit->source, unit_node_span (other->unit, node_name (other->node)),
                      N_ ("the other one"), NULL);
        }
      if (mixes_scripts (name->atom->text))
        report_node (model, DIAG_mixed_scripts, indicator->origin.unit, name, name->atom->text,
                     _ ("Latin and Cyrillic or Greek"));
    }
}
