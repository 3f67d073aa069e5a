/* A proof for a person to read. */
#pragma once
#include "prove/rule.h"

/* X as an actual value of the report's indicator: `150个`, `2024年12月31日`, of a level its fraction; exact. */
void prove_append_x (GString *out, const Model *model, const Indicator *indicator, Rational x);
/* A number exactly: `0.5`, `1/3`. */
void prove_append_number (GString *out, Rational value);
/* The same of points: to 4 places, if it is no finite decimal. */
void prove_append_points (GString *out, Rational value);
const char *prove_why (PieceWhy why);
/* The use, its pieces (at most 40), and what was decided. */
void prove_append_table (GString *out, const Model *model, const ProveReport *report);
