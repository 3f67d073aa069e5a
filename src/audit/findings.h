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
/* Appends FINDING, whose place is set, to FINDINGS (of Finding). */
void findings_add (GArray *findings, Finding *finding, Arena *arena);
/* Sorts what was FOUND, in the order of checks and their subjects, into REPORT. */
void findings_finish (AuditReport *report, const GArray *found, Arena *arena);
