/* What every run of checks needs, over one year or two: which checks there are and how they are set, where a
   finding stands, and the order of findings. */
#include "audit/findings.h"
#include "base/i18n.h"
#include "base/limits.h"
#include <string.h>

/* Settings */

static void
apply_setting (AuditCheck *check, const CheckSetting *setting, Arena *arena)
{
  unsigned n = check->check->n_params;
  Rational *params;
  const Measure **measures;
  switch (setting->kind)
    {
    case SETTING_OFF:
      check->off = setting;
      return;
    case SETTING_RAISED:
      check->off = NULL;
      check->severity = SEVERITY_ERROR;
      return;
    case SETTING_PARAM:
      params = arena_array (arena, Rational, n + 1);
      measures = arena_array (arena, const Measure *, n + 1);
      memcpy (params, check->params, sizeof *params * n);
      memcpy (measures, check->measures, sizeof (Measure *) * n);
      params[setting->param] = setting->value;
      measures[setting->param] = setting->measure;
      check->params = params;
      check->measures = measures;
      return;
    }
  g_assert_not_reached ();
}

static void
set_settings (AuditReport *report, int subjects, const CheckSetting *settings, unsigned n_settings,
              Arena *arena)
{
  unsigned own = report->scheme->n_settings;
  CheckSetting *all = arena_array (arena, CheckSetting, own + n_settings + 1);
  report->settings = all;
  for (unsigned i = 0; i < own + n_settings; i++)
    {
      const CheckSetting *setting = i < own ? &report->scheme->settings[i] : &settings[i - own];
      if ((int)setting->check->subject & subjects)
        all[report->n_settings++] = *setting;
    }
}

static void
set_checks (AuditReport *report, const Model *model, int subjects, Arena *arena)
{
  AuditCheck *checks = arena_array (arena, AuditCheck, model->check_order->len + 1);
  for (guint i = 0; i < model->check_order->len; i++)
    {
      const Check *check = model->check_order->pdata[i];
      AuditCheck *run = &checks[report->n_checks];
      if (!((int)check->subject & subjects))
        continue;
      *run = (AuditCheck){ check, NULL, check->severity, check->defaults, check->param_measures };
      for (unsigned j = 0; j < report->n_settings; j++)
        if (report->settings[j].check == check)
          apply_setting (run, &report->settings[j], arena);
      report->n_checks++;
    }
  report->checks = checks;
}

void
findings_prepare (AuditReport *report, const Model *model, int subjects, const CheckSetting *settings,
                  unsigned n_settings, Arena *arena)
{
  set_settings (report, subjects, settings, n_settings, arena);
  set_checks (report, model, subjects, arena);
}

/* Places */

void
finding_set_source (Finding *finding, Arena *arena, Source *source, uint32_t offset)
{
  SourcePlace place = source_place (source, offset);
  finding->file = arena_strndup (arena, source_name (source), strlen (source_name (source)));
  finding->line = place.line;
  finding->column = place.column;
}

void
finding_set_place (Finding *finding, Arena *arena, const char *where)
{
  gsize length = strlen (where);
  unsigned numbers[2] = { 0, 0 }, factor;
  for (int i = 1; i >= 0; i--)
    {
      gsize at = length;
      for (factor = 1; at > 0 && g_ascii_isdigit (where[at - 1]); at--, factor *= 10)
        numbers[i] += factor * (unsigned)g_ascii_digit_value (where[at - 1]);
      if (at == length || at < 2 || where[at - 1] != ':')
        {
          finding->file = arena_strndup (arena, where, strlen (where));
          return;
        }
      length = at - 1;
    }
  finding->file = arena_strndup (arena, where, length);
  finding->line = numbers[0];
  finding->column = numbers[1];
}

/* Text */

/* Why CHECK is not answered. */
static char *
unanswered_text (const Check *check, EvalStatus status, const Expr *failed, const Frame *frame)
{
  g_autofree char *year = NULL;
  if (status == EVAL_TOO_LONG)
    return diag_format (N_ ("the check ‘{1}’ is not answered: a number in it has more than {2} digits, the limit"),
                        check->name->text, G_STRINGIFY (LIMIT_COMPUTED_DIGITS), NULL);
  year = g_strdup_printf ("%d", expr_unpublished_year (failed, frame));
  return diag_format (N_ ("the check ‘{1}’ is not answered: the working days of {2} are not published"),
                      check->name->text, year, NULL);
}

void
finding_set_unanswered (Finding *finding, Arena *arena, EvalStatus status, const Expr *failed, const Frame *frame)
{
  g_autofree char *message = unanswered_text (finding->check, status, failed, frame);
  finding->check = NULL;
  finding->code = status == EVAL_TOO_LONG ? DIAG_computed_too_long : DIAG_computed_unpublished;
  finding->severity = SEVERITY_ERROR;
  finding->message = arena_strndup (arena, message, strlen (message));
}

/* The list */

void
findings_add (GArray *findings, Finding *finding, Arena *arena)
{
  g_autofree char *at = NULL;
  if (finding->file)
    at = finding->line ? g_strdup_printf ("%s:%u:%u", finding->file, finding->line, finding->column)
                       : g_strdup (finding->file);
  finding->at = at ? arena_strndup (arena, at, strlen (at)) : NULL;
  g_array_append_val (findings, *finding);
}

static int
by_severity (gconstpointer a, gconstpointer b)
{
  const Finding *left = *(const Finding *const *)a, *right = *(const Finding *const *)b;
  if (left->severity != right->severity)
    return (int)right->severity - (int)left->severity;
  if (!left->check && !right->check && left->code != right->code)
    return left->code < right->code ? -1 : 1;
  return left < right ? -1 : left > right; /* as found: by check, then by row */
}

static const Finding *
sorted (const GArray *found, Arena *arena)
{
  guint n = found->len;
  g_autofree const Finding **order = g_new (const Finding *, n + 1);
  Finding *findings = arena_array (arena, Finding, n + 1);
  for (guint i = 0; i < n; i++)
    order[i] = &g_array_index (found, Finding, i);
  qsort (order, n, sizeof *order, by_severity);
  for (guint i = 0; i < n; i++)
    findings[i] = *order[i];
  return findings;
}

void
findings_finish (AuditReport *report, const GArray *found, Arena *arena)
{
  report->n_findings = found->len;
  report->findings = sorted (found, arena);
}

unsigned
audit_count (const AuditReport *report, Severity severity)
{
  unsigned n = 0;
  for (unsigned i = 0; i < report->n_findings; i++)
    n += report->findings[i].severity == severity;
  return n;
}

const char *
finding_name (const Finding *finding)
{
  return finding->check ? finding->check->name->text : diag_code_name (finding->code);
}
