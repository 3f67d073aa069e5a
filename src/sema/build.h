/* Between the files of sema that make the model: declarations, frameworks, targets, schemes. */
#pragma once
#include "sema/model.h"
#include "syntax/keywords.h"

/* declare.c: takes up what MODULE and all it uses declare, each module once. */
void declare_modules (Model *model, Module *module);
/* Loads the library's file NAME and takes up its declarations, once. */
void declare_library (Model *model, const char *name);

/* rule.c, scale.c: one declaration each. */
void declare_rule (Model *model, const Unit *unit, const AstNode *node);
void declare_scale (Model *model, const Unit *unit, const AstNode *node);
/* scale.c: there is no scale NAME; with the nearest one. */
void report_unknown_scale (Model *model, const Unit *unit, const AstNode *name);
/* setting.c: the settings of checks that a 方案 node makes. */
void read_check_settings (Model *model, const Unit *unit, const AstNode *node, Scheme *scheme);
/* check.c */
void declare_check (Model *model, const Unit *unit, const AstNode *node);

/* wording.c: a 句式 of a rule, or of none (RULE NULL); what it says is checked once all names are known. */
void declare_wording (Model *model, const Unit *unit, const AstNode *node, const Rule *rule);
void settle_wordings (Model *model);

/* The library's files of rules, in the order in which they are read: those that frameworks use by default first. */
enum
{
  RULE_FILES = 2
};
void declare_rule_file (Model *model, unsigned index);

/* wording.c: where in UNIT something stands that a sentence, the node STRING, says. */
Span sentence_span (const Unit *unit, const AstNode *string, Span inside);
/* sentence.c: reads STRING, of the clause NODE, as a sentence that some wording matches; DIRECTION_N: of no known direction.
   False: reported. */
bool sentence_read (Model *model, const Unit *unit, const AstNode *node, const AstNode *string, Direction direction,
                    RuleUse *ret_use);
/* True if TEXT is a sentence that some wording matches, of those that were read. */
bool sentence_is_known (Model *model, const char *text);
/* rule.c: the use of RULE at NODE without arguments yet; with what ARGS (NULL: none) of UNIT say; with the defaults for what GIVEN
   leaves.  False: reported. */
void begin_rule_use (Model *model, const Rule *rule, Origin origin, RuleUse *ret_use);
bool read_arguments (Model *model, const Unit *unit, const AstNode *args, RuleUse *use, bool *given);
bool complete_rule_use (Model *model, RuleUse *use, const bool *given, bool silent);

/* The rule NAME, the library's if nothing nearer has it; NULL (reported with the nearest name). */
const Rule *find_rule (Model *model, const Unit *unit, const AstNode *name);
/* The same among those that are known by now; NULL: none, not reported. */
const Rule *known_rule (Model *model, const Unit *unit, const AstNode *name);
/* Reads a RULE_USE, of an indicator of DIRECTION (DIRECTION_N: not known). False: reported. */
bool build_rule_use (Model *model, const Unit *unit, const AstNode *node, Direction direction, RuleUse *ret_use);
/* Types the arms of RULE. False: reported, unless CONTEXT is quiet. */
bool check_arm_types (Model *model, const Rule *rule, const TypeContext *context);
/* True if the arms of the use's rule fit TARGET once the parameter at INDEX is of TYPE. */
bool rule_use_fits_with (Model *model, const RuleUse *use, const Target *target, unsigned index, Type type);
/* Bare numbers where USE, which fits TARGET, wants a percentage. False: reported. */
bool check_bare_arguments (Model *model, const RuleUse *use, const Target *target);
/* Reports, once for each kind of use, what does not fit in RULE used for a target of this kind. False: it does not. Bare arguments
   of USE are taken as 分 where its arms expect a score. */
bool check_rule_use (Model *model, RuleUse *use, const Target *target);

/* requirement.c */

/* The 要求 of RULE, whose parameters have been read, in NODE; its defaults against them, as far as they can be decided. */
void read_requirements (Model *model, Rule *rule, const AstNode *node);
void check_defaults_alone (Model *model, const Rule *rule);
/* Types them. False: reported, unless CONTEXT is quiet. */
bool check_requirement_types (Model *model, const Rule *rule, const TypeContext *context);
/* Refuses USE, of no indicator yet, if its arguments alone violate one: reported. */
void check_use_alone (Model *model, RuleUse *use);
/* Whether USE, which fits the target of INDICATOR, is as its rule requires. False: reported. */
bool check_requirements (Model *model, const RuleUse *use, const Indicator *indicator);
/* What was written for the parameter at INDEX: in the use, else as its default. NULL: nothing. (owned) */
char *rule_argument_text (const RuleUse *use, unsigned index);
/* rule-bare.c: true if the default of the parameter at INDEX is written as a share: 60%. */
bool is_share_by_default (Model *model, const Rule *rule, unsigned index);

/* framework-tiers.c */

