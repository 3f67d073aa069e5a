/* From the places of a wording to the use of its rule: what a sentence says there is read as quantities, and
   must be the same wherever it is said twice. */
#include "sema/sentence-use.h"
#include "base/i18n.h"
#include "sema/quantity.h"
#include <string.h>

/* Places */

static char *
said_at (const SentenceReader *reader, const Capture *capture)
{
  return g_strndup (reader->folded.text->str + capture->start, capture->end - capture->start);
}

static Span
capture_span (const SentenceReader *reader, const Capture *capture)
{
  return folded_span (&reader->folded, reader->unit, reader->string, capture->start, capture->end);
}

static Diag *
report_quantity (const SentenceReader *reader, const char *param, const char *expected,
                 const Capture *capture)
{
  g_autofree char *said = said_at (reader, capture);
  Span span = capture_span (reader, capture);
  Diag *diag = diag_report (reader->model->session->sink, DIAG_sentence_quantity, reader->unit->source, span,
                            expected, param, said, NULL);
  if (strchr (said, ','))
    diag_note (diag, N_ ("numbers have no comma of thousands: 1100个"), NULL);
  return diag;
}

/* The quantity at one place. False: reported. */
static bool
read_capture (const SentenceReader *reader, const Capture *capture, const char *param, Rational *ret_value,
              const Measure **ret_measure)
{
  g_autofree char *said = said_at (reader, capture);
  size_t unit_at;
  Span span;
  Diag *diag;
  switch (quantity_said (reader->model, said, strlen (said), ret_value, ret_measure, &unit_at))
    {
    case SAID_QUANTITY:
      return true;
    case SAID_NO_NUMBER:
      report_quantity (reader, param, _ ("a quantity"), capture);
      return false;
    case SAID_NO_UNIT:
      span = folded_span (&reader->folded, reader->unit, reader->string, capture->start + (unsigned)unit_at,
                          capture->end);
      if (strcmp (said + unit_at, "月") == 0)
        report_quantity (reader, param, _ ("a quantity such as 1个月"), capture);
      else if ((diag = report_unknown_unit (reader->model->session, reader->model->measures,
                                            reader->unit->source, span, said + unit_at)))
        g_ptr_array_set_size (diag->fixes, 0); /* a sentence stays as the table prints it */
      return false;
    }
  g_assert_not_reached ();
}

static const char *
place_name (const Wording *wording, const struct WordingPlace *place)
{
  return place->what == PLACE_WEIGHT ? word_name (WORD_WEIGHT, false)
                                     : wording->rule->params[place->what]->text;
}

/* True if CAPTURE says more than a quantity: 0.1分最多扣3分, 1/3分.  That is another sentence, not a unit
 * that nobody declared. */
static bool
says_more (const SentenceReader *reader, const Capture *capture)
{
  g_autofree char *said = said_at (reader, capture);
  Rational value;
  const Measure *measure;
  size_t unit_at;
  if (quantity_said (reader->model, said, strlen (said), &value, &measure, &unit_at) != SAID_NO_UNIT)
    return false;
  return strpbrk (said + unit_at, "0123456789()/*") || g_str_has_prefix (said + unit_at, "分");
}

bool
sentence_report_places (const SentenceReader *reader, const Match *match)
{
  const Wording *wording = match->wording;
  bool ok = true;
  for (unsigned i = 0; i < wording->n_places; i++)
    if (wording->places[i].what != PLACE_WORDS && match->captures[i].end > 0
        && says_more (reader, &match->captures[i]))
      return false;
  for (unsigned i = 0; i < wording->n_places; i++)
    {
      const struct WordingPlace *place = &wording->places[i];
      Rational value;
      const Measure *measure;
      if (place->what != PLACE_WORDS && match->captures[i].end > 0)
        ok = read_capture (reader, &match->captures[i], place_name (wording, place), &value, &measure) && ok;
    }
  return !ok;
}

/* Uses */

/* SPAN counted from where the sentence begins. */
static Span
inside (const SentenceReader *reader, Span span)
{
  uint32_t start = unit_node_span (reader->unit, reader->string).start;
  return (Span){ span.start - start, span.end - start };
}

typedef struct
{
  Sentence *sentence;
  const char **args;
  Span *args_at;
  RuleUse *use;
  bool *given;
} Building;

static bool
report_unlike (const SentenceReader *reader, const Capture *capture, const char *name, const char *before)
{
  Diag *diag = report_quantity (reader, name, before, capture);
  diag_note (diag, N_ ("it says so before; items that count differently are indicators of their own"), NULL);
  return false;
}

