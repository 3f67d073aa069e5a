/* Checks as they are declared, and what schemes change about them: no indicator shows what they do. */
#include "base/text.h"
#include "diff/differ.h"
#include "sema/normal.h"
#include "syntax/keywords.h"
#include <string.h>

static const char *
subject_word (Scope subject)
{
  switch (subject)
    {
    case OF_INDICATOR:
      return "indicator";
    case OF_TIER:
      return "tier";
    case OF_SCHEME:
      return "scheme";
    case OF_PAIR:
      return "pair";
    case IN_RULE:
    case IN_REQUIREMENT:
      break;
    }
  g_assert_not_reached ();
}

static GString *
condition_form (const Check *check)
{
  GString *form = g_string_new (NULL);
  g_string_append_printf (form, "%s ", subject_word (check->subject));
  if (check->condition)
    expr_append_normal (form, check->condition);
  return form;
}

static const char *
param_text (const Differ *differ, const Check *check, unsigned i)
{
  GString *text = g_string_new (NULL);
  const Measure *measure = check->param_measures[i];
  rational_append_decimal (
      text, rational_div (differ->new.model->session->numbers, check->defaults[i], measure->factor));
  g_string_append (text, measure->text);
  return differ_text (differ, text);
}

static unsigned
param_index (const Check *check, const Atom *name)
{
  unsigned i = 0;
  while (i < check->n_params && !atom_same (check->params[i], name))
    i++;
  return i;
}

static void
add_param (Differ *differ, const Subject *subject, const Atom *name, const char *before, const char *after)
{
  Change *change = differ_add (differ, subject, CHANGE_CHECK, ASPECT_PARAMETER, name->text, before, after);
  change->old_text = before;
  change->new_text = after;
}

static void
compare_params (Differ *differ, const Subject *subject, const Check *old, const Check *new)
{
  for (unsigned i = 0; i < new->n_params; i++)
    {
      unsigned j = param_index (old, new->params[i]);
      if (j == old->n_params || !rational_equal (old->defaults[j], new->defaults[i]))
        add_param (differ, subject, new->params[i], j < old->n_params ? param_text (differ, old, j) : NULL,
                   param_text (differ, new, i));
    }
  for (unsigned j = 0; j < old->n_params; j++)
    if (param_index (new, old->params[j]) == new->n_params)
      add_param (differ, subject, old->params[j], param_text (differ, old, j), NULL);
}

/* What stands in the part of KIND of CHECK; NULL: it has none. */
static const char *
part_text (const Side *side, const Check *check, AstKind kind)
{
  const AstNode *part = ast_find (check->origin.node, kind);
  return part && part->child ? model_plain_text (side->model, check->origin.unit, part->child) : NULL;
}

static void
compare_conditions (Differ *differ, const Subject *subject, const Check *old, const Check *new)
{
  g_autoptr (GString) before = condition_form (old);
  g_autoptr (GString) after = condition_form (new);
  Change *change;
  if (g_string_equal (before, after))
    return;
  change = differ_add (differ, subject, CHANGE_CHECK, ASPECT_NONE, NULL, before->str, after->str);
  change->old_text = part_text (&differ->old, old, AST_WHEN);
  change->new_text = part_text (&differ->new, new, AST_WHEN);
}

void
differ_check (Differ *differ, const Subject *subject, const Check *old, const Check *new)
{
  const char *says = part_text (&differ->old, old, AST_REPORT);
  const char *now = part_text (&differ->new, new, AST_REPORT);
  compare_conditions (differ, subject, old, new);
  compare_params (differ, subject, old, new);
  if (old->severity != new->severity)
    differ_add_text (differ, subject, CHANGE_CHECK, ASPECT_SEVERITY,
                     part_text (&differ->old, old, AST_SEVERITY),
                     part_text (&differ->new, new, AST_SEVERITY));
  if (!differ_same_words (says, now))
    differ_add_text (differ, subject, CHANGE_TEXT, ASPECT_MESSAGE, says, now);
  differ_field (differ, subject, &old->origin, &new->origin, FIELD_ADVICE, ASPECT_ADVICE);
}

/* In the order of their names, which decides nothing. */
static void
append_params (const Differ *differ, GString *form, const Check *check)
{
  g_autoptr (GPtrArray) params = g_ptr_array_new ();
  for (unsigned i = 0; i < check->n_params; i++)
    {
      GString *param = g_string_new (check->params[i]->key);
      g_string_append_c (param, '=');
      rational_append_fraction (param, check->defaults[i]);
      g_ptr_array_add (params, (gpointer)differ_text (differ, param));
    }
  differ_append_sorted (form, params);
}

