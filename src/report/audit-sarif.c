/* Findings as SARIF 2.1.0, for viewers and review tools.  A rule is a check; a finding's fingerprint is made
   of what it is about (the check, the scheme, the path), so that it stays the same when rows move or
   sentences change. */
#include <string.h>

#include "base/i18n.h"
#include "report/audit.h"
#include "report/audit-parts.h"
#include "table/json.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

typedef struct
{
  JsonWriter *json;
  const AuditReport *report;
  GArray *codes;    /* DiagCode: of faults, each once; their rules follow those of the checks */
  GPtrArray *files; /* const char *: the artifacts */
} SarifWriter;

/* Pieces */

static void
write_text (const SarifWriter *writer, const char *key, const char *text)
{
  json_key (writer->json, key);
  json_string (writer->json, text);
}

static void
write_number (const SarifWriter *writer, const char *key, unsigned number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  json_key (writer->json, key);
  json_raw (writer->json, text);
}

static void
begin (const SarifWriter *writer, const char *key, bool one_line)
{
  json_key (writer->json, key);
  json_begin_object (writer->json, one_line);
}

/* {"text": …} */
static void
write_message (const SarifWriter *writer, const char *key, const char *text)
{
  begin (writer, key, true);
  write_text (writer, "text", text);
  json_end_object (writer->json);
}

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

static guint
index_of_file (const SarifWriter *writer, const char *file)
{
  guint i = 0;
  while (i < writer->files->len && strcmp (writer->files->pdata[i], file) != 0)
    i++;
  return i;
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
      if (finding->file && index_of_file (writer, finding->file) == writer->files->len)
        g_ptr_array_add (writer->files, (gpointer)finding->file);
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
  begin (writer, "parameters", true);
  for (unsigned i = 0; i < check->n_params; i++, node = ast_find_next (node))
    {
      g_autofree char *text = unit_node_text (check->origin.unit, node->child->next);
      write_text (writer, check->params[i]->text, text);
    }
  json_end_object (writer->json);
}

static void
write_configuration (const SarifWriter *writer, Severity severity, const Check *check)
{
  begin (writer, "defaultConfiguration", true);
  write_text (writer, "level", audit_level (severity));
  if (check)
    write_parameters (writer, check);
  json_end_object (writer->json);
}

static void
write_check (const SarifWriter *writer, const Check *check)
{
  g_autofree char *doc = unit_node_doc (check->origin.unit, check->origin.node);
  g_autofree char *help = help_of (check);
  json_begin_object (writer->json, true);
  write_text (writer, "id", check->name->text);
  write_text (writer, "name", check->name->text);
  write_message (writer, "shortDescription", doc ? doc : check->name->text);
  write_message (writer, "help", help);
  write_configuration (writer, check->severity, check);
  if (check->basis)
    {
      begin (writer, "properties", true);
      write_text (writer, "basis", check->basis);
      json_end_object (writer->json);
    }
  json_end_object (writer->json);
}

static void
write_code (const SarifWriter *writer, DiagCode code)
{
  g_autofree char *text
      = diag_format (N_ ("A row could not be used: diagnostic {1}"), diag_code_name (code), NULL);
  json_begin_object (writer->json, true);
  write_text (writer, "id", diag_code_name (code));
  write_text (writer, "name", diag_code_slug (code));
  write_message (writer, "shortDescription", text);
  write_message (writer, "help", text);
  write_configuration (writer, diag_code_severity (code), NULL);
  json_end_object (writer->json);
}

static void
write_tool (const SarifWriter *writer)
{
  begin (writer, "tool", false);
  begin (writer, "driver", false);
  write_text (writer, "name", "jixiao");
  write_text (writer, "version", PACKAGE_VERSION);
  json_key (writer->json, "rules");
  json_begin_array (writer->json, false);
  for (unsigned i = 0; i < writer->report->n_checks; i++)
    write_check (writer, writer->report->checks[i].check);
  for (guint i = 0; i < writer->codes->len; i++)
    write_code (writer, g_array_index (writer->codes, DiagCode, i));
  json_end_array (writer->json);
  json_end_object (writer->json);
  json_end_object (writer->json);
}

/* Places */

static void
write_uri (const SarifWriter *writer, const char *file)
{
  g_autofree char *escaped = g_uri_escape_string (file, "/", FALSE);
  g_autofree char *uri = g_strconcat (*file == '/' ? "file://" : "", escaped, NULL);
  write_text (writer, "uri", uri);
}

static void
write_artifacts (const SarifWriter *writer)
{
  json_key (writer->json, "artifacts");
  json_begin_array (writer->json, false);
  for (guint i = 0; i < writer->files->len; i++)
    {
      json_begin_object (writer->json, true);
      begin (writer, "location", true);
      write_uri (writer, writer->files->pdata[i]);
      json_end_object (writer->json);
      json_end_object (writer->json);
    }
  json_end_array (writer->json);
}

static void
write_physical (const SarifWriter *writer, const Finding *finding)
{
  if (!finding->file)
    return;
  begin (writer, "physicalLocation", true);
  begin (writer, "artifactLocation", true);
  write_uri (writer, finding->file);
  write_number (writer, "index", index_of_file (writer, finding->file));
  json_end_object (writer->json);
  if (finding->line)
    {
      begin (writer, "region", true);
      write_number (writer, "startLine", finding->line);
      write_number (writer, "startColumn", finding->column);
      json_end_object (writer->json);
    }
  json_end_object (writer->json);
}

