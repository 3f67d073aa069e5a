/* The cases of a test, one after the other.  A row alone is a table of one row: its scheme, its actual
   values, its result and its findings come from the functions that score and audit schemes, so that nothing
   can be true in a test only.  A sink of its own catches what is reported meanwhile: where a case expects a
   check to fire, a faulty value may be just what it is about. */
#include "test/test.h"
#include "audit/subject.h"
#include "base/i18n.h"
#include "diff/history.h"
#include "source/render.h"
#include "test/values.h"
#include <string.h>

#define ONE_YEAR (OF_INDICATOR | OF_TIER | OF_SCHEME)

typedef struct
{
  Model *model;
  bool strict;
  Coverage *coverage;
  Arena *arena;
  GPtrArray *results;
  const TestBlock *block;
  const TestGroup *group;
  Actuals *actuals;
  const Result *result;
  const AuditReport *audit;   /* NULL: no case of the group asks for one */
  HistoryInput prior;         /* of a group with 上期; its diff is NULL until a case asks for one */
  const AuditReport *history; /* likewise */
} Testing;

/* What a case did not get. */
typedef struct
{
  GString *expected, *got;
  const Check *check; /* the first that was expected to fire or to be silent in vain */
  bool score;         /* the score differs */
} Difference;

static const char *
keep (const Testing *testing, const char *text)
{
  return arena_strndup (testing->arena, text, strlen (text));
}

/* Results in the words of the language */

static void
append_score (GString *out, Rational low, Rational high)
{
  g_string_append (out, "得分 ");
  rational_append_decimal (out, low);
  if (rational_equal (low, high))
    return;
  g_string_append (out, "..");
  rational_append_decimal (out, high);
}

static void
append_row_score (GString *out, const RowResult *row)
{
  switch (row->status)
    {
    case STATUS_MET:
    case STATUS_MISSED:
      append_score (out, row->score_min, row->score_max);
      return;
    case STATUS_MISSING:
      g_string_append (out, "未填");
      return;
    case STATUS_NA:
      g_string_append (out, "不适用");
      return;
    case STATUS_INVALID:
      g_string_append (out, _ ("no score"));
      return;
    }
}

static const RowResult *
row_of (const Testing *testing, const TestCase *test_case)
{
  return test_case->indicator && !test_case->prior ? &testing->result->rows[test_case->indicator->index]
                                                   : NULL;
}

/* The score of what the case is about. False: it has none, or an interval. */
static bool
score_of (const Testing *testing, const TestCase *test_case, Rational *ret_score, GString *words)
{
  const RowResult *row = row_of (testing, test_case);
  const Result *result = testing->result;
  const TierResult *tier = test_case->tier ? &result->tiers[test_case->tier->index] : NULL;
  Rational low = row ? row->score_min : tier ? tier->score_min : result->total_min;
  Rational high = row ? row->score_max : tier ? tier->score_max : result->total_max;
  if (row)
    append_row_score (words, row);
  else
    append_score (words, low, high);
  *ret_score = low;
  return row ? row->has_score : rational_equal (low, high);
}

/* Judging */

static const Finding *
find_finding (const Testing *testing, const TestCase *test_case, const Check *check)
{
  const AuditReport *audit = check->subject == OF_PAIR ? testing->history : testing->audit;
  for (unsigned i = 0; audit && i < audit->n_findings; i++)
    {
      const Finding *finding = &audit->findings[i];
      if (finding->check == check && finding->indicator == test_case->indicator
          && finding->tier == test_case->tier)
        return finding;
    }
  return NULL;
}

/* False: GOT says what came instead. */
static bool
holds (const Testing *testing, const TestCase *test_case, const Expectation *expectation, GString *got)
{
  const RowResult *row = row_of (testing, test_case);
  const Finding *finding;
  Rational score;
  switch (expectation->kind)
    {
    case EXPECT_SCORE:
      return score_of (testing, test_case, &score, got) && rational_equal (score, expectation->score);
    case EXPECT_MET:
    case EXPECT_UNMET:
      if (row->status == STATUS_MET || row->status == STATUS_MISSED)
        g_string_append (got, row->status == STATUS_MET ? "达成" : "未达成");
      else
        append_row_score (got, row);
      return row->status == (expectation->kind == EXPECT_MET ? STATUS_MET : STATUS_MISSED);
    case EXPECT_NA:
      append_row_score (got, row);
      return row->status == STATUS_NA;
    case EXPECT_GRADE:
      g_string_append_printf (got, "等级 %s",
                              testing->result->grade ? testing->result->grade->name->text : "—");
      return testing->result->grade == expectation->grade;
    case EXPECT_REPORT:
    case EXPECT_SILENT:
      finding = find_finding (testing, test_case, expectation->check);
      g_string_append_printf (got, "%s %s", finding ? "报" : "不报", expectation->check->name->text);
      if (finding)
        g_string_append_printf (got, " (%s)", finding->message);
      return (finding != NULL) == (expectation->kind == EXPECT_REPORT);
    }
  g_assert_not_reached ();
}

