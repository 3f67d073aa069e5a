/* Uses of rules as functions.  Each is put into a copy of the indicator in question, the prover makes its
   curve, and the two curves are set against one another: where the one is above the other is a curve itself,
   of ones and noughts.  Uses of one rule of the library with the same arguments are the same function, which
   is most of what two years have, and nothing is made for them. */
#include "diff/rule.h"
#include "prove/table.h"
#include "prove/witness.h"
#include "sema/expr-text.h"
#include "sema/normal.h"
#include <string.h>

typedef enum
{
  NEW_LOWER,
  NEW_HIGHER
} Which;

/* The best actual value so far that shows a difference. */
typedef struct
{
  bool found;
  Rational x;
  const LevelScore *level;
} Candidate;

/* The question with the target, weight and 上年 of one of the two. */
typedef struct
{
  const Side *side;
  const Indicator *indicator;
  bool under_old;
  Indicator copies[2]; /* with OLD's use, with NEW's */
  ScoreCurves curves[2];
  Arena *arena; /* of the curves */
  View view;
  Candidate scores[2]; /* by Which: both have a score */
  Candidate kinds[2];  /* one has none, or not for the same reason */
  PieceWhy why;        /* somewhere it is not decided */
} Question;

/* Uses */

/* What it gives may depend on calendars that are each side's own. */
static bool
rule_asks_calendar (const Rule *rule)
{
  bool asks = false;
  for (unsigned i = 0; i < rule->n_arms; i++)
    asks = asks || (rule->arms[i].condition && expr_holds_calendar (rule->arms[i].condition))
           || (rule->arms[i].score && expr_holds_calendar (rule->arms[i].score));
  return asks;
}

/* Declared once, in the library, or in the same words but for their spelling. */
static bool
same_rule (const Side *side, const Rule *a, const Rule *b)
{
  g_autoptr (GString) before = NULL;
  g_autoptr (GString) after = NULL;
  if (a->n_params != b->n_params || a->n_arms != b->n_arms)
    return false;
  if (a->origin.node == b->origin.node && session_is_library (side->model->session, a->origin.unit)
      && !rule_asks_calendar (a))
    return true;
  before = g_string_new (NULL);
  after = g_string_new (NULL);
  rule_append_normal (before, a);
  rule_append_normal (after, b);
  return strcmp (before->str, after->str) == 0;
}

static bool
same_use (const Side *side, const RuleUse *a, const RuleUse *b)
{
  if (!same_rule (side, a->rule, b->rule))
    return false;
  for (unsigned i = 0; i < a->rule->n_params; i++)
    if (!rational_equal (a->args[i], b->args[i]))
      return false;
  return true;
}

/* What the definition of SIDE would use for INDICATOR if its target had that direction; NULL: nothing. */
static const RuleUse *
use_for (const Side *side, const Indicator *indicator, Direction direction)
{
  const RuleUse *use = &indicator->rule;
  if (indicator->rule_by_default && direction != indicator->target.direction)
    use = scheme_default_rule (side->scheme, indicator->tier, direction);
  return use->rule ? use : NULL;
}

/* True if USE, of SIDE, can be used for INDICATOR, of the other side. */
static bool
can_be_used (const Side *side, const RuleUse *use, const Indicator *indicator)
{
  return (indicator->has_baseline || !rule_reads_slot (use->rule, SLOT_BASELINE))
         && side_rule_fits (side, use, &indicator->target);
}

/* Curves */

/* An end that is only where the calendar ends, or what was looked at: nobody's, so that the other one is the
 * nearer. */
static PieceEnd
real_end (const Question *question, PieceEnd end)
{
  bool limited = question->indicator->target.is_date;
  for (unsigned i = 0; i < 2; i++)
    {
      const ScoreCurves *curves = &question->curves[i];
      if (end.has && (limited || curves->windowed)
          && (rational_equal (end.x, curves->high)
              || (rational_equal (end.x, curves->low) && rational_sign (end.x) != 0)))
        end.has = false;
    }
  return end;
}

