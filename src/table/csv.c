/* The reader of CSV and TSV.  A record is read in two steps: a scan that marks the fields in
   the text and finds its end and its faults, then one copy of the record into a buffer, where separators
   become NULs and quotes are undone in place.  Nothing is computed per byte but what the scan needs; lines
   and columns of faults are worked out when there is a fault.  This file knows tables only, not what a column
   means. */
#include "table/csv.h"
#include <string.h>
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "table/csv-text.h"

#define BOM "\xEF\xBB\xBF"

struct CsvReader
{
  char *name;
  const char *text, *end;
  const char *next; /* where the next record begins */
  unsigned line;    /* the line of `next` */
  const char *last; /* the last record, of LAST_LENGTH bytes without its line end */
  size_t last_length;
  char separator;
  DiagSink *sink;
  bool stops_plain[256];  /* bytes that an unquoted field cannot pass over unseen */
  bool stops_quoted[256]; /* the same between quotes */
  CsvField *fields;       /* LIMIT_CSV_COLUMNS of them */
  char *buffer;
  size_t buffer_size;
  CsvRecord record;
};

/* The scan of one record. */
typedef struct
{
  const char *start, *at;
  unsigned line;
  const char *mark; /* a place whose column is known */
  unsigned mark_column;
  unsigned n_fields;
  bool has_doubled;     /* some quoted field holds a doubled quote */
  const char *fault_at; /* NULL: none; the first one */
  DiagCode fault;
  const char *fatal_at; /* NULL: none; a fault that ends the reading */
  DiagCode fatal;
} Scan;

CsvReader *
csv_reader_new (const char *name, const char *text, size_t length, char separator, DiagSink *sink)
{
  CsvReader *reader = g_new0 (CsvReader, 1);
  reader->name = g_strdup (name);
  reader->text = reader->next = text ? text : ""; /* an empty file may be mapped at NULL */
  reader->end = reader->text + length;
  reader->line = 1;
  reader->separator = separator;
  reader->sink = sink;
  if (length >= 3 && memcmp (text, BOM, 3) == 0)
    reader->next += 3;
  const char stops[] = { '"', '\r', '\n', '\0', 0x1A };
  for (size_t i = 0; i < sizeof stops; i++)
    reader->stops_plain[(guchar)stops[i]] = reader->stops_quoted[(guchar)stops[i]] = true;
  reader->stops_plain[(guchar)separator] = true;
  reader->fields = g_new (CsvField, LIMIT_CSV_COLUMNS);
  return reader;
}

void
csv_reader_free (CsvReader *reader)
{
  if (!reader)
    return;
  g_free (reader->name);
  g_free (reader->fields);
  g_free (reader->buffer);
  g_free (reader);
}

/* Code points, eight bytes at a time: all bytes but those of the form 10xxxxxx. */
static unsigned
count_points (const char *p, size_t length)
{
  size_t n = length;
  for (; length >= 8; p += 8, length -= 8)
    {
      uint64_t word;
      memcpy (&word, p, 8);
      uint64_t continuing = (word >> 7) & ~(word >> 6) & UINT64_C (0x0101010101010101);
      n -= (continuing * UINT64_C (0x0101010101010101)) >> 56;
    }
  for (; length; p++, length--)
    n -= (*p & 0xC0) == 0x80;
  return (unsigned)n;
}

static unsigned
column_at (Scan *scan, const char *p)
{
  scan->mark_column += count_points (scan->mark, (size_t)(p - scan->mark));
  scan->mark = p;
  return scan->mark_column;
}

static const char *
pass_line_end (const char *p, const char *end)
{
  return p + (p[0] == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1);
}

/* `name:line:column` of a byte of the record. */
static char *
where_in_record (const CsvReader *reader, const Scan *scan, const char *place)
{
  unsigned line = reader->line;
  const char *line_start = scan->start;
  for (const char *p = scan->start; p < place;)
    if (*p == '\n' || *p == '\r')
      {
        const char *after = pass_line_end (p, reader->end);
        if (after > place)
          break;
        line++;
        p = line_start = after;
      }
    else
      p++;
  unsigned column = 1 + count_points (line_start, (size_t)(place - line_start));
  return g_strdup_printf ("%s:%u:%u", reader->name, line, column);
}

