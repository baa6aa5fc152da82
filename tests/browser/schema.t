#!/usr/bin/env bash
# report.json is what docs/report.schema.json says (JSON Schema 2020-12, by ajv), of a round
# with a base, of one without, of one nobody answered; and the schema tells what is wrong.
. "$(dirname "$0")/../tools/harness.sh"

command -v node >"$WORK/node" || skip_all 'node is not installed'
[ -d tests/browser/node_modules/ajv ] ||
  skip_all 'packages are not installed: (cd tests/browser && npm ci)'

new_database
"$BUILD/tools/demo-data" "$WORK" >"$WORK/setup.log" 2>&1
head -n 300 "$WORK/one-stop.csv" >"$WORK/some.csv"
cat >"$WORK/dealings.csv" <<CSV
unit,service,from,to,received,on_time,invited
$(sed -n '3{s/,.*//;p;}' "$WORK/units.csv"),,2025-01-01,2025-01-31,900,800,700
CSV
cat >"$WORK/reference.csv" <<'CSV'
index,year,unit,value,measure,rank,out_of,source
SIPAS,2023,,82.66,%,,,Bộ
SIPAS,2024,,83.94,%,3,63,Bộ
CSV
{
  echo 'response_id,channel,selection,submitted_at,q01,q02,q03,q04,q05,q06,q07,q08,q09,comment'
  for i in {1..30}; do echo "$i,web,open,2025-0$((1 + i % 9))-05T08:00:00$(printf ',%s' "$((1 + i % 3))"{,,,,,,,,}),x"; done
} >"$WORK/points.csv"
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
  "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
  "$COLLECTOR" import transactions "$WORK/dealings.csv" --db "$DB"
  "$COLLECTOR" import reference "$WORK/reference.csv" --db "$DB"
  for form in sipas-household service-22 one-stop-9; do
    "$COLLECTOR" form add forms/definitions/$form.json --db "$DB"
  done
  "$COLLECTOR" round add 2024 --form sipas-household --db "$DB"
  "$COLLECTOR" round add 2025 --form sipas-household --target 85 --comparable-with 2024 --db "$DB"
  "$COLLECTOR" round add some --form service-22 --from 2025-01-01 --to 2025-01-31 --db "$DB"
  "$COLLECTOR" round add empty --form service-22 --db "$DB"
  "$COLLECTOR" round add points --form one-stop-9 --from 2025-01-01 --to 2025-12-31 --db "$DB"
  for round in 2024 2025 some empty points; do
    "$COLLECTOR" round open $round --db "$DB"
    [ ! -e "$WORK/$round.csv" ] ||
      "$COLLECTOR" upload --round $round "$WORK/$round.csv" --db "$DB"
  done
  "$COLLECTOR" upload --round 2025 "$WORK/2025-web.csv" --db "$DB"
} >>"$WORK/setup.log" 2>&1

# valid FILE
# shellcheck disable=SC2317 # called by ok and exits
valid() {
  node tests/browser/schema.js docs/report.schema.json "$1"
}

# made CODE [OPTION...]
made() {
  ok "report of $1 ${3-}" "$ANALYZER" report --round "$1" --out "$WORK/r$1" --db "$DB" "${@:2}"
  ok '… is as the schema says' valid "$WORK/r$1/report.json"
}
made 2025 --base 2024
made 2025 --base some
made some --lang en
made empty --min-n 5
made points
is "$(jq -c '.tables | [.points, .published, .on_time, .comments] | map(length > 0)' "$WORK/rpoints/report.json")" \
  '[true,true,true,true]' '… and has what stands beside'

while IFS='|' read -r why edit; do
  jq "$edit" "$WORK/r2025/report.json" >"$WORK/wrong.json"
  exits 1 "the schema refuses $why" valid "$WORK/wrong.json"
done <<'TABLE'
a share above 1|.tables.units[0].estimate = 1.2
an estimate of few answers|.tables.units[0].suppressed = "n<10"
a verdict nobody knows|.tables.overview[0].verdict = "good"
a column more|.tables.units[0].more = 1
a table less|del(.tables.levels)
TABLE

done_testing
