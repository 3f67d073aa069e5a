/* A diff as Markdown, for a merge request or a note: a table for each category, a row for each change with
   its sentences in the last cell; then tables of the effect. */
#include "report/diff-private.h"

#include "base/i18n.h"
#include "report/audit-parts.h"
#include "report/markdown.h"

/* (owned) */
static char *
escaped (const char *text)
{
  GString *out = g_string_new (NULL);
  markdown_text (out, text);
  return g_string_free (out, FALSE);
}

static void
append_heading (GString *out, const char *marks, const char *text)
{
  g_string_append_printf (out, "\n%s ", marks);
  markdown_text (out, text);
  g_string_append (out, "\n\n");
}

/* `- LABEL: TEXT`. */
static void
append_item (GString *out, const char *label, const char *text)
{
  g_autofree char *line = diag_format (N_ ("{1}: {2}"), label, text, NULL);
  g_string_append (out, "- ");
  markdown_text (out, line);
  g_string_append_c (out, '\n');
}

/* Head */

static void
append_head (GString *out, const DiffTeller *teller)
{
  g_autofree char *title = diff_title (teller->diff), *summary = diff_summary (teller->diff);
  g_autoptr (GArray) facts = diff_facts (teller);
  g_string_append (out, "# ");
  markdown_text (out, title);
  g_string_append (out, "\n\n");
  for (guint i = 0; i < facts->len; i++)
    append_item (out, g_array_index (facts, DiffFact, i).label, g_array_index (facts, DiffFact, i).text);
  g_string_append_c (out, '\n');
  markdown_text (out, summary);
  g_string_append (out, "\n\n");
  for (int i = 0; i < CATEGORY_N; i++)
    {
      g_autofree char *counts = diff_category_summary (teller->diff, (ChangeCategory)i);
      if (counts)
        append_item (out, diff_category_name ((ChangeCategory)i), counts);
    }
}

/* Changes */

/* The sentences, a line each. (owned) */
static char *
lines_cell (const DiffEntry *entry)
{
  GString *cell = g_string_new (NULL);
  for (guint i = 0; i < entry->lines->len; i++)
    {
      if (i)
        g_string_append (cell, "<br>");
      markdown_text (cell, g_array_index (entry->lines, DiffLine, i).text);
    }
  return g_string_free (cell, FALSE);
}

static void
append_entry (GString *out, const DiffEntry *entry)
{
  g_autofree char *subject = escaped (entry->subject), *old = escaped (entry->old),
                  *new = escaped (entry->new), *lines = lines_cell (entry);
  g_autofree char *print = g_strdup_printf ("`%s`", entry->change->fingerprint);
  const char *cells[] = { diff_kind_name (entry->change->kind), subject, old, new, lines, print, NULL };
  markdown_row (out, cells);
}

static void
append_category (GString *out, const DiffTeller *teller, ChangeCategory category)
{
  g_autoptr (GPtrArray) changes = diff_changes_of (teller->diff, category);
  const char *titles[DIFF_TITLES];
  if (!changes->len)
    return;
  append_heading (out, "##", diff_category_name (category));
  diff_titles (teller, titles);
  markdown_head (out, titles);
  for (guint i = 0; i < changes->len; i++)
    {
      g_auto (DiffEntry) entry;
      diff_entry_init (&entry, teller, changes->pdata[i]);
      append_entry (out, &entry);
    }
}

/* Effect */

static void
append_parts (GString *out, const char *label, char *const *parts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < CAUSE_N; i++)
    g_string_append_printf (text, "%s%s %s", i ? "  " : "", effect_cause_name ((Cause)i), parts[i]);
  append_item (out, label, text->str);
}

static void
append_paragraph (GString *out, const char *text)
{
  if (!text)
    return;
  g_string_append_c (out, '\n');
  markdown_text (out, text);
  g_string_append_c (out, '\n');
}

static void
append_whole (GString *out, const Diff *diff)
{
  g_auto (EffectFigures) figures;
  g_autofree char *grades = effect_grades (diff->effect), *missing = effect_missing (diff->effect),
                  *undecided = effect_undecided (diff->effect), *total = NULL;
  effect_figures_init (&figures, diff, NULL);
  total = effect_total (&figures);
  append_item (out, _ ("total"), total);
  if (grades)
    append_item (out, _ ("grade"), grades);
  append_parts (out, effect_has_range (&figures) ? _ ("causes, with 0 for what is missing") : _ ("causes"),
                figures.parts);
  if (effect_has_range (&figures))
    append_parts (out, _ ("causes, with full marks for it"), figures.high_parts);
  append_paragraph (out, missing);
  append_paragraph (out, undecided);
}

