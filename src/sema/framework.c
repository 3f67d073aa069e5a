/* 体系: tiers with their weights, default rules by direction, precision, grades.  A framework that extends another takes all of it
   and replaces what it names, nothing else. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/build.h"
#include "syntax/literal.h"
#include <string.h>

#define DEFAULT_PLACES 2
#define MAX_PLACES 9
#define DEFAULT_FULL 100

/* Tiers */

static Tier *
find_tier (const GPtrArray *tiers, const Atom *name, const Tier *parent)
{
  for (guint i = 0; i < tiers->len; i++)
    {
      Tier *tier = tiers->pdata[i];
      if (atom_same (tier->name, name) && tier->parent == parent)
        return tier;
    }
  return NULL;
}

bool
read_weight (Model *model, const Unit *unit, const AstNode *node, Rational *ret_weight)
{
  const AstNode *weight = ast_find (node, AST_WEIGHT);
  const Measure *measure;
  if (!weight || !model_read_quantity (model, unit, weight->child, ret_weight, &measure))
    return false;
  if (!*measure->text || measure->dimension == model->score)
    return true;
  report_node (model, DIAG_weight_unit, unit, weight->child, measure->text, NULL);
  return false;
}

static void
read_tier_clauses (Model *model, const Unit *unit, const AstNode *node, Tier *tier)
{
  const AstNode *direction = ast_find (node, AST_DIRECTION);
  if (read_weight (model, unit, node, &tier->expected))
    tier->has_expected = true;
  if (direction && read_direction (model, unit, direction->child, &tier->direction))
    tier->has_direction = true;
}

typedef struct
{
  Model *model;
  const Unit *unit;
  GPtrArray *tiers;      /* Tier * */
  GArray *indicators;    /* FrameworkIndicator */
} Reader;

static void
read_members (Reader *reader, const AstNode *node, Tier *parent)
{
  ast_foreach (child, node)
  {
    if (child->kind == AST_PART || child->kind == AST_REVISED
        || (parent && (child->kind == AST_DEFAULTS || child->kind == AST_GRADES)))
      report_node (reader->model, DIAG_misplaced, reader->unit, child, NULL, NULL);
    else if (child->kind == AST_INDICATOR && node_name (child))
      {
        FrameworkIndicator indicator = { { reader->unit, child }, parent };
        g_array_append_val (reader->indicators, indicator);
      }
    else if (child->kind == AST_TIER && node_name (child))
      {
        const AstNode *name = node_name (child);
        Tier *tier = find_tier (reader->tiers, name->atom, parent);
        if (!tier)
          {
            tier = arena_new0 (reader->model->arena, Tier);
            *tier = (Tier) { .name = name->atom, .parent = parent, .level = child->op, .index = reader->tiers->len };
            g_ptr_array_add (reader->tiers, tier);
          }
        tier->origin = (Origin) { reader->unit, child };
        read_tier_clauses (reader->model, reader->unit, child, tier);
        check_fields (reader->model, reader->unit, child, IN_TIER);
        read_members (reader, child, tier);
      }
  }
}

/* Copies of the base's tiers, so that an extension changes its own only. */
static void
inherit_tiers (Reader *reader, const Framework *base)
{
  for (unsigned i = 0; i < base->n_tiers; i++)
    {
      Tier *tier = arena_new0 (reader->model->arena, Tier);
      *tier = *base->tiers[i];
      if (tier->parent)
        tier->parent = reader->tiers->pdata[tier->parent->index];
      g_ptr_array_add (reader->tiers, tier);
    }
  for (unsigned i = 0; i < base->n_indicators; i++)
    {
      FrameworkIndicator indicator = base->indicators[i];
      if (indicator.tier)
        indicator.tier = reader->tiers->pdata[indicator.tier->index];
      g_array_append_val (reader->indicators, indicator);
    }
}

/* An indicator that the extension names again replaces the base's. */
static void
drop_replaced_indicators (GArray *indicators, guint n_inherited)
{
  for (guint i = n_inherited; i-- > 0;)
    for (guint j = n_inherited; j < indicators->len; j++)
      {
        const AstNode *old = node_name (g_array_index (indicators, FrameworkIndicator, i).origin.node);
        const AstNode *new = node_name (g_array_index (indicators, FrameworkIndicator, j).origin.node);
        if (!atom_same (old->atom, new->atom))
          continue;
        g_array_remove_index (indicators, i);
        n_inherited--;
        break;
      }
}

