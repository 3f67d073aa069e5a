/* Evaluation of a resolved expression over one frame.  Nothing is allocated, but for a text in which words are looked for; a value that is missing and a division by zero are
   results, not faults, and carry the place that they come from. */
#include "base/limits.h"
#include "sema/expr-private.h"
#include "syntax/ast.h"

typedef struct
{
  const Frame *frame;
  const Expr *failed;
} Evaluation;

static EvalStatus eval (Evaluation *evaluation, const Expr *expr, Rational *ret_value);

static EvalStatus
fail (Evaluation *evaluation, const Expr *expr, EvalStatus status)
{
  evaluation->failed = expr;
  return status;
}

static EvalStatus
eval_slot (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  const Frame *frame = evaluation->frame;
  if (!frame_has (frame, (Slot)expr->index))
    return fail (evaluation, expr, EVAL_NO_VALUE);
  *ret_value = frame->slots[expr->index];
  return EVAL_OK;
}

static EvalStatus
eval_fact (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  const Frame *frame = evaluation->frame;
  if (!frame->has_fact || !frame->has_fact[expr->index])
    return fail (evaluation, expr, EVAL_NO_VALUE);
  *ret_value = frame->facts[expr->index];
  return EVAL_OK;
}

static EvalStatus
eval_sum (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  RationalPool *pool = evaluation->frame->pool;
  Rational sum = RATIONAL_ZERO, operand;
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      EvalStatus status = eval (evaluation, expr->children[i].expr, &operand);
      if (status != EVAL_OK)
        return status;
      sum = expr->children[i].inverse ? rational_sub (pool, sum, operand) : rational_add (pool, sum, operand);
      if (rational_is_longer (sum, LIMIT_COMPUTED_DIGITS))
        return fail (evaluation, expr, EVAL_TOO_LONG);
    }
  *ret_value = expr->kind == EXPR_NEGATIVE ? rational_neg (pool, sum) : sum;
  return EVAL_OK;
}

static EvalStatus
eval_product (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  RationalPool *pool = evaluation->frame->pool;
  Rational product = RATIONAL_ONE, operand;
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      EvalStatus status = eval (evaluation, expr->children[i].expr, &operand);
      if (status != EVAL_OK)
        return status;
      if (expr->children[i].inverse && rational_sign (operand) == 0)
        return fail (evaluation, expr->children[i].expr, EVAL_DIVISION_BY_ZERO);
      product = expr->children[i].inverse ? rational_div (pool, product, operand) : rational_mul (pool, product, operand);
      if (rational_is_longer (product, LIMIT_COMPUTED_DIGITS))
        return fail (evaluation, expr, EVAL_TOO_LONG);
    }
  *ret_value = product;
  return EVAL_OK;
}

static bool
relation_holds (unsigned relation, int order)
{
  switch (relation)
    {
    case RELATION_GE:
      return order >= 0;
    case RELATION_GT:
      return order > 0;
    case RELATION_LE:
      return order <= 0;
    case RELATION_LT:
      return order < 0;
    case RELATION_EQ:
      return order == 0;
    case RELATION_NE:
      return order != 0;
    }
  g_assert_not_reached ();
}

static EvalStatus
eval_compare (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  Rational left, right;
  EvalStatus status = eval (evaluation, expr->children[0].expr, &left);
  if (status != EVAL_OK || (status = eval (evaluation, expr->children[1].expr, &right)) != EVAL_OK)
    return status;
  *ret_value = RATIONAL_INT (relation_holds (expr->index, rational_cmp (left, right)));
  return EVAL_OK;
}

/* 且 and 或, from the left, stopping as soon as the answer is known. */
static EvalStatus
eval_logic (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  bool stop_at = expr->kind == EXPR_ANY;
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      Rational operand;
      EvalStatus status = eval (evaluation, expr->children[i].expr, &operand);
      if (status != EVAL_OK)
        return status;
      if ((rational_sign (operand) != 0) == stop_at)
        {
          *ret_value = RATIONAL_INT (stop_at);
          return EVAL_OK;
        }
    }
  *ret_value = RATIONAL_INT (!stop_at);
  return EVAL_OK;
}

