/* The parts of SARIF that do not depend on what is reported.  Which rules and results there are is the
   business of each report. */
#include "report/sarif.h"

#include <string.h>

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* Members */

void
sarif_text (const Sarif *sarif, const char *key, const char *text)
{
  json_key (sarif->json, key);
  json_string (sarif->json, text);
}

void
sarif_number (const Sarif *sarif, const char *key, unsigned number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  json_key (sarif->json, key);
  json_raw (sarif->json, text);
}

void
sarif_begin (const Sarif *sarif, const char *key, bool one_line)
{
  json_key (sarif->json, key);
  json_begin_object (sarif->json, one_line);
}

void
sarif_begin_array (const Sarif *sarif, const char *key, bool one_line)
{
  json_key (sarif->json, key);
  json_begin_array (sarif->json, one_line);
}

void
sarif_message (const Sarif *sarif, const char *key, const char *text)
{
  sarif_begin (sarif, key, true);
  sarif_text (sarif, "text", text);
  json_end_object (sarif->json);
}

void
sarif_rule (const Sarif *sarif, const char *key, const char *id, unsigned index)
{
  sarif_begin (sarif, key, true);
  sarif_text (sarif, "id", id);
  sarif_number (sarif, "index", index);
  json_end_object (sarif->json);
}

void
sarif_notification (const Sarif *sarif, const char *text, const char *id, unsigned index)
{
  json_begin_object (sarif->json, true);
  sarif_text (sarif, "level", "note");
  sarif_message (sarif, "message", text);
  if (id)
    sarif_rule (sarif, "associatedRule", id, index);
  json_end_object (sarif->json);
}

void
sarif_fingerprint (const Sarif *sarif, const char *name, const char *value)
{
  sarif_begin (sarif, "partialFingerprints", true);
  sarif_text (sarif, name, value);
  json_end_object (sarif->json);
}

/* Artifacts and places */

static guint
index_of_file (const Sarif *sarif, const char *file)
{
  guint i = 0;
  while (i < sarif->files->len && strcmp (sarif->files->pdata[i], file) != 0)
    i++;
  return i;
}

void
sarif_add_file (const Sarif *sarif, const char *file)
{
  if (file && index_of_file (sarif, file) == sarif->files->len)
    g_ptr_array_add (sarif->files, (gpointer)file);
}

static void
write_uri (const Sarif *sarif, const char *file)
{
  g_autofree char *escaped = g_uri_escape_string (file, "/", FALSE);
  g_autofree char *uri = g_strconcat (*file == '/' ? "file://" : "", escaped, NULL);
  sarif_text (sarif, "uri", uri);
}

static void
write_artifacts (const Sarif *sarif)
{
  sarif_begin_array (sarif, "artifacts", false);
  for (guint i = 0; i < sarif->files->len; i++)
    {
      json_begin_object (sarif->json, true);
      sarif_begin (sarif, "location", true);
      write_uri (sarif, sarif->files->pdata[i]);
      json_end_object (sarif->json);
      json_end_object (sarif->json);
    }
  json_end_array (sarif->json);
}

void
sarif_physical (const Sarif *sarif, const char *file, unsigned line, unsigned column)
{
  if (!file)
    return;
  sarif_begin (sarif, "physicalLocation", true);
  sarif_begin (sarif, "artifactLocation", true);
  write_uri (sarif, file);
  sarif_number (sarif, "index", index_of_file (sarif, file));
  json_end_object (sarif->json);
  if (line)
    {
      sarif_begin (sarif, "region", true);
      sarif_number (sarif, "startLine", line);
      sarif_number (sarif, "startColumn", column);
      json_end_object (sarif->json);
    }
  json_end_object (sarif->json);
}

static void
write_logical (const Sarif *sarif, const char *path, const char *kind)
{
  sarif_begin_array (sarif, "logicalLocations", true);
  json_begin_object (sarif->json, true);
  sarif_text (sarif, "fullyQualifiedName", path);
  sarif_text (sarif, "kind", kind);
  json_end_object (sarif->json);
  json_end_array (sarif->json);
}

void
sarif_location (const Sarif *sarif, const char *file, unsigned line, unsigned column, const char *path,
                const char *kind)
{
  sarif_begin_array (sarif, "locations", true);
  json_begin_object (sarif->json, true);
  sarif_physical (sarif, file, line, column);
  write_logical (sarif, path, kind);
  json_end_object (sarif->json);
  json_end_array (sarif->json);
}

/* The run */

void
sarif_begin_run (const Sarif *sarif)
{
  json_begin_object (sarif->json, false);
  sarif_text (sarif, "$schema", SCHEMA);
  sarif_text (sarif, "version", "2.1.0");
  sarif_begin_array (sarif, "runs", false);
  json_begin_object (sarif->json, false);
}

void
sarif_end_run (const Sarif *sarif)
{
  json_end_object (sarif->json);
  json_end_array (sarif->json);
  json_end_object (sarif->json);
}

void
sarif_begin_tool (const Sarif *sarif, const char *declared)
{
  sarif_begin (sarif, "tool", false);
  sarif_begin (sarif, "driver", false);
  sarif_text (sarif, "name", "jixiao");
  sarif_text (sarif, "version", PACKAGE_VERSION);
  sarif_begin_array (sarif, declared, false);
}

void
sarif_end_tool (const Sarif *sarif)
{
  json_end_array (sarif->json);
  json_end_object (sarif->json);
  json_end_object (sarif->json);
}

void
sarif_begin_invocation (const Sarif *sarif, bool successful)
{
  sarif_begin_array (sarif, "invocations", false);
  json_begin_object (sarif->json, false);
  json_key (sarif->json, "executionSuccessful");
  json_raw (sarif->json, successful ? "true" : "false");
}

void
sarif_end_invocation (const Sarif *sarif)
{
  json_end_object (sarif->json);
  json_end_array (sarif->json);
}

void
sarif_begin_results (const Sarif *sarif)
{
  sarif_text (sarif, "columnKind", "unicodeCodePoints");
  write_artifacts (sarif);
  sarif_begin_array (sarif, "results", false);
}

void
sarif_end_results (const Sarif *sarif)
{
  json_end_array (sarif->json);
}
