/* The list of refused rows of a batch: the rows as they stood, with two columns more, code and message. */
#pragma once
#include "cli/run.h"
#include "eval/batch.h"

typedef struct Rejects Rejects;

/* FORM: that of the batch's only table, already added; BY: its column of the organisation. RAW: cells that
 * look like formulas are not protected. */
Rejects *rejects_new (const Batch *batch, BatchForm form, const char *by, bool raw);
void rejects_free (Rejects *rejects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rejects, rejects_free)
void rejects_add (Rejects *rejects, const BatchRow *row);
/* False: reported. */
bool rejects_write (Rejects *rejects, Run *run, const char *path);
