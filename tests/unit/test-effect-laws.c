/* Laws of src/diff/effect over generated definitions.  A plan says what three years have for each indicator;
   any mixture of two of them can be written as a definition of its own, which the evaluator scores, so that
   the effect can be compared with the mean over the 24 orders in which causes may be applied. */
#include "effect-world.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum
{
  SIDES = 3,
  MAX_ROWS = 6,
  SETS = 1 << CAUSE_N
};

typedef enum
{
  KIND_UP,
  KIND_DOWN,
  KIND_RANGE,
  KIND_RATIO,
  KIND_DATE,
  KIND_RISE,   /* a level of 提升 */
  KIND_BETTER, /* a level of 改善 */
  KIND_N
} Kind;

typedef struct
{
  bool there[SIDES];
  Kind kind[SIDES];
  unsigned bound[SIDES], weight[SIDES], rule[SIDES];
  Kind given; /* the kind of the value */
  unsigned value;
} PlanRow;

typedef struct
{
  unsigned n_rows;
  PlanRow rows[MAX_ROWS];
  unsigned places[SIDES], policy[SIDES], defaults[SIDES], full[SIDES];
} Plan;

/* Which year each cause comes from, and where an indicator is that they do not share. */
typedef struct
{
  unsigned of[CAUSE_N];
  unsigned old; /* whose values */
} Mixture;

static const char *const POLICIES[] = { "折算", "满分", "零分" };
static const char *const DEFAULTS[]
    = { "正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分",
        "正向 => 达标得分 反向 => 反向线性(至 = 3) 等于 => 达标得分 时限 => 按期得分 等次 => 等次计分" };
static const char *const RULES[] = { "", "", " 规则 达标得分", " 规则 等值偏离" };
static const char *const WEIGHTS[] = { "0.5", "1", "2.5", "4" };
static const char *const LEVELS[] = { "达成", "未达成 30%", "部分达成 70%", "部分达成" };
static const char *const RISES[] = { "不断提升", "有所提升", "未提升" };

enum
{
  VALUE_OMITTED = 1000,
  VALUE_NOT_APPLICABLE,
  RULE_OF_NUMBERS = 3
};

/* Plans */

static unsigned
pick (GRand *random, unsigned n)
{
  return (unsigned)g_rand_int_range (random, 0, (gint32)n);
}

static bool
is_level (Kind kind)
{
  return kind == KIND_RISE || kind == KIND_BETTER;
}

static bool
is_count (Kind kind)
{
  return kind == KIND_UP || kind == KIND_DOWN || kind == KIND_RANGE;
}

static void
plan_side (GRand *random, PlanRow *row, unsigned side, bool tame)
{
  row->there[side] = true;
  if (side > 0 && pick (random, 2))
    row->kind[side] = row->kind[0];
  else if (side > 0 && is_count (row->kind[0]))
    row->kind[side] = pick (random, 3);
  else
    row->kind[side] = side > 0 && tame ? row->kind[0] : pick (random, KIND_N);
  row->bound[side] = side > 0 && pick (random, 2) ? row->bound[0] : 1 + pick (random, 9);
  row->weight[side] = side > 0 && pick (random, 2) ? row->weight[0] : pick (random, G_N_ELEMENTS (WEIGHTS));
  row->rule[side] = side > 0 && pick (random, 2) ? row->rule[0] : pick (random, G_N_ELEMENTS (RULES));
}

/* A tame plan has the same indicators in each year, and all of them score. */
static void
plan_row (GRand *random, PlanRow *row, bool tame)
{
  for (unsigned side = 0; side < SIDES; side++)
    plan_side (random, row, side, tame);
  row->given = row->kind[0];
  row->value = pick (random, 9);
  if (is_level (row->given))
    row->value = pick (random, tame ? 3 : 7);
  if (pick (random, 8) == 0)
    row->value = VALUE_NOT_APPLICABLE;
  if (!tame && pick (random, 8) == 0)
    row->value = VALUE_OMITTED;
  if (!tame && pick (random, 5) == 0)
    row->there[pick (random, 2)] = false;
  for (unsigned side = 0; side < SIDES; side++)
    if (row->rule[side] == RULE_OF_NUMBERS) /* fits no date or level of any year */
      for (unsigned other = 0; other < SIDES; other++)
        if (is_level (row->kind[other]) || row->kind[other] == KIND_DATE)
          row->rule[side] = 0;
}

