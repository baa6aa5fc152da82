#!/usr/bin/env bash
# What a reviewer should not have to look for. Each check prints what it finds as
# file:line: text, and fails.
#
# usage: lint.sh CHECK...   quick = arrows banned length notes
#                           all = quick and headers shell format cppcheck; also: tidy
# shellcheck disable=SC2317 # checks are called by name
set -u
cd "$(dirname "$0")/../.." || exit 1

BUILD=${BUILD:-build}
folders=(forms schema collector analyzer)

c_files() {
  find "${folders[@]}" tests -name node_modules -prune -o -name '*.[ch]' -print | sort
}

scripts() {
  find tests .ci -name node_modules -prune -o -type f -print | sort |
    while read -r file; do
      if head -n 1 "$file" | grep -qE '^#!.*\b(ba)?sh$|^# shellcheck shell='; then
        echo "$file"
      fi
    done
}

# Fails when there is something on stdin, and shows it under a title.
none() {
  local found
  found=$(cat)
  [ -n "$found" ] || return 0
  printf '%s:\n%s\n' "$1" "$found" >&2
  return 1
}

# C with comments blanked and strings emptied; the lines stay where they are. A quoted
# name in #include stays too.
bare_c() {
  awk '
    /^[ \t]*#[ \t]*include/ { print; next }
    {
      line = ""
      for (i = 1; i <= length($0); i++) {
        two = substr($0, i, 2)
        one = substr($0, i, 1)
        if (comment) {
          if (two == "*/") { comment = 0; i++ }
        } else if (quote != "") {
          if (one == "\\") i++
          else if (one == quote) { line = line one; quote = "" }
        } else if (two == "/*") { comment = 1; i++ }
        else if (two == "//") break
        else {
          if (one == "\"" || one == "\047") quote = one
          line = line one
        }
      }
      quote = ""
      print line
    }' "$1"
}

# in_c PATTERN FILE...: grep -E in bare C
in_c() {
  local pattern=$1 file
  shift
  for file in "$@"; do
    bare_c "$file" | grep -nE "$pattern" | sed "s|^|$file:|"
  done
}

# --- the checks -----------------------------------------------------------------------

# includes WHAT FOLDER...: where one of the folders includes what it must not
includes() {
  local what=$1
  shift
  grep -rnE --include='*.[ch]' "^[ 	]*#[ 	]*include[ 	]*[<\"](\.\./)*($what)" "$@"
}

check_arrows() {
  {
    includes 'libpq|postgresql/' forms collector analyzer
    includes 'microhttpd' forms schema analyzer
    includes 'gsl/' forms schema collector
    includes 'cmark' forms schema collector
    includes 'qrencode' forms schema analyzer
    includes '(schema|collector|analyzer)/' forms
    includes '(collector|analyzer)/' schema
    includes 'analyzer/' collector
    includes 'collector/' analyzer
  } | none 'arrows only point down: forms <- schema <- collector, analyzer'
}

check_banned() {
  local names='strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|rand|srand'
  names+='|localtime|gmtime|asctime|ctime|system|popen|mktemp|tmpnam'
  # shellcheck disable=SC2046 # no spaces in our file names
  in_c "(^|[^A-Za-z0-9_.>])($names)[ 	]*\(" $(c_files) | none 'banned functions'
}

check_length() {
  { c_files; scripts; find schema collector -name '*.sql' -o -name '*.js'; } | sort -u |
    while read -r file; do
      lines=$(wc -l <"$file")
      [ "$lines" -le 500 ] || echo "$file:1: $lines lines"
    done | none 'files longer than 500 lines'
}

check_notes() {
  grep -rnIE --exclude-dir=node_modules '\b(TODO|FIXME|XXX)\b' \
    "${folders[@]}" tests docs Makefile |
    grep -v '^tests/tools/lint.sh:' | none 'unfinished work (it belongs into an issue)'
}

# A header compiles alone.
check_headers() {
  local flags
  flags=$(pkg-config --cflags libmicrohttpd json-c libpq gsl libsodium libcmark libqrencode libzip libxml-2.0 zlib)
  find "${folders[@]}" -name '*.h' | sort | while read -r file; do
    # shellcheck disable=SC2086 # flags are words
    gcc -std=c17 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -fsyntax-only -I. \
      "-I$BUILD/gen" $flags -x c - <<<"#include \"$file\"" 2>&1
  done | none 'headers that do not compile alone'
}

check_shell() {
  # shellcheck disable=SC2046
  shellcheck $(scripts)
}

check_format() {
  # shellcheck disable=SC2046
  clang-format --dry-run -Werror $(c_files)
}

check_cppcheck() {
  # shellcheck disable=SC2046
  cppcheck --quiet --std=c11 --language=c -j "$(nproc)" --error-exitcode=1 \
    --enable=warning,performance,portability --inline-suppr --suppressions-list=/dev/stdin \
    -D_POSIX_C_SOURCE=200809L -I. "-I$BUILD/gen" "${folders[@]}" <<'TEXT'
missingIncludeSystem
memleak:forms/alloc.c
internalAstError
TEXT
}

# On a copy, because clang does not know gcc's malloc(deallocator, position) attribute.
check_tidy() {
  local copy flags status
  copy=$(mktemp -d)
  cp -r .clang-tidy "${folders[@]}" "$BUILD/gen" "$copy"
  find "$copy" -name '*.[ch]' -exec sed -i -E 's/malloc\([a-z_]+, [0-9]\)/malloc/' '{}' +
  flags=$(pkg-config --cflags libmicrohttpd json-c libpq gsl libsodium libcmark libqrencode libzip libxml-2.0 zlib)
  # shellcheck disable=SC2086 # flags are words
  set -- -std=c17 -D_POSIX_C_SOURCE=200809L -I. -Igen ${flags//-I/-isystem }
  (
    cd "$copy" && find "${folders[@]}" -name '*.c' -print0 |
      xargs -0 -P "$(nproc)" -I '{}' clang-tidy --quiet '{}' -- "$@" 2>/dev/null |
      sed -n "s|^$copy/||; /: error: /p" | sort -u | none clang-tidy
  )
  status=$?
  rm -rf "$copy"
  return "$status"
}

quick='arrows banned length notes'
failed=0
for name in "$@"; do
  case $name in
  quick) name=$quick ;;
  all) name="$quick headers shell format cppcheck" ;;
  esac
  for check in $name; do
    if ! declare -F "check_$check" >/dev/null; then
      sed -n 's/^# \(usage.*\)/\1/p' "$0" >&2
      exit 2
    fi
    "check_$check" || { echo "lint: $check failed" >&2 && failed=1; }
  done
done
exit "$failed"
