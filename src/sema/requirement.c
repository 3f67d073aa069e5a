/* 要求: what a rule wants of its arguments, of the weight and of the target, before there is any actual
   value.  Resolved with the rule, typed with its arms, and evaluated for each use of it.  What reads no
   weight and no target is decided where the arguments are written: in a 缺省规则, or as defaults of the rule
   itself; the rest, and all of an indicator's own, at the indicator. */
#include "base/i18n.h"
#include "sema/build.h"

static const Type BOOLEAN = { TYPE_BOOLEAN, NULL, false, false };
static const Slot SLOTS_READ[] = { SLOT_WEIGHT, SLOT_BOUND, SLOT_LOWER, SLOT_UPPER };

/* Declarations */

static bool
reads_slots (const Expr *condition)
{
  for (size_t i = 0; i < G_N_ELEMENTS (SLOTS_READ); i++)
    if (expr_uses_slot (condition, SLOTS_READ[i]))
      return true;
  return false;
}

static bool
reads_anything (const Rule *rule, const Expr *condition)
{
  for (unsigned i = 0; i < rule->n_params; i++)
    if (expr_uses_param (condition, i))
      return true;
  return reads_slots (condition);
}

void
read_requirements (Model *model, Rule *rule, const AstNode *node)
{
  const Unit *unit = rule->origin.unit;
  Requirement *requirements = arena_array (model->arena, Requirement, ast_count (node, AST_REQUIREMENT) + 1);
  ExprScope scope = { .session = model->session,
                      .measures = model->measures,
                      .unit = unit,
                      .params = rule->params,
                      .n_params = rule->n_params,
                      .slots = IN_REQUIREMENT,
                      .functions = model->functions,
                      .model = model,
                      .arena = model->arena };
  const AstNode *arm = ast_find (node, AST_ARM);
  rule->requirements = requirements;
  for (const AstNode *child = ast_find (node, AST_REQUIREMENT); child; child = ast_find_next (child))
    {
      const AstNode *text = child->child->next;
      const Expr *condition = expr_resolve (&scope, child->child);
      if (arm && child->at.first > arm->at.first)
        report_node (model, DIAG_requirement_after_arm, unit, child, NULL, NULL);
      if (!condition)
        continue;
      if (!reads_anything (rule, condition))
        {
          g_autofree char *written = unit_node_text (unit, child->child);
          report_node (model, DIAG_requirement_of_nothing, unit, child->child, written, NULL);
          continue;
        }
      requirements[rule->n_requirements++]
          = (Requirement){ condition, text ? text->atom->text : NULL, child };
    }
}

bool
check_requirement_types (Model *model, const Rule *rule, const TypeContext *context)
{
  bool ok = true;
  for (unsigned i = 0; i < rule->n_requirements; i++)
    {
      const Expr *condition = rule->requirements[i].condition;
      Type type = expr_type (context, condition);
      ok = ok && type.kind == TYPE_BOOLEAN;
      if (type.kind != TYPE_BOOLEAN && type.kind != TYPE_ERROR && !context->quiet)
        report_node (model, DIAG_expected_condition, expr_unit (condition), expr_node (condition), NULL,
                     NULL);
    }
  return ok;
}

/* Arguments */

static bool
is_written (const RuleUse *use, unsigned index)
{
  return (use->sentence && use->sentence->args[index])
         || (use->arg_exprs[index] && use->arg_exprs[index] != use->rule->defaults[index]);
}

char *
rule_argument_text (const RuleUse *use, unsigned index)
{
  const Expr *expr = use->arg_exprs[index];
  if (use->sentence && use->sentence->args[index])
    return g_strdup (use->sentence->args[index]);
  return expr ? unit_node_text (expr_unit (expr), expr_node (expr)) : NULL;
}

typedef struct
{
  const Unit *unit;
  Span span;
} Place;

static Place
place_of_argument (const RuleUse *use, unsigned index)
{
  const Expr *expr = use->arg_exprs[index];
  if (use->sentence && use->sentence->args[index])
    return (Place){ use->origin.unit, sentence_span (use->origin.unit, use->origin.node->child,
                                                     use->sentence->args_at[index]) };
  return (Place){ expr_unit (expr), unit_node_span (expr_unit (expr), expr_node (expr)) };
}

/* Violations */

typedef struct
{
  const Model *model;
  const RuleUse *use;
  const Indicator *indicator; /* or NULL: of a declaration */
  bool quiet;                 /* report nothing */
  Frame frame;
} Asking;

/* The last argument that was written for what CONDITION reads, else the use as a whole; of the defaults of a
 * rule, the last. */
static Place
place_to_blame (const Asking *asking, const Expr *condition)
{
  const RuleUse *use = asking->use;
  const AstNode *node = use->origin.node;
  bool declaration = node == use->rule->origin.node;
  for (unsigned i = use->rule->n_params; i-- > 0;)
    if (expr_uses_param (condition, i) && (declaration || is_written (use, i)))
      return place_of_argument (use, i);
  if (node->kind == AST_INDICATOR)
    node = indicator_head (node);
  return (Place){ use->origin.unit, unit_node_span (use->origin.unit, node) };
}

