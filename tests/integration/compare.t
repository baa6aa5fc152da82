#!/usr/bin/env bash
# compare: differences of rounds, domains and items against R, the families of p values,
# what is held back, and which rounds may not be compared.
. "$(dirname "$0")/../tools/harness.sh"

R=tests/golden/r
NOW=(--csv "$R/estimate-data.csv" --form "$R/estimate.json")
ROUNDS=("${NOW[@]}" --base-csv "$R/rounds-base.csv")

compare() {
  exits 0 "compare $*" "$ANALYZER" compare "$@"
}

# agrees KIND NAME: every row of that kind in rounds.csv is in the JSON of $out
agrees() {
  local wrong
  wrong=$(jq -r --arg kind "$1" --rawfile golden "$R/rounds.csv" '
    ($golden | split("\n") | map(select(. != "") | "[\(.)]" | fromjson)) as $all
    | $all[0] as $head | .comparisons as $ours
    | $all[1:][] | select(.[0] == $kind) as $row
    | ($ours[] | select([.by, .domain, .item, .statistic] == $row[1:5])) // {} | . as $got
    | range(5; $head | length) as $c
    | ($got[$head[$c]] // 1e9) as $value | ($value - $row[$c]) as $d
    | select(($d | fabs) > 1e-8 * ($row[$c] | fabs) + 1e-13)
    | "\($row[1:5]) \($head[$c]): \($value), R has \($row[$c])"' <<<"$out" 2>&1)
  is "$wrong" '' "$2"
}

# --- against R ------------------------------------------------------------------------

ASK=(--item 'q1,q4' --statistic 't2b,mean5' --min-n 0 --format json)
compare "${ROUNDS[@]}" "${ASK[@]}" --by overall --by unit
agrees rounds 'two rounds agree with R, with Holm and Benjamini-Hochberg'
is "$(jq -c '[.file, .base_csv, .form, .design]' <<<"$out")" \
  "[\"$R/estimate-data.csv\",\"$R/rounds-base.csv\",\"golden\",\"weighted\"]" 'JSON says what it is of'
is "$(jq -c '[.comparisons[] | select(.domain == "D")] | length, (.[0] |
  [.base_estimate != null, .estimate, .difference, .se, .p, .p_holm, .ci_low, .comparable])' <<<"$out")" \
  $'4\n[true,null,null,null,null,null,null,"yes"]' 'a domain only the base has is a row with blanks'
compare "${NOW[@]}" "${ASK[@]}" --by unit --base-domain A
agrees domain 'units of one round against unit A, with their covariance'
is "$(jq -c '[.comparisons[].domain] | unique' <<<"$out")" '["B","C"]' '… without A itself'
compare "${NOW[@]}" --item q1,q5 --statistic t2b,mean5 --min-n 0 --format json --by overall --by unit \
  --base-item q3
jq '.comparisons |= map(select(.domain != "A" and .domain != "C"))' <<<"$out" >"$WORK/some.json"
compare "${NOW[@]}" --item q1,q5 --statistic t2b,mean5 --min-n 0 --format json --base-item q3
is "$(jq -c '[.comparisons[].item] | unique' <<<"$out")" '["q1","q5"]' 'items against q3, without it'
out=$(jq -c '.comparisons |= map(del(.p_holm, .p_bh))' "$WORK/some.json")
# their family in R is of these eight rows; here of more, so it is left out
sed -E 's/,[^,]*,[^,]*$//' "$R/rounds.csv" >"$WORK/rounds.csv"
R=$WORK agrees item 'items on the same people agree with R'

# Two independent samples of 9 and 3 of 10: Newcombe 1998, method 10
awk 'BEGIN { print "unit,q1"; for (i = 0; i < 10; i++) print "A," (i < 9 ? 5 : 1)
  for (i = 0; i < 10; i++) print "B," (i < 3 ? 4 : 2) }' >"$WORK/two.csv"
compare --csv "$WORK/two.csv" --form "$R/estimate.json" --item q1 --by unit --base-domain B --format csv
is "$(awk -F, 'NR == 2 { printf "%.4f %.4f %.4f", $7, $13, $14 }' <<<"$out")" \
  '0.6000 0.1705 0.8090' 'of simple random samples the interval is of Newcombe'
is "$(head -n 1 <<<"$out")" "by,domain,item,statistic,base_estimate,estimate,difference,se,df,p,p_holm,p_bh,ci_low,ci_high,comparable" \
  'the columns of CSV'
