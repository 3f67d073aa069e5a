/* What the forms of a diff report share: the sentences about a change, the order in which changes are told,
   and the figures of an effect.  Texts are owned by the struct that has them, unless said otherwise; they
   hold the words of the definitions as they are: each form makes them safe. */
#pragma once
#include "report/diff.h"

/* diff-lines.c */

/* The two sides as they are called: `2024年`, or 原 and 新 where the years do not tell them apart. */
typedef struct
{
  const Diff *diff;
  char *old_name, *new_name;
} DiffTeller;

void diff_teller_init (DiffTeller *teller, const Diff *diff);
void diff_teller_clear (DiffTeller *teller);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DiffTeller, diff_teller_clear)

typedef enum
{
  DIFF_LINE_PLAIN,
  DIFF_LINE_WITNESS,
  DIFF_LINE_REASON,
  DIFF_LINE_DOUBT, /* to be confirmed or given by someone: a guess, a reason that is not there */
  DIFF_LINE_ACCEPTED
} DiffLineKind;

typedef struct
{
  DiffLineKind kind;
  char *text;
} DiffLine;

/* One change as it is told. */
typedef struct
{
  const Change *change;
  char *subject;   /* `产出指标/数量指标/抽检批次`, `体系 项目支出2020 · 保留` */
  char *old, *new; /* as written, `无` for what is not there; NULL: nothing to say of that side */
  GArray *lines;   /* DiffLine */
} DiffEntry;

void diff_entry_init (DiffEntry *entry, const DiffTeller *teller, const Change *change);
void diff_entry_clear (DiffEntry *entry);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DiffEntry, diff_entry_clear)
char *diff_entry_values (
    const DiffEntry *entry); /* `≥150批次 → ≥180批次`, or the one that there is; NULL: neither (owned) */

/* In the language of the report. (not owned) */
const char *diff_kind_name (ChangeKind kind);
const char *diff_category_name (ChangeCategory category);
const char *diff_kind_text (ChangeKind kind); /* what it means, a sentence */

/* diff-head.c */

/* What a change of KIND is to a reader of a report. */
typedef enum
{
  DIFF_TONE_WORSE, /* easier than before, gone, or not to be compared */
  DIFF_TONE_BETTER,
  DIFF_TONE_OTHER, /* it may move a score */
  DIFF_TONE_WORDS  /* it does not */
} DiffTone;
DiffTone diff_tone (ChangeKind kind);
/* Two targets were compared as sets. */
bool diff_has_sets (ChangeKind kind);
/* The changes of CATEGORY, by kind; within one in their order. (Change *, the array is owned) */
GPtrArray *diff_changes_of (const Diff *diff, ChangeCategory category);
unsigned diff_count (const Diff *diff, ChangeKind kind);
unsigned diff_count_accepted (const Diff *diff);

/* The name of the scheme, of both if they differ; of files without one those of the files. (owned) */
char *diff_title (const Diff *diff);
/* A line for the head of the report: what it says and what it is about. */
typedef struct
{
  char *label, *text;
} DiffFact;
/* Years, indicators, weights and framework. (DiffFact; owned, it frees them) */
GArray *diff_facts (const DiffTeller *teller);
/* `变更 24 处，另有 110 项指标未变`. (owned) */
char *diff_summary (const Diff *diff);
/* `收紧 4  放宽 2`; NULL: none of CATEGORY. (owned) */
char *diff_category_summary (const Diff *diff, ChangeCategory category);
/* A sentence of what differs and is not compared; NULL: nothing. (owned) */
char *diff_not_compared (const Diff *diff);
/* A sentence; NULL: there are changes to tell. (not owned) */
const char *diff_nothing (const Diff *diff);
/* Whether there is an effect, or a finding over both years, to tell. */
bool diff_has_effect (const Diff *diff);
bool diff_has_history (const Diff *diff);
/* What heads the columns of a table of changes; ends with NULL. */
#define DIFF_TITLES 7
void diff_titles (const DiffTeller *teller, const char *ret_titles[DIFF_TITLES]);

/* diff-figures.c: an effect as figures that add up as they are printed. */

typedef struct
{
  char *before, *after, *change; /* `92.9~94.4`, `−4.8` */
  char *parts[CAUSE_N];          /* of the low end; they sum to the change as printed */
  char *high_parts[CAUSE_N];     /* NULL: as the low ones */
  bool turned[CAUSE_N];          /* the high end's part is less than the low end's */
} EffectFigures;

/* INDICATOR NULL: of the whole. */
void effect_figures_init (EffectFigures *figures, const Diff *diff, const IndicatorEffect *indicator);
void effect_figures_clear (EffectFigures *figures);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EffectFigures, effect_figures_clear)
char *effect_part (const EffectFigures *figures, Cause cause); /* `−0.5`, `−1.2~−0.5` (owned) */
bool effect_has_range (const EffectFigures *figures);
char *effect_total (const EffectFigures *figures); /* `99.2 → 92.9~94.4 (−6.3~−4.8)` (owned) */
/* What heads the columns of tables of tiers and of indicators; ends with NULL. */
#define EFFECT_TIER_TITLES 5
#define EFFECT_INDICATOR_TITLES (EFFECT_TIER_TITLES + CAUSE_N)
void effect_tier_titles (const char *ret_titles[EFFECT_TIER_TITLES]);
void effect_indicator_titles (const char *ret_titles[EFFECT_INDICATOR_TITLES]);
char *effect_range (ScoreRange range);                                       /* (owned) */
char *effect_change (const Diff *diff, ScoreRange before, ScoreRange after); /* (owned) */

const char *effect_cause_name (Cause cause);   /* 目标 … (not owned) */
char *effect_title (const DiffTeller *teller); /* (owned) */
char *effect_grades (const Effect *effect);    /* `优 → 良`; NULL: there are none (owned) */
/* What the old values cannot score; NULL: nothing. (owned) */
char *effect_missing (const Effect *effect);
/* What changed of indicators without a value, where nobody knows what it does; NULL: nothing. (owned) */
char *effect_undecided (const Effect *effect);
/* The indicators whose scores differ, the largest difference first. (const IndicatorEffect *; the array is
 * owned) */
GPtrArray *effect_largest (const Effect *effect);
/* The tiers that add anything on either side; none if no tier differs. (const TierEffect *; the array is
 * owned) */
GPtrArray *effect_tiers (const Effect *effect);
const char *effect_indicator_name (const IndicatorEffect *indicator);
const Tier *effect_tier (const TierEffect *tier);
/* The largest are listed, and the rest counted: `另有 12 项` (owned; NULL: none) */
#define EFFECT_MOST 10
char *effect_rest (const GPtrArray *largest);
