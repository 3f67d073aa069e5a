/* Change records: their words, what they are about, and their fingerprints.  A fingerprint is made of the
   kind and the aspect, of what the subject was called before the change (its 编号, where it has one), of the
   detail (which 其中, which grade) and of the two values: targets and names in normal form, words as they are
   but for blanks and full-width forms.  So an approval outlives another spelling, a renaming and another
   wording of messages, and not another value. */
#include "base/normal-name.h"
#include "base/text.h"
#include "diff/differ.h"
#include "prove/table.h"
#include "syntax/keywords.h"
#include <string.h>

/* Words */

static const struct
{
  const char *word, *chinese;
  ChangeCategory category;
} KINDS[] = {
#define CHANGE_KIND(id, word, zh, category) { word, zh, CATEGORY_##category },
#include "diff/change-kinds.def"
};

static const struct
{
  const char *word, *chinese;
} CATEGORIES[CATEGORY_N] = { [CATEGORY_TARGET] = { "target", "目标" },
                             [CATEGORY_WEIGHT] = { "weight", "分值" },
                             [CATEGORY_RULE] = { "rule", "规则" },
                             [CATEGORY_DEFINITION] = { "definition", "口径" },
                             [CATEGORY_TEXT] = { "text", "文本" } };

static const struct
{
  const char *chinese, *english;
} ASPECTS[] = {
#define ASPECT(id, zh, en) { zh, en },
#include "diff/aspects.def"
};

const char *
change_kind_word (ChangeKind kind)
{
  return KINDS[kind].word;
}

const char *
change_kind_chinese (ChangeKind kind)
{
  return KINDS[kind].chinese;
}

ChangeCategory
change_kind_category (ChangeKind kind)
{
  return KINDS[kind].category;
}

bool
change_kind_find (const char *word, ChangeKind *ret_kind)
{
  for (int i = 0; i < CHANGE_N; i++)
    if (strcmp (word, KINDS[i].word) == 0 || strcmp (word, KINDS[i].chinese) == 0)
      {
        *ret_kind = (ChangeKind)i;
        return true;
      }
  return false;
}

const char *
change_category_word (ChangeCategory category)
{
  return CATEGORIES[category].word;
}

const char *
change_category_chinese (ChangeCategory category)
{
  return CATEGORIES[category].chinese;
}

bool
change_category_find (const char *word, ChangeCategory *ret_category)
{
  for (int i = 0; i < CATEGORY_N; i++)
    if (strcmp (word, CATEGORIES[i].word) == 0 || strcmp (word, CATEGORIES[i].chinese) == 0)
      {
        *ret_category = (ChangeCategory)i;
        return true;
      }
  return false;
}

const char *
change_subject_word (ChangeSubject subject)
{
  switch (subject)
    {
    case SUBJECT_SCHEME:
      return "scheme";
    case SUBJECT_TIER:
      return "tier";
    case SUBJECT_INDICATOR:
      return "indicator";
    case SUBJECT_FRAMEWORK:
      return "framework";
    case SUBJECT_RULE:
      return "rule";
    case SUBJECT_SCALE:
      return "scale";
    case SUBJECT_UNIT:
      return "unit";
    case SUBJECT_FUNCTION:
      return "function";
    case SUBJECT_CALENDAR:
      return "calendar";
    case SUBJECT_CHECK:
      return "check";
    }
  g_assert_not_reached ();
}

const char *
aspect_word (Aspect aspect, bool english)
{
  return english ? ASPECTS[aspect].english : ASPECTS[aspect].chinese;
}

/* Texts */

const char *
differ_text (const Differ *differ, GString *text)
{
  const char *kept = arena_strndup (differ->arena, text->str, text->len);
  g_string_free (text, TRUE);
  return kept;
}

const char *
differ_points (const Differ *differ, Rational points)
{
  GString *text = g_string_new (NULL);
  prove_append_points (text, points);
  g_string_append (text, "分");
  return differ_text (differ, text);
}

bool
differ_same_words (const char *a, const char *b)
{
  g_autofree char *x = text_fold_key (a ? a : "", -1), *y = text_fold_key (b ? b : "", -1);
  return strcmp (x, y) == 0;
}

