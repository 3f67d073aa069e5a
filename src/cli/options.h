/* Options of commands: one table each, from which they are parsed, checked and explained. */
#pragma once
#include "cli/run.h"

typedef enum
{
  OPTION_FLAG,  /* target: bool * */
  OPTION_TEXT,  /* target: const char ** */
  OPTION_CHOICE /* the same; `values` are the words to choose from, joined by | */
} OptionKind;

typedef struct
{
  const char *name; /* without dashes; NULL ends the table */
  char letter;      /* 0: none */
  OptionKind kind;
  void *target;
  const char *values; /* of TEXT: what to call the value in help */
  const char *help;   /* to be translated */
} Option;

#define OPTION_END                         \
  {                                        \
    NULL, 0, OPTION_FLAG, NULL, NULL, NULL \
  }

typedef struct
{
  const char *name;
  const char *usage;   /* what follows the name: `DEF [ACTUALS…]` */
  const char *summary; /* one line, to be translated */
  void (*run) (Run *run, char **args);
} Command;

/* Reads the options among ARGS (those of OPTIONS and the ones every command has), wherever they stand, up to
   `--`. *RET_FILES are the other arguments, in ARGS. False: reported and in the exit code, or help was asked
   for and given. */
bool options_parse (Run *run, const Command *command, const Option *options, char **args, char ***ret_files);
/* The same for arguments before the command: stops at the first that is no option. */
bool options_parse_leading (Run *run, const Option *options, char **args, char ***ret_rest);

/* Appends the lines that explain OPTIONS and the common ones. */
void options_append_help (const Option *options, GString *out);
/* Reports that WHAT is wanted, with the command's usage. */
void options_want (Run *run, const Command *command, const char *what);
