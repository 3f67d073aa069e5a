/* The store of actual values: takes rows from the readers, matches and fits them, finds what is given twice,
   and puts every row to one use of the account.  After the last row it computes formulas and reports what is
   missing.  Reading of any notation is not here. */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "syntax/keywords.h"
#include <string.h>

static void
head_list_free (gpointer list)
{
  g_array_free (list, TRUE);
}

static void
find_scale (Actuals *actuals)
{
  Model *model = actuals->model;
  const Measure *day = measure_find (model->measures, "日");
  actuals->three = model_judging_scale (model, actuals->scheme->framework);
  actuals->day_factor = day ? day->factor : RATIONAL_ONE;
}

Actuals *
actuals_new (Model *model, const Scheme *scheme)
{
  Actuals *actuals = g_new0 (Actuals, 1);
  unsigned n = scheme->n_indicators, n_facts = model->fact_names->len;
  actuals->model = model;
  actuals->scheme = scheme;
  actuals->arena = arena_new ();
  actuals->heads = g_hash_table_new_full (NULL, NULL, NULL, head_list_free);
  actuals->units = g_hash_table_new (g_str_hash, g_str_equal);
  actuals->cells = g_hash_table_new (g_str_hash, g_str_equal);
  actuals->cells_arena = arena_new ();
  actuals->others = g_hash_table_new (NULL, NULL);
  actuals->total_key = atom_intern (model->session->atoms, word_name (WORD_TOTAL, false), -1)->key;
  actuals->total_key_en = atom_intern (model->session->atoms, word_name (WORD_TOTAL, true), -1)->key;
  actuals->actuals = g_new0 (Actual, n + 1);
  actuals->given = g_new0 (bool, n + 1);
  actuals->refused = g_new0 (bool, n + 1);
  actuals->unit_differs = g_new0 (bool, n + 1);
  actuals->refused_rows = g_new0 (const Actual *, n + 1);
  actuals->pending = g_ptr_array_new ();
  actuals->faults = g_hash_table_new (NULL, NULL);
  actuals->computed = g_new0 (Actual, n + 1);
  actuals->failed = g_new0 (bool, n + 1);
  actuals->nearest = g_new0 (NearestNames, 1);
  actuals->nearest->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  actuals->facts = g_new0 (Rational, n_facts + 1);
  actuals->has_facts = g_new0 (bool, n_facts + 1);
  actuals->refused_facts = g_new0 (bool, n_facts + 1);
  actuals->fact_types = g_new0 (Type, n_facts + 1);
  actuals->tier_claims = g_new0 (Rational, scheme->n_tiers + 1);
  actuals->has_tier_claims = g_new0 (bool, scheme->n_tiers + 1);
  find_scale (actuals);
  actuals_index_heads (actuals);
  actuals_clear (actuals);
  return actuals;
}

void
actuals_clear (Actuals *actuals)
{
  unsigned n = actuals->scheme->n_indicators, n_facts = actuals->model->fact_names->len;
  memset (actuals->given, 0, n * sizeof (bool));
  memset (actuals->refused, 0, n * sizeof (bool));
  memset (actuals->unit_differs, 0, n * sizeof (bool));
  memset (actuals->refused_rows, 0, n * sizeof (Actual *));
  g_ptr_array_set_size (actuals->pending, 0);
  g_hash_table_remove_all (actuals->faults);
  memset (actuals->failed, 0, n * sizeof (bool));
  for (unsigned i = 0; i < n; i++)
    actuals->computed[i].kind = ACTUAL_NONE;
  memset (actuals->has_facts, 0, n_facts * sizeof (bool));
  memset (actuals->refused_facts, 0, n_facts * sizeof (bool));
  for (unsigned i = 0; i < n_facts; i++)
    actuals->fact_types[i] = (Type){ TYPE_ANY, NULL, false, false };
  memset (actuals->has_tier_claims, 0, actuals->scheme->n_tiers * sizeof (bool));
  actuals->has_total_claim = actuals->unread = false;
  g_hash_table_remove_all (actuals->others);
  arena_clear (actuals->arena);
  g_clear_pointer (&actuals->cell_atoms, atom_table_free);
  actuals->account = (RowAccount){ 0 };
}

