#!/usr/bin/env bash
# Installs what is missing, with apt-get, as root or through sudo. Looks at the machine
# first, so once everything is there no network is asked.
#
# usage: deps.sh build|run|test|lint|fuzz|torture|valgrind...
set -euo pipefail

# What each job needs: a package, or COMMAND:PACKAGE where the command may as well come
# from elsewhere.
declare -A needs=(
  [build]='gcc make pkg-config:pkg-config libc6-dev libmicrohttpd-dev libjson-c-dev
    libpq-dev libcsv-dev libgsl-dev libsodium-dev
    libcmark-dev libqrencode-dev libxlsxwriter-dev libzip-dev libxml2-dev zlib1g-dev gzip:gzip brotli:brotli'
  [run]='initdb:postgresql psql:postgresql-client curl:curl'
  [test]='prove:perl jq:jq diff:diffutils node:nodejs npm:npm chromium:chromium
    zbarimg:zbar-tools rsvg-convert:librsvg2-bin openssl:openssl fonts-dejavu-core
    ca-certificates weasyprint:weasyprint pdftotext:poppler-utils
    unzip:unzip xmllint:libxml2-utils'
  [valgrind]='valgrind:valgrind'
  [lint]='shellcheck:shellcheck clang-format:clang-format clang-tidy:clang-tidy
    cppcheck:cppcheck'
  [fuzz]='clang:clang libclang-rt-14-dev'
  [torture]='ip:iproute2 faketime:faketime'
)

is_there() {
  case $1 in
  initdb:*) "$(dirname "$0")/cluster.sh" bindir >/dev/null 2>&1 ;;
  *:*) command -v "${1%%:*}" >/dev/null ;;
  *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
  esac
}

missing=()
for job in "$@"; do
  if [ -z "${needs[$job]:-}" ]; then
    echo "usage: deps.sh build|run|test|lint|fuzz|torture|valgrind..." >&2
    exit 2
  fi
  for need in ${needs[$job]}; do
    is_there "$need" || missing+=("${need#*:}")
  done
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "Installing: ${missing[*]}"
if ! command -v apt-get >/dev/null; then
  echo "There is no apt-get here: install these, or what they are called here." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo)
  if ! command -v sudo >/dev/null; then
    echo "There is no sudo here. As root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
  --no-install-recommends "${missing[@]}"
