#!/usr/bin/env bash
# reliability and drivers: against R, by domain, from a round, and what they refuse.
. "$(dirname "$0")/../tools/harness.sh"

R=tests/golden/r
SURVEY=(--csv "$R/estimate-data.csv" --form "$R/estimate.json")

reliability() {
  exits 0 "reliability $*" "$ANALYZER" reliability "$@"
}
drivers() {
  exits 0 "drivers $*" "$ANALYZER" drivers "$@"
}
# column NAME [WHERE]: of the rows of $out
column() {
  awk -F, -v name="$1" -v where="${2:-}" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
    NR > 1 && (where == "" || index($0, where)) { print $at }' <<<"$out"
}
# near GOT WANT NAME: within a relative 1e-8
near() {
  ok "$3" awk -v a="$1" -v b="$2" 'BEGIN {
    d = a - b
    exit !(a != "" && (d < 0 ? -d : d) <= 1e-8 * (b < 0 ? -b : b))
  }' || note "     got: $1, expected: $2"
}

# --- reliability ----------------------------------------------------------------------

reliability "${SURVEY[@]}" --format csv
is "$(head -n 1 <<<"$out")" 'by,domain,factor,without,n,items,alpha,suppressed' 'the columns'
near "$(column alpha 'overall,,F1,,')" "$(sed -n 's/^pairwise,//p' "$R/alpha.csv")" 'alpha of F1 as in R'
is "$(column factor | uniq | tr '\n' ' ')" 'F1 F2 both ' 'every factor'
is "$(column without ',F1,' | tr '\n' ' ')" ' q1 q2 q4 ' '… and without each item'
is "$(column without ',F2,' | tr '\n' ' ')" ' ' '… where more than two are there'
whole=$(column alpha ',F1,q4,')
reliability "${SURVEY[@]}" --item F1 --by unit --by q4 --format json
is "$(jq -c '[.reliability[] | select(.without == "") | .domain]' <<<"$out")" '["A","B","C","1","2","3"]' \
  'by domain'
reliability "${SURVEY[@]}" --item F1 --by unit --min-n 90 --format csv
is "$(grep -c 'n<90$' <<<"$out")" 2 'small numbers are held back'
like "$out" 'unit,A,F1,,85,,,n<90' '… but their n'
reliability "${SURVEY[@]}" --item index --lang en
like "$out" "Cronbach's alpha.*both.*0\.184" 'a table'
exits 2 'of an item' "$ANALYZER" reliability "${SURVEY[@]}" --item q1
like "$err" "'q1' is an item" '… says no'

# --- drivers --------------------------------------------------------------------------

drivers "${SURVEY[@]}" --outcome q1 --predictors q2,q4,F2 --format csv
is "$(head -n 1 <<<"$out")" 'outcome,predictor,n,coefficient,se,df,t,p,share,r_squared' 'the columns'
for name in q2 q4 F2; do
  IFS=, read -r _ _ _ n b se p df _ r2 share < <(grep "^clusfpc,,$name," "$R/drivers.csv")
  is "$(column n ",$name,") $(column df ",$name,")" "$n $df" "$name: n and df as in R"
  near "$(column coefficient ",$name,")" "$b" '… coefficient'
  near "$(column se ",$name,")" "$se" '… error'
  near "$(column p ",$name,")" "$p" '… p'
  near "$(column r_squared ",$name,")" "$r2" '… R²'
  near "$(column share ",$name,")" "$share" '… share of it'
done
file=$(column coefficient | cut -c 1-12)
drivers "${SURVEY[@]}" --outcome q1 --predictors q2,q4 --predictors F2 --format json
near "$(jq .intercept <<<"$out")" "$(grep '^clusfpc,,q2,' "$R/drivers.csv" | cut -d, -f 9)" 'the intercept'
is "$(jq '[.drivers[].share] | add * 1e9 | round' <<<"$out")" \
  "$(jq '.drivers[0].r_squared * 1e9 | round' <<<"$out")" 'shares add up to R²'
drivers "${SURVEY[@]}" --outcome q1
like "$out" 'F2 .*Kết quả: q1, n = 211, R² = 0,1' 'without --predictors: the factors that do not hold it'
unlike "$out" 'F1' '… and no other'
drivers "${SURVEY[@]}" --outcome q1 --predictors q2 --rake "$R/rake-one.csv" --format csv
like "$err" 'raking met' 'with raked weights'
unlike "$(column coefficient)" "${file%%$'\n'*}" '… another slope'
while IFS='|' read -r code words why; do
  # shellcheck disable=SC2086 # words are words
  exits "$code" "drivers $words" "$ANALYZER" drivers "${SURVEY[@]}" $words
  like "$err" "$why" '… says why'
  is "$out" '' '… prints nothing'
done <<'CASES'
2||needs --outcome
2|--outcome q1,q2|takes one
2|--outcome all|takes one
2|--outcome zz|no item or factor 'zz'
2|--outcome q1 --predictors F1|'F1' can't drive 'q1'
2|--outcome q1 --predictors q1|nothing is left
2|--outcome index|nothing is left
1|--outcome q1 --predictors q2,q4,F2 --min-n 200|only 107 people
CASES
exits 1 'standard input' "$ANALYZER" drivers --csv - --form "$R/estimate.json" --outcome q1 \
  < <(cat "$R/estimate-data.csv")
like "$err" 'has to be a file' '… can not be read three times'
{ cat "$R/estimate-data.csv"; echo 'A,sample,S1,P1,9,3,9,5,5,3,5'; } >"$WORK/bad.csv"
exits 3 'a rejected row' "$ANALYZER" drivers --csv "$WORK/bad.csv" --form "$R/estimate.json" \
  --outcome q1 --predictors q2,q4,F2 --format csv
is "$(column coefficient | cut -c 1-12)" "$file" '… changes nothing'
is "$(grep -c '^1 rows rejected' <<<"$err")" 1 '… and is told of once'

# --- the database ---------------------------------------------------------------------

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'form add' "$COLLECTOR" form add "$R/estimate.json" --db "$DB"
ok 'round add' "$COLLECTOR" round add r1 --form golden --db "$DB"
ok 'round open' "$COLLECTOR" round open r1 --db "$DB"
exits 1 'drivers of a round without responses' "$ANALYZER" drivers --round r1 --db "$DB" --outcome q1
ok 'upload' "$COLLECTOR" upload --round r1 "$R/estimate-data.csv" --db "$DB"
drivers --round r1 --db "$DB" --outcome q1 --predictors q2,q4,F2 --format csv
is "$(column coefficient | cut -c 1-12)" "$file" 'the round gives what the file gives'
reliability --round r1 --db "$DB" --item F1 --format csv
near "$(column alpha ',F1,q4,')" "$whole" '… alpha too'

done_testing
