/* A result as CSV, one row for each indicator, for spreadsheets.  The columns are permanent; a score that is
   not known is empty, and the status says why. */
#include "report/path.h"
#include "table/csv-writer.h"

#define ORGANISATION "单位"
#define HEADER "一级指标,二级指标,三级指标,目标,实际,状态,分值,得分,自评得分,规则\n"

static void
append_text (GString *out, const char *text, bool raw, char end)
{
  csv_append_field (out, text ? text : "", ',', raw);
  g_string_append_c (out, end);
}

static void
append_number (GString *out, bool known, Rational value)
{
  if (known)
    rational_append_decimal (out, value);
  g_string_append_c (out, ',');
}

static void
append_row (GString *out, const RowResult *row, bool raw)
{
  const Indicator *indicator = row->indicator;
  append_text (out, path_tier_name (indicator, 1), raw, ',');
  append_text (out, path_tier_name (indicator, 2), raw, ',');
  append_text (out, indicator->name->text, raw, ',');
  append_text (out, indicator->target.text, raw, ',');
  append_text (out, row->actual, raw, ',');
  append_text (out, status_word (row->status), raw, ',');
  append_number (out, indicator->has_weight, indicator->weight);
  append_number (out, row_score_known (row), row->score_min);
  append_number (out, row->has_claimed, row->claimed);
  append_text (out, indicator->rule.rule ? indicator->rule.rule->name->text : NULL, raw, '\n');
}

void
report_csv (const Result *result, bool raw, GString *out)
{
  g_string_append (out, HEADER);
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    append_row (out, &result->rows[i], raw);
}

/* Many organisations */

void
report_csv_head (GString *out)
{
  g_string_append (out, ORGANISATION "," HEADER);
}

void
report_csv_rows (const char *organisation, const Result *result, bool raw, GString *out)
{
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    {
      append_text (out, organisation, raw, ',');
      append_row (out, &result->rows[i], raw);
    }
}

void
report_totals_head (GString *out)
{
  g_string_append (out, ORGANISATION ",得分,得分上限,等级,状态\n");
}

void
report_totals_row (const char *organisation, const Result *result, bool raw, GString *out)
{
  append_text (out, organisation, raw, ',');
  append_number (out, true, result->total_min);
  append_number (out, true, result->total_max);
  append_text (out, result->grade ? result->grade->name->text : NULL, raw, ',');
  g_string_append (out, result->complete ? "complete\n" : "incomplete\n");
}
