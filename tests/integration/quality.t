#!/usr/bin/env bash
# quality: a round with ten interviewers of whom one fabricates, told by reason, as table,
# CSV and JSON; the responses themselves; estimates with and without them; nothing is
# deleted; wrong input.
. "$(dirname "$0")/../tools/harness.sh"

HEAD=by,selection,domain,item,statistic,indicator,n,flagged,value,ci_low,ci_high,expected,threshold,p,verdict

# Ten interviewers of 40 forms in five units; I0 copies a form by night, 20 in ten
# minutes, and is pleased with everything but one item.
awk 'BEGIN {
  srand(11)
  printf "response_id,unit,channel,selection,collected_by,started_at,submitted_at"
  for (j = 0; j <= 22; j++) printf j ? ",q%02d" : ",overall", j
  print ""
  for (i = 0; i < 400; i++) {
    who = int(i / 40); n = i % 40; fake = who == 0
    day = 2 + int(n / (fake ? 20 : 10)); slot = n % (fake ? 20 : 10)
    hour = fake ? 23 : 8 + slot; minute = fake ? int(slot / 2) : int(rand() * 40)
    second = fake ? 30 * (slot % 2) : int(rand() * 60)
    printf "r%d,U%d,interview,sample,%s,2026-03-%02dT%02d:%02d:%02d,2026-03-%02dT%02d:%02d:%02d",
      i, who / 2, who == 9 ? "=I9" : "I" who, day, hour, minute, second, day, hour,
      minute + (fake ? 0 : 5 + int(rand() * 9)), fake ? second + 20 : second
    t = rand() + rand() + rand() - 1.5
    for (j = 0; j <= 22; j++) {
      x = t + rand() * 2 - 1
      printf ",%d", (fake ? 3 + (j * j) % 3 : x > 0.3 ? 5 : x > -0.4 ? 4 : x > -1 ? 3 : 2)
    }
    print ""
  }
}' >"$WORK/data.csv"
FORM=forms/definitions/service-22.json

quality() {
  exits 0 "quality $*" "$ANALYZER" quality "$@"
}

# verdict BY DOMAIN INDICATOR [SELECTION]: of the CSV in $out
verdict() {
  awk -F, -v key="$1,${4:-sample},$2,$3" '$1 "," $2 "," $3 "," $6 == key { print $15 }' \
    <<<"$out"
}

# --- a round --------------------------------------------------------------------------

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'form add' "$COLLECTOR" form add "$FORM" --db "$DB"
cut -d, -f2 "$WORK/data.csv" | sort -u | grep U | sed 's/$/,Xã/; 1i code,name_vi' \
  >"$WORK/units.csv"
ok 'import units' "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
ok 'round add' "$COLLECTOR" round add r --form service-22 --db "$DB"
ok 'round open' "$COLLECTOR" round open r --db "$DB"
ok 'upload' "$COLLECTOR" upload --round r "$WORK/data.csv" --db "$DB"
before=$(sql "SELECT md5(string_agg(r::text, '' ORDER BY id)) FROM hailong.response r")

quality --round r --db "$DB" --format csv --responses "$WORK/responses.csv"
is "$(head -n 1 <<<"$out")" "$HEAD" 'the columns of CSV'
for indicator in exact near speed night burst; do
  is "$(verdict collected_by I0 $indicator)" flag "the fabricator is worth a look: $indicator"
  is "$(verdict collected_by I1 $indicator)" ok '… an honest interviewer is not'
done
is "$(awk -F, '$1 == "collected_by" && $15 == "flag" && $3 != "I0" && $3 != ""' <<<"$out")" '' \
  'nobody else is worth a look'
is "$(verdict unit U0 straight)" few 'five units are too few to compare shares'
is "$(awk -F, '$1 == "upload" && $6 == "burst" { print $7 }' <<<"$out")" 400 \
  'an upload is a group'
unlike "$out" 'nan|inf' 'no NaN leaks'
is "$(verdict collected_by "\"'=I9\"" night)" ok 'a name is no formula in a spreadsheet'
is "$(sql "SELECT md5(string_agg(r::text, '' ORDER BY id)) FROM hailong.response r")" \
  "$before" 'the responses are as they were'

rows=$(tr -d '\r' <"$WORK/responses.csv")
is "$(head -n 1 <<<"$rows")" \
  'response_id,unit,collected_by,channel,upload,selection,time,reasons,longest_run,match,seconds_per_item,missing' \
  'the columns of --responses'
is "$(grep -c ',I0,' <<<"$rows")" 40 'all that was fabricated is there'
like "$rows" 'r0,U0,I0,interview,[0-9]+,sample,2026-03-02T23:00:00\+07:00,exact near speed night burst,' \
  '… with its reasons'
ok '… and next to nothing else' test "$(wc -l <<<"$rows")" -le 45
flagged=$(($(wc -l <<<"$rows") - 1))

quality --round r --db "$DB" --by collected_by --format json
is "$(jq -c '[.responses, .flagged, ([.quality[].by] | unique)]' <<<"$out")" \
  "[400,$flagged,[\"collected_by\",\"overall\"]]" 'JSON has the counts, --by only its grouping'