/* --- Faults --- */

static void
note_fault (Scan *scan, DiagCode code, const char *at)
{
  if (scan->fault_at)
    return;
  scan->fault = code;
  scan->fault_at = at;
}

static void
note_fatal (Scan *scan, DiagCode code, const char *at)
{
  scan->fatal = code;
  scan->fatal_at = at;
}

static void
report_bad_byte (CsvReader *reader, const Scan *scan, const char *at)
{
  size_t offset = (size_t)(at - reader->text);
  g_autofree char *where = where_in_record (reader, scan, at);
  g_autofree char *byte = g_strdup_printf ("0x%02X", (unsigned)(guchar)*at);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, offset);
  Diag *diag = diag_report_at (reader->sink, DIAG_csv_bad_byte, where, byte, number, NULL);
  if (offset == 0 && reader->end - at >= 2
      && (memcmp (at, "\xFF\xFE", 2) == 0 || memcmp (at, "\xFE\xFF", 2) == 0))
    diag_note (diag, N_ ("the table begins like UTF-16 (“Unicode text”): save it as UTF-8"), NULL);
  else
    diag_note (diag,
               N_ ("if the table is in GB18030 or GBK, as Excel often writes it, use --encoding gb18030"),
               NULL);
}

static void
report_unclosed_quote (CsvReader *reader, const Scan *scan, const char *where)
{
  unsigned lines = 1;
  for (const char *p = scan->fatal_at; p < reader->end;)
    if (*p == '\n' || *p == '\r')
      lines += (p = pass_line_end (p, reader->end)) < reader->end;
    else
      p++;
  g_autofree char *number = g_strdup_printf ("%u", lines);
  diag_report_at (reader->sink, DIAG_csv_unclosed_quote, where, number, NULL);
}

static void
report_text_after_quote (CsvReader *reader, const Scan *scan, const char *where)
{
  const char *at = scan->fault_at;
  const char separator[] = { reader->separator, '\0' };
  size_t length = MIN ((size_t)(g_utf8_next_char (at) - at), (size_t)(reader->end - at));
  g_autofree char *text = g_strndup (at, length), *found = diag_format (N_ ("‘{1}’"), text, NULL);
  Diag *diag = diag_report_at (reader->sink, DIAG_csv_text_after_quote, where, separator, found, NULL);
  diag_note (diag, N_ ("a quote inside a quoted field is written twice"), NULL);
}

static void
report_limit (CsvReader *reader, DiagCode code, const char *where, unsigned limit)
{
  g_autofree char *number = g_strdup_printf ("%u", limit);
  diag_report_at (reader->sink, code, where, number, NULL);
}

static void
report_fault (CsvReader *reader, const Scan *scan)
{
  g_autofree char *where = where_in_record (reader, scan, scan->fault_at);
  if (scan->fault == DIAG_csv_text_after_quote)
    report_text_after_quote (reader, scan, where);
  else if (scan->fault == DIAG_csv_too_many_columns)
    report_limit (reader, scan->fault, where, LIMIT_CSV_COLUMNS);
  else if (scan->fault == DIAG_csv_field_too_long)
    report_limit (reader, scan->fault, where, LIMIT_CSV_FIELD_BYTES);
  else
    {
      Diag *diag = diag_report_at (reader->sink, scan->fault, where, NULL);
      if (scan->fault == DIAG_csv_quote_in_field)
        diag_note (diag, N_ ("put the whole field in quotes and write each quote inside it twice"), NULL);
    }
}

static void
report_fatal (CsvReader *reader, const Scan *scan)
{
  g_autofree char *where = where_in_record (reader, scan, scan->fatal_at);
  if (scan->fatal == DIAG_csv_unclosed_quote)
    report_unclosed_quote (reader, scan, where);
  else
    diag_note (diag_report_at (reader->sink, scan->fatal, where, NULL),
               N_ ("a table full of NULs is UTF-16: save it as UTF-8"), NULL);
}

