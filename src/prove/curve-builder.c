/* Building curves.  Two intervals are joined where the point between them makes no difference, so that a
   curve has no more break points than it needs, whatever it was made of. */
#include "prove/curve-builder.h"

CurveBuilder
curve_builder (PieceContext *context)
{
  return (CurveBuilder){ context, g_array_new (FALSE, FALSE, sizeof (Rational)),
                         g_array_new (FALSE, FALSE, sizeof (Piece)), false };
}

void
curve_builder_interval (CurveBuilder *builder, Piece piece)
{
  guint n = builder->pieces->len;
  if (builder->full)
    return;
  if (n)
    {
      const Piece *before = &g_array_index (builder->pieces, Piece, n - 2), *point = before + 1;
      Rational x = g_array_index (builder->at, Rational, builder->at->len - 1);
      if (piece_equal (before, &piece) && piece_goes_through (builder->context->pool, before, x, point))
        {
          g_array_set_size (builder->at, builder->at->len - 1);
          g_array_set_size (builder->pieces, n - 1);
          return;
        }
    }
  g_array_append_val (builder->pieces, piece);
}

void
curve_builder_point (CurveBuilder *builder, Rational x, Piece piece)
{
  builder->full = builder->full || builder->at->len + 1 >= PIECE_LIMIT;
  if (builder->full)
    return;
  g_array_append_val (builder->at, x);
  g_array_append_val (builder->pieces, piece);
}

static const Curve *
make_curve (PieceContext *context, unsigned n, const Rational *at, const Piece *pieces)
{
  Curve *curve = arena_new0 (context->arena, Curve);
  Rational *own_at = arena_array (context->arena, Rational, n + 1);
  Piece *own = arena_array (context->arena, Piece, 2 * n + 1);
  for (unsigned i = 0; i < n; i++)
    own_at[i] = at[i];
  for (unsigned i = 0; i < 2 * n + 1; i++)
    own[i] = pieces[i];
  context->made += 2 * n + 1;
  *curve = (Curve){ n, own_at, own };
  return curve;
}

const Curve *
curve_single (PieceContext *context, Piece piece)
{
  return make_curve (context, 0, NULL, &piece);
}

const Curve *
curve_builder_finish (CurveBuilder *builder)
{
  const Curve *curve
      = builder->full || builder->context->made >= PIECE_WORK_LIMIT
            ? curve_single (builder->context, piece_blank (PIECE_UNKNOWN, WHY_MANY))
            : make_curve (builder->context, builder->at->len, (const Rational *)(void *)builder->at->data,
                          (const Piece *)(void *)builder->pieces->data);
  g_array_unref (builder->at);
  g_array_unref (builder->pieces);
  return curve;
}
