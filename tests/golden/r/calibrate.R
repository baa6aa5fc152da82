# Golden numbers for tests/unit/test_calibrate.c, from R's survey package 4.1.
#   cd tests/golden/r && Rscript calibrate.R
# reads sample.csv (golden.R) and writes calibrate.csv: estimates under
# post-stratification, raking and bounded raking. Respondents with a weight of 0 are
# left out: R divides by it. (calibrate() needs the package MASS.)
suppressMessages(library(survey))
options(digits = 17, scipen = 100)

d <- read.csv("sample.csv", colClasses = c(stratum = "character", psu = "character",
              ssu = "character", domain = "character"))
d <- d[d$weight > 0, ]
d$band <- ifelse(d$q3 <= 4, "low", "high")
ssu  <- data.frame(ssu = c("U1", "U2", "U3", "U4"), Freq = 5000 * c(.45, .35, .12, .08))
band <- data.frame(band = c("low", "high"), Freq = 5000 * c(.25, .75))

whole <- d
d <- d[d$stratum != "S6", ]
plain <- list(
  srs        = svydesign(~1, data = d, weights = ~rep(1, nrow(d))),
  weighted   = svydesign(~1, data = d, weights = ~weight),
  strat      = svydesign(~1, strata = ~stratum, data = d, weights = ~weight),
  stratfpc   = svydesign(~1, strata = ~stratum, fpc = ~efpc, data = d, weights = ~weight),
  derived    = svydesign(~1, strata = ~stratum, fpc = ~efpc, data = d),
  psu        = svydesign(~psu, data = d, weights = ~weight),
  clus       = svydesign(~psu, strata = ~stratum, nest = TRUE, data = d, weights = ~weight),
  clusfpc    = svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, data = d, weights = ~weight),
  lone       = svydesign(~psu, strata = ~stratum, nest = TRUE, data = whole, weights = ~weight),
  lonefpc    = svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, data = whole, weights = ~weight),
  two        = svydesign(~psu + ssu, strata = ~stratum, nest = TRUE, fpc = ~fpc + fpc2, data = d, weights = ~weight),
  twoderived = svydesign(~psu + ssu, strata = ~stratum, nest = TRUE, fpc = ~fpc + fpc2, data = d))

totals <- c("(Intercept)" = 5000, ssuU2 = 1750, ssuU3 = 600, ssuU4 = 400, bandlow = 1250)
own <- function(des) totals / 5000 * sum(weights(des))    # R wants g = 1 within bounds
calibrated <- function(des, kind, bounds) switch(kind,
  post    = postStratify(des, ~ssu, ssu),
  rake    = rake(des, list(~ssu, ~band), list(ssu, band), list(maxit = 5000, epsilon = 1e-15)),
  loose   = rake(des, list(~ssu, ~band), list(ssu, band)),
  greg    = calibrate(des, ~ssu + band, totals, calfun = "raking", epsilon = 1e-9, maxit = 200),
  bounded = calibrate(des, ~ssu + band, own(des), calfun = "raking", bounds = bounds,
                      epsilon = 1e-9, maxit = 500))

items <- list(q1 = 5, q2 = 5, q3 = 5, q4 = 3, q5 = 5)
value <- function(x, L, statistic) {
  x <- ifelse(x <= 0, NA, x)
  switch(statistic, t2b = ifelse(x >= L - (L == 5), 1, 0), mean5 = x / L)
}
share <- c(q1 = 1/6, q2 = 1/6, q4 = 1/6, q3 = 1/4, q5 = 1/4)
out <- NULL
put <- function(...) out <<- rbind(out, data.frame(..., stringsAsFactors = FALSE))
run <- function(name, kind, bounds = c(0, Inf), policy = "fail", keys = c("", "A", "B", "C")) {
  options(survey.lonely.psu = policy)
  des <- suppressWarnings(calibrated(plain[[name]], kind, bounds))
  for (key in keys) {
    sub <- if (key == "") des else subset(des, domain == key)
    mass <- sum(weights(sub)[weights(sub) > 0])
    row <- function(item, statistic, estimate, se, deff) put(design = name, kind = kind, policy = policy,
      total = if (kind == "bounded") sum(weights(plain[[name]])) else 5000,
      low = bounds[1], high = bounds[2], domain = key, item = item, statistic = statistic,
      weight = mass, kish = with(list(w = weights(sub)[weights(sub) > 0]),
                                 length(w) * sum(w^2) / sum(w)^2),
      estimate = estimate, se = se, deff = deff, df = degf(sub))
    for (item in c("q1", "q2", "q4")) for (s in c("t2b", "mean5")) {
      sub <- update(sub, y = value(sub$variables[[item]], items[[item]], s))
      m <- svymean(~y, sub, na.rm = TRUE, deff = TRUE)
      row(item, s, coef(m)[[1]], SE(m)[[1]], deff(m)[[1]])
    }
    w <- weights(sub)
    for (s in c("t2b", "mean5")) {
      X <- sapply(names(share), function(i) value(sub$variables[[i]], items[[i]], s))
      W <- colSums(w * !is.na(X)); m <- colSums(w * X, na.rm = TRUE) / W
      u <- rowSums(sweep(sweep(X, 2, m), 2, share / W, "*"), na.rm = TRUE)
      sub$variables$u <- ifelse(w > 0, u, 0)
      row("index", s, sum(share * m), sqrt(vcov(svytotal(~u, sub))[1]), NA)
    }
  }
}
for (name in setdiff(names(plain), c("lone", "lonefpc"))) for (kind in c("post", "rake", "greg")) run(name, kind)
run("clus", "loose")
for (name in c("weighted", "strat")) run(name, "bounded", c(0.72, 2))   # R fails at others
run("clus", "bounded", c(0.5, 1.6))
for (policy in c("remove", "certainty", "adjust", "average"))
  for (name in c("lone", "lonefpc")) for (kind in c("post", "rake"))
    run(name, kind, policy = policy, keys = c("", "A", "C"))
write.csv(out, "calibrate.csv", row.names = FALSE, quote = FALSE, na = "")
