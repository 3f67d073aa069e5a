/* Grammar of the language.  Actions build nodes and do nothing else: names are resolved, numbers read and everything checked in
   sema.  There are no separators between statements, so: fields of an indicator that may stand on its line begin with keywords;
   a call's bracket stands against its name (TOK_CALL); a condition does not begin with a minus; a text behind a 要求 is its text.  After a fault the driver
   (syntax/parse.c) goes on at the next line, where an `error` alternative waits. */

%require "3.8"
%code requires {
#include "syntax/parse.h"
}
%code provides {
/* For the driver: would TOKEN be taken next; was the last token thrown away after a fault; report faults again. */
bool jx_accepts (jx_pstate *ps, int token);
bool jx_discarded (const jx_pstate *ps);
bool jx_is_unsettled (const jx_pstate *ps); /* faults are not reported yet after the last one */
void jx_resume (jx_pstate *ps);
}
%define api.prefix {jx_}
%define api.token.prefix {TOK_}
%define api.pure full
%define api.push-pull push
%define api.location.type {TokenRange}
%define parse.error custom
%define parse.lac full
%define lr.type ielr
%locations
%expect 1 /* at `requirement`, which says so */
%param {ParseCtx *ctx}

%code {
#define YYMAXDEPTH PARSE_MAX_DEPTH
#define YYLLOC_DEFAULT(Cur, Rhs, N)                                                                                    \
  ((Cur) = (N) ? (TokenRange) { YYRHSLOC (Rhs, 1).first, YYRHSLOC (Rhs, N).last }                                      \
               : (TokenRange) { YYRHSLOC (Rhs, 0).last + 1, YYRHSLOC (Rhs, 0).last })
#define NODE(kind, at, op, ...) build_node (ctx, AST_##kind, at, op, (AstNode *[]) { __VA_ARGS__, NULL, BUILD_END })
#define LEAF(kind, at) build_leaf (ctx, AST_##kind, at)
#define LIST() build_list (ctx)
#define APPEND(list, item) build_append (list, item)
static void jx_error (const TokenRange *at, ParseCtx *ctx, const char *message);
}

%union {
  AstNode *node;
  int op;
}

%token START_MODULE "definitions" START_TARGET "one target" START_VALUE "one value"
%token WEIGHT "分值" CLAIMED "自评" REASON "原因" EVIDENCE "佐证" SCALE "等次" AND "且" OR "或" NOT "非" ELSE "否则"
%token USE "引用" SCHEME "方案" FRAMEWORK "体系" EXTENDS "基于" TIER1 "一级" TIER2 "二级" INDICATOR "指标" RULE "规则"
%token UNIT "计量单位" INTEGER "整数" CALENDAR "日历" CHECK "检查" TEST "测试" ACTUALS "实绩" DATA "数据" FUNCTION "函数"
%token PART "其中" REVISED "调整" DIRECTION "方向" DEFAULTS "缺省规则" GRADES "等级" MET "达成" UNMET "未达成"
%token WORDING "句式" WEIGHT_WORDING "分值句式" REQUIRES "要求" ON "对" WHEN "当" REPORT "报" SILENT "不报" SCORE "得分" NA "不适用" MISSING "未填"
%token NAME "name" STRING "text in quotes" NUMBER "number" QUANTITY "quantity" DATE "date" UNIT_SIGN "unit sign"
%token SUFFIX_AT_LEAST "以上" SUFFIX_AT_MOST "以内" SUFFIX_BY "前"
%token PREFIX_AT_LEAST "不低于" PREFIX_ABOVE "超过" PREFIX_AT_MOST "不超过" PREFIX_BELOW "不满"
%token GE "≥" GT ">" LE "≤" LT "<" EQ "=" NE "≠" ARROW "=>" RANGE ".." RANGE_OPEN_END "..<" RANGE_OPEN_START "<.." RANGE_OPEN "<..<"
%token PLUS "+" MINUS "−" TIMES "×" DIVIDE "÷" COMMA "," CALL "( of a call" OPEN "(" CLOSE ")" LBRACE "{" RBRACE "}"

