/* What changed in one indicator that both years have: its name, its tier, its target, and what is said of it.
   Rules are compared in use.c, since several indicators may share what changed. */
#include "base/normal-name.h"
#include "base/text.h"
#include "diff/differ.h"
#include "sema/normal.h"
#include "syntax/keywords.h"
#include <string.h>

/* Names and tiers */

const char *
differ_formerly (const Differ *differ, const Atom *name)
{
  GString *line = g_string_new ("原名 \"");
  for (const char *p = name->text; *p; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (line, '\\');
      g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
  return differ_text (differ, line);
}

static const char *
told_name (const Differ *differ, const Atom *name)
{
  g_autofree char *form = normal_name_told (name->text);
  return differ_text (differ, g_string_new (form));
}

static void
add_renamed (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  const char *old_name = told_name (differ, pair->old->name), *new_name = told_name (differ, pair->new->name);
  Change *change;
  if (strcmp (old_name, new_name) == 0)
    return;
  change = differ_add (differ, subject, CHANGE_RENAMED, ASPECT_NONE, NULL, old_name, new_name);
  change->old_text = pair->old->name->text;
  change->new_text = pair->new->name->text;
  if (pair->by != MATCH_INFERRED)
    return;
  change->fix = differ_formerly (differ, pair->old->name);
  change->fix_at = subject->new_at;
}

static const char *
tier_text (const Differ *differ, const ChangePath *path)
{
  GString *text = g_string_new (NULL);
  for (unsigned i = 0; i + 1 < path->n; i++)
    g_string_append_printf (text, "%s%s", i ? "/" : "", path->names[i]);
  return differ_text (differ, text);
}

bool
differ_is_moved (const Differ *differ, const IndicatorPair *pair)
{
  const TierPair *tiers = pair->old->tier ? differ->diff->match.tier_of_old[pair->old->tier->index] : NULL;
  if (!pair->old->tier || !pair->new->tier)
    return pair->old->tier != pair->new->tier;
  return !tiers || tiers->new != pair->new->tier;
}

static void
add_moved (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  if (differ_is_moved (differ, pair))
    differ_add_text (differ, subject, CHANGE_MOVED, ASPECT_NONE, tier_text (differ, &subject->old_path),
                     tier_text (differ, &subject->path));
}

/* Targets */

static ChangeKind
kind_of (TargetRelation relation)
{
  switch (relation)
    {
    case TARGETS_TIGHTENED:
      return CHANGE_TIGHTENED;
    case TARGETS_LOOSENED:
      return CHANGE_LOOSENED;
    case TARGETS_CROSSING:
      return CHANGE_CROSSING;
    case TARGETS_DISJOINT:
      return CHANGE_DISJOINT;
    case TARGETS_EQUAL:
    case TARGETS_INCOMPARABLE:
      return CHANGE_INCOMPARABLE;
    }
  g_assert_not_reached ();
}

/* `≥10箱（240个）`, `≥10箱（整数）`; NOTE NULL: as written. */
static const char *
noted_text (const Differ *differ, const Target *target, const char *note)
{
  GString *text = g_string_new (target->text);
  if (note)
    g_string_append_printf (text, "（%s）", note);
  return differ_text (differ, text);
}

/* What a computed target asks for: `105个`, `2024年3月8日`. */
static const char *
value_of (const Differ *differ, const Side *side, const Target *target)
{
  GString *text;
  if (!target->is_date)
    return target_in_base (side, target, differ->arena);
  text = g_string_new (NULL);
  date_append (text, (Day)(target->has_upper ? target->upper : target->lower).num);
  return differ_text (differ, text);
}

/* The targets as written; where what they are computed from, or their unit, means something else on the other
   side, with what it means. */
static void
set_texts (const Differ *differ, Change *change, const Target *old, const Target *new)
{
  const Measure *a = old->measure, *b = new->measure;
  const char *was = NULL, *now = NULL;
  bool numbers = old->direction != DIRECTION_LEVEL && new->direction != DIRECTION_LEVEL && !old->is_date
                 && !new->is_date;
  if ((old->expr || new->expr) && strcmp (old->text, new->text) == 0)
    {
      was = value_of (differ, &differ->old, old);
      now = value_of (differ, &differ->new, new);
    }
  else if (numbers && strcmp (a->text, b->text) == 0)
    {
      if (!rational_equal (a->factor, b->factor)
          || strcmp (dimension_text (a->dimension), dimension_text (b->dimension)) != 0)
        {
          was = target_in_base (&differ->old, old, differ->arena);
          now = target_in_base (&differ->new, new, differ->arena);
        }
      else if (a->integer != b->integer)
        *(a->integer ? &was : &now) = "整数";
    }
  change->old_text = noted_text (differ, old, was);
  change->new_text = noted_text (differ, new, now);
}

static void
add_sets (Differ *differ, const Subject *subject, const Target *old, const Target *new,
          const TargetComparison *comparison, Aspect aspect, const char *detail)
{
  Change *change;
  if (comparison->relation == TARGETS_EQUAL)
    return;
  change = differ_add (differ, subject, kind_of (comparison->relation), aspect, detail,
                       target_normal_form (&differ->old, old, differ->arena),
                       target_normal_form (&differ->new, new, differ->arena));
  set_texts (differ, change, old, new);
  change->targets = *comparison;
}

static void
add_target (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  TargetComparison comparison;
  compare_targets (&differ->old, pair->old, &differ->new, pair->new, differ->arena, &comparison);
  differ->diff->unconfirmed = differ->diff->unconfirmed || comparison.unconfirmed;
  add_sets (differ, subject, &pair->old->target, &pair->new->target, &comparison, ASPECT_NONE, NULL);
  if (comparison.direction_differs && comparison.relation != TARGETS_INCOMPARABLE)
    differ_add_text (differ, subject, CHANGE_DIRECTION, ASPECT_NONE,
                     word_name ((Word)(WORD_UP + pair->old->target.direction), false),
                     word_name ((Word)(WORD_UP + pair->new->target.direction), false));
}

/* 其中 */

/* Which part of OLD each part of NEW was. */
typedef struct
{
  unsigned n_old, n_new;
  unsigned *was;  /* of NEW's: 1 + the index in OLD; 0: none */
  unsigned *next; /* of OLD's: 1 + the index of the next one with its key */
  bool *taken;    /* of OLD's */
} PartPairs;

static void
part_pairs_clear (PartPairs *pairs)
{
  g_free (pairs->was);
  g_free (pairs->next);
  g_free (pairs->taken);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PartPairs, part_pairs_clear)

/* Pairs those of one key that are not paired yet, in order. */
static void
pair_by_keys (PartPairs *pairs, const char *const *old_keys, const char *const *new_keys)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  for (unsigned i = pairs->n_old; i-- > 0;)
    if (!pairs->taken[i])
      {
        pairs->next[i] = GPOINTER_TO_UINT (g_hash_table_lookup (first, old_keys[i]));
        g_hash_table_insert (first, (gpointer)old_keys[i], GUINT_TO_POINTER (i + 1));
      }
  for (unsigned i = 0; i < pairs->n_new; i++)
    {
      unsigned found = pairs->was[i] ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (first, new_keys[i]));
      if (!found)
        continue;
      pairs->was[i] = found;
      pairs->taken[found - 1] = true;
      g_hash_table_insert (first, (gpointer)new_keys[i], GUINT_TO_POINTER (pairs->next[found - 1]));
    }
}

