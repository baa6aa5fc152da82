#!/bin/sh
# Makes kcmo.json and map.json from items.csv, the item list of a real open survey
# (Kansas City, Missouri). Both results are kept in git, so that tests need neither
# this script nor jq; run it again only when items.csv or the form format changes.
#
# usage: make-form.sh ITEMS.csv [OUTPUT-FOLDER]
set -eu

usage() {
	echo "usage: $0 ITEMS.csv [OUTPUT-FOLDER]" >&2
	exit 2
}

if [ $# -lt 1 ] || [ $# -gt 2 ] || [ ! -r "$1" ]; then
	usage
fi
items_csv=$1
out=${2:-$(dirname "$0")}

# items.csv has four columns, of which only the last (label) is ever quoted.
items=$(jq --raw-input --slurp '
	rtrimstr("\n") | split("\n")[1:] | map(
		rtrimstr("\r")
		| capture("^(?<code>[^,]*),(?<group>[^,]*),(?<scale>[^,]*),(?<label>.*)$")
		| .label |= (if startswith("\"") then .[1:-1] | gsub("\"\""; "\"") else . end)
	)' "$items_csv")

# One row of survey, choices and factors per line: that is how people read a form.
printf '%s' "$items" | jq --raw-output '
	def en: {en: .};
	def choices: map({name: .[0], "label": (.[1] | en)});
	def line:
		if type == "object" then
			"{" + (to_entries | map((.key | tojson) + ": " + (.value | line)) | join(", ")) + "}"
		elif type == "array" then "[" + (map(line) | join(", ")) + "]"
		else tojson end;
	def lines($indent): map($indent + line) | join(",\n");
	def members($indent): to_entries
		| map($indent + (.key | tojson) + ": " + (.value | line)) | join(",\n");
	# "311" is no word; the others become one: "police", "fire_and_emergency"
	def factor: if . == "311" then "call_311" else gsub(" "; "_") end;
	def title: (.[0:1] | ascii_upcase) + .[1:];
	def hint: if . == "excellent5"
		then "How would you rate Kansas City, Missouri:"
		else "How satisfied are you with:" end | en;

	# groups in the order of the questionnaire (group_by would sort them)
	. as $items
	| (reduce $items[].group as $g ([]; if index($g) then . else . + [$g] end)) as $groups
	| ($groups | map(. as $g | {
		name: ($g | factor),
		"label": ($g | title | en),
		items: ($items | map(select(.group == $g)))
	})) as $sections
	| ([$sections[]
		| {type: "begin_group", name: ("g_" + .name), "label": .label, hint: (.items[0].scale | hint)},
		  (.name as $factor | .items[]
			| {type: ("select_one " + .scale), name: .code, "label": (.label | en),
			   na: true, factor: $factor}),
		  {type: "end_group"}]
	  + [{type: "begin_group", name: "about", "label": ("About you" | en)},
	     {type: "select_one age", name: "q40_w", "label": ("Age" | en), respondent: true},
	     {type: "select_one sex", name: "q41_w", "label": ("Sex" | en), respondent: true},
	     {type: "end_group"}]) as $survey
	| (($sections | map({(.name): {"label": .label}}) | add)
	  + {overall: {"label": ("Overall satisfaction" | en),
	               of: ($sections | map(.name))}}) as $factors
	| {
		excellent5: ([["1", "Poor"], ["2", "Below average"], ["3", "Neutral"],
		              ["4", "Good"], ["5", "Excellent"]] | choices),
		satisfaction5: ([["1", "Very dissatisfied"], ["2", "Dissatisfied"],
		                 ["3", "Neutral"], ["4", "Satisfied"],
		                 ["5", "Very satisfied"]] | choices),
		age: ([["1", "18–24"], ["2", "25–34"], ["3", "35–44"], ["4", "45–54"],
		       ["5", "55–64"], ["6", "65+"]] | choices),
		sex: ([["1", "Male"], ["2", "Female"], ["3", "Other"]] | choices)
	  } as $choices
	| {
		excellent5: {satisfied: ["4", "5"]},
		satisfaction5: {satisfied: ["4", "5"]}
	  } as $scales
	| {
		form_id: "kcmo", version: 1, default_language: "en",
		form_title: ("Kansas City, Missouri, resident survey" | en)
	  } as $settings
	| "{",
	  "  \"settings\": {", ($settings | members("    ")), "  },",
	  "  \"choices\": {",
	  ($choices | to_entries
		| map("    " + (.key | tojson) + ": [\n" + (.value | lines("      ")) + "\n    ]")
		| join(",\n")),
	  "  },",
	  "  \"scales\": {", ($scales | members("    ")), "  },",
	  "  \"survey\": [", ($survey | lines("    ")), "  ],",
	  "  \"factors\": {", ($factors | members("    ")), "  },",
	  "  \"index\": \"overall\"",
	  "}"
' >"$out/kcmo.json"

# How the city's file is laid over the form. Item columns have the form's names.
# 9 is "don't know", an answer of its own; for age and sex it is a missing value.
jq --null-input '
	{"9": "", "NA": ""} as $missing
	| {
		columns: {id: "response_id", method: "channel", counci: "unit"},
		constants: {selection: "sample"},
		recode: {
			channel: {Web: "web", Mail: "post", Phone: "phone"},
			"*": {"9": "na", "NA": ""},
			q40_w: $missing,
			q41_w: $missing
		},
		ignore: ["quarte"]
	}' >"$out/map.json"