%type <node> items item use unit unit_names unit_name integer_mark rule scale scale_items levels level band literal_bound function
%type <node> params param param_list rule_items requirement literal_field arm arm_condition arm_result framework extends scheme body members
%type <node> member field tier tier_clauses tier_clause indicator indicator_clauses indicator_clause number_or_quantity
%type <node> target operand sign_operand rule_use argument_list argument defaults default_rows default_row grades
%type <node> grade_rows part revised reason actuals year rows row path row_clauses row_clause data facts fact value
%type <node> judged name plain_name text level_name
%type <node> expression any all negation comparison sum product unary primary literal call_arguments
%type <node> wording wording_clauses wording_rule wording_body wording_items
%type <node> calendar calendar_items days day check check_items test test_items row_indicator case expectations expectation
%type <node> c_any c_all c_negation c_comparison c_sum c_product
%type <op> wording_kind sign relation suffix prefix range_sign

%%

start:
  START_MODULE items               { build_root (ctx, AST_MODULE, $items); }
| START_TARGET target              { build_root (ctx, AST_TARGET, $target); }
| START_VALUE value                { build_root (ctx, AST_VALUE, $value); }
;

items:
  %empty                           { $$ = LIST (); }
| items item                       { $$ = APPEND ($1, $item); }
| items error                      { $$ = APPEND ($1, LEAF (ERROR, @2)); }
;

item: use | unit | scale | rule | wording | function | calendar | framework | scheme | actuals | check | test ;

use: USE STRING                    { $$ = NODE (USE, @$, 0, LEAF (STRING, @2)); } ;

/* Units, scales, rules, functions */

unit:
  UNIT unit_names integer_mark body                   { $$ = NODE (UNIT, @$, 0, $2, $3, $4); }
| UNIT unit_names EQ number_or_quantity integer_mark body  { $$ = NODE (UNIT, @$, 0, $2, $4, $5, $6); }
;
unit_names:
  unit_name                        { $$ = APPEND (LIST (), $1); }
| unit_names COMMA unit_name       { $$ = APPEND ($1, $3); }
;
unit_name: name | UNIT_SIGN        { $$ = LEAF (NAME, @1); } ;
integer_mark: %empty               { $$ = NULL; }
| INTEGER                          { $$ = LEAF (INTEGER, @1); } ;

scale: SCALE name LBRACE scale_items RBRACE           { $$ = NODE (SCALE, @$, 0, $name, $scale_items); }
| SCALE error LBRACE scale_items RBRACE               { $$ = LEAF (ERROR, @$); (void) $4; } ;
scale_items:
  %empty                           { $$ = LIST (); }
| scale_items literal_field        { $$ = APPEND ($1, $2); }
| scale_items levels ARROW band    { $$ = APPEND ($1, NODE (LEVELS, ((TokenRange) { @2.first, @4.last }), 0, $2, $4)); }
| scale_items error                { $$ = APPEND ($1, LEAF (ERROR, @2)); }
;
levels:
  level                            { $$ = APPEND (LIST (), $1); }
| levels COMMA level               { $$ = APPEND ($1, $3); }
;
level: level_name | STRING         { $$ = LEAF (STRING, @1); } ;
level_name: NAME                   { $$ = LEAF (NAME, @1); }
| MET                              { $$ = LEAF (NAME, @1); }
| UNMET                            { $$ = LEAF (NAME, @1); } ;
band:
  number_or_quantity
| literal_bound range_sign literal_bound              { $$ = NODE (BAND, @$, $2, $1, $3); }
;

rule: RULE name params LBRACE rule_items RBRACE       { $$ = NODE (RULE, @$, 0, $name, $params, $rule_items); }
| RULE error LBRACE rule_items RBRACE                 { $$ = LEAF (ERROR, @$); (void) $4; } ;
params: %empty                     { $$ = NULL; }
| CALL param_list CLOSE            { $$ = $2; } ;
param_list:
  param                            { $$ = APPEND (LIST (), $1); }