static Plan
plan_new (GRand *random, bool tame)
{
  Plan plan = { .n_rows = 2 + pick (random, MAX_ROWS - 1) };
  for (unsigned i = 0; i < plan.n_rows; i++)
    plan_row (random, &plan.rows[i], tame);
  for (unsigned side = 0; side < SIDES; side++)
    {
      bool same = side > 0 && pick (random, 2);
      plan.places[side] = same ? plan.places[0] : pick (random, 3);
      plan.policy[side] = same ? plan.policy[0] : pick (random, G_N_ELEMENTS (POLICIES));
      plan.full[side] = same ? plan.full[0] : 50 + 10 * pick (random, 5);
      plan.defaults[side] = pick (random, 2);
      for (unsigned i = 1; i < plan.n_rows; i++)
        plan.rows[0].there[side] = plan.rows[0].there[side] || !plan.rows[i].there[side];
    }
  plan.rows[0].value = plan.rows[0].value >= VALUE_OMITTED ? 0 : plan.rows[0].value; /* something applies */
  plan.rows[0].there[0] = plan.rows[0].there[1] = plan.rows[0].there[2] = true;
  return plan;
}

/* Plans as text */

static void
append_target (GString *out, Kind kind, unsigned bound, unsigned side)
{
  switch (kind)
    {
    case KIND_UP:
      g_string_append_printf (out, "≥%u个", bound);
      break;
    case KIND_DOWN:
      g_string_append_printf (out, "≤%u个", bound);
      break;
    case KIND_RANGE:
      g_string_append_printf (out, "%u个..%u个", bound, bound + 2);
      break;
    case KIND_RATIO:
      g_string_append_printf (out, "≥%u%%", bound);
      break;
    case KIND_DATE:
      g_string_append_printf (out, "%u年6月%u日前", 2024 + side, bound);
      break;
    case KIND_RISE:
      g_string_append (out, bound % 2 ? "不断提升" : "有所提升");
      break;
    case KIND_BETTER:
      g_string_append (out, bound % 2 ? "不断改善" : "有所改善");
      break;
    case KIND_N:
      g_assert_not_reached ();
    }
}

/* The value on the axis of KIND, in the year of SIDE; what has no counterpart is 未填. */
static void
append_value (GString *out, const PlanRow *row, Kind kind, unsigned side)
{
  bool same = row->given == kind || (is_count (row->given) && is_count (kind));
  unsigned value = row->value;
  if (value == VALUE_NOT_APPLICABLE)
    g_string_append (out, "不适用");
  else if (value == VALUE_OMITTED)
    g_string_append (out, "未填");
  else if (is_level (row->given) && is_level (kind) && value < G_N_ELEMENTS (LEVELS))
    g_string_append (out, LEVELS[value]);
  else if (!same)
    g_string_append (out, "未填");
  else if (kind == KIND_RISE)
    g_string_append (out, RISES[value - G_N_ELEMENTS (LEVELS)]);
  else if (kind == KIND_BETTER)
    g_string_append (out, value % 2 ? "不断改善" : "未改善");
  else if (kind == KIND_DATE)
    g_string_append_printf (out, "%u年6月%u日", 2024 + side, value + 1);
  else
    g_string_append_printf (out, "%u%s", value, kind == KIND_RATIO ? "%" : "个");
}

static bool
is_shared (const PlanRow *row, const Mixture *mixture)
{
  for (unsigned cause = 0; cause < CAUSE_N; cause++)
    if (!row->there[mixture->of[cause]])
      return false;
  return row->there[mixture->old];
}

