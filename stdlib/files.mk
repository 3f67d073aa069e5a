# Written by build-aux/check-stdlib --bless.
dist_stdlib_DATA = \
  stdlib/rules-kit.jx \
  stdlib/rules.jx \
  stdlib/scales.jx \
  stdlib/units.jx
stdlib_calendarsdir = $(pkgdatadir)/calendars
dist_stdlib_calendars_DATA = \
  stdlib/calendars/state-council.jx
stdlib_checksdir = $(pkgdatadir)/checks
dist_stdlib_checks_DATA = \
  stdlib/checks/all.jx \
  stdlib/checks/form.jx \
  stdlib/checks/history.jx \
  stdlib/checks/scores.jx \
  stdlib/checks/values.jx \
  stdlib/checks/weights.jx \
  stdlib/checks/years.jx
stdlib_frameworksdir = $(pkgdatadir)/frameworks
dist_stdlib_frameworks_DATA = \
  stdlib/frameworks/anhui.jx \
  stdlib/frameworks/beijing.jx \
  stdlib/frameworks/chongqing.jx \
  stdlib/frameworks/common-2013.jx \
  stdlib/frameworks/guangxi.jx \
  stdlib/frameworks/hebei.jx \
  stdlib/frameworks/hubei.jx \
  stdlib/frameworks/hunan.jx \
  stdlib/frameworks/national-2020.jx \
  stdlib/frameworks/national-2021-cost.jx \
  stdlib/frameworks/provincial-system.jx \
  stdlib/frameworks/shanxi.jx \
  stdlib/frameworks/sichuan.jx \
  stdlib/frameworks/zhejiang.jx
stdlib_testsdir = $(pkgdatadir)/tests
dist_stdlib_tests_DATA = \
  stdlib/tests/rules-kit.jx \
  stdlib/tests/rules.jx \
  stdlib/tests/scales.jx \
  stdlib/tests/units.jx
stdlib_tests_calendarsdir = $(pkgdatadir)/tests/calendars
dist_stdlib_tests_calendars_DATA = \
  stdlib/tests/calendars/state-council.jx
stdlib_tests_checksdir = $(pkgdatadir)/tests/checks
dist_stdlib_tests_checks_DATA = \
  stdlib/tests/checks/form.jx \
  stdlib/tests/checks/history.jx \
  stdlib/tests/checks/scores.jx \
  stdlib/tests/checks/values.jx \
  stdlib/tests/checks/weights.jx \
  stdlib/tests/checks/years.jx
stdlib_tests_frameworksdir = $(pkgdatadir)/tests/frameworks
dist_stdlib_tests_frameworks_DATA = \
  stdlib/tests/frameworks/anhui.jx \
  stdlib/tests/frameworks/beijing.jx \
  stdlib/tests/frameworks/chongqing.jx \
  stdlib/tests/frameworks/common-2013.jx \
  stdlib/tests/frameworks/guangxi.jx \
  stdlib/tests/frameworks/hebei.jx \
  stdlib/tests/frameworks/hubei.jx \
  stdlib/tests/frameworks/hunan.jx \
  stdlib/tests/frameworks/national-2020.jx \
  stdlib/tests/frameworks/national-2021-cost.jx \
  stdlib/tests/frameworks/provincial-system.jx \
  stdlib/tests/frameworks/shanxi.jx \
  stdlib/tests/frameworks/sichuan.jx \
  stdlib/tests/frameworks/zhejiang.jx