/* The names of the parts, IN_FORM: in normal form; WITH_TARGETS: and what they ask for. (owned, an array) */
static const char **
part_keys (const Differ *differ, const Side *side, const Indicator *indicator, bool in_form,
           bool with_targets)
{
  const char **keys = g_new (const char *, indicator->n_parts);
  for (unsigned i = 0; i < indicator->n_parts; i++)
    {
      const Part *part = &indicator->parts[i];
      g_autofree char *form = in_form ? normal_name (part->name->text) : NULL;
      GString *key = g_string_new (in_form ? form : part->name->key);
      if (with_targets)
        g_string_append_printf (key, "\n%s", target_normal_form (side, &part->target, differ->arena));
      keys[i] = differ_text (differ, key);
    }
  return keys;
}

/* By their names as written, then in normal form.  Of one name those that ask for the same come first, so
   that their order says nothing. */
static void
pair_parts (const Differ *differ, const IndicatorPair *pair, PartPairs *ret_pairs)
{
  const unsigned n_old = pair->old->n_parts, n_new = pair->new->n_parts;
  *ret_pairs
      = (PartPairs){ n_old, n_new, g_new0 (unsigned, n_new), g_new0 (unsigned, n_old), g_new0 (bool, n_old) };
  for (unsigned step = 0; n_old && n_new && step < 4; step++)
    {
      bool in_form = step >= 2, with_targets = step % 2 == 0;
      g_autofree const char **old_keys = part_keys (differ, &differ->old, pair->old, in_form, with_targets),
                            **new_keys = part_keys (differ, &differ->new, pair->new, in_form, with_targets);
      pair_by_keys (ret_pairs, old_keys, new_keys);
    }
}

