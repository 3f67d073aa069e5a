/* Blank forms for a scheme: the facts that its formulas read, then every indicator in order.  An indicator
   with a formula has no row to fill in; a name that occurs twice is written with its tiers.  Names stand as
   the definition writes them, so that what needs quotes has them; laying out the block is the formatter's
   business. */
#include "report/path.h"

#include <string.h>

#include "base/text.h"
#include "table/csv-writer.h"

#define CSV_HEADER "\xEF\xBB\xBF一级指标,二级指标,指标,目标,实际完成值,自评得分,偏差原因\r\n"

/* Facts */

/* Where NODE, an expression, reads NAME; NULL if it does not. */
static const AstNode *
find_name (const AstNode *node, const Atom *name)
{
  const AstNode *found = NULL;
  if ((node->kind == AST_NAME || node->kind == AST_STRING) && node->atom && atom_same (node->atom, name))
    return node;
  for (const AstNode *child = node->child; child && !found; child = child->next)
    found = find_name (child, name);
  return found;
}

/* Where a formula of the scheme reads the fact; NULL if none does. */
static const AstNode *
find_fact (const Scheme *scheme, const Atom *fact)
{
  const AstNode *found = NULL;
  for (unsigned i = 0; i < scheme->n_indicators && !found; i++)
    if (scheme->indicators[i]->formula)
      found = find_name (expr_node (scheme->indicators[i]->formula), fact);
  return found;
}

/* Names */

static bool
name_is_shared (const Scheme *scheme, const Indicator *indicator)
{
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    if (atom_same (scheme->tiers[i]->name, indicator->name))
      return true;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    if (scheme->indicators[i] != indicator && atom_same (scheme->indicators[i]->name, indicator->name))
      return true;
  return false;
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *at = text; *at; at++)
    if (*at == '\n')
      g_string_append (out, "\\n");
    else if (g_ascii_iscntrl (*at))
      g_string_append_printf (out, "\\u{%x}", (guint)(guchar)*at);
    else
      g_string_append_printf (out, *at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
  g_string_append_c (out, '"');
}

/* Words that begin something else than a row, though they may be names. */
static bool
must_quote (const char *text)
{
  return strcmp (text, "数据") == 0 || strcmp (text, "data") == 0;
}

/* WRITTEN: as it stands in the source without quotes; NULL if it has them there. */
static void
append_spelled (GString *out, const Atom *name, const char *written)
{
  if (!written || must_quote (name->text))
    append_quoted (out, name->text);
  else
    g_string_append (out, written);
}

static void
append_name (GString *out, const Atom *name, const Origin *origin)
{
  const AstNode *node = origin->node->child;
  g_autofree char *written = node && node->kind == AST_NAME ? unit_node_text (origin->unit, node) : NULL;
  append_spelled (out, name, written);
}

static void
append_tier_path (GString *out, const Tier *tier)
{
  if (!tier)
    return;
  append_tier_path (out, tier->parent);
  append_name (out, tier->name, &tier->origin);
  g_string_append_c (out, '/');
}

/* The block */

static void
append_facts (const Model *model, const Scheme *scheme, GString *out)
{
  bool any = false;
  for (guint i = 0; i < model->fact_names->len; i++)
    {
      const Atom *fact = model->fact_names->pdata[i];
      const AstNode *node = find_fact (scheme, fact);
      if (!node)
        continue;
      g_string_append (out, any ? "" : "数据 {\n");
      append_spelled (out, fact, node->kind == AST_NAME ? fact->text : NULL);
      g_string_append (out, " = 未填\n");
      any = true;
    }
  g_string_append (out, any ? "}\n" : "");
}

static void
append_comment (GString *out, const char *text)
{
  g_string_append (out, " # ");
  text_append_visible (out, text, -1);
}

static void
append_row (const Scheme *scheme, const Indicator *indicator, GString *out)
{
  if (indicator->formula)
    return;
  if (name_is_shared (scheme, indicator))
    append_tier_path (out, indicator->tier);
  append_name (out, indicator->name, &indicator->origin);
  g_string_append (out, " = 未填");
  append_comment (out, indicator->target.text ? indicator->target.text : "");
  g_string_append_c (out, '\n');
}

void
report_template (const Model *model, const Scheme *scheme, GString *out)
{
  g_string_append (out, "实绩 ");
  append_quoted (out, scheme->name->text);
  if (scheme->has_year)
    g_string_append_printf (out, " %d", scheme->year);
  g_string_append (out, " {\n");
  append_facts (model, scheme, out);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    append_row (scheme, scheme->indicators[i], out);
  g_string_append (out, "}\n");
}

/* The table */

static void
append_cell (GString *out, const char *text, bool raw)
{
  csv_append_field (out, text ? text : "", ',', raw);
  g_string_append_c (out, ',');
}

void
report_template_csv (const Model *model, const Scheme *scheme, bool raw, GString *out)
{
  g_string_append (out, CSV_HEADER);
  for (guint i = 0; i < model->fact_names->len; i++)
    {
      const Atom *fact = model->fact_names->pdata[i];
      if (!find_fact (scheme, fact))
        continue;
      g_string_append (out, ",,");
      append_cell (out, fact->text, raw);
      g_string_append (out, ",,,\r\n");
    }
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      if (indicator->formula)
        continue;
      append_cell (out, path_tier_name (indicator, 1), raw);
      append_cell (out, path_tier_name (indicator, 2), raw);
      append_cell (out, indicator->name->text, raw);
      append_cell (out, indicator->target.text, raw);
      g_string_append (out, ",,\r\n");
    }
}
