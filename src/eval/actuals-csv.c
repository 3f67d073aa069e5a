/* Rows of a table: columns are found by the name in the header, in any order, and a row is one indicator,
   fact or claim.  Cells are read by actuals-value.c; nothing is skipped but blank lines, which are counted.
 */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "base/text.h"
#include <string.h>

typedef enum
{
  COLUMN_NAME,
  COLUMN_ACTUAL,
  COLUMN_TIER1,
  COLUMN_TIER2,
  COLUMN_TARGET,
  COLUMN_YEAR,
  COLUMN_MEASURE,
  COLUMN_CLAIMED,
  COLUMN_REASON,
  COLUMN_EVIDENCE,
  COLUMN_N
} Column;

static const char *const NAMES[COLUMN_N][8] = {
  [COLUMN_NAME] = { "指标", "三级指标", "指标名称", "indicator" },
  [COLUMN_ACTUAL] = { "实际完成值", "实际值", "全年完成值", "全年实际值", "年度实际值", "完成值", "actual" },
  [COLUMN_TIER1] = { "一级指标", "tier1" },
  [COLUMN_TIER2] = { "二级指标", "tier2" },
  [COLUMN_TARGET] = { "目标", "target" },
  [COLUMN_YEAR] = { "年度", "year" },
  [COLUMN_MEASURE] = { "计量单位", "unit" },
  [COLUMN_CLAIMED] = { "自评得分", "自评", "claimed" },
  [COLUMN_REASON] = { "偏差原因", "偏差原因分析及改进措施", "原因", "reason" },
  [COLUMN_EVIDENCE] = { "佐证", "evidence" },
};

struct ActualsCsv
{
  Model *model;
  const char *name;
  CsvReader *reader;
  CsvHeader *header;
  const CsvRecord *record;
  int columns[COLUMN_N]; /* -1: not there */
  int by;                /* the same */
  ActualsNext next;      /* of the current row */
  GString *organisation;
};

static Diag *
report (const ActualsCsv *csv, unsigned line, unsigned column, DiagCode code, const char *one,
        const char *two)
{
  g_autofree char *where = g_strdup_printf ("%s:%u:%u", csv->name, line, column);
  return diag_report_at (csv->model->session->sink, code, where, one, two, NULL);
}

/* The header */

static bool
check_twice (const ActualsCsv *csv, const CsvRecord *record)
{
  bool ok = true;
  for (unsigned i = 0; i < record->n_fields; i++)
    {
      const CsvField *field = &record->fields[i];
      int first = csv_header_find (csv->header, field->text);
      if (first < 0 || first == (int)i)
        continue;
      report (csv, field->line, field->column, DIAG_csv_duplicate_column, field->text, NULL);
      ok = false;
    }
  return ok;
}

/* The column of the first of NAMES; several of them are reported. */
static bool
find_column (ActualsCsv *csv, const CsvRecord *record, Column column)
{
  int *found = &csv->columns[column];
  *found = -1;
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES[column]) && NAMES[column][i]; i++)
    {
      int at = csv_header_find (csv->header, NAMES[column][i]);
      const CsvField *field = at >= 0 ? &record->fields[at] : NULL;
      if (at < 0 || at == csv->by)
        continue;
      if (*found >= 0)
        {
          Diag *diag = report (csv, field->line, field->column, DIAG_csv_duplicate_column, field->text, NULL);
          diag_note (diag, _ ("it means the same as ‘{1}’: rename or take out one of the two"),
                     record->fields[*found].text, NULL);
          return false;
        }
      *found = at;
    }
  return true;
}

static bool
require (const ActualsCsv *csv, unsigned line, int column, const char *name)
{
  Diag *diag;
  g_autoptr (GString) names = g_string_new (NULL);
  if (column >= 0)
    return true;
  diag = report (csv, line, 1, DIAG_table_missing_column, name, NULL);
  for (unsigned i = 0; csv->header && i < csv_header_count (csv->header); i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", csv_header_name (csv->header, i));
  if (names->len)
    diag_note (diag, _ ("the first line of the table names its columns: {1}"), names->str, NULL);
  return false;
}

/* 单位 may be the organisation or the unit of measure: never guessed. */
static bool
check_organisation (const ActualsCsv *csv, const CsvRecord *record)
{
  int at = csv_header_find (csv->header, "单位");
  Diag *diag;
  if (at < 0 || at == csv->by)
    return true;
  diag = report (csv, record->fields[at].line, record->fields[at].column, DIAG_table_ambiguous_column, "单位",
                 NULL);
  diag_note (diag, _ ("if it names organisations, say --by 单位"), NULL);
  diag_note (diag, _ ("if it holds units of measure, name it 计量单位"), NULL);
  return false;
}

static bool
is_known (const ActualsCsv *csv, int column)
{
  for (int i = 0; i < COLUMN_N; i++)
    if (csv->columns[i] == column)
      return true;
  return csv->by == column;
}

static void
note_unknown (const ActualsCsv *csv, const CsvRecord *record)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const CsvField *first = NULL;
  for (unsigned i = 0; i < record->n_fields; i++)
    if (!is_known (csv, (int)i))
      {
        const CsvField *field = &record->fields[i];
        first = first ? first : field;
        g_string_append_printf (names, "%s%s", names->len ? ", " : "",
                                *field->text ? field->text : _ ("(no name)"));
      }
  if (first)
    {
      Diag *diag = report (csv, first->line, first->column, DIAG_input_not_read, names->str, NULL);
      diag_note (diag, _ ("columns that are read: {1}"),
                 "指标, 实际完成值, 一级指标, 二级指标, 目标, 年度, 计量单位, 自评得分, 偏差原因, 佐证", NULL);
    }
}

