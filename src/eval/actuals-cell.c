/* Cells of tables to actuals and claims.  They go through the scanner and the grammar of the language; what
   is freer in a cell (blanks around it, one between number and unit, words in any form) is made plain first.
   A number whose unit the grammar was seen to read, and a level or date that it was seen to read, are then
   known without it: tests/unit/test-score.c compares. */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "syntax/literal.h"
#include <string.h>

#define RECOGNISED_DIGITS 18
#define REMEMBERED_CELLS 4096 /* levels and dates, so that memory does not grow with a table */
#define REMEMBERED_BYTES 100

/* Bytes of a blank or a line end at TEXT, 0 if there is none. */
static gsize
blank_size (const char *text)
{
  if (g_ascii_isspace (*text))
    return 1;
  if (memcmp (text, "\xC2", 1) == 0 && text[1] == '\xA0')
    return 2;
  return strncmp (text, "　", 3) == 0 ? 3 : 0;
}

static void
trim (const char **text, gsize *length)
{
  const char *last = *text;
  gsize size;
  while ((size = blank_size (*text)))
    *text += size;
  last = *text;
  for (const char *at = *text; *at;)
    if ((size = blank_size (at)))
      at += size;
    else
      last = at = g_utf8_next_char (at);
  *length = (gsize)(last - *text);
}

const char *
actuals_trimmed (const Actuals *actuals, const char *text)
{
  const char *inner = text;
  gsize length;
  trim (&inner, &length);
  return inner[length] == '\0' ? inner : arena_strndup (actuals->arena, inner, length);
}

/* ASCII or full-width. */
static bool
is_digit_at (const char *text)
{
  gunichar c = g_utf8_get_char (text);
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool
begins_unit (const char *text)
{
  gunichar c = g_utf8_get_char (text);
  return g_unichar_isalpha (c) || c == '%' || c == 0xFF05 || c == 0x2030 || c == 0x2103 || c == 0x33A1
         || c == '"';
}

/* TEXT with the blanks between a digit and a unit left out. */
static void
append_closed (GString *out, const char *text, gsize length)
{
  const char *end = text + length, *before = NULL;
  for (const char *at = text; at < end;)
    {
      const char *after = at;
      gsize size;
      while (after < end && (size = blank_size (after)))
        after += size;
      if (after > at && after < end && before && is_digit_at (before) && begins_unit (after))
        at = after;
      else if (after > at)
        g_string_append_len (out, at, after - at), before = NULL, at = after;
      else
        {
          after = g_utf8_next_char (at);
          g_string_append_len (out, at, after - at);
          before = at;
          at = after;
        }
    }
}

static bool
is_midnight (const char *text)
{
  static const char *const MIDNIGHT[] = { " 00:00:00", " 0:00:00", "T00:00:00", " 00:00", " 0:00" };
  for (gsize i = 0; i < G_N_ELEMENTS (MIDNIGHT); i++)
    if (strcmp (text, MIDNIGHT[i]) == 0)
      return true;
  return *text == '\0';
}

/* `2025年12月2日` of `2025年 12月 2日`, and `2025-12-02` of that with a midnight behind it, as spreadsheets write it. */
static void
close_date (GString *text)
{
  g_autoptr (GString) closed = g_string_new (NULL);
  LiteralDate date;
  gsize length;
  for (const char *at = text->str; *at;)
    {
      gsize size = blank_size (at);
      if (size && (g_str_has_suffix (closed->str, "年") || g_str_has_suffix (closed->str, "月")))
        at += size;
      else
        g_string_append_c (closed, *at++);
    }
  length = literal_read_date (closed->str, closed->len, &date);
  if (length == 0 || !is_midnight (closed->str + length)
      || (length < closed->len && date.precision != DATE_DAY))
    return;
  g_string_truncate (text, 0);
  g_string_append_len (text, closed->str, (gssize)length);
}

/* `2025.12.2`: the date that it seems to be. */
static void
note_dotted_date (Diag *diag, const char *text)
{
  g_autofree char *dashed = g_strdelimit (g_strdup (text), ".", '-');
  LiteralDate date;
  g_autoptr (GString) whole = g_string_new (NULL);
  if (!strchr (text, '.') || literal_read_date (dashed, strlen (dashed), &date) != strlen (dashed)
      || date.precision != DATE_DAY || !date_is_valid (date.year, date.month, date.day))
    return;
  date_append (whole, date_to_day (date.year, date.month, date.day));
  diag_note (diag, _ ("write {1}"), whole->str, NULL);
}

/* True if all of TEXT is a number without a unit, with a minus or not. */
static bool
is_bare_number (const char *text, gsize length)
{
  static const char *const MINUS[] = { "-", "−", "－", "–" };
  g_autoptr (GString) number = g_string_new (NULL);
  gsize at = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (MINUS) && !at; i++)
    if (g_str_has_prefix (text, MINUS[i]))
      at = strlen (MINUS[i]);
  return at < length && literal_split_quantity (text + at, length - at, number) == length - at;
}

