/* Types of expressions in one context: do the units fit together, and is every value read one that this kind of target has.
   TYPE_ERROR absorbs what follows, so that one mistake gives one message. */
#include "base/i18n.h"
#include "sema/expr-private.h"
#include "syntax/ast.h"

static const Type ERROR_TYPE = { TYPE_ERROR, NULL, false, false };
static const Type BOOLEAN_TYPE = { TYPE_BOOLEAN, NULL, false, false };

static Diag *
report (const TypeContext *context, DiagCode code, const Expr *at, const char *a, const char *b)
{
  if (context->quiet)
    return NULL;
  return diag_report (context->session->sink, code, at->unit->source, unit_node_span (at->unit, at->node), a, b, NULL);
}

const char *
type_text (const Type *type)
{
  switch (type->kind)
    {
    case TYPE_NUMBER:
      return *dimension_text (type->dimension) ? dimension_text (type->dimension) : _ ("a number without a unit");
    case TYPE_DATE:
      return _ ("a date");
    case TYPE_BOOLEAN:
      return _ ("a condition");
    case TYPE_ANY:
    case TYPE_ERROR:
      break;
    }
  return "?";
}

/* True if a value of type A may stand where B stands: same unit, or a zero, or a bare number where a score is. */
static bool
fits (const TypeContext *context, const Type *a, const Type *b)
{
  if (a->kind == TYPE_ANY || b->kind == TYPE_ANY)
    return true;
  if (a->kind != b->kind)
    return false;
  if (a->kind != TYPE_NUMBER || a->dimension == b->dimension || a->literal_zero || b->literal_zero)
    return true;
  return (a->bare && b->dimension == context->score) || (b->bare && a->dimension == context->score);
}

/* The more specific of two types that fit. */
static Type
join (const Type *a, const Type *b)
{
  Type joined = a->kind == TYPE_ANY || a->literal_zero || (a->bare && !b->bare) ? *b : *a;
  joined.bare = a->bare && b->bare;
  joined.literal_zero = a->literal_zero && b->literal_zero;
  return joined;
}

static bool
is_numeric (const TypeContext *context, const Expr *expr, const Type *type)
{
  if (type->kind != TYPE_BOOLEAN)
    return true;
  report (context, DIAG_expected_value, expr, NULL, NULL);
  return false;
}

/* The unit of working days; NULL: none is declared. */
static const Dimension *
working_day (const TypeContext *context)
{
  const Measure *measure = measure_find (context->measures, "工作日");
  return measure ? measure->dimension : NULL;
}

static void
report_sum (const TypeContext *context, const Expr *at, const Type *sum, const Type *type)
{
  Diag *diag = report (context, DIAG_units_differ, at, type_text (sum), type_text (type));
  if (diag && sum->kind == TYPE_DATE && type->kind == TYPE_NUMBER && type->dimension == working_day (context))
    diag_note (diag, N_ ("which days are worked is said by a calendar: write {1}"), "工作日后(2024年3月1日, 5个工作日)", NULL);
}

static Type
type_sum (const TypeContext *context, const Expr *expr)
{
  Type sum = expr_type (context, expr->children[0].expr);
  if (sum.kind == TYPE_ERROR || !is_numeric (context, expr->children[0].expr, &sum))
    return ERROR_TYPE;
  for (unsigned i = 1; i < expr->n_children; i++)
    {
      const Expr *child = expr->children[i].expr;
      Type type = expr_type (context, child);
      if (type.kind == TYPE_ERROR || !is_numeric (context, child, &type))
        return ERROR_TYPE;
      if (sum.kind == TYPE_DATE && (type.kind == TYPE_ANY || (type.kind == TYPE_NUMBER && type.dimension == context->day)))
        continue;
      if (sum.kind == TYPE_DATE && type.kind == TYPE_DATE && expr->children[i].inverse)
        {
          sum = (Type) { TYPE_NUMBER, context->day, false, false };
          continue;
        }
      if (!fits (context, &sum, &type) || sum.kind == TYPE_DATE)
        {
          report_sum (context, child, &sum, &type);
          return ERROR_TYPE;
        }
      sum = join (&sum, &type);
    }
  sum.literal_zero = false;
  return sum;
}

