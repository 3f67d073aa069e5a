/* The checked program.  Everything above sema reads this and never the tree, for meaning; the tree is only for places and for the
   text as written.  All of it lives in the model's arena, and is read only once sema_check has returned it. */
#pragma once
#include "base/date.h"
#include "sema/expr.h"
#include "syntax/keywords.h"

typedef struct
{
  const Unit *unit;
  const AstNode *node;
} Origin;

typedef enum
{
  DIRECTION_UP,       /* 正向: more is better */
  DIRECTION_DOWN,     /* 反向 */
  DIRECTION_EQUAL,    /* 等于: exactly, or inside a range */
  DIRECTION_DEADLINE, /* 时限 */
  DIRECTION_LEVEL,    /* 等次 */
  DIRECTION_N
} Direction;

/* 等次 */

typedef struct
{
  bool band;                 /* a range of fractions: the judge gives the figure */
  Rational low, high;        /* of a single fraction both are it */
  bool low_open, high_open;
} ScaleRank;

typedef struct Scale Scale;
typedef struct
{
  const Atom *name;
  const Scale *scale;
  unsigned rank;             /* into scale->ranks, 0 the best */
} Level;

struct Scale
{
  const Atom *name;
  Origin origin;
  const char *basis;         /* 依据 or NULL */
  unsigned n_ranks, n_levels;
  const ScaleRank *ranks;
  const Level *levels;
};

/* 规则 */

typedef struct
{
  const Expr *condition;     /* NULL: 否则 */
  const Expr *score;         /* NULL: 不适用 */
  const AstNode *node;
} Arm;

/* 要求: what must hold of the arguments, the weight and the target of each use, before there is any actual value. */
typedef struct
{
  const Expr *condition;
  const char *text;          /* why, or what to write instead; or NULL */
  const AstNode *node;
} Requirement;

typedef struct
{
  const Atom *name;
  Origin origin;
  const char *basis;
  unsigned n_params, n_arms, n_requirements;
  const Atom *const *params;
  const Expr *const *defaults; /* of each parameter, NULL where it must be given */
  const Arm *arms;
  const Requirement *requirements;
  bool faulty;               /* by itself, whatever uses it: reported */
} Rule;

/* 句式 */

typedef enum
{
  WORDING_OWN,    /* of the user's files, or of a library file that they use */
  WORDING_COMMON, /* of the library's rules that frameworks use */
  WORDING_KIT     /* of the rest of the library's rules, which is read last */
} WordingStage;

/* A sentence of tables as declared, with places for values in it. */
typedef struct
{
  const char *text;          /* as declared */
  const char *pattern;       /* folded: what sentences are compared with */
  Origin origin;
  const Rule *rule;          /* what it applies, or reads literally; NULL: no rule can score it, and `advice` says what to do */
  const AstNode *use;        /* the RULE_USE that names the rule, or NULL where it stands in the rule */
  bool weight_only;          /* 分值句式 */
  unsigned directions;       /* of targets that it may be said of, a bit each; 0: any */
  const char *advice;        /* 建议 or NULL */
  WordingStage stage;
  unsigned n_places;
  const struct WordingPlace *places; /* sema/wording.h */
  bool ok;                   /* false: faulty, reported; never matched */
} Wording;

/* A sentence as definitions have it, understood: one for all the places that it stands at. Spans count from where its STRING begins. */
typedef struct
{
  const char *text;
  const Wording *wording;
  bool has_weight;           /* it states the weight */
  Rational weight;
  Span weight_at;
  const char *const *args;   /* what it says of each parameter of the rule, NULL where it says nothing */
  const Span *args_at;
} Sentence;

typedef struct
{
  const Rule *rule;
  Rational *args;            /* base values, one for each parameter */
  Type *arg_types;
  Origin origin;             /* where it is applied */
  const Expr **arg_exprs;    /* that gave the arguments; NULL: not known */
  const Sentence *sentence;  /* that applies it: the STRING in `origin`; NULL where it is named */
  bool refused;              /* the rule requires other arguments: reported, whatever the target */
} RuleUse;

typedef struct
{
  const Atom *name;
  Origin origin;
  unsigned n_params;
  const Atom *const *params;
  const AstNode *body;
  bool faulty; /* its body cannot be used, which was reported */
} Function;

