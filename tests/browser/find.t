#!/usr/bin/env bash
# Finding the office and the service among 3 500 and 2 000, with and without scripts; the
# steps are in find.js.
. "$(dirname "$0")/../tools/harness.sh"
. tests/browser/browser.sh

new_database
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" form add --db "$DB" forms/definitions/service-22.json
  for round in r1 r2; do
    "$COLLECTOR" round add --db "$DB" $round --form service-22
    "$COLLECTOR" round open --db "$DB" $round
  done
  tests/tools/catalogue.sh "$WORK"
  echo "02999,Phường Hộ Tịch,,commune,02,," >>"$WORK/units.csv"
  "$COLLECTOR" import --db "$DB" units "$WORK/units.csv"
  "$COLLECTOR" import --db "$DB" services "$WORK/services.csv"
} >"$WORK/setup.log" 2>&1
start_collector --rate-limit off

take_steps tests/browser/find.js

done_testing
