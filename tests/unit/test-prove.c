/* What is proved of rules, against the evaluator: 20,000 generated uses of generated rules, each claim tried
   on many values near every break point and far from it; then the rules that the claims are for, with the
   claims stated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"
#include "prove/rule.h"

enum
{
  USES = 20000,
  BATCH = 200,
  SEED = 20200310
};

/* Generating: the text of a rule that fits its target */

typedef struct
{
  GRand *random;
  GString *out;
  bool date, lower, upper, baseline;
  const char *unit;
  int size; /* bounds are of this size */
  int depth;
} Maker;

static int
pick (Maker *maker, int n)
{
  return g_rand_int_range (maker->random, 0, n);
}

static void
put (Maker *maker, const char *text)
{
  g_string_append (maker->out, text);
}

static void make_value (Maker *maker);
static void make_share (Maker *maker);

static void
make_both (Maker *maker, void (*left) (Maker *), const char *sign, void (*right) (Maker *))
{
  put (maker, "(");
  left (maker);
  put (maker, sign);
  right (maker);
  put (maker, ")");
}

static void
make_call (Maker *maker, const char *name, void (*argument) (Maker *), int n)
{
  put (maker, name);
  put (maker, "(");
  for (int i = 0; i < n; i++)
    {
      put (maker, i ? ", " : "");
      argument (maker);
    }
  put (maker, ")");
}

static void
make_number (Maker *maker)
{
  static const char *const NUMBERS[]
      = { "0", "1", "2", "3", "0.5", "0.1", "1.5", "30%", "60%", "80%", "100%", "120%" };
  put (maker, NUMBERS[pick (maker, G_N_ELEMENTS (NUMBERS))]);
}

static void
make_literal (Maker *maker)
{
  int whole = 1 + pick (maker, 2 * maker->size);
  g_string_append_printf (maker->out, pick (maker, 3) ? "%d%s" : "%d.5%s", whole, maker->unit);
}

static void
make_plain_value (Maker *maker)
{
  switch (pick (maker, 7))
    {
    case 0:
    case 1:
      put (maker, maker->date ? "差距" : "实际");
      break;
    case 2:
      put (maker, maker->date ? "差距" : "目标值");
      break;
    case 3:
      put (maker, maker->date ? "(实际 − 目标值)" : maker->lower ? "下限" : "差距");
      break;
    case 4:
      put (maker, maker->date ? "(目标值 − 实际)" : maker->upper ? "上限" : "差距");
      break;
    case 5:
      if (maker->baseline)
        {
          put (maker, "上年");
          break;
        }
      /* fall through */
    default:
      make_literal (maker);
    }
}

static void
make_value (Maker *maker)
{
  maker->depth++;
  switch (maker->depth > 4 ? 0 : pick (maker, 9))
    {
    case 0:
    case 1:
    case 2:
    case 3:
      make_plain_value (maker);
      break;
    case 4:
      make_both (maker, make_value, pick (maker, 2) ? " + " : " − ", make_value);
      break;
    case 5:
      make_both (maker, make_value, " × ", make_number);
      break;
    case 6:
      make_call (maker, pick (maker, 2) ? "max" : "min", make_value, 2);
      break;
    case 7:
      make_call (maker, "abs", make_value, 1);
      break;
    default:
      make_call (maker, "clamp", make_value, 3);
    }
  maker->depth--;
}

static void
make_share (Maker *maker)
{
  maker->depth++;
  switch (maker->depth > 4 ? pick (maker, 3) : pick (maker, 11))
    {
    case 0:
      make_number (maker);
      break;
    case 1:
      put (maker, maker->date ? "差距 ÷ 7日" : "完成率");
      break;
    case 2:
      put (maker, maker->date ? "差距 ÷ 30日" : "偏离度");
      break;
    case 3:
    case 4:
      make_both (maker, make_value, " ÷ ", make_value);
      break;
    case 5:
      make_both (maker, make_share, pick (maker, 2) ? " + " : " − ", make_share);
      break;
    case 6:
      make_both (maker, make_share, pick (maker, 3) ? " × " : " ÷ ", make_share);
      break;
    case 7:
      make_call (maker, pick (maker, 2) ? "ceil" : "floor", make_share, 1);
      break;
    case 8:
      put (maker, "round(");
      make_share (maker);
      put (maker, pick (maker, 2) ? ", 1)" : ", 2)");
      break;
    case 9:
      make_call (maker, pick (maker, 2) ? "max" : "min", make_share, 2);
      break;
    default:
      make_call (maker, "abs", make_share, 1);
    }
  maker->depth--;
}

