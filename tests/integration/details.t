#!/usr/bin/env bash
# A form with a first question keeps it at its tap; the other answers join it once, under
# the same receipt, whoever else tries, whatever goes away meanwhile. Has a cluster of its
# own.
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../tools/harness.sh"
. "$HERE/../integration/collector.sh"

HAILONG_TEST_PG=''
new_place
spool=$WORK/spool
start_collector --rate-limit off --spool "$spool"

# tap NUMBER LEVEL [CODE]: an answer of that id to k1; sets receipt
tap() {
  post_json "${3:-201}" "tap $1: ${3:-201}" "$(printf \
    '{"id": "00000000-0000-4000-8000-%012d", "unit": "01", "channel": "kiosk", "answers": {"overall": %d}}' \
    "$1" "$2")" k1
  receipt=$(jq -r .receipt "$WORK/body")
}

# details CODE NAME JSON [RECEIPT]
details() {
  answers "$1" "$2" -H 'Content-Type: application/json' --data-binary "$3" \
    "$URL/api/v1/responses/${4:-$receipt}/details"
}

kept() {
  sql "select encode(answers, 'hex'), completed_at is not null,
    (select string_agg(item || '=' || text, ';') from hailong.comment c where c.id = r.id)
    from hailong.response r where id::text like '%$(printf %012d "$1")'"
}
late='{"answers": {"overall": 1, "reason": ["late", "fees"]}, "comment": "lâu quá"}'

# --- what becomes of details ------------------------------------------------------------

tap 1 1
is "$(kept 1)" '01000000|f|' 'the tap is kept by itself'
first=$receipt
details 200 'details are kept' "$late"
is "$(jq -r .receipt "$WORK/body")" "$first" 'under the same receipt'
is "$(kept 1)" '01014200|t|comment=lâu quá' 'beside the tap, with the words'
details 200 'the same again is the same' "$late"
details 409 'others are refused' '{"answers": {"overall": 1, "reason": "other"}}'
is "$(jq -r .error.code "$WORK/body")" id_taken 'by that name'
is "$(kept 1)" '01014200|t|comment=lâu quá' 'and change nothing'
post_json 200 'the tap again, as a client that lost the reply sends it' \
  '{"id": "00000000-0000-4000-8000-000000000001", "unit": "01", "channel": "kiosk", "answers": {"overall": 1}}' k1
post_json 409 'another tap of that id' \
  '{"id": "00000000-0000-4000-8000-000000000001", "unit": "01", "answers": {"overall": 2}}' k1

tap 2 2
details 409 'the tap itself can not change' '{"answers": {"overall": 1, "reason": "late"}}'
is "$(kept 2)" '02000000|f|' 'and did not'
details 422 'without the first answer' '{"answers": {"reason": "late"}}'
like "$body" '"overall": \{"rule": "required"' 'it says which'
details 422 'nothing to add' '{"answers": {"overall": 2}}'
details 422 'what is no answer of the form' '{"answers": {"overall": 2, "reason": "x"}}'
details 422 'another id' '{"id": "00000000-0000-4000-8000-000000000002", "answers": {"overall": 2, "reason": "late"}}'
details 400 'no object' '[]'
details 404 'a receipt with a slip' "$late" "${receipt%?}$([ "${receipt: -1}" = 0 ] && echo 1 || echo 0)"
details 422 'what does not follow from the tap is dropped, and is then nothing' \
  '{"answers": {"overall": 4, "reason": "late"}}'
tap 3 5
details 200 'words alone' '{"answers": {"overall": 5}, "comment": "cảm ơn"}'
details 409 'are words once' '{"answers": {"overall": 5}, "comment": "khác"}'
is "$(kept 3)" '05000000|t|comment=cảm ơn' 'and stay'

post_json 201 'sent whole in the first place, with words' \
  '{"id": "00000000-0000-4000-8000-000000000004", "unit": "01", "answers": {"overall": 1}, "comment": "a"}' k1
