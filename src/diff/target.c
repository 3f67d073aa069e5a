/* Targets as intervals on one axis.  What each has and the other has not is at most two intervals, so that
   the relation is read off their ends; a witness is chosen inside them and shown to the evaluator before it
   leaves this file.  Levels are compared in level.c. */
#include "base/text.h"
#include "diff/level.h"
#include "prove/table.h"
#include <string.h>

/* A set of values; without an end it goes on forever. */
typedef struct
{
  bool empty;
  PieceEnd low, high;
  bool low_in, high_in;
} Set;

typedef struct
{
  const Side *side[2]; /* OLD, NEW */
  const Target *target[2];
  const Indicator *indicator[2]; /* NULL: nothing is confirmed */
  Arena *arena;
  RationalPool *pool;
  bool whole[2]; /* only days, or multiples of the step, are values of that side */
  Rational step[2];
  Rational unit;          /* of witnesses */
  const Measure *measure; /* in which witnesses are written */
  int years;              /* OLD's days are moved by so many */
  Rational first, last;   /* of dates: where the axis ends */
} Pair;

/* Sets */

static Rational
next_step (RationalPool *pool, Rational value, Rational step, bool open)
{
  Rational x = rational_div (pool, value, step);
  x = open ? rational_add (pool, rational_floor (pool, x), RATIONAL_ONE) : rational_ceil (pool, x);
  return rational_mul (pool, x, step);
}

static Rational
last_step (RationalPool *pool, Rational value, Rational step, bool open)
{
  Rational x = rational_div (pool, value, step);
  x = open ? rational_sub (pool, rational_ceil (pool, x), RATIONAL_ONE) : rational_floor (pool, x);
  return rational_mul (pool, x, step);
}

/* The values of TARGET; WHOLE: both ends are multiples of STEP that are in it. */
static Set
set_of (RationalPool *pool, const Target *target, bool whole, Rational step)
{
  Set set = { .low = { target->has_lower, target->lower }, .high = { target->has_upper, target->upper } };
  set.low_in = target->has_lower && !target->lower_open;
  set.high_in = target->has_upper && !target->upper_open;
  if (whole && set.low.has)
    set.low.x = next_step (pool, set.low.x, step, !set.low_in);
  if (whole && set.high.has)
    set.high.x = last_step (pool, set.high.x, step, !set.high_in);
  set.low_in = set.low_in || (whole && set.low.has);
  set.high_in = set.high_in || (whole && set.high.has);
  if (set.low.has && set.high.has)
    {
      int order = rational_cmp (set.low.x, set.high.x);
      set.empty = order > 0 || (order == 0 && !(set.low_in && set.high_in));
    }
  return set;
}

/* SET without what is below FROM; and without FROM itself unless IN. */
static Set
cut_below (Set set, Rational from, bool in)
{
  int order = set.low.has ? rational_cmp (set.low.x, from) : -1;
  if (order > 0)
    return set;
  set.low = (PieceEnd){ true, from };
  set.low_in = in && (order < 0 || set.low_in);
  return set;
}

static Set
cut_above (Set set, Rational to, bool in)
{
  int order = set.high.has ? rational_cmp (set.high.x, to) : 1;
  if (order < 0)
    return set;
  set.high = (PieceEnd){ true, to };
  set.high_in = in && (order > 0 || set.high_in);
  return set;
}

/* As an interval of numbers: of a side that has whole ones only, the ends are among them, and so is something
 * of every part that the other side leaves of it. */
static void
note_empty (Set *set)
{
  int order;
  if (!set->low.has || !set->high.has)
    return;
  order = rational_cmp (set->low.x, set->high.x);
  set->empty = set->empty || order > 0 || (order == 0 && !(set->low_in && set->high_in));
}

/* What A has and B has not: below B and above it. Returns how many of the two there are. */
static unsigned
difference (const Set *a, const Set *b, Set ret[2])
{
  unsigned n = 0;
  if (a->empty || b->empty)
    {
      ret[0] = *a;
      return !a->empty;
    }
  if (b->low.has)
    {
      ret[n] = cut_above (*a, b->low.x, !b->low_in);
      note_empty (&ret[n]);
      n += !ret[n].empty;
    }
  if (b->high.has)
    {
      ret[n] = cut_below (*a, b->high.x, !b->high_in);
      note_empty (&ret[n]);
      n += !ret[n].empty;
    }
  return n;
}

