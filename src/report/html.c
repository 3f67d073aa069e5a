/* The one sink for text in HTML, and the frame of a page that carries no script and loads nothing.  What
   stands between is written by the forms of reports. */
#include "report/html.h"

#include "base/text.h"

static void
append_escaped (GString *out, const char *text)
{
  for (; *text; text++)
    switch (*text)
      {
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      case '\'':
        g_string_append (out, "&#39;");
        break;
      default:
        g_string_append_c (out, *text);
      }
}

void
html_text (GString *out, const char *text)
{
  g_autoptr (GString) visible = g_string_new (NULL);
  if (!text)
    return;
  text_append_visible (visible, text, -1);
  append_escaped (out, visible->str);
}

void
html_attr (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, " %s=\"", name);
  html_text (out, text);
  g_string_append_c (out, '"');
}

/* The source expression of a content security policy that allows exactly this style. (owned) */
static char *
digest_of (const char *style)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 bytes[32];
  gsize length = sizeof bytes;
  g_checksum_update (checksum, (const guchar *)style, -1);
  g_checksum_get_digest (checksum, bytes, &length);
  g_autofree char *encoded = g_base64_encode (bytes, length);
  return g_strdup_printf ("sha256-%s", encoded);
}

void
html_begin (GString *out, const char *lang, const char *title, const char *style)
{
  g_autofree char *digest = digest_of (style);
  g_string_append (out, "<!DOCTYPE html>\n<html");
  html_attr (out, "lang", lang);
  g_string_append_printf (
      out,
      ">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '%s'; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
      digest);
  html_text (out, title);
  g_string_append_printf (out, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
}

void
html_end (GString *out)
{
  g_string_append (out, "</body>\n</html>\n");
}
