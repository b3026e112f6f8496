# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests of the command. They run from the build folder
# (TXCOMPARE names another program), read from the source folder and write only
# into a folder of their own.
#
#   run ARGUMENT...         runs txcompare; $status, $out and $err (files) say what came of it
#   is STATUS WHAT          the status was this one
#   says TEXT / tells TEXT  this text is in standard output / standard error
#   nothing_out, nothing_err, like FILE PATTERN, check WHAT COMMAND...
#   finish                  last line and exit status

set -u
LC_ALL=C.UTF-8
export LC_ALL
unset NO_COLOR COLUMNS

top=$(cd "${srcdir:-.}" && pwd)
txcompare=${TXCOMPARE:-$PWD/txcompare}
[ -x "$txcompare" ] || { echo "no program $txcompare"; exit 99; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/txcompare-test.XXXXXX") || exit 99
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
out=$folder/out
err=$folder/err
patient=$top/examples/patients/trd.json
cd "$folder" || exit 99

passed=0
failed=0
last=
status=0

good () {
  passed=$((passed + 1))
}

bad () {
  failed=$((failed + 1))
  printf 'FAIL: %s\n' "$1"
  printf '  command: %s\n  status:  %s\n' "$last" "$status"
  sed 's/^/  err: /;20q' "$err"
  sed 's/^/  out: /;20q' "$out"
}

run () {
  last="txcompare $(printf '%.200s' "$*")"
  "$txcompare" "$@" >"$out" 2>"$err" </dev/null && status=0 || status=$?
}

is () {
  if [ "$status" -eq "$1" ]; then good; else bad "${2:-status}: expected status $1"; fi
}

says () {
  if grep -qF -e "$1" "$out"; then good; else bad "expected in the output: $1"; fi
}

says_not () {
  if grep -qF -e "$1" "$out"; then bad "not expected in the output: $1"; else good; fi
}

tells () {
  if grep -qF -e "$1" "$err"; then good; else bad "expected in the messages: $1"; fi
}

like () {
  if grep -qE -e "$2" "$1"; then good; else bad "expected in $(basename "$1"): $2"; fi
}

nothing_out () {
  if [ -s "$out" ]; then bad "expected no output"; else good; fi
}

nothing_err () {
  if [ -s "$err" ]; then bad "expected no messages"; else good; fi
}

# check WHAT COMMAND...: the command succeeds
check () {
  what=$1
  shift
  if "$@" >"$folder/check.log" 2>&1; then good; else
    bad "$what"
    sed 's/^/  /;20q' "$folder/check.log"
  fi
}

same () {
  if cmp -s "$1" "$2"; then good; else
    bad "$(basename "$1") and $(basename "$2") differ${3:+: $3}"
    diff "$1" "$2" | sed 's/^/  /;20q'
  fi
}

finish () {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}
