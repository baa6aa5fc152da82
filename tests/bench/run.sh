#!/usr/bin/env bash
# Runs every benchmark: programs made from tests/bench/*.c, then bench_*.sh. The
# measurement behind how answers are stored takes minutes: run storage.sh by itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
shopt -s nullglob

for bench in tests/bench/*.c tests/bench/bench_*.sh tests/bench/lighthouse.sh; do
  echo "== $(basename "$bench")"
  case $bench in
  *.c) "${BUILD:-build}/${bench%.c}" ;;
  *) "$bench" ;;
  esac
done
