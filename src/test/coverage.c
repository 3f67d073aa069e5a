/* The points of coverage and how they are marked.  Two models of one run share the trees of the files that
   both read, so a point's key is made of the node that declares it; what is not a declaration, a target under
   test, is known by its rule and its text. */
#include "test/coverage.h"
#include "base/i18n.h"
#include "base/text.h"
#include <string.h>

struct Coverage
{
  bool library;
  Arena *arena;
  GHashTable *points; /* key -> CoverPoint */
  GHashTable *given;  /* const Unit *: counts */
};

Coverage *
coverage_new (bool library)
{
  Coverage *coverage = g_new0 (Coverage, 1);
  coverage->library = library;
  coverage->arena = arena_new ();
  coverage->points = g_hash_table_new (g_str_hash, g_str_equal);
  coverage->given = g_hash_table_new (NULL, NULL);
  return coverage;
}

void
coverage_free (Coverage *coverage)
{
  g_hash_table_unref (coverage->points);
  g_hash_table_unref (coverage->given);
  arena_free (coverage->arena);
  g_free (coverage);
}

/* Points */

static CoverPoint *
find_point (const Coverage *coverage, const char *key)
{
  return g_hash_table_lookup (coverage->points, key);
}

static void
add_point (Coverage *coverage, const char *key, CoverKind kind, const Unit *unit, const AstNode *node,
           unsigned order, const char *missing)
{
  CoverPoint *point = arena_new0 (coverage->arena, CoverPoint);
  *point = (CoverPoint){ .kind = kind, .unit = unit, .span = unit_node_span (unit, node), .order = order };
  point->missing = arena_strndup (coverage->arena, missing, strlen (missing));
  g_hash_table_insert (coverage->points, arena_strndup (coverage->arena, key, strlen (key)), point);
}

static void
mark (const Coverage *coverage, const char *key)
{
  CoverPoint *point = find_point (coverage, key);
  if (point)
    point->covered = true;
}

static char *
node_key (CoverKind kind, const AstNode *node, const char *part)
{
  return g_strdup_printf ("%d %p %s", (int)kind, (const void *)node, part);
}

/* The node's text in one line. (owned) */
static char *
line_of (const Unit *unit, const AstNode *node)
{
  g_autofree char *text = unit_node_text (unit, node);
  GString *line = g_string_new (NULL);
  for (const char *at = text; *at; at++)
    if (!g_ascii_isspace (*at))
      g_string_append_c (line, *at);
    else if (line->len && line->str[line->len - 1] != ' ')
      g_string_append_c (line, ' ');
  return g_string_free (line, FALSE);
}

/* Arms */

static void
add_rule (Coverage *coverage, const Rule *rule)
{
  for (unsigned i = 0; i < rule->n_arms; i++)
    {
      g_autofree char *key = node_key (COVER_ARM, rule->arms[i].node, "");
      if (find_point (coverage, key))
        return;
      g_autofree char *arm = line_of (rule->origin.unit, rule->arms[i].node);
      g_autofree char *missing
          = diag_format (_ ("rule {1}: no case takes the arm ‘{2}’"), rule->name->text, arm, NULL);
      add_point (coverage, key, COVER_ARM, rule->origin.unit, rule->arms[i].node, i, missing);
    }
}

static void
mark_arm (Coverage *coverage, const Rule *rule, const Arm *arm)
{
  g_autofree char *key = node_key (COVER_ARM, arm->node, "");
  add_rule (coverage, rule);
  mark (coverage, key);
}

/* Levels */

static void
add_scale (Coverage *coverage, const Scale *scale)
{
  for (unsigned i = 0; i < scale->n_levels; i++)
    {
      const Level *level = &scale->levels[i];
      g_autofree char *key = node_key (COVER_LEVEL, scale->origin.node, level->name->key);
      if (find_point (coverage, key))
        return;
      g_autofree char *missing = diag_format (_ ("scale {1}: no case reaches the level ‘{2}’"),
                                              scale->name->text, level->name->text, NULL);
      add_point (coverage, key, COVER_LEVEL, scale->origin.unit, scale->origin.node, i, missing);
    }
}

