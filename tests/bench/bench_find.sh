#!/usr/bin/env bash
# What finding a service costs with as many as the country has: 3 500 units and 2 000
# services. Processor time of the collector a request, beside what the same server takes for
# /healthz, which is next to nothing of ours.
#
# usage: bench_find.sh      all optional: BENCH_SECONDS=3 BENCH_RUNS=3 BUILD=build
set -euo pipefail
cd "$(dirname "$0")/../.."

SECONDS_EACH=${BENCH_SECONDS:-3}
RUNS=${BENCH_RUNS:-3}
BUILD=${BUILD:-build}
unset "${!PG@}"

work=$(mktemp -d "${TMPDIR:-/tmp}/hailong-bench.XXXXXX")
pg=$(mktemp -d "${TMPDIR:-/tmp}/hailong-bench.XXXXXX")
pid=''
clean_up() {
  if [ -n "$pid" ]; then
    kill "$pid"
    wait "$pid" || :
  fi
  tests/tools/cluster.sh remove "$pg"
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

collector() {
  "$BUILD/hailong-collector" "$@" --db "$db" >>"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
}

prepare() {
  local list
  tests/tools/cluster.sh start "$pg" >/dev/null
  db=$(tests/tools/cluster.sh conninfo "$pg")
  tests/tools/catalogue.sh "$work"
  collector migrate
  collector form add forms/definitions/service-22.json
  collector round add r1 --form service-22
  collector round open r1
  for list in units services; do collector import $list "$work/$list.csv"; done
}

start() {
  local tries port=$((20000 + RANDOM % 12000))
  url=http://127.0.0.1:$port
  "$BUILD/hailong-collector" serve --db "$db" --listen "127.0.0.1:$port" \
    --rate-limit off >"$work/log" 2>&1 &
  pid=$!
  for tries in $(seq 100); do
    ! curl -sf -o "$work/page" "$url/healthz" || return 0
    sleep 0.1
  done
  echo "bench_find: no server after $tries tries: $(cat "$work/log")" >&2
  exit 1
}

ticks() {
  sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $12 + $13 }'
}

# cost PATH: µs a request, the median of the runs
cost() {
  local before run
  for run in $(seq "$RUNS"); do
    before=$(ticks)
    "$BUILD/tools/load" -t "$SECONDS_EACH" -c 8 "$url$1" >"$work/load$run"
    awk -F= -v ticks=$(($(ticks) - before)) -v hertz="$(getconf CLK_TCK)" \
      '$1 == "replies" { printf "%.1f\n", ticks / hertz * 1e6 / $2 }' "$work/load$run"
  done | sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

prepare
start
alone=$(cost /healthz)
printf '%-44s %10s %8s %10s\n' "$(($(wc -l <"$work/units.csv") - 1)) units, $(($(wc -l \
  <"$work/services.csv") - 1)) services" 'us of CPU' ratio 'page bytes'
while IFS='|' read -r what path; do
  curl -sf -o "$work/page" "$url$path"
  awk -v what="$what" -v a="$(cost "$path")" -v b="$alone" -v bytes="$(wc -c <"$work/page")" \
    'BEGIN { printf "%-44s %10.1f %8.1f %10d\n", what, a, a / b, bytes }'
done <<'TABLE'
/healthz|/healthz
units: ho tich|/?round=r1&q=ho+tich
units: nothing found|/?round=r1&q=khong+co
units: a letter, most match|/?round=r1&q=a
units: a code|/?round=r1&q=12034
services: dang ky ket hon|/?round=r1&unit=12034&q=dang+ky+ket+hon
units: the top of the tree|/?round=r1
units: of a province|/?round=r1&under=12
services: the fields|/?round=r1&unit=12034
services: of a field|/?round=r1&unit=12034&field=Y+t%E1%BA%BF
TABLE
