#!/usr/bin/env bash
# What collecting costs: the collector under load, beside what PostgreSQL and
# libmicrohttpd do alone on the same machine in the same minutes.
#
#   PostgreSQL   a throw-away cluster with default durability; pgbench -M prepared inserts
#                single rows, each a copy of one the collector kept, with a new id
#   bare         tests/tools/echo.c: libmicrohttpd in the collector's mode, which reads
#                the same requests and sends replies of the same length
#   ours         tests/tools/load.c sends what tests/tools/answers.c makes of service-22
#
# The parties take turns, RUNS times over; a line shows the pair whose ratio is the
# median, so a noise of the machine that lasts longer than a turn cancels. After each
# turn the kept rows are counted: they must be as many as were acknowledged.
#
# usage: bench_collect.sh      all optional:
#   BENCH_SECONDS=3 BENCH_RUNS=3 BENCH_ROWS=200000 BENCH_IDLE=10000
#   BENCH_COMMENTS=0 (of a hundred answers, how many with words)  BUILD=build
set -euo pipefail
cd "$(dirname "$0")/../.."

SECONDS_EACH=${BENCH_SECONDS:-3}
RUNS=${BENCH_RUNS:-3}
ROWS=${BENCH_ROWS:-200000}
IDLE=${BENCH_IDLE:-10000}
COMMENTS=${BENCH_COMMENTS:-0}
BUILD=${BUILD:-build}
ODK_CENTRAL=123   # submissions/s, the best that was seen of it
LIMESURVEY=2      # completed surveys/s, the same
MEMORY_MB=64
unset "${!PG@}"
ulimit -n "$(ulimit -Hn)"

work=$(mktemp -d "${TMPDIR:-/tmp}/hailong-bench.XXXXXX")
pg=$(mktemp -d "${TMPDIR:-/tmp}/hailong-bench.XXXXXX")
collector_pid='' echo_pid=''
clean_up() {
  local pid
  for pid in $collector_pid $echo_pid; do
    kill "$pid" 2>/dev/null || continue
    wait "$pid" || :
  done
  tests/tools/cluster.sh remove "$pg"
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

die() {
  echo "bench_collect: $*" >&2
  exit 1
}

sql() {
  psql -XAtq -v ON_ERROR_STOP=1 -d "$db" -c "$1"
}

quietly() {
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2 && die "failed: $*"; }
}

collector() {
  quietly "$BUILD/hailong-collector" "$@" --db "$db"
}

# calc EXPRESSION [FORMAT]
calc() {
  awk "BEGIN { printf \"${2:-%.6g}\", $1 }"
}

# --- the parties ----------------------------------------------------------------------

# A request, a survey team's file, a place to put them: all of form service-22.
prepare() {
  local form=forms/definitions/service-22.json kind
  tests/tools/cluster.sh start "$pg" >/dev/null
  db=$(tests/tools/cluster.sh conninfo "$pg")
  quietly "$BUILD/tools/demo-data" "$work"
  collector migrate
  collector import units "$work/units.csv"
  collector import services "$work/services.csv"
  collector form add "$form"
  new_round r1
  for kind in json form; do
    "$BUILD/tools/answers" $kind 1000 "$form" "$work/units.csv" "$work/services.csv" \
      "$COMMENTS" >"$work/bodies.$kind"
  done
  "$BUILD/tools/answers" csv "$ROWS" "$form" "$work/units.csv" "$work/services.csv" \
    "$COMMENTS" >"$work/rows.csv"
}

new_round() {
  collector round add "$1" --form service-22
  collector round open "$1"
}

start_collector() {
  local port tries ports=0
  while ((ports++ < 5)); do
    port=$((20000 + RANDOM % 12000))
    url=http://127.0.0.1:$port
    "$BUILD/hailong-collector" serve --db "$db" --listen "127.0.0.1:$port" \
      --rate-limit off --connections-per-address off >"$work/collector.log" 2>&1 &
    collector_pid=$!
    for tries in $(seq 100); do
      ! curl -sf -o /dev/null "$url/healthz" || return 0
      kill -0 "$collector_pid" 2>/dev/null || break
      sleep 0.1
    done
    wait "$collector_pid" || :
  done
  die "the collector did not start ($ports ports tried): $(cat "$work/collector.log")"
}

