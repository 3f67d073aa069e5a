/* Documents without a result.  In SARIF what went wrong is a notification of the tool and no result, since
   nothing was examined; in JUnit it is an error and no failure, for the same reason. */
#include "report/refusal.h"

#include "audit/findings.h"
#include "report/audit-parts.h"
#include "report/sarif.h"
#include "report/xml.h"
#include "source/render.h"

/* The place of DIAG in FINDING, which has the fields for it. */
static void
set_place (Finding *finding, Arena *arena, const Diag *diag)
{
  if (diag->source)
    finding_set_source (finding, arena, diag->source, diag->span.start);
  else if (diag->where)
    finding_set_place (finding, arena, diag->where);
}

/* The sentence, then the notes, a line each. (owned) */
static char *
text_of (const Diag *diag)
{
  GString *text = g_string_new (diag->message);
  for (guint i = 0; i < diag->notes->len; i++)
    g_string_append_printf (text, "\n%s", (const char *)diag->notes->pdata[i]);
  return g_string_free (text, FALSE);
}

/* SARIF */

static void
write_rule (const Sarif *sarif, DiagCode code)
{
  json_begin_object (sarif->json, true);
  sarif_text (sarif, "id", diag_code_name (code));
  sarif_text (sarif, "name", diag_code_slug (code));
  json_end_object (sarif->json);
}

/* The codes that DIAGS need, each once. */
static void
write_tool (const Sarif *sarif, const GArray *codes)
{
  sarif_begin_tool (sarif, "notifications");
  for (guint i = 0; i < codes->len; i++)
    write_rule (sarif, g_array_index (codes, DiagCode, i));
  sarif_end_tool (sarif);
}

static unsigned
index_of_code (const GArray *codes, DiagCode code)
{
  guint i = 0;
  while (i < codes->len && g_array_index (codes, DiagCode, i) != code)
    i++;
  return i;
}

static void
write_notification (const Sarif *sarif, const Diag *diag, const Finding *place, const GArray *codes)
{
  g_autofree char *text = text_of (diag);
  json_begin_object (sarif->json, true);
  sarif_rule (sarif, "descriptor", diag_code_name (diag->code), index_of_code (codes, diag->code));
  sarif_text (sarif, "level", severity_name (diag->severity));
  sarif_message (sarif, "message", text);
  if (place->file)
    {
      sarif_begin_array (sarif, "locations", true);
      json_begin_object (sarif->json, true);
      sarif_physical (sarif, place->file, place->line, place->column);
      json_end_object (sarif->json);
      json_end_array (sarif->json);
    }
  json_end_object (sarif->json);
}

static void
write_invocation (const Sarif *sarif, const GPtrArray *diags, const Finding *places, const GArray *codes,
                  int exit_code)
{
  sarif_begin_invocation (sarif, false);
  sarif_number (sarif, "exitCode", (unsigned)exit_code);
  sarif_begin_array (sarif, "toolExecutionNotifications", false);
  for (guint i = 0; i < diags->len; i++)
    write_notification (sarif, diags->pdata[i], &places[i], codes);
  json_end_array (sarif->json);
  sarif_end_invocation (sarif);
}

void
report_refusal_sarif (const GPtrArray *diags, int exit_code, GString *out)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GArray) codes = g_array_new (FALSE, FALSE, sizeof (DiagCode));
  Finding *places = arena_array (arena, Finding, diags->len + 1);
  const Sarif sarif = { json, files };
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      places[i] = (Finding){ 0 };
      set_place (&places[i], arena, diag);
      sarif_add_file (&sarif, places[i].file);
      if (index_of_code (codes, diag->code) == codes->len)
        g_array_append_val (codes, diag->code);
    }
  sarif_begin_run (&sarif);
  write_tool (&sarif, codes);
  write_invocation (&sarif, diags, places, codes, exit_code);
  sarif_begin_results (&sarif);
  sarif_end_results (&sarif);
  sarif_end_run (&sarif);
}

/* JUnit */

static void
append_error (GString *out, const Diag *diag, const char *command)
{
  g_autoptr (GString) text = g_string_new (NULL);
  render_text (text, diag, false);
  g_string_append (out, "    <testcase");
  xml_append_attribute (out, "name", diag_code_name (diag->code));
  xml_append_attribute (out, "classname", command);
  g_string_append (out, ">\n      <error");
  xml_append_attribute (out, "message", diag->message);
  g_string_append_c (out, '>');
  xml_append_text (out, text->str);
  g_string_append (out, "</error>\n    </testcase>\n");
}

void
report_refusal_junit (const GPtrArray *diags, const char *command, GString *out)
{
  unsigned errors = 0;
  for (guint i = 0; i < diags->len; i++)
    errors += ((const Diag *)diags->pdata[i])->severity == SEVERITY_ERROR;
  g_string_append_printf (out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<testsuites tests=\"%u\" failures=\"0\" errors=\"%u\">\n  <testsuite",
                          errors, errors);
  xml_append_attribute (out, "name", command);
  g_string_append_printf (out, " tests=\"%u\" failures=\"0\" errors=\"%u\" skipped=\"0\">\n", errors, errors);
  for (guint i = 0; i < diags->len; i++)
    if (((const Diag *)diags->pdata[i])->severity == SEVERITY_ERROR)
      append_error (out, diags->pdata[i], command);
  g_string_append (out, "  </testsuite>\n</testsuites>\n");
}
