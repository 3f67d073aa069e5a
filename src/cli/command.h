/* The commands, one cmd-NAME.c each. */
#pragma once
#include "cli/options.h"

extern const Command command_audit;
extern const Command command_check;
extern const Command command_diff;
extern const Command command_eval;
extern const Command command_explain;
extern const Command command_fmt;
extern const Command command_template;
extern const Command command_test;
