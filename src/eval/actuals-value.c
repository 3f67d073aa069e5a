/* VALUE nodes to actuals, before any target is known: numbers with units to base values, dates to days,
   levels to words.  A node may come from a file or from a cell; its faults are reported at the node or at the
   cell. */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "syntax/literal.h"
#include <string.h>

static Place
node_place (const Unit *unit, const AstNode *node, const Place *cell)
{
  return cell ? *cell : (Place){ .source = unit->source, .span = unit_node_span (unit, node) };
}

static const char *
keep (const Actuals *actuals, const GString *text)
{
  return arena_strndup (actuals->arena, text->str, text->len);
}

/* Numbers */

bool
actuals_report_unknown_unit (const Actuals *actuals, const Place *place, const char *unit)
{
  const char *nearest;
  g_autofree char *part = measure_unknown_part (actuals->model->measures, unit, &nearest);
  Diag *diag = actuals_report (actuals, place, DIAG_actual_unknown_unit, part, NULL, NULL);
  if (nearest)
    diag_note (diag, _ ("the nearest declared unit is ‘{1}’"), nearest, NULL);
  else
    diag_note (diag, _ ("write a declared unit, or declare this one in the definitions: 计量单位 {1}"), part,
               NULL);
  return false;
}

static bool
report_month (const Actuals *actuals, const Place *place, const char *text, const char *number)
{
  g_autofree char *months = g_strconcat (number, "个月", NULL);
  Diag *diag = actuals_report (actuals, place, DIAG_actual_unreadable, text,
                               _ ("it may be a month of the year or a number of months"), NULL);
  diag_note (diag, _ ("write {1}, or a date with its year such as {2}"), months, "2024年3月", NULL);
  return false;
}

/* NUMBER, ASCII digits, with the unit UNIT in plain form. */
static bool
number_from_parts (Actuals *actuals, const Place *place, const GString *number, const GString *unit,
                   bool negative, Actual *actual)
{
  RationalPool *pool = actuals->model->session->numbers;
  g_autoptr (GString) text = g_string_new (negative ? "−" : "");
  const Measure *measure;
  Rational value;
  g_string_append_printf (text, "%s%s", number->str, unit->str);
  if (number->len > LIMIT_DIGITS)
    return actuals_report (actuals, place, DIAG_number_too_long, G_STRINGIFY (LIMIT_DIGITS), NULL, NULL),
           false;
  if (!rational_parse (pool, number->str, number->len, &value))
    return actuals_report (actuals, place, DIAG_actual_unreadable, text->str, _ ("it is no number"), NULL),
           false;
  if (strcmp (unit->str, "月") == 0)
    return report_month (actuals, place, text->str, number->str);
  if (!(measure = measure_find (actuals->model->measures, unit->str)))
    return actuals_report_unknown_unit (actuals, place, unit->str);
  value = rational_mul (pool, negative ? rational_neg (pool, value) : value, measure->factor);
  actual->kind = ACTUAL_NUMBER;
  actual->number = value;
  actual->measure = measure;
  actual->text = keep (actuals, text);
  return true;
}

/* QUANTITY, NUMBER, or NEGATIVE of one. */
static bool
number_from_node (Actuals *actuals, const Unit *unit, const AstNode *node, const Place *place, Actual *actual)
{
  bool negative = node->kind == AST_NEGATIVE;
  Span span = unit_node_span (unit, negative ? node->child : node);
  const char *text = source_text (unit->source) + span.start;
  gsize length = span.end - span.start;
  g_autoptr (GString) number = g_string_new (NULL);
  g_autoptr (GString) measure = g_string_new (NULL);
  gsize at = literal_split_quantity (text, length, number);
  literal_append_unit (measure, text + at, length - at);
  return number_from_parts (actuals, place, number, measure, negative, actual);
}

/* Dates */

static void
complete_year (const Actuals *actuals, const Place *place, const char *text, LiteralDate *date)
{
  date->year = actuals->scheme->has_year ? actuals->scheme->year : 0;
  if (date_is_valid (date->year, date->month, date->day))
    {
      g_autoptr (GString) whole = g_string_new (NULL);
      date_append (whole, date_to_day (date->year, date->month, date->day));
      actuals_report (actuals, place, DIAG_actual_date_year, text, whole->str, NULL);
    }
}

static bool
date_days (const LiteralDate *date, Day *ret_first, Day *ret_last)
{
  int from = date->month, to = date->month, day = 1, end = 0;
  if (date->precision == DATE_YEAR)
    from = 1, to = 12;
  else if (date->precision == DATE_QUARTER)
    from = date->quarter * 3 - 2, to = date->quarter * 3;
  if (!date_is_valid (date->year, from, 1))
    return false;
  if (date->precision == DATE_DAY || date->precision == DATE_MONTH_DAY)
    day = end = date->day;
  else
    end = date_month_days (date->year, to);
  if (!date_is_valid (date->year, from, day))
    return false;
  *ret_first = date_to_day (date->year, from, day);
  *ret_last = date_to_day (date->year, to, end);
  return true;
}

static void
report_no_date (const Actuals *actuals, const Place *place, const char *text, const LiteralDate *date)
{
  Diag *diag = actuals_report (actuals, place, DIAG_actual_date_invalid, text, NULL, NULL);
  if (date->year >= 1 && date->year <= 9999 && date->month >= 1 && date->month <= 12)
    {
      g_autofree char *days = g_strdup_printf ("%d", date_month_days (date->year, date->month));
      g_autofree char *month = g_strdup_printf ("%d年%d月", date->year, date->month);
      diag_note (diag, _ ("{1} has {2} days"), month, days, NULL);
    }
  else
    diag_note (diag, _ ("expected a date such as {1}"), "2024年12月31日", NULL);
}

