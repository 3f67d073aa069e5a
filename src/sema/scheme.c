/* 方案: its tiers and indicators, joined with what its framework says of them.  A faulty indicator stays in the scheme, marked, so
   that later messages and numbers still name it. */
#include "base/i18n.h"
#include "sema/build.h"
#define YEAR_ALONE 2000

typedef struct
{
  Model *model;
  const Unit *unit;      /* of what is being read: the scheme's, or its framework's */
  Scheme *scheme;
  GPtrArray *tiers;      /* Tier * */
  GPtrArray *indicators; /* Indicator * */
  GHashTable *by_name;   /* key -> the last Indicator of that name; the others by next_same_name */
  GHashTable *tier_at, *indicator_at; /* Spot -> the first Tier, Indicator of that name in that tier */
  bool from_framework;
} Builder;

/* A name in a tier, NULL for none. */
typedef struct
{
  const Tier *tier;
  const char *key;
} Spot;

static guint
spot_hash (gconstpointer data)
{
  const Spot *spot = data;
  return g_direct_hash (spot->tier) * 31 + g_direct_hash (spot->key);
}

static gboolean
spot_equal (gconstpointer left, gconstpointer right)
{
  const Spot *a = left, *b = right;
  return a->tier == b->tier && a->key == b->key;
}

static void
put (Builder *builder, GHashTable *at, const Tier *tier, const Atom *name, gpointer value)
{
  Spot *spot = arena_new0 (builder->model->arena, Spot);
  *spot = (Spot) { tier, name->key };
  g_hash_table_insert (at, spot, value);
}

static gpointer
look_up (GHashTable *at, const Tier *tier, const Atom *name)
{
  Spot spot = { tier, name->key };
  return g_hash_table_lookup (at, &spot);
}

/* The framework's tier of that name in the same place, or, of a second tier, anywhere. */
static const Tier *
expected_tier (const Framework *framework, const Tier *tier)
{
  const Tier *elsewhere = NULL;
  for (unsigned i = 0; i < framework->n_tiers; i++)
    {
      const Tier *candidate = framework->tiers[i];
      if (!atom_same (candidate->name, tier->name) || candidate->level != tier->level)
        continue;
      if (!candidate->parent == !tier->parent
          && (!candidate->parent || atom_same (candidate->parent->name, tier->parent->name)))
        return candidate;
      elsewhere = candidate;
    }
  return elsewhere;
}

static void
join_framework (Builder *builder, Tier *tier)
{
  const Tier *expected = expected_tier (builder->scheme->framework, tier);
  if (expected)
    {
      tier->has_expected = expected->has_expected;
      tier->expected = expected->expected;
      tier->defaults = expected->defaults;
      if (!tier->has_direction)
        {
          tier->has_direction = expected->has_direction;
          tier->direction = expected->direction;
        }
      if (!tier->upward)
        tier->upward = expected->upward;
    }
  if (!tier->has_direction && tier->parent)
    {
      tier->has_direction = tier->parent->has_direction;
      tier->direction = tier->parent->direction;
    }
  if (!tier->upward && tier->parent)
    tier->upward = tier->parent->upward;
}

/* Indicators */

static const Scale *
read_scale (Builder *builder, const AstNode *node, bool *ret_ok)
{
  const AstNode *use = ast_find (node, AST_SCALE_USE);
  const Scale *scale = use ? model_find_scale (builder->model, use->child->atom) : NULL;
  if (use && !scale)
    {
      report_unknown_scale (builder->model, builder->unit, use->child);
      *ret_ok = false;
    }
  return scale;
}

static bool
read_baseline (Builder *builder, const AstNode *node, Indicator *indicator, TargetContext *context)
{
  const AstNode *value = find_field (node, FIELD_BASELINE);
  const Measure *measure;
  if (!value)
    return true;
  if (!model_read_quantity (builder->model, builder->unit, value, &indicator->baseline, &measure))
    return false;
  indicator->has_baseline = context->has_baseline = true;
  indicator->baseline_text = model_plain_text (builder->model, builder->unit, value);
  context->baseline = indicator->baseline;
  context->baseline_measure = measure;
  return true;
}

static bool
check_baseline (Builder *builder, const AstNode *node, const Indicator *indicator, const Measure *measure)
{
  const Target *target = &indicator->target;
  if (!indicator->has_baseline || target->direction == DIRECTION_LEVEL || target->is_date
      || measure->dimension == target->measure->dimension)
    return true;
  report_node (builder->model, DIAG_baseline_unit, builder->unit, find_field (node, FIELD_BASELINE), target->measure->text,
               measure->text);
  return false;
}

