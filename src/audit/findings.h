/* What every run of checks needs: of audit_run and of those that run checks over two years. */
#pragma once
#include "audit/audit.h"

/* Sets REPORT's checks and settings: those whose subject is one of SUBJECTS (Scope bits), with the settings of REPORT's scheme, then
   SETTINGS. REPORT is zeroed but for its scheme. */
void findings_prepare (AuditReport *report, const Model *model, int subjects, const CheckSetting *settings, unsigned n_settings,
                       Arena *arena);
/* Sets the place of FINDING: to an offset in a source, or to `f.csv:14:9`, as diagnostics about tables have it; what does not end so
   is a file. */
void finding_set_source (Finding *finding, Arena *arena, Source *source, uint32_t offset);
void finding_set_place (Finding *finding, Arena *arena, const char *where);
/* Turns FINDING, of a check, into one that says that the check is not answered, since FAILED asked for the working days of a year that
   has no calendar (EVAL_NO_CALENDAR) or gave a number that is too long (EVAL_TOO_LONG): that is no value which the subject has not,
   and the check is not silent about it. */
void finding_set_unanswered (Finding *finding, Arena *arena, EvalStatus status, const Expr *failed, const Frame *frame);
/* Appends FINDING, whose place is set, to FINDINGS (of Finding). */
void findings_add (GArray *findings, Finding *finding, Arena *arena);
/* Sorts what was FOUND, in the order of checks and their subjects, into REPORT. */
void findings_finish (AuditReport *report, const GArray *found, Arena *arena);
