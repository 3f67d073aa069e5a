/* What the sentences of the printed table would give, read literally. */
#pragma once
#include "eval/score.h"

/* The result of SCHEME if every indicator whose sentence states the weight only were scored as that sentence
   reads literally; all others score as they do. NULL: there is no such sentence. Nothing is reported. It
   lives in ARENA. */
const Result *score_literally (Model *model, const Scheme *scheme, const Actuals *actuals, Arena *arena);
