/* Expressions resolved: names to slots, parameters and facts, literals to base values, calls of functions of the language
   inlined (a function cannot call itself, and an expression's cost is bounded, so every evaluation ends soon). */
#include "sema/expr-private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "sema/model.h"
#include "sema/quantity.h"
#include "syntax/keywords.h"
#include <string.h>

#define COST_LIMIT 10000 /* nodes visited by one evaluation */

typedef struct
{
  const ExprScope *scope;
  Expr *const *arguments;     /* of the function being inlined, by parameter; NULL outside one */
  const Function *function;   /* NULL outside one */
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
  return expr;
}

static Diag *
report (Resolver *resolver, DiagCode code, const AstNode *node, const char *text)
{
  return diag_report (resolver->scope->session->sink, code, resolver->unit->source, unit_node_span (resolver->unit, node),
                      text, NULL);
}

/* Names */

static int
word_slot (Word word)
{
  switch (word)
    {
    case WORD_ACTUAL:
      return SLOT_ACTUAL;
    case WORD_TARGET:
    case WORD_BOUND:
      return SLOT_BOUND;
    case WORD_LOWER:
      return SLOT_LOWER;
    case WORD_UPPER:
      return SLOT_UPPER;
    case WORD_RATIO:
      return SLOT_RATIO;
    case WORD_GAP:
      return SLOT_GAP;
    case WORD_DEVIATION:
      return SLOT_DEVIATION;
    case WORD_LAST_YEAR:
      return SLOT_BASELINE;
    case WORD_LEVEL_RATE:
      return SLOT_LEVEL_RATE;
    case WORD_CLAIMED_SCORE:
      return SLOT_CLAIMED;
    default:
      return -1;
    }
}

bool
expr_word_is_built_in (const char *name)
{
  Word word = word_find (name);
  return word != WORD_N && (word_slot (word) >= 0 || word == WORD_DIVISION_BY_ZERO);
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
  GPtrArray *names = resolver->scope->fact_names;
  Expr *expr = expr_new (resolver, EXPR_FACT, node, 0);
  expr->name = node->atom->text;
  for (expr->index = 0; expr->index < names->len; expr->index++)
    if (atom_same (names->pdata[expr->index], node->atom))
      return expr;
  g_ptr_array_add (names, (gpointer)node->atom);
  return expr;
}

static Expr *
unknown_name (Resolver *resolver, const AstNode *node)
{
  TextNearest nearest = TEXT_NEAREST_INIT (node->atom->text);
  const char *best;
  Diag *diag = report (resolver, DIAG_unknown_name, node, node->atom->text);
  for (unsigned i = 0; i < resolver->scope->n_params; i++)
    text_nearest_offer (&nearest, resolver->scope->params[i]->text);
  for (int word = 0; word < WORD_N && resolver->scope->slots; word++)
    if (word_slot ((Word)word) >= 0)
      text_nearest_offer (&nearest, word_name ((Word)word, false));
  if ((best = text_nearest_result (&nearest)))
    {
      diag_note (diag, N_ ("the nearest name known here is ‘{1}’"), best, NULL);
      diag_fix (diag, resolver->unit->source, unit_node_span (resolver->unit, node), best);
    }
  return NULL;
}

static Expr *
resolve_name (Resolver *resolver, const AstNode *node)
{
  const ExprScope *scope = resolver->scope;
  Word word = word_find (node->atom->text);
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
  if (scope->slots && word != WORD_N && word_slot (word) >= 0)
    return slot_new (resolver, node, (Slot)word_slot (word), node->atom->text);
  if (scope->slots && word == WORD_DIVISION_BY_ZERO)
    return expr_new (resolver, EXPR_DIVISION_BY_ZERO, node, 0);
  return scope->facts ? fact_new (resolver, node) : unknown_name (resolver, node);
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
  return expr;
}

/* Operators */