| param_list COMMA param           { $$ = APPEND ($1, $3); }
;
param: name                        { $$ = NODE (PARAM, @$, 0, $1); }
| name EQ expression               { $$ = NODE (PARAM, @$, 0, $1, $3); } ;
rule_items:
  %empty                           { $$ = LIST (); }
| rule_items literal_field         { $$ = APPEND ($1, $2); }
| rule_items requirement           { $$ = APPEND ($1, $2); }
| rule_items arm                   { $$ = APPEND ($1, $2); }
| rule_items wording               { $$ = APPEND ($1, $2); }
| rule_items error                 { $$ = APPEND ($1, LEAF (ERROR, @2)); }
;
literal_field: plain_name text     { $$ = NODE (FIELD, @$, 0, $1, $2); } ;
text: STRING                       { $$ = LEAF (STRING, @1); } ;
requirement: REQUIRES expression %expect 1 { $$ = NODE (REQUIREMENT, @$, 0, $2); } /* a STRING is its text, not the next arm */
| REQUIRES expression text         { $$ = NODE (REQUIREMENT, @$, 0, $2, $3); } ;
arm: arm_condition ARROW arm_result  { $$ = NODE (ARM, @$, 0, $1, $3); } ;
arm_condition: c_any | ELSE        { $$ = LEAF (ELSE, @1); } ;
arm_result: expression | NA        { $$ = LEAF (NA, @1); } ;

/* A sentence of tables: in a rule it stands for that rule, elsewhere for the one after the arrow. */
wording: wording_kind text wording_clauses wording_rule wording_body  { $$ = NODE (WORDING, @$, $1, $2, $3, $4, $5); } ;
wording_kind: WORDING { $$ = WORDING_RULE; } | WEIGHT_WORDING { $$ = WORDING_WEIGHT; } ;
wording_clauses: %empty            { $$ = LIST (); }
| wording_clauses DIRECTION plain_name  { $$ = APPEND ($1, NODE (DIRECTION, ((TokenRange) { @2.first, @3.last }), 0, $3)); } ;
wording_rule: %empty               { $$ = NULL; }
| ARROW rule_use                   { $$ = $2; } ;
wording_body: %empty               { $$ = NULL; }
| LBRACE wording_items RBRACE      { $$ = $2; } ;
wording_items: %empty              { $$ = LIST (); }
| wording_items literal_field      { $$ = APPEND ($1, $2); }
| wording_items error              { $$ = APPEND ($1, LEAF (ERROR, @2)); } ;

function: FUNCTION name CALL param_list CLOSE EQ expression   { $$ = NODE (FUNCTION, @$, 0, $name, $4, $7); } ;

calendar: CALENDAR name LBRACE calendar_items RBRACE  { $$ = NODE (CALENDAR, @$, 0, $name, $calendar_items); }
| CALENDAR error LBRACE calendar_items RBRACE         { $$ = LEAF (ERROR, @$); (void) $4; } ;
calendar_items: %empty             { $$ = LIST (); }
| calendar_items literal_field     { $$ = APPEND ($1, $2); }
| calendar_items plain_name NUMBER { $$ = APPEND ($1, NODE (FIELD, ((TokenRange) { @2.first, @3.last }), 0, $2, LEAF (NUMBER, @3))); }
| calendar_items plain_name days   { $$ = APPEND ($1, NODE (DAYS, ((TokenRange) { @2.first, @3.last }), 0, $2, $3)); }
| calendar_items error             { $$ = APPEND ($1, LEAF (ERROR, @2)); } ;
days: day                          { $$ = APPEND (LIST (), $1); }
| days COMMA day                   { $$ = APPEND ($1, $3); } ;
day: DATE                          { $$ = LEAF (DATE, @1); }
| DATE RANGE DATE                  { $$ = NODE (BAND, @$, 0, LEAF (DATE, @1), LEAF (DATE, @3)); } ;

/* Checks and tests */