/* 日历 */

typedef struct
{
  Day day;
  bool work;                 /* a weekend day that is worked, or else a weekday that is off */
} CalendarDay;

typedef struct
{
  const Atom *name;
  Origin origin;
  const char *basis;         /* the notice */
  int year;
  unsigned n_days;
  const CalendarDay *days;   /* exceptions to the plain week, in order */
} Calendar;

/* 检查 */

typedef enum
{
  MESSAGE_TEXT,       /* as written */
  MESSAGE_PATH,       /* 路径 */
  MESSAGE_SUBJECT,    /* a text of the subject */
  MESSAGE_SLOT,       /* a number, in the unit that a person expects */
  MESSAGE_PARAM
} MessageKind;

typedef struct
{
  MessageKind kind;
  const char *text;   /* of MESSAGE_TEXT */
  unsigned index;     /* SubjectText, Slot, or parameter */
} MessagePart;

typedef struct
{
  const Atom *name;
  Origin origin;
  const char *basis, *advice; /* 依据, 建议; or NULL */
  Severity severity;
  Scope subject;              /* OF_INDICATOR, OF_TIER, OF_SCHEME or OF_PAIR */
  unsigned n_params;
  const Atom *const *params;
  const Rational *defaults;   /* base values: every parameter of a check has one */
  const Type *param_types;
  const Measure *const *param_measures; /* as written, for messages */
  const Expr *condition;
  DaysAsked asked;            /* of whom it may be asked: check_fits */
  unsigned n_parts;
  const MessagePart *message;
  bool ok;                    /* false: faulty, reported; never run */
} Check;

typedef enum
{
  SETTING_OFF,    /* 停用 */
  SETTING_RAISED, /* 提级: its findings are errors */
  SETTING_PARAM   /* 改参数 */
} SettingKind;

/* What a scheme, or the command line, changes about a check; the reason stays in the output. */
typedef struct
{
  const Check *check;
  SettingKind kind;
  unsigned param;             /* of SETTING_PARAM: its index, value in base units, measure and text as written */
  Rational value;
  const Measure *measure;
  const char *text;
  const char *reason;         /* or NULL */
  Origin origin;              /* unit NULL: the command line */
} CheckSetting;

/* Targets */

/* What gave a target its direction. */
typedef enum
{
  FROM_SIGN,      /* it is written: a sign, a range, a word such as 以内 */
  FROM_DATE,      /* a date is a deadline */
  FROM_LEVEL,     /* a level, or words */
  FROM_INDICATOR, /* its own 方向; this and the rest only of a target without a sign */
  FROM_ZERO,      /* a bare 0 is a ceiling */
  FROM_DURATION,  /* and so is a bare duration */
  FROM_NAME,      /* its name has one of the 正向词 of its tier */
  FROM_TIER,      /* the 方向 of its tier */
  FROM_DEFAULT    /* 正向 where nothing says otherwise */
} DirectionFrom;

typedef struct
{
  Direction direction;
  DirectionFrom from;
  bool is_date;              /* bounds are Days */
  bool has_lower, has_upper, lower_open, upper_open;
  Rational lower, upper;     /* in base units */
  const Measure *measure;    /* as written; the bare measure for dates and levels */
  const Level *level;        /* of a level; NULL for words that are no level */
  const char *words;         /* of a level or words, as written */
  bool bare;                 /* written without a sign */
  const Expr *expr;          /* that gives the bound, `≤ (上年 × 105%)`; NULL: a literal */
  const char *text;          /* in plain form: `≥150个` */
  const AstNode *node;
} Target;

typedef struct
{
  Day date;
  Target target;
  const char *reason;        /* or NULL */
} Revision;

typedef struct
{
  const Atom *name;
  Target target;
} Part;

/* What a definition says of an indicator in words: no score depends on it.  Of each, its text, or NULL. */
typedef struct
{
  const Atom *id;                 /* 编号 */
  unsigned n_formerly;            /* 原名: the names of years before */
  const Atom *const *formerly;
  const AstNode *const *formerly_at; /* where each stands */
  const char *definition;         /* 口径 */
  const char *owner, *source, *frequency; /* 责任, 来源, 频次 */
  const char *rationale;          /* 变更理由: why it is not as in the year before */
} Description;

