/* Fuzz target of the JSON reader.  The first byte chooses between one text and JSON Lines, and how it is
   written again. Whatever the text is, the reader ends, reports exactly if it refuses, and a tree it gives,
   written by the writer, is read back the same. */
#include <string.h>
#include "table/json.h"
#include "table/json-writer.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
write_value (JsonWriter *writer, const JsonValue *value, bool one_line)
{
  bool is_object = value->kind == JSON_OBJECT;
  if (value->kind == JSON_STRING)
    json_string (writer, value->text);
  else if (value->kind != JSON_ARRAY && !is_object)
    json_raw (writer, value->text);
  else
    {
      (is_object ? json_begin_object : json_begin_array) (writer, one_line);
      for (const JsonValue *item = value->first; item; item = item->next)
        {
          if (is_object)
            json_key (writer, item->key);
          write_value (writer, item, one_line);
        }
      (is_object ? json_end_object : json_end_array) (writer);
    }
}

static void
check_same (const JsonValue *a, const JsonValue *b)
{
  g_assert (a->kind == b->kind && a->n_items == b->n_items && a->length == b->length);
  g_assert (g_strcmp0 (a->key, b->key) == 0 && g_strcmp0 (a->text, b->text) == 0);
  unsigned n = 0;
  const JsonValue *other = b->first;
  for (const JsonValue *item = a->first; item; item = item->next, other = other->next, n++)
    {
      g_assert (other);
      g_assert (item->line > 0 && item->column > 0);
      check_same (item, other);
    }
  g_assert (!other && n == a->n_items);
}

static void
check_value (const JsonValue *value, bool one_line)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonWriter) writer = json_writer_new (out);
  write_value (writer, value, one_line);
  g_assert (!one_line || strchr (out->str, '\n') == out->str + out->len - 1);
  const JsonValue *again = json_read (arena, "again", out->str, out->len, sink);
  g_assert (again);
  check_same (value, again);
}

static void
check_text (const char *text, size_t length, bool one_line)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (DiagSink) sink = diag_sink_new ();
  const JsonValue *value = json_read (arena, "t", text, length, sink);
  g_assert ((value == NULL) == (diag_sink_count (sink, SEVERITY_ERROR) > 0));
  if (value)
    check_value (value, one_line);
}

static void
check_lines (const char *text, size_t length, bool one_line)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (DiagSink) sink = diag_sink_new ();
  size_t offset = 0;
  unsigned line = 0;
  for (;;)
    {
      size_t before = offset;
      bool failed;
      const JsonValue *value = json_read_line (arena, "t", text, length, &offset, &line, sink, &failed);
      if (!value && !failed)
        break;
      g_assert (offset > before && offset <= length && !(value && failed));
      if (value)
        {
          g_assert (value->line == line);
          check_value (value, one_line);
        }
    }
  g_assert (offset == length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  if (data[0] & 1)
    check_lines ((const char *)data + 1, size - 1, data[0] & 2);
  else
    check_text ((const char *)data + 1, size - 1, data[0] & 2);
  return 0;
}
