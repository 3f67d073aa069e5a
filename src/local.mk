# Sources, one a line, sorted, by floor (FLOORS).  Everything but cli is in one archive, which the program and the tests link.
noinst_LIBRARIES += %D%/libjixiao.a
%C%_libjixiao_a_SOURCES =

%C%_libjixiao_a_SOURCES += \
  %D%/base/arena.c \
  %D%/base/arena.h \
  %D%/base/atom.c \
  %D%/base/atom.h \
  %D%/base/date.c \
  %D%/base/date.h \
  %D%/base/i18n.h \
  %D%/base/limits.h \
  %D%/base/normal-name.c \
  %D%/base/normal-name.h \
  %D%/base/numeral.c \
  %D%/base/numeral.h \
  %D%/base/rational.c \
  %D%/base/rational.h \
  %D%/base/text.c \
  %D%/base/text.h

%C%_libjixiao_a_SOURCES += \
  %D%/source/diag-codes.def \
  %D%/source/diag.c \
  %D%/source/diag.h \
  %D%/source/render.c \
  %D%/source/render.h \
  %D%/source/source.c \
  %D%/source/source.h

%C%_libjixiao_a_SOURCES += \
  %D%/table/csv-header.c \
  %D%/table/csv-header.h \
  %D%/table/csv-text.c \
  %D%/table/csv-text.h \
  %D%/table/csv-writer.c \
  %D%/table/csv-writer.h \
  %D%/table/csv.c \
  %D%/table/csv.h \
  %D%/table/json-lexer.c \
  %D%/table/json-lexer.h \
  %D%/table/json-writer.c \
  %D%/table/json-writer.h \
  %D%/table/json.c \
  %D%/table/json.h

%C%_libjixiao_a_SOURCES += \
  %D%/syntax/ast.c \
  %D%/syntax/ast.def \
  %D%/syntax/ast.h \
  %D%/syntax/build.c \
  %D%/syntax/keywords.c \
  %D%/syntax/keywords.def \
  %D%/syntax/keywords.h \
  %D%/syntax/literal.c \
  %D%/syntax/literal.h \
  %D%/syntax/parse.c \
  %D%/syntax/parse.h \
  %D%/syntax/scan-actions.c \
  %D%/syntax/scan-actions.h \
  %D%/syntax/scan-context.c \
  %D%/syntax/scan-context.h \
  %D%/syntax/scan-name.c \
  %D%/syntax/scan-name.h \
  %D%/syntax/scan-number.c \
  %D%/syntax/scan-number.h \
  %D%/syntax/scan-unit.c \
  %D%/syntax/scan-unit.h \
  %D%/syntax/token.h \
  %D%/syntax/unit.c \
  %D%/syntax/unit.h

%C%_libjixiao_a_SOURCES += \
  %D%/format/format.c \
  %D%/format/format.h \
  %D%/format/spelling.c \
  %D%/format/spelling.h

%C%_libjixiao_a_SOURCES += \
  %D%/load/session.c \
  %D%/load/session.h

%C%_libjixiao_a_SOURCES += \
  %D%/sema/advice.def \
  %D%/sema/advise-matching.c \
  %D%/sema/advise-names.c \
  %D%/sema/advise-targets.c \
  %D%/sema/advise-weights.c \
  %D%/sema/advise.c \
  %D%/sema/advise.h \
  %D%/sema/build.h \
  %D%/sema/calendar.c \
  %D%/sema/calendar.h \
  %D%/sema/check.c \
  %D%/sema/declare.c \
  %D%/sema/description.c \
  %D%/sema/expr-days.c \
  %D%/sema/expr-eval.c \
  %D%/sema/expr-look.c \
  %D%/sema/expr-private.h \
  %D%/sema/expr-text.c \
  %D%/sema/expr-text.h \
  %D%/sema/expr-type.c \
  %D%/sema/expr-words.c \
  %D%/sema/expr.c \
  %D%/sema/expr.h \
  %D%/sema/framework-grades.c \
  %D%/sema/framework-tiers.c \
  %D%/sema/framework.c \
  %D%/sema/indicator-rule.c \
  %D%/sema/measure.c \
  %D%/sema/measure.h \
  %D%/sema/model.c \
  %D%/sema/model.h \
  %D%/sema/normal.c \
  %D%/sema/normal.h \
  %D%/sema/quantity.c \
  %D%/sema/quantity.h \
  %D%/sema/requirement.c \
  %D%/sema/rule-bare.c \
  %D%/sema/rule.c \
  %D%/sema/scale.c \
  %D%/sema/scheme.c \
  %D%/sema/sentence-match.c \
  %D%/sema/sentence-use.c \
  %D%/sema/sentence-use.h \
  %D%/sema/sentence.c \
  %D%/sema/setting.c \
  %D%/sema/slots.c \
  %D%/sema/slots.def \
  %D%/sema/target.c \
  %D%/sema/test.c \
  %D%/sema/texts.def \
  %D%/sema/upward.c \
  %D%/sema/wording.c \
  %D%/sema/wording.h