static bool
meet (const Set *a, const Set *b)
{
  Set both = *a;
  if (a->empty || b->empty)
    return false;
  if (b->low.has)
    both = cut_below (both, b->low.x, b->low_in);
  if (b->high.has)
    both = cut_above (both, b->high.x, b->high_in);
  note_empty (&both);
  return !both.empty;
}

/* Days */

/* The day of NEW's years on which DAY of NEW's falls: 29 February, where OLD's year has none, is the 28th. */
static Day
fold_day (const Pair *pair, Day day)
{
  return pair->years ? side_shift_day (side_shift_day (day, -pair->years), pair->years) : day;
}

/* On the axis of NEW's years, as far as both calendars go. */
static Set
day_set (const Pair *pair, unsigned which)
{
  Set set = set_of (pair->pool, pair->target[which], true, RATIONAL_ONE);
  for (int end = 0; end < 2; end++)
    {
      PieceEnd *at = end ? &set.high : &set.low;
      if (at->has && pair->years)
        at->x = RATIONAL_INT (which ? fold_day (pair, (Day)at->x.num)
                                    : side_shift_day ((Day)at->x.num, pair->years));
    }
  set = cut_above (cut_below (set, pair->first, true), pair->last, true);
  note_empty (&set);
  return set;
}

/* The days of one side that stand at DAY of the axis. */
static unsigned
days_at (const Pair *pair, unsigned which, Day day, Day ret[2])
{
  unsigned n = 1;
  ret[0] = which ? day : side_shift_day (day, -pair->years);
  ret[1] = ret[0] + 1;
  if (pair->years && which)
    n += fold_day (pair, ret[1]) == day;
  else if (pair->years)
    n += side_shift_day (ret[1], pair->years) == day;
  return n;
}

/* The evaluator */

static bool
is_met (const Pair *pair, unsigned which, const Actual *actual)
{
  return side_is_met (pair->side[which], pair->indicator[which], actual);
}

/* True if some day of that side at DAY meets its target; *RET_DAY is it. */
static bool
day_meets (const Pair *pair, unsigned which, Day day, Day *ret_day)
{
  Day days[2];
  unsigned n = days_at (pair, which, day, days);
  *ret_day = days[0];
  for (unsigned i = 0; i < n; i++)
    {
      Actual actual = { .kind = ACTUAL_DATE, .first = days[i], .last = days[i] };
      if (!is_met (pair, which, &actual))
        continue;
      *ret_day = days[i];
      return true;
    }
  return false;
}

/* True if X is a value of that side. */
static bool
occurs (const Pair *pair, unsigned which, Rational x)
{
  return !pair->whole[which] || rational_is_integer (rational_div (pair->pool, x, pair->step[which]));
}

/* True if X meets the target of side HAS and misses the other.  Of dates RET_DAYS are the days of the two
 * sides that do, and *X becomes NEW's. */
static bool
confirm (const Pair *pair, unsigned has, Rational *x, Day ret_days[2])
{
  bool meets[2];
  Day days[2] = { 0, 0 };
  if (pair->target[0]->is_date)
    for (unsigned which = 0; which < 2; which++)
      {
        Day at[2];
        days_at (pair, which, (Day)x->num, at);
        ret_days[which] = at[0];
      }
  if (!pair->indicator[0])
    return true;
  for (unsigned which = 0; which < 2; which++)
    {
      Actual actual = { .kind = ACTUAL_NUMBER, .number = *x, .measure = pair->target[which]->measure };
      meets[which] = pair->target[0]->is_date ? day_meets (pair, which, (Day)x->num, &days[which])
                                              : occurs (pair, which, *x) && is_met (pair, which, &actual);
      ret_days[which] = days[which];
    }
  if (pair->target[0]->is_date)
    *x = RATIONAL_INT (days[1]);
  return meets[has] && !meets[!has];
}

