/* Fills the frames of checks over two years.  What changed is read from the changes of the comparison, so
   that a check and the list of changes cannot disagree; the values of the year before come from its own
   definition, its actual values and their result. */
#include "diff/history.h"
#include "audit/findings.h"
#include "audit/subject.h"
#include <string.h>

G_STATIC_ASSERT (CHANGE_N <= 32);

/* What changed in an indicator of NEW. */
typedef struct
{
  guint32 kinds; /* a bit for each ChangeKind */
  bool relaxed;  /* its rule never gives less, and somewhere more */
} Changed;

typedef struct
{
  const HistoryInput *input;
  Changed *changed; /* by Indicator.index of NEW */
  GArray *findings; /* Finding */
  Arena *arena;
} History;

/* Of a subject one may be NULL. */
typedef struct
{
  const Indicator *old, *new;
} Pair;

static Pair
pair_of_new (const HistoryInput *input, const Indicator *indicator)
{
  const IndicatorPair *pair = input->diff->match.pair_of_new[indicator->index];
  return (Pair){ pair ? pair->old : NULL, indicator };
}

/* Changes */

static void
mark (Changed *changed, const Change *change)
{
  changed->kinds |= 1u << change->kind;
  changed->relaxed
      = changed->relaxed || (change->kind == CHANGE_RULE && change->rules.relation == RULES_NEVER_LOWER);
}

/* True if CHANGE is about the indicator as a whole, and not about a 其中 of it. */
static bool
is_of_whole (const Change *change)
{
  return change->aspect == ASPECT_NONE || change->aspect == ASPECT_FORMULA;
}

/* (owned) */
static Changed *
collect_changes (const Diff *diff)
{
  Changed *changed = g_new0 (Changed, diff->new.scheme->n_indicators + 1);
  for (unsigned i = 0; i < diff->n_changes; i++)
    {
      const Change *change = &diff->changes[i];
      if (change->aside)
        continue;
      for (unsigned j = 0; j < change->n_members; j++)
        mark (&changed[change->members[j]->index], change);
      if (change->subject == SUBJECT_INDICATOR && is_of_whole (change) && change->new)
        mark (&changed[change->new->index], change);
    }
  return changed;
}

/* Frames */

static void
set_flag (Frame *frame, Slot slot, bool value)
{
  frame_set (frame, slot, RATIONAL_INT (value));
}

/* The bound of a target that has one only. */
static bool
single_bound (const Target *target, Rational *ret_bound)
{
  return subject_bound (target, ret_bound)
         && (!target->has_lower || !target->has_upper || rational_equal (target->lower, target->upper));
}

/* A stricter target could not be met, or is none: all of a whole, none at all, the one value, the best level.
 */
static bool
has_no_headroom (const Target *target)
{
  Rational bound;
  if (target->direction == DIRECTION_LEVEL)
    return target->level && target->level->rank == 0;
  if (!single_bound (target, &bound))
    return false;
  switch (target->direction)
    {
    case DIRECTION_UP:
      return target->measure->ratio && rational_cmp (bound, RATIONAL_ONE) >= 0;
    case DIRECTION_DOWN:
      return rational_sign (bound) <= 0;
    case DIRECTION_EQUAL:
      return true;
    case DIRECTION_DEADLINE:
    case DIRECTION_LEVEL:
    case DIRECTION_N:
      break;
    }
  return false;
}

static void
set_new (Frame *frame, const Indicator *indicator)
{
  const Target *target = &indicator->target;
  const char *rationale = change_rationale (indicator);
  Rational bound;
  subject_of_definition (indicator, frame);
  frame_set (frame, SLOT_WEIGHT, indicator->weight);
  set_flag (frame, SLOT_HAS_RATIONALE, rationale && *rationale);
  set_flag (frame, SLOT_NO_HEADROOM, has_no_headroom (target));
  if (indicator->has_baseline)
    frame_set (frame, SLOT_BASELINE, indicator->baseline);
  if (single_bound (target, &bound))
    frame_set (frame, SLOT_BOUND, bound);
  if (target->has_lower && !target->is_date)
    frame_set (frame, SLOT_LOWER, target->lower);
  if (target->has_upper && !target->is_date)
    frame_set (frame, SLOT_UPPER, target->upper);
}