/* One column that holds another separator: said once, instead of each column that is not there. */
static bool
check_separator (const ActualsCsv *csv, const CsvRecord *record)
{
  const char *text = record->fields[0].text, *at = strpbrk (text, ";|\t,");
  const char shown[] = { at ? *at : ' ', '\0' };
  Diag *diag;
  if (record->n_fields > 1 || !at)
    return true;
  diag = report (csv, record->line, 1 + (unsigned)g_utf8_pointer_to_offset (text, at),
                 DIAG_table_missing_column, NAMES[COLUMN_NAME][0], NULL);
  diag_note (diag, _ ("the columns seem to be separated by ‘{1}’; expected commas in a .csv, tabs in a .tsv"),
             *shown == '\t' ? "Tab" : shown, NULL);
  return false;
}

static bool
read_header (ActualsCsv *csv, const CsvRecord *record, const char *by)
{
  bool ok = true;
  if (!check_separator (csv, record))
    return false;
  csv->header = csv_header_new (record);
  csv->by = by ? csv_header_find (csv->header, by) : -1;
  if (by)
    ok = require (csv, record->line, csv->by, by);
  for (Column column = 0; column < COLUMN_N; column++)
    ok = find_column (csv, record, column) && ok;
  ok = check_twice (csv, record) && ok;
  ok = require (csv, record->line, csv->columns[COLUMN_NAME], NAMES[COLUMN_NAME][0]) && ok;
  ok = require (csv, record->line, csv->columns[COLUMN_ACTUAL], NAMES[COLUMN_ACTUAL][0]) && ok;
  ok = check_organisation (csv, record) && ok;
  if (ok)
    note_unknown (csv, record);
  return ok;
}

/* The first record that is not blank, or NULL. */
static const CsvRecord *
first_record (ActualsCsv *csv)
{
  const CsvRecord *record;
  CsvResult result;
  while ((result = csv_reader_next (csv->reader, &record)) == CSV_RECORD)
    if (!record->blank)
      return record;
  if (result == CSV_END)
    require (csv, 1, -1, NAMES[COLUMN_NAME][0]);
  return NULL;
}

ActualsCsv *
actuals_csv_new (Model *model, const char *name, const char *text, gsize length, char separator,
                 const char *by)
{
  g_autoptr (ActualsCsv) csv = g_new0 (ActualsCsv, 1);
  const CsvRecord *record;
  csv->model = model;
  csv->name = name;
  csv->organisation = g_string_new (NULL);
  csv->reader = csv_reader_new (name, text, length, separator, model->session->sink);
  if (!(record = first_record (csv)) || !read_header (csv, record, by))
    return NULL;
  return g_steal_pointer (&csv);
}

void
actuals_csv_free (ActualsCsv *csv)
{
  if (!csv)
    return;
  csv_reader_free (csv->reader);
  csv_header_free (csv->header);
  g_string_free (csv->organisation, TRUE);
  g_free (csv);
}

/* Rows */

static bool
check_fields (const ActualsCsv *csv)
{
  const CsvRecord *record = csv->record;
  unsigned wanted = csv_header_count (csv->header);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  Diag *diag;
  if (record->n_fields == wanted)
    return true;
  expected = g_strdup_printf ("%u", wanted);
  found = g_strdup_printf ("%u", record->n_fields);
  diag = report (csv, record->line, 1, DIAG_table_field_count, expected, found);
  diag_note (
      diag, _ ("every line has as many fields as the first; a field with a separator in it stands in quotes"),
      NULL);
  return false;
}

