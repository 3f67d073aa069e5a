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

/* What the indicators of each tier add up to, those of its own tiers included, by Tier.index; after them the total. (owned) */
static Rational *
add_up (Model *model, const Scheme *scheme)
{
  RationalPool *pool = model->session->numbers;
  Rational *sums = g_new (Rational, scheme->n_tiers + 1), *total = &sums[scheme->n_tiers];
  for (unsigned i = 0; i <= scheme->n_tiers; i++)
    sums[i] = RATIONAL_ZERO;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      for (const Tier *tier = indicator->tier; tier; tier = tier->parent)
        sums[tier->index] = rational_add (pool, sums[tier->index], indicator->weight);
      *total = rational_add (pool, *total, indicator->weight);
    }
  return sums;
}

/* `0.1 missing`, `5 too many`. (owned) */
static char *
gap_words (Model *model, Rational gap)
{
  g_autofree char *size = decimal (rational_abs (model->session->numbers, gap));
  return diag_format (rational_sign (gap) > 0 ? N_ ("{1} too many") : N_ ("{1} missing"), size, NULL);
}

static void
report_sum (Model *model, const Tier *tier, Rational sum)
{
  Rational due = tier->has_stated ? tier->stated : tier->expected;
  g_autofree char *sum_text = decimal (sum), *due_text = decimal (due);
  g_autofree char *gap_text = gap_words (model, rational_sub (model->session->numbers, sum, due));
  diag_report (model->session->sink, DIAG_tier_sum, tier->origin.unit->source,
               unit_node_span (tier->origin.unit, node_name (tier->origin.node)), tier->name->text, sum_text, due_text,
               gap_text, NULL);
}

static void
check_tier (Model *model, const Tier *tier, Rational sum)
{
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

/* What could not be read would be missing in every sum. */
static bool
all_weights_read (const Scheme *scheme)
{
  bool any = false, all = scheme->origin.unit->ok;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      any = any || !scheme->indicators[i]->from_framework;
      all = all && scheme->indicators[i]->has_weight;
    }
  return any && all;
}

/* What the tiers of the scheme have too much, of which was spoken at each. */
static Rational
gap_of_tiers (Model *model, const Scheme *scheme, const Rational *sums)
{
  RationalPool *pool = model->session->numbers;
  Rational gap = RATIONAL_ZERO;
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    {
      const Tier *tier = scheme->tiers[i];
      if (tier->from_framework || tier->parent || !(tier->has_expected || tier->has_stated))
        continue;
      gap = rational_add (pool, gap, sums[i]);
      gap = rational_sub (pool, gap, tier->has_expected ? tier->expected : tier->stated);
    }
  return gap;
}

/* The total, unless it is off by just what the tiers are off, or tiers are missing. */
static void
check_total (Model *model, const Scheme *scheme, const Rational *sums)
{
  Rational sum = sums[scheme->n_tiers], full = scheme->framework->full;
  Rational gap = rational_sub (model->session->numbers, sum, full);
  g_autofree char *sum_text = decimal (sum), *full_text = decimal (full), *gap_text = gap_words (model, gap);
  if (rational_sign (gap) != 0 && advise_tiers_agree (scheme) && !rational_equal (gap, gap_of_tiers (model, scheme, sums)))
    diag_note (report_node (model, DIAG_total_weight, scheme->origin.unit, node_name (scheme->origin.node), sum_text,
                            full_text),
               "{1}", gap_text, NULL);
}

void
advise_weights (Model *model, const Scheme *scheme)
{
  g_autofree Rational *sums = NULL;
  if (!all_weights_read (scheme))
    return;
  sums = add_up (model, scheme);
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    if (!scheme->tiers[i]->from_framework)
      check_tier (model, scheme->tiers[i], sums[i]);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      if (indicator->has_weight && rational_sign (indicator->weight) <= 0)
        report_node (model, DIAG_zero_weight, indicator->origin.unit, node_name (indicator->origin.node),
                     indicator->name->text, NULL);
    }
  check_total (model, scheme, sums);
}