/* Reads tiers and indicators over those of BASE (NULL: it extends none). */
void framework_read_tiers (Model *model, Framework *framework, const Framework *base);
/* The 缺省规则 of NODE over those in DEFAULTS, by direction. */
void framework_read_defaults (Model *model, const Unit *unit, const AstNode *node, RuleUse *defaults);
/* Each first tier has a weight. */
bool framework_is_weighted (const Framework *framework);
/* WHAT is given AGAIN. */
void framework_report_again (Model *model, const Unit *unit, const AstNode *again, const AstNode *first, const char *what);

/* framework-grades.c */

void framework_read_grades (Model *model, Framework *framework);
/* Gaps and overlaps, once the full marks are known. */
void framework_check_grades (Model *model, const Framework *framework);

/* framework.c */
const Framework *find_framework (Model *model, const Unit *unit, const AstNode *name);
const Framework *empty_framework (Model *model);
/* NODE's 分值: false if there is none, or it is no number of points (reported). */
bool read_weight (Model *model, const Unit *unit, const AstNode *node, Rational *ret_weight);

/* indicator-rule.c: the weight of INDICATOR and the rule that scores it, from its clauses and the framework. False: reported.
   HAS_TARGET: its target has been built; else only the weight is read. */
bool read_weight_and_rule (Model *model, const Unit *unit, const Scheme *scheme, const AstNode *node, Indicator *indicator,
                           bool has_target);
/* Where to point at the indicator: its name, or, of one in a test, which has none, its target. */
const AstNode *indicator_head (const AstNode *node);

/* target.c: what a target may depend on. */
typedef struct
{
  Model *model;
  const Unit *unit;
  int year;                    /* 0: none */
  bool has_direction;          /* the indicator's own 方向 */
  Direction direction;
  const AstNode *direction_node;
  bool has_tier_direction;
  Direction tier_direction;
  bool from_name;              /* that is by the indicator's name */
  const Scale *scale;          /* of the 等次 field, or NULL */
  const Framework *framework;  /* or NULL: of no scheme */
  bool has_baseline;
  Rational baseline;
  const Measure *baseline_measure;
} TargetContext;

/* False: reported. */
bool build_target (const TargetContext *context, const AstNode *node, Target *ret_target);

/* scheme.c */
void declare_scheme (Model *model, const Unit *unit, const AstNode *node);
/* The scheme of a 方案 node, which the model does not keep. */
Scheme *build_scheme (Model *model, const Unit *unit, const AstNode *node);
/* The scheme whose only row is the nameless indicator NODE of a test; FRAMEWORK is the name after 体系, or NULL. */
Scheme *build_row_scheme (Model *model, const Unit *unit, const AstNode *node, const AstNode *framework);

/* description.c: the 年度 of a scheme. */
void scheme_read_year (Model *model, const Unit *unit, const AstNode *node, Scheme *scheme);
/* description.c: the fields in words, and 核心; the 原名 of a tier, NULL if it has none. */
void read_description (Model *model, const AstNode *node, Indicator *indicator);
const Atom *tier_formerly (Model *model, const AstNode *node);
/* upward.c: the 正向词 of NODE, a tier; NULL if it has none. */
const char *const *tier_upward (Model *model, const AstNode *node);

/* model.c: small things all of them need. */
Diag *report_node (Model *model, DiagCode code, const Unit *unit, const AstNode *node, const char *a, const char *b);
Diag *report_duplicate (Model *model, const Unit *unit, const AstNode *name, const Origin *before);
/* Says where constructs of NODE's kind stand. */
void report_misplaced (Model *model, const Unit *unit, const AstNode *node);
/* The same for a rule or a scale that the library has too: one's own goes before it (find_rule sees to it that the library's
   frameworks still mean theirs). */
void report_clash (Model *model, const Unit *unit, const AstNode *name, Origin before);
/* False, reported: an empty name, or one of blanks or control characters only. */
bool check_name (Model *model, const Unit *unit, const AstNode *name);
/* The child that is the node's name: NAME or STRING, its first child. NULL if it could not be read. */
const AstNode *node_name (const AstNode *node);
/* The FIELD of that kind among NODE's children, or NULL; its value. */
const AstNode *find_field (const AstNode *node, Field field);
const char *field_text (const AstNode *node, Field field); /* of a STRING or NAME value; NULL if absent */
/* Reports fields that HOLDER does not have, and fields given twice. */
/* True if FIELD was written on the line of the indicator BEFORE, which has no block, or of such a field: check_fields says so. */
bool goes_on_indicator (const Unit *unit, const AstNode *before, const AstNode *field);
void check_fields (Model *model, const Unit *unit, const AstNode *node, FieldHolder holder);
/* Reports 分值, 规则, 方向 and 等次 given twice on one line. */
void check_clauses (Model *model, const Unit *unit, const AstNode *node);
/* The direction word of NAME; false: reported. */
bool read_direction (Model *model, const Unit *unit, const AstNode *name, Direction *ret_direction);
