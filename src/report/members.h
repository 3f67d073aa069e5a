/* Members of JSON objects in reports: numbers as exact decimals, and beside them the fractions of those that
 * are none. */
#pragma once
#include "base/rational.h"
#include "source/source.h"
#include "table/json-writer.h"

typedef struct
{
  JsonWriter *json;
  GString *inexact; /* `key=num/den` of this object's rounded numbers, one a line */
} MemberWriter;

void member_number (MemberWriter *writer, const char *key, Rational value);
/* PRINTED, a finite decimal, for EXACT. */
void member_rounded (MemberWriter *writer, const char *key, Rational printed, Rational exact);
/* null unless KNOWN. */
void member_number_if (MemberWriter *writer, const char *key, bool known, Rational value);
void member_text (MemberWriter *writer, const char *key, const char *text); /* NULL: null */
void member_bool (MemberWriter *writer, const char *key, bool value);
/* `exact`, the fractions of the numbers written since the last call; before the object ends or another one
 * begins in it. */
void member_exact (MemberWriter *writer);
