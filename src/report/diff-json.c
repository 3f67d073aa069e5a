/* A diff as JSON (doc/schema/diff.json): every change with what was decided about it, and the effect with its
   causes, indicator by indicator.  Keys are permanent and so is their order; numbers are exact. */
#include "report/diff-private.h"

#include "diff/effect.h"
#include "report/audit-parts.h"
#include "report/members.h"
#include "report/path.h"

/* Pieces */

static void
write_names (MemberWriter *w, const char *key, const ChangePath *path)
{
  json_key (w->json, key);
  json_begin_array (w->json, true);
  for (unsigned i = 0; i < path->n; i++)
    json_string (w->json, path->names[i]);
  json_end_array (w->json);
}

static void
write_place (MemberWriter *w, const char *key, ChangePlace place)
{
  g_autofree char *text
      = place.file ? g_strdup_printf ("%s:%u:%u", place.file, place.line, place.column) : NULL;
  member_text (w, key, text);
}

static void
member_text_if (MemberWriter *w, const char *key, const char *text)
{
  if (text)
    member_text (w, key, text);
}

/* KEY: the number, or null and its two ends. */
static void
write_range (MemberWriter *w, const char *key, ScoreRange range)
{
  bool known = rational_equal (range.low, range.high);
  g_autofree char *low = g_strconcat (key, "_low", NULL), *high = g_strconcat (key, "_high", NULL);
  member_number_if (w, key, known, range.low);
  if (known)
    return;
  member_number (w, low, range.low);
  member_number (w, high, range.high);
}

/* Head */

static void
write_side (MemberWriter *w, const char *key, const Scheme *scheme)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  json_key (w->json, key);
  if (!scheme)
    {
      json_raw (w->json, "null");
      return;
    }
  json_begin_object (w->json, true);
  member_text (w, "scheme", scheme->name->text);
  member_number_if (w, "year", scheme->has_year, RATIONAL_INT (scheme->year));
  member_text (w, "framework", scheme_framework_name (scheme));
  member_number (w, "indicators", RATIONAL_INT (scheme->n_indicators));
  member_number (w, "weight", scheme_weight (scheme, pool));
  member_exact (w);
  json_end_object (w->json);
}

/* Changes */

static const char *
matched_word (MatchBy by)
{
  static const char *const WORDS[] = { [MATCH_ID] = "id",
                                       [MATCH_FORMERLY] = "formerly",
                                       [MATCH_PATH] = "path",
                                       [MATCH_NAME] = "name",
                                       [MATCH_INFERRED] = "inferred" };
  return WORDS[by];
}

static const char *
relation_word (RuleRelation relation)
{
  static const char *const WORDS[] = { [RULES_EQUAL] = "equal",
                                       [RULES_NEVER_HIGHER] = "never_higher",
                                       [RULES_NEVER_LOWER] = "never_lower",
                                       [RULES_CROSSING] = "crossing",
                                       [RULES_NOT_DECIDED] = "not_decided" };
  return WORDS[relation];
}

static const char *
why_word (PieceWhy why)
{
  switch (why)
    {
    case WHY_NONE:
      return NULL;
    case WHY_DIVISION:
      return "division";
    case WHY_NO_VALUE:
      return "no_value";
    case WHY_GIVEN:
      return "given";
    case WHY_FORM:
      return "form";
    case WHY_MANY:
      return "many";
    case WHY_ENDLESS:
      return "endless";
    case WHY_DAYS:
      return "days";
    }
  g_assert_not_reached ();
}

static void
write_target_witness (MemberWriter *w, const TargetWitness *witness, bool met_by_old)
{
  if (!witness->found)
    return;
  json_begin_object (w->json, true);
  member_text (w, "value", witness->text);
  member_text_if (w, "old_value", witness->old_text);
  member_text (w, "old", met_by_old ? "met" : "missed");
  member_text (w, "new", met_by_old ? "missed" : "met");
  json_end_object (w->json);
}

static bool
has_score (Status status)
{
  return status == STATUS_MET || status == STATUS_MISSED;
}

