/* Rules as they are used.  Each pair of uses is compared as functions; pairs that changed from one rule to
   another in the same way are one change, told once with the indicators that it concerns.  Rules that give
   the same for every value are no change, whatever they are called. */
#include "diff/differ.h"
#include "base/text.h"
#include "sema/normal.h"
#include <string.h>

/* Indicators whose rule changed in the same way. */
typedef struct
{
  const char *key;
  GPtrArray *members; /* IndicatorPair */
  RuleComparison rules;
} RuleGroup;

static void
rule_group_free (gpointer data)
{
  RuleGroup *group = data;
  g_ptr_array_unref (group->members);
  g_free (group);
}

/* What holds of both, neither of which is RULES_EQUAL. */
static RuleRelation
join (RuleRelation a, RuleRelation b)
{
  if (a == b)
    return a;
  return a == RULES_NOT_DECIDED || b == RULES_NOT_DECIDED ? RULES_NOT_DECIDED : RULES_CROSSING;
}

static void
join_comparison (RuleComparison *all, const RuleComparison *one)
{
  if (one->relation == RULES_NOT_DECIDED && all->relation != RULES_NOT_DECIDED)
    all->why = one->why;
  all->relation = join (all->relation, one->relation);
  all->windowed = all->windowed || one->windowed;
  if (!all->lower.found)
    all->lower = one->lower;
  if (!all->higher.found)
    all->higher = one->higher;
}

static RuleGroup *
group_of (GHashTable *by_key, GPtrArray *groups, const char *key)
{
  RuleGroup *group = g_hash_table_lookup (by_key, key);
  if (group)
    return group;
  group = g_new0 (RuleGroup, 1);
  group->key = key;
  group->members = g_ptr_array_new ();
  g_hash_table_insert (by_key, (gpointer)key, group);
  g_ptr_array_add (groups, group);
  return group;
}

static const char *
key_of (const Differ *differ, const RuleComparison *rules)
{
  GString *key = g_string_new (rule_normal_form (rules->old_use, differ->arena));
  g_string_append_printf (key, " → %s", rule_normal_form (rules->new_use, differ->arena));
  return differ_text (differ, key);
}

static void
take (Differ *differ, GHashTable *by_key, GPtrArray *groups, const IndicatorPair *pair, RuleComparison *rules)
{
  RuleGroup *group = group_of (by_key, groups, key_of (differ, rules));
  rules->lower.indicator = rules->higher.indicator
      = pair->new; /* not kept with the answer, which others share */
  if (group->members->len)
    join_comparison (&group->rules, rules);
  else
    group->rules = *rules;
  g_ptr_array_add (group->members, (gpointer)pair);
}

/* What only one indicator has is told with it. */
static void
part_groups (Differ *differ, GPtrArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    {
      RuleGroup *group = groups->pdata[i];
      const IndicatorPair *pair = group->members->pdata[0];
      RuleComparison *rules = arena_new0 (differ->arena, RuleComparison);
      if (group->members->len > 1)
        {
          g_ptr_array_add (differ->rules, group);
          for (guint j = 0; j < group->members->len; j++) /* told, though not with it */
            g_hash_table_insert (differ->rule_of,
                                 (gpointer)((const IndicatorPair *)group->members->pdata[j])->new, NULL);
          continue;
        }
      *rules = group->rules;
      g_hash_table_insert (differ->rule_of, (gpointer)pair->new, rules);
      rule_group_free (group);
    }
}

static bool
is_in_root (const Side *side, const RuleUse *use)
{
  return use->rule->origin.unit == side->model->root->unit;
}

/* Of a framework by itself: what it gives by default it tells itself, and so does a rule of the file. */
static bool
is_told_elsewhere (const Differ *differ, const IndicatorPair *pair)
{
  const RuleUse *old = &pair->old->rule, *new = &pair->new->rule;
  bool same;
  if (!differ->framework || differ_is_moved (differ, pair))
    return false;
  same = strcmp (rule_normal_form (old, differ->arena), rule_normal_form (new, differ->arena)) == 0;
  if (!same)
    return pair->old->rule_by_default && pair->new->rule_by_default;
  return is_in_root (&differ->old, old) && is_in_root (&differ->new, new);
}

/* The arms that ask for 除数为零. */
static const char *
zero_form (const Differ *differ, const RuleUse *use)
{
  GString *form = g_string_new (NULL);
  for (unsigned i = 0; i < use->rule->n_arms; i++)
    {
      const Arm *arm = &use->rule->arms[i];
      if (!arm->condition || !expr_uses_division_by_zero (arm->condition))
        continue;
      expr_append_normal (form, arm->condition);
      g_string_append (form, " => ");
      if (arm->score)
        expr_append_normal (form, arm->score);
      g_string_append_c (form, ';');
    }
  return differ_text (differ, form);
}

/* No actual value shows what a rule gives where the 算式 divides by zero: of such a row there is none. */
static void
compare_division (const Differ *differ, const IndicatorPair *pair, RuleComparison *rules)
{
  if (rules->relation != RULES_EQUAL || !pair->old->formula || !pair->new->formula
      || strcmp (zero_form (differ, &pair->old->rule), zero_form (differ, &pair->new->rule)) == 0)
    return;
  rules->relation = RULES_NOT_DECIDED;
  rules->why = WHY_DIVISION;
}

