/* 测试: blocks of cases.  What a case is scored in is a scheme like any other, made by the functions that
   make schemes: of one nameless indicator, or the 方案 of the block.  Here are only the order in a block,
   what the cases name, and what they expect; running them is src/test's business. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/build.h"

typedef struct
{
  Model *model;
  const Unit *unit;
  const AstNode *framework; /* the name after 体系, or NULL */
  const AstNode *data;      /* the last 数据 of the indicator, or NULL */
  GArray *groups;           /* TestGroup */
  GArray *cases;            /* TestCase of the last group */
} Reader;

static const char *
kind_text (unsigned kind)
{
  static const char *const WORDS[] = { "实际", "指标", "一级", "二级", "方案" };
  return WORDS[kind];
}

static TestGroup *
last_group (const Reader *reader)
{
  return reader->groups->len ? &g_array_index (reader->groups, TestGroup, reader->groups->len - 1) : NULL;
}

/* Groups */

static void
close_group (Reader *reader)
{
  TestGroup *group = last_group (reader);
  if (!group)
    return;
  group->n_cases = reader->cases->len;
  group->cases = arena_array (reader->model->arena, TestCase, reader->cases->len + 1);
  for (guint i = 0; i < reader->cases->len; i++)
    ((TestCase *)group->cases)[i] = g_array_index (reader->cases, TestCase, i);
  g_array_set_size (reader->cases, 0);
}

static void
open_group (Reader *reader, const Scheme *scheme, bool one_row, const AstNode *actuals)
{
  TestGroup group = { .scheme = scheme, .one_row = one_row, .actuals = actuals };
  close_group (reader);
  reader->data = NULL;
  g_array_append_val (reader->groups, group);
}

/* The first 实绩 after a 方案 is its; one after cases has the same scheme and cases of its own. */
static void
read_actuals (Reader *reader, const AstNode *node)
{
  TestGroup *group = last_group (reader);
  if (!group || group->one_row)
    report_node (reader->model, DIAG_test_order, reader->unit, node, "方案", NULL);
  else if (!group->actuals && reader->cases->len == 0)
    group->actuals = node;
  else
    open_group (reader, group->scheme, false, node);
}

static void
read_data (Reader *reader, const AstNode *node)
{
  const TestGroup *group = last_group (reader);
  if (group && group->one_row)
    reader->data = node;
  else
    diag_note (report_node (reader->model, DIAG_test_order, reader->unit, node, "指标", NULL),
               N_ ("the facts of a scheme stand in its 实绩"), NULL);
}

/* Expectations */

static const Check *
find_check (Reader *reader, const AstNode *name)
{
  Model *model = reader->model;
  const Check *check = model_find_check (model, name->atom);
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  Diag *diag;
  if (check)
    return check;
  diag = report_node (model, DIAG_test_unknown_check, reader->unit, name, name->atom->text, NULL);
  for (guint i = 0; i < model->check_order->len; i++)
    text_nearest_offer (&nearest, ((const Check *)model->check_order->pdata[i])->name->text);
  if (text_nearest_result (&nearest))
    diag_fix (diag, reader->unit->source, unit_node_span (reader->unit, name),
              text_nearest_result (&nearest));
  return NULL;
}

static const Grade *
find_grade (Reader *reader, const AstNode *name)
{
  const Framework *framework = last_group (reader)->scheme->framework;
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  Diag *diag;
  for (unsigned i = 0; i < framework->n_grades; i++)
    {
      if (atom_same (framework->grades[i].name, name->atom))
        return &framework->grades[i];
      text_nearest_offer (&nearest, framework->grades[i].name->text);
    }
  diag = report_node (reader->model, DIAG_case_unknown_name, reader->unit, name, "等级", name->atom->text);
  if (text_nearest_result (&nearest))
    diag_fix (diag, reader->unit->source, unit_node_span (reader->unit, name),
              text_nearest_result (&nearest));
  return NULL;
}

static Scope
subject_of (unsigned kind)
{
  return kind == CASE_SCHEME ? OF_SCHEME : kind == CASE_TIER1 || kind == CASE_TIER2 ? OF_TIER : OF_INDICATOR;
}

static bool
report_misplaced_expectation (Reader *reader, const AstNode *node, unsigned kind)
{
  g_autofree char *text = unit_node_text (reader->unit, node);
  Diag *diag
      = report_node (reader->model, DIAG_expectation_misplaced, reader->unit, node, text, kind_text (kind));
  if (node->op == EXPECT_REPORT || node->op == EXPECT_SILENT)
    diag_note (diag, N_ ("checks of 指标, 层级 and 方案 are each expected where their subject is named"),
               NULL);
  else
    diag_note (diag, N_ ("tiers and schemes have a score (得分), schemes a grade (等级) besides"), NULL);
  return false;
}

