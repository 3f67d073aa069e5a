/* Calendars: exceptions to the plain week, from the State Council's yearly notices.  They are loaded when first asked for. */
#include "sema/calendar.h"
#include "base/i18n.h"
#include "sema/build.h"
#include <stdlib.h>
#include <string.h>

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const CalendarDay *left = a, *right = b;
  return left->day < right->day ? -1 : left->day > right->day;
}

/* A year's notice sets days of the year, and may set the last ones of the year before; others would never be asked for. */
static bool
is_of_year (Day day, int year)
{
  int of, month, of_month;
  date_from_day (day, &of, &month, &of_month);
  return of == year || (of == year - 1 && month == 12);
}

static void
add_days (Model *model, const Unit *unit, const AstNode *node, int year, bool work, GArray *days)
{
  const AstNode *last = node->kind == AST_BAND ? node->last_child : node;
  Day first, end, other;
  bool precise;
  if (!model_read_date (model, unit, node->kind == AST_BAND ? node->child : node, 0, &first, &other, &precise)
      || !model_read_date (model, unit, last, 0, &other, &end, &precise))
    return;
  if (end < first || end - first >= 366)
    {
      report_node (model, DIAG_empty_range, unit, node, NULL, NULL);
      return;
    }
  if (!is_of_year (first, year) || !is_of_year (end, year))
    {
      g_autofree char *text = unit_node_text (unit, is_of_year (first, year) ? last : node->kind == AST_BAND ? node->child : node);
      g_autofree char *of_year = g_strdup_printf ("%d", year);
      report_node (model, DIAG_day_of_other_year, unit, node, text, of_year);
      return;
    }
  for (Day day = first; day <= end; day++)
    {
      CalendarDay entry = { day, work };
      g_array_append_val (days, entry);
    }
}

static void
read_days (Model *model, const Unit *unit, const AstNode *node, int year, GArray *days)
{
  for (const AstNode *row = ast_find (node, AST_DAYS); row; row = ast_find_next (row))
    {
      Word word = word_find (row->child->atom->text);
      if (word != WORD_REST && word != WORD_WORK)
        report_node (model, DIAG_bad_calendar_row, unit, row->child, row->child->atom->text, NULL);
      else
        for (const AstNode *day = row->child->next; day; day = day->next)
          add_days (model, unit, day, year, word == WORD_WORK, days);
    }
  g_array_sort (days, compare_days);
  for (guint i = 1; i < days->len; i++)
    if (g_array_index (days, CalendarDay, i).day == g_array_index (days, CalendarDay, i - 1).day)
      {
        g_autoptr (GString) date = g_string_new (NULL);
        date_append (date, g_array_index (days, CalendarDay, i).day);
        report_node (model, DIAG_duplicate_declaration, unit, node_name (node), date->str, NULL);
      }
}

static bool
read_calendar_year (Model *model, const Unit *unit, const AstNode *node, int *ret_year)
{
  const AstNode *value = find_field (node, FIELD_YEAR);
  const Measure *measure;
  Rational year;
  if (value && value->kind == AST_NUMBER && model_read_quantity (model, unit, value, &year, &measure)
      && rational_is_integer (year) && rational_cmp (year, RATIONAL_INT (1900)) >= 0
      && rational_cmp (year, RATIONAL_INT (9999)) <= 0)
    {
      *ret_year = (int)year.num;
      return true;
    }
  report_node (model, DIAG_bad_year, unit, value ? value : node_name (node), NULL, NULL);
  return false;
}

/* All notices: some years have a second one. NULL: none. */
static const char *
read_basis (const Model *model, const AstNode *node)
{
  g_autoptr (GString) basis = g_string_new (NULL);
  for (const AstNode *field = ast_find (node, AST_FIELD); field; field = ast_find_next (field))
    if (field_find (field->child->atom->text) == FIELD_BASIS && field->child->next->kind == AST_STRING)
      g_string_append_printf (basis, "%s%s", basis->len ? "；" : "", field->child->next->atom->text);
  return basis->len ? arena_strndup (model->arena, basis->str, basis->len) : NULL;
}

