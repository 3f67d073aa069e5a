/* Bare numbers as arguments of rules. One never stands for %: where a percentage is wanted it is a fault, and as a
   factor a large one is suspicious.  What an argument is for is asked of the types of the rule's arms. */
#include "base/i18n.h"
#include "sema/build.h"
#include <string.h>

enum
{
  LARGE_FACTOR = 10, /* a factor beyond it is likely a percentage without its sign */
  LARGE_SHARE = 5    /* of a share by default, up to it a bare number is taken for one: 0.6 is 60%, 1.3 is 130% */
};

bool
rule_use_fits_with (Model *model, const RuleUse *use, const Target *target, unsigned index, Type type)
{
  TypeContext context = rule_use_types (model, use, target);
  g_autofree Type *types = g_memdup2 (use->arg_types, sizeof (Type) * use->rule->n_params);
  types[index] = type;
  context.params = types;
  return check_arm_types (model, use->rule, &context);
}

/* `每低1扣0.1分` of a target in percent: 1 is 100%.  True: said at its place in the sentence. */
static bool
report_bare_share (Model *model, const RuleUse *use, const Target *target)
{
  const Type points = { TYPE_NUMBER, model->score, false, false };
  for (unsigned i = 0; use->sentence && target->measure->ratio && i < use->rule->n_params; i++)
    {
      const char *said = use->sentence->args[i];
      Diag *diag;
      if (!said || !use->arg_types[i].bare || use->arg_types[i].literal_zero || rule_use_fits_with (model, use, target, i, points))
        continue;
      diag = diag_report (model->session->sink, DIAG_sentence_quantity, use->origin.unit->source,
                          sentence_span (use->origin.unit, use->origin.node->child, use->sentence->args_at[i]), _ ("a percentage, such as 1个百分点"), use->rule->params[i]->text, said, NULL);
      diag_note (diag, N_ ("the target is {1}"), target->text, NULL);
      return true;
    }
  return false;
}

/* In rules as written */

/* True if the argument at INDEX is a score. */
static bool
is_points (Model *model, const RuleUse *use, const Target *target, unsigned index)
{
  const Type plain = { TYPE_NUMBER, dimension_none (model->measures), false, false };
  return !rule_use_fits_with (model, use, target, index, plain);
}

/* True if the argument at INDEX counts in the unit of the target: a rule for targets in another unit would not take a plain number. */
static bool
is_in_target_unit (Model *model, const RuleUse *use, const Target *target, unsigned index)
{
  TypeContext context = rule_use_types (model, use, target);
  const Dimension *plain = dimension_none (model->measures);
  g_autofree Type *types = g_memdup2 (use->arg_types, sizeof (Type) * use->rule->n_params);
  for (unsigned i = 0; i < use->rule->n_params; i++)
    types[i] = (Type){ TYPE_ANY, NULL, false, false };
  types[index] = (Type){ TYPE_NUMBER, plain, false, false };
  for (int slot = 0; slot < SLOT_N; slot++)
    if (slot_type ((Slot)slot) == SLOT_TYPE_VALUE && context.slots[slot].kind == TYPE_NUMBER)
      context.slots[slot].dimension = measure_own (model->measures)->dimension;
  context.params = types;
  return !check_arm_types (model, use->rule, &context);
}

bool
is_share_by_default (Model *model, const Rule *rule, unsigned index)
{
  const Expr *by_default = rule->defaults[index];
  TypeContext context = { .session = model->session, .measures = model->measures, .unit = rule->origin.unit,
                          .score = model->score, .day = model->day, .quiet = true };
  Type type = by_default ? expr_type (&context, by_default) : (Type){ TYPE_ERROR, NULL, false, false };
  return type.kind == TYPE_NUMBER && type.dimension == dimension_none (model->measures) && !type.bare && !type.literal_zero;
}

static bool
report_share (Model *model, const RuleUse *use, unsigned index, bool by_default)
{
  const Expr *argument = use->arg_exprs[index];
  RationalPool *pool = model->session->numbers;
  Rational value = use->args[index];
  const Unit *unit = expr_unit (argument);
  Span span = unit_node_span (unit, expr_node (argument));
  g_autofree char *text = unit_node_text (unit, expr_node (argument));
  g_autoptr (GString) share = g_string_new (NULL);
  Diag *diag = diag_report (model->session->sink, DIAG_bare_share, unit->source, span, use->rule->params[index]->text, text, NULL);
  bool below_one = rational_cmp (rational_abs (pool, value), RATIONAL_ONE) < 0;
  bool small = by_default ? rational_cmp (rational_abs (pool, value), RATIONAL_INT (LARGE_SHARE)) <= 0 : below_one;
  rational_append_decimal (share, small ? rational_mul (pool, value, RATIONAL_INT (100)) : value);
  g_string_append_c (share, '%');
  diag_fix (diag, unit->source, span, share->str);
  return false;
}

static void
report_factor (Model *model, const RuleUse *use, unsigned index)
{
  const Unit *unit = expr_unit (use->arg_exprs[index]);
  const AstNode *node = expr_node (use->arg_exprs[index]);
  g_autofree char *text = unit_node_text (unit, node), *share = g_strconcat (text, "%", NULL);
  Diag *diag = report_node (model, DIAG_large_factor, unit, node, use->rule->params[index]->text, text);
  diag_note (diag, N_ ("a percentage is written with its sign: {1}"), share, NULL);
}

/* The argument at INDEX, a bare number that was written. False: reported. */
static bool
check_argument (Model *model, const RuleUse *use, const Target *target, unsigned index)
{
  if (is_share_by_default (model, use->rule, index))
    return report_share (model, use, index, true);
  if (target->measure->ratio && is_in_target_unit (model, use, target, index))
    return report_share (model, use, index, false);
  if (rational_cmp (use->args[index], RATIONAL_INT (LARGE_FACTOR)) > 0 && !is_points (model, use, target, index)
      && !is_in_target_unit (model, use, target, index))
    report_factor (model, use, index);
  return true;
}

/* Whether the argument that stands at NODE has been looked at for targets in percent, or others: a default of a framework serves many
   indicators. */
static bool
is_new (Model *model, const AstNode *node, const Target *target)
{
  char *key = g_strdup_printf ("bare %p %d", (const void *)node, target->measure->ratio);
  return g_hash_table_insert (model->checked_uses, key, GUINT_TO_POINTER (1));
}

bool
check_bare_arguments (Model *model, const RuleUse *use, const Target *target)
{
  bool ok = !report_bare_share (model, use, target);
  for (unsigned i = 0; i < use->rule->n_params && !use->rule->faulty; i++)
    {
      const Type *type = &use->arg_types[i];
      const Expr *argument = use->arg_exprs[i];
      bool written = argument && argument != use->rule->defaults[i];
      if (written && type->bare && !type->literal_zero && is_new (model, expr_node (argument), target))
        ok = check_argument (model, use, target, i) && ok;
    }
  return ok;
}
