#!/usr/bin/env bash
# What holds for both programs whatever they do: help, version, usage errors, and a man
# page that names every command and option.
. "$(dirname "$0")/../tools/harness.sh"

# Words of a man page as a reader sees them, its mdoc macros taken away.
man_text() {
  sed -E 's/\<Fl -/--/g; s/^\.(It )?([A-Z][a-z] )?//; s/\<(Cm|Ar|Op|Ns) //g; s/"//g' \
    "docs/man/$1.1"
}

# "form add", "serve": the lower-case words of the lines that --help indents by two.
commands_in_help() {
  "$1" --help | awk '/^  [a-z]/ {
    name = $1
    for (i = 2; $i ~ /^[a-z]+$/; i++)
      name = name " " $i
    print name
  }'
}

options_in_help() {
  "$1" --help | grep -oE -- '--[a-z][a-z0-9-]+' | sort -u
}

for name in hailong-collector hailong-analyzer; do
  program=$BUILD/$name
  exits 0 "$name --help" "$program" --help
  like "$out" "$name" '… says its name on stdout'
  is "$err" '' '… and nothing on stderr'
  exits 0 "$name --version" "$program" --version
  like "$out" "^$name [0-9]+\.[0-9]+\.[0-9]+\$" '… prints name and version'

  exits 2 "$name without a command" "$program"
  like "$err" 'command' '… says so on stderr'
  exits 2 "$name with an unknown command" "$program" frobnicate
  like "$err" frobnicate '… names it on stderr'
  is "$out" '' '… and prints nothing on stdout'
  exits 2 "$name with an unknown option" "$program" --frobnicate
  like "$err" frobnicate '… names it on stderr'

  commands=$(commands_in_help "$program")
  like "$commands" '[a-z]' "$name --help lists commands"
  while read -r command; do
    # shellcheck disable=SC2086 # a command may be two words
    exits 2 "$name $command --frobnicate" timeout 20 "$program" $command --frobnicate
    like "$err" frobnicate '… names it on stderr'
    ok "$name(1) names the command $command" \
      grep -qE "^ *$command( |\$)" <(man_text "$name")
  done <<<"$commands"
  while read -r option; do
    ok "$name(1) names the option $option" \
      grep -qE -- "(^|[^a-z-])$option([^a-z-]|\$)" <(man_text "$name")
  done < <(options_in_help "$program")
done

done_testing