static void
append_value (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "%s%s = %s", out->len ? _ (", ") : "", name, value);
}

/* `一档 = 5个, 二档 = 8个`: all that CONDITION reads. (owned) */
static char *
values_text (const Asking *asking, const Expr *condition)
{
  const RuleUse *use = asking->use;
  const Indicator *indicator = asking->indicator;
  GString *out = g_string_new (NULL);
  for (unsigned i = 0; i < use->rule->n_params; i++)
    if (expr_uses_param (condition, i))
      {
        g_autofree char *text = rule_argument_text (use, i);
        append_value (out, use->rule->params[i]->text, text);
        if (!is_written (use, i) && use->origin.node != use->rule->origin.node)
          g_string_append (out, _ (" (by default)"));
      }
  if (indicator && expr_uses_slot (condition, SLOT_WEIGHT))
    {
      g_autoptr (GString) weight = g_string_new (NULL);
      rational_append_decimal (weight, indicator->weight);
      append_value (out, slot_name (SLOT_WEIGHT, false), weight->str);
    }
  for (size_t i = 1; indicator && i < G_N_ELEMENTS (SLOTS_READ); i++)
    if (expr_uses_slot (condition, SLOTS_READ[i]))
      {
        g_string_append_printf (out, "%s%s %s", out->len ? _ (", ") : "", word_name (WORD_TARGET, false),
                                indicator->target.text);
        break;
      }
  return g_string_free (out, FALSE);
}

/* The indicator, where it is written elsewhere than what is to blame. */
static void
label_indicator (const Indicator *indicator, Place place, Diag *diag)
{
  const Origin *origin = &indicator->origin;
  Span span = unit_node_span (origin->unit, origin->node);
  if (place.unit == origin->unit && place.span.start >= span.start && place.span.end <= span.end)
    return;
  diag_label (diag, origin->unit->source, unit_node_span (origin->unit, indicator_head (origin->node)),
              N_ ("this indicator is scored by the rule"), NULL);
}

static void
report_violation (const Asking *asking, const Requirement *requirement, EvalStatus status)
{
  const Rule *rule = asking->use->rule;
  Place place = place_to_blame (asking, requirement->condition);
  g_autofree char *written = unit_node_text (rule->origin.unit, requirement->node->child);
  g_autofree char *values = values_text (asking, requirement->condition);
  Diag *diag = diag_report (asking->model->session->sink, DIAG_requirement_violated, place.unit->source,
                            place.span, rule->name->text, written, values, NULL);
  diag_label (diag, rule->origin.unit->source, unit_node_span (rule->origin.unit, requirement->node),
              N_ ("required here"), NULL);
  if (asking->indicator)
    label_indicator (asking->indicator, place, diag);
  if (requirement->text)
    diag_note (diag, "{1}", requirement->text, NULL);
  if (status == EVAL_DIVISION_BY_ZERO)
    diag_note (diag, N_ ("it divides by 0 here"), NULL);
}

/* False: reported, unless ASKING is quiet. */
static bool
is_met (const Asking *asking, const Requirement *requirement)
{
  Session *session = asking->model->session;
  const RuleUse *use = asking->use;
  const AstNode *node = use->origin.node;
  const Expr *failed;
  Rational value, places;
  EvalStatus status;
  if (expr_bad_places (requirement->condition, session->numbers, use->args, &places))
    {
      if (!asking->quiet)
        expr_report_places (session, use->origin.unit,
                            node == use->rule->origin.node ? node_name (node) : node, places);
      return false;
    }
  status = expr_eval (requirement->condition, &asking->frame, &value, &failed);
  if (status == EVAL_OK && rational_sign (value) != 0)
    return true;
  if (asking->quiet)
    return false;
  if (status == EVAL_OK || !expr_report_failed (session, failed, &asking->frame, status))
    report_violation (asking, requirement, status);
  return false;
}

/* Without a target */

/* True if REQUIREMENT can be decided of the arguments of USE alone.  What does not fit together, and a bare
   number for a percentage, is said where the use meets a target. */
static bool
is_decidable (Model *model, const RuleUse *use, const Requirement *requirement)
{
  TypeContext context = { .session = model->session,
                          .measures = model->measures,
                          .unit = use->rule->origin.unit,
                          .score = model->score,
                          .day = model->day,
                          .params = use->arg_types,
                          .quiet = true };
  if (reads_slots (requirement->condition))
    return false;
  for (unsigned i = 0; i < use->rule->n_params; i++)
    if (expr_uses_param (requirement->condition, i)
        && (use->arg_types[i].kind == TYPE_ERROR
            || (is_written (use, i) && use->arg_types[i].bare && !use->arg_types[i].literal_zero
                && is_share_by_default (model, use->rule, i))))
      return false;
  return expr_type (&context, requirement->condition).kind == BOOLEAN.kind;
}

