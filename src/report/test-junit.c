/* Test results as the JUnit XML that build servers read: a suite for each file, a case for each case,
 * coverage as properties. */
#include "report/test.h"
#include "report/xml.h"

static void
append_failure (GString *out, const CaseResult *result)
{
  g_autofree char *place = case_place (result); /* here, since the published schemas have no attribute for it */
  g_autoptr (GString) message = g_string_new (NULL);
  if (result->expected)
    g_string_append_printf (message, "%s != %s", result->got, result->expected);
  g_string_append (out, ">\n      <failure");
  xml_append_attribute (out, "message", message->str);
  g_string_append_c (out, '>');
  xml_append_text (out, place);
  g_string_append_c (out, '\n');
  xml_append_text (out, result->text);
  if (result->values)
    {
      g_autofree char *values = g_strdup_printf ("\n%s\n%s", result->values_of, result->values);
      xml_append_text (out, values);
    }
  if (result->faults)
    {
      g_string_append_c (out, '\n');
      xml_append_text (out, result->faults);
    }
  g_string_append (out, "</failure>\n    </testcase>\n");
}

static void
append_case (GString *out, const CaseResult *result)
{
  g_string_append (out, "    <testcase");
  xml_append_attribute (out, "classname", result->block->name->text);
  xml_append_attribute (out, "name", result->text);
  if (result->passed)
    g_string_append (out, "/>\n");
  else
    append_failure (out, result);
}

static Source *
source_of (const TestReport *report, guint index)
{
  return ((const CaseResult *)report->results->pdata[index])->block->origin.unit->source;
}

/* The suite of the cases from FIRST on that stand in one file; the index of the next one. */
static guint
append_suite (GString *out, const TestReport *report, guint first)
{
  guint end = first, failed = 0;
  for (; end < report->results->len && source_of (report, end) == source_of (report, first); end++)
    failed += !((const CaseResult *)report->results->pdata[end])->passed;
  g_string_append (out, "  <testsuite");
  xml_append_attribute (out, "name", source_name (source_of (report, first)));
  g_string_append_printf (out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"0\">\n", end - first,
                          failed);
  for (guint i = first; i < end; i++)
    append_case (out, report->results->pdata[i]);
  g_string_append (out, "  </testsuite>\n");
  return end;
}

void
report_test_junit (const TestReport *report, GString *out)
{
  g_string_append_printf (
      out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"%u\" failures=\"%u\">\n",
      report->results->len, report->failed);
  for (guint i = 0; i < report->results->len;)
    i = append_suite (out, report, i);
  g_string_append (out, "</testsuites>\n");
}