/* 体系, 方案 */

typedef struct Tier Tier;
typedef struct Indicator
{
  const Atom *name;
  Origin origin;
  Tier *tier;                /* where it stands; NULL at the top of a scheme */
  Target target;             /* the one that scores: the last revision if there is one */
  Target first_target;       /* as first set */
  bool has_weight;
  Rational weight;
  RuleUse rule;              /* rule.rule is NULL if none could be found (reported) */
  bool rule_by_default;      /* the framework's for this direction: the indicator names none */
  const Sentence *sentence;  /* of its 分值 or 规则, or NULL */
  const AstNode *sentence_node; /* its STRING */
  const RuleUse *literal;    /* how that sentence reads literally, where it states the weight only; NULL otherwise. It need not fit the
                                target: rule_use_fits */
  const Scale *scale;        /* of a level target: where actual levels are looked up first; NULL otherwise */
  const Expr *formula;       /* 算式, or NULL */
  bool has_baseline;
  Rational baseline;         /* 上年 in base units */
  const char *baseline_text;
  unsigned n_revisions, n_parts;
  const Revision *revisions;
  const Part *parts;
  bool core;
  Description description;
  bool from_framework;       /* the framework brings it along */
  unsigned index;            /* into Scheme.indicators */
  struct Indicator *next_same_name; /* declared before this one in the scheme */
  bool ok;                   /* false: faulty, reported, cannot be scored */
} Indicator;

struct Tier
{
  const Atom *name;
  Origin origin;
  Tier *parent;              /* NULL for tier 1 */
  unsigned level;            /* 1 or 2 */
  bool has_stated;           /* the scheme states a weight */
  Rational stated;
  bool has_expected;         /* the framework states a weight */
  Rational expected;
  bool has_direction;
  Direction direction;       /* the tier's own, or else the framework's for this tier */
  const char *const *upward; /* 正向词: of a 反向 tier, what is in names of which more is better all the same; folded, NULL at the end; or
                                NULL */
  const RuleUse *defaults;   /* the framework's 缺省规则 for this tier, by direction; NULL: none */
  const Atom *formerly;      /* 原名, or NULL */
  bool from_framework;       /* not in the scheme: the framework brings it along with its indicators */
  unsigned index;            /* into Scheme.tiers */
};

typedef struct
{
  const Atom *name;
  Target condition;          /* on the total, in 分 */
} Grade;

typedef enum
{
  NA_RESCALE, /* 折算 */
  NA_FULL,    /* 满分 */
  NA_NONE     /* 零分 */
} NaPolicy;
/* 折算, 满分 or 零分. */
const char *na_policy_name (NaPolicy policy, bool english);

typedef struct
{
  Origin origin;
  const Tier *tier;
  bool inherited;
} FrameworkIndicator;

typedef struct
{
  const Atom *name;
  Origin origin;
  const char *basis;
  RuleUse defaults[DIRECTION_N]; /* rule NULL where the framework names none */
  unsigned places;           /* 保留, 2 if not said */
  NaPolicy na_policy;
  const Scale *judged_on;    /* 定性等次, or NULL: see model_judging_scale */
  unsigned n_grades;
  const Grade *grades;
  Rational full;             /* 满分: its tier-1 weights together, or 100 */
  unsigned n_tiers;
  Tier *const *tiers;        /* parents before children; `expected` is set, `stated` is not */
  unsigned n_indicators;
  const FrameworkIndicator *indicators; /* read for each scheme, since their facts are the scheme's */
  bool building, built;      /* by find_framework, when first named */
} Framework;

typedef struct
{
  const Atom *name;
  Origin origin;
  bool has_year;
  int year;
  const Framework *framework; /* never NULL: a scheme without one gets an empty one, reported */
  unsigned n_tiers, n_indicators;
  Tier **tiers;              /* parents before children, in the order of reading; framework's own first */
  Indicator **indicators;    /* in the same order */
  unsigned n_settings;
  const CheckSetting *settings; /* of checks, in the order of writing */
  bool broken;               /* its indicators were not all read (reported): its framework is not known, or they stand where none may */
} Scheme;

/* 测试 */

