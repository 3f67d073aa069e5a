/* Targets compared: every form stated with its relation and witnesses, then generated pairs against a judge
   that asks of each bound, and of what lies beside and between them, who has it; and the mirror law. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "compare-world.h"
#include "diff/target.h"

enum
{
  PAIRS = 2000,
  BATCH = 200,
  SEED = 20240101
};

static const char *const RELATIONS[]
    = { "equal", "tightened", "loosened", "crossing", "disjoint", "incomparable" };

/* `tightened 165批次 | `: what only OLD has, what only NEW has. (owned) */
static char *
comparison_text (const TargetComparison *comparison)
{
  return g_strdup_printf ("%s %s|%s%s%s", RELATIONS[comparison->relation],
                          comparison->only_old.found ? comparison->only_old.text : "",
                          comparison->only_new.found ? comparison->only_new.text : "",
                          comparison->direction_differs ? " direction" : "",
                          comparison->unconfirmed ? " unconfirmed" : "");
}

/* Cases stated: OLD of 2024, NEW of 2025 */

typedef struct
{
  const char *old, *new, *found;
} Case;

static const Case CASES[] = {
  /* numbers */
  { "≥150批次", "≥180批次", "tightened 165批次|" },
  { "≥180批次", "≥150批次", "loosened |165批次" },
  { "≤2个工作日", "≤3个工作日", "loosened |3个工作日" },
  { "90%", "≥90%", "equal |" },
  { "≥90%", "≥95%", "tightened 93%|" },
  { ">149个", "≥150个", "equal |" },
  { "≥149.5个", "≥150个", "equal |" },
  { "<1个", "≤0个", "equal |" },
  { "=0个", "0", "loosened |−1个 direction" },
  { "0", "≤0个", "equal |" },
  { "0", "≤3个", "loosened |2个" },
  /* negative counts are legal: 净增人数 −5人 */
  { "0个..7个", "≤7个", "loosened |−1个 direction" },
  { "≤7个", "≥0个", "crossing −1个|8个 direction" },
  { "≥-5个", "0个..7个", "tightened −2个| direction" },
  { "≥-5个", "≥-3个", "tightened −4个|" },
  { "=0个", "≤0个", "loosened |−1个 direction" },
  { "=0个", "≤3个", "loosened |2个 direction" },
  { "≥0个", ">-1个", "equal |" },
  { "≥1万元", "≥10000元", "equal |" },
  { "≥1万元", "≥8000元", "loosened |9000元" },
  { "≥8000元", "≥1万元", "tightened 0.9万元|" },
  { "≥1亩", "≥1000平方米", "tightened 800平方米|" },
  { "≥20万次", "≥250000次", "tightened 230000次|" },
  { ">10公里", "≥10公里", "loosened |10公里" },
  { "≥10公里", "=10公里", "tightened 11公里| direction" },
  { "≤10公里", "=10公里", "tightened 9公里| direction" },
  { "≤0.5公里", ">0.5公里", "disjoint 0.5公里|1公里 direction" },
  { "≥50个", "≤100个", "crossing 101个|25个 direction" },
  { "≥0个", "≤100个", "crossing 101个|−1个 direction" },
  { "10公里..20公里", "15公里..25公里", "crossing 13公里|23公里" },
  { "10公里..20公里", "10公里..<20公里", "tightened 20公里|" },
  { "10公里..20公里", "10公里<..20公里", "tightened 10公里|" },
  { "10公里..20公里", "12公里..15公里", "tightened 11公里|" },
  { "10公里..20公里", "30公里..40公里", "disjoint 15公里|35公里" },
  { "=5个", "=6个", "disjoint 5个|6个" },
  { "9.2个..9.8个", "≥5个", "loosened |5个 direction" },
  { "9.2个..9.8个", "7.2个..7.8个", "equal |" },
  { "≥ (1公里 ÷ 3)", "≥ (1公里 ÷ 2)", "tightened 417米|" },
  { "= (1公里 ÷ 3)", "≥10公里", "disjoint 1/3公里|10公里 direction" },
  { "≥-5公里", "≥-3公里", "tightened −4公里|" },
  { "2个月", "60日", "incomparable |" },
  { "1年", "12个月", "equal |" },
  { "2个工作日", "2日", "incomparable |" },
  { "≥10个", "≥10次", "incomparable |" },
  { "≥10人", "≥10名", "equal |" },
  { "≥7件/万人", "≥7件", "incomparable |" },
  { "≥95", "≥95%", "incomparable |" },
  { "≥1.5倍", "≥150%", "equal |" },
  /* dates */
  { "2024年12月31日前", "2025年12月31日前", "equal |" },
  { "12月31日前", "12月31日前", "equal |" },
  { "2024年12月31日前", "2025年11月30日前", "tightened 2025年12月16日|" },
  { "2024年12月31日前", "2025年12月前", "equal |" },
  { "2024年第三季度", "2025年9月30日", "equal |" },
  { "2024年", "2025年12月31日前", "equal |" },
  { "2024年2月29日前", "2025年2月28日前", "equal |" },
  { "2024年2月29日前", "2025年3月1日前", "loosened |2025年3月1日" },
  { "2024年2月29日..2024年2月29日", "2025年3月15日前", "loosened |2025年3月8日" },
  { "2024年12月31日前", "2026年6月30日前", "loosened |2025年9月30日" },
  { "≥2024年1月1日", "≥2025年2月1日", "tightened 2025年1月17日|" },
  { ">2024年1月1日", "≥2025年1月2日", "equal |" },
  { "<2025年1月1日", "≤2025年12月31日", "equal |" },
  { "2024年3月1日..2024年6月30日", "2025年5月1日..2025年8月31日", "crossing 2025年4月1日|2025年7月31日" },
  { "2024年3月1日..2024年6月30日", "2025年6月30日前", "loosened |2025年2月28日" },
  /* a day of another year moves too, if it lies as far from the year of its scheme */
  { "2025年3月1日前", "2026年3月1日前", "equal |" },
  { "2025年3月1日前", "2026年2月1日前", "tightened 2026年2月15日|" },
  { "2024年12月1日..2025年1月31日", "2025年12月1日..2026年1月31日", "equal |" },
  { "2025年1月31日前", "2025年12月1日..2026年1月31日", "tightened 2025年11月30日|" },
  { "2026年6月30日前", "2026年6月30日前", "equal |" },
  { "2026年6月30日前", "2027年6月30日前", "equal |" },
  { "<2025年1月1日", "<2025年1月1日", "equal |" },
  { "<2025年1月1日", "<2026年1月1日", "equal |" },
  { ">2023年12月31日", ">2024年12月31日", "equal |" },
  { "2025年12月31日前", "2025年12月31日前", "equal |" },
  { "2024年12月31日前", "≥10个", "incomparable |" },
  { "2024年12月31日前", "不断提升", "incomparable |" },
  /* levels and words */
  { "不断提升", "显著提升", "equal |" },
  { "不断提升", "有所提升", "loosened |有所提升" },
  { "较高", "高", "tightened 较高|" },
  { "不断提升", "不断提高", "incomparable |" },
  { "\"建成投用\"", "\"建成 投用\"", "equal |" },
  { "\"建成投用\"", "\"竣工\"", "incomparable |" },
  { "\"建成投用\"", "不断提升", "incomparable |" },
  { "不断提升", "≥10个", "incomparable |" },
};