static void
offer (const Question *question, Candidate *candidate, const Stretch *stretch, const LevelScore *level)
{
  PieceEnd low = real_end (question, stretch->low), high = real_end (question, stretch->high);
  bool low_in = stretch->low_in;
  Rational x;
  if (!low.has && !high.has)
    low = stretch->low;
  if (question->view.whole && !question->indicator->target.is_date && high.has && rational_sign (high.x) > 0
      && (!low.has || rational_sign (low.x) < 0)) /* of counts rather none below 0 */
    {
      low = (PieceEnd){ true, RATIONAL_ZERO };
      low_in = true;
    }
  if (!easy_middle (&question->view, low, low_in, high, stretch->high_in, &x))
    return;
  if (candidate->found
      && (level || !prove_is_better (question->view.pool, &question->indicator->target, x, candidate->x)))
    return;
  *candidate = (Candidate){ true, x, level };
}

/* True if nothing that is asked about lies between the two. */
static bool
touch (const Question *question, const Stretch *stretch, const Stretch *next)
{
  RationalPool *pool = question->view.pool;
  if (!stretch->high.has || !next->low.has)
    return false;
  if (question->view.whole)
    return rational_equal (rational_add (pool, stretch->high.x, RATIONAL_ONE), next->low.x);
  return (stretch->high_in || next->low_in) && rational_equal (stretch->high.x, next->low.x);
}

/* Takes in where OP holds of NEW and OLD: what lies side by side is one place. */
static void
set_against (Question *question, PieceContext *pieces, CurveOp op, const Curve *new, const Curve *old,
             const LevelScore *level, Candidate *candidate)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  Stretch run;
  bool running = false;
  stretches_append (&question->view, curve_combine (pieces, op, new, old), 0, stretches);
  for (guint i = 0; i < stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (stretches, Stretch, i);
      bool holds = stretch->piece.kind == PIECE_VALUE && rational_sign (stretch->piece.a) != 0;
      if (stretch->piece.kind == PIECE_UNKNOWN)
        question->why = stretch->piece.why;
      if (running && holds && touch (question, &run, stretch))
        {
          run.high = stretch->high;
          run.high_in = stretch->high_in;
          continue;
        }
      if (running)
        offer (question, candidate, &run, level);
      running = holds;
      run = *stretch;
    }
  if (running)
    offer (question, candidate, &run, level);
}

/* 2 where there is a score, 1 where it is 不适用, 0 at a fault. */
static const Curve *
kinds_of (PieceContext *pieces, const Curve *f)
{
  const Curve *value = curve_is (pieces, f, PIECE_VALUE), *na = curve_is (pieces, f, PIECE_NA);
  return curve_combine (pieces, CURVE_ADD, curve_combine (pieces, CURVE_ADD, value, value), na);
}

static bool
has_only_values (const Curve *f)
{
  for (unsigned i = 0; i < 2 * f->n + 1; i++)
    if (f->pieces[i].kind == PIECE_NA || f->pieces[i].kind == PIECE_FAULT)
      return false;
  return true;
}

static void
compare_curves (Question *question, const Curve *old, const Curve *new, const LevelScore *level)
{
  PieceContext pieces = piece_context (question->arena, question->view.pool, question->view.whole);
  set_against (question, &pieces, CURVE_LT, new, old, level, &question->scores[NEW_LOWER]);
  set_against (question, &pieces, CURVE_GT, new, old, level, &question->scores[NEW_HIGHER]);
  if (has_only_values (old) && has_only_values (new))
    return;
  old = kinds_of (&pieces, old);
  new = kinds_of (&pieces, new);
  set_against (question, &pieces, CURVE_LT, new, old, level, &question->kinds[NEW_LOWER]);
  set_against (question, &pieces, CURVE_GT, new, old, level, &question->kinds[NEW_HIGHER]);
}