is "$(jq -r '.quality[0] | keys_unsorted | join(",")' <<<"$out")" "$HEAD" \
  'JSON has the columns of CSV'

# estimates: of all as estimate says, without the flagged as of a file without them
ours() {
  jq -c --arg by "$1" --arg domain "$2" --arg which "$3" '.quality[]
    | select(.by == $by and .domain == $domain and .indicator == $which)
    | [.n, .value, .ci_low, .ci_high][:'"${4:-4}"']' <<<"$quality"
}
theirs() {
  jq -c --arg domain "$1" '.estimates[] | select(.domain == $domain)
    | [.n, .estimate, .ci_low, .ci_high][:'"${2:-4}"']' <<<"$out"
}
quality=$out
ids=$(tail -n +2 <<<"$rows" | cut -d, -f1 | sort)
awk -F, 'NR == FNR { flagged[$1]; next } !($1 in flagged)' <(echo "$ids") \
  "$WORK/data.csv" >"$WORK/rest.csv"
exits 0 'estimate' "$ANALYZER" estimate --round r --db "$DB" --format json --by overall \
  --by collected_by
is "$(ours overall '' estimate_all)" "$(theirs '')" 'from all responses as estimate says'
is "$(ours collected_by I1 estimate_all)" "$(theirs I1)" '… of an interviewer too'
exits 0 'estimate of the rest' "$ANALYZER" estimate --csv "$WORK/rest.csv" --form "$FORM" \
  --format json --by overall --by collected_by
is "$(ours overall '' estimate_without 2)" "$(theirs '' 2)" \
  'without the flagged as of a file without them'
is "$(ours collected_by I0 estimate_without)" '' 'of nobody there is no estimate'

quality --round r --db "$DB"
like "$out" "$flagged trong 400 phiếu đáng xem lại" 'the table says how many'
like "$out" 'I0 +phỏng vấn ban đêm .*đáng xem lại' '… who, and why'
like "$out" 'chưa phải là bằng chứng; không phiếu nào bị xóa' '… and how to take it'
like "$out" 'Mọi phiếu +Khoảng tin cậy +Phiếu cần xem +Không tính chúng' '… side by side'
unlike "$out" 'I1 |gian lận' '… nobody who is as usual, and accuses nobody'
quality --round r --db "$DB" --lang en --item q01 --min-n 60
like "$out" "$flagged of 400 responses are worth a look" 'in English'
unlike "$out" 'I0 +[a-z]+ at night' 'groups of fewer than --min-n are not judged'
like "$out" 'Overall +q01' 'estimates of --item'

# --- a file, and what there is nothing to say of --------------------------------------

cut -d, -f2,8- "$WORK/data.csv" >"$WORK/bare.csv"
quality --csv "$WORK/bare.csv" --form "$FORM" --format csv
is "$(verdict overall '' speed)|$(verdict overall '' night)|$(verdict overall '' burst)" \
  'none|none|none' 'without times nothing is said of them'
is "$(cut -d, -f2 <<<"$out" | tail -n +2 | sort -u)" sample 'one selection, one set of rows'
is "$(cut -d, -f1 <<<"$out" | tail -n +2 | sort -u | paste -sd' ')" 'overall unit' \
  'groupings nothing is known of are left out'
head -n 1 "$WORK/data.csv" >"$WORK/none.csv"
quality --csv "$WORK/none.csv" --form "$FORM" --format csv
is "$(verdict overall '' straight)" none 'a file without responses'

# --- a sample and those who came by themselves ----------------------------------------

# U0 … U9, 40 of the sample and 25 volunteers each, who are much less pleased, vary more
# and are twice as fast: all of one kind are alike.
awk 'BEGIN {
  srand(5)
  printf "response_id,unit,channel,selection,collected_by,started_at,submitted_at"
  for (j = 0; j <= 22; j++) printf j ? ",q%02d" : ",overall", j
  print ""
  for (i = 0; i < 650; i++) {
    open = i >= 400; n = open ? i - 400 : i
    printf "%s%d,U%d,%s,2026-03-%02dT%02d:%02d:00,2026-03-%02dT%02d:%02d:00", open ? "o" : "s",
      n, n % 10, open ? "web,open,W" int(n / 10) % 5 : "paper,sample,P" n % 8,
      1 + n % 25, 8 + n % 9, n % 30, 1 + n % 25, 8 + n % 9, n % 30 + (open ? 4 : 9)
    t = open ? -1.5 : 0.5; t += rand() + rand() + rand() - 1.5
    for (j = 0; j <= 22; j++) {
      x = t + rand() * (open ? 4 : 2) - (open ? 2 : 1)
      printf ",%d", (x > 0.3 ? 5 : x > -0.4 ? 4 : x > -1 ? 3 : x > -2 ? 2 : 1)
    }
    print ""
  }
}' >"$WORK/both.csv"
quality --csv "$WORK/both.csv" --form "$FORM" --format csv
both=$out
like "$err" '250 open .*are looked at apart from the sample; estimates are of the sample' \
  'open responses are looked at as well'