void
actuals_free (Actuals *actuals)
{
  if (!actuals)
    return;
  g_hash_table_unref (actuals->heads);
  g_hash_table_unref (actuals->units);
  g_hash_table_unref (actuals->cells);
  arena_free (actuals->cells_arena);
  g_clear_pointer (&actuals->cell_atoms, atom_table_free);
  g_hash_table_unref (actuals->others);
  g_free (actuals->actuals);
  g_free (actuals->given);
  g_free (actuals->refused);
  g_free (actuals->unit_differs);
  g_free (actuals->refused_rows);
  g_ptr_array_unref (actuals->pending);
  g_hash_table_unref (actuals->faults);
  g_free (actuals->computed);
  g_free (actuals->failed);
  g_hash_table_unref (actuals->nearest->found);
  g_free (actuals->nearest);
  g_free (actuals->facts);
  g_free (actuals->has_facts);
  g_free (actuals->refused_facts);
  g_free (actuals->fact_types);
  g_free (actuals->tier_claims);
  g_free (actuals->has_tier_claims);
  arena_free (actuals->arena);
  g_free (actuals);
}

/* Places */

char *
place_text (const Place *place)
{
  if (place->source)
    {
      GString *out = g_string_new (NULL);
      source_append_place (out, place->source, place->span.start);
      return g_string_free (out, FALSE);
    }
  if (place->line == 0)
    return g_strdup (place->name);
  return g_strdup_printf ("%s:%u:%u", place->name, place->line, place->column);
}

Diag *
actuals_report (const Actuals *actuals, const Place *place, DiagCode code, const char *one, const char *two,
                const char *three)
{
  DiagSink *sink = actuals->model->session->sink;
  g_autofree char *where = place->source ? NULL : place_text (place);
  Diag *diag = place->source ? diag_report (sink, code, place->source, place->span, one, two, three, NULL)
                             : diag_report_at (sink, code, where, one, two, three, NULL);
  if (diag->severity == SEVERITY_ERROR)
    g_ptr_array_add (actuals->pending, diag);
  return diag;
}

void
actuals_point (Diag *diag, const Place *place, const char *text)
{
  if (place->source)
    diag_label (diag, place->source, place->span, text, NULL);
  else
    {
      g_autofree char *where = place_text (place);
      g_autofree char *note = diag_format (text, NULL);
      diag_note (diag, "{1}: {2}", note, where, NULL);
    }
}

void
actuals_suggest (Diag *diag, const Place *place, const char *text)
{
  diag_note (diag, _ ("write {1}"), text, NULL);
  if (place->source)
    diag_fix (diag, place->source, place->span, text);
}

/* Given twice */

static bool
same_text (const char *a, const char *b)
{
  g_autofree char *key_a = text_fold_key (a, -1);
  g_autofree char *key_b = text_fold_key (b, -1);
  return strcmp (key_a, key_b) == 0;
}

static bool
same_value (const Actual *a, const Actual *b)
{
  if (a->kind != b->kind || a->has_claimed != b->has_claimed || a->has_judged != b->has_judged)
    return false;
  if ((a->has_claimed && !rational_equal (a->claimed, b->claimed))
      || (a->has_judged && !rational_equal (a->judged, b->judged)))
    return false;
  switch (a->kind)
    {
    case ACTUAL_NUMBER:
      return rational_equal (a->number, b->number) && a->measure->dimension == b->measure->dimension;
    case ACTUAL_DATE:
    case ACTUAL_PERIOD:
      return a->first == b->first && a->last == b->last;
    case ACTUAL_LEVEL:
      return same_text (a->words, b->words);
    case ACTUAL_NONE:
    case ACTUAL_NA:
    case ACTUAL_MISSING:
      return true;
    }
  g_assert_not_reached ();
}

/* Which of the two differ, where the values themselves are the same. */
static void
note_difference (Diag *diag, const Actual *a, const Actual *b)
{
  Actual c = *a;
  c.has_claimed = b->has_claimed;
  c.claimed = b->claimed;
  if (same_value (&c, b))
    diag_note (diag, _ ("the values are the same, the claimed scores (自评) differ"), NULL);
}

