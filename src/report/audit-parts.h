/* What the forms of an audit report share. */
#pragma once
#include "audit/audit.h"
#include "report/members.h"

/* The tiers and the name of what FINDING is about, an array that ends with NULL; empty: the scheme. (names
 * borrowed) */
#define AUDIT_MAX_PATH 4
void audit_path (const Finding *finding, const char *ret_names[AUDIT_MAX_PATH]);
/* The same as one text, `产出/数量/抽检批次`, or the name of SCHEME. (owned) */
char *audit_path_text (const Finding *finding, const Scheme *scheme);
/* The same whatever the order of the rows and the words of the check: the hash of SCHEME's name, the check and the path; of a diagnostic
   about no indicator of its sentence too. (owned) */
#define AUDIT_FINGERPRINT "jixiaoSubject/v1"
char *audit_fingerprint (const Finding *finding, const Scheme *scheme);
/* "indicator", "tier", "scheme": what FINDING is about. */
const char *audit_subject_word (const Finding *finding);
/* `switched off: 未达标却满分 (reason)`. (owned) */
char *audit_setting_text (const CheckSetting *setting);
/* Where a scheme says so, `file:line:column`; NULL: on the command line. (owned) */
char *audit_setting_place (const CheckSetting *setting);
/* For people: the findings by severity and check; the settings that changed something. */
void audit_append_findings (const AuditReport *report, bool color, GString *out);
void audit_append_settings (const AuditReport *report, GString *out);
/* The members `findings` and `settings`: what was found, and what a scheme or the command line changed about
 * checks. */
void audit_write_findings (MemberWriter *writer, const AuditReport *report);
/* `switched off: 未达标却满分 (reason) (file:line:column)`. (owned) */
char *audit_setting_line (const CheckSetting *setting);
