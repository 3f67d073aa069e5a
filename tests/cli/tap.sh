# What the scripts of this folder share: TAP, a scratch folder, one small definition.  Sourced.
set -u
: "${JIXIAO:?the program}"
top=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
export JIXIAO_DATADIR="${JIXIAO_DATADIR:-$top/stdlib}"
export ASAN_OPTIONS="${ASAN_OPTIONS:-exitcode=99:detect_leaks=1}"
export LC_ALL=C.UTF-8
unset LANGUAGE LANG NO_COLOR COLUMNS
scratch=$(mktemp -d "${TMPDIR:-/tmp}/jixiao-cli-XXXXXX")
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
number=0
failed=0

ok () { # WHAT COMMAND...: passes if the command succeeds
  what=$1
  shift
  number=$((number + 1))
  if "$@"; then
    echo "ok $number - $what"
  else
    echo "not ok $number - $what"
    [ -s err ] && sed 's/^/# /' err | head -20
    failed=1
  fi
}

skip () { # WHAT WHY
  number=$((number + 1))
  echo "ok $number - $1 # SKIP $2"
}

code () { # CODE ARGUMENT...: the program ends with that code; its output is in `out` and `err`
  expected=$1
  shift
  got=0
  "$JIXIAO" "$@" >out 2>err || got=$?
  [ "$got" -eq "$expected" ] || { echo "# exit $got instead of $expected: $*"; return 1; }
}

says () { grep -qF -- "$1" err; } # standard error has these words
silent () { [ ! -s out ]; }       # nothing on standard output
same () { cmp -s "$1" "$2"; }
no_leftovers () { [ -z "$(find . -name '.jixiao-*')" ]; }

finish () {
  echo "1..$number"
  exit $failed
}

cp "$top/examples/01-hello.jx" good.jx
