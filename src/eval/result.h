/* What scoring gives: one row for each indicator, one for each tier, the total and the account of the rows that were read. */
#pragma once
#include "sema/model.h"

typedef enum
{
  STATUS_MET,
  STATUS_MISSED,
  STATUS_MISSING, /* no actual, or 未填 */
  STATUS_NA,      /* 不适用 */
  STATUS_INVALID  /* its rule could not be evaluated: reported */
} Status;

const char *status_word (Status status); /* "met" … */

typedef struct
{
  const Indicator *indicator;
  Status status;
  const char *actual;          /* as given, in plain form; computed ones too (`133.4%`); NULL if none */
  Rational score_min, score_max; /* equal where the score is known; meaningless for na */
  bool has_score;
  bool clamped;                /* the rule gave less than 0 or more than the weight */
  bool has_claimed;
  Rational claimed;
  const char *reason, *evidence; /* or NULL */
  const Arm *arm;              /* of the rule, taken; NULL if none was */
  Rational exact;              /* before rounding */
} RowResult;

typedef struct
{
  const Tier *tier;
  Rational weight;             /* of its indicators together */
  Rational score_min, score_max;
  bool has_claimed;
  Rational claimed;
} TierResult;

typedef struct
{
  guint64 read, scored, missing, na, facts, claims, refused, duplicate, blank;
} RowAccount;

/* True if READ is the sum of the others. */
bool row_account_balances (const RowAccount *account);
/* `rows: 142 read, 135 scored, …` (English words always: scripts read them) */
void row_account_append (const RowAccount *account, GString *out);

typedef struct
{
  const Scheme *scheme;
  RowResult *rows;             /* one for each of scheme->indicators */
  TierResult *tiers;           /* one for each of scheme->tiers */
  Rational total_min, total_max; /* equal where the total is known; 0 and 满分 where nothing applies */
  Rational full;               /* 满分 */
  bool complete;               /* every row has a score or is 不适用 */
  const Grade *grade;          /* NULL if the ends of the interval disagree, or no grade's condition holds */
  bool has_claimed_total;
  Rational claimed_total;
  RowAccount account;
} Result;
