/* Explanations for a terminal: one block for each row, labels in a column of their own.  Which lines there
   are is decided in explain-lines.c. */
#include "base/i18n.h"
#include "base/text.h"
#include "report/columns.h"
#include "report/explain-private.h"

#define SGR_BAD "31"
#define SGR_GOOD "32"

static unsigned
label_width (const Explanation *explanation)
{
  unsigned width = 0;
  for (guint i = 0; i < explanation->lines->len; i++)
    {
      const char *label = g_array_index (explanation->lines, ExplainLine, i).label;
      width = MAX (width, label ? text_width (label, -1, false) : 0);
    }
  return width;
}

static const char *
mark (LineKind kind)
{
  return kind == LINE_ARM ? "✗ " : kind == LINE_ARM_TAKEN ? "✓ " : "";
}

static void
append_line (GString *out, const ExplainLine *line, unsigned width, bool color)
{
  const char *sgr = line->kind == LINE_PASTE ? SGR_BOLD : line->kind == LINE_ARM_TAKEN ? SGR_GOOD : NULL;
  g_string_append (out, "  ");
  text_append_padded (out, line->label ? line->label : "", width, false);
  g_string_append (out, "  ");
  append_sgr (out, sgr, color && sgr);
  g_string_append (out, mark (line->kind));
  text_append_visible (out, line->text, -1);
  append_sgr_end (out, sgr, color && sgr);
  if (line->place)
    {
      g_string_append (out, "  [");
      text_append_visible (out, line->place, -1);
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, '\n');
}

static void
append_row (GString *out, const Explained *explained, const Trace *trace, bool color)
{
  Explainer explainer;
  g_auto (Explanation) explanation = { 0 };
  const char *sgr = explain_is_wanted (&trace->row) ? "1;" SGR_BAD : SGR_BOLD;
  unsigned width;
  explainer_init (&explainer, explained, trace);
  explanation_init (&explanation, &explainer);
  width = label_width (&explanation);
  append_sgr (out, sgr, color);
  text_append_visible (out, explanation.path, -1);
  g_string_append (out, "  ");
  text_append_visible (out, explanation.verdict, -1);
  append_sgr_end (out, sgr, color);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < explanation.lines->len; i++)
    append_line (out, &g_array_index (explanation.lines, ExplainLine, i), width, color);
}

void
report_explain_text (const Explained *explained, bool color, GString *out)
{
  if (!explained->n_traces)
    g_string_append_printf (out, "%s\n", _ ("No indicator lost points"));
  for (unsigned i = 0; i < explained->n_traces; i++)
    {
      g_string_append (out, i ? "\n" : "");
      append_row (out, explained, explained->traces[i], color);
    }
}
