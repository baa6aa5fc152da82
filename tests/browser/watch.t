#!/usr/bin/env bash
# The pages of watch in Chromium, from disk and as the collector serves them: they fit a
# telephone and a desk, axe-core is content, in the dark too. The steps are in watch.js.
. "$(dirname "$0")/../tools/harness.sh"
. "$(dirname "$0")/browser.sh"

new_database
"$BUILD/tools/demo-data" "$WORK" >"$WORK/setup.log" 2>&1
# one unit falls: from its tenth answer on nobody is satisfied with anything
awk -F, -v OFS=, '
  NR == 1 { for (i = 1; i <= NF; i++) { if ($i == "unit") unit = i; item[i] = $i ~ /^(q[0-9]+|overall)$/ } }
  NR > 1 && $unit == "00109" && ++n > 10 {
    for (i = 1; i <= NF; i++)
      if (item[i] && $i ~ /^[45]$/) $i = 2
  }
  { print }' "$WORK/one-stop.csv" >"$WORK/fallen.csv"
sed -n '1p;2,40p' "$WORK/one-stop.csv" >"$WORK/few.csv"
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
  "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
  "$COLLECTOR" form add forms/definitions/service-22.json --db "$DB"
  for round in one-stop fallen few; do
    "$COLLECTOR" round add $round --form service-22 --db "$DB"
    "$COLLECTOR" round open $round --db "$DB"
    "$COLLECTOR" upload --round $round "$WORK/$round.csv" --db "$DB"
  done
} >>"$WORK/setup.log" 2>&1

mkdir "$WORK/reports"
# made FOLDER [OPTION...]
made() {
  ok "watch into $1" "$ANALYZER" watch --out "$WORK/reports/$1" --db "$DB" "${@:2}"
}
made fallen --round fallen --base one-stop
made english --round fallen --base one-stop --lang en
made few --round few
# again and again: ended after the first
"$ANALYZER" watch --round few --db "$DB" --out "$WORK/reports/again" --every 3600 \
  >"$WORK/again.log" 2>&1 &
again=$!
for ((i = 0; i < 600; i++)); do
  [ ! -e "$WORK/reports/again/.watched" ] || break
  sleep 0.1
done
kill $again

start_collector --rate-limit off --reports "$WORK/reports" --public-reports
take_steps tests/browser/watch.js SITE="file://$WORK/reports"

done_testing