/* --- The scan --- */

/* To the separator or line end; also over what is left of a faulty field. */
static void
scan_plain (const CsvReader *reader, Scan *scan)
{
  const char *p = scan->at, *end = reader->end;
  const bool *stops = reader->stops_plain;
  for (;; p++)
    {
      while (p < end && !stops[(guchar)*p])
        p++;
      if (p == end || *p == reader->separator || *p == '\n' || *p == '\r')
        break;
      if (*p == '\0')
        {
          note_fatal (scan, DIAG_csv_nul, p);
          break;
        }
      note_fault (scan, *p == '"' ? DIAG_csv_quote_in_field : DIAG_csv_substitute_character, p);
    }
  scan->at = p;
}

/* From after the opening quote to the closing one; RET_DOUBLED counts the doubled quotes.  False at a
   fatal fault. */
static bool
scan_quoted (const CsvReader *reader, Scan *scan, size_t *ret_doubled)
{
  const char *open = scan->at - 1, *end = reader->end;
  const bool *stops = reader->stops_quoted;
  size_t doubled = 0;
  for (const char *p = scan->at;;)
    {
      while (p < end && !stops[(guchar)*p])
        p++;
      scan->at = p;
      if (p == end || *p == '\0')
        {
          note_fatal (scan, p == end ? DIAG_csv_unclosed_quote : DIAG_csv_nul, p == end ? open : p);
          return false;
        }
      if (*p == '"' && (p + 1 == end || p[1] != '"'))
        break;
      if (*p == '"')
        doubled++, p += 2;
      else if (*p == 0x1A)
        note_fault (scan, DIAG_csv_substitute_character, p++);
      else
        {
          p = scan->mark = pass_line_end (p, end);
          scan->mark_column = 1;
          scan->line++;
        }
    }
  *ret_doubled = doubled;
  return true;
}

static void
keep_field (CsvReader *reader, Scan *scan, const CsvField *field, const char *begin, size_t doubled)
{
  scan->has_doubled |= doubled > 0;
  if (field->length - doubled > LIMIT_CSV_FIELD_BYTES + 1) /* 1: an apostrophe may still be taken off */
    note_fault (scan, DIAG_csv_field_too_long, begin);
  if (scan->n_fields < LIMIT_CSV_COLUMNS)
    reader->fields[scan->n_fields++] = *field;
  else
    note_fault (scan, DIAG_csv_too_many_columns, begin);
}

/* Marks one field in the text; stops before the separator or line end. */
static void
scan_field (CsvReader *reader, Scan *scan)
{
  const char *begin = scan->at, *end = reader->end;
  CsvField field = { .text = begin, .line = scan->line, .column = column_at (scan, begin) };
  size_t doubled = 0;
  if (begin < end && *begin == '"')
    {
      field.quoted = true;
      field.text = ++scan->at;
      if (!scan_quoted (reader, scan, &doubled))
        return;
      field.length = (size_t)(scan->at - field.text);
      scan->at++;
      const char *p = scan->at;
      if (p < end && *p != reader->separator && *p != '\n' && *p != '\r')
        {
          if (*p != '\0') /* which scan_plain reports */
            note_fault (scan, DIAG_csv_text_after_quote, p);
          scan_plain (reader, scan);
        }
    }
  else
    {
      scan_plain (reader, scan);
      field.length = (size_t)(scan->at - begin);
    }
  keep_field (reader, scan, &field, begin, doubled);
}

static void
scan_record (CsvReader *reader, Scan *scan)
{
  for (;; scan->at++)
    {
      scan_field (reader, scan);
      if (scan->fatal_at || scan->at == reader->end || *scan->at != reader->separator)
        return;
    }
}

/* --- From marks to fields --- */

static bool
is_blank (const char *text)
{
  while (*text)
    {
      size_t length = csv_blank_length (text);
      if (!length)
        return false;
      text += length;
    }
  return true;
}

