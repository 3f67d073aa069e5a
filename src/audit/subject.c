/* Fills the slots of a frame for a check: an indicator's from its row, a tier's and the scheme's by adding up their rows.  What
   has no value stays unset, and a check that reads it is silent. */
#include "audit/subject.h"
#include "audit/causes.h"
#include "base/normal-name.h"
#include "base/text.h"
#include <string.h>

static void
set_flag (Frame *frame, Slot slot, bool value)
{
  frame_set (frame, slot, RATIONAL_INT (value));
}

/* What is known of a scheme once for all its subjects. */
typedef struct SubjectWhole
{
  Rational weight, words_weight; /* of its own indicators, and of those of them with words for a target */
  const Indicator *const *like;  /* by Indicator.index: the earlier one whose name is the same but for marks, or NULL */
  const char *const *formulas;   /* as written, likewise */
} SubjectWhole;

/* Indicators */

static bool
is_year_end (const AuditInput *input, const Target *target)
{
  int year, month, day;
  if (!target->is_date || !target->has_upper)
    return false;
  date_from_day ((Day)target->upper.num, &year, &month, &day);
  return month == 12 && day == 31 && (!input->scheme->has_year || year == input->scheme->year);
}

bool
subject_bound (const Target *target, Rational *ret_bound)
{
  if (target->direction == DIRECTION_LEVEL || target->is_date || (!target->has_lower && !target->has_upper))
    return false;
  *ret_bound = target->has_upper ? target->upper : target->lower;
  return true;
}

static bool
equals_a_fact (const AuditInput *input, const Target *target)
{
  const Rational *facts = actuals_facts (input->actuals);
  const bool *has = actuals_has_facts (input->actuals);
  const Type *types = actuals_fact_types (input->actuals);
  Rational bound;
  if (!subject_bound (target, &bound) || !*target->measure->text)
    return false;
  for (guint i = 0; i < input->model->fact_names->len; i++)
    if (has[i] && types[i].kind == TYPE_NUMBER && types[i].dimension == target->measure->dimension
        && rational_equal (facts[i], bound))
      return true;
  return false;
}

static void
set_parts (const AuditInput *input, const Indicator *indicator, Frame *frame)
{
  Rational sum = RATIONAL_ZERO, bound;
  set_flag (frame, SLOT_HAS_PARTS, indicator->n_parts > 0);
  for (unsigned i = 0; i < indicator->n_parts; i++)
    {
      if (!subject_bound (&indicator->parts[i].target, &bound)
          || indicator->parts[i].target.measure->dimension != indicator->target.measure->dimension)
        return;
      sum = rational_add (input->model->session->numbers, sum, bound);
    }
  if (indicator->n_parts > 0)
    frame_set (frame, SLOT_PARTS_SUM, sum);
}

/* The target, or all of a range, is above 100%. */
static bool
is_above_whole (const Target *target)
{
  Rational bound;
  return target->measure->ratio && subject_bound (target, &bound)
         && rational_cmp (target->has_lower ? target->lower : bound, RATIONAL_ONE) > 0;
}

void
subject_of_definition (const Indicator *indicator, Frame *frame)
{
  const Target *target = &indicator->target;
  bool level = target->direction == DIRECTION_LEVEL;
  Direction of_tier;
  set_flag (frame, SLOT_QUALITATIVE, level);
  set_flag (frame, SLOT_QUANTITATIVE, !level && !target->is_date);
  set_flag (frame, SLOT_IS_DEADLINE, target->is_date);
  set_flag (frame, SLOT_IS_UP, target->direction == DIRECTION_UP);
  set_flag (frame, SLOT_IS_DOWN, target->direction == DIRECTION_DOWN);
  set_flag (frame, SLOT_IS_EQUAL, target->direction == DIRECTION_EQUAL);
  set_flag (frame, SLOT_TIER_IS_DOWN, indicator_tier_direction (indicator, &of_tier) && of_tier == DIRECTION_DOWN);
  set_flag (frame, SLOT_IS_RATE, target->measure->ratio);
  set_flag (frame, SLOT_ABOVE_WHOLE, is_above_whole (target));
  set_flag (frame, SLOT_COMPUTED, indicator->formula != NULL);
  set_flag (frame, SLOT_HAS_BASELINE, indicator->has_baseline);
}

