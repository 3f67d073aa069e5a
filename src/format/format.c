/* Lines, blocks, blank lines and comments of the canonical layout.  A block becomes a list of items
   (statements, and comments on lines of their own) with a blank line before or not; then it is written, in
   one line where the rules allow it.  Comments in the middle of a statement go to lines of their own before
   it.  What stands in a line is spelling.c's affair.  The syntax has no separators and does not see lines, so
   nothing here can change what the text means. */
#include "format/format.h"
#include "base/text.h"
#include "format/spelling.h"
#include "grammar/parse.h"

#define LINE_WIDTH 100   /* a block in one line fits this many columns */
#define LINE_TOKENS 200  /* more of them do not fit, whatever they are */
#define PADDING_LIMIT 40 /* a row that would need more is not aligned */

typedef struct
{
  const Unit *unit;
  const Spelling *spelling;
  GString *out;
} Layout;

typedef struct
{
  const AstNode *node; /* the statement; NULL: a comment on its own line */
  int32_t comment;     /* token of that comment, or of the one at the end of the statement's line; -1: none */
  bool blank;          /* a blank line stands before it */
  int32_t arrow;       /* token of the statement's =>, if that is to be aligned; -1: none */
  unsigned width;      /* columns before the arrow */
} Item;

typedef struct
{
  int32_t open, close; /* tokens of the braces; -1: none */
} Block;

static bool
is_comment (const Layout *layout, int32_t index)
{
  return token_is_trivia (&layout->unit->tokens[index]);
}

static bool
is_doc (const Layout *layout, const Item *item)
{
  return !item->node && layout->unit->tokens[item->comment].kind == TOKEN_DOC;
}

static Block
block_of (const Layout *layout, const AstNode *node)
{
  const Token *tokens = layout->unit->tokens;
  int32_t open = node->at.first;
  if (tokens[node->at.last].kind != TOK_RBRACE)
    return (Block){ -1, -1 };
  while (tokens[open].kind != TOK_LBRACE)
    open++;
  return (Block){ open, node->at.last };
}

/* True if nothing stands in the block, or there is none. */
static bool
is_empty (Block block)
{
  return block.close <= block.open + 1;
}

/* The declaration in `上期 方案 …`; any other node is its own. */
static const AstNode *
declared_by (const AstNode *node)
{
  return node->kind == AST_PRIOR ? node->last_child : node;
}

static const AstNode *
first_in_block (const AstNode *node, Block block)
{
  const AstNode *child = declared_by (node)->child;
  while (child && child->at.first < block.open)
    child = child->next;
  return child;
}

/* Items */

/* Line ends between the token and the one before it. */
static unsigned
line_ends_before (const Layout *layout, int32_t index)
{
  const char *text = source_text (layout->unit->source);
  uint32_t at = index > 0 ? layout->unit->tokens[index - 1].span.end : 0;
  unsigned n = 0;
  for (; at < layout->unit->tokens[index].span.start; at++)
    n += text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n');
  return n;
}

static bool
is_blank_before (const Layout *layout, int32_t index)
{
  return line_ends_before (layout, index) > 1;
}

/* True if the token is a comment that ends the line of the token before it. A ## speaks of what follows and
 * never does. */
static bool
is_end_comment (const Layout *layout, int32_t index)
{
  return layout->unit->tokens[index].kind == TOKEN_COMMENT && line_ends_before (layout, index) == 0;
}

static void
add_comments (const Layout *layout, GArray *items, int32_t first, int32_t last)
{
  for (int32_t i = first; i <= last; i++)
    {
      Item item = { .comment = i, .blank = is_blank_before (layout, i), .arrow = -1 };
      g_array_append_val (items, item);
    }
}

/* The comments of one kind among the tokens FIRST to LAST, as items. (owned) */
static GArray *
comments_within (const Layout *layout, int32_t first, int32_t last, int kind)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));
  for (int32_t i = first; i <= last; i++)
    if (layout->unit->tokens[i].kind == kind)
      add_comments (layout, items, i, i);
  for (guint i = 0; i < items->len; i++)
    g_array_index (items, Item, i).blank = false;
  return items;
}

/* Where comments may be put before the next statement without standing between it and its ## lines. */
static guint
before_docs (const Layout *layout, const GArray *items)
{
  guint at = items->len;
  while (at > 0 && is_doc (layout, &g_array_index (items, Item, at - 1)))
    at--;
  return at;
}

