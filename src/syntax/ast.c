/* Names of node kinds and the search for children. */
#include "syntax/ast.h"
#include <stddef.h>

const char *
ast_kind_name (AstKind kind)
{
  static const char *const NAMES[] = {
#define AST(kind, children) #kind,
#include "syntax/ast.def"
#undef AST
  };
  return NAMES[kind];
}

AstNode *
ast_find (const AstNode *node, AstKind kind)
{
  AstNode *child = node->child;
  while (child && child->kind != kind)
    child = child->next;
  return child;
}

AstNode *
ast_find_next (const AstNode *node)
{
  AstNode *sibling = node->next;
  while (sibling && sibling->kind != node->kind)
    sibling = sibling->next;
  return sibling;
}

unsigned
ast_count (const AstNode *node, AstKind kind)
{
  unsigned n = 0;
  ast_foreach (child, node) n += child->kind == kind;
  return n;
}

bool
ast_is_expression (AstKind kind)
{
  switch (kind)
    {
    case AST_NAME:
    case AST_STRING:
    case AST_QUANTITY:
    case AST_NUMBER:
    case AST_DATE:
    case AST_NEGATIVE:
    case AST_SUM:
    case AST_PRODUCT:
    case AST_COMPARE:
    case AST_ALL:
    case AST_ANY:
    case AST_NOT:
    case AST_GROUP:
    case AST_CALL:
    case AST_OWN_WEIGHT:
    case AST_MET:
    case AST_UNMET:
      return true;
    default:
      return false;
    }
}
