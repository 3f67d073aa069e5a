/* Sentences of tables as applications of rules: the wording that a sentence is of, and what to say of one
   that has none; what it says at the places of its wording is sentence-use.c's.  Wordings of the user's files
   go before those of the library's, as names do; the library's are read only as far as needed. */
#include "base/i18n.h"
#include "base/text.h"
#include "sema/sentence-use.h"
#include <string.h>

enum
{
  NEAREST_SHOWN = 3,
  LEAST_LIKENESS = 20, /* of 100 */
  LONGEST_QUOTED = 60  /* characters of a sentence in a message */
};

static Span
string_span (const SentenceReader *reader)
{
  return unit_node_span (reader->unit, reader->string);
}

static Diag *
report (const SentenceReader *reader, DiagCode code, const char *a, const char *b)
{
  return report_node (reader->model, code, reader->unit, reader->string, a, b);
}

static bool
may_be_said (const SentenceReader *reader, const Wording *wording)
{
  return wording->directions == 0 || reader->direction == DIRECTION_N
         || (wording->directions & (1u << reader->direction));
}

/* What WORDING means: its rule, with the arguments after the arrow, or the wording itself if it has none.
 * (owned) */
static char *
meaning (const Wording *wording)
{
  if (wording->use && ast_find (wording->use, AST_ARG))
    return unit_node_text (wording->origin.unit, wording->use);
  return g_strdup (wording->rule ? wording->rule->name->text : wording->text);
}

/* The sentence as messages quote it: not all of a long one. (owned) */
static char *
quoted (const SentenceReader *reader)
{
  const char *text = reader->string->atom->text;
  g_autofree char *start = NULL;
  if (g_utf8_strlen (text, -1) <= LONGEST_QUOTED)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, LONGEST_QUOTED);
  return g_strconcat (start, "…", NULL);
}

/* Choosing */

typedef struct
{
  bool found, misdirected;
  Match match;          /* of found, or of misdirected */
  const Wording *other; /* another meaning of the same sentence, or NULL */
} Choice;

/* Two wordings of one rule say the same, unless an argument stands after the arrow. */
static bool
means_other (const Wording *a, const Wording *b)
{
  bool arguments = (a->use && ast_find (a->use, AST_ARG)) || (b->use && ast_find (b->use, AST_ARG));
  return a != b && (a->rule != b->rule || a->weight_only != b->weight_only || arguments);
}

/* One without a rule stands back: behind those that have one, and behind what is said of another direction.
 */
static bool
is_decided (const Choice *choice, const Wording *wording)
{
  return choice->found ? choice->match.wording->rule || !wording->rule
                       : choice->misdirected && !wording->rule;
}

static void
choose_of_stage (const SentenceReader *reader, WordingStage stage, Choice *choice)
{
  const GPtrArray *wordings = reader->model->wordings;
  for (guint i = 0; i < wordings->len; i++)
    {
      const Wording *wording = wordings->pdata[i];
      bool fits = wording->ok && may_be_said (reader, wording);
      Match match;
      if (!wording->ok || wording->stage != stage || is_decided (choice, wording)
          || (!fits && choice->misdirected)
          || !wording_match (reader->model, wording, &reader->folded, true, &match))
        continue;
      choice->match = match;
      choice->found = fits;
      choice->misdirected = true;
    }
  for (guint i = 0; i < wordings->len && choice->found && !choice->other; i++)
    {
      const Wording *wording = wordings->pdata[i];
      Match match;
      if (wording->ok && wording->stage == stage && may_be_said (reader, wording)
          && !wording->rule == !choice->match.wording->rule && means_other (wording, choice->match.wording)
          && wording_match (reader->model, wording, &reader->folded, true, &match))
        choice->other = wording;
    }
}

/* Nearest */

/* The characters of PATTERN that are words, not names of places, signs or digits. */
static GHashTable *
characters (const char *pattern)
{
  GHashTable *found = g_hash_table_new (NULL, NULL);
  bool place = false;
  for (const char *p = pattern; *p; p = g_utf8_next_char (p))
    {
      place = *p == '{' || (place && *p != '}');
      if (!place && (guint8)*p >= 0x80)
        g_hash_table_add (found, GUINT_TO_POINTER (g_utf8_get_char (p)));
    }
  return found;
}

/* How many of the characters of A and of B both have, of 100. */
static unsigned
likeness (const char *a, const char *b)
{
  g_autoptr (GHashTable) of_a = characters (a);
  g_autoptr (GHashTable) of_b = characters (b);
  unsigned n = g_hash_table_size (of_a) + g_hash_table_size (of_b), common = 0;
  GHashTableIter iter;
  gpointer character;
  g_hash_table_iter_init (&iter, of_a);
  while (g_hash_table_iter_next (&iter, &character, NULL))
    common += g_hash_table_contains (of_b, character);
  return n ? 200 * common / n : 0;
}

