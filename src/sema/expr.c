/* Expressions resolved: names to slots, parameters and facts, literals to base values, calls of functions of the language
   inlined (a function cannot call itself, and an expression's cost is bounded, so every evaluation ends soon). */
#include "sema/expr-private.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "sema/model.h"
#include "sema/quantity.h"
#include "syntax/keywords.h"
#include <string.h>

#define COST_LIMIT 10000 /* nodes visited by one evaluation, beyond those that the file itself spells out */

/* What resolving one expression has made.  A function that calls another twice doubles its cost, so both are bounded. */
typedef struct
{
  unsigned own;     /* nodes outside functions */
  unsigned inlined; /* nodes in bodies of functions */
} Budget;

typedef struct Resolver
{
  const ExprScope *scope;
  Budget *budget;
  Expr *const *arguments;     /* of the function being inlined, by parameter; NULL outside one */
  const Function *function;   /* NULL outside one */
  const struct Resolver *caller; /* of the function; NULL outside one */
  const AstNode *call;
  GPtrArray *inlining;        /* const Function *: being inlined now */
  const Unit *unit;
} Resolver;

static Expr *resolve (Resolver *resolver, const AstNode *node);

static Expr *
expr_new (Resolver *resolver, ExprKind kind, const AstNode *node, unsigned n_children)
{
  Expr *expr = arena_alloc (resolver->scope->arena, sizeof *expr + sizeof (ExprChild) * n_children);
  expr->kind = kind;
  expr->node = node;
  expr->unit = resolver->unit;
  expr->n_children = n_children;
  expr->cost = 1;
  expr->name = "";
  expr->model = NULL;
  expr->words = NULL;
  return expr;
}

static Diag *
report (const Resolver *resolver, DiagCode code, const AstNode *node, const char *text)
{
  return diag_report (resolver->scope->session->sink, code, resolver->unit->source, unit_node_span (resolver->unit, node),
                      text, NULL);
}

/* Names */

bool
expr_word_is_built_in (const char *name)
{
  return slot_find (name, IN_RULE) != SLOT_N || word_find (name) == WORD_DIVISION_BY_ZERO;
}

static Expr *
slot_new (Resolver *resolver, const AstNode *node, Slot slot, const char *name)
{
  Expr *expr = expr_new (resolver, EXPR_SLOT, node, 0);
  expr->index = slot;
  expr->name = name;
  return expr;
}

static Expr *
fact_new (Resolver *resolver, const AstNode *node)
{
  const ExprScope *scope = resolver->scope;
  Expr *expr = expr_new (resolver, EXPR_FACT, node, 0);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (scope->fact_index, node->atom->key));
  if (!known)
    {
      g_ptr_array_add (scope->fact_names, (gpointer)node->atom);
      known = scope->fact_names->len;
      g_hash_table_insert (scope->fact_index, (gpointer)node->atom->key, GUINT_TO_POINTER (known));
    }
  expr->name = node->atom->text;
  expr->index = known - 1;
  return expr;
}

/* What a rule may read, and its 要求 not yet. */
static Expr *
not_known_yet (Resolver *resolver, const AstNode *node, const char *name)
{
  Diag *diag = report (resolver, DIAG_requirement_reads, node, name);
  diag_note (diag, N_ ("it may read the parameters of its rule, 分值, 目标值, 下限 and 上限"), NULL);
  return NULL;
}

static Expr *
unknown_name (Resolver *resolver, const AstNode *node)
{
  TextNearest nearest = TEXT_NEAREST_INIT (node->atom->text);
  const char *best;
  Diag *diag = report (resolver, DIAG_unknown_name, node, node->atom->text);
  bool elsewhere = resolver->scope->slots && expr_note_subjects (diag, node->atom->text, resolver->scope->slots);
  for (unsigned i = 0; i < resolver->scope->n_params; i++)
    text_nearest_offer (&nearest, resolver->scope->params[i]->text);
  for (int slot = 0; slot < SLOT_N; slot++)
    if (slot_scopes ((Slot)slot) & (int)resolver->scope->slots)
      text_nearest_offer (&nearest, slot_name ((Slot)slot, false));
  if ((best = text_nearest_result (&nearest)))
    {
      diag_note (diag, N_ ("the nearest name known here is ‘{1}’"), best, NULL);
      if (!elsewhere)
        diag_fix (diag, resolver->unit->source, unit_node_span (resolver->unit, node), best);
    }
  return NULL;
}

