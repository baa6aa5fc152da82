#!/usr/bin/env bash
# The report in Chromium, from disk and as the collector serves it: fits a telephone and a
# desk, axe-core is content, light and dark, on paper; sorting and finding with the script,
# readable without. The steps are in report.js.
. "$(dirname "$0")/../tools/harness.sh"
. "$(dirname "$0")/browser.sh"

new_database
"$BUILD/tools/demo-data" "$WORK" >"$WORK/setup.log" 2>&1
sed -n '1p;2,4p' "$WORK/one-stop.csv" >"$WORK/few.csv"
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
  "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
  for form in sipas-household service-22; do
    "$COLLECTOR" form add forms/definitions/$form.json --db "$DB"
  done
  "$COLLECTOR" round add 2024 --form sipas-household --db "$DB"
  "$COLLECTOR" round add 2025 --form sipas-household --target 85 --comparable-with 2024 --db "$DB"
  "$COLLECTOR" round add one-stop --form service-22 --target 85 --db "$DB"
  "$COLLECTOR" round add few --form service-22 --target 85 --db "$DB"
  for round in 2024 2025 one-stop few; do
    "$COLLECTOR" round open $round --db "$DB"
    "$COLLECTOR" upload --round $round "$WORK/$round.csv" --db "$DB"
  done
  "$COLLECTOR" upload --round 2025 "$WORK/2025-web.csv" --db "$DB"
} >>"$WORK/setup.log" 2>&1

mkdir "$WORK/reports"
# made CODE [OPTION...]
made() {
  ok "report of $1" "$ANALYZER" report --round "$1" --out "$WORK/reports/$1" --db "$DB" "${@:2}"
}
made 2025 --base 2024
made one-stop --lang en
made few

start_collector --rate-limit off --reports "$WORK/reports" --public-reports
take_steps tests/browser/report.js SITE="file://$WORK/reports"

# Light pages: what a telephone loads of each.
weights=$(cd "$WORK/reports" && for page in */*.html */*/*.html; do
  echo "$(gzip -9c "$page" | wc -c) $page"
done | sort -rn | head -n 1)
[ "${weights%% *}" -le 61440 ]
report $? 'no page is heavier than 60 KB' || note "$weights"

done_testing