static void
judge_expectation (const Testing *testing, const TestCase *test_case, const Expectation *expectation,
                   Difference *difference)
{
  g_autoptr (GString) got = g_string_new (NULL);
  g_autofree char *wanted = NULL;
  if (holds (testing, test_case, expectation, got))
    {
      if (testing->coverage && expectation->check)
        coverage_check (testing->coverage, expectation->check, expectation->kind == EXPECT_REPORT);
      return;
    }
  wanted = unit_node_text (testing->block->origin.unit, expectation->node);
  g_string_append_printf (difference->expected, "%s%s", difference->expected->len ? ", " : "", wanted);
  g_string_append_printf (difference->got, "%s%s", difference->got->len ? ", " : "", got->str);
  if (expectation->check && !difference->check)
    difference->check = expectation->check;
  difference->score = difference->score || !expectation->check;
}

static bool
expects (const TestCase *test_case, unsigned kind)
{
  for (unsigned i = 0; i < test_case->n_expectations; i++)
    if (test_case->expectations[i].kind == kind)
      return true;
  return false;
}

/* Values to show */

static const Actual *
scored_actual (const Testing *testing, const Indicator *indicator)
{
  return indicator->formula ? actuals_computed (testing->actuals, indicator)
                            : actuals_of (testing->actuals, indicator);
}

static void
set_values (const Testing *testing, CaseResult *result, const Atom *name, const ValuesInput *input,
            const Expr *const *exprs, const Unit *unit, const AstNode *node)
{
  g_autofree char *picture = values_picture (input, exprs);
  g_autoptr (GString) of = g_string_new (name->text);
  g_string_append (of, " (");
  source_append_place (of, unit->source, unit_node_span (unit, node).start);
  g_string_append_c (of, ')');
  result->values = keep (testing, picture);
  result->values_of = keep (testing, of->str);
}

static void
show_arm (const Testing *testing, const TestCase *test_case, CaseResult *result)
{
  const Indicator *indicator = test_case->indicator;
  const RowResult *row = row_of (testing, test_case);
  const Actual *actual = row && row->arm ? scored_actual (testing, indicator) : NULL;
  const Expr *exprs[3] = { NULL, NULL, NULL };
  unsigned n = 0;
  TypeContext types;
  Frame frame;
  if (!actual)
    return;
  score_frame (testing->model, testing->group->scheme, indicator, actual, row, &frame);
  model_rule_types (testing->model, &indicator->rule, &indicator->target, &types);
  if (row->arm->condition)
    exprs[n++] = row->arm->condition;
  if (row->arm->score)
    exprs[n++] = row->arm->score;
  if (n > 0)
    set_values (testing, result, indicator->rule.rule->name,
                &(ValuesInput){ testing->model, &types, &frame, indicator->target.measure }, exprs,
                indicator->rule.rule->origin.unit, row->arm->node);
}

/* The types of what CHECK reads of a subject whose values are in FRAME. */
static void
set_check_types (const Testing *testing, const Check *check, const Frame *frame, DaysAsked *asked, TypeContext *ret_types)
{
  model_check_types (testing->model, check, ret_types);
  ret_types->asked = asked;
  for (int slot = 0; slot < SLOT_N && frame->dates; slot++)
    if (slot == SLOT_GAP)
      ret_types->slots[slot] = (Type){ TYPE_NUMBER, testing->model->day, false, false };
    else if (slot_type ((Slot)slot) == SLOT_TYPE_VALUE)
      ret_types->slots[slot] = (Type){ TYPE_DATE, NULL, false, false };
}