/* Witnesses */

static const char *
keep (Arena *arena, const GString *text)
{
  return arena_strndup (arena, text->str, text->len);
}

static bool
append_in (GString *out, RationalPool *pool, Rational x, const Measure *measure)
{
  Rational value = rational_div (pool, x, measure->factor);
  g_autoptr (GString) decimal = g_string_new (NULL);
  if (!rational_append_decimal (decimal, value))
    return false;
  prove_append_number (out, value);
  g_string_append (out, measure->text);
  return true;
}

/* In the measure of the witness, else in base units, else as a fraction. */
static const char *
number_text (const Pair *pair, Rational x)
{
  RationalPool *pool = pair->pool;
  Model *model = pair->side[1]->model;
  bool ratio = !*dimension_text (pair->measure->dimension); /* a bare number would be none of its values */
  const Measure *base = ratio ? NULL : side_base_measure (model, pair->measure->dimension);
  g_autoptr (GString) text = g_string_new (NULL);
  if (append_in (text, pool, x, pair->measure) || (base && append_in (text, pool, x, base)))
    return keep (pair->arena, text);
  prove_append_number (text, rational_div (pool, x, pair->measure->factor));
  g_string_append (text, pair->measure->text);
  return keep (pair->arena, text);
}

static const char *
day_text (const Pair *pair, Day day)
{
  g_autoptr (GString) text = g_string_new (NULL);
  date_append (text, day);
  return keep (pair->arena, text);
}

/* Not the day that the axis has not. */
static Rational
real_day (const Pair *pair, const Set *part, Rational x)
{
  Day day = (Day)x.num, folded = fold_day (pair, day);
  int low = rational_cmp (RATIONAL_INT (folded), part->low.x);
  if (folded == day)
    return x;
  return RATIONAL_INT (part->low.has && (part->low_in ? low < 0 : low <= 0) ? day + 1 : folded);
}

/* Where the calendar ends is nobody's bound, unless there is no other. */
static void
open_calendar (const Pair *pair, Set *part)
{
  bool at_first = part->low.has && rational_equal (part->low.x, pair->first);
  bool at_last = part->high.has && rational_equal (part->high.x, pair->last);
  if (at_first && !at_last && !rational_equal (part->high.x, pair->first))
    part->low.has = false;
  if (at_last && !at_first && !rational_equal (part->low.x, pair->last))
    part->high.has = false;
}

/* A value of side HAS in PART; of counts rather none below 0. */
static bool
choose (const Pair *pair, unsigned has, const Set *part, Rational *ret_x)
{
  RationalPool *pool = pair->pool;
  Rational step = pair->whole[has] ? pair->step[has] : RATIONAL_ONE;
  View view = { pool, pair->whole[has], rational_div (pool, pair->unit, step) };
  PieceEnd low = part->low, high = part->high;
  bool low_in = part->low_in;
  if (pair->whole[has] && !pair->target[0]->is_date && !low.has && rational_sign (high.x) > 0)
    {
      low = (PieceEnd){ true, RATIONAL_ZERO };
      low_in = true;
    }
  if (low.has)
    low.x = rational_div (pool, low.x, step);
  if (high.has)
    high.x = rational_div (pool, high.x, step);
  if (!easy_middle (&view, low, low_in, high, part->high_in, ret_x))
    return false;
  *ret_x = rational_mul (pool, *ret_x, step);
  return true;
}

static void
find_witness (const Pair *pair, Set *parts, unsigned n, unsigned has, TargetComparison *comparison)
{
  TargetWitness *witness = has ? &comparison->only_new : &comparison->only_old;
  const Set *part;
  Day days[2] = { 0, 0 };
  Rational x;
  for (unsigned i = 0; i < n && pair->target[0]->is_date; i++)
    open_calendar (pair, &parts[i]);
  part = n == 2 && !(parts[0].low.has && parts[0].high.has) ? &parts[1] : &parts[0];
  if (n == 0 || !choose (pair, has, part, &x))
    return;
  if (pair->target[0]->is_date)
    x = real_day (pair, part, x);
  if (!confirm (pair, has, &x, days))
    {
      comparison->unconfirmed = true;
      return;
    }
  *witness = (TargetWitness){ .found = true, .value = x };
  witness->text = pair->target[0]->is_date ? day_text (pair, days[1]) : number_text (pair, x);
  if (pair->years)
    witness->old_text = day_text (pair, days[0]);
}