GString *
differ_check_form (const Differ *differ, const Side *side, const Check *check)
{
  GString *form = condition_form (check);
  const char *says = part_text (side, check, AST_REPORT);
  g_autofree char *message = text_fold_key (says ? says : "", -1);
  append_params (differ, form, check);
  differ_append_form (form, "severity", severity_name (check->severity));
  differ_append_form (form, "report", message);
  differ_append_form (form, "advice", differ_field_form (differ, &check->origin, FIELD_ADVICE));
  return form;
}

/* What schemes change about checks */

/* `停用`, `改参数 幅度 = 10%`. */
static const char *
setting_text (const Differ *differ, const CheckSetting *setting)
{
  GString *text = g_string_new (NULL);
  if (!setting)
    return g_string_free (text, TRUE), NULL;
  switch (setting->kind)
    {
    case SETTING_OFF:
      g_string_append (text, field_name (FIELD_CHECK_OFF, false));
      break;
    case SETTING_RAISED:
      g_string_append (text, field_name (FIELD_CHECK_RAISED, false));
      break;
    case SETTING_PARAM:
      g_string_append_printf (text, "%s %s = %s", field_name (FIELD_CHECK_PARAM, false),
                              setting->check->params[setting->param]->text, setting->text);
      break;
    }
  return differ_text (differ, text);
}

/* The last one of SCHEME that is of the same check, kind and parameter. */
static const CheckSetting *
setting_like (const Scheme *scheme, const CheckSetting *like)
{
  for (unsigned i = scheme->n_settings; i-- > 0;)
    {
      const CheckSetting *setting = &scheme->settings[i];
      if (setting->kind == like->kind && atom_same (setting->check->name, like->check->name)
          && (like->kind != SETTING_PARAM
              || atom_same (setting->check->params[setting->param], like->check->params[like->param])))
        return setting;
    }
  return NULL;
}

/* What it sets, and why: the reason is a change of its own where both have the setting. */
static const char *
setting_form (const Differ *differ, const CheckSetting *setting, bool whole)
{
  static const char *const WORDS[]
      = { [SETTING_OFF] = "off", [SETTING_RAISED] = "raised", [SETTING_PARAM] = "set" };
  GString *form;
  if (!setting)
    return NULL;
  form = g_string_new (WORDS[setting->kind]);
  if (setting->kind == SETTING_PARAM)
    {
      g_string_append_printf (form, " %s=", setting->check->params[setting->param]->key);
      rational_append_fraction (form, setting->value);
    }
  if (whole && setting->reason)
    {
      g_autofree char *reason = text_fold_key (setting->reason, -1);
      differ_append_form (form, "reason", reason);
    }
  return differ_text (differ, form);
}

static void
compare_setting (Differ *differ, const CheckSetting *old, const CheckSetting *new)
{
  Subject subject = subject_of_name (differ, SUBJECT_CHECK, NULL, (new ? new : old)->check->name->text,
                                     old ? &old->origin : NULL, new ? &new->origin : NULL);
  Change *change;
  subject.rationale = new ? new->reason : NULL;
  if (!old || !new || (old->kind == SETTING_PARAM && !rational_equal (old->value, new->value)))
    {
      bool whole = !old || !new;
      change = differ_add (differ, &subject, CHANGE_CHECK, ASPECT_SETTING, NULL,
                           setting_form (differ, old, whole), setting_form (differ, new, whole));
      change->old_text = setting_text (differ, old);
      change->new_text = setting_text (differ, new);
    }
  else if (!differ_same_words (old->reason, new->reason))
    differ_add_text (differ, &subject, CHANGE_TEXT, ASPECT_SETTING, old->reason, new->reason);
}

void
differ_settings (Differ *differ, const Scheme *old, const Scheme *new)
{
  for (unsigned i = 0; i < new->n_settings; i++)
    if (setting_like (new, &new->settings[i]) == &new->settings[i])
      compare_setting (differ, setting_like (old, &new->settings[i]), &new->settings[i]);
  for (unsigned i = 0; i < old->n_settings; i++)
    if (setting_like (old, &old->settings[i]) == &old->settings[i] && !setting_like (new, &old->settings[i]))
      compare_setting (differ, &old->settings[i], NULL);
}

void
differ_append_settings (const Differ *differ, GString *form, const Scheme *scheme)
{
  g_autoptr (GPtrArray) settings = g_ptr_array_new ();
  for (unsigned i = 0; i < scheme->n_settings; i++)
    if (setting_like (scheme, &scheme->settings[i]) == &scheme->settings[i])
      {
        GString *line = g_string_new (scheme->settings[i].check->name->key);
        g_string_append_printf (line, " %s", setting_form (differ, &scheme->settings[i], true));
        g_ptr_array_add (settings, (gpointer)differ_text (differ, line));
      }
  differ_append_sorted (form, settings);
}
