#!/usr/bin/env bash
# recheck: a careful and a careless interviewer, from files and from a round; what is
# passed over is told.
. "$(dirname "$0")/../tools/harness.sh"

R=tests/golden/r
FORM=$R/estimate.json
COLUMNS_OF_CSV=by,domain,item,responses,rechecked,pairs,agree,agree_low,agree_high,near,expected
COLUMNS_OF_CSV+=,kappa,kappa_se,kappa_low,kappa_high,scale_pairs,weighted_kappa,wk_low,wk_high
COLUMNS_OF_CSV+=,shift,shift_low,shift_high,level,note,suppressed

recheck() {
  exits 0 "recheck $*" "$ANALYZER" recheck "$@"
}
# cell DOMAIN ITEM COLUMN: of the CSV in $out
cell() {
  awk -F, -v domain="$1" -v item="$2" -v name="$3" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
    NR > 1 && $2 == domain && $3 == item { print $at }' <<<"$out"
}
# holds NAME EXPRESSION: of numbers, with ^ for powers
holds() {
  ok "$1" awk "BEGIN { exit !($2) }" || note "     $2"
}

# careful writes down what is said, careless writes 5 throughout; both rounds of answers
# of one response are made together, so that each file is one column group of it.
awk -v first="$WORK/first.csv" -v again="$WORK/again.csv" '
  function random() { state = state * 16807 % 2147483647; return state / 2147483647 }
  function level(k) { return 1 + int(k * (1 - random() * random())) }
  function person(who, unit, asked, truth1, truth2, truth4, a, b) {
    id++
    truth1 = level(5); truth2 = level(5); truth4 = level(3)
    if (who == "careful") a = truth1 "," truth2 "," truth4
    else a = "5,5,3"
    print "N" id "," unit "," who "," a >first
    if (!asked) return
    b = (random() < 0.9 ? truth1 : level(5)) "," (random() < 0.9 ? truth2 : "na") "," truth4
    print "N" id ",other,checker," b >again
  }
  BEGIN {
    state = 20240917
    print "response_id,unit,collected_by,q1,q2,q4" >first
    print "response_id,unit,collected_by,q1,q2,q4" >again
    for (i = 0; i < 120; i++) person("careful", "A", i < 40)
    for (i = 0; i < 100; i++) person("careless", "A", i < 30)
    for (i = 0; i < 50; i++) person("seldom", "B", i < 4)
    for (i = 0; i < 20; i++) person("never", "B", 0)
  }'
SURVEY=(--csv "$WORK/first.csv" --form "$FORM")
AGAIN=(--again "$WORK/again.csv")

# --- the two interviewers -------------------------------------------------------------

recheck "${SURVEY[@]}" "${AGAIN[@]}" --item q1,q2,q4 --format csv
is "$err" '' 'nothing is passed over'
is "$(head -n 1 <<<"$out")" "$COLUMNS_OF_CSV" 'the columns'
is "$(tail -n +2 <<<"$out" | cut -d, -f 1-5 | paste -sd' ')" \
  "collected_by,careful,pooled,120,40 collected_by,careful,q1,120,40\
 collected_by,careful,q2,120,40 collected_by,careful,q4,120,40\
 collected_by,careless,pooled,100,30 collected_by,careless,q1,100,30\
 collected_by,careless,q2,100,30 collected_by,careless,q4,100,30\
 collected_by,never,pooled,20,0\
 collected_by,seldom,pooled,50,4 collected_by,seldom,q1,50,4\
 collected_by,seldom,q2,50,4 collected_by,seldom,q4,50,4\
 overall,,pooled,290,74 overall,,q1,290,74 overall,,q2,290,74 overall,,q4,290,74" \
  'by the first collector and overall, all items together and each; the checker is nobody'
by_hand() { # DOMAIN ITEM COLUMN-OF-FILE: answers that are the same, over both files
  join -t, <(sort "$WORK/first.csv") <(sort "$WORK/again.csv") |
    awk -F, -v who="$1" -v at="$3" '$3 == who { n++; same += $at == $(at + 5) }
      END { printf "%.9f\n", same / n }'
}
for item in q1:4 q2:5 q4:6; do
  for who in careful careless; do
    is "$(printf '%.9f' "$(cell $who ${item%:*} agree)")" "$(by_hand $who ${item%:*} ${item#*:})" \
      "the match rate of $who in ${item%:*}, counted by hand"
  done
