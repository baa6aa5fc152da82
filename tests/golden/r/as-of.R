# Golden numbers for tests/integration/succession.t, from R's survey package 4.1.
#   cd tests/golden/r && Rscript as-of.R
# The units of estimate-data.csv (estimate.R) are re-based: all of A went to N1, of B 35 %
# to N1 and 65 % to N2, all of C to N2. A respondent counts in a new unit with his weight
# times the share: for each new unit the full design with such weights, of which the unit
# is a subset. `design` is psu (all columns), strat (without psu and fpc) or srs. The rows
# "N2-N1" are differences within the round, with the scores of both in the full design.
suppressMessages(library(survey))
options(digits = 17, scipen = 100)
d <- read.csv("estimate-data.csv", na.strings = c("", "na"))
share <- list(N1 = c(A = 1, B = .35, C = 0), N2 = c(A = 0, B = .65, C = 1))
d$q1_t2b <- as.numeric(d$q1 >= 4); d$q1_mean5 <- d$q1 / 5
d$q4_t2b <- as.numeric(d$q4 >= 3); d$q4_mean5 <- d$q4 / 3
make <- function(kind, w) {
  d$w <- w
  switch(kind,
    psu = svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, weights = ~w, data = d),
    strat = svydesign(~1, strata = ~stratum, weights = ~w, data = d),
    srs = svydesign(~1, weights = ~w, data = d))
}
weight <- function(kind) if (kind == "srs") rep(1, nrow(d)) else d$weight
rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- data.frame(...)
for (kind in c("psu", "strat", "srs")) for (unit in names(share))
  for (item in c("q1", "q4")) for (statistic in c("t2b", "mean5")) {
    s <- share[[unit]][d$unit]
    part <- subset(make(kind, weight(kind) * s), s > 0)
    f <- reformulate(paste0(item, "_", statistic))
    m <- svymean(f, part, na.rm = TRUE, deff = kind != "srs")
    add(design = kind, domain = unit, item, statistic, n = sum(s > 0 & !is.na(d[[item]])),
        estimate = coef(m)[[1]], se = SE(m)[[1]], df = degf(part),
        deff = if (kind == "srs") NA else deff(m)[[1]])
  }
full <- make("psu", d$weight)
scores <- function(unit, y) {
  s <- share[[unit]][d$unit] * !is.na(y)
  y[is.na(y)] <- 0
  total <- sum(d$weight * s)
  m <- sum(d$weight * s * y) / total
  list(mean = m, u = s * (y - m) / total)
}
for (item in c("q1", "q4")) for (statistic in c("t2b", "mean5")) {
  y <- d[[paste0(item, "_", statistic)]]
  a <- scores("N1", y); b <- scores("N2", y)
  full$variables$z <- b$u - a$u
  add(design = "psu", domain = "N2-N1", item, statistic, n = NA, estimate = b$mean - a$mean,
      se = SE(svytotal(~z, full))[[1]], df = degf(full), deff = NA)
}
write.csv(do.call(rbind, rows), "as-of.csv", row.names = FALSE, na = "", quote = 1:4)
