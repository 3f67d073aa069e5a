/* The literal reading of a scheme: the same scheme with other rules, under the one evaluator. */
#include "eval/literal.h"

/* INDICATOR with the rule of its literal reading; itself if it has none that fits. */
static Indicator *
read_literally (Model *model, Indicator *indicator, Arena *arena, bool *any)
{
  Indicator *copy;
  if (!indicator->ok || !indicator->literal || !rule_use_fits (model, indicator->literal, &indicator->target))
    return indicator;
  copy = arena_new0 (arena, Indicator);
  *copy = *indicator;
  copy->rule = *indicator->literal;
  *any = true;
  return copy;
}

const Result *
score_literally (Model *model, const Scheme *scheme, const Actuals *actuals, Arena *arena)
{
  DiagSink *sink = model->session->sink;
  g_autoptr (DiagSink) aside = diag_sink_new ();
  Indicator **indicators = arena_array (arena, Indicator *, scheme->n_indicators + 1);
  Scheme *literal = arena_new0 (arena, Scheme);
  const Result *result;
  bool any = false;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    indicators[i] = read_literally (model, scheme->indicators[i], arena, &any);
  if (!any)
    return NULL;
  *literal = *scheme;
  literal->indicators = indicators;
  model->session->sink = aside; /* what was wrong has been said of the rules that score */
  result = score_scheme (model, literal, actuals, arena);
  model->session->sink = sink;
  return result;
}