static char *
compare_once (const char *old, const char *new)
{
  g_autofree char *a = g_strdup_printf ("指标 指 %s 分值 5", old),
                  *b = g_strdup_printf ("指标 指 %s 分值 5", new);
  g_autofree char *before = compare_text ("", 2024, a), *after = compare_text ("", 2025, b);
  g_autoptr (CompareWorld) world = compare_world_new (before, after);
  TargetComparison comparison;
  assert_int_equal (world->errors, 0);
  compare_targets (&world->old, world->old.scheme->indicators[0], &world->new,
                   world->new.scheme->indicators[0], world->arena, &comparison);
  return comparison_text (&comparison);
}

static void
test_cases (void **state)
{
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *found = NULL, *what = g_strdup_printf ("%s → %s", CASES[i].old, CASES[i].new);
      found = compare_once (CASES[i].old, CASES[i].new);
      wrong += !same_text (what, CASES[i].found, found);
    }
  assert_int_equal (wrong, 0);
}

/* Generated pairs */

typedef struct
{
  GRand *random;
  GString *out;
  int size;
} Maker;

static int
pick (const Maker *maker, int n)
{
  return g_rand_int_range (maker->random, 0, n);
}

/* A number in one of a family of measures that are of one dimension, or, now and then, in another. */
static void
put_number (const Maker *maker, unsigned family, int number)
{
  static const char *const FAMILIES[][3]
      = { { "个", "个", "个" }, { "公里", "米", "公里" },   { "万元", "元", "千元" },
          { "%", "‰", "%" },    { "亩", "平方米", "公顷" }, { "工作日", "工作日", "个工作日" },
          { "人", "名", "人" }, { "次", "万次", "次" } };
  const char *unit = FAMILIES[family][pick (maker, 3)];
  bool whole = family == 0 || family >= 6;
  g_string_append_printf (maker->out, pick (maker, 3) || whole ? "%d%s" : "%d.5%s", number, unit);
}