static Type
type_product (const TypeContext *context, const Expr *expr)
{
  Type product = { TYPE_NUMBER, dimension_none (context->measures), false, true };
  bool any = false, zero = false;
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      const Expr *child = expr->children[i].expr;
      Type type = expr_type (context, child);
      if (type.kind == TYPE_ERROR)
        return ERROR_TYPE;
      any = any || type.kind == TYPE_ANY;
      if (type.kind == TYPE_ANY)
        continue;
      if (type.kind != TYPE_NUMBER)
        {
          report (context, DIAG_expected_value, child, NULL, NULL);
          return ERROR_TYPE;
        }
      zero = zero || (type.literal_zero && !expr->children[i].inverse);
      any = any || (type.literal_zero && expr->children[i].inverse); /* divides by zero, whatever the unit */
      product.bare = product.bare && type.bare;
      product.dimension
          = dimension_multiply (context->measures, product.dimension, type.dimension, expr->children[i].inverse ? -1 : 1);
    }
  if (zero && !any) /* 0 of any unit by what there is: still 0 of any unit */
    product = (Type) { TYPE_NUMBER, dimension_none (context->measures), true, true };
  return any ? (Type) { TYPE_ANY, NULL, false, false } : product;
}

/* Every value in the indicator's own unit that EXPR reads is 差距. */
static bool
reads_gap_only (const Expr *expr)
{
  bool gap = expr->kind != EXPR_SLOT || slot_type ((Slot)expr->index) != SLOT_TYPE_VALUE || expr->index == SLOT_GAP;
  for (unsigned i = 0; i < expr->n_children && gap; i++)
    gap = reads_gap_only (expr->children[i].expr);
  return gap;
}

/* A value in the indicator's own unit against a number of 日: noted, so that the check asks only those that have days. */
static bool
compares_days (const TypeContext *context, const Expr *expr, const Type *left, const Type *right)
{
  const Dimension *own = measure_own (context->measures)->dimension;
  bool days = context->asked && left->kind == TYPE_NUMBER && right->kind == TYPE_NUMBER
              && ((left->dimension == own && right->dimension == context->day)
                  || (right->dimension == own && left->dimension == context->day));
  if (days && *context->asked != ASKED_VALUE)
    *context->asked = reads_gap_only (expr) ? ASKED_GAP : ASKED_VALUE;
  return days;
}

static Type
type_compare (const TypeContext *context, const Expr *expr)
{
  Type left = expr_type (context, expr->children[0].expr), right = expr_type (context, expr->children[1].expr);
  if (left.kind == TYPE_ERROR || right.kind == TYPE_ERROR)
    return ERROR_TYPE;
  if (!is_numeric (context, expr->children[0].expr, &left) || !is_numeric (context, expr->children[1].expr, &right))
    return ERROR_TYPE;
  if (fits (context, &left, &right) || compares_days (context, expr, &left, &right))
    return BOOLEAN_TYPE;
  report (context, DIAG_units_differ, expr, type_text (&left), type_text (&right));
  return ERROR_TYPE;
}

static Type
type_logic (const TypeContext *context, const Expr *expr)
{
  Type result = BOOLEAN_TYPE;
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      Type type = expr_type (context, expr->children[i].expr);
      if (type.kind == TYPE_ERROR)
        result = ERROR_TYPE;
      else if (type.kind != TYPE_BOOLEAN)
        {
          report (context, DIAG_expected_condition, expr->children[i].expr, NULL, NULL);
          result = ERROR_TYPE;
        }
    }
  return result;
}

/* The places of round (x, n): a plain number. */
static bool
check_places (const TypeContext *context, const Expr *expr)
{
  const Expr *places = expr->n_children > 1 ? expr->children[1].expr : NULL;
  Type type = places ? expr_type (context, places) : (Type) { TYPE_ANY, NULL, false, false };
  if (type.kind == TYPE_ERROR || type.kind == TYPE_ANY)
    return type.kind == TYPE_ANY;
  if (type.kind == TYPE_NUMBER && type.dimension == dimension_none (context->measures))
    return true;
  if (is_numeric (context, places, &type))
    report (context, DIAG_units_differ, places, _ ("a number without a unit"), type_text (&type));
  return false;
}

/* ceil, floor and round depend on the unit that a number is counted in, so the unit must be divided away first. */
static Type
type_rounding (const TypeContext *context, const Expr *expr)
{
  Type type = expr_type (context, expr->children[0].expr);
  if (type.kind == TYPE_ERROR || !is_numeric (context, expr->children[0].expr, &type) || !check_places (context, expr))
    return ERROR_TYPE;
  if (type.kind == TYPE_NUMBER && type.dimension != dimension_none (context->measures) && type.dimension != context->score)
    {
      report (context, DIAG_rounded_unit, expr, type_text (&type), NULL);
      return ERROR_TYPE;
    }
  type.literal_zero = false;
  return type;
}