/* A row for something that was given before: counted as a duplicate, or refused. */
static bool
take_again (Actuals *actuals, const Row *row, const Actual *before)
{
  bool same = same_value (&row->actual, before);
  Diag *diag = actuals_report (actuals, &row->place, same ? DIAG_row_duplicate : DIAG_row_conflict,
                               row->path[row->n_path - 1], NULL, NULL);
  actuals_point (diag, &before->place, _ ("given first here"));
  if (!same)
    note_difference (diag, &row->actual, before);
  diag_note (diag, _ ("take one of the two rows out"), NULL);
  if (!same)
    return actuals_refuse (actuals, row);
  actuals->account.duplicate++;
  return true;
}

static void
remember (Actuals *actuals, gconstpointer key, const Row *row)
{
  Actual *kept = arena_new0 (actuals->arena, Actual);
  *kept = row->actual;
  g_hash_table_insert (actuals->others, (gpointer)key, kept);
}

/* Taking */

void
actuals_set_unread (Actuals *actuals)
{
  actuals->unread = true;
}

void
actuals_begin_row (Actuals *actuals)
{
  actuals->account.read++;
  g_ptr_array_set_size (actuals->pending, 0);
}

bool
actuals_refuse (Actuals *actuals, const Row *row)
{
  actuals->account.refused++;
  if (row->n_path > 0)
    actuals_mark_refused (actuals, row);
  else
    actuals->unread = true;
  return false;
}

/* 未填 beside a formula says nothing: said, so that nobody takes the row for unscored. */
static void
note_computed (const Actuals *actuals, const Indicator *indicator, const Row *row)
{
  Diag *diag = actuals_report (actuals, &row->actual.place, DIAG_missing_computed, indicator->name->text,
                               NULL, NULL);
  diag_note (diag, _ ("if it does not apply this year, write 不适用"), NULL);
}

/* A table made by `template` for another version of the definition. */
static void
check_target (const Actuals *actuals, const Indicator *indicator, const Row *row)
{
  const char *text = row->target;
  Diag *diag;
  if (!text || !indicator->target.text)
    return;
  text += *text == '\'' && text[1]; /* the guard against formulas */
  if (!*text || same_text (text, indicator->target.text))
    return;
  diag = actuals_report (actuals, &row->target_place, DIAG_table_other_target, text, indicator->target.text,
                         NULL);
  diag_note (diag, _ ("the definition's target counts"), NULL);
  if (indicator->target.node)
    diag_label (diag, indicator->origin.unit->source,
                unit_node_span (indicator->origin.unit, indicator->target.node), _ ("the target is {1}"),
                indicator->target.text, NULL);
}

bool
actuals_take_for (Actuals *actuals, const Indicator *indicator, Row *row)
{
  RowAccount *account = &actuals->account;
  check_target (actuals, indicator, row);
  if (!actuals_fit (actuals, indicator, &row->actual))
    return actuals_refuse (actuals, row);
  if (actuals->given[indicator->index])
    return take_again (actuals, row, &actuals->actuals[indicator->index]);
  actuals->given[indicator->index] = true;
  actuals->actuals[indicator->index] = row->actual;
  if (indicator->formula && row->actual.kind == ACTUAL_MISSING)
    note_computed (actuals, indicator, row);
  if (indicator->formula && row->actual.kind != ACTUAL_NA)
    account->claims++;
  else if (row->actual.kind == ACTUAL_NONE || row->actual.kind == ACTUAL_MISSING)
    account->missing++;
  else if (row->actual.kind == ACTUAL_NA)
    account->na++;
  else
    account->scored++;
  return true;
}

/* A tier or the total: a claim and nothing else. */
static bool
take_claim (Actuals *actuals, const Tier *tier, const Row *row)
{
  gconstpointer key = tier ? (gconstpointer)tier : actuals->total_key;
  const Actual *before = g_hash_table_lookup (actuals->others, key);
  if (row->actual.kind != ACTUAL_NONE || !row->actual.has_claimed)
    {
      Diag *diag = actuals_report (actuals, &row->place, DIAG_row_only_claim, row->path[row->n_path - 1],
                                   NULL, NULL);
      diag_note (diag,
                 tier ? _ ("it is a tier: its score is the sum of its indicators")
                      : _ ("the total is the sum of the indicators"),
                 NULL);
      return actuals_refuse (actuals, row);
    }
  if (before)
    return take_again (actuals, row, before);
  remember (actuals, key, row);
  if (tier)
    {
      actuals->has_tier_claims[tier->index] = true;
      actuals->tier_claims[tier->index] = row->actual.claimed;
    }
  else
    {
      actuals->has_total_claim = true;
      actuals->total_claim = row->actual.claimed;
    }
  actuals->account.claims++;
  return true;
}

