#!/usr/bin/env bash
# The corpus of tests/fuzz, replayed: what every parser of outside bytes must withstand,
# with what broke one once.
. "$(dirname "$0")/../tools/harness.sh"

for source in tests/fuzz/fuzz_*.c; do
  name=$(basename "$source" .c)
  files=(tests/fuzz/corpus/"${name#fuzz_}"/*)
  ok "$name: ${#files[@]} inputs" "$BUILD/tests/fuzz/$name" "${files[@]}"
done

done_testing
