/* Findings as the JUnit XML that build servers read.  A suite is a first tier, or the scheme as a whole; a
   case is a check that looked at something there, or a diagnostic about a row there.  A case fails by an
   error; milder findings are its output. */
#include <string.h>

#include "report/audit.h"
#include "report/audit-parts.h"
#include "report/xml.h"

typedef struct
{
  const AuditReport *report;
  const Tier *tier; /* NULL: what is not in a first tier */
  GString *out;
  unsigned tests, failures, skipped;
} Suite;

static const Tier *
first_tier (const Tier *tier)
{
  while (tier && tier->parent)
    tier = tier->parent;
  return tier;
}

static bool
is_in (const Suite *suite, const Finding *finding)
{
  return first_tier (finding->indicator ? finding->indicator->tier : finding->tier) == suite->tier;
}

/* True if CHECK looks at anything in the suite. */
static bool
looks_here (const Suite *suite, const Check *check)
{
  const Scheme *scheme = suite->report->scheme;
  bool any = false;
  if (check->subject == OF_SCHEME)
    return suite->tier == NULL;
  for (unsigned i = 0; i < scheme->n_tiers && check->subject == OF_TIER; i++)
    any = any || first_tier (scheme->tiers[i]) == suite->tier;
  for (unsigned i = 0; i < scheme->n_indicators && check->subject == OF_INDICATOR; i++)
    any = any || first_tier (scheme->indicators[i]->tier) == suite->tier;
  return any;
}

/* The findings of one name in the suite, errors or the others, a line each. (owned; NULL: none) */
static char *
lines_of (const Suite *suite, const char *name, bool errors, unsigned *ret_n)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  *ret_n = 0;
  for (unsigned i = 0; i < suite->report->n_findings; i++)
    {
      const Finding *finding = &suite->report->findings[i];
      if (!is_in (suite, finding) || (finding->severity == SEVERITY_ERROR) != errors
          || strcmp (finding_name (finding), name) != 0)
        continue;
      g_string_append_printf (lines, "%s%s", lines->len ? "\n" : "", finding->message);
      if (finding->at)
        g_string_append_printf (lines, " (%s)", finding->at);
      if (finding->detail)
        g_string_append_printf (lines, "\n%s", finding->detail);
      ++*ret_n;
    }
  return *ret_n ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}

static const char *
suite_name (const Suite *suite)
{
  return suite->tier ? suite->tier->name->text : suite->report->scheme->name->text;
}

static void
append_element (GString *out, const char *element, const char *attribute, const char *value, const char *text)
{
  g_string_append_printf (out, "      <%s", element);
  if (attribute)
    xml_append_attribute (out, attribute, value);
  g_string_append_c (out, '>');
  xml_append_text (out, text);
  g_string_append_printf (out, "</%s>\n", element);
}

static void
append_case (Suite *suite, const char *name, const CheckSetting *off)
{
  unsigned n_errors, n_others;
  g_autofree char *errors = lines_of (suite, name, true, &n_errors);
  g_autofree char *others = lines_of (suite, name, false, &n_others);
  g_string_append (suite->out, "    <testcase");
  xml_append_attribute (suite->out, "name", name);
  xml_append_attribute (suite->out, "classname", suite_name (suite));
  suite->tests++;
  if (!off && !errors && !others)
    {
      g_string_append (suite->out, "/>\n");
      return;
    }
  g_string_append (suite->out, ">\n");
  if (off)
    append_element (suite->out, "skipped", "message", off->reason ? off->reason : "", "");
  if (errors)
    {
      g_autofree char *message = g_strdup_printf ("%s: %u", name, n_errors);
      append_element (suite->out, "failure", "message", message, errors);
    }
  if (others)
    append_element (suite->out, "system-out", NULL, NULL, others);
  g_string_append (suite->out, "    </testcase>\n");
  suite->skipped += off != NULL;
  suite->failures += errors != NULL;
}

/* One case for each code of the faults in the suite. */
static void
append_faults (Suite *suite)
{
  const AuditReport *report = suite->report;
  for (unsigned i = 0; i < report->n_findings; i++)
    {
      bool before = report->findings[i].check || !is_in (suite, &report->findings[i]);
      for (unsigned j = 0; j < i && !before; j++)
        before = !report->findings[j].check && report->findings[j].code == report->findings[i].code
                 && is_in (suite, &report->findings[j]);
      if (!before)
        append_case (suite, finding_name (&report->findings[i]), NULL);
    }
}

static void
append_suite (const AuditReport *report, const Tier *tier, GString *out, unsigned *tests, unsigned *failures)
{
  g_autoptr (GString) cases = g_string_new (NULL);
  Suite suite = { report, tier, cases, 0, 0, 0 };
  for (unsigned i = 0; i < report->n_checks; i++)
    if (report->checks[i].check->ok && looks_here (&suite, report->checks[i].check))
      append_case (&suite, report->checks[i].check->name->text, report->checks[i].off);
  append_faults (&suite);
  g_string_append (out, "  <testsuite");
  xml_append_attribute (out, "name", suite_name (&suite));
  g_string_append_printf (out,
                          " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n%s  </testsuite>\n",
                          suite.tests, suite.failures, suite.skipped, cases->str);
  *tests += suite.tests;
  *failures += suite.failures;
}

void
report_audit_junit (const AuditReport *report, GString *out)
{
  g_autoptr (GString) suites = g_string_new (NULL);
  unsigned tests = 0, failures = 0;
  append_suite (report, NULL, suites, &tests, &failures);
  for (unsigned i = 0; i < report->scheme->n_tiers; i++)
    if (report->scheme->tiers[i]->level == 1)
      append_suite (report, report->scheme->tiers[i], suites, &tests, &failures);
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
  xml_append_attribute (out, "name", report->scheme->name->text);
  g_string_append_printf (out, " tests=\"%u\" failures=\"%u\">\n%s</testsuites>\n", tests, failures,
                          suites->str);
}
