/* A diff as one page to read, to print and to file: a table for each category, then the effect.  What is said
   is decided in diff-lines.c and diff-figures.c, and every text passes html.c. */
#include "report/diff-private.h"

#include "base/i18n.h"
#include "report/audit-parts.h"
#include "report/html.h"

static const char STYLE[]
    = ":root{color-scheme:light "
      "dark;--text:#1a1a1a;--page:#fff;--dim:#5c5c5c;--line:#bbb;--bad:#a11;--good:#175f2e;--warn:#7a4b00}"
      "@media(prefers-color-scheme:dark){:root{--text:#e4e4e4;--page:#161616;--dim:#a4a4a4;--line:#555;--bad:"
      "#ff8f85;--good:#7fd49a;"
      "--warn:#f0bd6b}}"
      "body{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang "
      "SC\",sans-serif;line-height:1.6;"
      "max-width:70em;margin:2em auto;padding:0 1em;color:var(--text);background:var(--page)}"
      "h1{font-size:1.4em}h2{font-size:1.15em;margin:2em 0 .3em}"
      "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em;margin:.5em "
      "0}dt{color:var(--dim)}dd{margin:0}"
      "table{border-collapse:collapse;width:100%;margin:.5em "
      "0}caption{text-align:left;font-weight:bold;padding:.3em 0}"
      "th,td{border:1px solid var(--line);padding:.3em "
      ".5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
      "thead th{color:var(--dim);font-weight:normal}tbody "
      "th{font-weight:normal}.number{text-align:right;white-space:nowrap}"
      ".kind{white-space:nowrap}.bad .kind{color:var(--bad)}.good "
      ".kind{color:var(--good)}.doubt{color:var(--warn)}"
      ".accepted{color:var(--dim)}p{margin:.2em "
      "0}.print{font-family:monospace;font-size:.8em;color:var(--dim)}.inner{padding-left:2em}"
      "@media print{:root{--text:#000;--page:#fff;--dim:#444;--line:#888;--bad:#000;--good:#000;--warn:#000}"
      "body{margin:0;padding:0;max-width:none;font-size:9.5pt}tr{break-inside:avoid}h2{break-after:avoid}"
      "thead{display:table-header-group}"
      "@page{size:A4;margin:15mm}}";

/* Pieces */

/* `<ELEMENT class="CLASS">TEXT</ELEMENT>`; CLASS may be NULL. */
static void
append_element (GString *out, const char *element, const char *class, const char *text)
{
  g_string_append_printf (out, "<%s", element);
  if (class)
    html_attr (out, "class", class);
  g_string_append_c (out, '>');
  html_text (out, text);
  g_string_append_printf (out, "</%s>", element);
}

static void
append_line (GString *out, const char *element, const char *class, const char *text)
{
  append_element (out, element, class, text);
  g_string_append_c (out, '\n');
}

static void
append_pair (GString *out, const char *label, const char *text)
{
  append_element (out, "dt", NULL, label);
  append_line (out, "dd", NULL, text);
}

/* Begins a table; TITLES ends with NULL; from NUMBERS on they head numbers. */
static void
begin_table (GString *out, const char *caption, const char *const *titles, int numbers)
{
  g_string_append (out, "<table>\n");
  if (caption)
    append_line (out, "caption", NULL, caption);
  g_string_append (out, "<thead><tr>");
  for (int i = 0; titles[i]; i++)
    {
      g_string_append (out, "<th scope=\"col\"");
      if (i >= numbers)
        html_attr (out, "class", "number");
      g_string_append_c (out, '>');
      html_text (out, titles[i]);
      g_string_append (out, "</th>");
    }
  g_string_append (out, "</tr></thead>\n<tbody>\n");
}

static void
end_table (GString *out)
{
  g_string_append (out, "</tbody>\n</table>\n");
}

static void
append_row_heading (GString *out, const char *class, const char *text)
{
  g_string_append (out, "<th scope=\"row\"");
  if (class)
    html_attr (out, "class", class);
  g_string_append_c (out, '>');
  html_text (out, text);
  g_string_append (out, "</th>");
}

/* Head */

