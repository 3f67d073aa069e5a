/* Writing JSON: a small state machine that puts commas, newlines and 2-space indents.  Keys and strings are
   escaped as render_json_string does.  Calls that make no JSON (a value without a key in an object, an end
   without its begin) are faults of the program and are asserted. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct JsonWriter JsonWriter;

/* Appends to OUT (borrowed).  A whole value ends with a line end, so that several of them, each on one line,
 * are JSON Lines. */
JsonWriter *json_writer_new (GString *out);
void json_writer_free (JsonWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JsonWriter, json_writer_free)
/* ONE_LINE: it and all that is in it. */
void json_begin_object (JsonWriter *writer, bool one_line);
void json_end_object (JsonWriter *writer);
void json_begin_array (JsonWriter *writer, bool one_line);
void json_end_array (JsonWriter *writer);
void json_key (JsonWriter *writer, const char *key);
void json_string (JsonWriter *writer, const char *text); /* NULL writes null */
void json_raw (JsonWriter *writer, const char *text);    /* a number's text, true, false, null */
