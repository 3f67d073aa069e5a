/* The batch of eval: opens the tables, writes results as they come, and at the end what may be written only
   when all is known: the totals, the list of refused rows, a result file.  A result for standard output is a
   stream: it begins before the end is known. */
#include "cli/eval-batch.h"

#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/rejects.h"
#include "cli/spool.h"
#include "cli/table-file.h"
#include "report/report.h"

enum
{
  STREAM_BYTES = 64 << 10
};

typedef enum
{
  LISTING_NONE,
  LISTING_TEXT, /* the totals for people */
  LISTING_JSON,
  LISTING_CSV
} Listing;

typedef struct
{
  Run *run;
  const EvalOptions *options;
  GPtrArray *files; /* TableFile */
  Listing listing;
  GString *stream; /* of the listing; not yet written */
  Spool *spool;    /* of a listing for a file */
  Totals *table;
  GString *totals;
  Rejects *rejects; /* NULL: not asked for, or no table yet */
  bool row_refused; /* what was reported last is of a row that is in the list */
  guint64 n_organisations;
} BatchRun;

/* Usage */

static Listing
listing_of (const EvalOptions *options)
{
  if (!options->format)
    return options->totals ? LISTING_NONE : LISTING_TEXT;
  return strcmp (options->format, "json") == 0  ? LISTING_JSON
         : strcmp (options->format, "csv") == 0 ? LISTING_CSV
                                                : LISTING_TEXT;
}

/* Standard output is the same place by whatever name. */
static bool
is_same_place (const char *a, const char *b)
{
  bool standard_a = strcmp (a, "-") == 0, standard_b = strcmp (b, "-") == 0;
  g_autofree char *whole_a = g_canonicalize_filename (a, NULL);
  g_autofree char *whole_b = g_canonicalize_filename (b, NULL);
  return standard_a || standard_b ? standard_a && standard_b : strcmp (whole_a, whole_b) == 0;
}

static bool
check_places (Run *run, const EvalOptions *options)
{
  struct
  {
    const char *option, *path;
  } places[] = { { "--totals", options->totals },
                 { "--rejects", options->rejects },
                 { "--output", options->output } };
  if (!options->output && listing_of (options) != LISTING_NONE)
    places[2].option = places[2].path = "-";
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    for (gsize j = i + 1; j < G_N_ELEMENTS (places); j++)
      if (places[i].path && places[j].path && is_same_place (places[i].path, places[j].path))
        {
          run_usage (run, DIAG_outputs_same, places[i].option,
                     j == 2 && !options->output ? _ ("the result on standard output") : places[j].option,
                     NULL);
          return false;
        }
  return true;
}

static bool
check_tables (Run *run, const EvalOptions *options, char *const *tables)
{
  g_autofree char *count = NULL;
  bool ok = true;
  for (char *const *file = tables; *file; file++)
    {
      EvidenceKind kind = evidence_kind (*file, &options->evidence);
      if (kind == EVIDENCE_JX || kind == EVIDENCE_JSON)
        {
          run_usage (run, DIAG_by_needs_table, *file, NULL, NULL);
          ok = false;
        }
    }
  if (!options->rejects || g_strv_length ((char **)tables) < 2)
    return ok;
  count = g_strdup_printf ("%u", g_strv_length ((char **)tables));
  run_usage (run, DIAG_rejects_one_table, count, NULL, NULL);
  return false;
}

bool
eval_batch_check (Run *run, const Command *command, const EvalOptions *options, char *const *files)
{
  if (!options->by)
    {
      if (options->totals)
        run_usage (run, DIAG_option_needs, "--totals", "--by", NULL);
      if (options->rejects)
        run_usage (run, DIAG_option_needs, "--rejects", "--by", NULL);
      return !options->totals && !options->rejects;
    }
  if (!files[1])
    {
      options_want (run, command, N_ ("a table of actual values"));
      return false;
    }
  return check_tables (run, options, files + 1) && check_places (run, options)
         && output_differs (run, options->totals, files) && output_differs (run, options->rejects, files)
         && output_differs (run, options->output, files);
}

/* The stream */

/* False: the result has nowhere to go. */
static bool
pass_on (BatchRun *batch)
{
  bool ok = true;
  if (batch->spool)
    spool_append (batch->spool, batch->stream->str, batch->stream->len);
  else if (batch->stream->len)
    ok = output_write (batch->run, NULL, batch->stream);
  g_string_truncate (batch->stream, 0);
  return ok;
}

static bool
list_result (BatchRun *batch, const char *organisation, const Result *result)
{
  switch (batch->listing)
    {
    case LISTING_NONE:
      return true;
    case LISTING_TEXT:
      totals_add (batch->table, organisation, result);
      return true;
    case LISTING_JSON:
      report_json_line (organisation, result, batch->stream);
      break;
    case LISTING_CSV:
      report_csv_rows (organisation, result, batch->options->raw, batch->stream);
      break;
    }
  return batch->stream->len < STREAM_BYTES || pass_on (batch);
}

/* What the batch calls */

static bool
on_result (const char *organisation, const Result *result, gpointer data)
{
  BatchRun *batch = data;
  batch->n_organisations++;
  if (!result->complete)
    run_fail (batch->run, CODE_DATA);
  if (batch->totals)
    report_totals_row (organisation, result, batch->options->raw, batch->totals);
  return list_result (batch, organisation, result);
}

static void
on_refused (const BatchRow *row, gpointer data)
{
  BatchRun *batch = data;
  if (!batch->rejects)
    return;
  rejects_add (batch->rejects, row);
  batch->row_refused = true;
}