static void
append_head (GString *out, const DiffTeller *teller)
{
  g_autofree char *title = diff_title (teller->diff), *summary = diff_summary (teller->diff);
  g_autoptr (GArray) facts = diff_facts (teller);
  append_line (out, "h1", NULL, title);
  g_string_append (out, "<dl>\n");
  for (guint i = 0; i < facts->len; i++)
    append_pair (out, g_array_index (facts, DiffFact, i).label, g_array_index (facts, DiffFact, i).text);
  g_string_append (out, "</dl>\n");
  append_line (out, "p", NULL, summary);
  g_string_append (out, "<dl>\n");
  for (int i = 0; i < CATEGORY_N; i++)
    {
      g_autofree char *counts = diff_category_summary (teller->diff, (ChangeCategory)i);
      if (counts)
        append_pair (out, diff_category_name ((ChangeCategory)i), counts);
    }
  g_string_append (out, "</dl>\n");
}

/* Changes */

static const char *
entry_class (const Change *change)
{
  if (change->accepted)
    return "accepted";
  switch (diff_tone (change->kind))
    {
    case DIFF_TONE_WORSE:
      return "bad";
    case DIFF_TONE_BETTER:
      return "good";
    case DIFF_TONE_OTHER:
    case DIFF_TONE_WORDS:
      return "change";
    }
  g_assert_not_reached ();
}

static const char *
line_class (DiffLineKind kind)
{
  return kind == DIFF_LINE_DOUBT ? "doubt" : kind == DIFF_LINE_ACCEPTED ? "accepted" : NULL;
}

static void
append_entry (GString *out, const DiffEntry *entry)
{
  g_string_append (out, "<tr");
  html_attr (out, "class", entry_class (entry->change));
  g_string_append_c (out, '>');
  append_element (out, "td", "kind", diff_kind_name (entry->change->kind));
  append_row_heading (out, NULL, entry->subject);
  append_element (out, "td", NULL, entry->old);
  append_element (out, "td", NULL, entry->new);
  g_string_append (out, "<td>");
  for (guint i = 0; i < entry->lines->len; i++)
    {
      const DiffLine *line = &g_array_index (entry->lines, DiffLine, i);
      append_element (out, "p", line_class (line->kind), line->text);
    }
  g_string_append (out, "</td>");
  append_element (out, "td", "print", entry->change->fingerprint);
  g_string_append (out, "</tr>\n");
}

static void
append_category (GString *out, const DiffTeller *teller, ChangeCategory category)
{
  g_autoptr (GPtrArray) changes = diff_changes_of (teller->diff, category);
  const char *titles[DIFF_TITLES];
  if (!changes->len)
    return;
  append_line (out, "h2", NULL, diff_category_name (category));
  diff_titles (teller, titles);
  begin_table (out, NULL, titles, G_MAXINT);
  for (guint i = 0; i < changes->len; i++)
    {
      g_auto (DiffEntry) entry;
      diff_entry_init (&entry, teller, changes->pdata[i]);
      append_entry (out, &entry);
    }
  end_table (out);
}

/* Effect */

static void
append_causes (GString *out, const EffectFigures *figures)
{
  const char *titles[] = { _ ("cause"),
                           effect_cause_name (CAUSE_TARGET),
                           effect_cause_name (CAUSE_WEIGHT),
                           effect_cause_name (CAUSE_RULE),
                           effect_cause_name (CAUSE_STRUCTURE),
                           NULL };
  bool range = effect_has_range (figures);
  begin_table (out, NULL, titles, 1);
  g_string_append (out, "<tr>");
  append_row_heading (out, NULL, range ? _ ("with 0 for what is missing") : _ ("difference"));
  for (int i = 0; i < CAUSE_N; i++)
    append_element (out, "td", "number", figures->parts[i]);
  g_string_append (out, "</tr>\n");
  if (range)
    {
      g_string_append (out, "<tr>");
      append_row_heading (out, NULL, _ ("with full marks for it"));
      for (int i = 0; i < CAUSE_N; i++)
        append_element (out, "td", "number", figures->high_parts[i]);
      g_string_append (out, "</tr>\n");
    }
  end_table (out);
}

