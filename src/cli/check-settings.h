/* What the options of a command change about checks. */
#pragma once
#include "cli/run.h"
#include "sema/model.h"

typedef struct
{
  const char *off, *raise, *set, *reason; /* --off A,B --raise A,B --set CHECK.PARAMETER=VALUE,… --reason; or NULL */
} CheckSettingOptions;

/* Appends the CheckSettings to SETTINGS, of checks that look at one of SUBJECTS (Scope bits): those that the command runs.  The checks
   are loaded.  False: reported, as usage. */
bool check_settings_read (Run *run, Model *model, int subjects, const CheckSettingOptions *options, GArray *settings);
