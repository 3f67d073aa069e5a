/* Actuals as JSON: one object with the facts and the rows, or JSON Lines of rows.  Values are texts as in the
   cells of a table, or numbers without a unit; null is a missing value, never 0. */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "table/json.h"
#include <string.h>

typedef struct
{
  Actuals *actuals;
  const char *name;
  GHashTable *unknown; /* keys that were named in a note */
  const char *by;      /* the key of the organisation, or NULL */
} JsonRows;

static Place
place_of (const JsonRows *rows, const JsonValue *value)
{
  return (Place){ .name = rows->name, .line = value->line, .column = value->column };
}

static const char *
kind_text (JsonKind kind)
{
  switch (kind)
    {
    case JSON_NULL:
      return "null";
    case JSON_FALSE:
      return "false";
    case JSON_TRUE:
      return "true";
    case JSON_NUMBER:
      return _ ("a number");
    case JSON_STRING:
      return _ ("a string");
    case JSON_ARRAY:
      return _ ("an array");
    case JSON_OBJECT:
      return _ ("an object");
    }
  g_assert_not_reached ();
}

static bool
report_kind (const JsonRows *rows, const JsonValue *value, const char *expected)
{
  Place place = place_of (rows, value);
  Diag *diag
      = actuals_report (rows->actuals, &place, DIAG_json_expected, expected, kind_text (value->kind), NULL);
  if (value->key)
    diag_note (diag, _ ("this is the value of the key ‘{1}’"), value->key, NULL);
  return false;
}

static void
note_unknown_keys (JsonRows *rows, const JsonValue *object, const char *const known[])
{
  for (const JsonValue *member = object->first; member; member = member->next)
    if (!g_strv_contains (known, member->key) && g_strcmp0 (member->key, rows->by) != 0
        && g_hash_table_add (rows->unknown, g_strdup (member->key)))
      {
        Place place = place_of (rows, member);
        g_autofree char *list = g_strjoinv (", ", (char **)known);
        Diag *diag = actuals_report (rows->actuals, &place, DIAG_input_not_read, member->key, NULL, NULL);
        diag_note (diag, _ ("the keys that are read: {1}"), list, NULL);
      }
}

/* Values */

static bool
read_value (const JsonRows *rows, const JsonValue *value, Actual *actual)
{
  Place place = place_of (rows, value);
  actual->place = place;
  switch (value->kind)
    {
    case JSON_NULL:
      actual->kind = ACTUAL_MISSING;
      return true;
    case JSON_STRING:
    case JSON_NUMBER:
      return actuals_value_from_cell (rows->actuals, &place, value->text, NULL, actual);
    case JSON_FALSE:
    case JSON_TRUE:
    case JSON_ARRAY:
    case JSON_OBJECT:
      return report_kind (rows, value, _ ("a string such as \"95%\", a number or null"));
    }
  g_assert_not_reached ();
}

static bool
read_claim (const JsonRows *rows, const JsonValue *object, Actual *actual)
{
  const JsonValue *value = json_member (object, "claimed");
  Place place;
  if (!value || value->kind == JSON_NULL)
    return true;
  if (value->kind != JSON_NUMBER && value->kind != JSON_STRING)
    return report_kind (rows, value, _ ("a number"));
  place = place_of (rows, value);
  return actuals_claim_from_text (rows->actuals, &place, value->text, actual);
}

/* A text of the row; *RET_TEXT stays NULL if it has none. */
static bool
read_text (const JsonRows *rows, const JsonValue *object, const char *key, const char **ret_text)
{
  const JsonValue *value = json_member (object, key);
  if (!value || value->kind == JSON_NULL)
    return true;
  if (value->kind != JSON_STRING)
    return report_kind (rows, value, _ ("a string"));
  if (value->length > 0)
    *ret_text = arena_strndup (rows->actuals->arena, value->text, value->length);
  return true;
}

/* Rows */

static bool
read_head (const JsonRows *rows, const JsonValue *object, Row *row)
{
  const JsonValue *name = json_member (object, "indicator");
  Diag *diag;
  if (name && name->kind != JSON_STRING)
    return report_kind (rows, name, _ ("the name of an indicator as a string"));
  row->place = row->actual.place = place_of (rows, name ? name : object);
  if (name && name->length > 0)
    return actuals_split_path (rows->actuals, name->text, row);
  diag = actuals_report (rows->actuals, &row->place, DIAG_row_empty, NULL, NULL, NULL);
  diag_note (diag, _ ("the key “indicator” holds the name of an indicator, a tier or a fact"), NULL);
  return false;
}

static bool
read_row (const JsonRows *rows, const JsonValue *object, Row *row)
{
  const JsonValue *value = json_member (object, "actual");
  bool ok = read_head (rows, object, row);
  ok = (!value || read_value (rows, value, &row->actual)) && ok;
  ok = read_claim (rows, object, &row->actual) && ok;
  ok = read_text (rows, object, "reason", &row->actual.reason) && ok;
  return read_text (rows, object, "evidence", &row->actual.evidence) && ok;
}

