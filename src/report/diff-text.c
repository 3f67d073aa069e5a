/* A diff to be read aloud: what is compared, how much changed, then category by category each change with its
   sentences; last what the same actual values score under both, and findings over both years. */
#include "report/diff-private.h"

#include "base/i18n.h"
#include "base/text.h"
#include "report/audit-parts.h"
#include "report/columns.h"
#include <string.h>

enum
{
  NAME_COLUMNS = 44 /* where names in tables are cut */
};

#define SGR_DIM "2"
#define SGR_BAD "31"
#define SGR_WARN "33"
#define SGR_GOOD "32"

static void
append_colored (GString *out, const char *text, const char *sgr, bool color)
{
  append_sgr (out, sgr, color);
  text_append_visible (out, text, -1);
  append_sgr_end (out, sgr, color);
}

static void
append_heading (GString *out, const char *text, bool color)
{
  g_string_append_c (out, '\n');
  append_colored (out, text, SGR_BOLD, color);
  g_string_append_c (out, '\n');
}

/* Head */

static void
append_head (GString *out, const DiffTeller *teller, bool color)
{
  g_autofree char *title = diff_title (teller->diff);
  g_autoptr (GArray) facts = diff_facts (teller);
  append_colored (out, title, SGR_BOLD, color);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < facts->len; i++)
    {
      const DiffFact *fact = &g_array_index (facts, DiffFact, i);
      g_string_append_printf (out, "%s%s ", i ? "  " : "", fact->label);
      text_append_visible (out, fact->text, -1);
    }
  g_string_append_c (out, '\n');
}

static void
append_summary (GString *out, const Diff *diff)
{
  g_autofree char *summary = diff_summary (diff);
  g_string_append_printf (out, "\n%s\n", summary);
  for (int i = 0; i < CATEGORY_N; i++)
    {
      g_autofree char *counts = diff_category_summary (diff, (ChangeCategory)i);
      g_autofree char *line = NULL;
      if (!counts)
        continue;
      line = diag_format (N_ ("{1}: {2}"), diff_category_name ((ChangeCategory)i), counts, NULL);
      g_string_append_printf (out, "  %s\n", line);
    }
}

/* Changes */

static const char *
kind_sgr (const Change *change)
{
  if (change->accepted)
    return SGR_DIM;
  switch (diff_tone (change->kind))
    {
    case DIFF_TONE_WORSE:
      return SGR_BAD;
    case DIFF_TONE_BETTER:
      return SGR_GOOD;
    case DIFF_TONE_OTHER:
      return SGR_WARN;
    case DIFF_TONE_WORDS:
      return NULL;
    }
  g_assert_not_reached ();
}

static const char *
line_sgr (DiffLineKind kind)
{
  return kind == DIFF_LINE_DOUBT ? SGR_WARN : kind == DIFF_LINE_ACCEPTED ? SGR_DIM : NULL;
}

/* The columns of the longest kind among CHANGES. */
static unsigned
kind_width (const GPtrArray *changes)
{
  unsigned width = 0;
  for (guint i = 0; i < changes->len; i++)
    width = MAX (width, text_width (diff_kind_name (((const Change *)changes->pdata[i])->kind), -1, false));
  return width;
}

static void
append_entry (GString *out, const DiffEntry *entry, unsigned width, bool color)
{
  const Change *change = entry->change;
  g_autoptr (GString) kind = g_string_new (NULL);
  g_autofree char *values = diff_entry_values (entry), *print = g_strdup_printf ("[%s]", change->fingerprint);
  text_append_padded (kind, diff_kind_name (change->kind), width, false);
  g_string_append (out, "  ");
  append_colored (out, kind->str, kind_sgr (change), color);
  g_string_append (out, "  ");
  text_append_visible (out, entry->subject, -1);
  if (values)
    {
      g_string_append (out, "  ");
      text_append_visible (out, values, -1);
    }
  g_string_append (out, "  ");
  append_colored (out, print, SGR_DIM, color);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < entry->lines->len; i++)
    {
      const DiffLine *line = &g_array_index (entry->lines, DiffLine, i);
      g_string_append_printf (out, "  %*s  ", (int)width, "");
      append_colored (out, line->text, line_sgr (line->kind), color);
      g_string_append_c (out, '\n');
    }
}

static void
append_category (GString *out, const DiffTeller *teller, ChangeCategory category, bool color)
{
  g_autoptr (GPtrArray) changes = diff_changes_of (teller->diff, category);
  unsigned width = kind_width (changes);
  if (changes->len)
    append_heading (out, diff_category_name (category), color);
  for (guint i = 0; i < changes->len; i++)
    {
      g_auto (DiffEntry) entry;
      diff_entry_init (&entry, teller, changes->pdata[i]);
      append_entry (out, &entry, width, color);
    }
}

/* Effect */

