/* Boundary cases.  Values are written as text first and read by the grammar like any other, so that a block
   that was generated says exactly what was scored.  What a test cannot hold by itself (a formula's facts) is
   left to the reader. */
#include "test/generate.h"
#include "base/i18n.h"
#include "syntax/keywords.h"
#include "test/values.h"
#include <string.h>

typedef struct
{
  Model *model;
  const Coverage *coverage;
  GHashTable *written; /* "RULE TARGET": has its block */
  GString *out;
  unsigned n_blocks;
  const Scheme *scheme;
  const Indicator *indicator;
  Actuals *actuals;
} Generating;

/* Values */

static void
add_text (GPtrArray *values, const char *text)
{
  for (guint i = 0; i < values->len; i++)
    if (strcmp (values->pdata[i], text) == 0)
      return;
  g_ptr_array_add (values, g_strdup (text));
}

/* The distance to the next value: 1 of whole numbers and days, else one of the last place that the bound is
 * written with. */
static Rational
step_of (RationalPool *pool, const Target *target, Rational bound)
{
  Rational step = target->measure->factor, shown = bound;
  if (target->is_date)
    return RATIONAL_ONE;
  if (target->measure->integer)
    return target->measure->step;
  shown = rational_div (pool, bound, target->measure->factor);
  for (int place = 0; place < 6 && !rational_is_integer (shown); place++)
    {
      shown = rational_mul (pool, shown, RATIONAL_INT (10));
      step = rational_div (pool, step, RATIONAL_INT (10));
    }
  return step;
}

static void
add_number (const Generating *generating, GPtrArray *values, Rational value)
{
  const Target *target = &generating->indicator->target;
  RationalPool *pool = generating->model->session->numbers;
  Rational shown = rational_div (pool, value, target->measure->factor);
  g_autoptr (GString) text = g_string_new (rational_sign (shown) < 0 ? "−" : "");
  rational_append_decimal (text, rational_abs (pool, shown));
  g_string_append (text, target->measure->text);
  add_text (values, text->str);
}

static void
add_value (const Generating *generating, GPtrArray *values, Rational value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (!generating->indicator->target.is_date)
    {
      add_number (generating, values, value);
      return;
    }
  date_append (text, (Day)value.num);
  add_text (values, text->str);
}

static void
add_bound (const Generating *generating, GPtrArray *values, bool upper)
{
  const Target *target = &generating->indicator->target;
  RationalPool *pool = generating->model->session->numbers;
  Rational bound = upper ? target->upper : target->lower, step = step_of (pool, target, bound);
  for (int side = 0; side < SIDE_N; side++)
    if (!coverage_has_bound (generating->coverage, generating->indicator, upper, (BoundSide)side))
      add_value (generating, values,
                 rational_add (pool, bound, rational_mul (pool, step, RATIONAL_INT (side - SIDE_AT))));
}

/* Names that the grammar takes for something else stand in quotes. */
static void
append_words (GString *out, const char *words)
{
  g_autofree char *escaped = g_strescape (words, NULL);
  bool plain = *words != '\0';
  for (const char *at = words; *at; at = g_utf8_next_char (at))
    plain = plain && g_unichar_isalpha (g_utf8_get_char (at));
  if (plain && !keyword_find (words, strlen (words)))
    g_string_append (out, words);
  else
    g_string_append_printf (out, "“%s”", strchr (words, '"') ? escaped : words);
}

static void
add_level (GPtrArray *values, RationalPool *pool, const char *words, const ScaleRank *rank)
{
  g_autoptr (GString) text = g_string_new (NULL);
  append_words (text, words);
  if (rank && rank->band)
    {
      Rational figure = rank->low_open ? rank->high : rank->low;
      g_string_append_c (text, ' ');
      rational_append_decimal (text, rational_mul (pool, figure, RATIONAL_INT (100)));
      g_string_append_c (text, '%');
    }
  add_text (values, text->str);
}

/* The first level of each rank of the scale on which the target is judged. */
static void
add_levels (const Generating *generating, GPtrArray *values)
{
  const Indicator *indicator = generating->indicator;
  const Scale *scale = indicator->scale
                           ? indicator->scale
                           : model_judging_scale (generating->model, generating->scheme->framework);
  RationalPool *pool = generating->model->session->numbers;
  if (!indicator->target.level && indicator->target.words)
    add_level (values, pool, indicator->target.words, NULL);
  for (unsigned rank = 0; scale && rank < scale->n_ranks; rank++)
    for (unsigned i = 0; i < scale->n_levels; i++)
      if (scale->levels[i].rank == rank)
        {
          add_level (values, pool, scale->levels[i].name->text, &scale->ranks[rank]);
          break;
        }
}

