/* Numbers with units and dates, from their nodes.  A literal that the scanner has already refused gives no
 * second message. */
#include "sema/quantity.h"
#include "base/i18n.h"
#include "base/limits.h"
#include <string.h>

Diag *
report_unknown_unit (Session *session, MeasureTable *table, Source *source, Span span, const char *unit_text)
{
  const char *nearest;
  g_autofree char *part = measure_unknown_part (table, unit_text, &nearest);
  Diag *diag;
  if (measure_is_declared (table, part))
    return NULL;
  diag = diag_report (session->sink, DIAG_unknown_unit, source, span, part, NULL);
  if (g_str_has_suffix (part, "左右") || g_str_has_suffix (part, "上下"))
    diag_note (diag, N_ ("左右 and 约 set no exact target: write a sign (≥20公里) or a range (18公里..22公里)"), NULL);
  else if (nearest)
    {
      const char *text = source_text (source) + span.start;
      const char *at = g_strstr_len (text, (gssize)(span.end - span.start), part);
      uint32_t start = at ? span.start + (uint32_t)(at - text) : span.start;
      diag_note (diag, N_ ("the nearest declared unit is ‘{1}’"), nearest, NULL);
      diag_fix (diag, source, (Span){ start, at ? start + (uint32_t)strlen (part) : span.end }, nearest);
    }
  else
    {
      diag_note (diag, N_ ("declare it: 计量单位 {1}"), part, NULL);
      if (g_str_has_prefix (unit_text, "分") && strlen (part) < strlen (unit_text)) /* points by what? likely by a parameter */
        diag_note (diag, N_ ("or, if it is a value and no unit, put blanks around the sign: × {1}, ÷ {1}"), part, NULL);
    }
  return diag;
}

static bool
read_number (Session *session, const Unit *unit, Span span, const GString *digits, Rational *ret_value)
{
  if (rational_parse (session->numbers, digits->str, digits->len, ret_value))
    return true;
  if (digits->len > LIMIT_DIGITS)
    diag_report (session->sink, DIAG_number_too_long, unit->source, span, G_STRINGIFY (LIMIT_DIGITS), NULL);
  else
    g_assert (!unit->ok); /* refused by the scanner */
  return false;
}

/* `3月` may be March or three months. */
static void
report_month (Session *session, const Unit *unit, Span span, const char *digits)
{
  g_autofree char *months = g_strconcat (digits, "个月", NULL);
  g_autofree char *month = g_strconcat ("2024年", digits, "月", NULL);
  diag_report (session->sink, DIAG_month_or_months, unit->source, span, months, month, NULL);
}

static bool
read_plain (Session *session, MeasureTable *table, const Unit *unit, const AstNode *node, Rational *ret_value,
            const Measure **ret_measure)
{
  Span span = unit_node_span (unit, node);
  const char *text = source_text (unit->source) + span.start;
  size_t length = span.end - span.start;
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) unit_text = g_string_new (NULL);
  size_t at = literal_split_quantity (text, length, digits);
  const Measure *measure;
  Rational number;
  if (node->kind == AST_NUMBER)
    at = length; /* what follows the digits was refused by the scanner */
  literal_append_unit (unit_text, text + at, length - at);
  if (!read_number (session, unit, span, digits, &number))
    return false;
  if (g_strcmp0 (unit_text->str, "月") == 0)
    {
      report_month (session, unit, span, digits->str);
      return false;
    }
  if (!(measure = measure_find (table, unit_text->str)))
    {
      report_unknown_unit (session, table, unit->source, (Span){ span.start + (uint32_t)at, span.end },
                           unit_text->str);
      return false;
    }
  *ret_value = rational_mul (session->numbers, number, measure->factor);
  *ret_measure = measure;
  return true;
}

/* `2024年` alone, which may be a number of years. */
static bool
is_year (const Unit *unit, const AstNode *node)
{
  Span span = unit_node_span (unit, node);
  LiteralDate date;
  return literal_read_date (source_text (unit->source) + span.start, span.end - span.start, &date)
         && date.precision == DATE_YEAR;
}