/* Subjects */

static ChangePlace
place_of (const Origin *origin)
{
  SourcePlace place;
  if (!origin || !origin->unit)
    return (ChangePlace){ NULL, 0, 0 };
  place = source_place (origin->unit->source, unit_node_span (origin->unit, origin->node).start);
  return (ChangePlace){ source_name (origin->unit->source), place.line, place.column };
}

static ChangePath
path_of (const Differ *differ, const Tier *tier, const Atom *name)
{
  unsigned n = (name ? 1 : 0) + (differ->framework ? 1 : 0), i;
  const char **names;
  for (const Tier *above = tier; above; above = above->parent)
    n++;
  names = arena_array (differ->arena, const char *, n + 1);
  i = n;
  if (name)
    names[--i] = name->text;
  for (const Tier *above = tier; above; above = above->parent)
    names[--i] = above->name->text;
  if (differ->framework)
    names[0] = differ->framework->name->text;
  return (ChangePath){ n, names };
}

/* The names of PATH in normal form. */
const char *
differ_identity (const Differ *differ, ChangePath path)
{
  GString *text = g_string_new (NULL);
  for (unsigned i = 0; i < path.n; i++)
    {
      g_autofree char *name = normal_name (path.names[i]);
      g_string_append_printf (text, "/%s", name);
    }
  return differ_text (differ, text);
}

/* What a framework's own indicator is called in fingerprints: nothing else is called so. */
static const char *
identity_in_framework (const Differ *differ, const char *called)
{
  g_autofree char *name = NULL;
  GString *text;
  if (!differ->framework)
    return called;
  name = normal_name (differ->framework->name->text);
  text = g_string_new (NULL);
  g_string_append_printf (text, "/%s%s", name, called);
  return differ_text (differ, text);
}

/* As OLD calls it; a 编号 that only NEW gives it goes before a path. */
static const char *
identity_of_pair (const Differ *differ, const Indicator *old, const Indicator *new)
{
  const char *was = old ? differ->called[0][old->index] : NULL,
             *is = new ? differ->called[1][new->index] : NULL;
  return identity_in_framework (differ, !was || (is && *was != '#' && *is == '#') ? is : was);
}

const char *
change_rationale (const Indicator *indicator)
{
  if (!indicator || indicator->description.rationale || !indicator->n_revisions)
    return indicator ? indicator->description.rationale : NULL;
  return indicator->revisions[indicator->n_revisions - 1].reason;
}

Subject
subject_of_indicator_pair (const Differ *differ, const Indicator *old, const Indicator *new)
{
  Subject subject = { .subject = SUBJECT_INDICATOR, .old = old, .new = new, .matched_by = MATCH_PATH };
  if (old)
    {
      subject.old_at = place_of (&old->origin);
      subject.old_path = path_of (differ, old->tier, old->name);
    }
  if (new)
    {
      subject.new_at = place_of (&new->origin);
      subject.path = path_of (differ, new->tier, new->name);
    }
  else
    subject.path = subject.old_path;
  if (old && new)
    {
      const IndicatorPair *pair = differ->diff->match.pair_of_new[new->index];
      subject.matched_by = pair->by;
      subject.likeness = pair->likeness;
    }
  subject.identity = identity_of_pair (differ, old, new);
  subject.rationale = change_rationale (new);
  return subject;
}

Subject
subject_of_tier_pair (const Differ *differ, const Tier *old, const Tier *new)
{
  Subject subject = { .subject = SUBJECT_TIER, .matched_by = MATCH_PATH };
  if (old)
    {
      subject.old_at = place_of (&old->origin);
      subject.old_path = path_of (differ, old, NULL);
    }
  if (new)
    {
      subject.new_at = place_of (&new->origin);
      subject.path = path_of (differ, new, NULL);
    }
  else
    subject.path = subject.old_path;
  if (old && new)
    {
      const TierPair *pair = differ->diff->match.tier_of_new[new->index];
      subject.matched_by = pair->by;
      subject.likeness = pair->likeness;
    }
  subject.identity = differ_identity (differ, old ? subject.old_path : subject.path);
  return subject;
}

