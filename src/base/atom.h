/* Atoms: interned names.  A name keeps its spelling and compares by a folded key
   (full-width forms and blanks folded, NFC), so that `ＧＤＰ 增速` and `GDP增速`
   are one name: two atoms are the same name exactly if their `key` pointers are equal. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct
{
  const char *text; /* as written, NUL-terminated */
  const char *key;  /* folded; one pointer for each distinct key in the table */
} Atom;

typedef struct AtomTable AtomTable;

AtomTable *atom_table_new (void);
void atom_table_free (AtomTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtomTable, atom_table_free)

/* The atom of the LENGTH bytes at TEXT (valid UTF-8; -1: NUL-terminated).  Lives as long as the table. */
const Atom *atom_intern (AtomTable *table, const char *text, gssize length);
/* The key that names spelled like TEXT compare by, or NULL if no atom has that key. */
const char *atom_find_key (AtomTable *table, const char *text, gssize length);

static inline bool
atom_same (const Atom *a, const Atom *b)
{
  return a->key == b->key;
}
