/* What the tests of effects share: two definitions as texts in one session, matched by name, the actual
   values of the first, and the effect between them. */
#pragma once
#include "diff/effect.h"

typedef struct
{
  char *folder;
  DiagSink *sink;
  Session *session;
  Side old, new;
  Actuals *actuals;
  Arena *arena;
  Match match;
} EffectWorld;

/* ACTUALS: rows of a block, `甲 = 3个 乙 = 不适用`.  The test fails if a definition has faults. */
EffectWorld *effect_world_new (const char *old, const char *new, const char *actuals);
void effect_world_free (EffectWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EffectWorld, effect_world_free)

const Effect *effect_world_compute (EffectWorld *world);
/* Of the indicator NAME; the test fails if there is none. */
const IndicatorEffect *effect_of (const Effect *effect, const char *name);
/* `8..10 -> 5 = targets -3..-5 rules 1`; parts that are 0 are left out. (owned) */
char *effect_text (const ScoreRange *before, const ScoreRange *after, const ScoreRange *parts);