static bool
take_row (JsonRows *rows, const JsonValue *object)
{
  static const char *const KEYS[] = { "indicator", "actual", "claimed", "reason", "evidence", NULL };
  Row row = { .actual = { .kind = ACTUAL_NONE } };
  actuals_begin_row (rows->actuals);
  if (object->kind != JSON_OBJECT)
    {
      report_kind (rows, object, _ ("a row as an object"));
      return actuals_refuse (rows->actuals, &row);
    }
  note_unknown_keys (rows, object, KEYS);
  return read_row (rows, object, &row) ? actuals_take (rows->actuals, &row)
                                       : actuals_refuse (rows->actuals, &row);
}

static void
take_fact (const JsonRows *rows, const JsonValue *member)
{
  Row row = { .is_fact = true, .n_path = 1, .actual = { .kind = ACTUAL_NONE } };
  row.place = row.actual.place = place_of (rows, member);
  row.path[0] = member->key;
  actuals_begin_row (rows->actuals);
  if (read_value (rows, member, &row.actual))
    actuals_take (rows->actuals, &row);
  else
    actuals_refuse (rows->actuals, &row);
}

/* The whole */

static bool
is_of_scheme (const JsonRows *rows, const JsonValue *root)
{
  const JsonValue *name = json_member (root, "scheme");
  const Scheme *scheme = rows->actuals->scheme;
  Place place;
  Diag *diag;
  if (!name)
    return true;
  if (name->kind != JSON_STRING)
    return report_kind (rows, name, _ ("the name of the scheme as a string"));
  if (atom_find_key (rows->actuals->model->session->atoms, name->text, -1) == scheme->name->key)
    return true;
  place = place_of (rows, name);
  diag = actuals_report (rows->actuals, &place, DIAG_actuals_other_scheme, name->text, scheme->name->text,
                         NULL);
  diag_note (diag,
             _ ("name the scheme as its definition does, or give the definition that these values are of"),
             NULL);
  return false;
}

static bool
is_of_year (const JsonRows *rows, const JsonValue *root)
{
  const JsonValue *year = json_member (root, "year");
  const Scheme *scheme = rows->actuals->scheme;
  g_autofree char *wanted = g_strdup_printf ("%d", scheme->year);
  Place place;
  Diag *diag;
  if (!year || !scheme->has_year)
    return true;
  if (year->kind != JSON_NUMBER)
    return report_kind (rows, year, _ ("the year as a number"));
  if (strcmp (year->text, wanted) == 0)
    return true;
  place = place_of (rows, year);
  diag = actuals_report (rows->actuals, &place, DIAG_actuals_other_year, year->text, wanted, NULL);
  diag_note (diag, _ ("the scheme ‘{1}’ is of {2}: give its own values"), scheme->name->text, wanted, NULL);
  return false;
}

static bool
take_all (JsonRows *rows, const JsonValue *root)
{
  static const char *const KEYS[] = { "format", "scheme", "year", "facts", "actuals", NULL };
  const JsonValue *facts, *list;
  if (root->kind != JSON_OBJECT)
    return report_kind (rows, root, _ ("an object with the key “actuals”"));
  note_unknown_keys (rows, root, KEYS);
  facts = json_member (root, "facts");
  list = json_member (root, "actuals");
  if (!is_of_scheme (rows, root) || !is_of_year (rows, root))
    return false;
  if (facts && facts->kind != JSON_OBJECT && facts->kind != JSON_NULL)
    return report_kind (rows, facts, _ ("the facts as an object"));
  if (!list || list->kind != JSON_ARRAY)
    return report_kind (rows, list ? list : root, _ ("the rows as an array under “actuals”"));
  for (const JsonValue *fact = facts ? facts->first : NULL; fact; fact = fact->next)
    take_fact (rows, fact);
  for (const JsonValue *row = list->first; row; row = row->next)
    take_row (rows, row);
  return true;
}

static const char *
text_of (GBytes *bytes, gsize *ret_length)
{
  const char *text = g_bytes_get_data (bytes, ret_length);
  return text ? text : "";
}

bool
actuals_read_json (Actuals *actuals, const char *name, GBytes *bytes)
{
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonRows rows = { actuals, arena_strndup (actuals->arena, name, strlen (name)), unknown, NULL };
  gsize length;
  const char *text = text_of (bytes, &length);
  const JsonValue *root = json_read (actuals->arena, name, text, length, actuals->model->session->sink);
  return root && take_all (&rows, root);
}

/* JSON Lines */

struct ActualsLines
{
  JsonRows rows; /* its actuals are those that the row is read into */
  DiagSink *sink;
  const char *text;
  gsize length;
  CsvPosition position; /* of the next line, counted from 1 */
  const char *raw;      /* the current line */
  gsize raw_length;
  Arena *arena; /* the tree of the current line */
  const JsonValue *value;
  ActualsNext next;
};