/* LABEL; `目标 −0.5  分值 −0.5 …`. */
static void
append_parts (GString *out, const char *label, char *const *parts)
{
  g_string_append_printf (out, "  %s", label);
  for (int i = 0; i < CAUSE_N; i++)
    g_string_append_printf (out, "  %s %s", effect_cause_name ((Cause)i), parts[i]);
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
  g_string_append_printf (out, "  %s  %s\n", _ ("total"), total);
  if (grades)
    {
      g_string_append_printf (out, "  %s  ", _ ("grade"));
      text_append_visible (out, grades, -1);
      g_string_append_c (out, '\n');
    }
  append_parts (out, effect_has_range (&figures) ? _ ("causes, with 0 for what is missing") : _ ("causes"),
                figures.parts);
  if (effect_has_range (&figures))
    append_parts (out, _ ("causes, with full marks for it"), figures.high_parts);
  if (missing)
    g_string_append_printf (out, "  %s\n", missing);
  if (undecided)
    g_string_append_printf (out, "  %s\n", undecided);
}

static const Column tier_columns[] = { { N_ ("tier"), false, NAME_COLUMNS },
                                       { N_ ("before"), true, 0 },
                                       { N_ ("after"), true, 0 },
                                       { N_ ("difference"), true, 0 },
                                       { NULL, false, 0 } };

static void
append_tiers (GString *out, const Diff *diff, bool color)
{
  g_autoptr (GPtrArray) tiers = effect_tiers (diff->effect);
  g_auto (Table) table;
  table_init (&table, tier_columns);
  for (guint i = 0; i < tiers->len; i++)
    {
      const TierEffect *effect = tiers->pdata[i];
      const Tier *tier = effect_tier (effect);
      g_autofree char *name = g_strdup_printf ("%*s%s", (int)(tier->level - 1) * 2, "", tier->name->text),
                      *before = effect_range (effect->before), *after = effect_range (effect->after),
                      *change = effect_change (diff, effect->before, effect->after);
      table_add_line (&table, tier->level == 1 ? SGR_BOLD : NULL);
      table_set (&table, 0, name);
      table_set (&table, 1, before);
      table_set (&table, 2, after);
      table_set (&table, 3, strcmp (change, "0") == 0 ? NULL : change);
    }
  if (!tiers->len)
    return;
  g_string_append_c (out, '\n');
  table_append (&table, out, color);
}

static const Column indicator_columns[] = { { N_ ("difference"), true, 0 },
                                            { N_ ("before"), true, 0 },
                                            { N_ ("after"), true, 0 },
                                            { N_ ("target"), true, 0 },
                                            { N_ ("weight"), true, 0 },
                                            { N_ ("rule"), true, 0 },
                                            { N_ ("structure"), true, 0 },
                                            { N_ ("indicator"), false, NAME_COLUMNS },
                                            { NULL, false, 0 } };

static void
add_indicator (Table *table, const Diff *diff, const IndicatorEffect *indicator)
{
  g_auto (EffectFigures) figures;
  effect_figures_init (&figures, diff, indicator);
  table_add_line (table, NULL);
  table_set (table, 0, figures.change);
  table_set (table, 1, indicator->old ? figures.before : "-");
  table_set (table, 2, indicator->new ? figures.after : "-");
  for (int i = 0; i < CAUSE_N; i++)
    {
      g_autofree char *part = effect_part (&figures, (Cause)i);
      table_set (table, 3 + (unsigned)i, strcmp (part, "0") == 0 ? NULL : part);
    }
  table_set (table, 3 + CAUSE_N, effect_indicator_name (indicator));
}

static void
append_indicators (GString *out, const Diff *diff, bool color)
{
  g_autoptr (GPtrArray) largest = effect_largest (diff->effect);
  g_autofree char *rest = effect_rest (largest);
  g_auto (Table) table;
  table_init (&table, indicator_columns);
  for (guint i = 0; i < largest->len && i < EFFECT_MOST; i++)
    add_indicator (&table, diff, largest->pdata[i]);
  if (!largest->len)
    return;
  append_heading (out, _ ("The largest effects"), color);
  table_append (&table, out, color);
  if (rest)
    g_string_append_printf (out, "%s\n", rest);
}

static void
append_effect (GString *out, const DiffTeller *teller, bool color)
{
  g_autofree char *title = NULL;
  if (!diff_has_effect (teller->diff))
    return;
  title = effect_title (teller);
  append_heading (out, title, color);
  append_whole (out, teller->diff);
  append_tiers (out, teller->diff, color);
  append_indicators (out, teller->diff, color);
}

/* Findings */

static void
append_history (GString *out, const Diff *diff, bool color)
{
  const AuditReport *history = diff->history;
  if (!diff_has_history (diff))
    return;
  append_heading (out, _ ("Findings over both years"), color);
  audit_append_findings (history, color, out);
  audit_append_settings (history, out);
}

void
report_diff_text (const Diff *diff, bool color, GString *out)
{
  g_auto (DiffTeller) teller;
  const char *nothing = diff_nothing (diff);
  g_autofree char *not_compared = diff_not_compared (diff);
  diff_teller_init (&teller, diff);
  if (nothing)
    g_string_append_printf (out, "%s\n", nothing);
  else
    {
      append_head (out, &teller, color);
      append_summary (out, diff);
      for (int i = 0; i < CATEGORY_N; i++)
        append_category (out, &teller, (ChangeCategory)i, color);
    }
  if (not_compared)
    g_string_append_printf (out, "%s%s\n", nothing ? "" : "\n", not_compared);
  append_effect (out, &teller, color);
  append_history (out, diff, color);
}
