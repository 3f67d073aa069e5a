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
    if (!g_strv_contains (known, member->key) && g_hash_table_add (rows->unknown, g_strdup (member->key)))
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
    *ret_text = value->text;
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
  if (!read_head (rows, object, row))
    return false;
  if (value && !read_value (rows, value, &row->actual))
    return false;
  return read_claim (rows, object, &row->actual) && read_text (rows, object, "reason", &row->actual.reason)
         && read_text (rows, object, "evidence", &row->actual.evidence);
}

static bool
take_row (JsonRows *rows, const JsonValue *object)
{
  static const char *const KEYS[] = { "indicator", "actual", "claimed", "reason", "evidence", NULL };
  Row row = { .actual = { .kind = ACTUAL_NONE } };
  rows->actuals->account.read++;
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
  rows->actuals->account.read++;
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
  JsonRows rows = { actuals, arena_strndup (actuals->arena, name, strlen (name)), unknown };
  gsize length;
  const char *text = text_of (bytes, &length);
  /* the tree stays with the rows, whose reasons point into it */
  const JsonValue *root = json_read (actuals->arena, name, text, length, actuals->model->session->sink);
  return root && take_all (&rows, root);
}

bool
actuals_read_json_lines (Actuals *actuals, const char *name, GBytes *bytes)
{
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonRows rows = { actuals, arena_strndup (actuals->arena, name, strlen (name)), unknown };
  gsize length, offset = 0;
  const char *text = text_of (bytes, &length);
  unsigned line = 0, before = 0;
  bool any = false, failed;
  for (;; before = line)
    {
      const JsonValue *value = json_read_line (actuals->arena, name, text, length, &offset, &line,
                                               actuals->model->session->sink, &failed);
      unsigned blank = line - before - (value || failed ? 1 : 0);
      actuals->account.read += blank;
      actuals->account.blank += blank;
      if (!value && !failed)
        break;
      if (failed)
        {
          actuals->account.read++;
          actuals_refuse (actuals, &UNREAD_ROW);
        }
      any = (value && take_row (&rows, value)) || any;
    }
  return any;
}
