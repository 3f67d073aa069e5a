/* Between the files of diff that find changes: one comparison in the making.  Each file finds the changes of one kind of subject and
   adds them here in the order in which they are to be told. */
#pragma once
#include "diff/diff.h"

typedef struct
{
  Side old, new;
  Diff *diff;
  bool infer;           /* may match by likeness */
  const Framework *framework; /* of NEW, whose own indicators are compared by themselves; NULL: those of the schemes are */
  Arena *arena;
  GArray *changes;      /* Change */
  GHashTable *prints;   /* fingerprint, as text: given out */
  const char *const *called[2]; /* what the indicators of OLD and of NEW are called in fingerprints, by Indicator.index */
  GHashTable *rule_of;  /* Indicator of NEW -> RuleComparison that differs, of a rule that only it uses so; NULL: told with others */
  GArray *through;      /* of through.c, as are these two */
  bool calendars_compared, calendars_differ;
  GPtrArray *rules;     /* RuleGroup of more than one indicator, in the order of NEW */
} Differ;

/* change.c */

/* What a change is about, before it is known what changed. */
typedef struct
{
  ChangeSubject subject;
  ChangePath path, old_path;
  const Indicator *old, *new;
  MatchBy matched_by;
  unsigned likeness;
  ChangePlace old_at, new_at;
  const char *identity;      /* for fingerprints: what the subject was called before the change */
  const char *rationale;
} Subject;

/* OLD or NEW may be NULL, not both. */
Subject subject_of_indicator_pair (const Differ *differ, const Indicator *old, const Indicator *new);
Subject subject_of_tier_pair (const Differ *differ, const Tier *old, const Tier *new);
/* Of a scheme, framework, rule or scale called NAME; OLD_NAME where it was called otherwise.  An origin may be NULL. */
Subject subject_of_name (const Differ *differ, ChangeSubject subject, const char *old_name, const char *name, const Origin *old_origin,
                         const Origin *new_origin);
/* The same of what has a PATH of names, which is copied: a tier of a framework. */
Subject subject_of_path (const Differ *differ, ChangeSubject subject, ChangePath path, const Origin *old_origin,
                         const Origin *new_origin);
/* What something at PATH is called in fingerprints: its names in normal form. */
const char *differ_identity (const Differ *differ, ChangePath path);

/* Adds a change of SUBJECT; valid until the next one is added.  The forms are what the fingerprint is made of, with the kind, the
   identity, ASPECT and DETAIL; they must not depend on how a value was written. */
Change *differ_add (Differ *differ, const Subject *subject, ChangeKind kind, Aspect aspect, const char *detail, const char *old_form,
                    const char *new_form);
/* The same, told with these texts; their folded keys are the forms. */
Change *differ_add_text (Differ *differ, const Subject *subject, ChangeKind kind, Aspect aspect, const char *old_text,
                         const char *new_text);

/* Adds that it is new or gone; FORM: of all of it that could change by itself, so that an approval of it hides no such change. */
Change *differ_add_lone (Differ *differ, const Subject *subject, bool dropped, const char *form);

/* True of texts that differ in spelling at most; NULL is an empty one. */
bool differ_same_words (const char *a, const char *b);
/* Texts in the arena. */
const char *differ_points (const Differ *differ, Rational points); /* `0.5分` */
const char *differ_text (const Differ *differ, GString *text);     /* frees TEXT */

/* identity.c: fills Differ.called. */
void differ_call_indicators (Differ *differ);

/* check.c: two checks of one name, but for their 依据 and 备注; what the schemes change about checks. */
void differ_check (Differ *differ, const Subject *subject, const Check *old, const Check *new);
void differ_settings (Differ *differ, const Scheme *old, const Scheme *new);
/* The same of one, for fingerprints. (owned) */
GString *differ_check_form (const Differ *differ, const Side *side, const Check *check);
void differ_append_settings (const Differ *differ, GString *form, const Scheme *scheme);

/* words.c: adds a CHANGE_TEXT where a field of words of what stands at the two origins differs, as a set of texts. */
void differ_field (Differ *differ, const Subject *subject, const Origin *old, const Origin *new, Field field, Aspect aspect);
/* The texts of FIELD at ORIGIN as a set, in a form for fingerprints; NULL: there are none. */
const char *differ_field_form (const Differ *differ, const Origin *origin, Field field);
/* The 依据 and 备注 of what stands at the two origins. */
void differ_words (Differ *differ, const Subject *subject, const Origin *old, const Origin *new);
/* Those of the tiers of a framework, as it is written; ABOVE: its name, or the path of the tier they stand in. */
void differ_tier_words (Differ *differ, ChangePath above, const Origin *old, const Origin *new);