static void
show_check (const Testing *testing, const TestCase *test_case, const Check *check, CaseResult *result)
{
  AuditInput input = { testing->model, testing->group->scheme, testing->actuals, testing->result,
                       testing->audit ? testing->audit->literal : NULL, NULL };
  const Measure *own = test_case->indicator ? test_case->indicator->target.measure : NULL;
  const Expr *exprs[] = { check->condition, NULL };
  DaysAsked asked = ASKED_NONE;
  TypeContext types;
  Frame frame;
  if (!check->ok)
    return;
  if (check->subject != OF_PAIR)
    subject_prepare (&input, testing->arena);
  if (check->subject == OF_PAIR)
    history_frame (&testing->prior, test_case->indicator, &frame);
  else if (test_case->indicator)
    subject_of_indicator (&input, test_case->indicator, &frame);
  else
    subject_of_tier (&input, test_case->tier, &frame);
  frame.params = check->defaults;
  set_check_types (testing, check, &frame, &asked, &types);
  set_values (testing, result, check->name, &(ValuesInput){ testing->model, &types, &frame, own }, exprs,
              check->origin.unit, expr_node (check->condition));
}

/* Cases */

static void
append_one_line (GString *out, const char *text)
{
  for (const char *at = text; *at; at++)
    if (!g_ascii_isspace (*at))
      g_string_append_c (out, *at);
    else if (out->len && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
}

static CaseResult *
add_result (const Testing *testing, const TestCase *test_case, const AstNode *node)
{
  CaseResult *result = arena_new0 (testing->arena, CaseResult);
  const Unit *unit = testing->block->origin.unit;
  g_autofree char *written = unit_node_text (unit, node);
  g_autoptr (GString) text = g_string_new (NULL);
  append_one_line (text, written);
  *result = (CaseResult){ .block = testing->block,
                          .test_case = test_case,
                          .passed = true,
                          .text = keep (testing, text->str),
                          .span = unit_node_span (unit, node) };
  g_ptr_array_add (testing->results, result);
  return result;
}

static void
cover (const Testing *testing, const TestCase *test_case)
{
  const RowResult *row = row_of (testing, test_case);
  bool stated = expects (test_case, EXPECT_SCORE) || expects (test_case, EXPECT_MET)
                || expects (test_case, EXPECT_UNMET) || expects (test_case, EXPECT_NA);
  if (testing->coverage && row && stated)
    coverage_row (testing->coverage, testing->model, testing->group->scheme, row,
                  scored_actual (testing, test_case->indicator), testing->group->one_row);
}

static CaseResult *
judge (const Testing *testing, const TestCase *test_case)
{
  CaseResult *result = add_result (testing, test_case, test_case->node);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) got = g_string_new (NULL);
  Difference difference = { expected, got, NULL, false };
  for (unsigned i = 0; i < test_case->n_expectations; i++)
    judge_expectation (testing, test_case, &test_case->expectations[i], &difference);
  cover (testing, test_case);
  if (expected->len == 0)
    return result;
  result->passed = false;
  result->expected = keep (testing, expected->str);
  result->got = keep (testing, got->str);
  if (difference.score)
    show_arm (testing, test_case, result);
  else
    show_check (testing, test_case, difference.check, result);
  return result;
}

/* Scoring */

/* The year before: ACTUALS (not finished) under its scheme, and what the checks over two years say. */
static void
compare_years (Testing *testing, Actuals *actuals)
{
  Model *model = testing->model;
  const TestGroup *group = testing->group;
  const DiffInput input = { .old = { model, group->prior }, .new = { model, group->scheme } };
  actuals_finish (actuals, true);
  if (!testing->prior.diff)
    testing->prior.diff = diff_run (&input, testing->arena);
  testing->prior.actuals = actuals;
  testing->prior.result = score_scheme (model, group->prior, actuals, testing->arena);
  testing->history = history_run (&testing->prior, NULL, 0, testing->arena);
}

static void
evaluate (Testing *testing, bool audit)
{
  const Scheme *scheme = testing->group->scheme;
  actuals_finish (testing->actuals, true);
  testing->result = score_scheme (testing->model, scheme, testing->actuals, testing->arena);
  testing->audit = audit ? audit_run (testing->model, scheme, testing->actuals, testing->result, NULL, NULL,
                                      0, testing->arena)
                         : NULL;
}

/* Of SUBJECTS: Scope bits. */
static bool
asks_for_checks (const TestCase *test_case, int subjects)
{
  for (unsigned i = 0; i < test_case->n_expectations; i++)
    if (test_case->expectations[i].check && ((int)test_case->expectations[i].check->subject & subjects))
      return true;
  return false;
}

static bool
group_asks_for_checks (const TestGroup *group, int subjects)
{
  for (unsigned i = 0; i < group->n_cases; i++)
    if (asks_for_checks (&group->cases[i], subjects))
      return true;
  return false;
}