static void
write_logical (const SarifWriter *writer, const Finding *finding)
{
  const char *names[AUDIT_MAX_PATH];
  g_autofree char *path = NULL;
  audit_path (finding, names);
  path = *names ? g_strjoinv ("/", (char **)names) : g_strdup (writer->report->scheme->name->text);
  json_key (writer->json, "logicalLocations");
  json_begin_array (writer->json, true);
  json_begin_object (writer->json, true);
  write_text (writer, "fullyQualifiedName", path);
  write_text (writer, "kind", finding->indicator ? "indicator" : finding->tier ? "tier" : "scheme");
  json_end_object (writer->json);
  json_end_array (writer->json);
}

/* Results */

static void
add_to_hash (GChecksum *hash, const char *text)
{
  g_checksum_update (hash, (const guchar *)text, (gssize)strlen (text) + 1);
}

static void
write_fingerprint (const SarifWriter *writer, const Finding *finding)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  const char *names[AUDIT_MAX_PATH];
  audit_path (finding, names);
  add_to_hash (hash, writer->report->scheme->name->key);
  add_to_hash (hash, finding_name (finding));
  for (const char *const *name = names; *name; name++)
    add_to_hash (hash, *name);
  if (!finding->check && !*names)
    add_to_hash (hash, finding->message); /* nothing else tells two of a code apart */
  begin (writer, "partialFingerprints", true);
  write_text (writer, "jixiaoSubject/v1", g_checksum_get_string (hash));
  json_end_object (writer->json);
}

static void
write_result (const SarifWriter *writer, const Finding *finding)
{
  g_autofree char *text = finding->detail ? g_strdup_printf ("%s\n%s", finding->message, finding->detail)
                                          : g_strdup (finding->message);
  json_begin_object (writer->json, true);
  write_text (writer, "ruleId", finding_name (finding));
  write_number (writer, "ruleIndex", index_of_rule (writer, finding));
  write_text (writer, "level", audit_level (finding->severity));
  write_message (writer, "message", text);
  json_key (writer->json, "locations");
  json_begin_array (writer->json, true);
  json_begin_object (writer->json, true);
  write_physical (writer, finding);
  write_logical (writer, finding);
  json_end_object (writer->json);
  json_end_array (writer->json);
  write_fingerprint (writer, finding);
  json_end_object (writer->json);
}

/* Settings */

static void
write_rule_of (const SarifWriter *writer, const char *key, const Check *check)
{
  begin (writer, key, true);
  write_text (writer, "id", check->name->text);
  write_number (writer, "index", index_of_check (writer, check));
  json_end_object (writer->json);
}

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
  begin (writer, "parameters", true);
  for (unsigned i = 0; i < check->check->n_params; i++)
    {
      const CheckSetting *setting = param_setting (writer->report, check->check, i);
      if (setting)
        write_text (writer, check->check->params[i]->text, setting->text);
    }
  json_end_object (writer->json);
}

/* How CHECK was run, if not as it declares; one for each check. */
static void
write_override (const SarifWriter *writer, const AuditCheck *check)
{
  json_begin_object (writer->json, true);
  begin (writer, "configuration", true);
  if (check->off)
    {
      json_key (writer->json, "enabled");
      json_raw (writer->json, "false");
    }
  if (check->severity != check->check->severity)
    write_text (writer, "level", audit_level (check->severity));
  if (check->params != check->check->defaults)
    write_changed_params (writer, check);
  json_end_object (writer->json);
  write_rule_of (writer, "descriptor", check->check);
  json_end_object (writer->json);
}

static void
write_notification (const SarifWriter *writer, const CheckSetting *setting)
{
  g_autofree char *text = audit_setting_text (setting);
  json_begin_object (writer->json, true);
  write_text (writer, "level", "note");
  write_message (writer, "message", text);
  write_rule_of (writer, "associatedRule", setting->check);
  json_end_object (writer->json);
}

static void
write_invocation (const SarifWriter *writer)
{
  const AuditReport *report = writer->report;
  json_key (writer->json, "invocations");
  json_begin_array (writer->json, false);
  json_begin_object (writer->json, false);
  json_key (writer->json, "executionSuccessful");
  json_raw (writer->json, "true");
  json_key (writer->json, "ruleConfigurationOverrides");
  json_begin_array (writer->json, false);
  for (unsigned i = 0; i < report->n_checks; i++)
    if (report->checks[i].off || report->checks[i].severity != report->checks[i].check->severity
        || report->checks[i].params != report->checks[i].check->defaults)
      write_override (writer, &report->checks[i]);
  json_end_array (writer->json);
  json_key (writer->json, "toolConfigurationNotifications");
  json_begin_array (writer->json, false);
  for (unsigned i = 0; i < report->n_settings; i++)
    write_notification (writer, &report->settings[i]);
  json_end_array (writer->json);
  json_end_object (writer->json);
  json_end_array (writer->json);
}

static void
write_run (const SarifWriter *writer)
{
  json_begin_object (writer->json, false);
  write_tool (writer);
  write_invocation (writer);
  write_text (writer, "columnKind", "unicodeCodePoints");
  write_artifacts (writer);
  json_key (writer->json, "results");
  json_begin_array (writer->json, false);
  for (unsigned i = 0; i < writer->report->n_findings; i++)
    write_result (writer, &writer->report->findings[i]);
  json_end_array (writer->json);
  json_end_object (writer->json);
}

void
report_audit_sarif (const AuditReport *report, GString *out)
{
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GArray) codes = g_array_new (FALSE, FALSE, sizeof (DiagCode));
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  SarifWriter writer = { json, report, codes, files };
  collect (&writer);
  json_begin_object (json, false);
  write_text (&writer, "$schema", SCHEMA);
  write_text (&writer, "version", "2.1.0");
  json_key (json, "runs");
  json_begin_array (json, false);
  write_run (&writer);
  json_end_array (json);
  json_end_object (json);
}