/* The statement as an item, after the comments that were written in the midst of it. */
static void
add_statement (const Layout *layout, GArray *items, const AstNode *node)
{
  Block block = block_of (layout, node);
  int32_t last = block.open >= 0 ? block.open : node->at.last;
  g_autoptr (GArray) moved = comments_within (layout, node->at.first, last, TOKEN_COMMENT);
  g_autoptr (GArray) docs = comments_within (layout, node->at.first, last, TOKEN_DOC);
  Item item = { .node = node, .comment = -1, .arrow = -1 };
  guint at = before_docs (layout, items), before = items->len;
  bool blank = is_blank_before (layout, node->at.first);
  g_array_append_vals (items, docs->data, docs->len);
  g_array_append_val (items, item);
  g_array_index (items, Item, before).blank = blank;
  if (moved->len == 0)
    return;
  g_array_index (moved, Item, 0).blank = g_array_index (items, Item, at).blank;
  g_array_index (items, Item, at).blank = false;
  g_array_insert_vals (items, at, moved->data, moved->len);
}

/* What stands between the tokens FIRST and LAST: comments and CHILD with its siblings. (owned) */
static GArray *
collect_items (const Layout *layout, const AstNode *child, int32_t first, int32_t last)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));
  for (; child; child = child->next)
    {
      add_comments (layout, items, first, child->at.first - 1);
      add_statement (layout, items, child);
      first = child->at.last + 1;
      if (is_end_comment (layout, first))
        g_array_index (items, Item, items->len - 1).comment = first++;
    }
  add_comments (layout, items, first, last);
  return items;
}

/* Blank lines */

/* None at the start, none between ## and what it speaks of. */
static void
settle_blanks (const Layout *layout, GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = &g_array_index (items, Item, i);
      if (i == 0 || (is_doc (layout, item - 1) && (item->node || is_doc (layout, item))))
        item->blank = false;
    }
}

static bool
may_stand_close (const AstNode *above, const AstNode *below)
{
  return above->kind == below->kind && (above->kind == AST_USE || above->kind == AST_UNIT);
}

/* Between two declarations exactly one, directly after the first, before the comments of the second. */
static void
part_declarations (GArray *items)
{
  Item *after = NULL; /* what follows the last declaration met */
  const AstNode *above = NULL;
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = &g_array_index (items, Item, i);
      if (above && !after)
        after = item;
      if (!item->node)
        continue;
      if (above && !may_stand_close (above, item->node))
        after->blank = true;
      above = item->node;
      after = NULL;
    }
}

/* Alignment */

static int32_t
find_arrow (const Layout *layout, const AstNode *node)
{
  for (int32_t i = node->at.first; i <= node->at.last; i++)
    if (layout->unit->tokens[i].kind == TOK_ARROW)
      return i;
  return -1;
}

static void
measure_arrows (const Layout *layout, GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = &g_array_index (items, Item, i);
      g_autoptr (GString) left = NULL;
      if (!item->node || block_of (layout, item->node).open >= 0
          || (item->arrow = find_arrow (layout, item->node)) < 0)
        continue;
      left = g_string_new (NULL);
      spelling_append (layout->spelling, item->node->at.first, item->arrow - 1, left);
      item->width = text_width (left->str, (gssize)left->len, false);
    }
}

static bool
goes_on (const Item *above, const Item *below)
{
  return !below->blank && below->arrow >= 0 && above->node->kind == below->node->kind;
}

/* Sets the width of each row to that of the widest of its group, unless it is too far off. */
static void
align_arrows (GArray *items)
{
  for (guint i = 0, end; i < items->len; i = end)
    {
      Item *group = &g_array_index (items, Item, i);
      unsigned widest = group->width;
      end = i + 1;
      if (group->arrow < 0)
        continue;
      for (; end < items->len && goes_on (group, &g_array_index (items, Item, end)); end++)
        widest = MAX (widest, g_array_index (items, Item, end).width);
      for (guint k = i; k < end; k++)
        if (widest - g_array_index (items, Item, k).width <= PADDING_LIMIT)
          g_array_index (items, Item, k).width = widest;
    }
}

/* Blocks in one line */

/* True for the kinds whose block may be written in one line. */
static bool
may_be_flat (AstKind kind)
{
  return kind == AST_TIER || kind == AST_INDICATOR || kind == AST_UNIT || kind == AST_DEFAULTS
         || kind == AST_GRADES || kind == AST_DATA;
}

/* True if an empty block says nothing that no block would not say. */
static bool
may_drop_block (AstKind kind)
{
  return kind == AST_TIER || kind == AST_INDICATOR || kind == AST_UNIT;
}

/* True for kinds that are written with a block even if the author left it out. */
static bool
must_have_block (AstKind kind)
{
  return kind == AST_SCHEME || kind == AST_FRAMEWORK;
}

/* One child of any kind, or bare tiers only, or only statements that never have a block. */
static bool
children_fit_a_line (const Layout *layout, const AstNode *child)
{
  bool tiers = child && child->kind == AST_TIER;
  if (child && !child->next)
    return true;
  for (; child; child = child->next)
    if (!is_empty (block_of (layout, child)) || child->kind == AST_INDICATOR
        || (child->kind == AST_TIER) != tiers)
      return false;
  return true;
}

static bool
has_comment (const Layout *layout, Block block)
{
  for (int32_t i = block.open + 1; i < block.close; i++)
    if (is_comment (layout, i))
      return true;
  return false;
}