static void
put_day (const Maker *maker, int year, bool late)
{
  int month = 1 + pick (maker, 12), day = 1 + pick (maker, 31);
  if (pick (maker, 3) == 0)
    {
      month = 2 + pick (maker, 2);
      day = month == 2 ? 28 + pick (maker, 2) : 1;
    }
  month = late ? 12 : month;
  day = MIN (day, date_month_days (year, month));
  if (pick (maker, 6) == 0)
    g_string_append_printf (maker->out, "%d年%d月", year, month);
  else
    g_string_append_printf (maker->out, "%d年%d月%d日", year, month, day);
}

static void
put_date_target (const Maker *maker, int year)
{
  static const char *const SIGNS[] = { "", "≥", ">", "≤", "<" };
  int kind = pick (maker, 7);
  year += pick (maker, 8) == 0;
  if (kind < 5)
    g_string_append (maker->out, SIGNS[kind]);
  put_day (maker, year, false);
  if (kind < 5)
    return;
  g_string_append (maker->out, pick (maker, 4) ? ".." : "..<");
  put_day (maker, year + pick (maker, 2), true);
}

static void
put_number_target (const Maker *maker, unsigned family)
{
  static const char *const SIGNS[] = { "≥", ">", "≤", "<", "=", "" };
  static const char *const RANGES[] = { "..", "..<", "<..", "<..<" };
  int low = pick (maker, maker->size) - (pick (maker, 6) ? 0 : maker->size / 2), kind = pick (maker, 9);
  if (kind == 8 && pick (maker, 4) == 0)
    {
      g_string_append (maker->out, "0");
      return;
    }
  if (kind < 6)
    {
      g_string_append (maker->out, SIGNS[kind]);
      put_number (maker, family, low);
      return;
    }
  g_string_append_printf (maker->out, "%d", low);
  g_string_append (maker->out, pick (maker, 2) ? ".5" : "");
  g_string_append (maker->out, RANGES[pick (maker, 4)]);
  put_number (maker, family, low + 2 + pick (maker, maker->size));
}

static void
put_level (const Maker *maker)
{
  static const char *const LEVELS[]
      = { "高", "较高", "中等", "低", "好", "较差", "\"建成\"", "\"竣工\"", "部分达成" };
  g_string_append (maker->out, LEVELS[pick (maker, G_N_ELEMENTS (LEVELS))]);
}

static void
put_target (const Maker *maker, unsigned kind, int year)
{
  if (kind < 8)
    put_number_target (maker, pick (maker, 30) ? kind : (unsigned)pick (maker, 8));
  else if (kind < 11)
    put_date_target (maker, year);
  else
    put_level (maker);
}

/* The two schemes of a batch: indicators of one name are of one kind, as a rule. */
static CompareWorld *
make_batch (GRand *random)
{
  static const int YEARS[][2]
      = { { 2024, 2025 }, { 2023, 2024 }, { 2024, 2024 }, { 2025, 2023 }, { 2024, 2028 } };
  static const int SIZES[] = { 4, 10, 30, 1000 };
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  GString *const texts[2] = { before, after };
  const int *years = YEARS[g_rand_int_range (random, 0, G_N_ELEMENTS (YEARS))];
  g_autofree char *old = NULL, *new = NULL;
  for (int i = 0; i < BATCH; i++)
    {
      Maker maker = { .random = random, .size = SIZES[g_rand_int_range (random, 0, G_N_ELEMENTS (SIZES))] };
      unsigned kind = (unsigned)pick (&maker, 13);
      for (int side = 0; side < 2; side++)
        {
          maker.out = texts[side];
          g_string_append_printf (maker.out, "指标 指%d ", i);
          put_target (&maker, kind, years[side]);
          g_string_append (maker.out, " 分值 1\n");
        }
    }
  old = compare_text ("", years[0], texts[0]->str);
  new = compare_text ("", years[1], texts[1]->str);
  return compare_world_new (old, new);
}

