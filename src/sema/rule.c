/* 规则: parameters and arms resolved once; each kind of use (unit of the indicator, units of the arguments) typed once. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/build.h"

#define MAX_BARE 6 /* bare arguments of one use that are tried as 分 */

static const Type ANY_TYPE = { TYPE_ANY, NULL, false, false };

static TypeContext
type_context (Model *model, const Unit *unit)
{
  return (TypeContext) { .session = model->session, .measures = model->measures, .unit = unit, .score = model->score,
                         .day = model->day };
}

static ExprScope
expr_scope (Model *model, const Unit *unit)
{
  return (ExprScope) { .session = model->session, .measures = model->measures, .unit = unit,
                       .functions = model->functions, .model = model, .arena = model->arena };
}

/* Parameters */

static void
read_rule_params (Model *model, Rule *rule, const AstNode *node)
{
  const Unit *unit = rule->origin.unit;
  unsigned n = ast_count (node, AST_PARAM);
  const Atom **params = arena_array (model->arena, const Atom *, n + 1);
  const Expr **defaults = arena_array (model->arena, const Expr *, n + 1);
  ExprScope scope = expr_scope (model, unit);
  rule->params = params;
  rule->defaults = defaults;
  for (const AstNode *param = ast_find (node, AST_PARAM); param; param = ast_find_next (param))
    {
      const AstNode *name = param->child;
      for (unsigned i = 0; i < rule->n_params; i++)
        if (atom_same (params[i], name->atom))
          report_node (model, DIAG_duplicate_declaration, unit, name, name->atom->text, NULL);
      if (expr_word_is_built_in (name->atom->text))
        report_node (model, DIAG_built_in_name, unit, name, name->atom->text, NULL);
      params[rule->n_params] = name->atom;
      defaults[rule->n_params++] = name->next ? expr_resolve (&scope, name->next) : NULL;
    }
}

/* Arms */

bool
check_arm_types (Model *model, const Rule *rule, const TypeContext *context)
{
  bool ok = check_requirement_types (model, rule, context);
  for (unsigned i = 0; i < rule->n_arms; i++)
    {
      const Arm *arm = &rule->arms[i];
      Type type = arm->condition ? expr_type (context, arm->condition) : (Type) { TYPE_BOOLEAN, NULL, false, false };
      ok = ok && type.kind == TYPE_BOOLEAN;
      if (type.kind != TYPE_BOOLEAN && type.kind != TYPE_ERROR && !context->quiet)
        report_node (model, DIAG_expected_condition, expr_unit (arm->condition), expr_node (arm->condition), NULL, NULL);
      if (!arm->score)
        continue;
      type = expr_type (context, arm->score);
      ok = ok && type.kind != TYPE_ERROR;
      if (type.kind == TYPE_ERROR || type.kind == TYPE_ANY || (type.kind == TYPE_NUMBER && (type.bare || type.literal_zero)))
        continue;
      if (type.kind == TYPE_NUMBER && type.dimension == model->score)
        continue;
      if (!context->quiet)
        report_node (model, DIAG_not_a_score, expr_unit (arm->score), expr_node (arm->score), type_text (&type), NULL);
      ok = false;
    }
  return ok;
}

static void
read_arms (Model *model, Rule *rule, const AstNode *node)
{
  const Unit *unit = rule->origin.unit;
  Arm *arms = arena_array (model->arena, Arm, ast_count (node, AST_ARM) + 1);
  ExprScope scope = expr_scope (model, unit);
  bool closed = false;
  scope.slots = IN_RULE;
  scope.params = rule->params;
  scope.n_params = rule->n_params;
  rule->arms = arms;
  for (const AstNode *child = ast_find (node, AST_ARM); child; child = ast_find_next (child))
    {
      const AstNode *condition = child->child, *score = condition->next;
      Arm arm = { NULL, NULL, child };
      if (closed)
        report_node (model, DIAG_unreachable_arm, unit, child, NULL, NULL);
      closed = closed || condition->kind == AST_ELSE;
      if (condition->kind != AST_ELSE && !(arm.condition = expr_resolve (&scope, condition)))
        continue;
      if (score->kind != AST_NA && !(arm.score = expr_resolve (&scope, score)))
        continue;
      arms[rule->n_arms++] = arm;
    }
  if (!closed && !ast_find (node, AST_ERROR)) /* a faulty arm may have been it */
    report_node (model, DIAG_no_else_arm, unit, node_name (node), rule->name->text, NULL);
}