done
is "$(cell careful q4 kappa)|$(cell careful q4 agree)|$(cell careful q4 kappa_high)" '1|1|1' \
  'careful: what was not drawn anew is the same'
holds '… but no certainty' "$(cell careful q4 kappa_low) < 0.95 && $(cell careful q4 agree_low) < 0.95"
holds 'careful: kappa is far above chance' "$(cell careful pooled kappa_low) > 0.7"
holds 'careless: kappa is 0' "($(cell careless q1 kappa))^2 < 1e-20"
is "$(cell careless q1 note)|$(cell careless q1 kappa_low)|$(cell careless q1 expected)" \
  "no_variation||$(cell careless q1 agree)" '… with the reason why it has no interval'
holds 'careless: people are less satisfied than was written' "$(cell careless pooled shift_high) < 0"
holds 'careful: they are not' \
  "$(cell careful pooled shift_low) < 0 && $(cell careful pooled shift_high) > 0"
holds 'na in place of a level is no match but no distance either' \
  "$(cell careful q2 scale_pairs) < 40 && $(cell careful q2 pairs) == 40"
is "$(cell seldom q1 pairs)|$(cell seldom q1 agree)|$(cell seldom q1 suppressed)" '4||n<10' \
  'too few are held back'
is "$(cell never pooled rechecked)|$(cell never pooled suppressed)" '0|n<10' \
  '… and nobody is told of once'
pooled=$(cell careful pooled kappa)
cp "$WORK/exits.out" "$WORK/files.csv"

recheck "${SURVEY[@]}" "${AGAIN[@]}" --item q1,q2,q4 --format json
is "$(jq -c '.recheck | [.[0].kappa == '"$pooled"', (.[5] | [.domain, .item, .note, .kappa_low]), (.[8] | [.domain, .agree])]' <<<"$out")" \
  '[true,["careless","q1","no_variation",null],["never",null]]' 'the same as JSON'
recheck "${SURVEY[@]}" "${AGAIN[@]}" --item pooled --by unit --format csv --level 0.5 --min-n 1
is "$(tail -n +2 <<<"$out" | cut -d, -f 1-5 | paste -sd' ')" 'unit,A,pooled,220,70 unit,B,pooled,70,4' \
  'only all together, by the first unit'
wide=$(cell A pooled kappa_low)
recheck "${SURVEY[@]}" "${AGAIN[@]}" --by unit --format csv
holds 'a higher level is a wider interval' "$(cell A pooled kappa_low) < $wide"
is "$(cut -d, -f 3 <<<"$out" | sed -n '2,/pooled/p' | paste -sd' ')" 'pooled q1 q2 q3 q4 q5 F1 F2 both pooled' \
  'without --item: every item and every factor'
is "$(cell A F1 agree)" "$(cell A pooled agree)" '… where a factor is its items pooled'
is "$(cell A q3 pairs)|$(cell A q3 suppressed)" '0|n<10' '… and an item nobody was asked has no pair'

recheck "${SURVEY[@]}" "${AGAIN[@]}" --item q1,q2
like "$out" 'Phúc tra +Số cặp +Trùng khớp' 'a table in Vietnamese'
like "$out" '120 +40 \(33,3.%\) +80 +[89][0-9],[0-9] \([0-9,]+; [0-9,]+\)' '… with how many were asked again'
like "$out" 'dưới 10 phiếu hỏi lại' '… and why there is nothing'
like "$out" 'kappa thấp dù trùng khớp cao' '… and how to read kappa'
recheck "${SURVEY[@]}" "${AGAIN[@]}" --item q4 --lang en
like "$out" 'one side has one level: no interval of kappa' 'a table in English'
unlike "$out" 'pooled' '… one item has nothing to be pooled with'

# --- what is passed over --------------------------------------------------------------

{
  cat "$WORK/again.csv"
  echo 'N1,A,checker,1,1,1'
  echo ',A,checker,5,5,3'
  echo 'N999,A,checker,5,5,3'
  echo 'N80,A,checker,9,5,3'
} >"$WORK/bad.csv"
exits 3 'rows that can not be used' "$ANALYZER" recheck "${SURVEY[@]}" --again "$WORK/bad.csv" \
  --item q1,q2,q4 --format csv