static bool
is_fault (const Testing *testing, const Diag *diag)
{
  return diag->severity == SEVERITY_ERROR || (testing->strict && diag->code == DIAG_score_clamped);
}

static unsigned
count_faults (const Testing *testing, DiagSink *sink)
{
  const GPtrArray *diags = diag_sink_sorted (sink);
  unsigned n = 0;
  for (guint i = 0; i < diags->len; i++)
    n += is_fault (testing, diags->pdata[i]);
  return n;
}

static void
add_faults (const Testing *testing, DiagSink *sink, CaseResult *result)
{
  const GPtrArray *diags = diag_sink_sorted (sink);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < diags->len; i++)
    if (is_fault (testing, diags->pdata[i]))
      render_text (text, diags->pdata[i], false);
  result->passed = false;
  result->faults = keep (testing, text->str);
}

static void
run_row (Testing *testing, const TestCase *test_case, Actuals *actuals)
{
  g_autoptr (DiagSink) sink = diag_sink_new ();
  DiagSink *outer = testing->model->session->sink;
  const Unit *unit = testing->block->origin.unit;
  CaseResult *result;
  testing->model->session->sink = sink;
  actuals_clear (actuals);
  if (test_case->data)
    actuals_read_data (actuals, unit, test_case->data);
  actuals_read_case (actuals, unit, test_case->node);
  if (test_case->prior)
    compare_years (testing, actuals);
  else
    evaluate (testing, asks_for_checks (test_case, ONE_YEAR));
  result = judge (testing, test_case);
  if (count_faults (testing, sink) > 0 && !expects (test_case, EXPECT_REPORT))
    add_faults (testing, sink, result);
  testing->model->session->sink = outer;
}

/* How many faults the cases are about: values that were refused, or rows that cannot be scored, of which a
 * check speaks. */
static unsigned
expected_faults (const Testing *testing)
{
  unsigned n = 0;
  for (unsigned i = 0; i < testing->group->n_cases; i++)
    {
      const TestCase *test_case = &testing->group->cases[i];
      if (test_case->indicator && !test_case->prior && expects (test_case, EXPECT_REPORT)
          && (actuals_is_refused (testing->actuals, test_case->indicator)
              || row_of (testing, test_case)->status == STATUS_INVALID))
        n++;
    }
  return n;
}

static void
run_scheme (Testing *testing, Actuals *prior)
{
  const TestGroup *group = testing->group;
  g_autoptr (DiagSink) sink = diag_sink_new ();
  DiagSink *outer = testing->model->session->sink;
  testing->model->session->sink = sink;
  if (group->prior_actuals)
    actuals_read_block (prior, testing->block->origin.unit, group->prior_actuals);
  if (prior && group_asks_for_checks (group, OF_PAIR))
    compare_years (testing, prior);
  if (group->actuals)
    actuals_read_block (testing->actuals, testing->block->origin.unit, group->actuals);
  evaluate (testing, group_asks_for_checks (group, ONE_YEAR));
  for (unsigned i = 0; i < group->n_cases; i++)
    judge (testing, &group->cases[i]);
  if (count_faults (testing, sink) > expected_faults (testing))
    {
      const AstNode *node = group->actuals ? group->actuals->child : group->scheme->origin.node->child;
      add_faults (testing, sink, add_result (testing, NULL, node));
    }
  testing->model->session->sink = outer;
}

static void
run_group (Testing *testing)
{
  const TestGroup *group = testing->group;
  g_autoptr (Actuals) actuals = actuals_new (testing->model, group->scheme);
  g_autoptr (Actuals) prior = group->prior ? actuals_new (testing->model, group->prior) : NULL;
  testing->actuals = actuals;
  testing->history = NULL;
  testing->prior = (HistoryInput){ .diff = NULL };
  if (!group->one_row)
    run_scheme (testing, prior);
  for (unsigned i = 0; group->one_row && i < group->n_cases; i++)
    run_row (testing, &group->cases[i], group->cases[i].prior ? prior : actuals);
}

void
test_run (Model *model, bool strict, Coverage *coverage, Arena *arena, GPtrArray *results)
{
  Testing testing
      = { .model = model, .strict = strict, .coverage = coverage, .arena = arena, .results = results };
  for (guint i = 0; i < model->tests->len; i++)
    {
      testing.block = model->tests->pdata[i];
      for (unsigned j = 0; j < testing.block->n_groups; j++)
        {
          testing.group = &testing.block->groups[j];
          run_group (&testing);
        }
    }
}
