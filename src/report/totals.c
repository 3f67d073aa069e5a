/* The totals of many organisations as a table for people: one line for each, in the order of adding. */
#include "report/columns.h"
#include "report/path.h"

#include "base/i18n.h"

enum
{
  NAME,
  SCORE,
  AT_MOST,
  GRADE,
  STATUS
};

struct Totals
{
  Table table;
};

Totals *
totals_new (void)
{
  static const Column columns[]
      = { { N_ ("organisation"), false, 0 }, { N_ ("score"), true, 0 }, { N_ ("at most"), true, 0 },
          { N_ ("grade"), false, 0 },        { "", false, 0 },          { NULL, false, 0 } };
  Totals *totals = g_new (Totals, 1);
  table_init (&totals->table, columns);
  return totals;
}

void
totals_free (Totals *totals)
{
  if (!totals)
    return;
  table_done (&totals->table);
  g_free (totals);
}

/* What is the same in every line, at most and complete, is left out. */
void
totals_add (Totals *totals, const char *organisation, const Result *result)
{
  Table *table = &totals->table;
  table_add_line (table, NULL);
  table_set (table, NAME, organisation);
  table_set_number (table, SCORE, true, result->total_min);
  table_set_number (table, AT_MOST, !total_known (result), result->total_max);
  table_set (table, GRADE, result->grade ? result->grade->name->text : NULL);
  table_set (table, STATUS, result->complete ? NULL : _ ("incomplete"));
}

void
report_totals_text (const Totals *totals, bool color, GString *out)
{
  table_append (&totals->table, out, color);
}
