/* The figures of an effect as they are printed: parts rounded so that they still add up, intervals where
   something is missing, and what is worth telling first.  The exact figures are in the JSON form. */
#include "report/diff-private.h"

#include "base/i18n.h"
#include "diff/effect.h"
#include <string.h>

enum
{
  MOST_NAMES = 5,
  LEAST_PLACES = 2
};

/* Numbers */

/* In the decimals that scores have. */
static unsigned
places_of (const Diff *diff)
{
  unsigned old = diff->old.scheme->framework->places, new = diff->new.scheme->framework->places;
  return MAX (MAX (old, new), LEAST_PLACES);
}

/* With a sign, also of what is more than nothing. (owned) */
static char *
signed_text (Rational value)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  int sign = rational_sign (value);
  GString *text = g_string_new (sign < 0 ? "−" : sign > 0 ? "+" : "");
  rational_append_decimal (text, rational_abs (pool, value));
  return g_string_free (text, FALSE);
}

static char *
joined (char *low, char *high)
{
  char *text = g_strcmp0 (low, high) == 0 ? g_strdup (low) : g_strdup_printf ("%s~%s", low, high);
  g_free (low);
  g_free (high);
  return text;
}

/* What is less stands first. */
static char *
signed_range (Rational a, Rational b)
{
  bool turned = rational_cmp (a, b) > 0;
  return joined (signed_text (turned ? b : a), signed_text (turned ? a : b));
}

static char *
decimal (Rational value)
{
  GString *text = g_string_new (NULL);
  rational_append_decimal (text, value);
  return g_string_free (text, FALSE);
}

char *
effect_total (const EffectFigures *figures)
{
  return g_strdup_printf ("%s → %s (%s)", figures->before, figures->after, figures->change);
}

void
effect_tier_titles (const char *ret_titles[EFFECT_TIER_TITLES])
{
  const char *titles[EFFECT_TIER_TITLES]
      = { _ ("tier"), _ ("before"), _ ("after"), _ ("difference"), NULL };
  memcpy (ret_titles, titles, sizeof titles);
}

void
effect_indicator_titles (const char *ret_titles[EFFECT_INDICATOR_TITLES])
{
  effect_tier_titles (ret_titles);
  ret_titles[0] = _ ("indicator");
  for (int i = 0; i < CAUSE_N; i++)
    ret_titles[EFFECT_TIER_TITLES - 1 + i] = effect_cause_name ((Cause)i);
  ret_titles[EFFECT_INDICATOR_TITLES - 1] = NULL;
}

char *
effect_range (ScoreRange range)
{
  return joined (decimal (range.low), decimal (range.high));
}

char *
effect_change (const Diff *diff, ScoreRange before, ScoreRange after)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  unsigned places = places_of (diff);
  return signed_range (rational_round (pool, rational_sub (pool, after.low, before.low), places),
                       rational_round (pool, rational_sub (pool, after.high, before.high), places));
}

/* Figures */

static void
set_parts (char **parts, RationalPool *pool, const Rational *exact, Rational whole, unsigned places)
{
  Rational rounded[CAUSE_N];
  effect_reconcile (pool, exact, CAUSE_N, whole, places, rounded);
  for (int i = 0; i < CAUSE_N; i++)
    parts[i] = signed_text (rounded[i]);
}

void
effect_figures_init (EffectFigures *figures, const Diff *diff, const IndicatorEffect *indicator)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  const Effect *effect = diff->effect;
  ScoreRange before = indicator ? indicator->before : effect->before,
             after = indicator ? indicator->after : effect->after;
  const ScoreRange *parts = indicator ? indicator->parts : effect->parts;
  Rational low[CAUSE_N], high[CAUSE_N];
  bool range = false;
  *figures = (EffectFigures){ .before = effect_range (before),
                              .after = effect_range (after),
                              .change = effect_change (diff, before, after) };
  for (int i = 0; i < CAUSE_N; i++)
    {
      low[i] = parts[i].low;
      high[i] = parts[i].high;
      figures->turned[i] = rational_cmp (high[i], low[i]) < 0;
      range = range || !rational_equal (low[i], high[i]);
    }
  set_parts (figures->parts, pool, low, rational_sub (pool, after.low, before.low), places_of (diff));
  if (range)
    set_parts (figures->high_parts, pool, high, rational_sub (pool, after.high, before.high),
               places_of (diff));
}

void
effect_figures_clear (EffectFigures *figures)
{
  g_free (figures->before);
  g_free (figures->after);
  g_free (figures->change);
  for (int i = 0; i < CAUSE_N; i++)
    {
      g_free (figures->parts[i]);
      g_free (figures->high_parts[i]);
    }
}

char *
effect_part (const EffectFigures *figures, Cause cause)
{
  const char *high = figures->high_parts[cause] ? figures->high_parts[cause] : figures->parts[cause];
  return figures->turned[cause] ? joined (g_strdup (high), g_strdup (figures->parts[cause]))
                                : joined (g_strdup (figures->parts[cause]), g_strdup (high));
}

bool
effect_has_range (const EffectFigures *figures)
{
  return figures->high_parts[0] != NULL;
}