compare --csv "$WORK/two.csv" --form "$R/estimate.json" --item q1 --by unit --base-domain B --min-n 11 --format csv
is "$(sed -n 2p <<<"$out")" 'unit,A,q1,t2b,,,,,,,,,,,yes' 'small numbers are held back'
compare --csv "$WORK/two.csv" --form "$R/estimate.json" --item q1 --by unit --base-domain B --min-n 11
like "$out" 'n < 11' '… and the table says why'
compare "${ROUNDS[@]}" --item q1 --by unit
like "$out" 'A .*\+5,23 điểm.%' 'a table speaks of points'
like "$out" 'D .*chỉ gốc có' '… and of domains that are gone'
compare "${ROUNDS[@]}" --item q1 --statistic mean --lang en
unlike "$out" 'points' 'means differ by levels'
compare "${ROUNDS[@]}" --item q1 --variance jackknife --format csv
like "$(sed -n 2p <<<"$out")" '^overall,,q1,t2b,0\.568.*,yes$' 'with replicates'
exits 2 'totals' "$ANALYZER" compare "${ROUNDS[@]}" --item q1 --statistic total
like "$err" 'not compared' '… are not compared'
# an item against a factor that holds it and one that doesn't, without PSUs
compare "${NOW[@]}" --design srs --item index,q1 --base-item q3 --format csv
is "$(grep -c ',,' <<<"$out")" 2 'items and factors can be paired without PSUs'

{ cat "$R/rounds-base.csv"; echo 'A,sample,S1,P1,9,3,9,5,5,3,5'; } >"$WORK/bad.csv"
exits 3 'a rejected row of the base' "$ANALYZER" compare "${NOW[@]}" --base-csv "$WORK/bad.csv" --item q1
like "$err" 'bad.csv, line 151, q1 .*bad.csv: 1 rows rejected' '… is told of with its file'

# --- wrong use ------------------------------------------------------------------------

while IFS='|' read -r words why; do
  # shellcheck disable=SC2086 # words are words
  exits 2 "compare $words" "$ANALYZER" compare $words
  like "$err" "$why" '… says why'
done <<CASES
--csv a --form f|one of --base
--csv a --form f --base r|--base goes with --round
--round a --base-csv f|--base-csv goes with --csv
--round a --base a|are the same
--round a --base b --base-item q1|one of --base
--round a --base-domain A|needs one --by
--round a --base-item q1|needs --item
--round a --base-item q1 --item q2 --force|--force belongs to --base
--round a --base-item q1 --item q2 --variance jackknife|always taylor
--round a --base-item q1 --item q2 --base-rake m|--base-rake belongs
--round a --base b --base-rake m|--base-rake goes with --rake
${NOW[*]} --item q1 --base-item zz|no item or factor 'zz'
CASES
exits 1 'an unknown domain' "$ANALYZER" compare "${NOW[@]}" --by unit --base-domain Z
like "$err" "no response has the unit 'Z'" '… is named'

# --- rounds in the database -----------------------------------------------------------

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'form add' "$COLLECTOR" form add "$R/estimate.json" --db "$DB"
# round CODE FILE [OPTION...]
round() {
  local code=$1 file=$2
  shift 2
  ok "round $code" "$COLLECTOR" round add "$code" --form golden --db "$DB" "$@"
  ok "open $code" "$COLLECTOR" round open "$code" --db "$DB"
  ok "upload $code" "$COLLECTOR" upload --round "$code" "$file" --db "$DB"
}
round r1 "$R/rounds-base.csv"
round r2 "$R/estimate-data.csv" --comparable-with r1
round r3 "$R/estimate-data.csv" --comparable-with r2
round r4 "$R/estimate-data.csv" --method 2 --comparable-with r2
round r5 "$R/estimate-data.csv"
compare --round r2 --base r1 --db "$DB" "${ASK[@]}" --by overall --by unit
agrees rounds 'rounds in the database agree with R'
is "$(jq -c '[.round, .base]' <<<"$out")" '["r2","r1"]' '… and are named'
compare --round r3 --base r1 --db "$DB" --format csv
like "$out" ',yes$' 'comparable through a round between them'
compare --round r1 --base r3 --db "$DB" --format csv
like "$out" ',yes$' '… and the other way round'
exits 1 'another method' "$ANALYZER" compare --round r4 --base r2 --db "$DB"
like "$err" 'not comparable: method 2 and method 1.*--force' '… is refused with the reason'
is "$out" '' '… and prints nothing'
compare --round r4 --base r2 --db "$DB" --force --format csv
like "$out" ',no$' '--force marks it'
like "$err" 'method 2' '… and says it again'
compare --round r4 --base r2 --db "$DB" --force
like "$out" 'không so sánh được' '… in the table too'
exits 1 'a round that names another' "$ANALYZER" compare --round r5 --base r2 --db "$DB"
like "$err" 'names another round' '… is refused'
compare --round r5 --base r1 --db "$DB" --format csv
like "$out" ',yes$' 'rounds of one form and method that name none are comparable'
exits 1 'an unknown round' "$ANALYZER" compare --round r2 --base r9 --db "$DB"
like "$err" "no round 'r9'" '… is named'

done_testing
