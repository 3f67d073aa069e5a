/* Diagnostics: the table of codes, the building of messages, and the sink that keeps, counts and sorts them.
   A message is translated and finished when it is built, so that nobody later needs to know its arguments.
   Nothing is printed here; how a diagnostic looks is in render.c. */
#include "source/diag.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static const struct
{
  const char *name;
  const char *slug;
  Severity severity;
  DiagClass class;
  const char *message;
} codes[] = {
#define DIAG_CODE(code, slug, severity, class, message) \
  [DIAG_##slug] = { #code, #slug, SEVERITY_##severity, DIAG_CLASS_##class, message },
#include "source/diag-codes.def"
#undef DIAG_CODE
};

G_STATIC_ASSERT (G_N_ELEMENTS (codes) == DIAG_N_CODES);

const char *
severity_name (Severity severity)
{
  switch (severity)
    {
    case SEVERITY_NOTE:
      return N_ ("note");
    case SEVERITY_WARNING:
      return N_ ("warning");
    case SEVERITY_ERROR:
      return N_ ("error");
    }
  g_assert_not_reached ();
}

const char *
diag_code_name (DiagCode code)
{
  return codes[code].name;
}

const char *
diag_code_slug (DiagCode code)
{
  return codes[code].slug;
}

Severity
diag_code_severity (DiagCode code)
{
  return codes[code].severity;
}

DiagClass
diag_code_class (DiagCode code)
{
  return codes[code].class;
}

bool
diag_code_find (const char *name, DiagCode *ret_code)
{
  for (unsigned i = 0; i < DIAG_N_CODES; i++)
    if (strcmp (codes[i].name, name) == 0)
      {
        *ret_code = (DiagCode)i;
        return true;
      }
  return false;
}

/* Messages */

/* The argument that `{N}` at AT stands for; NULL if that is no placeholder or there is no such argument. */
static const char *
argument_at (const char *at, const GPtrArray *args, const char **ret_end)
{
  unsigned number = 0;
  const char *digit = at + 1;
  for (; *at == '{' && g_ascii_isdigit (*digit) && number <= args->len; digit++)
    number = number * 10 + (unsigned)g_ascii_digit_value (*digit);
  if (*at != '{' || *digit != '}' || number < 1 || number > args->len)
    return NULL;
  *ret_end = digit + 1;
  return g_ptr_array_index (args, number - 1);
}

char *
diag_format_valist (const char *text, va_list args)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  for (char *arg = va_arg (args, char *); arg; arg = va_arg (args, char *))
    g_ptr_array_add (list, arg);

  GString *out = g_string_new (NULL);
  for (const char *at = *text ? _ (text) : text; *at;) /* gettext answers "" with the catalogue's header */
    {
      const char *end, *arg = argument_at (at, list, &end);
      if (arg)
        {
          text_append_visible (out, arg, -1);
          at = end;
        }
      else
        g_string_append_c (out, *at++);
    }
  return g_string_free (out, FALSE);
}

char *
diag_format (const char *text, ...)
{
  va_list args;
  va_start (args, text);
  char *message = diag_format_valist (text, args);
  va_end (args);
  return message;
}

/* One diagnostic */

static Source *
ref_or_null (Source *source)
{
  return source ? source_ref (source) : NULL;
}

static void
label_free (gpointer data)
{
  DiagLabel *label = data;
  source_unref (label->source);
  g_free (label->text);
  g_free (label);
}

static void
fix_free (gpointer data)
{
  DiagFix *fix = data;
  source_unref (fix->source);
  g_free (fix->text);
  g_free (fix);
}

static void
diag_free (gpointer data)
{
  Diag *diag = data;
  source_unref (diag->source);
  g_free (diag->where);
  g_free (diag->message);
  g_ptr_array_unref (diag->labels);
  g_ptr_array_unref (diag->notes);
  g_ptr_array_unref (diag->fixes);
  g_free (diag);
}

