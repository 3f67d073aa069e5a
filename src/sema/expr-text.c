/* Resolved expressions as text.  What is written is the tree that is evaluated, not the source: bodies of
   functions stand in the place of their calls, and brackets only where the operators need them.  What a leaf
   is shown as is the caller's business. */
#include "sema/expr-text.h"
#include "base/text.h"
#include "sema/expr-private.h"
#include <string.h>

ExprForm
expr_form (const Expr *expr)
{
  switch (expr->kind)
    {
    case EXPR_CONSTANT:
      return FORM_CONSTANT;
    case EXPR_SLOT:
      return FORM_SLOT;
    case EXPR_PARAM:
      return FORM_PARAM;
    case EXPR_FACT:
      return FORM_FACT;
    case EXPR_MET:
    case EXPR_UNMET:
    case EXPR_DIVISION_BY_ZERO:
      return FORM_WORD;
    case EXPR_NEGATIVE:
    case EXPR_SUM:
    case EXPR_PRODUCT:
      return FORM_ARITHMETIC;
    case EXPR_COMPARE:
      return FORM_COMPARISON;
    case EXPR_ALL:
    case EXPR_ANY:
    case EXPR_NOT:
      return FORM_LOGIC;
    case EXPR_CALL:
      return FORM_CALL;
    }
  g_assert_not_reached ();
}

unsigned
expr_index (const Expr *expr)
{
  return expr->index;
}

bool
expr_is_met_word (const Expr *expr)
{
  return expr->kind == EXPR_MET || expr->kind == EXPR_UNMET;
}

bool
expr_is_rounding (const Expr *expr)
{
  return expr->kind == EXPR_CALL
         && (expr->index == BUILT_IN_CEIL || expr->index == BUILT_IN_FLOOR || expr->index == BUILT_IN_ROUND);
}

bool
expr_asks_calendar (const Expr *expr)
{
  return expr->kind == EXPR_CALL
         && (expr->index == BUILT_IN_WORKING_DAYS || expr->index == BUILT_IN_WORKING_DAY);
}

bool
expr_holds_calendar (const Expr *expr)
{
  bool holds = expr_asks_calendar (expr);
  for (unsigned i = 0; i < expr->n_children && !holds; i++)
    holds = expr_holds_calendar (expr->children[i].expr);
  return holds;
}

bool
expr_gives_date (const Expr *expr)
{
  return expr->kind == EXPR_CALL && expr->index == BUILT_IN_WORKING_DAY;
}

const char *
expr_logic_word (const Expr *expr)
{
  return expr->kind == EXPR_ALL ? "且" : expr->kind == EXPR_ANY ? "或" : "非";
}

const char *
expr_relation_sign (const Expr *expr)
{
  static const char *const SIGNS[] = { [RELATION_GE] = "≥", [RELATION_GT] = ">", [RELATION_LE] = "≤",
                                       [RELATION_LT] = "<", [RELATION_EQ] = "=", [RELATION_NE] = "≠" };
  return SIGNS[expr->index];
}

/* Text */

typedef struct
{
  GString *out;
  ExprLeafText *leaf;
  gpointer data;
} Printer;

static void print (Printer *printer, const Expr *expr);

/* The tighter, the higher. */
static int
binding (const Expr *expr)
{
  switch (expr->kind)
    {
    case EXPR_ANY:
      return 0;
    case EXPR_ALL:
      return 1;
    case EXPR_NOT:
      return 2;
    case EXPR_COMPARE:
      return 3;
    case EXPR_SUM:
      return 4;
    case EXPR_PRODUCT:
      return 5;
    case EXPR_NEGATIVE:
      return 6;
    case EXPR_CONSTANT:
    case EXPR_SLOT:
    case EXPR_PARAM:
    case EXPR_FACT:
    case EXPR_MET:
    case EXPR_UNMET:
    case EXPR_DIVISION_BY_ZERO:
    case EXPR_CALL:
      break;
    }
  return 7;
}

/* In brackets unless it binds tighter than what it stands in. */
static void
print_operand (Printer *printer, const Expr *operand, int around)
{
  bool brackets = binding (operand) <= around;
  g_string_append (printer->out, brackets ? "(" : "");
  print (printer, operand);
  g_string_append (printer->out, brackets ? ")" : "");
}

static void
print_chain (Printer *printer, const Expr *expr, const char *plain, const char *inverse)
{
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      if (i > 0)
        g_string_append (printer->out, expr->children[i].inverse ? inverse : plain);
      print_operand (printer, expr->children[i].expr, binding (expr));
    }
}

static void
print_prefix (Printer *printer, const Expr *expr, const char *prefix)
{
  g_string_append (printer->out, prefix);
  print_operand (printer, expr->children[0].expr, binding (expr));
}

static void
print_call (Printer *printer, const Expr *expr)
{
  static const char *const NAMES[]
      = { [BUILT_IN_MIN] = "min",    [BUILT_IN_MAX] = "max",     [BUILT_IN_ABS] = "abs",
          [BUILT_IN_CEIL] = "ceil",  [BUILT_IN_FLOOR] = "floor", [BUILT_IN_ROUND] = "round",
          [BUILT_IN_CLAMP] = "clamp",
          [BUILT_IN_WORKING_DAYS] = "工作日数", [BUILT_IN_WORKING_DAY] = "工作日后",
          [BUILT_IN_HAS_WORD] = "含词", [BUILT_IN_IS_WORD] = "是词" };
  if (expr->words)
    {
      g_autofree char *written = unit_node_text (expr->unit, expr->node);
      g_string_append (printer->out, written);
      return;
    }
  g_string_append_printf (printer->out, "%s(", NAMES[expr->index]);
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      g_string_append (printer->out, i ? ", " : "");
      print (printer, expr->children[i].expr);
    }
  g_string_append_c (printer->out, ')');
}

static void
print_leaf (Printer *printer, const Expr *expr)
{
  g_autofree char *shown = printer->leaf ? printer->leaf (printer->data, expr) : NULL;
  g_autofree char *spelled = shown ? NULL : unit_node_text (expr->unit, expr->node);
  g_string_append (printer->out, shown ? shown : spelled);
}

static void
print (Printer *printer, const Expr *expr)
{
  switch (expr->kind)
    {
    case EXPR_ANY:
      print_chain (printer, expr, " 或 ", "");
      return;
    case EXPR_ALL:
      print_chain (printer, expr, " 且 ", "");
      return;
    case EXPR_NOT:
      print_prefix (printer, expr, "非 ");
      return;
    case EXPR_COMPARE:
      print_operand (printer, expr->children[0].expr, binding (expr));
      g_string_append_printf (printer->out, " %s ", expr_relation_sign (expr));
      print_operand (printer, expr->children[1].expr, binding (expr));
      return;
    case EXPR_SUM:
      print_chain (printer, expr, " + ", " − ");
      return;
    case EXPR_PRODUCT:
      print_chain (printer, expr, " × ", " ÷ ");
      return;
    case EXPR_NEGATIVE:
      print_prefix (printer, expr, "−");
      return;
    case EXPR_CALL:
      print_call (printer, expr);
      return;
    case EXPR_CONSTANT:
    case EXPR_SLOT:
    case EXPR_PARAM:
    case EXPR_FACT:
    case EXPR_MET:
    case EXPR_UNMET:
    case EXPR_DIVISION_BY_ZERO:
      print_leaf (printer, expr);
      return;
    }
  g_assert_not_reached ();
}

void
expr_append_text (GString *out, const Expr *expr, ExprLeafText *leaf, gpointer data)
{
  Printer printer = { out, leaf, data };
  print (&printer, expr);
}
