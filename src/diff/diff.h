/* diff: what changed between two checked definitions, in meaning, and what the same actual values would have scored.  What means the
   same is no change: spelling, order, units of one dimension, signs that say what held anyway.  Dates are compared as they stand to their
   scheme's year, so that next year's `12月31日前` is not a later deadline (side_year_shift). */
#pragma once
#include "diff/effect.h"
#include "diff/rule.h"
#include "diff/target.h"
#include "audit/audit.h"

typedef enum
{
#define CHANGE_KIND(id, word, zh, category) CHANGE_##id,
#include "diff/change-kinds.def"
  CHANGE_N
} ChangeKind;

typedef enum
{
  CATEGORY_TARGET,     /* 目标 */
  CATEGORY_WEIGHT,     /* 分值 */
  CATEGORY_RULE,       /* 规则 */
  CATEGORY_DEFINITION, /* 口径 */
  CATEGORY_TEXT,       /* 文本 */
  CATEGORY_N
} ChangeCategory;

typedef enum
{
#define ASPECT(id, zh, en) ASPECT_##id,
#include "diff/aspects.def"
  ASPECT_N
} Aspect;

typedef enum
{
  SUBJECT_SCHEME,
  SUBJECT_TIER,
  SUBJECT_INDICATOR,
  SUBJECT_FRAMEWORK,
  SUBJECT_RULE,  /* of the definition, or used by several indicators */
  SUBJECT_SCALE,
  SUBJECT_UNIT,
  SUBJECT_FUNCTION,
  SUBJECT_CALENDAR,
  SUBJECT_CHECK
} ChangeSubject;

/* What of the two files is not compared in meaning and differs in its words, as bits. */
enum
{
  NOT_COMPARED_ACTUALS = 1,
  NOT_COMPARED_TESTS = 2,
  NOT_COMPARED_WORDINGS = 4
};

const char *change_kind_word (ChangeKind kind);          /* "tightened" … */
const char *change_kind_chinese (ChangeKind kind);       /* 收紧 … */
ChangeCategory change_kind_category (ChangeKind kind);
bool change_kind_find (const char *word, ChangeKind *ret_kind); /* either spelling */
const char *change_category_word (ChangeCategory category); /* "target", "weight", "rule", "definition", "text" */
const char *change_category_chinese (ChangeCategory category);
bool change_category_find (const char *word, ChangeCategory *ret_category); /* either spelling */
const char *change_subject_word (ChangeSubject subject);    /* "indicator" … */
const char *aspect_word (Aspect aspect, bool english);      /* "" for ASPECT_NONE */
/* Why INDICATOR, which may be NULL, is not as in the year before: its 变更理由, or what its last 调整 says; NULL: nothing. */
const char *change_rationale (const Indicator *indicator);

typedef struct
{
  const char *file;          /* NULL: none */
  unsigned line, column;
} ChangePlace;

typedef struct
{
  unsigned n;
  const char *const *names;  /* from the first tier down; of a scheme, a rule … its name alone */
} ChangePath;

typedef struct
{
  ChangeKind kind;
  ChangeSubject subject;
  ChangePath path;            /* as in NEW, or in OLD where it was dropped */
  ChangePath old_path;        /* of what was renamed or moved; n is 0 otherwise */
  Aspect aspect;
  const char *detail;         /* of which part, grade, direction or parameter; or NULL */
  const char *old_text, *new_text; /* as written; NULL: there is none */
  const Indicator *old, *new; /* of an indicator */
  bool aside;                 /* of a framework by itself: `old`, `new` and `members` are none of the schemes' */
  const char *rule_text;      /* of an indicator that one side has alone: the rule that it names; or NULL */
  MatchBy matched_by;         /* of an indicator or tier that both have */
  unsigned likeness;          /* of one that was inferred */
  const char *fix;            /* of CHANGE_RENAMED that was inferred: the field to add, `原名 "…"` */
  ChangePlace fix_at;         /* what it goes into, in braces */
  TargetComparison targets;   /* of TIGHTENED, LOOSENED, CROSSING and DISJOINT */
  RuleComparison rules;       /* of RULE; old_use NULL: nothing was compared as a function */
  unsigned n_members;         /* of RULE, and of a unit, function or calendar: the indicators of NEW that it concerns */
  const Indicator *const *members;
  const char *rationale;      /* 变更理由, or NULL */
  ChangePlace old_at, new_at;
  char fingerprint[13];       /* 12 hex digits, of kind, identity and the two normal forms; no prose */
  const char *accepted;       /* the reason in the approval list, "" without one; NULL: not accepted */
} Change;

typedef struct
{
  Side old, new;              /* scheme NULL: the file has none */
  Match match;                /* of the schemes, if both are there */
  unsigned n_changes;
  Change *changes;            /* in the order of NEW: the scheme and its framework, then tier by tier; what was dropped where it stood */
  unsigned n_unchanged;       /* pairs of indicators of which nothing is said */
  unsigned n_left_out;        /* changes that were not asked for, and are not among these */
  unsigned not_compared;      /* NOT_COMPARED_* */
  bool for_git;               /* the report is read in the place of git's own */
  const Effect *effect;       /* NULL without actual values */
  const AuditReport *history; /* findings of 检查 over pairs of years; NULL: none were run */
  bool unconfirmed;           /* some witness was not confirmed: our bug */
} Diff;

typedef struct
{
  Side old, new;
  const Actuals *actuals;     /* of OLD's scheme, or NULL */
  bool no_infer, for_git;
} DiffInput;

/* OLD and NEW are without errors. The result lives in ARENA. NULL: reported. */
Diff *diff_run (const DiffInput *input, Arena *arena);

/* Warns of the 编号 and 原名 of NEW that could not be used, each with what it names in OLD. */
void diff_report_claims (const Diff *diff, DiagSink *sink);

/* An approval list: a fingerprint a line, then perhaps the reason; `#` comments.  Marks what it approves.  STALE (may be NULL) gets the
   fingerprints that approve nothing (char *, in ARENA). */
void diff_accept (Diff *diff, Source *list, DiagSink *sink, Arena *arena, GPtrArray *stale);
