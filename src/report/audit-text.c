/* Findings for a person: errors first, each check once with its source and what to do, its findings below it.
 */
#include "base/i18n.h"
#include "report/audit.h"
#include "report/audit-parts.h"

static const char *
severity_title (Severity severity)
{
  switch (severity)
    {
    case SEVERITY_ERROR:
      return _ ("Errors");
    case SEVERITY_WARNING:
      return _ ("Warnings");
    case SEVERITY_NOTE:
      return _ ("Notes");
    }
  g_assert_not_reached ();
}

static const char *
severity_color (Severity severity)
{
  return severity == SEVERITY_ERROR     ? "\033[1;31m"
         : severity == SEVERITY_WARNING ? "\033[1;33m"
                                        : "\033[1;36m";
}

static unsigned
same_check (const AuditReport *report, unsigned from)
{
  unsigned n = 1;
  while (from + n < report->n_findings
         && report->findings[from + n].severity == report->findings[from].severity
         && report->findings[from + n].check == report->findings[from].check
         && report->findings[from + n].code == report->findings[from].code)
    n++;
  return n;
}

static void
append_detail (const char *detail, GString *out)
{
  g_auto (GStrv) lines = g_strsplit (detail ? detail : "", "\n", -1);
  for (int i = 0; lines[i]; i++)
    g_string_append_printf (out, "      %s\n", lines[i]);
}

static void
append_group (const Finding *findings, unsigned n, GString *out)
{
  const Check *check = findings->check;
  g_string_append_printf (out, "\n  %s", finding_name (findings));
  if (n > 1)
    g_string_append_printf (out, " (%u)", n);
  if (check && check->basis)
    g_string_append_printf (out, "  [%s]", check->basis);
  g_string_append_c (out, '\n');
  for (unsigned i = 0; i < n; i++)
    {
      g_string_append_printf (out, "    %s", findings[i].message);
      if (findings[i].at)
        g_string_append_printf (out, "  (%s)", findings[i].at);
      g_string_append_c (out, '\n');
      append_detail (findings[i].detail, out);
    }
  if (check && check->advice)
    g_string_append_printf (out, "    → %s\n", check->advice);
}

void
audit_append_findings (const AuditReport *report, bool color, GString *out)
{
  for (unsigned i = 0; i < report->n_findings;)
    {
      const Finding *finding = &report->findings[i];
      unsigned n = same_check (report, i);
      if (i == 0 || finding->severity != finding[-1].severity)
        g_string_append_printf (out, "%s%s%s: %u%s\n", i ? "\n" : "",
                                color ? severity_color (finding->severity) : "",
                                severity_title (finding->severity), audit_count (report, finding->severity),
                                color ? "\033[0m" : "");
      append_group (finding, n, out);
      i += n;
    }
}

void
audit_append_settings (const AuditReport *report, GString *out)
{
  for (unsigned i = 0; i < report->n_settings; i++)
    {
      g_autofree char *line = audit_setting_text (&report->settings[i]);
      g_autofree char *place = audit_setting_place (&report->settings[i]);
      g_string_append_printf (out, "%s%s", i ? "" : "\n", line);
      if (place)
        g_string_append_printf (out, "  (%s)", place);
      g_string_append_c (out, '\n');
    }
}

static char *
signed_decimal (Rational value)
{
  GString *text = g_string_new (rational_sign (value) < 0 ? "−" : "+");
  Rational size = rational_sign (value) < 0 ? rational_neg (NULL, value) : value;
  rational_append_fixed (text, size, 2);
  return g_string_free (text, FALSE);
}

static char *
decimal (Rational value)
{
  GString *text = g_string_new (NULL);
  rational_append_decimal (text, value);
  return g_string_free (text, FALSE);
}

/* PLAIN, or WITH_SUM where rows claim something, which then follows the values as the last one. */
static char *
unclaimed_line (const AuditReport *report, const char *plain, const char *with_sum, const char *computed, const char *high)
{
  g_autofree char *sum = report->causes.has_claims ? decimal (report->causes.claims) : NULL;
  if (!sum)
    return diag_format (plain, computed, high, NULL);
  return high ? diag_format (with_sum, computed, high, sum, NULL) : diag_format (with_sum, computed, sum, NULL);
}

/* Of a total that is not known but for its ends. */
static char *
open_total_line (const AuditReport *report, const char *computed)
{
  g_autofree char *high = decimal (report->result->total_max);
  if (report->result->has_claimed_total)
    {
      g_autofree char *claimed = decimal (report->result->claimed_total);
      return diag_format (N_ ("Claimed {1}, computed between {2} and {3}"), claimed, computed, high, NULL);
    }
  return unclaimed_line (report, N_ ("Computed: between {1} and {2}"),
                         N_ ("Computed: between {1} and {2}; no total is claimed, the claims of the rows add up to {3}"), computed,
                         high);
}

static void
append_totals (const AuditReport *report, GString *out)
{
  const Result *result = report->result;
  g_autofree char *computed = decimal (result->total_min), *claimed = NULL, *line = NULL;
  g_string_append_c (out, '\n');
  if (!rational_equal (result->total_min, result->total_max))
    line = open_total_line (report, computed);
  else if (!result->has_claimed_total)
    line = unclaimed_line (report, N_ ("Computed: {1}; no total is claimed"),
                           N_ ("Computed: {1}; no total is claimed, the claims of the rows add up to {2}"), computed, NULL);
  else if (!report->causes.known)
    {
      claimed = decimal (result->claimed_total);
      line = diag_format (N_ ("Claimed {1}, computed {2}"), claimed, computed, NULL);
    }
  else
    {
      g_autofree char *addition = signed_decimal (report->causes.addition);
      g_autofree char *missed = signed_decimal (report->causes.missed_full);
      g_autofree char *other = signed_decimal (report->causes.other);
      claimed = decimal (result->claimed_total);
      line = diag_format (
          N_ ("Claimed {1} → computed {2}: {3} addition, {4} full marks that were missed, {5} other rows"),
          claimed, computed, addition, missed, other, NULL);
    }
  g_string_append_printf (out, "%s\n", line);
}

void
report_audit_text (const AuditReport *report, bool color, GString *out)
{
  const Scheme *scheme = report->scheme;
  g_string_append (out, scheme->name->text);
  if (scheme->has_year)
    g_string_append_printf (out, "  %d", scheme->year);
  g_string_append_printf (out, "  %s\n\n", scheme->framework->name->text);
  if (report->n_findings == 0)
    g_string_append_printf (out, "%s\n", _ ("No findings."));
  audit_append_findings (report, color, out);
  audit_append_settings (report, out);
  append_totals (report, out);
}