typedef struct
{
  unsigned kind;              /* EXPECT_* of syntax/ast.h */
  Rational score;             /* of EXPECT_SCORE */
  const Grade *grade;         /* of EXPECT_GRADE */
  const Check *check;         /* of EXPECT_REPORT and EXPECT_SILENT */
  const AstNode *node;
} Expectation;

typedef struct
{
  unsigned kind;              /* CASE_* of syntax/ast.h */
  const AstNode *node;
  const AstNode *data;        /* of CASE_ROW: the 数据 above it, or NULL */
  bool prior;                 /* of CASE_ROW: 上期实际 */
  const Indicator *indicator; /* of CASE_ROW and CASE_INDICATOR; of one that was dropped the prior scheme's */
  const Tier *tier;           /* of CASE_TIER1 and CASE_TIER2 */
  unsigned n_expectations;
  const Expectation *expectations;
} TestCase;

/* What is scored together: a nameless indicator, each row by itself, or a scheme with its actual values. */
typedef struct
{
  const Scheme *scheme;       /* not in the model's schemes; of a row that was dropped without indicators */
  const Scheme *prior;        /* 上期, or NULL */
  bool one_row;
  const AstNode *actuals, *prior_actuals; /* of a scheme: the 实绩, or NULL */
  unsigned n_cases;
  const TestCase *cases;
} TestGroup;

typedef struct
{
  const Atom *name;
  Origin origin;
  unsigned n_groups;
  const TestGroup *groups;
} TestBlock;

typedef struct Model
{
  Session *session;          /* borrowed */
  const Module *root;        /* borrowed: what was checked */
  Arena *arena;
  MeasureTable *measures;
  GHashTable *rules;         /* key -> Rule */
  GPtrArray *wordings;       /* Wording *, in the order of reading */
  guint n_settled;           /* of these have been checked against their rules */
  GHashTable *patterns;      /* pattern -> the first Wording of it */
  GHashTable *sentences;     /* Atom -> const RuleUse *[DIRECTION_N + 1], by direction: the last one that was understood */
  GHashTable *scales;        /* key -> Scale */
  GHashTable *levels;        /* key -> GPtrArray of const Level * */
  GHashTable *frameworks;    /* key -> Framework */
  unsigned framework_depth;  /* of those being built inside one another */
  GHashTable *functions;     /* key -> Function */
  GPtrArray *calendars;      /* Calendar *, in the order of reading */
  GHashTable *checks;        /* key -> Check */
  bool loading_checks;       /* the library's are being read */
  GPtrArray *check_order;    /* Check *, in the order in which they were read */
  GPtrArray *schemes;        /* Scheme * of the root module */
  GHashTable *scheme_names;  /* key -> the first Scheme of that name */
  GPtrArray *actuals;        /* Origin *: 实绩 blocks of the root module */
  GPtrArray *tests;          /* TestBlock * of the root module, once sema_build_tests has run */
  GPtrArray *fact_names;     /* const Atom *: what formulas read; the index is EXPR_FACT's */
  GHashTable *fact_index;    /* key -> that index and 1 */
  GHashTable *declared;      /* Module *: taken up */
  WordingStage stage;        /* of what is being taken up */
  bool in_library;           /* what is being taken up was not used by name: it gives way to what is there */
  bool has_library_scales;
  GHashTable *checked_uses;  /* kinds of rule use that have been typed */
  const Dimension *score;    /* of 分 */
  const Dimension *day;      /* of 日 */
  Rational day_factor;       /* base units in one 日 */
} Model;

/* The model of ROOT and all it uses, with what is wrong reported to the session's sink; never NULL. A scheme with faults is in it
   all the same, its faulty indicators marked. */
Model *sema_check (Session *session, Module *root);
void model_free (Model *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, model_free)

/* The types of values in one use of a rule, to be read quietly. */
TypeContext rule_use_types (Model *model, const RuleUse *use, const Target *target);
/* True if a condition or a score of RULE reads SLOT; RULE may be NULL. */
bool rule_reads_slot (const Rule *rule, Slot slot);
/* True if the rule can be used so for TARGET: it reads no bound that TARGET lacks, and its units fit. Nothing is reported. */
bool rule_use_fits (Model *model, const RuleUse *use, const Target *target);

