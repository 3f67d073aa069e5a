/* Fuzz target of whole files.  Whatever the text is, it is read to the end; tokens stand in order inside the
   text, and so does every place that is reported; a text that reads without a fault gives the same tree
   again. */
#include <string.h>

#include "syntax/unit.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_span (Source *source, Span span)
{
  g_assert (span.start <= span.end && span.end <= source_length (source));
}

static void
check_tokens (const Unit *unit)
{
  uint32_t at = 0;
  for (int32_t i = 0; i < unit->n_tokens; i++)
    {
      check_span (unit->source, unit->tokens[i].span);
      g_assert (unit->tokens[i].span.start >= at);
      g_assert (unit->tokens[i].span.end > unit->tokens[i].span.start);
      at = unit->tokens[i].span.end;
    }
}

static void
check_diags (Source *source, DiagSink *sink)
{
  const GPtrArray *diags = diag_sink_sorted (sink);
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      g_assert (diag->source == source);
      check_span (source, diag->span);
      for (guint j = 0; diag->labels && j < diag->labels->len; j++)
        check_span (source, ((const DiagLabel *)diag->labels->pdata[j])->span);
      for (guint j = 0; diag->fixes && j < diag->fixes->len; j++)
        check_span (source, ((const DiagFix *)diag->fixes->pdata[j])->span);
    }
}

static void
check_again (Source *source, const char *dump)
{
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit = unit_read (source, UNIT_MODULE, atoms, sink);
  g_autoptr (GString) again = g_string_new (NULL);
  unit_dump (unit, again);
  g_assert (unit->ok);
  g_assert (strcmp (again->str, dump) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (Source) source = source_new ("t.jx", bytes);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit = unit_read (source, UNIT_MODULE, atoms, sink);
  g_autoptr (GString) dump = g_string_new (NULL);
  g_assert (unit->root);
  g_assert (unit->ok == (diag_sink_count (sink, SEVERITY_ERROR) == 0));
  check_tokens (unit);
  check_diags (source, sink);
  unit_dump (unit, dump);
  if (unit->ok)
    check_again (source, dump->str);
  return 0;
}