static void
ask (Question *question, const RuleUse *old_use, const RuleUse *new_use)
{
  const RuleUse *const uses[2] = { old_use, new_use };
  for (unsigned i = 0; i < 2; i++)
    {
      question->copies[i] = *question->indicator;
      question->copies[i].rule = *uses[i];
      prove_curves (question->side->model, question->side->scheme, &question->copies[i], question->arena,
                    &question->curves[i]);
    }
  question->view = question->curves[0].view;
  if (question->indicator->target.direction != DIRECTION_LEVEL)
    compare_curves (question, question->curves[0].evaluated, question->curves[1].evaluated, NULL);
  for (unsigned i = 0; i < question->curves[0].n_levels; i++)
    compare_curves (question, question->curves[0].levels[i].score, question->curves[1].levels[i].score,
                    &question->curves[0].levels[i]);
}

/* Witnesses */

static Status
status_of (EvalStatus status, const Witness *witness)
{
  if (status == EVAL_OK)
    return witness->met ? STATUS_MET : STATUS_MISSED;
  return status == EVAL_NO_VALUE && witness->arm && !witness->arm->score ? STATUS_NA : STATUS_INVALID;
}

static int
kind_of (Status status)
{
  return status == STATUS_INVALID ? 0 : status == STATUS_NA ? 1 : 2;
}

static const char *
x_text (const Question *question, const Candidate *candidate, Arena *arena)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const LevelScore *level = candidate->level;
  if (level)
    g_string_append (text, level->name);
  if (level && !rational_equal (level->low, level->high))
    g_string_append_c (text, ' ');
  if (!level || !rational_equal (level->low, level->high))
    prove_append_x (text, question->side->model, question->indicator, candidate->x);
  return arena_strndup (arena, text->str, text->len);
}

/* Shows CANDIDATE to the evaluator, under both uses. False: it is not confirmed. */
static bool
confirm (const Question *question, Which which, const Candidate *candidate, Arena *arena,
         RuleWitness *ret_witness)
{
  Witness seen[2];
  Status status[2];
  int order;
  for (unsigned i = 0; i < 2; i++)
    status[i] = status_of (prove_evaluate (question->side->model, question->side->scheme,
                                           &question->copies[i], candidate->level, candidate->x, &seen[i]),
                           &seen[i]);
  order = kind_of (status[1]) - kind_of (status[0]);
  order = order ? order : rational_cmp (seen[1].score, seen[0].score);
  if (which == NEW_LOWER ? order >= 0 : order <= 0)
    return false;
  *ret_witness = (RuleWitness){ .found = true,
                                .x = candidate->x,
                                .text = x_text (question, candidate, arena),
                                .under_old = question->under_old,
                                .old_status = status[0],
                                .new_status = status[1],
                                .old_score = seen[0].score,
                                .new_score = seen[1].score };
  return true;
}

static void
take_witness (const Question *question, Which which, const Candidate *candidate, Arena *arena,
              RuleComparison *comparison)
{
  RuleWitness *witness = which == NEW_LOWER ? &comparison->lower : &comparison->higher;
  if (candidate->found && !witness->found && !confirm (question, which, candidate, arena, witness))
    comparison->unconfirmed = true;
}

/* Both questions */

/* What was found of each of them. */
typedef struct
{
  bool lower, higher, kinds, asked;
} Found;

static void
note_found (const Question *question, Found *found)
{
  found->asked = true;
  found->lower = found->lower || question->scores[NEW_LOWER].found;
  found->higher = found->higher || question->scores[NEW_HIGHER].found;
  found->kinds = found->kinds || question->kinds[NEW_LOWER].found || question->kinds[NEW_HIGHER].found;
}

static RuleRelation
relation_of (const Found *found, PieceWhy why)
{
  if (found->kinds || (found->lower && found->higher))
    return RULES_CROSSING;
  if (why != WHY_NONE || !found->asked)
    return RULES_NOT_DECIDED;
  return found->lower ? RULES_NEVER_HIGHER : found->higher ? RULES_NEVER_LOWER : RULES_EQUAL;
}

/* KINDS: of places where one has no score, else of those where both have. */
static void
take_all (Question *const questions[2], bool kinds, Arena *arena, RuleComparison *comparison)
{
  for (unsigned i = 0; i < 2; i++)
    for (int which = NEW_LOWER; questions[i] && which <= NEW_HIGHER; which++)
      take_witness (questions[i], (Which)which,
                    kinds ? &questions[i]->kinds[which] : &questions[i]->scores[which], arena, comparison);
}