void
declare_rule (Model *model, const Unit *unit, const AstNode *node)
{
  const AstNode *name = node_name (node);
  Rule *rule, *before = g_hash_table_lookup (model->rules, name->atom->key);
  TypeContext context = type_context (model, unit);
  if (before)
    {
      report_clash (model, unit, name, before->origin);
      return;
    }
  if (!check_name (model, unit, name))
    return;
  rule = arena_new0 (model->arena, Rule);
  rule->name = name->atom;
  rule->origin = (Origin) { unit, node };
  rule->basis = field_text (node, FIELD_BASIS);
  g_hash_table_insert (model->rules, (gpointer)name->atom->key, rule);
  check_fields (model, unit, node, IN_LIBRARY);
  read_rule_params (model, rule, node);
  read_requirements (model, rule, node);
  read_arms (model, rule, node);
  for (const AstNode *child = ast_find (node, AST_WORDING); child; child = ast_find_next (child))
    declare_wording (model, unit, child, rule);
  for (int slot = 0; slot < SLOT_N; slot++)
    context.slots[slot] = ANY_TYPE;
  context.slots[SLOT_WEIGHT] = context.slots[SLOT_CLAIMED] = (Type) { TYPE_NUMBER, model->score, false, false };
  rule->faulty = !check_arm_types (model, rule, &context);
  check_defaults_alone (model, rule);
}

/* A framework of the library means the library's rule: a file's own of that name would score in its place. */
static void
report_displaced (Model *model, const Unit *unit, const Rule *rule)
{
  const Origin *own = &rule->origin;
  Diag *diag;
  if (own->unit == unit || !session_is_library (model->session, unit)
      || session_lies_in_library (model->session, own->unit))
    return;
  diag = report_node (model, DIAG_duplicate_declaration, own->unit, node_name (own->node), rule->name->text, NULL);
  diag_note (diag, N_ ("the library has a rule of this name, which its frameworks mean; give yours another name"), NULL);
}

void
declare_rule_file (Model *model, unsigned index)
{
  static const char *const FILES[RULE_FILES] = { "rules", "rules-kit" };
  static const WordingStage STAGES[RULE_FILES] = { WORDING_COMMON, WORDING_KIT };
  WordingStage outer = model->stage;
  model->stage = STAGES[index];
  declare_library (model, FILES[index]);
  model->stage = outer;
}

const Rule *
known_rule (Model *model, const Unit *unit, const AstNode *name)
{
  const Rule *rule = g_hash_table_lookup (model->rules, name->atom->key);
  if (rule)
    report_displaced (model, unit, rule);
  return rule;
}

/* The rules that frameworks use by default are read first, the rest of the library's only if none of them is meant. */
const Rule *
find_rule (Model *model, const Unit *unit, const AstNode *name)
{
  const Rule *rule = known_rule (model, unit, name);
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  GHashTableIter iter;
  gpointer other;
  Diag *diag;
  for (unsigned i = 0; !rule && i < RULE_FILES; i++)
    {
      declare_rule_file (model, i);
      rule = known_rule (model, unit, name);
    }
  if (rule)
    return rule;
  diag = report_node (model, DIAG_unknown_rule, unit, name, name->atom->text, NULL);
  g_hash_table_iter_init (&iter, model->rules);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    text_nearest_offer (&nearest, ((const Rule *)other)->name->text);
  if (text_nearest_result (&nearest))
    diag_fix (diag, unit->source, unit_node_span (unit, name), text_nearest_result (&nearest));
  else if (name->kind == AST_NAME && sentence_is_known (model, name->atom->text))
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", name->atom->text);
      diag_note (diag, N_ ("a sentence of a printed table stands in quotes"), NULL);
      diag_fix (diag, unit->source, unit_node_span (unit, name), quoted);
    }
  return NULL;
}

