#!/usr/bin/env bash
# --rake, --trim and --variance against R; what is said of convergence; margins that are
# wrong, each with its line.
. "$(dirname "$0")/../tools/harness.sh"

R=tests/golden/r
SURVEY=(--csv "$R/estimate-data.csv" --form "$R/estimate.json")
ASK=(--item 'q1,q2' --statistic 't2b,mean5' --by overall --by unit --min-n 0 --format json)

estimate() {
  exits 0 "estimate $*" "$ANALYZER" estimate "$@"
}

# agrees KIND NAME: every row of that kind in rake.csv is in the JSON of $out
agrees() {
  local wrong
  wrong=$(jq -r --arg kind "$1" --rawfile golden "$R/rake.csv" '
    ($golden | split("\n") | map(select(. != "") | "[\(.)]" | fromjson)) as $all
    | $all[0] as $head | .estimates as $ours
    | $all[1:][] | select(.[0] == $kind) as $row
    | ($ours[] | select([.by, .domain, .item, .statistic] == $row[1:5])) // {} | . as $got
    | range(5; $head | length) as $c
    | ($got[$head[$c]] // 1e9) as $value | ($value - $row[$c]) as $d
    | select(($d | fabs) > 1e-8 * ($row[$c] | fabs))
    | "\($row[1:5]) \($head[$c]): \($value), R has \($row[$c])"' <<<"$out" 2>&1)
  is "$wrong" '' "$2"
}

# --- against R ------------------------------------------------------------------------

estimate "${SURVEY[@]}" "${ASK[@]}" --rake "$R/rake-one.csv"
agrees post 'one variable: post-stratified as R'
like "$err" 'after 2 rounds.*factors from 0\.8236 to 1\.163' '… and stderr tells how'
estimate "${SURVEY[@]}" "${ASK[@]}" --rake "$R/rake-two.csv"
agrees rake 'two variables, a column and an item: raked as R'
like "$err" 'met the totals after [0-9]+ rounds.*0\.7884 to 1\.338.*\(Kish\) 1\.803' \
  '… rounds, range and design effect'
raked=$out
estimate "${SURVEY[@]}" "${ASK[@]}" --rake "$R/rake-two.csv" --trim .6,1.25
agrees trim 'factors within bounds as R'
like "$err" '0\.7799 to 1\.25, at a bound: 1' '… and stderr counts those at a bound'
estimate "${SURVEY[@]}" "${ASK[@]}" --rake "$R/rake-two.csv" --trim 0.1,9
is "$(jq -c '[.estimates[].estimate * 1e9 | round]' <<<"$out")" \
  "$(jq -c '[.estimates[].estimate * 1e9 | round]' <<<"$raked")" 'bounds that nothing meets change no estimate'
estimate "${SURVEY[@]}" "${ASK[@]}" --variance jackknife
agrees jackknife 'jackknife as R'

# raking to what the weights add up to already changes nothing
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print "variable,level,total" }
  NR > 1 { total[$at["unit"]] += $at["weight"] }
  END { for (u in total) printf "unit,%s,%.17g\n", u, total[u] }' "$R/estimate-data.csv" >"$WORK/own.csv"
estimate "${SURVEY[@]}" --item all --by q4 --format csv
plain=$(cut -d, -f1-8 <<<"$out")
estimate "${SURVEY[@]}" --item all --by q4 --format csv --rake "$WORK/own.csv"
# shellcheck disable=SC2016 # awk's own
ok 'own margins change no estimate' awk -F, 'NR == FNR { v[FNR] = $8; next }
  { d = v[FNR] - $8; if ((d < 0 ? -d : d) > 1e-12) exit 1 }' <(echo "$plain") <(cut -d, -f1-8 <<<"$out")

# a simple random sample becomes a weighted one
printf 'variable,level,total\nunit,A,500\nunit,B,300\nunit,C,200\n' >"$WORK/simple.csv"
estimate "${SURVEY[@]}" --design srs --item q1 --rake "$WORK/simple.csv" --format json
is "$(jq -c '[.design, .raked, .variance, .estimates[0].ci_method]' <<<"$out")" \
  '["weighted",true,"taylor","logit"]' \
  'without weights: weighted, and logit'

# --- replicates -----------------------------------------------------------------------

estimate "${SURVEY[@]}" --item q1 --format csv
taylor=$(awk -F, 'NR == 2 { print $9 }' <<<"$out")
estimate "${SURVEY[@]}" --item q1 --format csv --variance bootstrap --replicates 2000 --seed 5
first=$out
like "$err" 'bootstrap of 2000 replicates, seed 5' 'the seed is told'
estimate "${SURVEY[@]}" --item q1 --format csv --variance bootstrap --replicates 2000 --seed 5
is "$out" "$first" 'the same seed gives the same figures'
estimate "${SURVEY[@]}" --item q1 --format csv --variance bootstrap --replicates 2000 --seed 6
unlike "$out" "$first" '… another one others'
# shellcheck disable=SC2016 # awk's own
ok 'a bootstrap error is near the linearised one' awk -F, -v t="$taylor" 'NR == 2 {
  r = $9 / t; exit !(r > .9 && r < 1.1) }' <<<"$out"