check: CHECK name params plain_name LBRACE check_items RBRACE  { $$ = NODE (CHECK, @$, 0, $name, $params, NODE (SEVERITY, @4, 0, $4), $check_items); }
| CHECK error LBRACE check_items RBRACE               { $$ = LEAF (ERROR, @$); (void) $4; } ;
check_items: %empty                { $$ = LIST (); }
| check_items literal_field        { $$ = APPEND ($1, $2); }
| check_items ON name              { $$ = APPEND ($1, NODE (SUBJECT, ((TokenRange) { @2.first, @3.last }), 0, $3)); }
| check_items WHEN expression      { $$ = APPEND ($1, NODE (WHEN, ((TokenRange) { @2.first, @3.last }), 0, $3)); }
| check_items REPORT text          { $$ = APPEND ($1, NODE (REPORT, ((TokenRange) { @2.first, @3.last }), 0, $3)); }
| check_items error                { $$ = APPEND ($1, LEAF (ERROR, @2)); } ;

test: TEST name LBRACE test_items RBRACE              { $$ = NODE (TEST, @$, 0, $name, $test_items); }
| TEST error LBRACE test_items RBRACE                 { $$ = LEAF (ERROR, @$); (void) $4; } ;
test_items: %empty                 { $$ = LIST (); }
| test_items literal_field         { $$ = APPEND ($1, $2); }
| test_items FRAMEWORK name        { $$ = APPEND ($1, NODE (FIELD, ((TokenRange) { @2.first, @3.last }), 0, LEAF (NAME, @2), $3)); }
| test_items row_indicator         { $$ = APPEND ($1, $2); }
| test_items plain_name row_indicator  { $$ = APPEND ($1, NODE (PRIOR, ((TokenRange) { @2.first, @3.last }), 0, $2, $3)); }
| test_items plain_name scheme     { $$ = APPEND ($1, NODE (PRIOR, ((TokenRange) { @2.first, @3.last }), 0, $2, $3)); }
| test_items plain_name actuals    { $$ = APPEND ($1, NODE (PRIOR, ((TokenRange) { @2.first, @3.last }), 0, $2, $3)); }
| test_items data                  { $$ = APPEND ($1, $2); }
| test_items scheme                { $$ = APPEND ($1, $2); }
| test_items actuals               { $$ = APPEND ($1, $2); }
| test_items case                  { $$ = APPEND ($1, $2); }
| test_items error                 { $$ = APPEND ($1, LEAF (ERROR, @2)); } ;
row_indicator: INDICATOR target indicator_clauses body { $$ = NODE (INDICATOR, @$, 0, $2, $3, $4); } ;
case: plain_name value row_clauses ARROW expectations { $$ = NODE (CASE, @$, CASE_ROW, $1, $2, $3, $5); }
| INDICATOR path ARROW expectations                   { $$ = NODE (CASE, @$, CASE_INDICATOR, $2, $4); }
| TIER1 name ARROW expectations                       { $$ = NODE (CASE, @$, CASE_TIER1, $2, $4); }
| TIER2 name ARROW expectations                       { $$ = NODE (CASE, @$, CASE_TIER2, $2, $4); }
| SCHEME ARROW expectations                           { $$ = NODE (CASE, @$, CASE_SCHEME, $3); } ;
expectations: expectation          { $$ = APPEND (LIST (), $1); }
| expectations expectation         { $$ = APPEND ($1, $2); } ;
expectation: SCORE number_or_quantity  { $$ = NODE (EXPECT, @$, EXPECT_SCORE, $2); }
| MET                              { $$ = build_node (ctx, AST_EXPECT, @$, EXPECT_MET, NULL); }
| UNMET                            { $$ = build_node (ctx, AST_EXPECT, @$, EXPECT_UNMET, NULL); }
| NA                               { $$ = build_node (ctx, AST_EXPECT, @$, EXPECT_NA, NULL); }
| GRADES name                      { $$ = NODE (EXPECT, @$, EXPECT_GRADE, $2); }
| REPORT name                      { $$ = NODE (EXPECT, @$, EXPECT_REPORT, $2); }
| SILENT name                      { $$ = NODE (EXPECT, @$, EXPECT_SILENT, $2); } ;

/* Frameworks and schemes */

