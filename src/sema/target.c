/* Targets: what is written to a set on an axis and a direction.  A target without a sign takes the direction of its indicator, of
   its tier, or 正向; which one it took is said by advise-targets.c. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/build.h"
#include "sema/quantity.h"
#include <string.h>

typedef struct
{
  Rational value;   /* base units, or the last day */
  Rational first;   /* of a date: the first day */
  bool is_date;
  const Measure *measure;
  const Expr *expr; /* that gives it; NULL: a literal */
} Bound;

static bool
report (const TargetContext *context, DiagCode code, const AstNode *node)
{
  report_node (context->model, code, context->unit, node, NULL, NULL);
  return false;
}

/* The value of EXPR, of TYPE, as a bound.  False: reported. */
static bool
set_bound (const TargetContext *context, const Expr *expr, const Type *type, const Frame *frame, Bound *ret_bound)
{
  Model *model = context->model;
  RationalPool *pool = model->session->numbers;
  const Expr *failed;
  EvalStatus status = expr_eval (expr, frame, &ret_bound->value, &failed);
  if (status != EVAL_OK)
    return !expr_report_failed (model->session, failed, frame, status) && report (context, DIAG_not_constant, expr_node (expr));
  ret_bound->expr = expr;
  ret_bound->is_date = type->kind == TYPE_DATE;
  if (ret_bound->is_date)
    {
      ret_bound->value = rational_floor (pool, rational_div (pool, ret_bound->value, model->day_factor));
      ret_bound->first = ret_bound->value;
      ret_bound->measure = measure_bare (model->measures);
      return true;
    }
  ret_bound->measure = context->has_baseline && type->dimension == context->baseline_measure->dimension
                           ? context->baseline_measure
                           : measure_find (model->measures, dimension_text (type->dimension));
  return ret_bound->measure != NULL || report (context, DIAG_not_constant, expr_node (expr));
}

/* An expression after a sign: only 上年, numbers and dates are known where a target is set. */
static bool
read_expression (const TargetContext *context, const AstNode *node, Bound *ret_bound)
{
  Model *model = context->model;
  ExprScope scope = { .session = model->session, .measures = model->measures, .unit = context->unit, .slots = IN_RULE,
                      .functions = model->functions, .model = model, .arena = model->arena };
  TypeContext types = { .session = model->session, .measures = model->measures, .unit = context->unit,
                        .score = model->score, .day = model->day };
  Frame frame = { .pool = model->session->numbers };
  const Expr *expr = expr_resolve (&scope, node);
  Type type;
  if (!expr)
    return false;
  if (!context->has_baseline && expr_uses_slot (expr, SLOT_BASELINE))
    {
      report_node (model, DIAG_no_baseline, context->unit, node, "{ 上年 18公里 }", NULL);
      return false;
    }
  for (int slot = 0; slot < SLOT_N; slot++)
    types.slots[slot] = (Type) { TYPE_ERROR, NULL, false, false };
  if (context->has_baseline)
    {
      types.slots[SLOT_BASELINE] = (Type) { TYPE_NUMBER, context->baseline_measure->dimension, false, false };
      frame_set (&frame, SLOT_BASELINE, context->baseline);
    }
  type = expr_type (&types, expr);
  if (type.kind == TYPE_ERROR)
    return false;
  if (type.kind != TYPE_NUMBER && type.kind != TYPE_DATE)
    return report (context, DIAG_not_constant, node);
  return set_bound (context, expr, &type, &frame, ret_bound);
}

