/* All that something says, in forms for fingerprints.  What is new or gone is approved as a whole: its form
   holds whatever would be a change of its own if both sides had it, so that an approval hides no such change.
   The words in these forms are permanent. */
#include "base/normal-name.h"
#include "base/text.h"
#include "diff/differ.h"
#include "sema/normal.h"
#include "syntax/keywords.h"
#include <string.h>

/* Pieces */

void
differ_append_form (GString *form, const char *what, const char *text)
{
  if (text && *text)
    g_string_append_printf (form, "\n%s %s", what, text);
}

static void
append_folded (GString *form, const char *what, const char *text)
{
  g_autofree char *key = text_fold_key (text ? text : "", -1);
  differ_append_form (form, what, key);
}

void
differ_append_sorted (GString *form, GPtrArray *lines)
{
  g_ptr_array_sort (lines, text_order);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (form, "\n%s", (const char *)lines->pdata[i]);
}

void
differ_append_words (const Differ *differ, GString *form, const Origin *origin)
{
  differ_append_form (form, "basis", differ_field_form (differ, origin, FIELD_BASIS));
  differ_append_form (form, "remark", differ_field_form (differ, origin, FIELD_NOTE));
}

const char *
differ_use_meaning (const Differ *differ, const RuleUse *use)
{
  GString *form;
  if (!use || !use->rule)
    return NULL;
  form = g_string_new (NULL);
  for (unsigned i = 0; i < use->rule->n_params; i++)
    {
      rational_append_fraction (form, use->args[i]);
      g_string_append_c (form, ',');
    }
  rule_append_normal (form, use->rule);
  return differ_text (differ, form);
}

/* Indicators */

static void
append_parts (const Differ *differ, GString *form, const Side *side, const Indicator *indicator)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  for (unsigned i = 0; i < indicator->n_parts; i++)
    {
      const Part *part = &indicator->parts[i];
      GString *line = g_string_new ("part ");
      g_autofree char *name = normal_name (part->name->text);
      g_string_append_printf (line, "%s %s", name, target_normal_form (side, &part->target, differ->arena));
      g_ptr_array_add (parts, (gpointer)differ_text (differ, line));
    }
  differ_append_sorted (form, parts);
}

static void
append_description (const Differ *differ, GString *form, const Indicator *indicator)
{
  const Description *description = &indicator->description;
  append_folded (form, "definition", description->definition);
  append_folded (form, "id", description->id ? description->id->text : NULL);
  append_folded (form, "owner", description->owner);
  append_folded (form, "source", description->source);
  append_folded (form, "frequency", description->frequency);
  differ_append_form (form, "core", indicator->core ? "yes" : NULL);
  differ_append_words (differ, form, &indicator->origin);
}

/* The library's are the same for whoever compares. */
static const char *
own_scale_form (const Differ *differ, const Side *side, const Scale *scale)
{
  return scale && !session_is_library (side->model->session, scale->origin.unit)
             ? differ_scale_form (differ, scale)
             : NULL;
}

const char *
differ_indicator_form (const Differ *differ, const Side *side, const Indicator *indicator)
{
  GString *form;
  if (!differ_is_read (indicator))
    {
      form = g_string_new ("as written");
      append_folded (form, "words",
                     model_plain_text (side->model, indicator->origin.unit, indicator->origin.node));
      return differ_text (differ, form);
    }
  form = g_string_new (target_normal_form (side, &indicator->target, differ->arena));
  g_string_append_c (form, ' ');
  rational_append_fraction (form, indicator->weight);
  differ_append_form (form, "direction", direction_word (indicator->target.direction));
  differ_append_form (form, "scale", own_scale_form (differ, side, indicator->scale));
  differ_append_form (form, "rule", differ_use_meaning (differ, &indicator->rule));
  differ_append_form (form, "formula", differ_formula_form (differ, indicator));
  differ_append_form (form, "baseline", differ_baseline_form (differ, indicator));
  differ_append_form (form, "revised", differ_revisions_form (differ, side, indicator, false));
  append_parts (differ, form, side, indicator);
  append_description (differ, form, indicator);
  return differ_text (differ, form);
}

/* Tiers */

/* WEIGHT NULL: none. */
static void
append_points (GString *form, const char *what, const Rational *weight)
{
  if (!weight)
    return;
  g_string_append_printf (form, "\n%s ", what);
  rational_append_fraction (form, *weight);
}

