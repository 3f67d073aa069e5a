/* Checks over two years: 检查 whose subject is 两年指标, over each indicator of NEW with what it was in OLD, and over those that were
   dropped.  Which there are and what they say is library code; this only fills in the values that they read. */
#pragma once
#include "diff/diff.h"

typedef struct
{
  const Diff *diff;         /* both of its schemes are there */
  const Actuals *actuals;   /* of OLD's scheme, finished; NULL: none */
  const Result *result;     /* what they score under OLD; NULL where ACTUALS is */
} HistoryInput;

/* Runs the checks that NEW's model has (model_load_checks) with the settings of NEW's scheme, then SETTINGS.  A finding's subject is
   OF_PAIR; the report has no result. It lives in ARENA. */
const AuditReport *history_run (const HistoryInput *input, const CheckSetting *settings, unsigned n_settings, Arena *arena);
/* The values that a check reads of INDICATOR, which is NEW's, or OLD's if it was dropped. */
void history_frame (const HistoryInput *input, const Indicator *indicator, Frame *ret_frame);
