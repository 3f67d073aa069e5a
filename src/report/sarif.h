/* What every SARIF 2.1.0 document of ours has: its frame, messages, artifacts and places. */
#pragma once
#include "table/json-writer.h"

typedef struct
{
  JsonWriter *json;
  GPtrArray *files; /* const char *: the artifacts, each once */
} Sarif;

/* Everything up to the one run, which is written between the two. */
void sarif_begin_runs (const Sarif *sarif);
void sarif_end_runs (const Sarif *sarif);

void sarif_text (const Sarif *sarif, const char *key, const char *text);
void sarif_number (const Sarif *sarif, const char *key, unsigned number);
void sarif_begin (const Sarif *sarif, const char *key, bool one_line); /* an object */
/* `{"text": …}` */
void sarif_message (const Sarif *sarif, const char *key, const char *text);

/* FILE NULL: none. Before the artifacts are written. */
void sarif_add_file (const Sarif *sarif, const char *file);
void sarif_artifacts (const Sarif *sarif);
/* `physicalLocation`; LINE 0: the file as a whole; FILE NULL: nothing. */
void sarif_physical (const Sarif *sarif, const char *file, unsigned line, unsigned column);
/* `logicalLocations`: one, with the path of what it names. */
void sarif_logical (const Sarif *sarif, const char *path, const char *kind);
