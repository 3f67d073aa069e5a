/* Normal forms.  They are written in words of their own, never in the numbers of enumerations: approvals that
   were given for them must outlive a new kind of expression or another order of the values that it may name.
 */
#include "sema/normal.h"
#include "base/text.h"
#include "sema/expr-private.h"
#include "sema/expr-text.h"
#include <string.h>

/* Calendars */

void
calendar_append_normal (GString *out, const Calendar *calendar)
{
  g_string_append_printf (out, "%d", calendar->year);
  for (unsigned i = 0; i < calendar->n_days; i++)
    g_string_append_printf (out, " %d%c", calendar->days[i].day, calendar->days[i].work ? '+' : '-');
}

static gint
compare_years (gconstpointer left, gconstpointer right)
{
  const Calendar *a = *(const Calendar *const *)left, *b = *(const Calendar *const *)right;
  return (a->year > b->year) - (a->year < b->year);
}

/* Those of the library are the same for whoever compares. */
static void
append_own_calendars (GString *out, const Model *model)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  for (guint i = 0; i < model->calendars->len; i++)
    {
      const Calendar *calendar = model->calendars->pdata[i];
      if (!session_is_library (model->session, calendar->origin.unit))
        g_ptr_array_add (own, (gpointer)calendar);
    }
  g_ptr_array_sort (own, compare_years);
  for (guint i = 0; i < own->len; i++)
    {
      g_string_append (out, " [");
      calendar_append_normal (out, own->pdata[i]);
      g_string_append_c (out, ']');
    }
}

/* Leaves */

static void
append_leaf (GString *out, const Expr *expr)
{
  g_autofree char *key = expr->kind == EXPR_FACT ? text_fold_key (expr->name, -1) : NULL;
  switch (expr->kind)
    {
    case EXPR_CONSTANT:
      rational_append_fraction (out, expr->value);
      g_string_append (out, expr->type.dimension ? dimension_text (expr->type.dimension) : "");
      return;
    case EXPR_FACT:
      g_string_append_printf (out, "`%s`", key);
      return;
    case EXPR_SLOT:
      g_string_append (out, slot_name ((Slot)expr->index, true));
      return;
    case EXPR_PARAM:
      g_string_append_printf (out, "$%u", expr->index);
      return;
    case EXPR_MET:
      g_string_append (out, "met");
      return;
    case EXPR_UNMET:
      g_string_append (out, "unmet");
      return;
    case EXPR_DIVISION_BY_ZERO:
      g_string_append (out, "division_by_zero");
      return;
    case EXPR_NEGATIVE:
    case EXPR_SUM:
    case EXPR_PRODUCT:
    case EXPR_COMPARE:
    case EXPR_ALL:
    case EXPR_ANY:
    case EXPR_NOT:
    case EXPR_CALL:
      break;
    }
  g_assert_not_reached ();
}

/* What is done with operands */

static const char *
call_word (BuiltIn built_in)
{
  switch (built_in)
    {
    case BUILT_IN_MIN:
      return "min";
    case BUILT_IN_MAX:
      return "max";
    case BUILT_IN_ABS:
      return "abs";
    case BUILT_IN_CEIL:
      return "ceil";
    case BUILT_IN_FLOOR:
      return "floor";
    case BUILT_IN_ROUND:
      return "round";
    case BUILT_IN_CLAMP:
      return "clamp";
    case BUILT_IN_WORKING_DAYS:
      return "working_days";
    case BUILT_IN_WORKING_DAY:
      return "working_day";
    case BUILT_IN_HAS_WORD:
      return "has_word";
    case BUILT_IN_IS_WORD:
      return "is_word";
    }
  g_assert_not_reached ();
}