/* Use */

static bool
set_argument (Model *model, const Unit *unit, RuleUse *use, unsigned index, const Expr *expr, const AstNode *at)
{
  Frame frame = { .pool = model->session->numbers };
  TypeContext context = type_context (model, unit);
  const Expr *failed;
  EvalStatus status;
  use->arg_exprs[index] = expr;
  use->arg_types[index] = expr_type (&context, expr);
  if (use->arg_types[index].kind == TYPE_ERROR)
    return false;
  status = expr_eval (expr, &frame, &use->args[index], &failed);
  if (status == EVAL_OK)
    return true;
  if (!expr_report_failed (model->session, failed, &frame, status))
    report_node (model, DIAG_not_constant, unit, at, NULL, NULL);
  return false;
}

static void
report_unknown_argument (Model *model, const Unit *unit, const Rule *rule, const AstNode *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name->atom->text);
  Diag *diag = report_node (model, DIAG_unknown_argument, unit, name, rule->name->text, name->atom->text);
  const AstNode *declared = node_name (rule->origin.node);
  for (unsigned i = 0; i < rule->n_params; i++)
    text_nearest_offer (&nearest, rule->params[i]->text);
  if (text_nearest_result (&nearest))
    diag_fix (diag, unit->source, unit_node_span (unit, name), text_nearest_result (&nearest));
  diag_label (diag, rule->origin.unit->source, unit_node_span (rule->origin.unit, declared), N_ ("declared here"), NULL);
}

static bool
read_argument (Model *model, const Unit *unit, const AstNode *arg, RuleUse *use, bool *given)
{
  const AstNode *name = arg->child;
  ExprScope scope = expr_scope (model, unit);
  for (unsigned i = 0; i < use->rule->n_params; i++)
    if (atom_same (use->rule->params[i], name->atom))
      {
        const Expr *expr = expr_resolve (&scope, name->next);
        if (given[i])
          report_node (model, DIAG_field_twice, unit, name, name->atom->text, NULL);
        given[i] = true;
        return expr && set_argument (model, unit, use, i, expr, name->next);
      }
  report_unknown_argument (model, unit, use->rule, name);
  return false;
}

void
begin_rule_use (Model *model, const Rule *rule, Origin origin, RuleUse *ret_use)
{
  *ret_use = (RuleUse) { .rule = rule, .origin = origin, .args = arena_array (model->arena, Rational, rule->n_params + 1),
                         .arg_types = arena_array (model->arena, Type, rule->n_params + 1),
                         .arg_exprs = arena_array (model->arena, const Expr *, rule->n_params + 1) };
}

bool
read_arguments (Model *model, const Unit *unit, const AstNode *args, RuleUse *use, bool *given)
{
  bool read = true;
  for (const AstNode *arg = args ? ast_find (args, AST_ARG) : NULL; arg; arg = ast_find_next (arg))
    read = read_argument (model, unit, arg, use, given) && read;
  return read;
}

bool
complete_rule_use (Model *model, RuleUse *use, const bool *given, bool silent)
{
  bool ok = true;
  for (unsigned i = 0; i < use->rule->n_params; i++)
    if (!given[i] && use->rule->defaults[i])
      ok = set_argument (model, use->rule->origin.unit, use, i, use->rule->defaults[i], use->rule->origin.node) && ok;
    else if (!given[i])
      {
        if (!silent)
          report_node (model, DIAG_missing_argument, use->origin.unit, use->origin.node, use->rule->name->text,
                       use->rule->params[i]->text);
        ok = false;
      }
  return ok;
}

