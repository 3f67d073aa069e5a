/* Findings as JSON (doc/schema/audit.json). */
#include "report/audit.h"
#include "table/json.h"

static const char *const SEVERITIES[] = { "提示", "警告", "错误" };

static void
write_number (JsonWriter *writer, const char *key, Rational value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  rational_append_decimal (text, value);
  json_key (writer, key);
  json_raw (writer, text->str);
}

static void
write_path (JsonWriter *writer, const Finding *finding)
{
  const Tier *tier = finding->indicator ? finding->indicator->tier : finding->tier;
  json_key (writer, "path");
  json_begin_array (writer, true);
  if (tier && tier->parent)
    json_string (writer, tier->parent->name->text);
  if (tier)
    json_string (writer, tier->name->text);
  if (finding->indicator)
    json_string (writer, finding->indicator->name->text);
  json_end_array (writer);
}

static void
write_text (JsonWriter *writer, const char *key, const char *text)
{
  json_key (writer, key);
  json_string (writer, text);
}

static void
write_finding (JsonWriter *writer, const Finding *finding)
{
  json_begin_object (writer, true);
  write_text (writer, "check", finding_name (finding));
  write_text (writer, "severity", SEVERITIES[finding->severity]);
  write_path (writer, finding);
  write_text (writer, "message", finding->message);
  write_text (writer, "basis", finding->check ? finding->check->basis : NULL);
  write_text (writer, "advice", finding->check ? finding->check->advice : NULL);
  write_text (writer, "at", finding->at);
  json_end_object (writer);
}

static void
write_settings (JsonWriter *writer, const AuditReport *report)
{
  json_key (writer, "settings");
  json_begin_array (writer, false);
  for (unsigned i = 0; i < report->n_settings; i++)
    {
      const CheckSetting *setting = &report->settings[i];
      json_begin_object (writer, true);
      write_text (writer, "check", setting->check->name->text);
      write_text (writer, "severity", setting->off ? NULL : SEVERITIES[setting->severity]);
      write_text (writer, "reason", setting->reason);
      json_end_object (writer);
    }
  json_end_array (writer);
}

static void
write_causes (JsonWriter *writer, const AuditCauses *causes)
{
  if (!causes->known)
    return;
  json_key (writer, "difference");
  json_begin_object (writer, true);
  write_number (writer, "addition", causes->addition);
  write_number (writer, "missed_full", causes->missed_full);
  write_number (writer, "other", causes->other);
  json_end_object (writer);
}

void
report_audit_json (const AuditReport *report, GString *out)
{
  const Result *result = report->result;
  g_autoptr (JsonWriter) writer = json_writer_new (out);
  json_begin_object (writer, false);
  json_key (writer, "format");
  json_raw (writer, "1");
  write_text (writer, "scheme", report->scheme->name->text);
  if (result->has_claimed_total)
    write_number (writer, "claimed_total", result->claimed_total);
  else
    write_text (writer, "claimed_total", NULL);
  if (rational_equal (result->total_min, result->total_max))
    write_number (writer, "computed_total", result->total_min);
  else
    write_text (writer, "computed_total", NULL);
  write_causes (writer, &report->causes);
  json_key (writer, "findings");
  json_begin_array (writer, false);
  for (unsigned i = 0; i < report->n_findings; i++)
    write_finding (writer, &report->findings[i]);
  json_end_array (writer);
  write_settings (writer, report);
  json_end_object (writer);
}
