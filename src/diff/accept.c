/* Approval lists: which changes a reviewer has accepted, by fingerprint.  One a line, then perhaps the
   reason; `#` begins a comment.  A line that is no fingerprint is reported: an approval that is misspelled
   must not be lost. */
#include "base/i18n.h"
#include "diff/diff.h"
#include <string.h>

enum
{
  FINGERPRINT_LENGTH = sizeof ((Change *)NULL)->fingerprint - 1
};

static bool
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static bool
is_fingerprint (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isxdigit (text[i]))
      return false;
  return length == FINGERPRINT_LENGTH;
}

/* The fingerprint of a line, in lower case. (in ARENA) */
static char *
read_fingerprint (const char *text, Arena *arena)
{
  char *fingerprint = arena_strndup (arena, text, FINGERPRINT_LENGTH);
  for (size_t i = 0; i < FINGERPRINT_LENGTH; i++)
    fingerprint[i] = g_ascii_tolower (fingerprint[i]);
  return fingerprint;
}

typedef struct
{
  const char *fingerprint, *reason;
  Span at;
  bool used;
} Approval;

/* One line, TEXT..TEXT+LENGTH at OFFSET of LIST. */
static void
read_line (GArray *approvals, Source *list, uint32_t offset, size_t length, DiagSink *sink, Arena *arena)
{
  const char *text = source_text (list) + offset;
  size_t word = 0, reason;
  Approval approval = { 0 };
  while (length && is_blank (*text))
    text++, offset++, length--;
  while (length && is_blank (text[length - 1]))
    length--;
  if (!length || *text == '#')
    return;
  while (word < length && !is_blank (text[word]))
    word++;
  if (!is_fingerprint (text, word))
    {
      g_autofree char *found = g_strndup (text, word);
      diag_note (diag_report (sink, DIAG_accepted_form, list, (Span){ offset, offset + (uint32_t)word },
                              found, NULL),
                 N_ ("copy it from the end of the change's line in the text of diff, or from \"fingerprint\" "
                     "in its JSON"),
                 NULL);
      return;
    }
  for (reason = word; reason < length && is_blank (text[reason]);)
    reason++;
  approval.at = (Span){ offset, offset + (uint32_t)word };
  approval.fingerprint = read_fingerprint (text, arena);
  approval.reason = arena_strndup (arena, text + reason, length - reason);
  g_array_append_val (approvals, approval);
}

static GArray *
read_list (Source *list, DiagSink *sink, Arena *arena)
{
  GArray *approvals = g_array_new (FALSE, FALSE, sizeof (Approval));
  const char *text = source_text (list), *end = text + source_length (list);
  for (const char *line = text; line < end;)
    {
      const char *stop = memchr (line, '\n', (size_t)(end - line));
      size_t length = (size_t)((stop ? stop : end) - line);
      read_line (approvals, list, (uint32_t)(line - text), length, sink, arena);
      line += length + 1;
    }
  return approvals;
}

/* By fingerprint. (owned) */
static GHashTable *
by_fingerprint (GArray *approvals, Source *list, DiagSink *sink)
{
  GHashTable *by_print = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < approvals->len; i++)
    {
      Approval *approval = &g_array_index (approvals, Approval, i);
      const Approval *first = g_hash_table_lookup (by_print, approval->fingerprint);
      if (first)
        diag_label (diag_report (sink, DIAG_accepted_twice, list, approval->at, approval->fingerprint, NULL),
                    list, first->at, N_ ("the other one"), NULL);
      g_hash_table_replace (by_print, (gpointer)approval->fingerprint, approval);
    }
  return by_print;
}

void
diff_accept (Diff *diff, Source *list, DiagSink *sink, Arena *arena, GPtrArray *stale)
{
  g_autoptr (GArray) approvals = read_list (list, sink, arena);
  g_autoptr (GHashTable) by_print = by_fingerprint (approvals, list, sink);
  for (unsigned i = 0; i < diff->n_changes; i++)
    {
      Approval *approval = g_hash_table_lookup (by_print, diff->changes[i].fingerprint);
      if (!approval)
        continue;
      approval->used = true;
      diff->changes[i].accepted = approval->reason;
    }
  for (guint i = 0; stale && i < approvals->len; i++)
    {
      Approval *approval = &g_array_index (approvals, Approval, i);
      if (!approval->used && g_hash_table_lookup (by_print, approval->fingerprint) == approval)
        g_ptr_array_add (stale, (gpointer)approval->fingerprint);
    }
}
