/* The sentence of a finding: the check's own words with the values of its subject, in the units that a person expects. */
#include "audit/subject.h"
#include "base/i18n.h"

typedef struct
{
  const Check *check;
  const Frame *frame;
  const Measure *const *measures; /* of the parameters */
  const SubjectWords *words;
} Speaker;

static void
append_number (GString *out, RationalPool *pool, Rational value, const Measure *measure)
{
  rational_append_decimal (out, measure ? rational_div (pool, value, measure->factor) : value);
  if (measure)
    g_string_append (out, measure->text);
}

/* A value of a deadline: a date, or days between dates. */
static void
append_days (GString *out, RationalPool *pool, Slot slot, Rational value, Rational day_factor)
{
  Rational days = rational_div (pool, value, day_factor);
  if (slot != SLOT_GAP)
    {
      date_append (out, (Day)rational_floor (pool, days).num);
      return;
    }
  rational_append_decimal (out, days);
  g_string_append (out, "日");
}

/* A sum of claims that is not known is said by its ends: `50..70`. */
static bool
append_open_sum (GString *out, const Frame *frame, Slot slot)
{
  if (slot != SLOT_CLAIM_SUM || frame_has (frame, slot) || !frame_has (frame, SLOT_CLAIM_LOW))
    return false;
  rational_append_decimal (out, frame->slots[SLOT_CLAIM_LOW]);
  g_string_append (out, "..");
  rational_append_decimal (out, frame->slots[SLOT_CLAIM_HIGH]);
  return true;
}

static void
append_slot (GString *out, const Speaker *speaker, Slot slot)
{
  RationalPool *pool = speaker->frame->pool;
  Rational value = speaker->frame->slots[slot];
  if (append_open_sum (out, speaker->frame, slot))
    return;
  if (!frame_has (speaker->frame, slot))
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
      if (speaker->frame->dates)
        append_days (out, pool, slot, value, speaker->words->day_factor);
      else
        append_number (out, pool, value, speaker->words->measure);
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
      g_string_append_c (out, '/');
    }
  g_string_append (out, name->text);
}

static void
append_part (GString *out, const Speaker *speaker, const MessagePart *part)
{
  const char *words = part->kind == MESSAGE_SUBJECT ? speaker->frame->texts[part->index] : NULL;
  switch (part->kind)
    {
    case MESSAGE_TEXT:
      g_string_append (out, part->text);
      return;
    case MESSAGE_PATH:
      append_path (out, speaker->words->above, speaker->words->name);
      return;
    case MESSAGE_SLOT:
      append_slot (out, speaker, (Slot)part->index);
      return;
    case MESSAGE_PARAM:
      append_number (out, speaker->frame->pool, speaker->frame->params[part->index], speaker->measures[part->index]);
      return;
    case MESSAGE_SUBJECT:
      g_string_append (out, words ? words : "—");
      return;
    }
}

const char *
subject_message (const Check *check, const Frame *frame, const SubjectWords *words, const Measure *const *measures, Arena *arena)
{
  Speaker speaker = { check, frame, measures, words };
  g_autoptr (GString) out = g_string_new (NULL);
  for (unsigned i = 0; i < check->n_parts; i++)
    append_part (out, &speaker, &check->message[i]);
  return arena_strndup (arena, out->str, out->len);
}
