/* Small texts that several forms of an audit report need. */
#include "report/audit-parts.h"
#include "base/i18n.h"
#include <string.h>

void
audit_path (const Finding *finding, const char *ret_names[AUDIT_MAX_PATH])
{
  const Tier *tier = finding->indicator ? finding->indicator->tier : finding->tier;
  unsigned n = 0;
  if (tier && tier->parent)
    ret_names[n++] = tier->parent->name->text;
  if (tier)
    ret_names[n++] = tier->name->text;
  if (finding->indicator)
    ret_names[n++] = finding->indicator->name->text;
  ret_names[n] = NULL;
}

char *
audit_path_text (const Finding *finding, const Scheme *scheme)
{
  const char *names[AUDIT_MAX_PATH];
  audit_path (finding, names);
  return *names ? g_strjoinv ("/", (char **)names) : g_strdup (scheme->name->text);
}

static void
add_to_hash (GChecksum *hash, const char *text)
{
  g_checksum_update (hash, (const guchar *)text, (gssize)strlen (text) + 1);
}

char *
audit_fingerprint (const Finding *finding, const Scheme *scheme)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  const char *names[AUDIT_MAX_PATH];
  audit_path (finding, names);
  add_to_hash (hash, scheme->name->key);
  add_to_hash (hash, finding_name (finding));
  for (const char *const *name = names; *name; name++)
    add_to_hash (hash, *name);
  if (!finding->check && !*names)
    add_to_hash (hash, finding->message); /* nothing else tells two of a code apart */
  return g_strdup (g_checksum_get_string (hash));
}

const char *
audit_subject_word (const Finding *finding)
{
  return finding->indicator ? "indicator" : finding->tier ? "tier" : "scheme";
}

char *
audit_setting_text (const CheckSetting *setting)
{
  const char *name = setting->check->name->text;
  g_autofree char *text = NULL;
  switch (setting->kind)
    {
    case SETTING_OFF:
      text = diag_format (N_ ("switched off: {1}"), name, NULL);
      break;
    case SETTING_RAISED:
      text = diag_format (N_ ("made an error: {1}"), name, NULL);
      break;
    case SETTING_PARAM:
      text = diag_format (N_ ("parameter changed: {1}.{2} = {3}"), name,
                          setting->check->params[setting->param]->text, setting->text, NULL);
      break;
    }
  return setting->reason ? g_strdup_printf ("%s (%s)", text, setting->reason) : g_steal_pointer (&text);
}

char *
audit_setting_line (const CheckSetting *setting)
{
  g_autofree char *text = audit_setting_text (setting), *place = audit_setting_place (setting);
  return place ? g_strdup_printf ("%s (%s)", text, place) : g_steal_pointer (&text);
}

char *
audit_setting_place (const CheckSetting *setting)
{
  const Unit *unit = setting->origin.unit;
  GString *at;
  if (!unit)
    return NULL;
  at = g_string_new (NULL);
  source_append_place (at, unit->source, unit_node_span (unit, setting->origin.node).start);
  return g_string_free (at, FALSE);
}
