/* What stands around the current match.  Nothing is reported here, and nothing changed. */
#include "syntax/scan-context.h"
#include "grammar/parse.h"
#include <string.h>

const Token *
scan_last (const Scanner *scanner, unsigned back)
{
  for (guint i = scanner->tokens->len; i > 0; i--)
    {
      const Token *token = &g_array_index (scanner->tokens, Token, i - 1);
      if (!token_is_trivia (token) && back-- == 0)
        return token;
    }
  return NULL;
}

bool
scan_is_last (const Scanner *scanner, unsigned back, int kind)
{
  const Token *token = scan_last (scanner, back);
  return token && token->kind == kind;
}

const Token *
scan_glued (const Scanner *scanner)
{
  const Token *last;
  if (scanner->tokens->len == 0)
    return NULL;
  last = &g_array_index (scanner->tokens, Token, scanner->tokens->len - 1);
  return last->span.end == scanner->start ? last : NULL;
}

bool
scan_is_number_like (int kind)
{
  return kind == TOK_NUMBER || kind == TOK_QUANTITY || kind == TOK_DATE;
}

bool
scan_only_blanks (const Scanner *scanner, uint32_t from, uint32_t to)
{
  const char *text = source_text (scanner->source);
  return from < to && !memchr (text + from, '\n', to - from) && !memchr (text + from, '\r', to - from)
         && !memchr (text + from, '#', to - from);
}

uint32_t
scan_word_end (const Scanner *scanner, uint32_t at)
{
  const char *text = source_text (scanner->source);
  uint32_t length = source_length (scanner->source);
  while (at < length)
    {
      gunichar c = g_utf8_get_char_validated (text + at, MIN (length - at, 6));
      if (c == 0 || c == (gunichar)-1 || c == (gunichar)-2 || g_unichar_isspace (c) || g_unichar_iscntrl (c)
          || g_utf8_strchr ("{}()<>=,;:#\"≥≤≠≧≦⩾⩽｛｝（）＜＞＝，；：＃“”「」。…⇒~～〜", -1, c))
        break;
      at += (uint32_t)g_unichar_to_utf8 (c, NULL);
    }
  return at;
}

size_t
scan_blanks_length (const char *text, size_t length)
{
  static const char *const BLANKS[] = { " ", "\t", "\xC2\xA0", "\xE3\x80\x80" };
  size_t at = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (BLANKS);)
    if (length - at >= strlen (BLANKS[i]) && memcmp (text + at, BLANKS[i], strlen (BLANKS[i])) == 0)
      {
        at += strlen (BLANKS[i]);
        i = 0;
      }
    else
      i++;
  return at;
}