static void
make_points (Maker *maker)
{
  maker->depth++;
  switch (maker->depth > 3 ? pick (maker, 2) : pick (maker, 10))
    {
    case 0:
      put (maker, "分值");
      break;
    case 1:
      put (maker, pick (maker, 2) ? "0分" : "3分");
      break;
    case 2:
    case 3:
    case 4:
    case 5:
      make_both (maker, make_points, pick (maker, 4) ? " × " : " ÷ ", make_share);
      break;
    case 6:
      make_both (maker, make_points, pick (maker, 2) ? " + " : " − ", make_points);
      break;
    case 7:
      make_call (maker, pick (maker, 2) ? "max" : "min", make_points, 2);
      break;
    case 8:
      put (maker, "clamp(");
      make_points (maker);
      put (maker, ", 0分, 分值)");
      break;
    default:
      make_call (maker, "ceil", make_points, 1);
    }
  maker->depth--;
}

static void
make_condition (Maker *maker)
{
  static const char *const SIGNS[] = { " ≥ ", " > ", " ≤ ", " < ", " = ", " ≠ " };
  maker->depth++;
  switch (maker->depth > 3 ? pick (maker, 5) : pick (maker, 8))
    {
    case 0:
    case 1:
      put (maker, pick (maker, 4) ? "达成" : "未达成");
      break;
    case 2:
    case 3:
      make_both (maker, make_value, SIGNS[pick (maker, 6)], make_value);
      break;
    case 4:
      make_both (maker, make_share, SIGNS[pick (maker, 6)], make_share);
      break;
    case 5:
      make_both (maker, make_condition, " 且 ", make_condition);
      break;
    case 6:
      make_both (maker, make_condition, " 或 ", make_condition);
      break;
    default:
      put (maker, "(非 ");
      make_condition (maker);
      put (maker, ")");
    }
  maker->depth--;
}

static void
make_rule (Maker *maker, GString *out, int index)
{
  int arms = 1 + pick (maker, 3);
  maker->out = out;
  g_string_append_printf (out, "规则 规%d {\n", index);
  for (int i = 0; i < arms; i++)
    {
      maker->depth = 0;
      make_condition (maker);
      put (maker, " => ");
      maker->depth = 0;
      if (pick (maker, 20))
        make_points (maker);
      else
        put (maker, "不适用");
      put (maker, "\n");
    }
  put (maker, "否则 => ");
  maker->depth = 0;
  make_points (maker);
  put (maker, "\n}\n");
}

static void
make_target (Maker *maker, GString *out)
{
  static const char *const UNITS[] = { "个", "公里", "万元", "%", "小时" };
  static const char *const SIGNS[] = { "≥", ">", "≤", "<", "=" };
  int kind = pick (maker, 8), low = pick (maker, maker->size) - (pick (maker, 10) ? 0 : maker->size / 2);
  const char *half;
  maker->date = kind == 7;
  maker->unit = maker->date ? "日" : UNITS[pick (maker, G_N_ELEMENTS (UNITS))];
  half = strcmp (maker->unit, "个") != 0 && pick (maker, 3) == 0 ? ".5" : "";
  maker->lower = !maker->date && (kind < 2 || kind > 3);
  maker->upper = !maker->date && kind > 1;
  if (maker->date)
    g_string_append_printf (out, "%s2024年%d月%d日%s", pick (maker, 3) ? "" : "≥", 1 + pick (maker, 12),
                            1 + pick (maker, 28), "");
  else if (kind < 5)
    g_string_append_printf (out, "%s%d%s%s", SIGNS[kind], low, half, maker->unit);
  else
    g_string_append_printf (out, "%d%s%s..%s%d%s", low, half, maker->unit, pick (maker, 4) ? "" : "<",
                            low + 1 + pick (maker, maker->size), maker->unit);
}

