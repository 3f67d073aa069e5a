/* Proofs as diagnostics.  Uses that cannot differ (rule, arguments, target, weight) are proved once, and what
   is found is said once for each rule, its arguments and the kind of target.  An arm that one target never
   takes may be there for others: it is reported only if no use here takes it, nor any of the targets tried in
   place of theirs. */
#include "prove/advise.h"
#include "base/i18n.h"
#include "prove/table.h"

enum
{
  MOST_PIECES = 20000000, /* for all uses together: some ten seconds */
  OTHER_TARGETS = 7,      /* tried in place of those here */
  OTHER_SIZES = 7,
  OTHER_ARGS = 4
};

/* All uses of one rule in the model. */
typedef struct
{
  const Rule *rule;
  const Scheme *scheme;
  const Indicator *first;
  ArmState *arms;
} RuleSeen;

typedef struct
{
  Model *model;
  GString *tables;    /* or NULL */
  Arena *arena;       /* of this advice */
  GHashTable *proved; /* uses, as text */
  GHashTable *said;   /* findings, as text */
  GHashTable *seen;   /* Rule -> RuleSeen */
  GPtrArray *order;   /* RuleSeen, as first met */
  guint64 made;       /* pieces */
} Advice;

/* Keys */

static void
append_args (GString *key, const RuleUse *use)
{
  g_string_append_printf (key, "%p", (const void *)use->rule);
  for (unsigned i = 0; i < use->rule->n_params; i++)
    {
      g_string_append_c (key, ' ');
      rational_append_fraction (key, use->args[i]);
    }
}

/* (owned) */
static char *
use_key (const Indicator *indicator)
{
  const Target *target = &indicator->target;
  GString *key = g_string_new (NULL);
  append_args (key, &indicator->rule);
  g_string_append_printf (key, " %d %d%d%d%d%d %p %p %s ", target->direction, target->is_date,
                          target->has_lower, target->lower_open, target->has_upper, target->upper_open,
                          (const void *)target->measure, (const void *)target->level,
                          target->words && !target->level ? target->words : "");
  rational_append_fraction (key, target->has_lower ? target->lower : RATIONAL_ZERO);
  g_string_append_c (key, ' ');
  rational_append_fraction (key, target->has_upper ? target->upper : RATIONAL_ZERO);
  g_string_append_c (key, ' ');
  rational_append_fraction (key, indicator->weight);
  if (indicator->has_baseline)
    {
      g_string_append_c (key, ' ');
      rational_append_fraction (key, indicator->baseline);
    }
  return g_string_free (key, FALSE);
}

/* True the first time for this finding, rule, arguments and kind of target. */
static bool
say_once (Advice *advice, DiagCode code, const Indicator *indicator, const char *detail)
{
  const Target *target = &indicator->target;
  GString *key = g_string_new (NULL);
  append_args (key, &indicator->rule);
  g_string_append_printf (key, " %d %d %d%d%d %s", code, target->direction, target->is_date,
                          target->has_lower, target->has_upper, detail);
  return g_hash_table_add (advice->said, g_string_free (key, FALSE));
}

/* Texts */

/* (owned) */
static char *
value_text (const Advice *advice, const Indicator *indicator, const Witness *witness)
{
  GString *out = g_string_new (NULL);
  if (witness->level)
    g_string_append (out, witness->level);
  if (witness->level)
    g_string_append_c (out, ' ');
  prove_append_x (out, advice->model, indicator, witness->x);
  return g_string_free (out, FALSE);
}

/* (owned) */
static char *
points_text (Rational points)
{
  GString *out = g_string_new (NULL);
  prove_append_points (out, points);
  return g_string_free (out, FALSE);
}

/* Places */

static bool
is_library (const Model *model, const Unit *unit)
{
  for (guint i = 0; i < model->session->modules->len; i++)
    {
      const Module *module = model->session->modules->pdata[i];
      if (module->unit == unit)
        return module->library;
    }
  return false;
}

/* At NODE of the rule with the indicator beside it; of a rule of the library, which cannot be changed, the
 * other way round. */
