/* The batch: where the rows of each organisation stand, and the scoring of one organisation after the other.
   Rows are read by the readers of actual values and scored by the one evaluator; here is only whose they are.
   Nothing is kept of an organisation once its result has been handed over, and diagnostics are handed over
   after every row, so that memory does not grow with the tables. */
#include "eval/batch.h"
#include <string.h>
#include "base/i18n.h"
#include "base/text.h"
#include "eval/actuals-private.h"
#include "eval/score.h"

enum
{
  RELEASE_BYTES = 8 << 20, /* of text that is read before it is released */
  JUMP_BYTES = 16 << 10,   /* what reading elsewhere is taken to bring into memory */
  MAX_NAMED = 5            /* indicators in one message */
};

typedef struct
{
  const char *name;
  ActualsCsv *csv; /* one of the two */
  ActualsLines *lines;
  BatchHeader header; /* of CSV and TSV */
} BatchTable;

/* Rows that stand together: of one organisation, and those of nobody among and behind them. */
typedef struct Range Range;
struct Range
{
  Range *next;
  BatchTable *table;
  CsvPosition start;
  guint64 n_rows;
};

typedef struct
{
  const char *name; /* as first written; NULL: rows of nobody before any organisation */
  const char *key;  /* by which names compare */
  Range *first, *last;
} Organisation;

struct Batch
{
  Model *model;
  const Scheme *scheme;
  const char *by;
  const BatchHandler *handler;
  gpointer data;
  Arena *arena;             /* organisations and ranges */
  GPtrArray *tables;        /* BatchTable */
  GPtrArray *organisations; /* Organisation, in order; the first is nobody */
  GHashTable *keys;         /* key -> Organisation */
  guint64 n_scattered;
  const Organisation *scattered; /* the first one whose rows come back, and where */
  Place again;
  Session session; /* the model's, with numbers that are dropped after each organisation */
  Actuals *actuals, *strays;
  Arena *results;
  RowAccount account;
  gsize unreleased;
};

static void
table_free (gpointer data)
{
  BatchTable *table = data;
  actuals_csv_free (table->csv);
  actuals_lines_free (table->lines);
  g_free (table);
}

Batch *
batch_new (Model *model, const Scheme *scheme, const char *by, const BatchHandler *handler, gpointer data)
{
  Batch *batch = g_new0 (Batch, 1);
  batch->model = model;
  batch->scheme = scheme;
  batch->by = by;
  batch->handler = handler;
  batch->data = data;
  batch->arena = arena_new ();
  batch->tables = g_ptr_array_new_with_free_func (table_free);
  batch->organisations = g_ptr_array_new ();
  batch->keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (batch->organisations, arena_new0 (batch->arena, Organisation));
  return batch;
}

void
batch_free (Batch *batch)
{
  if (!batch)
    return;
  g_ptr_array_unref (batch->tables);
  g_ptr_array_unref (batch->organisations);
  g_hash_table_unref (batch->keys);
  arena_free (batch->arena);
  g_free (batch);
}

const RowAccount *
batch_account (const Batch *batch)
{
  return &batch->account;
}

const BatchHeader *
batch_header (const Batch *batch)
{
  const BatchTable *table = batch->tables->len ? batch->tables->pdata[0] : NULL;
  return table && table->csv ? &table->header : NULL;
}

/* Tables of either kind */

static CsvPosition
table_position (const BatchTable *table)
{
  return table->csv ? actuals_csv_position (table->csv) : actuals_lines_position (table->lines);
}

static void
count_read (Batch *batch, gsize bytes)
{
  batch->unreleased += bytes;
  if (batch->unreleased < RELEASE_BYTES)
    return;
  batch->unreleased = 0;
  batch->handler->release (batch->data);
}

static ActualsNext
table_next (Batch *batch, BatchTable *table, const char **ret_by)
{
  gsize before = table_position (table).offset;
  ActualsNext next
      = table->csv ? actuals_csv_next (table->csv, ret_by) : actuals_lines_next (table->lines, ret_by);
  count_read (batch, table_position (table).offset - before);
  return next;
}

static void
table_seek (Batch *batch, BatchTable *table, CsvPosition position)
{
  if (table_position (table).offset == position.offset)
    return;
  if (table->csv)
    actuals_csv_seek (table->csv, position);
  else
    actuals_lines_seek (table->lines, position);
  count_read (batch, JUMP_BYTES);
}