static const Calendar *
find_year (const Model *model, int year)
{
  for (guint i = 0; i < model->calendars->len; i++)
    if (((const Calendar *)model->calendars->pdata[i])->year == year)
      return model->calendars->pdata[i];
  return NULL;
}

void
declare_calendar (Model *model, const Unit *unit, const AstNode *node)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CalendarDay));
  Calendar *calendar = arena_new0 (model->arena, Calendar);
  CalendarDay *kept;
  calendar->name = node_name (node)->atom;
  calendar->origin = (Origin) { unit, node };
  calendar->basis = read_basis (model, node);
  check_fields (model, unit, node, IN_CALENDAR);
  if (!read_calendar_year (model, unit, node, &calendar->year))
    return;
  if (find_year (model, calendar->year))
    {
      report_duplicate (model, unit, node_name (node), &find_year (model, calendar->year)->origin);
      return;
    }
  read_days (model, unit, node, calendar->year, days);
  kept = arena_array (model->arena, CalendarDay, days->len + 1);
  if (days->len > 0)
    memcpy (kept, days->data, sizeof (CalendarDay) * days->len);
  calendar->days = kept;
  calendar->n_days = days->len;
  g_ptr_array_add (model->calendars, calendar);
}

/* Asking */

const Calendar *
calendar_of_year (Model *model, int year)
{
  const Calendar *calendar = find_year (model, year);
  if (!calendar)
    {
      declare_library (model, "calendars/state-council");
      calendar = find_year (model, year);
    }
  return calendar;
}

static const CalendarDay *
find_day (const Calendar *calendar, Day day)
{
  CalendarDay key = { day, false };
  if (!calendar || calendar->n_days == 0)
    return NULL;
  return bsearch (&key, calendar->days, calendar->n_days, sizeof key, compare_days);
}

/* A year's last days may be set by the next year's notice, which wins where both speak. */
static bool
is_workday (Model *model, Day day, bool *ret_works, int *ret_year)
{
  const CalendarDay *exception;
  const Calendar *calendar;
  int year, month, of_month;
  date_from_day (day, &year, &month, &of_month);
  if (!(calendar = calendar_of_year (model, year)))
    {
      *ret_year = year;
      return false;
    }
  exception = month == 12 ? find_day (calendar_of_year (model, year + 1), day) : NULL;
  exception = exception ? exception : find_day (calendar, day);
  *ret_works = exception ? exception->work : date_weekday (day) < 5;
  return true;
}

bool
calendar_count (Model *model, Day start, Day end, int64_t *ret_count, int *ret_year)
{
  int64_t count = 0;
  bool works;
  for (Day day = start + 1; day <= end; day++)
    {
      if (!is_workday (model, day, &works, ret_year))
        return false;
      count += works;
    }
  *ret_count = count;
  return true;
}

/* True if NEXT has an exception for a day after START, to END. */
static bool
speaks_of (const Calendar *next, Day start, Day end)
{
  for (unsigned i = 0; next && i < next->n_days && next->days[i].day <= end; i++)
    if (next->days[i].day > start)
      return true;
  return false;
}

static void
add_once (GPtrArray *out, const Calendar *calendar)
{
  if (calendar && !g_ptr_array_find (out, calendar, NULL))
    g_ptr_array_add (out, (gpointer)calendar);
}

void
calendar_list (Model *model, Day start, Day end, GPtrArray *out)
{
  int first, last, month, of_month;
  if (end <= start)
    return;
  date_from_day (start + 1, &first, &month, &of_month);
  date_from_day (end, &last, &month, &of_month);
  for (int year = first; year <= last; year++)
    add_once (out, calendar_of_year (model, year));
  if (month == 12 && speaks_of (calendar_of_year (model, last + 1), start, end))
    add_once (out, calendar_of_year (model, last + 1));
}

bool
calendar_nth (Model *model, Day start, int64_t n, Day *ret_day, int *ret_year)
{
  bool works;
  Day day = start;
  while (n > 0)
    {
      day++;
      if (!is_workday (model, day, &works, ret_year))
        return false;
      n -= works;
    }
  *ret_day = day;
  return true;
}