static bool
begins_like_number (const char *text)
{
  static const gunichar SIGNS[] = { '<',    '>',    '=',    '+',    '-',    '.',    '~',    0x2265, 0x2264,
                                    0x2260, 0x2267, 0x2266, 0x2A7E, 0x2A7D, 0xFF1C, 0xFF1E, 0xFF1D, 0xFF0D,
                                    0x2212, 0x2013, 0xFF0B, 0xFF0E, 0xFFE5, 0xA5,   0xB1 };
  gunichar c = g_utf8_get_char (text);
  for (gsize i = 0; i < G_N_ELEMENTS (SIGNS); i++)
    if (c == SIGNS[i])
      return true;
  return is_digit_at (text);
}

/* True if a cell with this fault is refused; otherwise text that is no number or date is the words of a
 * level. */
static bool
fault_refuses (const Diag *diag)
{
  return diag->code == DIAG_sign_in_value || diag->code == DIAG_bidi_control
         || diag->code == DIAG_nul_character || diag->code == DIAG_invalid_utf8
         || diag->code == DIAG_invisible_character || diag_code_class (diag->code) == DIAG_CLASS_LIMIT;
}

static bool
report_unreadable (const Actuals *actuals, const Place *place, const char *text, const Diag *inner)
{
  Diag *diag;
  if (inner->code == DIAG_name_too_long)
    return actuals_report (actuals, place, DIAG_name_too_long, G_STRINGIFY (LIMIT_NAME_BYTES), NULL, NULL),
           false;
  /* what the grammar would have liked next is of no help in a cell */
  diag = actuals_report (
      actuals, place, DIAG_actual_unreadable, text,
      inner->code == DIAG_syntax ? _ ("it is neither a number nor a date") : inner->message, NULL);
  if (inner->fixes->len == 1)
    {
      const DiagFix *fix = inner->fixes->pdata[0];
      g_autoptr (GString) repaired = g_string_new_len (text, fix->span.start);
      g_string_append (repaired, fix->text);
      g_string_append (repaired, text + fix->span.end);
      diag_note (diag, _ ("write {1}"), repaired->str, NULL);
    }
  else if (inner->code == DIAG_sign_in_value && inner->notes->len > 0)
    diag_note (diag, "{1}", inner->notes->pdata[0], NULL);
  else if (!actuals_note_nothing (diag, text))
    diag_note (diag, _ ("expected a number with its unit, a date or a level"), NULL);
  note_dotted_date (diag, text);
  return false;
}

/* Remembers the unit of a cell that the grammar read as a number with a unit. */
static void
remember_unit (Actuals *actuals, const Unit *unit, const Actual *actual)
{
  const AstNode *value = unit->root;
  const char *text = source_text (unit->source), *rest = text;
  if (value->op != VALUE_LITERAL || value->child->kind != AST_QUANTITY || !g_ascii_isdigit (*text))
    return;
  while (g_ascii_isdigit (*rest) || *rest == '.')
    rest++;
  if (strcmp (rest, actual->measure->text) == 0)
    g_hash_table_insert (actuals->units, (gpointer)actual->measure->text, (gpointer)actual->measure);
}

/* Reads TEXT, plain by now, with the grammar; RAW is what the cell held, for words. */
static bool
parse_cell (Actuals *actuals, const Place *place, const GString *text, const char *raw, gsize raw_length,
            Actual *actual)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (Source) source = source_new (place->name ? place->name : "", bytes);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  AtomTable *atoms = actuals->cell_atoms ? actuals->cell_atoms : (actuals->cell_atoms = atom_table_new ());
  g_autoptr (Unit) unit = unit_read (source, UNIT_VALUE, atoms, sink);
  const GPtrArray *faults = diag_sink_sorted (sink);
  bool refused = begins_like_number (text->str);
  if (unit->ok && unit->root->kind == AST_VALUE)
    {
      if (!actuals_value_from_node (actuals, unit, unit->root, place, actual))
        return false;
      remember_unit (actuals, unit, actual);
      return true;
    }
  for (guint i = 0; i < faults->len && !refused; i++)
    refused = fault_refuses (faults->pdata[i]);
  if (refused && faults->len > 0)
    return report_unreadable (actuals, place, text->str, faults->pdata[0]);
  actual->kind = ACTUAL_LEVEL;
  actual->words = actual->text = arena_strndup (actuals->arena, raw, raw_length);
  return true;
}