/* Words */

const char *
effect_cause_name (Cause cause)
{
  switch (cause)
    {
    case CAUSE_TARGET:
      return _ ("target");
    case CAUSE_WEIGHT:
      return _ ("weight");
    case CAUSE_RULE:
      return _ ("rule");
    case CAUSE_STRUCTURE:
      return _ ("structure");
    case CAUSE_N:
      break;
    }
  g_assert_not_reached ();
}

char *
effect_title (const DiffTeller *teller)
{
  const Scheme *old = teller->diff->old.scheme, *new = teller->diff->new.scheme;
  if (old->has_year && new->has_year && old->year != new->year)
    return diag_format (N_ ("Effect: the actual values of {1} under the definition of {2}"), teller->old_name,
                        teller->new_name, NULL);
  return g_strdup (_ ("Effect: the same actual values under the old and the new definition"));
}

static const char *
grade_name (const Grade *grade)
{
  return grade ? grade->name->text : _ ("none");
}

char *
effect_grades (const Effect *effect)
{
  if (!effect->old_grade && !effect->new_grade)
    return NULL;
  return g_strdup_printf ("%s → %s", grade_name (effect->old_grade), grade_name (effect->new_grade));
}

const char *
effect_indicator_name (const IndicatorEffect *indicator)
{
  return (indicator->new ? indicator->new : indicator->old)->name->text;
}

const Tier *
effect_tier (const TierEffect *tier)
{
  return tier->new ? tier->new : tier->old;
}

char *
effect_missing (const Effect *effect)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *count = g_strdup_printf ("%u", effect->n_missing),
                  *weight = decimal (effect->missing_weight), *low = decimal (effect->after.low),
                  *high = decimal (effect->after.high);
  unsigned n = 0;
  if (!effect->n_missing)
    return NULL;
  for (unsigned i = 0; i < effect->n_indicators; i++)
    {
      const IndicatorEffect *indicator = &effect->indicators[i];
      if (!indicator->new || indicator->has_new || n++ > MOST_NAMES)
        continue;
      g_string_append_printf (names, "%s%s", n > 1 ? _ (", ") : "",
                              n > MOST_NAMES ? "…" : effect_indicator_name (indicator));
    }
  return diag_format (
      N_ ("Indicators that these actual values do not score: {1}, points together: {2} ({3}); "
          "the total is {4} with 0 for them, {5} with full marks"),
      count, weight, names->str, low, high, NULL);
}

char *
effect_undecided (const Effect *effect)
{
  if (!effect->n_undecided)
    return NULL;
  g_autofree char *count = g_strdup_printf ("%u", effect->n_undecided), *weight = decimal (effect->undecided_weight);
  return diag_format (N_ ("Indicators without an actual value whose target, rule or formula changed: {1}, points together: {2}; "
                          "what that makes of their scores is not in the difference"),
                      count, weight, NULL);
}

/* What to list */

/* The larger end of the difference. */
static Rational
size_of (RationalPool *pool, const IndicatorEffect *indicator)
{
  Rational low = rational_abs (pool, rational_sub (pool, indicator->after.low, indicator->before.low));
  Rational high = rational_abs (pool, rational_sub (pool, indicator->after.high, indicator->before.high));
  return rational_max (low, high);
}

static gint
compare_size (gconstpointer left, gconstpointer right, gpointer pool)
{
  const IndicatorEffect *a = *(const IndicatorEffect *const *)left,
                        *b = *(const IndicatorEffect *const *)right;
  int order = rational_cmp (size_of (pool, b), size_of (pool, a));
  return order ? order : (a > b) - (a < b);
}

GPtrArray *
effect_largest (const Effect *effect)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  GPtrArray *rows = g_ptr_array_new ();
  for (unsigned i = 0; i < effect->n_indicators; i++)
    if (rational_sign (size_of (pool, &effect->indicators[i])) > 0)
      g_ptr_array_add (rows, (gpointer)&effect->indicators[i]);
  g_ptr_array_sort_with_data (rows, compare_size, pool);
  return rows;
}

char *
effect_rest (const GPtrArray *largest)
{
  if (largest->len <= EFFECT_MOST)
    return NULL;
  g_autofree char *rest = g_strdup_printf ("%u", largest->len - EFFECT_MOST);
  return diag_format (N_ ("and {1} more"), rest, NULL);
}

static bool
tier_differs (const TierEffect *tier)
{
  return !rational_equal (tier->before.low, tier->after.low)
         || !rational_equal (tier->before.high, tier->after.high);
}

GPtrArray *
effect_tiers (const Effect *effect)
{
  GPtrArray *tiers = g_ptr_array_new ();
  bool differ = false;
  for (unsigned i = 0; i < effect->n_tiers; i++)
    {
      const TierEffect *tier = &effect->tiers[i];
      differ = differ || tier_differs (tier);
      if (rational_sign (tier->before.high) || rational_sign (tier->after.high))
        g_ptr_array_add (tiers, (gpointer)tier);
    }
  if (!differ)
    g_ptr_array_set_size (tiers, 0);
  return tiers;
}