static void
note_nearest (const SentenceReader *reader, Diag *diag)
{
  const GPtrArray *wordings = reader->model->wordings;
  g_autofree bool *shown = g_new0 (bool, wordings->len + 1);
  for (int n = 0; n < NEAREST_SHOWN; n++)
    {
      guint best = wordings->len;
      unsigned highest = LEAST_LIKENESS;
      for (guint i = 0; i < wordings->len; i++)
        {
          const Wording *wording = wordings->pdata[i];
          bool serves = wording->ok && wording->rule && may_be_said (reader, wording) && !shown[i];
          unsigned like = serves ? likeness (wording->pattern, reader->folded.text->str) : 0;
          if (like > highest)
            {
              highest = like;
              best = i;
            }
        }
      if (best == wordings->len)
        return;
      shown[best] = true;
      diag_note (diag, N_ ("a sentence that is understood: {1}"),
                 ((const Wording *)wordings->pdata[best])->text, NULL);
    }
}

/* Faults */

static bool
report_rule_name (const SentenceReader *reader)
{
  TextNearest nearest = TEXT_NEAREST_INIT (reader->string->atom->text);
  GHashTableIter iter;
  gpointer rule;
  Diag *diag;
  g_hash_table_iter_init (&iter, reader->model->rules);
  while (reader->node->kind == AST_RULE_USE && g_hash_table_iter_next (&iter, NULL, &rule))
    text_nearest_offer (&nearest, ((const Rule *)rule)->name->text);
  if (!text_nearest_result (&nearest))
    return false;
  diag = report (reader, DIAG_unknown_rule, reader->string->atom->text, NULL);
  diag_note (diag, N_ ("did you mean {1}?"), text_nearest_result (&nearest),
             NULL); /* no fix: 按比例得分 is not 按期得分 */
  note_nearest (reader, diag);
  return true;
}

static void
report_unknown (const SentenceReader *reader)
{
  g_autofree char *sentence = NULL;
  Diag *diag;
  if (report_rule_name (reader))
    return;
  sentence = quoted (reader);
  diag = report (reader, DIAG_sentence_unknown, sentence, NULL);
  note_nearest (reader, diag);
  diag_note (diag, N_ ("name the rule that it means, such as 规则 逐项扣分(每 = 1个, 扣 = 0.1分)"), NULL);
  diag_note (diag, N_ ("or say what it means, once for all: 句式 \"每漏报{每}扣{扣}\" => 逐项扣分"), NULL);
}

static bool
report_choice (const SentenceReader *reader, const Choice *choice)
{
  const Wording *wording = choice->match.wording, *other = choice->other;
  g_autofree char *sentence = quoted (reader);
  Diag *diag;
  if (choice->found && !other && wording->rule)
    return false;
  if (choice->found && other)
    {
      g_autofree char *one = meaning (wording), *another = meaning (other);
      diag = report (reader, DIAG_sentence_ambiguous, one, another);
      diag_label (diag, wording->origin.unit->source,
                  unit_node_span (wording->origin.unit, wording->origin.node), N_ ("one way to read it"),
                  NULL);
      diag_label (diag, other->origin.unit->source, unit_node_span (other->origin.unit, other->origin.node),
                  N_ ("another"), NULL);
      diag_note (diag, N_ ("name the rule that is meant: 规则 NAME(…)"), NULL);
    }
  else if (choice->found)
    {
      diag = report (reader, DIAG_sentence_not_computable, sentence, NULL);
      diag_note (diag, "{1}", wording->advice, NULL);
    }
  else
    {
      diag = report (reader, DIAG_sentence_misplaced, sentence,
                     _ ("it is not said of targets of this direction"));
      diag_note (diag, N_ ("this target is {1}"), word_name ((Word)(WORD_UP + reader->direction), false),
                 NULL);
      diag_note (diag, N_ ("name the rule that is meant: 规则 NAME(…)"), NULL);
    }
  return true;
}

/* The match whose words are most of the sentence, though what is between does not read: those places are
 * named. */
static bool
report_loose (const SentenceReader *reader)
{
  const GPtrArray *wordings = reader->model->wordings;
  Match best = { NULL, { { 0, 0 } } }, match;
  for (guint i = 0; i < wordings->len; i++)
    {
      const Wording *wording = wordings->pdata[i];
      if (wording->ok && may_be_said (reader, wording) && wording->rule
          && (!best.wording || strlen (wording->pattern) > strlen (best.wording->pattern))
          && wording_match (reader->model, wording, &reader->folded, false, &match))
        best = match;
    }
  return best.wording && sentence_report_places (reader, &best);
}