static Diag *
diag_new (DiagCode code, Source *source, Span span, const char *where, va_list args)
{
  Diag *diag = g_new0 (Diag, 1);
  diag->code = code;
  diag->severity = codes[code].severity;
  diag->source = ref_or_null (source);
  diag->span = span;
  diag->where = g_strdup (where);
  diag->message = diag_format_valist (codes[code].message, args);
  diag->labels = g_ptr_array_new_with_free_func (label_free);
  diag->notes = g_ptr_array_new_with_free_func (g_free);
  diag->fixes = g_ptr_array_new_with_free_func (fix_free);
  return diag;
}

void
diag_label (Diag *diag, Source *source, Span span, const char *text, ...)
{
  DiagLabel *label = g_new (DiagLabel, 1);
  va_list args;
  va_start (args, text);
  *label = (DiagLabel){ ref_or_null (source), span, diag_format_valist (text, args) };
  va_end (args);
  g_ptr_array_add (diag->labels, label);
}

void
diag_note (Diag *diag, const char *text, ...)
{
  va_list args;
  va_start (args, text);
  g_ptr_array_add (diag->notes, diag_format_valist (text, args));
  va_end (args);
}

void
diag_fix (Diag *diag, Source *source, Span span, const char *replacement)
{
  DiagFix *fix = g_new (DiagFix, 1);
  *fix = (DiagFix){ ref_or_null (source), span, g_strdup (replacement) };
  g_ptr_array_add (diag->fixes, fix);
}

static guint
diag_hash (gconstpointer data)
{
  const Diag *diag = data;
  guint hash = g_str_hash (diag->message) ^ g_direct_hash (diag->source);
  hash = hash * 31 + (guint)diag->code;
  hash = hash * 31 + diag->span.start;
  hash = hash * 31 + diag->span.end;
  return hash * 31 + (diag->where ? g_str_hash (diag->where) : 0);
}

static gboolean
diag_equal (gconstpointer left, gconstpointer right)
{
  const Diag *a = left, *b = right;
  return a->code == b->code && a->source == b->source && a->span.start == b->span.start
         && a->span.end == b->span.end && g_strcmp0 (a->where, b->where) == 0
         && strcmp (a->message, b->message) == 0;
}

/* Sink */

#define SINK_KEPT \
  10000 /* diagnostics kept; the rest is counted, so that a broken file of any size fits in memory */
#define SINK_RECENT 16 /* of those only counted: alive for their reporters, who may still add to them */
struct DiagSink
{
  GPtrArray *diags;       /* Diag, in the order of reporting, equal ones once */
  GPtrArray *repetitions; /* Diag, kept only because their reporters may still add to them */
  GPtrArray *sorted;      /* what diag_sink_sorted gave last */
  GHashTable *seen;       /* Diag, by code, place and message */
  GHashTable *ranks;      /* Source to the order in which it was first reported on */
  Diag *recent[SINK_RECENT];
  guint64 counted[DIAG_N_CODES]; /* by code: reported, but not kept */
  guint64 n_counted;
};

DiagSink *
diag_sink_new (void)
{
  DiagSink *sink = g_new0 (DiagSink, 1);
  sink->diags = g_ptr_array_new_with_free_func (diag_free);
  sink->repetitions = g_ptr_array_new_with_free_func (diag_free);
  sink->sorted = g_ptr_array_new ();
  sink->seen = g_hash_table_new (diag_hash, diag_equal);
  sink->ranks = g_hash_table_new (NULL, NULL);
  return sink;
}

static void
forget_recent (DiagSink *sink)
{
  for (size_t i = 0; i < SINK_RECENT; i++)
    if (sink->recent[i])
      diag_free (sink->recent[i]);
  memset (sink->recent, 0, sizeof sink->recent);
  memset (sink->counted, 0, sizeof sink->counted);
  sink->n_counted = 0;
}

void
diag_sink_free (DiagSink *sink)
{
  if (!sink)
    return;
  forget_recent (sink);
  g_hash_table_unref (sink->ranks);
  g_hash_table_unref (sink->seen);
  g_ptr_array_unref (sink->sorted);
  g_ptr_array_unref (sink->repetitions);
  g_ptr_array_unref (sink->diags);
  g_free (sink);
}

