/* Weights: what the framework says of a tier, what the scheme states, what the indicators add up to, and the total. */
#include "base/i18n.h"
#include "sema/advise.h"

static char *
decimal (Rational value)
{
  GString *text = g_string_new (NULL);
  rational_append_decimal (text, value);
  return g_string_free (text, FALSE);
}

static bool
stands_in (const Indicator *indicator, const Tier *tier)
{
  for (const Tier *at = indicator->tier; at; at = at->parent)
    if (at == tier)
      return true;
  return false;
}

static Rational
added_up (Model *model, const Scheme *scheme, const Tier *tier)
{
  Rational sum = RATIONAL_ZERO;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    if (!tier || stands_in (scheme->indicators[i], tier))
      sum = rational_add (model->session->numbers, sum, scheme->indicators[i]->weight);
  return sum;
}

static void
report_sum (Model *model, const Tier *tier, Rational sum)
{
  Rational due = tier->has_stated ? tier->stated : tier->expected;
  g_autofree char *sum_text = decimal (sum), *due_text = decimal (due);
  Rational gap = rational_sub (model->session->numbers, sum, due);
  g_autofree char *size = decimal (rational_abs (model->session->numbers, gap));
  g_autofree char *gap_text
      = diag_format (rational_sign (gap) > 0 ? N_ ("{1} too many") : N_ ("{1} missing"), size, NULL);
  diag_report (model->session->sink, DIAG_tier_sum, tier->origin.unit->source,
               unit_node_span (tier->origin.unit, node_name (tier->origin.node)), tier->name->text, sum_text, due_text,
               gap_text, NULL);
}

static void
check_tier (Model *model, const Scheme *scheme, const Tier *tier)
{
  Rational sum = added_up (model, scheme, tier);
  const AstNode *name = node_name (tier->origin.node);
  if (tier->has_stated && tier->has_expected && !rational_equal (tier->stated, tier->expected))
    {
      g_autofree char *stated = decimal (tier->stated), *expected = decimal (tier->expected);
      diag_report (model->session->sink, DIAG_tier_stated, tier->origin.unit->source,
                   unit_node_span (tier->origin.unit, name), tier->name->text, stated, expected, NULL);
    }
  if ((tier->has_stated || tier->has_expected)
      && !rational_equal (sum, tier->has_stated ? tier->stated : tier->expected))
    report_sum (model, tier, sum);
}

void
advise_weights (Model *model, const Scheme *scheme)
{
  Rational sum = added_up (model, scheme, NULL);
  if (!scheme->origin.unit->ok)
    return; /* what could not be read would be missing in every sum */
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    if (!scheme->tiers[i]->from_framework)
      check_tier (model, scheme, scheme->tiers[i]);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      if (indicator->has_weight && rational_sign (indicator->weight) <= 0)
        report_node (model, DIAG_zero_weight, indicator->origin.unit, node_name (indicator->origin.node),
                     indicator->name->text, NULL);
    }
  if (scheme->n_indicators > 0 && !rational_equal (sum, scheme->framework->full))
    {
      g_autofree char *sum_text = decimal (sum), *full = decimal (scheme->framework->full);
      report_node (model, DIAG_total_weight, scheme->origin.unit, node_name (scheme->origin.node), sum_text, full);
    }
}
