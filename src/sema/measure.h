/* Measures: units of measure (计量单位) with their algebra.  A measure is a factor and a dimension; a dimension is a product of
   base units, interned, so that two quantities compare exactly if their dimension pointers are equal.  Within sema and eval a
   quantity is its value in base units; the measure is kept for messages only. */
#pragma once
#include "load/session.h"

typedef struct Dimension Dimension; /* opaque: equal pointers, equal dimensions */

typedef struct
{
  const char *text;          /* as declared or composed, plain form: `元/人·天`; "" for none */
  Rational factor;           /* base units in one of this */
  const Dimension *dimension;
  bool integer;              /* only whole numbers occur (整数), its own or those of the unit that it is made of */
  Rational step;             /* of integer: base units between two values that occur */
  unsigned size;             /* units that it is made of, theirs included: bounded by LIMIT_UNIT_SIZE */
  bool ratio;                /* % ‰: a dimensionless unit that a bare number must not be taken for */
} Measure;

typedef struct MeasureTable MeasureTable;

MeasureTable *measure_table_new (Session *session);
void measure_table_free (MeasureTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeasureTable, measure_table_free)

/* Takes up the declarations of one 计量单位 node. Order is free: they are resolved when first used. Reports duplicates. */
void measure_table_declare (MeasureTable *table, const Unit *unit, const AstNode *node);
/* Resolves every declaration, so that a faulty one nobody uses is reported too. */
void measure_table_resolve_all (MeasureTable *table);
/* The measure written TEXT (plain form, see literal_append_unit), or NULL: unknown, not reported. "" is the bare measure. */
const Measure *measure_find (MeasureTable *table, const char *text);
/* The same of what may be written for a unit: `元/人*月`. NULL also of what is "" in plain form. */
const Measure *measure_find_written (MeasureTable *table, const char *text, size_t length);
/* The part of TEXT that is not declared (owned) and the nearest declared name or NULL (borrowed). */
char *measure_unknown_part (MeasureTable *table, const char *text, const char **ret_nearest);
/* True if a unit NAME is declared, if only by a faulty declaration, which is reported where it stands. */
bool measure_is_declared (const MeasureTable *table, const char *name);

const Measure *measure_bare (const MeasureTable *table);
/* Stands for the unit of whatever indicator a check looks at: equal to itself only. */
const Measure *measure_own (const MeasureTable *table);
const Dimension *dimension_none (const MeasureTable *table);
/* A ∙ B^power, power +1 or −1. */
const Dimension *dimension_multiply (MeasureTable *table, const Dimension *a, const Dimension *b, int power);
/* The dimension in words: `元/人`, or "" for none; base units in the order of their names, so that it is the same text for the same
   dimension in another table. (borrowed) */
const char *dimension_text (const Dimension *dimension);
