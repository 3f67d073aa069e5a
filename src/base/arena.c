/* Arena: a chain of blocks from which memory is cut and never given back singly.
   What is cut is zeroed then, not the block: the rest of a block that is never cut is never touched, and
   costs no page.  A request too large to share
   a block gets one of its own, linked behind the current one, which goes on being filled. */
#include "base/arena.h"

#include <string.h>

enum
{
  FIRST_BLOCK = 16 * 1024,
  LARGEST_BLOCK = 1024 * 1024,
  ALIGNMENT = _Alignof(max_align_t)
};

typedef struct ArenaBlock ArenaBlock;
struct ArenaBlock
{
  ArenaBlock *next;
  size_t size, used;
  max_align_t content[];
};

struct Arena
{
  ArenaBlock *first;
  ArenaBlock *current;
  size_t next_size;
};

static ArenaBlock *
block_new (size_t size)
{
  ArenaBlock *block = g_malloc (sizeof (ArenaBlock) + size);
  block->next = NULL;
  block->size = size;
  block->used = 0;
  return block;
}

static void
block_free_chain (ArenaBlock *block)
{
  while (block)
    {
      ArenaBlock *next = block->next;
      g_free (block);
      block = next;
    }
}

Arena *
arena_new (void)
{
  Arena *arena = g_new (Arena, 1);
  arena->first = arena->current = block_new (FIRST_BLOCK);
  arena->next_size = 2 * FIRST_BLOCK;
  return arena;
}

void
arena_free (Arena *arena)
{
  if (!arena)
    return;
  block_free_chain (arena->first);
  g_free (arena);
}

static void *
block_cut (ArenaBlock *block, size_t size)
{
  void *memory = (char *)block->content + block->used;
  block->used += size;
  return memset (memory, 0, size);
}

/* A block of its own for a large request; the current block keeps its free rest. */
static void *
alloc_large (Arena *arena, size_t size)
{
  ArenaBlock *block = block_new (size);
  block->next = arena->current->next;
  arena->current->next = block;
  return block_cut (block, size);
}

void *
arena_alloc (Arena *arena, size_t size)
{
  g_assert (size <= G_MAXSIZE / 2);
  size = MAX ((size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, ALIGNMENT);
  if (size <= arena->current->size - arena->current->used)
    return block_cut (arena->current, size);
  if (size > arena->next_size / 4)
    return alloc_large (arena, size);

  ArenaBlock *block = block_new (arena->next_size);
  block->next = arena->current->next;
  arena->current->next = block;
  arena->current = block;
  arena->next_size = MIN (2 * arena->next_size, LARGEST_BLOCK);
  return block_cut (block, size);
}

char *
arena_strndup (Arena *arena, const char *text, size_t length)
{
  char *copy = arena_alloc (arena, length + 1);
  if (length)
    memcpy (copy, text, length);
  return copy;
}

void
arena_clear (Arena *arena)
{
  block_free_chain (arena->first->next);
  arena->first->next = NULL;
  arena->first->used = 0;
  arena->current = arena->first;
  arena->next_size = 2 * FIRST_BLOCK;
}