/* One year's alone has everything from it; its values are those of its own year only. */
static void
append_row (GString *text, GString *actuals, const Plan *plan, unsigned index, const Mixture *mixture,
            bool shared)
{
  const PlanRow *row = &plan->rows[index];
  unsigned structure = mixture->of[CAUSE_STRUCTURE];
  unsigned target = shared ? mixture->of[CAUSE_TARGET] : structure;
  unsigned weight = shared ? mixture->of[CAUSE_WEIGHT] : structure;
  unsigned rule = shared ? mixture->of[CAUSE_RULE] : structure;
  g_string_append_printf (text, "指标 项%u ", index);
  append_target (text, row->kind[target], row->bound[target], target);
  g_string_append_printf (text, " 分值 %s%s\n", WEIGHTS[row->weight[weight]],
                          shared || row->rule[rule] > 1 ? RULES[row->rule[rule]] : " 规则 达标得分");
  g_string_append_printf (actuals, "项%u = ", index);
  if (shared || structure == mixture->old)
    append_value (actuals, row, row->kind[target], target);
  else
    g_string_append (actuals, "未填");
  g_string_append_c (actuals, '\n');
}

/* BETWEEN: the other of the two years that are mixed. */
static void
write_mixture (const Plan *plan, const Mixture *mixture, unsigned between, GString *text, GString *actuals)
{
  unsigned structure = mixture->of[CAUSE_STRUCTURE];
  g_string_printf (
      text,
      "体系 试 { 一级 甲 分值 %u 缺省规则 { %s } 保留 %u位小数 不适用按 %s 等级 { 优 ≥40分 差 <40分 } }\n"
      "方案 试方案 { 年度 %u 体系 试 一级 甲 {\n",
      plan->full[structure], DEFAULTS[plan->defaults[mixture->of[CAUSE_RULE]]], plan->places[structure],
      POLICIES[plan->policy[structure]], 2024 + structure);
  g_string_truncate (actuals, 0);
  for (unsigned i = 0; i < plan->n_rows; i++)
    {
      const PlanRow *row = &plan->rows[i];
      if (row->there[structure])
        append_row (text, actuals, plan, i, mixture,
                    row->there[mixture->old] && row->there[between] && is_shared (row, mixture));
    }
  g_string_append (text, "} }\n");
}

static Mixture
mixture_of (unsigned old, unsigned new, unsigned set)
{
  Mixture mixture = { .old = old };
  for (unsigned cause = 0; cause < CAUSE_N; cause++)
    mixture.of[cause] = set & (1u << cause) ? new : old;
  return mixture;
}

/* The effect from the year OLD to the year NEW. */
static EffectWorld *
world_of (const Plan *plan, unsigned old, unsigned new)
{
  g_autoptr (GString) before = g_string_new (NULL), after = g_string_new (NULL),
                      actuals = g_string_new (NULL);
  Mixture one = mixture_of (old, new, 0), other = mixture_of (old, new, SETS - 1);
  write_mixture (plan, &other, old, after, actuals);
  write_mixture (plan, &one, new, before, actuals);
  return effect_world_new (before->str, after->str, actuals->str);
}

/* Sums */

static void
check_sum (RationalPool *pool, const ScoreRange *before, const ScoreRange *after, const ScoreRange *parts)
{
  Rational low = before->low, high = before->high;
  for (int cause = 0; cause < CAUSE_N; cause++)
    {
      low = rational_add (pool, low, parts[cause].low);
      high = rational_add (pool, high, parts[cause].high);
    }
  assert_true (rational_equal (low, after->low));
  assert_true (rational_equal (high, after->high));
}

static bool
is_none (const ScoreRange *part)
{
  return rational_sign (part->low) == 0 && rational_sign (part->high) == 0;
}

