/* Between the files of diff that find changes: one comparison in the making.  Each file finds the changes of one kind of subject and
   adds them here in the order in which they are to be told. */
#pragma once
#include "diff/diff.h"

typedef struct
{
  Side old, new;
  Diff *diff;
  Arena *arena;
  GArray *changes;      /* Change */
  GHashTable *prints;   /* fingerprint, as text: given out */
  const char *const *called[2]; /* what the indicators of OLD and of NEW are called in fingerprints, by Indicator.index */
  GHashTable *rule_of;  /* Indicator of NEW -> RuleComparison that differs, of a rule that only it uses so; NULL: told with others */
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
/* What something at PATH is called in fingerprints: its names in normal form. */
const char *differ_identity (const Differ *differ, ChangePath path);

/* Adds a change of SUBJECT; valid until the next one is added.  The forms are what the fingerprint is made of, with the kind, the
   identity, ASPECT and DETAIL; they must not depend on how a value was written. */
Change *differ_add (Differ *differ, const Subject *subject, ChangeKind kind, Aspect aspect, const char *detail, const char *old_form,
                    const char *new_form);
/* The same, told with these texts; their folded keys are the forms. */
Change *differ_add_text (Differ *differ, const Subject *subject, ChangeKind kind, Aspect aspect, const char *old_text,
                         const char *new_text);

/* True of texts that differ in spelling at most; NULL is an empty one. */
bool differ_same_words (const char *a, const char *b);
/* Texts in the arena. */
const char *differ_points (const Differ *differ, Rational points); /* `0.5分` */
const char *differ_text (const Differ *differ, GString *text);     /* frees TEXT */

/* identity.c: fills Differ.called. */
void differ_call_indicators (Differ *differ);

/* change.c: adds a CHANGE_TEXT where a field of words (备注 …) of what stands at the two origins differs. */
void differ_field (Differ *differ, const Subject *subject, const Origin *old, const Origin *new, Field field, Aspect aspect);

/* indicator.c */
/* `原名 "NAME"`, to be added to what was called NAME. (in the arena) */
const char *differ_formerly (const Differ *differ, const Atom *name);
void differ_pair (Differ *differ, const IndicatorPair *pair);
/* One that only one side has. */
void differ_alone (Differ *differ, const Indicator *old, const Indicator *new);

/* use.c: uses of rules.  Compares those of all pairs, and groups those that changed in the same way. */
void differ_uses (Differ *differ);
/* Adds the changed rules that several indicators share; or that of INDICATOR alone. */
void differ_shared_rules (Differ *differ);
void differ_rule_of (Differ *differ, const IndicatorPair *pair);

/* defaults.c: what the frameworks say and no indicator shows. */
void differ_defaults (Differ *differ);
/* framework.c: the tier of OLD that is TIER of NEW, and a subject for the two; NULL: there is none. */
const Tier *differ_expected_tier (const Differ *differ, const Framework *old, const Framework *new, const Tier *tier,
                                  Subject *ret_subject);
void differ_tier_direction (Differ *differ, const Subject *subject, const Tier *old, const Tier *new);

/* framework.c */
void differ_scheme (Differ *differ);    /* its name, its framework, and what the framework says */
void differ_tiers (Differ *differ);     /* names and weights of tiers; tiers that only one side has */
/* Two frameworks of one name, where no scheme shows what they say. */
void differ_framework (Differ *differ, const Framework *old, const Framework *new);

/* terms.c: units, functions, calendars and checks; sets Diff.not_compared. */
void differ_terms (Differ *differ);
void differ_not_compared (Differ *differ);

/* declared.c: frameworks, rules and scales, of files without a scheme; scales that the level targets of both schemes are read or judged on. */
void differ_declared (Differ *differ);
void differ_scales (Differ *differ);
void differ_unused (Differ *differ); /* of files with schemes: what both declare and neither scheme uses */