/* Of a deadline the date, as that of the target is. */
static void
set_first_bound (const AuditInput *input, const Target *first, Frame *frame)
{
  Rational bound;
  if (subject_bound (first, &bound))
    frame_set (frame, SLOT_FIRST_BOUND, bound);
  else if (first->is_date && first->has_upper && frame->dates)
    frame_set (frame, SLOT_FIRST_BOUND, rational_mul (input->model->session->numbers, first->upper, input->model->day_factor));
}

static bool
has_revision_reasons (const Indicator *indicator)
{
  for (unsigned i = 0; i < indicator->n_revisions; i++)
    if (!indicator->revisions[i].reason || !*indicator->revisions[i].reason)
      return false;
  return indicator->n_revisions > 0;
}

static bool
is_given (const char *text)
{
  return text && *text;
}

static void
set_target_flags (const AuditInput *input, const Indicator *indicator, Frame *frame)
{
  const Target *target = &indicator->target;
  subject_of_definition (indicator, frame);
  set_flag (frame, SLOT_NO_SIGN, target->bare && !target->is_date && !indicator->from_framework);
  set_flag (frame, SLOT_NO_UNIT, target->direction != DIRECTION_LEVEL && !target->is_date && !*target->measure->text);
  set_flag (frame, SLOT_YEAR_END, is_year_end (input, target));
  set_flag (frame, SLOT_EQUALS_FACT, equals_a_fact (input, target));
  set_flag (frame, SLOT_REVISED, indicator->n_revisions > 0);
  set_flag (frame, SLOT_HAS_REVISION_REASON, has_revision_reasons (indicator));
  set_flag (frame, SLOT_NAME_TWICE, indicator->next_same_name != NULL);
  set_flag (frame, SLOT_HAS_DEFINITION, is_given (indicator->description.definition));
  set_flag (frame, SLOT_HAS_RATIONALE, is_given (indicator->description.rationale));
  set_flag (frame, SLOT_HAS_REMARK, is_given (model_field_text (&indicator->origin, FIELD_NOTE)));
  set_first_bound (input, &indicator->first_target, frame);
  set_parts (input, indicator, frame);
}

/* What the scheme as a whole says of INDICATOR. */
static void
set_whole (const AuditInput *input, const Indicator *indicator, Frame *frame)
{
  const SubjectWhole *whole = input->whole;
  frame_set (frame, SLOT_OWN_SUM, whole->weight);
  frame_set (frame, SLOT_WORDS_WEIGHT, whole->words_weight);
  set_flag (frame, SLOT_NAME_LIKE, whole->like[indicator->index] != NULL);
}

static bool
lies_in_band (const ScaleRank *rank, Rational share)
{
  int low = rational_cmp (share, rank->low), high = rational_cmp (share, rank->high);
  return (rank->low_open ? low > 0 : low >= 0) && (rank->high_open ? high < 0 : high <= 0);
}

/* The claim lies outside the band of the level that was reached, whatever figure the judge gave in it. */
static bool
is_outside_band (const AuditInput *input, const Indicator *indicator, const Actual *actual, const RowResult *row)
{
  Rational share;
  if (!actual || actual->kind != ACTUAL_LEVEL || !row->has_claimed || rational_sign (indicator->weight) <= 0)
    return false;
  share = rational_div (input->model->session->numbers, row->claimed, indicator->weight);
  if (actual->rank && actual->rank->band)
    return !lies_in_band (actual->rank, share);
  return rational_cmp (share, actual->rate_low) < 0 || rational_cmp (share, actual->rate_high) > 0;
}

bool
subject_claim (const AuditInput *input, const Indicator *indicator, Rational *ret_claim)
{
  const RowResult *row = &input->result->rows[indicator->index];
  const Actual *refused = actuals_refused_row (input->actuals, indicator);
  if (row->has_claimed)
    *ret_claim = row->claimed;
  else if (refused && refused->has_claimed)
    *ret_claim = refused->claimed;
  return row->has_claimed || (refused && refused->has_claimed);
}

