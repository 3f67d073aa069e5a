/* An actual value against the target it is for: is it of the same kind and unit, whole where only whole
   numbers occur, exact enough for a deadline, a level that is known.  What fits is brought to the form that
   scoring needs, so that nothing can be wrong with it there. */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "sema/calendar.h"
#include "base/text.h"
#include <string.h>

#define MAX_LISTED 12 /* levels in one message */

/* What the target expects, in words. (owned) */
static char *
expected_text (const Target *target)
{
  if (target->direction == DIRECTION_LEVEL)
    return g_strdup (target->level ? _ ("a level") : _ ("a judgement"));
  if (target->is_date)
    return g_strdup (_ ("a date"));
  if (*target->measure->text)
    return diag_format (_ ("a number of {1}"), target->measure->text, NULL);
  return g_strdup (_ ("a number without a unit"));
}

static void
point_at_target (Diag *diag, const Indicator *indicator)
{
  const Target *target = &indicator->target;
  const Unit *unit = indicator->origin.unit;
  const AstNode *node = target->node ? target->node : indicator->origin.node;
  if (unit && node)
    diag_label (diag, unit->source, unit_node_span (unit, node), _ ("the target is {1}"), target->text, NULL);
}

/* The shape of a value for the target, never one that would meet it: that would be copied. */
static void
note_shape (Diag *diag, const Target *target)
{
  if (target->direction == DIRECTION_LEVEL)
    diag_note (diag, _ ("write what was achieved: the level that was reached, or 达成, 未达成"), NULL);
  else if (target->is_date)
    diag_note (diag, _ ("write what was achieved: a date with year, month and day"), NULL);
  else if (*target->measure->text)
    diag_note (diag, _ ("write what was achieved: a number and the unit {1}"), target->measure->text, NULL);
  else
    diag_note (diag, _ ("write what was achieved: a number"), NULL);
}

/* What a spreadsheet gives for a day whose cell is not formatted as one: the days since 1899-12-30. */
static void
note_serial (const Actuals *actuals, Diag *diag, const Target *target, const Actual *actual)
{
  g_autoptr (GString) date = g_string_new (NULL);
  if (!target->is_date || actual->kind != ACTUAL_NUMBER || !rational_is_integer (actual->number)
      || actual->measure != measure_bare (actuals->model->measures)
      || rational_cmp (actual->number, RATIONAL_INT (10000)) < 0
      || rational_cmp (actual->number, RATIONAL_INT (99999)) > 0)
    return;
  date_append (date, date_to_day (1899, 12, 30) + (Day)actual->number.num);
  diag_note (diag, _ ("a spreadsheet writes {1} as {2}, if the cell is not formatted as a date"), date->str,
             actual->text, NULL);
}

/* True for what people write into a cell that has nothing to say. */
bool
actuals_note_nothing (Diag *diag, const char *text)
{
  static const char *const NOTHING[]
      = { "-", "--", "－", "—", "——", "–", "−", "/", "／", "\\", "无", "暂无", "N/A", "n/a", "NA" };
  for (gsize i = 0; i < G_N_ELEMENTS (NOTHING); i++)
    if (strcmp (text, NOTHING[i]) == 0)
      {
        diag_note (diag, _ ("without a value write 未填; where it does not apply, write 不适用"), NULL);
        return true;
      }
  return false;
}

static bool
report_kind (const Actuals *actuals, const Indicator *indicator, const Actual *actual)
{
  g_autofree char *expected = expected_text (&indicator->target);
  Diag *diag = actuals_report (actuals, &actual->place, DIAG_actual_other_kind, expected, actual->text, NULL);
  if (!actuals_note_nothing (diag, actual->text))
    note_shape (diag, &indicator->target);
  note_serial (actuals, diag, &indicator->target, actual);
  point_at_target (diag, indicator);
  return false;
}

/* Numbers */