receipt=$(jq -r .receipt "$WORK/body")
details 409 'it is complete' "$late"
post_json 201 'and with an answer' \
  '{"id": "00000000-0000-4000-8000-000000000005", "unit": "01", "answers": {"overall": 1, "reason": "late"}}' k1
receipt=$(jq -r .receipt "$WORK/body")
details 409 'it is complete, too' "$late"

tap 6 1
collector withdraw "$receipt" >"$WORK/out"
details 409 'a response that was withdrawn' "$late"
is "$(jq -r .error.code "$WORK/body")" withdrawn 'by that name'
is "$(kept 6)" '' 'does not come back'
tap 7 1
sql "update hailong.response set received_at = now() - interval '61 minutes'
  where id::text like '%7'" >"$WORK/out"
details 409 'an hour later' "$late"
is "$(jq -r .error.code "$WORK/body")" too_late 'by that name'
post_json 201 'a form without a first question' \
  '{"id": "00000000-0000-4000-8000-000000000008", "unit": "01", "answers": {"overall": 4}}'
receipt=$(jq -r .receipt "$WORK/body")
details 409 'takes no details' "$late"

# --- the pages --------------------------------------------------------------------------

# page CODE NAME FIELDS [QUERY]: sent to the page of the receipt
page() {
  answers "$1" "$2" -d "$3" "$URL/done/$receipt?lang=vi${4:-}"
}
answers 303 'a tap on the page' -d 'overall=1&channel=web' "$URL/f/k1?unit=01"
receipt=$(header location | sed 's|^/done/||; s|?.*||')
like "$(header location)" 'first=1$' 'its answer goes along'
answers 200 'the page of its receipt' "$URL$(header location)"
like "$body" 'name="reason" value="late".*<textarea' 'asks for the rest'
like "$body" 'type="hidden" name="overall" value="1"' 'of this tap'
answers 200 'also by the receipt alone' "$URL/done/$receipt"
like "$body" 'name="reason" value="late"' 'which the database completes'
page 422 'what breaks a rule' "overall=1&reason=late&reason=nothing&comment=ch%E1%BB%9D"
like "$body" 'class="errors" role="alert"' 'is told'
like "$body" 'name="reason" value="late" checked' 'the answers are kept'
like "$body" $'>\nchờ</textarea>' 'and the words'
page 303 'put right' "overall=1&reason=late&comment=ch%E1%BB%9D"
is "$(header location)" "/done/$receipt?lang=vi&thanks=1" 'it is thanked for'
answers 200 'thanks' "$URL$(header location)"
unlike "$body" '<form' 'ask for nothing more'
page 303 'sent twice' "overall=1&reason=fees"
is "$(sql "select text from hailong.comment where text = 'chờ'")" chờ 'the first is kept'
collector withdraw "$receipt" >"$WORK/out"
answers 410 'the page of what was withdrawn' "$URL/done/$receipt?lang=vi&first=1"
like "$body" 'Đã xóa đánh giá' 'says so'
page 409 'and takes nothing' "overall=1&reason=fees"
answers 404 'what is no receipt' -d overall=1 "$URL/done/nothing"

# --- questions that hang on other details -------------------------------------------------

jq '.settings.form_id = "deep" | .choices.where = [{name: "in", label: {vi: "Nộp"}}, {name: "out", label: {vi: "Trả"}}]
  | .survey += [
    {type: "select_one where", name: "where", relevant: "selected(${reason}, '"'waiting'"')", label: {vi: "Chờ ở khâu nào?"}},
    {type: "begin_group", name: "g", relevant: "${where} = '"'in'"'", label: {vi: "Nơi nộp"}},
    {type: "select_one where", name: "again", label: {vi: "Có khi nào nữa?"}},
    {type: "end_group"}]' forms/definitions/kiosk-1.json >"$WORK/deep.json"
{
  collector form add "$WORK/deep.json"
  collector round add deep --form deep
  collector round open deep
} >>"$WORK/setup.log"
waits_until curl -sfo "$WORK/body" "$URL/f/deep"

