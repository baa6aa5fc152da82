#!/usr/bin/env bash
# Small cells: what is held back, beside the small ones, so that nobody works them out
# from what the same output tells.
. "$(dirname "$0")/../tools/harness.sh"

FORM=tests/golden/r/estimate.json

# people UNIT SERVICE N [WITHOUT_Q5]: N rows, so many of them without q5
people() {
  awk -v unit="$1" -v service="$2" -v n="$3" -v without="${4:-0}" 'BEGIN {
    for (i = 1; i <= n; i++)
      printf "%s,%s,%d,%d,%d,%d,%s\n", unit, service, 1 + i % 5, 1 + i % 4, 1 + i % 3,
        1 + i % 3, i <= without ? "" : 1 + i % 5
  }'
}

# estimate FILE OPTION...
estimate() {
  local file=$1
  shift
  exits 0 "estimate $*" "$ANALYZER" estimate --csv "$WORK/$file.csv" --form "$FORM" "$@"
}

# held REASON: domains (and items) held back for it, in the CSV in $out
held() {
  awk -F'","|"?,"?' -v why="$1" 'NR > 1 && $NF == why' <<<"$out" | wc -l | tr -d ' '
}

{
  echo 'unit,service,q1,q2,q3,q4,q5'
  people A s1 5
  people A s2 30
  people A s3 40
  people B s1 20
  people B s2 50
  people B s3 60
  people C s1 45
  people C s2 70
  people C s3 80
} >"$WORK/table.csv"
{ grep -v '^A,s[23]' "$WORK/table.csv"; } >"$WORK/units.csv"

# --- parts and their total ------------------------------------------------------------

estimate units --item q1 --by unit --format csv
is "$(held 'n<10') $(held complement)" '1 0' 'without a total nothing else is held back'
estimate units --item q1 --by unit --by overall --format csv
is "$(held 'n<10') $(held complement)" '1 1' 'with the total one more'
like "$out" $'unit,B,q1,t2b,130,0,0,,,,,,,,,,,,,,complement' 'the smaller one, all but its n'
like "$out" $'overall,,q1,t2b,330,0,0,0\\.[0-9]+' 'the total is told'
estimate units --item q1 --by unit --by overall --min-n 0 --format csv
is "$(held complement)" 0 '--min-n 0 holds nothing back'

# --- a table with its margins ---------------------------------------------------------

MARGINS=(--by 'unit,service' --by unit --by service --by overall)
estimate table --item q1 --statistic t2b,level "${MARGINS[@]}" --format csv
is "$(held 'n<10')" 6 'one small cell, in six figures'
is "$(held complement)" 18 '… takes three others with it'
for domain in A,s2 B,s1 B,s2; do
  is "$(grep -c "^\"unit,service\",\"$domain\",.*,complement$" <<<"$out")" 6 "… $domain"
done
csv=$(held complement)
estimate table --item q1 --statistic t2b,level "${MARGINS[@]}" --format json
is "$(jq '[.estimates[] | select(.suppressed == "complement")] | length' <<<"$out")" "$csv" \
  'JSON says the same'
is "$(jq -c '[.estimates[] | select(.suppressed) | .estimate, .se, .l1, .n_eff] | unique' \
  <<<"$out")" '[null]' '… and nothing of their answers'
estimate table --item q1 "${MARGINS[@]}"
like "$out" 'B,s2 .*che để không suy ngược được ô nhỏ' 'a table in Vietnamese says why'
estimate table --item q1 "${MARGINS[@]}" --lang en
like "$out" "B,s2 .*held back so that small cells can't be worked out" '… in English'
estimate table --item q1 --by unit,service --by service,unit --by unit --format csv
is "$(grep -c 'complement$' <<<"$out")" 2 'the same grouping twice holds the same back'

# --- items and factors ----------------------------------------------------------------

{ echo 'unit,service,q1,q2,q3,q4,q5'; people A s1 50 44; people B s1 60; } >"$WORK/item.csv"
estimate item --item q5 --by unit --format csv
is "$(held 'n<10') $(held complement)" '1 0' 'few answers to one item'
estimate item --item all --by unit --format csv
is "$(held 'n<10')" 1 '… beside the factor it is part of'
is "$(grep -c '^unit,A,.*,complement$' <<<"$out")" 1 '… one more, or the mean would tell it'
like "$out" 'unit,A,q3,.*complement' '… the factor'"'"'s other item'

# --- where else figures are told ------------------------------------------------------

exits 0 'compare' "$ANALYZER" compare --csv "$WORK/units.csv" --base-csv "$WORK/table.csv" \
  --form "$FORM" --item q1 --by unit --by overall --lang en
like "$out" "B .*held back so that small cells can't be worked out" 'compare says it too'
exits 0 'rank' "$ANALYZER" rank --csv "$WORK/item.csv" --form "$FORM" --item all --format csv
like "$err" 'A is not ranked: complement' 'rank says it too'

done_testing