/* `200个` with a unit seen before, or a bare number: what the grammar would give, without it. False: not
 * recognised. */
static bool
recognise_number (Actuals *actuals, const char *text, gsize length, Actual *actual)
{
  gsize at = 0, digits = 0, points = 0;
  const Measure *measure;
  LiteralDate date;
  Rational number;
  for (; g_ascii_isdigit (text[at]) || (text[at] == '.' && g_ascii_isdigit (text[at + 1])); at++)
    {
      points += text[at] == '.';
      digits += text[at] != '.';
    }
  if (digits == 0 || digits > RECOGNISED_DIGITS || points > 1 || text[0] == '.' || text[length] != '\0')
    return false;
  measure = at == length ? measure_bare (actuals->model->measures)
                         : g_hash_table_lookup (actuals->units, text + at);
  if (!measure || literal_read_date (text, length, &date) > 0)
    return false;
  if (!rational_parse (actuals->model->session->numbers, text, at, &number))
    return false;
  actual->kind = ACTUAL_NUMBER;
  actual->number = rational_mul (actuals->model->session->numbers, number, measure->factor);
  actual->measure = measure;
  actual->text = arena_strndup (actuals->arena, text, length);
  return true;
}

/* A level or a date that a cell held before: nothing was said of it then, so nothing is to be said now. */
static bool
recall_cell (const Actuals *actuals, const char *text, gsize length, const Place *place, Actual *actual)
{
  const Actual *known = text[length] == '\0' ? g_hash_table_lookup (actuals->cells, text) : NULL;
  if (!known)
    return false;
  *actual = *known;
  actual->place = *place;
  return true;
}

static void
remember_cell (Actuals *actuals, const char *text, gsize length, const Actual *actual)
{
  LiteralDate date;
  bool whole_date = actual->kind == ACTUAL_DATE && literal_read_date (text, length, &date) == length
                    && date.precision != DATE_MONTH_DAY; /* whose year was said to be the scheme's */
  Actual *kept;
  if (length > REMEMBERED_BYTES || !(whole_date || (actual->kind == ACTUAL_LEVEL && !actual->has_judged)))
    return;
  if (g_hash_table_size (actuals->cells) >= REMEMBERED_CELLS)
    {
      g_hash_table_remove_all (actuals->cells);
      arena_clear (actuals->cells_arena);
    }
  kept = arena_new0 (actuals->cells_arena, Actual);
  kept->kind = actual->kind;
  kept->first = actual->first;
  kept->last = actual->last;
  kept->text = arena_strndup (actuals->cells_arena, actual->text, strlen (actual->text));
  if (actual->words)
    kept->words = arena_strndup (actuals->cells_arena, actual->words, strlen (actual->words));
  g_hash_table_insert (actuals->cells, arena_strndup (actuals->cells_arena, text, length), kept);
}

/* The unit of the column, NULL if it is not declared (reported). */
static const Measure *
column_measure (const Actuals *actuals, const UnitCell *unit, const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  const Measure *measure;
  literal_append_unit (plain, text, strlen (text));
  measure = measure_find (actuals->model->measures, plain->str);
  if (!measure)
    actuals_report_unknown_unit (actuals, &unit->place, plain->str);
  return measure;
}

/* A number with a unit of its own beside one in the column. */
static bool
check_unit_column (const Actuals *actuals, const Place *place, const UnitCell *unit, const char *text,
                   const Actual *actual)
{
  const Measure *measure = column_measure (actuals, unit, text);
  Diag *diag;
  if (!measure)
    return false;
  if (measure->dimension == actual->measure->dimension
      && rational_equal (measure->factor, actual->measure->factor))
    return true;
  diag = actuals_report (actuals, place, DIAG_table_unit_conflict, actual->text, text, NULL);
  diag_note (diag, _ ("leave the unit out of one of the two, or make them the same"), NULL);
  return false;
}