ok '… change nothing' cmp "$WORK/files.csv" "$WORK/exits.out"
like "$err" "line 76, response_id 'N1': was there before; the first counts" 'an id twice'
like "$err" "line 77, response_id '': says of no response" 'no id'
like "$err" "line 79, q1 '9'" 'a level that is none'
like "$err" 'bad.csv: 1 rows rejected.*1 rows have no response_id.*1 rows have a response_id' \
  '… are counted'
like "$err" "1 re-checked ids are not in the round, such as 'N999'" 'and so is an id that is not there'
{ cat "$WORK/first.csv"; echo 'N1,A,careless,5,5,3'; } >"$WORK/doubled.csv"
exits 3 'an original twice' "$ANALYZER" recheck --csv "$WORK/doubled.csv" --form "$FORM" \
  "${AGAIN[@]}" --format csv
like "$err" '1 responses have a response_id that came before' '… is told'
is "$(cell careless pooled rechecked)" 30 '… and the first counts'

# Two files that say the same, line by line, are not matched by what they say.
cut -d, -f 2- "$WORK/first.csv" >"$WORK/nameless.csv"
exits 3 'files without ids' "$ANALYZER" recheck --csv "$WORK/nameless.csv" --form "$FORM" \
  --again "$WORK/nameless.csv" --item q1 --format csv
is "$(cell careful q1 rechecked)" 0 '… match nowhere'
like "$err" '290 rows have no response_id' '… which is told'

sed '1s/response_id/phieu/; 1s/q1/cau1/' "$WORK/again.csv" >"$WORK/theirs.csv"
echo '{"columns": {"phieu": "response_id", "cau1": "q1"}, "constants": {"channel": "phone"}}' \
  >"$WORK/map.json"
recheck "${SURVEY[@]}" --again "$WORK/theirs.csv" --again-map "$WORK/map.json" --item q1,q2,q4 \
  --format csv
ok 'a map lays their columns over ours' cmp "$WORK/files.csv" "$WORK/exits.out"

uuid=7d444840-9dc0-11d1-b245-5ffdce74fad2
sed "s/^N1,/${uuid^^},/" "$WORK/first.csv" >"$WORK/upper.csv"
sed "s/^N1,/$uuid,/" "$WORK/again.csv" >"$WORK/lower.csv"
recheck --csv "$WORK/upper.csv" --form "$FORM" --again "$WORK/lower.csv" --item q1,q2,q4 \
  --format csv
ok 'a UUID is the same however it is written' cmp "$WORK/files.csv" "$WORK/exits.out"

while IFS='|' read -r code words why; do
  # shellcheck disable=SC2086 # words are words
  exits "$code" "recheck $words" "$ANALYZER" recheck "${SURVEY[@]}" $words
  like "$err" "$why" '… says why'
  is "$out" '' '… prints nothing'
done <<CASES
2||needs --again
2|--again x.csv --item zz|no item or factor 'zz'
2|--again x.csv --item heard|not answered on a scale
2|--again x.csv --item pooled,q1|'pooled'
2|--again x.csv --by zz|zz
2|--again x.csv --level 2|--level takes
1|--again $WORK/none.csv|none.csv
1|--again $WORK/again.csv --again-map $WORK/none.json|none.json
1|--again /dev/null|empty
CASES

# --- the database ---------------------------------------------------------------------

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'form add' "$COLLECTOR" form add "$FORM" --db "$DB"
ok 'round add' "$COLLECTOR" round add r1 --form golden --db "$DB"
ok 'round open' "$COLLECTOR" round open r1 --db "$DB"
ok 'upload' "$COLLECTOR" upload --round r1 "$WORK/first.csv" --db "$DB"
recheck --round r1 --db "$DB" "${AGAIN[@]}" --item q1,q2,q4 --format csv
ok 'the round gives what the files give' cmp "$WORK/files.csv" "$WORK/exits.out"
sed '1s/$/,round/; 2,$s/$/,r2/' "$WORK/again.csv" >"$WORK/other.csv"
exits 3 'the re-check of another round' "$ANALYZER" recheck --round r1 --db "$DB" \
  --again "$WORK/other.csv" --format csv
like "$err" '74 rows rejected' '… is refused'
ok 'a second round' "$COLLECTOR" round add r2 --form golden --db "$DB"
recheck --round r2 --db "$DB" --again <(head -n 1 "$WORK/again.csv") --format csv
is "$out" "$COLUMNS_OF_CSV" 'a round without responses has no rows'

done_testing
