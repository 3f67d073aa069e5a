/* What a scheme changes about checks: 停用, 提级 and 改参数, fields whose value reads like a call: the check,
   in brackets what is changed and why.  The reason is wanted, since it stands in every report.  What a
   setting does is audit's business. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/build.h"
#include <string.h>

typedef struct
{
  Model *model;
  const Unit *unit;
  GArray *settings; /* CheckSetting */
} Reader;

static bool
kind_of_field (Field field, SettingKind *ret_kind)
{
  *ret_kind = field == FIELD_CHECK_OFF      ? SETTING_OFF
              : field == FIELD_CHECK_RAISED ? SETTING_RAISED
                                            : SETTING_PARAM;
  return field == FIELD_CHECK_OFF || field == FIELD_CHECK_RAISED || field == FIELD_CHECK_PARAM;
}

static bool
report_form (const Reader *reader, const AstNode *node, SettingKind kind)
{
  static const char *const FORMS[] = { [SETTING_OFF] = "停用 未达标却满分(\"理由\")",
                                       [SETTING_RAISED] = "提级 目标无符号(\"理由\")",
                                       [SETTING_PARAM] = "改参数 超额完成过多(上限 = 120%, \"理由\")" };
  g_autofree char *text = unit_node_text (reader->unit, node);
  report_node (reader->model, DIAG_setting_form, reader->unit, node, FORMS[kind], text);
  return false;
}

static const Check *
find_check (const Reader *reader, const AstNode *name)
{
  const Check *check = model_find_check (reader->model, name->atom);
  const char *nearest;
  Diag *diag;
  if (check)
    return check;
  diag = report_node (reader->model, DIAG_setting_unknown_check, reader->unit, name, name->atom->text, NULL);
  if ((nearest = model_nearest_check (reader->model, name->atom->text)))
    diag_fix (diag, reader->unit->source, unit_node_span (reader->unit, name), nearest);
  return NULL;
}

/* Parameters */

static bool
report_param (Model *model, const Check *check, const Atom *name, const AstNode *name_node, const Unit *unit,
              const AstNode *node)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name->text);
  g_autoptr (GString) list = g_string_new (NULL);
  Diag *diag = report_node (model, DIAG_setting_unknown_param, unit, name_node ? name_node : node,
                            check->name->text, name->text);
  for (unsigned i = 0; i < check->n_params; i++)
    {
      text_nearest_offer (&nearest, check->params[i]->text);
      g_string_append_printf (list, "%s%s", i ? ", " : "", check->params[i]->text);
    }
  if (name_node && text_nearest_result (&nearest))
    diag_fix (diag, unit->source, unit_node_span (unit, name_node), text_nearest_result (&nearest));
  else if (list->len)
    diag_note (diag, N_ ("its parameters: {1}"), list->str, NULL);
  return false;
}

/* A bare number is no percentage; one for points is 分; a bare 0 is of any unit. */
static bool
value_fits (Model *model, const Check *check, unsigned param, Rational value, const Measure *measure)
{
  const Measure *own = check->param_measures[param];
  bool bare = !*measure->text;
  if (bare && (rational_sign (value) == 0 || own->dimension == model->score))
    return true;
  return measure->dimension == own->dimension && measure->ratio == own->ratio;
}

bool
model_read_setting (Model *model, const Check *check, const Atom *name, const AstNode *name_node,
                    const Unit *unit, const AstNode *node, CheckSetting *ret_setting)
{
  CheckSetting setting = { .check = check, .kind = SETTING_PARAM, .origin = { unit, node } };
  for (unsigned i = 0; i < check->n_params; i++)
    {
      g_autoptr (GString) example = g_string_new (NULL);
      g_autofree char *found = NULL;
      if (!atom_same (check->params[i], name))
        continue;
      if (!model_read_quantity (model, unit, node, &setting.value, &setting.measure))
        return false;
      setting.param = i;
      setting.text = model_plain_text (model, unit, node);
      *ret_setting = setting;
      if (value_fits (model, check, i, setting.value, setting.measure))
        return true;
      rational_append_decimal (example, rational_div (model->session->numbers, check->defaults[i],
                                                      check->param_measures[i]->factor));
      g_string_append (example, check->param_measures[i]->text);
      found = unit_node_text (unit, node);
      report_node (model, DIAG_setting_unit, unit, node, example->str, found);
      return false;
    }
  return report_param (model, check, name, name_node, unit, node);
}

