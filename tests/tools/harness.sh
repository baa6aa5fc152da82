# shellcheck shell=bash
# What every tests/*/*.t starts with:
#
#   #!/usr/bin/env bash
#   . "$(dirname "$0")/../tools/harness.sh"
#
# It moves to the top folder, sets COLLECTOR, ANALYZER (from BUILD, default build) and
# WORK (a folder that goes away), and speaks TAP. A test ends with done_testing.
#
#   ok NAME COMMAND...          the command succeeds
#   is GOT WANT NAME            two texts are equal
#   like GOT REGEX NAME         a text matches (unlike: does not)
#   exits CODE NAME COMMAND...  runs it, keeps $out and $err, compares the exit code
#   golden FILE NAME            FILE equals tests/golden/<its base name>
#   skip NAME REASON            a test that cannot run here
#   skip_all REASON             none of them can
#   note TEXT                   a remark
#
#   new_database                an empty database; DB is its connection string
#   sql STATEMENT               psql on it: bare values, columns parted by |
#   start_collector [OPTION...] serve on a free port; URL is where; stop_collector
# shellcheck disable=SC2034 # variables are for the tests
set -uo pipefail
unset "${!PG@}"

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$HERE/../.." || exit 1
BUILD=${BUILD:-build}
COLLECTOR=$BUILD/hailong-collector ANALYZER=$BUILD/hailong-analyzer
WORK=$(mktemp -d "${TMPDIR:-/tmp}/hailong-work.XXXXXX")

tests_run=0
tests_failed=0
databases=()
collector_pid=''
own_cluster=''
out='' err=''
finished=''

# --- TAP ------------------------------------------------------------------------------

note() {
  local line
  while IFS= read -r line; do echo "# $line"; done <<<"$*"
}

# report OUTCOME NAME, where the outcome is an exit code
report() {
  tests_run=$((tests_run + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $tests_run - $2"
  else
    tests_failed=$((tests_failed + 1))
    echo "not ok $tests_run - $2"
    note "failed at $(basename "${BASH_SOURCE[2]}") line ${BASH_LINENO[1]}"
    return 1
  fi
}

ok() {
  local name=$1
  shift
  if "$@" >"$WORK/ok.out" 2>&1; then
    report 0 "$name"
  else
    report 1 "$name"
    note "$(tail -n 30 "$WORK/ok.out")"
    return 1
  fi
}

is() {
  [ "$1" = "$2" ]
  report $? "$3" || {
    note "     got: $1"
    note "expected: $2"
    return 1
  }
}

like() {
  [[ "$1" =~ $2 ]]
  report $? "$3" || {
    note "         got: $1"
    note "should match: $2"
    return 1
  }
}

unlike() {
  ! [[ "$1" =~ $2 ]]
  report $? "$3" || {
    note "             got: $1"
    note "should not match: $2"
    return 1
  }
}

exits() {
  local want=$1 name=$2 got=0
  shift 2
  "$@" >"$WORK/exits.out" 2>"$WORK/exits.err" || got=$?
  out=$(tr -d '\0' <"$WORK/exits.out") err=$(tr -d '\0' <"$WORK/exits.err")
  [ "$got" -eq "$want" ]
  report $? "$name" || {
    note "exit code $got instead of $want: $*"
    note "$(tail -n 30 "$WORK/exits.err")"
    return 1
  }
}

# GOLDEN=write (make golden) rewrites instead of comparing.
golden() {
  local kept
  kept=tests/golden/$(basename "$1")
  [ "${GOLDEN:-}" != write ] || cp "$1" "$kept"
  ok "$2" diff -u "$kept" "$1"
}

skip() {
  tests_run=$((tests_run + 1))
  echo "ok $tests_run - $1 # SKIP $2"
}

skip_all() {
  finished=1
  echo "1..0 # SKIP $*"
  exit 0
}

done_testing() {
  stop_collector
  finished=1
  echo "1..$tests_run"
  [ "$tests_failed" -eq 0 ]
  exit
}

# --- the database ---------------------------------------------------------------------

# "make test" starts one cluster for all files (HAILONG_TEST_PG); a file that is run
# alone starts its own.
need_cluster() {
  [ -z "${HAILONG_TEST_PG:-}" ] || return 0
  own_cluster=$(mktemp -d "${TMPDIR:-/tmp}/hailong-test.XXXXXX")
  "$HERE/cluster.sh" start --fast "$own_cluster" || exit 1
  HAILONG_TEST_PG=$("$HERE/cluster.sh" conninfo "$own_cluster")
  export HAILONG_TEST_PG
}

new_database() {
  local name
  need_cluster
  name=t_$$_${#databases[@]}
  psql -XAtq -d "$HAILONG_TEST_PG" -c "create database $name" || exit 1
  databases+=("$name")
  DB="$HAILONG_TEST_PG dbname=$name"
}

sql() {
  psql -XAtq -v ON_ERROR_STOP=1 -d "$DB" -c "$1"
}

# --- the collector --------------------------------------------------------------------

port_is_free() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Tries ports until the collector has one for itself; its words are in $WORK/collector.log.
start_collector() {
  local tries port
  for tries in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    port_is_free "$port" || continue
    URL=http://127.0.0.1:$port
    "$COLLECTOR" serve --db "$DB" --listen "127.0.0.1:$port" "$@" \
      >"$WORK/collector.log" 2>&1 &
    collector_pid=$!
    collector_answers && return 0
    stop_collector quietly
  done
  note "the collector did not start (tried $tries ports): $(cat "$WORK/collector.log")"
  return 1
}

collector_answers() {
  local tries
  for tries in $(seq 150); do
    curl -sf -o "$WORK/healthz" "$URL/healthz" && return 0
    kill -0 "$collector_pid" 2>/dev/null || return 1
    sleep $((tries > 20)).1
  done
  return 1
}

# Ends it as an administrator would and checks, as a test of its own, that it ended well:
# a sanitizer's findings come to light here.
stop_collector() {
  local code=0
  [ -n "$collector_pid" ] || return 0
  kill "$collector_pid" 2>/dev/null
  wait "$collector_pid" || code=$?
  collector_pid=''
  [ "${1:-}" = quietly ] || report "$code" 'the collector stops with exit code 0' || {
    note "exit code $code; its last words:"
    note "$(tail -n 30 "$WORK/collector.log")"
  }
}

# --- the end --------------------------------------------------------------------------

clean_up() {
  local code=$? name
  [ -z "$collector_pid" ] || { kill "$collector_pid" && wait "$collector_pid"; } 2>/dev/null
  if [ -n "$own_cluster" ]; then
    "$HERE/cluster.sh" remove "$own_cluster"
  else
    for name in "${databases[@]}"; do
      psql -XAtq -d "$HAILONG_TEST_PG" -c "drop database if exists $name with (force)"
    done
  fi
  rm -rf "$WORK"
  [ -n "$finished" ] || echo "# the test ended early, without done_testing"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP
