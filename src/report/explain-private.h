/* The inside of explanations: values as text in the units that a reader expects, and the lines that text and
 * HTML lay out. */
#pragma once
#include "report/explain.h"
#include "sema/expr-text.h"

/* One row being explained. */
typedef struct
{
  Model *model;
  const Scheme *scheme;
  const Trace *trace;
  const TracePass *pass; /* whose 等次得分率 is meant; NULL outside one */
  RationalPool *pool;
  TypeContext types; /* of its use of the rule, and of the facts */
} Explainer;

void explainer_init (Explainer *explainer, const Explained *explained, const Trace *trace);

/* explain-value.c: each gives an owned text.  A number that is no finite decimal is a fraction. */

char *explain_number (Rational value, const char *unit);
char *explain_points (Rational value);  /* 分 */
char *explain_decimal (Rational value); /* without a unit, rounded if it must be */
/* `86.36%`: at most two places, rounded. */
char *explain_percent (const Explainer *explainer, Rational value);
/* In the unit of the target. VALUE: base units, of a date the Day. */
char *explain_in_target (const Explainer *explainer, Rational value);
/* 差距; of a date in days. */
char *explain_gap (const Explainer *explainer);
/* The other spellings of the actual: `12150亩` and `1.215万亩` for 810公顷; each may be NULL. */
void explain_conversions (const Explainer *explainer, char **ret_base, char **ret_target);
/* The actual is a number without a unit, read in the target's. */
bool explain_was_bare (const Explainer *explainer);
/* A value of EXPR's type. */
char *explain_expr_value (const Explainer *explainer, const Expr *expr, Rational value);
/* EXPR in plain form, and with values in the place of names. */
char *explain_expr (const Expr *expr);
char *explain_substituted (const Explainer *explainer, const Expr *expr);
char *explain_param (const Explainer *explainer, unsigned index);
char *explain_place (const Unit *unit, const AstNode *node);
/* `60%..<80%`, or `60%`. */
char *explain_rank (const Explainer *explainer, const ScaleRank *rank);

bool explain_has_slot (const Explainer *explainer, Slot slot);
Rational explain_slot (const Explainer *explainer, Slot slot);
/* The points lost for certain; of an interval those at its lower end. */
Rational explain_lost (const Explainer *explainer);
/* The clause that names the rule, the indicator's or the framework's; *RET_OWN: the indicator's. */
const Origin *explain_rule_use (const Explainer *explainer, bool *ret_own);
/* The 保留 that rounds; false: none is written. */
bool explain_precision (const Explainer *explainer, Origin *ret_origin);
/* explain-days.c: the calendars that said which days were worked, of the target, the actual, the formula, the
   arguments and the arms that were tried; const Calendar *. (owned) */
GPtrArray *explain_calendars (const Explainer *explainer);
/* What FRAMEWORK is built on, NULL for nothing. */
const Framework *explain_base_framework (const Explainer *explainer, const Framework *framework);

/* explain-sentence.c: what can be pasted into 偏差原因分析; Chinese. (owned) */
char *explain_sentence (const Explainer *explainer);

/* explain-lines.c */

typedef enum
{
  LINE_PLAIN,
  LINE_ARM, /* tried, and does not hold */
  LINE_ARM_TAKEN,
  LINE_PASTE
} LineKind;

typedef struct
{
  LineKind kind;
  const char *label; /* translated; NULL: goes on under the one above */
  char *text;
  char *place; /* or NULL */
} ExplainLine;

typedef struct
{
  char *path; /* `产出指标/数量指标/开展抽检产商品批次` */
  char *verdict;
  GArray *lines; /* ExplainLine */
} Explanation;

void explanation_init (Explanation *explanation, const Explainer *explainer);
void explanation_done (Explanation *explanation);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Explanation, explanation_done)

/* For explain-lines.c and explain-steps.c. TEXT is taken over; PLACE may be NULL and is taken over. */
void explanation_add (Explanation *explanation, const char *label, char *text, char *place);
void explanation_add_kind (Explanation *explanation, LineKind kind, const char *label, char *text,
                           char *place);
/* The arms that were tried and the arithmetic of the one taken. */
void explanation_add_steps (Explanation *explanation, const Explainer *explainer);
