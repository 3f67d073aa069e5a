/* Rows of a 实绩 block of the language.  What the parser could not read is a refused row, so that the account
   says how many there were. */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "syntax/literal.h"
#include <string.h>

static Place
place_of (const Unit *unit, const AstNode *node)
{
  return (Place){ .source = unit->source, .span = unit_node_span (unit, node) };
}

static bool
is_of_scheme (const Actuals *actuals, const Unit *unit, const AstNode *block)
{
  const Scheme *scheme = actuals->scheme;
  const AstNode *name = block->child;
  Place place = place_of (unit, name);
  Diag *diag;
  if (name->atom && atom_same (name->atom, scheme->name))
    return true;
  diag = actuals_report (actuals, &place, DIAG_actuals_other_scheme, name->atom ? name->atom->text : "?",
                         scheme->name->text, NULL);
  diag_note (diag,
             _ ("name the scheme as its definition does, or give the definition that these values are of"),
             NULL);
  return false;
}

static bool
is_of_year (const Actuals *actuals, const Unit *unit, const AstNode *block)
{
  const Scheme *scheme = actuals->scheme;
  const AstNode *year = ast_find (block, AST_NUMBER);
  g_autofree char *text = year ? unit_node_text (unit, year) : NULL;
  g_autofree char *wanted = g_strdup_printf ("%d", scheme->year);
  g_autoptr (GString) digits = g_string_new (NULL);
  Place place;
  Diag *diag;
  if (!year || !scheme->has_year)
    return true;
  literal_split_quantity (text, strlen (text), digits);
  if (strcmp (digits->str, wanted) == 0)
    return true;
  place = place_of (unit, year);
  diag = actuals_report (actuals, &place, DIAG_actuals_other_year, text, wanted, NULL);
  diag_note (diag, _ ("the scheme ‘{1}’ is of {2}: give its own values"), scheme->name->text, wanted, NULL);
  return false;
}

static bool
read_head (const Actuals *actuals, const Unit *unit, const AstNode *path, Row *row)
{
  row->place = place_of (unit, path);
  row->actual.place = row->place;
  ast_foreach (segment, path)
  {
    if (!segment->atom || row->n_path == ACTUALS_MAX_PATH)
      {
        g_autofree char *text = unit_node_text (unit, path);
        if (segment->atom)
          actuals_report (actuals, &row->place, DIAG_row_unknown, text, NULL, NULL);
        return false;
      }
    row->path[row->n_path++] = segment->atom->text;
  }
  return row->n_path > 0;
}

static bool
once (const Actuals *actuals, const Unit *unit, const AstNode *row, AstKind kind, const char *word)
{
  const AstNode *first = ast_find (row, kind), *second = first ? ast_find_next (first) : NULL;
  if (second)
    {
      Place place = place_of (unit, second), before = place_of (unit, first);
      Diag *diag = actuals_report (actuals, &place, DIAG_row_clause_twice, word, NULL, NULL);
      actuals_point (diag, &before, _ ("given first here"));
      diag_note (diag, _ ("take one of the two out"), NULL);
    }
  return !second;
}

static const char *
clause_text (const AstNode *row, AstKind kind)
{
  const AstNode *clause = ast_find (row, kind);
  return clause && clause->child && clause->child->atom ? clause->child->atom->text : NULL;
}

static bool
read_claim (Actuals *actuals, const Unit *unit, const AstNode *node, Row *row)
{
  const AstNode *claimed = ast_find (node, AST_CLAIMED);
  g_autofree char *text = claimed ? unit_node_text (unit, claimed->child) : NULL;
  Place place;
  if (!claimed)
    return true;
  place = place_of (unit, claimed->child);
  return actuals_claim_from_text (actuals, &place, text, &row->actual);
}

/* What stands after the head of a row. */
static bool
read_value (Actuals *actuals, const Unit *unit, const AstNode *node, Row *row)
{
  const AstNode *value = node->child->next;
  bool has_value = value && (value->kind == AST_VALUE || value->kind == AST_ERROR);
  bool ok = once (actuals, unit, node, AST_CLAIMED, "自评");
  ok = once (actuals, unit, node, AST_REASON, "原因") && ok;
  ok = once (actuals, unit, node, AST_EVIDENCE, "佐证") && ok;
  ok = (!has_value || actuals_value_from_node (actuals, unit, value, NULL, &row->actual)) && ok;
  ok = read_claim (actuals, unit, node, row) && ok;
  row->actual.reason = clause_text (node, AST_REASON);
  row->actual.evidence = clause_text (node, AST_EVIDENCE);
  return ok;
}

static void
read_row (Actuals *actuals, const Unit *unit, const AstNode *node)
{
  Row row = { .actual = { .kind = ACTUAL_NONE } };
  bool ok = read_head (actuals, unit, node->child, &row);
  if (read_value (actuals, unit, node, &row) && ok)
    actuals_take (actuals, &row);
  else
    actuals_refuse (actuals, &row);
}

static void
read_fact (Actuals *actuals, const Unit *unit, const AstNode *node)
{
  Row row = { .is_fact = true, .n_path = 1, .place = place_of (unit, node->child) };
  const AstNode *name = node->child;
  row.path[0] = name->atom ? name->atom->text : "?";
  row.actual.place = row.place;
  if (name->atom && name->next && actuals_value_from_node (actuals, unit, name->next, NULL, &row.actual))
    actuals_take (actuals, &row);
  else
    actuals_refuse (actuals, &row);
}

static void
read_part (Actuals *actuals, const Unit *unit, const AstNode *node)
{
  switch (node->kind)
    {
    case AST_ROW:
      actuals_begin_row (actuals);
      read_row (actuals, unit, node);
      break;
    case AST_FACT:
      actuals_begin_row (actuals);
      read_fact (actuals, unit, node);
      break;
    case AST_ERROR:
      actuals_begin_row (actuals);
      actuals_refuse (actuals, &UNREAD_ROW);
      break;
    case AST_DATA:
      ast_foreach (fact, node) read_part (actuals, unit, fact);
      break;
    default:
      break; /* the name and the year */
    }
}

bool
actuals_read_block (Actuals *actuals, const Unit *unit, const AstNode *block)
{
  bool right = is_of_scheme (actuals, unit, block);
  if (!is_of_year (actuals, unit, block) || !right)
    return false;
  for (const AstNode *part = block->child->next; part; part = part->next)
    read_part (actuals, unit, part);
  return true;
}

void
actuals_read_case (Actuals *actuals, const Unit *unit, const AstNode *node)
{
  const Indicator *indicator = actuals->scheme->indicators[0];
  Row row = { .n_path = 1, .path = { indicator->name->text }, .place = place_of (unit, node->child) };
  row.actual.place = row.place;
  actuals_begin_row (actuals);
  if (read_value (actuals, unit, node, &row))
    actuals_take_for (actuals, indicator, &row);
  else
    actuals_refuse (actuals, &row);
}

void
actuals_read_data (Actuals *actuals, const Unit *unit, const AstNode *node)
{
  read_part (actuals, unit, node);
}