/* A row that is in the list of refused ones is 4 whatever is wrong with it. */
static void
on_reported (gpointer data)
{
  BatchRun *batch = data;
  if (batch->row_refused)
    run_fail (batch->run, CODE_DATA);
  else
    run_take_errors (batch->run, CODE_DATA);
  batch->row_refused = false;
  run_flush (batch->run);
}

static void
on_release (gpointer data)
{
  const BatchRun *batch = data;
  for (guint i = 0; i < batch->files->len; i++)
    table_file_release (batch->files->pdata[i]);
}

/* Tables */

static BatchForm
form_of (EvidenceKind kind)
{
  return kind == EVIDENCE_TSV ? BATCH_TSV : kind == EVIDENCE_CSV ? BATCH_CSV : BATCH_JSON_LINES;
}

static bool
add_table (BatchRun *batch, Batch *scoring, const char *path)
{
  const EvidenceOptions *evidence = &batch->options->evidence;
  const char *name = strcmp (path, "-") == 0 ? "<stdin>" : path, *text;
  BatchForm form = form_of (evidence_kind (path, evidence));
  TableFile *file = table_file_open (batch->run, path, evidence->encoding);
  gsize length;
  bool whole;
  if (!file)
    return false;
  g_ptr_array_add (batch->files, file);
  text = table_file_text (file, &length);
  whole = batch_add (scoring, form, name, text, length);
  if (batch->options->rejects)
    batch->rejects = rejects_new (scoring, form, batch->options->by, batch->options->raw);
  return whole;
}

/* False: some of them could not be read, or not to the end. */
static bool
add_tables (BatchRun *batch, Batch *scoring, char *const *tables)
{
  bool whole = true;
  for (char *const *file = tables; *file; file++)
    if (!evidence_repeats (tables, file))
      whole = add_table (batch, scoring, *file) && whole;
  run_take_errors (batch->run, CODE_DATA);
  return whole;
}

/* Results */

static bool
may_write (const BatchRun *batch)
{
  Code code = batch->run->code;
  return code < CODE_USAGE || (code == CODE_DATA && (batch->options->partial || batch->options->rejects));
}

static void
write_listing (BatchRun *batch)
{
  const char *path = batch->options->output;
  if (batch->listing == LISTING_TEXT)
    {
      report_totals_text (batch->table, !path && run_color (batch->run, STDOUT_FILENO), batch->stream);
      output_write (batch->run, path, batch->stream);
      return;
    }
  g_autoptr (GMappedFile) mapped = spool_map (batch->spool, batch->run);
  if (mapped)
    output_write_mapped (batch->run, path, mapped);
}

/* What may be written only now; the list of refused rows first, since it is why the rest may be. */
static void
write_rest (BatchRun *batch)
{
  const EvalOptions *options = batch->options;
  if (batch->rejects && !rejects_write (batch->rejects, batch->run, options->rejects))
    return;
  if (batch->spool || batch->listing == LISTING_TEXT)
    write_listing (batch);
  if (batch->totals && may_write (batch))
    output_write (batch->run, options->totals, batch->totals);
}

static void
begin (BatchRun *batch)
{
  const EvalOptions *options = batch->options;
  bool text = batch->listing == LISTING_TEXT;
  batch->stream = g_string_new (NULL);
  batch->table = text ? totals_new () : NULL;
  if (!text && batch->listing != LISTING_NONE && options->output && strcmp (options->output, "-") != 0)
    batch->spool = spool_new ();
  if (batch->listing == LISTING_CSV)
    report_csv_head (batch->stream);
  if (!options->totals)
    return;
  batch->totals = g_string_new (NULL);
  report_totals_head (batch->totals);
}

static void
end (BatchRun *batch)
{
  g_string_free (batch->stream, TRUE);
  if (batch->totals)
    g_string_free (batch->totals, TRUE);
  spool_free (batch->spool);
  totals_free (batch->table);
  rejects_free (batch->rejects);
  g_ptr_array_unref (batch->files);
}

static void
score (BatchRun *batch, Batch *scoring, const Definition *definition, char *const *tables)
{
  Run *run = batch->run;
  bool whole = add_tables (batch, scoring, tables);
  bool all = batch_score (scoring, batch->options->partial) && whole;
  run_take_errors (run, CODE_DATA);
  if (batch->n_organisations == 0 && run->code < CODE_USAGE)
    {
      diag_report_at (run->sink, DIAG_no_actuals, NULL, tables[0], definition->scheme->name->text, NULL);
      run_take_errors (run, CODE_DATA);
    }
  if (!pass_on (batch))
    return;
  if (evidence_account (run, batch_account (scoring)) && all && may_write (batch))
    write_rest (batch);
}

void
eval_batch (Run *run, const EvalOptions *options, const Definition *definition, char *const *tables)
{
  static const BatchHandler handler = { on_result, on_refused, on_reported, on_release };
  BatchRun batch = { .run = run, .options = options, .listing = listing_of (options) };
  if (!evidence_check (run, definition, tables, &options->evidence)
      || !output_differs_from_read (run, options->totals) || !output_differs_from_read (run, options->rejects)
      || !output_differs_from_read (run, options->output))
    return;
  g_autoptr (Batch) scoring
      = batch_new (definition->model, definition->scheme, options->by, &handler, &batch);
  batch.files = g_ptr_array_new_with_free_func ((GDestroyNotify)table_file_free);
  run_flush (run); /* what is said of the definition comes first */
  begin (&batch);
  score (&batch, scoring, definition, tables);
  end (&batch);
}
