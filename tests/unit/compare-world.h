/* What the tests of comparing two definitions share: two texts read in one session. */
#pragma once
#include "diff/side.h"
#include "helper.h"

typedef struct
{
  Trial *trial;
  Side old, new;
  unsigned errors; /* in both */
  Arena *arena;
} CompareWorld;

/* Each text is a whole file. */
CompareWorld *compare_world_new (const char *old, const char *new);
/* The two exchanged: what is compared is NEW against OLD. */
void compare_world_swap (CompareWorld *world);
void compare_world_free (CompareWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CompareWorld, compare_world_free)

/* A scheme of YEAR, whose framework has a rule for each direction, with DECLARATIONS above it and INDICATORS in it. (owned) */
char *compare_text (const char *declarations, int year, const char *indicators);
/* The same with the default rules DEFAULTS. (owned) */
char *compare_text_with (const char *defaults, const char *declarations, int year, const char *indicators);