static Diag *
report (Advice *advice, DiagCode code, const Indicator *indicator, const AstNode *node,
        const char *const texts[4])
{
  const Rule *rule = indicator->rule.rule;
  const Origin *use = &indicator->rule.origin;
  Span there = unit_node_span (rule->origin.unit, node);
  Span name = unit_node_span (indicator->origin.unit, indicator->origin.node->child);
  DiagSink *sink = advice->model->session->sink;
  Diag *diag;
  if (!is_library (advice->model, rule->origin.unit))
    {
      diag = diag_report (sink, code, rule->origin.unit->source, there, rule->name->text, texts[0], texts[1],
                          texts[2], texts[3], NULL);
      diag_label (diag, indicator->origin.unit->source, name, _ ("this indicator is scored by the rule"),
                  NULL);
      return diag;
    }
  if (use->node == indicator->origin.node || is_library (advice->model, use->unit))
    diag = diag_report (sink, code, indicator->origin.unit->source, name, rule->name->text, texts[0],
                        texts[1], texts[2], texts[3], NULL);
  else
    diag = diag_report (sink, code, use->unit->source, unit_node_span (use->unit, use->node),
                        rule->name->text, texts[0], texts[1], texts[2], texts[3], NULL);
  diag_label (diag, rule->origin.unit->source, there, _ ("the rule"), NULL);
  return diag;
}

static const AstNode *
arm_node (const Indicator *indicator, const Witness *witness)
{
  return witness->arm ? witness->arm->node : indicator->rule.rule->origin.node->child;
}

/* Findings */

/* A value below 0 that nobody asked for: what is below 0 for it counts as 0, as one expects. */
static bool
is_below_all (const Target *target, Rational x)
{
  return rational_sign (x) < 0 && !(target->has_lower && rational_sign (target->lower) < 0)
         && !(target->has_upper && rational_sign (target->upper) < 0);
}

static void
report_bounds (Advice *advice, const Indicator *indicator, const Claim *claim, const char *detail)
{
  const Witness *witness = &claim->witness[0];
  g_autofree char *x = NULL, *given = NULL, *score = NULL;
  if (claim->state != CLAIM_DENIED
      || (rational_sign (witness->given) < 0 && is_below_all (&indicator->target, witness->x))
      || !say_once (advice, DIAG_rule_out_of_bounds, indicator, detail))
    return;
  x = value_text (advice, indicator, witness);
  given = points_text (witness->given);
  score = points_text (witness->score);
  report (advice, DIAG_rule_out_of_bounds, indicator, arm_node (indicator, witness),
          (const char *const[]){ x, given, score, NULL });
}

static void
report_order (Advice *advice, const Indicator *indicator, DiagCode code, const Claim *claim)
{
  const Witness *better = &claim->witness[1], *worse = &claim->witness[0];
  g_autofree char *x = NULL, *more = NULL, *y = NULL, *less = NULL;
  if (claim->state != CLAIM_DENIED || !say_once (advice, code, indicator, ""))
    return;
  if (rational_cmp (better->score, worse->score) > 0)
    {
      better = &claim->witness[0];
      worse = &claim->witness[1];
    }
  x = value_text (advice, indicator, worse);
  more = points_text (worse->score);
  y = value_text (advice, indicator, better);
  less = points_text (better->score);
  report (advice, code, indicator, arm_node (indicator, worse), (const char *const[]){ x, more, y, less });
}

static void
report_missed (Advice *advice, const Indicator *indicator, const Claim *claim)
{
  const Witness *witness = &claim->witness[0];
  g_autofree char *x = NULL, *score = NULL;
  if (claim->state != CLAIM_DENIED || !say_once (advice, DIAG_rule_missed_full, indicator, ""))
    return;
  x = value_text (advice, indicator, witness);
  score = points_text (witness->score);
  report (advice, DIAG_rule_missed_full, indicator, arm_node (indicator, witness),
          (const char *const[]){ x, score, NULL, NULL });
}

static void
report_undefined (Advice *advice, const Indicator *indicator, const Claim *claim)
{
  const Witness *witness = &claim->witness[0];
  g_autofree char *x = NULL, *why = NULL;
  if (claim->state != CLAIM_DENIED || !say_once (advice, DIAG_rule_undefined, indicator, ""))
    return;
  x = value_text (advice, indicator, witness);
  why = claim->why == WHY_NO_VALUE && witness->failed
            ? diag_format (_ ("there is no {1}"), expr_name (witness->failed), NULL)
            : g_strdup (prove_why (claim->why));
  report (advice, DIAG_rule_undefined, indicator, arm_node (indicator, witness),
          (const char *const[]){ x, why, NULL, NULL });
}