static void
report_unused (const Actuals *actuals, const Row *row)
{
  GPtrArray *names = actuals->model->fact_names;
  TextNearest nearest = TEXT_NEAREST_INIT (row->path[0]);
  Diag *diag = actuals_report (actuals, &row->place, DIAG_fact_unused, row->path[0], NULL, NULL);
  for (guint i = 0; i < names->len; i++)
    text_nearest_offer (&nearest, ((const Atom *)names->pdata[i])->text);
  if (text_nearest_result (&nearest))
    diag_note (diag, _ ("the nearest fact that one reads is ‘{1}’"), text_nearest_result (&nearest), NULL);
}

static bool
fact_is_usable (const Actuals *actuals, const Row *row)
{
  const Actual *actual = &row->actual;
  Diag *diag;
  bool empty = actual->kind == ACTUAL_NONE || actual->kind == ACTUAL_MISSING;
  bool day = actual->kind == ACTUAL_DATE && actual->first == actual->last;
  if ((empty || day || actual->kind == ACTUAL_NUMBER) && !actual->has_claimed)
    return true;
  if (actual->has_claimed)
    diag = actuals_report (actuals, &row->place, DIAG_actual_other_kind, _ ("a fact without a claimed score"),
                           row->path[0], NULL);
  else
    diag = actuals_report (actuals, &actual->place, DIAG_actual_other_kind, _ ("a number or a day"),
                           actual->text, NULL);
  diag_note (diag, _ ("‘{1}’ is a fact that formulas read: write its value and its unit, such as {2}"),
             row->path[0], "6653.73万元", NULL);
  return false;
}

static void
store_fact (Actuals *actuals, unsigned index, const Actual *actual)
{
  bool bare = actual->measure == measure_bare (actuals->model->measures);
  actuals->has_facts[index] = true;
  if (actual->kind == ACTUAL_DATE)
    {
      actuals->facts[index]
          = rational_mul (actuals->model->session->numbers, RATIONAL_INT (actual->last), actuals->day_factor);
      actuals->fact_types[index] = (Type){ TYPE_DATE, NULL, false, false };
      return;
    }
  actuals->facts[index] = actual->number;
  actuals->fact_types[index]
      = (Type){ TYPE_NUMBER, actual->measure->dimension, bare && rational_sign (actual->number) == 0, bare };
}

/* INDEX: of model->fact_names; -1 if no formula reads it. */
static bool
take_fact (Actuals *actuals, int index, const Row *row)
{
  const char *key = atom_intern (actuals->model->session->atoms, row->path[0], -1)->key;
  const Actual *before = g_hash_table_lookup (actuals->others, key);
  if (!fact_is_usable (actuals, row))
    return actuals_refuse (actuals, row);
  if (before)
    return take_again (actuals, row, before);
  remember (actuals, key, row);
  if (row->actual.kind == ACTUAL_NONE || row->actual.kind == ACTUAL_MISSING)
    {
      actuals->account.missing++;
      return true;
    }
  actuals->account.facts++;
  if (index >= 0)
    store_fact (actuals, (unsigned)index, &row->actual);
  else
    report_unused (actuals, row);
  return true;
}

static int
fact_index (const Actuals *actuals, const char *name)
{
  GPtrArray *names = actuals->model->fact_names;
  const char *key = atom_find_key (actuals->model->session->atoms, name, -1);
  for (guint i = 0; i < names->len && key; i++)
    if (((const Atom *)names->pdata[i])->key == key)
      return (int)i;
  return -1;
}

/* A fact and the total stand in no tier: what the columns of the tiers say beside one is not used, which is
 * said. */
