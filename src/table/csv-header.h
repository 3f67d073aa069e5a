/* The first record of a table as a header: which column is called what.  Names compare by text_fold_key. */
#pragma once
#include "table/csv.h"

typedef struct CsvHeader CsvHeader;

/* Keeps its own copy of the record. */
CsvHeader *csv_header_new (const CsvRecord *record);
void csv_header_free (CsvHeader *header);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsvHeader, csv_header_free)
/* The first column of that name; -1 if there is none, and for a name that is empty. */
int csv_header_find (const CsvHeader *header, const char *name);
unsigned csv_header_count (const CsvHeader *header);
/* As written. COLUMN is below the count. */
const char *csv_header_name (const CsvHeader *header, unsigned column);
