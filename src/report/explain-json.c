/* Explanations as JSON (doc/schema/explain.json): the trace itself, every sub-expression with its value, for
   programs.  Scores are numbers; values with a unit are texts, exact, a fraction where there is no finite
   decimal.  Keys are permanent and so is their order. */
#include "report/explain-private.h"
#include "report/members.h"
#include "report/path.h"

typedef struct
{
  MemberWriter members;
  const Explainer *explainer;
} Writer;

static JsonWriter *
json_of (const Writer *w)
{
  return w->members.json;
}

/* TEXT is taken over; NULL: null. */
static void
write_owned (Writer *w, const char *key, char *text)
{
  member_text (&w->members, key, text);
  g_free (text);
}

static void
write_place (Writer *w, const Unit *unit, const AstNode *node)
{
  write_owned (w, "at", node ? explain_place (unit, node) : NULL);
}

/* Target and actual */

static const char *
from_word (DirectionFrom from)
{
  switch (from)
    {
    case FROM_SIGN:
      return "sign";
    case FROM_DATE:
      return "date";
    case FROM_LEVEL:
      return "level";
    case FROM_INDICATOR:
      return "indicator";
    case FROM_ZERO:
      return "zero";
    case FROM_DURATION:
      return "duration";
    case FROM_NAME:
      return "name";
    case FROM_TIER:
      return "tier";
    case FROM_DEFAULT:
      return "default";
    }
  g_assert_not_reached ();
}

static void
write_target (Writer *w)
{
  const Explainer *explainer = w->explainer;
  const Indicator *indicator = explainer->trace->indicator;
  const Target *target = &indicator->target;
  json_key (json_of (w), "target");
  json_begin_object (json_of (w), true);
  member_text (&w->members, "text", target->text);
  member_text (&w->members, "direction", direction_word (target->direction));
  member_text (&w->members, "from", from_word (target->from));
  write_owned (w, "lower", target->has_lower ? explain_in_target (explainer, target->lower) : NULL);
  member_bool (&w->members, "lower_open", target->has_lower && target->lower_open);
  write_owned (w, "upper", target->has_upper ? explain_in_target (explainer, target->upper) : NULL);
  member_bool (&w->members, "upper_open", target->has_upper && target->upper_open);
  member_text (&w->members, "scale", target->level ? target->level->scale->name->text : NULL);
  member_text (&w->members, "first", indicator->n_revisions ? indicator->first_target.text : NULL);
  member_text (&w->members, "baseline", indicator->has_baseline ? indicator->baseline_text : NULL);
  write_place (w, indicator->origin.unit, target->node);
  json_end_object (json_of (w));
}

static void
write_level (Writer *w, const Actual *value)
{
  const Explainer *explainer = w->explainer;
  const ScaleRank *rank = value->level ? &value->level->scale->ranks[value->level->rank] : NULL;
  bool known = rational_equal (value->rate_low, value->rate_high);
  member_text (&w->members, "scale", value->level ? value->level->scale->name->text : NULL);
  write_owned (w, "band", rank ? explain_rank (explainer, rank) : NULL);
  write_owned (w, "rate", known ? explain_percent (explainer, value->rate_low) : NULL);
  member_text (&w->members, "rate_from",
               value->has_judged      ? "judge"
               : value->rate_is_claim ? "claim"
               : known                ? "scale"
                                      : NULL);
}

static void
write_number_value (Writer *w)
{
  const Explainer *explainer = w->explainer;
  char *base, *target;
  explain_conversions (explainer, &base, &target);
  g_free (base);
  write_owned (w, "converted", target);
  write_owned (w, "gap", explain_has_slot (explainer, SLOT_GAP) ? explain_gap (explainer) : NULL);
  write_owned (w, "ratio",
               explain_has_slot (explainer, SLOT_RATIO)
                   ? explain_percent (explainer, explain_slot (explainer, SLOT_RATIO))
                   : NULL);
}

static void
write_actual (Writer *w)
{
  const Trace *trace = w->explainer->trace;
  json_key (json_of (w), "actual");
  if (!trace->value || trace->value->kind == ACTUAL_NONE || trace->value->kind == ACTUAL_MISSING)
    {
      json_raw (json_of (w), "null");
      return;
    }
  json_begin_object (json_of (w), true);
  member_text (&w->members, "text", trace->value->text);
  if (trace->value->kind == ACTUAL_LEVEL)
    write_level (w, trace->value);
  else if (trace->value->kind != ACTUAL_NA)
    write_number_value (w);
  write_owned (w, "at", trace->given ? place_text (&trace->given->place) : NULL);
  json_end_object (json_of (w));
}