static void
set_changes (Frame *frame, const Changed *changed, bool both)
{
  static const struct
  {
    Slot slot;
    ChangeKind kind;
  } FLAGS[] = {
    { SLOT_TIGHTENED, CHANGE_TIGHTENED },       { SLOT_LOOSENED, CHANGE_LOOSENED },
    { SLOT_CROSSING, CHANGE_CROSSING },         { SLOT_DISJOINT, CHANGE_DISJOINT },
    { SLOT_INCOMPARABLE, CHANGE_INCOMPARABLE }, { SLOT_DIRECTION_CHANGED, CHANGE_DIRECTION },
    { SLOT_RENAMED, CHANGE_RENAMED },           { SLOT_MOVED, CHANGE_MOVED },
    { SLOT_RULE_CHANGED, CHANGE_RULE },         { SLOT_DEFINITION_CHANGED, CHANGE_DEFINITION },
  };
  static const guint32 TARGETS = 1u << CHANGE_TIGHTENED | 1u << CHANGE_LOOSENED | 1u << CHANGE_CROSSING
                                 | 1u << CHANGE_DISJOINT | 1u << CHANGE_INCOMPARABLE | 1u << CHANGE_DIRECTION;
  for (size_t i = 0; i < G_N_ELEMENTS (FLAGS); i++)
    set_flag (frame, FLAGS[i].slot, both && (changed->kinds & 1u << FLAGS[i].kind));
  set_flag (frame, SLOT_SAME_TARGET, both && !(changed->kinds & TARGETS));
  set_flag (frame, SLOT_RULE_RELAXED, both && changed->relaxed);
}

static const Actual *
old_actual (const HistoryInput *input, const Indicator *old)
{
  return old->formula ? actuals_computed (input->actuals, old) : actuals_of (input->actuals, old);
}

/* COMPARABLE: with the values of NEW, or there are none. */
static void
set_old_row (const HistoryInput *input, const Indicator *old, bool comparable, Frame *frame)
{
  const RowResult *row = &input->result->rows[old->index];
  bool scored = row->status == STATUS_MET || row->status == STATUS_MISSED;
  const Actual *actual = scored ? old_actual (input, old) : NULL;
  Rational bound;
  set_flag (frame, SLOT_HAS_PRIOR_ACTUAL, scored);
  if (!scored)
    return;
  set_flag (frame, SLOT_PRIOR_MET, row->status == STATUS_MET);
  if (row->has_score)
    frame_set (frame, SLOT_PRIOR_SCORE, row->score_min);
  if (!actual || actual->division_by_zero || old->target.is_date || old->target.direction == DIRECTION_LEVEL)
    return;
  if (comparable)
    frame_set (frame, SLOT_PRIOR_ACTUAL, actual->number);
  if (single_bound (&old->target, &bound) && rational_sign (bound) != 0)
    frame_set (frame, SLOT_PRIOR_RATIO, rational_div (frame->pool, actual->number, bound));
}

static void
set_old (const HistoryInput *input, const Indicator *old, bool comparable, Frame *frame)
{
  const Target *target = &old->target;
  Rational bound;
  frame_set (frame, SLOT_PRIOR_WEIGHT, old->weight);
  set_flag (frame, SLOT_PRIOR_QUANTITATIVE, target->direction != DIRECTION_LEVEL && !target->is_date);
  if (comparable && single_bound (target, &bound))
    frame_set (frame, SLOT_PRIOR_BOUND, bound);
  if (input->result)
    set_old_row (input, old, comparable, frame);
}

/* The targets as the list of changes has them, which says more where their unit has changed. */
static void
use_told (const Diff *diff, Pair pair, const char **texts)
{
  for (unsigned i = 0; i < diff->n_changes; i++)
    {
      const Change *change = &diff->changes[i];
      bool of_target = change->kind == CHANGE_TIGHTENED || change->kind == CHANGE_LOOSENED
                       || change->kind == CHANGE_CROSSING || change->kind == CHANGE_DISJOINT
                       || change->kind == CHANGE_INCOMPARABLE;
      if (!of_target || change->new != pair.new || change->aspect != ASPECT_NONE)
        continue;
      texts[TEXT_TARGET] = change->new_text;
      texts[TEXT_PRIOR_TARGET] = change->old_text;
    }
}

static void
set_texts (const HistoryInput *input, Pair pair, Frame *frame)
{
  const Actual *given = pair.old && input->actuals ? actuals_of (input->actuals, pair.old) : NULL;
  const char **texts = frame->texts;
  texts[TEXT_NAME] = (pair.new ? pair.new : pair.old)->name->text;
  if (pair.new)
    {
      texts[TEXT_TARGET] = pair.new->target.text;
      texts[TEXT_RULE] = pair.new->rule.rule ? pair.new->rule.rule->name->text : NULL;
      texts[TEXT_RATIONALE] = change_rationale (pair.new);
    }
  if (!pair.old)
    return;
  texts[TEXT_PRIOR_NAME] = pair.old->name->text;
  texts[TEXT_PRIOR_TARGET] = pair.old->target.text;
  if (pair.new)
    use_told (input->diff, pair, texts);
  texts[TEXT_PRIOR_ACTUAL] = input->result ? input->result->rows[pair.old->index].actual : NULL;
  if (!texts[TEXT_PRIOR_ACTUAL] && given)
    texts[TEXT_PRIOR_ACTUAL] = given->text;
}

