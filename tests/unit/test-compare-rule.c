/* Uses of rules compared: the answers stated for rules of the library and for one's own, the way that default
   rules stand for directions, and generated uses of the library's rules against the evaluator at many values.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "compare-world.h"
#include "diff/rule.h"
#include "eval/score.h"

enum
{
  PAIRS = 2000,
  BATCH = 100,
  POINTS = 200,
  SEED = 20251231
};

static const char *const RELATIONS[] = { "equal", "never higher", "never lower", "crossing", "not decided" };

static void
append_score (GString *out, Status status, Rational score)
{
  if (status == STATUS_NA || status == STATUS_INVALID)
    g_string_append (out, status_word (status));
  else
    rational_append_decimal (out, score);
}

static void
append_witness (GString *out, const char *what, const RuleWitness *witness)
{
  if (!witness->found)
    return;
  g_string_append_printf (out, ", %s %s%s ", what, witness->under_old ? "under old " : "", witness->text);
  append_score (out, witness->old_status, witness->old_score);
  g_string_append (out, "→");
  append_score (out, witness->new_status, witness->new_score);
}

/* `never higher, lower 275批次 2.5→0`. (owned) */
static char *
comparison_text (const RuleComparison *comparison)
{
  GString *out = g_string_new (RELATIONS[comparison->relation]);
  append_witness (out, "lower", &comparison->lower);
  append_witness (out, "higher", &comparison->higher);
  g_string_append (out, comparison->windowed ? " windowed" : "");
  g_string_append (out, comparison->unconfirmed ? " unconfirmed" : "");
  return g_string_free (out, FALSE);
}

/* Cases stated */

typedef struct
{
  const char *old_rules, *old, *new_rules, *new, *found;
} Case;

static const Case CASES[] = {
  { "", "≥550批次 分值 5", "", "≥550批次 分值 5", "equal" },
  { "", "≥550批次 分值 5", "", "≥600批次 分值 5 规则 正向比例", "equal" },
  { "", "≥550批次 分值 5", "", "≥550批次 分值 5 规则 达标得分", "never higher, lower 275批次 2.5→0" },
  { "", "≥550批次 分值 5 规则 达标得分", "", "≥550批次 分值 5", "never lower, higher 275批次 0→2.5" },
  { "", "≥550批次 分值 5 规则 达标得分", "", "≥100批次 分值 5", "never lower, higher 50批次 0→2.5" },
  { "", "≤10元 分值 10", "", "≤10元 分值 10 规则 反向线性", "never higher, lower 11元 9.0909→9" },
  { "", "≤10元 分值 10 规则 反向线性(至 = 3)", "", "≤10元 分值 10 规则 反向比例",
    "crossing, lower 15元 7.5→6.6667, higher 21元 4.5→4.7619" },
  { "", "≥90% 分值 10 规则 逐项扣分(每 = 1个百分点, 扣 = 1分)", "",
    "≥90% 分值 10 规则 满项扣分(每 = 1个百分点, 扣 = 1分)", "never lower, higher 89.5% 9→10 windowed" },
  { "", "≥50个 分值 10 规则 逐项扣分(每 = 1个, 扣 = 1分)", "",
    "≥50个 分值 10 规则 按差扣分(每 = 1个, 扣 = 1分)", "equal" },
  { "", "≥50个 分值 10", "", "≥50个 分值 10 规则 一次扣分(扣 = 5分)",
    "crossing, lower 38个 7.6→5, higher 12个 2.4→5" },
  { "", "≥50个 分值 10", "", "≥40个 分值 10 规则 逐项扣分(每 = 1个, 扣 = 0.2分)",
    "never lower, higher 20个 5→6" },
  { "", "2024年6月30日前 分值 10", "", "2025年6月30日前 分值 10 规则 逾期扣分(扣 = 1分)",
    "never lower, higher 2025年7月5日 0→5" },
  { "", "2024年6月30日前 分值 10", "", "2025年6月30日前 分值 10 规则 一次扣分(扣 = 1分)",
    "never lower, higher 2025年7月1日 0→9" },
  { "", "不断提升 分值 10", "", "不断提升 分值 10 规则 达标得分", "never higher, lower 有所提升 6→0" },
  { "", "部分达成 分值 10", "", "部分达成 分值 10 规则 达标得分",
    "crossing, lower 未达成年度指标且效果较差 30% 3→0, higher 达成年度指标 90% 9→10" },
  { "", "≥0个 分值 10", "", "≥0个 分值 10 规则 零目标不适用", "crossing, lower 0个 10→na" },
  { "", "≥9个 分值 10", "", "≥9个 分值 10 规则 酌情计分", "not decided" },
  { "", "≥10个 分值 10 规则 逐项扣分(每 = 1个, 扣 = 1分)", "",
    "≤5元 分值 10 规则 逐项扣分(每 = 1元, 扣 = 2分)", "not decided" },
  { "", "≥10个 分值 10", "", "≤5个 分值 10", "equal" },
  { "", "≥10个 分值 10 规则 正向比例", "", "≤5个 分值 10", "equal" },
  { "", "≥10个 分值 10 规则 达标得分", "", "≤5个 分值 10", "never lower, higher 6个 0→8.3333" },
  { "规则 甲 { 达成 => 分值 否则 => 0分 }", "≥10个 分值 10 规则 甲",
    "规则 乙 { 非 未达成 => 分值 否则 => 0分 }", "≥10个 分值 10 规则 乙", "equal" },
  { "规则 甲 { 达成 => 分值 否则 => 分值 × 实际 ÷ 上年 }", "≥10个 分值 10 规则 甲 { 上年 20个 }", "",
    "≥10个 分值 10", "never lower, higher under old 5个 2.5→5" },
  { "规则 甲 { 达成 => 分值 否则 => 分值 × 目标值 ÷ 实际 }", "≤10元 分值 10 规则 甲",
    "规则 甲 { 达成 => 分值 实际 > 20元 => 0分 否则 => 分值 × 目标值 ÷ 实际 }", "≤10元 分值 10 规则 甲",
    "never higher, lower 21元 4.7619→0" },
  { "计量单位 桶 整数", "≥10桶 分值 10", "", "≥10个 分值 10 规则 达标得分", "never higher, lower 5个 5→0" },
};

