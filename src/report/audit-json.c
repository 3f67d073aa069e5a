/* Findings as JSON, doc/schema/audit.json: each with its check, place and source, and the difference of the
 * totals by cause. */
#include "report/audit.h"
#include "report/audit-parts.h"
#include "report/members.h"

static const char *const SEVERITIES[] = { "提示", "警告", "错误" };

static void
write_path (MemberWriter *writer, const Finding *finding)
{
  const char *names[AUDIT_MAX_PATH];
  audit_path (finding, names);
  json_key (writer->json, "path");
  json_begin_array (writer->json, true);
  for (const char *const *name = names; *name; name++)
    json_string (writer->json, *name);
  json_end_array (writer->json);
}

static void
write_finding (MemberWriter *writer, const Finding *finding)
{
  json_begin_object (writer->json, true);
  member_text (writer, "check", finding_name (finding));
  member_text (writer, "severity", SEVERITIES[finding->severity]);
  write_path (writer, finding);
  member_text (writer, "message", finding->message);
  if (finding->detail)
    member_text (writer, "detail", finding->detail);
  member_text (writer, "basis", finding->check ? finding->check->basis : NULL);
  member_text (writer, "advice", finding->check ? finding->check->advice : NULL);
  member_text (writer, "at", finding->at);
  json_end_object (writer->json);
}

static void
write_setting (MemberWriter *writer, const CheckSetting *setting)
{
  static const char *const KINDS[]
      = { [SETTING_OFF] = "off", [SETTING_RAISED] = "raised", [SETTING_PARAM] = "parameter" };
  g_autofree char *place = audit_setting_place (setting);
  json_begin_object (writer->json, true);
  member_text (writer, "check", setting->check->name->text);
  member_text (writer, "kind", KINDS[setting->kind]);
  if (setting->kind == SETTING_PARAM)
    {
      member_text (writer, "parameter", setting->check->params[setting->param]->text);
      member_text (writer, "value", setting->text);
    }
  member_text (writer, "reason", setting->reason);
  member_text (writer, "at", place);
  json_end_object (writer->json);
}

/* A part that may be an interval, of so many rows. */
static void
write_interval (MemberWriter *writer, const char *key, unsigned rows, Rational low, Rational high)
{
  g_autofree char *count = g_strdup_printf ("%u", rows);
  json_key (writer->json, key);
  json_begin_object (writer->json, true);
  json_key (writer->json, "rows");
  json_raw (writer->json, count);
  member_number (writer, "low", low);
  member_number (writer, "high", high);
  member_exact (writer);
  json_end_object (writer->json);
}

void
audit_write_findings (MemberWriter *writer, const AuditReport *report)
{
  json_key (writer->json, "findings");
  json_begin_array (writer->json, false);
  for (unsigned i = 0; i < report->n_findings; i++)
    write_finding (writer, &report->findings[i]);
  json_end_array (writer->json);
  json_key (writer->json, "settings");
  json_begin_array (writer->json, false);
  for (unsigned i = 0; i < report->n_settings; i++)
    write_setting (writer, &report->settings[i]);
  json_end_array (writer->json);
}

static void
write_causes (MemberWriter *writer, const AuditCauses *causes)
{
  if (!causes->known)
    return;
  json_key (writer->json, "difference");
  json_begin_object (writer->json, true);
  member_number_if (writer, "addition", causes->has_addition, causes->addition);
  member_number (writer, "missed_full", causes->missed_full);
  member_number (writer, "other", causes->other);
  member_exact (writer);
  if (causes->n_unscored)
    write_interval (writer, "unscored", causes->n_unscored, causes->unscored_low, causes->unscored_high);
  if (!causes->has_addition)
    write_interval (writer, "unclaimed", causes->claims.n_unstated, causes->rest_low, causes->rest_high);
  json_end_object (writer->json);
}

static void
write_totals (MemberWriter *writer, const AuditReport *report)
{
  const Result *result = report->result;
  bool known = rational_equal (result->total_min, result->total_max);
  g_autofree char *year = g_strdup_printf ("%d", report->scheme->year);
  json_key (writer->json, "format");
  json_raw (writer->json, "1");
  member_text (writer, "scheme", report->scheme->name->text);
  json_key (writer->json, "year");
  json_raw (writer->json, report->scheme->has_year ? year : "null");
  member_number_if (writer, "claimed_total", result->has_claimed_total, result->claimed_total);
  member_number_if (writer, "computed_total", known, result->total_min);
  if (!known)
    {
      member_number (writer, "computed_low", result->total_min);
      member_number (writer, "computed_high", result->total_max);
    }
  member_exact (writer);
}

void
report_audit_json (const AuditReport *report, GString *out)
{
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GString) inexact = g_string_new (NULL);
  MemberWriter writer = { json, inexact };
  json_begin_object (json, false);
  write_totals (&writer, report);
  write_causes (&writer, &report->causes);
  audit_write_findings (&writer, report);
  json_end_object (json);
}
