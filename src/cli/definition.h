/* A definition file as a command wants it: loaded, checked, one scheme chosen. */
#pragma once
#include "cli/run.h"
#include "sema/model.h"

typedef struct
{
  Module *module;
  Model *model;
  const Scheme *scheme;
} Definition;

/* NAME: the scheme wanted, or NULL for the only one. False: reported and in the exit code. */
bool definition_open (Run *run, const char *path, const char *name, Definition *ret_definition);
/* The same of a file that may have no scheme (rules, frameworks …): ret_definition->scheme is NULL then.  CONTENT: where its text
   stands, if not at PATH (session_load_as); EMPTY_CONTENT: it has none. */
#define EMPTY_CONTENT "/dev/null"
bool definition_open_any (Run *run, const char *path, const char *content, const char *name, Definition *ret_definition);
void definition_clear (Definition *definition);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Definition, definition_clear)