# The bare server, with the collector's number of threads, its receipt and its page.
start_echo() {
  local port='' tries
  # libmicrohttpd names its threads
  threads=$(cat /proc/"$collector_pid"/task/*/comm | grep -c '^MHD' || :)
  [ "$threads" -gt 0 ] || threads=4
  head -n 1 "$work/bodies.json" |
    sed 's/00000000-0000-4000-8000-000000000000/00000000-0000-4000-8000-000000000001/' |
    curl -sf -o "$work/receipt" -H 'Content-Type: application/json' --data-binary @- \
      "$url/api/v1/rounds/r1/responses"
  curl -sf -o "$work/page" "$url$page"
  "$BUILD/tools/echo" "$threads" "$work/receipt" "$work/page" >"$work/port" &
  echo_pid=$!
  for tries in $(seq 100); do
    read -r port <"$work/port" && break
    sleep 0.1
  done
  [ -n "$port" ] || die "the bare server did not start (looked $tries times)"
  bare=http://127.0.0.1:$port
}

# The statement for pgbench: a row that the collector kept. Unit and service are drawn
# from the catalogue as they are for the collector; the other values are that row's.
make_script() {
  "$BUILD/tools/load" -b "$work/bodies.json" -c 8 -t 1 "$url$api" >"$work/load"
  sql "SELECT format(E'\\\\set u random(1, %s)\\n\\\\set s random(1, %s)\\n'
      'INSERT INTO hailong.response (round, unit, id, service, channel, selection, language, '
      'started_at, submitted_at, consent_version, answers) VALUES (%L, (%L::text[])[:u], '
      'gen_random_uuid(), (%L::text[])[:s], %L, %L, %L, %L, now(), %L, %L);',
      cardinality(units), cardinality(services), round, units, services, channel,
      selection, language, started_at, consent_version, answers)
    FROM (SELECT array_agg(code) AS units FROM hailong.unit_version) u,
      (SELECT array_agg(code) AS services FROM hailong.service_version) s,
      hailong.response LIMIT 1" >"$work/insert.sql"
}

# --- measuring ------------------------------------------------------------------------

# ticks PID...: the processor time of processes, and of their children that ended
ticks() {
  local stats=("${@/#//proc/}")
  cat "${stats[@]/%//stat}" 2>/dev/null | sed 's/.*) //' |
    awk '{ s += $12 + $13 + $14 + $15 } END { print s + 0 }' || :
}

# A session knows its own process; that one's parent is the server.
find_postmaster() {
  psql -XAtq -d "$db" <<'SQL'
SELECT pg_backend_pid() AS pid \gset
\setenv pid :pid
\! sed 's/.*) //' /proc/$pid/stat | cut -d ' ' -f 2
SQL
}

postgres_ticks() {
  local stat line pids=("$postmaster")
  for stat in /proc/[0-9]*/stat; do
    read -r line 2>/dev/null <"$stat" || continue
    [[ $line != *") "?" $postmaster "* ]] || pids+=("${line%% *}")
  done
  ticks "${pids[@]}"
}

# keep NAME VALUE: a line in the file of that name, one a run
keep() {
  echo "$2" >>"$work/kept.$1"
}

# measured KEY: what the last load said
measured() {
  sed -n "s/^$1=//p" "$work/load"
}

# cost NAME SERVER DATABASE DRIVER REQUESTS: processor time, ms per 1000 requests
cost() {
  local party name=$1 requests=$5
  shift
  for party in server postgres driver; do
    keep "$name.$party" "$(calc "$1 * 1e6 / $requests" %.2f)"
    shift
  done
}

# run_load NAME PID OPTION... URL: keeps rate, mean, p50, p99 and what it cost
run_load() {
  local name=$1 pid=$2 server database key
  shift 2
  server=$(ticks "$pid") database=$(postgres_ticks)
  "$BUILD/tools/load" -t "$SECONDS_EACH" "$@" >"$work/load" || die "no replies: $*"
  server=$(calc "($(ticks "$pid") - $server) / $hertz")
  database=$(calc "($(postgres_ticks) - $database) / $hertz")
  cost "$name" "$server" "$database" "$(measured cpu)" "$(measured replies)"
  for key in rate mean p50 p90 p99 p999 max; do keep "$name.$key" "$(measured $key)"; done
  [ "$(measured s4xx)$(measured s5xx)$(measured failures)" = 000 ] ||
    echo "$name: $(measured s4xx) replies 4xx, $(measured s5xx) 5xx," \
      "$(measured failures) connections broke"
  [ "$(calc "$(measured behind) < 1e5")" = 1 ] ||
    echo "$name: did not keep up, $(calc "$(measured behind) / 1e6" %.1f) s late at the end"
}

# run_post NAME OPTION... URL: the same, and counts what was kept
run_post() {
  local before after
  sql CHECKPOINT
  before=$(sql 'SELECT count(*) FROM hailong.response')
  run_load "$1" "$collector_pid" "${@:2}"
  after=$(sql 'SELECT count(*) FROM hailong.response')
  acknowledged=$((acknowledged + $(measured created)))
  lost=$((lost + $(measured lost)))
  rows_kept=$((rows_kept + after - before))
}

# run_pgbench NAME CLIENTS
run_pgbench() {
  local name=$1 database user=0 system=0 rows
  sql CHECKPOINT
  database=$(postgres_ticks)
  TIMEFORMAT='%U %S'
  { time "$bindir/pgbench" -n -M prepared -c "$2" -j 1 -T "$SECONDS_EACH" \
    -f "$work/insert.sql" "$db" >"$work/pgbench" 2>"$work/pgbench.err"; } 2>"$work/time" ||
    die "pgbench: $(cat "$work/pgbench.err")"
  database=$(calc "($(postgres_ticks) - $database) / $hertz")
  read -r user system <"$work/time"
  rows=$(sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p' \
    "$work/pgbench" | head -n 1)
  keep "$name.rate" "$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$work/pgbench" | head -n 1)"
  keep "$name.mean" "$(sed -n 's/^latency average = \([0-9.]*\) ms/\1/p' "$work/pgbench" |
    head -n 1 | awk '{ print $1 * 1000 }')"
  cost "$name" 0 "$database" "$(calc "$user + $system")" "$rows"
}

