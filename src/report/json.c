/* A result as JSON (doc/schema/result.json).  Keys are permanent and so is their order; numbers are exact
   decimals (members.c). */
#include "report/members.h"
#include "report/path.h"

/* Tiers */

static void write_tiers (MemberWriter *w, const Result *result, const Tier *parent);

static bool
has_children (const Result *result, const Tier *tier)
{
  for (unsigned i = 0; i < result->scheme->n_tiers; i++)
    if (result->tiers[i].tier->parent == tier)
      return true;
  return false;
}

static void
write_tier (MemberWriter *w, const Result *result, const TierResult *row)
{
  const Tier *tier = row->tier;
  json_begin_object (w->json, !has_children (result, tier));
  member_text (w, "name", tier->name->text);
  member_number (w, "level", RATIONAL_INT (tier->level));
  member_number_if (w, "stated", tier->has_stated || tier->has_expected,
                    tier->has_stated ? tier->stated : tier->expected);
  member_number (w, "weight", row->weight);
  member_number_if (w, "score", tier_score_known (row), row->score_min);
  member_number (w, "score_min", row->score_min);
  member_number (w, "score_max", row->score_max);
  member_number_if (w, "claimed", row->has_claimed, row->claimed);
  member_exact (w);
  if (has_children (result, tier))
    write_tiers (w, result, tier);
  json_end_object (w->json);
}

static void
write_tiers (MemberWriter *w, const Result *result, const Tier *parent)
{
  json_key (w->json, "tiers");
  json_begin_array (w->json, false);
  for (unsigned i = 0; i < result->scheme->n_tiers; i++)
    if (result->tiers[i].tier->parent == parent)
      write_tier (w, result, &result->tiers[i]);
  json_end_array (w->json);
}

/* Indicators */

static void
write_place (MemberWriter *w, const Origin *origin)
{
  g_autoptr (GString) place = g_string_new (NULL);
  source_append_place (place, origin->unit->source, unit_node_span (origin->unit, origin->node).start);
  member_text (w, "at", place->str);
}

static void
write_scores (MemberWriter *w, const RowResult *row)
{
  bool counts = row->status != STATUS_NA;
  member_number_if (w, "weight", row->indicator->has_weight, row->indicator->weight);
  member_number_if (w, "score", row_score_known (row), row->score_min);
  member_number_if (w, "score_min", counts, row->score_min);
  member_number_if (w, "score_max", counts, row->score_max);
  member_number_if (w, "claimed", row->has_claimed, row->claimed);
}

static void
write_row (MemberWriter *w, const RowResult *row)
{
  const Indicator *indicator = row->indicator;
  json_begin_object (w->json, true);
  json_key (w->json, "path");
  path_write (w->json, indicator);
  member_text (w, "target", indicator->target.text);
  member_text (w, "actual", row->actual);
  member_text (w, "status", status_word (row->status));
  member_text (w, "direction", direction_word (indicator->target.direction));
  write_scores (w, row);
  member_text (w, "rule", indicator->rule.rule ? indicator->rule.rule->name->text : NULL);
  write_place (w, &indicator->origin);
  if (row->clamped)
    member_bool (w, "clamped", true);
  if (row->reason)
    member_text (w, "reason", row->reason);
  if (row->evidence)
    member_text (w, "evidence", row->evidence);
  member_exact (w);
  json_end_object (w->json);
}

static void
write_rows (MemberWriter *w, const Result *result)
{
  json_key (w->json, "indicators");
  json_begin_array (w->json, false);
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    write_row (w, &result->rows[i]);
  json_end_array (w->json);
}

/* The whole */

static void
write_account (MemberWriter *w, const RowAccount *account)
{
  const struct
  {
    const char *key;
    guint64 count;
  } uses[] = { { "read", account->read },       { "scored", account->scored },
               { "missing", account->missing }, { "na", account->na },
               { "facts", account->facts },     { "claims", account->claims },
               { "refused", account->refused }, { "duplicate", account->duplicate },
               { "blank", account->blank } };
  json_key (w->json, "rows");
  json_begin_object (w->json, true);
  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    member_number (w, uses[i].key, RATIONAL_INT ((gint64)uses[i].count));
  json_end_object (w->json);
}

static void
write_head (MemberWriter *w, const Result *result)
{
  const Scheme *scheme = result->scheme;
  member_number (w, "format", RATIONAL_ONE);
  member_text (w, "scheme", scheme->name->text);
  member_number_if (w, "year", scheme->has_year, RATIONAL_INT (scheme->year));
  member_text (w, "framework", scheme_framework_name (scheme));
  member_bool (w, "complete", result->complete);
  member_number_if (w, "total", total_known (result), result->total_min);
  member_number (w, "total_min", result->total_min);
  member_number (w, "total_max", result->total_max);
  member_number (w, "full", result->full);
  member_text (w, "grade", result->grade ? result->grade->name->text : NULL);
  member_number_if (w, "claimed_total", result->has_claimed_total, result->claimed_total);
  member_exact (w);
}

/* ORGANISATION: NULL for none. */
static void
write_result (const char *organisation, const Result *result, bool one_line, GString *out)
{
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GString) inexact = g_string_new (NULL);
  MemberWriter writer = { json, inexact };
  json_begin_object (json, one_line);
  if (organisation)
    member_text (&writer, "organisation", organisation);
  write_head (&writer, result);
  write_tiers (&writer, result, NULL);
  write_rows (&writer, result);
  write_account (&writer, &result->account);
  json_end_object (json);
}

void
report_json (const Result *result, GString *out)
{
  write_result (NULL, result, false, out);
}

void
report_json_line (const char *organisation, const Result *result, GString *out)
{
  write_result (organisation, result, true, out);
}
