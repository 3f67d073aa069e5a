/* What a resolved expression is made of, for those who show it or ask what it depends on: its place, its
   parts, the values that it names.  Nothing here evaluates or types. */
#include "sema/expr-private.h"

const AstNode *
expr_node (const Expr *expr)
{
  return expr->node;
}

const Unit *
expr_unit (const Expr *expr)
{
  return expr->unit;
}

const char *
expr_name (const Expr *expr)
{
  return expr->name;
}

unsigned
expr_n_children (const Expr *expr)
{
  return expr->n_children;
}

const Expr *
expr_child (const Expr *expr, unsigned index)
{
  return expr->children[index].expr;
}

static bool
expr_uses (const Expr *expr, ExprKind kind, unsigned index)
{
  if (expr->kind == kind && expr->index == index)
    return true;
  for (unsigned i = 0; i < expr->n_children; i++)
    if (expr_uses (expr->children[i].expr, kind, index))
      return true;
  return false;
}

bool
expr_uses_slot (const Expr *expr, Slot slot)
{
  return expr_uses (expr, EXPR_SLOT, slot);
}

bool
expr_uses_param (const Expr *expr, unsigned index)
{
  return expr_uses (expr, EXPR_PARAM, index);
}

bool
expr_uses_fact (const Expr *expr, unsigned index)
{
  return expr_uses (expr, EXPR_FACT, index);
}

bool
expr_uses_division_by_zero (const Expr *expr)
{
  return expr_uses (expr, EXPR_DIVISION_BY_ZERO, 0);
}
