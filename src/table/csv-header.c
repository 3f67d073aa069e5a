/* The header of a table, looked up in a hash table of folded names, since tables may be wide. */
#include "table/csv-header.h"
#include "base/text.h"

struct CsvHeader
{
  char **names;
  unsigned n_names;
  GHashTable *columns; /* folded key -> column + 1; the first of equal names */
};

CsvHeader *
csv_header_new (const CsvRecord *record)
{
  CsvHeader *header = g_new0 (CsvHeader, 1);
  header->n_names = record->n_fields;
  header->names = g_new0 (char *, record->n_fields + 1);
  header->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned i = 0; i < record->n_fields; i++)
    {
      header->names[i] = g_strdup (record->fields[i].text);
      g_autofree char *key = text_fold_key (header->names[i], -1);
      if (*key && !g_hash_table_contains (header->columns, key))
        g_hash_table_insert (header->columns, g_steal_pointer (&key), GUINT_TO_POINTER (i + 1));
    }
  return header;
}

void
csv_header_free (CsvHeader *header)
{
  if (!header)
    return;
  g_strfreev (header->names);
  g_hash_table_unref (header->columns);
  g_free (header);
}

int
csv_header_find (const CsvHeader *header, const char *name)
{
  g_autofree char *key = text_fold_key (name, -1);
  return (int)GPOINTER_TO_UINT (g_hash_table_lookup (header->columns, key)) - 1;
}

unsigned
csv_header_count (const CsvHeader *header)
{
  return header->n_names;
}

const char *
csv_header_name (const CsvHeader *header, unsigned column)
{
  g_assert (column < header->n_names);
  return header->names[column];
}
