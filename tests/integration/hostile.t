#!/usr/bin/env bash
# Clients that are broken or mean it: bytes no browser would send, and bytes that come
# too slowly. Each is refused with a reason or cut off, and nobody else notices.
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_place
mkdir -p "$WORK/reports/sub"
printf 'secret' >"$WORK/outside.txt"
printf '<html><head><style>\np{color:red}</style></head><p>x</html>' >"$WORK/reports/index.html"
printf 'a,b\n' >"$WORK/reports/sub/a.csv"
start_collector --rate-limit off --reports "$WORK/reports" --public-reports --timeout 600
port=${URL##*:}

# send BYTES [SECONDS]: sends them (as printf %b reads them) and takes what comes back
# until the connection ends. Sets statuses, and end: closed or open (after SECONDS).
send() {
  local code=0
  : >"$WORK/raw"
  (
    trap '' PIPE
    exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
    printf '%b' "$1" >&3 2>/dev/null
    exec timeout "${2:-0.5}" cat <&3 >"$WORK/raw" 2>/dev/null
  ) || code=$?
  statuses=$(tr -d '\0\r' <"$WORK/raw" | sed -nE 's/.*HTTP\/1\.1 ([0-9]{3}) [A-Z].*/\1/p' | xargs)
  end=closed
  [ "$code" -ne 124 ] || end=open
}

# The statuses and the end of each; %G is one more request behind it, %H the Host.
good='GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'
api='POST /api/v1/rounds/r1/responses HTTP/1.1\r\nHost: a\r\n'
table() {
  local want what bytes
  while IFS='|' read -r want what bytes; do
    bytes=${bytes//%P/$api}
    bytes=${bytes//%H/Host: a\\r\\n}
    send "${bytes//%G/$good}" "$1"
    is "$statuses $end" "$want" "$what"
  done
}

# --- what keeps a connection ----------------------------------------------------------

table 1.5 <<'TABLE'
200 200 open|two requests at once|%G%G
422 200 open|a body and a request behind it|%PContent-Length: 2\r\n\r\n{}%G
100 422 open|100-continue|%PExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}
200 open|empty lines before a request|\r\n\r\n%G
TABLE

# --- one request, or nothing ----------------------------------------------------------

# The status is followed by nothing, whatever is sent behind: the connection ends.
table 5 <<'TABLE'
400 closed|a length and chunks|%PContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n%G
400 closed|chunks and a length|%PTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n%G
400 closed|two lengths|%PContent-Length: 2\r\nContent-Length: 50\r\n\r\n{}%G
400 closed|the same length twice|%PContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}%G
400 closed|a length libmicrohttpd takes for none|%PContent-Length: 18446744073709551615\r\n\r\n{}%G
413 closed|a length beyond all files|%PContent-Length: 9223372036854775807\r\n\r\n{}%G
400 closed|a space before the colon of a length|%PContent-Length : 2\r\n\r\n{}%G
400 closed|a space before the colon of an encoding|%PTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n%G
501 closed|another encoding|%PTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n%G
501 closed|another encoding before chunks|%PTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n%G
501 closed|another encoding after chunks|%PTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n%G
501 closed|chunked twice|%PTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n%G
501 closed|identity|%PTransfer-Encoding: identity\r\n\r\n0\r\n\r\n%G
501 closed|almost chunked|%PTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n%G
501 closed|an empty encoding|%PTransfer-Encoding: \r\n\r\n0\r\n\r\n%G
400 closed|a vertical tab before the encoding|%PTransfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n%G
400 closed|two encodings|%PTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n%G
400 closed|an encoding on a line of its own|%PTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n%G
400 closed|a carriage return for a line's end|%PTransfer-Encoding: chunked\rX: y\r\n\r\n0\r\n\r\n%G
400 closed|chunks in HTTP/1.0|POST /f/r1 HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n%G
422 closed|chunks|%PTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n%G
422 closed|chunks with an extension|%PTransfer-Encoding: chunked\r\n\r\n2;a=b\n{}\r\n0\r\n\r\n%G
422 closed|chunks with trailers|%PTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n%G
400 closed|a chunk of no number|%PTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n%G
400 closed|a chunk of less than nothing|%PTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n%G
400 closed|a chunk with a prefix|%PTransfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n%G
413 closed|a chunk beyond 64 bits|%PTransfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n%G
400 closed|a chunk longer than it says|%PTransfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n%G
400 closed|a bad trailer|%PTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nbad trailer\r\n\r\n%G
400 closed|two hosts|GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n%G
400 closed|a host with a path|GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n%G
400 closed|an empty host|GET /healthz HTTP/1.1\r\nHost:\r\n\r\n%G
400 closed|a name with a space|GET /healthz HTTP/1.1\r\n%HX Y: b\r\n\r\n%G
400 closed|a line without a colon|GET /healthz HTTP/1.1\r\n%Hnocolon\r\n\r\n%G
400 closed|a control character|GET /healthz HTTP/1.1\r\n%HX: \x01\r\n\r\n%G
400 closed|a NUL in a name|GET /healthz HTTP/1.1\r\n%HX\0000Y: b\r\n\r\n%G
400 closed|HTTP/0.9|GET /healthz\r\n\r\n%G
505 closed|HTTP/2.0|GET /healthz HTTP/2.0\r\n%H\r\n%G
505 closed|the preface of HTTP/2|PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n
400 closed|http in small letters|GET /healthz http/1.1\r\n%H\r\n%G
200 closed|HTTP/1.0|GET /healthz HTTP/1.0\r\n\r\n%G
413 closed|a GET with a body|GET /healthz HTTP/1.1\r\n%HContent-Length: 5\r\n\r\nhello%G
413 closed|100-continue for too much|%PExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n
 closed|no HTTP at all|\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n
 closed|tabs between the words|GET\t/healthz\tHTTP/1.1\r\n%H\r\n
TABLE

# libmicrohttpd 0.9.75 answers these itself, writes the head of its answer twice, and
# ends the connection.
while IFS='|' read -r what bytes; do
  send "${bytes//%P/$api}$good" 5
  is "${statuses%% *} $end" '400 closed' "$what"
  unlike "$statuses" 200 '… and nothing behind it'
done <<'TABLE'
a length with a plus|%PContent-Length: +2\r\n\r\n{}
a length below zero|%PContent-Length: -1\r\n\r\n{}
a length with a space inside|%PContent-Length: 2 2\r\n\r\n{}
two lengths on a line|%PContent-Length: 2,2\r\n\r\n{}
a length with a prefix|%PContent-Length: 0x2\r\n\r\n{}
a length of nothing|%PContent-Length:\r\n\r\n{}
no host|GET /healthz HTTP/1.1\r\n\r\n
TABLE
send "GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n" 5
is "$statuses $end" '200 200 closed' 'HTTP/1.0 that keeps the connection'

# --- too much ---------------------------------------------------------------------------

long=$(head -c 20000 /dev/zero | tr '\0' a)
many=$(for n in {1..2000}; do printf 'X%d: 1\\r\\n' "$n"; done)
send "GET /healthz HTTP/1.1\r\nHost: a\r\nX: $long\r\n\r\n" 5
is "$statuses $end" '431 closed' 'a header of 20 KB'
send "GET /healthz HTTP/1.1\r\nHost: a\r\n$many\r\n" 5
is "$statuses $end" '431 closed' 'two thousand headers'
send "GET /$long HTTP/1.1\r\nHost: a\r\n\r\n" 5
is "$statuses $end" '414 closed' 'an address of 20 KB'
send "$long" 5
is "$statuses $end" '414 closed' 'a method of 20 KB'
# Heads of every size get a whole reply, be it that they are too large: libmicrohttpd closes
# without one where the head of its reply does not fit behind them, unless we are first.
cat >"$WORK/sweep" <<'TEXT'
use strict; use warnings; use IO::Socket::INET;
my ($port, $kind, $target) = @ARGV;
my $line = "GET $target HTTP/1.1\r\nHost: a\r\n";
my %heads = (
  one => sub { $line . 'X: ' . 'a' x ($_[0] - length($line) - 7) . "\r\n\r\n" },
  some => sub { $line . join('', map { "X$_: " . 'a' x 90 . "\r\n" } 1 .. $_[0] / 100) . "\r\n" },
  many => sub { $line . "X: 1\r\n" x ($_[0] / 6) . "\r\n" },
  arguments => sub { "GET $target?" . join('&', map { "a$_=1" } 1 .. $_[0] / 50)
    . " HTTP/1.1\r\nHost: a\r\nX: " . 'a' x 1300 . "\r\n\r\n" },
  long => sub { "GET $target?" . 'b' x 149 . ('&' . 'b' x 149) x ($_[0] / 150) . " HTTP/1.1\r\nHost: a\r\n\r\n" },
);
$SIG{PIPE} = 'IGNORE';
alarm 60;
for (my $size = 1000; $size <= 6000; $size += 50) {
  my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) or die;
  my ($reply, $whole) = ('', 0);
  print $socket $heads{$kind}->($size);
  $socket->flush;
  while (!$whole && sysread $socket, $reply, 65536, length $reply) {
    $whole = $reply =~ /\A(HTTP\/1\.1 .*?\r\nContent-Length: (\d+)\r\n.*?\r\n\r\n|HTTP\/1\.1 .*?Content-Length: (\d+)\r\n\r\n)/s
      && length $reply >= length($1) + ($2 // $3);
  }
  print $whole ? (split / /, $reply)[1] : 'none', "\n";
}
TEXT
sweep() { perl "$WORK/sweep" "$port" "$1" "$2" | uniq | xargs; }
for target in /healthz /f/r1; do
  is "$(sweep one $target)" '200 431' "a head of any size to $target is answered"
  is "$(sweep some $target)" '200 431' '… with many fields'
done
is "$(sweep many /healthz)" '431' '… with hundreds of them'
# it would forget them otherwise until their time is over
is "$(sweep arguments /f/r1)" '200 431' '… with 20 to 120 arguments'
is "$(sweep long /f/r1)" '200 431 414' '… with arguments that are long'
answers 200 'an address with 32 arguments' "$URL/f/r1?$(printf 'a=1&%.0s' {1..31})unit=01"
answers 431 '… with one more' "$URL/f/r1?$(printf 'a=1&%.0s' {1..32})unit=01"
before=$(responses)
answers 431 '… to which an answer is sent' -d overall=5 "$URL/f/r1?$(printf 'a=1&%.0s' {1..33})"
is "$(responses)" "$before" 'it is not kept'
is "$(sweep one /nothing)" '404 431' '… where there is nothing'
# libmicrohttpd copies cookies, and does not always say so where they do not fit
answers 200 'a cookie of 1 000 bytes, which is not ours' -b "a=$(printf 'b%.0s' $(seq 998))" \
  "$URL/f/r1"
# what a phone's browser sends, and more
answers 200 'a head of 1 300 bytes in twenty fields' "$URL/f/r1?unit=01" \
  -A "Mozilla/5.0 (Linux; Android 14; $(printf 'x%.0s' $(seq 200))) Chrome/124.0" \
  -e "http://a.example/$(printf 'y%.0s' $(seq 200))" -H "Accept-Language: $(printf 'vi-VN,vi;q=0.9,%.0s' $(seq 12))en" \
  -H "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8" \
  -H 'Accept-Encoding: gzip, deflate, br' -H 'Upgrade-Insecure-Requests: 1' \
  -H 'Sec-Fetch-Dest: document' -H 'Sec-Fetch-Mode: navigate' -H 'Sec-Fetch-Site: none' \
  -H 'Sec-Fetch-User: ?1' -H 'sec-ch-ua: "Chromium";v="124", "Google Chrome";v="124", "Not-A.Brand";v="99"' \
  -H 'sec-ch-ua-mobile: ?1' -H 'sec-ch-ua-platform: "Android"' -H 'DNT: 1' -H 'Save-Data: on' \
  -H 'Cache-Control: max-age=0' -H 'X-Requested-With: com.zing.zalo' -H 'Priority: u=0, i' \
  -H 'Via: 1.1 proxy' -H 'X-Forwarded-For: 203.0.113.7' -H 'X-Real-IP: 203.0.113.7'
printf -- '--xx\r\nContent-Type: text/plain\r\n\r\nno\r\n--xx--\r\n' >"$WORK/nameless"
answers 400 'a part of a form that has no name' "$URL/f/r1" --data-binary "@$WORK/nameless" \
  -H 'Content-Type: multipart/form-data; boundary=xx'
fields=$(for n in {1..3000}; do printf 'a=1&'; done)
answers 400 'three thousand fields' -d "$fields" "$URL/f/r1"

# --- addresses and methods --------------------------------------------------------------

while IFS='|' read -r want path; do
  answers "$want" "GET $path" "$URL$path"
  unlike "$body" '^secret' '… tells nothing'
done <<'TABLE'
404|/reports/../outside.txt
404|/reports/%2e%2e/outside.txt
404|/reports/..%2foutside.txt
404|/reports/sub/../../outside.txt
404|/reports/sub/%2e%2e/%2e%2e/outside.txt
404|/reports//etc/passwd
404|/reports/%2fetc/passwd
404|/reports/..%5coutside.txt
404|/reports/%252e%252e/outside.txt
404|/reports/sub
404|/reports/index.html%00.csv
404|/reports/index.html%00
404|/healthz%00
404|//healthz
404|/healthz/
404|/./healthz
400|/reports/%ff
TABLE
table 1.5 <<'TABLE'
404 open|an address with a host|GET http://a/healthz HTTP/1.1\r\n%H\r\n
404 open|the address of everything|OPTIONS * HTTP/1.1\r\n%H\r\n
404 open|a tunnel|CONNECT a:80 HTTP/1.1\r\n%H\r\n
405 open|an echo|TRACE / HTTP/1.1\r\n%H\r\n
405 open|a method of no letters|G=T /healthz HTTP/1.1\r\n%H\r\n
405 open|a method in small letters|get /healthz HTTP/1.1\r\n%H\r\n
TABLE
answers 405 'a method beside the method' -H 'X-HTTP-Method-Override: POST' -X DELETE "$URL/f/r1"

# --- header injection -------------------------------------------------------------------

crlf='%0d%0aX-Evil:%201'
while IFS='|' read -r fields path; do
  curl -sS -o "$WORK/body" -D "$WORK/head" ${fields:+-d "$fields"} "$URL$path"
  is "$(grep -ciE '^x-evil' "$WORK/head")" 0 "no header by ${path//$crlf/CRLF} ${fields//$crlf/CRLF}"
done <<TABLE
|/f/r1?lang=en$crlf
|/f/r1$crlf
overall=5|/f/r1?lang=$crlf&unit=01$crlf&service=$crlf
overall=5|/f/r1?lang=en$crlf
overall=5&channel=kiosk&service=s.1$crlf|/f/r1?unit=01
overall=5&lang=en$crlf|/f/r1?unit=01
|/reports/$crlf
|/done/$crlf
TABLE

# --- from a page of another site --------------------------------------------------------

json='{"id": "77777777-7777-4777-8777-777777777777", "answers": {"overall": 4}}'
before=$(responses)
while IFS='|' read -r want what header; do
  for path in /f/r1 /withdraw /upload; do
    answers "$want" "$what, POST $path" -d 'overall=9' -H "$header" "$URL$path"
  done 2>&1
  answers "$want" "$what, POST JSON" -d "$json" -H "$header" -H 'Content-Type: text/plain' \
    "$URL/api/v1/rounds/r1/responses"
done <<TABLE
403|sent from another site|Sec-Fetch-Site: cross-site
403|sent from a sister site|Sec-Fetch-Site: same-site
403|sent from another origin|Origin: https://evil.example
403|sent from an origin that hides|Origin: null
403|sent from an origin that begins like ours|Origin: http://127.0.0.1.evil.example
403|sent from an origin with our name for a user|Origin: http://127.0.0.1@evil.example
TABLE
is "$(responses)" "$before" 'nothing of it is kept'
answers 403 'a programme is told as JSON' -d "$json" -H 'Origin: https://evil.example' \
  "$URL/api/v1/rounds/r1/responses"
is "$(jq -r .error.code <<<"$body")" cross_site 'why'
answers 200 'a link from another site' -H 'Sec-Fetch-Site: cross-site' "$URL/f/r1"
for header in 'Sec-Fetch-Site: same-origin' 'Sec-Fetch-Site: none' "Origin: $URL" \
  "Origin: https://127.0.0.1" 'X: no header'; do
  answers 303 "a form with $header" -d 'overall=5' -H "$header" "$URL/f/r1"
done

# --- JSON -------------------------------------------------------------------------------

id='"id": "88888888-8888-4888-8888-888888888888"'
{
  printf '{%s, "answers": {"overall": 4}' "$id"
  head -c 250000 /dev/zero | tr '\0' ' '
  printf '}'
} >"$WORK/spaces.json"
printf '\xef\xbb\xbf{%s, "answers": {"overall": 4}}' "$id" >"$WORK/bom.json"
{
  printf '{%s, "answers": {"overall": 4}' "$id"
  for n in {1..15000}; do printf ',"x%d":1' "$n"; done
  printf '}'
} >"$WORK/members.json"
before=$(responses)
for file in bom members; do
  [ $file = bom ] && want=400 || want=422
  answers "$want" "JSON: $file" --data-binary "@$WORK/$file.json" "$URL/api/v1/rounds/r1/responses"
done
while IFS='|' read -r want what text; do
  post_json "$want" "JSON: $what" "$text"
done <<TABLE
400|an item twice|{$id, "answers": {"overall": 4, "overall": 5}}
400|an item twice, the same|{$id, "answers": {"overall": 4, "overall": 4}}
400|an item twice, written otherwise|{$id, "answers": {"overall": 4, "\\u006fverall": 5}}
400|answers twice|{$id, "answers": {"overall": 4}, "answers": {}}
400|an id twice|{$id, $id, "answers": {"overall": 4}}
422|a number without end|{$id, "answers": {"overall": 1e400}}
422|a number of 20 digits|{$id, "answers": {"overall": 99999999999999999999}}
422|minus nothing|{$id, "answers": {"overall": -0}}
422|almost four|{$id, "answers": {"overall": 4.0000001}}
422|half a pair|{$id, "answers": {"overall": 4, "q01": "\\udc00\\ud800"}}
422|a NUL|{$id, "answers": {"overall": 4, "comment": "\\u0000"}}
400|an array|[{$id}]
400|something behind|{$id, "answers": {"overall": 4}} x
TABLE
is "$(responses)" "$before" 'nothing of it is kept'
answers 201 'JSON with 250 KB of spaces' --data-binary "@$WORK/spaces.json" \
  "$URL/api/v1/rounds/r1/responses"
post_json 200 'four, written otherwise, is four' "{$id, \"answers\": {\"overall\": 4.0}}"

# --- reports have their own policy --------------------------------------------------------

answers 200 'a report' "$URL/reports/"
policy=$(header content-security-policy)
unlike "$policy" 'unsafe-inline' 'its policy lets no style in'
hash=$(printf '\np{color:red}' | openssl dgst -sha256 -binary | base64)
ok 'but its own' grep -qF "style-src 'sha256-$hash'" <<<"$policy"
answers 200 'a table' "$URL/reports/sub/a.csv"
like "$(header content-security-policy)" "style-src 'none'" 'has none'
is "$(header cross-origin-resource-policy) $(header x-content-type-options)" \
  'same-origin nosniff' 'no other site may have it'
is "$(header strict-transport-security)" '' 'HSTS is for HTTPS'

# --- tokens -------------------------------------------------------------------------------

is "$(curl -sS "$URL/healthz")" ok 'the collector is well after all this'
kb=$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\).*/\1/p' "/proc/$collector_pid/status")
[[ $BUILD = */* ]] || ok "and has not grown: $kb kB" test "$kb" -lt 200000
stop_collector
start_collector --rate-limit 1000
while [ $(($(date +%s) % 60)) -gt 45 ]; do sleep 1; done # all in one minute
codes=''
for n in $(seq 32); do
  request -H 'Authorization: Bearer guess' -d x "$URL/api/v1/rounds/r1/uploads"
  codes+="$code "
done
is "$(xargs -n 1 <<<"$codes" | sort | uniq -c | xargs)" '30 401 2 429' \
  'thirty wrong tokens a minute, then 429'
is "$(jq -r .error.code <<<"$body") $(header retry-after)" 'too_fast 60' 'says when to come again'
request -F token=x -F round=r1 -F file=@/dev/null "$URL/upload"
is "$code" 429 'on the page as well'
answers 200 'citizens go on' "$URL/f/r1"
stop_collector

# --- proxies ------------------------------------------------------------------------------

# ask ADDRESS: the status of an answer that came through a proxy
ask() {
  request -d overall=5 -H "X-Forwarded-For: $1" "$URL/f/r1"
  echo "$code"
}
start_collector --rate-limit 1
while [ $(($(date +%s) % 60)) -gt 40 ]; do sleep 1; done
is "$(ask 203.0.113.1) $(ask 203.0.113.2)" '303 429' 'what a stranger forwards is not believed'
stop_collector
start_collector --rate-limit 1 --trusted-proxy '10.9.9.0/24,127.0.0.1'
while [ $(($(date +%s) % 60)) -gt 40 ]; do sleep 1; done
is "$(ask 203.0.113.1) $(ask 203.0.113.2) $(ask 203.0.113.1)" '303 303 429' \
  'a proxy is: an address each'
is "$(ask '198.51.100.7, 203.0.113.1')" 429 'what the client wrote into it is not'
is "$(ask '203.0.113.3, 10.9.9.4') $(ask 203.0.113.3)" '303 429' 'two proxies'
is "$(ask '2001:db8:1:2::1') $(ask '2001:db8:1:2:ffff::9') $(ask '2001:db8:1:3::1')" \
  '303 429 303' 'a household has a /64'
is "$(ask garbage) $(ask '%$!')" '303 429' 'garbage: the proxy itself'
stop_collector
exits 2 'a proxy that is none' "$COLLECTOR" serve --db "$DB" --trusted-proxy 10.0.0.0/99
like "$err" 'is no address or network' 'is told'

# --- connections that take their time -----------------------------------------------------

# open_to NAME FD: opens a connection
open_to() {
  eval "exec $1<>/dev/tcp/127.0.0.1/$port"
}
# ends FD SECONDS: whether the other side ends it within that time
ends() {
  local code=0
  timeout "$2" cat <&"$1" >"$WORK/ended" 2>&1 || code=$?
  [ "$code" -ne 124 ]
}
# drips FD TEXT: a byte every 0.3 seconds for as long as somebody takes them
drips() {
  local n
  trap '' PIPE
  for n in $(seq 60); do
    { printf '%s' "$2" >&"$1"; } 2>/dev/null || return 0
    sleep 0.3
  done
}

start_collector --rate-limit off --timeout 2 --connections-per-address 20
port=${URL##*:}
for shape in 'a head that drips|GET /healthz HTTP/1.1\r\nX: ' \
  'a body that drips|POST /f/r1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\n' \
  'chunks that drip|POST /f/r1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n'; do
  open_to 4
  printf '%b' "${shape#*|}" >&4
  drips 4 a &
  pid=$!
  ok "${shape%%|*} is cut off" ends 4 12
  exec 4>&-
  kill "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
done
for shape in 'nothing at all|' 'half a head|GET /healthz HTTP/1.1\r\nHo' \
  'half a body|POST /f/r1 HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nab'; do
  open_to 4
  printf '%b' "${shape#*|}" >&4
  ok "${shape%%|*}, and silence, is cut off" ends 4 12
  exec 4>&-
done
# a body that comes slowly, but comes
answers 303 'a body that takes longer than the timeout, but is larger' --no-buffer \
  -H 'Content-Type: application/x-www-form-urlencoded' \
  -T <(sleep 1 && printf 'overall=5&comment=' && head -c 3000 /dev/zero | tr '\0' a &&
    for n in 1 2 3; do sleep 1 && printf a; done) -X POST "$URL/f/r1"
# a connection that is used for longer than the timeout is not late
open_to 4
for n in 1 2 3 4 5 6; do
  printf '%b' "$good" >&4
  sleep 0.7
done
printf 'GET /healthz HTTP/1.0\r\n\r\n' >&4
is "$(timeout 5 cat <&4 | grep -c '^HTTP/1.1 200')" 7 'a connection in use is kept'
exec 4>&-

# --- many connections ---------------------------------------------------------------------

fds=()
for n in $(seq 30); do
  exec {fd}<>"/dev/tcp/127.0.0.1/$port"
  fds+=("$fd")
done
sleep 0.3
ok 'the 31st connection of an address is not taken' \
  test "$(curl -sS -m 5 -o /dev/null -w '%{http_code}' "$URL/healthz" 2>/dev/null)" = 000
for fd in "${fds[@]}"; do exec {fd}>&-; done
sleep 0.5
is "$(curl -sS "$URL/healthz")" ok 'when they are gone it may come again'
stop_collector
start_collector --rate-limit off --connections-per-address 5 --trusted-proxy 127.0.0.1
port=${URL##*:}
fds=()
for n in $(seq 30); do
  exec {fd}<>"/dev/tcp/127.0.0.1/$port"
  fds+=("$fd")
done
is "$(curl -sS "$URL/healthz")" ok 'a trusted proxy may have any number'
for fd in "${fds[@]}"; do exec {fd}>&-; done
stop_collector

# --- HTTPS ----------------------------------------------------------------------------------

for n in 1 2; do
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$WORK/key$n" -out "$WORK/cert$n" \
    -subj /CN=localhost -days 2 2>"$WORK/openssl.err"
done
echo junk >"$WORK/junk"
while read -r cert key what; do
  exits 1 "$what" "$COLLECTOR" serve --db "$DB" --listen 127.0.0.1:"$port" \
    --tls-cert "$WORK/$cert" --tls-key "$WORK/$key"
  like "$err" 'certificate and key are not PEM, or don.t belong together|No such file' 'is told'
done <<'TABLE'
cert1 key2 a key of another certificate
junk key1 a certificate that is none
cert1 junk a key that is none
cert1 nothing a key that is not there
TABLE
exits 2 'a certificate without a key' "$COLLECTOR" serve --db "$DB" --tls-cert "$WORK/cert1"
"$COLLECTOR" serve --db "$DB" --listen "127.0.0.1:$port" --tls-cert "$WORK/cert1" \
  --tls-key "$WORK/key1" --timeout 2 >"$WORK/collector.log" 2>&1 &
collector_pid=$!
URL=https://localhost:$port
for n in $(seq 100); do
  curl -s --cacert "$WORK/cert1" -o /dev/null "$URL/healthz" && break
  sleep 0.1
done
answers 200 'HTTPS' --cacert "$WORK/cert1" "$URL/"
is "$(header strict-transport-security)" 'max-age=31536000' 'browsers shall stay with it'
for version in tls1 tls1_1 tls1_2 tls1_3; do
  case $version in tls1_[23]) want=yes ;; *) want=no ;; esac
  got=no
  openssl s_client -connect "127.0.0.1:$port" -"$version" -cipher 'ALL:@SECLEVEL=0' \
    </dev/null >"$WORK/tls" 2>&1 && got=yes
  is "$got" "$want" "$version: $want"
done
is "$(curl -s -m 5 -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/healthz")" 000 \
  'plain HTTP is not answered there'
open_to 4
ok 'a handshake that does not come is cut off' ends 4 12
exec 4>&-

done_testing