static bool
report_unit (const Actuals *actuals, const Indicator *indicator, const Actual *actual)
{
  const Measure *measure = indicator->target.measure;
  const char *wanted = *measure->text ? measure->text : _ ("a number without a unit");
  const char *found = *actual->measure->text ? actual->measure->text : _ ("a number without a unit");
  g_autofree char *expected = expected_text (&indicator->target);
  Diag *diag = actuals_report (actuals, &actual->place, DIAG_actual_other_unit, expected, actual->text, NULL);
  actuals->unit_differs[indicator->index] = true;
  diag_note (diag, _ ("{1} and {2} are different units and do not convert"), wanted, found, NULL);
  point_at_target (diag, indicator);
  return false;
}

/* Whether a bare NUMBER against a percentage may be the fraction itself, `1.4` for 140%. */
static bool
may_be_fraction (const Actuals *actuals, const Target *target, Rational number)
{
  RationalPool *pool = actuals->model->session->numbers;
  Rational bound = target->has_upper ? target->upper : target->lower;
  Rational as_percent = rational_mul (pool, number, target->measure->factor);
  Rational far = rational_abs (pool, rational_sub (pool, as_percent, bound));
  Rational near = rational_abs (pool, rational_sub (pool, number, bound));
  return rational_cmp (number, RATIONAL_ONE) <= 0 || rational_cmp (bound, RATIONAL_ONE) > 0
         || rational_cmp (near, far) < 0;
}

static bool
report_bare_ratio (const Actuals *actuals, const Indicator *indicator, const Actual *actual)
{
  const Measure *measure = indicator->target.measure;
  g_autofree char *fixed = g_strconcat (actual->text, measure->text, NULL);
  Diag *diag
      = actuals_report (actuals, &actual->place, DIAG_actual_bare_ratio, actual->text, measure->text, NULL);
  actuals->unit_differs[indicator->index] = true;
  if (!may_be_fraction (actuals, &indicator->target, actual->number) || rational_equal (measure->factor, RATIONAL_ONE))
    actuals_suggest (diag, &actual->place, fixed);
  else
    {
      g_autoptr (GString) hundredfold = g_string_new (NULL);
      RationalPool *pool = actuals->model->session->numbers;
      rational_append_decimal (hundredfold, rational_div (pool, actual->number, measure->factor));
      g_string_append (hundredfold, measure->text);
      diag_note (diag, _ ("write {1} or {2}, whichever is meant"), hundredfold->str, fixed, NULL);
    }
  point_at_target (diag, indicator);
  return false;
}

/* `≥85` with RATIO behind each of its numbers. */
static void
append_with_ratio (GString *out, const char *text, const char *ratio)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      const char *next = g_utf8_next_char (at), *digit = *next == '.' ? next + 1 : next;
      g_string_append_len (out, at, next - at);
      if (g_unichar_isdigit (g_utf8_get_char (at)) && !g_unichar_isdigit (g_utf8_get_char (digit)))
        g_string_append (out, ratio);
    }
}

/* A percentage against a target without a unit: what was meant is to be said at the target. */
static bool
report_bare_target (const Actuals *actuals, const Indicator *indicator, const Actual *actual)
{
  const Target *target = &indicator->target;
  const Unit *unit = indicator->origin.unit;
  Diag *diag
      = actuals_report (actuals, &actual->place, DIAG_actual_bare_target, target->text, actual->text, NULL);
  actuals->unit_differs[indicator->index] = true;
  point_at_target (diag, indicator);
  if (target->measure == measure_bare (actuals->model->measures) && unit && target->node)
    {
      g_autofree char *written = unit_node_text (unit, target->node);
      g_autoptr (GString) fixed = g_string_new (NULL);
      append_with_ratio (fixed, written, actual->measure->text);
      diag_note (diag, _ ("is {1} meant? then write it as the target; else write the value without a unit"),
                 fixed->str, NULL);
      diag_fix (diag, unit->source, unit_node_span (unit, target->node), fixed->str);
    }
  return false;
}

/* A bare number beside a unit: taken in the target's, and said. */
static void
adopt_unit (const Actuals *actuals, const Indicator *indicator, Actual *actual)
{
  const Measure *measure = indicator->target.measure;
  g_autofree char *read_as = g_strconcat (actual->text, measure->text, NULL);
  Diag *diag;
  actual->number = rational_mul (actuals->model->session->numbers, actual->number, measure->factor);
  actual->measure = measure;
  actual->unit_assumed = true;
  diag = actuals_report (actuals, &actual->place, DIAG_actual_bare, actual->text, read_as, NULL);
  actuals_suggest (diag, &actual->place, read_as);
}