static Expr *
resolve_name (Resolver *resolver, const AstNode *node)
{
  const ExprScope *scope = resolver->scope;
  Slot slot = slot_find (node->atom->text, scope->slots);
  const Atom *const *params = resolver->function ? resolver->function->params : scope->params;
  unsigned n_params = resolver->function ? resolver->function->n_params : scope->n_params;
  for (unsigned i = 0; i < n_params; i++)
    if (atom_same (params[i], node->atom))
      {
        Expr *expr;
        if (resolver->function)
          return resolver->arguments[i];
        expr = expr_new (resolver, EXPR_PARAM, node, 0);
        expr->index = i;
        expr->name = node->atom->text;
        return expr;
      }
  if (resolver->function)
    return unknown_name (resolver, node);
  if (slot != SLOT_N)
    return slot_new (resolver, node, slot, node->atom->text);
  if (scope->slots == IN_REQUIREMENT && expr_word_is_built_in (node->atom->text))
    return not_known_yet (resolver, node, node->atom->text);
  if (scope->slots == IN_RULE && word_find (node->atom->text) == WORD_DIVISION_BY_ZERO)
    return expr_new (resolver, EXPR_DIVISION_BY_ZERO, node, 0);
  return scope->facts ? fact_new (resolver, node) : unknown_name (resolver, node);
}

/* 达成 of what has no actual value of its own. */
static Expr *
nothing_to_meet (Resolver *resolver, const AstNode *node)
{
  Diag *diag = report (resolver, DIAG_unknown_name, node, node->kind == AST_MET ? "达成" : "未达成");
  if (resolver->scope->slots == OF_PAIR)
    diag_note (diag, N_ ("whether the target of the year before was met is {1}"), slot_name (SLOT_PRIOR_MET, false), NULL);
  return NULL;
}

/* Literals */

static Expr *
resolve_quantity (Resolver *resolver, const AstNode *node)
{
  Expr *expr = expr_new (resolver, EXPR_CONSTANT, node, 0);
  const Measure *measure;
  if (!quantity_read (resolver->scope->session, resolver->scope->measures, resolver->unit, node, &expr->value, &measure))
    return NULL;
  expr->type = (Type) { TYPE_NUMBER, measure->dimension, rational_sign (expr->value) == 0 && !*measure->text,
                        !*measure->text };
  return expr;
}

static Expr *
resolve_date (Resolver *resolver, const AstNode *node)
{
  Expr *expr = expr_new (resolver, EXPR_CONSTANT, node, 0);
  const Measure *day = measure_find (resolver->scope->measures, "日");
  DatePrecision precision;
  Day first, last;
  if (!date_read (resolver->scope->session, resolver->unit, node, 0, &first, &last, &precision))
    return NULL;
  expr->value = day ? rational_mul (resolver->scope->session->numbers, RATIONAL_INT (last), day->factor) : RATIONAL_INT (last);
  expr->type = (Type) { TYPE_DATE, NULL, false, false };
  expr->inexact = first != last;
  return expr;
}

/* Operators */

/* What costs too much is the expression that the definition writes, not the functions that it calls. */
static void
report_cost (const Resolver *resolver, const AstNode *node)
{
  for (; resolver->caller; resolver = resolver->caller)
    node = resolver->call;
  report (resolver, DIAG_expression_too_large, node, G_STRINGIFY (COST_LIMIT));
}

static bool
charge (const Resolver *resolver, Expr *expr, const Expr *child)
{
  expr->cost += child->cost;
  if (expr->cost <= COST_LIMIT + resolver->budget->own)
    return true;
  report_cost (resolver, expr->node);
  return false;
}