/* A date; in a check also 实际, 目标值 and the like, which are dates if the target is one. */
static bool
check_date (const TypeContext *context, const Expr *expr)
{
  Type type = expr_type (context, expr);
  if (type.kind == TYPE_DATE || type.kind == TYPE_ANY
      || (type.kind == TYPE_NUMBER && type.dimension == measure_own (context->measures)->dimension))
    return true;
  if (type.kind != TYPE_ERROR)
    report (context, DIAG_units_differ, expr, _ ("a date"), type_text (&type));
  return false;
}

static bool
check_working_days (const TypeContext *context, const Expr *expr)
{
  Type type = expr_type (context, expr);
  Type wanted = { TYPE_NUMBER, working_day (context), false, false };
  if (type.kind == TYPE_ANY || (type.kind == TYPE_NUMBER && (type.dimension == wanted.dimension || type.literal_zero)))
    return true;
  if (type.kind != TYPE_ERROR)
    {
      Diag *diag = report (context, DIAG_units_differ, expr, type_text (&wanted), type_text (&type));
      if (diag)
        diag_note (diag, N_ ("a number of working days is written like {1}"), "5个工作日", NULL);
    }
  return false;
}

/* 工作日数 (date, date) is a number of working days, 工作日后 (date, number of working days) a date. */
static Type
type_days (const TypeContext *context, const Expr *expr)
{
  bool counts = expr->index == BUILT_IN_WORKING_DAYS;
  bool ok = check_date (context, expr->children[0].expr);
  ok = (counts ? check_date : check_working_days) (context, expr->children[1].expr) && ok;
  if (!ok)
    return ERROR_TYPE;
  return counts ? (Type) { TYPE_NUMBER, working_day (context), false, false } : (Type) { TYPE_DATE, NULL, false, false };
}

static Type
type_call (const TypeContext *context, const Expr *expr)
{
  Type result;
  switch ((BuiltIn)expr->index)
    {
    case BUILT_IN_CEIL:
    case BUILT_IN_FLOOR:
    case BUILT_IN_ROUND:
      return type_rounding (context, expr);
    case BUILT_IN_WORKING_DAYS:
    case BUILT_IN_WORKING_DAY:
      return type_days (context, expr);
    case BUILT_IN_HAS_WORD:
    case BUILT_IN_IS_WORD:
      return BOOLEAN_TYPE;
    case BUILT_IN_ABS:
    case BUILT_IN_MIN:
    case BUILT_IN_MAX:
    case BUILT_IN_CLAMP:
      break;
    }
  result = expr_type (context, expr->children[0].expr);
  for (unsigned i = 1; i < expr->n_children && result.kind != TYPE_ERROR; i++)
    {
      Type type = expr_type (context, expr->children[i].expr);
      if (type.kind == TYPE_ERROR)
        return ERROR_TYPE;
      if (!fits (context, &result, &type))
        {
          report (context, DIAG_units_differ, expr->children[i].expr, type_text (&result), type_text (&type));
          return ERROR_TYPE;
        }
      result = join (&result, &type);
    }
  if (result.kind == TYPE_BOOLEAN)
    {
      report (context, DIAG_expected_value, expr, NULL, NULL);
      return ERROR_TYPE;
    }
  result.literal_zero = false;
  return result;
}

static Type
type_slot (const TypeContext *context, const Expr *expr)
{
  if (context->slots[expr->index].kind == TYPE_ERROR)
    report (context, DIAG_value_not_there, expr, expr->name, NULL);
  return context->slots[expr->index];
}

Type
expr_type (const TypeContext *context, const Expr *expr)
{
  switch (expr->kind)
    {
    case EXPR_CONSTANT:
      return expr->type;
    case EXPR_SLOT:
      return type_slot (context, expr);
    case EXPR_PARAM:
      return context->params ? context->params[expr->index] : (Type) { TYPE_ANY, NULL, false, false };
    case EXPR_FACT:
      return context->facts ? context->facts[expr->index] : (Type) { TYPE_ANY, NULL, false, false };
    case EXPR_MET:
    case EXPR_UNMET:
    case EXPR_DIVISION_BY_ZERO:
      return BOOLEAN_TYPE;
    case EXPR_NEGATIVE:
      return type_sum (context, expr);
    case EXPR_SUM:
      return type_sum (context, expr);
    case EXPR_PRODUCT:
      return type_product (context, expr);
    case EXPR_COMPARE:
      return type_compare (context, expr);
    case EXPR_ALL:
    case EXPR_ANY:
    case EXPR_NOT:
      return type_logic (context, expr);
    case EXPR_CALL:
      return type_call (context, expr);
    }
  g_assert_not_reached ();
}