/* Bare 0 has every unit, as a target too. */
bool
actuals_any_unit_fits (const Actuals *actuals, const Target *target)
{
  return target->measure == measure_bare (actuals->model->measures)
         && !(target->has_lower && rational_sign (target->lower) != 0)
         && !(target->has_upper && rational_sign (target->upper) != 0);
}

static bool
check_whole (const Actuals *actuals, const Indicator *indicator, const Actual *actual)
{
  const Measure *measure = indicator->target.measure->integer ? indicator->target.measure : actual->measure;
  const char *unit = rational_equal (measure->step, measure->factor) ? measure->text : dimension_text (measure->dimension);
  Diag *diag;
  if (!measure->integer
      || rational_is_integer (rational_div (actuals->model->session->numbers, actual->number, measure->step)))
    return true;
  diag = actuals_report (actuals, &actual->place, DIAG_actual_not_whole, actual->text, unit, NULL);
  diag_note (diag, _ ("{1} is declared 整数: only whole numbers occur"), unit, NULL);
  return false;
}

static bool
fit_number (const Actuals *actuals, const Indicator *indicator, Actual *actual)
{
  const Measure *wanted = indicator->target.measure, *found = actual->measure;
  bool bare = found == measure_bare (actuals->model->measures);
  if (bare && rational_sign (actual->number) == 0)
    return true; /* bare 0 has every unit */
  if (wanted->ratio && !found->ratio && found->dimension == dimension_none (actuals->model->measures))
    return report_bare_ratio (actuals, indicator, actual);
  if (found->ratio && !wanted->ratio && wanted->dimension == dimension_none (actuals->model->measures)
      && !actuals_any_unit_fits (actuals, &indicator->target))
    return report_bare_target (actuals, indicator, actual);
  if (bare && wanted != found)
    {
      if (wanted->dimension != found->dimension)
        adopt_unit (actuals, indicator, actual);
    }
  else if (found->dimension != wanted->dimension && !actuals_any_unit_fits (actuals, &indicator->target))
    return report_unit (actuals, indicator, actual);
  return check_whole (actuals, indicator, actual);
}

/* Dates */

static bool
on_one_side (const Actual *actual, Rational bound, bool upper, bool open)
{
  int first = rational_cmp (RATIONAL_INT (actual->first), bound),
      last = rational_cmp (RATIONAL_INT (actual->last), bound);
  if (upper)
    return open ? (first < 0) == (last < 0) : (first <= 0) == (last <= 0);
  return open ? (first > 0) == (last > 0) : (first >= 0) == (last >= 0);
}

static bool
day_meets (const Target *target, Day day)
{
  int lower = target->has_lower ? rational_cmp (RATIONAL_INT (day), target->lower) : 1;
  int upper = target->has_upper ? rational_cmp (RATIONAL_INT (day), target->upper) : -1;
  return (target->lower_open ? lower > 0 : lower >= 0) && (target->upper_open ? upper < 0 : upper <= 0);
}

static bool
fit_date (const Actuals *actuals, const Indicator *indicator, Actual *actual)
{
  const Target *target = &indicator->target;
  const Rule *rule = indicator->rule.rule;
  bool clear = true;
  Diag *diag;
  if (actual->kind == ACTUAL_PERIOD)
    actual->first = actual->last; /* against a date its end counts */
  if (actual->first == actual->last)
    return true;
  if (target->has_upper)
    clear = on_one_side (actual, target->upper, true, target->upper_open);
  if (target->has_lower)
    clear = clear && on_one_side (actual, target->lower, false, target->lower_open);
  if (clear
      && (day_meets (target, actual->last) || !(rule_reads_slot (rule, SLOT_GAP) || rule_reads_slot (rule, SLOT_ACTUAL))))
    return true;
  diag = actuals_report (actuals, &actual->place, DIAG_actual_date_imprecise, actual->text, NULL, NULL);
  if (clear)
    diag_note (diag, _ ("the rule ‘{1}’ reckons with the day"), rule->name->text, NULL);
  diag_note (diag, _ ("write year, month and day"), NULL);
  point_at_target (diag, indicator);
  return false;
}