/* True: CHOICE is made.  The library's files are read while nothing that was read before knows the sentence.
 */
static void
choose (const SentenceReader *reader, Choice *choice, const Rule **ret_named)
{
  settle_wordings (reader->model);
  choose_of_stage (reader, WORDING_OWN, choice);
  for (unsigned i = 0; i < RULE_FILES && !choice->found && !*ret_named; i++)
    {
      declare_rule_file (reader->model, i);
      settle_wordings (reader->model);
      if (reader->node->kind == AST_RULE_USE)
        *ret_named = known_rule (reader->model, reader->unit, reader->string);
      choose_of_stage (reader, (WordingStage)(WORDING_COMMON + i), choice);
    }
}

static bool
read_folded (const SentenceReader *reader, RuleUse *ret_use)
{
  Choice choice = { .found = false };
  const Rule *named = NULL;
  choose (reader, &choice, &named);
  if (named)
    return build_rule_use (reader->model, reader->unit, reader->node, reader->direction, ret_use);
  if (choice.found || choice.misdirected)
    return !report_choice (reader, &choice) && sentence_build_use (reader, &choice.match, ret_use);
  if (!report_loose (reader))
    report_unknown (reader);
  return false;
}

/* Tables say the same in every row */

/* Where the use of this sentence, said of targets of this direction, is kept. */
static const RuleUse **
memory_of (const SentenceReader *reader)
{
  GHashTable *sentences = reader->model->sentences;
  const RuleUse **uses = g_hash_table_lookup (sentences, reader->string->atom);
  if (!uses)
    {
      uses = arena_array (reader->model->arena, const RuleUse *, DIRECTION_N + 1);
      g_hash_table_insert (sentences, (gpointer)reader->string->atom, uses);
    }
  return &uses[reader->direction];
}

/* The use of the same sentence before, as it is here; NULL: there was none, or it stood there in another
 * form. */
static const RuleUse *
recall_use (const SentenceReader *reader)
{
  const RuleUse *before = *memory_of (reader);
  Span here = string_span (reader), there;
  if (!before || before->origin.node->kind != reader->node->kind)
    return NULL;
  there = unit_node_span (before->origin.unit, before->origin.node->child);
  return here.end - here.start == there.end - there.start
                 && memcmp (source_text (reader->unit->source) + here.start,
                            source_text (before->origin.unit->source) + there.start, here.end - here.start)
                        == 0
             ? before
             : NULL;
}

static const RuleUse *
remember_use (const SentenceReader *reader, const RuleUse *use)
{
  RuleUse *kept = arena_new0 (reader->model->arena, RuleUse);
  *kept = *use;
  *memory_of (reader) = kept;
  return kept;
}

/* KEPT here: its types may yet be adapted to the target. */
static void
copy_use (const SentenceReader *reader, const RuleUse *kept, RuleUse *ret_use)
{
  unsigned n = kept->rule->n_params;
  *ret_use = *kept;
  ret_use->origin = (Origin){ reader->unit, reader->node };
  if (n == 0)
    return;
  ret_use->arg_types = arena_array (reader->model->arena, Type, n);
  memcpy (ret_use->arg_types, kept->arg_types, sizeof (Type) * n);
}

bool
sentence_is_known (Model *model, const char *text)
{
  g_auto (Folded) folded = { NULL, NULL };
  bool known = false;
  Match match;
  folded_init (&folded, text);
  settle_wordings (model);
  for (guint i = 0; i < model->wordings->len && !known; i++)
    known = ((const Wording *)model->wordings->pdata[i])->ok
            && wording_match (model, model->wordings->pdata[i], &folded, true, &match);
  return known;
}

bool
sentence_read (Model *model, const Unit *unit, const AstNode *node, const AstNode *string,
               Direction direction, RuleUse *ret_use)
{
  SentenceReader reader = { model, unit, node, string, direction, { NULL, NULL } };
  const RuleUse *kept = recall_use (&reader);
  RuleUse use;
  bool ok = kept != NULL;
  if (!kept)
    {
      folded_init (&reader.folded, string->atom->text);
      ok = read_folded (&reader, &use);
      folded_clear (&reader.folded);
    }
  if (ok && !kept && use.sentence)
    kept = remember_use (&reader, &use);
  if (kept)
    copy_use (&reader, kept, ret_use);
  else if (ok)
    *ret_use = use;
  return ok;
}
