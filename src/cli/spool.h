/* A file without a name, for what is too large to be kept in memory until it is known whether it is wanted:
   written to its end, then mapped. */
#pragma once
#include "cli/run.h"

typedef struct Spool Spool;

/* Failures are kept until spool_map. */
Spool *spool_new (void);
void spool_free (Spool *spool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Spool, spool_free)
void spool_append (Spool *spool, const char *bytes, gsize length);
/* What was appended, which may be used after the spool is gone; nothing may be appended any more. NULL:
 * reported. */
GMappedFile *spool_map (Spool *spool, Run *run);