static bool
report_months (const Actuals *actuals, const Indicator *indicator, const Actual *actual)
{
  Diag *diag = actuals_report (actuals, &actual->place, DIAG_actual_period_unit, indicator->target.measure->text, NULL, NULL);
  diag_note (diag, _ ("months differ in length: write the number of months, such as {1}"), "3个月", NULL);
  point_at_target (diag, indicator);
  return false;
}

/* The working days of a period, by the calendar of each year that it touches. */
static bool
count_working_days (const Actuals *actuals, const Indicator *indicator, Actual *actual, const Measure *workday)
{
  int64_t count;
  int year;
  g_autofree char *text = NULL;
  Diag *diag;
  if (calendar_count (actuals->model, actual->first, actual->last, &count, &year))
    {
      actual->number = rational_mul (actuals->model->session->numbers, RATIONAL_INT (count), workday->factor);
      actual->measure = workday;
      return true;
    }
  text = g_strdup_printf ("%d", year);
  diag = actuals_report (actuals, &actual->place, DIAG_calendar_unpublished, text, NULL, NULL);
  diag_note (diag, _ ("write the number of working days, such as {1}, or declare the calendar (日历)"),
             "15个工作日", NULL);
  expr_note_calendar (diag, year);
  point_at_target (diag, indicator);
  return false;
}

/* The length of a period for a target that is a duration: the day after the start is day 1 (Civil Code art. 201). */
static bool
fit_period (const Actuals *actuals, const Indicator *indicator, Actual *actual)
{
  Model *model = actuals->model;
  const Measure *wanted = indicator->target.measure, *workday = measure_find (model->measures, "工作日"),
                *month = measure_find (model->measures, "个月");
  if (wanted->dimension == model->day)
    {
      actual->number = rational_mul (
          model->session->numbers, RATIONAL_INT ((int64_t)actual->last - actual->first), actuals->day_factor);
      actual->measure = measure_find (model->measures, "日");
      return true;
    }
  if (workday && wanted->dimension == workday->dimension)
    return count_working_days (actuals, indicator, actual, workday);
  return month && wanted->dimension == month->dimension ? report_months (actuals, indicator, actual)
                                                        : report_kind (actuals, indicator, actual);
}

/* Levels */

static bool
same_words (const char *a, const char *b)
{
  if (strcmp (a, b) == 0)
    return true;
  {
    g_autofree char *key_a = text_fold_key (a, -1);
    g_autofree char *key_b = text_fold_key (b, -1);
    return strcmp (key_a, key_b) == 0;
  }
}

static bool
is_word (const char *words, const char *zh, const char *en)
{
  return strcmp (words, zh) == 0 || strcmp (words, en) == 0;
}

static void
list_levels (GString *out, TextNearest *nearest, const Scale *scale)
{
  for (unsigned i = 0; scale && i < scale->n_levels; i++)
    {
      const char *name = scale->levels[i].name->text;
      text_nearest_offer (nearest, name);
      if (i <= MAX_LISTED)
        g_string_append_printf (out, "%s%s", i ? ", " : "", i < MAX_LISTED ? name : "…");
    }
}

static bool
report_unknown_level (const Actuals *actuals, const Indicator *indicator, const Actual *actual)
{
  const Scale *scale = indicator->scale ? indicator->scale : actuals->three;
  const char *scale_name = scale ? scale->name->text : "三档", *best;
  g_autoptr (GString) levels = g_string_new (NULL);
  g_autoptr (GString) judgements = g_string_new (NULL);
  TextNearest nearest = TEXT_NEAREST_INIT (actual->words);
  Diag *diag
      = actuals_report (actuals, &actual->place, DIAG_actual_unknown_level, actual->words, scale_name, NULL);
  list_levels (levels, &nearest, scale);
  diag_note (diag, _ ("its levels are: {1}"), levels->str, NULL);
  if (actuals->three && scale != actuals->three)
    {
      list_levels (judgements, &nearest, actuals->three);
      diag_note (diag, _ ("or a judgement: 达成, 未达成, {1}"), judgements->str, NULL);
    }
  else
    diag_note (diag, _ ("or a judgement: 达成, 未达成"), NULL);
  if (!actuals_note_nothing (diag, actual->words) && (best = text_nearest_result (&nearest)))
    actuals_suggest (diag, &actual->place, best);
  point_at_target (diag, indicator);
  return false;
}