framework: FRAMEWORK name extends body                { $$ = NODE (FRAMEWORK, @$, 0, $name, $extends, $body); }
| FRAMEWORK error body             { $$ = LEAF (ERROR, @$); (void) $body; } ;
extends: %empty                    { $$ = NULL; }
| EXTENDS name                     { $$ = NODE (EXTENDS, @$, 0, $2); } ;
scheme: SCHEME name body           { $$ = NODE (SCHEME, @$, 0, $name, $body); }
| SCHEME error body                { $$ = NODE (SCHEME, @$, 0, LEAF (ERROR, @2), $body); } ;

body: %empty                       { $$ = NULL; }
| LBRACE members RBRACE            { $$ = $members; } ;
members:
  %empty                           { $$ = LIST (); }
| members member                   { $$ = APPEND ($1, $member); }
| members error                    { $$ = APPEND ($1, LEAF (ERROR, @2)); }
;
member: field | tier | indicator | part | revised | defaults | grades ;

field: plain_name expression       { $$ = NODE (FIELD, @$, 0, $1, $2); }
| FRAMEWORK name                   { $$ = NODE (FIELD, @$, 0, LEAF (NAME, @1), $2); } ;

tier: TIER1 name tier_clauses body { $$ = NODE (TIER, @$, 1, $2, $3, $4); }
| TIER2 name tier_clauses body     { $$ = NODE (TIER, @$, 2, $2, $3, $4); }
| TIER1 error body                 { $$ = NODE (TIER, @$, 1, LEAF (ERROR, @2), $3); }
| TIER2 error body                 { $$ = NODE (TIER, @$, 2, LEAF (ERROR, @2), $3); }
;
tier_clauses: %empty               { $$ = LIST (); }
| tier_clauses tier_clause         { $$ = APPEND ($1, $2); } ;
tier_clause: WEIGHT number_or_quantity  { $$ = NODE (WEIGHT, @$, 0, $2); }
| DIRECTION plain_name             { $$ = NODE (DIRECTION, @$, 0, $2); }
| DIRECTION SCALE                  { $$ = NODE (DIRECTION, @$, 0, LEAF (NAME, @2)); }
;

indicator: INDICATOR name target indicator_clauses body  { $$ = NODE (INDICATOR, @$, 0, $2, $3, $4, $5); }
| INDICATOR error body             { $$ = LEAF (ERROR, @$); (void) $body; } ;
indicator_clauses: %empty          { $$ = LIST (); }
| indicator_clauses indicator_clause  { $$ = APPEND ($1, $2); } ;
indicator_clause: tier_clause
| WEIGHT text                      { $$ = NODE (WEIGHT, @$, 0, $2); }
| RULE rule_use                    { $$ = $2; }
| SCALE name                       { $$ = NODE (SCALE_USE, @$, 0, $2); } ;
number_or_quantity: NUMBER         { $$ = LEAF (NUMBER, @1); }
| QUANTITY                         { $$ = LEAF (QUANTITY, @1); } ;

part: PART name target             { $$ = NODE (PART, @$, 0, $2, $3); } ;
revised: REVISED DATE target reason  { $$ = NODE (REVISED, @$, 0, LEAF (DATE, @2), $3, $4); } ;
reason: %empty                     { $$ = NULL; }
| REASON STRING                    { $$ = NODE (REASON, @$, 0, LEAF (STRING, @2)); } ;

rule_use: name                     { $$ = NODE (RULE_USE, @$, 0, $1); }
| name CALL argument_list CLOSE    { $$ = NODE (RULE_USE, @$, 0, $1, $3); } ;
argument_list: argument            { $$ = APPEND (LIST (), $1); }
| argument_list COMMA argument     { $$ = APPEND ($1, $3); } ;
argument: name EQ expression       { $$ = NODE (ARG, @$, 0, $1, $3); } ;

defaults: DEFAULTS LBRACE default_rows RBRACE         { $$ = NODE (DEFAULTS, @$, 0, $3); } ;
default_rows: %empty               { $$ = LIST (); }
| default_rows default_row         { $$ = APPEND ($1, $2); }
| default_rows error               { $$ = APPEND ($1, LEAF (ERROR, @2)); } ;
default_row: plain_name ARROW rule_use  { $$ = NODE (DEFAULT, @$, 0, $1, $3); }
| SCALE ARROW rule_use             { $$ = NODE (DEFAULT, @$, 0, LEAF (NAME, @1), $3); } ;