static size_t
undo_doubled_quotes (char *text, size_t length)
{
  char *end = text + length, *to = memchr (text, '"', length);
  if (!to)
    return length;
  for (const char *from = to; from < end;)
    {
      const char *quote = memchr (from, '"', (size_t)(end - from));
      size_t run = (size_t)((quote ? quote + 1 : end) - from);
      memmove (to, from, run);
      to += run;
      from += run + (quote ? 1 : 0);
    }
  return (size_t)(to - text);
}

static char *
copy_record (CsvReader *reader, const Scan *scan)
{
  size_t length = (size_t)(scan->at - scan->start);
  if (reader->buffer_size < length + 1)
    {
      g_free (reader->buffer);
      reader->buffer_size = MAX (length + 1, reader->buffer_size * 2);
      reader->buffer = g_malloc (reader->buffer_size);
    }
  memcpy (reader->buffer, scan->start, length);
  reader->buffer[length] = '\0';
  return reader->buffer;
}

static void
finish_fields (CsvReader *reader, Scan *scan)
{
  char *copy = copy_record (reader, scan);
  for (unsigned i = 0; i < scan->n_fields; i++)
    {
      CsvField *field = &reader->fields[i];
      const char *begin = field->text;
      char *text = copy + (begin - scan->start);
      if (scan->has_doubled && field->quoted)
        field->length = undo_doubled_quotes (text, field->length);
      text[field->length] = '\0';
      if (*text == '\'' && csv_is_guarded (text + 1))
        text++, field->length--;
      if (field->length > LIMIT_CSV_FIELD_BYTES)
        note_fault (scan, DIAG_csv_field_too_long, begin - field->quoted);
      field->text = text;
    }
}

static void
finish_record (CsvReader *reader, const Scan *scan)
{
  CsvField *fields = reader->fields;
  bool blank = scan->n_fields == 1 && !fields[0].quoted && is_blank (fields[0].text);
  if (blank)
    {
      fields[0].text = "";
      fields[0].length = 0;
    }
  reader->record = (CsvRecord){ fields, scan->n_fields, reader->line, blank };
}

/* Invalid text goes before all other faults: it is usually what makes them. */
static CsvResult
judge_record (CsvReader *reader, Scan *scan)
{
  size_t length = (size_t)(scan->at - scan->start);
  size_t valid = text_invalid_offset (scan->start, length);
  if (valid < length)
    {
      report_bad_byte (reader, scan, scan->start + valid);
      return CSV_BROKEN;
    }
  if (!scan->fault_at && !scan->fatal_at)
    {
      finish_fields (reader, scan);
      finish_record (reader, scan);
    }
  if (scan->fault_at)
    report_fault (reader, scan);
  if (scan->fatal_at)
    report_fatal (reader, scan);
  return scan->fatal_at ? CSV_BROKEN : scan->fault_at ? CSV_REFUSED : CSV_RECORD;
}

CsvResult
csv_reader_next (CsvReader *reader, const CsvRecord **ret_record)
{
  if (reader->next == reader->end)
    return CSV_END;
  Scan scan = { .start = reader->next, .at = reader->next, .mark = reader->next, .mark_column = 1 };
  scan.line = reader->line;
  scan_record (reader, &scan);
  CsvResult result = judge_record (reader, &scan);
  reader->line = scan.line + 1;
  reader->last = scan.start;
  reader->last_length = (size_t)(scan.at - scan.start);
  if (result == CSV_BROKEN)
    reader->next = reader->end;
  else
    reader->next = scan.at < reader->end ? pass_line_end (scan.at, reader->end) : reader->end;
  if (result == CSV_RECORD)
    *ret_record = &reader->record;
  return result;
}

CsvPosition
csv_reader_position (const CsvReader *reader)
{
  return (CsvPosition){ (size_t)(reader->next - reader->text), reader->line };
}

void
csv_reader_seek (CsvReader *reader, CsvPosition position)
{
  reader->next = reader->text + position.offset;
  reader->line = position.line;
}

const char *
csv_reader_raw (const CsvReader *reader, size_t *ret_length)
{
  *ret_length = reader->last_length;
  return reader->last;
}

char *
csv_field_where (const CsvReader *reader, const CsvField *field)
{
  return g_strdup_printf ("%s:%u:%u", reader->name, field->line, field->column);
}