/* Numbers and dates */

/* ABOVE ÷ BELOW without the factors 2 and 5 of its denominator: what a multiple of ABOVE must have to be a
 * decimal in BELOW too. */
static Rational
needed_factor (RationalPool *pool, Rational above, Rational below)
{
  int64_t rest = rational_div (pool, above, below).den; /* 0 of a number beyond all measure */
  while (rest && rest % 2 == 0)
    rest /= 2;
  while (rest && rest % 5 == 0)
    rest /= 5;
  return RATIONAL_INT (MAX (rest, 1));
}

/* Both sides' witnesses are to be decimals in both measures, with few places in the larger one. */
static Rational
common_unit (RationalPool *pool, const Target *const target[2])
{
  Rational a = target[0]->measure->factor, b = target[1]->measure->factor, large;
  if (side_any_unit (target[0]))
    a = b;
  if (side_any_unit (target[1]))
    b = a;
  large = rational_max (a, b);
  return rational_mul (pool, large, needed_factor (pool, large, rational_min (a, b)));
}

static Set
number_set (const Pair *pair, unsigned which)
{
  Set set = set_of (pair->pool, pair->target[which], pair->whole[which], pair->step[which]);
  note_empty (&set);
  return set;
}

static void
compare_sets (const Pair *pair, TargetComparison *comparison)
{
  bool date = pair->target[0]->is_date;
  Set old = date ? day_set (pair, 0) : number_set (pair, 0),
      new = date ? day_set (pair, 1) : number_set (pair, 1);
  Set only_old[2], only_new[2];
  unsigned n_old = difference (&old, &new, only_old), n_new = difference (&new, &old, only_new);
  if (n_old && n_new)
    comparison->relation = meet (&old, &new) ? TARGETS_CROSSING : TARGETS_DISJOINT;
  else
    comparison->relation = n_old ? TARGETS_TIGHTENED : n_new ? TARGETS_LOOSENED : TARGETS_EQUAL;
  find_witness (pair, only_old, n_old, 0, comparison);
  find_witness (pair, only_new, n_new, 1, comparison);
}

/* What has every unit has the values of the other. */
static void
set_steps (Pair *pair)
{
  for (unsigned which = 0; which < 2; which++)
    {
      bool any = side_any_unit (pair->target[which]);
      const Target *target = pair->target[any ? !which : which];
      pair->whole[which] = target->is_date || target->measure->integer;
      pair->step[which] = pair->whole[which] && !target->is_date ? target->measure->step : RATIONAL_ONE;
    }
}

/* NEW's, as far as it means the same to OLD. */
static const Measure *
shared_measure (const Pair *pair)
{
  bool any = side_any_unit (pair->target[1]);
  const Measure *own = pair->target[!any]->measure, *there;
  if (!*dimension_text (own->dimension))
    return own;
  there = side_measure_in (pair->side[any]->model, own);
  return there ? there : own;
}

static void
compare_values (Pair *pair, TargetComparison *comparison)
{
  RationalPool *pool = pair->side[1]->model->session->numbers;
  const Target *old = pair->target[0], *new = pair->target[1];
  pair->measure = shared_measure (pair);
  pair->pool = pool;
  pair->unit = RATIONAL_ONE;
  set_steps (pair);
  if (old->is_date)
    {
      pair->years = side_year_shift (pair->side[0], old, pair->side[1], new);
      pair->first = RATIONAL_INT (side_shift_day (date_to_day (1, 1, 1), MAX (pair->years, 0)));
      pair->last = RATIONAL_INT (side_shift_day (date_to_day (9999, 12, 31), MIN (pair->years, 0)));
    }
  else
    pair->unit = common_unit (pool, pair->target);
  compare_sets (pair, comparison);
}

/* All of them */

