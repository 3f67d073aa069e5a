# Written by build-aux/check-stdlib --bless.
dist_stdlib_DATA = \
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
  stdlib/checks/weights.jx
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
