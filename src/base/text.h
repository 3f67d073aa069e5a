/* Unicode text: validity, folding, display width, escaping, nearest names.
   All functions take valid UTF-8 unless they say otherwise, and none depends on the locale. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Offset of the first byte that is not valid UTF-8 (overlongs, surrogates, truncation), or LENGTH. NUL is valid here. */
size_t text_invalid_offset (const char *text, size_t length);

/* The folded key by which names compare: U+FF01..U+FF5E to ASCII, all blanks to one kind, NFC; a blank is kept only between two
   ASCII characters (`GDP growth`), so that blanks inside Chinese names do not matter. Ends at a NUL; invalid bytes become
   U+FFFD. (owned) */
char *text_fold_key (const char *text, gssize length);

/* Columns that a terminal gives to the text: wide characters 2, combining marks 0; of ambiguous width
   (≥ ≤ “ ”) 1 unless AMBIGUOUS_WIDE. */
unsigned text_width (const char *text, gssize length, bool ambiguous_wide);
/* Appends TEXT padded with blanks to WIDTH columns (to the left of the text if RIGHT). Longer text is not cut. */
void text_append_padded (GString *out, const char *text, unsigned width, bool right);
/* Appends the longest prefix of TEXT of at most WIDTH columns, ending in `…` where something was cut. */
void text_append_cut (GString *out, const char *text, unsigned width);

/* Appends TEXT with control characters, bidi controls and invalid bytes shown as `\x1b`, `\u{202e}`, `\xff`:
   safe to print to a terminal whatever it holds. LENGTH -1: NUL-terminated. */
void text_append_visible (GString *out, const char *text, gssize length);

/* True for U+202A..U+202E and U+2066..U+2069, U+200E, U+200F, U+061C. */
bool text_is_bidi_control (gunichar c);
/* True for characters that cannot be seen in a name (zero-width space and joiners, U+FEFF, variation selectors, tags). */
bool text_is_invisible (gunichar c);

/* For sorting arrays of pointers to texts (const char *), by bytes. */
int text_order (gconstpointer left, gconstpointer right);

/* Edit distance counted in code points (insert, delete, replace, swap of neighbours), stopping at LIMIT + 1. */
unsigned text_distance (const char *a, const char *b, unsigned limit);

/* The candidate nearest to WORD, for "did you mean": at most one edit for words of up to 4 code points, two up to 9,
   three above, and none of a digit; NULL if none is near or two are equally near. */
typedef struct
{
  const char *word;
  const char *best;
  unsigned distance;
  bool tied;
} TextNearest;
#define TEXT_NEAREST_INIT(word) { (word), NULL, G_MAXUINT, false }
void text_nearest_offer (TextNearest *nearest, const char *candidate);
const char *text_nearest_result (const TextNearest *nearest);
