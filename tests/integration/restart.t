#!/usr/bin/env bash
# The collector is stopped, restarted and given a new certificate while people answer:
# what was begun is finished, and with a socket that is handed over nobody is turned away.
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_place
kept() { sql "select count(*) from hailong.response where round = '$1'"; }
body() { printf '{"id": "00000000-0000-4000-8000-%012d", "answers": {"overall": 4}}' "$1"; }

# --- a stop finishes what was begun ----------------------------------------------------

start_collector --rate-limit off
# nobody can be kept until this session ends
psql -XAtq -d "$DB" >"$WORK/blocker" 2>&1 <<<"begin;
  lock table hailong.response in exclusive mode;
  select pg_sleep(3);" &
blocker=$!
is_locked() {
  [ "$(sql "select count(*) from pg_locks where mode = 'ExclusiveLock' and granted
    and relation = 'hailong.response'::regclass")" -gt 0 ]
}
waits_until is_locked
senders=()
for n in $(seq 20); do
  curl -sS -o "$WORK/reply.$n" -w '%{http_code} ' -H 'Content-Type: application/json' \
    -d "$(body "$n")" "$URL/api/v1/rounds/k1/responses" >"$WORK/code.$n" 2>&1 &
  senders+=($!)
done
all_wait() { [ "$(metric exchanges_at_work)" = 21 ]; } # and the one that asks
ok 'twenty answers wait to be kept' waits_until all_wait
# and somebody is connected and silent
exec 5<>"/dev/tcp/127.0.0.1/${URL##*:}"
printf 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n' >&5
IFS= read -r line <&5
is "${line%$'\r'}" 'HTTP/1.1 200 OK' 'one connection is idle'
kill "$collector_pid"
wait "${senders[@]}"
is "$(cat "$WORK"/code.*)" "$(printf '201 %.0s' $(seq 20))" 'a stop answers what was begun'
wait "$blocker"
stop_collector
is "$(kept k1)" 20 'and keeps it'
exec 5>&-

start_collector --rate-limit off
exec 5<>"/dev/tcp/127.0.0.1/${URL##*:}"
printf 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n' >&5
IFS= read -r line <&5
kill "$collector_pid"
# half the time that is given to those who are at work
ok 'an idle connection does not delay a stop' timeout 5 tail --pid="$collector_pid" -f /dev/null
stop_collector
exec 5>&-

# --- a socket that outlives the collector ----------------------------------------------

# Binds a port, then runs the collector again and again, each time handing it the socket:
# what a service manager does. TERM ends both, USR1 restarts the collector.
cat >"$WORK/manager" <<'TEXT'
use strict; use warnings; use IO::Socket::INET; use POSIX ();
$^F = 20;
my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => shift,
  Listen => 4096, ReuseAddr => 1) or exit 9;
POSIX::dup2(fileno $socket, 3) unless fileno $socket == 3;
my ($pid, $ending) = (0, 0);
$SIG{TERM} = sub { $ending = 1; kill TERM => $pid };
$SIG{USR1} = sub { kill TERM => $pid };
$SIG{HUP} = sub { kill HUP => $pid };
while (!$ending) {
  $pid = fork;
  if (!$pid) {
    @ENV{qw(LISTEN_FDS LISTEN_PID)} = (1, $$);
    exec @ARGV or POSIX::_exit(8);
  }
  1 while waitpid($pid, 0) != $pid;
  exit POSIX::WEXITSTATUS($?) if $?;
}
TEXT

# managed OPTION...: as start_collector, under the manager
managed() {
  local tries port
  for tries in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    port_is_free "$port" || continue
    URL=http://127.0.0.1:$port
    perl "$WORK/manager" "$port" "$COLLECTOR" serve --db "$DB" "$@" \
      >"$WORK/collector.log" 2>&1 &
    collector_pid=$!
    collector_answers && return 0
    stop_collector quietly
  done
  note "not started (tried $tries ports): $(cat "$WORK/collector.log")"
  return 1
}

# value FILE NAME: of what load printed
value() { sed -n "s/^$2=//p" "$1"; }

body 0 >"$WORK/bodies"
managed --rate-limit off
like "$(cat "$WORK/collector.log")" 'event=listening socket=inherited' 'a socket is taken over'
before=$(kept k1)
"$BUILD/tools/load" --bodies "$WORK/bodies" --connections 16 --seconds 5 \
  "$URL/api/v1/rounds/k1/responses" >"$WORK/load" 2>&1 &
load=$!
for _ in 1 2 3 4; do
  sleep 0.8
  kill -USR1 "$collector_pid"
done
wait "$load"
like "$(grep -c event=stopping "$WORK/collector.log")" '^[34]$' 'it was restarted under load'
ok 'and served' test "$(value "$WORK/load" created)" -gt 100
note "$(tr '\n' ' ' <"$WORK/load")"
is "$(value "$WORK/load" lost) lost, $(value "$WORK/load" s4xx)+$(value "$WORK/load" s5xx) refused" \
  '0 lost, 0+0 refused' 'nobody was turned away'
is "$(($(kept k1) - before))" "$(value "$WORK/load" created)" 'what was promised is kept, once'
stop_collector