static void
report_open (Advice *advice, const Indicator *indicator, const ProveReport *found)
{
  const Claim *claims[] = { &found->not_below, &found->not_above, &found->ordered, &found->defined };
  for (size_t i = 0; i < G_N_ELEMENTS (claims); i++)
    if (claims[i]->state == CLAIM_OPEN && say_once (advice, DIAG_rule_not_decided, indicator, ""))
      report (advice, DIAG_rule_not_decided, indicator, indicator->rule.rule->origin.node->child,
              (const char *const[]){ prove_why (claims[i]->why), NULL, NULL, NULL });
}

/* Arms */

static void
see_arms (Advice *advice, const Scheme *scheme, const Indicator *indicator, const ProveReport *found)
{
  const Rule *rule = indicator->rule.rule;
  RuleSeen *seen = g_hash_table_lookup (advice->seen, rule);
  if (!seen)
    {
      seen = arena_new0 (advice->arena, RuleSeen);
      *seen = (RuleSeen){ rule, scheme, indicator, arena_array (advice->arena, ArmState, rule->n_arms + 1) };
      for (unsigned i = 0; i < rule->n_arms; i++)
        seen->arms[i] = ARM_NEVER;
      g_hash_table_insert (advice->seen, (gpointer)rule, seen);
      g_ptr_array_add (advice->order, seen);
    }
  for (unsigned i = 0; i < rule->n_arms; i++)
    if (found->curves.arms[i] != ARM_NEVER)
      seen->arms[i] = found->curves.arms[i];
}

/* What arms depend on beside the actual value, the target and the arguments cannot be tried in place of what
 * is here. */
static bool
depends_on_more (const Rule *rule, unsigned arm)
{
  static const Slot MORE[] = { SLOT_WEIGHT, SLOT_BASELINE, SLOT_LEVEL_RATE, SLOT_CLAIMED };
  for (unsigned i = 0; i <= arm; i++)
    for (size_t j = 0; rule->arms[i].condition && j < G_N_ELEMENTS (MORE); j++)
      if (expr_uses_slot (rule->arms[i].condition, MORE[j]))
        return true;
  return false;
}

/* Targets of the kinds 0..6 with bounds of the size SIZE. */
static Target
other_target (RationalPool *pool, const Target *from, unsigned kind, Rational size)
{
  Target target = *from;
  Rational far = rational_add (pool, size, rational_max (rational_abs (pool, size), target.measure->factor));
  target.has_lower = kind != 2 && kind != 3;
  target.has_upper = kind > 1;
  target.lower_open = kind == 1 || kind == 6;
  target.upper_open = kind == 3 || kind == 6;
  target.lower = size;
  target.upper = kind > 4 ? far : size;
  target.direction = target.is_date ? DIRECTION_DEADLINE
                     : kind < 2     ? DIRECTION_UP
                     : kind < 4     ? DIRECTION_DOWN
                                    : DIRECTION_EQUAL;
  return target;
}

static Rational
other_size (RationalPool *pool, const Target *target, unsigned index)
{
  static const int TIMES[OTHER_SIZES][2]
      = { { 1, 1 }, { 1, 2 }, { 2, 1 }, { 10, 1 }, { 1, 10 }, { 0, 1 }, { -1, 1 } };
  Rational size = target->has_lower ? target->lower : target->upper;
  if (target->is_date)
    return rational_add (pool, size, RATIONAL_INT (30 * TIMES[index][0] - 30));
  if (rational_sign (size) == 0)
    size = target->measure->factor;
  return rational_mul (pool, size, rational_new (pool, TIMES[index][0], TIMES[index][1]));
}

/* The arguments as given, twice and half of them, falling and rising shares of SIZE. */
static void
set_other_args (RationalPool *pool, const RuleUse *use, unsigned index, Rational size, Rational *ret_args)
{
  unsigned n = use->rule->n_params;
  for (unsigned i = 0; i < n; i++)
    switch (index)
      {
      case 0:
        ret_args[i] = use->args[i];
        break;
      case 1:
        ret_args[i] = rational_mul (pool, use->args[i], RATIONAL_INT (2));
        break;
      case 2:
        ret_args[i] = rational_mul (pool, size, rational_new (pool, n - i, n + 1));
        break;
      default:
        ret_args[i] = rational_mul (pool, size, rational_new (pool, i + 1, n + 1));
      }
}