static void
fill_frame (const HistoryInput *input, const Changed *changed, Pair pair, Frame *ret_frame)
{
  const Diff *diff = input->diff;
  memset (ret_frame, 0, sizeof *ret_frame);
  ret_frame->pool = diff->new.model->session->numbers;
  set_flag (ret_frame, SLOT_ADDED, !pair.old);
  set_flag (ret_frame, SLOT_DROPPED, !pair.new);
  if (diff->old.scheme->has_year && diff->new.scheme->has_year)
    frame_set (ret_frame, SLOT_YEAR_GAP, RATIONAL_INT (diff->new.scheme->year - diff->old.scheme->year));
  if (pair.new)
    {
      set_new (ret_frame, pair.new);
      set_changes (ret_frame, changed, pair.old != NULL);
    }
  set_texts (input, pair, ret_frame);
  if (pair.old)
    set_old (input, pair.old, !pair.new || !(changed->kinds & 1u << CHANGE_INCOMPARABLE), ret_frame);
}

void
history_frame (const HistoryInput *input, const Indicator *indicator, Frame *ret_frame)
{
  const Scheme *new = input->diff->new.scheme;
  const Indicator *there = indicator->index < new->n_indicators ? new->indicators[indicator->index] : NULL;
  bool is_new = there == indicator;
  g_autofree Changed *changed = collect_changes (input->diff);
  fill_frame (input, is_new ? &changed[indicator->index] : NULL,
              is_new ? pair_of_new (input, indicator) : (Pair){ indicator, NULL }, ret_frame);
}

/* Findings */

/* What the check has to say of the pair, in FINDING. False: nothing. */
static bool
ask (History *history, const AuditCheck *run, Pair pair, Finding *finding)
{
  const Indicator *own = pair.new ? pair.new : pair.old;
  SubjectWords words;
  const Expr *failed;
  Rational holds;
  Frame frame;
  EvalStatus status;
  fill_frame (history->input, pair.new ? &history->changed[own->index] : NULL, pair, &frame);
  frame.params = run->params;
  status = expr_eval (run->check->condition, &frame, &holds, &failed);
  if (status == EVAL_NO_CALENDAR || status == EVAL_TOO_LONG)
    finding_set_unanswered (finding, history->arena, status, failed, &frame);
  else if (status != EVAL_OK || rational_sign (holds) == 0)
    return false; /* a value that is not there makes a check silent */
  else
    {
      words = (SubjectWords){ .name = own->name, .above = own->tier, .measure = own->target.measure };
      finding->message = subject_message (run->check, &frame, &words, run->measures, history->arena);
    }
  return true;
}

static void
look_at (History *history, const AuditCheck *run, Pair pair)
{
  const Indicator *own = pair.new ? pair.new : pair.old;
  Finding finding = { .check = run->check, .severity = run->severity, .subject = OF_PAIR, .indicator = own };
  if (!check_fits (history->input->diff->new.model, run->check, own) || !ask (history, run, pair, &finding))
    return;
  finding_set_source (&finding, history->arena, own->origin.unit->source,
                      unit_node_span (own->origin.unit, own->origin.node).start);
  findings_add (history->findings, &finding, history->arena);
}

static void
run_check (History *history, const AuditCheck *run)
{
  const HistoryInput *input = history->input;
  const Scheme *old = input->diff->old.scheme, *new = input->diff->new.scheme;
  if (!run->check->ok || run->off)
    return;
  for (unsigned i = 0; i < new->n_indicators; i++)
    look_at (history, run, pair_of_new (input, new->indicators[i]));
  for (unsigned i = 0; i < old->n_indicators; i++)
    if (!input->diff->match.pair_of_old[i])
      look_at (history, run, (Pair){ old->indicators[i], NULL });
}

const AuditReport *
history_run (const HistoryInput *input, const CheckSetting *settings, unsigned n_settings, Arena *arena)
{
  g_autofree Changed *changed = collect_changes (input->diff);
  g_autoptr (GArray) findings = g_array_new (FALSE, FALSE, sizeof (Finding));
  AuditReport *report = arena_new0 (arena, AuditReport);
  History history = { input, changed, findings, arena };
  report->scheme = input->diff->new.scheme;
  findings_prepare (report, input->diff->new.model, OF_PAIR, settings, n_settings, arena);
  for (unsigned i = 0; i < report->n_checks; i++)
    run_check (&history, &report->checks[i]);
  findings_finish (report, findings, arena);
  return report;
}
