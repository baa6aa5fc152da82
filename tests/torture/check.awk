# Compares what clients wrote down (tests/tools/torture.c) with what is in the database.
#
# usage: awk -f check.awk LOG EXPORT.csv
#
# Prints a row for each phase of the log: answers sent, acknowledged by 201, 200 and 202,
# refused (any other reply) and unanswered requests, the slowest reply in seconds; and
#   lost        acknowledged, and not in the database
#   duplicated  in the database more than once
#   altered     there, and not as it was sent, or under another receipt the second time
#   invented    there, and never sent
# An answer counts where it was first sent, a reply where it came. Exit code 1 unless the
# last four are 0 everywhere.
FNR == 1 { file++ }

file == 1 && $1 == "phase" {
  phase = $2
  if (!(phase in seen)) order[++nphases] = phase
  seen[phase] = 1
  next
}
file == 1 && $1 == "sent" {
  id = $2
  sub(/^sent [^ ]+ /, "")
  content[id] = $0
  home[id] = phase
  sent[phase]++
  next
}
file == 1 && $1 == "ack" {
  if (!($2 in receipt)) first[phase, $3]++
  else if (receipt[$2] != $5) altered[home[$2]]++
  receipt[$2] = $5
  if ($4 > slowest[phase]) slowest[phase] = $4
  next
}
file == 1 && $1 == "no" {
  if ($3 == "000") unanswered[phase]++
  else refused[phase]++
  if ($3 != "000" && $4 > slowest[phase]) slowest[phase] = $4
  next
}

# The export has no commas or quotes in what the clients send.
file == 2 && FNR == 1 {
  sub(/\r$/, "")
  n = split($0, names, ",")
  for (i = 1; i <= n; i++) column[names[i]] = i
  next
}
file == 2 {
  sub(/\r$/, "")
  split($0, cell, ",")
  id = cell[column["response_id"]]
  kept = cell[column["unit"]] "," cell[column["service"]] "," cell[column["channel"]] "," \
    cell[column["overall"]] "," cell[column["comment"]]
  if (!(id in home)) {
    invented[phase]++
  } else {
    if (there[id]++) duplicated[home[id]]++
    if (kept != content[id]) altered[home[id]]++
  }
}

function row(name, a, b, c, d, e, f, g, h, i, j, k) {
  printf "%-22s %8s %8s %6s %7s %8s %11s %8s %5s %11s %8s %9s\n",
    name, a, b, c, d, e, f, g, h, i, j, k
}

END {
  for (id in receipt)
    if (!there[id]) lost[home[id]]++
  row("fault", "sent", "201", "200", "202", "refused", "unanswered", "slowest", "lost",
      "duplicated", "altered", "invented")
  for (p = 1; p <= nphases; p++) {
    name = order[p]
    row(name, sent[name] + 0, first[name, 201] + 0, first[name, 200] + 0,
        first[name, 202] + 0, refused[name] + 0, unanswered[name] + 0,
        sprintf("%.1f s", slowest[name] / 1000), lost[name] + 0, duplicated[name] + 0,
        altered[name] + 0, invented[name] + 0)
    for (s = 200; s <= 202; s++) all[s] += first[name, s]
    all["sent"] += sent[name]; all["refused"] += refused[name]
    all["unanswered"] += unanswered[name]
    all["lost"] += lost[name]; all["duplicated"] += duplicated[name]
    all["altered"] += altered[name]; all["invented"] += invented[name]
    if (slowest[name] > all["slowest"]) all["slowest"] = slowest[name]
  }
  row("all", all["sent"] + 0, all[201] + 0, all[200] + 0, all[202] + 0, all["refused"] + 0,
      all["unanswered"] + 0, sprintf("%.1f s", all["slowest"] / 1000), all["lost"] + 0,
      all["duplicated"] + 0, all["altered"] + 0, all["invented"] + 0)
  exit all["lost"] + all["duplicated"] + all["altered"] + all["invented"] > 0 ||
    all["sent"] == 0
}
