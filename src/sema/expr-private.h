/* The form of a resolved expression; for expr.c (resolving), expr-type.c, expr-eval.c, and prove/curve-expr.c, which evaluates it for
   every actual value at once. */
#pragma once
#include "sema/expr.h"

typedef enum
{
  EXPR_CONSTANT,
  EXPR_SLOT,
  EXPR_PARAM,
  EXPR_FACT,
  EXPR_MET,
  EXPR_UNMET,
  EXPR_DIVISION_BY_ZERO,
  EXPR_NEGATIVE,
  EXPR_SUM,
  EXPR_PRODUCT,
  EXPR_COMPARE, /* index: RELATION_* */
  EXPR_ALL,
  EXPR_ANY,
  EXPR_NOT,
  EXPR_CALL     /* index: BuiltIn */
} ExprKind;

typedef enum
{
  BUILT_IN_MIN,
  BUILT_IN_MAX,
  BUILT_IN_ABS,
  BUILT_IN_CEIL,
  BUILT_IN_FLOOR,
  BUILT_IN_ROUND,
  BUILT_IN_CLAMP,
  BUILT_IN_WORKING_DAYS, /* 工作日数 (from, to) */
  BUILT_IN_WORKING_DAY,  /* 工作日后 (from, how many) */
  BUILT_IN_HAS_WORD,     /* 含词 (text, words…) */
  BUILT_IN_IS_WORD       /* 是词 (text, words…) */
} BuiltIn;

typedef struct
{
  Expr *expr;
  bool inverse; /* subtracted, or divided by */
} ExprChild;

struct Expr
{
  ExprKind kind;
  unsigned index;
  unsigned n_children;
  unsigned cost;        /* nodes visited by one evaluation, at most */
  Rational value;       /* of a constant */
  Type type;            /* of a constant */
  bool inexact;             /* of a date: a month, a quarter or a year, of which it is the last day */
  const char *name;
  struct Model *model;  /* whose calendars or units a call asks; NULL: it asks none */
  const struct WordTest *words; /* of 含词 and 是词, which have no children; else NULL */
  const Unit *unit;     /* whose text node stands in */
  const AstNode *node;
  ExprChild children[];
};

#define MAX_ROUND_PLACES 18

/* expr-days.c: the value of a call of 工作日数 or 工作日后 for ARGUMENTS, its two operands evaluated. */
EvalStatus expr_days_eval (const Expr *call, RationalPool *pool, const Rational *arguments, Rational *ret_value);
/* Working days are counted from a day, not from a month. False: reported; true of other calls. */
bool expr_days_are_exact (Session *session, const Expr *call);
/* expr-words.c: the words that CALL, of 含词 or 是词, asks for in UNIT; SCOPE: where it stands. NULL: reported. (in SCOPE's arena) */
const struct WordTest *expr_words_read (const ExprScope *scope, const Unit *unit, const AstNode *call);
/* Whether CALL, of 含词 or 是词, holds of what FRAME has in words. */
EvalStatus expr_words_eval (const Expr *call, const Frame *frame, Rational *ret_value);
/* CALL's text and words, in the spelling of normal forms. */
void expr_words_append_normal (GString *out, const Expr *call);
/* True if EXPR reads what is a date only where the target is one. */
bool expr_reads_value (const Expr *expr);