static bool
table_take (BatchTable *table, Actuals *actuals)
{
  return table->csv ? actuals_csv_take (table->csv, actuals) : actuals_lines_take (table->lines, actuals);
}

/* Diagnostics */

static DiagSink *
sink_of (const Batch *batch)
{
  return batch->model->session->sink;
}

static bool
has_reported (const Batch *batch)
{
  return diag_sink_sorted (sink_of (batch))->len > 0;
}

static void
drain (Batch *batch)
{
  if (has_reported (batch))
    batch->handler->reported (batch->data);
}

/* The first reading */

/* The organisation of that name, made if it is new. */
static Organisation *
find_organisation (Batch *batch, const char *name)
{
  g_autofree char *key = text_fold_key (name, -1);
  Organisation *found = g_hash_table_lookup (batch->keys, key);
  if (found)
    return found;
  found = arena_new0 (batch->arena, Organisation);
  found->name = arena_strndup (batch->arena, name, strlen (name));
  found->key = strcmp (key, name) == 0 ? found->name : arena_strndup (batch->arena, key, strlen (key));
  g_hash_table_insert (batch->keys, (gpointer)found->key, found);
  g_ptr_array_add (batch->organisations, found);
  return found;
}

static void
note_scattered (Batch *batch, const Organisation *organisation, const Range *again)
{
  if (organisation->first->next == again)
    batch->n_scattered++;
  if (batch->scattered)
    return;
  batch->scattered = organisation;
  batch->again = (Place){ .name = again->table->name, .line = again->start.line, .column = 1 };
}

static void
begin_range (Batch *batch, Organisation *organisation, BatchTable *table, CsvPosition start)
{
  Range *range = arena_new0 (batch->arena, Range);
  range->table = table;
  range->start = start;
  if (organisation->last)
    organisation->last->next = range;
  else
    organisation->first = range;
  organisation->last = range;
  if (organisation->name && organisation->first != range)
    note_scattered (batch, organisation, range);
}

/* What is wrong with single rows is said in the second reading. False: the rest cannot be read (reported). */
static bool
index_rows (Batch *batch, BatchTable *table)
{
  Organisation *current = batch->organisations->pdata[0], *ranged = NULL;
  for (;;)
    {
      CsvPosition start = table_position (table);
      const char *by;
      ActualsNext next = table_next (batch, table, &by);
      if (next == ACTUALS_BROKEN) /* the record that could not be read to its end */
        {
          batch->account.read++;
          batch->account.refused++;
        }
      if (next == ACTUALS_END || next == ACTUALS_BROKEN)
        return next == ACTUALS_END;
      if (next == ACTUALS_ROW && by && (!current->name || strcmp (current->name, by) != 0))
        current = find_organisation (batch, by);
      if (current != ranged)
        begin_range (batch, current, table, start);
      ranged = current;
      current->last->n_rows++;
      if (next == ACTUALS_REFUSED)
        diag_sink_clear (sink_of (batch));
    }
}

static void
read_header (BatchTable *table, const char *text)
{
  BatchHeader *header = &table->header;
  header->header = actuals_csv_header (table->csv);
  header->raw = actuals_csv_raw (table->csv, &header->length);
  header->crlf = table_position (table).offset - (gsize)(header->raw - text) - header->length == 2;
  if (header->raw == text + 3) /* a BOM */
    {
      header->raw = text;
      header->length += 3;
    }
}

static bool
open_table (Batch *batch, BatchTable *table, BatchForm form, const char *text, gsize length)
{
  if (form == BATCH_JSON_LINES)
    {
      table->lines = actuals_lines_new (batch->model, table->name, text, length, batch->by);
      return true;
    }
  table->csv
      = actuals_csv_new (batch->model, table->name, text, length, form == BATCH_TSV ? '\t' : ',', batch->by);
  if (table->csv)
    read_header (table, text);
  return table->csv != NULL;
}

bool
batch_add (Batch *batch, BatchForm form, const char *name, const char *text, gsize length)
{
  BatchTable *table = g_new0 (BatchTable, 1);
  bool whole;
  table->name = name;
  g_ptr_array_add (batch->tables, table);
  if (!open_table (batch, table, form, text, length))
    {
      g_ptr_array_remove (batch->tables, table);
      drain (batch);
      return false;
    }
  drain (batch);
  whole = index_rows (batch, table);
  drain (batch);
  return whole;
}

