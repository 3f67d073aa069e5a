/* Findings for a person: errors first, each check once with its source and what to do, its findings below it.
 */
#include "base/i18n.h"
#include "report/audit.h"
#include "base/text.h"
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

/* BEFORE TEXT AFTER; what a table or a check says cannot move the cursor, nor forge a line. */
static void
append_line (GString *out, const char *before, const char *text, const char *after)
{
  g_string_append (out, before);
  text_append_visible (out, text, -1);
  g_string_append (out, after);
}

static void
append_detail (const char *detail, GString *out)
{
  g_auto (GStrv) lines = g_strsplit (detail ? detail : "", "\n", -1);
  for (int i = 0; lines[i]; i++)
    append_line (out, "      ", lines[i], "\n");
}

static void
append_group (const Finding *findings, unsigned n, GString *out)
{
  const Check *check = findings->check;
  g_string_append_printf (out, "\n  %s", finding_name (findings));
  if (n > 1)
    g_string_append_printf (out, " (%u)", n);
  if (check && check->basis)
    append_line (out, "  [", check->basis, "]");
  g_string_append_c (out, '\n');
  for (unsigned i = 0; i < n; i++)
    {
      append_line (out, "    ", findings[i].message, "");
      if (findings[i].at)
        append_line (out, "  (", findings[i].at, ")");
      g_string_append_c (out, '\n');
      append_detail (findings[i].detail, out);
    }
  if (check && check->advice)
    append_line (out, "    → ", check->advice, "\n");
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

/* With two places, or as many as it takes. */
static char *
signed_decimal (Rational value)
{
  GString *text = g_string_new (rational_sign (value) < 0 ? "−" : "+");
  Rational size = rational_sign (value) < 0 ? rational_neg (NULL, value) : value;
  if (rational_equal (rational_round (NULL, size, 2), size))
    rational_append_fixed (text, size, 2);
  else
    rational_append_decimal (text, size);
  return g_string_free (text, FALSE);
}

/* `−2.00`, or `−2.00 to +0.00`. */
static char *
signed_interval (Rational low, Rational high)
{
  g_autofree char *from = signed_decimal (low), *to = signed_decimal (high);
  return rational_equal (low, high) ? g_steal_pointer (&from)
                                    : diag_format (N_ ("{1} to {2}"), from, to, NULL);
}

static char *
decimal (Rational value)
{
  GString *text = g_string_new (NULL);
  rational_append_decimal (text, value);
  return g_string_free (text, FALSE);
}

/* Of a total that is not known but for its ends: `between 88 and 98`. */
static char *
computed_text (const Result *result)
{
  g_autofree char *low = decimal (result->total_min), *high = decimal (result->total_max);
  return rational_equal (result->total_min, result->total_max)
             ? g_steal_pointer (&low)
             : diag_format (N_ ("between {1} and {2}"), low, high, NULL);
}

static void
append_part (GString *out, const char *format, char *value, unsigned rows)
{
  g_autofree char *taken = value, *count = g_strdup_printf ("%u", rows);
  g_autofree char *part = diag_format (format, taken, count, NULL), *all = NULL;
  if (out->len)
    all = diag_format (N_ ("{1}, {2}"), out->str, part, NULL);
  g_string_assign (out, all ? all : part);
}

static void
append_causes (const AuditCauses *causes, GString *out)
{
  if (causes->has_addition)
    append_part (out, N_ ("{1} addition"), signed_decimal (causes->addition), 0);
  append_part (out, N_ ("{1} full marks that were missed"), signed_decimal (causes->missed_full), 0);
  append_part (out, N_ ("{1} other rows"), signed_decimal (causes->other), 0);
  if (causes->n_unscored)
    append_part (out, N_ ("{1} rows without a computed score ({2})"),
                 signed_interval (causes->unscored_low, causes->unscored_high), causes->n_unscored);
  if (!causes->has_addition)
    append_part (out, N_ ("{1} addition and rows without a claim ({2})"),
                 signed_interval (causes->rest_low, causes->rest_high), causes->claims.n_unstated);
}

/* Where no total is claimed. */
static char *
unclaimed_line (const ClaimSum *claims, const char *computed)
{
  g_autofree char *low = claims->any ? decimal (claims->low) : NULL,
                  *high = claims->any ? decimal (claims->high) : NULL;
  g_autofree char *unstated = g_strdup_printf ("%u", claims->n_unstated);
  if (!claims->any)
    return diag_format (N_ ("Computed: {1}; no total is claimed"), computed, NULL);
  if (claims->n_unstated == 0)
    return diag_format (N_ ("Computed: {1}; no total is claimed, the claims of the rows add up to {2}"),
                        computed, low, NULL);
  return diag_format (
      N_ ("Computed: {1}; no total is claimed, the claims of the rows add up to between {2} and {3}, "
          "since some state none ({4})"),
      computed, low, high, unstated, NULL);
}

static void
append_totals (const AuditReport *report, GString *out)
{
  const Result *result = report->result;
  g_autofree char *computed = computed_text (result), *claimed = NULL, *line = NULL;
  g_autoptr (GString) causes = g_string_new (NULL);
  if (result->has_claimed_total)
    claimed = decimal (result->claimed_total);
  if (!claimed)
    line = unclaimed_line (&report->causes.claims, computed);
  else if (!report->causes.known)
    line = diag_format (N_ ("Claimed {1}, computed {2}"), claimed, computed, NULL);
  else
    {
      append_causes (&report->causes, causes);
      line = diag_format (N_ ("Claimed {1} → computed {2}: {3}"), claimed, computed, causes->str, NULL);
    }
  g_string_append_printf (out, "\n%s\n", line);
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