/* The judge */

typedef struct
{
  const CompareWorld *world;
  const Indicator *old, *new;
  bool only_old, only_new, both;
} Judge;

static bool
holds (const Target *target, Rational x)
{
  int low = target->has_lower ? rational_cmp (x, target->lower) : 1;
  int high = target->has_upper ? rational_cmp (x, target->upper) : -1;
  return (low > 0 || (low == 0 && !target->lower_open)) && (high < 0 || (high == 0 && !target->upper_open));
}

static void
note (Judge *judge, bool old, bool new)
{
  judge->only_old = judge->only_old || (old && !new);
  judge->only_new = judge->only_new || (new && !old);
  judge->both = judge->both || (old && new);
}

/* The evaluator, of both, also of values below 0. */
static void
ask (Judge *judge, Rational x)
{
  const Side *const sides[2] = { &judge->world->old, &judge->world->new };
  const Indicator *const indicators[2] = { judge->old, judge->new };
  bool meets[2];
  for (int i = 0; i < 2; i++)
    {
      const Target *target = &indicators[i]->target;
      Actual actual = { .kind = ACTUAL_NUMBER, .number = x, .measure = target->measure };
      meets[i] = side_is_met (sides[i], indicators[i], &actual);
      assert_int_equal (meets[i], holds (target, x));
    }
  note (judge, meets[0], meets[1]);
}

static unsigned
bounds_of (const Judge *judge, Rational ret[4])
{
  const Target *const targets[2] = { &judge->old->target, &judge->new->target };
  unsigned n = 0;
  for (int i = 0; i < 2; i++)
    {
      if (targets[i]->has_lower)
        ret[n++] = targets[i]->lower;
      if (targets[i]->has_upper)
        ret[n++] = targets[i]->upper;
    }
  return n;
}

/* Each bound, the middles of each two, and what lies one unit, or one thing, beside them. */
static void
judge_numbers (Judge *judge)
{
  RationalPool *pool = judge->world->trial->session->numbers;
  bool whole = judge->old->target.measure->integer || judge->new->target.measure->integer;
  Rational bounds[4];
  unsigned n = bounds_of (judge, bounds);
  for (unsigned i = 0; i < n; i++)
    for (unsigned j = 0; j < n; j++)
      for (int k = -1; k <= 1; k++)
        {
          Rational x = rational_div (pool, rational_add (pool, bounds[i], bounds[j]), RATIONAL_INT (2));
          x = whole ? rational_floor (pool, x) : x;
          x = rational_add (pool, x, i == j || whole ? RATIONAL_INT (k) : RATIONAL_ZERO);
          ask (judge, x);
        }
}

static bool
is_leap (int year)
{
  return date_month_days (year, 2) == 29;
}

/* What a day is called in the scheme of YEAR, beside one of OTHER: 29 February like the 28th where not both
 * have it. */
static int
day_name (Day day, int year, int other)
{
  int of, month, of_month;
  date_from_day (day, &of, &month, &of_month);
  if (month == 2 && of_month == 29 && !is_leap (of - year + other))
    of_month = 28;
  return (of - year) * 400 + month * 32 + of_month;
}

/* Whether OLD's days are those of another year: their ends lie as far from it as NEW's from its own. */
static bool
all_move (const Judge *judge)
{
  const Indicator *const indicators[2] = { judge->old, judge->new };
  const int years[2] = { judge->world->old.scheme->year, judge->world->new.scheme->year };
  int at[2][2], least = G_MAXINT, most = G_MININT;
  bool has[2][2], common = false;
  for (int i = 0; i < 2; i++)
    for (int end = 0; end < 2; end++)
      {
        const Target *target = &indicators[i]->target;
        int64_t day = end ? target->upper.num - target->upper_open : target->lower.num + target->lower_open;
        int month, of_month;
        has[i][end] = end ? target->has_upper : target->has_lower;
        if (!has[i][end])
          continue;
        date_from_day ((Day)day, &at[i][end], &month, &of_month);
        at[i][end] -= years[i];
        least = MIN (least, at[i][end]);
        most = MAX (most, at[i][end]);
      }
  for (int end = 0; end < 2; end++)
    if (has[0][end] && has[1][end] && at[0][end] != at[1][end])
      return false;
    else
      common = common || (has[0][end] && has[1][end]);
  return common || least == most;
}