static bool
takes_arm (Advice *advice, const RuleSeen *seen, const Indicator *indicator, unsigned arm)
{
  g_autoptr (Arena) arena = arena_new ();
  ProveReport found;
  prove_rule_use (advice->model, seen->scheme, indicator, arena, &found);
  prove_report_clear (&found);
  advice->made += found.made;
  return found.curves.arms[arm] != ARM_NEVER || advice->made > MOST_PIECES;
}

static bool
others_take_arm (Advice *advice, const RuleSeen *seen, unsigned arm)
{
  RationalPool *pool = advice->model->session->numbers;
  Indicator other = *seen->first;
  g_autofree Rational *args = g_new0 (Rational, seen->rule->n_params + 1);
  unsigned n_args = seen->rule->n_params ? OTHER_ARGS : 1;
  other.rule.args = args;
  for (unsigned size = 0; size < OTHER_SIZES; size++)
    for (unsigned i = 0; i < n_args; i++)
      for (unsigned kind = 0; kind < OTHER_TARGETS; kind++)
        {
          Rational bound = other_size (pool, &seen->first->target, size);
          other.target = other_target (pool, &seen->first->target, kind, bound);
          set_other_args (pool, &seen->first->rule, i, bound, args);
          if (takes_arm (advice, seen, &other, arm))
            return true;
        }
  return false;
}

static void
report_arms (Advice *advice, const RuleSeen *seen)
{
  if (seen->first->target.direction == DIRECTION_LEVEL)
    return;
  for (unsigned i = 0; i < seen->rule->n_arms; i++)
    if (seen->arms[i] == ARM_NEVER && !depends_on_more (seen->rule, i) && !others_take_arm (advice, seen, i))
      report (advice, DIAG_rule_arm_never, seen->first, seen->rule->arms[i].node,
              (const char *const[]){ NULL, NULL, NULL, NULL });
}

/* Uses */

/* Said once; what comes after it is not looked at. */
static void
report_too_many (Advice *advice, const Indicator *indicator)
{
  if (g_hash_table_add (advice->said, g_strdup ("too many")))
    report (advice, DIAG_rule_not_decided, indicator, indicator->rule.rule->origin.node->child,
            (const char *const[]){ _ ("the uses before this one took all the steps that there are for them"),
                                   NULL, NULL, NULL });
}

static void
advise_use (Advice *advice, const Scheme *scheme, const Indicator *indicator)
{
  g_autoptr (Arena) arena = NULL;
  ProveReport found;
  if (!g_hash_table_add (advice->proved, use_key (indicator)))
    return;
  if (advice->made > MOST_PIECES)
    {
      report_too_many (advice, indicator);
      return;
    }
  arena = arena_new ();
  prove_rule_use (advice->model, scheme, indicator, arena, &found);
  advice->made += found.made;
  if (advice->tables)
    prove_append_table (advice->tables, advice->model, &found);
  if (scheme)
    {
      report_bounds (advice, indicator, &found.not_below, "below");
      report_bounds (advice, indicator, &found.not_above, "above");
      report_order (advice, indicator, DIAG_rule_not_monotone, &found.ordered);
      report_order (advice, indicator, DIAG_rule_past_target, &found.ordered_met);
      if (found.ordered.state != CLAIM_DENIED)
        report_missed (advice, indicator, &found.missed_short);
      report_undefined (advice, indicator, &found.defined);
      if (advice->tables)
        report_open (advice, indicator, &found);
      see_arms (advice, scheme, indicator, &found);
    }
  prove_report_clear (&found);
}

/* False if an arm of it had faults, and is not there. */
static bool
is_whole (const Rule *rule)
{
  return rule->n_arms > 0 && rule->n_arms == ast_count (rule->origin.node, AST_ARM);
}

static void
advise_scheme (Advice *advice, const Scheme *scheme)
{
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      if (indicator->ok && indicator->rule.rule && is_whole (indicator->rule.rule)
          && rational_sign (indicator->weight) > 0)
        advise_use (advice, scheme, indicator);
    }
}

/* Rules without a scheme */