static void
append_tiers (GString *out, const Diff *diff)
{
  g_autoptr (GPtrArray) tiers = effect_tiers (diff->effect);
  const char *titles[EFFECT_TIER_TITLES];
  if (!tiers->len)
    return;
  g_string_append_c (out, '\n');
  effect_tier_titles (titles);
  markdown_head (out, titles);
  for (guint i = 0; i < tiers->len; i++)
    {
      const TierEffect *effect = tiers->pdata[i];
      const Tier *tier = effect_tier (effect);
      g_autofree char *path = tier->parent
                                  ? g_strdup_printf ("%s/%s", tier->parent->name->text, tier->name->text)
                                  : g_strdup (tier->name->text);
      g_autofree char *name = escaped (path), *before = effect_range (effect->before),
                      *after = effect_range (effect->after),
                      *change = effect_change (diff, effect->before, effect->after);
      const char *cells[] = { name, before, after, change, NULL };
      markdown_row (out, cells);
    }
}

static void
append_indicator (GString *out, const Diff *diff, const IndicatorEffect *indicator)
{
  g_auto (EffectFigures) figures;
  g_autofree char *name = escaped (effect_indicator_name (indicator));
  char *parts[CAUSE_N];
  effect_figures_init (&figures, diff, indicator);
  for (int i = 0; i < CAUSE_N; i++)
    parts[i] = effect_part (&figures, (Cause)i);
  const char *cells[] = { name,
                          indicator->old ? figures.before : "–",
                          indicator->new ? figures.after : "–",
                          figures.change,
                          parts[0],
                          parts[1],
                          parts[2],
                          parts[3],
                          NULL };
  markdown_row (out, cells);
  for (int i = 0; i < CAUSE_N; i++)
    g_free (parts[i]);
}

static void
append_indicators (GString *out, const Diff *diff)
{
  g_autoptr (GPtrArray) largest = effect_largest (diff->effect);
  g_autofree char *rest = effect_rest (largest);
  const char *titles[EFFECT_INDICATOR_TITLES];
  if (!largest->len)
    return;
  append_heading (out, "###", _ ("The largest effects"));
  effect_indicator_titles (titles);
  markdown_head (out, titles);
  for (guint i = 0; i < largest->len && i < EFFECT_MOST; i++)
    append_indicator (out, diff, largest->pdata[i]);
  if (!rest)
    return;
  g_string_append_c (out, '\n');
  markdown_text (out, rest);
  g_string_append_c (out, '\n');
}

static void
append_effect (GString *out, const DiffTeller *teller)
{
  g_autofree char *title = NULL;
  if (!diff_has_effect (teller->diff))
    return;
  title = effect_title (teller);
  append_heading (out, "##", title);
  append_whole (out, teller->diff);
  append_tiers (out, teller->diff);
  append_indicators (out, teller->diff);
}

/* Findings */

static void
append_history (GString *out, const Diff *diff)
{
  const AuditReport *history = diff->history;
  if (!diff_has_history (diff))
    return;
  append_heading (out, "##", _ ("Findings over both years"));
  for (unsigned i = 0; i < history->n_findings; i++)
    append_item (out, finding_name (&history->findings[i]), history->findings[i].message);
  for (unsigned i = 0; i < history->n_settings; i++)
    {
      g_autofree char *line = audit_setting_line (&history->settings[i]);
      append_item (out, history->settings[i].check->name->text, line);
    }
}

void
report_diff_markdown (const Diff *diff, GString *out)
{
  g_auto (DiffTeller) teller;
  const char *nothing = diff_nothing (diff);
  g_autofree char *not_compared = diff_not_compared (diff);
  diff_teller_init (&teller, diff);
  if (nothing)
    g_string_append_printf (out, "%s\n", nothing);
  else
    {
      append_head (out, &teller);
      for (int i = 0; i < CATEGORY_N; i++)
        append_category (out, &teller, (ChangeCategory)i);
    }
  if (not_compared)
    g_string_append_printf (out, "\n%s\n", not_compared);
  append_effect (out, &teller);
  append_history (out, diff);
}
