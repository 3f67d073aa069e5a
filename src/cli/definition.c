/* Opening a definition for the commands that work on one scheme of it.  Any error in it makes it unusable for
 * them. */
#include "cli/definition.h"

#include <string.h>

#include "base/i18n.h"

static void
note_schemes (Diag *diag, const Model *model)
{
  for (guint i = 0; i < model->schemes->len; i++)
    diag_note (diag, "--scheme \"{1}\"", ((const Scheme *)model->schemes->pdata[i])->name->text, NULL);
}

static const Scheme *
find_scheme (Run *run, const Model *model, const char *name)
{
  const char *key = atom_find_key (run->session->atoms, name, -1);
  for (guint i = 0; key && i < model->schemes->len; i++)
    if (((const Scheme *)model->schemes->pdata[i])->name->key == key)
      return model->schemes->pdata[i];
  note_schemes (run_usage (run, DIAG_unknown_scheme, name, NULL, NULL), model);
  return NULL;
}

static const Scheme *
choose_scheme (Run *run, const Model *model, const char *path, const char *name)
{
  if (model->schemes->len == 0)
    diag_report_at (run->sink, DIAG_no_scheme, NULL, path, NULL);
  else if (name)
    return find_scheme (run, model, name);
  else if (model->schemes->len == 1)
    return model->schemes->pdata[0];
  else
    note_schemes (run_usage (run, DIAG_scheme_wanted, path, NULL, NULL), model);
  run_take_errors (run, CODE_DEFINITION);
  return NULL;
}

/* A score of nothing would be neither 0 nor full marks, so what `check` warns of is an error here. */
static bool
has_indicators (Run *run, const Scheme *scheme)
{
  if (scheme->n_indicators > 0)
    return true;
  const Unit *unit = scheme->origin.unit;
  Diag *diag = diag_report (run->sink, DIAG_empty_scheme, unit->source,
                            unit_node_span (unit, scheme->origin.node->child), scheme->name->text, NULL);
  diag->severity = SEVERITY_ERROR;
  run_take_errors (run, CODE_DEFINITION);
  return false;
}

/* False: reported.  Rows of actual values in it that cannot be used are in the code, and leave the definition
 * as it is. */
static bool
check_module (Run *run, Module *module, Definition *ret_definition)
{
  if (module)
    *ret_definition = (Definition){ module, sema_check (run->session, module), NULL };
  return !run_take_errors (run, CODE_DEFINITION) && module;
}

bool
definition_open (Run *run, const char *path, const char *name, Definition *ret_definition)
{
  if (!check_module (run, session_load (run->session, path), ret_definition))
    return false;
  ret_definition->scheme = choose_scheme (run, ret_definition->model, path, name);
  return ret_definition->scheme && has_indicators (run, ret_definition->scheme);
}

bool
definition_open_any (Run *run, const char *path, const char *content, const char *name,
                     Definition *ret_definition)
{
  bool empty = content && strcmp (content, EMPTY_CONTENT) == 0;
  Module *module = content ? session_load_as (run->session, path, empty ? NULL : content)
                           : session_load (run->session, path);
  if (!check_module (run, module, ret_definition))
    return false;
  if (ret_definition->model->schemes->len == 0 && !name)
    return true;
  ret_definition->scheme = choose_scheme (run, ret_definition->model, path, name);
  return ret_definition->scheme != NULL;
}

void
definition_clear (Definition *definition)
{
  g_clear_pointer (&definition->model, model_free);
}