static void
add_lone_part (Differ *differ, const Subject *subject, ChangeKind kind, const Part *part)
{
  bool dropped = kind == CHANGE_DROPPED;
  const char *form = target_normal_form (dropped ? &differ->old : &differ->new, &part->target, differ->arena);
  Change *change = differ_add (differ, subject, kind, ASPECT_PART, part->name->text, dropped ? form : NULL,
                               dropped ? NULL : form);
  *(kind == CHANGE_DROPPED ? &change->old_text : &change->new_text) = part->target.text;
}

static void
add_changed_part (Differ *differ, const Subject *subject, const Part *old, const Part *new)
{
  const char *old_name = told_name (differ, old->name), *new_name = told_name (differ, new->name);
  TargetComparison comparison;
  if (strcmp (old_name, new_name) != 0)
    {
      Change *change
          = differ_add (differ, subject, CHANGE_TEXT, ASPECT_PART, new->name->text, old_name, new_name);
      change->old_text = old->name->text;
      change->new_text = new->name->text;
    }
  compare_target_sets (&differ->old, &old->target, &differ->new, &new->target, differ->arena, &comparison);
  add_sets (differ, subject, &old->target, &new->target, &comparison, ASPECT_PART, new->name->text);
}

static void
add_parts (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  g_auto (PartPairs) pairs;
  pair_parts (differ, pair, &pairs);
  for (unsigned i = 0; i < pairs.n_new; i++)
    {
      const Part *new = &pair->new->parts[i];
      if (pairs.was[i])
        add_changed_part (differ, subject, &pair->old->parts[pairs.was[i] - 1], new);
      else
        add_lone_part (differ, subject, CHANGE_ADDED, new);
    }
  for (unsigned i = 0; i < pairs.n_old; i++)
    if (!pairs.taken[i])
      add_lone_part (differ, subject, CHANGE_DROPPED, &pair->old->parts[i]);
}

/* What is said of it */

static void
add_weight (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  if (!rational_equal (pair->old->weight, pair->new->weight))
    differ_add_text (differ, subject, CHANGE_WEIGHT, ASPECT_NONE, differ_points (differ, pair->old->weight),
                     differ_points (differ, pair->new->weight));
}

const char *
differ_formula_form (const Differ *differ, const Indicator *indicator)
{
  GString *form = g_string_new (NULL);
  if (indicator->formula)
    expr_append_normal (form, indicator->formula);
  return differ_text (differ, form);
}

const AstNode *
differ_formula_node (const Indicator *indicator)
{
  const AstNode *field = ast_find (indicator->origin.node, AST_FIELD);
  while (field && field_find (field->child->atom->text) != FIELD_FORMULA)
    field = ast_find_next (field);
  return field ? field->child->next : NULL;
}