static const char *
operator_word (const Expr *expr)
{
  switch (expr->kind)
    {
    case EXPR_NEGATIVE:
      return "-";
    case EXPR_SUM:
      return "+";
    case EXPR_PRODUCT:
      return "*";
    case EXPR_COMPARE:
      return expr_relation_sign (expr);
    case EXPR_ALL:
      return "and";
    case EXPR_ANY:
      return "or";
    case EXPR_NOT:
      return "not";
    case EXPR_CALL:
      return call_word ((BuiltIn)expr->index);
    case EXPR_CONSTANT:
    case EXPR_SLOT:
    case EXPR_PARAM:
    case EXPR_FACT:
    case EXPR_MET:
    case EXPR_UNMET:
    case EXPR_DIVISION_BY_ZERO:
      break;
    }
  g_assert_not_reached ();
}

/* Order of operands */

static bool
is_nonzero (const Expr *expr)
{
  return expr->kind == EXPR_CONSTANT && rational_sign (expr->value) != 0;
}

/* True if EXPR has a value whenever all that it names has one. */
static bool
only_misses (const Expr *expr)
{
  if (expr_asks_calendar (expr))
    return false;
  for (unsigned i = 0; i < expr->n_children; i++)
    if (!only_misses (expr->children[i].expr)
        || (expr->kind == EXPR_PRODUCT && expr->children[i].inverse && !is_nonzero (expr->children[i].expr)))
      return false;
  return true;
}

/* True if the order of operands decides nothing.  Where one could be missing and another divide by zero, the
   first of them decides which of the two it is; 且 and 或 stop at the first that settles them. */
static bool
is_commutative (const Expr *expr)
{
  bool min_or_max = expr->kind == EXPR_CALL && (expr->index == BUILT_IN_MIN || expr->index == BUILT_IN_MAX);
  return (expr->kind == EXPR_SUM || expr->kind == EXPR_PRODUCT || min_or_max) && only_misses (expr);
}

/* Forms */

static void
append_form (GString *out, const Expr *expr, bool calendars)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  if (expr->kind == EXPR_CALL && expr->words)
    {
      g_string_append_printf (out, "(%s ", operator_word (expr));
      expr_words_append_normal (out, expr);
      g_string_append_c (out, ')');
      return;
    }
  if (!expr->n_children)
    {
      append_leaf (out, expr);
      return;
    }
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      GString *operand = g_string_new (expr->children[i].inverse ? " ~" : " ");
      append_form (operand, expr->children[i].expr, calendars);
      g_ptr_array_add (operands, g_string_free (operand, FALSE));
    }
  if (is_commutative (expr))
    g_ptr_array_sort (operands, text_order);
  g_string_append_printf (out, "(%s", operator_word (expr));
  for (guint i = 0; i < operands->len; i++)
    g_string_append (out, operands->pdata[i]);
  if (calendars && expr_asks_calendar (expr) && expr->model)
    append_own_calendars (out, expr->model);
  g_string_append_c (out, ')');
}

void
expr_append_normal (GString *out, const Expr *expr)
{
  append_form (out, expr, true);
}

void
expr_append_timeless (GString *out, const Expr *expr)
{
  append_form (out, expr, false);
}

void
rule_append_normal (GString *out, const Rule *rule)
{
  for (unsigned i = 0; i < rule->n_arms; i++)
    {
      const Arm *arm = &rule->arms[i];
      g_string_append (out, i ? "; " : "");
      if (arm->condition)
        expr_append_normal (out, arm->condition);
      g_string_append (out, " => ");
      if (arm->score)
        expr_append_normal (out, arm->score);
      else
        g_string_append (out, "na");
    }
}

void
rule_append_requirements (GString *out, const Rule *rule)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func (g_free);
  for (unsigned i = 0; i < rule->n_requirements; i++)
    {
      const Requirement *requirement = &rule->requirements[i];
      GString *form = g_string_new (NULL);
      expr_append_normal (form, requirement->condition);
      g_string_append_printf (form, " \"%s\"", requirement->text ? requirement->text : "");
      g_ptr_array_add (forms, g_string_free (form, FALSE));
    }
  g_ptr_array_sort (forms, text_order);
  for (guint i = 0; i < forms->len; i++)
    g_string_append_printf (out, "%s%s", i ? "; " : "", (const char *)forms->pdata[i]);
}