static char *
make_program (GRand *random, int n)
{
  GString *rules = g_string_new ("");
  GString *scheme = g_string_new ("方案 试 { 年度 2024 体系 试系\n");
  Maker maker = { .random = random };
  for (int i = 0; i < n; i++)
    {
      static const int SIZES[] = { 3, 10, 10, 30, 100, 1000 };
      maker.size = SIZES[pick (&maker, G_N_ELEMENTS (SIZES))];
      g_string_append_printf (scheme, "指标 指%d ", i);
      make_target (&maker, scheme);
      maker.baseline = !maker.date && pick (&maker, 2);
      g_string_append_printf (scheme, " 分值 %s 规则 规%d", pick (&maker, 2) ? "10" : "0.7", i);
      if (maker.baseline)
        g_string_append_printf (scheme, " { 上年 %d%s }", pick (&maker, maker.size), maker.unit);
      g_string_append_c (scheme, '\n');
      make_rule (&maker, rules, i);
    }
  g_string_append (scheme, "}\n体系 试系 { 缺省规则 { 正向 => 正向比例 } }\n");
  g_string_append_len (rules, scheme->str, (gssize)scheme->len);
  g_string_free (scheme, TRUE);
  return g_string_free (rules, FALSE);
}

/* Trying the claims */

typedef struct
{
  Trial *trial;
  const Scheme *scheme;
  const Indicator *indicator;
  const ProveReport *report;
  RationalPool *pool;
  guint64 tried, known;
} Judge;

static void
complain (const Judge *judge, const char *what, Rational x)
{
  g_autofree char *at = number_text (x);
  const Origin *rule = &judge->indicator->rule.rule->origin;
  Span span = unit_node_span (rule->unit, rule->node);
  fail_msg ("%s at %s: target %s, %.*s", what, at, judge->indicator->target.text,
            (int)(span.end - span.start), source_text (rule->unit->source) + span.start);
}

/* What scoring gives; false: no score. */
static bool
score_at (const Judge *judge, Rational x, RowResult *ret_row)
{
  const Target *target = &judge->indicator->target;
  Actual actual = { .kind = ACTUAL_NUMBER, .number = x, .measure = target->measure };
  bool ok;
  if (target->is_date)
    actual = (Actual){ .kind = ACTUAL_DATE, .first = (Day)x.num, .last = (Day)x.num };
  ok = score_row (judge->trial->model, judge->scheme, judge->indicator, &actual, NULL, ret_row);
  diag_sink_clear (judge->trial->sink);
  return ok && ret_row->status != STATUS_NA;
}

static Rational
in_bounds (const Judge *judge, Rational value)
{
  return rational_min (rational_max (value, RATIONAL_ZERO), judge->indicator->weight);
}

/* The curve says of X what scoring does. */
static void
try_curve (Judge *judge, Rational x, const RowResult *row, bool scored)
{
  const ProveReport *report = judge->report;
  Piece piece = curve_at (judge->pool, report->curves.given, x);
  judge->tried++;
  if (row->arm && report->curves.arms[row->arm - judge->indicator->rule.rule->arms] == ARM_NEVER
      && !report->curves.windowed)
    complain (judge, "an arm that is never taken was", x);
  if (piece.kind == PIECE_UNKNOWN || piece.kind == PIECE_OUTSIDE)
    return;
  judge->known++;
  if ((piece.kind == PIECE_FAULT) != (row->status == STATUS_INVALID))
    complain (judge, "a fault", x);
  if ((piece.kind == PIECE_NA) != (row->status == STATUS_NA))
    complain (judge, "不适用", x);
  if (piece.kind == PIECE_VALUE
      && (!scored || !rational_equal (in_bounds (judge, piece.a), row->exact)
          || row->clamped == rational_equal (in_bounds (judge, piece.a), piece.a)))
    complain (judge, "a wrong value", x);
  if (piece.kind == PIECE_VALUE && &judge->indicator->rule.rule->arms[piece.tag] != row->arm)
    complain (judge, "a wrong arm", x);
}

static bool
is_asked (const Judge *judge, Rational x)
{
  const ProveReport *report = judge->report;
  bool limited = report->curves.windowed || judge->indicator->target.is_date;
  return (!report->curves.whole || rational_is_integer (x))
         && (!limited
             || (rational_cmp (x, report->curves.low) >= 0 && rational_cmp (x, report->curves.high) <= 0));
}

/* +1: the larger Y is to be no worse than X, −1: no better, 0: nothing is said. */
static int
wanted (const Target *target, Rational x, Rational y)
{
  if (!target->has_lower || !target->has_upper)
    return target->has_lower ? 1 : -1;
  if (rational_cmp (y, target->lower) <= 0)
    return 1;
  return rational_cmp (x, target->upper) >= 0 ? -1 : 0;
}