static void
append_defaults (const Differ *differ, GString *form, const RuleUse *defaults)
{
  for (int i = 0; defaults && i < DIRECTION_N; i++)
    if (defaults[i].rule)
      differ_append_form (form, direction_word ((Direction)i),
                          rule_normal_form (&defaults[i], differ->arena));
}

const char *
differ_tier_form (const Differ *differ, const Tier *tier)
{
  GString *form = g_string_new (NULL);
  append_points (form, "weight",
                 tier->has_stated     ? &tier->stated
                 : tier->has_expected ? &tier->expected
                                      : NULL);
  differ_append_form (form, "direction", tier->has_direction ? direction_word (tier->direction) : NULL);
  append_defaults (differ, form, tier->defaults);
  append_folded (form, "owner", model_field_text (&tier->origin, FIELD_OWNER));
  differ_append_words (differ, form, &tier->origin);
  return differ_text (differ, form);
}

/* `/产出/数量` and FORM below it. */
static const char *
form_at (const Differ *differ, const Tier *tier, const Atom *name, const char *form)
{
  const char *names[3];
  unsigned n = 0;
  GString *line = g_string_new (NULL);
  if (name)
    names[n++] = name->text;
  for (; tier; tier = tier->parent)
    names[n++] = tier->name->text;
  while (n--)
    {
      g_autofree char *part = normal_name (names[n]);
      g_string_append_printf (line, "/%s", part);
    }
  g_string_append_printf (line, "\n%s", form);
  return differ_text (differ, line);
}

/* In whatever order they stand. */
static void
append_all (const Differ *differ, GString *form, const Side *side, Tier *const *tiers, unsigned n_tiers,
            const Scheme *scheme)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  for (unsigned i = 0; i < n_tiers; i++)
    g_ptr_array_add (lines, (gpointer)form_at (differ, tiers[i], NULL, differ_tier_form (differ, tiers[i])));
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      g_ptr_array_add (lines, (gpointer)form_at (differ, indicator->tier, indicator->name,
                                                 differ_indicator_form (differ, side, indicator)));
    }
  differ_append_sorted (form, lines);
}

/* Frameworks and schemes */

static void
append_grades (const Differ *differ, GString *form, const Side *side, const Framework *framework)
{
  g_autoptr (GPtrArray) grades = g_ptr_array_new ();
  for (unsigned i = 0; i < framework->n_grades; i++)
    {
      const Grade *grade = &framework->grades[i];
      GString *line = g_string_new ("grade ");
      g_string_append_printf (line, "%s %s", grade->name->key,
                              target_normal_form (side, &grade->condition, differ->arena));
      g_ptr_array_add (grades, (gpointer)differ_text (differ, line));
    }
  differ_append_sorted (form, grades);
}

/* What it says of scores, but for its tiers and indicators. */
static void
append_framework (const Differ *differ, GString *form, const Side *side, const Framework *framework)
{
  g_string_append_printf (form, "\nprecision %u", framework->places);
  differ_append_form (form, "na_policy", na_policy_name (framework->na_policy, true));
  append_folded (form, "judged_on", framework->judged_on ? framework->judged_on->name->text : NULL);
  append_points (form, "full", &framework->full);
  append_grades (differ, form, side, framework);
  append_defaults (differ, form, framework->defaults);
}

const char *
differ_framework_form (const Differ *differ, const Side *side, const Framework *framework)
{
  GString *form = g_string_new (NULL);
  append_framework (differ, form, side, framework);
  append_all (differ, form, side, framework->tiers, framework->n_tiers,
              model_framework_scheme (side->model, framework));
  differ_append_words (differ, form, &framework->origin);
  return differ_text (differ, form);
}

const char *
differ_scheme_form (const Differ *differ, const Side *side)
{
  const Scheme *scheme = side->scheme;
  GString *form = g_string_new (NULL);
  append_folded (form, "framework", scheme->framework->name->text);
  append_framework (differ, form, side, scheme->framework);
  append_all (differ, form, side, scheme->tiers, scheme->n_tiers, scheme);
  append_folded (form, "organisation", model_field_text (&scheme->origin, FIELD_ORGANISATION));
  append_folded (form, "owner", model_field_text (&scheme->origin, FIELD_OWNER));
  append_folded (form, "source", model_field_text (&scheme->origin, FIELD_SOURCE));
  differ_append_words (differ, form, &scheme->origin);
  differ_append_settings (differ, form, scheme);
  return differ_text (differ, form);
}
