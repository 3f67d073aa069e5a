/* A table of any size, as text: mapped rather than read, so that it takes no memory of its own.  What cannot
   be mapped (standard input, another encoding) is copied to a file without a name first. */
#pragma once
#include "cli/run.h"

typedef struct TableFile TableFile;

/* ENCODING: utf-8 or gb18030; NULL: utf-8. NULL: reported. */
TableFile *table_file_open (Run *run, const char *path, const char *encoding);
void table_file_free (TableFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TableFile, table_file_free)
const char *table_file_text (const TableFile *file, gsize *ret_length);
/* Gives back the memory that reading has brought the text into; it comes again when it is read again. */
void table_file_release (const TableFile *file);