void
differ_uses (Differ *differ)
{
  const Match *match = &differ->diff->match;
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  g_autoptr (RuleMemo) memo = rule_memo_new ();
  differ->rules = g_ptr_array_new_with_free_func (rule_group_free);
  differ->rule_of = g_hash_table_new (NULL, NULL);
  for (unsigned i = 0; i < match->n_pairs; i++)
    {
      const IndicatorPair *pair = &match->pairs[i];
      RuleComparison rules;
      if (!pair->old->rule.rule || !pair->new->rule.rule || is_told_elsewhere (differ, pair))
        continue;
      compare_rules_once (memo, &differ->old, pair->old, &differ->new, pair->new, differ->arena, &rules);
      differ->diff->unconfirmed = differ->diff->unconfirmed || rules.unconfirmed;
      compare_division (differ, pair, &rules);
      if (rules.relation != RULES_EQUAL)
        take (differ, by_key, groups, pair, &rules);
    }
  part_groups (differ, groups);
}

/* Records */

const char *
differ_use_text (const Differ *differ, const Side *side, const RuleUse *use)
{
  const AstNode *node = use->origin.node;
  if (use->sentence)
    return use->sentence->text;
  if (node && node->kind == AST_RULE_USE && ast_find (node, AST_ARG))
    return model_plain_text (side->model, use->origin.unit, node);
  return use->rule->n_params ? rule_normal_form (use, differ->arena) : use->rule->name->text;
}

/* What a rule says does not show in its name: a fingerprint holds what it is made of. */
static const char *
use_form (const Differ *differ, const RuleUse *use)
{
  GString *form = g_string_new (rule_normal_form (use, differ->arena));
  g_string_append (form, " | ");
  rule_append_normal (form, use->rule);
  return differ_text (differ, form);
}

static Change *
add_rule (Differ *differ, const Subject *subject, const RuleComparison *rules)
{
  Change *change = differ_add (differ, subject, CHANGE_RULE, ASPECT_NONE, NULL,
                               use_form (differ, rules->old_use), use_form (differ, rules->new_use));
  change->old_text = differ_use_text (differ, &differ->old, rules->old_use);
  change->new_text = differ_use_text (differ, &differ->new, rules->new_use);
  change->rules = *rules;
  return change;
}

static void
set_members (Differ *differ, Change *change, const GPtrArray *pairs)
{
  const Indicator **members = arena_array (differ->arena, const Indicator *, pairs->len);
  for (guint i = 0; i < pairs->len; i++)
    members[i] = ((const IndicatorPair *)pairs->pdata[i])->new;
  change->members = members;
  change->n_members = pairs->len;
}

/* Whom a change of a rule concerns is a part of what is approved. */
static const char *
identity_of (const Differ *differ, const GPtrArray *pairs)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GString *identity = g_string_new (NULL);
  for (guint i = 0; i < pairs->len; i++)
    {
      const IndicatorPair *pair = pairs->pdata[i];
      g_ptr_array_add (names, (gpointer)subject_of_indicator_pair (differ, pair->old, pair->new).identity);
    }
  g_ptr_array_sort (names, text_order);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (identity, "%s\n", (const char *)names->pdata[i]);
  return differ_text (differ, identity);
}

void
differ_shared_rules (Differ *differ)
{
  for (guint i = 0; i < differ->rules->len; i++)
    {
      const RuleGroup *group = differ->rules->pdata[i];
      const RuleUse *old = group->rules.old_use, *new = group->rules.new_use;
      Subject subject = subject_of_name (differ, SUBJECT_RULE, old->rule->name->text, new->rule->name->text,
                                         &old->rule->origin, &new->rule->origin);
      subject.identity = identity_of (differ, group->members);
      set_members (differ, add_rule (differ, &subject, &group->rules), group->members);
    }
}

/* A rule that one of them names, where the framework gives none to the other; what it gives, the framework
   tells. */
static void
add_named_rule (Differ *differ, const Subject *subject, const IndicatorPair *pair)
{
  const Indicator *old = pair->old, *new = pair->new;
  Change *change;
  if ((old->rule.rule ? old : new)->rule_by_default)
    return;
  change = differ_add (differ, subject, CHANGE_RULE, ASPECT_NONE, NULL,
                       old->rule.rule ? use_form (differ, &old->rule) : NULL,
                       new->rule.rule ? use_form (differ, &new->rule) : NULL);
  change->old_text = old->rule.rule ? differ_use_text (differ, &differ->old, &old->rule) : NULL;
  change->new_text = new->rule.rule ? differ_use_text (differ, &differ->new, &new->rule) : NULL;
}

void
differ_rule_of (Differ *differ, const IndicatorPair *pair)
{
  const RuleComparison *rules = g_hash_table_lookup (differ->rule_of, pair->new);
  Subject subject = subject_of_indicator_pair (differ, pair->old, pair->new);
  GPtrArray *alone;
  if (!pair->old->rule.rule != !pair->new->rule.rule)
    add_named_rule (differ, &subject, pair);
  if (!rules)
    return;
  alone = g_ptr_array_new ();
  g_ptr_array_add (alone, (gpointer)pair);
  set_members (differ, add_rule (differ, &subject, rules), alone);
  g_ptr_array_unref (alone);
}
