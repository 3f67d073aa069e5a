/* The tiers of a 体系 with their weights, default rules by direction and indicators.  A framework that
   extends another takes all of it, replaces what it names, leaves out what 删去 names, and adds the rest.  A
   name one character away from one that is there is taken for a slip, not for an addition, unless both are
   named. */
#include "base/i18n.h"
#include "base/text.h"
#include "grammar/parse.h"
#include "sema/build.h"
#include <string.h>

typedef struct
{
  Model *model;
  const Framework *framework;
  const Framework *base; /* what it extends, or NULL */
  const Unit *unit;
  GPtrArray *tiers;      /* Tier * */
  GHashTable *places;    /* Standing of each of them -> Tier */
  GHashTable *named;     /* Tier *: those that this framework names itself */
  GArray *indicators;    /* FrameworkIndicator */
  GHashTable *inherited; /* Standing of the indicators that the base has */
} Reader;

/* A name within a tier. */
typedef struct
{
  const char *key; /* of the name's atom */
  const Tier *parent;
} Standing;

static guint
standing_hash (gconstpointer a)
{
  const Standing *standing = a;
  return g_direct_hash (standing->key) * 31 + g_direct_hash (standing->parent);
}

static gboolean
standing_equal (gconstpointer a, gconstpointer b)
{
  const Standing *left = a, *right = b;
  return left->key == right->key && left->parent == right->parent;
}

static Standing *
standing_new (const Atom *name, const Tier *parent)
{
  Standing *standing = g_new (Standing, 1);
  *standing = (Standing){ name->key, parent };
  return standing;
}

static Tier *
find_tier (const Reader *reader, const Atom *name, const Tier *parent)
{
  const Standing standing = { name->key, parent };
  return g_hash_table_lookup (reader->places, &standing);
}

static void
add_tier (Reader *reader, Tier *tier)
{
  g_ptr_array_add (reader->tiers, tier);
  g_hash_table_insert (reader->places, standing_new (tier->name, tier->parent), tier);
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

void
framework_report_again (Model *model, const Unit *unit, const AstNode *again, const AstNode *first,
                        const char *what)
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
    {
      check_use_alone (model, &use);
      *rule = use;
    }
}

