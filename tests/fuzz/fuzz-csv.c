/* Fuzz target of the CSV reader.  The first byte chooses the separator.  Whatever the text is, the reader
   ends, its places grow, and the fields of every record it gives, written again, are read back the same. */
#include <string.h>
#include "table/csv-writer.h"
#include "table/csv.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
write_record (GString *out, const CsvRecord *record, char separator)
{
  for (unsigned i = 0; i < record->n_fields; i++)
    {
      if (i)
        g_string_append_c (out, separator);
      csv_append_field (out, record->fields[i].text, separator, false);
    }
  g_string_append_c (out, '\n');
}

static void
check_record (const CsvRecord *record)
{
  unsigned line = record->line, column = 0;
  g_assert (record->n_fields >= 1);
  for (unsigned i = 0; i < record->n_fields; i++)
    {
      const CsvField *field = &record->fields[i];
      g_assert (strlen (field->text) == field->length);
      g_assert (g_utf8_validate (field->text, -1, NULL));
      g_assert (field->line > line || (field->line == line && field->column > column));
      line = field->line;
      column = field->column;
    }
}

static void
check_same (const CsvRecord *record, const CsvRecord *again)
{
  g_assert (record->n_fields == again->n_fields);
  for (unsigned i = 0; i < record->n_fields; i++)
    g_assert (strcmp (record->fields[i].text, again->fields[i].text) == 0);
}

static void
check_round_trip (const CsvRecord *record, char separator)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  write_record (out, record, separator);
  g_autoptr (CsvReader) reader = csv_reader_new ("again", out->str, out->len, separator, sink);
  const CsvRecord *again = NULL;
  CsvResult result = csv_reader_next (reader, &again);
  g_assert (result == CSV_RECORD);
  check_same (record, again);
  result = csv_reader_next (reader, &again);
  g_assert (result == CSV_END);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  char separator = data[0] % 2 ? ',' : '\t';
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (CsvReader) reader = csv_reader_new ("t", (const char *)data + 1, size - 1, separator, sink);
  const CsvRecord *record = NULL;
  bool refused = false;
  for (CsvResult result; (result = csv_reader_next (reader, &record)) != CSV_END;)
    if (result == CSV_RECORD)
      {
        check_record (record);
        check_round_trip (record, separator);
      }
    else
      refused = true;
  g_assert (refused == (diag_sink_count (sink, SEVERITY_ERROR) > 0));
  return 0;
}