/* Expressions */

static void
write_values (Writer *w, const char *key, const TraceSpan *span)
{
  const Explainer *explainer = w->explainer;
  json_key (json_of (w), key);
  json_begin_array (json_of (w), true);
  for (unsigned i = span->first; i < span->first + span->n; i++)
    {
      const TraceValue *value = trace_value_at (explainer->trace, i);
      if (expr_form (value->expr) == FORM_CONSTANT)
        continue;
      json_begin_object (json_of (w), true);
      write_owned (w, "expression", explain_expr (value->expr));
      write_owned (w, "value",
                   value->status == EVAL_OK ? explain_expr_value (explainer, value->expr, value->value)
                                            : NULL);
      json_end_object (json_of (w));
    }
  json_end_array (json_of (w));
}

static void
write_formula (Writer *w)
{
  const Expr *formula = w->explainer->trace->indicator->formula;
  json_key (json_of (w), "formula");
  if (!formula)
    {
      json_raw (json_of (w), "null");
      return;
    }
  json_begin_object (json_of (w), true);
  write_owned (w, "expression", explain_expr (formula));
  write_owned (w, "substituted", explain_substituted (w->explainer, formula));
  write_values (w, "values", &w->explainer->trace->formula);
  write_place (w, expr_unit (formula), expr_node (formula));
  json_end_object (json_of (w));
}

/* Rule */

static void
write_params (Writer *w, const Rule *rule)
{
  json_key (json_of (w), "parameters");
  json_begin_array (json_of (w), true);
  for (unsigned i = 0; i < rule->n_params; i++)
    {
      json_begin_object (json_of (w), true);
      member_text (&w->members, "name", rule->params[i]->text);
      write_owned (w, "value", explain_param (w->explainer, i));
      json_end_object (json_of (w));
    }
  json_end_array (json_of (w));
}

static void
write_rule (Writer *w)
{
  const Indicator *indicator = w->explainer->trace->indicator;
  const Rule *rule = indicator->rule.rule;
  bool own;
  json_key (json_of (w), "rule");
  if (!rule)
    {
      json_raw (json_of (w), "null");
      return;
    }
  explain_rule_use (w->explainer, &own);
  json_begin_object (json_of (w), true);
  member_text (&w->members, "name", rule->name->text);
  member_text (&w->members, "from", own ? "indicator" : "framework");
  member_text (&w->members, "basis", rule->basis);
  write_params (w, rule);
  if (indicator->sentence)
    {
      member_text (&w->members, "printed", indicator->sentence->text);
      member_text (&w->members, "literal_rule",
                   indicator->literal ? indicator->literal->rule->name->text : NULL);
    }
  write_place (w, rule->origin.unit, rule->origin.node);
  json_end_object (json_of (w));
}

static void
write_arm (Writer *w, const TraceArm *arm)
{
  json_begin_object (json_of (w), true);
  write_owned (w, "condition", arm->arm->condition ? explain_expr (arm->arm->condition) : NULL);
  write_owned (w, "score", arm->arm->score ? explain_expr (arm->arm->score) : NULL);
  json_key (json_of (w), "holds");
  json_raw (json_of (w), arm->status != EVAL_OK ? "null" : arm->holds ? "true" : "false");
  write_values (w, "values", &arm->condition);
  write_place (w, w->explainer->trace->indicator->rule.rule->origin.unit, arm->arm->node);
  json_end_object (json_of (w));
}

static void
write_pass (Writer *w, const TracePass *pass)
{
  const Explainer *explainer = w->explainer;
  const Expr *score = pass->taken ? pass->taken->score : NULL;
  json_begin_object (json_of (w), false);
  write_owned (w, "rate", pass->has_rate ? explain_percent (explainer, pass->rate) : NULL);
  json_key (json_of (w), "arms");
  json_begin_array (json_of (w), false);
  for (unsigned i = 0; i < pass->n_arms; i++)
    write_arm (w, trace_arm_at (explainer->trace, pass->first_arm + i));
  json_end_array (json_of (w));
  write_owned (w, "expression", score ? explain_expr (score) : NULL);
  write_owned (w, "substituted", score ? explain_substituted (explainer, score) : NULL);
  write_values (w, "values", &pass->arithmetic);
  member_number_if (&w->members, "given", pass->has_value, pass->value);
  member_number_if (&w->members, "clamped", pass->has_value, pass->clamped);
  member_number_if (&w->members, "score", pass->has_value, pass->score);
  member_exact (&w->members);
  json_end_object (json_of (w));
}