static bool
read_revisions (Builder *builder, const AstNode *node, Indicator *indicator, const TargetContext *context)
{
  Revision *revisions = arena_array (builder->model->arena, Revision, ast_count (node, AST_REVISED) + 1);
  bool ok = true;
  indicator->revisions = revisions;
  for (const AstNode *child = ast_find (node, AST_REVISED); child; child = ast_find_next (child))
    {
      Revision *revision = &revisions[indicator->n_revisions];
      const AstNode *reason = ast_find (child, AST_REASON);
      bool precise;
      if (!model_read_date (builder->model, builder->unit, child->child, context->year, &revision->date, &revision->date, &precise)
          || !build_target (context, child->child->next, &revision->target))
        {
          ok = false;
          continue;
        }
      revision->reason = reason ? reason->child->atom->text : NULL;
      if (revision->target.direction != indicator->first_target.direction)
        {
          report_node (builder->model, DIAG_revision_direction, builder->unit, child->child->next, NULL, NULL);
          ok = false;
          continue;
        }
      if (indicator->n_revisions == 0 || revision->date >= revisions[indicator->n_revisions - 1].date)
        indicator->target = revision->target;
      else
        report_node (builder->model, DIAG_revision_order, builder->unit, child->child, NULL, NULL);
      indicator->n_revisions++;
    }
  return ok;
}

static void
read_parts (Builder *builder, const AstNode *node, Indicator *indicator, const TargetContext *context)
{
  Part *parts = arena_array (builder->model->arena, Part, ast_count (node, AST_PART) + 1);
  indicator->parts = parts;
  for (const AstNode *child = ast_find (node, AST_PART); child; child = ast_find_next (child))
    {
      Part *part = &parts[indicator->n_parts];
      if (!build_target (context, child->child->next, &part->target))
        {
          indicator->ok = false;
          continue;
        }
      part->name = child->child->atom;
      indicator->n_parts++;
    }
}

static bool
read_formula (Builder *builder, const AstNode *node, Indicator *indicator)
{
  Model *model = builder->model;
  const AstNode *value = find_field (node, FIELD_FORMULA);
  ExprScope scope = { .session = model->session, .measures = model->measures, .unit = builder->unit, .facts = true,
                      .functions = model->functions, .model = model, .fact_names = model->fact_names,
                      .fact_index = model->fact_index, .arena = model->arena };
  if (!value)
    return true;
  indicator->formula = expr_resolve (&scope, value);
  return indicator->formula != NULL;
}

static TargetContext
target_context (Builder *builder, const AstNode *node, const Indicator *indicator, bool *ret_ok)
{
  const AstNode *direction = ast_find (node, AST_DIRECTION);
  const Tier *tier = indicator->tier;
  TargetContext context = { .model = builder->model, .unit = builder->unit, .scale = indicator->scale,
                            .framework = builder->scheme->framework,
                            .year = builder->scheme->has_year ? builder->scheme->year : 0 };
  if (direction)
    {
      context.direction_node = direction;
      context.has_direction = read_direction (builder->model, builder->unit, direction->child, &context.direction);
      *ret_ok = *ret_ok && context.has_direction;
    }
  if (tier)
    {
      context.has_tier_direction = indicator_tier_direction (indicator, &context.tier_direction);
      context.from_name = tier_is_upward_for (tier, indicator->name);
    }
  return context;
}

/* Everything that depends on the target. False: there is no target. */
static bool
read_target (Builder *builder, const AstNode *node, Indicator *indicator, bool *ret_ok)
{
  bool ok = true;
  TargetContext context;
  const Measure *baseline_measure;
  indicator->scale = read_scale (builder, node, &ok);
  context = target_context (builder, node, indicator, &ok);
  ok = read_baseline (builder, node, indicator, &context) && ok;
  baseline_measure = context.baseline_measure;
  *ret_ok = false;
  if (!build_target (&context, ast_find (node, AST_TARGET), &indicator->target))
    return false;
  indicator->first_target = indicator->target;
  if (!indicator->scale && indicator->target.level)
    indicator->scale = indicator->target.level->scale;
  ok = read_revisions (builder, node, indicator, &context) && ok;
  ok = check_baseline (builder, node, indicator, baseline_measure) && ok; /* against the target that scores */
  read_parts (builder, node, indicator, &context);
  *ret_ok = ok;
  return true;
}