static void
mark_level (Coverage *coverage, Model *model, const Scheme *scheme, const Indicator *indicator,
            const Actual *actual)
{
  const Scale *judged_on = model_judging_scale (model, scheme->framework);
  const Level *level
      = indicator->scale ? model_find_level (model, indicator->scale, actual->words, NULL) : NULL;
  if (indicator->scale)
    add_scale (coverage, indicator->scale);
  if (!level && judged_on)
    level = model_find_level (model, judged_on, actual->words, NULL);
  if (!level)
    return; /* 达成, or the target's own words */
  g_autofree char *key = node_key (COVER_LEVEL, level->scale->origin.node, level->name->key);
  add_scale (coverage, level->scale);
  mark (coverage, key);
}

/* Checks */

static void
add_check (Coverage *coverage, const Check *check)
{
  static const char *const MISSING[]
      = { N_ ("check {1}: no case in which it is silent"), N_ ("check {1}: no case in which it fires") };
  for (unsigned fires = 0; fires < 2; fires++)
    {
      g_autofree char *key = node_key (COVER_CHECK, check->origin.node, fires ? "1" : "0");
      if (find_point (coverage, key))
        return;
      g_autofree char *missing = diag_format (_ (MISSING[fires]), check->name->text, NULL);
      add_point (coverage, key, COVER_CHECK, check->origin.unit, check->origin.node->child, !fires, missing);
    }
}

void
coverage_check (Coverage *coverage, const Check *check, bool fires)
{
  g_autofree char *key = node_key (COVER_CHECK, check->origin.node, fires ? "1" : "0");
  add_check (coverage, check);
  mark (coverage, key);
}

/* Bounds */

static char *
bound_key (const Indicator *indicator, bool upper, BoundSide side)
{
  return g_strdup_printf ("%d %p %s %d %d", COVER_BOUND, (const void *)indicator->rule.rule->origin.node,
                          indicator->target.text, upper, (int)side);
}

/* A point on the axis of the target as it would be written. (owned) */
static char *
point_text (Model *model, const Target *target, Rational value)
{
  RationalPool *pool = model->session->numbers;
  GString *text = g_string_new (NULL);
  if (target->is_date)
    {
      date_append (text, (Day)value.num);
      return g_string_free (text, FALSE);
    }
  if (rational_sign (value) < 0)
    g_string_append (text, "−");
  rational_append_decimal (text, rational_abs (pool, rational_div (pool, value, target->measure->factor)));
  g_string_append (text, target->measure->text);
  return g_string_free (text, FALSE);
}

static bool
has_steps (const Target *target)
{
  return target->is_date || target->measure->integer;
}

/* What lies next to BOUND on SIDE, where values come in steps. */
static Rational
next_to (RationalPool *pool, const Target *target, Rational bound, BoundSide side)
{
  Rational step = target->is_date ? RATIONAL_ONE : target->measure->step;
  return rational_add (pool, bound, rational_mul (pool, step, RATIONAL_INT ((int)side - SIDE_AT)));
}

static char *
missing_bound (Model *model, const Indicator *indicator, Rational bound, BoundSide side)
{
  static const char *const ANYWHERE[]
      = { N_ ("target {1} of {2}: no case below {3}"), N_ ("target {1} of {2}: no case at {3}"),
          N_ ("target {1} of {2}: no case above {3}") };
  static const char *const NEXT[]
      = { N_ ("target {1} of {2}: no case at {3}, just below"), N_ ("target {1} of {2}: no case at {3}"),
          N_ ("target {1} of {2}: no case at {3}, just above") };
  const Target *target = &indicator->target;
  bool steps = has_steps (target);
  Rational at = steps ? next_to (model->session->numbers, target, bound, side) : bound;
  g_autofree char *text = point_text (model, target, at);
  return diag_format (_ ((steps ? NEXT : ANYWHERE)[side]), target->text, indicator->rule.rule->name->text,
                      text, NULL);
}

static bool
lies_on (const Target *target, RationalPool *pool, Rational bound, BoundSide side, Rational value)
{
  int order = rational_cmp (value, bound);
  if (side == SIDE_AT)
    return order == 0;
  if (has_steps (target))
    return rational_equal (value, next_to (pool, target, bound, side));
  return side == SIDE_BELOW ? order < 0 : order > 0;
}