%C%_libjixiao_a_SOURCES += \
  %D%/eval/actuals-block.c \
  %D%/eval/actuals-cell.c \
  %D%/eval/actuals-csv.c \
  %D%/eval/actuals-finish.c \
  %D%/eval/actuals-fit.c \
  %D%/eval/actuals-json.c \
  %D%/eval/actuals-match.c \
  %D%/eval/actuals-private.h \
  %D%/eval/actuals-value.c \
  %D%/eval/actuals.c \
  %D%/eval/actuals.h \
  %D%/eval/batch.c \
  %D%/eval/batch.h \
  %D%/eval/literal.c \
  %D%/eval/literal.h \
  %D%/eval/result.c \
  %D%/eval/result.h \
  %D%/eval/score.c \
  %D%/eval/score.h \
  %D%/eval/trace.c \
  %D%/eval/trace.h

%C%_libjixiao_a_SOURCES += \
  %D%/prove/advise.c \
  %D%/prove/advise.h \
  %D%/prove/claim.c \
  %D%/prove/claim.h \
  %D%/prove/crossing.c \
  %D%/prove/crossing.h \
  %D%/prove/curve-builder.c \
  %D%/prove/curve-builder.h \
  %D%/prove/curve-expr.c \
  %D%/prove/curve-expr.h \
  %D%/prove/curve-step.c \
  %D%/prove/curve.c \
  %D%/prove/curve.h \
  %D%/prove/piece.c \
  %D%/prove/piece.h \
  %D%/prove/rule.c \
  %D%/prove/rule.h \
  %D%/prove/score-curve.c \
  %D%/prove/score-curve.h \
  %D%/prove/table.c \
  %D%/prove/table.h \
  %D%/prove/witness.c \
  %D%/prove/witness.h

%C%_libjixiao_a_SOURCES += \
  %D%/audit/audit.c \
  %D%/audit/audit.h \
  %D%/audit/causes.c \
  %D%/audit/causes.h \
  %D%/audit/findings.c \
  %D%/audit/findings.h \
  %D%/audit/message.c \
  %D%/audit/subject.c \
  %D%/audit/subject.h

%C%_libjixiao_a_SOURCES += \
  %D%/diff/accept.c \
  %D%/diff/aspects.def \
  %D%/diff/change-kinds.def \
  %D%/diff/change.c \
  %D%/diff/check.c \
  %D%/diff/claims.c \
  %D%/diff/declared.c \
  %D%/diff/defaults.c \
  %D%/diff/diff.c \
  %D%/diff/diff.h \
  %D%/diff/differ.h \
  %D%/diff/effect.c \
  %D%/diff/effect.h \
  %D%/diff/form.c \
  %D%/diff/framework.c \
  %D%/diff/history.c \
  %D%/diff/history.h \
  %D%/diff/hybrid.c \
  %D%/diff/hybrid.h \
  %D%/diff/identity.c \
  %D%/diff/indicator.c \
  %D%/diff/level.c \
  %D%/diff/level.h \
  %D%/diff/likeness.c \
  %D%/diff/likeness.h \
  %D%/diff/match-formerly.c \
  %D%/diff/match-private.h \
  %D%/diff/match.c \
  %D%/diff/match.h \
  %D%/diff/parts.c \
  %D%/diff/parts.h \
  %D%/diff/rule.c \
  %D%/diff/rule.h \
  %D%/diff/scale.c \
  %D%/diff/side.c \
  %D%/diff/side.h \
  %D%/diff/target.c \
  %D%/diff/target.h \
  %D%/diff/terms.c \
  %D%/diff/through.c \
  %D%/diff/use.c \
  %D%/diff/words.c