# deep LEVEL [KIOSK]: a tap and the page that follows; its items and how surely each is asked
deep() {
  request -d "overall=$1${2:+&channel=kiosk}" "$URL/f/deep?unit=01"
  receipt=$(header location | sed 's|^/done/||; s|?.*||')
  answers 200 "asked after $1${2:+ at a kiosk}" "$URL$(header location)"
  page_items=$(grep -oE '(class="item[^"]*" id="[a-z]+"|class="hint if-asked)' "$WORK/body" |
    sed -E 's/.*id="([a-z]+)"/\1/; s/.*if-asked/?/' | xargs)
}
deep 1
is "$page_items" 'reason comment where ? again ?' 'without a script words say what is asked perhaps'
like "$body" 'data-relevant=".reason :waiting selected"' 'the script knows when'
like "$body" '<section data-relevant=".where :in eq">' 'of a group as well'
page 303 'what does not follow is dropped' 'overall=1&reason=late&where=in&again=in'
is "$(sql "select encode(answers, 'hex') from hailong.response where round = 'deep'")" \
  '010102000000' 'and not kept'
deep 1
page 422 'a slip of the pen' 'overall=1&reason=waiting&where=nowhere'
like "$body" 'id="again"' 'and all is asked again'
page 303 'what follows' 'overall=1&reason=waiting&where=in&again=out'
is "$(sql "select encode(answers, 'hex') from hailong.response where round = 'deep'
  and completed_at is not null order by 1" | xargs)" \
  '010101000102 010102000000' 'is kept'
deep 5
is "$page_items" 'comment' 'what can no more follow is not asked'
deep 1 kiosk
is "$page_items" 'reason where ? again ?' 'at a kiosk what can be tapped'

answers 303 'a tap at a kiosk' -d 'overall=5&channel=kiosk' "$URL/f/k1?unit=01&service=s.1"
is "$(header location | sed 's|.*?||')" 'lang=vi&kiosk=1&service=s.1&first=5' 'knows its way back'
thanks=$(header location)
answers 200 'who is satisfied' "$URL$thanks"
unlike "$body" '<form' 'is asked nothing more at a kiosk'
like "$body" 'content="6; url=/kiosk/k1.unit=01&amp;service=s.1"' 'and the screen returns'
for path in '/kiosk/k1?unit=01' /kiosk/nothing "$thanks"; do
  request "$URL$path"
  unlike "$body" 'href="/(\?|")' "nothing leads out of $path"
done

# --- two at once ------------------------------------------------------------------------

one() {
  curl -s -o "$WORK/reply" -w '%{http_code}\n' -H 'Content-Type: application/json' \
    -d '{"answers": {"overall": 1, "reason": "'"$2"'"}}' "$URL/api/v1/responses/$1/details"
}
racing=()
for n in $(seq 21 30); do
  tap "$n" 1
  racing+=("$receipt")
done
pids=()
for r in "${racing[@]}"; do
  one "$r" late >>"$WORK/codes" & pids+=($!)
  one "$r" fees >>"$WORK/codes" & pids+=($!)
done
wait "${pids[@]}"
is "$(sort "$WORK/codes" | uniq -c | tr -s ' ' | tr '\n' ';')" ' 10 200; 10 409;' \
  'of two that differ one is kept'
is "$(sql "select count(*) from hailong.response where completed_at is not null
  and id::text ~ '0000(2[1-9]|30)$'")" 10 'each response was completed once'
ok 'the stored tallies are those of the responses' "$ANALYZER" verify --db "$DB" --round k1

# --- the database is away ---------------------------------------------------------------

tap 50 1
before=$receipt
tap 51 1
gone=$receipt
"$HERE/cluster.sh" stop "$own_cluster"
details 202 'without the database details are promised' "$late" "$before"
details 202 'the same again' "$late" "$before"
details 409 'others are refused' '{"answers": {"overall": 1, "reason": "other"}}' "$before"
tap 52 2 202
waiting=$receipt
details 202 'details of a tap that is promised itself' \
  '{"answers": {"overall": 2, "reason": "visits"}}' "$waiting"