/* True if all that CONDITION reads are defaults, of which the declaration of the rule has told. */
static bool
is_told (const RuleUse *use, const Expr *condition)
{
  for (unsigned i = 0; i < use->rule->n_params; i++)
    if (expr_uses_param (condition, i) && is_written (use, i))
      return false;
  return !reads_slots (condition);
}

static Asking
asking_of (const Model *model, const RuleUse *use, const Indicator *indicator)
{
  return (Asking){ model, use, indicator, false, { .pool = model->session->numbers, .params = use->args } };
}

void
check_use_alone (Model *model, RuleUse *use)
{
  Asking asking = asking_of (model, use, NULL);
  for (unsigned i = 0; i < use->rule->n_requirements; i++)
    {
      const Requirement *requirement = &use->rule->requirements[i];
      if (!is_told (use, requirement->condition) && is_decidable (model, use, requirement)
          && !is_met (&asking, requirement))
        use->refused = true;
    }
}

void
check_defaults_alone (Model *model, const Rule *rule)
{
  TypeContext context = { .session = model->session,
                          .measures = model->measures,
                          .unit = rule->origin.unit,
                          .score = model->score,
                          .day = model->day,
                          .quiet = true };
  RuleUse use;
  Asking asking;
  if (rule->n_requirements == 0)
    return;
  begin_rule_use (model, rule, rule->origin, &use);
  asking = asking_of (model, &use, NULL);
  for (unsigned i = 0; i < rule->n_params; i++)
    {
      const Expr *by_default = rule->defaults[i];
      use.arg_exprs[i] = by_default;
      use.arg_types[i]
          = by_default ? expr_type (&context, by_default) : (Type){ TYPE_ERROR, NULL, false, false };
      if (by_default && expr_eval (by_default, &asking.frame, &use.args[i], NULL) != EVAL_OK)
        use.arg_types[i].kind = TYPE_ERROR; /* said where it is used */
    }
  for (unsigned i = 0; i < rule->n_requirements; i++)
    if (is_decidable (model, &use, &rule->requirements[i]))
      is_met (&asking, &rule->requirements[i]);
}

/* For an indicator */

static void
set_bounds (const Model *model, const Target *target, Frame *frame)
{
  Rational factor = target->is_date ? model->day_factor : RATIONAL_ONE;
  frame->dates = target->is_date;
  if (target->has_lower)
    frame_set (frame, SLOT_LOWER, rational_mul (frame->pool, target->lower, factor));
  if (target->has_upper)
    frame_set (frame, SLOT_UPPER, rational_mul (frame->pool, target->upper, factor));
}

/* 目标值 of a range is the nearest of its bounds: either may be. */
static bool
is_met_at_bounds (Asking *asking, const Requirement *requirement)
{
  static const Slot ENDS[] = { SLOT_LOWER, SLOT_UPPER };
  if (!expr_uses_slot (requirement->condition, SLOT_BOUND))
    return is_met (asking, requirement);
  for (size_t i = 0; i < G_N_ELEMENTS (ENDS); i++)
    if (frame_has (&asking->frame, ENDS[i]))
      {
        frame_set (&asking->frame, SLOT_BOUND, asking->frame.slots[ENDS[i]]);
        if (!is_met (asking, requirement))
          return false;
      }
  return true;
}

static Asking
asking_for (const Model *model, const RuleUse *use, const Indicator *indicator)
{
  Asking asking = asking_of (model, use, indicator);
  set_bounds (model, &indicator->target, &asking.frame);
  if (indicator->has_weight)
    frame_set (&asking.frame, SLOT_WEIGHT, indicator->weight);
  return asking;
}

bool
check_requirements (Model *model, const RuleUse *use, const Indicator *indicator)
{
  Asking asking;
  bool ok = true;
  if (use->rule->n_requirements == 0 || use->rule->faulty)
    return true;
  asking = asking_for (model, use, indicator);
  for (unsigned i = 0; i < use->rule->n_requirements; i++)
    {
      const Requirement *requirement = &use->rule->requirements[i];
      if (is_told (use, requirement->condition)
          || (!indicator->has_weight && expr_uses_slot (requirement->condition, SLOT_WEIGHT)))
        continue;
      ok = is_met_at_bounds (&asking, requirement) && ok;
    }
  return ok;
}

bool
model_rule_accepts (const Model *model, const Indicator *indicator)
{
  const RuleUse *use = &indicator->rule;
  Asking asking = asking_for (model, use, indicator);
  asking.quiet = true;
  for (unsigned i = 0; i < use->rule->n_requirements; i++)
    if (!is_met_at_bounds (&asking, &use->rule->requirements[i]))
      return false;
  return true;
}
