/* Arena: memory that is freed all at once.  Every tree, token and string of one
   file, or of one run, lives in one arena; nothing in it is freed on its own. */
#pragma once
#include <glib.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new (void);
void arena_free (Arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arena, arena_free)

/* SIZE zeroed bytes, aligned for any object; SIZE 0 gives a valid, distinct address. */
void *arena_alloc (Arena *arena, size_t size);
/* The LENGTH bytes at TEXT with a NUL after them. */
char *arena_strndup (Arena *arena, const char *text, size_t length);
/* Forgets all content but keeps the first block, so that a loop over rows allocates nothing. */
void arena_clear (Arena *arena);

#define arena_new0(arena, Type) ((Type *) arena_alloc ((arena), sizeof (Type)))
#define arena_array(arena, Type, n) ((Type *) arena_alloc ((arena), sizeof (Type) * (size_t) (n)))
