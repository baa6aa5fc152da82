#!/usr/bin/env bash
# How the answers of one response are best kept: size and scan time of four encodings of
# 24 and 60 items, in a throw-away cluster with PostgreSQL's default durability. The
# result stands in docs/ARCHITECTURE.md.
#
#   bytea     one value, one byte per item        smallint[]  one value, an array
#   "char"    one column per item, one byte each  smallint    one column per item
#
# No answer is NULL (0 stands for "missing"), which favours the columns: a NULL would
# add a bitmap to the row.
#
# usage: storage.sh          ROWS=1000000 ITEMS="24 60" RUNS=3, all optional
set -euo pipefail
cd "$(dirname "$0")/../.."

ROWS=${ROWS:-1000000}
ITEMS=${ITEMS:-24 60}
RUNS=${RUNS:-3}
KEYS='round, unit, id, service, channel, submitted'

pg=$(mktemp -d "${TMPDIR:-/tmp}/hailong-bench.XXXXXX")
trap 'tests/tools/cluster.sh remove "$pg"' EXIT
trap 'exit 130' INT TERM HUP
tests/tools/cluster.sh start "$pg"
db=$(tests/tools/cluster.sh conninfo "$pg")
# One process per query: the machine has other work, and we compare encodings.
export PGOPTIONS='-c client_min_messages=warning -c max_parallel_workers_per_gather=0 -c jit=off'

sql() {
  psql -XAtq -v ON_ERROR_STOP=1 -d "$db" -c "$1"
}

# list TEMPLATE SEPARATOR: the template for each item, # being its number
list() {
  local text='' i
  for ((i = 1; i <= items; i++)); do
    text+=${text:+$2}${1//\#/$i}
  done
  echo "$text"
}

# Best of RUNS, in seconds.
seconds() {
  local run start end best=999999999
  for ((run = 0; run < RUNS; run++)); do
    start=${EPOCHREALTIME/./}
    "$@" >/dev/null
    end=${EPOCHREALTIME/./}
    ((end - start >= best)) || best=$((end - start))
  done
  awk -v us="$best" 'BEGIN { printf "%.2f", us / 1e6 }'
}

# tally VALUE: how many answered and how many are satisfied, per item, unit and service
tally() {
  local counts
  counts=$(list "count(*) filter (where $1 between $2 and $3),
    count(*) filter (where $1 between $4 and $3)" ', ')
  echo "select unit, service, count(*), $counts from r group by unit, service"
}

# 500 units, 40 services, levels 1 to 5 with 3 % "na" (9) and 5 % missing (0)
make_source() {
  sql "drop table if exists source"
  sql "create unlogged table source as
    select '2025'::text as round, 'H' || lpad((random() * 499)::int::text, 3, '0') ||
        '.01' as unit, gen_random_uuid() as id,
      '1.' || lpad((random() * 39)::int::text, 6, '0') as service,
      (array['interview', 'web', 'kiosk'])[1 + (random() * 2)::int] as channel,
      timestamptz '2025-03-01' + i * interval '2 s' as submitted,
      $(list "(array[0,9,1,2,3,3,4,4,4,4,4,4,5,5,5,5,5,5,5,5])[1 + (random() * 19)::int]::smallint as q#" ', ')
    from generate_series(1, $ROWS) as i"
}

# fill TYPE-OF-ANSWERS EXPRESSION
fill() {
  sql "drop table if exists r"
  sql "create table r (round text not null, unit text not null, id uuid not null,
    service text not null, channel text not null, submitted timestamptz not null, $1)"
  sql "insert into r select $KEYS, $2 from source"
  sql "vacuum (freeze, analyze) r"
  sql checkpoint
}

# measure NAME TALLY
measure() {
  local bytes copy group count
  bytes=$(sql "select round(pg_table_size('r')::numeric / $ROWS, 1)")
  count=$(seconds sql 'select count(*) from r')
  copy=$(seconds sql 'copy r to stdout (format binary)')
  group=$(seconds sql "$2")
  awk -v n="$items" -v name="$1" -v b="$bytes" -v c="$copy" -v g="$group" -v k="$count" \
    -v base="${base:-$bytes $copy $group $count}" 'BEGIN {
      split(base, o, " ")
      printf "| %d | %s | %.0f (×%.2f) | %.2f (×%.2f) | %.2f (×%.2f) | %.2f (×%.2f) |\n",
        n, name, b, b / o[1], c, c / o[2], g, g / o[3], k, k / o[4]
    }'
  base=${base:-$bytes $copy $group $count}
}

echo "| items | answers as | bytes a row | COPY binary out, s | tally by unit, service, s | count(*), s |"
echo "|---|---|---|---|---|---|"
for items in $ITEMS; do
  base=''
  make_source
  fill 'answers bytea not null' "decode($(list "'0' || q#" ' || '), 'hex')"
  measure 'bytea' "$(tally 'get_byte(answers, # - 1)' 1 5 4)"
  fill 'answers smallint[] not null' "array[$(list 'q#' ', ')]"
  measure 'smallint[]' "$(tally 'answers[#]' 1 5 4)"
  fill "$(list 'q# smallint not null' ', ')" "$(list 'q#' ', ')"
  measure 'smallint columns' "$(tally 'q#' 1 5 4)"
  fill "$(list 'q# "char" not null' ', ')" "$(list 'q#::text::"char"' ', ')"
  measure '"char" columns' "$(tally 'q#' "'1'" "'5'" "'4'")"
done