static GPtrArray *
values_of (const Generating *generating)
{
  const Target *target = &generating->indicator->target;
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  bool one = target->has_lower && target->has_upper && rational_equal (target->lower, target->upper);
  if (target->direction == DIRECTION_LEVEL)
    add_levels (generating, values);
  if (target->has_lower)
    add_bound (generating, values, false);
  if (target->has_upper && !one)
    add_bound (generating, values, true);
  return values;
}

/* Cases */

static void
append_outcome (GString *out, const RowResult *row)
{
  if (row->status == STATUS_NA)
    {
      g_string_append (out, "不适用");
      return;
    }
  g_string_append (out, "得分 ");
  rational_append_decimal (out, row->score_min);
  g_string_append (out, row->status == STATUS_MET ? " 达成" : " 未达成");
}

/* A row that cannot be scored, or whose score is open or not finite, is left out. */
static bool
append_case (const Generating *generating, const char *value, GString *out)
{
  Session *session = generating->model->session;
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (value, strlen (value));
  g_autoptr (Source) source = source_new ("value", bytes);
  g_autoptr (Unit) unit = unit_read (source, UNIT_VALUE, session->atoms, sink);
  DiagSink *outer = session->sink;
  RowResult row;
  Actual actual;
  bool ok;
  session->sink = sink;
  ok = unit->ok && actuals_read_value (generating->actuals, generating->indicator, unit, unit->root, &actual)
       && score_row (generating->model, generating->scheme, generating->indicator, &actual, NULL, &row)
       && (row.has_score || row.status == STATUS_NA);
  session->sink = outer;
  if (!ok)
    return false;
  g_string_append_printf (out, "  实际 %s => ", value);
  append_outcome (out, &row);
  g_string_append_c (out, '\n');
  return true;
}

/* The indicator, in full */

/* A target of dates with its years, as the scheme's year is not there; any other as it is written. */
static void
append_target (GString *out, const Target *target)
{
  if (!target->is_date)
    {
      if (target->direction == DIRECTION_LEVEL)
        append_words (out, target->words);
      else
        g_string_append (out, target->text);
      return;
    }
  if (target->has_lower && !target->has_upper)
    g_string_append (out, target->lower_open ? ">" : "≥");
  if (target->has_lower)
    date_append (out, (Day)target->lower.num);
  if (target->has_lower && target->has_upper)
    g_string_append (out, target->lower_open   ? target->upper_open ? "<..<" : "<.."
                          : target->upper_open ? "..<"
                                               : "..");
  else if (target->has_upper && target->upper_open)
    g_string_append_c (out, '<');
  if (target->has_upper)
    date_append (out, (Day)target->upper.num);
  if (!target->has_lower && target->has_upper && !target->upper_open)
    g_string_append (out, "前");
}

static void
append_arguments (GString *out, const Generating *generating)
{
  const RuleUse *use = &generating->indicator->rule;
  for (unsigned i = 0; i < use->rule->n_params; i++)
    {
      g_string_append_printf (out, "%s%s = ", i ? ", " : "(", use->rule->params[i]->text);
      value_append (out, generating->model, &use->arg_types[i], use->args[i],
                    generating->indicator->target.measure);
    }
  if (use->rule->n_params > 0)
    g_string_append_c (out, ')');
}

/* As written; nothing where the framework says it by direction; in full where one of its tiers does. */
static void
append_rule (GString *out, const Generating *generating)
{
  const Indicator *indicator = generating->indicator;
  const RuleUse *use = &indicator->rule,
                *general = &generating->scheme->framework->defaults[indicator->target.direction];
  if (use->origin.node->kind == AST_RULE_USE)
    {
      g_autofree char *text = unit_node_text (use->origin.unit, use->origin.node);
      g_string_append_printf (out, " 规则 %s", text);
    }
  else if (use->rule != general->rule || use->args != general->args)
    {
      g_string_append_printf (out, " 规则 %s", use->rule->name->text);
      append_arguments (out, generating);
    }
}