static bool
read_organisation (ActualsCsv *csv)
{
  const CsvField *field = &csv->record->fields[csv->by];
  Diag *diag;
  g_string_assign (csv->organisation, field->text);
  g_strstrip (csv->organisation->str);
  if (*csv->organisation->str)
    return true;
  diag = report (csv, field->line, field->column, DIAG_table_no_organisation,
                 csv_header_name (csv->header, (unsigned)csv->by), NULL);
  diag_note (diag,
             _ ("fill in the cell in every row: a merged cell of a spreadsheet leaves the others empty"),
             NULL);
  return false;
}

/* Of a row with too many or too few fields. */
static void
guess_organisation (ActualsCsv *csv)
{
  if (csv->by >= (int)csv->record->n_fields || csv->by < 0)
    return;
  g_string_assign (csv->organisation, csv->record->fields[csv->by].text);
  g_strstrip (csv->organisation->str);
}

static bool
is_empty (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

/* A line without anything, or with nothing but separators, as spreadsheets write their empty rows. */
static bool
is_blank (const CsvRecord *record)
{
  for (unsigned i = 0; i < record->n_fields; i++)
    if (!is_empty (record->fields[i].text))
      return false;
  return true;
}

static ActualsNext
classify (ActualsCsv *csv, CsvResult result)
{
  switch (result)
    {
    case CSV_END:
      return ACTUALS_END;
    case CSV_BROKEN:
      return ACTUALS_BROKEN;
    case CSV_REFUSED:
      csv->record = NULL;
      return ACTUALS_REFUSED;
    case CSV_RECORD:
      if (is_blank (csv->record))
        return ACTUALS_BLANK;
      if (!check_fields (csv))
        guess_organisation (csv);
      else if (csv->by < 0 || read_organisation (csv))
        return ACTUALS_ROW;
      return ACTUALS_REFUSED;
    }
  g_assert_not_reached ();
}

ActualsNext
actuals_csv_next (ActualsCsv *csv, const char **ret_by)
{
  g_string_truncate (csv->organisation, 0);
  csv->next = classify (csv, csv_reader_next (csv->reader, &csv->record));
  *ret_by = csv->next == ACTUALS_ROW && csv->by >= 0 ? csv->organisation->str : NULL;
  return csv->next;
}

const char *
actuals_csv_guess (const ActualsCsv *csv)
{
  return csv->next == ACTUALS_REFUSED && *csv->organisation->str ? csv->organisation->str : NULL;
}

CsvPosition
actuals_csv_position (const ActualsCsv *csv)
{
  return csv_reader_position (csv->reader);
}

void
actuals_csv_seek (ActualsCsv *csv, CsvPosition position)
{
  csv_reader_seek (csv->reader, position);
}

const char *
actuals_csv_raw (const ActualsCsv *csv, gsize *ret_length)
{
  return csv_reader_raw (csv->reader, ret_length);
}

static const CsvField *
field_of (const ActualsCsv *csv, Column column)
{
  return csv->columns[column] >= 0 ? &csv->record->fields[csv->columns[column]] : NULL;
}

static Place
place_of (const ActualsCsv *csv, const CsvField *field)
{
  return (Place){ .name = csv->name, .line = field->line, .column = field->column };
}

/* NULL or the cell's text without blanks around it. */
static const char *
cell_text (const ActualsCsv *csv, const Actuals *actuals, Column column)
{
  const CsvField *field = field_of (csv, column);
  return field ? actuals_trimmed (actuals, field->text) : NULL;
}

/* The same in the arena; NULL if it is empty. */
static const char *
kept_text (const ActualsCsv *csv, const Actuals *actuals, Column column)
{
  const char *text = cell_text (csv, actuals, column);
  return text && *text ? arena_strndup (actuals->arena, text, strlen (text)) : NULL;
}

static bool
check_year (const ActualsCsv *csv, const Actuals *actuals)
{
  const char *text = cell_text (csv, actuals, COLUMN_YEAR);
  g_autofree char *wanted = NULL;
  gsize length;
  Place place;
  Diag *diag;
  if (!text || !*text || !actuals->scheme->has_year)
    return true;
  wanted = g_strdup_printf ("%d", actuals->scheme->year);
  length = strlen (wanted);
  if (strncmp (text, wanted, length) == 0
      && (text[length] == '\0' || strcmp (text + length, "年") == 0 || strcmp (text + length, "年度") == 0))
    return true;
  place = place_of (csv, field_of (csv, COLUMN_YEAR));
  diag = actuals_report (actuals, &place, DIAG_actuals_other_year, text, wanted, NULL);
  diag_note (diag, _ ("the scheme ‘{1}’ is of {2}: give its own values"), actuals->scheme->name->text, wanted,
             NULL);
  return false;
}

static bool
read_head (const ActualsCsv *csv, const Actuals *actuals, Row *row)
{
  const CsvField *field = field_of (csv, COLUMN_NAME);
  const char *text = cell_text (csv, actuals, COLUMN_NAME);
  Diag *diag;
  row->place = row->actual.place = place_of (csv, field);
  row->tier1 = cell_text (csv, actuals, COLUMN_TIER1);
  row->tier2 = cell_text (csv, actuals, COLUMN_TIER2);
  if (!*text)
    {
      diag = actuals_report (actuals, &row->place, DIAG_row_empty, NULL, NULL, NULL);
      diag_note (diag, _ ("fill in the column {1}, or leave the whole line empty"),
                 csv_header_name (csv->header, (unsigned)csv->columns[COLUMN_NAME]), NULL);
      return false;
    }
  if (strcmp (text, csv_header_name (csv->header, (unsigned)csv->columns[COLUMN_NAME])) == 0)
    {
      diag = actuals_report (actuals, &row->place, DIAG_row_unknown, text, NULL, NULL);
      diag_note (diag, _ ("this is the header again: take the line out"), NULL);
      return false;
    }
  if ((row->target = cell_text (csv, actuals, COLUMN_TARGET)))
    row->target_place = place_of (csv, field_of (csv, COLUMN_TARGET));
  return actuals_split_path (actuals, text, row);
}

static bool
read_values (const ActualsCsv *csv, Actuals *actuals, Row *row)
{
  const CsvField *value = field_of (csv, COLUMN_ACTUAL), *claimed = field_of (csv, COLUMN_CLAIMED);
  const CsvField *measure = field_of (csv, COLUMN_MEASURE);
  const Place place = place_of (csv, value);
  const UnitCell unit
      = measure ? (UnitCell){ measure->text, place_of (csv, measure) } : (UnitCell){ "", place };
  bool ok = actuals_value_from_cell (actuals, &place, value->text, &unit, &row->actual);
  if (ok && row->actual.kind == ACTUAL_NONE)
    row->actual.place = row->place;
  if (claimed)
    {
      const Place claim = place_of (csv, claimed);
      ok = actuals_claim_from_text (actuals, &claim, claimed->text, &row->actual) && ok;
    }
  return ok;
}

/* The name in a row that has too many or too few fields, so that what it names is not called missing besides.
 */
static void
guess_head (const ActualsCsv *csv, const Actuals *actuals, Row *row)
{
  if (csv->record && csv->columns[COLUMN_NAME] < (int)csv->record->n_fields)
    actuals_split_path (actuals, cell_text (csv, actuals, COLUMN_NAME), row);
}

bool
actuals_csv_take (ActualsCsv *csv, Actuals *actuals)
{
  Row row = { .actual = { .kind = ACTUAL_NONE } };
  actuals_begin_row (actuals);
  if (csv->next == ACTUALS_BLANK)
    {
      actuals->account.blank++;
      return true;
    }
  if (csv->next != ACTUALS_ROW)
    guess_head (csv, actuals, &row);
  if (csv->next != ACTUALS_ROW || !read_head (csv, actuals, &row) || !check_year (csv, actuals)
      || !read_values (csv, actuals, &row))
    return actuals_refuse (actuals, &row);
  row.actual.reason = kept_text (csv, actuals, COLUMN_REASON);
  row.actual.evidence = kept_text (csv, actuals, COLUMN_EVIDENCE);
  return actuals_take (actuals, &row);
}

const CsvRecord *
actuals_csv_record (const ActualsCsv *csv)
{
  return csv->record;
}

const CsvHeader *
actuals_csv_header (const ActualsCsv *csv)
{
  return csv->header;
}

bool
actuals_read_csv (Actuals *actuals, const char *name, GBytes *bytes, char separator)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length), *by;
  const char *kept = arena_strndup (actuals->arena, name, strlen (name));
  g_autoptr (ActualsCsv) csv
      = actuals_csv_new (actuals->model, kept, text ? text : "", length, separator, NULL);
  ActualsNext next;
  bool any = false, empty = true;
  if (!csv)
    return false;
  while ((next = actuals_csv_next (csv, &by)) != ACTUALS_END && next != ACTUALS_BROKEN)
    {
      any = (actuals_csv_take (csv, actuals) && next == ACTUALS_ROW) || any;
      empty = empty && next == ACTUALS_BLANK;
    }
  if (next == ACTUALS_BROKEN)
    {
      actuals_begin_row (actuals); /* the record that could not be read to its end */
      actuals_refuse (actuals, &UNREAD_ROW);
    }
  else if (empty)
    report (csv, 1, 1, DIAG_no_actuals, kept, actuals->scheme->name->text);
  return any;
}
