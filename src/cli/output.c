/* Writing.  A file is written beside its place, synced and renamed, so that its place holds the old text or
   the new one, whole; its mode and owner are kept, and a link is followed.  The signals that end a program
   wait during that short while, so that nothing is left behind.  Devices are written to directly; folders,
   pipes and sockets are refused. */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

#define TEMPORARY_NAME ".jixiao-XXXXXX" /* short, so that the longest file name has room for it */

void
output_prepare (void)
{
  /* reading only where the program writes, and the other way round: a use fails as on a closed one */
  static const int modes[] = { O_WRONLY, O_RDONLY, O_WRONLY };
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl (fd, F_GETFD) < 0 && errno == EBADF && open ("/dev/null", modes[fd]) < 0)
      break;
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

/* What is written. */
typedef struct
{
  const char *bytes;
  gsize length;
  bool mapped; /* from a file: not kept in memory once it is written */
} Content;

enum
{
  PIECE_BYTES = 4 << 20 /* of what is mapped; whole pages */
};

static Content
content_of (const GString *text)
{
  return (Content){ text->str, text->len, false };
}

/* Errors are in errno. */
static bool
write_piece (int fd, const char *text, gsize length)
{
  while (length)
    {
      ssize_t n = write (fd, text, length);
      if (n < 0 && errno == EAGAIN)
        {
          struct pollfd ready = { fd, POLLOUT, 0 };
          poll (&ready, 1, -1);
        }
      else if (n < 0 && errno != EINTR)
        return false;
      else if (n > 0)
        {
          text += n;
          length -= (gsize)n;
        }
    }
  return true;
}

static bool
write_all (int fd, const Content *content)
{
  if (!content->mapped)
    return write_piece (fd, content->bytes, content->length);
  for (gsize at = 0; at < content->length; at += PIECE_BYTES)
    {
      gsize length = MIN (PIECE_BYTES, content->length - at);
      if (!write_piece (fd, content->bytes + at, length))
        return false;
      madvise ((char *)content->bytes + at, length, MADV_DONTNEED);
    }
  return true;
}

static bool
report_failure (Run *run, const char *path, const char *why)
{
  diag_report_at (run->sink, DIAG_output_failed, NULL, path, why, NULL);
  run_take_errors (run, CODE_SYSTEM);
  return false;
}

/* An interrupted close has closed all the same. */
static bool
close_checked (int fd)
{
  return close (fd) == 0 || errno == EINTR;
}