static EvalStatus
eval_not (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  Rational operand;
  EvalStatus status = eval (evaluation, expr->children[0].expr, &operand);
  if (status == EVAL_OK)
    *ret_value = RATIONAL_INT (rational_sign (operand) == 0);
  return status;
}

static bool
are_places (Rational places)
{
  return rational_is_integer (places) && rational_sign (places) >= 0
         && rational_cmp (places, RATIONAL_INT (MAX_ROUND_PLACES)) <= 0;
}

/* The places of round (x, n): what was known when the definition was read is a whole number from 0 to 18. */
static unsigned
round_places (Rational places)
{
  return are_places (places) ? (unsigned)places.num : MAX_ROUND_PLACES;
}

static Rational
call_two (RationalPool *pool, BuiltIn built_in, Rational a, Rational b)
{
  return built_in == BUILT_IN_MIN   ? rational_min (a, b)
         : built_in == BUILT_IN_MAX ? rational_max (a, b)
                                    : rational_round (pool, a, round_places (b));
}

static Rational
call_one (RationalPool *pool, BuiltIn built_in, Rational a)
{
  switch (built_in)
    {
    case BUILT_IN_ABS:
      return rational_abs (pool, a);
    case BUILT_IN_CEIL:
      return rational_ceil (pool, a);
    case BUILT_IN_FLOOR:
      return rational_floor (pool, a);
    case BUILT_IN_ROUND:
      return rational_round (pool, a, 0);
    case BUILT_IN_MIN:
    case BUILT_IN_MAX:
    case BUILT_IN_CLAMP:
    case BUILT_IN_WORKING_DAYS:
    case BUILT_IN_WORKING_DAY:
    case BUILT_IN_HAS_WORD:
    case BUILT_IN_IS_WORD:
      return a;
    }
  g_assert_not_reached ();
}

/* 工作日数 and 工作日后. */
static EvalStatus
eval_days (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  const Frame *frame = evaluation->frame;
  Rational arguments[2];
  EvalStatus status;
  for (unsigned i = 0; i < 2; i++)
    {
      const Expr *child = expr->children[i].expr;
      bool is_date = i == 0 || expr->index == BUILT_IN_WORKING_DAYS;
      if (is_date && !frame->dates && expr_reads_value (child))
        return fail (evaluation, child, EVAL_NO_VALUE);
      if ((status = eval (evaluation, child, &arguments[i])) != EVAL_OK)
        return status;
    }
  status = expr_days_eval (expr, frame->pool, arguments, ret_value);
  return status == EVAL_OK ? status : fail (evaluation, status == EVAL_BAD_COUNT ? expr->children[1].expr : expr, status);
}

static EvalStatus
eval_call (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  RationalPool *pool = evaluation->frame->pool;
  BuiltIn built_in = (BuiltIn)expr->index;
  Rational result = RATIONAL_ZERO, argument[3];
  if (built_in == BUILT_IN_WORKING_DAYS || built_in == BUILT_IN_WORKING_DAY)
    return eval_days (evaluation, expr, ret_value);
  if (expr->words)
    return expr_words_eval (expr, evaluation->frame, ret_value) == EVAL_OK ? EVAL_OK : fail (evaluation, expr, EVAL_NO_VALUE);
  for (unsigned i = 0; i < expr->n_children; i++)
    {
      Rational value;
      EvalStatus status = eval (evaluation, expr->children[i].expr, &value);
      if (status != EVAL_OK)
        return status;
      argument[MIN (i, 2)] = value;
      if (i == 0)
        result = value;
      else if (built_in != BUILT_IN_CLAMP)
        result = call_two (pool, built_in, result, value);
    }
  if (built_in == BUILT_IN_CLAMP)
    result = rational_min (rational_max (argument[0], argument[1]), argument[2]);
  else if (expr->n_children == 1)
    result = call_one (pool, built_in, result);
  *ret_value = result;
  return EVAL_OK;
}

