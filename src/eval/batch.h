/* Many organisations under one definition: tables whose rows say whose they are, to one result for each
   organisation, in the order in which they first appear.  A first reading finds where the rows of each stand,
   a second one scores them: what is kept is a few words for each organisation and for each run of its rows,
   and one whose rows come back later is scored with all of them.  The tables must not change meanwhile. */
#pragma once
#include "eval/actuals.h"

typedef enum
{
  BATCH_CSV,
  BATCH_TSV,
  BATCH_JSON_LINES
} BatchForm;

/* A row that was refused. */
typedef struct
{
  const char *raw; /* as it stands, without its line end */
  gsize length;
  const CsvRecord *record; /* of a table, if it has as many fields as the header; otherwise NULL */
  const JsonValue *value;  /* of JSON Lines, if it could be parsed */
  const Diag *why;         /* the first error that was reported of it */
} BatchRow;

typedef struct
{
  /* RESULT is valid during the call, and not complete if a row was refused that may have been for an
   * indicator of the organisation.  False: stop. */
  bool (*result) (const char *organisation, const Result *result, gpointer data);
  void (*refused) (const BatchRow *row, gpointer data);
  void (*reported) (gpointer data); /* the session's sink holds something: to be printed and cleared */
  void (*release) (gpointer data);  /* much text was read: memory that it is mapped to may be given back */
} BatchHandler;

typedef struct Batch Batch;

/* BY: the column, or the key, of the organisation. HANDLER and what it is given live as long as the batch. */
Batch *batch_new (Model *model, const Scheme *scheme, const char *by, const BatchHandler *handler,
                  gpointer data);
void batch_free (Batch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)
/* The first reading. NAME and TEXT must outlive the batch. False: reported; a table that could be read in
   part is scored so far all the same. */
bool batch_add (Batch *batch, BatchForm form, const char *name, const char *text, gsize length);
typedef struct
{
  const CsvHeader *header;
  const char *raw; /* as it stands, with the BOM before it, without its line end */
  gsize length;
  bool crlf; /* its line end */
} BatchHeader;
/* Of the first table; NULL if it is JSON Lines. */
const BatchHeader *batch_header (const Batch *batch);
/* The second reading, once. Indicators without a score are reported, an organisation at a time, unless
   PARTIAL. False: not all organisations had their result, since it was stopped, or a table has changed
   (reported). */
bool batch_score (Batch *batch, bool partial);
/* Of all rows. */
const RowAccount *batch_account (const Batch *batch);
