/* Runs every check over its subjects, adds the faults of rows that no check covers, sorts, and splits the
   difference of the totals by cause.  What a check reads is filled in by subject.c, its sentence by
   message.c. */
#include "audit/audit.h"
#include "audit/subject.h"
#include "base/i18n.h"
#include "eval/literal.h"
#include <string.h>

typedef struct
{
  AuditInput input;
  GArray *findings; /* Finding */
  Arena *arena;
} Auditing;

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
set_settings (AuditReport *report, const CheckSetting *settings, unsigned n_settings, Arena *arena)
{
  unsigned own = report->scheme->n_settings;
  CheckSetting *all = arena_array (arena, CheckSetting, own + n_settings + 1);
  for (unsigned i = 0; i < own + n_settings; i++)
    all[i] = i < own ? report->scheme->settings[i] : settings[i - own];
  report->settings = all;
  report->n_settings = own + n_settings;
}

static void
set_checks (AuditReport *report, const Model *model, Arena *arena)
{
  AuditCheck *checks = arena_array (arena, AuditCheck, model->check_order->len + 1);
  for (guint i = 0; i < model->check_order->len; i++)
    {
      const Check *check = model->check_order->pdata[i];
      checks[i] = (AuditCheck){ check, NULL, check->severity, check->defaults, check->param_measures };
      for (unsigned j = 0; j < report->n_settings; j++)
        if (report->settings[j].check == check)
          apply_setting (&checks[i], &report->settings[j], arena);
    }
  report->checks = checks;
  report->n_checks = model->check_order->len;
}

/* Places */

static void
set_source_place (const Auditing *auditing, Finding *finding, Source *source, uint32_t offset)
{
  SourcePlace place = source_place (source, offset);
  finding->file = arena_strndup (auditing->arena, source_name (source), strlen (source_name (source)));
  finding->line = place.line;
  finding->column = place.column;
}

/* `f.csv:14:9`, as diagnostics about tables have it; what does not end so is a file. */
static void
set_text_place (const Auditing *auditing, Finding *finding, const char *where)
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
          finding->file = arena_strndup (auditing->arena, where, strlen (where));
          return;
        }
      length = at - 1;
    }
  finding->file = arena_strndup (auditing->arena, where, length);
  finding->line = numbers[0];
  finding->column = numbers[1];
}

/* Of the row's actual value, or else of the definition. */
static void
set_place (const Auditing *auditing, Finding *finding)
{
  const Indicator *indicator = finding->indicator;
  const Actual *actual = indicator ? actuals_of (auditing->input.actuals, indicator) : NULL;
  const Origin *origin = indicator       ? &indicator->origin
                         : finding->tier ? &finding->tier->origin
                                         : &auditing->input.scheme->origin;
  g_autofree char *text = NULL;
  if (!actual && indicator)
    actual = actuals_refused_row (auditing->input.actuals, indicator);
  if (actual && actual->place.source)
    set_source_place (auditing, finding, actual->place.source, actual->place.span.start);
  else if (actual)
    set_text_place (auditing, finding, text = place_text (&actual->place));
  else
    set_source_place (auditing, finding, origin->unit->source,
                      unit_node_span (origin->unit, origin->node).start);
}

static void
add_finding (Auditing *auditing, Finding *finding)
{
  g_autofree char *at = NULL;
  if (finding->file)
    at = finding->line ? g_strdup_printf ("%s:%u:%u", finding->file, finding->line, finding->column)
                       : g_strdup (finding->file);
  finding->at = at ? arena_strndup (auditing->arena, at, strlen (at)) : NULL;
  g_array_append_val (auditing->findings, *finding);
}

/* Checks */

static void
look_at (Auditing *auditing, const AuditCheck *run, const Indicator *indicator, const Tier *tier)
{
  const Check *check = run->check;
  Frame frame;
  Rational holds;
  Finding finding = {
    .check = check, .severity = run->severity, .subject = check->subject, .indicator = indicator, .tier = tier
  };
  if (indicator)
    subject_of_indicator (&auditing->input, indicator, &frame);
  else
    subject_of_tier (&auditing->input, tier, &frame);
  frame.params = run->params;
  if (expr_eval (check->condition, &frame, &holds, NULL) != EVAL_OK || rational_sign (holds) == 0)
    return; /* a value that is not there makes a check silent */
  finding.message
      = subject_message (&auditing->input, check, &frame, indicator, tier, run->measures, auditing->arena);
  set_place (auditing, &finding);
  add_finding (auditing, &finding);
}