void
diag_sink_clear (DiagSink *sink)
{
  forget_recent (sink);
  g_hash_table_remove_all (sink->ranks);
  g_hash_table_remove_all (sink->seen);
  g_ptr_array_set_size (sink->sorted, 0);
  g_ptr_array_set_size (sink->repetitions, 0);
  g_ptr_array_set_size (sink->diags, 0);
}

static Diag *
only_count (DiagSink *sink, Diag *diag)
{
  Diag **place = &sink->recent[sink->n_counted++ % SINK_RECENT];
  if (*place)
    diag_free (*place);
  *place = diag;
  sink->counted[diag->code]++;
  return diag;
}

static Diag *
sink_add (DiagSink *sink, Diag *diag)
{
  if (sink->diags->len + sink->repetitions->len >= SINK_KEPT)
    return only_count (sink, diag);
  if (g_hash_table_contains (sink->seen, diag))
    {
      g_ptr_array_add (sink->repetitions, diag);
      return diag;
    }
  g_hash_table_add (sink->seen, diag);
  g_ptr_array_add (sink->diags, diag);
  if (diag->source && !g_hash_table_contains (sink->ranks, diag->source))
    g_hash_table_insert (sink->ranks, diag->source, GUINT_TO_POINTER (g_hash_table_size (sink->ranks)));
  return diag;
}

Diag *
diag_report (DiagSink *sink, DiagCode code, Source *source, Span span, ...)
{
  va_list args;
  va_start (args, span);
  Diag *diag = diag_new (code, source, span, NULL, args);
  va_end (args);
  return sink_add (sink, diag);
}

Diag *
diag_report_at (DiagSink *sink, DiagCode code, const char *where, ...)
{
  va_list args;
  va_start (args, where);
  Diag *diag = diag_new (code, NULL, (Span){ 0, 0 }, where, args);
  va_end (args);
  return sink_add (sink, diag);
}

unsigned
diag_sink_count_unkept (const DiagSink *sink, Severity severity)
{
  guint64 count = 0;
  for (int code = 0; code < DIAG_N_CODES && sink->n_counted > 0; code++)
    if (codes[code].severity == severity)
      count += sink->counted[code];
  return (unsigned)MIN (count, G_MAXUINT / 2);
}

/* Counted anew each time, since a reporter may have changed the severity of its diagnostic. */
unsigned
diag_sink_count (const DiagSink *sink, Severity severity)
{
  unsigned count = 0;
  for (guint i = 0; i < sink->diags->len; i++)
    count += ((const Diag *)g_ptr_array_index (sink->diags, i))->severity == severity;
  return count + diag_sink_count_unkept (sink, severity);
}

unsigned
diag_sink_count_class (const DiagSink *sink, DiagClass class)
{
  unsigned count = 0;
  for (guint i = 0; i < sink->diags->len; i++)
    {
      const Diag *diag = g_ptr_array_index (sink->diags, i);
      count += diag->severity == SEVERITY_ERROR && codes[diag->code].class == class;
    }
  for (int code = 0; code < DIAG_N_CODES && sink->n_counted > 0; code++)
    if (codes[code].severity == SEVERITY_ERROR && codes[code].class == class)
      count += (unsigned)sink->counted[code];
  return count;
}

static guint
source_rank (const DiagSink *sink, const Diag *diag)
{
  return diag->source ? GPOINTER_TO_UINT (g_hash_table_lookup (sink->ranks, diag->source)) : G_MAXUINT;
}

static gint
compare_diags (gconstpointer left, gconstpointer right, gpointer data)
{
  const Diag *a = *(const Diag *const *)left, *b = *(const Diag *const *)right;
  guint rank_a = source_rank (data, a), rank_b = source_rank (data, b);
  if (rank_a != rank_b)
    return rank_a < rank_b ? -1 : 1;
  return (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

const GPtrArray *
diag_sink_sorted (DiagSink *sink)
{
  g_ptr_array_set_size (sink->sorted, 0);
  for (guint i = 0; i < sink->diags->len; i++)
    g_ptr_array_add (sink->sorted, g_ptr_array_index (sink->diags, i));
  g_ptr_array_sort_with_data (sink->sorted, compare_diags, sink); /* GLib's sort is stable */
  return sink->sorted;
}