void
framework_read_defaults (Model *model, const Unit *unit, const AstNode *node, RuleUse *defaults)
{
  const AstNode *block = ast_find (node, AST_DEFAULTS), *second = block ? ast_find_next (block) : NULL;
  const AstNode *seen[DIRECTION_N] = { NULL };
  Direction direction;
  if (second)
    framework_report_again (model, unit, second, block, keyword_of_token (TOK_DEFAULTS)->zh);
  for (const AstNode *row = block ? ast_find (block, AST_DEFAULT) : NULL; row; row = ast_find_next (row))
    {
      if (!read_direction (model, unit, row->child, &direction))
        continue;
      if (seen[direction])
        framework_report_again (model, unit, row->child, seen[direction], row->child->atom->text);
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
  framework_read_defaults (model, unit, node, defaults);
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
  if (find_field (node, FIELD_UPWARD))
    tier->upward = tier_upward (model, node);
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
    {
      Tier *tier = reader->tiers->pdata[i];
      Standing standing = { tier->name->key, tier->parent };
      if (!stands_under (tier, gone))
        continue;
      g_hash_table_remove (reader->places, &standing);
      g_ptr_array_remove_index (reader->tiers, i);
    }
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
  Diag *diag = report_node (reader->model, DIAG_nothing_to_leave_out, reader->unit, value,
                            reader->base->name->text, what);
  if (value->atom)
    offer_inherited (reader, parent, &nearest);
  if (text_nearest_result (&nearest) && nearest.distance == 1) /* 效益指标 is not meant by 生态效益指标 */
    diag_fix (diag, reader->unit->source, unit_node_span (reader->unit, value),
              text_nearest_result (&nearest));
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
  else if ((tier = find_tier (reader, value->atom, parent)))
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
    else if (!ast_find (reader->framework->origin.node,
                        AST_EXTENDS)) /* else what is extended is not known, which was reported */
      report_node (reader->model, DIAG_leaves_out_of_nothing, reader->unit, field,
                   reader->framework->name->text, NULL);
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

/* The inherited tier or indicator that CHILD of NODE, new to this place, was likely to mean: one character of
   three or more away, the only one, and not named beside it. */
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

bool
framework_is_weighted (const Framework *framework)
{
  bool all = framework->n_tiers > 0;
  for (unsigned i = 0; i < framework->n_tiers; i++)
    all = all && (framework->tiers[i]->parent || framework->tiers[i]->has_expected);
  return all;
}

/* What an extension names and what it extends has not: added, unless it looks like something that was to be
 * replaced. */
static void
check_addition (const Reader *reader, const AstNode *node, const AstNode *child, const Tier *parent)
{
  const char *meant;
  Diag *diag;
  bool weightless = child->kind == AST_TIER && !parent && !ast_find (child, AST_WEIGHT);
  if (!reader->base)
    return;
  meant = likely_meant (reader, node, child, parent);
  if (!meant && !(weightless && framework_is_weighted (reader->base)))
    return;
  diag = report_node (reader->model, DIAG_nothing_to_replace, reader->unit, node_name (child),
                      reader->base->name->text, node_name (child)->atom->text);
  if (!meant)
    {
      diag_note (diag, N_ ("a tier that is added says what it weighs: 一级 {1} 分值 10"),
                 node_name (child)->atom->text, NULL);
      return;
    }
  diag_fix (diag, reader->unit->source, unit_node_span (reader->unit, node_name (child)), meant);
  diag_note (diag, N_ ("to add it beside ‘{1}’, name that one here too"), meant, NULL);
}

static void
read_indicator (Reader *reader, const AstNode *node, const AstNode *child, Tier *parent)
{
  FrameworkIndicator indicator = { { reader->unit, child }, parent, false };
  const Standing standing = { node_name (child)->atom->key, parent };
  if (reader->base && !g_hash_table_contains (reader->inherited, &standing))
    check_addition (reader, node, child, parent);
  g_array_append_val (reader->indicators, indicator);
}

static void read_members (Reader *reader, const AstNode *node, Tier *parent);

static void
read_tier (Reader *reader, const AstNode *node, const AstNode *child, Tier *parent)
{
  const AstNode *name = node_name (child);
  Tier *tier = find_tier (reader, name->atom, parent);
  if (!tier)
    {
      check_addition (reader, node, child, parent);
      tier = arena_new0 (reader->model->arena, Tier);
      *tier = (Tier){ .name = name->atom, .parent = parent, .level = child->op };
      add_tier (reader, tier);
    }
  else if (!is_inherited (reader, tier))
    report_duplicate (reader->model, reader->unit, name, &tier->origin);
  g_hash_table_add (reader->named, tier);
  tier->origin = (Origin){ reader->unit, child };
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
      add_tier (reader, tier);
    }
  for (unsigned i = 0; i < base->n_indicators; i++)
    {
      FrameworkIndicator indicator = base->indicators[i];
      if (indicator.tier)
        indicator.tier = reader->tiers->pdata[indicator.tier->index];
      indicator.inherited = true;
      g_array_append_val (reader->indicators, indicator);
      g_hash_table_add (reader->inherited,
                        standing_new (node_name (indicator.origin.node)->atom, indicator.tier));
    }
}

/* An indicator that the extension names again, in the same tier, replaces the base's. */
static void
drop_replaced_indicators (GArray *indicators)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (standing_hash, standing_equal, g_free, NULL);
  guint kept = 0;
  for (guint i = 0; i < indicators->len; i++)
    {
      const FrameworkIndicator *indicator = &g_array_index (indicators, FrameworkIndicator, i);
      if (!indicator->inherited)
        g_hash_table_add (own, standing_new (node_name (indicator->origin.node)->atom, indicator->tier));
    }
  for (guint i = 0; i < indicators->len; i++)
    {
      FrameworkIndicator indicator = g_array_index (indicators, FrameworkIndicator, i);
      Standing standing = { node_name (indicator.origin.node)->atom->key, indicator.tier };
      if (!indicator.inherited || !g_hash_table_contains (own, &standing))
        g_array_index (indicators, FrameworkIndicator, kept++) = indicator;
    }
  g_array_set_size (indicators, kept);
}

void
framework_read_tiers (Model *model, Framework *framework, const Framework *base)
{
  g_autoptr (GPtrArray) tiers = g_ptr_array_new ();
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) indicators = g_array_new (FALSE, FALSE, sizeof (FrameworkIndicator));
  g_autoptr (GHashTable) places = g_hash_table_new_full (standing_hash, standing_equal, g_free, NULL);
  g_autoptr (GHashTable) inherited = g_hash_table_new_full (standing_hash, standing_equal, g_free, NULL);
  Reader reader
      = { model, framework, base, framework->origin.unit, tiers, places, named, indicators, inherited };
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