bool
quantity_read (Session *session, MeasureTable *table, const Unit *unit, const AstNode *node,
               Rational *ret_value, const Measure **ret_measure)
{
  switch (node->kind)
    {
    case AST_GROUP:
      return quantity_read (session, table, unit, node->child, ret_value, ret_measure);
    case AST_NEGATIVE:
      if (!quantity_read (session, table, unit, node->child, ret_value, ret_measure))
        return false;
      *ret_value = rational_neg (session->numbers, *ret_value);
      return true;
    case AST_QUANTITY:
    case AST_NUMBER:
      return read_plain (session, table, unit, node, ret_value, ret_measure);
    case AST_DATE:
      if (is_year (unit, node))
        return read_plain (session, table, unit, node, ret_value, ret_measure);
      break;
    default:
      break;
    }
  diag_report (session->sink, DIAG_expected_quantity, unit->source, unit_node_span (unit, node), NULL);
  return false;
}

static void
report_impossible (Session *session, const Unit *unit, const AstNode *node, const LiteralDate *date)
{
  g_autofree char *text = unit_node_text (unit, node);
  Diag *diag = diag_report (session->sink, DIAG_impossible_date, unit->source, unit_node_span (unit, node),
                            text, NULL);
  if (date->year >= 1 && date->year <= 9999 && date->month >= 1 && date->month <= 12)
    {
      g_autofree char *days = g_strdup_printf ("%d", date_month_days (date->year, date->month));
      g_autofree char *month = g_strdup_printf ("%d年%d月", date->year, date->month);
      diag_note (diag, N_ ("{1} has {2} days"), month, days, NULL);
    }
  else if (date->month < 0 || date->month > 12)
    {
      g_autofree char *month = g_strdup_printf ("%d", date->month);
      diag_note (diag, N_ ("there is no month {1}: a year has the months 1 to 12"), month, NULL);
    }
}

/* First and last month and day of DATE, whose year is set. */
static void
date_bounds (const LiteralDate *date, int bounds[4])
{
  switch (date->precision)
    {
    case DATE_DAY:
    case DATE_MONTH_DAY:
      bounds[0] = bounds[2] = date->month;
      bounds[1] = bounds[3] = date->day;
      break;
    case DATE_MONTH:
      bounds[0] = bounds[2] = date->month;
      break;
    case DATE_QUARTER:
      bounds[0] = date->quarter * 3 - 2;
      bounds[2] = date->quarter * 3;
      break;
    case DATE_YEAR:
      bounds[0] = 1;
      bounds[2] = 12;
      break;
    }
}

bool
date_read (Session *session, const Unit *unit, const AstNode *node, int year, Day *ret_first, Day *ret_last,
           DatePrecision *ret_precision)
{
  Span span = unit_node_span (unit, node);
  LiteralDate date;
  int bounds[4] = { 0, 1, 0, 0 };
  literal_read_date (source_text (unit->source) + span.start, span.end - span.start, &date);
  if (date.precision == DATE_MONTH_DAY)
    date.year = year;
  if (date.year == 0 && date.precision == DATE_MONTH_DAY)
    {
      diag_report (session->sink, DIAG_date_without_year, unit->source, span, NULL);
      return false;
    }
  date_bounds (&date, bounds);
  if (bounds[3] == 0 && date.year > 0 && bounds[2] >= 1 && bounds[2] <= 12)
    bounds[3] = date_month_days (date.year, bounds[2]);
  if (!date_is_valid (date.year, bounds[0], bounds[1]) || !date_is_valid (date.year, bounds[2], bounds[3]))
    {
      report_impossible (session, unit, node, &date);
      return false;
    }
  *ret_first = date_to_day (date.year, bounds[0], bounds[1]);
  *ret_last = date_to_day (date.year, bounds[2], bounds[3]);
  *ret_precision = date.precision;
  return true;
}
