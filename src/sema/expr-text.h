/* A resolved expression read from outside, to explain it: its form, its operands, and its text with values in
   the place of names. */
#pragma once
#include "sema/expr.h"

typedef enum
{
  FORM_CONSTANT,
  FORM_SLOT,
  FORM_PARAM,
  FORM_FACT,
  FORM_WORD,       /* 达成, 未达成, 除数为零 */
  FORM_ARITHMETIC, /* + − × ÷ and a sign */
  FORM_CALL,
  FORM_COMPARISON, /* two operands */
  FORM_LOGIC       /* 且, 或, 非 */
} ExprForm;

ExprForm expr_form (const Expr *expr);
/* The slot, the parameter or the fact (of Model.fact_names) that it names. */
unsigned expr_index (const Expr *expr);
bool expr_is_met_word (const Expr *expr); /* 达成 or 未达成 */
bool expr_is_rounding (const Expr *expr); /* ceil, floor, round */
bool expr_asks_calendar (const Expr *expr); /* 工作日数 (from, to), 工作日后 (from, how many) */
bool expr_holds_calendar (const Expr *expr); /* it, or something in it, does that */
bool expr_gives_date (const Expr *expr);    /* 工作日后 */
/* `且`, `或` or `非`. */
const char *expr_logic_word (const Expr *expr);
/* `≥` of a comparison. */
const char *expr_relation_sign (const Expr *expr);

/* What stands for a leaf, one without operands; NULL: its own spelling. (owned) */
typedef char *ExprLeafText (gpointer data, const Expr *leaf);
/* Appends EXPR in plain form, functions of the language written out. LEAF NULL: every leaf as spelled. */
void expr_append_text (GString *out, const Expr *expr, ExprLeafText *leaf, gpointer data);
