/* 等次: levels best first, each rank a fraction or a band of fractions; no gaps, no overlaps, no rank better than the one above. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/build.h"

static bool
read_fraction (Model *model, const Unit *unit, const AstNode *node, Rational *ret_value)
{
  const Measure *measure;
  if (!model_read_quantity (model, unit, node, ret_value, &measure))
    return false;
  if (measure->dimension == dimension_none (model->measures) && rational_sign (*ret_value) >= 0
      && rational_cmp (*ret_value, RATIONAL_ONE) <= 0)
    return true;
  report_node (model, DIAG_bad_fraction, unit, node, NULL, NULL);
  return false;
}

static bool
read_rank (Model *model, const Unit *unit, const AstNode *node, ScaleRank *ret_rank)
{
  *ret_rank = (ScaleRank) { .band = node->kind == AST_BAND };
  if (!ret_rank->band)
    {
      if (!read_fraction (model, unit, node, &ret_rank->low))
        return false;
      ret_rank->high = ret_rank->low;
      return true;
    }
  ret_rank->low_open = node->op == RANGE_OPEN_START || node->op == RANGE_OPEN;
  ret_rank->high_open = node->op == RANGE_OPEN_END || node->op == RANGE_OPEN;
  if (!read_fraction (model, unit, node->child, &ret_rank->low)
      || !read_fraction (model, unit, node->child->next, &ret_rank->high))
    return false;
  if (rational_cmp (ret_rank->low, ret_rank->high) < 0)
    return true;
  report_node (model, DIAG_empty_range, unit, node, NULL, NULL);
  return false;
}

/* A level is no better than the one above it, and where bands meet, one of them has the point where they do. */
static void
check_order (Model *model, const Unit *unit, const AstNode *node, const ScaleRank *above, const ScaleRank *below)
{
  int order = rational_cmp (below->high, above->low);
  bool both = order == 0 && !below->high_open && !above->low_open, none = order == 0 && below->high_open && above->low_open;
  if (order > 0 && rational_cmp (below->low, above->high) >= 0)
    report_node (model, DIAG_scale_order, unit, node, NULL, NULL);
  else if (order > 0 || (both && above->band && below->band))
    report_node (model, DIAG_scale_overlap, unit, node, NULL, NULL);
  else if (above->band && below->band && (order < 0 || none))
    report_node (model, DIAG_scale_gap, unit, node, NULL, NULL);
}

static void
add_level (Model *model, Scale *scale, Level *level, const Unit *unit, const AstNode *name, unsigned rank)
{
  GPtrArray *same = g_hash_table_lookup (model->levels, name->atom->key);
  if (same && ((const Level *)same->pdata[same->len - 1])->scale == scale)
    report_duplicate (model, unit, name, &scale->origin);
  *level = (Level) { name->atom, scale, rank };
  if (!same)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (model->levels, (gpointer)name->atom->key, same);
    }
  g_ptr_array_add (same, level);
  scale->n_levels++;
}

static unsigned
count_levels (const AstNode *node)
{
  unsigned n = 0;
  for (const AstNode *row = ast_find (node, AST_LEVELS); row; row = ast_find_next (row))
    ast_foreach (child, row) n += child != row->last_child;
  return n;
}

static void
read_levels (Model *model, Scale *scale, const Unit *unit, const AstNode *node)
{
  Level *levels = arena_array (model->arena, Level, count_levels (node) + 1);
  ScaleRank *ranks = arena_array (model->arena, ScaleRank, ast_count (node, AST_LEVELS) + 1);
  scale->levels = levels;
  scale->ranks = ranks;
  for (const AstNode *row = ast_find (node, AST_LEVELS); row; row = ast_find_next (row))
    {
      if (!read_rank (model, unit, row->last_child, &ranks[scale->n_ranks]))
        continue;
      if (scale->n_ranks > 0)
        check_order (model, unit, row->last_child, &ranks[scale->n_ranks - 1], &ranks[scale->n_ranks]);
      for (const AstNode *name = row->child; name != row->last_child; name = name->next)
        if (check_name (model, unit, name))
          add_level (model, scale, &levels[scale->n_levels], unit, name, scale->n_ranks);
      scale->n_ranks++;
    }
}

void
declare_scale (Model *model, const Unit *unit, const AstNode *node)
{
  const AstNode *name = node_name (node);
  Scale *scale, *before = g_hash_table_lookup (model->scales, name->atom->key);
  if (before)
    {
      report_clash (model, unit, name, before->origin);
      return;
    }
  if (!check_name (model, unit, name))
    return;
  scale = arena_new0 (model->arena, Scale);
  scale->name = name->atom;
  scale->origin = (Origin) { unit, node };
  scale->basis = field_text (node, FIELD_BASIS);
  g_hash_table_insert (model->scales, (gpointer)name->atom->key, scale);
  check_fields (model, unit, node, IN_LIBRARY);
  read_levels (model, scale, unit, node);
  if (!ast_find (node, AST_LEVELS) && !ast_find (node, AST_ERROR))
    report_node (model, DIAG_empty_scale, unit, name, name->atom->text, NULL);
}

void
report_unknown_scale (Model *model, const Unit *unit, const AstNode *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  Diag *diag = report_node (model, DIAG_unknown_scale, unit, name, name->atom->text, NULL);
  GHashTableIter iter;
  gpointer other;
  g_hash_table_iter_init (&iter, model->scales);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    text_nearest_offer (&nearest, ((const Scale *)other)->name->text);
  if (text_nearest_result (&nearest))
    diag_fix (diag, unit->source, unit_node_span (unit, name), text_nearest_result (&nearest));
}
