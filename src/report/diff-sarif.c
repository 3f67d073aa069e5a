/* A diff as SARIF 2.1.0, for review tools.  A rule is a kind of change, a result a change; what was accepted
   is suppressed with its reason.  Findings over both years follow as results of their checks. */
#include "report/diff-private.h"

#include "report/audit-parts.h"
#include "report/sarif.h"
#include <string.h>

typedef struct
{
  Sarif sarif;
  const DiffTeller *teller;
  GPtrArray *names; /* const char *: of the findings and settings, each once; their rules follow those of the
                       kinds */
} Writer;

static unsigned
index_of_name (const Writer *w, const char *name)
{
  unsigned i = 0;
  while (i < w->names->len && strcmp (w->names->pdata[i], name) != 0)
    i++;
  return i;
}

/* What rules and artifacts the results need. */
static void
collect (const Writer *w)
{
  const Diff *diff = w->teller->diff;
  for (unsigned i = 0; i < diff->n_changes; i++)
    {
      sarif_add_file (&w->sarif, diff->changes[i].new_at.file);
      sarif_add_file (&w->sarif, diff->changes[i].old_at.file);
    }
  for (unsigned i = 0; diff->history && i < diff->history->n_findings; i++)
    {
      const char *name = finding_name (&diff->history->findings[i]);
      sarif_add_file (&w->sarif, diff->history->findings[i].file);
      if (index_of_name (w, name) == w->names->len)
        g_ptr_array_add (w->names, (gpointer)name);
    }
  for (unsigned i = 0; diff->history && i < diff->history->n_settings; i++)
    {
      const char *name = diff->history->settings[i].check->name->text;
      if (index_of_name (w, name) == w->names->len)
        g_ptr_array_add (w->names, (gpointer)name);
    }
}

/* Rules */

static void
write_rule (const Writer *w, const char *id, const char *name, const char *text)
{
  json_begin_object (w->sarif.json, true);
  sarif_text (&w->sarif, "id", id);
  sarif_text (&w->sarif, "name", name);
  sarif_message (&w->sarif, "shortDescription", text);
  json_end_object (w->sarif.json);
}

static void
write_tool (const Writer *w)
{
  sarif_begin_tool (&w->sarif, "rules");
  for (int i = 0; i < CHANGE_N; i++)
    write_rule (w, change_kind_word ((ChangeKind)i), diff_kind_name ((ChangeKind)i),
                diff_kind_text ((ChangeKind)i));
  for (guint i = 0; i < w->names->len; i++)
    write_rule (w, w->names->pdata[i], w->names->pdata[i], w->names->pdata[i]);
  sarif_end_tool (&w->sarif);
}

/* Settings of checks */

/* What was changed about checks, and what was not compared. */
static void
write_invocation (const Writer *w)
{
  const AuditReport *history = w->teller->diff->history;
  g_autofree char *not_compared = diff_not_compared (w->teller->diff);
  sarif_begin_invocation (&w->sarif, true);
  sarif_begin_array (&w->sarif, "toolConfigurationNotifications", false);
  for (unsigned i = 0; history && i < history->n_settings; i++)
    {
      const char *check = history->settings[i].check->name->text;
      g_autofree char *text = audit_setting_text (&history->settings[i]);
      sarif_notification (&w->sarif, text, check, CHANGE_N + index_of_name (w, check));
    }
  if (not_compared)
    sarif_notification (&w->sarif, not_compared, NULL, 0);
  json_end_array (w->sarif.json);
  sarif_end_invocation (&w->sarif);
}

/* Results */

/* `收紧  产出/数量/甲  ≥150批次 → ≥180批次`, then the sentences, a line each. (owned) */
static char *
message_of (const DiffEntry *entry)
{
  g_autofree char *values = diff_entry_values (entry);
  GString *text = g_string_new (diff_kind_name (entry->change->kind));
  g_string_append_printf (text, "  %s", entry->subject);
  if (values)
    g_string_append_printf (text, "  %s", values);
  for (guint i = 0; i < entry->lines->len; i++)
    g_string_append_printf (text, "\n%s", g_array_index (entry->lines, DiffLine, i).text);
  return g_string_free (text, FALSE);
}

