# Golden numbers for tests/unit/test_replicate.c, from R's survey package 4.1.
#   cd tests/golden/r && Rscript replicate.R
# reads sample.csv (golden.R); writes replicate.csv: jackknife SEs, and those of R's
# subbootstrap with many replicates, which ours meet in expectation only.
suppressMessages(library(survey))
options(digits = 17, scipen = 100)
set.seed(1)

d <- read.csv("sample.csv", colClasses = c(stratum = "character", psu = "character",
              ssu = "character", domain = "character"))
few <- d[d$stratum != "S6", ]
make <- function(data, ...) svydesign(~psu, data = data, ...)
designs <- list(
  psu     = make(few, weights = ~weight),
  clus    = make(few, strata = ~stratum, nest = TRUE, weights = ~weight),
  clusfpc = make(few, strata = ~stratum, nest = TRUE, fpc = ~fpc, weights = ~weight),
  lone    = make(d, strata = ~stratum, nest = TRUE, weights = ~weight))
L <- list(q1 = 5, q2 = 5, q3 = 5, q4 = 3, q5 = 5)
value <- function(x, item, s) {
  x <- ifelse(x <= 0, NA, x)
  if (s == "t2b") ifelse(x >= L[[item]] - (L[[item]] == 5), 1, 0) else x / L[[item]]
}
mean_of <- function(w, y) sum((w * y)[!is.na(y)]) / sum(w[!is.na(y)])
theta <- function(w, data, item, s) if (item != "index") mean_of(w, value(data[[item]], item, s)) else
  mean_of(w, value(data$q1, "q1", s)) / 6 + mean_of(w, value(data$q2, "q2", s)) / 6 +
  mean_of(w, value(data$q4, "q4", s)) / 6 + mean_of(w, value(data$q3, "q3", s)) / 4 +
  mean_of(w, value(data$q5, "q5", s)) / 4
out <- NULL
run <- function(name, kind, policy, rep, keys, which) for (key in keys) {
  sub <- if (key == "") rep else subset(rep, domain == key)
  for (item in which) for (s in c("t2b", "mean5")) {
    v <- withReplicates(sub, function(w, data) theta(w, data, item, s))
    out <<- rbind(out, data.frame(design = name, kind = kind, policy = policy,
      domain = key, item = item, statistic = s, estimate = coef(v)[[1]], se = SE(v)[[1]]))
  }
}
all <- c("q1", "q2", "q4", "index")
run("psu", "jackknife", "fail", as.svrepdesign(designs$psu, type = "JK1"), c("", "A", "B"), all)
for (name in c("clus", "clusfpc"))
  run(name, "jackknife", "fail", as.svrepdesign(designs[[name]], type = "JKn"), c("", "A", "B"), all)
for (policy in c("remove", "adjust", "average")) {
  options(survey.lonely.psu = policy)
  run("lone", "jackknife", policy, as.svrepdesign(designs$lone, type = "JKn"), c("", "A"), c("q1", "index"))
}
run("clus", "bootstrap", "fail",
    as.svrepdesign(designs$clus, type = "subbootstrap", replicates = 20000), c("", "A"), c("q1", "q4"))
write.csv(out, "replicate.csv", row.names = FALSE, quote = FALSE)