unlike "$err" 'stand aside|--selection' '… and no option is named that there is not'
is "$(awk -F, '$15 == "flag"' <<<"$both")" '' \
  'that volunteers differ from the sample is no sign of fabrication'
is "$(verdict collected_by '' icc)|$(verdict collected_by '' icc open)" 'ok|ok' \
  'an interviewer effect within each selection'
is "$(awk -F, '$1 == "overall" && $6 == "straight" { print $2, $7 }' <<<"$both")" \
  $'sample 400\nopen 250' 'each response is of one selection'
is "$(awk -F, '$6 ~ /^estimate_/ { print $2 }' <<<"$both" | sort -u)" sample \
  'the estimates are of the sample'
for selection in sample open; do
  awk -F, -v s=$selection 'NR == 1 || $4 == s' "$WORK/both.csv" >"$WORK/one.csv"
  quality --csv "$WORK/one.csv" --form "$FORM" --format csv
  is "$(awk -F, -v s=$selection '$2 == s && $6 !~ /^estimate_/' <<<"$both")" \
    "$(awk -F, '$2 != "selection" && $6 !~ /^estimate_/' <<<"$out")" \
    "the findings of $selection are those of a file of it alone"
done
is "$(awk -F, '$6 == "estimate_all" && $1 == "overall" { print $2, $7; exit }' <<<"$out")" \
  'open 250' 'where there is no sample the estimates are of the open ones'
sed 's/,sample,/,open,/' "$WORK/both.csv" >"$WORK/pooled.csv"
quality --csv "$WORK/pooled.csv" --form "$FORM" --format csv
is "$(verdict collected_by '' icc open)" flag '… which pooled would be flagged'
quality --csv "$WORK/both.csv" --form "$FORM" --lang en
like "$out" 'Overall +Sample +' 'a table has the selection in words'
like "$out" 'Overall +Self-selected +' '… of both'

# Nobody is asked what does not concern them.
cat >"$WORK/skip.json" <<'JSON'
{"settings": {"form_id": "skip", "version": 1, "default_language": "vi",
              "form_title": {"vi": "Thử"}},
 "choices": {"s2": [{"name": "1", "label": {"vi": "Không"}}, {"name": "2", "label": {"vi": "Có"}}]},
 "scales": {"s2": {"satisfied": ["2"]}},
 "survey": [{"type": "select_one s2", "name": "a", "label": {"vi": "a"}},
            {"type": "select_one s2", "name": "b", "label": {"vi": "b"}, "relevant": "${a} = '2'"},
            {"type": "select_one s2", "name": "c", "label": {"vi": "c"}, "relevant": "${a} = '2'"}]}
JSON
printf 'response_id,a,b,c\nx,1,,\ny,2,,\n' >"$WORK/skip.csv"
quality --csv "$WORK/skip.csv" --form "$WORK/skip.json" --format csv --responses "$WORK/skipped.csv"
is "$(tail -n +2 "$WORK/skipped.csv" | cut -d, -f1,8)" 'y,missing' \
  'what was not asked is not left out'

awk 'BEGIN { print "response_id,selection,a,b,c"
  for (i = 0; i < 24; i++) print i (i % 2 ? ",open,1,," : ",sample,2,,") }' >"$WORK/left.csv"
quality --csv "$WORK/left.csv" --form "$WORK/skip.json" --item a --format csv
is "$(awk -F, '$6 ~ /^estimate_/ { print $6, $7, $9 }' <<<"$out")" 'estimate_all 12 1' \
  'where all of the sample is flagged the open ones do not stand in for it'

# --- wrong input ----------------------------------------------------------------------

exits 2 'neither round nor file' "$ANALYZER" quality
exits 2 'an unknown grouping' "$ANALYZER" quality --csv "$WORK/data.csv" --form "$FORM" --by service
like "$err" 'collected_by, unit, channel or upload' '… says what there is'
exits 2 'an unknown item' "$ANALYZER" quality --csv "$WORK/data.csv" --form "$FORM" --item nosuch
exits 1 'standard input' bash -c "cat '$WORK/data.csv' | '$ANALYZER' quality --csv - --form '$FORM'"
like "$err" 'has to be a file' '… cannot be read twice'
exits 0 'a file can' "$ANALYZER" quality --csv "$WORK/data.csv" --form "$FORM"
exits 1 'a folder that is not there' "$ANALYZER" quality --csv "$WORK/data.csv" --form "$FORM" \
  --responses "$WORK/no/such.csv"
like "$err" 'no/such.csv' '… is named'
{ cat "$WORK/data.csv"; sed -n 2p "$WORK/data.csv" | sed 's/^r0/bad/; s/,[0-9]$/,9/'; } >"$WORK/bad.csv"
exits 3 'a rejected row' "$ANALYZER" quality --csv "$WORK/bad.csv" --form "$FORM"

done_testing
