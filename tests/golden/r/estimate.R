# Golden numbers for tests/integration/estimate.t, from R's survey package 4.1.
#   cd tests/golden/r && Rscript estimate.R
# writes estimate-data.csv (sample.csv of golden.R as a microdata file: its domain is
# the unit) and estimate-numbers.csv. R is not needed to run the tests.
suppressMessages(library(survey))
options(digits = 17, scipen = 100)
items <- c("q1", "q2", "q3", "q4", "q5")
d <- read.csv("sample.csv")
d <- d[d$stratum != "S6", ]                # not the stratum with a lonely PSU

value <- function(level) ifelse(level == 0, "", ifelse(level == -1, "na", level))
out <- data.frame(unit = d$domain, selection = "sample", stratum = d$stratum,
                  psu = d$psu, fpc = d$fpc, weight = d$weight, lapply(d[items], value))
write.csv(out, "estimate-data.csv", row.names = FALSE, quote = FALSE)

satisfied <- list(q1 = 4:5, q2 = 4:5, q3 = 4:5, q4 = 3, q5 = 4:5)
top <- c(q1 = 5, q2 = 5, q3 = 5, q4 = 3, q5 = 5)
for (i in items) {
  level <- d[[i]]
  level[level < 1] <- NA
  d[[i]] <- level
  d[[paste0(i, "_t2b")]] <- as.numeric(level %in% satisfied[[i]]) + 0 * level
  d[[paste0(i, "_mean5")]] <- level / top[[i]]
}
design <- svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, weights = ~weight,
                    data = d)
rows <- list()
add <- function(by, domain, part, item) {
  n <- sum(!is.na(part$variables[[item]]))
  df <- degf(part)
  for (statistic in c("t2b", "mean5")) {
    formula <- as.formula(paste0("~", item, "_", statistic))
    m <- svymean(formula, part, na.rm = TRUE)
    ci <- if (statistic == "mean5") confint(m, df = df) else
      attr(svyciprop(formula, part, method = "xlogit", df = df, na.rm = TRUE), "ci")
    rows[[length(rows) + 1]] <<- data.frame(
      by = by, domain = domain, item = item, statistic = statistic, n = n,
      estimate = coef(m)[[1]], se = SE(m)[[1]], ci_low = ci[1], ci_high = ci[2], df = df)
  }
}
# shares of each level, and how many people are satisfied
add_counts <- function(by, domain, part, item) {
  n <- sum(!is.na(part$variables[[item]]))
  df <- degf(part)
  put <- function(statistic, m, ci) rows[[length(rows) + 1]] <<- data.frame(
    by = by, domain = domain, item = item, statistic = statistic, n = n,
    estimate = coef(m)[[1]], se = SE(m)[[1]], ci_low = ci[1], ci_high = ci[2], df = df)
  for (l in 1:5) {
    part$variables$at <- as.numeric(part$variables[[item]] == l)
    if (sum(part$variables$at, na.rm = TRUE) > 0)
      put(paste0("level", l), svymean(~at, part, na.rm = TRUE),
          attr(svyciprop(~at, part, method = "xlogit", df = df, na.rm = TRUE), "ci"))
  }
  m <- svytotal(as.formula(paste0("~", item, "_t2b")), part, na.rm = TRUE)
  put("total", m, confint(m, df = df))
}
add_counts("overall", "", design, "q1")
for (u in c("A", "B", "C")) add_counts("unit", u, subset(design, domain == u), "q1")
for (item in c("q1", "q2")) {
  add("overall", "", design, item)
  for (u in c("A", "B", "C")) add("unit", u, subset(design, domain == u), item)
  for (u in c("A", "B")) for (l in c(2, 3))
    add("unit,q4", paste0(u, ",", l), subset(design, domain == u & q4 %in% l), item)
}
write.csv(do.call(rbind, rows), "estimate-numbers.csv", row.names = FALSE, quote = 1:4)