/* Every day of some years, by its name. */
static void
judge_days (Judge *judge)
{
  enum
  {
    NAMES = 4200
  };
  const Side *const sides[2] = { &judge->world->old, &judge->world->new };
  const Indicator *const indicators[2] = { judge->old, judge->new };
  bool own = all_move (judge);
  bool holds_there[2][NAMES] = { { false } }, there[NAMES] = { false };
  for (int i = 0; i < 2; i++)
    {
      int year = own ? sides[i]->scheme->year : sides[0]->scheme->year;
      int from = own ? year - 3 : 2020, to = own ? year + 3 : 2031;
      for (Day day = date_to_day (from, 1, 1); day <= date_to_day (to, 12, 31); day++)
        {
          int name = own ? day_name (day, year, sides[!i]->scheme->year) + 1500
                         : (int)(day - date_to_day (2020, 1, 1)) % NAMES;
          bool meets = holds (&indicators[i]->target, RATIONAL_INT (day));
          if (!own)
            {
              note (judge, holds (&judge->old->target, RATIONAL_INT (day)),
                    holds (&judge->new->target, RATIONAL_INT (day)));
              continue;
            }
          there[name] = true;
          holds_there[i][name] = holds_there[i][name] || meets;
        }
    }
  for (int name = 0; name < NAMES; name++)
    if (there[name])
      note (judge, holds_there[0][name], holds_there[1][name]);
}

static TargetRelation
judged (const Judge *judge)
{
  if (judge->only_old && judge->only_new)
    return judge->both ? TARGETS_CROSSING : TARGETS_DISJOINT;
  return judge->only_old ? TARGETS_TIGHTENED : judge->only_new ? TARGETS_LOOSENED : TARGETS_EQUAL;
}

static const TargetRelation MIRROR[] = { TARGETS_EQUAL,    TARGETS_LOOSENED, TARGETS_TIGHTENED,
                                         TARGETS_CROSSING, TARGETS_DISJOINT, TARGETS_INCOMPARABLE };

static bool
same_witness (const TargetWitness *a, const TargetWitness *b, bool values)
{
  return a->found == b->found && (!values || !a->found || rational_equal (a->value, b->value));
}

/* 0 if all is well. */
static unsigned
judge_pair (const CompareWorld *world, const Indicator *old, const Indicator *new, unsigned *tally)
{
  Judge judge = { .world = world, .old = old, .new = new };
  TargetComparison comparison, mirror;
  g_autofree char *what = g_strdup_printf ("%d %s → %d %s", world->old.scheme->year, old->target.text,
                                           world->new.scheme->year, new->target.text);
  g_autofree char *found = NULL;
  const char *expected;
  compare_targets (&world->old, old, &world->new, new, world->arena, &comparison);
  compare_targets (&world->new, new, &world->old, old, world->arena, &mirror);
  found = comparison_text (&comparison);
  tally[comparison.relation]++;
  if (comparison.unconfirmed || mirror.relation != MIRROR[comparison.relation]
      || mirror.direction_differs != comparison.direction_differs
      || !same_witness (&comparison.only_old, &mirror.only_new, !old->target.is_date)
      || !same_witness (&comparison.only_new, &mirror.only_old, !old->target.is_date)
      || comparison.only_old.found
             != (comparison.relation == TARGETS_TIGHTENED || comparison.relation == TARGETS_CROSSING
                 || comparison.relation == TARGETS_DISJOINT)
      || comparison.only_new.found
             != (comparison.relation == TARGETS_LOOSENED || comparison.relation == TARGETS_CROSSING
                 || comparison.relation == TARGETS_DISJOINT))
    {
      g_autofree char *other = comparison_text (&mirror);
      return !same_text (what, "a mirror", found) + !same_text (what, "a mirror", other);
    }
  if (comparison.relation == TARGETS_INCOMPARABLE || old->target.direction == DIRECTION_LEVEL)
    return 0;
  if (old->target.is_date)
    judge_days (&judge);
  else
    judge_numbers (&judge);
  expected = RELATIONS[judged (&judge)];
  return judged (&judge) != comparison.relation && !same_text (what, expected, found);
}

