/* 体系: found by name and built when first asked for, after what it extends; precision, policy and full
   marks.  Its tiers are read by framework-tiers.c, its grades by framework-grades.c. */
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "sema/build.h"
#include "syntax/literal.h"
#include <string.h>

#define DEFAULT_PLACES 2
#define MAX_PLACES 9
#define DEFAULT_FULL 100

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
      && rational_parse (model->session->numbers, digits->str, digits->len, &places)
      && rational_is_integer (places) && rational_cmp (places, RATIONAL_INT (MAX_PLACES)) <= 0)
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

/* The weights of tier 1 together; of an extension only if each has one, else what it extends says. */
static Rational
full_marks (Model *model, const Framework *framework, const Framework *base)
{
  Rational full = RATIONAL_ZERO;
  for (unsigned i = 0; i < framework->n_tiers; i++)
    if (!framework->tiers[i]->parent && framework->tiers[i]->has_expected)
      full = rational_add (model->session->numbers, full, framework->tiers[i]->expected);
  if (base && !framework_is_weighted (framework))
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
               unit_node_span (framework->origin.unit, node_name (framework->origin.node)),
               framework->name->text, full->str, base->name->text, before->str, NULL);
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
  framework_read_tiers (model, framework, base);
  framework_read_defaults (model, framework->origin.unit, framework->origin.node, framework->defaults);
  read_places (model, framework);
  read_na_policy (model, framework);
  read_judging_scale (model, framework);
  framework_read_grades (model, framework);
  framework->full = full_marks (model, framework, base);
  framework_check_grades (model, framework);
  check_full_marks (model, framework, base);
  framework->building = false;
  framework->built = true;
}

static bool
declares (const Module *module, const Atom *name)
{
  for (const AstNode *node = module ? ast_find (module->unit->root, AST_FRAMEWORK) : NULL; node;
       node = ast_find_next (node))
    if (node_name (node) && atom_same (node_name (node)->atom, name))
      return true;
  return false;
}

/* The file of the library that declares the framework NAME. (owned; NULL: none does) */
static char *
library_file_of (const Model *model, const Atom *name)
{
  g_autoptr (GPtrArray) files = session_library_names (model->session, "frameworks");
  for (guint i = 0; i < files->len; i++)
    if (declares (session_load_library (model->session, files->pdata[i]), name))
      return g_strdup (files->pdata[i]);
  return NULL;
}

/* The library's framework that was not imported; or else a name that differs by a slip. */
static void
report_unknown (Model *model, const Unit *unit, const AstNode *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  Diag *diag = report_node (model, DIAG_unknown_framework, unit, name, name->atom->text, NULL);
  g_autofree char *file = library_file_of (model, name->atom);
  GHashTableIter iter;
  gpointer other;
  g_hash_table_iter_init (&iter, model->frameworks);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    text_nearest_offer (&nearest, ((const Framework *)other)->name->text);
  if (file)
    {
      g_autofree char *line = g_strdup_printf ("引用 \"%s\"\n", file);
      diag_note (diag, N_ ("the library has it in a file that is not imported"), NULL);
      diag_fix (diag, unit->source, (Span){ 0, 0 }, line);
    }
  else if (text_nearest_result (&nearest))
    diag_fix (diag, unit->source, unit_node_span (unit, name), text_nearest_result (&nearest));
  else
    diag_note (diag, N_ ("use the file that declares it: 引用 \"frameworks/national-2020\""), NULL);
}

const Framework *
find_framework (Model *model, const Unit *unit, const AstNode *name)
{
  Framework *framework = g_hash_table_lookup (model->frameworks, name->atom->key);
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
  report_unknown (model, unit, name);
  return NULL;
}

const char *
na_policy_name (NaPolicy policy, bool english)
{
  switch (policy)
    {
    case NA_RESCALE:
      return word_name (WORD_RESCALE, english);
    case NA_FULL:
      return word_name (WORD_FULL, english);
    case NA_NONE:
      return word_name (WORD_NONE, english);
    }
  g_assert_not_reached ();
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
