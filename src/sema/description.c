/* What a definition says of indicators and tiers in words: 口径, 责任, 编号, 原名 and the like.  No score
   depends on them; diff matches and compares by them.  Here is also of which year a scheme is. */
#include "sema/build.h"
#include "syntax/literal.h"
#include <string.h>

static const Atom *
text_atom (const Model *model, const AstNode *node, Field field)
{
  const char *text = field_text (node, field);
  return text && *text ? atom_intern (model->session->atoms, text, -1) : NULL;
}

/* 原名 may be given several times. */
static void
read_formerly (Model *model, const AstNode *node, Description *description)
{
  unsigned n = ast_count (node, AST_FIELD) + 1;
  const Atom **names = arena_array (model->arena, const Atom *, n);
  const AstNode **nodes = arena_array (model->arena, const AstNode *, n);
  description->formerly = names;
  description->formerly_at = nodes;
  for (const AstNode *child = ast_find (node, AST_FIELD); child; child = ast_find_next (child))
    {
      const AstNode *value = child->child->next;
      if (field_find (child->child->atom->text) == FIELD_FORMERLY && value
          && (value->kind == AST_STRING || value->kind == AST_NAME))
        {
          nodes[description->n_formerly] = value;
          names[description->n_formerly++] = value->atom;
        }
    }
}

void
read_description (Model *model, const AstNode *node, Indicator *indicator)
{
  const AstNode *core = find_field (node, FIELD_CORE);
  Description *description = &indicator->description;
  indicator->core = core && core->atom && word_find (core->atom->text) == WORD_YES;
  description->id = text_atom (model, node, FIELD_ID);
  description->definition = field_text (node, FIELD_DEFINITION);
  description->owner = field_text (node, FIELD_OWNER);
  description->source = field_text (node, FIELD_SOURCE);
  description->frequency = field_text (node, FIELD_FREQUENCY);
  description->rationale = field_text (node, FIELD_RATIONALE);
  read_formerly (model, node, description);
}

const Atom *
tier_formerly (Model *model, const AstNode *node)
{
  return text_atom (model, node, FIELD_FORMERLY);
}

/* Years */

static void
report_year (Model *model, const Unit *unit, const AstNode *value)
{
  Span span = unit_node_span (unit, value);
  Diag *diag = report_node (model, DIAG_bad_year, unit, value, NULL, NULL);
  LiteralDate date;
  if (literal_read_date (source_text (unit->source) + span.start, span.end - span.start, &date)
      && date.precision == DATE_YEAR)
    {
      g_autofree char *year = g_strdup_printf ("%d", date.year);
      diag_fix (diag, unit->source, span, year);
    }
}

void
scheme_read_year (Model *model, const Unit *unit, const AstNode *node, Scheme *scheme)
{
  const AstNode *value = find_field (node, FIELD_YEAR);
  const Measure *measure;
  Rational year;
  if (!value)
    return;
  if (value->kind == AST_NUMBER && model_read_quantity (model, unit, value, &year, &measure)
      && rational_is_integer (year) && rational_sign (year) > 0 && rational_cmp (year, RATIONAL_INT (9999)) <= 0
      && rational_cmp (year, RATIONAL_INT (1000)) >= 0)
    {
      scheme->has_year = true;
      scheme->year = (int)year.num;
    }
  else
    report_year (model, unit, value);
}
