#!/usr/bin/env bash
# What docs/deploy gives to administrators works, as far as this machine can tell: systemd's
# own checks of the units, a start by socket, nginx' check of its example.
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../tools/harness.sh"

deploy=$PWD/docs/deploy
units='hailong-collector.socket hailong-collector.service hailong-report.service
  hailong-report.timer hailong-watch.service hailong-watch.timer'

# --- the units start what there is -----------------------------------------------------

# Every option that a unit, the nginx example or the manual names is one of the program's.
for program in hailong-collector hailong-analyzer; do
  "$BUILD/$program" --help | grep -oE -- '--[a-z][a-z-]+' | sort -u >"$WORK/known.$program"
done
while read -r file program option; do
  ok "${file##*/}: $program has $option" grep -qxe "$option" "$WORK/known.$program"
done < <(awk '
  FNR == 1 { command = "" }
  /^ExecStart=/ || /^ *(sudo -u [^ ]+ )?hailong-(collector|analyzer) [a-z]/ {
    command = match($0, /hailong-analyzer/) ? "hailong-analyzer" : "hailong-collector"
  }
  /^# .*--rate-limit/ { command = "hailong-collector" }
  command {
    text = $0
    while (match(text, /--[a-z][a-z-]+/)) {
      print FILENAME, command, substr(text, RSTART, RLENGTH)
      text = substr(text, RSTART + RLENGTH)
    }
    if ($0 !~ /\\$/) command = ""
  }' docs/deploy/*.service docs/deploy/nginx.conf docs/operations.md)

if command -v systemd-analyze >/dev/null; then
  # on a copy, in which the programs are where they were built
  mkdir "$WORK/units"
  for unit in $units; do
    sed "s|/usr/local/bin/|$PWD/$BUILD/|" "$deploy/$unit" >"$WORK/units/$unit"
  done
  for unit in $units; do
    systemd-analyze verify --man=no --recursive-errors=no "$WORK/units/$unit" \
      >"$WORK/verify" 2>&1
    is "$? $(grep -F "$WORK" "$WORK/verify")" '0 ' "$unit has nothing that systemd minds"
  done
  for unit in hailong-collector hailong-report hailong-watch; do
    exits 0 "$unit is in a sandbox" systemd-analyze security --no-pager --offline=true \
      --threshold=20 "$deploy/$unit.service"
    note "$(tail -n 1 <<<"$out")"
  done
else
  skip "systemd's checks" 'no systemd-analyze here'
fi

# --- started by its socket -------------------------------------------------------------

# listens PORT COMMAND...: as a socket unit does, becomes it when somebody connects
if command -v systemd-socket-activate >/dev/null; then
  listens() {
    exec systemd-socket-activate -l "127.0.0.1:$1" "${@:2}"
  }
else
  listens() {
    exec perl -MIO::Socket::INET -MPOSIX -e '$^F = 20;
      my $socket = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => shift,
        Listen => 100, ReuseAddr => 1) or exit 9;
      POSIX::dup2(fileno $socket, 3) if fileno $socket != 3;
      my $set = ""; vec($set, 3, 1) = 1; select $set, undef, undef, undef;
      @ENV{qw(LISTEN_FDS LISTEN_PID)} = (1, $$);
      exec @ARGV' "$@"
  }
fi

new_database
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" form add --db "$DB" forms/definitions/kiosk-1.json
  "$COLLECTOR" round add k1 --db "$DB" --form kiosk-1
  "$COLLECTOR" round open --db "$DB" k1
} >"$WORK/setup.log" 2>&1
for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 12000))
  port_is_free "$port" && break
done
URL=http://127.0.0.1:$port
listens "$port" "$PWD/$COLLECTOR" serve --db "$DB" >"$WORK/collector.log" 2>&1 &
collector_pid=$! # which becomes the collector
for _ in $(seq 100); do
  code=$(curl -s --max-time 30 -o "$WORK/body" -w '%{http_code}' "$URL/f/k1") && break
  sleep 0.1
done
is "$code" 200 'the first visitor starts the collector, and is served'
like "$(cat "$WORK/collector.log")" 'event=listening socket=inherited' 'on the socket it was given'
stop_collector

# --- what is watched -------------------------------------------------------------------

start_collector --rate-limit off
curl -s "$URL/metrics" >"$WORK/metrics"
stop_collector
while read -r metric; do
  ok "there is $metric" grep -qE "^# TYPE ${metric%_bucket} " "$WORK/metrics"
done < <(grep -ohE 'hailong_[a-z_]+' docs/deploy/hailong-alerts.yml docs/operations.md |
  grep -vE '^hailong_(collector|analyzer|reader)$' | sort -u)
if command -v promtool >/dev/null; then
  ok 'the metrics are such as Prometheus wants them' promtool check metrics <"$WORK/metrics"
  ok 'so are the rules' promtool check rules docs/deploy/hailong-alerts.yml
else
  skip "Prometheus' checks" 'no promtool here'
fi

# --- installed -------------------------------------------------------------------------

as_packager() { # TARGET; what is built is not built again
  env -u MAKEFLAGS make --no-print-directory -o all "$1" BUILD="$BUILD" DESTDIR="$WORK/root" PREFIX=/usr
}
ok 'make install' as_packager install
ok 'the units start what was installed' grep -q '^ExecStart=/usr/bin/hailong-collector serve' \
  "$WORK/root/usr/lib/systemd/system/hailong-collector.service"
if command -v systemd-sysusers >/dev/null; then
  ok 'the users can be made' systemd-sysusers --dry-run \
    "$WORK/root/usr/lib/sysusers.d/hailong-sysusers.conf"
else
  skip 'the users can be made' 'no systemd-sysusers here'
fi
ok 'make uninstall' as_packager uninstall
is "$(find "$WORK/root" -type f)" '' 'leaves nothing'

# --- behind nginx ----------------------------------------------------------------------

nginx=$(command -v nginx || command -v /usr/sbin/nginx)
if [ -n "$nginx" ] && command -v openssl >/dev/null; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
    -subj /CN=x -keyout "$WORK/privkey.pem" -out "$WORK/fullchain.pem" 2>"$WORK/openssl.log"
  sed "s|/etc/hailong/tls|$WORK|" "$deploy/nginx.conf" >"$WORK/site.conf"
  cat >"$WORK/nginx.conf" <<TEXT
error_log stderr;
pid $WORK/nginx.pid;
events {}
http {
  access_log off;
  $(printf "%s_temp_path $WORK/nginx.tmp; " client_body proxy fastcgi uwsgi scgi)
  include $WORK/site.conf;
}
TEXT
  ok "nginx takes the example" "$nginx" -t -q -p "$WORK" -c "$WORK/nginx.conf"
else
  skip 'nginx takes the example' 'no nginx or no openssl here'
fi

done_testing
