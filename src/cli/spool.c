/* The file of a spool: made among the temporary files and unlinked at once, so that nothing is left behind
   however the program ends; filled through a buffer. */
#include "cli/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

enum
{
  BUFFER_BYTES = 64 << 10
};

struct Spool
{
  int fd;
  int error; /* errno of the first failure; 0: none */
  GString *buffer;
};

Spool *
spool_new (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "jixiao-XXXXXX", NULL);
  Spool *spool = g_new0 (Spool, 1);
  spool->buffer = g_string_sized_new (BUFFER_BYTES);
  spool->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (spool->fd < 0)
    spool->error = errno;
  else
    unlink (path);
  return spool;
}

void
spool_free (Spool *spool)
{
  if (!spool)
    return;
  if (spool->fd >= 0)
    close (spool->fd);
  g_string_free (spool->buffer, TRUE);
  g_free (spool);
}

static void
write_out (Spool *spool)
{
  const char *text = spool->buffer->str;
  gsize left = spool->buffer->len;
  while (left && !spool->error)
    {
      ssize_t n = write (spool->fd, text, left);
      if (n < 0 && errno != EINTR)
        spool->error = errno;
      else if (n > 0)
        {
          text += n;
          left -= (gsize)n;
        }
    }
  g_string_truncate (spool->buffer, 0);
}

void
spool_append (Spool *spool, const char *bytes, gsize length)
{
  g_string_append_len (spool->buffer, bytes, (gssize)length);
  if (spool->buffer->len >= BUFFER_BYTES)
    write_out (spool);
}

GMappedFile *
spool_map (Spool *spool, Run *run)
{
  g_autoptr (GError) error = NULL;
  GMappedFile *mapped = NULL;
  write_out (spool);
  if (!spool->error)
    mapped = g_mapped_file_new_from_fd (spool->fd, FALSE, &error);
  if (mapped)
    return mapped;
  diag_report_at (run->sink, DIAG_output_failed, NULL, g_get_tmp_dir (),
                  spool->error ? g_strerror (spool->error) : error->message, NULL);
  run_take_errors (run, CODE_SYSTEM);
  return NULL;
}
