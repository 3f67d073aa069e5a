/* 体系: tiers with their weights, default rules by direction, precision, grades.  A framework that extends another takes all of it,
   replaces what it names, leaves out what 删去 names, and adds the rest.  A name one character away from one that is there is
   taken for a slip, not for an addition, unless both are named. */
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "sema/build.h"
#include "grammar/parse.h"
#include "syntax/literal.h"
#include <string.h>

#define DEFAULT_PLACES 2
#define MAX_PLACES 9
#define DEFAULT_FULL 100

/* Tiers */

typedef struct
{
  Model *model;
  const Framework *framework;
  const Framework *base; /* what it extends, or NULL */
  const Unit *unit;
  GPtrArray *tiers;      /* Tier * */
  GHashTable *named;     /* Tier *: those that this framework names itself */
  GArray *indicators;    /* FrameworkIndicator */
} Reader;

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
report_again (Model *model, const Unit *unit, const AstNode *again, const AstNode *first, const char *what)
{
  Diag *diag = report_node (model, DIAG_field_twice, unit, again, what, NULL);
  diag_label (diag, unit->source, unit_node_span (unit, first), N_ ("first given here"), NULL);
}

/* A default is of many indicators, so that a sentence may not state a weight. */
static void
read_default_rule (Model *model, const Unit *unit, const AstNode *node, Direction direction, RuleUse *rule)
{
  RuleUse use;
  if (!build_rule_use (model, unit, node, direction, &use))
    return;
  if (use.sentence && use.sentence->has_weight)
    report_node (model, DIAG_sentence_misplaced, unit, node, use.sentence->text, _ ("it states the weight of one indicator"));
  else
    *rule = use;
}

/* The 缺省规则 of NODE over those in DEFAULTS, by direction. */
static void
read_defaults (Model *model, const Unit *unit, const AstNode *node, RuleUse *defaults)
{
  const AstNode *block = ast_find (node, AST_DEFAULTS), *second = block ? ast_find_next (block) : NULL;
  const AstNode *seen[DIRECTION_N] = { NULL };
  Direction direction;
  if (second)
    report_again (model, unit, second, block, keyword_of_token (TOK_DEFAULTS)->zh);
  for (const AstNode *row = block ? ast_find (block, AST_DEFAULT) : NULL; row; row = ast_find_next (row))
    {
      if (!read_direction (model, unit, row->child, &direction))
        continue;
      if (seen[direction])
        report_again (model, unit, row->child, seen[direction], row->child->atom->text);
      seen[direction] = row->child;
      read_default_rule (model, unit, row->child->next, direction, &defaults[direction]);
    }
}

static void
read_tier_defaults (Model *model, const Unit *unit, const AstNode *node, Tier *tier)
{
  RuleUse *defaults;
  if (!ast_find (node, AST_DEFAULTS))
    return;
  defaults = arena_array (model->arena, RuleUse, DIRECTION_N);
  memset (defaults, 0, sizeof *defaults * DIRECTION_N);
  if (tier->defaults)
    memcpy (defaults, tier->defaults, sizeof *defaults * DIRECTION_N);
  read_defaults (model, unit, node, defaults);
  tier->defaults = defaults;
}

static void
read_tier_clauses (Model *model, const Unit *unit, const AstNode *node, Tier *tier)
{
  const AstNode *direction = ast_find (node, AST_DIRECTION);
  if (read_weight (model, unit, node, &tier->expected))
    tier->has_expected = true;
  if (direction && read_direction (model, unit, direction->child, &tier->direction))
    tier->has_direction = true;
  read_tier_defaults (model, unit, node, tier);
  check_fields (model, unit, node, (FieldHolder)(IN_TIER | IN_FRAMEWORK_TIER));
  check_clauses (model, unit, node);
}

/* Leaving out */

static bool
is_inherited (const Reader *reader, const Tier *tier)
{
  return !g_hash_table_contains (reader->named, tier);
}

static bool
stands_under (const Tier *tier, const Tier *above)
{
  while (tier && tier != above)
    tier = tier->parent;
  return tier != NULL;
}

static void
leave_out_tier (Reader *reader, const Tier *gone)
{
  for (guint i = reader->indicators->len; i-- > 0;)
    if (stands_under (g_array_index (reader->indicators, FrameworkIndicator, i).tier, gone))
      g_array_remove_index (reader->indicators, i);
  for (guint i = reader->tiers->len; i-- > 0;)
    if (stands_under (reader->tiers->pdata[i], gone))
      g_ptr_array_remove_index (reader->tiers, i);
}

