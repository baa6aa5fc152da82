#!/usr/bin/env bash
# A private PostgreSQL cluster under one directory: no port, no system service, never
# run as root. The demonstration lives in one, and so do the tests (--fast: nothing is
# flushed to disk).
#
# Who may connect: the server answers only on a unix socket with mode 0700 inside a
# directory with mode 0700, both owned by the user the server runs as. So the kernel
# lets in that user and root, and pg_hba.conf need not ask again ("trust").
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: cluster.sh start [--fast] DIR    create it when missing, start it when stopped
       cluster.sh stop DIR [MODE]       stop it: fast (the default) or immediate
       cluster.sh remove DIR            stop it and delete DIR
       cluster.sh conninfo DIR          print the libpq connection string
       cluster.sh with COMMAND...       run COMMAND beside a throw-away --fast cluster,
                                        whose conninfo it finds in HAILONG_TEST_PG
       cluster.sh standby FROM DIR      make DIR a streaming standby of FROM, start it
       cluster.sh promote DIR           a standby becomes a primary
       cluster.sh pids DIR              print the server's processes, the first one first
       cluster.sh bindir                print where PostgreSQL's programs are
TEXT
}

die() {
  echo "cluster.sh: $*" >&2
  exit 1
}

die_with_log() {
  tail -n 20 "$dir/server.log" >&2
  die "$*; its last words are above, all of them in $dir/server.log"
}

# The newest PostgreSQL on the machine, 15 first because that is what we test with.
find_bindir() {
  local dir
  for dir in /usr/lib/postgresql/15/bin \
    $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) \
    "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ]; then
      echo "$dir"
      return 0
    fi
  done
  die 'PostgreSQL is not installed (no initdb found); "make deps" installs it'
}

# --- whose cluster it is --------------------------------------------------------

# Prints the user the server runs as: whoever owns the folder already, else the caller,
# else (the caller is root) an unprivileged one.
find_owner() {
  local owner caller
  caller=$(id -un)
  owner=$(stat -L -c %U "$dir" 2>/dev/null) || owner=$caller
  [ "$caller" = root ] || [ "$caller" = "$owner" ] ||
    die "$dir belongs to $owner: run this as $owner or root, or choose another folder"
  [ "$owner" != root ] || [ ! -e "$dir/data" ] ||
    die "$dir belongs to root; PostgreSQL never runs as root"
  if [ "$owner" = root ]; then
    if id postgres >/dev/null 2>&1; then owner=postgres; else owner=nobody; fi
  fi
  echo "$owner"
}

# Runs a command as that user, in the cluster's folder.
as_owner() {
  if [ "$(id -un)" = "$owner" ]; then
    (cd "$dir" && "$@")
  else
    (cd "$dir" && runuser -u "$owner" -- "$@")
  fi
}

# --- folders --------------------------------------------------------------------

# Makes $dir. A folder the owner cannot reach (root's checkout under /root, say) is
# placed in /var/lib, with a link to it left behind.
make_dir() {
  local place
  if [ ! -e "$dir" ]; then
    rm -f "$dir" # a link whose folder is gone
    mkdir -p "$dir"
    chmod 700 "$dir"
  fi
  [ "$(id -u)" -ne 0 ] || chown "$owner:" "$dir/."
  dir=$(readlink -f "$dir")
  ! as_owner test -w "$dir" || return 0
  place=$(mktemp -d /var/lib/hailong-pg.XXXXXX)
  chown "$owner:" "$place"
  rmdir "$dir" || die "$owner cannot reach $dir"
  ln -s "$place" "$dir"
  echo "cluster.sh: $owner cannot reach $dir; the data is kept in $place" >&2
  dir=$place
}

# The socket's path must stay below 108 bytes, so it may live elsewhere.
make_socket_dir() {
  local place
  [ ! -d "$dir/socket" ] || return 0
  rm -f "$dir/socket"
  if [ "$(wc -c <<<"$dir/socket")" -le 85 ]; then
    as_owner mkdir -m 700 socket
  else
    place=$(as_owner mktemp -d /tmp/hailong-pg.XXXXXX)
    ln -s "$place" "$dir/socket"
  fi
}

# --- the server -----------------------------------------------------------------

# Prints the servers' processes. A postmaster.pid alone proves nothing: after kill -9
# or a reboot its number may belong to somebody else.
server_pids() {
  local proc name
  for proc in /proc/[0-9]*; do
    if [ "$proc/cwd" -ef "$data" ] && read -r name 2>/dev/null <"$proc/comm" &&
      [ "$name" = postgres ]; then
      echo "${proc#/proc/}"
    fi
  done
}

server_runs() {
  local pid
  pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null) || return 1
  server_pids | grep -x "$pid" >/dev/null
}

# Clears away what a server that was killed left behind.
forget_killed_server() {
  local tries
  for tries in $(seq 100); do
    [ -n "$(server_pids)" ] || break
    [ "$tries" -lt 100 ] ||
      die "processes of a killed server still run: $(server_pids | tr '\n' ' ')"
    sleep 0.1
  done
  rm -f "$data/postmaster.pid" "$dir"/socket/.s.PGSQL.5432{,.lock}
}