static void
mark_bound (Coverage *coverage, Model *model, const Indicator *indicator, bool upper, Rational value)
{
  const Target *target = &indicator->target;
  Rational bound = upper ? target->upper : target->lower;
  const Unit *unit = indicator->origin.unit;
  for (int side = 0; side < SIDE_N; side++)
    {
      g_autofree char *key = bound_key (indicator, upper, (BoundSide)side);
      if (!find_point (coverage, key))
        {
          g_autofree char *missing = missing_bound (model, indicator, bound, (BoundSide)side);
          add_point (coverage, key, COVER_BOUND, unit, target->node, (unsigned)(side + (upper ? SIDE_N : 0)),
                     missing);
        }
      if (lies_on (target, model->session->numbers, bound, (BoundSide)side, value))
        mark (coverage, key);
    }
}

static void
mark_target (Coverage *coverage, Model *model, const Indicator *indicator, const Actual *actual)
{
  const Target *target = &indicator->target;
  Rational value = target->is_date ? RATIONAL_INT (actual->last) : actual->number;
  bool one = target->has_lower && target->has_upper && rational_equal (target->lower, target->upper);
  if (target->has_lower)
    mark_bound (coverage, model, indicator, false, value);
  if (target->has_upper && !one)
    mark_bound (coverage, model, indicator, true, value);
}

bool
coverage_has_bound (const Coverage *coverage, const Indicator *indicator, bool upper, BoundSide side)
{
  g_autofree char *key = bound_key (indicator, upper, side);
  const CoverPoint *point = find_point (coverage, key);
  return point && point->covered;
}

/* Rows */

void
coverage_row (Coverage *coverage, Model *model, const Scheme *scheme, const RowResult *row,
              const Actual *actual, bool one_row)
{
  const Indicator *indicator = row->indicator;
  if (!indicator->rule.rule)
    return;
  if (row->arm)
    mark_arm (coverage, indicator->rule.rule, row->arm);
  if (!actual || actual->division_by_zero)
    return;
  if (actual->kind == ACTUAL_LEVEL)
    mark_level (coverage, model, scheme, indicator, actual);
  else if (one_row
           && (actual->kind == ACTUAL_NUMBER || actual->kind == ACTUAL_DATE || actual->kind == ACTUAL_PERIOD))
    mark_target (coverage, model, indicator, actual);
}

void
coverage_add_model (Coverage *coverage, Model *model)
{
  GHashTableIter iter;
  gpointer item;
  g_hash_table_iter_init (&iter, model->declared);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (item == model->root || !((Module *)item)->library)
      g_hash_table_add (coverage->given, ((Module *)item)->unit);
  g_hash_table_iter_init (&iter, model->rules);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (g_hash_table_contains (coverage->given, ((const Rule *)item)->origin.unit))
      add_rule (coverage, item);
  g_hash_table_iter_init (&iter, model->scales);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (g_hash_table_contains (coverage->given, ((const Scale *)item)->origin.unit))
      add_scale (coverage, item);
  for (guint i = 0; i < model->check_order->len; i++)
    if (g_hash_table_contains (coverage->given, ((const Check *)model->check_order->pdata[i])->origin.unit))
      add_check (coverage, model->check_order->pdata[i]);
}

/* Counting */

static gint
by_place (gconstpointer a, gconstpointer b)
{
  const CoverPoint *left = *(const CoverPoint *const *)a, *right = *(const CoverPoint *const *)b;
  int order = strcmp (source_name (left->unit->source), source_name (right->unit->source));
  if (order != 0)
    return order;
  if (left->span.start != right->span.start)
    return left->span.start < right->span.start ? -1 : 1;
  return left->kind != right->kind ? (int)left->kind - (int)right->kind
                                   : (int)left->order - (int)right->order;
}

GPtrArray *
coverage_points (const Coverage *coverage)
{
  GPtrArray *points = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer point;
  g_hash_table_iter_init (&iter, coverage->points);
  while (g_hash_table_iter_next (&iter, NULL, &point))
    if (coverage->library || g_hash_table_contains (coverage->given, ((const CoverPoint *)point)->unit))
      g_ptr_array_add (points, point);
  g_ptr_array_sort (points, by_place);
  return points;
}

void
coverage_count (const GPtrArray *points, CoverKind kind, unsigned *ret_covered, unsigned *ret_all)
{
  *ret_covered = *ret_all = 0;
  for (guint i = 0; i < points->len; i++)
    {
      const CoverPoint *point = points->pdata[i];
      if (kind != COVER_N && point->kind != kind)
        continue;
      ++*ret_all;
      *ret_covered += point->covered;
    }
}