/* A cause whose text is the same on both sides has no part. */
static void
check_causes (const Plan *plan, unsigned old, unsigned new, const IndicatorEffect *one)
{
  const PlanRow *row = &plan->rows[g_ascii_strtoull (one->new->name->text + strlen ("项"), NULL, 10)];
  if (row->kind[old] == row->kind[new] && row->bound[old] == row->bound[new])
    assert_true (is_none (&one->parts[CAUSE_TARGET]));
  if (row->weight[old] == row->weight[new])
    assert_true (is_none (&one->parts[CAUSE_WEIGHT]));
  if (row->rule[old] == row->rule[new] && (row->rule[old] > 1 || plan->defaults[old] == plan->defaults[new]))
    assert_true (is_none (&one->parts[CAUSE_RULE]));
  if (plan->places[old] == plan->places[new] && plan->policy[old] == plan->policy[new])
    assert_true (is_none (&one->parts[CAUSE_STRUCTURE]));
}

static void
check_effect (const Plan *plan, unsigned old, unsigned new, const EffectWorld *world, const Effect *effect)
{
  RationalPool *pool = world->session->numbers;
  assert_non_null (effect);
  assert_int_equal (diag_sink_count (world->sink, SEVERITY_ERROR), 0);
  check_sum (pool, &effect->before, &effect->after, effect->parts);
  for (unsigned i = 0; i < effect->n_indicators; i++)
    {
      const IndicatorEffect *one = &effect->indicators[i];
      check_sum (pool, &one->before, &one->after, one->parts);
      if (one->old && one->new)
        check_causes (plan, old, new, one);
      else
        for (int cause = 0; cause < CAUSE_STRUCTURE; cause++)
          assert_true (is_none (&one->parts[cause]));
    }
}

/* The 24 orders */

/* What one indicator (NULL: all of them) adds, for each set. */
typedef struct
{
  Rational low[SETS], high[SETS];
} Values;

static Rational
share_of (const Result *result, const char *name, bool upper)
{
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    if (strcmp (result->rows[i].indicator->name->text, name) == 0)
      return score_share (result->scheme, &result->rows[i], upper);
  return RATIONAL_ZERO;
}

static Rational
average (RationalPool *pool, const Rational *values, unsigned cause)
{
  Rational sum = RATIONAL_ZERO;
  unsigned n = 0, order[CAUSE_N];
  for (unsigned code = 0; code < 256; code++)
    {
      unsigned seen = 0, before = 0;
      for (unsigned i = 0; i < CAUSE_N; i++)
        seen |= 1u << (order[i] = code >> (2 * i) & 3);
      if (seen != SETS - 1)
        continue;
      for (unsigned i = 0; order[i] != cause; i++)
        before |= 1u << order[i];
      sum = rational_add (pool, sum, rational_sub (pool, values[before | 1u << cause], values[before]));
      n++;
    }
  assert_int_equal (n, 24);
  return rational_div (pool, sum, RATIONAL_INT (24));
}

static void
check_average (const Values *values, const ScoreRange *before, const ScoreRange *after,
               const ScoreRange *parts)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  assert_true (rational_equal (before->low, values->low[0]));
  assert_true (rational_equal (before->high, values->high[0]));
  assert_true (rational_equal (after->low, values->low[SETS - 1]));
  assert_true (rational_equal (after->high, values->high[SETS - 1]));
  for (unsigned cause = 0; cause < CAUSE_N; cause++)
    {
      assert_true (rational_equal (parts[cause].low, average (pool, values->low, cause)));
      assert_true (rational_equal (parts[cause].high, average (pool, values->high, cause)));
    }
}

/* The mixture that takes SET from year 1, as a definition of its own. */
static void
score_mixture (const Plan *plan, unsigned set, Values *total, Values *rows)
{
  g_autoptr (GString) text = g_string_new (NULL), actuals = g_string_new (NULL);
  Mixture mixture = mixture_of (0, 1, set);
  g_autoptr (EffectWorld) world = NULL;
  const Result *result;
  write_mixture (plan, &mixture, 1, text, actuals);
  world = effect_world_new (text->str, text->str, actuals->str);
  result = score_scheme (world->old.model, world->old.scheme, world->actuals, world->arena);
  total->low[set] = result->total_min;
  total->high[set] = result->total_max;
  for (unsigned i = 0; i < plan->n_rows; i++)
    {
      g_autofree char *name = g_strdup_printf ("项%u", i);
      rows[i].low[set] = share_of (result, name, false);
      rows[i].high[set] = share_of (result, name, true);
    }
}

