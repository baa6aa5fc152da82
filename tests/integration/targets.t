#!/usr/bin/env bash
# targets: three verdicts against a round's target or a given one, two- and one-sided,
# what would settle it, and that nothing is said of those who came by themselves.
. "$(dirname "$0")/../tools/harness.sh"

PERCENT=$'\xc2\xa0%'
FORM=tests/golden/r/estimate.json
HEAD=by,domain,item,statistic,n,estimate,se,ci_low,ci_high,ci_method,level,sides,target
HEAD=$HEAD,verdict,reason,p_met,n_settle,suppressed

# people UNIT N SATISFIED SELECTION
people() {
  awk -v unit="$1" -v n="$2" -v yes="$3" -v selection="$4" 'BEGIN {
    for (i = 1; i <= n; i++)
      printf "%s-%s-%d,%s,%s,%d\n", unit, selection, i, unit, selection, i <= yes ? 5 : 1
  }'
}
{
  echo response_id,unit,selection,q1
  people A 200 190 sample
  people B 200 170 sample
  people C 200 130 sample
  people D 200 156 sample
  people E 200 160 sample
  people F 5 5 sample
  people B 40 40 open
} >"$WORK/data.csv"
# Numbers of a line to nine digits; where they come from they are exact to twelve.
rounded() {
  tr ' ' '\n' | awk '{ print $1 == "-" ? $1 : sprintf("%.9f", $1) }' | paste -sd' '
}

SURVEY=(--csv "$WORK/data.csv" --form "$FORM" --item q1)

targets() {
  exits 0 "targets $*" "$ANALYZER" targets "$@"
}

# column NAME: a column of the CSV in $out, below its head, "-" where it is blank
column() {
  awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
    { print $at == "" ? "-" : $at }' <<<"$out" | paste -sd' '
}

# --- a file ---------------------------------------------------------------------------

targets "${SURVEY[@]}" --target 80 --by unit --format csv
is "$(head -n 1 <<<"$out")" "$HEAD" 'the columns of the contract'
is "$(column verdict)" 'met cannot_say not_met cannot_say cannot_say -' 'three verdicts'
is "$(column reason)" '- interval - interval interval -' '… with the reason'
is "$(column suppressed)|$(column n)" '- - - - - n<10|200 200 200 200 200 5' \
  'a figure of few is held back'
# ((1.959964 sqrt(0.16) + 0.8416212 sqrt(p q)) / (p - 0.8))² for 85 and for 78 %
is "$(column n_settle)" '- 471 - 3208 - -' 'answers that would settle it, none at the target'
# shellcheck disable=SC2016 # fields of awk
ok 'p_met agrees with the verdicts' awk '{ exit !($1 < 0.025 && $2 > 0.025 && $2 < 0.5 &&
  $3 > 0.975 && $4 > 0.5 && $4 < 0.975 && $6 == "-") }' <<<"$(column p_met)"
like "$err" '5 verdicts.*up to about 0\.1 ' 'how many may be wrong is told'
like "$err" '40 open' 'those who came by themselves stand aside'
cp "$WORK/exits.out" "$WORK/two.csv"
exits 0 'estimate of the same' "$ANALYZER" estimate "${SURVEY[@]}" --by unit --format csv
is "$(column ci_low | cut -d' ' -f1-5)" "$(out=$(<"$WORK/two.csv") column ci_low |
  cut -d' ' -f1-5)" 'the interval that tells is the one of estimate'

targets "${SURVEY[@]}" --target 80 --by unit --sides one --format csv
is "$(column verdict)" 'met met not_met cannot_say cannot_say -' 'one-sided says more'
is "$(column sides)|$(column level | tr ' ' '\n' | sort -u)" \
  'one one one one one one|0.94999999999999996' '… at the same level'
is "$(column p_met | rounded)" "$(out=$(<"$WORK/two.csv") column p_met | rounded)" \
  '… from the same p'
low=$(column ci_low | cut -d' ' -f2)
exits 0 'estimate at 2 level - 1' "$ANALYZER" estimate "${SURVEY[@]}" --by unit \
  --level 0.9 --format csv
ok 'one-sided bounds are those of the interval of level 2 level - 1' \
  awk -v a="$low" -v b="$(column ci_low | cut -d' ' -f2)" \
  'BEGIN { exit !(a - b < 1e-12 && b - a < 1e-12) }'

targets "${SURVEY[@]}" --target 80 --by unit --power 0.95 --format json
is "$(jq -c '[.form, .design, .power, (.targets | length)]' <<<"$out")" \
  '["golden","srs",0.95,6]' 'JSON says what it is about'
is "$(jq -c '[.targets[] | .verdict]' <<<"$out")" \
  '["met","cannot_say","not_met","cannot_say","cannot_say",null]' '… with the same rows'
is "$(jq -c '.targets[5] | [.estimate, .ci_low, .p_met, .reason, .suppressed]' \
  <<<"$out")" '[null,null,null,null,"n<10"]' '… null where there is nothing'
is "$(jq '.targets[1].n_settle' <<<"$out")" 753 '… more power needs more'