static bool
date_from_node (Actuals *actuals, const Unit *unit, const AstNode *node, const Place *place, Day *ret_first,
                Day *ret_last)
{
  g_autofree char *text = unit_node_text (unit, node);
  LiteralDate date;
  literal_read_date (text, strlen (text), &date);
  if (date.precision == DATE_MONTH_DAY)
    {
      if (!actuals->scheme->has_year)
        {
          Diag *diag
              = actuals_report (actuals, place, DIAG_actual_unreadable, text, _ ("it has no year"), NULL);
          diag_note (diag, _ ("write the date with its year, such as {1}"), "2024年12月31日", NULL);
          return false;
        }
      complete_year (actuals, place, text, &date);
    }
  if (date_days (&date, ret_first, ret_last))
    return true;
  report_no_date (actuals, place, text, &date);
  return false;
}

static bool
period_from_node (Actuals *actuals, const Unit *unit, const AstNode *value, const Place *place,
                  Actual *actual)
{
  const AstNode *from = value->child, *to = from->next;
  g_autofree char *text = unit_node_text (unit, value);
  Day from_last, to_first;
  if (from->kind != AST_DATE || to->kind != AST_DATE)
    {
      Diag *diag = actuals_report (actuals, place, DIAG_actual_unreadable, text,
                                   _ ("a range is no actual value"), NULL);
      diag_note (diag, _ ("write what was achieved, or a period between two dates"), NULL);
      return false;
    }
  if (!date_from_node (actuals, unit, from, place, &actual->first, &from_last)
      || !date_from_node (actuals, unit, to, place, &to_first, &actual->last))
    return false;
  if (from_last != actual->first || to_first != actual->last)
    {
      Diag *diag = actuals_report (actuals, place, DIAG_actual_date_imprecise, text, NULL, NULL);
      diag_note (diag, _ ("write both ends of the period to the day: {1}"), "2024年3月1日..2024年3月20日",
                 NULL);
      return false;
    }
  if (actual->last < actual->first)
    {
      Diag *diag = actuals_report (actuals, place, DIAG_actual_period_order, text, NULL, NULL);
      diag_note (diag, _ ("expected the first day, then the last"), NULL);
      return false;
    }
  actual->kind = ACTUAL_PERIOD;
  actual->text = arena_strndup (actuals->arena, text, strlen (text));
  return true;
}

static bool
literal_from_node (Actuals *actuals, const Unit *unit, const AstNode *node, const Place *place,
                   Actual *actual)
{
  if (node->kind == AST_DATE)
    {
      g_autofree char *text = unit_node_text (unit, node);
      if (!date_from_node (actuals, unit, node, place, &actual->first, &actual->last))
        return false;
      actual->kind = ACTUAL_DATE;
      actual->text = arena_strndup (actuals->arena, text, strlen (text));
      return true;
    }
  return node->kind != AST_ERROR && number_from_node (actuals, unit, node, place, actual);
}

/* Levels */

/* The judge's figure of `部分达成 70%`: a fraction, so never a bare number. */
static bool
judged_from_node (Actuals *actuals, const Unit *unit, const AstNode *node, const Place *place, Actual *actual)
{
  Actual figure = { .kind = ACTUAL_NONE };
  Diag *diag;
  if (!number_from_node (actuals, unit, node, place, &figure))
    return false;
  if (figure.measure->dimension == dimension_none (actuals->model->measures) && figure.measure->ratio)
    {
      actual->has_judged = true;
      actual->judged = figure.number;
      return true;
    }
  diag = actuals_report (actuals, place, DIAG_actual_other_kind, _ ("a percentage after the level"),
                         figure.text, NULL);
  diag_note (diag, _ ("write the judge's figure in %: {1}"), "部分达成 70%", NULL);
  return false;
}

static bool
level_from_node (Actuals *actuals, const Unit *unit, const AstNode *value, const Place *cell, Actual *actual)
{
  const AstNode *words = value->child, *figure = words->next;
  g_autoptr (GString) text = g_string_new (NULL);
  actual->kind = ACTUAL_LEVEL;
  actual->words = arena_strndup (actuals->arena, words->atom->text, strlen (words->atom->text));
  g_string_append (text, actual->words);
  if (figure)
    {
      g_autofree char *written = unit_node_text (unit, figure);
      Place place = node_place (unit, figure, cell);
      if (!judged_from_node (actuals, unit, figure, &place, actual))
        return false;
      g_string_append_printf (text, " %s", written);
    }
  actual->text = keep (actuals, text);
  return true;
}

static bool
value_from_node (Actuals *actuals, const Unit *unit, const AstNode *value, const Place *cell, Actual *actual)
{
  Place place = node_place (unit, value, cell);
  actual->place = place;
  if (value->kind != AST_VALUE)
    return false; /* reported when it was parsed */
  switch (value->op)
    {
    case VALUE_LITERAL:
      return literal_from_node (actuals, unit, value->child, &place, actual);
    case VALUE_PERIOD:
      return period_from_node (actuals, unit, value, &place, actual);
    case VALUE_LEVEL:
      return level_from_node (actuals, unit, value, cell, actual);
    case VALUE_NA:
      actual->kind = ACTUAL_NA;
      actual->text = "不适用";
      return true;
    case VALUE_MISSING:
      actual->kind = ACTUAL_MISSING;
      return true;
    }
  g_assert_not_reached ();
}

bool
actuals_value_from_node (Actuals *actuals, const Unit *unit, const AstNode *value, const Place *cell,
                         Actual *actual)
{
  g_autofree char *text = NULL;
  if (value_from_node (actuals, unit, value, cell, actual))
    return true;
  text = unit_node_text (unit, value);
  actual->text = arena_strndup (actuals->arena, text, strlen (text));
  return false;
}