static void
append_indicator (GString *out, const Generating *generating)
{
  const Indicator *indicator = generating->indicator;
  const Target *target = &indicator->target;
  g_string_append (out, "  指标 ");
  append_target (out, target);
  g_string_append (out, " 分值 ");
  rational_append_decimal (out, indicator->weight);
  if (target->bare && !target->is_date)
    g_string_append_printf (out, " 方向 %s", word_name ((Word)(WORD_UP + target->direction), false));
  append_rule (out, generating);
  if (target->level)
    g_string_append_printf (out, " 等次 %s", target->level->scale->name->text);
  if (indicator->has_baseline)
    g_string_append_printf (out, " { 上年 %s }", indicator->baseline_text);
  g_string_append_c (out, '\n');
}

static void
append_title (GString *out, const Generating *generating)
{
  const Indicator *indicator = generating->indicator;
  g_autofree char *title
      = g_strdup_printf ("待核对：%s %s", indicator->rule.rule->name->text, indicator->target.text);
  g_strdelimit (title, "\"\\\n", ' ');
  g_string_append_printf (out, "测试 \"%s\" {\n  备注 \"得分是现在算出的，核对后改名并删去这一行\"\n", title);
  if (*generating->scheme->framework->name->text)
    g_string_append_printf (out, "  体系 %s\n", generating->scheme->framework->name->text);
}

static char *
key_of (const Indicator *indicator)
{
  return g_strdup_printf ("%p %s", (const void *)indicator->rule.rule, indicator->target.text);
}

static void
generate (Generating *generating)
{
  const Indicator *indicator = generating->indicator;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GString) cases = g_string_new (NULL);
  if (!indicator->ok || !indicator->rule.rule || indicator->formula
      || !g_hash_table_add (generating->written, key_of (indicator)))
    return;
  values = values_of (generating);
  for (guint i = 0; i < values->len; i++)
    append_case (generating, values->pdata[i], cases);
  if (cases->len == 0)
    return;
  append_title (generating->out, generating);
  append_indicator (generating->out, generating);
  g_string_append_printf (generating->out, "%s}\n\n", cases->str);
  generating->n_blocks++;
}

static void
generate_scheme (Generating *generating, const Scheme *scheme)
{
  g_autoptr (Actuals) actuals = actuals_new (generating->model, scheme);
  generating->actuals = actuals;
  generating->scheme = scheme;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      generating->indicator = scheme->indicators[i];
      if (!scheme->indicators[i]->from_framework)
        generate (generating);
    }
}

/* What the file uses, the blocks use too; each once. */
static void
append_uses (const Unit *unit, GString *out)
{
  for (const AstNode *use = ast_find (unit->root, AST_USE); use; use = ast_find_next (use))
    {
      g_autofree char *text = unit_node_text (unit, use);
      g_autofree char *line = g_strdup_printf ("%s\n", text);
      if (!strstr (out->str, line))
        g_string_append (out, line);
    }
}

/* Of levels there are no bounds to miss: a target that has a test has its cases. */
static void
skip_tested_levels (Generating *generating, const TestGroup *group)
{
  const Indicator *indicator = group->scheme->n_indicators ? group->scheme->indicators[0] : NULL;
  if (indicator && indicator->ok && indicator->target.direction == DIRECTION_LEVEL && group->n_cases > 0)
    g_hash_table_add (generating->written, key_of (indicator));
}

static void
generate_tests (Generating *generating, bool skip)
{
  const GPtrArray *tests = generating->model->tests;
  for (guint i = 0; i < tests->len; i++)
    {
      const TestBlock *block = tests->pdata[i];
      for (unsigned j = 0; j < block->n_groups; j++)
        if (block->groups[j].one_row && skip)
          skip_tested_levels (generating, &block->groups[j]);
        else if (block->groups[j].one_row)
          generate_scheme (generating, block->groups[j].scheme);
    }
}

unsigned
test_generate (Model *model, const Coverage *coverage, GString *out)
{
  g_autoptr (GString) blocks = g_string_new (NULL);
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Generating generating = { .model = model, .coverage = coverage, .written = written, .out = blocks };
  generate_tests (&generating, true);
  for (guint i = 0; i < model->schemes->len; i++)
    generate_scheme (&generating, model->schemes->pdata[i]);
  generate_tests (&generating, false);
  if (generating.n_blocks > 0)
    append_uses (model->root->unit, out);
  g_string_append_printf (out, "\n%s", blocks->str);
  return generating.n_blocks;
}