static void
write_passes (Writer *w)
{
  const Trace *trace = w->explainer->trace;
  Explainer within = *w->explainer;
  Writer inner = { w->members, &within };
  json_key (json_of (w), "passes");
  json_begin_array (json_of (w), false);
  for (unsigned i = 0; i < trace->n_passes; i++)
    {
      within.pass = &trace->passes[i];
      write_pass (&inner, within.pass);
    }
  json_end_array (json_of (w));
}

/* Rows */

static void
write_scores (Writer *w)
{
  const RowResult *row = &w->explainer->trace->row;
  bool counts = row->status != STATUS_NA, has_weight = row->indicator->has_weight;
  member_text (&w->members, "status", status_word (row->status));
  member_number_if (&w->members, "weight", has_weight, row->indicator->weight);
  member_number_if (&w->members, "score", row_score_known (row), row->score_min);
  member_number_if (&w->members, "score_min", counts, row->score_min);
  member_number_if (&w->members, "score_max", counts, row->score_max);
  member_number_if (&w->members, "lost", counts && has_weight && row_score_known (row),
                    explain_lost (w->explainer));
  member_number_if (&w->members, "claimed", row->has_claimed, row->claimed);
  member_exact (&w->members);
}

/* The calendars that said which days were worked. */
static void
write_calendars (Writer *w)
{
  g_autoptr (GPtrArray) calendars = explain_calendars (w->explainer);
  json_key (json_of (w), "calendars");
  json_begin_array (json_of (w), true);
  for (guint i = 0; i < calendars->len; i++)
    {
      const Calendar *calendar = calendars->pdata[i];
      json_begin_object (json_of (w), true);
      member_text (&w->members, "name", calendar->name->text);
      member_text (&w->members, "basis", calendar->basis);
      write_place (w, calendar->origin.unit, calendar->origin.node);
      json_end_object (json_of (w));
    }
  json_end_array (json_of (w));
}

static void
write_row (Writer *w)
{
  const Trace *trace = w->explainer->trace;
  json_begin_object (json_of (w), false);
  json_key (json_of (w), "path");
  path_write (json_of (w), trace->indicator);
  write_scores (w);
  write_target (w);
  write_actual (w);
  write_formula (w);
  write_rule (w);
  write_passes (w);
  write_calendars (w);
  member_text (&w->members, "reason", trace->row.reason);
  member_text (&w->members, "evidence", trace->row.evidence);
  write_owned (w, "sentence", explain_sentence (w->explainer));
  write_place (w, trace->indicator->origin.unit, trace->indicator->origin.node);
  json_end_object (json_of (w));
}

static void
write_framework (Writer *w, const Scheme *scheme)
{
  const Framework *framework = scheme->framework;
  json_key (json_of (w), "framework");
  if (!scheme_framework_name (scheme))
    {
      json_raw (json_of (w), "null");
      return;
    }
  json_begin_object (json_of (w), true);
  member_text (&w->members, "name", framework->name->text);
  member_text (&w->members, "basis", framework->basis);
  member_number (&w->members, "places", RATIONAL_INT (framework->places));
  write_place (w, framework->origin.unit, framework->origin.node);
  json_end_object (json_of (w));
}

void
report_explain_json (const Explained *explained, GString *out)
{
  const Scheme *scheme = explained->result->scheme;
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GString) inexact = g_string_new (NULL);
  Explainer explainer;
  Writer w = { { json, inexact }, &explainer };
  json_begin_object (json, false);
  member_number (&w.members, "format", RATIONAL_ONE);
  member_text (&w.members, "scheme", scheme->name->text);
  member_number_if (&w.members, "year", scheme->has_year, RATIONAL_INT (scheme->year));
  write_framework (&w, scheme);
  member_bool (&w.members, "complete", explained->result->complete);
  json_key (json, "indicators");
  json_begin_array (json, false);
  for (unsigned i = 0; i < explained->n_traces; i++)
    {
      explainer_init (&explainer, explained, explained->traces[i]);
      write_row (&w);
    }
  json_end_array (json);
  json_end_object (json);
}