static void
append_percent (GString *out, RationalPool *pool, Rational fraction)
{
  rational_append_decimal (out, rational_mul (pool, fraction, RATIONAL_INT (100)));
  g_string_append_c (out, '%');
}

static bool
in_band (const ScaleRank *rank, Rational fraction)
{
  int low = rational_cmp (fraction, rank->low), high = rational_cmp (fraction, rank->high);
  return (rank->low_open ? low > 0 : low >= 0) && (rank->high_open ? high < 0 : high <= 0);
}

/* `60%..<80%`, `100%`. */
static void
append_band (GString *out, RationalPool *pool, const ScaleRank *rank)
{
  append_percent (out, pool, rank->low);
  if (!rank->band)
    return;
  g_string_append (out, rank->low_open ? "<.." : rank->high_open ? "..<" : "..");
  append_percent (out, pool, rank->high);
}

static bool
report_figure (const Actuals *actuals, const Actual *actual, const ScaleRank *rank)
{
  RationalPool *pool = actuals->model->session->numbers;
  g_autoptr (GString) figure = g_string_new (NULL);
  g_autoptr (GString) band = g_string_new (NULL);
  Diag *diag;
  append_percent (figure, pool, actual->judged);
  append_band (band, pool, rank);
  diag = actuals_report (actuals, &actual->place, DIAG_actual_judged, actual->words, band->str, figure->str);
  diag_note (diag,
             rank->band ? _ ("the judge's figure must lie in the band of the level")
                        : _ ("the level earns one figure, which need not be written"),
             NULL);
  return false;
}

/* `45 of 50 = 90%`. (owned) */
static char *
claim_text (RationalPool *pool, const Indicator *indicator, const Actual *actual)
{
  g_autoptr (GString) claimed = g_string_new (NULL);
  g_autoptr (GString) weight = g_string_new (NULL);
  g_autoptr (GString) share = g_string_new (NULL);
  rational_append_decimal (claimed, actual->claimed);
  rational_append_decimal (weight, indicator->weight);
  if (rational_sign (indicator->weight) > 0)
    append_percent (share, pool,
                    rational_round (pool, rational_div (pool, actual->claimed, indicator->weight), 4));
  return diag_format (_ ("{1} of {2} = {3}"), claimed->str, weight->str, share->len ? share->str : "0%", NULL);
}

void
actuals_report_open (const Actuals *actuals, const Indicator *indicator)
{
  RationalPool *pool = actuals->model->session->numbers;
  const Actual *actual = &actuals->actuals[indicator->index];
  const ScaleRank *rank = actual->rank;
  g_autoptr (GString) band = g_string_new (NULL);
  g_autoptr (GString) example = g_string_new (actual->words);
  g_autofree char *claim = actual->has_claimed ? claim_text (pool, indicator, actual) : NULL;
  Diag *diag;
  append_band (band, pool, rank);
  g_string_append_c (example, ' ');
  append_percent (example, pool,
                  rational_div (pool, rational_add (pool, rank->low, rank->high), RATIONAL_INT (2)));
  diag = actuals_report (actuals, &actual->place,
                         claim ? DIAG_actual_claim_outside : DIAG_actual_not_judged, actual->words, band->str,
                         claim);
  diag_note (diag, _ ("write the judge's figure, such as {1}, or a claimed score (自评) that lies in the band"),
             example->str, NULL);
  diag_note (diag, _ ("--partial computes the interval of what is possible without it"), NULL);
}

/* What a level earns: its fraction, 1 if it is met and has no band, or in a band the figure, the claim or the
 * whole band. */
