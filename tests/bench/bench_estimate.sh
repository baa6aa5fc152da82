#!/usr/bin/env bash
# What estimating costs: 24 items of 1 M weighted responses, by 500 units and by 100
# services, with strata and PSUs, from a CSV file and from PostgreSQL, beside the time
# psql takes to do no more than fetch the same rows; and what all pages of a report cost,
# beside estimate.
#
# usage: bench_estimate.sh       ROWS=1000000 RUNS=3 BUILD=build, all optional
set -euo pipefail
cd "$(dirname "$0")/../.."

ROWS=${ROWS:-1000000}
RUNS=${RUNS:-3}
BUILD=${BUILD:-build}
ITEMS=24

work=$(mktemp -d "${TMPDIR:-/tmp}/hailong-bench.XXXXXX")
pg=$(mktemp -d "${TMPDIR:-/tmp}/hailong-bench.XXXXXX")
trap 'tests/tools/cluster.sh remove "$pg"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

# --- the form and the rows ------------------------------------------------------------

make_form() {
  local i comma=''
  echo '{"settings": {"form_id": "bench", "version": 1, "default_language": "en",
    "form_title": {"en": "Bench"}}, "choices": {"five": ['
  for i in 1 2 3 4 5; do
    echo "$comma{\"name\": \"$i\", \"label\": {\"en\": \"$i\"}}"
    comma=,
  done
  echo ']}, "scales": {"five": {"satisfied": ["4", "5"]}}, "survey": ['
  comma=''
  for ((i = 1; i <= ITEMS; i++)); do
    echo "$comma{\"type\": \"select_one five\", \"name\": \"q$i\", \"na\": true,
      \"factor\": \"f$((i % 5))\", \"label\": {\"en\": \"$i\"}}"
    comma=,
  done
  echo '], "factors": {'
  for i in 0 1 2 3 4; do echo "\"f$i\": {\"label\": {\"en\": \"f$i\"}},"; done
  echo '"overall": {"label": {"en": "Overall"}, "of": ["f0", "f1", "f2", "f3", "f4"]}},
    "index": "overall"}'
}

# 50 strata of ten units, a unit of ten PSUs; one answer in twenty is "na" or missing.
make_rows() {
  awk -v rows="$ROWS" -v items="$ITEMS" 'BEGIN {
    srand(1)
    printf "response_id,unit,service,channel,selection,stratum,psu,weight"
    for (i = 1; i <= items; i++) printf ",q%d", i
    print ""
    split("3 3 4 4 4 4 4 5 5 5 5 2 1 4 5 3 4 4 na 4", level, " ")
    for (r = 1; r <= rows; r++) {
      psu = int(rand() * 5000); unit = int(psu / 10)
      printf "%d,u%03d,s%02d,interview,sample,t%02d,p%04d,%.3f", r, unit,
        int(rand() * 100), int(unit / 10), psu, .5 + 2 * rand()
      for (i = 1; i <= items; i++) printf ",%s", level[1 + int(rand() * 20)]
      print ""
    }
  }'
}

# Units below ten parents.
make_units() {
  awk 'BEGIN {
    print "code,name_vi,parent"
    for (p = 0; p < 10; p++) printf "d%d,Khu vực %d,\n", p, p
    for (u = 0; u < 500; u++) printf "u%03d,Xã số %d,d%d\n", u, u, u / 50
  }'
}

make_services() {
  awk 'BEGIN {
    print "code,name_vi"
    for (s = 0; s < 100; s++) printf "s%02d,Thủ tục số %d\n", s, s
  }'
}

# --- measuring ------------------------------------------------------------------------

# Best of RUNS, in seconds.
seconds() {
  local run start end best=999999999999
  for ((run = 0; run < RUNS; run++)); do
    start=${EPOCHREALTIME/./}
    "$@" >/dev/null 2>"$work/err" || { cat "$work/err" >&2 && return 1; }
    end=${EPOCHREALTIME/./}
    ((end - start >= best)) || best=$((end - start))
  done
  awk -v us="$best" 'BEGIN { printf "%.2f", us / 1e6 }'
}

line() {
  printf '%-46s %8s s   x%.2f\n' "$1" "$2" "$(awk -v a="$2" -v b="$copy" 'BEGIN { print a / b }')"
}