static bool
is_value (const AstNode *node)
{
  if (node->kind == AST_NEGATIVE)
    node = node->child;
  return node->kind == AST_QUANTITY || node->kind == AST_NUMBER;
}

static bool
is_param (const AstNode *node)
{
  return node->kind == AST_COMPARE && node->op == RELATION_EQ && node->child->kind == AST_NAME
         && is_value (node->child->next);
}

/* One setting for each parameter of the call. */
static bool
read_params (Reader *reader, const AstNode *call, const Check *check, const char *reason)
{
  bool ok = true;
  for (const AstNode *argument = call->child->next; argument; argument = argument->next)
    {
      CheckSetting setting;
      if (argument->kind == AST_STRING)
        continue;
      if (!model_read_setting (reader->model, check, argument->child->atom, argument->child, reader->unit,
                               argument->child->next, &setting))
        ok = false;
      else
        {
          setting.reason = reason;
          g_array_append_val (reader->settings, setting);
        }
    }
  return ok;
}

/* The reason in the brackets; NULL: they hold what they should not, or lack what they should. */
static const char *
read_reason (const AstNode *call, SettingKind kind)
{
  const char *reason = NULL;
  unsigned params = 0;
  for (const AstNode *argument = call->child->next; argument; argument = argument->next)
    if (argument->kind == AST_STRING && !reason)
      reason = argument->atom->text;
    else if (kind == SETTING_PARAM && is_param (argument))
      params++;
    else
      return NULL;
  return reason && *reason && (kind != SETTING_PARAM || params > 0) ? reason : NULL;
}

static bool
is_same_setting (const CheckSetting *a, const CheckSetting *b)
{
  if (a->check != b->check || (a->kind == SETTING_PARAM) != (b->kind == SETTING_PARAM))
    return false;
  return a->kind != SETTING_PARAM || a->param == b->param;
}

/* Of two that say something of the same thing it would not be clear which holds. */
static void
check_twice (const Reader *reader)
{
  const CheckSetting *settings = (const CheckSetting *)(void *)reader->settings->data;
  for (guint i = 1; i < reader->settings->len; i++)
    for (guint j = 0; j < i; j++)
      if (is_same_setting (&settings[i], &settings[j]))
        {
          Diag *diag = report_node (reader->model, DIAG_setting_twice, reader->unit, settings[i].origin.node,
                                    settings[i].check->name->text, NULL);
          diag_label (diag, reader->unit->source, unit_node_span (reader->unit, settings[j].origin.node),
                      N_ ("first given here"), NULL);
          break;
        }
}

static bool
read_setting (Reader *reader, const AstNode *value, SettingKind kind)
{
  CheckSetting setting = { .kind = kind, .origin = { reader->unit, value } };
  if (value->kind != AST_CALL || !(setting.reason = read_reason (value, kind)))
    return report_form (reader, value, kind);
  if (!(setting.check = find_check (reader, value->child)))
    return false;
  if (kind == SETTING_PARAM)
    return read_params (reader, value, setting.check, setting.reason);
  g_array_append_val (reader->settings, setting);
  return true;
}

void
read_check_settings (Model *model, const Unit *unit, const AstNode *node, Scheme *scheme)
{
  g_autoptr (GArray) settings = g_array_new (FALSE, FALSE, sizeof (CheckSetting));
  Reader reader = { model, unit, settings };
  CheckSetting *kept;
  SettingKind kind;
  for (const AstNode *field = ast_find (node, AST_FIELD); field; field = ast_find_next (field))
    if (kind_of_field (field_find (field->child->atom->text), &kind))
      read_setting (&reader, field->child->next, kind);
  check_twice (&reader);
  kept = arena_array (model->arena, CheckSetting, settings->len + 1);
  if (settings->len > 0)
    memcpy (kept, settings->data, sizeof (CheckSetting) * settings->len);
  scheme->settings = kept;
  scheme->n_settings = settings->len;
}
