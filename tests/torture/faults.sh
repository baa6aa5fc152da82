# shellcheck shell=bash
# shellcheck disable=SC2034,SC2317 # called by name; variables are place.sh's
# What is broken, for run.sh: fault_NAME breaks something while answers come in, for
# about $1 seconds, and heals it. One that can't be done here says why and returns 77.

cannot() {
  echo "torture: ${FUNCNAME[1]} is left out: $*" >&2
  return 77
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# The two collectors in turn, in the middle of whatever they do.
fault_collector_killed() {
  local name
  for name in a b a b; do
    sleep "$(($1 / 4)).3"
    end "$name" KILL
    begin "$name"
  done
}

fault_collector_restarted() {
  sleep "$(($1 / 2))"
  again
  sleep "$(($1 / 2))"
  again
}

fault_postmaster_killed() {
  sleep "$(($1 / 2))"
  kill -9 "$(cluster_pids | head -n 1)"
  sleep "$(($1 / 2))"
  cluster start "$primary"
}

# Every process of the server at once: whatever a commit was at, it stays there.
fault_server_killed() {
  sleep "$(($1 / 2))"
  cluster_pids | xargs kill -9 2>/dev/null
  sleep "$(($1 / 2))"
  cluster start "$primary"
}

fault_immediate_stop() {
  sleep "$(($1 / 2))"
  cluster stop "$primary" immediate
  sleep "$(($1 / 2))"
  cluster start "$primary"
}

# As in an upgrade.
fault_fast_restart() {
  sleep "$(($1 / 2))"
  cluster stop "$primary"
  cluster start "$primary"
  sleep "$(($1 / 2))"
}

# Away for so long that both spools are in use, and the collectors killed on top of it.
fault_all_killed() {
  kill -9 "$(cluster_pids | head -n 1)"
  sleep "$(($1 / 2))"
  end a KILL
  begin a
  end b KILL
  begin b
  sleep "$(($1 / 2))"
  cluster start "$primary"
}

# Nothing is refused and nothing answers: a hanging disk, a host that swaps.
fault_frozen_server() {
  local pids
  pids=$(cluster_pids)
  xargs kill -STOP <<<"$pids"
  sleep "$(($1 + 8))"
  xargs kill -CONT <<<"$pids"
}

fault_connections_cut() {
  for _ in $(seq "$(($1 * 2))"); do
    on_server "select count(pg_terminate_backend(pid)) from pg_stat_activity
      where datname = 'hailong' and pid <> pg_backend_pid()" >/dev/null
    sleep 0.5
  done
}

fault_read_only() {
  on_server 'alter database hailong set default_transaction_read_only = on'
  on_server "select count(pg_terminate_backend(pid)) from pg_stat_activity
    where datname = 'hailong' and pid <> pg_backend_pid()" >/dev/null
  sleep "$1"
  on_server 'alter database hailong reset default_transaction_read_only'
  on_server "select count(pg_terminate_backend(pid)) from pg_stat_activity
    where datname = 'hailong' and pid <> pg_backend_pid()" >/dev/null
}

fault_table_locked() {
  on_server "begin; lock table hailong.response in access exclusive mode;
    select pg_sleep($1 + 8); commit" >/dev/null
}

# --- a standby takes over -------------------------------------------------------------

# Starts a standby that every commit waits for; collectors are told of both.
add_standby() {
  standby=$(next_server)
  cluster standby "$primary" "$standby" || die 'no standby'
  on_server "alter system set synchronous_standby_names = '*'"
  on_server 'select pg_reload_conf()' >/dev/null
  await 'a synchronous standby' is_synchronous
  conninfo="host=$(socket_of "$primary"),$(socket_of "$standby") user=hailong
    dbname=hailong target_session_attrs=read-write"
  again
}

is_synchronous() {
  [ "$(on_server 'select sync_state from pg_stat_replication')" = sync ]
}

# The old primary never comes back.
fail_over() {
  "$TOOLS/cluster.sh" pids "$primary" | xargs kill -9 2>/dev/null
  sleep 1
  cluster promote "$standby"
  rm -rf "$primary/data"
  primary=$standby
  on_server 'alter system reset synchronous_standby_names'
  on_server 'select pg_reload_conf()' >/dev/null
}

fault_failover() {
  local standby
  add_standby
  sleep "$1"
  fail_over
}

# The standby dies, so commits hang; then the primary dies, and the standby, which has
# seen none of them, takes over.
fault_failover_behind() {
  local standby
  add_standby
  sleep "$(($1 / 2))"
  "$TOOLS/cluster.sh" pids "$standby" | xargs kill -9 2>/dev/null
  sleep "$(($1 + 8))"
  "$TOOLS/cluster.sh" pids "$primary" | xargs kill -9 2>/dev/null
  cluster start "$standby"
  fail_over
}

# As before, and an administrator cancels the commits that hang: PostgreSQL then says that
# they are done, with a warning that the standby may not have them.
fault_commits_cancelled() {
  local standby
  add_standby
  sleep "$(($1 / 2))"
  "$TOOLS/cluster.sh" pids "$standby" | xargs kill -9 2>/dev/null
  for _ in $(seq "$(($1 * 4))"); do
    on_server "select count(pg_cancel_backend(pid)) from pg_stat_activity
      where wait_event = 'SyncRep'" >/dev/null
    sleep 0.5
  done
  "$TOOLS/cluster.sh" pids "$primary" | xargs kill -9 2>/dev/null
  cluster start "$standby"
  fail_over
}

# --- disks ----------------------------------------------------------------------------

small_disk() {
  mkdir -p "$PLACE/small"
  mount -t tmpfs -o "size=$1,mode=755" hailong-torture "$PLACE/small" 2>/dev/null
}

# Collector a's spool has room for a second or two of answers.
fault_spool_full() {
  local usual=${spool[a]}
  is_root || { cannot 'a small disk needs root'; return; }
  small_disk 128k || { cannot 'nothing can be mounted here'; return; }
  end a
  spool[a]=$PLACE/small/spool
  begin a
  await 'collector a' answers a
  cluster stop "$primary" immediate
  sleep "$1"
  end a KILL
  begin a
  sleep 2
  cluster start "$primary"
  settled
  end a
  spool[a]=$usual
  begin a
  await 'collector a' answers a
  umount "$PLACE/small"
}

# The responses stand on a disk that fills up.
fault_database_full() {
  local owner part
  is_root || { cannot 'a small disk needs root'; return; }
  small_disk 64m || { cannot 'nothing can be mounted here'; return; }
  owner=$(stat -c %U "$primary/data")
  mkdir "$PLACE/small/space"
  chown "$owner" "$PLACE/small" "$PLACE/small/space"
  on_server "create tablespace small location '$PLACE/small/space'"
  part=$(on_server "select inhrelid::regclass from pg_inherits
    where inhparent = 'hailong.response'::regclass limit 1")
  on_server "alter table $part set tablespace small"
  dd if=/dev/zero of="$PLACE/small/ballast" bs=64k status=none 2>/dev/null
  sleep "$(($1 + 4))"
  rm "$PLACE/small/ballast"
  sleep 1
  on_server "alter table $part set tablespace pg_default"
  on_server 'drop tablespace small'
  on_server checkpoint
  umount "$PLACE/small"
}

# --- the clock ------------------------------------------------------------------------

find_faketime() {
  local file
  for file in /usr/lib/*/faketime/libfaketimeMT.so.1; do
    [ -e "$file" ] && echo "$file" && return 0
  done
  return 1
}

# A year on, back to before the epoch of anything here, and so on; only the collectors'.
fault_clock_jumps() {
  local library jump
  library=$(find_faketime) || { cannot 'faketime is not installed'; return; }
  [[ $BUILD != */* ]] || { cannot 'a sanitizer wants to be loaded first'; return; }
  echo '+0' >"$PLACE/clock"
  again env "LD_PRELOAD=$library" "FAKETIME_TIMESTAMP_FILE=$PLACE/clock" \
    FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1
  for jump in +400d -400d +3h -90; do
    echo "$jump" >"$PLACE/clock.new"
    mv "$PLACE/clock.new" "$PLACE/clock"
    sleep "$(($1 / 4)).5"
    [ "$jump" != -400d ] || cluster stop "$primary" immediate
    [ "$jump" != +3h ] || cluster start "$primary"
  done
  again
}

