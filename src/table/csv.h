/* CSV and TSV as RFC 4180 has them, one record at a time over text in memory: no language knowledge, no guessing.
   Line ends LF, CRLF, CR; a BOM is skipped; fields may hold line ends between quotes.  Refused, each with its place:
   a quote that is never closed (place of the opening quote, lines inside), text after a closing quote, a quote inside
   an unquoted field, NUL, 0x1A, invalid UTF-8, more than LIMIT_CSV_COLUMNS fields, a field over LIMIT_CSV_FIELD_BYTES.
   An apostrophe that this program's own writer put before a formula character is taken off again. */
#pragma once
#include "source/diag.h"

typedef struct
{
  const char *text;  /* NUL-terminated, quotes undone; valid until the next csv_reader_next */
  size_t length;
  unsigned line;     /* physical line of the first byte, from 1 */
  unsigned column;   /* code points from 1 */
  bool quoted;
} CsvField;

typedef struct
{
  CsvField *fields;
  unsigned n_fields;
  unsigned line;
  bool blank;        /* a line without any character but blanks: one empty field */
} CsvRecord;

typedef struct CsvReader CsvReader;

/* NAME for messages; TEXT must outlive the reader. SEPARATOR ',' or '\t'. */
CsvReader *csv_reader_new (const char *name, const char *text, size_t length, char separator, DiagSink *sink);
void csv_reader_free (CsvReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsvReader, csv_reader_free)

typedef enum
{
  CSV_RECORD,  /* *ret_record is set, valid until the next call */
  CSV_REFUSED, /* this record was unreadable and is reported; reading can go on */
  CSV_END,
  CSV_BROKEN   /* reported; nothing after it can be read (unclosed quote, invalid text) */
} CsvResult;

CsvResult csv_reader_next (CsvReader *reader, const CsvRecord **ret_record);

/* Where the next record begins; a reader of the same text can go on from there. */
typedef struct
{
  size_t offset;
  unsigned line;
} CsvPosition;
CsvPosition csv_reader_position (const CsvReader *reader);
void csv_reader_seek (CsvReader *reader, CsvPosition position);
/* The bytes of the last record, readable or not, as they stand in the text, without the line end. */
const char *csv_reader_raw (const CsvReader *reader, size_t *ret_length);
/* `name:line:column`. (owned) */
char *csv_field_where (const CsvReader *reader, const CsvField *field);
