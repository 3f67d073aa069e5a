/* The sentence for the column 偏差原因分析 of the official form: the target, what was achieved, by which rule
   that is how many points, and the reason, which is the officer's to give.  The form is Chinese, and so is
   the sentence, whatever the messages are in. */
#include "report/explain-private.h"

#include "report/path.h"

static void
append_value (GString *out, const Explainer *explainer)
{
  const Actual *value = explainer->trace->value;
  g_autofree char *base = NULL, *target = NULL;
  explain_conversions (explainer, &base, &target);
  if (explain_was_bare (explainer))
    {
      g_autofree char *read_as = explain_in_target (explainer, value->number);
      g_string_append (out, read_as);
      return;
    }
  g_string_append (out, value->text ? value->text : "");
  if (target)
    g_string_append_printf (out, "（%s）", target);
}

static void
append_number (GString *out, const Explainer *explainer)
{
  const Target *target = &explainer->trace->indicator->target;
  g_string_append (out, explainer->trace->indicator->formula ? "按算式计算实际为" : "实际完成");
  append_value (out, explainer);
  if (target->direction == DIRECTION_UP && explain_has_slot (explainer, SLOT_RATIO)
      && rational_sign (explain_slot (explainer, SLOT_BOUND)) > 0)
    {
      g_autofree char *ratio = explain_percent (explainer, explain_slot (explainer, SLOT_RATIO));
      g_string_append_printf (out, "，完成率%s", ratio);
    }
  else if (explain_has_slot (explainer, SLOT_GAP) && rational_sign (explain_slot (explainer, SLOT_GAP)) > 0)
    {
      g_autofree char *gap = explain_gap (explainer);
      g_string_append_printf (out, target->direction == DIRECTION_DOWN ? "，超出目标%s" : "，偏离目标%s",
                              gap);
    }
}

static void
append_date (GString *out, const Explainer *explainer)
{
  g_string_append_printf (out, "实际于%s完成", explainer->trace->value->text);
  if (explain_has_slot (explainer, SLOT_GAP) && rational_sign (explain_slot (explainer, SLOT_GAP)) > 0)
    {
      bool early
          = rational_cmp (explain_slot (explainer, SLOT_ACTUAL), explain_slot (explainer, SLOT_BOUND)) < 0;
      g_autofree char *gap = explain_gap (explainer);
      g_string_append_printf (out, "，%s%s", early ? "提前" : "逾期", gap);
    }
}

static void
append_actual (GString *out, const Explainer *explainer)
{
  const Trace *trace = explainer->trace;
  if (trace->value->division_by_zero)
    g_string_append (out, "算式的除数为零");
  else if (trace->indicator->target.direction == DIRECTION_LEVEL)
    g_string_append_printf (out, "实际为“%s”", trace->value->words);
  else if (trace->indicator->target.is_date)
    append_date (out, explainer);
  else
    append_number (out, explainer);
  if (!trace->value->division_by_zero)
    g_string_append (out, trace->frame.met ? "，已达成" : "，未达成");
}

static void
append_points (GString *out, const Explainer *explainer)
{
  const RowResult *row = &explainer->trace->row;
  g_autofree char *low = explain_decimal (row->score_min), *high = explain_decimal (row->score_max),
                  *lost = explain_decimal (explain_lost (explainer));
  if (!row_score_known (row))
    g_string_append_printf (out, "得%s至%s分（评价人未给出得分率）。", low, high);
  else if (rational_equal (row->score_min, row->indicator->weight))
    g_string_append_printf (out, "得%s分，未扣分。", low);
  else
    g_string_append_printf (out, "得%s分，扣%s分。", low, lost);
}

static void
append_score (GString *out, const Explainer *explainer)
{
  const Rule *rule = explainer->trace->indicator->rule.rule;
  const Actual *value = explainer->trace->value;
  g_string_append_printf (out, "；按“%s”", rule->name->text);
  if (rule->basis)
    g_string_append_printf (out, "（%s）", rule->basis);
  if (value->kind == ACTUAL_LEVEL && rational_equal (value->rate_low, value->rate_high))
    {
      g_autofree char *rate = explain_percent (explainer, value->rate_low);
      g_string_append_printf (out, "，得分率%s，", rate);
    }
  append_points (out, explainer);
}

static void
append_reason (GString *out, const RowResult *row)
{
  if (!explain_is_wanted (row) && row->status != STATUS_NA)
    return;
  g_string_append_printf (out, "原因：%s", row->reason ? row->reason : "……");
}

char *
explain_sentence (const Explainer *explainer)
{
  const RowResult *row = &explainer->trace->row;
  const Indicator *indicator = row->indicator;
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "指标“%s”年度指标值%s，", indicator->name->text,
                          indicator->target.text ? indicator->target.text : "");
  switch (row->status)
    {
    case STATUS_MET:
    case STATUS_MISSED:
      append_actual (out, explainer);
      append_score (out, explainer);
      break;
    case STATUS_NA:
      g_string_append (out, "本年度不适用，不参加计分。");
      break;
    case STATUS_MISSING:
      g_string_append (out, "未填实际完成值，尚未计分。");
      break;
    case STATUS_INVALID:
      g_string_append (out, "按现有数据不能计分。");
      break;
    }
  append_reason (out, row);
  return g_string_free (out, FALSE);
}