# seconds COMMAND...
seconds() {
  local start
  sql CHECKPOINT
  start=${EPOCHREALTIME/./}
  quietly "$@"
  calc "(${EPOCHREALTIME/./} - $start) / 1e6" %.3f
}

# --- telling --------------------------------------------------------------------------

# line WHAT OURS BASELINE OPERATOR TARGET; an empty target is not asked for
line() {
  awk -v what="$1" -v a="$2" -v b="$3" -v op="$4" -v target="$5" 'BEGIN {
    ratio = b > 0 ? a / b : 0
    met = op == "" ? "" : (op == ">=" ? ratio >= target : ratio <= target) ? "met" : "NOT MET"
    printf "%-53s %9.*f %9.*f %8.3f  %-8s %s\n", what, a < 100 ? 2 : 0, a,
      b < 100 ? 2 : 0, b, ratio, op == "" ? "-" : op " " target, met
  }'
}

# pair WHAT NAME NAME OPERATOR TARGET: the pair of runs with the median ratio
pair() {
  local a b
  read -r a b < <(paste "$work/kept.$2" "$work/kept.$3" |
    awk '{ print ($2 > 0 ? $1 / $2 : 0), $1, $2 }' | sort -g |
    awk '{ a[NR] = $2 " " $3 } END { print a[int((NR + 1) / 2)] }')
  line "$1" "$a" "$b" "$4" "$5"
}

median() {
  sort -g "$work/kept.$1" | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

# cost_line WHAT NAME
cost_line() {
  awk -v what="$1" -v server="$(median "$2.server")" -v database="$(median "$2.postgres")" \
    -v driver="$(median "$2.driver")" -v rate="$(median "$2.rate")" -v cores="$cores" 'BEGIN {
      sum = server + database + driver
      printf "%-36s %9.0f %10.0f %8.0f %8.0f %10.0f %%\n", what, server, database, driver,
        sum, sum * rate / 1e4 / cores
    }'
}

