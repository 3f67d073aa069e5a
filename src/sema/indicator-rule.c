/* The weight of an indicator and the rule that scores it.  分值 and 规则 may each hold a sentence of the
   printed table, which states a weight, applies a rule, or both; what is said twice must agree. */
#include "base/i18n.h"
#include "sema/build.h"

typedef struct
{
  Model *model;
  const Unit *unit;
  const Scheme *scheme;
  const AstNode *node;
  Indicator *indicator;
  const AstNode *weight, *rule; /* its clauses, or NULL */
  RuleUse by_weight, by_rule;   /* what they say; rule NULL: nothing */
} Reader;

const AstNode *
indicator_head (const AstNode *node)
{
  return node_name (node) ? node_name (node) : node->child;
}

/* The clauses */

static bool
read_clauses (Reader *reader, Direction direction)
{
  const AstNode *weight = reader->weight, *rule = reader->rule;
  bool ok = true;
  if (weight && weight->child->kind == AST_STRING)
    ok = sentence_read (reader->model, reader->unit, weight, weight->child, direction, &reader->by_weight);
  else
    reader->indicator->has_weight
        = read_weight (reader->model, reader->unit, reader->node, &reader->indicator->weight);
  if (!ok)
    reader->by_weight.rule = NULL;
  if (rule && !build_rule_use (reader->model, reader->unit, rule, direction, &reader->by_rule))
    {
      reader->by_rule.rule = NULL;
      ok = false;
    }
  return ok;
}

/* Weight */

static bool
report_weights (const Reader *reader, const RuleUse *use)
{
  const Sentence *sentence = use->sentence;
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GString) stated = g_string_new (NULL);
  const Unit *unit = reader->unit;
  Diag *diag;
  rational_append_decimal (said, sentence->weight);
  rational_append_decimal (stated, reader->indicator->weight);
  diag = diag_report (reader->model->session->sink, DIAG_sentence_weight, unit->source,
                      sentence_span (unit, use->origin.node->child, sentence->weight_at), said->str,
                      stated->str, NULL);
  diag_label (diag, unit->source, unit_node_span (unit, reader->weight), N_ ("the weight is stated here"),
              NULL);
  return false;
}

/* The weight that the sentence of USE states. False: it contradicts the one that there is. */
static bool
take_weight (Reader *reader, const RuleUse *use)
{
  const Sentence *sentence = use->rule ? use->sentence : NULL;
  Indicator *indicator = reader->indicator;
  if (!sentence || !sentence->has_weight)
    return true;
  if (indicator->has_weight && !rational_equal (indicator->weight, sentence->weight))
    return report_weights (reader, use);
  indicator->has_weight = true;
  indicator->weight = sentence->weight;
  return true;
}

static bool
check_weight (Reader *reader, bool clauses_ok)
{
  const Sentence *sentence = reader->by_weight.rule ? reader->by_weight.sentence : NULL;
  bool ok = take_weight (reader, &reader->by_weight);
  Diag *diag;
  ok = take_weight (reader, &reader->by_rule) && ok;
  if (sentence && !sentence->has_weight)
    {
      diag = report_node (reader->model, DIAG_sentence_misplaced, reader->unit, reader->weight->child,
                          sentence->text, _ ("it states no weight"));
      diag_note (diag, N_ ("write 分值 and the number, and the sentence after 规则"), NULL);
      return false;
    }
  if (!reader->indicator->has_weight && !reader->weight && clauses_ok
      && reader->unit->ok) /* else the line may be the cause */
    report_node (reader->model, DIAG_no_weight, reader->unit, indicator_head (reader->node),
                 reader->indicator->name->text, NULL);
  return ok;
}

/* Rule */

static bool
applies (const RuleUse *use)
{
  return use->rule && !(use->sentence && use->sentence->wording->weight_only);
}

static void
report_two_rules (const Reader *reader)
{
  g_autofree char *text = unit_node_text (reader->unit, reader->rule);
  Diag *diag = report_node (reader->model, DIAG_field_twice, reader->unit, reader->rule, text, NULL);
  diag_label (diag, reader->unit->source, unit_node_span (reader->unit, reader->weight),
              N_ ("this sentence applies a rule as well"), NULL);
}

/* The framework's rule for the target. False: reported. */
static bool
take_default (Reader *reader)
{
  Indicator *indicator = reader->indicator;
  Direction direction = indicator->target.direction;
  const RuleUse *by_default = scheme_default_rule (reader->scheme, indicator->tier, direction);
  if (!by_default->rule)
    {
      Diag *diag = report_node (reader->model, DIAG_no_rule, reader->unit, indicator_head (reader->node),
                                indicator->name->text, word_name ((Word)(WORD_UP + direction), false));
      diag_note (diag, N_ ("name one: 规则 NAME after the target, or 缺省规则 in the framework"), NULL);
      return false;
    }
  indicator->rule = *by_default;
  indicator->rule_by_default = true;
  indicator->rule.origin = indicator->origin;
  return !by_default->refused;
}

/* What was written; of a sentence that states the weight only, how it reads literally. */
static void
take_sentence (const Reader *reader, const RuleUse *use)
{
  Indicator *indicator = reader->indicator;
  RuleUse *literal;
  if (!use->rule || !use->sentence)
    return;
  indicator->sentence = use->sentence;
  indicator->sentence_node = use->origin.node->child;
  if (applies (use))
    return;
  indicator->literal = literal = arena_new0 (reader->model->arena, RuleUse);
  *literal = *use;
}

static bool
take_rule (Reader *reader)
{
  Indicator *indicator = reader->indicator;
  if (applies (&reader->by_weight) && applies (&reader->by_rule))
    {
      report_two_rules (reader);
      return false;
    }
  if (applies (&reader->by_weight) || applies (&reader->by_rule))
    indicator->rule = applies (&reader->by_rule) ? reader->by_rule : reader->by_weight;
  else if (!take_default (reader))
    return false;
  take_sentence (reader, &reader->by_rule);
  take_sentence (reader, &reader->by_weight);
  return check_rule_use (reader->model, &indicator->rule, &indicator->target)
         && check_requirements (reader->model, &indicator->rule, indicator);
}

bool
read_weight_and_rule (Model *model, const Unit *unit, const Scheme *scheme, const AstNode *node,
                      Indicator *indicator, bool has_target)
{
  Reader reader = { .model = model,
                    .unit = unit,
                    .scheme = scheme,
                    .node = node,
                    .indicator = indicator,
                    .weight = ast_find (node, AST_WEIGHT),
                    .rule = ast_find (node, AST_RULE_USE) };
  bool ok = read_clauses (&reader, has_target ? indicator->target.direction : DIRECTION_N);
  ok = check_weight (&reader, ok) && ok;
  if (!has_target || !ok)
    return false;
  return take_rule (&reader);
}
