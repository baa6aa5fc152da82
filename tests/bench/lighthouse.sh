#!/usr/bin/env bash
# What the pages for citizens weigh, and what Lighthouse says of them as seen from a slow
# telephone (its mobile profile: a slow 4G line, a processor slowed down four times).
#
#   bytes      the page itself: plain, gzip as the collector sends it, and what brotli
#              would make of it
#   all        everything that is fetched for it, as it came over the line
#   requests   how many those are
#
# Lighthouse comes from npm, once, into tests/bench/lighthouse; Chromium from Debian.
#
# Of each page the run with the median performance is told. `machine` is Lighthouse's own
# measure of it, about 1500 for a quick one where nothing else runs: far below that the
# performance says more of the machine than of the page.
#
# usage: lighthouse.sh [PAGE...]     all unless told; optional: LIGHTHOUSE_RUNS=3
#   LIGHTHOUSE_SLOWDOWN=4 (how many times slower a telephone is than this machine)
#   BUILD=build; what it says in full is left in BUILD/lighthouse
. "$(dirname "$0")/../tools/harness.sh"

finished=1
tools=tests/bench/lighthouse
if ! [ -x $tools/node_modules/.bin/lighthouse ]; then
  (cd $tools && npm ci --ignore-scripts --loglevel=error) || {
    echo 'lighthouse: npm could not install it; nothing was measured'
    exit 0
  }
fi
CHROME_PATH=$(command -v chromium) || {
  echo 'lighthouse: there is no chromium; nothing was measured'
  exit 0
}
export CHROME_PATH
flags='--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
  --disable-background-networking --disable-component-update --disable-sync'

new_database
{
  "$COLLECTOR" migrate --db "$DB"
  for form in service-22 kiosk-1; do
    "$COLLECTOR" form add --db "$DB" forms/definitions/$form.json
    "$COLLECTOR" round add --db "$DB" "${form%-*}" --form $form --from 2026-01-01
    "$COLLECTOR" round open --db "$DB" "${form%-*}"
  done
  "$BUILD/tools/demo-data" "$WORK"
  "$COLLECTOR" import --db "$DB" units "$WORK/units.csv"
  "$COLLECTOR" import --db "$DB" services "$WORK/services.csv"
} >"$WORK/setup.log" 2>&1
start_collector --rate-limit off || exit 1

unit=$(sed -n '3s/,.*//p' "$WORK/units.csv")
curl -s -o "$WORK/answer" -D "$WORK/head" -d 'overall=4' "$URL/f/service?unit=$unit"
done_path=$(sed -n 's/^Location: \(.*\)\r/\1/p' "$WORK/head")
mkdir -p "$BUILD/lighthouse"

# judge NAME PATH: the run with the median performance is left in NAME.json
judge() {
  local run file=$BUILD/lighthouse/$1
  rm -f "$file".*json
  for ((run = 1; run <= ${LIGHTHOUSE_RUNS:-3}; run++)); do
    "$tools/node_modules/.bin/lighthouse" "$URL$2" --quiet --output=json \
      --output-path="$file.$run.json" --chrome-flags="$flags" \
      --only-categories=performance,accessibility,best-practices,seo \
      ${LIGHTHOUSE_SLOWDOWN:+"--throttling.cpuSlowdownMultiplier=$LIGHTHOUSE_SLOWDOWN"} \
      >"$WORK/lighthouse.log" 2>&1 || return 1
    echo "$(jq .categories.performance.score "$file.$run.json") $file.$run.json"
  done | sort -g | awk '{ a[NR] = $2 } END { print a[int((NR + 1) / 2)] }' >"$WORK/median"
  mv "$(cat "$WORK/median")" "$file.json"
}

# scores NAME: performance, accessibility, best practices and SEO of a hundred, then the
# requests, their bytes, and how quick the machine was
scores() {
  jq -r '[(.categories | .performance, .accessibility, ."best-practices", .seo |
      .score // 0 | . * 100 | round), (.audits."network-requests".details.items |
      length, (map(.transferSize) | add)), (.environment.benchmarkIndex | round)] |
    @tsv' "$BUILD/lighthouse/$1.json"
}

wanted=" $* "
printf '%-9s %6s %6s %6s %8s %6s %8s %7s %10s %5s %8s\n' page plain gzip brotli requests \
  all perform. access. practices SEO machine
while read -r name path; do
  [[ $wanted == '  ' || $wanted == *" $name "* ]] || continue
  curl -s -o "$WORK/page" "$URL$path"
  packed=$(curl -s -o "$WORK/packed" -w '%{size_download}' -H 'Accept-Encoding: gzip' \
    "$URL$path")
  judge "$name" "$path" || {
    echo "$name: $(tail -n 1 "$WORK/lighthouse.log")"
    continue
  }
  read -r perform access practices seo requests all machine < <(scores "$name")
  printf '%-9s %6d %6d %6d %8d %6d %8d %7d %10d %5d %8d\n' "$name" \
    "$(wc -c <"$WORK/page")" "$packed" "$(brotli -c "$WORK/page" | wc -c)" "$requests" \
    "$all" "$perform" "$access" "$practices" "$seo" "$machine"
  jq -r '. as $all | .categories[].auditRefs[] | select(.weight > 0) | .id |
    $all.audits[.] | select(.score != null and .score < 0.9) |
    "          \(.id): \(.displayValue // .title)"' "$BUILD/lighthouse/$name.json"
done <<TABLE
home /
choose /?round=service&lang=vi
form /f/service?lang=vi&unit=$unit
kiosk /kiosk/kiosk?unit=$unit
done $done_path
withdraw /withdraw
upload /upload
TABLE
stop_collector quietly
