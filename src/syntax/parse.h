/* The driver of the push parser, and what the grammar's actions call.  Used by grammar/parse.y and syntax/unit.c only. */
#pragma once
#include "syntax/unit.h"

#define PARSE_MAX_DEPTH 4000 /* of bison's stack; the driver's own limit (LIMIT_NESTING) is met long before */

typedef struct
{
  Unit *unit;
  DiagSink *sink;
  bool stopped;         /* nothing more is read: done, or nested too deeply and reported */
  int32_t open_bracket; /* at the end of the text: the token of a bracket never closed, or -1 */
} ParseCtx;

/* Pushes all tokens of CTX->unit and sets its root. KIND says which start symbol. */
void parse_tokens (ParseCtx *ctx, UnitKind kind);

/* From the grammar */
void parse_unexpected (ParseCtx *ctx, TokenRange at, const char *expected[], int n_expected);
void parse_too_deep (ParseCtx *ctx, TokenRange at);

/* Nodes. CHILDREN ends with BUILD_END and may be NULL for none; NULL among them is skipped, an AST_LIST gives its items. */
extern AstNode build_end;
#define BUILD_END (&build_end)
AstNode *build_node (ParseCtx *ctx, AstKind kind, TokenRange at, int op, AstNode *children[]);
AstNode *build_leaf (ParseCtx *ctx, AstKind kind, TokenRange at);
AstNode *build_list (ParseCtx *ctx);
AstNode *build_append (AstNode *list, AstNode *item);
/* LEFT with RIGHT appended if LEFT is such a chain already, so that a + b + c … is one node however long. */
AstNode *build_chain (ParseCtx *ctx, AstKind kind, TokenRange at, AstNode *left, AstNode *right);
AstNode *build_two_signs (ParseCtx *ctx, TokenRange at, AstNode *operand, int suffix);
AstNode *build_sign_in_value (ParseCtx *ctx, TokenRange at);
void build_root (ParseCtx *ctx, AstKind kind, AstNode *node);
