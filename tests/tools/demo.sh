#!/usr/bin/env bash
# What "make demo" runs: a private PostgreSQL under VAR/pg, the demonstration survey in
# it, its report, and the collector on 127.0.0.1:PORT, in the foreground until Ctrl-C or
# SIGTERM; then what was started is stopped. The next start finds VAR and is quick.
#
# usage: demo.sh PORT VAR
set -euo pipefail
cd "$(dirname "$0")/../.."

port=${1:-8080}
var=${2:-var}
BUILD=${BUILD:-build}
REFRESH_SECONDS=${REFRESH_SECONDS:-60}
collector=$BUILD/hailong-collector
analyzer=$BUILD/hailong-analyzer
url=http://127.0.0.1:$port

# What is shown: the rounds that demo_load makes.
round='2025'
base='2024'
one_stop='one-stop-2025'
steps='one-stop-steps-2025'
kiosk='kiosk-2025'

serving=''
timer=''

die() {
  echo "demo: $*" >&2
  exit 1
}

step() {
  echo "· $*"
}

# Everything below is done once; an interrupted load is simply done again, since
# imports and uploads add nothing twice.
demo_load() {
  local data=$var/data form
  step 'loading units, services, forms and the seeded survey'
  mkdir -p "$data"
  "$BUILD/tools/demo-data" "$data"
  "$collector" import units "$data/units.csv" --db "$db"
  "$collector" import services "$data/services.csv" --db "$db"
  for form in forms/definitions/*.json; do
    "$collector" form add "$form" --db "$db"
  done
  demo_round "$base" sipas-household
  demo_round "$round" sipas-household --target 85 --comparable-with "$base"
  demo_round "$one_stop" service-22 --target 85
  demo_round "$steps" one-stop-9 --target 90
  demo_round "$kiosk" kiosk-1
  demo_upload "$base" "$base"
  "$collector" round close "$base" --db "$db"
  demo_upload "$round" "$round"
  demo_upload "$round" "$round-web"
  demo_upload "$one_stop" one-stop
  demo_upload "$steps" steps
  # what stands beside them: files handled, and figures others might have published
  "$collector" import transactions "$data/transactions.csv" --db "$db"
  "$collector" import reference "$data/reference.csv" --db "$db"
}

# demo_round CODE FORM [OPTION...]: added and open
demo_round() {
  local code=$1 form=$2
  shift 2
  "$collector" round list --db "$db" | grep -qw -- "$code" ||
    "$collector" round add "$code" --form "$form" "$@" --db "$db"
  "$collector" round open "$code" --db "$db"
}

# demo_upload ROUND FILE
demo_upload() {
  "$collector" upload --round "$1" "$var/data/$2.csv" --db "$db"
}

demo_report() {
  "$analyzer" report --round "$round" --base "$base" --out "$var/reports/$round" --db "$db"
  "$analyzer" report --round "$one_stop" --out "$var/reports/$one_stop" --db "$db"
  "$analyzer" report --round "$steps" --out "$var/reports/$steps" --db "$db"
}

# code_in LIST LINE: for links that work
code_in() {
  sed -n "$2{s/,.*//;p;}" "$var/data/$1.csv"
}

demo_urls() {
  local place
  place="unit=$(code_in units 3)&service=$(code_in services 2)" # 2 is the province
  cat <<TEXT

  Everything is at     $url/
  the form             $url/f/$one_stop?$place
  a form in steps      $url/f/$steps?$place
  the household form   $url/f/$round?$place
  a kiosk              $url/kiosk/$kiosk?$place
  upload of a file     $url/upload
  the survey's report  $url/reports/$round/
  one-stop ratings     $url/reports/$one_stop/
  the same as points   $url/reports/$steps/points.html
  beside the survey    $url/reports/$round/beside.html (figures made up, and marked so)

  The report is written anew every $REFRESH_SECONDS s. To see an answer counted at once:
    $analyzer report --round $one_stop --out '$var/reports/$one_stop' --db "$db"
  A token for the upload page:
    $collector token add --role surveyor --name me --db "$db"

  Ctrl-C ends it.

TEXT
}

stop() {
  trap '' INT TERM HUP
  trap - EXIT
  [ -z "$timer" ] || kill "$timer" 2>/dev/null || true
  if [ -n "$serving" ]; then
    kill "$serving" 2>/dev/null || true
    wait "$serving" || true
  fi
  tests/tools/cluster.sh stop "$var/pg" || true
  echo 'The demonstration has stopped.'
}

# Answers, and the process that answers is ours.
wait_for_collector() {
  local tries
  for tries in $(seq 100); do
    kill -0 "$serving" 2>/dev/null || break
    ! curl -sf -o /dev/null "$url/healthz" || return 0
    sleep 0.1
  done
  die "the collector does not answer on $url (tried $tries times)"
}

! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null ||
  die "port $port is in use; choose another: make demo PORT=$((port + 1))"

mkdir -p "$var"
exec 8<"$var"
flock -n 8 || die "a demonstration is running in $var already"

trap stop EXIT
trap 'exit 0' INT TERM HUP
step "starting PostgreSQL in $var/pg"
tests/tools/cluster.sh start "$var/pg" 8<&-
db=$(tests/tools/cluster.sh conninfo "$var/pg")
"$collector" migrate --db "$db"
if [ ! -e "$var/pg/loaded" ]; then
  demo_load
  touch "$var/pg/loaded"
fi
step "writing the report into $var/reports"
mkdir -p "$var/reports"
demo_report

# Should this script be killed without a chance to clean up, the collector ends too.
setpriv --pdeathsig TERM "$collector" serve --listen "127.0.0.1:$port" \
  --reports "$var/reports" --public-reports --spool "$var/spool" --db "$db" 8<&- &
serving=$!
wait_for_collector
demo_urls

while :; do
  sleep "$REFRESH_SECONDS" 8<&- &
  timer=$!
  wait -n "$serving" "$timer" || true
  kill -0 "$serving" 2>/dev/null || die 'the collector has ended'
  demo_report >/dev/null || echo 'demo: the report could not be written' >&2
done