grades: GRADES LBRACE grade_rows RBRACE               { $$ = NODE (GRADES, @$, 0, $3); } ;
grade_rows: %empty                 { $$ = LIST (); }
| grade_rows level target          { $$ = APPEND ($1, NODE (GRADE, ((TokenRange) { @2.first, @3.last }), 0, $2, $3)); }
| grade_rows error                 { $$ = APPEND ($1, LEAF (ERROR, @2)); } ;

/* Targets */

target:
  sign sign_operand                { $$ = NODE (TARGET, @$, $1, $2); }
| prefix operand                   { $$ = NODE (TARGET, @$, $1, $2); }
| operand suffix                   { $$ = NODE (TARGET, @$, $2, $1); }
| operand                          { $$ = NODE (TARGET, @$, TARGET_BARE, $1); }
| operand range_sign operand       { $$ = NODE (TARGET, @$, TARGET_RANGE, NODE (BAND, @$, $2, $1, $3)); }
| operand MINUS operand            { $$ = NODE (TARGET, @$, TARGET_RANGE, NODE (BAND, @$, RANGE_CLOSED, $1, $3)); }
| level                            { $$ = NODE (TARGET, @$, TARGET_LEVEL, $1); }
;
sign: GE { $$ = TARGET_AT_LEAST; } | GT { $$ = TARGET_ABOVE; } | LE { $$ = TARGET_AT_MOST; } | LT { $$ = TARGET_BELOW; }
| EQ { $$ = TARGET_EQUAL; } | NE { $$ = TARGET_NOT_EQUAL; } ;
prefix: PREFIX_AT_LEAST { $$ = TARGET_AT_LEAST; } | PREFIX_ABOVE { $$ = TARGET_ABOVE; }
| PREFIX_AT_MOST { $$ = TARGET_AT_MOST; } | PREFIX_BELOW { $$ = TARGET_BELOW; } ;
suffix: SUFFIX_AT_LEAST { $$ = TARGET_AT_LEAST; } | SUFFIX_AT_MOST { $$ = TARGET_AT_MOST; } | SUFFIX_BY { $$ = TARGET_BY; } ;
range_sign: RANGE { $$ = RANGE_CLOSED; } | RANGE_OPEN_END { $$ = RANGE_OPEN_END; }
| RANGE_OPEN_START { $$ = RANGE_OPEN_START; } | RANGE_OPEN { $$ = RANGE_OPEN; } ;
sign_operand: operand
| operand suffix                   { $$ = build_two_signs (ctx, @$, $1, $2); }
| plain_name
| plain_name CALL call_arguments CLOSE  { $$ = NODE (CALL, @$, 0, $1, $3); }
| OPEN expression CLOSE            { $$ = NODE (GROUP, @$, 0, $2); } ;
operand: literal_bound | DATE      { $$ = LEAF (DATE, @1); } ;
literal_bound: number_or_quantity
| MINUS number_or_quantity         { $$ = NODE (NEGATIVE, @$, 0, $2); } ;

/* Actual values */

