/* A unit: one text with its tokens and tree, all in one arena.  The same scanner and grammar read whole files and the cells of
   tables (a target, an actual value). */
#pragma once
#include "base/arena.h"
#include "source/diag.h"
#include "syntax/ast.h"

typedef struct
{
  Source *source;
  Arena *arena;
  AtomTable *atoms; /* borrowed: the session's */
  Token *tokens;
  int32_t n_tokens;
  AstNode *root; /* never NULL; AST_MODULE for a file, AST_TARGET or AST_VALUE for a cell, AST_ERROR for a bad cell */
  bool ok;       /* no error was reported while reading it */
  bool usable;   /* none but of rows of actual values (DIAG_CLASS_DATA): what it declares can be used */
} Unit;

Unit *unit_ref (Unit *unit);
void unit_unref (Unit *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Unit, unit_unref)

typedef enum
{
  UNIT_MODULE,
  UNIT_TARGET, /* the text of one target: `≥150个` */
  UNIT_VALUE   /* the text of one actual value: `200个` */
} UnitKind;

/* Reads SOURCE; every fault is reported to SINK. */
Unit *unit_read (Source *source, UnitKind kind, AtomTable *atoms, DiagSink *sink);

Span unit_span (const Unit *unit, TokenRange at);
static inline Span
unit_node_span (const Unit *unit, const AstNode *node)
{
  return unit_span (unit, node->at);
}
/* The node's text as written. (owned) */
char *unit_node_text (const Unit *unit, const AstNode *node);
/* The text of `##` comments directly above NODE, without their marks, or NULL. (owned) */
char *unit_node_doc (const Unit *unit, const AstNode *node);
/* The tree as indented text, for tests: kinds, operators, names and literals; no places. */
void unit_dump (const Unit *unit, GString *out);