/* form.c: all that something says, in a form for fingerprints. */
const char *differ_indicator_form (const Differ *differ, const Side *side, const Indicator *indicator);
const char *differ_tier_form (const Differ *differ, const Tier *tier);
const char *differ_framework_form (const Differ *differ, const Side *side, const Framework *framework);
const char *differ_scheme_form (const Differ *differ, const Side *side);
/* What USE makes of the actual value, whatever its rule is called; NULL: there is no rule. */
const char *differ_use_meaning (const Differ *differ, const RuleUse *use);
/* Add to FORM: TEXT, said of WHAT (NULL, "": nothing); LINES, which are sorted; 依据 and 备注 of what stands at ORIGIN. */
void differ_append_form (GString *form, const char *what, const char *text);
void differ_append_sorted (GString *form, GPtrArray *lines);
void differ_append_words (const Differ *differ, GString *form, const Origin *origin);

/* indicator.c */
/* False: a framework's own, of which faults are not reported before a scheme has it. */
bool differ_is_read (const Indicator *indicator);
bool differ_is_moved (const Differ *differ, const IndicatorPair *pair); /* to another tier */
/* Forms for fingerprints: 算式, 上年 (NULL: none), 调整 (NULL: none; PLAIN: as written, to be told). */
const char *differ_formula_form (const Differ *differ, const Indicator *indicator);
const char *differ_baseline_form (const Differ *differ, const Indicator *indicator);
const char *differ_revisions_form (const Differ *differ, const Side *side, const Indicator *indicator, bool plain);
/* `原名 "NAME"`, to be added to what was called NAME. (in the arena) */
const char *differ_formerly (const Differ *differ, const Atom *name);
void differ_pair (Differ *differ, const IndicatorPair *pair);
/* One that only one side has. */
void differ_alone (Differ *differ, const Indicator *old, const Indicator *new);

/* What is written as 算式: its node, its plain text; NULL: nothing. */
const AstNode *differ_formula_node (const Indicator *indicator);
const char *differ_formula_text (const Side *side, const Indicator *indicator);
/* Tells that the 算式 of a pair is another one. */
void differ_formula (Differ *differ, const Subject *subject, const IndicatorPair *pair);

/* through.c: formulas that read as before and mean something else. */

GArray *differ_through_new (void);
/* Keeps PAIR, whose forms of 算式 differ, until what it uses is told.  False: its own words changed. */
bool differ_through (Differ *differ, const IndicatorPair *pair);
/* The indicators of those kept that use what is called NAME, of KIND (a calendar: of YEAR), and are told with it. */
const Indicator *const *differ_concerned (Differ *differ, ChangeSubject kind, const Atom *name, int year, unsigned *ret_n);
/* True if NODE of UNIT, of NEW, that READS_CALENDAR or not, uses a unit, function or calendar of which a change is told. */
bool differ_uses_changed (const Differ *differ, const Unit *unit, const AstNode *node, bool reads_calendar);
/* Tells the rest. */
void differ_unclaimed (Differ *differ);

/* use.c: uses of rules.  Compares those of all pairs, and groups those that changed in the same way. */
void differ_uses (Differ *differ);
/* Adds the changed rules that several indicators share; or that of INDICATOR alone. */
void differ_shared_rules (Differ *differ);
void differ_rule_of (Differ *differ, const IndicatorPair *pair);

/* `逐项扣分(每 = 1个)` or a sentence as it was written, or the name of a rule by default. */
const char *differ_use_text (const Differ *differ, const Side *side, const RuleUse *use);

/* defaults.c: what the frameworks say and no indicator shows. */
void differ_defaults (Differ *differ);
/* framework.c: the tier of OLD that is TIER of NEW, and a subject for the two; NULL: there is none. */
const Tier *differ_expected_tier (const Differ *differ, const Framework *old, const Framework *new, const Tier *tier,
                                  Subject *ret_subject);
void differ_tier_direction (Differ *differ, const Subject *subject, const Tier *old, const Tier *new);

/* framework.c */
void differ_scheme (Differ *differ);    /* its name, its framework, and what the framework says */
void differ_tiers (Differ *differ);     /* names and weights of tiers; tiers that only one side has */
/* diff.c: matches the indicators of both schemes and compares their uses of rules; tells what changed in them, or of which indicators
   there are; what they hold. */
void differ_match (Differ *differ);
void differ_indicators (Differ *differ);
void differ_unmatch (Differ *differ);
/* Two frameworks of one name, where no scheme shows what they say. */
void differ_framework (Differ *differ, const Framework *old, const Framework *new);

/* terms.c: units, functions, calendars and checks; sets Diff.not_compared. */
void differ_terms (Differ *differ);
void differ_not_compared (Differ *differ);

/* declared.c: frameworks, rules and scales, of files without a scheme; of files with schemes what both declare and neither scheme uses. */
void differ_declared (Differ *differ);
void differ_unused (Differ *differ);

/* scale.c: the scales that the level targets of both schemes are read or judged on; two scales that correspond. */
void differ_scales (Differ *differ);
void differ_scale (Differ *differ, const Scale *old, const Scale *new);
/* What its levels earn, in a form for fingerprints. */
const char *differ_scale_form (const Differ *differ, const Scale *scale);