/* First those that show the relation. */
static void
take_witnesses (Question *const questions[2], const Found *found, Arena *arena, RuleComparison *comparison)
{
  bool by_scores = found->lower && found->higher;
  take_all (questions, !by_scores, arena, comparison);
  take_all (questions, by_scores, arena, comparison);
}

/* Asks with the target of SIDE's INDICATOR. NULL: it need not, or cannot, be asked. */
static Question *
ask_under (const Side *old, const Indicator *old_indicator, const Side *new, const Indicator *new_indicator,
           bool under_old, Arena *arena, RuleComparison *comparison, Found *found)
{
  const Side *side = under_old ? old : new, *other = under_old ? new : old;
  const Indicator *indicator = under_old ? old_indicator : new_indicator;
  Direction direction = indicator->target.direction;
  const RuleUse *old_use = use_for (old, old_indicator, direction),
                *new_use = use_for (new, new_indicator, direction);
  const RuleUse *foreign = under_old ? new_use : old_use;
  Question *question;
  bool same = old_use && new_use && same_use (side, old_use, new_use);
  found->asked = found->asked || same;
  if (same || !old_use || !new_use || !can_be_used (other, foreign, indicator))
    return NULL;
  question = arena_new0 (arena, Question);
  *question = (Question){ .side = side, .indicator = indicator, .under_old = under_old, .arena = arena };
  ask (question, old_use, new_use);
  note_found (question, found);
  comparison->why = comparison->why ? comparison->why : question->why;
  comparison->windowed = comparison->windowed || question->curves[0].windowed || question->curves[1].windowed;
  return question;
}

static bool
differs (const Question *question)
{
  return question
         && (question->why || question->scores[NEW_LOWER].found || question->scores[NEW_HIGHER].found
             || question->kinds[NEW_LOWER].found || question->kinds[NEW_HIGHER].found);
}

/* Sets the uses that the answer is about: those for the direction of NEW's target, or of OLD's. */
static void
set_uses (const Side *old, const Indicator *old_indicator, const Side *new, const Indicator *new_indicator,
          bool under_old, RuleComparison *comparison)
{
  Direction direction = (under_old ? old_indicator : new_indicator)->target.direction;
  comparison->old_use = use_for (old, old_indicator, direction);
  comparison->new_use = use_for (new, new_indicator, direction);
  if (!comparison->old_use)
    comparison->old_use = &old_indicator->rule;
  if (!comparison->new_use)
    comparison->new_use = &new_indicator->rule;
}

static bool
is_same (const Side *side, const Indicator *old_indicator, const Indicator *new_indicator)
{
  return old_indicator->target.direction == new_indicator->target.direction
         && same_use (side, &old_indicator->rule, &new_indicator->rule);
}

/* Leaves out which uses they were: *RET_UNDER_OLD says for whose direction, which is OLD's where it is with
   OLD's target alone that they differ. */
static void
compare (const Side *old, const Indicator *old_indicator, const Side *new, const Indicator *new_indicator,
         Arena *arena, RuleComparison *ret_comparison, bool *ret_under_old)
{
  g_autoptr (Arena) curves = arena_new ();
  Question *questions[2];
  Found found = { false };
  *ret_comparison = (RuleComparison){ .relation = RULES_EQUAL };
  for (unsigned i = 0; i < 2; i++)
    questions[i] = ask_under (old, old_indicator, new, new_indicator, i == 1, curves, ret_comparison, &found);
  ret_comparison->relation = relation_of (&found, ret_comparison->why);
  take_witnesses (questions, &found, arena, ret_comparison);
  *ret_under_old = differs (questions[1]) && !differs (questions[0]);
}

void
compare_rules (const Side *old, const Indicator *old_indicator, const Side *new,
               const Indicator *new_indicator, Arena *arena, RuleComparison *ret_comparison)
{
  bool under_old = false;
  if (is_same (new, old_indicator, new_indicator))
    *ret_comparison = (RuleComparison){ .relation = RULES_EQUAL };
  else
    compare (old, old_indicator, new, new_indicator, arena, ret_comparison, &under_old);
  set_uses (old, old_indicator, new, new_indicator, under_old, ret_comparison);
}

