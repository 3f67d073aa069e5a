/* The writer of JSON.  It knows only what is open: what separates an item from the one before it, and whether
   a key is due, follow from that.  What values mean, and whether numbers are numbers, is the caller's. */
#include "table/json-writer.h"
#include "source/render.h"

typedef struct
{
  bool is_object, one_line, has_items;
} Level;

struct JsonWriter
{
  GString *out;
  GArray *levels;   /* Level, the innermost last */
  bool key_written; /* the member's value is due */
};

JsonWriter *
json_writer_new (GString *out)
{
  JsonWriter *writer = g_new0 (JsonWriter, 1);
  writer->out = out;
  writer->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  return writer;
}

void
json_writer_free (JsonWriter *writer)
{
  if (!writer)
    return;
  g_array_unref (writer->levels);
  g_free (writer);
}

static Level *
innermost (JsonWriter *writer)
{
  return writer->levels->len ? &g_array_index (writer->levels, Level, writer->levels->len - 1) : NULL;
}

static void
break_line (JsonWriter *writer, unsigned depth)
{
  g_string_append_c (writer->out, '\n');
  for (unsigned i = 0; i < depth; i++)
    g_string_append (writer->out, "  ");
}

/* What separates an item from the one before it. */
static void
begin_item (JsonWriter *writer, Level *level)
{
  if (level->has_items)
    g_string_append (writer->out, level->one_line ? ", " : ",");
  if (!level->one_line)
    break_line (writer, writer->levels->len);
  level->has_items = true;
}

static void
begin_value (JsonWriter *writer)
{
  Level *level = innermost (writer);
  g_assert (writer->key_written == (level && level->is_object));
  if (level && !level->is_object)
    begin_item (writer, level);
  writer->key_written = false;
}

/* A text ends with a line end, so that several of them, each on one line, are JSON Lines. */
static void
end_value (JsonWriter *writer)
{
  if (!innermost (writer))
    g_string_append_c (writer->out, '\n');
}

static void
begin_container (JsonWriter *writer, bool is_object, bool one_line)
{
  begin_value (writer);
  const Level *outer = innermost (writer);
  Level level = { is_object, one_line || (outer && outer->one_line), false };
  g_array_append_val (writer->levels, level);
  g_string_append_c (writer->out, is_object ? '{' : '[');
}

static void
end_container (JsonWriter *writer, bool is_object)
{
  const Level *level = innermost (writer);
  g_assert (level && level->is_object == is_object && !writer->key_written);
  if (level->has_items && !level->one_line)
    break_line (writer, writer->levels->len - 1);
  g_array_set_size (writer->levels, writer->levels->len - 1);
  g_string_append_c (writer->out, is_object ? '}' : ']');
  end_value (writer);
}

void
json_begin_object (JsonWriter *writer, bool one_line)
{
  begin_container (writer, true, one_line);
}

void
json_end_object (JsonWriter *writer)
{
  end_container (writer, true);
}

void
json_begin_array (JsonWriter *writer, bool one_line)
{
  begin_container (writer, false, one_line);
}

void
json_end_array (JsonWriter *writer)
{
  end_container (writer, false);
}

void
json_key (JsonWriter *writer, const char *key)
{
  Level *level = innermost (writer);
  g_assert (level && level->is_object && !writer->key_written);
  begin_item (writer, level);
  render_json_string (writer->out, key);
  g_string_append (writer->out, ": ");
  writer->key_written = true;
}

void
json_string (JsonWriter *writer, const char *text)
{
  if (!text)
    {
      json_raw (writer, "null");
      return;
    }
  begin_value (writer);
  render_json_string (writer->out, text);
  end_value (writer);
}

void
json_raw (JsonWriter *writer, const char *text)
{
  begin_value (writer);
  g_string_append (writer->out, text);
  end_value (writer);
}