static void
write_locations (const Writer *w, const Change *change)
{
  ChangePlace at = change->new_at.file ? change->new_at : change->old_at;
  g_autofree char **names = g_new0 (char *, change->path.n + 1);
  for (unsigned i = 0; i < change->path.n; i++)
    names[i] = (char *)change->path.names[i];
  g_autofree char *path = g_strjoinv ("/", names);
  sarif_location (&w->sarif, at.file, at.line, at.column, path, change_subject_word (change->subject));
}

/* The place in OLD, where the first is that in NEW. */
static void
write_related (const Writer *w, const Change *change)
{
  if (!change->new_at.file || !change->old_at.file)
    return;
  sarif_begin_array (&w->sarif, "relatedLocations", true);
  json_begin_object (w->sarif.json, true);
  sarif_physical (&w->sarif, change->old_at.file, change->old_at.line, change->old_at.column);
  sarif_message (&w->sarif, "message", w->teller->old_name);
  json_end_object (w->sarif.json);
  json_end_array (w->sarif.json);
}

/* REASON NULL: not suppressed, which is said, too: some results must not say it while others do not. */
static void
write_suppressions (const Writer *w, const char *reason)
{
  sarif_begin_array (&w->sarif, "suppressions", true);
  if (reason)
    {
      json_begin_object (w->sarif.json, true);
      sarif_text (&w->sarif, "kind", "external");
      sarif_text (&w->sarif, "status", "accepted");
      if (*reason)
        sarif_text (&w->sarif, "justification", reason);
      json_end_object (w->sarif.json);
    }
  json_end_array (w->sarif.json);
}

static void
write_change (const Writer *w, const Change *change)
{
  g_auto (DiffEntry) entry;
  g_autofree char *text = NULL;
  diff_entry_init (&entry, w->teller, change);
  text = message_of (&entry);
  json_begin_object (w->sarif.json, true);
  sarif_text (&w->sarif, "ruleId", change_kind_word (change->kind));
  sarif_number (&w->sarif, "ruleIndex", (unsigned)change->kind);
  sarif_text (&w->sarif, "level", diff_tone (change->kind) == DIFF_TONE_WORSE ? "warning" : "note");
  sarif_message (&w->sarif, "message", text);
  write_locations (w, change);
  write_related (w, change);
  sarif_fingerprint (&w->sarif, "jixiaoChange/v1", change->fingerprint);
  write_suppressions (w, change->accepted);
  json_end_object (w->sarif.json);
}

static void
write_finding (const Writer *w, const Finding *finding)
{
  const Scheme *scheme = w->teller->diff->history->scheme;
  g_autofree char *path = audit_path_text (finding, scheme);
  g_autofree char *fingerprint = audit_fingerprint (finding, scheme);
  json_begin_object (w->sarif.json, true);
  sarif_text (&w->sarif, "ruleId", finding_name (finding));
  sarif_number (&w->sarif, "ruleIndex", CHANGE_N + index_of_name (w, finding_name (finding)));
  sarif_text (&w->sarif, "level", severity_name (finding->severity));
  sarif_message (&w->sarif, "message", finding->message);
  sarif_location (&w->sarif, finding->file, finding->line, finding->column, path,
                  audit_subject_word (finding));
  sarif_fingerprint (&w->sarif, AUDIT_FINGERPRINT, fingerprint);
  write_suppressions (w, NULL);
  json_end_object (w->sarif.json);
}

void
report_diff_sarif (const Diff *diff, GString *out)
{
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_auto (DiffTeller) teller;
  Writer writer = { { json, files }, &teller, names };
  diff_teller_init (&teller, diff);
  collect (&writer);
  sarif_begin_run (&writer.sarif);
  write_tool (&writer);
  write_invocation (&writer);
  sarif_begin_results (&writer.sarif);
  for (unsigned i = 0; i < diff->n_changes; i++)
    write_change (&writer, &diff->changes[i]);
  for (unsigned i = 0; diff->history && i < diff->history->n_findings; i++)
    write_finding (&writer, &diff->history->findings[i]);
  sarif_end_results (&writer.sarif);
  sarif_end_run (&writer.sarif);
}