static bool
read_bound (const TargetContext *context, const AstNode *node, bool after_sign, Bound *ret_bound)
{
  Model *model = context->model;
  LiteralDate date;
  Span span = unit_node_span (context->unit, node);
  Day first, last;
  DatePrecision precision;
  *ret_bound = (Bound) { .measure = measure_bare (model->measures) };
  if (node->kind == AST_NAME || node->kind == AST_GROUP || node->kind == AST_CALL)
    return read_expression (context, node, ret_bound);
  if (node->kind != AST_DATE)
    return model_read_quantity (model, context->unit, node, &ret_bound->value, &ret_bound->measure);
  literal_read_date (source_text (context->unit->source) + span.start, span.end - span.start, &date);
  if (after_sign && date.precision == DATE_YEAR) /* ≥3000年 is a number of years */
    return model_read_quantity (model, context->unit, node, &ret_bound->value, &ret_bound->measure);
  if (!date_read (model->session, context->unit, node, context->year, &first, &last, &precision))
    return false;
  if (precision == DATE_MONTH_DAY)
    {
      g_autofree char *year = g_strdup_printf ("%d年", context->year);
      Diag *diag = report_node (model, DIAG_year_taken, context->unit, node, year, NULL);
      diag_fix (diag, context->unit->source, (Span) { span.start, span.start }, year);
    }
  ret_bound->is_date = true;
  ret_bound->first = RATIONAL_INT (first);
  ret_bound->value = RATIONAL_INT (last);
  return true;
}

/* Counts have no values between whole numbers: >149个 is ≥150个. */
static void
close_integer_bounds (Model *model, Target *target)
{
  RationalPool *pool = model->session->numbers;
  Rational step = target->measure->step;
  if (!target->measure->integer || target->is_date)
    return;
  if (target->has_lower && target->lower_open)
    {
      Rational below = rational_floor (pool, rational_div (pool, target->lower, step));
      target->lower = rational_mul (pool, rational_add (pool, below, RATIONAL_ONE), step);
      target->lower_open = false;
    }
  if (target->has_upper && target->upper_open)
    {
      Rational above = rational_ceil (pool, rational_div (pool, target->upper, step));
      target->upper = rational_mul (pool, rational_sub (pool, above, RATIONAL_ONE), step);
      target->upper_open = false;
    }
}

static void
set_lower (Target *target, const Bound *bound, bool open)
{
  target->has_lower = true;
  target->lower_open = open;
  target->lower = bound->is_date && !open ? bound->first : bound->value;
}

static void
set_upper (Target *target, const Bound *bound, bool open)
{
  target->has_upper = true;
  target->upper_open = open;
  target->upper = bound->is_date && open ? bound->first : bound->value;
}

static bool
is_duration (const TargetContext *context, const Measure *measure)
{
  static const char *const UNITS[] = { "日", "个月", "工作日", "小时" };
  for (size_t i = 0; i < G_N_ELEMENTS (UNITS); i++)
    {
      const Measure *duration = measure_find (context->model->measures, UNITS[i]);
      if (duration && duration->dimension == measure->dimension)
        return true;
    }
  return false;
}

static DirectionFrom
bare_direction_from (const TargetContext *context, const Bound *bound)
{
  if (bound->is_date)
    return FROM_DATE;
  if (context->has_direction)
    return FROM_INDICATOR;
  if (rational_sign (bound->value) == 0)
    return FROM_ZERO;
  if (context->from_name)
    return FROM_NAME;
  if (context->has_tier_direction && context->tier_direction == DIRECTION_DOWN)
    return FROM_TIER; /* which says more than that durations are ceilings anyway */
  if (is_duration (context, bound->measure))
    return FROM_DURATION;
  return context->has_tier_direction ? FROM_TIER : FROM_DEFAULT;
}

static Direction
bare_direction (const TargetContext *context, DirectionFrom from)
{
  switch (from)
    {
    case FROM_DATE:
      return DIRECTION_DEADLINE;
    case FROM_INDICATOR:
      return context->direction;
    case FROM_ZERO:
    case FROM_DURATION:
      return DIRECTION_DOWN;
    case FROM_NAME:
    case FROM_TIER:
      return context->tier_direction;
    case FROM_SIGN:
    case FROM_LEVEL:
    case FROM_DEFAULT:
      break;
    }
  return DIRECTION_UP;
}