bool
build_rule_use (Model *model, const Unit *unit, const AstNode *node, Direction direction, RuleUse *ret_use)
{
  const Rule *rule;
  RuleUse use;
  g_autofree bool *given = NULL;
  bool read;
  if (node->child->kind == AST_STRING && !node->child->next && !known_rule (model, unit, node->child))
    return sentence_read (model, unit, node, node->child, direction, ret_use);
  if (!(rule = find_rule (model, unit, node->child)))
    return false;
  given = g_new0 (bool, rule->n_params + 1);
  begin_rule_use (model, rule, (Origin) { unit, node }, &use);
  read = read_arguments (model, unit, node, &use, given);
  if (!complete_rule_use (model, &use, given, !read) || !read) /* a wrong name or value may be why one is missing */
    return false;
  *ret_use = use;
  return true;
}

static void
set_slot_types (Model *model, const Target *target, TypeContext *context)
{
  const Type none = { TYPE_ERROR, NULL, false, false }, score = { TYPE_NUMBER, model->score, false, false };
  const Type plain = { TYPE_NUMBER, dimension_none (model->measures), false, false };
  const Type value = target->is_date ? (Type) { TYPE_DATE, NULL, false, false }
                                     : (Type) { TYPE_NUMBER, target->measure->dimension, false, false };
  bool level = target->direction == DIRECTION_LEVEL;
  for (int slot = 0; slot < SLOT_N; slot++)
    context->slots[slot] = level ? none : value;
  context->slots[SLOT_WEIGHT] = context->slots[SLOT_CLAIMED] = score;
  context->slots[SLOT_LEVEL_RATE] = level ? plain : none;
  context->slots[SLOT_RATIO] = context->slots[SLOT_DEVIATION] = level || target->is_date ? none : plain;
  if (target->is_date)
    context->slots[SLOT_GAP] = (Type) { TYPE_NUMBER, model->day, false, false };
}

void
model_rule_types (Model *model, const RuleUse *use, const Target *target, TypeContext *ret_context)
{
  *ret_context = type_context (model, use->rule->origin.unit);
  set_slot_types (model, target, ret_context);
  ret_context->params = use->arg_types;
  ret_context->quiet = true;
}

static bool
is_in_library (const Model *model, const Unit *unit)
{
  for (guint i = 0; i < model->session->modules->len; i++)
    if (((const Module *)model->session->modules->pdata[i])->unit == unit)
      return ((const Module *)model->session->modules->pdata[i])->library;
  return false;
}

/* The types of USE's arguments with those bare numbers of it as 分 that MASK has, the first of them bit 0. (in the model's arena) */
static Type *
types_as_points (Model *model, const RuleUse *use, unsigned mask)
{
  unsigned n = use->rule->n_params;
  Type *types = arena_array (model->arena, Type, n + 1);
  for (unsigned i = 0, bare = 0; i < n; i++)
    {
      const Type *type = &use->arg_types[i];
      bool as_points = type->bare && (mask & (1u << MIN (bare, MAX_BARE)));
      bare += type->bare;
      types[i] = as_points ? (Type) { TYPE_NUMBER, model->score, false, false } : *type;
    }
  return types;
}

static unsigned
count_bare (const RuleUse *use)
{
  unsigned n = 0;
  for (unsigned i = 0; i < use->rule->n_params; i++)
    n += use->arg_types[i].bare;
  return MIN (n, MAX_BARE);
}

/* Where a score is expected a bare number is 分: the arguments of USE that must be so for its arms to fit TARGET, as a mask. False:
   they do not fit whatever the arguments are. */
static bool
find_points (Model *model, const RuleUse *use, const Target *target, unsigned *ret_mask)
{
  TypeContext context = type_context (model, use->rule->origin.unit);
  unsigned masks = 1u << count_bare (use);
  set_slot_types (model, target, &context);
  context.quiet = true;
  for (unsigned mask = 0; mask < masks; mask++)
    {
      context.params = mask ? types_as_points (model, use, mask) : use->arg_types;
      if (!check_arm_types (model, use->rule, &context))
        continue;
      *ret_mask = mask;
      return true;
    }
  return false;
}