/* What `check` says beyond faults: weights, duplicates, bare targets, wrong directions (advise-*.c).  What is never as grave as LEAST is
   not looked for: who scores has no use for notes. */
void sema_advise (Model *model, Severity least);

/* Takes up the tests of the root module and reports what is wrong with them, once, before any actual values are read: their schemes
   may name facts.  Only those who check or run tests need them. */
void sema_build_tests (Model *model);

/* Loads the checks of the library (checks/all.jx) into MODEL, unless they are there; checks that the definition's own files declare are
   there already, and replace the library's of the same name. */
void model_load_checks (Model *model);
const Check *model_find_check (Model *model, const Atom *name);
/* The name of a check that is nearest to NAME, NULL if none is near. (borrowed) */
const char *model_nearest_check (Model *model, const char *name);
/* The setting of the parameter NAME of CHECK to the quantity NODE of UNIT. False: reported at NAME_NODE (NULL: at NODE) or NODE. */
bool model_read_setting (Model *model, const Check *check, const Atom *name, const AstNode *name_node, const Unit *unit,
                         const AstNode *node, CheckSetting *ret_setting);

/* The types of the values in a rule used for TARGET, and in a check, for those who show them; to be typed quietly. */
void model_rule_types (Model *model, const RuleUse *use, const Target *target, TypeContext *ret_context);
void model_check_types (Model *model, const Check *check, TypeContext *ret_context);
/* Whether the arguments of INDICATOR's rule, its weight and its target are as that rule requires; nothing is reported. */
bool model_rule_accepts (const Model *model, const Indicator *indicator);
/* False: CHECK compares what it reads with days, and INDICATOR's target has none. */
bool check_fits (const Model *model, const Check *check, const Indicator *indicator);

/* Look-ups by folded name; NULL if there is none. */
const Scale *model_find_scale (Model *model, const Atom *name);
/* The scale on which words are judged and whose levels go before those of all others: the framework's 定性等次, or 三档. */
const Scale *model_judging_scale (Model *model, const Framework *framework);
/* The level NAME on SCALE, or on the only scale that has it if SCALE is NULL. *RET_AMBIGUOUS (may be NULL) if several have. */
const Level *model_find_level (Model *model, const Scale *scale, const char *name, bool *ret_ambiguous);
const Indicator *scheme_find_indicator (const Scheme *scheme, const Atom *name, bool *ret_ambiguous);

/* The rule that the framework gives to indicators of TIER (NULL: at the top) with that direction; its rule is NULL if it gives none. */
const RuleUse *scheme_default_rule (const Scheme *scheme, const Tier *tier, Direction direction);

/* The indicators that FRAMEWORK brings along, as a scheme has them that adds none, of a leap year of no meaning: for those who compare
   frameworks.  Nothing is reported; one that cannot be read there, or has no rule yet, is not `ok`. */
const Scheme *model_framework_scheme (Model *model, const Framework *framework);
/* The direction that INDICATOR's tier gives to its targets without a sign. False: it gives none. */
bool indicator_tier_direction (const Indicator *indicator, Direction *ret_direction);
/* True if that is another than TIER's because of a word in NAME. */
bool tier_is_upward_for (const Tier *tier, const Atom *name);

const char *direction_word (Direction direction); /* "up", "down", "equal", "deadline", "level" */
/* The text of a field of what is declared at ORIGIN (依据, 备注 …), or NULL. */
const char *model_field_text (const Origin *origin, Field field);
/* Reading literals: the text of a QUANTITY, NUMBER (perhaps under NEGATIVE). False: reported at the node. *RET_VALUE is in base
   units. */
bool model_read_quantity (Model *model, const Unit *unit, const AstNode *node, Rational *ret_value, const Measure **ret_measure);
/* The first and last day of a DATE node; YEAR for one without a year (0: none known, reported). False: reported. */
bool model_read_date (Model *model, const Unit *unit, const AstNode *node, int year, Day *ret_first, Day *ret_last,
                      bool *ret_day_precise);
/* TEXT of a node in plain form: one spelling of each sign, no blanks, quotes undone. (in the model's arena) */
const char *model_plain_text (Model *model, const Unit *unit, const AstNode *node);