static void
write_rule_witness (MemberWriter *w, const RuleWitness *witness)
{
  if (!witness->found)
    return;
  json_begin_object (w->json, true);
  member_text (w, "value", witness->text);
  member_text (w, "old", status_word (witness->old_status));
  member_text (w, "new", status_word (witness->new_status));
  member_number_if (w, "old_score", has_score (witness->old_status), witness->old_score);
  member_number_if (w, "new_score", has_score (witness->new_status), witness->new_score);
  member_text (w, "terms", witness->under_old ? "old" : "new");
  if (witness->indicator)
    {
      json_key (w->json, "indicator");
      path_write (w->json, witness->indicator);
    }
  member_exact (w);
  json_end_object (w->json);
}

/* Those that the kind of CHANGE has; the first is `witness`. */
static void
write_witnesses (MemberWriter *w, const Change *change)
{
  const TargetWitness *targets[] = { &change->targets.only_old, &change->targets.only_new };
  const RuleWitness *rules[] = { &change->rules.lower, &change->rules.higher };
  bool of_rule = change->kind == CHANGE_RULE;
  const char *first = of_rule             ? rules[0]->found   ? rules[0]->text
                                            : rules[1]->found ? rules[1]->text
                                                              : NULL
                      : targets[0]->found ? targets[0]->text
                      : targets[1]->found ? targets[1]->text
                                          : NULL;
  if (!of_rule && !diff_has_sets (change->kind))
    return;
  member_text (w, "witness", first);
  json_key (w->json, "witnesses");
  json_begin_array (w->json, true);
  for (int i = 0; i < 2; i++)
    if (of_rule)
      write_rule_witness (w, rules[i]);
    else
      write_target_witness (w, targets[i], i == 0);
  json_end_array (w->json);
}

static void
write_rules (MemberWriter *w, const Change *change)
{
  if (change->kind != CHANGE_RULE)
    return;
  if (change->rules.old_use)
    member_text (w, "relation", relation_word (change->rules.relation));
  if (change->rules.old_use && change->rules.relation == RULES_NOT_DECIDED)
    member_text (w, "why", why_word (change->rules.why));
  if (change->rules.windowed)
    member_bool (w, "windowed", true);
  member_text_if (w, "sample", change->rules.sample);
  json_key (w->json, "indicators");
  json_begin_array (w->json, true);
  for (unsigned i = 0; i < change->n_members; i++)
    path_write (w->json, change->members[i]);
  json_end_array (w->json);
}

static void
write_match (MemberWriter *w, const Change *change)
{
  bool matched = (change->subject == SUBJECT_INDICATOR || change->subject == SUBJECT_TIER)
                 && change->kind != CHANGE_ADDED && change->kind != CHANGE_DROPPED;
  if (!matched)
    return;
  member_text (w, "matched", matched_word (change->matched_by));
  if (change->matched_by == MATCH_INFERRED)
    member_number (w, "likeness", RATIONAL_INT (change->likeness));
  if (!change->fix)
    return;
  json_key (w->json, "fix");
  json_begin_object (w->json, true);
  member_text (w, "text", change->fix);
  write_place (w, "in", change->fix_at);
  json_end_object (w->json);
}

static void
write_change (MemberWriter *w, const Change *change)
{
  json_begin_object (w->json, true);
  member_text (w, "kind", change_kind_word (change->kind));
  member_text (w, "category", change_category_word (change_kind_category (change->kind)));
  member_text (w, "subject", change_subject_word (change->subject));
  write_names (w, "path", &change->path);
  if (change->old_path.n)
    write_names (w, "old_path", &change->old_path);
  if (change->aspect != ASPECT_NONE)
    member_text (w, "aspect", aspect_word (change->aspect, true));
  member_text_if (w, "detail", change->detail);
  member_text (w, "old", change->old_text);
  member_text (w, "new", change->new_text);
  write_witnesses (w, change);
  write_rules (w, change);
  write_match (w, change);
  member_text_if (w, "rationale", change->rationale);
  write_place (w, "old_at", change->old_at);
  write_place (w, "new_at", change->new_at);
  member_text (w, "fingerprint", change->fingerprint);
  member_text_if (w, "accepted", change->accepted);
  json_end_object (w->json);
}

/* Effect */

static void
write_scores (MemberWriter *w, ScoreRange before, ScoreRange after, RationalPool *pool)
{
  ScoreRange change
      = { rational_sub (pool, after.low, before.low), rational_sub (pool, after.high, before.high) };
  write_range (w, "before", before);
  write_range (w, "after", after);
  write_range (w, "change", change);
}