/* Arguments that have no default rise from 0 to the bound, or fall from it. */
static Rational *
sample_args (const Model *model, const Rule *rule, bool falling, Arena *arena)
{
  Rational *args = arena_array (arena, Rational, rule->n_params + 1);
  Frame frame = { .pool = model->session->numbers };
  unsigned n = 1, k = 0;
  for (unsigned i = 0; i < rule->n_params; i++)
    n += !rule->defaults[i];
  for (unsigned i = 0; i < rule->n_params; i++)
    if (!rule->defaults[i] || expr_eval (rule->defaults[i], &frame, &args[i], NULL) != EVAL_OK)
      {
        k++;
        args[i] = rational_round (frame.pool, rational_new (frame.pool, falling ? n - k : k, n), 1);
      }
  return args;
}

bool
prove_sample (const Model *model, const Rule *rule, Direction direction, Arena *arena, Indicator *ret_indicator)
{
  static const char *const TEXTS[]
      = { [DIRECTION_UP] = "≥1", [DIRECTION_DOWN] = "≤1", [DIRECTION_EQUAL] = "=1" };
  bool lower = rule_reads_slot (rule, SLOT_LOWER), upper = rule_reads_slot (rule, SLOT_UPPER);
  bool up = direction == DIRECTION_UP, down = direction == DIRECTION_DOWN;
  if (rule_reads_slot (rule, SLOT_LEVEL_RATE) || direction > DIRECTION_EQUAL || (up && upper) || (down && lower)
      || (!up && !down && lower != upper))
    return false;
  *ret_indicator = (Indicator){
    .name = rule->name, .origin = rule->origin, .has_weight = true, .weight = RATIONAL_ONE, .ok = true
  };
  ret_indicator->target = (Target){ .direction = direction,
                                    .measure = measure_bare (model->measures),
                                    .text = TEXTS[direction],
                                    .has_lower = !down,
                                    .has_upper = !up,
                                    .lower = RATIONAL_ONE,
                                    .upper = RATIONAL_ONE };
  for (int falling = 0; falling < 2; falling++)
    {
      Rational *args = sample_args (model, rule, falling, arena);
      ret_indicator->rule = (RuleUse){ .rule = rule, .args = args, .origin = rule->origin };
      if (model_rule_accepts (model, ret_indicator))
        return true;
    }
  return false;
}

static void
show_rule (Advice *advice, const Rule *rule)
{
  for (int direction = DIRECTION_UP; direction <= DIRECTION_EQUAL; direction++)
    {
      Indicator indicator;
      if (prove_sample (advice->model, rule, (Direction)direction, advice->arena, &indicator))
        advise_use (advice, NULL, &indicator);
    }
}

static gint
compare_places (gconstpointer left, gconstpointer right)
{
  const Rule *a = *(const Rule *const *)left, *b = *(const Rule *const *)right;
  Span x = unit_node_span (a->origin.unit, a->origin.node),
       y = unit_node_span (b->origin.unit, b->origin.node);
  return (x.start > y.start) - (x.start < y.start);
}

static void
show_rules (Advice *advice)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer rule;
  g_hash_table_iter_init (&iter, advice->model->rules);
  while (g_hash_table_iter_next (&iter, NULL, &rule))
    if (((const Rule *)rule)->origin.unit == advice->model->root->unit && is_whole (rule))
      g_ptr_array_add (rules, rule);
  g_ptr_array_sort (rules, compare_places);
  for (guint i = 0; i < rules->len; i++)
    show_rule (advice, rules->pdata[i]);
}

void
prove_advise (Model *model, GString *tables)
{
  g_autoptr (Arena) arena = arena_new ();
  Advice advice = { .model = model, .tables = tables, .arena = arena };
  advice.proved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  advice.said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  advice.seen = g_hash_table_new (NULL, NULL);
  advice.order = g_ptr_array_new ();
  for (guint i = 0; i < model->schemes->len; i++)
    if (!((const Scheme *)model->schemes->pdata[i])->broken)
      advise_scheme (&advice, model->schemes->pdata[i]);
  for (guint i = 0; i < advice.order->len; i++)
    report_arms (&advice, advice.order->pdata[i]);
  if (tables && !model->schemes->len)
    show_rules (&advice);
  g_hash_table_unref (advice.proved);
  g_hash_table_unref (advice.said);
  g_hash_table_unref (advice.seen);
  g_ptr_array_unref (advice.order);
}
