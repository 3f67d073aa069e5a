/* What every SARIF 2.1.0 document of ours has: its frame, tool, messages, artifacts and places. */
#pragma once
#include "table/json-writer.h"

typedef struct
{
  JsonWriter *json;
  GPtrArray *files; /* const char *: the artifacts, each once */
} Sarif;

/* Everything up to the inside of the one run, which is written between the two: its rules, its invocation,
 * its results. */
void sarif_begin_run (const Sarif *sarif);
void sarif_end_run (const Sarif *sarif);
/* The tool; what it declares stands between the two: its `rules`, or its `notifications`. */
void sarif_begin_tool (const Sarif *sarif, const char *declared);
void sarif_end_tool (const Sarif *sarif);
/* The invocation; what is to be said of it stands between the two. */
void sarif_begin_invocation (const Sarif *sarif, bool successful);
void sarif_end_invocation (const Sarif *sarif);
/* The artifacts; then the results, between the two. */
void sarif_begin_results (const Sarif *sarif);
void sarif_end_results (const Sarif *sarif);

void sarif_text (const Sarif *sarif, const char *key, const char *text);
void sarif_number (const Sarif *sarif, const char *key, unsigned number);
void sarif_begin (const Sarif *sarif, const char *key, bool one_line); /* an object */
void sarif_begin_array (const Sarif *sarif, const char *key, bool one_line);
/* `{"text": …}` */
void sarif_message (const Sarif *sarif, const char *key, const char *text);

/* `{"id": …, "index": …}` */
void sarif_rule (const Sarif *sarif, const char *key, const char *id, unsigned index);
/* A note about how the checks ran; ID and INDEX of the rule it is about, or NULL. */
void sarif_notification (const Sarif *sarif, const char *text, const char *id, unsigned index);
void sarif_fingerprint (const Sarif *sarif, const char *name, const char *value);

/* FILE NULL: none. Before the artifacts are written. */
void sarif_add_file (const Sarif *sarif, const char *file);
/* `physicalLocation`; LINE 0: the file as a whole; FILE NULL: nothing. */
void sarif_physical (const Sarif *sarif, const char *file, unsigned line, unsigned column);
/* `locations`: one, with the path and the kind of what stands there. */
void sarif_location (const Sarif *sarif, const char *file, unsigned line, unsigned column, const char *path,
                     const char *kind);
