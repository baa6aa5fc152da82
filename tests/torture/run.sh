#!/usr/bin/env bash
# Proof by torture: answers come in at two collectors on one database while things break,
# one after the other. Afterwards every acknowledged answer must be in the database, once,
# as it was sent, and nothing else. Prints a table (see check.awk); exit code 1 where
# something was lost, duplicated, altered or invented.
#
# usage: run.sh [--seconds N] [--rounds N] [--seed N] [FAULT...]
#
# Also CLIENTS (16) and their mean PAUSE (20 ms) between answers, from the environment.
# Each fault lasts about N seconds (4); more rounds than one go through the faults in a
# random order, which the seed decides. FAULTs: those of faults.sh, all unless named.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
unset "${!PG@}"
BUILD=${BUILD:-build}
COLLECTOR=${COLLECTOR:-$BUILD/hailong-collector}
CLIENTS=${CLIENTS:-16} PAUSE=${PAUSE:-20}
. tests/torture/place.sh
. tests/torture/faults.sh

seconds=4 rounds=1 SEED=1
while [[ ${1:-} == --* ]]; do
  case $1 in
  --seconds) seconds=$2 ;;
  --rounds) rounds=$2 ;;
  --seed) SEED=$2 ;;
  *) sed -n 's/^# \(usage.*\)/\1/p' "$0" >&2 && exit 2 ;;
  esac
  shift 2
done
RANDOM=$SEED
faults=("$@")
[ $# -gt 0 ] || mapfile -t faults < <(sed -n 's/^fault_\(.*\)() {$/\1/p' tests/torture/faults.sh)
for fault in "${faults[@]}"; do
  declare -F "fault_$fault" >/dev/null || die "there is no fault '$fault'"
done

cluster_pids() { "$TOOLS/cluster.sh" pids "$primary"; }

shuffled() {
  local name
  for name in "${faults[@]}"; do echo "$RANDOM $name"; done | sort -n | cut -d ' ' -f 2
}

clean_up() {
  local code=$?
  place_stop
  network_down
  mountpoint -q "$PLACE/small" && umount "$PLACE/small"
  [ "$code" -eq 0 ] || {
    echo "torture: what is left stands in $PLACE" >&2
    exit "$code"
  }
  for name in "$PLACE"/pg*; do cluster remove "$name"; done
  rm -rf "$PLACE"
}

PLACE=$(mktemp -d "${TMPDIR:-/tmp}/hlt.XXXXXX")
trap clean_up EXIT
trap 'exit 130' INT TERM HUP
place_start
sleep 2
for _ in $(seq "$rounds"); do
  order=("${faults[@]}")
  [ "$rounds" -eq 1 ] || mapfile -t order < <(shuffled)
  for fault in "${order[@]}"; do
    echo "torture: $fault" >&2
    say "$fault"
    "fault_$fault" "$seconds" || [ $? -eq 77 ] || die "$fault could not be done"
    settled
  done
done
clients_end
settled
"$COLLECTOR" export --db "$conninfo" --round t1 --format csv >"$PLACE/export.csv" ||
  die 'the database can not be read out'
LC_ALL=C awk -f tests/torture/check.awk "$PLACE/log" "$PLACE/export.csv"
