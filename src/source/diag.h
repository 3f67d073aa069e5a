/* Diagnostics as data: a code from diag-codes.def, a place, a finished message, labels at other places, notes, fixes.
   Whoever finds something reports it into the sink it was given; only cli prints.  "False means already reported." */
#pragma once
#include "source/source.h"
#include <stdarg.h>

typedef enum
{
  SEVERITY_NOTE,
  SEVERITY_WARNING,
  SEVERITY_ERROR
} Severity;

/* "note", "warning", "error": a msgid, and the word in every form for programs. */
const char *severity_name (Severity severity);

/* What an error makes unusable, hence the exit code (doc/exit codes: 3, 4, 5, 6, 2). */
typedef enum
{
  DIAG_CLASS_DEFINITION,
  DIAG_CLASS_DATA,
  DIAG_CLASS_LIMIT,
  DIAG_CLASS_SYSTEM,
  DIAG_CLASS_USAGE
} DiagClass;

typedef enum
{
#define DIAG_CODE(code, slug, severity, class, message) DIAG_##slug,
#include "source/diag-codes.def"
#undef DIAG_CODE
  DIAG_N_CODES
} DiagCode;

const char *diag_code_name (DiagCode code); /* "J0001" */
const char *diag_code_slug (DiagCode code);
Severity diag_code_severity (DiagCode code);
DiagClass diag_code_class (DiagCode code);
/* False if NAME is no code. */
bool diag_code_find (const char *name, DiagCode *ret_code);

typedef struct
{
  Source *source; /* NULL: see `where` */
  Span span;
  char *text;
} DiagLabel;

typedef struct
{
  Source *source;
  Span span;         /* replaced by `text` */
  char *text;
} DiagFix;

typedef struct
{
  DiagCode code;
  Severity severity;
  Source *source;    /* NULL if the place is in a table or there is none */
  Span span;
  char *where;       /* place as text (`f.csv:14:9`) if source is NULL; NULL if no place at all */
  char *message;
  GPtrArray *labels; /* DiagLabel */
  GPtrArray *notes;  /* char * */
  GPtrArray *fixes;  /* DiagFix */
} Diag;

typedef struct DiagSink DiagSink;

DiagSink *diag_sink_new (void);
void diag_sink_free (DiagSink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DiagSink, diag_sink_free)

/* In a message, label or note `{1}`, `{2}` … stand for the string arguments, which end with NULL; control characters
   in arguments are made visible.  The returned Diag belongs to the sink and may be given labels, notes and fixes. */
Diag *diag_report (DiagSink *sink, DiagCode code, Source *source, Span span, ...) G_GNUC_NULL_TERMINATED;
Diag *diag_report_at (DiagSink *sink, DiagCode code, const char *where, ...) G_GNUC_NULL_TERMINATED;
void diag_label (Diag *diag, Source *source, Span span, const char *text, ...) G_GNUC_NULL_TERMINATED;
void diag_note (Diag *diag, const char *text, ...) G_GNUC_NULL_TERMINATED;
void diag_fix (Diag *diag, Source *source, Span span, const char *replacement);

/* Frees the diagnostics: for readers of many rows, which print as they go. */
void diag_sink_clear (DiagSink *sink);
unsigned diag_sink_count (const DiagSink *sink, Severity severity);
/* Errors of one class. */
unsigned diag_sink_count_class (const DiagSink *sink, DiagClass class);
/* Of these, how many are only counted: a sink keeps the first 10,000. */
unsigned diag_sink_count_unkept (const DiagSink *sink, Severity severity);
/* All diagnostics kept, sorted: sources in the order in which they were first reported on, by offset in each, then the rest
   in the order of reporting; equal ones (code, place, message) once. (borrowed) */
const GPtrArray *diag_sink_sorted (DiagSink *sink);
/* The message with its `{1}`… replaced, as diag_report does it. (owned) */
char *diag_format (const char *text, ...) G_GNUC_NULL_TERMINATED;
char *diag_format_valist (const char *text, va_list args);
