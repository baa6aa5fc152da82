#!/usr/bin/env bash
# Every statement of schema/queries is one that PostgreSQL can prepare on the schema as it
# is, and takes as many parameters as its text names: this catches wrong columns, wrong
# types and a $1 used for two things.
. "$(dirname "$0")/../tools/harness.sh"

new_database
exits 0 'migrate' "$COLLECTOR" migrate --db "$DB"
exits 0 'every statement was tried' "$BUILD/tools/prepare-all" "$DB"
statements=$out
while read -r name found named; do
  is "$found" "$named" "$name takes $named parameters"
done <<<"$statements"
is "$(cut -d ' ' -f 1 <<<"$statements")" \
  "$(find schema/queries -name '*.sql' -printf '%f\n' | sed 's/\.sql$//' | LC_ALL=C sort)" \
  'all files of schema/queries are embedded'

done_testing
