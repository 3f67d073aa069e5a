/* Writing the members that every JSON report has.  A number that is no finite decimal is rounded, and its
   fraction stands in the member `exact` of the same object, under its key. */
#include "report/members.h"

#include <string.h>

static void
note_inexact (MemberWriter *writer, const char *key, Rational exact)
{
  g_string_append_printf (writer->inexact, "%s=", key);
  rational_append_fraction (writer->inexact, exact);
  g_string_append_c (writer->inexact, '\n');
}

void
member_rounded (MemberWriter *writer, const char *key, Rational printed, Rational exact)
{
  member_number (writer, key, printed);
  if (!rational_equal (printed, exact))
    note_inexact (writer, key, exact);
}

void
member_number (MemberWriter *writer, const char *key, Rational value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (!rational_append_decimal (text, value))
    note_inexact (writer, key, value);
  json_key (writer->json, key);
  json_raw (writer->json, text->str);
}

void
member_number_if (MemberWriter *writer, const char *key, bool known, Rational value)
{
  if (known)
    {
      member_number (writer, key, value);
      return;
    }
  json_key (writer->json, key);
  json_raw (writer->json, "null");
}

void
member_text (MemberWriter *writer, const char *key, const char *text)
{
  json_key (writer->json, key);
  json_string (writer->json, text);
}

void
member_bool (MemberWriter *writer, const char *key, bool value)
{
  json_key (writer->json, key);
  json_raw (writer->json, value ? "true" : "false");
}

void
member_exact (MemberWriter *writer)
{
  if (!writer->inexact->len)
    return;
  g_auto (GStrv) lines = g_strsplit (writer->inexact->str, "\n", -1);
  json_key (writer->json, "exact");
  json_begin_object (writer->json, true);
  for (int i = 0; lines[i] && *lines[i]; i++)
    {
      char *fraction = strchr (lines[i], '=');
      *fraction++ = '\0';
      json_key (writer->json, lines[i]);
      json_string (writer->json, fraction);
    }
  json_end_object (writer->json);
  g_string_truncate (writer->inexact, 0);
}
