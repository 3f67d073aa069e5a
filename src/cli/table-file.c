/* Opening of large tables: which file may be read and how it gets into the address space.  What the text
   means is not known here.  A regular file is mapped as it is; everything else goes through a spool. */
#include "cli/table-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/spool.h"

struct TableFile
{
  GMappedFile *mapped;
};

enum
{
  CHUNK_BYTES = 64 << 10,
  RELEASE_CHUNKS = 64
};

void
table_file_free (TableFile *file)
{
  if (!file)
    return;
  g_clear_pointer (&file->mapped, g_mapped_file_unref);
  g_free (file);
}

const char *
table_file_text (const TableFile *file, gsize *ret_length)
{
  const char *text = g_mapped_file_get_contents (file->mapped);
  *ret_length = g_mapped_file_get_length (file->mapped);
  return text ? text : "";
}

void
table_file_release (const TableFile *file)
{
  char *text = g_mapped_file_get_contents (file->mapped);
  if (text)
    madvise (text, g_mapped_file_get_length (file->mapped), MADV_DONTNEED);
}

static void
report_unreadable (Run *run, const char *path, const char *why)
{
  diag_report_at (run->sink, DIAG_file_unreadable, NULL, path, why, NULL);
}

/* All that can be read from FD, by way of a spool. */
static GMappedFile *
copy_descriptor (Run *run, const char *path, int fd)
{
  g_autoptr (Spool) spool = spool_new ();
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  ssize_t n;
  while ((n = read (fd, chunk, CHUNK_BYTES)) != 0)
    if (n > 0)
      spool_append (spool, chunk, (gsize)n);
    else if (errno != EINTR)
      {
        report_unreadable (run, path, g_strerror (errno));
        return NULL;
      }
  return spool_map (spool, run);
}

static GMappedFile *
map_or_copy (Run *run, const char *path, int fd, const struct stat *status)
{
  if (!S_ISREG (status->st_mode) || status->st_size == 0 || lseek (fd, 0, SEEK_CUR) != 0)
    return copy_descriptor (run, path, fd);
  g_autoptr (GError) error = NULL;
  GMappedFile *mapped = g_mapped_file_new_from_fd (fd, FALSE, &error);
  if (!mapped)
    report_unreadable (run, path, error->message);
  return mapped;
}

/* A directory, device or pipe is refused, but for standard input. */
static GMappedFile *
open_mapped (Run *run, const char *path)
{
  bool standard = strcmp (path, "-") == 0;
  int fd = standard ? dup (STDIN_FILENO) : open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  GMappedFile *mapped = NULL;
  if (fd < 0 || fstat (fd, &status) != 0)
    report_unreadable (run, path, g_strerror (errno));
  else if (!standard && !S_ISREG (status.st_mode))
    report_unreadable (run, path,
                       S_ISDIR (status.st_mode) ? _ ("it is a folder") : _ ("it is no regular file"));
  else if (standard && isatty (fd))
    report_unreadable (run, path, _ ("standard input is a terminal"));
  else
    mapped = map_or_copy (run, path, fd, &status);
  if (fd >= 0)
    close (fd);
  return mapped;
}

/* Encoding */

/* The byte at which the text stops being GB18030, or its length. */
static gsize
convert (GIConv converter, const TableFile *from, Spool *spool)
{
  gsize length, left;
  char *at = (char *)table_file_text (from, &length);
  const char *text = at;
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  left = length;
  for (unsigned n = 1; left; n++)
    {
      char *out = chunk;
      gsize room = CHUNK_BYTES;
      gsize done = g_iconv (converter, &at, &left, &out, &room);
      spool_append (spool, chunk, (gsize)(out - chunk));
      if (done == (gsize)-1 && errno != E2BIG)
        break;
      if (n % RELEASE_CHUNKS == 0)
        table_file_release (from);
    }
  return (gsize)(at - text);
}

/* FILE is freed. */
static TableFile *
decode (Run *run, const char *path, TableFile *file)
{
  g_autoptr (TableFile) from = file;
  g_autoptr (TableFile) to = g_new0 (TableFile, 1);
  g_autoptr (Spool) spool = spool_new ();
  GIConv converter = g_iconv_open ("UTF-8", "GB18030");
  gsize length, done = convert (converter, from, spool);
  g_iconv_close (converter);
  table_file_text (from, &length);
  if (done < length)
    {
      g_autofree char *offset = g_strdup_printf ("%" G_GSIZE_FORMAT, done);
      diag_report_at (run->sink, DIAG_bad_encoding, NULL, path, "GB18030", offset, NULL);
      return NULL;
    }
  to->mapped = spool_map (spool, run);
  return to->mapped ? g_steal_pointer (&to) : NULL;
}

TableFile *
table_file_open (Run *run, const char *path, const char *encoding)
{
  g_autoptr (TableFile) file = g_new0 (TableFile, 1);
  file->mapped = open_mapped (run, path);
  if (!file->mapped)
    return NULL;
  if (encoding && strcmp (encoding, "gb18030") == 0)
    return decode (run, path, g_steal_pointer (&file));
  return g_steal_pointer (&file);
}
