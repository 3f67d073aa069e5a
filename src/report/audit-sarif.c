/* Findings as SARIF 2.1.0, for viewers and review tools.  A rule is a check; a finding's fingerprint is made
   of what it is about (the check, the scheme, the path), so that it stays the same when rows move or
   sentences change. */
#include <string.h>

#include "base/i18n.h"
#include "report/audit.h"
#include "report/audit-parts.h"
#include "report/sarif.h"

typedef struct
{
  Sarif sarif;
  const AuditReport *report;
  GArray *codes; /* DiagCode: of faults, each once; their rules follow those of the checks */
} SarifWriter;

/* Indexes */

static unsigned
index_of_check (const SarifWriter *writer, const Check *check)
{
  unsigned i = 0;
  while (writer->report->checks[i].check != check)
    i++;
  return i;
}

static unsigned
index_of_code (const SarifWriter *writer, DiagCode code)
{
  guint i = 0;
  while (i < writer->codes->len && g_array_index (writer->codes, DiagCode, i) != code)
    i++;
  return i;
}

static unsigned
index_of_rule (const SarifWriter *writer, const Finding *finding)
{
  return finding->check ? index_of_check (writer, finding->check)
                        : writer->report->n_checks + index_of_code (writer, finding->code);
}

/* What rules and artifacts the findings need. */
static void
collect (SarifWriter *writer)
{
  for (unsigned i = 0; i < writer->report->n_findings; i++)
    {
      const Finding *finding = &writer->report->findings[i];
      if (!finding->check && index_of_code (writer, finding->code) == writer->codes->len)
        g_array_append_val (writer->codes, finding->code);
      sarif_add_file (&writer->sarif, finding->file);
    }
}

/* Rules */

static char *
help_of (const Check *check)
{
  if (check->advice && check->basis)
    return g_strdup_printf ("%s (%s)", check->advice, check->basis);
  return g_strdup (check->advice ? check->advice : check->basis ? check->basis : check->name->text);
}

static void
write_parameters (const SarifWriter *writer, const Check *check)
{
  const AstNode *node = ast_find (check->origin.node, AST_PARAM);
  if (check->n_params == 0)
    return;
  sarif_begin (&writer->sarif, "parameters", true);
  for (unsigned i = 0; i < check->n_params; i++, node = ast_find_next (node))
    {
      g_autofree char *text = unit_node_text (check->origin.unit, node->child->next);
      sarif_text (&writer->sarif, check->params[i]->text, text);
    }
  json_end_object (writer->sarif.json);
}

static void
write_configuration (const SarifWriter *writer, Severity severity, const Check *check)
{
  sarif_begin (&writer->sarif, "defaultConfiguration", true);
  sarif_text (&writer->sarif, "level", severity_name (severity));
  if (check)
    write_parameters (writer, check);
  json_end_object (writer->sarif.json);
}

static void
write_check (const SarifWriter *writer, const Check *check)
{
  g_autofree char *doc = unit_node_doc (check->origin.unit, check->origin.node);
  g_autofree char *help = help_of (check);
  json_begin_object (writer->sarif.json, true);
  sarif_text (&writer->sarif, "id", check->name->text);
  sarif_text (&writer->sarif, "name", check->name->text);
  sarif_message (&writer->sarif, "shortDescription", doc ? doc : check->name->text);
  sarif_message (&writer->sarif, "help", help);
  write_configuration (writer, check->severity, check);
  if (check->basis)
    {
      sarif_begin (&writer->sarif, "properties", true);
      sarif_text (&writer->sarif, "basis", check->basis);
      json_end_object (writer->sarif.json);
    }
  json_end_object (writer->sarif.json);
}

static void
write_code (const SarifWriter *writer, DiagCode code)
{
  g_autofree char *text
      = diag_format (N_ ("A row could not be used: diagnostic {1}"), diag_code_name (code), NULL);
  json_begin_object (writer->sarif.json, true);
  sarif_text (&writer->sarif, "id", diag_code_name (code));
  sarif_text (&writer->sarif, "name", diag_code_slug (code));
  sarif_message (&writer->sarif, "shortDescription", text);
  sarif_message (&writer->sarif, "help", text);
  write_configuration (writer, diag_code_severity (code), NULL);
  json_end_object (writer->sarif.json);
}

static void
write_tool (const SarifWriter *writer)
{
  sarif_begin_tool (&writer->sarif, "rules");
  for (unsigned i = 0; i < writer->report->n_checks; i++)
    write_check (writer, writer->report->checks[i].check);
  for (guint i = 0; i < writer->codes->len; i++)
    write_code (writer, g_array_index (writer->codes, DiagCode, i));
  sarif_end_tool (&writer->sarif);
}