static void
read_tiers (Model *model, Framework *framework, const Framework *base)
{
  g_autoptr (GPtrArray) tiers = g_ptr_array_new ();
  g_autoptr (GArray) indicators = g_array_new (FALSE, FALSE, sizeof (FrameworkIndicator));
  Reader reader = { model, framework->origin.unit, tiers, indicators };
  guint n_inherited;
  if (base)
    inherit_tiers (&reader, base);
  n_inherited = indicators->len;
  read_members (&reader, framework->origin.node, NULL);
  drop_replaced_indicators (indicators, n_inherited);
  framework->n_tiers = tiers->len;
  framework->tiers = arena_array (model->arena, Tier *, tiers->len + 1);
  for (guint i = 0; i < tiers->len; i++)
    ((Tier **)framework->tiers)[i] = tiers->pdata[i];
  framework->n_indicators = indicators->len;
  framework->indicators = arena_array (model->arena, FrameworkIndicator, indicators->len + 1);
  for (guint i = 0; i < indicators->len; i++)
    ((FrameworkIndicator *)framework->indicators)[i] = g_array_index (indicators, FrameworkIndicator, i);
}

/* Defaults, precision, policy */

static void
read_defaults (Model *model, Framework *framework)
{
  const Unit *unit = framework->origin.unit;
  const AstNode *defaults = ast_find (framework->origin.node, AST_DEFAULTS);
  Direction direction;
  for (const AstNode *row = defaults ? ast_find (defaults, AST_DEFAULT) : NULL; row; row = ast_find_next (row))
    if (read_direction (model, unit, row->child, &direction))
      build_rule_use (model, unit, row->child->next, &framework->defaults[direction]);
}

static void
read_places (Model *model, Framework *framework)
{
  const Unit *unit = framework->origin.unit;
  const AstNode *value = find_field (framework->origin.node, FIELD_PRECISION);
  g_autoptr (GString) digits = g_string_new (NULL);
  Span span;
  Rational places;
  if (!value)
    return;
  span = unit_node_span (unit, value);
  literal_split_quantity (source_text (unit->source) + span.start, span.end - span.start, digits);
  if ((value->kind == AST_QUANTITY || value->kind == AST_NUMBER)
      && rational_parse (model->session->numbers, digits->str, digits->len, &places) && rational_is_integer (places)
      && rational_cmp (places, RATIONAL_INT (MAX_PLACES)) <= 0)
    framework->places = (unsigned)places.num;
  else
    report_node (model, DIAG_bad_places, unit, value, G_STRINGIFY (MAX_PLACES), NULL);
}

static void
read_na_policy (Model *model, Framework *framework)
{
  const AstNode *value = find_field (framework->origin.node, FIELD_NA_POLICY);
  if (!value)
    return;
  switch (value->atom ? word_find (value->atom->text) : WORD_N)
    {
    case WORD_RESCALE:
      framework->na_policy = NA_RESCALE;
      return;
    case WORD_FULL:
      framework->na_policy = NA_FULL;
      return;
    case WORD_NONE:
      framework->na_policy = NA_NONE;
      return;
    default:
      report_node (model, DIAG_bad_na_policy, framework->origin.unit, value, NULL, NULL);
    }
}

/* Grades */