# latency_line WHAT NAME
latency_line() {
  local key
  printf '%-36s' "$1"
  for key in p50 p90 p99 p999 max; do printf ' %9.0f' "$(median "$2.$key")"; done
  echo
}

# --- memory ---------------------------------------------------------------------------

# memory NAME PID OPTION... URL: kB in use with many connections open, some at work
memory() {
  local name=$1 pid=$2 most=0 now
  shift 2
  "$BUILD/tools/load" -i "$IDLE" -t 4 "$@" >"$work/load" &
  while kill -0 "$!" 2>/dev/null; do
    now=$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status")
    [ "$now" -le "$most" ] || most=$now
    sleep 0.1
  done
  keep "$name.rss" "$(calc "$most / 1024" %.1f)"
  keep "$name.idle" "$(measured idle_open)"
}

# --- uploads --------------------------------------------------------------------------

# The same rows three ways: uploaded; by COPY into the same table, under another round;
# by COPY into a table like it without any constraint.
upload_once() {
  local n=$1 columns='received_at, started_at, submitted_at, weight, fpc, fpc2, upload, id,
    consent_version, unit, service, channel, selection, language, response_id, collected_by,
    stratum, psu, ssu, answers'
  columns=${columns//$'\n'/ }
  new_round "u$n"
  new_round "c$n"
  keep upload "$(calc "$ROWS / $(seconds "$BUILD/hailong-collector" upload --round "u$n" \
    --db "$db" "$work/rows.csv")" %.0f)"
  sql "\\copy (SELECT 'c$n' AS round, $columns FROM hailong.response WHERE round = 'u$n') to '$work/rows.copy'"
  keep copy "$(calc "$ROWS / $(seconds sql \
    "\\copy hailong.response (round, $columns) from '$work/rows.copy'")" %.0f)"
  sql 'CREATE TABLE public.plain (LIKE hailong.response INCLUDING DEFAULTS)'
  keep plain "$(calc "$ROWS / $(seconds sql \
    "\\copy public.plain (round, $columns) from '$work/rows.copy'")" %.0f)"
  sql 'DROP TABLE public.plain'
  [ "$(sql "SELECT count(*) FROM hailong.response WHERE round IN ('u$n', 'c$n')")" = \
    $((2 * ROWS)) ] || die 'rows are missing after the upload'
}

# --- the benchmark --------------------------------------------------------------------

api=/api/v1/rounds/r1/responses
bindir=$(tests/tools/cluster.sh bindir)
hertz=$(getconf CLK_TCK)
cores=$(nproc)
acknowledged=0 lost=0 rows_kept=0
prepare
place="unit=$(sed -n '3s/,.*//p' "$work/units.csv")&service=$(sed -n '2s/,.*//p' "$work/services.csv")"
page="/f/r1?$place&lang=vi"
postmaster=$(find_postmaster)
start_collector
start_echo
make_script

echo "PostgreSQL $(sql 'SHOW server_version'), fsync $(sql 'SHOW fsync')," \
  "synchronous_commit $(sql 'SHOW synchronous_commit'), on $(stat -f -c %T "$pg");" \
  "$cores cores, load $(cut -d ' ' -f 1 /proc/loadavg); $threads HTTP threads;" \
  "request $(head -n 1 "$work/bodies.json" | wc -c) bytes, page $(wc -c <"$work/page") bytes"
echo "median pair of $RUNS turns of $SECONDS_EACH s"

for ((run = 1; run <= RUNS; run++)); do
  for c in 64 1; do
    run_pgbench "pg$c" $c
    run_post "post$c" -b "$work/bodies.json" -c $c "$url$api"
    run_load "echo$c" "$echo_pid" -b "$work/bodies.json" -c $c "$bare$api"
  done
  run_post post256 -b "$work/bodies.json" -c 256 "$url$api"
  run_load echo256 "$echo_pid" -b "$work/bodies.json" -c 256 "$bare$api"
  run_post form64 -b "$work/bodies.form" -T application/x-www-form-urlencoded -c 64 "$url/f/r1"
  run_load get64 "$collector_pid" -c 64 "$url$page"
  run_load gzip64 "$collector_pid" -e gzip -c 64 "$url$page"
  run_load getecho64 "$echo_pid" -c 64 "$bare$page"
done
peak=$(printf '%s\n' "$(median post64.rate)" "$(median post256.rate)" | sort -g | tail -n 1)
half=$(calc "$peak / 2" %.1f)
for ((run = 1; run <= RUNS; run++)); do
  run_post half -b "$work/bodies.json" -c 256 -r "$half" "$url$api"
done
memory collector "$collector_pid" -b "$work/bodies.json" -c 64 "$url$api"
memory echo "$echo_pid" -b "$work/bodies.json" -c 64 "$bare$api"
for run in 1 2; do upload_once $run; done

printf '\n%-53s %9s %9s %8s  %-8s\n' '' ours baseline ratio target
pair 'POST a second, 64 connections : pgbench, 64 clients' post64.rate pg64.rate '>=' 3
pair '  : bare server' post64.rate echo64.rate '>=' 0.4
pair 'POST a second, 256 connections : pgbench, 64 clients' post256.rate pg64.rate '' ''
pair '  : bare server' post256.rate echo256.rate '' ''
pair 'POST, 1 connection, mean us : pgbench, 1 client' post1.mean pg1.mean '<=' 2
pair '  : bare server' post1.mean echo1.mean '' ''
pair 'form page POST a second, 64 conn. : pgbench, 64 clients' form64.rate pg64.rate '' ''
pair 'half the peak, open loop: p99 us : p50 us' half.p99 half.p50 '<=' 20
line 'POST a second, best : ODK Central (123, not run here)' "$peak" "$ODK_CENTRAL" '>=' 50
line '  : LimeSurvey (2, not run here)' "$peak" "$LIMESURVEY" '' ''
line "memory MB, $(median collector.idle) idle connections : $MEMORY_MB MB" \
  "$(median collector.rss)" "$MEMORY_MB" '<=' 1
line '  : bare server' "$(median collector.rss)" "$(median echo.rss)" '' ''
pair 'form page GET a second, 64 connections : bare server' get64.rate getecho64.rate '>=' 0.5
pair 'the same compressed : bare server, plain' gzip64.rate getecho64.rate '' ''
pair 'upload, rows a second : COPY into the same table' upload copy '>=' 0.5
pair '  : COPY into a table without constraints' upload plain '' ''

printf '\n%-36s %9s %10s %8s %8s %12s\n' 'processor time, us a request' server PostgreSQL \
  driver sum 'cores busy'
cost_line 'POST, 64 connections' post64
cost_line 'POST, 1 connection' post1
cost_line 'POST, 256 connections' post256
cost_line 'POST at half the peak rate' half
cost_line 'form page POST, 64 connections' form64
cost_line 'form page GET, 64 connections' get64
cost_line 'form page GET, compressed' gzip64
cost_line 'bare server, POST, 64 connections' echo64
cost_line 'bare server, GET, 64 connections' getecho64
cost_line 'pgbench, 64 clients' pg64
cost_line 'pgbench, 1 client' pg1

printf '\n%-36s %9s %9s %9s %9s %9s\n' 'latency, us' p50 p90 p99 p99.9 max
latency_line 'POST, 1 connection' post1
latency_line 'POST, 64 connections' post64
latency_line 'POST, 256 connections' post256
latency_line "POST, open loop, $half a second" half
latency_line 'form page GET, 64 connections' get64
latency_line 'bare server, POST, 64 connections' echo64

printf 'kept %d of %d acknowledged, %d requests without a reply: %s\n' "$rows_kept" \
  "$acknowledged" "$lost" "$([ $((rows_kept - acknowledged)) -ge 0 ] &&
    [ $((rows_kept - acknowledged)) -le "$lost" ] && echo exact || echo 'NOT EXACT')"
