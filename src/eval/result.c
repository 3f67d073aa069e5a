/* Words of results and the account of rows.  The account balances if every row that was read was put to
 * exactly one use. */
#include "eval/result.h"

const char *
status_word (Status status)
{
  switch (status)
    {
    case STATUS_MET:
      return "met";
    case STATUS_MISSED:
      return "missed";
    case STATUS_MISSING:
      return "missing";
    case STATUS_NA:
      return "na";
    case STATUS_INVALID:
      return "invalid";
    }
  g_assert_not_reached ();
}

bool
row_account_balances (const RowAccount *account)
{
  return account->read
         == account->scored + account->missing + account->na + account->facts + account->claims
                + account->refused + account->duplicate + account->blank;
}

void
row_account_append (const RowAccount *account, GString *out)
{
  const struct
  {
    guint64 count;
    const char *word;
  } uses[] = { { account->read, "read" },       { account->scored, "scored" },
               { account->missing, "missing" }, { account->na, "na" },
               { account->facts, "facts" },     { account->claims, "claims" },
               { account->refused, "refused" }, { account->duplicate, "duplicate" },
               { account->blank, "blank" } };
  g_string_append (out, "rows: ");
  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    g_string_append_printf (out, "%s%" G_GUINT64_FORMAT " %s", i ? ", " : "", uses[i].count, uses[i].word);
}