static void
check_duplicate (Builder *builder, const AstNode *name, const Indicator *indicator)
{
  const Indicator *before = look_up (builder->indicator_at, indicator->tier, indicator->name);
  if (before)
    report_duplicate (builder->model, builder->unit, name, &before->origin);
  else
    put (builder, builder->indicator_at, indicator->tier, indicator->name, (gpointer)indicator);
}

static void
add_indicator (Builder *builder, const AstNode *node, const Atom *name, Tier *tier)
{
  Indicator *indicator = arena_new0 (builder->model->arena, Indicator);
  bool named = !node_name (node) || check_name (builder->model, builder->unit, node_name (node)), has_target, ok;
  *indicator = (Indicator) { .name = name, .origin = { builder->unit, node }, .tier = tier, .ok = true,
                             .weight = RATIONAL_ZERO, .from_framework = builder->from_framework,
                             .index = builder->indicators->len };
  check_duplicate (builder, indicator_head (node), indicator);
  indicator->next_same_name = g_hash_table_lookup (builder->by_name, name->key);
  g_hash_table_insert (builder->by_name, (gpointer)name->key, indicator);
  g_ptr_array_add (builder->indicators, indicator);
  check_fields (builder->model, builder->unit, node, IN_INDICATOR);
  check_clauses (builder->model, builder->unit, node);
  read_description (builder->model, node, indicator);
  has_target = read_target (builder, node, indicator, &ok);
  ok = read_weight_and_rule (builder->model, builder->unit, builder->scheme, node, indicator, has_target) && ok;
  indicator->ok = indicator->ok && ok && named;
  indicator->ok = read_formula (builder, node, indicator) && indicator->ok && indicator->has_weight;
}

static void
read_indicator (Builder *builder, const AstNode *node, Tier *tier)
{
  if (node_name (node))
    add_indicator (builder, node, node_name (node)->atom, tier);
}

/* Tiers */

static void read_members (Builder *builder, const AstNode *node, Tier *tier, FieldHolder holder);

static bool
is_misplaced (const AstNode *child, const Tier *tier, FieldHolder holder)
{
  switch (child->kind)
    {
    case AST_TIER:
      return child->op == 1 ? holder != IN_SCHEME : holder == IN_INDICATOR || (tier && tier->level == 2);
    case AST_INDICATOR:
      return holder == IN_INDICATOR;
    case AST_PART:
    case AST_REVISED:
      return holder != IN_INDICATOR;
    case AST_DEFAULTS:
    case AST_GRADES:
      return true;
    default:
      return false;
    }
}

/* What may not stand in the block of an indicator. */
static void
check_block (Builder *builder, const AstNode *node, const Tier *tier)
{
  ast_foreach (member, node) if (is_misplaced (member, tier, IN_INDICATOR))
    report_misplaced (builder->model, builder->unit, member);
}

static Tier *
add_tier (Builder *builder, const Atom *name, const Tier *parent)
{
  Tier *tier = arena_new0 (builder->model->arena, Tier);
  tier->index = builder->tiers->len;
  g_ptr_array_add (builder->tiers, tier);
  put (builder, builder->tier_at, parent, name, tier);
  return tier;
}

static void
read_tier (Builder *builder, const AstNode *node, Tier *parent)
{
  const AstNode *name = node_name (node), *direction = ast_find (node, AST_DIRECTION);
  Tier *tier, *before;
  if (!name || !check_name (builder->model, builder->unit, name))
    return;
  before = look_up (builder->tier_at, parent, name->atom);
  if (before && !before->from_framework)
    report_duplicate (builder->model, builder->unit, name, &before->origin);
  tier = before && before->from_framework ? before : add_tier (builder, name->atom, parent);
  *tier = (Tier) { .name = name->atom, .origin = { builder->unit, node }, .parent = parent, .level = node->op,
                   .index = tier->index };
  tier->has_stated = read_weight (builder->model, builder->unit, node, &tier->stated);
  if (direction)
    tier->has_direction = read_direction (builder->model, builder->unit, direction->child, &tier->direction);
  tier->upward = tier_upward (builder->model, node);
  join_framework (builder, tier);
  tier->formerly = tier_formerly (builder->model, node);
  check_fields (builder->model, builder->unit, node, IN_TIER);
  check_clauses (builder->model, builder->unit, node);
  read_members (builder, node, tier, IN_TIER);
}