actuals: ACTUALS name year LBRACE rows RBRACE         { $$ = NODE (ACTUALS, @$, 0, $name, $year, $rows); }
| ACTUALS error LBRACE rows RBRACE { $$ = LEAF (ERROR, @$); (void) $rows; } ;
year: %empty                       { $$ = NULL; }
| NUMBER                           { $$ = LEAF (NUMBER, @1); } ;
rows: %empty                       { $$ = LIST (); }
| rows row                         { $$ = APPEND ($1, $2); }
| rows data                        { $$ = APPEND ($1, $2); }
| rows error                       { $$ = APPEND ($1, LEAF (ERROR, @2)); } ;
row: path EQ value row_clauses     { $$ = NODE (ROW, @$, 0, $1, $3, $4); }
| path row_clause row_clauses      { $$ = NODE (ROW, @$, 0, $1, $2, $3); } ;
path: name                         { $$ = NODE (PATH, @$, 0, $1); }
| path DIVIDE name                 { $$ = APPEND ($1, $3); $$->at = @$; } ;
row_clauses: %empty                { $$ = LIST (); }
| row_clauses row_clause           { $$ = APPEND ($1, $2); } ;
row_clause: CLAIMED number_or_quantity  { $$ = NODE (CLAIMED, @$, 0, $2); }
| REASON STRING                    { $$ = NODE (REASON, @$, 0, LEAF (STRING, @2)); }
| EVIDENCE STRING                  { $$ = NODE (EVIDENCE, @$, 0, LEAF (STRING, @2)); } ;
value:
  operand                          { $$ = NODE (VALUE, @$, VALUE_LITERAL, $1); }
| operand RANGE operand            { $$ = NODE (VALUE, @$, VALUE_PERIOD, $1, $3); }
| judged                           { $$ = $1; }
| NA                               { $$ = build_node (ctx, AST_VALUE, @$, VALUE_NA, NULL); }
| MISSING                          { $$ = build_node (ctx, AST_VALUE, @$, VALUE_MISSING, NULL); }
| sign sign_operand                { $$ = build_sign_in_value (ctx, @$); }
| operand suffix                   { $$ = build_sign_in_value (ctx, @$); }
| prefix operand                   { $$ = build_sign_in_value (ctx, @$); }
;
judged: level                      { $$ = NODE (VALUE, @$, VALUE_LEVEL, $1); }
| level number_or_quantity         { $$ = NODE (VALUE, @$, VALUE_LEVEL, $1, $2); } ;
data: DATA LBRACE facts RBRACE     { $$ = NODE (DATA, @$, 0, $3); } ;
facts: %empty                      { $$ = LIST (); }
| facts fact                       { $$ = APPEND ($1, $2); }
| facts error                      { $$ = APPEND ($1, LEAF (ERROR, @2)); } ;
fact: name EQ value                { $$ = NODE (FACT, @$, 0, $1, $3); } ;

/* Names: every keyword that is not reserved may be one */

name: plain_name
| STRING                           { $$ = LEAF (STRING, @1); }
| contextual                       { $$ = LEAF (NAME, @1); } ;
plain_name: NAME                   { $$ = LEAF (NAME, @1); } ;
contextual: USE | SCHEME | FRAMEWORK | EXTENDS | TIER1 | TIER2 | INDICATOR | RULE | UNIT | INTEGER | CALENDAR | CHECK | TEST
| ACTUALS | DATA | FUNCTION | PART | REVISED | DIRECTION | DEFAULTS | GRADES | MET | UNMET | NA | MISSING | ON | WHEN
| REPORT | SILENT | SCORE | WORDING | WEIGHT_WORDING | REQUIRES ;

/* Expressions.  The c_ forms do not begin with a minus. */

expression: any ;
any: all
| any OR all                       { $$ = build_chain (ctx, AST_ANY, @$, $1, $3); } ;
all: negation
| all AND negation                 { $$ = build_chain (ctx, AST_ALL, @$, $1, $3); } ;
negation: comparison
| NOT negation                     { $$ = NODE (NOT, @$, 0, $2); } ;
comparison: sum
| sum relation sum                 { $$ = NODE (COMPARE, @$, $2, $1, $3); } ;
sum: product
| sum PLUS product                 { $$ = build_chain (ctx, AST_SUM, @$, $1, NODE (ADD, ((TokenRange) { @2.first, @3.last }), 0, $3)); }
| sum MINUS product                { $$ = build_chain (ctx, AST_SUM, @$, $1, NODE (SUBTRACT, ((TokenRange) { @2.first, @3.last }), 0, $3)); } ;
product: unary
| product TIMES unary              { $$ = build_chain (ctx, AST_PRODUCT, @$, $1, NODE (MULTIPLY, ((TokenRange) { @2.first, @3.last }), 0, $3)); }
| product DIVIDE unary             { $$ = build_chain (ctx, AST_PRODUCT, @$, $1, NODE (DIVIDE, ((TokenRange) { @2.first, @3.last }), 0, $3)); } ;
unary: primary
| MINUS unary                      { $$ = NODE (NEGATIVE, @$, 0, $2); } ;