static char *
compare_once (const Case *test)
{
  g_autofree char *a = g_strdup_printf ("指标 指 %s", test->old),
                  *b = g_strdup_printf ("指标 指 %s", test->new);
  g_autofree char *before = compare_text (test->old_rules, 2024, a),
                  *after = compare_text (test->new_rules, 2025, b);
  g_autoptr (CompareWorld) world = compare_world_new (before, after);
  RuleComparison comparison;
  if (world->errors)
    return g_strdup ("errors");
  compare_rules (&world->old, world->old.scheme->indicators[0], &world->new, world->new.scheme->indicators[0],
                 world->arena, &comparison);
  return comparison_text (&comparison);
}

static void
test_cases (void **state)
{
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *found = compare_once (&CASES[i]);
      g_autofree char *what = g_strdup_printf ("%s %s → %s %s", CASES[i].old_rules, CASES[i].old,
                                               CASES[i].new_rules, CASES[i].new);
      wrong += !same_text (what, CASES[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

/* Default rules: what a framework gives to the other's direction */

static unsigned
check_defaults (const char *old_defaults, const char *old, const char *new_defaults, const char *new,
                const char *expected)
{
  g_autofree char *a = g_strdup_printf ("指标 指 %s", old), *b = g_strdup_printf ("指标 指 %s", new),
                  *found = NULL;
  g_autofree char *before = compare_text_with (old_defaults, "", 2024, a),
                  *after = compare_text_with (new_defaults, "", 2025, b);
  g_autoptr (CompareWorld) world = compare_world_new (before, after);
  g_autoptr (GString) text = g_string_new (NULL);
  RuleComparison comparison;
  assert_int_equal (world->errors, 0);
  compare_rules (&world->old, world->old.scheme->indicators[0], &world->new, world->new.scheme->indicators[0],
                 world->arena, &comparison);
  found = comparison_text (&comparison);
  g_string_append_printf (text, "%s; ", rule_normal_form (comparison.old_use, world->arena));
  g_string_append_printf (text, "%s; %s", rule_normal_form (comparison.new_use, world->arena), found);
  return !same_text (new, expected, text->str);
}

static void
test_defaults (void **state)
{
  unsigned wrong = 0;
  (void)state;
  wrong += check_defaults ("正向 => 正向比例 反向 => 反向比例", "≥10个 分值 10",
                           "正向 => 达标得分 反向 => 反向比例", "≤10个 分值 10",
                           "正向比例; 达标得分; never higher, lower under old 5个 5→0");
  wrong += check_defaults ("正向 => 正向比例 反向 => 反向比例", "≥10个 分值 10",
                           "正向 => 正向比例 反向 => 反向线性", "≤10个 分值 10",
                           "反向比例; 反向线性(至=2); never higher, lower 11个 9.0909→9");
  wrong += check_defaults ("正向 => 正向比例", "≥10个 分值 10", "反向 => 反向线性", "≤10个 分值 10",
                           "正向比例; 反向线性(至=2); not decided");
  wrong += check_defaults ("正向 => 逐项扣分(每 = 1个, 扣 = 0.5分)", "≥10个 分值 10",
                           "正向 => 逐项扣分(每 = 1个, 扣 = 1分)", "≥20个 分值 10",
                           "逐项扣分(每=1,扣=0.5); 逐项扣分(每=1,扣=1); never higher, lower 10个 5→0");
  assert_int_equal (wrong, 0);
}

/* Generated uses */

typedef struct
{
  GRand *random;
  int size;
  unsigned kind; /* 0..5: numbers in the unit; 6: a date; 7: a level */
} Maker;

static const char *const UNITS[] = { "个", "公里", "%", "万元", "次", "小时" };

static int
pick (const Maker *maker, int n)
{
  return g_rand_int_range (maker->random, 0, n);
}

static void
put_target (const Maker *maker, int year, GString *out)
{
  static const char *const SIGNS[] = { "≥", "≤", "=", ">", "<", "", "≥", "≤" };
  static const char *const LEVELS[] = { "较高", "高", "部分达成", "不断提升", "\"建成\"" };
  int low = pick (maker, maker->size) - (pick (maker, 12) ? 0 : maker->size / 2);
  if (maker->kind == 7)
    g_string_append (out, LEVELS[pick (maker, G_N_ELEMENTS (LEVELS))]);
  else if (maker->kind == 6)
    g_string_append_printf (out, "%s%d年%d月%d日", pick (maker, 4) ? "" : "≥", year, 1 + pick (maker, 12),
                            1 + pick (maker, 28));
  else if (pick (maker, 6) == 0)
    g_string_append_printf (out, "%d..%d%s", low, low + 1 + pick (maker, maker->size), UNITS[maker->kind]);
  else
    g_string_append_printf (out, "%s%d%s", SIGNS[pick (maker, 8)], low, UNITS[maker->kind]);
}

static void
put_use (const Maker *maker, GString *out)
{
  static const char *const PLAIN[] = {
    "正向比例",
    "正向比例",
    "反向比例",
    "反向比例",
    "反向线性",
    "反向线性(至 = 3)",
    "反向线性(至 = 1.5)",
    "等值偏离",
    "达标得分",
    "达标得分",
    "一次扣分(扣 = 1分)",
    "一次扣分(扣 = 4分)",
    "双向比例",
    "及格比例",
    "及格比例(及格 = 80%)",
    "及格反比",
    "正向线性(自 = 50%)",
    "等值按正向",
    "完成率分段",
    "完成率分段(一档 = 90%, 一档分率 = 90%)",
    "超额调减",
    "超额调减(限 = 200%)",
    "零目标不适用",
    "酌情计分",
    "执行率计分",
  };
  static const char *const WITH_UNITS[] = {
    "逐项扣分(每 = 1%s, 扣 = 0.1分)",
    "逐项扣分(每 = 1%s, 扣 = 1分)",
    "满项扣分(每 = 2%s, 扣 = 1分)",
    "按差扣分(每 = 1%s, 扣 = 0.3分)",
    "逾期扣分(扣 = 0.5分, 每 = 7%s)",
    "分段得分(一档 = 20%1$s, 一档分率 = 80%%, 二档 = 5%1$s, 二档分率 = 30%%)",
    "反向分段得分(一档 = 20%1$s, 一档分率 = 80%%, 二档 = 50%1$s, 二档分率 = 30%%)",
    "插值得分(零点 = 2%1$s, 中点 = 9%1$s)",
    "检查清单(得 = 1分, 每 = 1%s)",
  };
  static const char *const LEVELS[] = { "等次计分", "等次计分", "达标得分", "一次扣分(扣 = 4分)" };
  static const char *const DATES[] = { "按期得分", "逾期扣分(扣 = 1分)", "逾期扣分(扣 = 0.5分, 每 = 7日)",
                                       "一次扣分(扣 = 3分)", "按差扣分(每 = 10日, 扣 = 1分)" };
  const char *form = WITH_UNITS[pick (maker, G_N_ELEMENTS (WITH_UNITS))];
  if (maker->kind == 7)
    g_string_append (out, LEVELS[pick (maker, G_N_ELEMENTS (LEVELS))]);
  else if (maker->kind == 6)
    g_string_append (out, DATES[pick (maker, G_N_ELEMENTS (DATES))]);
  else if (pick (maker, 5) < 3)
    g_string_append (out, PLAIN[pick (maker, G_N_ELEMENTS (PLAIN))]);
  else
    {
      g_auto (GStrv) parts = g_strsplit (form, strstr (form, "%1$s") ? "%1$s" : "%s", -1);
      g_autofree char *text = g_strjoinv (UNITS[maker->kind], parts);
      g_auto (GStrv) signs = g_strsplit (text, "%%", -1);
      g_autofree char *plain = g_strjoinv ("%", signs);
      g_string_append (out, plain);
    }
}

/* Of each pair two indicators a side: its own, and `他`, with the other's use. */
static CompareWorld *
make_batch (GRand *random)
{
  static const int SIZES[] = { 4, 20, 60, 600 };
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autofree char *old = NULL, *new = NULL;
  for (int i = 0; i < BATCH; i++)
    {
      Maker maker = { random, SIZES[g_rand_int_range (random, 0, G_N_ELEMENTS (SIZES))],
                      (unsigned)g_rand_int_range (random, 0, 8) };
      GString *target[2] = { g_string_new (NULL), g_string_new (NULL) },
              *use[2] = { g_string_new (NULL), g_string_new (NULL) };
      for (int side = 0; side < 2; side++)
        {
          put_target (&maker, 2024 + side, target[side]);
          put_use (&maker, use[side]);
        }
      for (int side = 0; side < 2; side++)
        g_string_append_printf (side ? after : before,
                                "指标 指%d %s 分值 %d 规则 %s\n指标 他%d %s 分值 %d 规则 %s\n", i,
                                target[side]->str, side ? 10 : 5, use[side]->str, i, target[side]->str,
                                side ? 10 : 5, use[!side]->str);
      for (int side = 0; side < 2; side++)
        {
          g_string_free (target[side], TRUE);
          g_string_free (use[side], TRUE);
        }
    }
  old = compare_text ("", 2024, before->str);
  new = compare_text ("", 2025, after->str);
  return compare_world_new (old, new);
}

/* The judge */

typedef struct
{
  CompareWorld *world;
  const Side *side;
  const Indicator *indicators[2]; /* with OLD's use, with NEW's */
  bool windowed;
  bool lower, higher, kinds, asked;
  unsigned tried;
} Judge;

/* -1: no score because of a fault, 0: 不适用, 1: a score. */
static int
score_at (const Judge *judge, unsigned which, const Actual *actual, Rational *ret_score)
{
  RowResult row;
  bool ok = score_row (judge->side->model, judge->side->scheme, judge->indicators[which], actual, NULL, &row);
  diag_sink_clear (judge->world->trial->sink);
  *ret_score = row.exact;
  return !ok ? -1 : row.status == STATUS_NA ? 0 : 1;
}

static void
try_actual (Judge *judge, const Actual *actual)
{
  Rational old, new;
  int kind = score_at (judge, 0, actual, &old), other = score_at (judge, 1, actual, &new);
  judge->tried++;
  if (kind != other)
    judge->kinds = true;
  else if (kind == 1)
    {
      judge->lower = judge->lower || rational_cmp (new, old) < 0;
      judge->higher = judge->higher || rational_cmp (new, old) > 0;
    }
}

static void
try_number (Judge *judge, Rational x)
{
  RationalPool *pool = judge->world->trial->session->numbers;
  const Target *target = &judge->indicators[0]->target;
  Rational most = RATIONAL_ZERO, size = rational_abs (pool, x);
  Actual actual = { .kind = ACTUAL_NUMBER, .number = x, .measure = target->measure };
  for (int end = 0; end < 2; end++)
    if (end ? target->has_upper : target->has_lower)
      {
        Rational bound = end ? target->upper : target->lower;
        most = rational_max (most, rational_abs (pool, bound));
      }
  most = rational_sign (most) ? rational_mul (pool, most, RATIONAL_INT (10))
                              : rational_mul (pool, target->measure->factor, RATIONAL_INT (10));
  if ((target->measure->integer && !rational_is_integer (x))
      || (judge->windowed && (rational_cmp (size, most) > 0 || rational_sign (x) < 0)))
    return;
  try_actual (judge, &actual);
}

/* Around the bounds in steps of tenths and whole units, at shares of them, and far out. */
static void
try_numbers (Judge *judge, GRand *random)
{
  RationalPool *pool = judge->world->trial->session->numbers;
  const Target *target = &judge->indicators[0]->target;
  Rational unit = target->measure->factor;
  for (int i = 0; i < POINTS; i++)
    {
      Rational bound = target->has_lower && (i % 2 || !target->has_upper) ? target->lower : target->upper, x;
      int step = g_rand_int_range (random, -40, 41);
      switch (g_rand_int_range (random, 0, 6))
        {
        case 0:
          x = rational_add (pool, bound, rational_mul (pool, unit, rational_new (pool, step, 10)));
          break;
        case 1:
          x = rational_add (pool, bound, rational_mul (pool, unit, RATIONAL_INT (step)));
          break;
        case 2:
          x = rational_mul (pool, bound, rational_new (pool, step, 10));
          break;
        case 3:
          x = rational_mul (pool, unit, RATIONAL_INT (step));
          break;
        case 4:
          x = rational_floor (
              pool, rational_mul (pool, bound, rational_new (pool, g_rand_int_range (random, 0, 300), 100)));
          break;
        default:
          x = rational_mul (pool, unit, RATIONAL_INT (g_rand_int_range (random, -3000, 3000)));
        }
      try_number (judge, x);
    }
}

static void
try_days (Judge *judge, GRand *random)
{
  const Target *target = &judge->indicators[0]->target;
  Day bound = (Day)(target->has_upper ? target->upper : target->lower).num;
  for (int i = 0; i < POINTS; i++)
    {
      Day day = bound + (i < 100 ? i - 50 : g_rand_int_range (random, -700, 700));
      Actual actual = { .kind = ACTUAL_DATE, .first = day, .last = day };
      try_actual (judge, &actual);
    }
}

static void
try_level (Judge *judge, const char *name, bool met, const ScaleRank *rank)
{
  RationalPool *pool = judge->world->trial->session->numbers;
  for (int i = 0; i <= 10; i++)
    {
      Rational width = rational_sub (pool, rank->high, rank->low), share = rational_new (pool, i, 10);
      Rational rate = rational_add (pool, rank->low, rational_mul (pool, width, share));
      Actual actual
          = { .kind = ACTUAL_LEVEL, .words = name, .level_met = met, .rate_low = rate, .rate_high = rate };
      if ((rank->band && rank->low_open && i == 0) || (rank->band && rank->high_open && i == 10))
        continue;
      if (met && !rank->band)
        actual.rate_low = actual.rate_high = RATIONAL_ONE;
      try_actual (judge, &actual);
    }
}

static void
try_levels (Judge *judge)
{
  const Target *target = &judge->indicators[0]->target;
  const Scale *scale = target->level
                           ? target->level->scale
                           : model_judging_scale (judge->side->model, judge->side->scheme->framework);
  for (unsigned i = 0; i < scale->n_levels; i++)
    try_level (judge, scale->levels[i].name->text, level_is_met (target, &scale->levels[i]),
               &scale->ranks[scale->levels[i].rank]);
}

static void
judge_side (Judge *judge, const Side *side, const Indicator *with_old, const Indicator *with_new,
            GRand *random)
{
  if (!with_old->ok || !with_new->ok)
    return;
  judge->asked = true;
  judge->side = side;
  judge->indicators[0] = with_old;
  judge->indicators[1] = with_new;
  if (with_old->target.direction == DIRECTION_LEVEL)
    try_levels (judge);
  else if (with_old->target.is_date)
    try_days (judge, random);
  else
    try_numbers (judge, random);
}

static bool
lacks_score (const RuleWitness *witness)
{
  return witness->found
         && (witness->old_status == STATUS_NA || witness->old_status == STATUS_INVALID
             || witness->new_status == STATUS_NA || witness->new_status == STATUS_INVALID);
}

/* What the evaluator showed does not go against what was decided. */
static bool
agrees (const Judge *judge, const RuleComparison *comparison)
{
  bool lower = judge->lower || judge->kinds, higher = judge->higher || judge->kinds;
  switch (comparison->relation)
    {
    case RULES_EQUAL:
      return !lower && !higher;
    case RULES_NEVER_HIGHER:
      return !higher && comparison->lower.found;
    case RULES_NEVER_LOWER:
      return !lower && comparison->higher.found;
    case RULES_CROSSING:
      return (comparison->lower.found && comparison->higher.found) || lacks_score (&comparison->lower)
             || lacks_score (&comparison->higher);
    case RULES_NOT_DECIDED:
      return judge->asked == (comparison->why != WHY_NONE);
    }
  return false;
}

static const RuleRelation MIRROR[]
    = { RULES_EQUAL, RULES_NEVER_LOWER, RULES_NEVER_HIGHER, RULES_CROSSING, RULES_NOT_DECIDED };

/* What is kept is what would be found again. */
static bool
is_kept (RuleMemo *memo, CompareWorld *world, const Indicator *old, const Indicator *new, const char *found)
{
  for (int i = 0; i < 2; i++)
    {
      RuleComparison comparison;
      g_autofree char *text = NULL;
      compare_rules_once (memo, &world->old, old, &world->new, new, world->arena, &comparison);
      text = comparison_text (&comparison);
      if (strcmp (text, found) != 0 || comparison.old_use != &old->rule || comparison.new_use != &new->rule)
        return false;
    }
  return true;
}

static unsigned
judge_pair (CompareWorld *world, unsigned i, RuleMemo *memo, GRand *random, unsigned *tally, unsigned *tried)
{
  const Indicator *const *old = (const Indicator *const *)world->old.scheme->indicators + i,
                         *const *new = (const Indicator *const *)world->new.scheme->indicators + i;
  Judge judge = { .world = world };
  RuleComparison comparison, mirror;
  g_autofree char *what
      = g_strdup_printf ("%s %s → %s %s", old[0]->target.text, old[0]->rule.rule->name->text,
                         new[0]->target.text, new[0]->rule.rule->name->text);
  g_autofree char *found = NULL, *other = NULL;
  compare_rules (&world->old, old[0], &world->new, new[0], world->arena, &comparison);
  compare_rules (&world->new, new[0], &world->old, old[0], world->arena, &mirror);
  found = comparison_text (&comparison);
  other = comparison_text (&mirror);
  assert_true (is_kept (memo, world, old[0], new[0], found));
  tally[comparison.relation]++;
  if (comparison.unconfirmed || mirror.unconfirmed || mirror.relation != MIRROR[comparison.relation]
      || mirror.lower.found != comparison.higher.found || mirror.higher.found != comparison.lower.found)
    return !same_text (what, found, other) + 1;
  judge.windowed = comparison.windowed;
  judge_side (&judge, &world->new, new[1], new[0], random);
  judge_side (&judge, &world->old, old[0], old[1], random);
  *tried += judge.tried;
  return !agrees (&judge, &comparison)
         && !same_text (what,
                        judge.kinds                   ? "kinds"
                        : judge.lower && judge.higher ? "crossing"
                        : judge.lower                 ? "lower"
                        : judge.higher                ? "higher"
                        : judge.asked                 ? "equal"
                                                      : "not asked",
                        found);
}

static void
test_generated (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  unsigned tally[G_N_ELEMENTS (RELATIONS)] = { 0 }, wrong = 0, pairs = 0, tried = 0;
  (void)state;
  while (pairs < PAIRS)
    {
      g_autoptr (CompareWorld) world = make_batch (random);
      g_autoptr (RuleMemo) memo = rule_memo_new ();
      const unsigned before = pairs;
      for (unsigned i = 0; i < world->old.scheme->n_indicators; i += 2)
        {
          if (!world->old.scheme->indicators[i]->ok || !world->new.scheme->indicators[i]->ok)
            continue;
          wrong += judge_pair (world, i, memo, random, tally, &tried);
          pairs++;
        }
      assert_true (pairs > before); /* else there is no end, as where the library is not found */
    }
  print_message ("# tried %u\n", tried);
  for (size_t i = 0; i < G_N_ELEMENTS (RELATIONS); i++)
    {
      print_message ("# %s %u\n", RELATIONS[i], tally[i]);
      assert_true (tally[i] > PAIRS / 50);
    }
  assert_int_equal (wrong, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_cases),
    cmocka_unit_test (test_defaults),
    cmocka_unit_test (test_generated),
  };
  return cmocka_run_group_tests_name ("compare-rule", tests, NULL, NULL);
}
