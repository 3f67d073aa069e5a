/* Test results as JSON (doc/schema/test.json). */
#include "report/test.h"
#include "table/json-writer.h"

static void
write_text (JsonWriter *writer, const char *key, const char *text)
{
  json_key (writer, key);
  json_string (writer, text);
}

static void
write_count (JsonWriter *writer, const char *key, unsigned n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);
  json_key (writer, key);
  json_raw (writer, text);
}

static void
write_case (JsonWriter *writer, const CaseResult *result)
{
  g_autofree char *place = case_place (result);
  json_begin_object (writer, true);
  write_text (writer, "test", result->block->name->text);
  write_text (writer, "case", result->text);
  write_text (writer, "at", place);
  json_key (writer, "passed");
  json_raw (writer, result->passed ? "true" : "false");
  if (!result->passed)
    {
      write_text (writer, "expected", result->expected);
      write_text (writer, "got", result->got);
      write_text (writer, "values_of", result->values_of);
      write_text (writer, "values", result->values);
      write_text (writer, "faults", result->faults);
    }
  json_end_object (writer);
}

static void
write_counts (JsonWriter *writer, const GPtrArray *points)
{
  static const char *const KEYS[] = { "arms", "bounds", "levels", "checks" };
  for (int kind = 0; kind < COVER_N; kind++)
    {
      unsigned covered, all;
      coverage_count (points, (CoverKind)kind, &covered, &all);
      json_key (writer, KEYS[kind]);
      json_begin_object (writer, true);
      write_count (writer, "covered", covered);
      write_count (writer, "all", all);
      json_end_object (writer);
    }
}

static void
write_missing (JsonWriter *writer, const GPtrArray *points)
{
  json_key (writer, "missing");
  json_begin_array (writer, false);
  for (guint i = 0; i < points->len; i++)
    {
      const CoverPoint *point = points->pdata[i];
      g_autoptr (GString) at = g_string_new (NULL);
      if (point->covered)
        continue;
      source_append_place (at, point->unit->source, point->span.start);
      json_begin_object (writer, true);
      write_text (writer, "message", point->missing);
      write_text (writer, "at", at->str);
      json_end_object (writer);
    }
  json_end_array (writer);
}

void
report_test_json (const TestReport *report, GString *out)
{
  g_autoptr (JsonWriter) writer = json_writer_new (out);
  json_begin_object (writer, false);
  write_count (writer, "format", 1);
  write_count (writer, "passed", report->passed);
  write_count (writer, "failed", report->failed);
  json_key (writer, "cases");
  json_begin_array (writer, false);
  for (guint i = 0; i < report->results->len; i++)
    write_case (writer, report->results->pdata[i]);
  json_end_array (writer);
  json_key (writer, "coverage");
  json_begin_object (writer, false);
  json_key (writer, "percent");
  json_raw (writer, report->percent);
  write_counts (writer, report->points);
  write_missing (writer, report->points);
  json_end_object (writer);
  json_end_object (writer);
}
