/* 测试: blocks of cases, of one year or of two.  What a case is scored in is a scheme like any other, made by
   the functions that make schemes: of one nameless indicator, or the 方案 of the block.  Here are only the
   order in a block, what the cases name, and what they expect; running them is src/test's business. */
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

static const AstNode *
node_of_scheme (const Scheme *scheme)
{
  const AstNode *node = scheme->origin.node;
  return node_name (node) ? node_name (node) : node;
}

/* The year after PRIOR, with nothing of it left. */
static const Scheme *
nothing_after (Reader *reader, const Scheme *prior)
{
  Scheme *scheme = arena_new0 (reader->model->arena, Scheme);
  *scheme = *prior;
  scheme->n_indicators = scheme->n_tiers = scheme->n_settings = 0;
  return scheme;
}

static void
close_group (Reader *reader)
{
  TestGroup *group = last_group (reader);
  if (!group)
    return;
  if (!group->scheme && group->one_row)
    group->scheme = nothing_after (reader, group->prior);
  else if (!group->scheme)
    report_node (reader->model, DIAG_prior_alone, reader->unit, node_of_scheme (group->prior), NULL, NULL);
  group->n_cases = reader->cases->len;
  group->cases = arena_array (reader->model->arena, TestCase, reader->cases->len + 1);
  for (guint i = 0; i < reader->cases->len; i++)
    ((TestCase *)group->cases)[i] = g_array_index (reader->cases, TestCase, i);
  g_array_set_size (reader->cases, 0);
}

static void
open_group (Reader *reader, const TestGroup *group)
{
  close_group (reader);
  reader->data = NULL;
  g_array_append_val (reader->groups, *group);
}

static void
check_years (Reader *reader, const TestGroup *group)
{
  const Scheme *prior = group->prior, *scheme = group->scheme;
  g_autofree char *year = g_strdup_printf ("%d", scheme->year), *before = g_strdup_printf ("%d", prior->year);
  if (prior->has_year && scheme->has_year && prior->year >= scheme->year)
    report_node (reader->model, DIAG_prior_year, reader->unit, node_of_scheme (prior), year, before);
}

/* A scheme, or the scheme of an indicator: the one of the year after, if 上期 stands alone above it. */
static void
take_scheme (Reader *reader, const Scheme *scheme, bool one_row)
{
  TestGroup *group = last_group (reader);
  TestGroup alone = { .scheme = scheme, .one_row = one_row };
  if (group && group->prior && !group->scheme && group->one_row == one_row && reader->cases->len == 0)
    {
      group->scheme = scheme;
      check_years (reader, group);
    }
  else
    open_group (reader, &alone);
}

static void
take_prior_scheme (Reader *reader, const Scheme *scheme, bool one_row)
{
  TestGroup group = { .prior = scheme, .one_row = one_row };
  open_group (reader, &group);
}

/* The first 实绩 after a 方案 is its; one after cases has the same scheme and cases of its own. */
static void
read_actuals (Reader *reader, const AstNode *node)
{
  TestGroup *group = last_group (reader);
  if (!group || group->one_row || !group->scheme)
    report_node (reader->model, DIAG_test_order, reader->unit, node, "方案", NULL);
  else if (!group->actuals && reader->cases->len == 0)
    group->actuals = node;
  else
    {
      TestGroup again = {
        .scheme = group->scheme, .prior = group->prior, .prior_actuals = group->prior_actuals, .actuals = node
      };
      open_group (reader, &again);
    }
}

/* The same of 上期 实绩. */
static void
read_prior_actuals (Reader *reader, const AstNode *node)
{
  TestGroup *group = last_group (reader);
  if (!group || group->one_row || !group->prior)
    report_node (reader->model, DIAG_test_order, reader->unit, node, "上期 方案", NULL);
  else if (!group->prior_actuals && reader->cases->len == 0)
    group->prior_actuals = node;
  else
    {
      TestGroup again = {
        .scheme = group->scheme, .prior = group->prior, .prior_actuals = node, .actuals = group->actuals
      };
      open_group (reader, &again);
    }
}

