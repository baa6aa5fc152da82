#!/usr/bin/env bash
# The report in Chromium, every type of page from disk and as the collector serves it: fits
# a telephone and a desk, axe-core is content, light and dark, on paper; sorting and finding
# with the script, readable without. The steps are in report.js.
. "$(dirname "$0")/../tools/harness.sh"
. "$(dirname "$0")/browser.sh"

new_database
"$BUILD/tools/demo-data" "$WORK" >"$WORK/setup.log" 2>&1
sed -n '1p;2,4p' "$WORK/one-stop.csv" >"$WORK/few.csv"
# more units than one table holds, below two of their parents
awk 'BEGIN {
  print "code,name_vi,name_en,level,parent,valid_from,valid_to"
  for (u = 0; u < 402; u++)
    printf "k%03d,Điểm %03d,,point,%s,,\n", u, u, u % 2 ? "00100" : "00103"
}' >"$WORK/many-units.csv"
awk 'BEGIN {
  print "unit,channel,selection,overall"
  for (i = 0; i < 402 * 12; i++)
    printf "k%03d,kiosk,open,%d\n", i % 402, (i * 7919) % 11 < 9 ? 4 : 2
}' >"$WORK/many.csv"
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
  "$COLLECTOR" import units "$WORK/many-units.csv" --db "$DB"
  "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
  "$COLLECTOR" import transactions "$WORK/transactions.csv" --db "$DB"
  "$COLLECTOR" import reference "$WORK/reference.csv" --db "$DB"
  for form in sipas-household service-22 one-stop-9 kiosk-1; do
    "$COLLECTOR" form add forms/definitions/$form.json --db "$DB"
  done
  "$COLLECTOR" round add 2024 --form sipas-household --db "$DB"
  "$COLLECTOR" round add 2025 --form sipas-household --target 85 --comparable-with 2024 --db "$DB"
  "$COLLECTOR" round add one-stop --form service-22 --target 85 --db "$DB"
  "$COLLECTOR" round add few --form service-22 --target 85 --db "$DB"
  "$COLLECTOR" round add steps --form one-stop-9 --target 90 --db "$DB"
  "$COLLECTOR" round add many --form kiosk-1 --target 85 --db "$DB"
  for round in 2024 2025 one-stop few steps many; do
    "$COLLECTOR" round open $round --db "$DB"
    "$COLLECTOR" upload --round $round "$WORK/$round.csv" --db "$DB"
  done
  "$COLLECTOR" upload --round 2025 "$WORK/2025-web.csv" --db "$DB"
} >>"$WORK/setup.log" 2>&1
report $? 'six rounds' || note "$(tail -n 5 "$WORK/setup.log")"

mkdir "$WORK/reports"
# made CODE [OPTION...]
made() {
  ok "report of $1" "$ANALYZER" report --round "$1" --out "$WORK/reports/$1" --db "$DB" "${@:2}"
}
made 2025 --base 2024
made one-stop --lang en
made few
made steps
made many

# What is in a folder of a report is of one type.
types=$(cd "$WORK/reports" && find . -name '*.html' | sed -E 's|^\./[^/]*/||; s|/.*|/|' | sort -u)

start_collector --rate-limit off --reports "$WORK/reports" --public-reports
take_steps tests/browser/report.js SITE="file://$WORK/reports" TYPES="$types"

# Light pages: what a telephone loads of each.
weights=$(cd "$WORK/reports" && for page in */*.html */*/*.html; do
  echo "$(gzip -9c "$page" | wc -c) $page"
done | sort -rn | head -n 1)
[ "${weights%% *}" -le 61440 ]
report $? 'no page is heavier than 60 KB' || note "$weights"

done_testing
