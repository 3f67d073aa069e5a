/* Expressions: conditions and values of rules, functions and formulas, resolved and typed once, evaluated any number of times
   without allocating (unless a number outgrows 64 bits).  Units are checked when an expression is typed for a context, so
   evaluation works on base values only. */
#pragma once
#include "base/text.h"
#include "sema/measure.h"

/* Where an expression stands: what it may name depends on it (slots.def). */
typedef enum
{
  IN_RULE = 1,
  OF_INDICATOR = 2,
  OF_TIER = 4,
  OF_SCHEME = 8,
  OF_PAIR = 16, /* an indicator over two years */
  IN_REQUIREMENT = 32 /* of a rule: what is known before there is an actual value */
} Scope;

/* The values that it may name, one slot each. */
typedef enum
{
#define SLOT(id, word, scopes, type) SLOT_##id,
#include "sema/slots.def"
#undef SLOT
  SLOT_N
} Slot;

typedef enum
{
  SLOT_TYPE_POINTS,  /* 分 */
  SLOT_TYPE_VALUE,   /* in the indicator's own unit */
  SLOT_TYPE_RATIO,
  SLOT_TYPE_COUNT,
  SLOT_TYPE_BOOLEAN  /* 1 or 0 */
} SlotType;

/* What a check may read of its subject in words. */
typedef enum
{
#define SUBJECT_TEXT(id, word, scopes) TEXT_##id,
#include "sema/texts.def"
#undef SUBJECT_TEXT
  TEXT_N
} SubjectText;

int slot_scopes (Slot slot);
SlotType slot_type (Slot slot);
const char *slot_name (Slot slot, bool english);
/* SLOT_N if NAME names none in SCOPE. */
Slot slot_find (const char *name, Scope scope);
const char *subject_text_name (SubjectText text, bool english);
/* TEXT_N if NAME is none of the words of SCOPE. */
SubjectText subject_text_find (const char *name, Scope scope);
/* Those of SCOPE, in words, with commas between them; "" if it has none. (owned) */
char *subject_text_list (Scope scope);
/* Offers those of SCOPE to NEAREST. */
void subject_text_offer (TextNearest *nearest, Scope scope);
/* Adds to DIAG, about NAME in a check of SCOPE that has no such value, of which subjects checks may read it. False: of none. */
bool expr_note_subjects (Diag *diag, const char *name, Scope scope);

typedef enum
{
  TYPE_NUMBER,  /* with a dimension */
  TYPE_DATE,    /* a Day in the base unit of 日, so that a duration can be added to it */
  TYPE_BOOLEAN,
  TYPE_ANY,     /* a parameter nobody has given a value yet: fits everywhere */
  TYPE_ERROR    /* reported */
} TypeKind;

typedef struct
{
  TypeKind kind;
  const Dimension *dimension; /* of TYPE_NUMBER */
  bool literal_zero;          /* 0 has every unit */
  bool bare;                  /* a bare number: where a score is expected it is 分 */
} Type;

typedef struct Expr Expr;

/* What an expression may name. NULL members: nothing of that kind. */
typedef struct
{
  Session *session;
  MeasureTable *measures;
  const Unit *unit;             /* the expression's file */
  const Atom *const *params;
  unsigned n_params;
  Scope slots;                  /* whose slots are in scope; 0: none */
  bool facts;                   /* other names are facts of 数据 */
  GHashTable *functions;        /* key -> Function, of sema/model.h */
  struct Model *model;          /* whose calendars say what a working day is */
  GPtrArray *fact_names;        /* filled: const Atom *, one each; EXPR_FACT holds the index */
  GHashTable *fact_index;       /* filled: key -> that index and 1 */
  Arena *arena;                 /* where the result lives */
} ExprScope;

/* Resolves NODE; NULL if it had faults (reported). */
Expr *expr_resolve (const ExprScope *scope, const AstNode *node);

/* What a check compares with a number of 日, which only some of its subjects have. */
typedef enum
{
  ASKED_NONE,
  ASKED_GAP,   /* only 差距: of deadlines, and of durations in 日 */
  ASKED_VALUE  /* another value in the indicator's own unit: of durations in 日 */
} DaysAsked;