const char *
differ_formula_text (const Side *side, const Indicator *indicator)
{
  const AstNode *node = differ_formula_node (indicator);
  return node ? model_plain_text (side->model, indicator->origin.unit, node) : NULL;
}

void
differ_formula (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  Change *change
      = differ_add (differ, subject, CHANGE_DEFINITION, ASPECT_FORMULA, NULL,
                    differ_formula_form (differ, pair->old), differ_formula_form (differ, pair->new));
  change->old_text = differ_formula_text (&differ->old, pair->old);
  change->new_text = differ_formula_text (&differ->new, pair->new);
}

static void
add_formula (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  const char *old = differ_formula_form (differ, pair->old), *new = differ_formula_form (differ, pair->new);
  if (strcmp (old, new) != 0 && !differ_through (differ, pair))
    differ_formula (differ, subject, pair);
}

/* In base units. */
const char *
differ_baseline_form (const Differ *differ, const Indicator *indicator)
{
  GString *form;
  if (!indicator->has_baseline)
    return NULL;
  form = g_string_new (NULL);
  rational_append_fraction (form, indicator->baseline);
  return differ_text (differ, form);
}

/* 上年, in base units; whether its unit changed, the target says. */
static void
add_baseline (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  const Indicator *old = pair->old, *new = pair->new;
  Change *change;
  if (old->has_baseline == new->has_baseline
      && (!old->has_baseline || rational_equal (old->baseline, new->baseline)))
    return;
  change = differ_add (differ, subject, CHANGE_BASELINE, ASPECT_NONE, NULL,
                       differ_baseline_form (differ, old), differ_baseline_form (differ, new));
  change->old_text = old->has_baseline ? old->baseline_text : NULL;
  change->new_text = new->has_baseline ? new->baseline_text : NULL;
}

static void
add_words (Differ *differ, const Subject *subject, ChangeKind kind, Aspect aspect, const char *old,
           const char *new)
{
  if (!differ_same_words (old, new))
    differ_add_text (differ, subject, kind, aspect, old, new);
}

const char *
differ_revisions_form (const Differ *differ, const Side *side, const Indicator *indicator, bool plain)
{
  GString *text;
  if (!indicator->n_revisions)
    return NULL;
  text = g_string_new (plain ? indicator->first_target.text
                             : target_normal_form (side, &indicator->first_target, differ->arena));
  for (unsigned i = 0; i < indicator->n_revisions; i++)
    {
      const Target *target = &indicator->revisions[i].target;
      const char *reason = indicator->revisions[i].reason;
      g_autofree char *said = reason && !plain ? text_fold_key (reason, -1) : g_strdup (reason);
      g_string_append (text, " → ");
      date_append (text, indicator->revisions[i].date);
      g_string_append_printf (text, " %s",
                              plain ? target->text : target_normal_form (side, target, differ->arena));
      if (said)
        g_string_append_printf (text, " \"%s\"", said);
    }
  return differ_text (differ, text);
}

/* The two are revised alike but for the target in the end, which is the indicator's and told as such. */
static bool
is_told_as_target (const Differ *differ, const Indicator *old, const Indicator *new)
{
  Indicator alike = *new;
  Revision *revisions;
  if (old->n_revisions != new->n_revisions || !new->n_revisions)
    return false;
  revisions = arena_array (differ->arena, Revision, new->n_revisions);
  memcpy (revisions, new->revisions, sizeof (Revision) * new->n_revisions);
  revisions[new->n_revisions - 1].target = old->revisions[old->n_revisions - 1].target;
  alike.revisions = revisions;
  return strcmp (differ_revisions_form (differ, &differ->old, old, false),
                 differ_revisions_form (differ, &differ->new, &alike, false))
         == 0;
}