c_any: c_all
| c_any OR all                     { $$ = build_chain (ctx, AST_ANY, @$, $1, $3); } ;
c_all: c_negation
| c_all AND negation               { $$ = build_chain (ctx, AST_ALL, @$, $1, $3); } ;
c_negation: c_comparison
| NOT negation                     { $$ = NODE (NOT, @$, 0, $2); } ;
c_comparison: c_sum
| c_sum relation sum               { $$ = NODE (COMPARE, @$, $2, $1, $3); } ;
c_sum: c_product
| c_sum PLUS product               { $$ = build_chain (ctx, AST_SUM, @$, $1, NODE (ADD, ((TokenRange) { @2.first, @3.last }), 0, $3)); }
| c_sum MINUS product              { $$ = build_chain (ctx, AST_SUM, @$, $1, NODE (SUBTRACT, ((TokenRange) { @2.first, @3.last }), 0, $3)); } ;
c_product: primary
| c_product TIMES unary            { $$ = build_chain (ctx, AST_PRODUCT, @$, $1, NODE (MULTIPLY, ((TokenRange) { @2.first, @3.last }), 0, $3)); }
| c_product DIVIDE unary           { $$ = build_chain (ctx, AST_PRODUCT, @$, $1, NODE (DIVIDE, ((TokenRange) { @2.first, @3.last }), 0, $3)); } ;

relation: GE { $$ = RELATION_GE; } | GT { $$ = RELATION_GT; } | LE { $$ = RELATION_LE; } | LT { $$ = RELATION_LT; }
| EQ { $$ = RELATION_EQ; } | NE { $$ = RELATION_NE; } ;

primary: literal | STRING          { $$ = LEAF (STRING, @1); }
| plain_name
| SCORE                            { $$ = LEAF (NAME, @1); }
| WEIGHT                           { $$ = LEAF (OWN_WEIGHT, @1); }
| MET                              { $$ = LEAF (MET, @1); }
| UNMET                            { $$ = LEAF (UNMET, @1); }
| OPEN expression CLOSE            { $$ = NODE (GROUP, @$, 0, $2); }
| plain_name CALL call_arguments CLOSE  { $$ = NODE (CALL, @$, 0, $1, $3); } ;
literal: number_or_quantity | DATE { $$ = LEAF (DATE, @1); } ;
call_arguments: expression         { $$ = APPEND (LIST (), $1); }
| call_arguments COMMA expression  { $$ = APPEND ($1, $3); } ;

%%

static void
jx_error (const TokenRange *at, ParseCtx *ctx, const char *message)
{
  (void) message; /* only "memory exhausted" comes here: syntax errors go to yyreport_syntax_error */
  parse_too_deep (ctx, *at);
}

static int
yyreport_syntax_error (const yypcontext_t *pc, ParseCtx *ctx)
{
  yysymbol_kind_t kinds[YYNTOKENS];
  const char *names[YYNTOKENS];
  int n = yypcontext_expected_tokens (pc, kinds, YYNTOKENS);
  for (int i = 0; i < n; i++)
    names[i] = yysymbol_name (kinds[i]);
  parse_unexpected (ctx, *yypcontext_location (pc), names, n);
  return 0;
}

bool
jx_discarded (const jx_pstate *ps)
{
  return ps->yyerrstatus == 3;
}

bool
jx_is_unsettled (const jx_pstate *ps)
{
  return ps->yyerrstatus > 0;
}

void
jx_resume (jx_pstate *ps)
{
  ps->yyerrstatus = 0;
}

bool
jx_accepts (jx_pstate *ps, int token)
{
  yysymbol_kind_t kinds[YYNTOKENS];
  int n = yypstate_expected_tokens (ps, kinds, YYNTOKENS);
  for (int i = 0; i < n; i++)
    if (kinds[i] == YYTRANSLATE (token))
      return true;
  return false;
}
