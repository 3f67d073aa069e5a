/* The tree of one file.  A node has a kind, an operator where its kind has several forms, the tokens it spans, an atom if it is
   a name or a string, and children in the order of ast.def.  Nodes live in the unit's arena and are never freed alone. */
#pragma once
#include "base/atom.h"
#include "syntax/token.h"

typedef enum
{
#define AST(kind, children) AST_##kind,
#include "syntax/ast.def"
#undef AST
  AST_N_KINDS
} AstKind;

enum /* op of AST_TARGET */
{
  TARGET_AT_LEAST,  /* ≥q, q以上 */
  TARGET_ABOVE,     /* >q */
  TARGET_AT_MOST,   /* ≤q, q以内 */
  TARGET_BELOW,     /* <q */
  TARGET_EQUAL,     /* =q */
  TARGET_NOT_EQUAL, /* ≠q: read so that it can be refused with a reason */
  TARGET_RANGE,     /* a..b and its open forms: the child is a BAND */
  TARGET_BARE,      /* q, no sign */
  TARGET_BY,        /* D, D前, D底 */
  TARGET_LEVEL      /* a level, or words */
};

enum /* op of AST_BAND */
{
  RANGE_CLOSED,     /* a..b */
  RANGE_OPEN_END,   /* a..<b */
  RANGE_OPEN_START, /* a<..b */
  RANGE_OPEN        /* a<..<b */
};

enum /* op of AST_COMPARE */
{
  RELATION_GE,
  RELATION_GT,
  RELATION_LE,
  RELATION_LT,
  RELATION_EQ,
  RELATION_NE
};

enum /* op of AST_VALUE */
{
  VALUE_LITERAL, /* one quantity, number or date */
  VALUE_PERIOD,  /* D1..D2 */
  VALUE_LEVEL,   /* name, string, 达成 or 未达成; perhaps the judge's figure */
  VALUE_NA,
  VALUE_MISSING
};

enum /* op of AST_WORDING */
{
  WORDING_RULE,  /* 句式: the sentence applies the rule */
  WORDING_WEIGHT /* 分值句式: it states the weight, and the rule is how it reads literally */
};

enum /* op of AST_CASE */
{
  CASE_ROW,       /* 实际 475批次 => … */
  CASE_INDICATOR, /* 指标 PATH => … of the test's scheme */
  CASE_TIER1,     /* 一级 NAME => … */
  CASE_TIER2,     /* 二级 NAME => … */
  CASE_SCHEME     /* 方案 => … */
};

enum /* op of AST_EXPECT */
{
  EXPECT_SCORE,
  EXPECT_MET,
  EXPECT_UNMET,
  EXPECT_NA,
  EXPECT_GRADE,  /* 等级 NAME */
  EXPECT_REPORT, /* 报 CHECK */
  EXPECT_SILENT  /* 不报 CHECK */
};

typedef struct AstNode AstNode;
struct AstNode
{
  uint8_t kind; /* AstKind */
  uint8_t op;
  TokenRange at;
  const Atom *atom;
  AstNode *child;
  AstNode *last_child;
  AstNode *next;
};

const char *ast_kind_name (AstKind kind); /* "INDICATOR" */
/* The first child of that kind, or NULL. */
AstNode *ast_find (const AstNode *node, AstKind kind);
/* NODE's next sibling of the same kind, or NULL. */
AstNode *ast_find_next (const AstNode *node);
unsigned ast_count (const AstNode *node, AstKind kind);
/* True if the kind stands in an expression. */
bool ast_is_expression (AstKind kind);

#define ast_foreach(child_, parent_) for (const AstNode *child_ = (parent_)->child; child_; child_ = child_->next)