static void
add_revisions (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  const char *old = differ_revisions_form (differ, &differ->old, pair->old, false),
             *new = differ_revisions_form (differ, &differ->new, pair->new, false);
  Change *change;
  if (g_strcmp0 (old, new) == 0 || is_told_as_target (differ, pair->old, pair->new))
    return;
  change = differ_add (differ, subject, CHANGE_TEXT, ASPECT_REVISED, NULL, old, new);
  change->old_text = differ_revisions_form (differ, &differ->old, pair->old, true);
  change->new_text = differ_revisions_form (differ, &differ->new, pair->new, true);
}

static void
add_descriptions (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  const Description *old = &pair->old->description, *new = &pair->new->description;
  add_words (differ, subject, CHANGE_DEFINITION, ASPECT_NONE, old->definition, new->definition);
  add_words (differ, subject, CHANGE_TEXT, ASPECT_ID, old->id ? old->id->text : NULL,
             new->id ? new->id->text : NULL);
  add_words (differ, subject, CHANGE_TEXT, ASPECT_OWNER, old->owner, new->owner);
  add_words (differ, subject, CHANGE_TEXT, ASPECT_SOURCE, old->source, new->source);
  add_words (differ, subject, CHANGE_TEXT, ASPECT_FREQUENCY, old->frequency, new->frequency);
  differ_words (differ, subject, &pair->old->origin, &pair->new->origin);
  if (pair->old->core != pair->new->core)
    differ_add_text (differ, subject, CHANGE_TEXT, ASPECT_CORE,
                     word_name (pair->old->core ? WORD_YES : WORD_NO, false),
                     word_name (pair->new->core ? WORD_YES : WORD_NO, false));
}

bool
differ_is_read (const Indicator *indicator)
{
  const AstNode *node = indicator->origin.node;
  if (indicator->ok)
    return true;
  return indicator->target.measure && !indicator->rule.rule && !ast_find (node, AST_RULE_USE)
         && (indicator->has_weight || !ast_find (node, AST_WEIGHT))
         && !indicator->formula == !differ_formula_node (indicator)
         && indicator->n_parts == ast_count (node, AST_PART)
         && indicator->n_revisions == ast_count (node, AST_REVISED);
}

/* Of what cannot be read there are only the words. */
static void
add_written (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  const char *old = model_plain_text (differ->old.model, pair->old->origin.unit, pair->old->origin.node);
  const char *new = model_plain_text (differ->new.model, pair->new->origin.unit, pair->new->origin.node);
  add_words (differ, subject, CHANGE_DEFINITION, ASPECT_NONE, old, new);
}

static void
add_meaning (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  add_target (differ, subject, pair);
  add_parts (differ, subject, pair);
  add_weight (differ, subject, pair);
  differ_rule_of (differ, pair);
  add_formula (differ, subject, pair);
  add_baseline (differ, subject, pair);
  add_revisions (differ, subject, pair);
  add_descriptions (differ, subject, pair);
}

void
differ_pair (Differ *differ, const IndicatorPair *pair)
{
  Subject subject = subject_of_indicator_pair (differ, pair->old, pair->new);
  guint before = differ->changes->len, kept = differ->through->len;
  add_renamed (differ, &subject, pair);
  add_moved (differ, &subject, pair);
  if (differ_is_read (pair->old) && differ_is_read (pair->new))
    add_meaning (differ, &subject, pair);
  else
    add_written (differ, &subject, pair);
  differ->diff->n_unchanged += differ->changes->len == before
                               && !g_hash_table_contains (differ->rule_of, pair->new)
                               && differ->through->len == kept;
}

void
differ_alone (Differ *differ, const Indicator *old, const Indicator *new)
{
  Subject subject = subject_of_indicator_pair (differ, old, new);
  const Indicator *indicator = old ? old : new;
  const Side *side = old ? &differ->old : &differ->new;
  Change *change
      = differ_add_lone (differ, &subject, old != NULL, differ_indicator_form (differ, side, indicator));
  *(old ? &change->old_text : &change->new_text) = indicator->target.text;
  if (indicator->rule.rule && !indicator->rule_by_default)
    change->rule_text = differ_use_text (differ, side, &indicator->rule);
}