static bool
take_weight (const SentenceReader *reader, const Building *building, const Capture *capture, Rational value,
             const Measure *measure)
{
  Sentence *sentence = building->sentence;
  Span span = capture_span (reader, capture);
  g_autoptr (GString) before = g_string_new (NULL);
  if (*measure->text && measure->dimension != reader->model->score)
    {
      diag_report (reader->model->session->sink, DIAG_weight_unit, reader->unit->source, span, measure->text,
                   NULL);
      return false;
    }
  rational_append_decimal (before, sentence->weight);
  if (sentence->has_weight && !rational_equal (sentence->weight, value))
    return report_unlike (reader, capture, word_name (WORD_WEIGHT, false), before->str);
  sentence->has_weight = true;
  sentence->weight = value;
  sentence->weight_at = inside (reader, span);
  return true;
}

static bool
take_argument (const SentenceReader *reader, const Building *building, unsigned param, const Capture *capture,
               Rational value, const Measure *measure)
{
  g_autofree char *said = said_at (reader, capture);
  RuleUse *use = building->use;
  if (building->given[param]
      && (!rational_equal (use->args[param], value) || use->arg_types[param].dimension != measure->dimension))
    return report_unlike (reader, capture, use->rule->params[param]->text, building->args[param]);
  building->given[param] = true;
  building->args[param] = arena_strndup (reader->model->arena, said, strlen (said));
  building->args_at[param] = inside (reader, capture_span (reader, capture));
  use->args[param] = value;
  use->arg_types[param] = (Type){ TYPE_NUMBER, measure->dimension, rational_sign (value) == 0,
                                  measure == measure_bare (reader->model->measures) };
  return true;
}

/* Points that the sentence says of several items, each behind its words ({…}{得}), add up to the weight. */
static void
add_up (const SentenceReader *reader, const Building *building, const Match *match, int param)
{
  Sentence *sentence = building->sentence;
  const Type *type = &building->use->arg_types[param];
  const Capture *last = NULL;
  int64_t n = 0;
  for (unsigned i = 1; i < match->wording->n_places; i++)
    if (match->wording->places[i].what == param && match->captures[i].end > 0
        && match->wording->places[i - 1].what == PLACE_WORDS
        && match->wording->places[i - 1].end == match->wording->places[i].at)
      {
        last = &match->captures[i];
        n++;
      }
  if (n < 2 || sentence->has_weight || !(type->bare || type->dimension == reader->model->score))
    return;
  sentence->has_weight = true;
  sentence->weight_at = inside (reader, capture_span (reader, last));
  sentence->weight
      = rational_mul (reader->model->session->numbers, RATIONAL_INT (n), building->use->args[param]);
}

static bool
take_captures (const SentenceReader *reader, const Match *match, const Building *building)
{
  const Wording *wording = match->wording;
  bool ok = true;
  for (unsigned i = 0; i < wording->n_places; i++)
    {
      const struct WordingPlace *place = &wording->places[i];
      const Capture *capture = &match->captures[i];
      Rational value;
      const Measure *measure;
      if (place->what == PLACE_WORDS || capture->end == 0)
        continue;
      if (!read_capture (reader, capture, place_name (wording, place), &value, &measure))
        ok = false;
      else if (place->what == PLACE_WEIGHT)
        ok = take_weight (reader, building, capture, value, measure) && ok;
      else
        ok = take_argument (reader, building, (unsigned)place->what, capture, value, measure) && ok;
    }
  for (unsigned i = 0; ok && i < wording->rule->n_params; i++)
    if (building->given[i])
      add_up (reader, building, match, (int)i);
  return ok;
}

bool
sentence_build_use (const SentenceReader *reader, const Match *match, RuleUse *ret_use)
{
  Model *model = reader->model;
  const Wording *wording = match->wording;
  unsigned n = wording->rule->n_params + 1;
  Sentence *sentence = arena_new0 (model->arena, Sentence);
  g_autofree bool *given = g_new0 (bool, n);
  Building building = { sentence, arena_array (model->arena, const char *, n),
                        arena_array (model->arena, Span, n), ret_use, given };
  memset (building.args, 0, sizeof *building.args * n);
  *sentence = (Sentence){ .text = reader->string->atom->text,
                          .wording = wording,
                          .weight = RATIONAL_ZERO,
                          .args = building.args,
                          .args_at = building.args_at };
  begin_rule_use (model, wording->rule, (Origin){ reader->unit, reader->node }, ret_use);
  ret_use->sentence = sentence;
  return take_captures (reader, match, &building)
         && read_arguments (model, wording->origin.unit, wording->use, ret_use, given)
         && complete_rule_use (model, ret_use, given, false);
}