static EvalStatus
eval_form (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  switch (expr->kind)
    {
    case EXPR_CONSTANT:
      *ret_value = expr->value;
      return EVAL_OK;
    case EXPR_SLOT:
      return eval_slot (evaluation, expr, ret_value);
    case EXPR_PARAM:
      *ret_value = evaluation->frame->params[expr->index];
      return EVAL_OK;
    case EXPR_FACT:
      return eval_fact (evaluation, expr, ret_value);
    case EXPR_MET:
      *ret_value = RATIONAL_INT (evaluation->frame->met);
      return EVAL_OK;
    case EXPR_UNMET:
      *ret_value = RATIONAL_INT (!evaluation->frame->met);
      return EVAL_OK;
    case EXPR_DIVISION_BY_ZERO:
      *ret_value = RATIONAL_INT (evaluation->frame->division_by_zero);
      return EVAL_OK;
    case EXPR_NEGATIVE:
    case EXPR_SUM:
      return eval_sum (evaluation, expr, ret_value);
    case EXPR_PRODUCT:
      return eval_product (evaluation, expr, ret_value);
    case EXPR_COMPARE:
      return eval_compare (evaluation, expr, ret_value);
    case EXPR_ALL:
    case EXPR_ANY:
      return eval_logic (evaluation, expr, ret_value);
    case EXPR_NOT:
      return eval_not (evaluation, expr, ret_value);
    case EXPR_CALL:
      return eval_call (evaluation, expr, ret_value);
    }
  g_assert_not_reached ();
}

static EvalStatus
eval (Evaluation *evaluation, const Expr *expr, Rational *ret_value)
{
  const ExprWatch *watch = evaluation->frame->watch;
  EvalStatus status = eval_form (evaluation, expr, ret_value);
  if (watch)
    watch->seen (watch->data, expr, status, status == EVAL_OK ? *ret_value : RATIONAL_ZERO);
  return status;
}

EvalStatus
expr_eval (const Expr *expr, const Frame *frame, Rational *ret_value, const Expr **ret_failed)
{
  Evaluation evaluation = { frame, NULL };
  EvalStatus status = eval (&evaluation, expr, ret_value);
  if (status != EVAL_OK && ret_failed)
    *ret_failed = evaluation.failed;
  return status;
}

/* Places that are known beforehand; a unit is the affair of expr-type.c */

static bool
is_known (const Expr *expr, const Rational *params)
{
  bool plain = expr->kind == EXPR_CONSTANT && expr->type.kind == TYPE_NUMBER && !*dimension_text (expr->type.dimension);
  bool known = plain || (expr->kind == EXPR_PARAM && params)
               || (expr->n_children > 0 && expr->kind != EXPR_CALL);
  for (unsigned i = 0; i < expr->n_children; i++)
    known = known && is_known (expr->children[i].expr, params);
  return known;
}

const Expr *
expr_bad_places (const Expr *expr, RationalPool *pool, const Rational *params, Rational *ret_places)
{
  Frame frame = { .pool = pool, .params = params };
  const Expr *places = expr->kind == EXPR_CALL && expr->index == BUILT_IN_ROUND && expr->n_children > 1 ? expr->children[1].expr
                                                                                                     : NULL;
  if (places && is_known (places, params) && expr_eval (places, &frame, ret_places, NULL) == EVAL_OK && !are_places (*ret_places))
    return places;
  for (unsigned i = 0; i < expr->n_children; i++)
    if ((places = expr_bad_places (expr->children[i].expr, pool, params, ret_places)))
      return places;
  return NULL;
}

void
expr_report_places (Session *session, const Unit *unit, const AstNode *node, Rational places)
{
  g_autoptr (GString) found = g_string_new (NULL);
  rational_append_decimal (found, places);
  diag_report (session->sink, DIAG_round_places, unit->source, unit_node_span (unit, node), G_STRINGIFY (MAX_ROUND_PLACES),
               found->str, NULL);
}