/* Answers kept */

typedef struct
{
  RuleComparison comparison;
  bool under_old;
} Answer;

struct RuleMemo
{
  GHashTable *answers; /* question, as text -> Answer */
};

RuleMemo *
rule_memo_new (void)
{
  RuleMemo *memo = g_new0 (RuleMemo, 1);
  memo->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return memo;
}

void
rule_memo_free (RuleMemo *memo)
{
  g_hash_table_unref (memo->answers);
  g_free (memo);
}

static void
append_use (GString *key, const RuleUse *use)
{
  g_string_append_printf (key, "%p", use ? (const void *)use->rule : NULL);
  for (unsigned i = 0; use && i < use->rule->n_params; i++)
    {
      g_string_append_c (key, ' ');
      rational_append_fraction (key, use->args[i]);
      g_string_append_printf (key, "%p", (const void *)use->arg_types[i].dimension);
    }
}

static void
append_target (GString *key, const Target *target)
{
  g_string_append_printf (key, "\n%d%d %p%p%s", (int)target->direction, target->is_date,
                          (const void *)target->measure, (const void *)target->level,
                          target->words && !target->level ? target->words : "");
  for (int end = 0; end < 2; end++)
    if (end ? target->has_upper : target->has_lower)
      {
        g_string_append_printf (key, " %d%d ", end, end ? target->upper_open : target->lower_open);
        rational_append_fraction (key, end ? target->upper : target->lower);
      }
}

/* All that the answer depends on. (owned) */
static char *
question_key (const Side *old, const Indicator *old_indicator, const Side *new,
              const Indicator *new_indicator)
{
  GString *key = g_string_new (NULL);
  const Indicator *const indicators[2] = { old_indicator, new_indicator };
  for (int i = 0; i < 2; i++)
    {
      const Indicator *indicator = indicators[i];
      append_target (key, &indicator->target);
      g_string_append_c (key, ' ');
      rational_append_fraction (key, indicator->weight);
      g_string_append_c (key, indicator->has_baseline ? ' ' : '-');
      if (indicator->has_baseline)
        rational_append_fraction (key, indicator->baseline);
      g_string_append_c (key, '\n');
      append_use (key, use_for (old, old_indicator, indicator->target.direction));
      g_string_append_c (key, '\n');
      append_use (key, use_for (new, new_indicator, indicator->target.direction));
    }
  return g_string_free (key, FALSE);
}

void
compare_rules_once (RuleMemo *memo, const Side *old, const Indicator *old_indicator, const Side *new,
                    const Indicator *new_indicator, Arena *arena, RuleComparison *ret_comparison)
{
  g_autofree char *key = NULL;
  Answer *answer;
  if (is_same (new, old_indicator, new_indicator))
    {
      compare_rules (old, old_indicator, new, new_indicator, arena, ret_comparison);
      return;
    }
  key = question_key (old, old_indicator, new, new_indicator);
  answer = g_hash_table_lookup (memo->answers, key);
  if (!answer)
    {
      answer = g_new0 (Answer, 1);
      compare (old, old_indicator, new, new_indicator, arena, &answer->comparison, &answer->under_old);
      g_hash_table_insert (memo->answers, g_steal_pointer (&key), answer);
    }
  *ret_comparison = answer->comparison;
  set_uses (old, old_indicator, new, new_indicator, answer->under_old, ret_comparison);
}

const char *
rule_normal_form (const RuleUse *use, Arena *arena)
{
  g_autoptr (GString) out = g_string_new (use->rule->name->key);
  for (unsigned i = 0; i < use->rule->n_params; i++)
    {
      g_string_append_printf (out, "%s%s=", i ? "," : "(", use->rule->params[i]->key);
      prove_append_number (out, use->args[i]);
    }
  g_string_append (out, use->rule->n_params ? ")" : "");
  return arena_strndup (arena, out->str, out->len);
}