# --- the network ----------------------------------------------------------------------

here=10.213.77.1 there=10.213.77.2

in_space() { ip netns exec "hl-torture-$$" "$@"; }

network_up() {
  ip netns add "hl-torture-$$" 2>/dev/null || return 1
  ip link add hlt0 type veth peer name hlt1 netns "hl-torture-$$" || return 1
  ip addr add $here/30 dev hlt0 && ip link set hlt0 up
  in_space ip addr add $there/30 dev hlt1
  in_space ip link set hlt1 up
}

network_down() {
  ip link del hlt0 2>/dev/null
  ip netns del "hl-torture-$$" 2>/dev/null
}

# The server moves into a network of its own, and may be reached over TCP.
move_server() {
  echo "host hailong hailong $here/32 trust" >>"$primary/data/pg_hba.conf"
  on_server "alter system set listen_addresses = '$there'"
  cluster stop "$primary"
  in_space "$TOOLS/cluster.sh" start "$primary" >>"$PLACE/cluster.log" 2>&1 9>&-
  conninfo="host=$there port=5432 user=hailong dbname=hailong"
  again
}

move_server_back() {
  sed -i '$d' "$primary/data/pg_hba.conf"
  on_server 'alter system reset listen_addresses'
  cluster stop "$primary"
  cluster start "$primary"
  conninfo=$("$TOOLS/cluster.sh" conninfo "$primary")
  again
}

# First a bad line, where the kernel can make one; then one on which the server hears, and
# its replies get lost; then silence.
fault_network() {
  is_root || { cannot 'a network of its own needs root'; return; }
  network_up || { network_down; cannot 'there are no network namespaces'; return; }
  move_server
  if tc qdisc add dev hlt0 root netem loss 30% 2>/dev/null; then
    in_space tc qdisc add dev hlt1 root netem loss 30%
    sleep "$1"
    tc qdisc del dev hlt0 root
    in_space tc qdisc del dev hlt1 root
  else
    echo 'torture: fault_network without packets lost at random: no netem here' >&2
  fi
  in_space ip route add blackhole $here/32
  sleep "$(($1 + 6))"
  in_space ip route del blackhole $here/32
  sleep 3
  in_space ip link set hlt1 down
  sleep "$(($1 + 6))"
  in_space ip link set hlt1 up
  settled
  move_server_back
  network_down
}
