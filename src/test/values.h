/* Values in words, and the source of an expression with the value of each of its parts below it. */
#pragma once
#include "sema/model.h"

/* Appends VALUE as a person writes it: points in 分, days as dates, what has OWN's dimension in OWN,
 * conditions as 是 or 否. */
void value_append (GString *out, Model *model, const Type *type, Rational value, const Measure *own);

typedef struct
{
  Model *model;
  const TypeContext *types;
  const Frame *frame;
  const Measure *own; /* the unit of the indicator, or NULL */
} ValuesInput;

/* The lines of the source that EXPRS (ends with NULL) stand in, each with its number and the values of the
 * parts below it. (owned) */
char *values_picture (const ValuesInput *input, const Expr *const *exprs);
