/* The claims of rows, added up as the framework adds up scores, and the difference between the claimed and
   the computed total, split by cause.  What is not known (a row without a score, a row without a claim) makes
   a part an interval or joins it with another; it never makes the parts wrong. */
#include "audit/causes.h"

bool
subject_stands_in (const Indicator *indicator, const Tier *tier)
{
  for (const Tier *at = indicator->tier; at && tier; at = at->parent)
    if (at == tier)
      return true;
  return tier == NULL;
}

/* A row as it counts: what it claims and what it scores. */
typedef struct
{
  const RowResult *row;
  Rational weight;
  bool counts; /* its weight is above 0 */
  bool na, stated;
  Rational claim; /* no more than the weight; of a row that is 不适用 and claims nothing what the framework
                     gives */
  Rational low, high; /* of its score */
} Line;

static Line
line_of (const AuditInput *input, const Indicator *indicator)
{
  const RowResult *row = &input->result->rows[indicator->index];
  Line line = { .row = row, .weight = indicator->weight, .claim = RATIONAL_ZERO };
  line.counts = rational_sign (indicator->weight) > 0;
  line.na = row->status == STATUS_NA;
  line.low = score_share (input->scheme, row, false);
  line.high = score_share (input->scheme, row, true);
  line.stated = subject_claim (input, indicator, &line.claim);
  if (line.na && !line.stated)
    line.claim = line.low;
  line.claim = rational_min (line.claim, indicator->weight);
  return line;
}

/* By what the sum of rows is multiplied where the weights NA do not apply. False: nothing applies. */
static bool
scale_of (const AuditInput *input, Rational na, Rational *ret_scale)
{
  const Framework *framework = input->scheme->framework;
  RationalPool *pool = input->model->session->numbers;
  Rational applicable = rational_sub (pool, framework->full, na);
  *ret_scale = RATIONAL_ONE;
  if (framework->na_policy != NA_RESCALE || rational_sign (na) <= 0)
    return true;
  if (rational_sign (applicable) <= 0)
    return false;
  *ret_scale = rational_div (pool, framework->full, applicable);
  return true;
}

static Rational
scaled (const AuditInput *input, Rational scale, Rational sum)
{
  RationalPool *pool = input->model->session->numbers;
  return rational_equal (scale, RATIONAL_ONE)
             ? sum
             : rational_round (pool, rational_mul (pool, sum, scale), input->scheme->framework->places);
}

/* Adds LINE to SUM, and its weight to *NA if it is left out where the rest is rescaled: one that claims
 * something is not. */
static void
add_line (RationalPool *pool, const Line *line, ClaimSum *sum, Rational *na)
{
  bool open = !line->na && !line->stated && line->counts;
  sum->any |= line->stated;
  sum->n_na += line->na;
  sum->n_unstated += open;
  if (line->na && rational_sign (line->claim) <= 0)
    *na = rational_add (pool, *na, line->weight);
  sum->low = rational_add (pool, sum->low, line->claim);
  sum->high = rational_add (pool, sum->high, open ? line->weight : line->claim);
}

void
claims_add_up (const AuditInput *input, const Tier *tier, ClaimSum *ret_sum)
{
  RationalPool *pool = input->model->session->numbers;
  Rational na = RATIONAL_ZERO, scale = RATIONAL_ONE;
  *ret_sum = (ClaimSum){ .low = RATIONAL_ZERO, .high = RATIONAL_ZERO };
  for (unsigned i = 0; i < input->scheme->n_indicators; i++)
    if (subject_stands_in (input->scheme->indicators[i], tier))
      {
        Line line = line_of (input, input->scheme->indicators[i]);
        add_line (pool, &line, ret_sum, &na);
      }
  if (!tier && !scale_of (input, na, &scale))
    ret_sum->any = false;
  ret_sum->low = scaled (input, scale, ret_sum->low);
  ret_sum->high = scaled (input, scale, ret_sum->high);
}

/* What the rows add to the difference, not yet rescaled. */
typedef struct
{
  Rational claims; /* of all rows */
  Rational missed_full, other, unscored_low, unscored_high;
  unsigned n_unscored;
  bool doubly_open; /* some row has neither a claim nor a score */
  Rational na;
} Tally;