/* `10台(套)`: the language wants such a unit in quotes, a cell need not have them. */
static void
quote_unit (const Actuals *actuals, GString *text)
{
  g_autoptr (GString) number = g_string_new (NULL);
  gsize at = literal_split_quantity (text->str, text->len, number);
  if (at == 0 || text->str[at] == '"' || (!strchr (text->str + at, '(') && !strstr (text->str + at, "（")))
    return;
  if (!measure_find (actuals->model->measures, text->str + at))
    return;
  g_string_insert_c (text, (gssize)at, '"');
  g_string_append_c (text, '"');
}

/* A cell beside one with the unit COLUMN, not empty. */
static bool
value_beside_unit (Actuals *actuals, const Place *place, const char *text, gsize length, const UnitCell *unit,
                   const char *column, Actual *actual)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  bool bare;
  append_closed (plain, text, length);
  close_date (plain);
  bare = is_bare_number (plain->str, plain->len);
  if (bare && !column_measure (actuals, unit, column))
    return false;
  if (bare)
    g_string_append (plain, column);
  quote_unit (actuals, plain);
  return parse_cell (actuals, place, plain, text, length, actual)
         && (bare || actual->kind != ACTUAL_NUMBER
             || check_unit_column (actuals, place, unit, column, actual));
}

/* A cell that is not empty. */
static bool
value_from_text (Actuals *actuals, const Place *place, const char *text, gsize length, const UnitCell *unit,
                 Actual *actual)
{
  g_autoptr (GString) plain = NULL;
  const char *column = unit ? actuals_trimmed (actuals, unit->text) : "";
  if (*column)
    return value_beside_unit (actuals, place, text, length, unit, column, actual);
  if (recognise_number (actuals, text, length, actual) || recall_cell (actuals, text, length, place, actual))
    return true;
  plain = g_string_new (NULL);
  append_closed (plain, text, length);
  close_date (plain);
  quote_unit (actuals, plain);
  if (!parse_cell (actuals, place, plain, text, length, actual))
    return false;
  remember_cell (actuals, text, length, actual);
  return true;
}

bool
actuals_value_from_cell (Actuals *actuals, const Place *place, const char *text, const UnitCell *unit,
                         Actual *actual)
{
  gsize length;
  actual->place = *place;
  trim (&text, &length);
  if (length == 0 || value_from_text (actuals, place, text, length, unit, actual))
    return true; /* empty: kind NONE */
  actual->text = arena_strndup (actuals->arena, text, length);
  return false;
}

/* Claims */

/* `1,234`, or `0,5`: what the comma means is not to be guessed. */
static bool
has_comma (const char *text, gsize length)
{
  return g_strstr_len (text, (gssize)length, ",") || g_strstr_len (text, (gssize)length, "，");
}

bool
actuals_claim_from_text (Actuals *actuals, const Place *place, const char *text, Actual *actual)
{
  RationalPool *pool = actuals->model->session->numbers;
  g_autoptr (GString) number = NULL;
  g_autoptr (GString) unit = NULL;
  const Measure *measure = NULL;
  gsize length, at;
  Rational value;
  trim (&text, &length);
  if (length == 0)
    return true;
  if (g_ascii_isdigit (*text) && length <= LIMIT_DIGITS && rational_parse (pool, text, length, &value))
    {
      actual->has_claimed = true;
      actual->claimed = value;
      return true;
    }
  number = g_string_new (NULL);
  unit = g_string_new (NULL);
  at = literal_split_quantity (text, length, number);
  literal_append_unit (unit, text + at, length - at);
  g_strstrip (unit->str);
  if (number->len <= LIMIT_DIGITS && !has_comma (text, at)
      && rational_parse (pool, number->str, number->len, &value))
    measure = measure_find (actuals->model->measures, unit->str);
  if (!measure
      || (measure->dimension != actuals->model->score && measure != measure_bare (actuals->model->measures)))
    {
      g_autofree char *shown = g_strndup (text, length);
      Diag *diag = actuals_report (actuals, place, DIAG_actual_bad_claim, shown, NULL, NULL);
      diag_note (diag, _ ("write it as a plain number, such as {1}"), "0.5", NULL);
      return false;
    }
  actual->has_claimed = true;
  actual->claimed = rational_mul (pool, value, measure->factor);
  return true;
}