static bool
leave_out_indicator (Reader *reader, const Atom *name, const Tier *parent)
{
  for (guint i = 0; i < reader->indicators->len; i++)
    {
      const FrameworkIndicator *indicator = &g_array_index (reader->indicators, FrameworkIndicator, i);
      if (indicator->tier != parent || !atom_same (node_name (indicator->origin.node)->atom, name))
        continue;
      g_array_remove_index (reader->indicators, i);
      return true;
    }
  return false;
}

static void
offer_inherited (const Reader *reader, const Tier *parent, TextNearest *nearest)
{
  for (guint i = 0; i < reader->tiers->len; i++)
    {
      const Tier *tier = reader->tiers->pdata[i];
      if (tier->parent == parent && is_inherited (reader, tier))
        text_nearest_offer (nearest, tier->name->text);
    }
  for (guint i = 0; i < reader->indicators->len; i++)
    {
      const FrameworkIndicator *indicator = &g_array_index (reader->indicators, FrameworkIndicator, i);
      if (indicator->tier == parent && indicator->inherited)
        text_nearest_offer (nearest, node_name (indicator->origin.node)->atom->text);
    }
}

static void
report_nothing_to_leave_out (const Reader *reader, const AstNode *value, const char *what, const Tier *parent)
{
  TextNearest nearest = TEXT_NEAREST_INIT (what);
  Diag *diag = report_node (reader->model, DIAG_nothing_to_leave_out, reader->unit, value, reader->base->name->text, what);
  if (value->atom)
    offer_inherited (reader, parent, &nearest);
  if (text_nearest_result (&nearest) && nearest.distance == 1) /* 效益指标 is not meant by 生态效益指标 */
    diag_fix (diag, reader->unit->source, unit_node_span (reader->unit, value), text_nearest_result (&nearest));
  for (guint i = 0; i < reader->tiers->len && value->atom; i++)
    {
      const Tier *tier = reader->tiers->pdata[i];
      if (tier->parent && atom_same (tier->name, value->atom))
        diag_note (diag, N_ ("it stands in ‘{1}’"), tier->parent->name->text, NULL);
    }
}

static void
leave_out (Reader *reader, const AstNode *value, Tier *parent)
{
  Tier *tier;
  if (value->kind == AST_OWN_WEIGHT)
    {
      if (!parent || !parent->has_expected)
        report_nothing_to_leave_out (reader, value, "分值", parent);
      else
        parent->has_expected = false;
    }
  else if (value->kind != AST_NAME && value->kind != AST_STRING)
    report_node (reader->model, DIAG_bad_leave_out, reader->unit, value, NULL, NULL);
  else if ((tier = find_tier (reader->tiers, value->atom, parent)))
    leave_out_tier (reader, tier);
  else if (!leave_out_indicator (reader, value->atom, parent))
    report_nothing_to_leave_out (reader, value, value->atom->text, parent);
}

/* Before anything else of NODE is read, so that what is left out may be written anew. */
static void
read_left_out (Reader *reader, const AstNode *node, Tier *parent)
{
  for (const AstNode *field = ast_find (node, AST_FIELD); field; field = ast_find_next (field))
    if (field_find (field->child->atom->text) != FIELD_WITHOUT)
      continue;
    else if (reader->base)
      leave_out (reader, field->child->next, parent);
    else if (!ast_find (reader->framework->origin.node, AST_EXTENDS)) /* else what is extended is not known, which was reported */
      report_node (reader->model, DIAG_leaves_out_of_nothing, reader->unit, field, reader->framework->name->text, NULL);
}

/* Adding or replacing */

/* True if another of NODE's children of KIND is named NAME. */
static bool
names_too (const AstNode *node, AstKind kind, const char *name)
{
  for (const AstNode *child = ast_find (node, kind); child; child = ast_find_next (child))
    if (node_name (child) && strcmp (node_name (child)->atom->text, name) == 0)
      return true;
  return false;
}

/* The inherited tier or indicator that CHILD of NODE, new to this place, was likely to mean: one character of three or more away,
   the only one, and not named beside it. */
static const char *
likely_meant (const Reader *reader, const AstNode *node, const AstNode *child, const Tier *parent)
{
  const char *name = node_name (child)->atom->text, *best;
  TextNearest nearest = TEXT_NEAREST_INIT (name);
  if (g_utf8_strlen (name, -1) < 3)
    return NULL;
  offer_inherited (reader, parent, &nearest);
  best = text_nearest_result (&nearest);
  return best && nearest.distance == 1 && !names_too (node, child->kind, best) ? best : NULL;
}

static bool
is_weighted (const Framework *framework)
{
  bool all = framework->n_tiers > 0;
  for (unsigned i = 0; i < framework->n_tiers; i++)
    all = all && (framework->tiers[i]->parent || framework->tiers[i]->has_expected);
  return all;
}