targets "${SURVEY[@]}" --target 82.5 --by unit --by overall
like "$out" 'A .*che để không suy ngược được ô nhỏ' 'beside the total one is held back for a small one'
targets "${SURVEY[@]}" --target 82.5 --by unit
like "$out" 'Đơn vị.*So với mục tiêu.*Để kết luận' 'a table in Vietnamese'
like "$out" 'A  [^A-Z]*95,00[^A-Z]*\]  đạt' '… met'
like "$out" 'B [^A-Z]*chưa đủ căn cứ để kết luận +cần khoảng 1\.750 phiếu' '… not yet'
like "$out" 'C [^A-Z]*chưa đạt' '… not met'
like "$out" 'F .*n < 10' '… and few'
targets "${SURVEY[@]}" --target 82.5 --by unit --by overall
like "$out" 'Chung  ' '… and a table for everybody'
like "$out" "Mục tiêu 82,5$PERCENT\\. Đạt: cả khoảng tin cậy 95$PERCENT" '… with how it is told'
like "$out" 'cỡ độ lớn' '… and what the number of answers is worth'
targets "${SURVEY[@]}" --target 80 --by unit --lang en --sides one
like "$out" 'about 2,540 answers needed' 'a table in English'
like "$out" 'one-sided lower bound at 95% is at or above' '… says that it is one-sided'
targets "${SURVEY[@]}" --target 80.0001 --by unit
like "$out" 'cần hơn 1\.000\.000 phiếu' 'what can hardly be settled'

# --- who came by themselves -----------------------------------------------------------

for selection in open all; do
  targets "${SURVEY[@]}" --target 50 --by unit --selection $selection --format csv
  is "$(column verdict | tr ' ' '\n' | sort -u | paste -sd' ')|$(column reason |
    cut -d' ' -f1)|$(column p_met | cut -d' ' -f1)|$(column n_settle | cut -d' ' -f1)" \
    "$([ $selection = all ] && echo '- ')cannot_say|open|-|-" \
    "with --selection $selection nothing can be said"
done
targets "${SURVEY[@]}" --target 50 --by unit --selection open
like "$out" 'phiếu tự gửi, không phải mẫu' '… and the table says why'

# --- a design -------------------------------------------------------------------------

targets --csv tests/golden/r/estimate-data.csv --form "$FORM" --item q1 \
  --statistic t2b,mean100 --target 60 --format csv
is "$(column ci_method)|$(column verdict)" 'logit t|cannot_say met' \
  'shares and means of a design'
# ((1.959964 sqrt(0.24) + 0.8416212 sqrt(p q)) / (p - 0.6))² would be 1 297.
ok '… the design effect makes it take more' awk -v n="$(column n_settle | cut -d' ' -f1)" \
  'BEGIN { exit !(n > 1.5 * 1300 && n < 3 * 1300) }'

# --- a round --------------------------------------------------------------------------

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
printf 'code,name_vi\nA,Xã An\nB,Xã Bình\nC,Xã Cao\nD,Xã Đông\nE,Xã Én\nF,Xã Phú\n' \
  >"$WORK/units.csv"
ok 'import units' "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
ok 'form add' "$COLLECTOR" form add "$FORM" --db "$DB"
for code in aimed aimless; do
  aim=()
  [ $code = aimless ] || aim=(--target 80)
  ok "round $code" "$COLLECTOR" round add $code --form golden "${aim[@]}" --db "$DB"
  ok '… open' "$COLLECTOR" round open $code --db "$DB"
  ok '… upload' "$COLLECTOR" upload --round $code "$WORK/data.csv" --db "$DB"
done
targets --round aimed --item q1 --by unit --format csv --db "$DB"
is "$out" "$(<"$WORK/two.csv")" "a round says what its file says, with the round's target"
targets --round aimed --item q1 --by unit --target 90 --db "$DB"
like "$out" "B Xã Bình .*chưa đạt.*Mục tiêu 90$PERCENT" 'another target may be asked for'
exits 2 'a round without a target' "$ANALYZER" targets --round aimless --db "$DB"
like "$err" 'has no target.*--target' '… says how to give one'

# --- wrong usage ----------------------------------------------------------------------

exits 2 'a file has no target' "$ANALYZER" targets "${SURVEY[@]}"
like "$err" '--target' '… says how to give one'
for wrong in 0 101 80,5 eighty; do
  exits 2 "a target of $wrong" "$ANALYZER" targets "${SURVEY[@]}" --target $wrong
  like "$err" 'per cent between 0 and 100' '… says what it takes'
done
exits 2 'three sides' "$ANALYZER" targets "${SURVEY[@]}" --target 80 --sides three
like "$err" 'two or one' '… says what there is'
exits 2 'one side of nothing' \
  "$ANALYZER" targets "${SURVEY[@]}" --target 80 --sides one --level 0.5
exits 2 'no power' "$ANALYZER" targets "${SURVEY[@]}" --target 80 --power 0.2
for statistic in mean total; do
  exits 2 "a target for a $statistic" \
    "$ANALYZER" targets "${SURVEY[@]}" --target 80 --statistic $statistic
  like "$err" "says nothing of '$statistic'" '… is no per cent'
done
exits 2 'neither round nor file' "$ANALYZER" targets --target 80

done_testing