%C%_libjixiao_a_SOURCES += \
  %D%/test/coverage.c \
  %D%/test/coverage.h \
  %D%/test/generate.c \
  %D%/test/generate.h \
  %D%/test/test.c \
  %D%/test/test.h \
  %D%/test/values.c \
  %D%/test/values.h

%C%_libjixiao_a_SOURCES += \
  %D%/report/audit-json.c \
  %D%/report/audit-junit.c \
  %D%/report/audit-parts.c \
  %D%/report/audit-parts.h \
  %D%/report/audit-sarif.c \
  %D%/report/audit-text.c \
  %D%/report/audit.h \
  %D%/report/columns.c \
  %D%/report/columns.h \
  %D%/report/csv.c \
  %D%/report/diff-figures.c \
  %D%/report/diff-head.c \
  %D%/report/diff-html.c \
  %D%/report/diff-json.c \
  %D%/report/diff-lines.c \
  %D%/report/diff-markdown.c \
  %D%/report/diff-private.h \
  %D%/report/diff-sarif.c \
  %D%/report/diff-text.c \
  %D%/report/diff.h \
  %D%/report/explain-days.c \
  %D%/report/explain-html.c \
  %D%/report/explain-json.c \
  %D%/report/explain-lines.c \
  %D%/report/explain-private.h \
  %D%/report/explain-sentence.c \
  %D%/report/explain-steps.c \
  %D%/report/explain-text.c \
  %D%/report/explain-value.c \
  %D%/report/explain.h \
  %D%/report/html.c \
  %D%/report/html.h \
  %D%/report/json.c \
  %D%/report/markdown.c \
  %D%/report/markdown.h \
  %D%/report/members.c \
  %D%/report/members.h \
  %D%/report/path.c \
  %D%/report/path.h \
  %D%/report/refusal.c \
  %D%/report/refusal.h \
  %D%/report/report.h \
  %D%/report/sarif.c \
  %D%/report/sarif.h \
  %D%/report/template.c \
  %D%/report/test-json.c \
  %D%/report/test-junit.c \
  %D%/report/test-tap.c \
  %D%/report/test-text.c \
  %D%/report/test.h \
  %D%/report/text.c \
  %D%/report/totals.c \
  %D%/report/xml.c \
  %D%/report/xml.h

bin_PROGRAMS += %D%/cli/jixiao
%C%_cli_jixiao_LDADD = %D%/libjixiao.a $(GLIB_LIBS) $(GMP_LIBS)
%C%_cli_jixiao_SOURCES = \
  %D%/cli/check-settings.c \
  %D%/cli/check-settings.h \
  %D%/cli/cmd-audit.c \
  %D%/cli/cmd-check.c \
  %D%/cli/cmd-diff.c \
  %D%/cli/cmd-eval.c \
  %D%/cli/cmd-explain.c \
  %D%/cli/cmd-fmt.c \
  %D%/cli/cmd-template.c \
  %D%/cli/cmd-test.c \
  %D%/cli/command.h \
  %D%/cli/definition.c \
  %D%/cli/definition.h \
  %D%/cli/eval-batch.c \
  %D%/cli/eval-batch.h \
  %D%/cli/evidence.c \
  %D%/cli/evidence.h \
  %D%/cli/explaining.c \
  %D%/cli/explaining.h \
  %D%/cli/language.c \
  %D%/cli/language.h \
  %D%/cli/main.c \
  %D%/cli/options.c \
  %D%/cli/options.h \
  %D%/cli/output.c \
  %D%/cli/output.h \
  %D%/cli/refusal.c \
  %D%/cli/refusal.h \
  %D%/cli/rejects.c \
  %D%/cli/rejects.h \
  %D%/cli/run.c \
  %D%/cli/run.h \
  %D%/cli/spool.c \
  %D%/cli/spool.h \
  %D%/cli/table-file.c \
  %D%/cli/table-file.h
EXTRA_DIST += %D%/FLOORS