static void
check_orders (const Plan *plan)
{
  g_autoptr (EffectWorld) world = world_of (plan, 0, 1);
  const Effect *effect = effect_world_compute (world);
  Values total, rows[MAX_ROWS];
  check_effect (plan, 0, 1, world, effect);
  for (unsigned set = 0; set < SETS; set++)
    score_mixture (plan, set, &total, rows);
  for (unsigned i = 0; i < plan->n_rows; i++)
    if (plan->rows[i].there[0] || plan->rows[i].there[1])
      {
        g_autofree char *name = g_strdup_printf ("项%u", i);
        const IndicatorEffect *one = effect_of (effect, name);
        check_average (&rows[i], &one->before, &one->after, one->parts);
      }
  check_average (&total, &effect->before, &effect->after, effect->parts);
}

static void
test_orders (void **state)
{
  GRand *random = g_rand_new_with_seed (1953);
  (void)state;
  for (int i = 0; i < 60; i++)
    {
      Plan plan = plan_new (random, i % 3 == 0);
      check_orders (&plan);
    }
  g_rand_free (random);
}

/* Laws */

static void
check_identity (const Plan *plan)
{
  g_autoptr (EffectWorld) world = world_of (plan, 0, 0);
  const Effect *effect = effect_world_compute (world);
  check_effect (plan, 0, 0, world, effect);
  for (int cause = 0; cause < CAUSE_N; cause++)
    {
      assert_true (is_none (&effect->parts[cause]));
      for (unsigned i = 0; i < effect->n_indicators; i++)
        assert_true (is_none (&effect->indicators[i].parts[cause]));
    }
  assert_true (effect->old_grade == effect->new_grade
               || strcmp (effect->old_grade->name->text, effect->new_grade->name->text) == 0);
}

static void
check_exchange (const Plan *plan)
{
  g_autoptr (EffectWorld) there = world_of (plan, 0, 1), back = world_of (plan, 1, 0);
  const Effect *effect = effect_world_compute (there), *reverse = effect_world_compute (back);
  RationalPool *pool = there->session->numbers;
  check_effect (plan, 0, 1, there, effect);
  check_effect (plan, 1, 0, back, reverse);
  for (int cause = 0; cause < CAUSE_N; cause++)
    {
      assert_true (rational_equal (effect->parts[cause].low, rational_neg (pool, reverse->parts[cause].low)));
      assert_true (
          rational_equal (effect->parts[cause].high, rational_neg (pool, reverse->parts[cause].high)));
    }
}

static void
check_chain (const Plan *plan)
{
  g_autoptr (EffectWorld) first = world_of (plan, 0, 1), second = world_of (plan, 1, 2),
                          whole = world_of (plan, 0, 2);
  const Effect *one = effect_world_compute (first), *two = effect_world_compute (second),
               *both = effect_world_compute (whole);
  assert_true (rational_equal (one->before.low, both->before.low));
  assert_true (rational_equal (one->after.low, two->before.low));
  assert_true (rational_equal (two->after.low, both->after.low));
}

static void
test_laws (void **state)
{
  GRand *random = g_rand_new_with_seed (20241231);
  (void)state;
  for (int i = 0; i < 250; i++)
    {
      Plan wild = plan_new (random, false), tame = plan_new (random, true);
      g_autoptr (EffectWorld) world = world_of (&wild, 0, 1);
      check_effect (&wild, 0, 1, world, effect_world_compute (world));
      if (i % 2)
        check_identity (&wild);
      check_exchange (&tame);
      if (i % 2 == 0)
        check_chain (&tame);
    }
  g_rand_free (random);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_orders),
    cmocka_unit_test (test_laws),
  };
  return cmocka_run_group_tests_name ("effect laws", tests, NULL, NULL);
}
