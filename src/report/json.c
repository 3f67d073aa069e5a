/* A result as JSON (doc/schema/result.json).  Keys are permanent and so is their order; numbers are exact
   decimals.  A number that is no finite decimal is rounded, and its fraction stands in the member `exact` of
   the same object, under its key. */
#include "report/path.h"

#include <string.h>

#include "table/json.h"

typedef struct
{
  JsonWriter *json;
  GString *inexact; /* `key=num/den` of this object's rounded numbers, one a line */
} Writer;

static void
write_number (Writer *w, const char *key, Rational value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (!rational_append_decimal (text, value))
    {
      g_string_append_printf (w->inexact, "%s=", key);
      rational_append_fraction (w->inexact, value);
      g_string_append_c (w->inexact, '\n');
    }
  json_key (w->json, key);
  json_raw (w->json, text->str);
}

static void
write_number_if (Writer *w, const char *key, bool known, Rational value)
{
  if (known)
    {
      write_number (w, key, value);
      return;
    }
  json_key (w->json, key);
  json_raw (w->json, "null");
}

/* The fractions of the numbers written since the last call; before the object ends or another one begins in
 * it. */
static void
write_exact (Writer *w)
{
  if (!w->inexact->len)
    return;
  g_auto (GStrv) lines = g_strsplit (w->inexact->str, "\n", -1);
  json_key (w->json, "exact");
  json_begin_object (w->json, true);
  for (int i = 0; lines[i] && *lines[i]; i++)
    {
      char *fraction = strchr (lines[i], '=');
      *fraction++ = '\0';
      json_key (w->json, lines[i]);
      json_string (w->json, fraction);
    }
  json_end_object (w->json);
  g_string_truncate (w->inexact, 0);
}

static void
write_text (Writer *w, const char *key, const char *text)
{
  json_key (w->json, key);
  json_string (w->json, text);
}

static void
write_bool (Writer *w, const char *key, bool value)
{
  json_key (w->json, key);
  json_raw (w->json, value ? "true" : "false");
}

/* Tiers */

static void write_tiers (Writer *w, const Result *result, const Tier *parent);

static bool
has_children (const Result *result, const Tier *tier)
{
  for (unsigned i = 0; i < result->scheme->n_tiers; i++)
    if (result->tiers[i].tier->parent == tier)
      return true;
  return false;
}

static void
write_tier (Writer *w, const Result *result, const TierResult *row)
{
  const Tier *tier = row->tier;
  json_begin_object (w->json, !has_children (result, tier));
  write_text (w, "name", tier->name->text);
  write_number (w, "level", RATIONAL_INT (tier->level));
  write_number_if (w, "stated", tier->has_stated || tier->has_expected,
                   tier->has_stated ? tier->stated : tier->expected);
  write_number (w, "weight", row->weight);
  write_number_if (w, "score", tier_score_known (row), row->score_min);
  write_number (w, "score_min", row->score_min);
  write_number (w, "score_max", row->score_max);
  write_number_if (w, "claimed", row->has_claimed, row->claimed);
  write_exact (w);
  if (has_children (result, tier))
    write_tiers (w, result, tier);
  json_end_object (w->json);
}

static void
write_tiers (Writer *w, const Result *result, const Tier *parent)
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
write_path (Writer *w, const Indicator *indicator)
{
  json_key (w->json, "path");
  json_begin_array (w->json, true);
  for (unsigned level = 1; level <= 2; level++)
    if (path_tier_name (indicator, level))
      json_string (w->json, path_tier_name (indicator, level));
  json_string (w->json, indicator->name->text);
  json_end_array (w->json);
}

static void
write_place (Writer *w, const Origin *origin)
{
  g_autoptr (GString) place = g_string_new (NULL);
  source_append_place (place, origin->unit->source, unit_node_span (origin->unit, origin->node).start);
  write_text (w, "at", place->str);
}

static void
write_scores (Writer *w, const RowResult *row)
{
  bool counts = row->status != STATUS_NA;
  write_number_if (w, "weight", row->indicator->has_weight, row->indicator->weight);
  write_number_if (w, "score", row_score_known (row), row->score_min);
  write_number_if (w, "score_min", counts, row->score_min);
  write_number_if (w, "score_max", counts, row->score_max);
  write_number_if (w, "claimed", row->has_claimed, row->claimed);
}

static void
write_row (Writer *w, const RowResult *row)
{
  const Indicator *indicator = row->indicator;
  json_begin_object (w->json, true);
  write_path (w, indicator);
  write_text (w, "target", indicator->target.text);
  write_text (w, "actual", row->actual);
  write_text (w, "status", status_word (row->status));
  write_text (w, "direction", direction_word (indicator->target.direction));
  write_scores (w, row);
  write_text (w, "rule", indicator->rule.rule ? indicator->rule.rule->name->text : NULL);
  write_place (w, &indicator->origin);
  if (row->clamped)
    write_bool (w, "clamped", true);
  if (row->reason)
    write_text (w, "reason", row->reason);
  if (row->evidence)
    write_text (w, "evidence", row->evidence);
  write_exact (w);
  json_end_object (w->json);
}

static void
write_rows (Writer *w, const Result *result)
{
  json_key (w->json, "indicators");
  json_begin_array (w->json, false);
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    write_row (w, &result->rows[i]);
  json_end_array (w->json);
}

/* The whole */

static void
write_account (Writer *w, const RowAccount *account)
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
    write_number (w, uses[i].key, RATIONAL_INT ((gint64)uses[i].count));
  json_end_object (w->json);
}

static void
write_head (Writer *w, const Result *result)
{
  const Scheme *scheme = result->scheme;
  write_number (w, "format", RATIONAL_ONE);
  write_text (w, "scheme", scheme->name->text);
  write_number_if (w, "year", scheme->has_year, RATIONAL_INT (scheme->year));
  write_text (w, "framework", scheme_framework_name (scheme));
  write_bool (w, "complete", result->complete);
  write_number_if (w, "total", total_known (result), result->total_min);
  write_number (w, "total_min", result->total_min);
  write_number (w, "total_max", result->total_max);
  write_number (w, "full", result->full);
  write_text (w, "grade", result->grade ? result->grade->name->text : NULL);
  write_number_if (w, "claimed_total", result->has_claimed_total, result->claimed_total);
  write_exact (w);
}

/* ORGANISATION: NULL for none. */
static void
write_result (const char *organisation, const Result *result, bool one_line, GString *out)
{
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GString) inexact = g_string_new (NULL);
  Writer writer = { json, inexact };
  json_begin_object (json, one_line);
  if (organisation)
    write_text (&writer, "organisation", organisation);
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