static bool
set_bare (const TargetContext *context, const AstNode *node, const Bound *bound, Target *target)
{
  target->bare = true;
  target->from = bare_direction_from (context, bound);
  target->direction = bare_direction (context, target->from);
  switch (target->direction)
    {
    case DIRECTION_UP:
      set_lower (target, bound, false);
      return true;
    case DIRECTION_DOWN:
    case DIRECTION_DEADLINE:
      set_upper (target, bound, false);
      return bound->is_date == (target->direction == DIRECTION_DEADLINE)
             || report (context, DIAG_direction_contradicts, context->direction_node ? context->direction_node : node);
    case DIRECTION_EQUAL:
      set_lower (target, bound, false);
      set_upper (target, bound, false);
      return true;
    case DIRECTION_LEVEL:
    case DIRECTION_N:
      break;
    }
  return report (context, DIAG_direction_contradicts, context->direction_node ? context->direction_node : node);
}

static bool
set_signed (const TargetContext *context, const AstNode *node, const Bound *bound, Target *target)
{
  switch (node->op)
    {
    case TARGET_AT_LEAST:
    case TARGET_ABOVE:
      target->direction = DIRECTION_UP;
      set_lower (target, bound, node->op == TARGET_ABOVE);
      break;
    case TARGET_AT_MOST:
    case TARGET_BELOW:
      target->direction = DIRECTION_DOWN;
      set_upper (target, bound, node->op == TARGET_BELOW);
      break;
    case TARGET_EQUAL:
      target->direction = DIRECTION_EQUAL;
      set_lower (target, bound, false);
      set_upper (target, bound, false);
      break;
    case TARGET_BY:
      if (!bound->is_date)
        return report (context, DIAG_expected_date, node);
      set_upper (target, bound, false);
      break;
    default:
      return report (context, DIAG_no_such_target, node);
    }
  if (bound->is_date)
    target->direction = DIRECTION_DEADLINE;
  return true;
}

/* 方向 beside a sign must say the same. */
static bool
check_direction (const TargetContext *context, const Target *target)
{
  if (!context->has_direction || context->direction == target->direction)
    return true;
  report_node (context->model, DIAG_direction_contradicts, context->unit, context->direction_node, NULL, NULL);
  return false;
}

static bool
read_range (const TargetContext *context, const AstNode *band, Target *target)
{
  Bound low, high;
  int order;
  if (!read_bound (context, band->child, false, &low) || !read_bound (context, band->child->next, false, &high))
    return false;
  if (low.is_date != high.is_date)
    return report (context, DIAG_range_of_two_kinds, band);
  if (!*low.measure->text && *high.measure->text) /* 5..10个: the bound without a unit takes the other's */
    {
      low.value = rational_mul (context->model->session->numbers, low.value, high.measure->factor);
      low.measure = high.measure;
    }
  else if (!*high.measure->text && *low.measure->text)
    {
      high.value = rational_mul (context->model->session->numbers, high.value, low.measure->factor);
      high.measure = low.measure;
    }
  if (low.measure->dimension != high.measure->dimension)
    return report (context, DIAG_range_of_two_kinds, band);
  target->direction = low.is_date ? DIRECTION_DEADLINE : DIRECTION_EQUAL;
  target->is_date = low.is_date;
  target->measure = low.measure;
  set_lower (target, &low, band->op == RANGE_OPEN_START || band->op == RANGE_OPEN);
  set_upper (target, &high, band->op == RANGE_OPEN_END || band->op == RANGE_OPEN);
  order = rational_cmp (target->lower, target->upper);
  if (order > 0 || (order == 0 && (target->lower_open || target->upper_open)))
    return report (context, DIAG_empty_range, band);
  return true;
}

/* Levels */

/* `约20公里`. */
static bool
is_about_a_number (const char *words)
{
  static const char *const ABOUT[] = { "大约", "约", "近", "左右" };
  for (size_t i = 0; i < G_N_ELEMENTS (ABOUT); i++)
    if (g_str_has_prefix (words, ABOUT[i]) && g_ascii_isdigit (words[strlen (ABOUT[i])]))
      return true;
  return false;
}

