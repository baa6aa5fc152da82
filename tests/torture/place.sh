# shellcheck shell=bash
# The place that is tortured, for run.sh: a PostgreSQL cluster with durable settings (the
# tests' own are not), two collectors on it, each with a spool, and clients that write
# down what they were told.
#
#   place_start, place_stop     all of it; below $PLACE, which place_stop leaves there
#   begin NAME COMMAND...       starts collector a or b; COMMAND... is put before it
#   end NAME [SIGNAL]           ends it (TERM) and waits
#   again [COMMAND...]          ends both gracefully and begins them with $conninfo
#   on_server STATEMENT         psql as the database's superuser, whatever is set
#   await WHAT COMMAND...       until the command succeeds; after a minute it's over
#   settled                     both collectors say yes, and nothing waits in a spool
# shellcheck disable=SC2034 # faults.sh uses them

TOOLS=tests/tools
primary='' conninfo=''
declare -A port pid spool
clients_pid=''

die() {
  echo "torture: $*" >&2
  exit 1
}

say() { echo "phase $1" >>"$PLACE/log"; }

await() {
  local what=$1 tries
  shift
  for tries in $(seq 600); do
    "$@" >"$PLACE/await.out" 2>&1 && return 0
    sleep 0.1
  done
  tail -n 5 "$PLACE"/collector-?.log "$PLACE/await.out" >&2
  die "$what: not within a minute"
}

# --- the database ---------------------------------------------------------------------

cluster() { "$TOOLS/cluster.sh" "$@" >>"$PLACE/cluster.log" 2>&1; }

socket_of() { readlink -f "$1/socket"; }

on_server() {
  PGOPTIONS='-c default_transaction_read_only=off -c statement_timeout=60s' psql -XAtq \
    -v ON_ERROR_STOP=1 -d "$("$TOOLS/cluster.sh" conninfo "$primary")" -c "$1"
}

# A name for the next cluster. Sockets want short paths.
next_server() {
  echo "$PLACE/pg$(($(find "$PLACE" -maxdepth 1 -name 'pg*' | wc -l) + 1))"
}

make_round() {
  local name
  printf 'code,name_vi\n' | tee "$PLACE/units.csv" >"$PLACE/services.csv"
  for name in 1 2 3 4 5; do echo "H$name,Xã $name"; done >>"$PLACE/units.csv"
  for name in 1 2 3; do echo "s.$name,Thủ tục $name"; done >>"$PLACE/services.csv"
  "$COLLECTOR" migrate --db "$conninfo"
  "$COLLECTOR" import units --db "$conninfo" "$PLACE/units.csv"
  "$COLLECTOR" import services --db "$conninfo" "$PLACE/services.csv"
  "$COLLECTOR" form add --db "$conninfo" forms/definitions/kiosk-1.json
  "$COLLECTOR" round add t1 --db "$conninfo" --form kiosk-1
  "$COLLECTOR" round open --db "$conninfo" t1
}

# --- the collectors -------------------------------------------------------------------

begin() {
  local name=$1
  shift
  "$@" "$COLLECTOR" serve --db "$conninfo" --listen "127.0.0.1:${port[$name]}" \
    --rate-limit off --spool "${spool[$name]}" >>"$PLACE/collector-$name.log" 2>&1 &
  pid[$name]=$!
}

end() {
  local name=$1 signal=${2:-TERM} status=0
  [ -n "${pid[$name]:-}" ] || return 0
  kill "-$signal" "${pid[$name]}"
  wait "${pid[$name]}" 2>/dev/null || status=$?
  pid[$name]=''
  [ "$signal" = KILL ] || [ "$status" -eq 0 ] || {
    tail -n 20 "$PLACE/collector-$name.log" >&2
    die "collector $name ended with exit code $status"
  }
}

again() {
  local name
  for name in a b; do
    end "$name"
    begin "$name" "$@"
    await "collector $name" answers "$name"
  done
}

answers() { curl -sf --max-time 5 -o /dev/null "http://127.0.0.1:${port[$1]}/healthz"; }

is_settled() {
  local name
  for name in a b; do
    kill -0 "${pid[$name]}" || die "collector $name is gone"
    curl -sf --max-time 5 -o /dev/null "http://127.0.0.1:${port[$name]}/readyz" &&
      [ -z "$(find "${spool[$name]}" -name '*.spool')" ] || return 1
  done
}

settled() {
  await 'both collectors ready and their spools empty' is_settled
}

port_is_free() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

find_ports() {
  local name
  for name in a b; do
    for _ in $(seq 20); do
      port[$name]=$((20000 + RANDOM % 12000))
      [ "${port[a]}" != "${port[b]:-}" ] && port_is_free "${port[$name]}" && break
    done
  done
}

# --- all of it ------------------------------------------------------------------------

place_start() {
  local name
  chmod 755 "$PLACE"
  primary=$(next_server)
  cluster start "$primary" || die 'PostgreSQL did not start'
  conninfo=$("$TOOLS/cluster.sh" conninfo "$primary")
  make_round >"$PLACE/setup.log" 2>&1 || die "no round: $(tail -n 3 "$PLACE/setup.log")"
  find_ports
  for name in a b; do spool[$name]=$PLACE/spool-$name && begin "$name"; done
  for name in a b; do await "collector $name" answers "$name"; done
  say calm
  "$BUILD/tools/torture" -c "$CLIENTS" -p "$PAUSE" -s "$SEED" t1 "$PLACE/log" \
    "${port[a]}" "${port[b]}" &
  clients_pid=$!
}

# The clients first: they want their last answers.
clients_end() {
  [ -n "$clients_pid" ] || return 0
  kill "$clients_pid" 2>/dev/null
  wait "$clients_pid"
  clients_pid=''
}

place_stop() {
  local name
  for name in "$clients_pid" "${pid[@]}"; do
    [ -z "$name" ] || { kill -KILL "$name" && wait "$name"; } 2>/dev/null
  done
  for name in "$PLACE"/pg*; do cluster stop "$name" immediate; done
}
