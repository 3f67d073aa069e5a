/* Escaping for reports in XML.  What may not stand in a document at all is made visible, so that any name
 * gives a valid one. */
#include "report/xml.h"
#include "base/text.h"

void
xml_append_text (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i]; i++)
    {
      g_autoptr (GString) visible = g_string_new (NULL);
      g_autofree char *escaped = NULL;
      text_append_visible (visible, lines[i], -1);
      escaped = g_markup_escape_text (visible->str, (gssize)visible->len);
      g_string_append_printf (out, "%s%s", i ? "\n" : "", escaped);
    }
}

void
xml_append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  xml_append_text (out, value);
  g_string_append_c (out, '"');
}