static void
test_generated (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  unsigned tally[G_N_ELEMENTS (RELATIONS)] = { 0 }, wrong = 0, pairs = 0;
  (void)state;
  while (pairs < PAIRS)
    {
      g_autoptr (CompareWorld) world = make_batch (random);
      const unsigned before = pairs;
      for (unsigned i = 0; i < world->old.scheme->n_indicators; i++)
        {
          const Indicator *old = world->old.scheme->indicators[i], *new = world->new.scheme->indicators[i];
          if (!old->ok || !new->ok) /* an empty range */
            continue;
          wrong += judge_pair (world, old, new, tally);
          pairs++;
        }
      assert_true (pairs > before); /* else there is no end, as where the library is not found */
    }
  for (size_t i = 0; i < G_N_ELEMENTS (RELATIONS); i++)
    {
      print_message ("# %s %u\n", RELATIONS[i], tally[i]);
      assert_true (tally[i] > PAIRS / 50);
    }
  assert_int_equal (wrong, 0);
}

/* Normal forms */

static void
test_normal_forms (void **state)
{
  static const char *const FORMS[][2] = {
    { "≥150个", "[150,∞)个" },
    { ">149个", "[150,∞)个" },
    { "≥1万元", "[10000,∞)元" },
    { "90%", "[90,∞)%" },
    { "10公里..<20公里", "[10000,20000)米" },
    { "2024年12月前", "(−∞,2024年12月31日]" },
    { "≤5", "(−∞,5]" },
    { "较高", "高低{较高,高}" },
    { "\"建成 投用\"", "“建成投用”" },
  };
  g_autoptr (GString) indicators = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (CompareWorld) world = NULL;
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (FORMS); i++)
    g_string_append_printf (indicators, "指标 指%zu %s 分值 1\n", i, FORMS[i][0]);
  text = compare_text ("", 2024, indicators->str);
  world = compare_world_new (text, text);
  assert_int_equal (world->errors, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (FORMS); i++)
    wrong += !same_text (
        FORMS[i][0], FORMS[i][1],
        target_normal_form (&world->old, &world->old.scheme->indicators[i]->target, world->arena));
  assert_int_equal (wrong, 0);
}

/* Scales of one name that differ: only names that both know are asked about. */
static void
test_other_scales (void **state)
{
  static const char *const SCALES[][3] = {
    { "等次 带动 { 强, 较强 => 100%\n一般 => 60%\n弱 => 0% }",
      "等次 带动 { 强 => 100%\n较强, 一般 => 60%\n弱 => 0% }", "tightened 较强|" },
    { "等次 带动 { 强 => 100%\n弱 => 0% }", "等次 带动 { 很强 => 100%\n强, 一般 => 60%\n弱 => 0% }",
      "equal |" },
    { "等次 带动 { 强 => 100%\n弱 => 0% }", "等次 影响 { 强 => 100%\n弱 => 0% }", "equal |" },
    { "等次 带动 { 强 => 100%\n弱 => 0% }", "等次 影响 { 强 => 90%\n弱 => 0% }", "equal |" },
    { "等次 带动 { 强 => 100%\n弱 => 0% }", "等次 影响 { 强 => 100%\n平 => 50%\n弱 => 0% }", "incomparable |" },
    { "等次 带动 { 强 => 100%\n弱 => 0% }", "等次 影响 { 强, 弱 => 100% }", "incomparable |" },
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (SCALES); i++)
    {
      g_autofree char *old = compare_text (SCALES[i][0], 2024, "指标 指 强 分值 1");
      g_autofree char *new = compare_text (SCALES[i][1], 2025, "指标 指 强 分值 1"), *found = NULL;
      g_autoptr (CompareWorld) world = compare_world_new (old, new);
      TargetComparison comparison;
      assert_int_equal (world->errors, 0);
      compare_targets (&world->old, world->old.scheme->indicators[0], &world->new,
                       world->new.scheme->indicators[0], world->arena, &comparison);
      found = comparison_text (&comparison);
      wrong += !same_text (SCALES[i][1], SCALES[i][2], found);
    }
  assert_int_equal (wrong, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_cases),
    cmocka_unit_test (test_normal_forms),
    cmocka_unit_test (test_other_scales),
    cmocka_unit_test (test_generated),
  };
  return cmocka_run_group_tests_name ("compare-target", tests, NULL, NULL);
}