static void
read_members (Builder *builder, const AstNode *node, Tier *tier, FieldHolder holder)
{
  bool children = false, attached = false;
  const AstNode *before = NULL;
  ast_foreach (child, node)
  {
    attached = child->kind == AST_FIELD && (attached || (before && before->kind == AST_INDICATOR))
               && goes_on_indicator (builder->unit, before, child);
    before = child;
    if (is_misplaced (child, tier, holder))
      {
        report_misplaced (builder->model, builder->unit, child);
        builder->scheme->broken |= child->kind == AST_TIER || child->kind == AST_INDICATOR;
      }
    else if (child->kind == AST_TIER)
      read_tier (builder, child, tier);
    else if (child->kind == AST_INDICATOR)
      {
        check_block (builder, child, tier);
        read_indicator (builder, child, tier);
      }
    else if (child->kind == AST_FIELD && children && !attached && field_find (child->child->atom->text) != FIELD_N)
      report_node (builder->model, DIAG_field_after_children, builder->unit, child->child, child->child->atom->text, NULL);
    children = children || child->kind == AST_TIER || child->kind == AST_INDICATOR;
  }
}

/* The node of the scheme that writes the framework's TIER, NULL if it does not. */
static const AstNode *
written_tier (const AstNode *scheme, const Tier *tier)
{
  const AstNode *above = tier->parent ? written_tier (scheme, tier->parent) : scheme;
  for (const AstNode *child = above ? ast_find (above, AST_TIER) : NULL; child; child = ast_find_next (child))
    if (node_name (child) && atom_same (node_name (child)->atom, tier->name))
      return child;
  return NULL;
}

/* The scheme's tier for the framework's EXPECTED, with those above it. */
static Tier *
bring_tier (Builder *builder, const Tier *expected)
{
  Tier *parent = expected->parent ? bring_tier (builder, expected->parent) : NULL;
  Tier *tier = look_up (builder->tier_at, parent, expected->name);
  unsigned index;
  if (tier)
    return tier;
  tier = add_tier (builder, expected->name, parent);
  index = tier->index;
  *tier = *expected;
  tier->parent = parent;
  tier->from_framework = true;
  tier->index = index;
  if (!tier->has_direction && parent)
    {
      tier->has_direction = parent->has_direction;
      tier->direction = parent->direction;
    }
  if (!tier->upward && parent)
    tier->upward = parent->upward;
  return tier;
}

/* The framework's own indicators, with the tiers they stand in, unless the scheme writes the very tier itself. */
static void
add_framework_indicators (Builder *builder, const AstNode *scheme)
{
  const Framework *framework = builder->scheme->framework;
  const Unit *own = builder->unit;
  builder->from_framework = true;
  for (unsigned i = 0; i < framework->n_indicators; i++)
    {
      const FrameworkIndicator *indicator = &framework->indicators[i];
      if (indicator->tier && written_tier (scheme, indicator->tier))
        continue;
      builder->unit = indicator->origin.unit;
      read_indicator (builder, indicator->origin.node, indicator->tier ? bring_tier (builder, indicator->tier) : NULL);
    }
  builder->from_framework = false;
  builder->unit = own;
}

/* The scheme's head */

static void
read_framework (Builder *builder, const AstNode *node)
{
  const AstNode *value = find_field (node, FIELD_FRAMEWORK);
  Scheme *scheme = builder->scheme;
  scheme->framework = NULL;
  if (!value && node_name (node) && !ast_find (node, AST_ERROR)) /* else a fault that is reported may have swallowed it */
    {
      Diag *diag = report_node (builder->model, DIAG_no_framework, builder->unit, node_name (node), scheme->name->text, NULL);
      diag_note (diag, N_ ("name the framework that says how to score, such as 体系 项目支出2020"), NULL);
    }
  else if (value && value->atom)
    scheme->framework = find_framework (builder->model, builder->unit, value);
  if (!scheme->framework)
    {
      scheme->framework = empty_framework (builder->model);
      scheme->broken = true;
    }
}

static void
keep_arrays (Builder *builder)
{
  Scheme *scheme = builder->scheme;
  scheme->n_tiers = builder->tiers->len;
  scheme->n_indicators = builder->indicators->len;
  scheme->tiers = arena_array (builder->model->arena, Tier *, scheme->n_tiers + 1);
  scheme->indicators = arena_array (builder->model->arena, Indicator *, scheme->n_indicators + 1);
  for (guint i = 0; i < scheme->n_tiers; i++)
    scheme->tiers[i] = builder->tiers->pdata[i];
  for (guint i = 0; i < scheme->n_indicators; i++)
    scheme->indicators[i] = builder->indicators->pdata[i];
}