/* Counts one more node. False, reported once, when bodies of functions have made all they may. */
static bool
spend (const Resolver *resolver, const AstNode *node)
{
  Budget *budget = resolver->budget;
  if (!resolver->function)
    {
      budget->own++;
      return true;
    }
  if (++budget->inlined == COST_LIMIT + 1)
    report_cost (resolver, node);
  return budget->inlined <= COST_LIMIT;
}

/* SUM and PRODUCT: the first child plain, the others under ADD, SUBTRACT, MULTIPLY, DIVIDE. */
static Expr *
resolve_chain (Resolver *resolver, const AstNode *node, ExprKind kind)
{
  unsigned n = 0;
  Expr *expr;
  bool ok = true;
  ast_foreach (child, node) n++;
  expr = expr_new (resolver, kind, node, n);
  n = 0;
  ast_foreach (child, node)
  {
    bool wrapped = child->kind == AST_ADD || child->kind == AST_SUBTRACT || child->kind == AST_MULTIPLY
                   || child->kind == AST_DIVIDE;
    Expr *operand = resolve (resolver, wrapped ? child->child : child);
    expr->children[n++] = (ExprChild) { operand, child->kind == AST_SUBTRACT || child->kind == AST_DIVIDE };
    ok = operand && ok && charge (resolver, expr, operand);
  }
  return ok ? expr : NULL;
}

static Expr *
resolve_children (Resolver *resolver, const AstNode *node, ExprKind kind)
{
  Expr *expr = resolve_chain (resolver, node, kind);
  if (expr)
    expr->index = node->op;
  return expr;
}

/* Calls */

static const struct
{
  const char *name;
  BuiltIn built_in;
  unsigned min, max;
} BUILT_INS[] = {
  { "min", BUILT_IN_MIN, 1, 100 },   { "max", BUILT_IN_MAX, 1, 100 }, { "abs", BUILT_IN_ABS, 1, 1 },
  { "ceil", BUILT_IN_CEIL, 1, 1 },   { "floor", BUILT_IN_FLOOR, 1, 1 }, { "round", BUILT_IN_ROUND, 1, 2 },
  { "clamp", BUILT_IN_CLAMP, 3, 3 },
};

/* The functions that have two spellings. */
static const struct
{
  Word word;
  BuiltIn built_in;
  unsigned min, max;
} SPELLED[] = {
  { WORD_WORKING_DAYS, BUILT_IN_WORKING_DAYS, 2, 2 },
  { WORD_WORKING_DAY, BUILT_IN_WORKING_DAY, 2, 2 },
  { WORD_HAS_WORD, BUILT_IN_HAS_WORD, 2, 200 },
  { WORD_IS_WORD, BUILT_IN_IS_WORD, 2, 200 },
};

static bool
find_built_in (const char *name, BuiltIn *ret_built_in, unsigned *ret_min, unsigned *ret_max)
{
  for (size_t i = 0; i < G_N_ELEMENTS (BUILT_INS); i++)
    if (strcmp (BUILT_INS[i].name, name) == 0)
      {
        *ret_built_in = BUILT_INS[i].built_in;
        *ret_min = BUILT_INS[i].min;
        *ret_max = BUILT_INS[i].max;
        return true;
      }
  for (size_t i = 0; i < G_N_ELEMENTS (SPELLED); i++)
    if (word_find (name) == SPELLED[i].word)
      {
        *ret_built_in = SPELLED[i].built_in;
        *ret_min = SPELLED[i].min;
        *ret_max = SPELLED[i].max;
        return true;
      }
  return false;
}

bool
expr_function_is_built_in (const char *name)
{
  BuiltIn built_in;
  unsigned min, max;
  return find_built_in (name, &built_in, &min, &max);
}

static void
report_argument_count (const Resolver *resolver, const AstNode *call, unsigned n, unsigned min, unsigned max)
{
  g_autofree char *found = g_strdup_printf ("%u", n);
  g_autofree char *expected = min == max ? g_strdup_printf ("%u", min) : g_strdup_printf ("%u..%u", min, max);
  diag_report (resolver->scope->session->sink, DIAG_argument_count, resolver->unit->source,
               unit_node_span (resolver->unit, call), call->child->atom->text, expected, found, NULL);
}