/* What an extension names and what it extends has not: added, unless it looks like something that was to be replaced. */
static void
check_addition (const Reader *reader, const AstNode *node, const AstNode *child, const Tier *parent)
{
  const char *meant;
  Diag *diag;
  bool weightless = child->kind == AST_TIER && !parent && !ast_find (child, AST_WEIGHT);
  if (!reader->base)
    return;
  meant = likely_meant (reader, node, child, parent);
  if (!meant && !(weightless && is_weighted (reader->base)))
    return;
  diag = report_node (reader->model, DIAG_nothing_to_replace, reader->unit, node_name (child), reader->base->name->text,
                      node_name (child)->atom->text);
  if (!meant)
    {
      diag_note (diag, N_ ("a tier that is added says what it weighs: 一级 {1} 分值 10"), node_name (child)->atom->text, NULL);
      return;
    }
  diag_fix (diag, reader->unit->source, unit_node_span (reader->unit, node_name (child)), meant);
  diag_note (diag, N_ ("to add it beside ‘{1}’, name that one here too"), meant, NULL);
}

static void
read_indicator (Reader *reader, const AstNode *node, const AstNode *child, Tier *parent)
{
  FrameworkIndicator indicator = { { reader->unit, child }, parent, false };
  bool known = !reader->base;
  for (guint i = 0; i < reader->indicators->len && !known; i++)
    {
      const FrameworkIndicator *other = &g_array_index (reader->indicators, FrameworkIndicator, i);
      known = atom_same (node_name (other->origin.node)->atom, node_name (child)->atom);
    }
  if (!known)
    check_addition (reader, node, child, parent);
  g_array_append_val (reader->indicators, indicator);
}

static void read_members (Reader *reader, const AstNode *node, Tier *parent);

static void
read_tier (Reader *reader, const AstNode *node, const AstNode *child, Tier *parent)
{
  const AstNode *name = node_name (child);
  Tier *tier = find_tier (reader->tiers, name->atom, parent);
  if (!tier)
    {
      check_addition (reader, node, child, parent);
      tier = arena_new0 (reader->model->arena, Tier);
      *tier = (Tier) { .name = name->atom, .parent = parent, .level = child->op };
      g_ptr_array_add (reader->tiers, tier);
    }
  else if (!is_inherited (reader, tier))
    report_duplicate (reader->model, reader->unit, name, &tier->origin);
  g_hash_table_add (reader->named, tier);
  tier->origin = (Origin) { reader->unit, child };
  read_tier_clauses (reader->model, reader->unit, child, tier);
  read_members (reader, child, tier);
}

/* As in a scheme: 一级 stands in nothing, 二级 in no other 二级. */
static bool
is_misplaced (const AstNode *child, const Tier *parent)
{
  switch (child->kind)
    {
    case AST_PART:
    case AST_REVISED:
      return true;
    case AST_GRADES:
      return parent != NULL;
    case AST_TIER:
      return parent && (child->op == 1 || parent->level == 2);
    default:
      return false;
    }
}

static void
read_members (Reader *reader, const AstNode *node, Tier *parent)
{
  read_left_out (reader, node, parent);
  ast_foreach (child, node)
  {
    if (is_misplaced (child, parent))
      report_misplaced (reader->model, reader->unit, child);
    else if (child->kind == AST_INDICATOR && node_name (child))
      read_indicator (reader, node, child, parent);
    else if (child->kind == AST_TIER && node_name (child))
      read_tier (reader, node, child, parent);
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
      indicator.inherited = true;
      g_array_append_val (reader->indicators, indicator);
    }
}

/* An indicator that the extension names again replaces the base's. */
static void
drop_replaced_indicators (GArray *indicators)
{
  for (guint i = indicators->len; i-- > 0;)
    for (guint j = 0; j < indicators->len; j++)
      {
        const FrameworkIndicator *old = &g_array_index (indicators, FrameworkIndicator, i);
        const FrameworkIndicator *new = &g_array_index (indicators, FrameworkIndicator, j);
        if (!old->inherited || new->inherited
            || !atom_same (node_name (old->origin.node)->atom, node_name (new->origin.node)->atom))
          continue;
        g_array_remove_index (indicators, i);
        break;
      }
}