static void
report_unknown_level (const TargetContext *context, const AstNode *node)
{
  Model *model = context->model;
  TextNearest nearest = TEXT_NEAREST_INIT (node->atom->text);
  GHashTableIter iter;
  gpointer levels;
  const char *best;
  Diag *diag = report_node (model, DIAG_unknown_level, context->unit, node, node->atom->text, NULL);
  g_hash_table_iter_init (&iter, model->levels);
  while (g_hash_table_iter_next (&iter, NULL, &levels))
    {
      const Level *level = ((GPtrArray *)levels)->pdata[0];
      if (!context->scale || level->scale == context->scale)
        text_nearest_offer (&nearest, level->name->text);
    }
  if ((best = text_nearest_result (&nearest)))
    {
      diag_note (diag, N_ ("the nearest declared level is ‘{1}’"), best, NULL);
      diag_fix (diag, context->unit->source, unit_node_span (context->unit, node), best);
    }
  if (is_about_a_number (node->atom->text))
    diag_note (diag, N_ ("左右 and 约 set no exact target: write a sign (≥20公里) or a range (18公里..22公里)"), NULL);
  else
    diag_note (diag, N_ ("declare it on a scale (等次), or write words that are no level in quotes"), NULL);
}

static void
report_ambiguous_level (const TargetContext *context, const AstNode *node)
{
  const GPtrArray *levels = g_hash_table_lookup (context->model->levels, node->atom->key);
  Diag *diag = report_node (context->model, DIAG_ambiguous_level, context->unit, node, node->atom->text, NULL);
  for (guint i = 0; i < levels->len; i++)
    {
      const Scale *scale = ((const Level *)levels->pdata[i])->scale;
      diag_note (diag, N_ ("it is a level of ‘{1}’"), scale->name->text, NULL);
    }
}

static const Level *
find_judged_level (const TargetContext *context, const char *name)
{
  const Scale *scale = context->framework && !context->scale ? model_judging_scale (context->model, context->framework) : NULL;
  return scale ? model_find_level (context->model, scale, name, NULL) : NULL;
}

static bool
read_level (const TargetContext *context, const AstNode *node, Target *target)
{
  bool ambiguous;
  target->direction = DIRECTION_LEVEL;
  target->from = FROM_LEVEL;
  target->words = node->atom->text;
  target->level = find_judged_level (context, node->atom->text);
  if (target->level)
    return true;
  target->level = model_find_level (context->model, context->scale, node->atom->text, &ambiguous);
  if (target->level)
    return true;
  if (ambiguous)
    {
      report_ambiguous_level (context, node);
      return false;
    }
  if (node->kind == AST_STRING && !context->scale)
    return check_name (context->model, context->unit, node);
  report_unknown_level (context, node);
  return false;
}

bool
build_target (const TargetContext *context, const AstNode *node, Target *ret_target)
{
  Model *model = context->model;
  const AstNode *operand = node->child;
  Target target = { .measure = measure_bare (model->measures), .node = node };
  Bound bound;
  if (!operand)
    return false; /* an error node, reported */
  target.text = model_plain_text (model, context->unit, node);
  if (node->op == TARGET_LEVEL)
    {
      if (!read_level (context, operand, &target))
        return false;
    }
  else if (node->op == TARGET_RANGE)
    {
      if (!read_range (context, operand, &target))
        return false;
    }
  else
    {
      if (!read_bound (context, operand, node->op != TARGET_BARE && node->op != TARGET_BY, &bound))
        return false;
      target.measure = bound.measure;
      target.is_date = bound.is_date;
      target.expr = bound.expr;
      if (!(node->op == TARGET_BARE ? set_bare (context, node, &bound, &target)
                                    : set_signed (context, node, &bound, &target)))
        return false;
    }
  close_integer_bounds (model, &target);
  if (target.has_lower && target.has_upper && rational_cmp (target.lower, target.upper) > 0)
    return report (context, DIAG_empty_range, operand); /* 5<..<6个: no whole number lies between */
  if (!check_direction (context, &target))
    return false;
  *ret_target = target;
  return true;
}