/* 不可读 has no value where it is not known whether a row that was refused was for this indicator, nor where the row was read and
   could not be scored: of either something else is said. */
static void
set_reading (const AuditInput *input, const Indicator *indicator, const RowResult *row, Frame *frame)
{
  bool refused = actuals_refused_row (input->actuals, indicator) != NULL;
  bool given = actuals_of (input->actuals, indicator) != NULL;
  bool unknown = actuals_is_refused (input->actuals, indicator) || (!given && actuals_has_unread (input->actuals))
                 || row->status == STATUS_INVALID;
  if (refused || !unknown)
    set_flag (frame, SLOT_UNREADABLE, refused);
  set_flag (frame, SLOT_UNIT_DIFFERS, actuals_unit_differs (input->actuals, indicator));
}

/* What the indicator's sentence gives read literally, where it states the weight only. */
static void
set_literal (const AuditInput *input, const Indicator *indicator, Frame *frame)
{
  const RowResult *row = input->literal ? &input->literal->rows[indicator->index] : NULL;
  if (row && row->indicator != indicator && row->has_score)
    frame_set (frame, SLOT_LITERAL, row->score_min);
}

/* One unit of the last place of ACTUAL's number as it was written: 0.1日 of 15.0日. */
static Rational
last_place (RationalPool *pool, const Actual *actual)
{
  const char *point = actual->text ? strchr (actual->text, '.') : NULL;
  Rational place = actual->measure->factor;
  for (const char *at = point ? point + 1 : ""; g_ascii_isdigit (*at); at++)
    place = rational_div (pool, place, RATIONAL_INT (10));
  return place;
}

/* The measure of a value that was computed, or GIVEN beside it where a target of 0 says none. */
static const Measure *
computed_measure (const Actual *computed, const Actual *given)
{
  const Measure *measure = computed->measure;
  return given && given->measure && given->measure->ratio && !*measure->text ? given->measure : measure;
}

/* What is stated beside a formula: a number, or a day. */
static void
set_stated (const AuditInput *input, const Indicator *indicator, const Actual *given, Frame *frame)
{
  RationalPool *pool = input->model->session->numbers;
  const Actual *computed = actuals_computed (input->actuals, indicator);
  bool rate = computed && computed_measure (computed, given)->ratio;
  if (!given || (given->kind != ACTUAL_NUMBER && (given->kind != ACTUAL_DATE || given->first != given->last)))
    return;
  if (given->kind == ACTUAL_DATE)
    {
      frame_set (frame, SLOT_STATED, rational_mul (pool, RATIONAL_INT (given->last), input->model->day_factor));
      frame_set (frame, SLOT_STATED_PLACE, RATIONAL_ZERO);
      return;
    }
  frame_set (frame, SLOT_STATED, given->number);
  if (!rate)
    frame_set (frame, SLOT_STATED_PLACE, last_place (pool, given));
  else if (computed->kind == ACTUAL_NUMBER && !computed->division_by_zero)
    frame_set (frame, SLOT_STATED_GAP, rational_sub (pool, given->number, computed->number));
}

static void
set_texts (const AuditInput *input, const Indicator *indicator, Frame *frame)
{
  const RowResult *row = &input->result->rows[indicator->index];
  const Actual *given = actuals_of (input->actuals, indicator), *refused = actuals_refused_row (input->actuals, indicator);
  const Indicator *like = input->whole->like[indicator->index];
  unsigned revisions = indicator->n_revisions;
  frame->texts[TEXT_NAME] = indicator->name->text;
  frame->texts[TEXT_TARGET] = indicator->target.text;
  frame->texts[TEXT_ACTUAL] = row->actual ? row->actual : given ? given->text : refused ? refused->text : NULL;
  frame->texts[TEXT_RULE] = indicator->rule.rule ? indicator->rule.rule->name->text : NULL;
  frame->texts[TEXT_REASON] = row->reason;
  frame->texts[TEXT_EVIDENCE] = row->evidence;
  frame->texts[TEXT_RATIONALE] = indicator->description.rationale;
  frame->texts[TEXT_REVISION_REASON] = revisions ? indicator->revisions[revisions - 1].reason : NULL;
  frame->texts[TEXT_REMARK] = model_field_text (&indicator->origin, FIELD_NOTE);
  frame->texts[TEXT_LIKE] = like ? like->name->text : NULL;
  frame->texts[TEXT_FORMULA] = input->whole->formulas[indicator->index];
}