/* What does not fit in USE's arms, at the arm. */
static void
report_arms (Model *model, const RuleUse *use, const Target *target)
{
  TypeContext context = type_context (model, use->rule->origin.unit);
  set_slot_types (model, target, &context);
  context.params = use->arg_types;
  check_arm_types (model, use->rule, &context);
}

/* POINTER and MARK for a key: printing them costs more than all else that is done for most indicators. */
static void
append_key (GString *key, const void *pointer, char mark)
{
  char digits[2 * sizeof pointer + 1];
  guintptr rest = (guintptr)pointer;
  for (size_t i = 0; i < 2 * sizeof pointer; i++, rest >>= 4)
    digits[i] = "0123456789abcdef"[rest & 15];
  digits[2 * sizeof pointer] = mark;
  g_string_append_len (key, digits, sizeof digits);
}

/* True if RULE's arms fit a target of this kind; what does not is reported at the arm, once for each kind of use, unless the rule is
   the library's, which is not at fault. */
static bool
fits_target (Model *model, RuleUse *use, const Target *target)
{
  g_autoptr (GString) key = g_string_new (NULL);
  gpointer known;
  unsigned mask = 0;
  if (use->rule->faulty)
    return true; /* what is wrong was said at the rule */
  append_key (key, use->rule, target->is_date ? '1' : target->direction == DIRECTION_LEVEL ? '2' : '0');
  append_key (key, target->measure->dimension, ' ');
  for (unsigned i = 0; i < use->rule->n_params; i++)
    append_key (key, use->arg_types[i].dimension, use->arg_types[i].bare ? '1' : '0');
  if (!g_hash_table_lookup_extended (model->checked_uses, key->str, NULL, &known))
    {
      bool ok = find_points (model, use, target, &mask);
      if (!ok && !is_in_library (model, use->rule->origin.unit))
        report_arms (model, use, target);
      known = GUINT_TO_POINTER (ok ? mask + 1 : 0);
      g_hash_table_insert (model->checked_uses, g_strdup (key->str), known);
    }
  if (GPOINTER_TO_UINT (known) > 1)
    use->arg_types = types_as_points (model, use, GPOINTER_TO_UINT (known) - 1);
  return known != NULL;
}

bool
rule_reads_slot (const Rule *rule, Slot slot)
{
  for (unsigned i = 0; rule && i < rule->n_arms; i++)
    if ((rule->arms[i].condition && expr_uses_slot (rule->arms[i].condition, slot))
        || (rule->arms[i].score && expr_uses_slot (rule->arms[i].score, slot)))
      return true;
  for (unsigned i = 0; rule && i < rule->n_requirements; i++)
    if (expr_uses_slot (rule->requirements[i].condition, slot))
      return true;
  return false;
}

/* A rule that reads 下限 is for 正向 and ranges only, one that reads 上限 for 反向, deadlines and ranges. */
static const char *
missing_bound (const Rule *rule, const Target *target)
{
  if (!target->has_lower && rule_reads_slot (rule, SLOT_LOWER))
    return N_ ("it reads 下限, and this target has none: the rule is for 正向 and for ranges");
  if (!target->has_upper && rule_reads_slot (rule, SLOT_UPPER))
    return N_ ("it reads 上限, and this target has none: the rule is for 反向 and for ranges");
  return NULL;
}

