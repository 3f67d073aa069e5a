/* --off, --raise and --set: what a run changes about checks.  A name that no check has would change nothing
   without a word, and so would that of a check that the command does not run. */
#include "cli/check-settings.h"
#include <string.h>

#include "base/i18n.h"

/* Where settings go to. */
typedef struct
{
  Run *run;
  Model *model;
  int subjects;
  const char *reason;
  GArray *settings;
} Reading;

/* NULL: reported. */
static const Check *
find_check (const Reading *reading, const char *name)
{
  Model *model = reading->model;
  const Check *check = model_find_check (model, atom_intern (model->session->atoms, name, -1));
  const char *nearest = model_nearest_check (model, name);
  Diag *diag;
  if (check && check->ok && !((int)check->subject & reading->subjects))
    {
      diag = run_usage (reading->run, DIAG_check_not_run_here, name, NULL, NULL);
      diag_note (diag, N_ ("checks of 两年指标 are run by diff, all others by audit"),
                 NULL);
      return NULL;
    }
  diag = check ? NULL : run_usage (reading->run, DIAG_unknown_check, name, NULL, NULL);
  if (diag && nearest)
    diag_note (diag, N_ ("did you mean {1}?"), nearest, NULL);
  return check;
}

/* False: SETTING, said as TEXT, is of what an option said before; reported.  Which of the two holds would not be clear. */
static bool
is_first (const Reading *reading, const CheckSetting *setting, const char *text)
{
  for (guint i = 0; i < reading->settings->len; i++)
    {
      const CheckSetting *before = &g_array_index (reading->settings, CheckSetting, i);
      if (before->check != setting->check || (before->kind == SETTING_PARAM) != (setting->kind == SETTING_PARAM)
          || (setting->kind == SETTING_PARAM && before->param != setting->param))
        continue;
      run_usage (reading->run, DIAG_setting_option_twice, text, NULL, NULL);
      return false;
    }
  return true;
}

/* --off A,B and --raise A,B. */
static void
add_settings (const Reading *reading, const char *names, SettingKind kind)
{
  g_auto (GStrv) list = g_strsplit (names ? names : "", ",", -1);
  for (int i = 0; list[i] && *list[i]; i++)
    {
      CheckSetting setting
          = { .check = find_check (reading, list[i]), .kind = kind, .reason = reading->reason };
      if (setting.check && is_first (reading, &setting, list[i]))
        g_array_append_val (reading->settings, setting);
    }
}

/* VALUE, a quantity of the language, for PARAMETER of CHECK. False: reported. */
static bool
read_param (const Reading *reading, const Check *check, const char *parameter, const char *value,
            CheckSetting *ret_setting)
{
  Model *model = reading->model;
  g_autoptr (GBytes) bytes = g_bytes_new (value, strlen (value));
  g_autoptr (Source) source = source_new ("--set", bytes);
  g_autoptr (Unit) unit = unit_read (source, UNIT_VALUE, model->session->atoms, reading->run->sink);
  const AstNode *node = unit->ok && unit->root->kind == AST_VALUE && unit->root->op == VALUE_LITERAL
                            ? unit->root->child
                            : NULL;
  if (unit->ok && (!node || node->kind == AST_DATE))
    return run_usage (reading->run, DIAG_set_form, value, NULL, NULL), false;
  return node
         && model_read_setting (model, check, atom_intern (model->session->atoms, parameter, -1), NULL, unit,
                                node, ret_setting);
}

/* One CHECK.PARAMETER=VALUE. */
static void
add_param (const Reading *reading, const char *text)
{
  const char *equal = strchr (text, '='), *dot = equal ? g_strrstr_len (text, equal - text, ".") : NULL;
  g_autofree char *name = dot ? g_strndup (text, (gsize)(dot - text)) : NULL;
  g_autofree char *parameter = dot ? g_strndup (dot + 1, (gsize)(equal - dot - 1)) : NULL;
  CheckSetting setting = { 0 };
  const Check *check;
  if (!dot || !*name || !*parameter || !equal[1])
    run_usage (reading->run, DIAG_set_form, text, NULL, NULL);
  else if ((check = find_check (reading, name))
           && read_param (reading, check, parameter, equal + 1, &setting) && is_first (reading, &setting, text))
    {
      setting.origin = (Origin){ NULL, NULL };
      setting.reason = reading->reason;
      g_array_append_val (reading->settings, setting);
    }
}

bool
check_settings_read (Run *run, Model *model, int subjects, const CheckSettingOptions *options,
                     GArray *settings)
{
  const Reading reading = { run, model, subjects, options->reason, settings };
  g_auto (GStrv) params = g_strsplit (options->set ? options->set : "", ",", -1);
  add_settings (&reading, options->off, SETTING_OFF);
  add_settings (&reading, options->raise, SETTING_RAISED);
  for (int i = 0; params[i]; i++)
    add_param (&reading, params[i]);
  run_take_errors (run, CODE_USAGE);
  return run->code < CODE_USAGE;
}
