/* The sentence of a finding: the check's own words with the values of its subject, in the units that a person expects. */
#include "audit/subject.h"
#include "base/i18n.h"

typedef struct
{
  const AuditInput *input;
  const Check *check;
  const Frame *frame;
  const Measure *const *measures; /* of the parameters */
  const Indicator *indicator;
  const Tier *tier;
} Speaker;

static void
append_number (GString *out, RationalPool *pool, Rational value, const Measure *measure)
{
  rational_append_decimal (out, measure ? rational_div (pool, value, measure->factor) : value);
  if (measure)
    g_string_append (out, measure->text);
}

static void
append_slot (GString *out, const Speaker *speaker, Slot slot)
{
  RationalPool *pool = speaker->frame->pool;
  Rational value = speaker->frame->slots[slot];
  if (!(speaker->frame->has & (1ull << slot)))
    {
      g_string_append (out, "—");
      return;
    }
  switch (slot_type (slot))
    {
    case SLOT_TYPE_POINTS:
    case SLOT_TYPE_COUNT:
      append_number (out, pool, value, NULL);
      return;
    case SLOT_TYPE_RATIO:
      rational_append_decimal (out, rational_round (pool, rational_mul (pool, value, RATIONAL_INT (100)), 2));
      g_string_append_c (out, '%');
      return;
    case SLOT_TYPE_VALUE:
      append_number (out, pool, value, speaker->indicator ? speaker->indicator->target.measure : NULL);
      return;
    case SLOT_TYPE_BOOLEAN:
      g_string_append (out, rational_sign (value) ? "是" : "否");
      return;
    }
}

static void
append_path (GString *out, const Tier *tier, const Atom *name)
{
  if (tier)
    {
      append_path (out, tier->parent, tier->name);
      if (name)
        g_string_append_c (out, '/');
    }
  if (name)
    g_string_append (out, name->text);
}

static const Atom *
own_name (const Speaker *speaker)
{
  if (speaker->indicator)
    return speaker->indicator->name;
  return speaker->tier ? speaker->tier->name : speaker->input->scheme->name;
}

static void
append_part (GString *out, const Speaker *speaker, const MessagePart *part)
{
  const Indicator *indicator = speaker->indicator;
  const RowResult *row = indicator ? &speaker->input->result->rows[indicator->index] : NULL;
  const Actual *given = indicator ? actuals_of (speaker->input->actuals, indicator) : NULL;
  const Actual *refused = indicator ? actuals_refused_row (speaker->input->actuals, indicator) : NULL;
  const char *actual = row ? row->actual : NULL;
  switch (part->kind)
    {
    case MESSAGE_TEXT:
      g_string_append (out, part->text);
      return;
    case MESSAGE_NAME:
      g_string_append (out, own_name (speaker)->text);
      return;
    case MESSAGE_PATH:
      append_path (out, indicator ? indicator->tier : speaker->tier->parent, own_name (speaker));
      return;
    case MESSAGE_TARGET:
      g_string_append (out, indicator->target.text);
      return;
    case MESSAGE_ACTUAL:
      if (!actual && given)
        actual = given->text;
      if (!actual && refused)
        actual = refused->text;
      g_string_append (out, actual ? actual : "—");
      return;
    case MESSAGE_RULE:
      g_string_append (out, indicator->rule.rule ? indicator->rule.rule->name->text : "—");
      return;
    case MESSAGE_REASON:
      g_string_append (out, row->reason ? row->reason : "—");
      return;
    case MESSAGE_SLOT:
      append_slot (out, speaker, (Slot)part->index);
      return;
    case MESSAGE_PARAM:
      append_number (out, speaker->frame->pool, speaker->frame->params[part->index], speaker->measures[part->index]);
      return;
    }
}

const char *
subject_message (const AuditInput *input, const Check *check, const Frame *frame, const Indicator *indicator,
                 const Tier *tier, const Measure *const *measures, Arena *arena)
{
  Speaker speaker = { input, check, frame, measures, indicator, tier };
  g_autoptr (GString) out = g_string_new (NULL);
  for (unsigned i = 0; i < check->n_parts; i++)
    append_part (out, &speaker, &check->message[i]);
  return arena_strndup (arena, out->str, out->len);
}