static void
append_whole (GString *out, const Diff *diff)
{
  g_auto (EffectFigures) figures;
  g_autofree char *grades = effect_grades (diff->effect), *missing = effect_missing (diff->effect),
                  *undecided = effect_undecided (diff->effect), *total = NULL;
  effect_figures_init (&figures, diff, NULL);
  total = effect_total (&figures);
  g_string_append (out, "<dl>\n");
  append_pair (out, _ ("total"), total);
  if (grades)
    append_pair (out, _ ("grade"), grades);
  g_string_append (out, "</dl>\n");
  if (missing)
    append_line (out, "p", "doubt", missing);
  if (undecided)
    append_line (out, "p", "doubt", undecided);
  append_causes (out, &figures);
}

static void
append_tiers (GString *out, const Diff *diff)
{
  g_autoptr (GPtrArray) tiers = effect_tiers (diff->effect);
  const char *titles[EFFECT_TIER_TITLES];
  if (!tiers->len)
    return;
  effect_tier_titles (titles);
  begin_table (out, NULL, titles, 1);
  for (guint i = 0; i < tiers->len; i++)
    {
      const TierEffect *effect = tiers->pdata[i];
      const Tier *tier = effect_tier (effect);
      g_autofree char *before = effect_range (effect->before), *after = effect_range (effect->after),
                      *change = effect_change (diff, effect->before, effect->after);
      g_string_append (out, "<tr>");
      append_row_heading (out, tier->level > 1 ? "inner" : NULL, tier->name->text);
      append_element (out, "td", "number", before);
      append_element (out, "td", "number", after);
      append_element (out, "td", "number", change);
      g_string_append (out, "</tr>\n");
    }
  end_table (out);
}

static void
append_indicator (GString *out, const Diff *diff, const IndicatorEffect *indicator)
{
  g_auto (EffectFigures) figures;
  effect_figures_init (&figures, diff, indicator);
  g_string_append (out, "<tr>");
  append_row_heading (out, NULL, effect_indicator_name (indicator));
  append_element (out, "td", "number", indicator->old ? figures.before : "–");
  append_element (out, "td", "number", indicator->new ? figures.after : "–");
  append_element (out, "td", "number", figures.change);
  for (int i = 0; i < CAUSE_N; i++)
    {
      g_autofree char *part = effect_part (&figures, (Cause)i);
      append_element (out, "td", "number", part);
    }
  g_string_append (out, "</tr>\n");
}

static void
append_indicators (GString *out, const Diff *diff)
{
  g_autoptr (GPtrArray) largest = effect_largest (diff->effect);
  g_autofree char *rest = effect_rest (largest);
  const char *titles[EFFECT_INDICATOR_TITLES];
  if (!largest->len)
    return;
  effect_indicator_titles (titles);
  begin_table (out, _ ("The largest effects"), titles, 1);
  for (guint i = 0; i < largest->len && i < EFFECT_MOST; i++)
    append_indicator (out, diff, largest->pdata[i]);
  end_table (out);
  if (rest)
    append_line (out, "p", NULL, rest);
}

static void
append_effect (GString *out, const DiffTeller *teller)
{
  g_autofree char *title = NULL;
  if (!diff_has_effect (teller->diff))
    return;
  title = effect_title (teller);
  append_line (out, "h2", NULL, title);
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
  append_line (out, "h2", NULL, _ ("Findings over both years"));
  g_string_append (out, "<dl>\n");
  for (unsigned i = 0; i < history->n_findings; i++)
    append_pair (out, finding_name (&history->findings[i]), history->findings[i].message);
  for (unsigned i = 0; i < history->n_settings; i++)
    {
      g_autofree char *line = audit_setting_line (&history->settings[i]);
      append_pair (out, history->settings[i].check->name->text, line);
    }
  g_string_append (out, "</dl>\n");
}

void
report_diff_html (const Diff *diff, GString *out)
{
  g_auto (DiffTeller) teller;
  g_autofree char *title = diff_title (diff);
  const char *nothing = diff_nothing (diff);
  g_autofree char *not_compared = diff_not_compared (diff);
  diff_teller_init (&teller, diff);
  /* Translators: the tag of the language that this catalogue is in. */
  html_begin (out, _ ("en"), title, STYLE);
  if (nothing)
    append_line (out, "p", NULL, nothing);
  else
    {
      append_head (out, &teller);
      for (int i = 0; i < CATEGORY_N; i++)
        append_category (out, &teller, (ChangeCategory)i);
    }
  if (not_compared)
    append_line (out, "p", NULL, not_compared);
  append_effect (out, &teller);
  append_history (out, diff);
  html_end (out);
}
