/* The 等级 of a 体系: conditions on the total, best first, that leave no total from 0 to the full marks
 * without a grade or with two. */
#include "base/i18n.h"
#include "grammar/parse.h"
#include "sema/build.h"

static Diag *
report_grades (Model *model, const Framework *framework, DiagCode code, unsigned i)
{
  return report_node (model, code, framework->origin.unit, framework->grades[i + 1].condition.node,
                      framework->grades[i].name->text, framework->grades[i + 1].name->text);
}

/* The first that stands below a worse one; n_grades: none. */
static unsigned
find_misplaced_grade (const Framework *framework)
{
  for (unsigned i = 0; i + 1 < framework->n_grades; i++)
    {
      const Target *upper = &framework->grades[i].condition, *lower = &framework->grades[i + 1].condition;
      if (!upper->has_lower || (lower->has_lower && rational_cmp (lower->lower, upper->lower) >= 0))
        return i + 1;
    }
  return framework->n_grades;
}

/* Each pair of grades must meet without a gap or an overlap; written best first or with both bounds. */
static void
check_grade_order (Model *model, const Framework *framework)
{
  unsigned n = framework->n_grades, misplaced = find_misplaced_grade (framework);
  if (misplaced < n)
    {
      diag_note (report_grades (model, framework, DIAG_grade_overlap, misplaced - 1),
                 N_ ("grades stand best first"), NULL);
      return;
    }
  for (unsigned i = 0; i + 1 < n; i++)
    {
      const Target *upper = &framework->grades[i].condition, *lower = &framework->grades[i + 1].condition;
      int order = lower->has_upper ? rational_cmp (lower->upper, upper->lower) : 0;
      if (lower->has_upper && (order < 0 || (order == 0 && lower->upper_open && upper->lower_open)))
        report_grades (model, framework, DIAG_grade_gap, i);
      else if (lower->has_upper && (order > 0 || (!lower->upper_open && !upper->lower_open)))
        report_grades (model, framework, DIAG_grade_overlap, i);
    }
}

/* From 0 to the full marks each total has a grade. */
static void
check_grade_ends (Model *model, const Framework *framework)
{
  const Unit *unit = framework->origin.unit;
  const Grade *best = &framework->grades[0], *worst = &framework->grades[framework->n_grades - 1];
  const Target *high = &best->condition, *low = &worst->condition;
  int order = high->has_upper ? rational_cmp (high->upper, framework->full) : 1;
  g_autoptr (GString) full = g_string_new (NULL);
  if (find_misplaced_grade (framework) < framework->n_grades)
    return;
  rational_append_decimal (full, framework->full);
  if (order < 0 || (order == 0 && high->upper_open))
    report_node (model, DIAG_grade_gap, unit, high->node, full->str, best->name->text);
  if (low->has_lower
      && (rational_sign (low->lower) > 0 || (rational_sign (low->lower) == 0 && low->lower_open)))
    report_node (model, DIAG_grade_gap, unit, low->node, worst->name->text, "0");
}

/* A grade that could not be read is no gap. */
void
framework_check_grades (Model *model, const Framework *framework)
{
  const AstNode *grades = ast_find (framework->origin.node, AST_GRADES);
  if (!grades || framework->n_grades == 0 || framework->n_grades != ast_count (grades, AST_GRADE))
    return;
  check_grade_order (model, framework);
  check_grade_ends (model, framework);
}

void
framework_read_grades (Model *model, Framework *framework)
{
  const Unit *unit = framework->origin.unit;
  const AstNode *grades = ast_find (framework->origin.node, AST_GRADES);
  TargetContext context = { .model = model, .unit = unit };
  Grade *array;
  if (!grades)
    return;
  if (ast_find_next (grades))
    framework_report_again (model, unit, ast_find_next (grades), grades, keyword_of_token (TOK_GRADES)->zh);
  array = arena_array (model->arena, Grade, ast_count (grades, AST_GRADE) + 1);
  framework->grades = array;
  framework->n_grades = 0;
  for (const AstNode *row = ast_find (grades, AST_GRADE); row; row = ast_find_next (row))
    {
      Target condition;
      if (!build_target (&context, row->child->next, &condition))
        continue;
      if (condition.direction == DIRECTION_LEVEL || condition.is_date || condition.bare
          || (*condition.measure->text && condition.measure->dimension != model->score))
        report_node (model, DIAG_bad_grade, unit, row->child->next, NULL, NULL);
      else
        array[framework->n_grades++] = (Grade){ row->child->atom, condition };
    }
}
