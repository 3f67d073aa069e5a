/* Takes up the declarations of modules: what they name is known before anything is built, so that order is free. */
#include "base/i18n.h"
#include "sema/build.h"
#include "sema/calendar.h"

static const Atom **
read_params (Model *model, const Unit *unit, const AstNode *node, unsigned *ret_n)
{
  unsigned n = ast_count (node, AST_PARAM), i = 0;
  const Atom **params = arena_array (model->arena, const Atom *, n + 1);
  for (const AstNode *param = ast_find (node, AST_PARAM); param; param = ast_find_next (param))
    {
      for (unsigned j = 0; j < i; j++)
        if (atom_same (params[j], param->child->atom))
          report_node (model, DIAG_duplicate_declaration, unit, param->child, param->child->atom->text, NULL);
      params[i++] = param->child->atom;
    }
  *ret_n = n;
  return params;
}

static void
declare_function (Model *model, const Unit *unit, const AstNode *node)
{
  const AstNode *name = node_name (node);
  Function *function = arena_new0 (model->arena, Function), *before = g_hash_table_lookup (model->functions, name->atom->key);
  if (before)
    {
      report_duplicate (model, unit, name, &before->origin);
      return;
    }
  check_name (model, unit, name);
  if (expr_function_is_built_in (name->atom->text))
    report_node (model, DIAG_function_of_language, unit, name, name->atom->text, NULL);
  function->name = name->atom;
  function->origin = (Origin) { unit, node };
  function->params = read_params (model, unit, node, &function->n_params);
  function->body = node->last_child;
  g_hash_table_insert (model->functions, (gpointer)name->atom->key, function);
}

/* Frameworks are built when named; until then the table holds where they stand. */
static void
declare_framework (Model *model, const Unit *unit, const AstNode *node)
{
  const AstNode *name = node_name (node);
  Framework *framework, *before = name ? g_hash_table_lookup (model->frameworks, name->atom->key) : NULL;
  if (!name)
    return;
  check_name (model, unit, name);
  if (before)
    {
      report_duplicate (model, unit, name, &before->origin);
      return;
    }
  framework = arena_new0 (model->arena, Framework);
  framework->name = name->atom;
  framework->origin = (Origin) { unit, node };
  g_hash_table_insert (model->frameworks, (gpointer)name->atom->key, framework);
}

/* The names of a unit, and in its block nothing but fields. */
static void
check_unit_parts (Model *model, const Unit *unit, const AstNode *node)
{
  ast_foreach (child, node)
  {
    if (child->kind == AST_NAME || child->kind == AST_STRING)
      check_name (model, unit, child);
    else if (child->kind != AST_QUANTITY && child->kind != AST_NUMBER && child->kind != AST_INTEGER
             && child->kind != AST_FIELD && child->kind != AST_ERROR)
      report_misplaced (model, unit, child);
  }
}

static void
declare_names (Model *model, const Unit *unit)
{
  ast_foreach (node, unit->root)
  {
    if (node->kind == AST_UNIT)
      {
        check_fields (model, unit, node, IN_LIBRARY);
        check_unit_parts (model, unit, node);
        measure_table_declare (model->measures, unit, node);
      }
    else if (node->kind == AST_FUNCTION && node_name (node))
      declare_function (model, unit, node);
    else if (node->kind == AST_FRAMEWORK)
      declare_framework (model, unit, node);
  }
}

/* A function is inlined where it is called; here its body is read once, so that its faults are found though nobody calls it. */
static void
check_function (Model *model, const Unit *unit, const AstNode *node)
{
  Function *function = g_hash_table_lookup (model->functions, node_name (node)->atom->key);
  g_autoptr (Arena) arena = arena_new ();
  ExprScope scope = { .session = model->session, .measures = model->measures, .unit = unit, .params = function->params,
                      .n_params = function->n_params, .functions = model->functions, .model = model, .arena = arena };
  if (function->origin.node == node && !function->faulty && !expr_resolve (&scope, function->body))
    function->faulty = true; /* so that its faults are not found again wherever it is called */
}

static void
declare_bodies (Model *model, const Unit *unit)
{
  ast_foreach (node, unit->root)
  {
    if (node->kind == AST_SCALE && node_name (node))
      declare_scale (model, unit, node);
    else if (node->kind == AST_RULE && node_name (node))
      declare_rule (model, unit, node);
    else if (node->kind == AST_WORDING)
      declare_wording (model, unit, node, NULL);
    else if (node->kind == AST_CALENDAR && node_name (node))
      declare_calendar (model, unit, node);
    else if (node->kind == AST_CHECK && node_name (node))
      declare_check (model, unit, node);
    else if (node->kind == AST_FUNCTION && node_name (node))
      check_function (model, unit, node);
  }
}

static void
collect (Model *model, Module *module, GPtrArray *modules)
{
  if (!g_hash_table_add (model->declared, module))
    return;
  for (guint i = 0; i < module->imports->len; i++)
    collect (model, module->imports->pdata[i], modules);
  g_ptr_array_add (modules, module);
}

void
declare_modules (Model *model, Module *module)
{
  g_autoptr (GPtrArray) modules = g_ptr_array_new ();
  collect (model, module, modules);
  for (guint i = 0; i < modules->len; i++)
    declare_names (model, ((Module *)modules->pdata[i])->unit);
  for (guint i = 0; i < modules->len; i++)
    declare_bodies (model, ((Module *)modules->pdata[i])->unit);
  if (!model->in_library) /* the library's wait for the first sentence */
    settle_wordings (model);
}

void
declare_library (Model *model, const char *name)
{
  Module *module = session_load_library (model->session, name);
  bool outer = model->in_library;
  model->in_library = true;
  if (module)
    declare_modules (model, module);
  model->in_library = outer;
}