static void
write_parts (MemberWriter *w, const ScoreRange *parts)
{
  json_key (w->json, "parts");
  json_begin_object (w->json, true);
  for (int i = 0; i < CAUSE_N; i++)
    write_range (w, cause_word ((Cause)i), parts[i]);
  member_exact (w);
  json_end_object (w->json);
}

static void
write_indicator (MemberWriter *w, const IndicatorEffect *indicator, RationalPool *pool)
{
  json_begin_object (w->json, true);
  json_key (w->json, "path");
  path_write (w->json, indicator->new ? indicator->new : indicator->old);
  member_text (w, "old_status", indicator->old ? status_word (indicator->old_status) : NULL);
  member_text (w, "new_status", indicator->new ? status_word (indicator->new_status) : NULL);
  write_scores (w, indicator->before, indicator->after, pool);
  member_exact (w);
  write_parts (w, indicator->parts);
  json_end_object (w->json);
}

static void
write_tier (MemberWriter *w, const TierEffect *effect, RationalPool *pool)
{
  const Tier *tier = effect_tier (effect);
  json_begin_object (w->json, true);
  json_key (w->json, "path");
  json_begin_array (w->json, true);
  if (tier->parent)
    json_string (w->json, tier->parent->name->text);
  json_string (w->json, tier->name->text);
  json_end_array (w->json);
  write_scores (w, effect->before, effect->after, pool);
  member_exact (w);
  json_end_object (w->json);
}

static void
write_effect (MemberWriter *w, const Effect *effect)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  json_key (w->json, "effect");
  if (!effect)
    {
      json_raw (w->json, "null");
      return;
    }
  json_begin_object (w->json, false);
  write_scores (w, effect->before, effect->after, pool);
  member_text (w, "old_grade", effect->old_grade ? effect->old_grade->name->text : NULL);
  member_text (w, "new_grade", effect->new_grade ? effect->new_grade->name->text : NULL);
  member_number (w, "missing", RATIONAL_INT (effect->n_missing));
  member_number (w, "missing_weight", effect->missing_weight);
  member_number (w, "undecided", RATIONAL_INT (effect->n_undecided));
  member_number (w, "undecided_weight", effect->undecided_weight);
  member_exact (w);
  write_parts (w, effect->parts);
  json_key (w->json, "tiers");
  json_begin_array (w->json, false);
  for (unsigned i = 0; i < effect->n_tiers; i++)
    write_tier (w, &effect->tiers[i], pool);
  json_end_array (w->json);
  json_key (w->json, "indicators");
  json_begin_array (w->json, false);
  for (unsigned i = 0; i < effect->n_indicators; i++)
    write_indicator (w, &effect->indicators[i], pool);
  json_end_array (w->json);
  json_end_object (w->json);
}

static void
write_not_compared (JsonWriter *json, const Diff *diff)
{
  static const char *const WORDS[] = { "actuals", "tests", "sentences" };
  json_key (json, "not_compared");
  json_begin_array (json, true);
  for (unsigned i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (diff->not_compared & 1u << i)
      json_string (json, WORDS[i]);
  json_end_array (json);
}

void
report_diff_json (const Diff *diff, GString *out)
{
  g_autoptr (JsonWriter) json = json_writer_new (out);
  g_autoptr (GString) inexact = g_string_new (NULL);
  MemberWriter writer = { json, inexact };
  json_begin_object (json, false);
  member_number (&writer, "format", RATIONAL_ONE);
  write_side (&writer, "old", diff->old.scheme);
  write_side (&writer, "new", diff->new.scheme);
  member_number (&writer, "unchanged", RATIONAL_INT (diff->n_unchanged));
  member_number (&writer, "left_out", RATIONAL_INT (diff->n_left_out));
  write_not_compared (json, diff);
  json_key (json, "changes");
  json_begin_array (json, false);
  for (unsigned i = 0; i < diff->n_changes; i++)
    write_change (&writer, &diff->changes[i]);
  json_end_array (json);
  write_effect (&writer, diff->effect);
  if (diff->history)
    audit_write_findings (&writer, diff->history);
  json_end_object (json);
}