static ChangePath
path_of_name (const Differ *differ, const char *name)
{
  const char **names = arena_array (differ->arena, const char *, 1);
  names[0] = arena_strndup (differ->arena, name, strlen (name));
  return (ChangePath){ 1, names };
}

Subject
subject_of_name (const Differ *differ, ChangeSubject kind, const char *old_name, const char *name,
                 const Origin *old_origin, const Origin *new_origin)
{
  Subject subject = { .subject = kind, .path = path_of_name (differ, name), .matched_by = MATCH_PATH };
  if (old_name && strcmp (old_name, name) != 0)
    subject.old_path = path_of_name (differ, old_name);
  subject.identity = differ_identity (differ, subject.old_path.n ? subject.old_path : subject.path);
  subject.old_at = place_of (old_origin);
  subject.new_at = place_of (new_origin);
  return subject;
}

/* What stands at PATH of a framework. */
Subject
subject_of_path (const Differ *differ, ChangeSubject kind, ChangePath path, const Origin *old_origin,
                 const Origin *new_origin)
{
  Subject subject = subject_of_name (differ, kind, NULL, path.names[path.n - 1], old_origin, new_origin);
  const char **names = arena_array (differ->arena, const char *, path.n);
  memcpy (names, path.names, path.n * sizeof *names);
  subject.path = (ChangePath){ path.n, names };
  subject.identity = differ_identity (differ, subject.path);
  return subject;
}

/* Records */

/* Of CHANGE; the names of 其中 are names. (owned) */
static char *
detail_form (const Change *change)
{
  if (!change->detail)
    return g_strdup ("");
  return change->aspect == ASPECT_PART ? normal_name (change->detail)
                                       : text_fold_key (change->detail, -1);
}

static void
sign (Differ *differ, Change *change, const char *identity, const char *old_form, const char *new_form)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *detail = detail_form (change);
  g_string_append_printf (text, "%s\n%s\n%s\n%s\n%s\n%s\n%s", change_kind_word (change->kind),
                          change_subject_word (change->subject), identity, aspect_word (change->aspect, true),
                          detail, old_form ? old_form : "", new_form ? new_form : "");
  do
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize)text->len);
      memcpy (change->fingerprint, sum, sizeof change->fingerprint - 1);
      change->fingerprint[sizeof change->fingerprint - 1] = '\0';
      g_string_append (text, "\n+"); /* two of one form: the next in order */
  } while (!g_hash_table_add (differ->prints, g_strdup (change->fingerprint)));
}

Change *
differ_add (Differ *differ, const Subject *subject, ChangeKind kind, Aspect aspect, const char *detail,
            const char *old_form, const char *new_form)
{
  Change change = { .kind = kind,
                    .subject = subject->subject,
                    .path = subject->path,
                    .aspect = aspect,
                    .detail = detail,
                    .old = subject->old,
                    .new = subject->new,
                    .aside = differ->framework != NULL,
                    .matched_by = subject->matched_by,
                    .likeness = subject->likeness,
                    .rationale = subject->rationale,
                    .old_at = subject->old_at,
                    .new_at = subject->new_at };
  if (kind == CHANGE_RENAMED || kind == CHANGE_MOVED)
    change.old_path = subject->old_path;
  sign (differ, &change, subject->identity, old_form, new_form);
  g_array_append_val (differ->changes, change);
  return &g_array_index (differ->changes, Change, differ->changes->len - 1);
}

Change *
differ_add_text (Differ *differ, const Subject *subject, ChangeKind kind, Aspect aspect, const char *old_text,
                 const char *new_text)
{
  g_autofree char *old_form = old_text ? text_fold_key (old_text, -1) : NULL;
  g_autofree char *new_form = new_text ? text_fold_key (new_text, -1) : NULL;
  Change *change = differ_add (differ, subject, kind, aspect, NULL, old_form, new_form);
  change->old_text = old_text;
  change->new_text = new_text;
  return change;
}

Change *
differ_add_lone (Differ *differ, const Subject *subject, bool dropped, const char *form)
{
  return differ_add (differ, subject, dropped ? CHANGE_DROPPED : CHANGE_ADDED, ASPECT_NONE, NULL,
                     dropped ? form : NULL, dropped ? NULL : form);
}