/* Results */

static void
write_result (const SarifWriter *writer, const Finding *finding)
{
  g_autofree char *text = finding->detail ? g_strdup_printf ("%s\n%s", finding->message, finding->detail)
                                          : g_strdup (finding->message);
  g_autofree char *path = audit_path_text (finding, writer->report->scheme);
  g_autofree char *fingerprint = audit_fingerprint (finding, writer->report->scheme);
  json_begin_object (writer->sarif.json, true);
  sarif_text (&writer->sarif, "ruleId", finding_name (finding));
  sarif_number (&writer->sarif, "ruleIndex", index_of_rule (writer, finding));
  sarif_text (&writer->sarif, "level", severity_name (finding->severity));
  sarif_message (&writer->sarif, "message", text);
  sarif_location (&writer->sarif, finding->file, finding->line, finding->column, path,
                  audit_subject_word (finding));
  sarif_fingerprint (&writer->sarif, AUDIT_FINGERPRINT, fingerprint);
  json_end_object (writer->sarif.json);
}

/* Settings */

/* The last setting of parameter I of CHECK, or NULL. */
static const CheckSetting *
param_setting (const AuditReport *report, const Check *check, unsigned i)
{
  const CheckSetting *found = NULL;
  for (unsigned j = 0; j < report->n_settings; j++)
    if (report->settings[j].check == check && report->settings[j].kind == SETTING_PARAM
        && report->settings[j].param == i)
      found = &report->settings[j];
  return found;
}

static void
write_changed_params (const SarifWriter *writer, const AuditCheck *check)
{
  sarif_begin (&writer->sarif, "parameters", true);
  for (unsigned i = 0; i < check->check->n_params; i++)
    {
      const CheckSetting *setting = param_setting (writer->report, check->check, i);
      if (setting)
        sarif_text (&writer->sarif, check->check->params[i]->text, setting->text);
    }
  json_end_object (writer->sarif.json);
}

/* How CHECK was run, if not as it declares; one for each check. */
static void
write_override (const SarifWriter *writer, const AuditCheck *check)
{
  json_begin_object (writer->sarif.json, true);
  sarif_begin (&writer->sarif, "configuration", true);
  if (check->off)
    {
      json_key (writer->sarif.json, "enabled");
      json_raw (writer->sarif.json, "false");
    }
  if (check->severity != check->check->severity)
    sarif_text (&writer->sarif, "level", severity_name (check->severity));
  if (check->params != check->check->defaults)
    write_changed_params (writer, check);
  json_end_object (writer->sarif.json);
  sarif_rule (&writer->sarif, "descriptor", check->check->name->text, index_of_check (writer, check->check));
  json_end_object (writer->sarif.json);
}

static void
write_invocation (const SarifWriter *writer)
{
  const AuditReport *report = writer->report;
  sarif_begin_invocation (&writer->sarif, true);
  sarif_begin_array (&writer->sarif, "ruleConfigurationOverrides", false);
  for (unsigned i = 0; i < report->n_checks; i++)
    if (report->checks[i].off || report->checks[i].severity != report->checks[i].check->severity
        || report->checks[i].params != report->checks[i].check->defaults)
      write_override (writer, &report->checks[i]);
  json_end_array (writer->sarif.json);
  sarif_begin_array (&writer->sarif, "toolConfigurationNotifications", false);
  for (unsigned i = 0; i < report->n_settings; i++)
    {
      const Check *check = report->settings[i].check;
      g_autofree char *text = audit_setting_text (&report->settings[i]);
      sarif_notification (&writer->sarif, text, check->name->text, index_of_check (writer, check));
    }
  json_end_array (writer->sarif.json);
  sarif_end_invocation (&writer->sarif);
}

void
report_audit_sarif (const AuditReport *report, GString *out)
{
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GArray) codes = g_array_new (FALSE, FALSE, sizeof (DiagCode));
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  SarifWriter writer = { { json, files }, report, codes };
  collect (&writer);
  sarif_begin_run (&writer.sarif);
  write_tool (&writer);
  write_invocation (&writer);
  sarif_begin_results (&writer.sarif);
  for (unsigned i = 0; i < report->n_findings; i++)
    write_result (&writer, &report->findings[i]);
  sarif_end_results (&writer.sarif);
  sarif_end_run (&writer.sarif);
}