static bool
charge (Resolver *resolver, Expr *expr, const Expr *child)
{
  expr->cost += child->cost;
  if (expr->cost <= COST_LIMIT)
    return true;
  report (resolver, DIAG_expression_too_large, expr->node, G_STRINGIFY (COST_LIMIT));
  return false;
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

static Expr *
inline_function (Resolver *resolver, const AstNode *node, const Function *function)
{
  g_autofree Expr **arguments = g_new0 (Expr *, function->n_params + 1);
  Resolver inner = { resolver->scope, NULL, function, resolver->inlining, function->origin.unit };
  unsigned n = 0;
  Expr *body;
  for (const AstNode *child = node->child->next; child; child = child->next, n++)
    if (n < function->n_params && !(arguments[n] = resolve (resolver, child)))
      return NULL;
  if (n != function->n_params)
    {
      g_autofree char *count = g_strdup_printf ("%u", function->n_params);
      report (resolver, DIAG_argument_count, node, count);
      return NULL;
    }
  if (g_ptr_array_find (resolver->inlining, function, NULL))
    {
      report (resolver, DIAG_recursive_function, node, function->name->text);
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
  for (size_t i = 0; i < G_N_ELEMENTS (BUILT_INS); i++)
    text_nearest_offer (&nearest, BUILT_INS[i].name);
  if (text_nearest_result (&nearest))
    diag_fix (diag, resolver->unit->source, unit_node_span (resolver->unit, name), text_nearest_result (&nearest));
  return NULL;
}

static Expr *
resolve_call (Resolver *resolver, const AstNode *node)
{
  const AstNode *name = node->child;
  GHashTable *functions = resolver->scope->functions;
  const Function *function = functions ? g_hash_table_lookup (functions, name->atom->key) : NULL;
  unsigned n = 0, i = 0;
  Expr *expr;
  if (function)
    return inline_function (resolver, node, function);
  while (i < G_N_ELEMENTS (BUILT_INS) && strcmp (BUILT_INS[i].name, name->atom->text) != 0)
    i++;
  if (i == G_N_ELEMENTS (BUILT_INS))
    return unknown_function (resolver, name);
  for (const AstNode *child = name->next; child; child = child->next)
    n++;
  if (n < BUILT_INS[i].min || n > BUILT_INS[i].max)
    {
      g_autofree char *count = g_strdup_printf ("%u", BUILT_INS[i].min);
      report (resolver, DIAG_argument_count, node, count);
      return NULL;
    }
  expr = expr_new (resolver, EXPR_CALL, node, n);
  expr->index = BUILT_INS[i].built_in;
  n = 0;
  for (const AstNode *child = name->next; child; child = child->next, n++)
    if (!(expr->children[n].expr = resolve (resolver, child)) || !charge (resolver, expr, expr->children[n].expr))
      return NULL;
  return expr;
}

static Expr *
resolve (Resolver *resolver, const AstNode *node)
{
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
  Resolver resolver = { scope, NULL, NULL, inlining, scope->unit };
  return resolve (&resolver, node);
}

const AstNode *
expr_node (const Expr *expr)
{
  return expr->node;
}

const Unit *
expr_unit (const Expr *expr)
{
  return expr->unit;
}

const char *
expr_name (const Expr *expr)
{
  return expr->name;
}

static bool
expr_uses (const Expr *expr, ExprKind kind, unsigned index)
{
  if (expr->kind == kind && (kind != EXPR_SLOT || expr->index == index))
    return true;
  for (unsigned i = 0; i < expr->n_children; i++)
    if (expr_uses (expr->children[i].expr, kind, index))
      return true;
  return false;
}

bool
expr_uses_slot (const Expr *expr, Slot slot)
{
  return expr_uses (expr, EXPR_SLOT, slot);
}

bool
expr_uses_division_by_zero (const Expr *expr)
{
  return expr_uses (expr, EXPR_DIVISION_BY_ZERO, 0);
}
