/* What the grammar's actions call: nodes in the unit's arena, children linked in order.  Nothing is looked up or checked here,
   but for two forms that the grammar reads only to refuse them well. */
#include "base/i18n.h"
#include "grammar/parse.h"
#include "syntax/literal.h"
#include "syntax/parse.h"

AstNode build_end; /* only its address is used */

static AstNode *
node_new (ParseCtx *ctx, AstKind kind, TokenRange at, int op)
{
  AstNode *node = arena_new0 (ctx->unit->arena, AstNode);
  node->kind = (uint8_t)kind;
  node->op = (uint8_t)op;
  node->at = at;
  return node;
}

AstNode *
build_list (ParseCtx *ctx)
{
  return node_new (ctx, AST_LIST, (TokenRange) { 0, -1 }, 0);
}

/* Appends ITEM, or, if it is a list, its items. */
AstNode *
build_append (AstNode *parent, AstNode *item)
{
  AstNode *first = item && item->kind == AST_LIST ? item->child : item;
  if (!first)
    return parent;
  if (parent->last_child)
    parent->last_child->next = first;
  else
    parent->child = first;
  parent->last_child = item->kind == AST_LIST ? item->last_child : item;
  return parent;
}

AstNode *
build_node (ParseCtx *ctx, AstKind kind, TokenRange at, int op, AstNode *children[])
{
  AstNode *node = node_new (ctx, kind, at, op);
  for (; children && *children != BUILD_END; children++)
    build_append (node, *children);
  return node;
}

AstNode *
build_leaf (ParseCtx *ctx, AstKind kind, TokenRange at)
{
  AstNode *node = node_new (ctx, kind, at, 0);
  if (kind == AST_NAME || kind == AST_STRING)
    {
      Span span = unit_span (ctx->unit, at);
      const char *text = source_text (ctx->unit->source) + span.start;
      if (ctx->unit->tokens[at.first].kind == TOK_STRING)
        {
          g_autoptr (GString) content = g_string_new (NULL);
          size_t bad;
          literal_append_string (content, text, span.end - span.start, &bad);
          node->atom = atom_intern (ctx->unit->atoms, content->str, (gssize)content->len);
          node->kind = AST_STRING;
        }
      else
        node->atom = atom_intern (ctx->unit->atoms, text, (gssize)(span.end - span.start));
    }
  return node;
}

AstNode *
build_chain (ParseCtx *ctx, AstKind kind, TokenRange at, AstNode *left, AstNode *right)
{
  AstNode *node = left->kind == kind ? left : build_append (node_new (ctx, kind, at, 0), left);
  node->at = at;
  return build_append (node, right);
}

AstNode *
build_two_signs (ParseCtx *ctx, TokenRange at, AstNode *operand, int suffix)
{
  (void)suffix;
  diag_report (ctx->sink, DIAG_two_signs, ctx->unit->source, unit_span (ctx->unit, at), NULL);
  return operand;
}

AstNode *
build_sign_in_value (ParseCtx *ctx, TokenRange at)
{
  Diag *diag = diag_report (ctx->sink, DIAG_sign_in_value, ctx->unit->source, unit_span (ctx->unit, at), NULL);
  /* no repair is offered: without its sign it would be the target itself, and met */
  diag_note (diag, N_ ("a sign says what is asked for; write the number that was achieved, as the records show it"), NULL);
  return node_new (ctx, AST_ERROR, at, 0);
}

void
build_root (ParseCtx *ctx, AstKind kind, AstNode *node)
{
  if (node->kind == AST_LIST)
    ctx->unit->root = build_append (node_new (ctx, kind, (TokenRange) { 0, ctx->unit->n_tokens - 1 }, 0), node);
  else
    ctx->unit->root = node;
}