/* Each pair of grades must meet without a gap or an overlap; written best first or with both bounds. */
static void
check_grades (Model *model, const Framework *framework)
{
  const Unit *unit = framework->origin.unit;
  for (unsigned i = 0; i + 1 < framework->n_grades; i++)
    {
      const Target *upper = &framework->grades[i].condition, *lower = &framework->grades[i + 1].condition;
      int order;
      if (!upper->has_lower)
        report_node (model, DIAG_grade_overlap, unit, lower->node, framework->grades[i].name->text,
                     framework->grades[i + 1].name->text);
      else if (lower->has_upper)
        {
          order = rational_cmp (lower->upper, upper->lower);
          if (order < 0 || (order == 0 && lower->upper_open && upper->lower_open))
            report_node (model, DIAG_grade_gap, unit, lower->node, framework->grades[i].name->text,
                         framework->grades[i + 1].name->text);
          else if (order > 0 || (order == 0 && !lower->upper_open && !upper->lower_open))
            report_node (model, DIAG_grade_overlap, unit, lower->node, framework->grades[i].name->text,
                         framework->grades[i + 1].name->text);
        }
      else if (lower->has_lower && rational_cmp (lower->lower, upper->lower) >= 0)
        report_node (model, DIAG_grade_overlap, unit, lower->node, framework->grades[i].name->text,
                     framework->grades[i + 1].name->text);
    }
  if (framework->n_grades > 0)
    {
      const Target *worst = &framework->grades[framework->n_grades - 1].condition;
      if (worst->has_lower && rational_sign (worst->lower) > 0)
        report_node (model, DIAG_grade_gap, unit, worst->node, framework->grades[framework->n_grades - 1].name->text, "0");
    }
}

static void
read_grades (Model *model, Framework *framework)
{
  const Unit *unit = framework->origin.unit;
  const AstNode *grades = ast_find (framework->origin.node, AST_GRADES);
  TargetContext context = { .model = model, .unit = unit };
  Grade *array;
  if (!grades)
    return;
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
        array[framework->n_grades++] = (Grade) { row->child->atom, condition };
    }
  check_grades (model, framework);
}

static Rational
full_marks (Model *model, const Framework *framework)
{
  Rational full = RATIONAL_ZERO;
  for (unsigned i = 0; i < framework->n_tiers; i++)
    if (!framework->tiers[i]->parent && framework->tiers[i]->has_expected)
      full = rational_add (model->session->numbers, full, framework->tiers[i]->expected);
  return rational_sign (full) > 0 ? full : RATIONAL_INT (DEFAULT_FULL);
}

static void
build (Model *model, Framework *framework)
{
  const AstNode *extends = ast_find (framework->origin.node, AST_EXTENDS);
  const Framework *base = NULL;
  framework->building = true;
  framework->places = DEFAULT_PLACES;
  if (extends && (base = find_framework (model, framework->origin.unit, extends->child)))
    {
      memcpy (framework->defaults, base->defaults, sizeof framework->defaults);
      framework->places = base->places;
      framework->na_policy = base->na_policy;
      framework->grades = base->grades;
      framework->n_grades = base->n_grades;
    }
  framework->basis = field_text (framework->origin.node, FIELD_BASIS);
  check_fields (model, framework->origin.unit, framework->origin.node, IN_FRAMEWORK);
  read_tiers (model, framework, base);
  read_defaults (model, framework);
  read_places (model, framework);
  read_na_policy (model, framework);
  read_grades (model, framework);
  framework->full = full_marks (model, framework);
  framework->building = false;
  framework->built = true;
}

const Framework *
find_framework (Model *model, const Unit *unit, const AstNode *name)
{
  Framework *framework = g_hash_table_lookup (model->frameworks, name->atom->key);
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  GHashTableIter iter;
  gpointer other;
  Diag *diag;
  if (framework && framework->building)
    {
      report_node (model, DIAG_framework_cycle, unit, name, name->atom->text, NULL);
      return NULL;
    }
  if (framework)
    {
      if (!framework->built)
        build (model, framework);
      return framework;
    }
  diag = report_node (model, DIAG_unknown_framework, unit, name, name->atom->text, NULL);
  g_hash_table_iter_init (&iter, model->frameworks);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    text_nearest_offer (&nearest, ((const Framework *)other)->name->text);
  if (text_nearest_result (&nearest))
    diag_fix (diag, unit->source, unit_node_span (unit, name), text_nearest_result (&nearest));
  else
    diag_note (diag, N_ ("use the file that declares it: 引用 \"frameworks/national-2020\""), NULL);
  return NULL;
}

const Framework *
empty_framework (Model *model)
{
  Framework *framework = arena_new0 (model->arena, Framework);
  framework->name = atom_intern (model->session->atoms, "", 0);
  framework->places = DEFAULT_PLACES;
  framework->full = RATIONAL_INT (DEFAULT_FULL);
  framework->built = true;
  return framework;
}