/* 上期 and what it stands before. */
static void
read_prior (Reader *reader, const AstNode *node)
{
  const AstNode *word = node->child, *declared = node->last_child;
  if (word_find (word->atom->text) != WORD_PRIOR)
    diag_fix (report_node (reader->model, DIAG_prior_word, reader->unit, word, word->atom->text, NULL),
              reader->unit->source, unit_node_span (reader->unit, word), word_name (WORD_PRIOR, false));
  if (declared->kind == AST_INDICATOR)
    take_prior_scheme (reader, build_row_scheme (reader->model, reader->unit, declared, reader->framework),
                       true);
  else if (declared->kind == AST_SCHEME)
    take_prior_scheme (reader, build_scheme (reader->model, reader->unit, declared), false);
  else
    read_prior_actuals (reader, declared);
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

/* Whose checks may be expected of the case: Scope bits. */
static int
subjects_of (Reader *reader, const TestCase *test_case)
{
  switch (test_case->kind)
    {
    case CASE_SCHEME:
      return OF_SCHEME;
    case CASE_TIER1:
    case CASE_TIER2:
      return OF_TIER;
    case CASE_INDICATOR:
      return test_case->prior ? OF_PAIR : last_group (reader)->prior ? OF_INDICATOR | OF_PAIR : OF_INDICATOR;
    default:
      return test_case->prior ? OF_PAIR : OF_INDICATOR;
    }
}

static bool
report_misplaced_expectation (Reader *reader, const AstNode *node, const TestCase *test_case,
                              const Check *check)
{
  g_autofree char *text = unit_node_text (reader->unit, node);
  const char *of = test_case->prior ? test_case->kind == CASE_ROW ? "上期实际" : "上期 指标"
                                    : kind_text (test_case->kind);
  Diag *diag = report_node (reader->model, DIAG_expectation_misplaced, reader->unit, node, text, of);
  if (check && check->subject == OF_PAIR)
    diag_note (
        diag,
        N_ ("a check of 两年指标 is expected of 上期实际, or of an 指标 where a 上期 方案 stands above"),
        NULL);
  else if (test_case->prior)
    diag_note (diag, N_ ("of the year before nothing is expected but checks of 两年指标"), NULL);
  else if (node->op == EXPECT_REPORT || node->op == EXPECT_SILENT)
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
read_expectation (Reader *reader, const AstNode *node, const TestCase *test_case,
                  Expectation *ret_expectation)
{
  Expectation expectation = { .kind = node->op, .score = RATIONAL_ZERO, .node = node };
  int subjects = subjects_of (reader, test_case);
  switch (node->op)
    {
    case EXPECT_SCORE:
      if (test_case->prior)
        return report_misplaced_expectation (reader, node, test_case, NULL);
      if (!read_score (reader, node->child, &expectation.score))
        return false;
      break;
    case EXPECT_MET:
    case EXPECT_UNMET:
    case EXPECT_NA:
      if (!(subjects & OF_INDICATOR))
        return report_misplaced_expectation (reader, node, test_case, NULL);
      break;
    case EXPECT_GRADE:
      if (subjects != OF_SCHEME)
        return report_misplaced_expectation (reader, node, test_case, NULL);
      if (!(expectation.grade = find_grade (reader, node->child)))
        return false;
      break;
    case EXPECT_REPORT:
    case EXPECT_SILENT:
      if (!(expectation.check = find_check (reader, node->child)))
        return false;
      if (expectation.check->ok && !((int)expectation.check->subject & subjects))
        return report_misplaced_expectation (reader, node, test_case, expectation.check);
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
      if (!read_expectation (reader, child, test_case, expectation))
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

/* How many of SCHEME's indicators PATH names; the last of them. */
static unsigned
count_indicators (const Scheme *scheme, const AstNode *path, TextNearest *nearest,
                  const Indicator **ret_indicator)
{
  const AstNode *name = path->last_child;
  unsigned n = 0;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      text_nearest_offer (nearest, indicator->name->text);
      if (!atom_same (indicator->name, name->atom) || !stands_at (path, indicator->tier))
        continue;
      *ret_indicator = indicator;
      n++;
    }
  return n;
}

/* In the scheme, else, since it was dropped, in that of 上期. */
static bool
find_indicator (Reader *reader, const TestGroup *group, TestCase *test_case)
{
  const AstNode *path = test_case->node->child, *name = path->last_child;
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  unsigned n = count_indicators (group->scheme, path, &nearest, &test_case->indicator);
  if (n == 0 && group->prior)
    {
      n = count_indicators (group->prior, path, &nearest, &test_case->indicator);
      test_case->prior = true;
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

/* 实际, or 上期实际: of the only indicator, in its own year or the one before. */
static bool
find_row (Reader *reader, const TestGroup *group, TestCase *test_case)
{
  const AstNode *name = test_case->node->child;
  Word word = word_find (name->atom->text);
  const Scheme *scheme = group->scheme;
  test_case->data = reader->data;
  test_case->prior = word == WORD_PRIOR_ACTUAL;
  if (word != WORD_ACTUAL && word != WORD_PRIOR_ACTUAL)
    report_node (reader->model, DIAG_case_word, reader->unit, name, name->atom->text, NULL);
  else if (test_case->prior && !group->prior)
    report_node (reader->model, DIAG_test_order, reader->unit, name, "上期 指标", NULL);
  else if (!test_case->prior && !scheme)
    report_node (reader->model, DIAG_test_order, reader->unit, name, "指标", NULL);
  else
    {
      if (test_case->prior && !scheme)
        scheme = group->prior;
      test_case->indicator = scheme->n_indicators ? scheme->indicators[0] : NULL;
    }
  return test_case->indicator != NULL; /* else its framework is not known: reported */
}

/* What the case is about. False: reported. */
static bool
find_subject (Reader *reader, const TestGroup *group, TestCase *test_case)
{
  const AstNode *name = test_case->node->child;
  switch (test_case->kind)
    {
    case CASE_ROW:
      return find_row (reader, group, test_case);
    case CASE_INDICATOR:
      return find_indicator (reader, group, test_case);
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
  if (!group || group->one_row != row || (!row && !group->scheme))
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
      take_scheme (reader, build_row_scheme (reader->model, reader->unit, node, reader->framework), true);
      return;
    case AST_SCHEME:
      take_scheme (reader, build_scheme (reader->model, reader->unit, node), false);
      return;
    case AST_PRIOR:
      read_prior (reader, node);
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