static void
try_order (const Judge *judge, Rational x, const RowResult *row, Rational y, const RowResult *next)
{
  const Target *target = &judge->indicator->target;
  bool met = row->status == STATUS_MET && next->status == STATUS_MET;
  const Claim *claim = met ? &judge->report->ordered_met : &judge->report->ordered;
  int sign = wanted (target, x, y);
  /* a drop among met values shows in an unmet one too, where that one is compared across it */
  bool all = judge->report->ordered.state == CLAIM_PROVED && judge->report->ordered_met.state == CLAIM_PROVED;
  if (sign == 0 || !(met ? claim->state == CLAIM_PROVED : all))
    return;
  if (sign * rational_cmp (row->exact, next->exact) > 0)
    complain (judge, "out of order", y);
}

static void
try_within (const Judge *judge, Rational x, const RowResult *row)
{
  const ProveReport *report = judge->report;
  if (row->clamped && rational_sign (row->exact) == 0 && rational_sign (judge->indicator->weight) > 0
      && report->not_below.state == CLAIM_PROVED)
    complain (judge, "below 0", x);
  if (row->clamped && rational_sign (row->exact) > 0 && report->not_above.state == CLAIM_PROVED)
    complain (judge, "above the weight", x);
  if (row->status == STATUS_MISSED && rational_equal (row->exact, judge->indicator->weight)
      && report->missed_short.state == CLAIM_PROVED)
    complain (judge, "full marks for a miss", x);
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  return rational_cmp (*(const Rational *)a, *(const Rational *)b);
}

static void
add_number (GArray *numbers, Rational x)
{
  g_array_append_val (numbers, x);
}

/* Every break point, both sides of it, the middles, and far out. (owned) */
static GArray *
numbers_to_try (const Judge *judge, GRand *random)
{
  RationalPool *pool = judge->pool;
  const Curve *given = judge->report->curves.given;
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (Rational));
  Rational step = judge->report->curves.whole ? RATIONAL_ONE : rational_new (pool, 1, 1000003);
  unsigned skip = 1 + given->n / 12;
  for (unsigned i = 0; i < given->n; i += skip)
    {
      Rational x = judge->report->curves.whole ? rational_floor (pool, given->at[i]) : given->at[i];
      for (int k = -1; k <= 2; k++)
        add_number (numbers, rational_add (pool, x, rational_mul (pool, step, RATIONAL_INT (k))));
      if (i + 1 < given->n)
        add_number (numbers,
                    piece_between (pool, (PieceEnd){ true, x }, (PieceEnd){ true, given->at[i + 1] }));
    }
  for (int i = 0; i < 8; i++)
    add_number (numbers,
                rational_mul (pool, judge->indicator->target.measure->factor,
                              rational_new (pool, g_rand_int_range (random, -4000, 8000), i < 4 ? 1 : 7)));
  for (guint i = 0; i < numbers->len;)
    if (is_asked (judge, g_array_index (numbers, Rational, i)))
      i++;
    else
      g_array_remove_index_fast (numbers, i);
  g_array_sort (numbers, compare_numbers);
  return numbers;
}

static void
try_claims (Judge *judge, GRand *random)
{
  g_autoptr (GArray) numbers = numbers_to_try (judge, random);
  RowResult last, row;
  Rational last_x = RATIONAL_ZERO;
  bool any = false;
  for (guint i = 0; i < numbers->len; i++)
    {
      Rational x = g_array_index (numbers, Rational, i);
      bool scored = score_at (judge, x, &row);
      try_curve (judge, x, &row, scored);
      if (judge->report->curves.counted && rational_sign (x) < 0)
        continue;
      if (row.status == STATUS_INVALID && judge->report->defined.state == CLAIM_PROVED)
        complain (judge, "undefined", x);
      if (!scored)
        continue;
      try_within (judge, x, &row);
      if (any)
        try_order (judge, last_x, &last, x, &row);
      any = true;
      last = row;
      last_x = x;
    }
}