static void
read_tiers (Model *model, Framework *framework, const Framework *base)
{
  g_autoptr (GPtrArray) tiers = g_ptr_array_new ();
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) indicators = g_array_new (FALSE, FALSE, sizeof (FrameworkIndicator));
  Reader reader = { model, framework, base, framework->origin.unit, tiers, named, indicators };
  if (base)
    inherit_tiers (&reader, base);
  read_members (&reader, framework->origin.node, NULL);
  if (base)
    drop_replaced_indicators (indicators);
  framework->n_tiers = tiers->len;
  framework->tiers = arena_array (model->arena, Tier *, tiers->len + 1);
  for (guint i = 0; i < tiers->len; i++)
    {
      ((Tier **)framework->tiers)[i] = tiers->pdata[i];
      ((Tier *)tiers->pdata[i])->index = i;
    }
  framework->n_indicators = indicators->len;
  framework->indicators = arena_array (model->arena, FrameworkIndicator, indicators->len + 1);
  for (guint i = 0; i < indicators->len; i++)
    ((FrameworkIndicator *)framework->indicators)[i] = g_array_index (indicators, FrameworkIndicator, i);
}

/* Precision, policy, scale */

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

static void
read_judging_scale (Model *model, Framework *framework)
{
  const AstNode *value = find_field (framework->origin.node, FIELD_JUDGED_ON);
  const Scale *scale = value && value->atom ? model_find_scale (model, value->atom) : NULL;
  if (scale)
    framework->judged_on = scale;
  else if (value)
    report_unknown_scale (model, framework->origin.unit, value);
}

/* Grades */

static Diag *
report_grades (Model *model, const Framework *framework, DiagCode code, unsigned i)
{
  return report_node (model, code, framework->origin.unit, framework->grades[i + 1].condition.node, framework->grades[i].name->text,
                      framework->grades[i + 1].name->text);
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
      diag_note (report_grades (model, framework, DIAG_grade_overlap, misplaced - 1), N_ ("grades stand best first"), NULL);
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
  if (low->has_lower && (rational_sign (low->lower) > 0 || (rational_sign (low->lower) == 0 && low->lower_open)))
    report_node (model, DIAG_grade_gap, unit, low->node, worst->name->text, "0");
}

/* A grade that could not be read is no gap. */
static void
check_grades (Model *model, const Framework *framework)
{
  const AstNode *grades = ast_find (framework->origin.node, AST_GRADES);
  if (!grades || framework->n_grades == 0 || framework->n_grades != ast_count (grades, AST_GRADE))
    return;
  check_grade_order (model, framework);
  check_grade_ends (model, framework);
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
  if (ast_find_next (grades))
    report_again (model, unit, ast_find_next (grades), grades, keyword_of_token (TOK_GRADES)->zh);
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
}

/* The weights of tier 1 together; of an extension only if each has one, else what it extends says. */
static Rational
full_marks (Model *model, const Framework *framework, const Framework *base)
{
  Rational full = RATIONAL_ZERO;
  for (unsigned i = 0; i < framework->n_tiers; i++)
    if (!framework->tiers[i]->parent && framework->tiers[i]->has_expected)
      full = rational_add (model->session->numbers, full, framework->tiers[i]->expected);
  if (base && !is_weighted (framework))
    return base->full;
  return rational_sign (full) > 0 ? full : RATIONAL_INT (DEFAULT_FULL);
}

/* The grades of what is extended were meant for its full marks. */
static void
check_full_marks (Model *model, const Framework *framework, const Framework *base)
{
  g_autoptr (GString) full = g_string_new (NULL);
  g_autoptr (GString) before = g_string_new (NULL);
  if (!base || rational_equal (framework->full, base->full) || ast_find (framework->origin.node, AST_GRADES))
    return;
  rational_append_decimal (full, framework->full);
  rational_append_decimal (before, base->full);
  diag_report (model->session->sink, DIAG_full_marks_changed, framework->origin.unit->source,
               unit_node_span (framework->origin.unit, node_name (framework->origin.node)), framework->name->text, full->str,
               base->name->text, before->str, NULL);
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
      framework->judged_on = base->judged_on;
      framework->grades = base->grades;
      framework->n_grades = base->n_grades;
    }
  framework->basis = field_text (framework->origin.node, FIELD_BASIS);
  check_fields (model, framework->origin.unit, framework->origin.node, IN_FRAMEWORK);
  read_tiers (model, framework, base);
  read_defaults (model, framework->origin.unit, framework->origin.node, framework->defaults);
  read_places (model, framework);
  read_na_policy (model, framework);
  read_judging_scale (model, framework);
  read_grades (model, framework);
  framework->full = full_marks (model, framework, base);
  check_grades (model, framework);
  check_full_marks (model, framework, base);
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
  if (framework && !framework->built && model->framework_depth >= LIMIT_NESTING)
    {
      report_node (model, DIAG_chain_too_long, unit, name, name->atom->text, G_STRINGIFY (LIMIT_NESTING));
      return NULL;
    }
  if (framework)
    {
      model->framework_depth++;
      if (!framework->built)
        build (model, framework);
      model->framework_depth--;
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