/* FUNCTION, which is being inlined since AT, is called again: reported once for all in the circle. */
static void
report_circle (const Resolver *resolver, const AstNode *call, guint at)
{
  GPtrArray *inlining = resolver->inlining;
  const Function *first = inlining->pdata[at];
  g_autoptr (GString) circle = g_string_new (NULL);
  Diag *diag = diag_report (resolver->scope->session->sink, DIAG_recursive_function, resolver->unit->source,
                            unit_node_span (resolver->unit, call), first->name->text, NULL);
  for (guint i = at; i < inlining->len; i++)
    {
      Function *function = inlining->pdata[i];
      function->faulty = true;
      g_string_append_printf (circle, "%s → ", function->name->text);
    }
  g_string_append (circle, first->name->text);
  if (inlining->len - at > 1)
    diag_note (diag, "{1}", circle->str, NULL);
}

/* Reported once for all in the chain. */
static void
report_long_chain (const Resolver *resolver, const AstNode *call, const Function *function)
{
  diag_report (resolver->scope->session->sink, DIAG_chain_too_long, resolver->unit->source,
               unit_node_span (resolver->unit, call), function->name->text, G_STRINGIFY (LIMIT_NESTING), NULL);
  for (guint i = 0; i < resolver->inlining->len; i++)
    ((Function *)resolver->inlining->pdata[i])->faulty = true;
}

static Expr *
inline_function (Resolver *resolver, const AstNode *node, const Function *function)
{
  g_autofree Expr **arguments = g_new0 (Expr *, function->n_params + 1);
  Resolver inner = { resolver->scope, resolver->budget, NULL, function, resolver, node, resolver->inlining,
                     function->origin.unit };
  unsigned n = 0;
  Expr *body;
  guint at;
  if (function->faulty)
    return NULL;
  for (const AstNode *child = node->child->next; child; child = child->next, n++)
    if (n < function->n_params && !(arguments[n] = resolve (resolver, child)))
      return NULL;
  if (n != function->n_params)
    {
      report_argument_count (resolver, node, n, function->n_params, function->n_params);
      return NULL;
    }
  if (g_ptr_array_find (resolver->inlining, function, &at))
    {
      report_circle (resolver, node, at);
      return NULL;
    }
  if (resolver->inlining->len >= LIMIT_NESTING)
    {
      report_long_chain (resolver, node, function);
      return NULL;
    }
  inner.arguments = arguments;
  g_ptr_array_add (resolver->inlining, (gpointer)function);
  body = resolve (&inner, function->body);
  g_ptr_array_set_size (resolver->inlining, (int)resolver->inlining->len - 1);
  return body;
}

static Expr *
unknown_function (Resolver *resolver, const AstNode *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  Diag *diag = report (resolver, DIAG_unknown_function, name, name->atom->text);
  g_autoptr (GString) known = g_string_new (NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (BUILT_INS); i++)
    {
      text_nearest_offer (&nearest, BUILT_INS[i].name);
      g_string_append_printf (known, "%s%s", i ? " " : "", BUILT_INS[i].name);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (SPELLED); i++)
    {
      text_nearest_offer (&nearest, word_name (SPELLED[i].word, false));
      text_nearest_offer (&nearest, word_name (SPELLED[i].word, true));
      g_string_append_printf (known, " %s", word_name (SPELLED[i].word, false));
    }
  if (text_nearest_result (&nearest))
    diag_fix (diag, resolver->unit->source, unit_node_span (resolver->unit, name), text_nearest_result (&nearest));
  diag_note (diag, N_ ("the functions of the language: {1}"), known->str, NULL);
  return NULL;
}

/* The number of places of a round is refused here if it can be known to be none.  False: reported. */
static bool
places_are_whole (const Resolver *resolver, const Expr *call)
{
  Session *session = resolver->scope->session;
  const Expr *bad;
  Rational places;
  if (call->index != BUILT_IN_ROUND || call->n_children < 2
      || !(bad = expr_bad_places (call, session->numbers, NULL, &places)))
    return true;
  expr_report_places (session, bad->unit, bad->node, places);
  return false;
}