create_data() {
  local words
  rm -rf "$data.new"
  words=$(as_owner "$bindir/initdb" --pgdata="$data.new" --username=hailong \
    --encoding=UTF8 --locale=C.UTF-8 --auth=trust ${fast:+--no-sync} 2>&1) ||
    die "initdb failed: $words"
  printf 'local %s all trust\n' all replication |
    as_owner tee "$data.new/pg_hba.conf" >/dev/null
  as_owner tee -a "$data.new/postgresql.conf" <<<"include 'hailong.conf'" >/dev/null
  as_owner mv "$data.new" "$data"
}

# The socket's folder is named from the data folder, so that neither quotes nor the
# length of a path matter to the server.
settings() {
  cat <<TEXT
listen_addresses = ''
port = 5432
unix_socket_directories = '../socket'
unix_socket_permissions = 0700
TEXT
  [ -z "$fast" ] || printf '%s = off\n' fsync synchronous_commit full_page_writes
}

start() {
  local found
  bindir=$(find_bindir)
  owner=$(find_owner)
  make_dir
  data=$dir/data
  exec 9<"$dir"
  flock 9
  make_socket_dir
  [ -e "$data/PG_VERSION" ] || create_data
  if ! server_runs; then
    forget_killed_server
    settings | as_owner tee data/hailong.conf >/dev/null
    as_owner "$bindir/pg_ctl" start --pgdata=data --log=server.log --wait \
      --timeout=60 --silent >/dev/null 9>&- || die_with_log 'PostgreSQL did not start'
  fi
  found=$("$bindir/psql" -XAtq -d "$(conninfo) dbname=postgres" \
    -c "select 1 from pg_database where datname = 'hailong'")
  [ -n "$found" ] ||
    "$bindir/createdb" --maintenance-db="$(conninfo) dbname=postgres" hailong
  flock -u 9
}

stop() {
  [ -e "$dir" ] || return 0
  bindir=$(find_bindir)
  owner=$(find_owner)
  data=$dir/data
  server_runs || return 0
  as_owner "$bindir/pg_ctl" stop --pgdata=data --mode="${mode:-fast}" --wait --silent ||
    die_with_log 'PostgreSQL did not stop'
}

# A copy of another cluster that follows it until it is promoted.
standby() {
  bindir=$(find_bindir)
  owner=$(find_owner)
  make_dir
  data=$dir/data
  as_owner "$bindir/pg_basebackup" --pgdata="$data" --write-recovery-conf \
    --checkpoint=fast --dbname="$(dir=$from conninfo)" || die 'pg_basebackup failed'
  start
}

promote() {
  bindir=$(find_bindir)
  owner=$(find_owner)
  as_owner "$bindir/pg_ctl" promote --pgdata=data --wait --silent ||
    die_with_log 'PostgreSQL was not promoted'
}

pids() {
  data=$dir/data
  server_runs || return 0
  head -n 1 "$data/postmaster.pid"
  server_pids | grep -vxF "$(head -n 1 "$data/postmaster.pid")" || true
}

remove() {
  local name
  stop
  for name in "$dir/socket" "$dir"; do
    [ ! -L "$name" ] || rm -rf "$(readlink -f "$name")"
    rm -rf "$name"
  done
}

# The values need quoting only when the path is an odd one.
conninfo() {
  local host
  host=$(readlink -f "$dir/socket") || die "there is no cluster in $dir"
  if [[ $host == *[!A-Za-z0-9/._-]* ]]; then
    host=${host//\\/\\\\}
    host="'${host//\'/\\\'}'"
  fi
  echo "host=$host port=5432 user=hailong dbname=hailong"
}

# Runs a command beside a cluster that is gone afterwards, whatever happens.
with() {
  local child status=0
  fast=1
  throw_away=$(mktemp -d "${TMPDIR:-/tmp}/hailong-test.XXXXXX")
  dir=$throw_away
  trap 'dir=$throw_away; remove' EXIT
  trap 'exit 130' INT TERM HUP
  start
  HAILONG_TEST_PG=$(conninfo)
  export HAILONG_TEST_PG
  "$@" <&0 &
  child=$!
  trap 'kill "$child" 2>/dev/null; wait "$child" || true; exit 130' INT TERM HUP
  wait "$child" || status=$?
  exit "$status"
}

# The caller's own PostgreSQL settings must not lead us to another server.
unset "${!PG@}"
fast=''
command=${1:-}
shift || true
if [ "${1:-}" = --fast ] && [ "$command" = start ]; then
  fast=1
  shift
fi
case $command in
start | stop | remove | conninfo | standby | promote | pids)
  if [ "$command" = standby ] && [ $# -eq 2 ]; then
    from=$(readlink -f "$1")
    shift
  elif [ "$command" = stop ] && [ $# -eq 2 ]; then
    mode=$2
    set -- "$1"
  fi
  [ $# -eq 1 ] || { usage >&2 && exit 2; }
  case $1 in /*) dir=$1 ;; *) dir=$PWD/$1 ;; esac
  "$command"
  ;;
with)
  [ $# -gt 0 ] || { usage >&2 && exit 2; }
  with "$@"
  ;;
bindir) find_bindir ;;
--help | -h) usage ;;
*) usage >&2 && exit 2 ;;
esac