# usage NAME COMMAND...: wall clock, processor time and the most memory it ever had, asked of the
# kernel while it runs
usage() {
  local name=$1 start=${EPOCHREALTIME/./} pid peak=0 ticks=0 now
  shift
  "$@" >/dev/null 2>"$work/err" &
  pid=$!
  while kill -0 $pid 2>/dev/null; do
    now=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null || :)
    peak=${now:-$peak}
    now=$(awk '{ print $14 + $15 }' "/proc/$pid/stat" 2>/dev/null || :)
    [ "${now:-0}" = 0 ] || ticks=$now
    sleep 0.05
  done
  wait $pid || { cat "$work/err" >&2 && return 1; }
  awk -v name="$name" -v us=$((${EPOCHREALTIME/./} - start)) -v ticks="$ticks" \
    -v hz="$(getconf CLK_TCK)" -v kb="$peak" 'BEGIN {
      printf "%-46s %8.2f s %8.2f s %6d MB\n", name, us / 1e6, ticks / hz, kb / 1024
    }'
}

make_form >"$work/form.json"
make_rows >"$work/rows.csv"
tests/tools/cluster.sh start "$pg" >/dev/null
db=$(tests/tools/cluster.sh conninfo "$pg")
collector() {
  "$BUILD/hailong-collector" "$@" --db "$db" >"$work/log" 2>&1 || { cat "$work/log" >&2 && return 1; }
}
collector migrate
make_units >"$work/units.csv"
make_services >"$work/services.csv"
collector import units "$work/units.csv"
collector import services "$work/services.csv"
collector form add "$work/form.json"
collector round add bench --form bench
collector round open bench
start=${EPOCHREALTIME/./}
collector upload --round bench "$work/rows.csv"
uploaded=$((${EPOCHREALTIME/./} - start))
psql -XAtq -d "$db" -c 'VACUUM ANALYZE' >/dev/null

columns=$(sed -n '/^SELECT/,/^FROM/p' schema/queries/source_cursor.sql | sed 's/^SELECT//; /^FROM/d')
fetch() {
  psql -XAtq -d "$db" -c "COPY (SELECT $columns FROM hailong.response WHERE round = 'bench')
    TO STDOUT (FORMAT binary)"
}
largest() {
  find "$work/site" -name '*.html' -exec sh -c 'for f; do gzip -9c "$f" | wc -c; done' sh {} + |
    sort -rn | head -n 1
}
from_csv() {
  "$BUILD/hailong-analyzer" estimate --csv "$work/rows.csv" --form "$work/form.json" --format csv "$@"
}
from_database() {
  "$BUILD/hailong-analyzer" estimate --round bench --db "$db" --format csv "$@"
}

copy=$(seconds fetch)
echo "$ROWS rows, $ITEMS items and 6 factors, 500 units, 100 services, 50 strata, 5000 PSUs, weights"
echo "best of $RUNS, one process; x: times that of COPY. Upload took $((uploaded / 1000000)) s."
line 'psql COPY (FORMAT binary) > /dev/null' "$copy"
line 'estimate --item all --by unit --by service, DB' \
  "$(seconds from_database --item all --by unit --by service)"
line '  the same from CSV' "$(seconds from_csv --item all --by unit --by service)"
line 'estimate --item q1, DB' "$(seconds from_database --item q1)"
line '  the same from CSV' "$(seconds from_csv --item q1)"
line 'cat rows.csv (the file alone)' "$(seconds cat "$work/rows.csv")"

echo
printf '%-46s %8s   %8s   %9s\n' 'what a leader gets' wall CPU memory
usage 'estimate --item all --by unit --by service' "$BUILD/hailong-analyzer" estimate \
  --round bench --db "$db" --format csv --item all --by unit --by service
usage 'report, all of its pages' "$BUILD/hailong-analyzer" report \
  --round bench --db "$db" --out "$work/site"
printf '%d pages, %d MB, the largest %d KB with gzip\n' \
  "$(find "$work/site" -name '*.html' | wc -l)" "$(du -sm "$work/site" | cut -f 1)" \
  "$(($(largest) / 1024))"