/* The types in one use of a rule. */
typedef struct
{
  Session *session;
  MeasureTable *measures;
  const Unit *unit;
  Type slots[SLOT_N];      /* TYPE_ERROR with dimension NULL: this use has no such value */
  const Type *params;
  const Type *facts;
  const Dimension *score;  /* of 分 */
  const Dimension *day;    /* of 日: what dates differ by */
  bool quiet;              /* type only; report nothing */
  DaysAsked *asked;        /* filled, of a check: what it compares with a number of 日; NULL: nothing may be */
} TypeContext;

/* Reports what does not fit together, showing both units. */
Type expr_type (const TypeContext *context, const Expr *expr);

typedef enum
{
  EVAL_OK,
  EVAL_DIVISION_BY_ZERO,
  EVAL_NO_VALUE,           /* a slot or fact without a value: *failed says which */
  EVAL_NO_CALENDAR,        /* *failed asks for working days of a year without a calendar: expr_unpublished_year */
  EVAL_BAD_COUNT,          /* *failed is no whole number of working days, 0 or more */
  EVAL_TOO_LONG            /* *failed, a sum or a product, gives a number beyond LIMIT_COMPUTED_DIGITS */
} EvalStatus;

/* Told of every sub-expression once it has been evaluated, operands before what they stand in; VALUE means nothing unless STATUS
   is EVAL_OK. */
typedef struct
{
  void (*seen) (gpointer data, const Expr *expr, EvalStatus status, Rational value);
  gpointer data;
} ExprWatch;

/* The values in one evaluation. */
typedef struct
{
  RationalPool *pool;
  Rational slots[SLOT_N];
  guint64 has[(SLOT_N + 63) / 64]; /* bit for each slot that has a value: frame_has */
  bool met;                /* 达成 */
  bool dates;              /* 实际, 目标值 and the like are dates: a check does not know until it looks */
  bool division_by_zero;   /* 除数为零: the indicator's formula divided by zero */
  const Rational *params;
  const Rational *facts;
  const bool *has_fact;
  const char *texts[TEXT_N]; /* of a check's subject; NULL: it has no such words */
  const ExprWatch *watch;  /* or NULL */
} Frame;

static inline bool
frame_has (const Frame *frame, Slot slot)
{
  return (frame->has[slot / 64] >> (slot % 64)) & 1;
}

static inline void
frame_set (Frame *frame, Slot slot, Rational value)
{
  frame->slots[slot] = value;
  frame->has[slot / 64] |= 1ull << (slot % 64);
}

/* A boolean gives 1 or 0. *RET_FAILED (may be NULL) is the sub-expression that could not be evaluated. */
EvalStatus expr_eval (const Expr *expr, const Frame *frame, Rational *ret_value, const Expr **ret_failed);

/* The year whose working days FAILED could not be given in FRAME (EVAL_NO_CALENDAR). */
int expr_unpublished_year (const Expr *failed, const Frame *frame);
/* What a definition says of itself failed so, at FAILED: reported. False: it has no value, or divides by zero; not reported. */
bool expr_report_failed (Session *session, const Expr *failed, const Frame *frame, EvalStatus status);
/* Adds to DIAG how a calendar of YEAR is declared. */
void expr_note_calendar (Diag *diag, int year);

/* The number of places of a round within EXPR that is no whole number from 0 to 18, as far as it is known from literals and PARAMS (NULL: not
   known). NULL: none is; *RET_PLACES is its value. */
const Expr *expr_bad_places (const Expr *expr, RationalPool *pool, const Rational *params, Rational *ret_places);
/* Reports what expr_bad_places has found, at NODE of UNIT. */
void expr_report_places (Session *session, const Unit *unit, const AstNode *node, Rational places);

const AstNode *expr_node (const Expr *expr); /* where it stands, in expr_unit */
const Unit *expr_unit (const Expr *expr);
const char *expr_name (const Expr *expr);    /* of a slot, parameter or fact; "" otherwise */
/* What EXPR is made of; of a call of a function of the language, the parts of its body. */
unsigned expr_n_children (const Expr *expr);
const Expr *expr_child (const Expr *expr, unsigned index);
bool expr_uses_slot (const Expr *expr, Slot slot);
bool expr_uses_param (const Expr *expr, unsigned index);
bool expr_uses_fact (const Expr *expr, unsigned index);
bool expr_uses_division_by_zero (const Expr *expr);
bool expr_word_is_built_in (const char *name); /* a name that the language defines in rules */
bool expr_function_is_built_in (const char *name);
/* The type in words, for messages. (borrowed) */
const char *type_text (const Type *type);