/* 含词 and 是词: within a function they know no subject. */
static Expr *
resolve_words (Resolver *resolver, const AstNode *node, BuiltIn built_in)
{
  ExprScope scope = *resolver->scope;
  Expr *expr = expr_new (resolver, EXPR_CALL, node, 0);
  if (resolver->function)
    scope.slots = 0;
  expr->index = built_in;
  expr->model = scope.model;
  expr->words = expr_words_read (&scope, resolver->unit, node);
  return expr->words ? expr : NULL;
}

static Expr *
resolve_call (Resolver *resolver, const AstNode *node)
{
  const AstNode *name = node->child;
  GHashTable *functions = resolver->scope->functions;
  const Function *function = functions ? g_hash_table_lookup (functions, name->atom->key) : NULL;
  unsigned n = 0, min, max;
  BuiltIn built_in;
  Expr *expr;
  if (function)
    return inline_function (resolver, node, function);
  if (!find_built_in (name->atom->text, &built_in, &min, &max))
    return unknown_function (resolver, name);
  for (const AstNode *child = name->next; child; child = child->next)
    n++;
  if (n < min || n > max)
    {
      report_argument_count (resolver, node, n, min, max);
      return NULL;
    }
  if (built_in == BUILT_IN_HAS_WORD || built_in == BUILT_IN_IS_WORD)
    return resolve_words (resolver, node, built_in);
  expr = expr_new (resolver, EXPR_CALL, node, n);
  expr->index = built_in;
  expr->model = resolver->scope->model;
  n = 0;
  for (const AstNode *child = name->next; child; child = child->next, n++)
    if (!(expr->children[n].expr = resolve (resolver, child)) || !charge (resolver, expr, expr->children[n].expr))
      return NULL;
  return places_are_whole (resolver, expr) && expr_days_are_exact (resolver->scope->session, expr) ? expr : NULL;
}

static Expr *
resolve (Resolver *resolver, const AstNode *node)
{
  if (!spend (resolver, node))
    return NULL;
  switch (node->kind)
    {
    case AST_GROUP:
      return resolve (resolver, node->child);
    case AST_QUANTITY:
    case AST_NUMBER:
      return resolve_quantity (resolver, node);
    case AST_DATE:
      return resolve_date (resolver, node);
    case AST_NAME:
    case AST_STRING:
      return resolve_name (resolver, node);
    case AST_OWN_WEIGHT:
      return resolver->scope->slots && !resolver->function ? slot_new (resolver, node, SLOT_WEIGHT, "分值")
                                                           : (report (resolver, DIAG_unknown_name, node, "分值"), NULL);
    case AST_MET:
    case AST_UNMET:
      if (resolver->scope->slots == IN_REQUIREMENT)
        return not_known_yet (resolver, node, node->kind == AST_MET ? "达成" : "未达成");
      if (resolver->scope->slots & (OF_TIER | OF_SCHEME | OF_PAIR))
        return nothing_to_meet (resolver, node);
      return expr_new (resolver, node->kind == AST_MET ? EXPR_MET : EXPR_UNMET, node, 0);
    case AST_NEGATIVE:
      return resolve_children (resolver, node, EXPR_NEGATIVE);
    case AST_SUM:
      return resolve_chain (resolver, node, EXPR_SUM);
    case AST_PRODUCT:
      return resolve_chain (resolver, node, EXPR_PRODUCT);
    case AST_COMPARE:
      return resolve_children (resolver, node, EXPR_COMPARE);
    case AST_ALL:
      return resolve_children (resolver, node, EXPR_ALL);
    case AST_ANY:
      return resolve_children (resolver, node, EXPR_ANY);
    case AST_NOT:
      return resolve_children (resolver, node, EXPR_NOT);
    case AST_CALL:
      return resolve_call (resolver, node);
    default:
      g_assert (!resolver->unit->ok); /* an error node */
      return NULL;
    }
}

Expr *
expr_resolve (const ExprScope *scope, const AstNode *node)
{
  g_autoptr (GPtrArray) inlining = g_ptr_array_new ();
  Budget budget = { 0, 0 };
  Resolver resolver = { scope, &budget, NULL, NULL, NULL, NULL, inlining, scope->unit };
  return resolve (&resolver, node);
}
