/* Fuzz target of the cells of tables.  The first byte says whether the rest is a target or an actual value.
   Whatever the text is, it is read; it is a target or a value, or else a fault was reported; and one that was
   read reads the same again. */
#include <string.h>

#include "syntax/unit.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_spans (const Unit *unit, DiagSink *sink)
{
  const GPtrArray *diags = diag_sink_sorted (sink);
  uint32_t at = 0;
  for (int32_t i = 0; i < unit->n_tokens; i++)
    {
      g_assert (unit->tokens[i].span.start >= at);
      g_assert (unit->tokens[i].span.end > unit->tokens[i].span.start);
      at = unit->tokens[i].span.end;
    }
  g_assert (at <= source_length (unit->source));
  for (guint i = 0; i < diags->len; i++)
    {
      const Diag *diag = diags->pdata[i];
      g_assert (diag->span.start <= diag->span.end && diag->span.end <= source_length (unit->source));
    }
}

static void
check_again (const Unit *unit, UnitKind kind, const char *dump)
{
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) second = unit_read (unit->source, kind, atoms, sink);
  g_autoptr (GString) again = g_string_new (NULL);
  unit_dump (second, again);
  g_assert (strcmp (again->str, dump) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  UnitKind kind = data[0] % 2 ? UNIT_TARGET : UNIT_VALUE;
  g_autoptr (GBytes) bytes = g_bytes_new (data + 1, size - 1);
  g_autoptr (Source) source = source_new ("t", bytes);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit = unit_read (source, kind, atoms, sink);
  g_autoptr (GString) dump = g_string_new (NULL);
  check_spans (unit, sink);
  unit_dump (unit, dump);
  if (diag_sink_count (sink, SEVERITY_ERROR) > 0)
    return 0;
  g_assert (unit->ok && unit->root->kind == (kind == UNIT_TARGET ? AST_TARGET : AST_VALUE));
  check_again (unit, kind, dump->str);
  return 0;
}