static void
try_denials (const Judge *judge)
{
  const ProveReport *report = judge->report;
  const Claim *orders[] = { &report->ordered, &report->ordered_met };
  RowResult row, next;
  if (report->unconfirmed)
    complain (judge, "a denial was not confirmed", RATIONAL_ZERO);
  if (report->not_below.state == CLAIM_DENIED
      && !(score_at (judge, report->not_below.witness[0].x, &row) && row.clamped
           && rational_sign (row.exact) == 0))
    complain (judge, "not below 0", report->not_below.witness[0].x);
  if (report->not_above.state == CLAIM_DENIED
      && !(score_at (judge, report->not_above.witness[0].x, &row) && row.clamped
           && rational_equal (row.exact, judge->indicator->weight)))
    complain (judge, "not above the weight", report->not_above.witness[0].x);
  if (report->defined.state == CLAIM_DENIED
      && (score_at (judge, report->defined.witness[0].x, &row) || row.status != STATUS_INVALID))
    complain (judge, "defined", report->defined.witness[0].x);
  if (report->missed_short.state == CLAIM_DENIED
      && !(score_at (judge, report->missed_short.witness[0].x, &row) && row.status == STATUS_MISSED
           && rational_equal (row.exact, judge->indicator->weight)))
    complain (judge, "not full for a miss", report->missed_short.witness[0].x);
  for (int i = 0; i < 2; i++)
    {
      const Witness *witness = orders[i]->witness;
      if (orders[i]->state != CLAIM_DENIED)
        continue;
      if (!score_at (judge, witness[0].x, &row) || !score_at (judge, witness[1].x, &next)
          || rational_cmp (witness[0].x, witness[1].x) >= 0 || !is_asked (judge, witness[0].x)
          || !is_asked (judge, witness[1].x)
          || wanted (&judge->indicator->target, witness[0].x, witness[1].x)
                     * rational_cmp (row.exact, next.exact)
                 <= 0)
        complain (judge, "in order", witness[0].x);
    }
}

typedef struct
{
  unsigned uses, proved, denied, open, windowed, never;
  guint64 tried, known;
} Tally;

static void
judge_batch (GRand *random, Tally *tally)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *text = make_program (random, BATCH);
  Model *model = trial_check (trial, text);
  const Scheme *scheme = model->schemes->pdata[0];
  diag_sink_clear (trial->sink);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      g_autoptr (Arena) arena = arena_new ();
      ProveReport report;
      Judge judge = { trial, scheme, scheme->indicators[i], &report, trial->session->numbers, 0, 0 };
      if (!judge.indicator->ok || !judge.indicator->rule.rule)
        continue;
      prove_rule_use (model, scheme, judge.indicator, arena, &report);
      try_claims (&judge, random);
      try_denials (&judge);
      tally->uses++;
      tally->proved += report.ordered.state == CLAIM_PROVED;
      tally->denied += report.ordered.state == CLAIM_DENIED;
      tally->open += report.ordered.state == CLAIM_OPEN;
      tally->windowed += report.curves.windowed;
      for (unsigned arm = 0; arm < judge.indicator->rule.rule->n_arms; arm++)
        tally->never += report.curves.arms[arm] == ARM_NEVER;
      tally->tried += judge.tried;
      tally->known += judge.known;
      prove_report_clear (&report);
    }
}

/* Each sort of answer occurs often enough to mean something. */
static void
test_generated (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  const unsigned uses = g_strcmp0 (g_getenv ("JIXIAO_SHORT"), "1") == 0 ? USES / 10 : USES;
  Tally tally = { 0 };
  (void)state;
  while (tally.uses < uses)
    {
      const unsigned before = tally.uses;
      judge_batch (random, &tally);
      assert_true (tally.uses > before); /* else there is no end, as where the library is not found */
    }
  print_message ("# uses %u proved %u denied %u open %u windowed %u never %u tried %" G_GUINT64_FORMAT
                 " known %" G_GUINT64_FORMAT "\n",
                 tally.uses, tally.proved, tally.denied, tally.open, tally.windowed, tally.never, tally.tried,
                 tally.known);
  assert_true (tally.proved > uses / 10);
  assert_true (tally.denied > uses / 10);
  assert_true (tally.open < uses / 2);
  assert_true (tally.windowed > uses / 200);
  assert_true (tally.never > uses / 20);
  assert_true (tally.known > tally.tried / 2);
}

/* Claims stated */

static void
append_state (GString *out, const char *what, const Claim *claim)
{
  static const char *const STATES[] = { "open", "yes", "no" };
  g_string_append_printf (out, "%s%s %s", out->len ? ", " : "", what, STATES[claim->state]);
  for (unsigned i = 0; claim->state == CLAIM_DENIED && i < claim->n; i++)
    {
      g_autofree char *x = number_text (claim->witness[i].x);
      g_string_append_printf (out, " %s%s%s", claim->witness[i].level ? claim->witness[i].level : "",
                              claim->witness[i].level ? " " : "", x);
    }
}

