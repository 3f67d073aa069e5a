/* Refused rows in the form of their table, so that it can be repaired and given again: rows of CSV and TSV
   byte for byte, unreadable ones as the text of a cell, JSON Lines with two members more.  The two columns of
   a list that was given again take the place of the old ones. */
#include "cli/rejects.h"

#include <string.h>

#include "cli/output.h"
#include "cli/spool.h"
#include "source/render.h"
#include "table/csv-writer.h"

#define CODE_COLUMN "code"
#define MESSAGE_COLUMN "message"

struct Rejects
{
  Spool *spool;
  GString *line;
  BatchForm form;
  char separator;
  bool raw;
  unsigned n_columns;   /* of the table, without code and message */
  unsigned text_column; /* where the text of an unreadable row goes */
  bool again;           /* the table has code and message as its last columns already */
  const char *line_end; /* as after the header */
};

static void
finish_line (Rejects *rejects)
{
  g_string_append (rejects->line, rejects->line_end);
  spool_append (rejects->spool, rejects->line->str, rejects->line->len);
  g_string_truncate (rejects->line, 0);
}

static void
append_cell (Rejects *rejects, const char *text)
{
  csv_append_field (rejects->line, text, rejects->separator, rejects->raw);
}

static void
append_separator (Rejects *rejects)
{
  g_string_append_c (rejects->line, rejects->separator);
}

/* The header, as it stands, with the two columns. */
static void
add_header (Rejects *rejects, const BatchHeader *shape, const char *by)
{
  const CsvHeader *header = shape->header;
  unsigned n = csv_header_count (header);
  rejects->again = n > 2 && csv_header_find (header, CODE_COLUMN) == (int)n - 2
                   && csv_header_find (header, MESSAGE_COLUMN) == (int)n - 1;
  rejects->n_columns = n - (rejects->again ? 2 : 0);
  rejects->text_column = csv_header_find (header, by) == 0 ? 1 : 0;
  rejects->line_end = shape->crlf ? "\r\n" : "\n";
  g_string_append_len (rejects->line, shape->raw, (gssize)shape->length);
  if (!rejects->again)
    {
      append_separator (rejects);
      g_string_append (rejects->line, CODE_COLUMN);
      append_separator (rejects);
      g_string_append (rejects->line, MESSAGE_COLUMN);
    }
  finish_line (rejects);
}

Rejects *
rejects_new (const Batch *batch, BatchForm form, const char *by, bool raw)
{
  Rejects *rejects = g_new0 (Rejects, 1);
  const BatchHeader *header = batch_header (batch);
  rejects->spool = spool_new ();
  rejects->line = g_string_new (NULL);
  rejects->form = form;
  rejects->separator = form == BATCH_TSV ? '\t' : ',';
  rejects->raw = raw;
  rejects->line_end = "\n";
  if (header)
    add_header (rejects, header, by);
  return rejects;
}

void
rejects_free (Rejects *rejects)
{
  if (!rejects)
    return;
  spool_free (rejects->spool);
  g_string_free (rejects->line, TRUE);
  g_free (rejects);
}

/* Tables */

/* A row that has no fields, or too many or too few: its text in one cell, which is not taken for an
 * organisation. */
static void
append_unreadable (Rejects *rejects, const BatchRow *row)
{
  g_autofree char *text = g_utf8_make_valid (row->raw, (gssize)row->length);
  for (unsigned i = 0; i < rejects->n_columns; i++)
    {
      if (i > 0)
        append_separator (rejects);
      if (i == rejects->text_column)
        append_cell (rejects, text);
    }
}

static void
append_fields (Rejects *rejects, const CsvRecord *record)
{
  for (unsigned i = 0; i < rejects->n_columns; i++)
    {
      if (i > 0)
        append_separator (rejects);
      append_cell (rejects, record->fields[i].text);
    }
}

static void
add_record (Rejects *rejects, const BatchRow *row)
{
  if (!row->record)
    append_unreadable (rejects, row);
  else if (rejects->again)
    append_fields (rejects, row->record);
  else
    g_string_append_len (rejects->line, row->raw, (gssize)row->length);
  append_separator (rejects);
  append_cell (rejects, diag_code_name (row->why->code));
  append_separator (rejects);
  append_cell (rejects, row->why->message);
}

/* JSON Lines */

/* The bytes of an object up to where members may be added: without its `}`, and without code and message as
   this file writes them. 0: none may be. */
static gsize
open_length (const BatchRow *row)
{
  static const char mark[] = ", \"" CODE_COLUMN "\": \"";
  g_autofree char *text = g_strndup (row->raw, row->length);
  bool again = json_member (row->value, CODE_COLUMN) || json_member (row->value, MESSAGE_COLUMN);
  const char *end = again ? g_strrstr (text, mark) : strrchr (text, '}');
  return end ? (gsize)(end - text) : 0;
}

static void
add_line (Rejects *rejects, const BatchRow *row)
{
  gsize length = row->value && row->value->kind == JSON_OBJECT ? open_length (row) : 0;
  if (length)
    g_string_append_len (rejects->line, row->raw, (gssize)length);
  else
    {
      g_autofree char *text = g_utf8_make_valid (row->raw, (gssize)row->length);
      g_string_append (rejects->line, "{\"line\": ");
      render_json_string (rejects->line, text);
    }
  g_string_append (rejects->line, length && !row->value->first ? "" : ", ");
  g_string_append (rejects->line, "\"" CODE_COLUMN "\": ");
  render_json_string (rejects->line, diag_code_name (row->why->code));
  g_string_append (rejects->line, ", \"" MESSAGE_COLUMN "\": ");
  render_json_string (rejects->line, row->why->message);
  g_string_append_c (rejects->line, '}');
}

void
rejects_add (Rejects *rejects, const BatchRow *row)
{
  if (rejects->form == BATCH_JSON_LINES)
    add_line (rejects, row);
  else
    add_record (rejects, row);
  finish_line (rejects);
}

bool
rejects_write (Rejects *rejects, Run *run, const char *path)
{
  g_autoptr (GMappedFile) mapped = spool_map (rejects->spool, run);
  return mapped && output_write_mapped (run, path, mapped);
}