tap 52 2 202
details 202 'of one that will be withdrawn' "$late" "$gone"

# two records of each kind; killed, and the last one torn
kill -9 "$collector_pid"
wait "$collector_pid" 2>/dev/null
last=$(find "$spool" -name '*.spool' | sort | tail -n 1)
cp "$last" "$WORK/last.spool"
printf 'HLS2\0\0\1\0half' >>"$last"
start_collector --rate-limit off --spool "$spool"
waits_until curl -sf -o "$WORK/out" "$URL/healthz"
"$HERE/cluster.sh" start --fast "$own_cluster"
collector withdraw "$gone" >"$WORK/out"
settled() { [ -z "$(find "$spool" -name '*.spool')" ]; }
ok 'what was promised leaves the spool' waits_until settled
is "$(kept 50)" '01014200|t|comment=lâu quá' 'the details are with the tap of before'
is "$(kept 52)" '02012000|t|' 'and with the tap that was promised'
is "$(kept 51)" '' 'what was withdrawn stays so'
ok 'nothing was refused' test ! -e "$spool/refused.hls"

# once more, as after a crash before it was forgotten
mkdir "$WORK/again"
cp "$WORK/last.spool" "$WORK/again/00000001.spool"
count=$(sql "select count(*), count(completed_at) from hailong.response")
exits 0 'replayed once more' collector replay --spool "$WORK/again"
is "$out" '3 kept, 1 withdrawn, 0 refused' 'all is there'
is "$(sql "select count(*), count(completed_at) from hailong.response")" "$count" 'once'

# --- promised, and the round closed since -----------------------------------------------

tap 60 1
tapped=$receipt
"$HERE/cluster.sh" stop "$own_cluster"
details 202 'promised before the round is closed' "$late" "$tapped"
kill -9 "$collector_pid"
wait "$collector_pid" 2>/dev/null
collector_pid=''
"$HERE/cluster.sh" start --fast "$own_cluster"
collector round close k1 >"$WORK/out"
sql "update hailong.response set received_at = now() - interval '5 hours'" >"$WORK/out"
exits 0 'replayed hours later' collector replay --spool "$spool"
is "$(kept 60)" '01014200|t|comment=lâu quá' 'it is kept'
start_collector --rate-limit off --spool "$spool"
details 409 'new ones are not' "$late" "$gone"
receipt=${racing[0]}
details 409 'once the round is closed' "$late"
collector round open k1 >"$WORK/out"

# --- two collectors ---------------------------------------------------------------------

first_url=$URL first_pid=$collector_pid
start_collector --rate-limit off --spool "$WORK/spool2"
second_pid=$collector_pid second_url=$URL
waits_until sh -c "curl -s $second_url/api/v1/rounds | grep -q k1"
waits_until sh -c "curl -s $first_url/api/v1/rounds | grep -q k1"
URL=$first_url
tap 70 1
URL=$second_url
details 200 'the other collector completes it' "$late"
"$HERE/cluster.sh" stop "$own_cluster"
URL=$first_url
tap 71 1 202
split=$receipt
URL=$second_url
details 202 'the tap waits here, the details there' "$late" "$split"
kill -9 "$first_pid"
wait "$first_pid" 2>/dev/null
"$HERE/cluster.sh" start --fast "$own_cluster"
says_so() { grep -q 'details wait for their first tap' "$WORK/collector.log"; }
ok 'details whose tap is elsewhere wait' waits_until says_so
is "$(kept 71)" '' 'as the tap does'
exits 0 'when the tap has come' collector replay --spool "$spool"
completed() { [ "$(kept 71)" = '01014200|t|comment=lâu quá' ]; }
ok 'they join it' waits_until completed
collector_pid=$second_pid

done_testing