static const struct
{
  const char *rule, *indicator, *found;
} CLAIMS[] = {
  { "", "≥550批次 分值 5", "low yes, high yes, order yes, past yes, all yes, arms +++" },
  { "", "≤10元 分值 5", "low yes, high yes, order yes, past yes, all yes, arms +-+" },
  { "", "8%..10% 分值 5", "low yes, high yes, order yes, past yes, all yes, arms +-+" },
  { "", "2024年6月30日前 分值 5", "low yes, high yes, order yes, past yes, all yes, arms ++" },
  { "", "不断提升 分值 5", "low yes, high yes, order yes, past yes, all yes, arms +" },
  { "", "\"很好\" 分值 5", "low yes, high yes, order yes, past yes, all yes, arms +" },
  { "", "≥50个 分值 5 规则 超额调减", "low yes, high yes, order yes, past no 65 66, all yes, arms ++++" },
  { "", "≥9% 分值 5 规则 酌情计分", "low open, high open, order open, past open, all open, arms ++" },
  { "", "100% 分值 5 规则 执行率计分", "low yes, high yes, order yes, past yes, all yes, arms ?+++" },
  { "规则 甲 { 否则 => 分值 × 目标值 ÷ 实际 }", "≥5公里 分值 5 规则 甲",
    "low no -1000, high no 1000, order no 1000 6000, past no 50001/10 6000, all no 0, arms +" },
  { "规则 甲 { 否则 => 分值 × 实际 ÷ 5个 }", "≥5个 分值 5 规则 甲",
    "low yes, high no 6, order yes, past yes, all yes, arms +" },
  { "规则 甲 { 达成 => 分值 否则 => 分值 − 实际 ÷ 1个 × 1分 }", "≤5个 分值 5 规则 甲",
    "low no 6, high yes, order yes, past yes, all yes, arms ++" },
  { "规则 甲 { 达成 => 分值 实际 > 3公里 => 0分 否则 => 2分 }", "≥5公里 分值 5 规则 甲",
    "low yes, high yes, order no 3000 4000, past yes, all yes, arms +++" },
  { "规则 甲 { 达成 => 分值 实际 < 4.5个 且 实际 > 4个 => 9分 否则 => 2分 }", "≥5个 分值 5 规则 甲",
    "low yes, high yes, order yes, past yes, all yes, arms +-+" },
  { "规则 甲 { 达成 => 分值 实际 > 上年 => 2分 否则 => 0分 }", "≥5个 分值 5 规则 甲",
    "low yes, high yes, order yes, past yes, all no 1, arms +--" },
  { "规则 甲 { 达成 => 分值 否则 => min(分值, 差距 ÷ 1日 × 1分) }", "2024年6月30日前 分值 5 规则 甲",
    "low yes, high yes, order no 19905 19908, past yes, all yes, arms ++" },
  { "规则 甲 { 否则 => 分值 × (1 − 等次得分率) }", "部分达成 分值 5 规则 甲",
    "low yes, high yes, order no 未达成年度指标且效果较差 1/10 未达成年度指标且效果较差 2/5, past no "
    "部分达成年度指标并具有一定效果 61/100 部分达成年度指标并具有一定效果 71/100, all yes, arms +" },
};

#define FRAME                                                                                                                                 \
  "\n体系 试系 { 缺省规则 { 正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 逾期扣分(扣 = 1分) " \
  "等次 => 等次计分 } }\n方案 试 { 年度 2024 体系 试系\n指标 指 "

static unsigned
check_claims (size_t i)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *whole = g_strconcat (CLAIMS[i].rule, FRAME, CLAIMS[i].indicator, "\n}\n", NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (Arena) arena = arena_new ();
  ProveReport report;
  Model *model = trial_check (trial, whole);
  const Indicator *indicator = trial_indicator (trial, "指");
  assert_true (indicator->ok);
  prove_rule_use (model, model->schemes->pdata[0], indicator, arena, &report);
  append_state (out, "low", &report.not_below);
  append_state (out, "high", &report.not_above);
  append_state (out, "order", &report.ordered);
  append_state (out, "past", &report.ordered_met);
  append_state (out, "all", &report.defined);
  g_string_append (out, ", arms ");
  for (unsigned arm = 0; arm < indicator->rule.rule->n_arms; arm++)
    g_string_append_c (out, "?+-"[report.curves.arms[arm]]);
  assert_false (report.unconfirmed);
  prove_report_clear (&report);
  return !same_text (CLAIMS[i].indicator, CLAIMS[i].found, out->str);
}

static void
test_claims (void **state)
{
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (CLAIMS); i++)
    wrong += check_claims (i);
  assert_int_equal (wrong, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_claims),
    cmocka_unit_test (test_generated),
  };
  return cmocka_run_group_tests_name ("prove", tests, NULL, NULL);
}
