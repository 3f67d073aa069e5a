/* Runs the advice of advice.def over every scheme. */
#include "sema/advise.h"

static const struct
{
  void (*look) (Model *model, const Scheme *scheme);
  Severity gravest;
} CHECKS[] = {
#define ADVICE(function, gravest, what) { function, SEVERITY_##gravest },
#include "sema/advice.def"
#undef ADVICE
};

void
sema_advise (Model *model, Severity least)
{
  const Unit *root = model->root->unit;
  if (!root->root->child && root->ok)
    diag_report (model->session->sink, DIAG_nothing_defined, root->source, (Span) { 0, 0 }, NULL);
  for (guint i = 0; i < model->schemes->len; i++)
    for (size_t check = 0; check < G_N_ELEMENTS (CHECKS); check++)
      if (CHECKS[check].gravest >= least && !((Scheme *)model->schemes->pdata[i])->broken)
        CHECKS[check].look (model, model->schemes->pdata[i]);
}