static void
note_tier (const Actuals *actuals, const Row *row)
{
  const char *tier = row->tier2 && *row->tier2 ? row->tier2 : row->tier1;
  if (tier && *tier && strcmp (tier, row->path[row->n_path - 1]) != 0)
    actuals_report (actuals, &row->place, DIAG_tier_of_fact, row->path[row->n_path - 1], tier, NULL);
}

bool
actuals_take_fact (Actuals *actuals, const char *name, const Actual *actual)
{
  Row row = { .place = actual->place, .n_path = 1, .path = { name }, .is_fact = true, .actual = *actual };
  actuals_begin_row (actuals);
  return actuals_take (actuals, &row);
}

bool
actuals_take (Actuals *actuals, Row *row)
{
  Head head;
  if (row->is_fact)
    return take_fact (actuals, fact_index (actuals, row->path[0]), row);
  if (!actuals_match (actuals, row, &head))
    return actuals_refuse (actuals, row);
  switch (head.kind)
    {
    case HEAD_INDICATOR:
      return actuals_take_for (actuals, head.indicator, row);
    case HEAD_TIER:
      return take_claim (actuals, head.tier, row);
    case HEAD_TOTAL:
      note_tier (actuals, row);
      return take_claim (actuals, NULL, row);
    case HEAD_FACT:
      note_tier (actuals, row);
      return take_fact (actuals, (int)head.fact, row);
    }
  g_assert_not_reached ();
}

bool
actuals_read_value (Actuals *actuals, const Indicator *indicator, const Unit *unit, const AstNode *value,
                    Actual *ret_actual)
{
  Actual actual = { .kind = ACTUAL_NONE };
  if (!actuals_value_from_node (actuals, unit, value, NULL, &actual)
      || !actuals_fit (actuals, indicator, &actual))
    return false;
  *ret_actual = actual;
  return true;
}

/* What was read */

bool
actuals_is_refused (const Actuals *actuals, const Indicator *indicator)
{
  return actuals->refused[indicator->index];
}

const Actual *
actuals_refused_row (const Actuals *actuals, const Indicator *indicator)
{
  return actuals->refused_rows[indicator->index];
}

const Indicator *
actuals_fault_of (const Actuals *actuals, const Diag *diag)
{
  return g_hash_table_lookup (actuals->faults, diag);
}

bool
actuals_has_unread (const Actuals *actuals)
{
  return actuals->unread;
}

bool
actuals_unit_differs (const Actuals *actuals, const Indicator *indicator)
{
  return actuals->unit_differs[indicator->index];
}

const Actual *
actuals_of (const Actuals *actuals, const Indicator *indicator)
{
  return actuals->given[indicator->index] ? &actuals->actuals[indicator->index] : NULL;
}

const Actual *
actuals_computed (const Actuals *actuals, const Indicator *indicator)
{
  const Actual *computed = &actuals->computed[indicator->index];
  return computed->kind != ACTUAL_NONE ? computed : NULL;
}

bool
actuals_formula_failed (const Actuals *actuals, const Indicator *indicator)
{
  return actuals->failed[indicator->index];
}

const Actual *
actuals_fact (const Actuals *actuals, const char *name)
{
  const char *key = atom_find_key (actuals->model->session->atoms, name, -1);
  return key ? g_hash_table_lookup (actuals->others, key) : NULL;
}

const Rational *
actuals_facts (const Actuals *actuals)
{
  return actuals->facts;
}

const bool *
actuals_has_facts (const Actuals *actuals)
{
  return actuals->has_facts;
}

const Type *
actuals_fact_types (const Actuals *actuals)
{
  return actuals->fact_types;
}

bool
actuals_claimed_total (const Actuals *actuals, Rational *ret_value)
{
  if (actuals->has_total_claim)
    *ret_value = actuals->total_claim;
  return actuals->has_total_claim;
}

bool
actuals_claimed_tier (const Actuals *actuals, const Tier *tier, Rational *ret_value)
{
  if (actuals->has_tier_claims[tier->index])
    *ret_value = actuals->tier_claims[tier->index];
  return actuals->has_tier_claims[tier->index];
}

const RowAccount *
actuals_account (const Actuals *actuals)
{
  return &actuals->account;
}