static void
read_scheme (Builder *builder, const AstNode *node)
{
  if (node_name (node))
    check_name (builder->model, builder->unit, node_name (node));
  check_fields (builder->model, builder->unit, node, IN_SCHEME);
  scheme_read_year (builder->model, builder->unit, node, builder->scheme);
  read_framework (builder, node);
  read_check_settings (builder->model, builder->unit, node, builder->scheme);
  if (builder->scheme->broken)
    return;
  add_framework_indicators (builder, node);
  read_members (builder, node, NULL, IN_SCHEME);
}

/* The nameless indicator of a test: a scheme of one row, without tiers. */
static void
read_row (Builder *builder, const AstNode *node, const AstNode *framework)
{
  Scheme *scheme = builder->scheme;
  scheme->framework = framework ? find_framework (builder->model, builder->unit, framework) : NULL;
  scheme->broken = framework && !scheme->framework;
  if (!scheme->framework)
    scheme->framework = empty_framework (builder->model);
  check_block (builder, node, NULL);
  if (!scheme->broken)
    add_indicator (builder, node, scheme->name, NULL);
}

/* The indicators of a framework by themselves; nothing else can ask what they read. */
static void
read_alone (Builder *builder, const Framework *framework)
{
  Model *model = builder->model;
  g_autoptr (DiagSink) aside = diag_sink_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GHashTable) index = g_hash_table_new (NULL, NULL);
  const Model outer = *model;
  DiagSink *sink = model->session->sink;
  model->session->sink = aside;
  model->fact_names = names;
  model->fact_index = index;
  *builder->scheme = (Scheme) { .name = framework->name, .origin = framework->origin, .framework = framework,
                                .has_year = true, .year = YEAR_ALONE };
  add_framework_indicators (builder, NULL);
  model->session->sink = sink;
  model->fact_names = outer.fact_names;
  model->fact_index = outer.fact_index;
}

/* ALONE: the framework at NODE, or NULL. */
static Scheme *
build (Model *model, const Unit *unit, const AstNode *node, const Atom *name, const AstNode *framework, const Framework *alone)
{
  g_autoptr (GPtrArray) tiers = g_ptr_array_new ();
  g_autoptr (GPtrArray) indicators = g_ptr_array_new ();
  g_autoptr (GHashTable) by_name = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) tier_at = g_hash_table_new (spot_hash, spot_equal);
  g_autoptr (GHashTable) indicator_at = g_hash_table_new (spot_hash, spot_equal);
  Builder builder = { .model = model, .unit = unit, .scheme = arena_new0 (model->arena, Scheme), .tiers = tiers,
                      .indicators = indicators, .by_name = by_name, .tier_at = tier_at, .indicator_at = indicator_at };
  builder.scheme->name = name;
  builder.scheme->origin = (Origin) { unit, node };
  if (alone)
    read_alone (&builder, alone);
  else if (node->kind == AST_SCHEME)
    read_scheme (&builder, node);
  else
    read_row (&builder, node, framework);
  keep_arrays (&builder);
  return builder.scheme;
}

Scheme *
build_scheme (Model *model, const Unit *unit, const AstNode *node)
{
  const AstNode *name = node_name (node);
  return build (model, unit, node, name ? name->atom : atom_intern (model->session->atoms, "", 0), NULL, NULL);
}

Scheme *
build_row_scheme (Model *model, const Unit *unit, const AstNode *node, const AstNode *framework)
{
  return build (model, unit, node, atom_intern (model->session->atoms, "指标", -1), framework, NULL);
}

const Scheme *
model_framework_scheme (Model *model, const Framework *framework)
{
  return build (model, framework->origin.unit, framework->origin.node, framework->name, NULL, framework);
}

void
declare_scheme (Model *model, const Unit *unit, const AstNode *node)
{
  const AstNode *name = node_name (node);
  const Scheme *before = name ? g_hash_table_lookup (model->scheme_names, name->atom->key) : NULL;
  Scheme *scheme = build_scheme (model, unit, node);
  if (before)
    report_duplicate (model, unit, name, &before->origin);
  else if (name)
    g_hash_table_insert (model->scheme_names, (gpointer)name->atom->key, scheme);
  g_ptr_array_add (model->schemes, scheme);
}
