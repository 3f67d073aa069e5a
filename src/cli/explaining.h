/* Traces for all rows of a scheme, and of these the ones to be explained. */
#pragma once
#include "report/explain.h"

typedef struct
{
  Trace **traces; /* one for each indicator */
  unsigned n_traces;
  const Trace **chosen;
  Explained explained;
} Explaining;

void explaining_init (Explaining *explaining, const Scheme *scheme);
/* After scoring: those of WANTED, by index of indicator; NULL: those that lost points or have no score. */
void explaining_choose (Explaining *explaining, Model *model, const Result *result, const bool *wanted);
void explaining_done (Explaining *explaining);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Explaining, explaining_done)