/* The second reading */

static void
add_account (RowAccount *sum, const RowAccount *part)
{
  sum->read += part->read;
  sum->scored += part->scored;
  sum->missing += part->missing;
  sum->na += part->na;
  sum->facts += part->facts;
  sum->claims += part->claims;
  sum->refused += part->refused;
  sum->duplicate += part->duplicate;
  sum->blank += part->blank;
}

static bool
is_of (const Organisation *organisation, const char *by)
{
  g_autofree char *key = NULL;
  if (!by || !organisation->name)
    return false;
  if (strcmp (organisation->name, by) == 0)
    return true;
  key = text_fold_key (by, -1);
  return strcmp (organisation->key, key) == 0;
}

static const Diag *
first_error (const Batch *batch)
{
  const GPtrArray *diags = diag_sink_sorted (sink_of (batch));
  for (guint i = 0; i < diags->len; i++)
    if (((const Diag *)diags->pdata[i])->severity == SEVERITY_ERROR)
      return diags->pdata[i];
  g_assert_not_reached ();
}

static void
hand_refused (const Batch *batch, const BatchTable *table)
{
  BatchRow row = { .why = first_error (batch) };
  if (table->csv)
    {
      const CsvRecord *record = actuals_csv_record (table->csv);
      row.raw = actuals_csv_raw (table->csv, &row.length);
      if (record && record->n_fields == csv_header_count (actuals_csv_header (table->csv)))
        row.record = record;
    }
  else
    {
      row.raw = actuals_lines_raw (table->lines, &row.length);
      row.value = actuals_lines_value (table->lines);
    }
  batch->handler->refused (&row, batch->data);
}

/* Rows of nobody: counted, and forgotten. */
static void
take_stray (Batch *batch, BatchTable *table)
{
  if (!table_take (table, batch->strays))
    hand_refused (batch, table);
  add_account (&batch->account, actuals_account (batch->strays));
  actuals_clear (batch->strays);
}

/* False: the row is not what it was in the first reading. */
static bool
read_row (Batch *batch, const Organisation *organisation, BatchTable *table)
{
  const char *by;
  ActualsNext next = table_next (batch, table, &by);
  bool guessed = next == ACTUALS_REFUSED && table->csv;
  bool own = is_of (organisation, guessed ? actuals_csv_guess (table->csv) : by);
  if (next == ACTUALS_END || next == ACTUALS_BROKEN || (next == ACTUALS_ROW && by && !own))
    {
      diag_report_at (sink_of (batch), DIAG_file_changed, NULL, table->name, NULL);
      return false;
    }
  if (!own)
    take_stray (batch, table);
  else if (!table_take (table, batch->actuals))
    hand_refused (batch, table);
  drain (batch);
  return true;
}

static bool
read_rows (Batch *batch, const Organisation *organisation)
{
  for (const Range *range = organisation->first; range; range = range->next)
    {
      table_seek (batch, range->table, range->start);
      for (guint64 i = 0; i < range->n_rows; i++)
        if (!read_row (batch, organisation, range->table))
          return false;
    }
  return true;
}

/* What is wrong in the definition's places is wrong for one organisation. */
static void
name_organisation (const Batch *batch, const Organisation *organisation)
{
  const GPtrArray *diags = diag_sink_sorted (sink_of (batch));
  for (guint i = 0; i < diags->len; i++)
    diag_note (diags->pdata[i], _ ("with the values of ‘{1}’"), organisation->name, NULL);
}

/* Incomplete organisations */

/* The fact that the formula reads first and that was not given; NULL: none. */
static const char *
missing_fact (const Batch *batch, const Indicator *indicator)
{
  Frame frame = { .pool = batch->model->session->numbers,
                  .facts = actuals_facts (batch->actuals),
                  .has_fact = actuals_has_facts (batch->actuals) };
  const Expr *missing;
  Rational value;
  if (!indicator->formula || expr_eval (indicator->formula, &frame, &value, &missing) != EVAL_NO_VALUE)
    return NULL;
  return expr_name (missing);
}

/* Nothing was said yet of why it has no score. */
static bool
is_open (const Batch *batch, const RowResult *row)
{
  return !row->has_score && row->status != STATUS_NA && row->status != STATUS_INVALID
         && !batch->actuals->unread && !batch->actuals->refused[row->indicator->index];
}

