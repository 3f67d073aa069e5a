/* Which catalogue speaks.  The locale of the environment only ever chooses between Chinese and English;
   numbers, order and characters are those of C.UTF-8 everywhere, so that the output is the same on every
   machine. */
#include "cli/language.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

#include "base/i18n.h"

static const char *
lang_option (char **args)
{
  const char *found = NULL;
  for (; *args && strcmp (*args, "--") != 0; args++)
    if (g_str_has_prefix (*args, "--lang="))
      found = *args + strlen ("--lang=");
    else if (strcmp (*args, "--lang") == 0 && args[1])
      found = args[1];
  return found && (strcmp (found, "zh") == 0 || strcmp (found, "en") == 0) ? found : NULL;
}

/* The first variable that is set decides, as it does for gettext. */
static bool
environment_is_chinese (void)
{
  static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_getenv (names[i]);
      if (value && *value)
        return g_ascii_strncasecmp (value, "zh", 2) == 0;
    }
  return false;
}

void
language_choose (char **args)
{
  const char *named = lang_option (args), *folder = g_getenv ("JIXIAO_LOCALEDIR");
  bool chinese = named ? strcmp (named, "zh") == 0 : environment_is_chinese ();
  g_setenv ("LANGUAGE", chinese ? "zh_CN" : "en", TRUE);
  /* gettext wants these two and no others: LC_ALL would read a dozen files more at every start */
  setlocale (LC_CTYPE, "C.UTF-8");
  setlocale (LC_MESSAGES, "C.UTF-8");
  bindtextdomain ("jixiao", folder && *folder ? folder : LOCALEDIR);
  bind_textdomain_codeset ("jixiao", "UTF-8");
  textdomain ("jixiao");
}
