/* Making a curve from left to right: an interval, a point, an interval … */
#pragma once
#include "prove/curve.h"

typedef struct
{
  PieceContext *context;
  GArray *at;     /* Rational */
  GArray *pieces; /* Piece */
  bool full;      /* PIECE_LIMIT is reached: what is added is dropped, and the curve will be unknown */
} CurveBuilder;

CurveBuilder curve_builder (PieceContext *context);
/* Until the next point, or the end.  Joined with the interval before, if the point between them makes no
 * difference. */
void curve_builder_interval (CurveBuilder *builder, Piece piece);
/* What holds at X, which is above the points before.  PIECE is constant there, if it is a value. */
void curve_builder_point (CurveBuilder *builder, Rational x, Piece piece);
/* The curve, which ends with an interval; unknown if it has too many pieces, or too many were made for this
 * context.  Clears BUILDER. */
const Curve *curve_builder_finish (CurveBuilder *builder);

/* PIECE everywhere. */
const Curve *curve_single (PieceContext *context, Piece piece);