static void
compare (Pair *pair, TargetComparison *ret_comparison)
{
  const Target *old = pair->target[0], *new = pair->target[1];
  *ret_comparison = (TargetComparison){ .relation = TARGETS_INCOMPARABLE,
                                        .only_old.value = RATIONAL_ZERO,
                                        .only_new.value = RATIONAL_ZERO };
  if (!side_same_axis (old, new))
    return;
  ret_comparison->direction_differs = old->direction != new->direction;
  if (old->direction == DIRECTION_LEVEL)
    compare_levels (pair->side, pair->target, pair->indicator, ret_comparison);
  else
    compare_values (pair, ret_comparison);
}

void
compare_targets (const Side *old, const Indicator *old_indicator, const Side *new,
                 const Indicator *new_indicator, Arena *arena, TargetComparison *ret_comparison)
{
  Pair pair = { .side = { old, new },
                .target = { &old_indicator->target, &new_indicator->target },
                .indicator = { old_indicator, new_indicator },
                .arena = arena };
  compare (&pair, ret_comparison);
}

void
compare_target_sets (const Side *old, const Target *old_target, const Side *new, const Target *new_target,
                     Arena *arena, TargetComparison *ret_comparison)
{
  Pair pair = { .side = { old, new }, .target = { old_target, new_target }, .arena = arena };
  compare (&pair, ret_comparison);
}

/* Normal forms */

static void
append_end (GString *out, RationalPool *pool, const Target *target, PieceEnd end, const char *endless)
{
  if (!end.has)
    g_string_append (out, endless);
  else if (target->is_date)
    date_append (out, (Day)end.x.num);
  else
    prove_append_number (out,
                         target->measure->ratio ? rational_mul (pool, end.x, RATIONAL_INT (100)) : end.x);
}

/* `提升{不断提升,显著提升}`: what is admitted, in no scale's order. */
static void
append_levels (GString *out, const Level *level)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (unsigned i = 0; i < level->scale->n_levels; i++)
    if (level->scale->levels[i].rank <= level->rank)
      g_ptr_array_add (names, (gpointer)level->scale->levels[i].name->key);
  g_ptr_array_sort (names, text_order);
  g_string_append_printf (out, "%s{", level->scale->name->key);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (out, "%s%s", i ? "," : "", (const char *)names->pdata[i]);
  g_string_append_c (out, '}');
}

const char *
target_in_base (const Side *side, const Target *target, Arena *arena)
{
  RationalPool *pool = side->model->session->numbers;
  g_autoptr (GString) out = g_string_new (NULL);
  bool both = target->has_lower && target->has_upper && !rational_equal (target->lower, target->upper);
  for (int last = !target->has_lower; last < (both || !target->has_lower ? 2 : 1); last++)
    {
      PieceEnd end = { true, last ? target->upper : target->lower };
      g_string_append (out, out->len ? "~" : "");
      append_end (out, pool, target, end, "");
      g_string_append (out, target->measure->ratio ? "%" : dimension_text (target->measure->dimension));
    }
  return keep (arena, out);
}

const char *
target_normal_form (const Side *side, const Target *target, Arena *arena)
{
  RationalPool *pool = side->model->session->numbers;
  g_autoptr (GString) out = g_string_new (NULL);
  if (target->level)
    append_levels (out, target->level);
  else if (target->direction == DIRECTION_LEVEL)
    {
      g_autofree char *key = text_fold_key (target->words, -1);
      g_string_append_printf (out, "“%s”", key);
    }
  else
    {
      bool whole = target->is_date || target->measure->integer;
      Set set
          = set_of (pool, target, whole, target->is_date || !whole ? RATIONAL_ONE : target->measure->step);
      g_string_append (out, set.low_in ? "[" : "(");
      append_end (out, pool, target, set.low, "−∞");
      g_string_append_c (out, ',');
      append_end (out, pool, target, set.high, "∞");
      g_string_append_printf (out, "%s%s", set.high_in ? "]" : ")",
                              target->is_date          ? ""
                              : target->measure->ratio ? "%"
                                                       : dimension_text (target->measure->dimension));
    }
  return keep (arena, out);
}