static void
run_check (Auditing *auditing, const AuditCheck *run)
{
  const Scheme *scheme = auditing->input.scheme;
  if (!run->check->ok || run->off)
    return;
  if (run->check->subject == OF_INDICATOR)
    {
      for (unsigned i = 0; i < scheme->n_indicators; i++)
        if (auditing->input.result->rows[i].status != STATUS_NA)
          look_at (auditing, run, scheme->indicators[i], NULL);
    }
  else if (run->check->subject == OF_TIER)
    for (unsigned i = 0; i < scheme->n_tiers; i++)
      look_at (auditing, run, NULL, scheme->tiers[i]);
  else
    look_at (auditing, run, NULL, NULL);
}

/* Faults of rows */

/* A check that asks whether the row could be read. */
static bool
asks_for_reading (const Check *check, DiagCode code)
{
  return check
         && (expr_uses_slot (check->condition, SLOT_UNREADABLE)
             || expr_uses_slot (check->condition, SLOT_UNIT_DIFFERS)
             || (code == DIAG_missing_actual && expr_uses_slot (check->condition, SLOT_HAS_ACTUAL)));
}

static void
add_detail (const Auditing *auditing, Finding *finding, const Diag *diag)
{
  g_autoptr (GString) detail = g_string_new (finding->detail);
  if (diag->code == DIAG_missing_actual)
    return; /* it says no more than the finding */
  g_string_append_printf (detail, "%s%s: %s", detail->len ? "\n" : "", diag_code_name (diag->code),
                          diag->message);
  for (guint i = 0; i < diag->notes->len; i++)
    g_string_append_printf (detail, "; %s", (const char *)diag->notes->pdata[i]);
  finding->detail = arena_strndup (auditing->arena, detail->str, detail->len);
}

/* True if a finding of the same row is about what DIAG says; the first such takes it as its detail. */
static bool
is_covered (const Auditing *auditing, const Diag *diag, const Indicator *indicator)
{
  for (guint i = 0; indicator && i < auditing->findings->len; i++)
    {
      Finding *finding = &g_array_index (auditing->findings, Finding, i);
      if (finding->indicator == indicator && asks_for_reading (finding->check, diag->code))
        {
          add_detail (auditing, finding, diag);
          return true;
        }
    }
  return false;
}

static void
add_fault (Auditing *auditing, const Diag *diag, const Indicator *indicator)
{
  Finding finding = { .code = diag->code,
                      .severity = diag->severity,
                      .indicator = indicator,
                      .subject = indicator ? OF_INDICATOR : OF_SCHEME };
  finding.message = arena_strndup (auditing->arena, diag->message, strlen (diag->message));
  if (diag->source)
    set_source_place (auditing, &finding, diag->source, diag->span.start);
  else if (diag->where)
    set_text_place (auditing, &finding, diag->where);
  add_finding (auditing, &finding);
}

/* Before the findings of checks, those faults that none of them covers. */
static void
add_faults (Auditing *auditing, const GPtrArray *faults)
{
  g_autoptr (GArray) found = auditing->findings;
  Auditing first = *auditing;
  first.findings = g_array_new (FALSE, FALSE, sizeof (Finding));
  for (guint i = 0; faults && i < faults->len; i++)
    {
      const Indicator *indicator = actuals_fault_of (auditing->input.actuals, faults->pdata[i]);
      if (!is_covered (auditing, faults->pdata[i], indicator))
        add_fault (&first, faults->pdata[i], indicator);
    }
  g_array_append_vals (first.findings, found->data, found->len);
  auditing->findings = first.findings;
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
        causes.missed_full = rational_add (
            pool, causes.missed_full,
            rational_sub (pool, row->score_min, rational_min (row->claimed, row->indicator->weight)));
    }
  difference = rational_sub (pool, result->total_min, result->claimed_total);
  causes.other = rational_sub (pool, rational_sub (pool, difference, causes.addition), causes.missed_full);
  return causes;
}

const AuditReport *
audit_run (Model *model, const Scheme *scheme, const Actuals *actuals, const Result *result,
           const GPtrArray *faults, const CheckSetting *settings, unsigned n_settings, Arena *arena)
{
  Auditing auditing
      = { { model, scheme, actuals, result, NULL }, g_array_new (FALSE, FALSE, sizeof (Finding)), arena };
  AuditReport *report = arena_new0 (arena, AuditReport);
  report->scheme = scheme;
  report->result = result;
  report->literal = auditing.input.literal = score_literally (model, scheme, actuals, arena);
  set_settings (report, settings, n_settings, arena);
  set_checks (report, model, arena);
  for (unsigned i = 0; i < report->n_checks; i++)
    run_check (&auditing, &report->checks[i]);
  add_faults (&auditing, faults);
  report->n_findings = auditing.findings->len;
  report->findings = sorted (&auditing);
  report->causes = split_difference (&auditing.input);
  g_array_unref (auditing.findings);
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
