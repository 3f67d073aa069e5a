/* Runs every check over its subjects, adds the faults of rows, sorts, and splits the difference of the totals by cause. */
#include "audit/audit.h"
#include "audit/subject.h"
#include "base/i18n.h"
#include <string.h>

typedef struct
{
  AuditInput input;
  const CheckSetting *settings;
  unsigned n_settings;
  GArray *findings; /* Finding */
  Arena *arena;
} Auditing;

static const CheckSetting *
setting_of (const Auditing *auditing, const Check *check)
{
  for (unsigned i = 0; i < auditing->n_settings; i++)
    if (auditing->settings[i].check == check)
      return &auditing->settings[i];
  return NULL;
}

/* `file:line:column` of the row's actual value, or else of the definition. */
static const char *
place_of (const Auditing *auditing, const Indicator *indicator, const Tier *tier)
{
  const Actual *actual = indicator ? actuals_of (auditing->input.actuals, indicator) : NULL;
  const Origin *origin = indicator ? &indicator->origin : tier ? &tier->origin : &auditing->input.scheme->origin;
  g_autoptr (GString) at = g_string_new (NULL);
  if (actual)
    {
      g_autofree char *text = place_text (&actual->place);
      return arena_strndup (auditing->arena, text, strlen (text));
    }
  source_append_place (at, origin->unit->source, unit_node_span (origin->unit, origin->node).start);
  return arena_strndup (auditing->arena, at->str, at->len);
}

static void
look_at (Auditing *auditing, const Check *check, Severity severity, const Indicator *indicator, const Tier *tier)
{
  Frame frame;
  Rational holds;
  Finding finding = { .check = check, .severity = severity, .subject = check->subject, .indicator = indicator, .tier = tier };
  if (indicator)
    subject_of_indicator (&auditing->input, indicator, &frame);
  else
    subject_of_tier (&auditing->input, tier, &frame);
  frame.params = check->defaults;
  if (expr_eval (check->condition, &frame, &holds, NULL) != EVAL_OK || rational_sign (holds) == 0)
    return; /* a value that is not there makes a check silent */
  finding.message = subject_message (&auditing->input, check, &frame, indicator, tier, auditing->arena);
  finding.at = place_of (auditing, indicator, tier);
  g_array_append_val (auditing->findings, finding);
}

static void
run_check (Auditing *auditing, const Check *check)
{
  const CheckSetting *setting = setting_of (auditing, check);
  const Scheme *scheme = auditing->input.scheme;
  Severity severity = setting && setting->has_severity ? setting->severity : check->severity;
  if (!check->ok || (setting && setting->off))
    return;
  if (check->subject == OF_INDICATOR)
    {
      for (unsigned i = 0; i < scheme->n_indicators; i++)
        if (auditing->input.result->rows[i].status != STATUS_NA)
          look_at (auditing, check, severity, scheme->indicators[i], NULL);
    }
  else if (check->subject == OF_TIER)
    for (unsigned i = 0; i < scheme->n_tiers; i++)
      look_at (auditing, check, severity, NULL, scheme->tiers[i]);
  else
    look_at (auditing, check, severity, NULL, NULL);
}

static void
add_fault (Auditing *auditing, const Diag *diag)
{
  g_autoptr (GString) at = g_string_new (NULL);
  Finding finding = { .code = diag->code, .severity = diag->severity, .subject = OF_SCHEME };
  if (diag->source)
    source_append_place (at, diag->source, diag->span.start);
  else if (diag->where)
    g_string_append (at, diag->where);
  finding.message = arena_strndup (auditing->arena, diag->message, strlen (diag->message));
  finding.at = at->len ? arena_strndup (auditing->arena, at->str, at->len) : NULL;
  g_array_append_val (auditing->findings, finding);
}

static int
by_severity (gconstpointer a, gconstpointer b)
{
  const Finding *left = *(const Finding *const *)a, *right = *(const Finding *const *)b;
  if (left->severity != right->severity)
    return (int)right->severity - (int)left->severity;
  return left < right ? -1 : left > right; /* as found: by check, then by row */
}

static const Finding *
sorted (const Auditing *auditing)
{
  guint n = auditing->findings->len;
  g_autofree const Finding **order = g_new (const Finding *, n + 1);
  Finding *findings = arena_array (auditing->arena, Finding, n + 1);
  for (guint i = 0; i < n; i++)
    order[i] = &g_array_index (auditing->findings, Finding, i);
  qsort (order, n, sizeof *order, by_severity);
  for (guint i = 0; i < n; i++)
    findings[i] = *order[i];
  return findings;
}

/* computed − claimed = addition + rows that missed and claim full marks + other rows */
static AuditCauses
split_difference (const AuditInput *input)
{
  RationalPool *pool = input->model->session->numbers;
  const Result *result = input->result;
  AuditCauses causes = { false, RATIONAL_ZERO, RATIONAL_ZERO, RATIONAL_ZERO };
  Rational claimed, difference;
  if (!result->has_claimed_total || !result->complete || !subject_claim_sum (input, NULL, &claimed)
      || !rational_equal (result->total_min, result->total_max))
    return causes;
  causes.known = true;
  causes.addition = rational_sub (pool, claimed, result->claimed_total);
  for (unsigned i = 0; i < input->scheme->n_indicators; i++)
    {
      const RowResult *row = &result->rows[i];
      if (row->has_claimed && row->has_score && row->status == STATUS_MISSED
          && rational_cmp (row->claimed, row->indicator->weight) >= 0)
        causes.missed_full
            = rational_add (pool, causes.missed_full,
                            rational_sub (pool, row->score_min, rational_min (row->claimed, row->indicator->weight)));
    }
  difference = rational_sub (pool, result->total_min, result->claimed_total);
  causes.other = rational_sub (pool, rational_sub (pool, difference, causes.addition), causes.missed_full);
  return causes;
}

const AuditReport *
audit_run (Model *model, const Scheme *scheme, const Actuals *actuals, const Result *result, const GPtrArray *faults,
           const CheckSetting *settings, unsigned n_settings, Arena *arena)
{
  g_autoptr (GArray) findings = g_array_new (FALSE, FALSE, sizeof (Finding));
  Auditing auditing = { { model, scheme, actuals, result }, settings, n_settings, findings, arena };
  AuditReport *report = arena_new0 (arena, AuditReport);
  for (guint i = 0; faults && i < faults->len; i++)
    add_fault (&auditing, faults->pdata[i]);
  for (guint i = 0; i < model->check_order->len; i++)
    run_check (&auditing, model->check_order->pdata[i]);
  report->scheme = scheme;
  report->result = result;
  report->n_findings = findings->len;
  report->findings = sorted (&auditing);
  report->settings = settings;
  report->n_settings = n_settings;
  report->causes = split_difference (&auditing.input);
  return report;
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
