/* Findings of an audit, for people and for machines. */
#pragma once
#include "audit/audit.h"

/* Grouped by severity and check, with place and advice, the settings that changed something, and a last line with the claimed
   and the computed total and their difference by cause. */
void report_audit_text (const AuditReport *report, bool color, GString *out);
/* doc/schema/audit.json */
void report_audit_json (const AuditReport *report, GString *out);
/* SARIF 2.1.0: a rule for each check, and for each diagnostic about a row that no check covers; settings are notifications. */
void report_audit_sarif (const AuditReport *report, GString *out);
/* JUnit XML: a suite for each first tier (and one for the scheme as a whole), in it a case for each check that has something to look
   at there; errors fail it, warnings and notes are its output. */
void report_audit_junit (const AuditReport *report, GString *out);