/* Arguments that count in another unit than the target does. True: some was named. */
static bool
name_other_units (const Model *model, const RuleUse *use, const Target *target, Diag *diag)
{
  bool any = false;
  for (unsigned i = 0; i < use->rule->n_params && !target->is_date; i++)
    {
      const Type *type = &use->arg_types[i];
      g_autofree char *text = rule_argument_text (use, i);
      bool said = use->sentence && use->sentence->args[i] && type->bare; /* a unit left out */
      if (!text || type->kind != TYPE_NUMBER || (type->dimension == dimension_none (model->measures) && !said)
          || type->dimension == model->score || type->dimension == target->measure->dimension)
        continue;
      diag_note (diag, N_ ("the target counts in {1}, but ‘{2}’ is {3}"), target->measure->text, use->rule->params[i]->text, text,
                 NULL);
      any = true;
    }
  return any;
}

/* What does not fit in a rule of the library, as a label at its place there. */
static void
label_library_arm (Model *model, const RuleUse *use, const Target *target, Diag *diag)
{
  DiagSink *sink = model->session->sink;
  g_autoptr (DiagSink) aside = diag_sink_new ();
  TypeContext context = type_context (model, use->rule->origin.unit);
  const Diag *first;
  bool named = name_other_units (model, use, target, diag);
  set_slot_types (model, target, &context);
  context.params = use->arg_types;
  model->session->sink = aside;
  check_arm_types (model, use->rule, &context);
  model->session->sink = sink;
  if (diag_sink_sorted (aside)->len == 0)
    return;
  first = diag_sink_sorted (aside)->pdata[0];
  if (first->source)
    diag_label (diag, first->source, first->span, "{1}", named ? _ ("they meet here, in the rule") : first->message, NULL);
}

/* Places of a round that an argument gives; those that none gives were looked at where the rule is declared. */
static bool
check_round_places (Model *model, const RuleUse *use)
{
  RationalPool *pool = model->session->numbers;
  Rational places;
  for (unsigned i = 0; i < use->rule->n_arms && use->rule->n_params > 0 && !use->rule->faulty; i++)
    {
      const Arm *arm = &use->rule->arms[i];
      if ((arm->condition && expr_bad_places (arm->condition, pool, use->args, &places))
          || (arm->score && expr_bad_places (arm->score, pool, use->args, &places)))
        {
          expr_report_places (model->session, use->origin.unit, use->origin.node, places);
          return false;
        }
    }
  return true;
}

/* The parameter whose value in the sentence is what does not fit; n_params if none is alone to blame. */
static unsigned
misfit (Model *model, const RuleUse *use, const Target *target)
{
  unsigned i = 0;
  while (i < use->rule->n_params
         && !(use->sentence && use->sentence->args[i] && rule_use_fits_with (model, use, target, i, ANY_TYPE)))
    i++;
  return i;
}

bool
check_rule_use (Model *model, RuleUse *use, const Target *target)
{
  const char *missing = missing_bound (use->rule, target);
  Span span = unit_node_span (use->origin.unit, use->origin.node);
  unsigned at;
  Diag *diag;
  if (!missing && fits_target (model, use, target))
    return check_round_places (model, use) && check_bare_arguments (model, use, target);
  at = missing ? use->rule->n_params : misfit (model, use, target);
  if (at < use->rule->n_params)
    span = sentence_span (use->origin.unit, use->origin.node->child, use->sentence->args_at[at]);
  diag = diag_report (model->session->sink, DIAG_rule_does_not_fit, use->origin.unit->source, span, use->rule->name->text,
                      target->text, NULL);
  if (missing)
    diag_note (diag, missing, NULL);
  else if (is_in_library (model, use->rule->origin.unit))
    label_library_arm (model, use, target, diag);
  return false;
}

TypeContext
rule_use_types (Model *model, const RuleUse *use, const Target *target)
{
  TypeContext context = type_context (model, use->rule->origin.unit);
  set_slot_types (model, target, &context);
  context.params = use->arg_types;
  context.quiet = true;
  return context;
}

bool
rule_use_fits (Model *model, const RuleUse *use, const Target *target)
{
  TypeContext context = rule_use_types (model, use, target);
  return !use->rule->faulty && !missing_bound (use->rule, target) && check_arm_types (model, use->rule, &context);
}
