/* Atom table: one Atom for each spelling, one key pointer for each folded key.
   A name that was seen before is found by its bytes, without folding and without allocation, so that a reader
   of tables may look up every cell.  How names fold is text_fold_key's affair. */
#include "base/atom.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* The entry of the spelling table; its first member is what callers see. */
typedef struct
{
  Atom atom;
  size_t length;
} Spelling;

struct AtomTable
{
  Arena *arena;
  GHashTable *spellings; /* Spelling, by text and length */
  GHashTable *keys;      /* char *, by content */
};

static guint
spelling_hash (gconstpointer data)
{
  const Spelling *spelling = data;
  guint hash = 2166136261u; /* FNV-1a */
  for (size_t i = 0; i < spelling->length; i++)
    hash = (hash ^ (guchar)spelling->atom.text[i]) * 16777619u;
  return hash;
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
  table->spellings = g_hash_table_new (spelling_hash, spelling_equal);
  table->keys = g_hash_table_new (g_str_hash, g_str_equal);
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
spelling_of (const char *text, gssize length)
{
  return (Spelling){ .atom = { .text = text }, .length = length < 0 ? strlen (text) : (size_t)length };
}

/* The table's pointer for the key of a spelling, made if it is new. */
static const char *
intern_key (AtomTable *table, const Spelling *spelling)
{
  g_autofree char *key = text_fold_key (spelling->atom.text, (gssize)spelling->length);
  const char *known = g_hash_table_lookup (table->keys, key);
  if (known)
    return known;
  if (strcmp (key, spelling->atom.text) == 0)
    known = spelling->atom.text;
  else
    known = arena_strndup (table->arena, key, strlen (key));
  g_hash_table_add (table->keys, (gpointer)known);
  return known;
}

const Atom *
atom_intern (AtomTable *table, const char *text, gssize length)
{
  Spelling wanted = spelling_of (text, length);
  Spelling *found = g_hash_table_lookup (table->spellings, &wanted);
  if (found)
    return &found->atom;

  found = arena_new0 (table->arena, Spelling);
  found->atom.text = arena_strndup (table->arena, text, wanted.length);
  found->length = wanted.length;
  found->atom.key = intern_key (table, found);
  g_hash_table_add (table->spellings, found);
  return &found->atom;
}

const char *
atom_find_key (AtomTable *table, const char *text, gssize length)
{
  Spelling wanted = spelling_of (text, length);
  const Spelling *found = g_hash_table_lookup (table->spellings, &wanted);
  if (found)
    return found->atom.key;
  g_autofree char *key = text_fold_key (text, (gssize)wanted.length);
  return g_hash_table_lookup (table->keys, key);
}
