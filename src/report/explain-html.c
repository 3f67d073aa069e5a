/* Explanations as one page to read, to print and to file: a table of lines for each row.  Which lines there
   are is decided in explain-lines.c, and every text passes html.c. */
#include "base/i18n.h"
#include "report/explain-private.h"
#include "report/html.h"
#include "report/path.h"

static const char STYLE[]
    = "body{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang "
      "SC\",sans-serif;"
      "line-height:1.6;max-width:60em;margin:2em auto;padding:0 1em;color:#1a1a1a;background:#fff}"
      "h1{font-size:1.4em}h2{font-size:1.1em;margin:2em 0 .3em}"
      ".verdict{margin:0 0 .5em;font-weight:bold}.lost .verdict{color:#a11}"
      "table{border-collapse:collapse;width:100%}"
      "th{text-align:left;vertical-align:top;white-space:nowrap;padding:.2em 1em .2em "
      "0;font-weight:normal;color:#555}"
      "td{vertical-align:top;padding:.2em 0;overflow-wrap:anywhere}"
      ".tried{color:#777}.taken{font-weight:bold}.place{font-family:monospace;font-size:.8em;color:#777}"
      ".paste td{border:1px solid #999;padding:.5em}"
      "@media "
      "print{body{margin:0;max-width:none;font-size:10.5pt}section{break-inside:avoid}@page{size:A4;margin:"
      "18mm}}";

static const char *
line_class (LineKind kind)
{
  switch (kind)
    {
    case LINE_PLAIN:
      return "line";
    case LINE_ARM:
      return "tried";
    case LINE_ARM_TAKEN:
      return "taken";
    case LINE_PASTE:
      return "paste";
    }
  g_assert_not_reached ();
}

static void
append_line (GString *out, const ExplainLine *line)
{
  g_string_append (out, "<tr");
  html_attr (out, "class", line_class (line->kind));
  g_string_append (out, "><th scope=\"row\">");
  html_text (out, line->label);
  g_string_append (out, "</th><td>");
  g_string_append (out, line->kind == LINE_ARM ? "✗ " : line->kind == LINE_ARM_TAKEN ? "✓ " : "");
  html_text (out, line->text);
  if (line->place)
    {
      g_string_append (out, " <span class=\"place\">");
      html_text (out, line->place);
      g_string_append (out, "</span>");
    }
  g_string_append (out, "</td></tr>\n");
}

static void
append_row (GString *out, const Explained *explained, const Trace *trace)
{
  Explainer explainer;
  g_auto (Explanation) explanation = { 0 };
  explainer_init (&explainer, explained, trace);
  explanation_init (&explanation, &explainer);
  g_string_append (out, "<section");
  html_attr (out, "class", explain_is_wanted (&trace->row) ? "lost" : "full");
  g_string_append (out, ">\n<h2>");
  html_text (out, explanation.path);
  g_string_append (out, "</h2>\n<p class=\"verdict\">");
  html_text (out, explanation.verdict);
  g_string_append (out, "</p>\n<table>\n");
  for (guint i = 0; i < explanation.lines->len; i++)
    append_line (out, &g_array_index (explanation.lines, ExplainLine, i));
  g_string_append (out, "</table>\n</section>\n");
}

static void
append_heading (GString *out, const Scheme *scheme)
{
  g_string_append (out, "<h1>");
  html_text (out, scheme->name->text);
  g_string_append (out, "</h1>\n<p>");
  if (scheme->has_year)
    {
      g_autofree char *number = g_strdup_printf ("%d", scheme->year);
      g_autofree char *year = diag_format (N_ ("year {1}"), number, NULL);
      html_text (out, year);
      g_string_append (out, "  ");
    }
  html_text (out, scheme_framework_name (scheme));
  g_string_append (out, "</p>\n");
}

void
report_explain_html (const Explained *explained, GString *out)
{
  const Scheme *scheme = explained->result->scheme;
  /* Translators: the tag of the language that this catalogue is in. */
  html_begin (out, _ ("en"), scheme->name->text, STYLE);
  append_heading (out, scheme);
  if (!explained->n_traces)
    {
      g_string_append (out, "<p>");
      html_text (out, _ ("No indicator lost points"));
      g_string_append (out, "</p>\n");
    }
  for (unsigned i = 0; i < explained->n_traces; i++)
    append_row (out, explained, explained->traces[i]);
  html_end (out);
}