static bool
read_score (Reader *reader, const AstNode *value, Rational *ret_score)
{
  const Measure *measure;
  if (!model_read_quantity (reader->model, reader->unit, value, ret_score, &measure))
    return false;
  if (!*measure->text || measure->dimension == reader->model->score)
    return true;
  report_node (reader->model, DIAG_expected_score_unit, reader->unit, value, measure->text, NULL);
  return false;
}

/* False: reported. */
static bool
read_expectation (Reader *reader, const AstNode *node, unsigned kind, Expectation *ret_expectation)
{
  Expectation expectation = { .kind = node->op, .score = RATIONAL_ZERO, .node = node };
  switch (node->op)
    {
    case EXPECT_SCORE:
      if (!read_score (reader, node->child, &expectation.score))
        return false;
      break;
    case EXPECT_MET:
    case EXPECT_UNMET:
    case EXPECT_NA:
      if (subject_of (kind) != OF_INDICATOR)
        return report_misplaced_expectation (reader, node, kind);
      break;
    case EXPECT_GRADE:
      if (subject_of (kind) != OF_SCHEME)
        return report_misplaced_expectation (reader, node, kind);
      if (!(expectation.grade = find_grade (reader, node->child)))
        return false;
      break;
    case EXPECT_REPORT:
    case EXPECT_SILENT:
      if (!(expectation.check = find_check (reader, node->child)))
        return false;
      if (expectation.check->ok && expectation.check->subject != subject_of (kind))
        return report_misplaced_expectation (reader, node, kind);
      break;
    }
  *ret_expectation = expectation;
  return true;
}

/* 得分 and 不适用, 达成 and 未达成, the same check fired and silent, a score twice. */
static bool
contradicts (const Expectation *a, const Expectation *b)
{
  bool a_reached = a->kind == EXPECT_MET || a->kind == EXPECT_UNMET,
       b_reached = b->kind == EXPECT_MET || b->kind == EXPECT_UNMET;
  if (a->check || b->check)
    return a->check == b->check;
  if (a->kind == b->kind)
    return true;
  return (a_reached && b_reached) || a->kind == EXPECT_NA || b->kind == EXPECT_NA;
}

static void
check_contradictions (Reader *reader, const Expectation *before, unsigned n, const Expectation *expectation)
{
  for (unsigned i = 0; i < n; i++)
    if (contradicts (&before[i], expectation))
      {
        g_autofree char *text = unit_node_text (reader->unit, expectation->node);
        g_autofree char *other = unit_node_text (reader->unit, before[i].node);
        report_node (reader->model, DIAG_expectations_contradict, reader->unit, expectation->node, text,
                     other);
        return;
      }
}

static void
read_expectations (Reader *reader, TestCase *test_case)
{
  const AstNode *node = test_case->node;
  Expectation *expectations
      = arena_array (reader->model->arena, Expectation, ast_count (node, AST_EXPECT) + 1);
  test_case->expectations = expectations;
  for (const AstNode *child = ast_find (node, AST_EXPECT); child; child = ast_find_next (child))
    {
      Expectation *expectation = &expectations[test_case->n_expectations];
      if (!read_expectation (reader, child, test_case->kind, expectation))
        continue;
      check_contradictions (reader, expectations, test_case->n_expectations, expectation);
      test_case->n_expectations++;
    }
}

/* Cases */

static bool
report_unknown_name (Reader *reader, const AstNode *name, unsigned kind, bool ambiguous,
                     const TextNearest *nearest)
{
  Diag *diag = report_node (reader->model, ambiguous ? DIAG_case_ambiguous_name : DIAG_case_unknown_name,
                            reader->unit, name, kind_text (kind), name->atom->text);
  if (ambiguous && kind == CASE_INDICATOR)
    diag_note (diag, N_ ("name its tiers too: 产出指标/数量指标/{1}"), name->atom->text, NULL);
  if (!ambiguous && text_nearest_result (nearest))
    diag_fix (diag, reader->unit->source, unit_node_span (reader->unit, name), text_nearest_result (nearest));
  return false;
}

/* True if each name of PATH but the last is one of the tiers above, in their order. */
static bool
stands_at (const AstNode *path, const Tier *tier)
{
  const AstNode *names[2] = { NULL, NULL }; /* from the inside */
  unsigned n = 0;
  for (const AstNode *name = path->child; name != path->last_child; name = name->next)
    {
      if (n++ == G_N_ELEMENTS (names))
        return false;
      names[1] = names[0];
      names[0] = name;
    }
  for (unsigned i = 0; i < n; i++, tier = tier->parent)
    {
      while (tier && !atom_same (tier->name, names[i]->atom))
        tier = tier->parent;
      if (!tier)
        return false;
    }
  return true;
}

static bool
find_indicator (Reader *reader, const Scheme *scheme, const AstNode *path, const Indicator **ret_indicator)
{
  const AstNode *name = path->last_child;
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  unsigned n = 0;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      text_nearest_offer (&nearest, indicator->name->text);
      if (!atom_same (indicator->name, name->atom) || !stands_at (path, indicator->tier))
        continue;
      *ret_indicator = indicator;
      n++;
    }
  return n == 1 || report_unknown_name (reader, name, CASE_INDICATOR, n > 1, &nearest);
}

