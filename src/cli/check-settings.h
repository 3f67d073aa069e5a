/* What the options of a command change about checks. */
#pragma once
#include "cli/run.h"
#include "sema/model.h"

typedef struct
{
  const char *off, *raise, *set, *reason; /* --off A,B --raise A,B --set CHECK.PARAMETER=VALUE,… --reason; or NULL */
} CheckSettingOptions;

/* The lines of a table of options that fill in OPTIONS. */
/* clang-format off */
#define CHECK_SETTING_OPTIONS(options) \
  { "off", 0, OPTION_TEXT, &(options).off, N_ ("CHECK,…"), N_ ("switch checks off") }, \
  { "raise", 0, OPTION_TEXT, &(options).raise, N_ ("CHECK,…"), N_ ("make the findings of checks errors") }, \
  { "set", 0, OPTION_TEXT, &(options).set, N_ ("CHECK.PARAMETER=VALUE,…"), N_ ("change parameters of checks") }, \
  { "reason", 0, OPTION_TEXT, &(options).reason, N_ ("TEXT"), N_ ("why; kept in the output") }
/* clang-format on */

/* Appends the CheckSettings to SETTINGS, of checks that look at one of SUBJECTS (Scope bits): those that the command runs.  The checks
   are loaded.  False: reported, as usage. */
bool check_settings_read (Run *run, Model *model, int subjects, const CheckSettingOptions *options, GArray *settings);