# what can not be taken over
# shellcheck disable=SC2016 # the inner shell expands
exits 1 'two sockets' env LISTEN_FDS=2 bash -c 'LISTEN_PID=$$ exec "$0" "$@"' \
  "$COLLECTOR" serve --db "$DB"
like "$err" 'one socket' '… are one too many'
# shellcheck disable=SC2016
exits 1 'a file' env LISTEN_FDS=1 bash -c 'LISTEN_PID=$$ exec "$0" "$@" 3<README.md' \
  "$COLLECTOR" serve --db "$DB"
like "$err" 'no listening socket' '… is not to be listened on'

# --- a service manager is told ---------------------------------------------------------

cat >"$WORK/notified" <<'TEXT'
use strict; use warnings; use IO::Socket::UNIX; use Socket;
my $socket = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => shift) or exit 9;
$| = 1;
print "open\n";
while (defined $socket->recv(my $state, 1000)) { print "$state\n"; exit if $state =~ /STOPPING/ }
TEXT
perl "$WORK/notified" "$WORK/notify" >"$WORK/states" &
notified=$!
waits_until test -s "$WORK/states"
like "$(cat "$WORK/collector.log")" '^time=[0-9-]+T[0-9:]+Z level=info event=listening ' \
  'a line of the log begins with the time'
JOURNAL_STREAM=$(stat -c %d:%i "$WORK/collector.log")
export NOTIFY_SOCKET=$WORK/notify JOURNAL_STREAM
start_collector --rate-limit off
unset NOTIFY_SOCKET JOURNAL_STREAM
like "$(cat "$WORK/collector.log")" '^<6>level=info event=listening ' \
  '… in the journal with its priority'
kill -HUP "$collector_pid"
is_ready_again() { [ "$(grep -c READY "$WORK/states")" = 2 ]; }
waits_until is_ready_again
stop_collector
wait "$notified"
is "$(tr '\n' ' ' <"$WORK/states")" 'open READY=1 RELOADING=1 READY=1 STOPPING=1 ' \
  'how far it has come is told'

# --- a new certificate -----------------------------------------------------------------

if ! command -v openssl >/dev/null; then
  skip 'a new certificate' 'no openssl here'
  done_testing
fi
certificate() { # NAME: a certificate and a key that say so
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
    -subj "/CN=$1" -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$WORK/$1.key" -out "$WORK/$1.pem" 2>"$WORK/openssl.log"
}
use_certificate() { # NAME [NAME-OF-THE-KEY]
  cp "$WORK/${2:-$1}.key" "$WORK/key.new" && mv "$WORK/key.new" "$WORK/key"
  cp "$WORK/$1.pem" "$WORK/cert.new" && mv "$WORK/cert.new" "$WORK/cert"
}
# the name in the certificate the collector shows
shown() {
  openssl s_client -connect "${URL#https://}" </dev/null 2>/dev/null |
    sed -n 's/^subject=CN = //p'
}
reload() { # EVENT: and waits until the log says so once more
  local before
  before=$(grep -c "event=$1" "$WORK/collector.log")
  kill -HUP "$collector_pid"
  waits_until logged_more "event=$1" "$before"
}
logged_more() { [ "$(grep -c "$1" "$WORK/collector.log")" -gt "$2" ]; }

for name in one two three; do certificate $name; done
cat "$WORK/one.pem" "$WORK/two.pem" "$WORK/three.pem" >"$WORK/trusted.pem"
use_certificate one
export CURL_CA_BUNDLE=$WORK/trusted.pem
tls_port=$((20000 + RANDOM % 12000))
"$COLLECTOR" serve --db "$DB" --rate-limit off --listen 127.0.0.1:$tls_port \
  --tls-cert "$WORK/cert" --tls-key "$WORK/key" >"$WORK/collector.log" 2>&1 &
collector_pid=$!
URL=https://127.0.0.1:$tls_port
ok 'HTTPS is spoken' collector_answers
is "$(shown)" one 'with the certificate'

# Each sender asks many times on one connection; a status a line.
urls=()
for _ in $(seq 300); do urls+=(-o "$WORK/null" "$URL/f/k1"); done
senders=()
for n in 1 2 3 4; do
  (while [ ! -e "$WORK/enough" ]; do
    curl -sS -w '%{http_code}\n' "${urls[@]}" || echo failed
  done) >"$WORK/tls.$n" 2>&1 &
  senders+=($!)
done
for name in two one two one two; do
  use_certificate $name
  ok "reloaded under load: $name" reload reloaded
  is "$(shown)" $name 'the new certificate is shown'
done
use_certificate three one
ok 'a certificate that is not of the key' reload reload_failed
is "$(shown)" two 'leaves the one before'
echo nonsense >"$WORK/cert"
ok 'what is no certificate' reload reload_failed
is "$(shown)" two 'leaves the one before'
rm "$WORK/cert"
ok 'a certificate that is gone' reload reload_failed
is "$(shown)" two 'leaves the one before'
: >"$WORK/enough"
wait "${senders[@]}"
is "$(sort -u "$WORK"/tls.*)" 200 'nobody noticed'
note "$(cat "$WORK"/tls.* | wc -l) replies"
stop_collector

done_testing