/* Appends the statement without a block in it, or with an empty one. */
static void
append_bare (const Layout *layout, const AstNode *node, Block block, GString *line)
{
  int32_t last = block.open >= 0 ? block.open - 1 : node->at.last;
  spelling_append (layout->spelling, node->at.first, last, line);
  if (block.open >= 0 ? !may_drop_block (declared_by (node)->kind) : must_have_block (declared_by (node)->kind))
    g_string_append (line, " { }");
}

/* True if the reader would take the name that begins CHILD for the unit of a number before it: `5 算式 分值`.
 */
static bool
looks_like_unit (const Layout *layout, const AstNode *child)
{
  const Token *tokens = layout->unit->tokens;
  int32_t first = child->at.first;
  return first < child->at.last && tokens[first].kind == TOK_NAME && tokens[first + 1].kind == TOK_WEIGHT;
}

/* Appends the statement in one line; false if that cannot be, with something appended or not. */
static bool
append_flat (const Layout *layout, const AstNode *node, GString *line)
{
  Block block = block_of (layout, node);
  const AstNode *children = first_in_block (node, block);
  if (is_empty (block))
    {
      append_bare (layout, node, block, line);
      return true;
    }
  if (!may_be_flat (declared_by (node)->kind) || block.close - block.open > LINE_TOKENS
      || !children_fit_a_line (layout, children) || has_comment (layout, block))
    return false;
  spelling_append (layout->spelling, node->at.first, block.open, line);
  for (const AstNode *child = children; child; child = child->next)
    {
      g_string_append (line, child == children ? " " : "  ");
      if ((child != children && looks_like_unit (layout, child)) || !append_flat (layout, child, line))
        return false;
    }
  g_string_append (line, " }");
  return true;
}

/* Writing */

static void write_items (const Layout *layout, const GArray *items, unsigned indent);

static void
write_indent (const Layout *layout, unsigned indent)
{
  text_append_padded (layout->out, "", indent, false);
}

static void
write_end_comment (const Layout *layout, int32_t comment)
{
  if (comment >= 0)
    {
      g_string_append (layout->out, "  ");
      spelling_append_comment (layout->spelling, comment, layout->out);
    }
  g_string_append_c (layout->out, '\n');
}

static void
write_block (const Layout *layout, const AstNode *node, Block block, unsigned indent)
{
  g_autoptr (GArray) items = NULL;
  int32_t first = block.open + 1, comment = -1;
  if (is_end_comment (layout, first))
    comment = first++;
  items = collect_items (layout, first_in_block (node, block), first, block.close - 1);
  settle_blanks (layout, items);
  measure_arrows (layout, items);
  align_arrows (items);
  spelling_append (layout->spelling, node->at.first, block.open, layout->out);
  write_end_comment (layout, comment);
  write_items (layout, items, indent + 2);
  write_indent (layout, indent);
  g_string_append_c (layout->out, '}');
}

static void
write_row (const Layout *layout, const Item *item)
{
  g_autoptr (GString) left = g_string_new (NULL);
  spelling_append (layout->spelling, item->node->at.first, item->arrow - 1, left);
  text_append_padded (layout->out, left->str, item->width, false);
  g_string_append_c (layout->out, ' ');
  spelling_append (layout->spelling, item->arrow, item->node->at.last, layout->out);
}

static void
write_statement (const Layout *layout, const Item *item, unsigned indent)
{
  Block block = block_of (layout, item->node);
  g_autoptr (GString) flat = g_string_new (NULL);
  bool is_flat = item->arrow < 0 && append_flat (layout, item->node, flat);
  if (item->arrow >= 0)
    write_row (layout, item);
  else if (is_empty (block)
           || (is_flat && indent + text_width (flat->str, (gssize)flat->len, false) <= LINE_WIDTH))
    g_string_append_len (layout->out, flat->str, (gssize)flat->len);
  else
    write_block (layout, item->node, block, indent);
  write_end_comment (layout, item->comment);
}

static void
write_items (const Layout *layout, const GArray *items, unsigned indent)
{
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
      if (item->blank)
        g_string_append_c (layout->out, '\n');
      write_indent (layout, indent);
      if (item->node)
        write_statement (layout, item, indent);
      else
        {
          spelling_append_comment (layout->spelling, item->comment, layout->out);
          g_string_append_c (layout->out, '\n');
        }
    }
}

void
format_unit (const Unit *unit, FormatKeywords keywords, GString *out)
{
  g_autoptr (Spelling) spelling = spelling_new (unit, keywords);
  Layout layout = { unit, spelling, out };
  g_autoptr (GArray) items = NULL;
  g_assert (unit->ok && unit->root->kind == AST_MODULE);
  items = collect_items (&layout, unit->root->child, 0, unit->n_tokens - 1);
  part_declarations (items);
  settle_blanks (&layout, items);
  write_items (&layout, items, 0);
}
