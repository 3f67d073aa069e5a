/* Atom table: one Atom for each spelling, one key pointer for each folded key.  Both are found by a hash with
   a seed, so that no file can be made of names that all collide; nothing else depends on the seed. A name
   that was seen before is found by its bytes, without folding and without allocation, so that a reader of
   tables may look up every cell.  How names fold is text_fold_key's affair. */
#include "base/atom.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* The entry of both tables; its first member is what callers see. In the table of keys `text` is the key. */
typedef struct
{
  Atom atom;
  size_t length;
  guint hash;
} Spelling;

struct AtomTable
{
  Arena *arena;
  guint seed;
  GHashTable *spellings; /* Spelling, by text and length */
  GHashTable *keys;      /* the same, of keys */
};

static guint
spelling_hash (gconstpointer data)
{
  return ((const Spelling *)data)->hash;
}

static gboolean
spelling_equal (gconstpointer left, gconstpointer right)
{
  const Spelling *a = left, *b = right;
  return a->length == b->length && memcmp (a->atom.text, b->atom.text, a->length) == 0;
}

AtomTable *
atom_table_new (void)
{
  AtomTable *table = g_new (AtomTable, 1);
  table->arena = arena_new ();
  table->seed = g_random_int ();
  table->spellings = g_hash_table_new (spelling_hash, spelling_equal);
  table->keys = g_hash_table_new (spelling_hash, spelling_equal);
  return table;
}

void
atom_table_free (AtomTable *table)
{
  if (!table)
    return;
  g_hash_table_unref (table->spellings);
  g_hash_table_unref (table->keys);
  arena_free (table->arena);
  g_free (table);
}

static Spelling
spelling_of (const AtomTable *table, const char *text, gssize length)
{
  Spelling spelling = { .atom = { .text = text }, .length = length < 0 ? strlen (text) : (size_t)length };
  guint hash = table->seed;
  for (size_t i = 0; i < spelling.length; i++)
    hash = (hash ^ (guchar)text[i]) * 16777619u; /* FNV-1a, but for where it begins */
  spelling.hash = hash ^ hash >> 15;
  return spelling;
}

/* The table's pointer for the key of a spelling, made if it is new. */
static const char *
intern_key (AtomTable *table, const Spelling *spelling)
{
  g_autofree char *text = text_fold_key (spelling->atom.text, (gssize)spelling->length);
  Spelling wanted = spelling_of (table, text, -1);
  Spelling *known = g_hash_table_lookup (table->keys, &wanted);
  if (known)
    return known->atom.text;
  known = arena_new0 (table->arena, Spelling);
  *known = wanted;
  if (strcmp (text, spelling->atom.text) == 0)
    known->atom.text = spelling->atom.text;
  else
    known->atom.text = arena_strndup (table->arena, text, wanted.length);
  g_hash_table_add (table->keys, known);
  return known->atom.text;
}

const Atom *
atom_intern (AtomTable *table, const char *text, gssize length)
{
  Spelling wanted = spelling_of (table, text, length);
  Spelling *found = g_hash_table_lookup (table->spellings, &wanted);
  if (found)
    return &found->atom;

  found = arena_new0 (table->arena, Spelling);
  found->atom.text = arena_strndup (table->arena, text, wanted.length);
  found->length = wanted.length;
  found->hash = wanted.hash;
  found->atom.key = intern_key (table, found);
  g_hash_table_add (table->spellings, found);
  return &found->atom;
}

const char *
atom_find_key (AtomTable *table, const char *text, gssize length)
{
  Spelling wanted = spelling_of (table, text, length), wanted_key;
  const Spelling *found = g_hash_table_lookup (table->spellings, &wanted);
  if (found)
    return found->atom.key;
  g_autofree char *key = text_fold_key (text, (gssize)wanted.length);
  wanted_key = spelling_of (table, key, -1);
  found = g_hash_table_lookup (table->keys, &wanted_key);
  return found ? found->atom.text : NULL;
}
