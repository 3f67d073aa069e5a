/* Source: one text with its name, kept until the last diagnostic is printed, so that an excerpt is always of the
   text that was read.  Places are byte offsets; lines and columns are computed only for what is printed. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  uint32_t start, end; /* bytes, end exclusive */
} Span;

typedef struct Source Source;

/* NAME as the user typed it (`-` is shown as `<stdin>`). A UTF-8 BOM at the start is left out of the text.
   BYTES at most LIMIT_FILE_BYTES + 3. The text need not be valid UTF-8. */
Source *source_new (const char *name, GBytes *bytes);
Source *source_ref (Source *source);
void source_unref (Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Source, source_unref)

const char *source_name (const Source *source);
const char *source_text (const Source *source); /* NUL-terminated after source_length bytes; may hold NULs */
uint32_t source_length (const Source *source);

typedef struct
{
  unsigned line;   /* from 1; LF, CRLF and CR each end a line */
  unsigned column; /* code points from 1; an invalid byte counts as one */
  unsigned utf16;  /* UTF-16 units from 0 */
  unsigned byte;   /* bytes from 0 in the line */
} SourcePlace;

SourcePlace source_place (Source *source, uint32_t offset);
/* The line's text without its end, as offsets. */
Span source_line_span (Source *source, unsigned line);
/* Appends `name:line:column`. */
void source_append_place (GString *out, Source *source, uint32_t offset);