static bool
find_tier (Reader *reader, const Scheme *scheme, const AstNode *name, unsigned kind, const Tier **ret_tier)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  unsigned level = kind == CASE_TIER2 ? 2 : 1, n = 0;
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    if (scheme->tiers[i]->level == level)
      {
        text_nearest_offer (&nearest, scheme->tiers[i]->name->text);
        if (!atom_same (scheme->tiers[i]->name, name->atom))
          continue;
        *ret_tier = scheme->tiers[i];
        n++;
      }
  return n == 1 || report_unknown_name (reader, name, kind, n > 1, &nearest);
}

/* What the case is about. False: reported. */
static bool
find_subject (Reader *reader, const TestGroup *group, TestCase *test_case)
{
  const AstNode *name = test_case->node->child;
  switch (test_case->kind)
    {
    case CASE_ROW:
      if (word_find (name->atom->text) != WORD_ACTUAL)
        {
          report_node (reader->model, DIAG_case_word, reader->unit, name, name->atom->text, NULL);
          return false;
        }
      test_case->indicator = group->scheme->n_indicators ? group->scheme->indicators[0] : NULL;
      test_case->data = reader->data;
      return test_case->indicator != NULL; /* else its framework is not known: reported */
    case CASE_INDICATOR:
      return find_indicator (reader, group->scheme, name, &test_case->indicator);
    case CASE_TIER1:
    case CASE_TIER2:
      return find_tier (reader, group->scheme, name, test_case->kind, &test_case->tier);
    case CASE_SCHEME:
      return true;
    }
  g_assert_not_reached ();
}

static void
read_case (Reader *reader, const AstNode *node)
{
  const TestGroup *group = last_group (reader);
  TestCase test_case = { .kind = node->op, .node = node };
  bool row = node->op == CASE_ROW;
  if (!group || group->one_row != row)
    {
      report_node (reader->model, DIAG_test_order, reader->unit, node, row ? "指标" : "方案", NULL);
      return;
    }
  if (!find_subject (reader, group, &test_case))
    return;
  read_expectations (reader, &test_case);
  g_array_append_val (reader->cases, test_case);
}

static void
read_item (Reader *reader, const AstNode *node)
{
  switch (node->kind)
    {
    case AST_INDICATOR:
      open_group (reader, build_row_scheme (reader->model, reader->unit, node, reader->framework), true,
                  NULL);
      return;
    case AST_SCHEME:
      open_group (reader, build_scheme (reader->model, reader->unit, node), false, NULL);
      return;
    case AST_ACTUALS:
      read_actuals (reader, node);
      return;
    case AST_DATA:
      read_data (reader, node);
      return;
    case AST_CASE:
      read_case (reader, node);
      return;
    default:
      return; /* the name, fields, and errors, which are reported */
    }
}

/* Blocks */

static void
check_duplicate (Model *model, const Unit *unit, const AstNode *name)
{
  for (guint i = 0; i < model->tests->len; i++)
    {
      const TestBlock *before = model->tests->pdata[i];
      if (!atom_same (before->name, name->atom))
        continue;
      report_duplicate (model, unit, name, &before->origin);
      return;
    }
}

static void
build_test (Model *model, const Unit *unit, const AstNode *node)
{
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (TestGroup));
  g_autoptr (GArray) cases = g_array_new (FALSE, FALSE, sizeof (TestCase));
  const AstNode *name = node_name (node);
  Reader reader = { .model = model, .unit = unit, .groups = groups, .cases = cases };
  TestBlock *block = arena_new0 (model->arena, TestBlock);
  check_name (model, unit, name);
  check_duplicate (model, unit, name);
  check_fields (model, unit, node, IN_TEST);
  reader.framework = find_field (node, FIELD_FRAMEWORK);
  ast_foreach (child, node) read_item (&reader, child);
  close_group (&reader);
  if (!ast_find (node, AST_CASE) && !ast_find (node, AST_ERROR))
    report_node (model, DIAG_test_without_case, unit, name, name->atom->text, NULL);
  *block = (TestBlock){ .name = name->atom, .origin = { unit, node }, .n_groups = groups->len };
  block->groups = arena_array (model->arena, TestGroup, groups->len + 1);
  for (guint i = 0; i < groups->len; i++)
    ((TestGroup *)block->groups)[i] = g_array_index (groups, TestGroup, i);
  g_ptr_array_add (model->tests, block);
}

void
sema_build_tests (Model *model)
{
  const Unit *unit = model->root->unit;
  if (model->tests->len > 0)
    return;
  for (const AstNode *node = ast_find (unit->root, AST_TEST); node; node = ast_find_next (node))
    if (node_name (node))
      build_test (model, unit, node);
}
