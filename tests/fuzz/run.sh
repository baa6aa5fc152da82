#!/usr/bin/env bash
# Feeds each harness new bytes for a while, beginning with its corpus. Inputs that reach
# new code are kept in BUILD/corpus/NAME, those that break something in BUILD/found/NAME.
#
# usage: BUILD=build/fuzz run.sh SECONDS [NAME...]   json csv form …; none: all
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1

seconds=$1
shift
names=("$@")
if [ $# -eq 0 ]; then
  for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    names+=("${name#fuzz_}")
  done
fi
status=0
for name in "${names[@]}"; do
  mkdir -p "$BUILD/corpus/$name" "$BUILD/found/$name"
  echo "== $name"
  "$BUILD/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 \
    -close_fd_mask=3 -print_final_stats=1 -artifact_prefix="$BUILD/found/$name/" \
    "$BUILD/corpus/$name" "tests/fuzz/corpus/$name" || status=$?
done
exit "$status"