static void
tally_line (RationalPool *pool, const Line *line, Tally *tally)
{
  Rational low = rational_sub (pool, line->low, line->claim),
           high = rational_sub (pool, line->high, line->claim);
  bool scored = line->na || line->row->has_score;
  if (line->na)
    tally->na = rational_add (pool, tally->na, line->weight);
  if (!line->counts)
    return;
  tally->claims = rational_add (pool, tally->claims, line->claim);
  if (!line->stated && !line->na)
    tally->doubly_open |= !scored;
  else if (!scored)
    {
      tally->n_unscored++;
      tally->unscored_low = rational_add (pool, tally->unscored_low, low);
      tally->unscored_high = rational_add (pool, tally->unscored_high, high);
    }
  else if (line->row->status == STATUS_MISSED && rational_cmp (line->claim, line->weight) >= 0)
    tally->missed_full = rational_add (pool, tally->missed_full, low);
  else
    tally->other = rational_add (pool, tally->other, low);
}

static Tally
tally_rows (const AuditInput *input)
{
  Tally tally = { RATIONAL_ZERO, RATIONAL_ZERO, RATIONAL_ZERO, RATIONAL_ZERO, RATIONAL_ZERO, 0,
                  false,         RATIONAL_ZERO };
  for (unsigned i = 0; i < input->scheme->n_indicators; i++)
    {
      Line line = line_of (input, input->scheme->indicators[i]);
      tally_line (input->model->session->numbers, &line, &tally);
    }
  return tally;
}

/* TOTAL less the claimed total, the full marks that were missed and the other rows: what is left for the
 * rest. */
static Rational
left_of (const AuditInput *input, const AuditCauses *causes, Rational total)
{
  RationalPool *pool = input->model->session->numbers;
  Rational left = rational_sub (pool, total, input->result->claimed_total);
  left = rational_sub (pool, left, causes->missed_full);
  return rational_sub (pool, left, causes->other);
}

/* Every row states a claim: the addition is known, and what could not be scored takes what is left at each
 * end. */
static void
split_added (const AuditInput *input, Rational all_claims, AuditCauses *causes)
{
  RationalPool *pool = input->model->session->numbers;
  const Result *result = input->result;
  causes->has_addition = true;
  causes->addition = rational_sub (pool, causes->claims.low, result->claimed_total);
  if (causes->n_unscored == 0)
    {
      causes->other = RATIONAL_ZERO;
      causes->other = rational_sub (pool, left_of (input, causes, result->total_min), causes->addition);
      return;
    }
  /* rescaled as the claims add up, and as the scores do: where a row that is 不适用 claims something */
  causes->other = rational_add (pool, causes->other, rational_sub (pool, all_claims, causes->claims.low));
  causes->unscored_low = rational_sub (pool, left_of (input, causes, result->total_min), causes->addition);
  causes->unscored_high = rational_sub (pool, left_of (input, causes, result->total_max), causes->addition);
}

/* Some row states none: the addition is in the rest, with what these rows make. */
static void
split_unadded (const AuditInput *input, bool doubly_open, AuditCauses *causes)
{
  RationalPool *pool = input->model->session->numbers;
  const Result *result = input->result;
  if (!doubly_open) /* then what is open about the total is in the rows that could not be scored */
    causes->unscored_high = rational_add (pool, causes->unscored_low,
                                          rational_sub (pool, result->total_max, result->total_min));
  causes->rest_low = rational_sub (pool, left_of (input, causes, result->total_min), causes->unscored_low);
  causes->rest_high = rational_sub (pool, left_of (input, causes, result->total_max), causes->unscored_high);
}

void
causes_split (const AuditInput *input, AuditCauses *ret_causes)
{
  Tally tally = tally_rows (input);
  Rational scale;
  *ret_causes
      = (AuditCauses){ .addition = RATIONAL_ZERO, .rest_low = RATIONAL_ZERO, .rest_high = RATIONAL_ZERO };
  claims_add_up (input, NULL, &ret_causes->claims);
  if (!scale_of (input, tally.na, &scale))
    scale = RATIONAL_ZERO;
  ret_causes->missed_full = scaled (input, scale, tally.missed_full);
  ret_causes->other = scaled (input, scale, tally.other);
  ret_causes->unscored_low = scaled (input, scale, tally.unscored_low);
  ret_causes->unscored_high = scaled (input, scale, tally.unscored_high);
  ret_causes->n_unscored = tally.n_unscored;
  ret_causes->known = input->result->has_claimed_total && ret_causes->claims.any && rational_sign (scale) > 0;
  if (!ret_causes->known)
    return;
  if (ret_causes->claims.n_unstated == 0)
    split_added (input, scaled (input, scale, tally.claims), ret_causes);
  else
    split_unadded (input, tally.doubly_open, ret_causes);
}