static bool
fit_rate (const Actuals *actuals, const Indicator *indicator, const ScaleRank *rank, Actual *actual)
{
  RationalPool *pool = actuals->model->session->numbers;
  if (actual->has_judged && !in_band (rank, actual->judged))
    return report_figure (actuals, actual, rank);
  actual->rank = rank;
  actual->rate_low = rank->low;
  actual->rate_high = rank->high;
  if (!rank->band)
    actual->rate_low = actual->rate_high = actual->level_met ? RATIONAL_ONE : rank->low;
  else if (actual->has_judged)
    actual->rate_low = actual->rate_high = actual->judged;
  else if (actual->has_claimed && rational_sign (indicator->weight) > 0)
    {
      Rational claimed = rational_div (pool, actual->claimed, indicator->weight);
      actual->rate_is_claim = in_band (rank, claimed);
      if (actual->rate_is_claim)
        actual->rate_low = actual->rate_high = claimed;
    }
  return true;
}

/* The target's own level, or words that are no level: met earns all. */
static bool
fit_met (const Actuals *actuals, const Indicator *indicator, Actual *actual)
{
  static const ScaleRank ALL = { .low = { 1, 1, NULL }, .high = { 1, 1, NULL } };
  const Level *level = indicator->target.level;
  actual->level_met = true;
  actual->level = level;
  return fit_rate (actuals, indicator, level ? &level->scale->ranks[level->rank] : &ALL, actual);
}

bool
level_is_met (const Target *target, const Level *level)
{
  return level->rank <= (target->level && target->level->scale == level->scale ? target->level->rank : 0);
}

/* The level that WORDS name for INDICATOR, NULL if they name none; *RET_MET if they say by themselves that the target is met: its own
   words, or 达成.  JUDGING: the scale on which words are judged, or NULL. */
static const Level *
find_level (Model *model, const Scale *judging, const Indicator *indicator, const char *words, bool *ret_met)
{
  const char *own = indicator->target.words;
  const Level *level = indicator->scale ? model_find_level (model, indicator->scale, words, NULL) : NULL;
  *ret_met = (own && same_words (words, own)) || (!level && is_word (words, "达成", "met"));
  if (!level && !*ret_met && judging && is_word (words, "未达成", "unmet"))
    level = model_find_level (model, judging, "未达成", NULL);
  return level || *ret_met || !judging ? level : model_find_level (model, judging, words, NULL);
}

bool
level_words_meet (Model *model, const Scheme *scheme, const Indicator *indicator, const char *words)
{
  bool met;
  const Level *level = find_level (model, model_judging_scale (model, scheme->framework), indicator, words, &met);
  return met || (level && level_is_met (&indicator->target, level));
}

static bool
fit_level (const Actuals *actuals, const Indicator *indicator, Actual *actual)
{
  bool met;
  const Level *level = find_level (actuals->model, actuals->three, indicator, actual->words, &met);
  if (met)
    return fit_met (actuals, indicator, actual);
  if (!level)
    return report_unknown_level (actuals, indicator, actual);
  actual->level = level;
  actual->level_met = level_is_met (&indicator->target, level);
  return fit_rate (actuals, indicator, &level->scale->ranks[level->rank], actual);
}

bool
actuals_fit (Actuals *actuals, const Indicator *indicator, Actual *actual)
{
  const Target *target = &indicator->target;
  if (!indicator->ok)
    return true; /* cannot be scored whatever the value is */
  switch (actual->kind)
    {
    case ACTUAL_NONE:
    case ACTUAL_NA:
    case ACTUAL_MISSING:
      return true;
    case ACTUAL_NUMBER:
      if (target->direction == DIRECTION_LEVEL || target->is_date)
        return report_kind (actuals, indicator, actual);
      return fit_number (actuals, indicator, actual);
    case ACTUAL_DATE:
      return target->is_date ? fit_date (actuals, indicator, actual)
                             : report_kind (actuals, indicator, actual);
    case ACTUAL_PERIOD:
      if (target->direction == DIRECTION_LEVEL)
        return report_kind (actuals, indicator, actual);
      return target->is_date ? fit_date (actuals, indicator, actual)
                             : fit_period (actuals, indicator, actual);
    case ACTUAL_LEVEL:
      return target->direction == DIRECTION_LEVEL ? fit_level (actuals, indicator, actual)
                                                  : report_kind (actuals, indicator, actual);
    }
  g_assert_not_reached ();
}
