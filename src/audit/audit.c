/* Runs every check of one year over its subjects, and adds the faults of rows that no check covers.  What a
   check reads is filled in by subject.c, its sentence by message.c; settings and places are findings.c's, and
   causes.c splits the difference of the totals by cause. */
#include "audit/audit.h"
#include "audit/causes.h"
#include "audit/findings.h"
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
    finding_set_source (finding, auditing->arena, actual->place.source, actual->place.span.start);
  else if (actual)
    finding_set_place (finding, auditing->arena, text = place_text (&actual->place));
  else
    finding_set_source (finding, auditing->arena, origin->unit->source,
                        unit_node_span (origin->unit, origin->node).start);
}

/* Checks */

static void
look_at (Auditing *auditing, const AuditCheck *run, const Indicator *indicator, const Tier *tier)
{
  const Check *check = run->check;
  SubjectWords words;
  Frame frame;
  Rational holds;
  EvalStatus status;
  const Expr *failed;
  Finding finding = {
    .check = check, .severity = run->severity, .subject = check->subject, .indicator = indicator, .tier = tier
  };
  if (indicator && !check_fits (auditing->input.model, check, indicator))
    return;
  if (indicator)
    subject_of_indicator (&auditing->input, indicator, &frame);
  else
    subject_of_tier (&auditing->input, tier, &frame);
  frame.params = run->params;
  status = expr_eval (check->condition, &frame, &holds, &failed);
  if (status == EVAL_NO_CALENDAR || status == EVAL_TOO_LONG)
    {
      finding_set_unanswered (&finding, auditing->arena, status, failed, &frame);
      set_place (auditing, &finding);
      findings_add (auditing->findings, &finding, auditing->arena);
    }
  if (status != EVAL_OK || rational_sign (holds) == 0)
    return; /* a value that is not there makes a check silent */
  if (indicator)
    subject_words_of_indicator (&auditing->input, indicator, &words);
  else
    subject_words_of_tier (&auditing->input, tier, &words);
  finding.message = subject_message (check, &frame, &words, run->measures, auditing->arena);
  set_place (auditing, &finding);
  findings_add (auditing->findings, &finding, auditing->arena);
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
        if (auditing->input.result->rows[i].status != STATUS_NA
            || expr_uses_slot (run->check->condition, SLOT_NOT_APPLICABLE))
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
             || ((code == DIAG_missing_actual || code == DIAG_row_without_value || code == DIAG_data_missing_fact)
                 && expr_uses_slot (check->condition, SLOT_HAS_ACTUAL)));
}

static void
add_detail (const Auditing *auditing, Finding *finding, const Diag *diag)
{
  g_autoptr (GString) detail = g_string_new (finding->detail);
  if (diag->code == DIAG_missing_actual || diag->code == DIAG_row_without_value)
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
    finding_set_source (&finding, auditing->arena, diag->source, diag->span.start);
  else if (diag->where)
    finding_set_place (&finding, auditing->arena, diag->where);
  findings_add (auditing->findings, &finding, auditing->arena);
}

/* The indicator whose row DIAG is about: said while it was read, or standing there. NULL: not known. */
static const Indicator *
indicator_of (const AuditInput *input, const Diag *diag)
{
  const Indicator *known = actuals_fault_of (input->actuals, diag);
  for (unsigned i = 0; !known && diag->source && i < input->scheme->n_indicators; i++)
    {
      const Actual *actual = actuals_of (input->actuals, input->scheme->indicators[i]);
      if (actual && actual->place.source == diag->source && actual->place.span.start < diag->span.end
          && diag->span.start < actual->place.span.end)
        known = input->scheme->indicators[i];
    }
  return known;
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
      const Indicator *indicator = indicator_of (&auditing->input, faults->pdata[i]);
      if (!is_covered (auditing, faults->pdata[i], indicator))
        add_fault (&first, faults->pdata[i], indicator);
    }
  g_array_append_vals (first.findings, found->data, found->len);
  auditing->findings = first.findings;
}

const AuditReport *
audit_run (Model *model, const Scheme *scheme, const Actuals *actuals, const Result *result,
           const GPtrArray *faults, const CheckSetting *settings, unsigned n_settings, Arena *arena)
{
  Auditing auditing
      = { { model, scheme, actuals, result, NULL, NULL }, g_array_new (FALSE, FALSE, sizeof (Finding)), arena };
  AuditReport *report = arena_new0 (arena, AuditReport);
  report->scheme = scheme;
  report->result = result;
  report->literal = auditing.input.literal = score_literally (model, scheme, actuals, arena);
  subject_prepare (&auditing.input, arena);
  findings_prepare (report, model, OF_INDICATOR | OF_TIER | OF_SCHEME, settings, n_settings, arena);
  for (unsigned i = 0; i < report->n_checks; i++)
    run_check (&auditing, &report->checks[i]);
  add_faults (&auditing, faults);
  findings_finish (report, auditing.findings, arena);
  causes_split (&auditing.input, &report->causes);
  g_array_unref (auditing.findings);
  return report;
}
