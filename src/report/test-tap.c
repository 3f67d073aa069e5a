/* Test results as TAP 14: a line for each case, what failed as a YAML block below it, coverage in comments.
 */
#include "base/i18n.h"
#include "report/test.h"
#include "source/render.h"
#include <string.h>

static void
append_escaped (GString *out, const char *text)
{
  for (const char *at = text; *at; at++)
    {
      if (*at == '#' || *at == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, g_ascii_iscntrl (*at) ? ' ' : *at);
    }
}

/* `  key: "text"`: a JSON string is one of YAML too. */
static void
append_entry (GString *out, const char *key, const char *text)
{
  if (!text)
    return;
  g_string_append_printf (out, "  %s: ", key);
  render_json_string (out, text);
  g_string_append_c (out, '\n');
}

static void
append_block (GString *out, const char *key, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text ? text : "", "\n", -1);
  if (!text)
    return;
  g_string_append_printf (out, "  %s: |2\n", key);
  for (int i = 0; lines[i]; i++)
    if (*lines[i])
      g_string_append_printf (out, "    %s\n", lines[i]);
}

static void
append_case (GString *out, unsigned number, const CaseResult *result)
{
  g_autofree char *place = case_place (result);
  g_string_append_printf (out, "%s %u - ", result->passed ? "ok" : "not ok", number);
  append_escaped (out, result->block->name->text);
  g_string_append (out, ": ");
  append_escaped (out, result->text);
  g_string_append_c (out, '\n');
  if (result->passed)
    return;
  g_string_append (out, "  ---\n");
  append_entry (out, "at", place);
  append_entry (out, "expected", result->expected);
  append_entry (out, "got", result->got);
  append_entry (out, "values_of", result->values_of);
  append_block (out, "values", result->values);
  append_block (out, "faults", result->faults);
  g_string_append (out, "  ...\n");
}

void
report_test_tap (const TestReport *report, GString *out)
{
  g_string_append_printf (out, "TAP version 14\n1..%u\n", report->results->len);
  for (guint i = 0; i < report->results->len; i++)
    append_case (out, i + 1, report->results->pdata[i]);
  if (report->points->len == 0)
    return;
  g_string_append_printf (out, "# coverage: %s %%\n", report->percent);
  for (guint i = 0; i < report->points->len; i++)
    {
      const CoverPoint *point = report->points->pdata[i];
      if (point->covered)
        continue;
      g_string_append (out, "# ");
      source_append_place (out, point->unit->source, point->span.start);
      g_string_append_printf (out, ": %s\n", point->missing);
    }
}