exits 1 'replicates without PSUs' "$ANALYZER" estimate "${SURVEY[@]}" --design srs --variance jackknife
like "$err" 'made of PSUs' '… are refused'

# --- wrong margins --------------------------------------------------------------------

# bad LINE TEXT WHY: a file of one header and rows
bad() {
  printf 'variable,level,total\n%b' "$1" >"$WORK/bad.csv"
  exits 1 "margins $1" "$ANALYZER" estimate "${SURVEY[@]}" --rake "$WORK/bad.csv"
  like "$err" "$2" '… say why'
  is "$out" '' '… and nothing is printed'
}
bad '' 'there are no margins'
bad 'unit,A,5\nunit,A,6\n' 'line 3: unit "A" has two totals'
bad 'unit,A,5\nunit,B,x\n' "line 3, total 'x': is no number"
bad 'unit,A,0\n' 'line 2: .*not above 0'
bad 'unit,A,\n' 'line 2: .*not above 0'
bad 'unit,,5\n' "line 2, level '': is empty"
bad 'zz,1,5\n' "line 2: .*'zz'"
bad 'q1,9,5\n' "line 2, level '9': is no choice"
bad '"unit,q1","A,1",5\n' 'line 2.*not one item'
bad 'unit,A,5\nunit,B,5\n' "has the unit 'C', of which .*bad.csv knows no total"
bad 'unit,A,5\nunit,B,5\nunit,C,5\nunit,D,5\n' 'D'
bad 'unit,A,5\nunit,B,5\nunit,C,5\nq3,3,1\nq3,4,1\nq3,5,30\n' 'the margins disagree'
bad 'q1,2,5\nq1,3,5\nq1,4,5\nq1,5,5\n' "says nothing of 'q1'"
printf 'variable,level\nunit,A\n' >"$WORK/bad.csv"
exits 1 'a missing column' "$ANALYZER" estimate "${SURVEY[@]}" --rake "$WORK/bad.csv"
like "$err" "no column 'total'" '… is named'
exits 1 'no file' "$ANALYZER" estimate "${SURVEY[@]}" --rake "$WORK/none.csv"
exits 1 'bounds that are too narrow' "$ANALYZER" estimate "${SURVEY[@]}" --rake "$R/rake-two.csv" --trim .9,1.1
like "$err" 'still miss a total by .*--trim' '… say so'
is "$out" '' '… and nothing is printed'
while IFS='|' read -r words why; do
  # shellcheck disable=SC2086 # words are words
  exits 2 "estimate $words" "$ANALYZER" estimate "${SURVEY[@]}" $words
  like "$err" "$why" '… says why'
done <<CASES
--trim .5,2|--trim belongs to --rake
--rake $R/rake-one.csv --trim 2|--trim takes
--rake $R/rake-one.csv --trim 2,3|--trim takes
--rake $R/rake-one.csv --trim .5,.9|--trim takes
--rake $R/rake-one.csv --variance jackknife|--rake goes with --variance taylor
--variance zz|--variance takes
--variance jackknife --seed 3|--seed belongs to
--seed 3|--seed belongs to
--replicates 3|--replicates belongs to
--variance bootstrap --replicates 1|--replicates takes
--variance bootstrap --seed -1|--seed takes
CASES

# --- the database, differences, the report --------------------------------------------

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'form add' "$COLLECTOR" form add "$R/estimate.json" --db "$DB"
for round in r1 r2; do
  ok "round $round" "$COLLECTOR" round add "$round" --form golden --db "$DB" \
    ${base:+--comparable-with "$base"}
  ok "open $round" "$COLLECTOR" round open "$round" --db "$DB"
  ok "upload $round" "$COLLECTOR" upload --round "$round" "$R/estimate-data.csv" --db "$DB"
  base=$round
done
estimate --round r1 --db "$DB" "${ASK[@]}" --rake "$R/rake-two.csv"
agrees rake 'a round raked as R'
exits 0 'compare --rake' "$ANALYZER" compare --round r2 --base r1 --db "$DB" --rake "$R/rake-two.csv" \
  --item q1 --format csv
is "$(awk -F, 'NR == 2 { print ($7 < 1e-12 && $7 > -1e-12), $10 }' <<<"$out")" '1 1' \
  'the same answers with the same totals: no difference'
like "$err" 'r2: raking met.*r1: raking met' 'stderr tells of both'
exits 0 'compare --base-rake' "$ANALYZER" compare --round r2 --base r1 --db "$DB" \
  --rake "$R/rake-two.csv" --base-rake "$R/rake-one.csv" --item q1 --format csv
like "$(sed -n 2p <<<"$out")" '^overall,,q1,t2b,0\.63344.*,0\.63161' '… by its own totals'
exits 0 'report --rake' "$ANALYZER" report --round r1 --db "$DB" --rake "$R/rake-two.csv" --out "$WORK/report"
like "$(grep '^overall,,q1,t2b' "$WORK/report/estimates.csv")" ',0\.63161' 'a report with raked weights'
like "$(cat "$WORK/report/methods.html")" 'unit, q3' '… says by what they were raked'

done_testing