/* A cell with a stroke or a dash says no more than an empty one. */
static bool
says_something (const char *text)
{
  for (; text && *text; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return true;
  return false;
}

void
subject_of_indicator (const AuditInput *input, const Indicator *indicator, Frame *ret_frame)
{
  const RowResult *row = &input->result->rows[indicator->index];
  const Actual *given = actuals_of (input->actuals, indicator), *actual = given;
  bool scored = row->status == STATUS_MET || row->status == STATUS_MISSED;
  Rational claim;
  memset (ret_frame, 0, sizeof *ret_frame);
  if (indicator->formula)
    actual = actuals_computed (input->actuals, indicator);
  if (scored && actual)
    score_frame (input->model, input->scheme, indicator, actual, row, ret_frame);
  ret_frame->pool = input->model->session->numbers;
  ret_frame->met = row->status == STATUS_MET;
  frame_set (ret_frame, SLOT_WEIGHT, indicator->weight);
  if (subject_claim (input, indicator, &claim))
    frame_set (ret_frame, SLOT_CLAIMED, claim);
  if (row->has_score)
    frame_set (ret_frame, SLOT_SCORE, row->score_min);
  else if (row->status == STATUS_NA)
    frame_set (ret_frame, SLOT_SCORE, score_share (input->scheme, row, false));
  set_literal (input, indicator, ret_frame);
  if (indicator->formula)
    set_stated (input, indicator, given, ret_frame);
  set_flag (ret_frame, SLOT_UNIT_ASSUMED, given && given->unit_assumed);
  set_flag (ret_frame, SLOT_HAS_ACTUAL, scored);
  set_flag (ret_frame, SLOT_NOT_APPLICABLE, row->status == STATUS_NA);
  set_flag (ret_frame, SLOT_HAS_CLAIM, frame_has (ret_frame, SLOT_CLAIMED));
  set_flag (ret_frame, SLOT_HAS_REASON, says_something (row->reason));
  set_flag (ret_frame, SLOT_HAS_EVIDENCE, says_something (row->evidence));
  set_reading (input, indicator, row, ret_frame);
  set_flag (ret_frame, SLOT_OUTSIDE_BAND, is_outside_band (input, indicator, actual, row));
  set_target_flags (input, indicator, ret_frame);
  set_whole (input, indicator, ret_frame);
  set_texts (input, indicator, ret_frame);
}

void
subject_words_of_indicator (const AuditInput *input, const Indicator *indicator, SubjectWords *ret_words)
{
  const Actual *computed = indicator->formula ? actuals_computed (input->actuals, indicator) : NULL;
  *ret_words = (SubjectWords) { indicator->name, indicator->tier, indicator->target.measure, input->model->day_factor };
  if (computed)
    ret_words->measure = computed_measure (computed, actuals_of (input->actuals, indicator));
}

/* Tiers and the scheme */

typedef struct
{
  int64_t count, quantities, exact, year_end, words;
  Rational weight, words_weight, largest, smallest;
} Tally;

static bool
is_exact (const AuditInput *input, const Indicator *indicator)
{
  const Actual *actual = actuals_of (input->actuals, indicator);
  Rational bound;
  return actual && actual->kind == ACTUAL_NUMBER && subject_bound (&indicator->target, &bound)
         && rational_equal (actual->number, bound);
}

static void
tally_indicator (const AuditInput *input, const Indicator *indicator, Tally *tally)
{
  const RowResult *row = &input->result->rows[indicator->index];
  const Target *target = &indicator->target;
  if (indicator->from_framework)
    return;
  if (tally->count++ == 0 || rational_cmp (indicator->weight, tally->largest) > 0)
    tally->largest = indicator->weight;
  if (tally->count == 1 || rational_cmp (indicator->weight, tally->smallest) < 0)
    tally->smallest = indicator->weight;
  tally->weight = rational_add (input->model->session->numbers, tally->weight, indicator->weight);
  tally->year_end += is_year_end (input, target);
  if (target->direction == DIRECTION_LEVEL)
    {
      tally->words++;
      tally->words_weight = rational_add (input->model->session->numbers, tally->words_weight, indicator->weight);
    }
  else if (!target->is_date && !indicator->formula && (row->status == STATUS_MET || row->status == STATUS_MISSED))
    {
      tally->quantities++;
      tally->exact += is_exact (input, indicator);
    }
}

static void
set_tally (Frame *frame, const Tally *tally)
{
  frame_set (frame, SLOT_COUNT, RATIONAL_INT (tally->count));
  frame_set (frame, SLOT_QUANTITY_COUNT, RATIONAL_INT (tally->quantities));
  frame_set (frame, SLOT_EXACT_COUNT, RATIONAL_INT (tally->exact));
  frame_set (frame, SLOT_YEAR_END_COUNT, RATIONAL_INT (tally->year_end));
  frame_set (frame, SLOT_WORDS_COUNT, RATIONAL_INT (tally->words));
  frame_set (frame, SLOT_WORDS_WEIGHT, tally->words_weight);
  frame_set (frame, SLOT_OWN_SUM, tally->weight);
  if (tally->count == 0)
    return;
  frame_set (frame, SLOT_LARGEST, tally->largest);
  frame_set (frame, SLOT_SMALLEST, tally->smallest);
}

static void
set_tier (const AuditInput *input, const Tier *tier, Frame *frame)
{
  const TierResult *result = &input->result->tiers[tier->index];
  frame_set (frame, SLOT_WEIGHT, result->weight);
  if (tier->has_stated || tier->has_expected)
    frame_set (frame, SLOT_STATED_WEIGHT, tier->has_stated ? tier->stated : tier->expected);
  if (tier->has_expected)
    frame_set (frame, SLOT_EXPECTED_WEIGHT, tier->expected);
  if (result->has_claimed)
    frame_set (frame, SLOT_CLAIMED, result->claimed);
  if (rational_equal (result->score_min, result->score_max))
    frame_set (frame, SLOT_SCORE, result->score_min);
  set_flag (frame, SLOT_HAS_CLAIM, result->has_claimed);
  set_flag (frame, SLOT_IS_TIER1, tier->level == 1);
}

static void
set_literal_total (const AuditInput *input, Frame *frame)
{
  const Result *literal = input->literal;
  int64_t differing = 0;
  if (!literal || !rational_equal (literal->total_min, literal->total_max))
    return;
  for (unsigned i = 0; i < input->scheme->n_indicators; i++)
    differing += !rational_equal (literal->rows[i].score_min, input->result->rows[i].score_min);
  frame_set (frame, SLOT_LITERAL, literal->total_min);
  frame_set (frame, SLOT_LITERAL_COUNT, RATIONAL_INT (differing));
}

static void
set_scheme (const AuditInput *input, Frame *frame)
{
  const Result *result = input->result;
  RationalPool *pool = input->model->session->numbers;
  Rational weight = RATIONAL_ZERO;
  for (unsigned i = 0; i < input->scheme->n_indicators; i++)
    weight = rational_add (pool, weight, input->scheme->indicators[i]->weight);
  frame_set (frame, SLOT_WEIGHT, weight);
  frame_set (frame, SLOT_EXPECTED_WEIGHT, input->scheme->framework->full);
  if (result->has_claimed_total)
    frame_set (frame, SLOT_CLAIMED, result->claimed_total);
  if (rational_equal (result->total_min, result->total_max))
    frame_set (frame, SLOT_SCORE, result->total_min);
  set_flag (frame, SLOT_HAS_CLAIM, result->has_claimed_total);
  set_literal_total (input, frame);
}

static void
set_claims (const AuditInput *input, const Tier *tier, Frame *frame)
{
  ClaimSum sum;
  claims_add_up (input, tier, &sum);
  frame_set (frame, SLOT_NA_COUNT, RATIONAL_INT (sum.n_na));
  if (!sum.any)
    return;
  frame_set (frame, SLOT_UNSTATED_COUNT, RATIONAL_INT (sum.n_unstated));
  frame_set (frame, SLOT_CLAIM_LOW, sum.low);
  frame_set (frame, SLOT_CLAIM_HIGH, sum.high);
  if (sum.n_unstated == 0)
    frame_set (frame, SLOT_CLAIM_SUM, sum.low);
}

void
subject_of_tier (const AuditInput *input, const Tier *tier, Frame *ret_frame)
{
  Tally tally = { .weight = RATIONAL_ZERO, .words_weight = RATIONAL_ZERO, .largest = RATIONAL_ZERO, .smallest = RATIONAL_ZERO };
  const char *remark;
  memset (ret_frame, 0, sizeof *ret_frame);
  ret_frame->pool = input->model->session->numbers;
  for (unsigned i = 0; i < input->scheme->n_indicators; i++)
    if (subject_stands_in (input->scheme->indicators[i], tier))
      tally_indicator (input, input->scheme->indicators[i], &tally);
  set_tally (ret_frame, &tally);
  set_claims (input, tier, ret_frame);
  if (tier)
    set_tier (input, tier, ret_frame);
  else
    set_scheme (input, ret_frame);
  remark = model_field_text (tier ? &tier->origin : &input->scheme->origin, FIELD_NOTE);
  set_flag (ret_frame, SLOT_HAS_REMARK, is_given (remark));
  ret_frame->texts[TEXT_NAME] = (tier ? tier->name : input->scheme->name)->text;
  ret_frame->texts[TEXT_REMARK] = remark;
}

void
subject_words_of_tier (const AuditInput *input, const Tier *tier, SubjectWords *ret_words)
{
  *ret_words = (SubjectWords) { .name = tier ? tier->name : input->scheme->name, .above = tier ? tier->parent : NULL };
}

/* The scheme as a whole */

/* NAME without brackets that hold a unit: 培训人数（人）. (owned) */
static char *
without_unit (MeasureTable *measures, const char *name)
{
  g_autofree char *key = text_fold_key (name, -1);
  GString *out = g_string_new (NULL);
  for (const char *at = key; *at; at++)
    {
      const char *end = *at == '(' ? strchr (at, ')') : NULL;
      if (end && measure_find_written (measures, at + 1, (size_t)(end - at - 1)))
        at = end;
      else
        g_string_append_c (out, *at);
    }
  return g_string_free (out, FALSE);
}

/* INDICATOR's formula as it stands in its source; NULL: it has none. */
static const char *
formula_text (const Indicator *indicator, Arena *arena)
{
  const Expr *formula = indicator->formula;
  g_autofree char *text = formula ? unit_node_text (expr_unit (formula), expr_node (formula)) : NULL;
  return text ? arena_strndup (arena, text, strlen (text)) : NULL;
}

static const Indicator *const *
find_alike (const AuditInput *input, Arena *arena)
{
  const Scheme *scheme = input->scheme;
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Indicator **like = arena_array (arena, const Indicator *, scheme->n_indicators + 1);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i], *before;
      g_autofree char *bare = without_unit (input->model->measures, indicator->name->text);
      g_autofree char *key = normal_name (bare);
      before = g_hash_table_lookup (first, key);
      like[i] = before && !atom_same (before->name, indicator->name) ? before : NULL;
      if (!before)
        g_hash_table_insert (first, g_steal_pointer (&key), (gpointer)indicator);
    }
  return like;
}

void
subject_prepare (AuditInput *input, Arena *arena)
{
  Tally tally = { .weight = RATIONAL_ZERO, .words_weight = RATIONAL_ZERO, .largest = RATIONAL_ZERO, .smallest = RATIONAL_ZERO };
  SubjectWhole *whole = arena_new0 (arena, SubjectWhole);
  const char **formulas = arena_array (arena, const char *, input->scheme->n_indicators + 1);
  for (unsigned i = 0; i < input->scheme->n_indicators; i++)
    {
      tally_indicator (input, input->scheme->indicators[i], &tally);
      formulas[i] = formula_text (input->scheme->indicators[i], arena);
    }
  *whole = (SubjectWhole) { tally.weight, tally.words_weight, find_alike (input, arena), formulas };
  input->whole = whole;
}