/* `, NAME` in the list of what has no value, or of what has only a band. */
static void
append_open (const Batch *batch, const RowResult *row, GString *missing, GString *bands)
{
  GString *out = row->status == STATUS_MISSING ? missing : bands;
  const char *fact = row->status == STATUS_MISSING ? missing_fact (batch, row->indicator) : NULL;
  g_string_append_printf (out, "%s%s", out->len ? ", " : "", row->indicator->name->text);
  if (fact)
    g_string_append_printf (out, " (%s)", fact);
}

static void
report_incomplete (const Batch *batch, const Organisation *organisation, const Result *result)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autoptr (GString) bands = g_string_new (NULL);
  const Range *first = organisation->first;
  Place place = { .name = first->table->name, .line = first->start.line, .column = 1 };
  unsigned n = 0;
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    if (is_open (batch, &result->rows[i]) && n++ < MAX_NAMED)
      append_open (batch, &result->rows[i], missing, bands);
  if (n == 0)
    return;
  g_autofree char *open = g_strdup_printf ("%u", n);
  g_autofree char *all = g_strdup_printf ("%u", result->scheme->n_indicators);
  Diag *diag
      = actuals_report (batch->actuals, &place, DIAG_organisation_incomplete, organisation->name, open, all);
  g_string_append (missing->len ? missing : bands, n > MAX_NAMED ? ", …" : "");
  if (missing->len)
    diag_note (diag, _ ("without a value: {1}"), missing->str, NULL);
  if (bands->len)
    diag_note (diag, _ ("without the judge's figure in the band of their level: {1}"), bands->str, NULL);
  diag_note (diag, _ ("--partial computes the interval of what is possible without it"), NULL);
}

/* Organisations */

/* A row was refused that may have been for an indicator, or for a fact that a formula reads. */
static bool
is_in_doubt (const Batch *batch)
{
  const Actuals *actuals = batch->actuals;
  bool doubt = actuals->unread;
  for (unsigned i = 0; i < batch->scheme->n_indicators && !doubt; i++)
    doubt = actuals->refused[i];
  for (guint i = 0; i < batch->model->fact_names->len && !doubt; i++)
    doubt = actuals->refused_facts[i];
  return doubt;
}

/* False: stopped. */
static bool
score_organisation (Batch *batch, const Organisation *organisation, bool partial)
{
  Result result;
  bool go_on;
  actuals_finish (batch->actuals, true);
  result = *score_scheme (batch->model, batch->scheme, batch->actuals, batch->results);
  add_account (&batch->account, &result.account);
  result.complete = result.complete && !is_in_doubt (batch);
  name_organisation (batch, organisation);
  if (!partial)
    report_incomplete (batch, organisation, &result);
  drain (batch);
  go_on = batch->handler->result (organisation->name, &result, batch->data);
  arena_clear (batch->results);
  return go_on;
}

static bool
score_all (Batch *batch, bool partial)
{
  for (guint i = 0; i < batch->organisations->len; i++)
    {
      const Organisation *organisation = batch->organisations->pdata[i];
      bool ok = read_rows (batch, organisation);
      if (ok && organisation->name)
        ok = score_organisation (batch, organisation, partial);
      else
        add_account (&batch->account, actuals_account (batch->actuals));
      actuals_clear (batch->actuals);
      rational_pool_clear (batch->session.numbers);
      if (!ok)
        return false;
    }
  return true;
}

static void
report_scattered (const Batch *batch)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, batch->n_scattered);
  Diag *diag = actuals_report (batch->actuals, &batch->again, DIAG_organisation_scattered, count, NULL, NULL);
  diag_note (diag, _ ("here it is ‘{1}’, which had rows before"), batch->scattered->name, NULL);
}

bool
batch_score (Batch *batch, bool partial)
{
  Session *whole = batch->model->session;
  bool ok;
  batch->session = *whole;
  batch->session.numbers = rational_pool_new ();
  batch->model->session = &batch->session;
  batch->results = arena_new ();
  batch->actuals = actuals_new (batch->model, batch->scheme);
  batch->strays = actuals_new (batch->model, batch->scheme);
  if (batch->scattered)
    report_scattered (batch);
  drain (batch);
  ok = score_all (batch, partial);
  drain (batch);
  actuals_free (batch->strays);
  actuals_free (batch->actuals);
  arena_free (batch->results);
  batch->model->session = whole;
  rational_pool_free (batch->session.numbers);
  return ok;
}
