/* Findings of an audit as text and JSON. */
#pragma once
#include "audit/audit.h"

/* Grouped by severity and check, with place and advice, the settings that changed something, and a last line with the claimed
   and the computed total and their difference by cause. */
void report_audit_text (const AuditReport *report, bool color, GString *out);
/* doc/schema/audit.json */
void report_audit_json (const AuditReport *report, GString *out);
