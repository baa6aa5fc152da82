#!/usr/bin/env bash
# What was acknowledged is there, once, as it was sent: a short torture (make torture is
# the whole of it), and whether its judge would notice if it were not so.
. "$(dirname "$0")/../tools/harness.sh"

unset HAILONG_TEST_PG
exits 0 'nothing is lost, duplicated, altered or invented' tests/torture/run.sh --seconds 2 \
  collector_killed postmaster_killed immediate_stop all_killed read_only failover
note "$out"
for fault in collector_killed postmaster_killed immediate_stop all_killed read_only failover; do
  like "$out" "$fault +[1-9][0-9]+ .* 0 +0 +0 +0"$'\n' "answers were sent: $fault"
done
like "$out" 'all( +[0-9]+){3} +[1-9]' 'some were promised by the spool'

# judge LOG EXPORT: sets code, and out to the last four figures of the last row
judge() {
  code=0
  printf 'phase p\n%b' "$1" >"$WORK/log"
  printf 'response_id,round,unit,service,channel,overall,comment\n%b' "$2" >"$WORK/export"
  awk -f tests/torture/check.awk "$WORK/log" "$WORK/export" >"$WORK/judged" || code=$?
  out=$(awk 'END { print code, $(NF-3), $(NF-2), $(NF-1), $NF }' code=$code "$WORK/judged")
}
sent='sent 1 H1,s.1,web,4,\n'
yes="${sent}ack 1 201 5 r1\n"
row='1,t1,H1,s.1,web,4,\n'

judge "$yes" "$row"
is "$out" '0 0 0 0 0' 'kept once: good'
judge "${sent}no 1 503 5\n" ''
is "$out" '0 0 0 0 0' 'refused and not there: good'
judge "${sent}no 1 000 5\n" "$row"
is "$out" '0 0 0 0 0' 'unanswered and there: good'
judge "$yes" ''
is "$out" '1 1 0 0 0' 'lost'
judge "$yes" "$row$row"
is "$out" '1 0 1 0 0' 'duplicated'
judge "$yes" '1,t1,H1,s.1,web,5,\n'
is "$out" '1 0 0 1 0' 'altered'
judge "${yes}ack 1 200 5 r2\n" "$row"
is "$out" '1 0 0 1 0' 'two receipts'
judge "$yes" "${row}2,t1,H1,s.1,web,4,\\n"
is "$out" '1 0 0 0 1' 'invented'
judge '' ''
is "$out" '1 0 0 0 0' 'nothing sent proves nothing'

done_testing
