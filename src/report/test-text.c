/* Test results for people: only what failed, each with the values that led to it; then the coverage in a few
   lines, what is missing in words, and last how many cases passed. */
#include "base/i18n.h"
#include "report/columns.h"
#include "report/test.h"
#include <string.h>

#define SGR_BAD "1;31"
#define SGR_GOOD "1;32"

char *
case_place (const CaseResult *result)
{
  GString *out = g_string_new (NULL);
  source_append_place (out, result->block->origin.unit->source, result->span.start);
  return g_string_free (out, FALSE);
}

const char *
cover_words (CoverKind kind)
{
  static const char *const WORDS[]
      = { N_ ("arms of rules"), N_ ("bounds of targets"), N_ ("levels of scales"), N_ ("checks") };
  return WORDS[kind];
}

/* Failures */

static void
append_indented (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i]; i++)
    if (*lines[i])
      {
        g_string_append_printf (out, "    %s", lines[i]);
        while (out->str[out->len - 1] == ' ')
          g_string_truncate (out, out->len - 1);
        g_string_append_c (out, '\n');
      }
}

static void
append_failure (GString *out, const CaseResult *result, bool color)
{
  g_autofree char *place = case_place (result);
  append_sgr (out, SGR_BAD, color);
  g_string_append_printf (out, "%s: %s", place, _ ("failed"));
  append_sgr_end (out, SGR_BAD, color);
  g_string_append_printf (out, ": %s\n    %s\n", result->block->name->text, result->text);
  if (result->expected)
    {
      g_autofree char *line
          = diag_format (_ ("expected ‘{1}’, got ‘{2}’"), result->expected, result->got, NULL);
      g_string_append_printf (out, "  %s\n", line);
    }
  if (result->values)
    {
      g_string_append_printf (out, "  %s:\n", result->values_of);
      append_indented (out, result->values);
    }
  if (result->faults)
    append_indented (out, result->faults);
  g_string_append_c (out, '\n');
}

/* Coverage */

static void
append_count (GString *out, const GPtrArray *points, CoverKind kind)
{
  unsigned covered, all;
  g_autofree char *a = NULL, *b = NULL, *line = NULL;
  coverage_count (points, kind, &covered, &all);
  if (all == 0)
    return;
  a = g_strdup_printf ("%u", covered);
  b = g_strdup_printf ("%u", all);
  line = diag_format (_ ("{1}: {2} of {3}"), _ (cover_words (kind)), a, b, NULL);
  g_string_append_printf (out, "  %s\n", line);
}

static void
append_missing (GString *out, const GPtrArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      const CoverPoint *point = points->pdata[i];
      if (point->covered)
        continue;
      g_string_append (out, "  ");
      source_append_place (out, point->unit->source, point->span.start);
      g_string_append_printf (out, ": %s\n", point->missing);
    }
}

static void
append_coverage (GString *out, const TestReport *report, bool color)
{
  g_autofree char *head = NULL;
  if (report->points->len == 0)
    return;
  head = diag_format (_ ("Coverage: {1} %"), report->percent, NULL);
  append_sgr (out, report->enough ? SGR_BOLD : SGR_BAD, color);
  g_string_append (out, head);
  append_sgr_end (out, SGR_BOLD, color);
  g_string_append_c (out, '\n');
  for (int kind = 0; kind < COVER_N; kind++)
    append_count (out, report->points, (CoverKind)kind);
  append_missing (out, report->points);
  g_string_append_c (out, '\n');
}

void
report_test_text (const TestReport *report, bool color, GString *out)
{
  g_autofree char *passed = g_strdup_printf ("%u", report->passed),
                  *failed = g_strdup_printf ("%u", report->failed);
  g_autofree char *last = diag_format (_ ("{1} cases passed, {2} failed"), passed, failed, NULL);
  for (guint i = 0; i < report->results->len; i++)
    if (!((const CaseResult *)report->results->pdata[i])->passed)
      append_failure (out, report->results->pdata[i], color);
  append_coverage (out, report, color);
  append_sgr (out, report->failed ? SGR_BAD : SGR_GOOD, color);
  g_string_append (out, last);
  append_sgr_end (out, SGR_GOOD, color);
  g_string_append_c (out, '\n');
}
