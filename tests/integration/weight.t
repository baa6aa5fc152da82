#!/usr/bin/env bash
# What goes over the line: pages and scripts are compressed for browsers that take it, and
# small; addresses with a hash are kept for good; the worker, the manifest, robots.txt.
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_place
start_collector --rate-limit off

# as CODING CURL-ARGUMENT...: the reply as it came is in $WORK/raw, its size in $size
as() {
  size=$(curl -sS -H "Accept-Encoding: $1" -o "$WORK/raw" -D "$WORK/head" \
    -w '%{size_download}' "${@:2}")
  head=$(tr -d '\r' <"$WORK/head" | sed 's/^[^:]*:/\L&/')
}

# The id, the time and its seal differ from one page to the next.
same_for_all() {
  sed -E 's/name="(response_id|started_at|seal)" value="[^"]*"//g'
}

# --- pages --------------------------------------------------------------------------------

while read -r path; do
  as gzip "$URL$path"
  is "$(header content-encoding) $(header vary)" 'gzip Accept-Encoding' "GET $path as gzip"
  is "$(header cache-control)" no-store '… of which no copy is kept'
  gzip -dc <"$WORK/raw" | same_for_all >"$WORK/unpacked"
  as identity "$URL$path"
  is "$(header content-encoding) $(header vary)" ' Accept-Encoding' "GET $path as it is"
  same_for_all <"$WORK/raw" >"$WORK/plain"
  ok 'they are the same' cmp "$WORK/unpacked" "$WORK/plain"
done <<'TABLE'
/
/?lang=en
/?round=r1&q=ho
/f/r1?unit=01&service=s.1
/f/r1?unit=02&lang=en
/kiosk/k1?unit=01
TABLE

as 'gzip;q=0' "$URL/f/r1"
is "$(header content-encoding)" '' 'a browser that wants no gzip gets none'
as 'br, deflate' "$URL/f/r1"
is "$(header content-encoding)" '' 'nor one that wants others'
as gzip -I "$URL/f/r1"
is "$(header content-encoding)" gzip 'HEAD says the same'
as gzip "$URL/f/r1?unit=01&service=s.1"
ok "a form of 22 questions and its style are $size bytes, 14 KB at most" \
  test "$size" -le 14336
as gzip -d 'q01=9' "$URL/f/r1?unit=01"
is "$(header content-encoding)" '' 'a page with answers goes as it is'
answers 303 'a rating' -d 'overall=5' "$URL/f/r1"
as gzip "$URL$(header location)"
is "$(header content-encoding)" '' 'and one with a receipt'
as gzip "$URL/api/v1/rounds"
is "$(header content-encoding)" '' 'and what programs get'

# --- scripts ------------------------------------------------------------------------------

answers 200 'the form' "$URL/f/r1"
scripts=$(grep -oE 'src="/assets/[^"]*\.js"' <<<"$body" | cut -d '"' -f 2)
icon=$(grep -oE 'rel="icon" href="[^"]*' <<<"$body" | sed 's/.*"//')
like "$scripts" 'offline\.js' 'it has the script for those without network'
plain=0
for path in $scripts "$icon"; do
  file=$BUILD/gen/assets/${path##*/}
  for coding in br gzip identity; do
    as "$coding" "$URL$path"
    want=${coding/identity/}
    is "$(header content-encoding)" "$want" "$path as $coding"
    is "$(header vary)" Accept-Encoding '… which depends on what is asked for'
    is "$(header cache-control)" 'public, max-age=31536000, immutable' '… is kept for good'
    case $coding in br) brotli -dc ;; gzip) gzip -dc ;; *) cat ;; esac \
      <"$WORK/raw" >"$WORK/unpacked"
    ok '… and is the file' cmp "$WORK/unpacked" "$file"
  done
  [[ $path != *.js ]] || plain=$((plain + $(wc -c <"$file")))
done
ok "the scripts of a form are $plain bytes, 10 KiB at most" test "$plain" -le 10240
as 'gzip, deflate, br' "$URL${scripts%%$'\n'*}"
is "$(header content-encoding)" br 'of several the smallest is taken'

# --- what browsers ask for by themselves ------------------------------------------------------

answers 200 'the worker' "$URL/sw.js"
like "$(header content-type)" '^text/javascript' 'is a script'
is "$(header cache-control)" no-cache 'that is looked for anew'
for path in $scripts; do
  like "$body" "\"$path\"" "and knows $path"
done
answers 200 'the manifest' "$URL/manifest.webmanifest"
is "$(header content-type)" application/manifest+json 'is one'
is "$(jq -r '.start_url, .display, .icons[0].src' <<<"$body" | paste -sd ' ')" \
  "/ standalone $icon" 'says where to start, and has the icon'
answers 200 'robots.txt' "$URL/robots.txt"
like "$body" 'Disallow: /done/' 'keeps search engines away from receipts'

done_testing