/* Not tried again after a failure: the system may have dropped what it could not write. */
static bool
sync_whole (int fd)
{
  int result;
  do
    result = fsync (fd);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

/* Standard output */

static bool
standard_failed (Run *run)
{
  if (errno == EPIPE) /* the reader has seen enough */
    {
      run_fail (run, CODE_SYSTEM);
      return false;
    }
  return report_failure (run, _ ("standard output"), g_strerror (errno));
}

void
output_to_stderr (const GString *text)
{
  write_piece (STDERR_FILENO, text->str, text->len);
}

/* Only close tells of some failures, such as those of a file on another machine. */
bool
output_close_standard (Run *run)
{
  return close_checked (STDOUT_FILENO) || errno == EBADF || standard_failed (run);
}

/* Files */

/* A place that is written to, resolved. */
typedef struct
{
  char *path; /* without links */
  struct stat old;
  bool exists;
} Destination;

static void
destination_clear (Destination *to)
{
  g_free (to->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Destination, destination_clear)

/* The folder of PATH is resolved and the name kept, for a file that is not there yet. (owned) NULL: errno. */
static char *
resolve_new (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path), *name = g_path_get_basename (path);
  char *real = realpath (folder, NULL);
  char *whole = real ? g_build_filename (real, name, NULL) : NULL;
  free (real);
  return whole;
}

/* Why the place cannot be written to, or NULL. */
static const char *
destination_find (Destination *to, const char *path)
{
  char *real = realpath (path, NULL);
  to->exists = real != NULL;
  if (real)
    to->path = g_strdup (real);
  else if (errno == ENOENT && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    to->path = resolve_new (path);
  free (real);
  if (!to->path || (to->exists && stat (to->path, &to->old) != 0))
    return g_strerror (errno);
  if (!to->exists)
    return g_str_has_suffix (path, "/") ? g_strerror (EISDIR) : NULL;
  if (S_ISDIR (to->old.st_mode))
    return g_strerror (EISDIR);
  if (!S_ISREG (to->old.st_mode) && !S_ISCHR (to->old.st_mode))
    return _ ("it is no regular file");
  return access (to->path, W_OK) == 0 ? NULL : g_strerror (errno);
}

static bool
write_device (const char *path, const Content *content)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return false;
  bool ok = write_all (fd, content);
  int error = errno;
  if (!close_checked (fd) && ok)
    return false;
  errno = error;
  return ok;
}

static mode_t
new_file_mode (void)
{
  mode_t mask = umask (0);
  umask (mask);
  return 0666 & ~mask;
}

static bool
keep_owner (int fd, const Destination *to)
{
  struct stat now;
  if (!to->exists)
    return fchmod (fd, new_file_mode ()) == 0;
  return fstat (fd, &now) == 0
         && ((now.st_uid == to->old.st_uid && now.st_gid == to->old.st_gid)
             || fchown (fd, to->old.st_uid, to->old.st_gid) == 0)
         && fchmod (fd, to->old.st_mode & 07777) == 0;
}

/* Writes and syncs the descriptor, and closes it whatever happens. */
static bool
fill (int fd, const Destination *to, const Content *content)
{
  bool ok = write_all (fd, content) && keep_owner (fd, to) && sync_whole (fd);
  int error = errno;
  if (!close_checked (fd) && ok)
    return false;
  errno = error;
  return ok;
}

/* Makes the new name durable; a file system that cannot do it for folders has not lost the file. */
static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static bool
signal_waits (const sigset_t *held)
{
  sigset_t pending;
  sigpending (&pending);
  return (sigismember (&pending, SIGINT) && sigismember (held, SIGINT))
         || (sigismember (&pending, SIGTERM) && sigismember (held, SIGTERM))
         || (sigismember (&pending, SIGHUP) && sigismember (held, SIGHUP));
}

/* Writes beside the place and renames, while the signals of HELD wait. Errors are in errno. */
static bool
write_beside (const Destination *to, const Content *content, const sigset_t *held)
{
  g_autofree char *folder = g_path_get_dirname (to->path);
  g_autofree char *beside = g_build_filename (folder, TEMPORARY_NAME, NULL);
  int fd = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return false;
  bool ok = fill (fd, to, content);
  if (ok && signal_waits (held))
    {
      errno = EINTR;
      ok = false;
    }
  if (ok && rename (beside, to->path) == 0)
    {
      sync_folder (folder);
      return true;
    }
  int error = errno;
  unlink (beside);
  errno = error;
  return false;
}

static bool
write_whole (const Destination *to, const Content *content)
{
  sigset_t held, before;
  sigemptyset (&held);
  sigaddset (&held, SIGINT);
  sigaddset (&held, SIGTERM);
  sigaddset (&held, SIGHUP);
  sigprocmask (SIG_BLOCK, &held, &before);
  bool ok = write_beside (to, content, &held);
  int error = errno;
  sigprocmask (SIG_SETMASK, &before, NULL); /* a signal that waited ends the program here */
  errno = error;
  return ok;
}

static bool
is_standard (const char *path)
{
  return !path || strcmp (path, "-") == 0;
}

static bool
write_content (Run *run, const char *path, const Content *content)
{
  if (is_standard (path))
    return write_all (STDOUT_FILENO, content) || standard_failed (run);
  g_auto (Destination) to = { 0 };
  const char *why = destination_find (&to, path);
  if (why)
    return report_failure (run, path, why);
  errno = 0;
  bool device = to.exists && S_ISCHR (to.old.st_mode);
  return (device ? write_device (to.path, content) : write_whole (&to, content))
         || report_failure (run, path, g_strerror (errno));
}

bool
output_write (Run *run, const char *path, const GString *text)
{
  const Content content = content_of (text);
  return write_content (run, path, &content);
}

bool
output_write_mapped (Run *run, const char *path, GMappedFile *mapped)
{
  const Content content = { g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped), true };
  return write_content (run, path, &content);
}

static bool
file_holds (const char *path, const char *bytes, gsize length)
{
  g_autofree char *now = NULL;
  gsize size;
  return g_file_get_contents (path, &now, &size, NULL) && size == length && memcmp (now, bytes, length) == 0;
}

bool
output_replace (Run *run, const char *path, const char *bytes, gsize length, const GString *text)
{
  if (file_holds (path, bytes, length))
    return output_write (run, path, text);
  diag_report_at (run->sink, DIAG_file_changed, NULL, path, NULL);
  run_take_errors (run, CODE_SYSTEM);
  return false;
}

/* Inputs that are outputs */

static bool
report_same (Run *run, const char *output)
{
  run_usage (run, DIAG_output_is_input, output, NULL, NULL);
  return false;
}

static bool
find_output (const char *output, struct stat *ret_status)
{
  return !is_standard (output) && stat (output, ret_status) == 0 && S_ISREG (ret_status->st_mode);
}

bool
output_differs (Run *run, const char *output, char *const *inputs)
{
  struct stat out, in;
  if (!find_output (output, &out))
    return true;
  for (; *inputs; inputs++)
    if (!is_standard (*inputs) && stat (*inputs, &in) == 0 && in.st_dev == out.st_dev
        && in.st_ino == out.st_ino)
      return report_same (run, output);
  return true;
}

bool
output_differs_from_read (Run *run, const char *output)
{
  struct stat out;
  if (!find_output (output, &out))
    return true;
  for (guint i = 0; i < run->session->modules->len; i++)
    {
      const Module *module = run->session->modules->pdata[i];
      if (module->inode == out.st_ino && module->device == out.st_dev)
        return report_same (run, output);
    }
  return true;
}
