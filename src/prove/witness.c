/* Witnesses are shown to the evaluator over the frame that scoring itself would use, so that what a proof
   says can be seen in a score. */
#include "prove/witness.h"

static Actual
actual_of (const Target *target, const LevelScore *level, Rational x)
{
  if (level)
    return (Actual){
      .kind = ACTUAL_LEVEL, .words = level->name, .level_met = level->met, .rate_low = x, .rate_high = x
    };
  if (!target->is_date)
    return (Actual){ .kind = ACTUAL_NUMBER, .number = x, .measure = target->measure };
  return (Actual){ .kind = ACTUAL_DATE, .first = (Day)x.num, .last = (Day)x.num };
}

static EvalStatus
evaluate (const Indicator *indicator, const Frame *frame, Witness *witness)
{
  for (unsigned i = 0; i < indicator->rule.rule->n_arms; i++)
    {
      const Arm *arm = &indicator->rule.rule->arms[i];
      Rational holds = RATIONAL_ONE;
      EvalStatus status
          = arm->condition ? expr_eval (arm->condition, frame, &holds, &witness->failed) : EVAL_OK;
      witness->arm = arm;
      if (status != EVAL_OK)
        return status;
      if (rational_sign (holds) == 0)
        continue;
      status = arm->score ? expr_eval (arm->score, frame, &witness->given, &witness->failed) : EVAL_NO_VALUE;
      if (status == EVAL_OK)
        witness->score = rational_min (rational_max (witness->given, RATIONAL_ZERO), indicator->weight);
      return status;
    }
  return EVAL_NO_VALUE;
}

EvalStatus
prove_evaluate (Model *model, const Scheme *scheme, const Indicator *indicator, const LevelScore *level,
                Rational x, Witness *ret_witness)
{
  Actual actual = actual_of (&indicator->target, level, x);
  RowResult row = { .indicator = indicator };
  Frame frame;
  *ret_witness = (Witness){
    .x = x, .level = level ? level->name : NULL, .given = RATIONAL_ZERO, .score = RATIONAL_ZERO
  };
  score_frame (model, scheme, indicator, &actual, &row, &frame);
  ret_witness->met = frame.met;
  return evaluate (indicator, &frame, ret_witness);
}

bool
prove_is_better (RationalPool *pool, const Target *target, Rational x, Rational than)
{
  Rational bound = target->has_lower ? target->lower : target->has_upper ? target->upper : RATIONAL_ZERO;
  if ((rational_sign (x) < 0) != (rational_sign (than) < 0))
    return rational_sign (x) >= 0;
  return rational_cmp (rational_abs (pool, rational_sub (pool, x, bound)),
                       rational_abs (pool, rational_sub (pool, than, bound)))
         < 0;
}