ActualsLines *
actuals_lines_new (Model *model, const char *name, const char *text, gsize length, const char *by)
{
  ActualsLines *lines = g_new0 (ActualsLines, 1);
  GHashTable *unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lines->rows = (JsonRows){ NULL, name, unknown, by };
  lines->sink = model->session->sink;
  lines->text = text;
  lines->length = length;
  lines->position = (CsvPosition){ 0, 1 };
  lines->arena = arena_new ();
  return lines;
}

void
actuals_lines_free (ActualsLines *lines)
{
  if (!lines)
    return;
  g_hash_table_unref (lines->rows.unknown);
  arena_free (lines->arena);
  g_free (lines);
}

CsvPosition
actuals_lines_position (const ActualsLines *lines)
{
  return lines->position;
}

void
actuals_lines_seek (ActualsLines *lines, CsvPosition position)
{
  lines->position = position;
}

const char *
actuals_lines_raw (const ActualsLines *lines, gsize *ret_length)
{
  *ret_length = lines->raw_length;
  return lines->raw;
}

const JsonValue *
actuals_lines_value (const ActualsLines *lines)
{
  return lines->value;
}

/* Sets the current line; false at the end. */
static bool
pass_line (ActualsLines *lines)
{
  const char *end = lines->text + lines->length, *begin = lines->text + lines->position.offset, *at = begin;
  if (begin == end)
    return false;
  while (at < end && *at != '\n' && *at != '\r')
    at++;
  lines->raw
      = begin == lines->text && at - begin >= 3 && memcmp (begin, "\xEF\xBB\xBF", 3) == 0 ? begin + 3 : begin;
  lines->raw_length = (gsize)(at - lines->raw);
  at += end - at >= 2 && at[0] == '\r' && at[1] == '\n' ? 2 : at < end ? 1 : 0;
  lines->position.offset = (gsize)(at - lines->text);
  lines->position.line++;
  return true;
}

/* The organisation's name, or NULL (reported). */
static const char *
find_organisation (const ActualsLines *lines)
{
  const JsonValue *object = lines->value, *name = json_member (object, lines->rows.by);
  g_autofree char *where = NULL;
  if (name && (name->kind == JSON_STRING || name->kind == JSON_NUMBER))
    {
      char *text = arena_strndup (lines->arena, name->text, name->length);
      if (*g_strstrip (text))
        return text;
    }
  where = json_where (lines->rows.name, name ? name : object);
  diag_report_at (lines->sink, DIAG_json_no_organisation, where, lines->rows.by, NULL);
  return NULL;
}

ActualsNext
actuals_lines_next (ActualsLines *lines, const char **ret_by)
{
  gsize offset = lines->position.offset;
  unsigned line = lines->position.line - 1;
  bool failed;
  *ret_by = NULL;
  arena_clear (lines->arena);
  lines->value = NULL;
  if (!pass_line (lines))
    return lines->next = ACTUALS_END;
  lines->value = json_read_line (lines->arena, lines->rows.name, lines->text,
                                 (gsize)(lines->raw - lines->text) + lines->raw_length, &offset, &line,
                                 lines->sink, &failed);
  if (!lines->value)
    return lines->next = failed ? ACTUALS_REFUSED : ACTUALS_BLANK;
  if (lines->rows.by && lines->value->kind == JSON_OBJECT && !(*ret_by = find_organisation (lines)))
    return lines->next = ACTUALS_REFUSED;
  return lines->next = ACTUALS_ROW;
}

bool
actuals_lines_take (ActualsLines *lines, Actuals *actuals)
{
  lines->rows.actuals = actuals;
  if (lines->next == ACTUALS_ROW)
    return take_row (&lines->rows, lines->value);
  actuals_begin_row (actuals);
  if (lines->next == ACTUALS_BLANK)
    {
      actuals->account.blank++;
      return true;
    }
  return actuals_refuse (actuals, &UNREAD_ROW);
}

bool
actuals_read_json_lines (Actuals *actuals, const char *name, GBytes *bytes)
{
  gsize length;
  const char *text = text_of (bytes, &length), *by;
  const char *kept = arena_strndup (actuals->arena, name, strlen (name));
  g_autoptr (ActualsLines) lines = actuals_lines_new (actuals->model, kept, text, length, NULL);
  ActualsNext next;
  bool any = false, empty = true;
  while ((next = actuals_lines_next (lines, &by)) != ACTUALS_END)
    {
      any = (actuals_lines_take (lines, actuals) && next == ACTUALS_ROW) || any;
      empty = empty && next == ACTUALS_BLANK;
    }
  if (empty)
    {
      const Place place = { .name = kept, .line = 1, .column = 1 };
      actuals_report (actuals, &place, DIAG_no_actuals, kept, actuals->scheme->name->text, NULL);
    }
  return any;
}
