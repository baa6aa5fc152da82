# shellcheck shell=bash
# shellcheck disable=SC2317 # called by name
# For tests of the collector, sourced after harness.sh:
#
#   collector COMMAND...        hailong-collector on the test's database
#   request CURL-ARGUMENT...    sets code, body and head (header names in small letters)
#   answers CODE NAME CURL-ARGUMENT...
#   post_json CODE NAME JSON [ROUND]
#   header NAME                 its value in the last reply
#   responses                   how many are kept
#   metric NAME                 its value in /metrics, without hailong_
#   waits_until COMMAND...      until it succeeds, at most about twenty seconds
#   new_place                   a database with forms, rounds in every state, units and
#                               services; the tokens' secrets are in secret[ROLE]
# shellcheck disable=SC2034 # variables are for the tests

agent='Hai-Long-Test-Agent/7.7'
pages='' # all that people were shown
declare -A secret

collector() {
  local command=("$1")
  shift
  case ${command[0]} in form | round | ticket | token) command+=("$1") && shift ;; esac
  "$COLLECTOR" "${command[@]}" --db "$DB" "$@"
}

request() {
  code=$(curl -sS --path-as-is --max-time 30 -A "$agent" -o "$WORK/body" -D "$WORK/head" \
    -w '%{http_code}' "$@" 2>"$WORK/curl.err")
  body=$(tr -d '\0' <"$WORK/body")
  head=$(tr -d '\r' <"$WORK/head" | sed 's/^[^:]*:/\L&/')
  case $(header content-type) in text/html*) pages+=$body ;; esac
}

answers() {
  local want=$1 name=$2
  shift 2
  request "$@"
  is "$code" "$want" "$name"
}

post_json() {
  printf '%s' "$3" >"$WORK/json"
  answers "$1" "$2" -H 'Content-Type: application/json' --data-binary "@$WORK/json" \
    "$URL/api/v1/rounds/${4:-r1}/responses"
}

header() {
  sed -n "s/^$1: //p" <<<"$head"
}

responses() {
  sql 'select count(*) from hailong.response'
}

metric() {
  curl -s "$URL/metrics" | sed -n "s/^hailong_$1 //p"
}

waits_until() {
  local _
  for _ in $(seq 200); do
    ! "$@" || return 0
    sleep 0.1
  done
  return 1
}

new_place() {
  local form round role
  new_database
  {
    collector migrate
    for form in service-22 kiosk-1; do collector form add "forms/definitions/$form.json"; done
    for round in r1 planned closed sealed; do collector round add $round --form service-22; done
    collector round add k1 --form kiosk-1
    for round in r1 k1 closed sealed; do collector round open $round; done
    collector round close closed
    collector round seal sealed
    printf 'code,name_vi,name_en\n01,Xã Hộ Tịch,\n02,Phường Hai,Ward Two\n03,<b>Xã</b>,\n' \
      >"$WORK/units.csv"
    printf 'code,name_vi\ns.1,Đăng ký khai sinh\n' >"$WORK/services.csv"
    collector import units "$WORK/units.csv"
    collector import services "$WORK/services.csv"
  } >"$WORK/setup.log" 2>&1
  for role in surveyor leader admin; do
    secret[$role]=$(collector token add --role $role --name "$role of the test")
  done
}
