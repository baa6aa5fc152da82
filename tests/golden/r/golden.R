# Golden numbers for tests/unit/test_estimate.c, from R's survey package 4.1.
#   cd tests/golden/r && Rscript golden.R
# writes sample.csv (synthetic microdata, Park-Miller generator, no random seed of
# R involved) and estimates.csv, factors.csv (what survey makes of them). R is not
# needed to run the tests.
suppressMessages(library(survey))
options(digits = 17, scipen = 100)

# ---- microdata ------------------------------------------------------------
state <- 20240917
uniform <- function() {
  state <<- (16807 * state) %% 2147483647
  state / 2147483647
}
level <- function(p, nlevels, missing) {   # a skewed scale; 0 missing, -1 na
  u <- uniform()
  if (u < missing) return(0)
  if (u < 1.5 * missing) return(-1)
  1 + sum(vapply(seq_len(nlevels - 1), function(i) uniform() < p, TRUE))
}
rows <- list()
npsu <- c(6, 4, 5, 8, 3, 1)                # the sixth stratum has a lonely PSU
fpc <- c(20, 4, 40, 11, 30, 9)             # the second is a census of PSUs
for (h in seq_along(npsu)) for (c in seq_len(npsu[h])) {
  effect <- 0.55 + 0.35 * uniform()
  nssu <- if (h == 6) 1 else 2 + floor(3 * uniform())
  total <- nssu + floor(6 * uniform())
  for (s in seq_len(nssu)) for (k in seq_len(1 + floor(5 * uniform()))) {
    domain <- if (h == 2 || (h == 3 && c > 1)) c("A", "B")[1 + (uniform() < 0.5)]
              else c("A", "B", "C")[1 + floor(3 * uniform())]
    rows[[length(rows) + 1]] <- data.frame(
      stratum = paste0("S", h), psu = paste0("P", c), ssu = paste0("U", s),
      fpc = fpc[h], fraction = npsu[h] / fpc[h], fpc2 = total,
      weight = round(0.5 + 40 * uniform()^2, 3), domain = domain,
      q1 = level(effect, 5, 0.05), q2 = level(effect, 5, 0.25),
      q3 = level(0.95, 5, 0), q4 = level(effect, 3, 0.1), q5 = level(0.8, 5, 0.02))
  }
}
d <- do.call(rbind, rows)
d$weight[c(5, 77)] <- 0
d$efpc <- ave(d$weight, d$stratum, FUN = function(w) 150 + length(w))
d$q5[d$domain == "C" & d$q5 > 0] <- 5      # everybody in C is satisfied
write.csv(d, "sample.csv", row.names = FALSE, quote = FALSE)

# ---- designs --------------------------------------------------------------
d$row <- seq_len(nrow(d))
whole <- d
few <- d[d$stratum != "S6", ]
designs <- list(
  srs        = svydesign(~1, data = few, weights = ~rep(1, nrow(few))),
  weighted   = svydesign(~1, data = few, weights = ~weight),
  strat      = svydesign(~1, strata = ~stratum, data = few, weights = ~weight),
  stratfpc   = svydesign(~1, strata = ~stratum, fpc = ~efpc, data = few, weights = ~weight),
  derived    = svydesign(~1, strata = ~stratum, fpc = ~efpc, data = few),
  psu        = svydesign(~psu, data = few, weights = ~weight),
  selfweight = svydesign(~psu, strata = ~stratum, nest = TRUE, data = few,
                         weights = ~rep(1, nrow(few))),
  clus       = svydesign(~psu, strata = ~stratum, nest = TRUE, data = few, weights = ~weight),
  clusfpc    = svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, data = few, weights = ~weight),
  clusfrac   = svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fraction, data = few, weights = ~weight),
  two        = svydesign(~psu + ssu, strata = ~stratum, nest = TRUE, fpc = ~fpc + fpc2, data = few, weights = ~weight),
  twoderived = svydesign(~psu + ssu, strata = ~stratum, nest = TRUE, fpc = ~fpc + fpc2, data = few))
lone    <- svydesign(~psu, strata = ~stratum, nest = TRUE, data = whole, weights = ~weight)
lonefpc <- svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, data = whole, weights = ~weight)
lonetwo <- svydesign(~psu + ssu, strata = ~stratum, nest = TRUE, fpc = ~fpc + fpc2, data = whole, weights = ~weight)

items <- list(q1 = 5, q2 = 5, q3 = 5, q4 = 3, q5 = 5)
satisfied <- function(x, L) ifelse(x >= L - (L == 5), 1, 0)
value <- function(x, L, statistic) {
  x <- ifelse(x <= 0, NA, x)
  switch(statistic, t2b = satisfied(x, L), mean5 = x / L, mean100 = (x - 1) / (L - 1),
         mean = x, level = ifelse(x == L, 1, 0))
}
reference <- function(des, domain, answered) {   # which deff, see estimate.h
  w <- weights(des)
  inside <- weights(domain)[answered]
  if (sum(w) > length(w) * (1 + 1e-9) && sum(inside) > sum(inside > 0)) TRUE else "replace"
}
subset_of <- function(des, key)
  if (key == "") des else subset(des, domain == key)

out <- NULL
put <- function(...) out <<- rbind(out, data.frame(..., stringsAsFactors = FALSE))
one <- function(name, policy, des, key, item, statistic, methods, level) {
  des <- update(des, y = value(des$variables[[item]], items[[item]], statistic))
  sub <- subset_of(des, key)
  answered <- !is.na(sub$variables$y)
  m <- svymean(~y, sub, na.rm = TRUE, deff = reference(des, sub, answered))
  raw <- sub$variables[[item]]
  end <- min(coef(m), 1 - coef(m)) < 1e-12 && statistic %in% c("t2b", "level")
  for (method in methods) {
    ci <- if (method == "t") confint(m, df = degf(sub), level = level)
          else if (end && method != "mean") c(NA, NA)
          else tryCatch(confint(suppressWarnings(svyciprop(~y, sub, method = method,
                                                level = level, na.rm = TRUE))),
                        error = function(e) c(NA, NA))    # "profiling has found …"
    put(design = name, policy = policy, domain = key, item = item, statistic = statistic,
        n = sum(raw > 0), missing = sum(raw == 0), na = sum(raw == -1),
        estimate = coef(m)[[1]], se = if (end) 0 else SE(m)[[1]],
        deff = if (end) NA else deff(m)[[1]], df = degf(sub),
        method = method, level = level, low = ci[1], high = ci[2])
  }
}
shares <- c("logit", "beta", "xlogit", "likelihood", "asin", "mean")
run <- function(name, policy, des, keys = c("", "A", "B", "C"), all_methods = TRUE) {
  options(survey.lonely.psu = policy)
  for (key in keys) {
    for (item in names(items)) one(name, policy, des, key, item, "t2b",
      if (item != "q2" && all_methods) shares else "logit", 0.95)
    one(name, policy, des, key, "q1", "level", "likelihood", 0.9)
    for (s in c("mean5", "mean100", "mean")) for (item in if (s == "mean") "q2" else "q4")
      one(name, policy, des, key, item, s, "t", 0.95)
  }
}
for (name in names(designs)) run(name, "fail", designs[[name]])
for (policy in c("remove", "certainty", "adjust", "average")) {
  run("lone", policy, lone, all_methods = FALSE)
  run("lonefpc", policy, lonefpc, all_methods = FALSE)
}
for (policy in c("remove", "adjust")) run("lonetwo", policy, lonetwo, c("", "A"), FALSE)
write.csv(out, "estimates.csv", row.names = FALSE, quote = FALSE, na = "")

# ---- factors --------------------------------------------------------------
# F1 = mean of q1, q2, q4; F2 = mean of q3, q5; index = mean of F1, F2. Scores as in
# analyzer/scores.h, their total's variance by survey. "all" and "pooled" directly.
out <- NULL
share <- list(F1 = c(q1 = 1, q2 = 1, q4 = 1) / 3, F2 = c(q3 = 1, q5 = 1) / 2,
              index = c(q1 = 1/6, q2 = 1/6, q4 = 1/6, q3 = 1/4, q5 = 1/4))
factor_of <- function(name, policy, des, key, f, statistic) {
  sub <- subset_of(des, key)
  w <- weights(sub)
  X <- sapply(names(share[[f]]), function(i) value(sub$variables[[i]], items[[i]],
              if (statistic %in% c("all", "pooled")) "t2b" else statistic))
  any <- rowSums(!is.na(X)) > 0
  if (statistic == "all") {
    y <- ifelse(any, apply(X == 1 | is.na(X), 1, all), NA)
    est <- sum(w * y, na.rm = TRUE) / sum(w[any])
    u <- ifelse(any, (y - est) / sum(w[any]), 0)
  } else if (statistic == "pooled") {
    A <- sum(w * rowSums(!is.na(X)))
    est <- sum(w * rowSums(X, na.rm = TRUE)) / A
    u <- rowSums(X - est, na.rm = TRUE) / A
  } else {
    W <- colSums(w * !is.na(X))
    m <- colSums(w * X, na.rm = TRUE) / W
    est <- sum(share[[f]] * m)
    U <- sweep(sweep(X, 2, m), 2, share[[f]] / W, "*")
    u <- rowSums(U, na.rm = TRUE)
  }
  sub$variables$u <- u
  v <- vcov(svytotal(~u, sub))[1]
  # the srs reference over those who answered anything
  n <- sum(w[any] > 0); N <- sum(w[any])
  s2 <- sum((w * u^2)[any]) / N * n / (n - 1) * N^2
  ref <- reference(des, sub, any)
  vsrs <- if (identical(ref, "replace")) s2 / n else s2 * (N - n) / (N * n)
  R <- sapply(names(share[[f]]), function(i) sub$variables[[i]])
  put(design = name, policy = policy, domain = key, item = f, statistic = statistic,
      n = sum(any), missing = sum(!any & rowSums(R == 0) > 0),
      na = sum(rowSums(R == -1) == ncol(R)),
      estimate = est, se = sqrt(v), deff = v / vsrs, df = degf(sub))
}
for (name in names(designs)) for (key in c("", "A", "B", "C")) for (f in names(share))
  for (s in c("t2b", "mean5", "mean100", "all", "pooled"))
    factor_of(name, "fail", designs[[name]], key, f, s)
options(survey.lonely.psu = "adjust")
for (s in c("t2b", "mean5")) factor_of("lonefpc", "adjust", lonefpc, "A", "index", s)
write.csv(out, "factors.csv", row.names = FALSE, quote = FALSE, na = "")

# No missing answers: a factor is a contrast of survey's own joint means.
few$c1 <- pmax(few$q1, 1) / 5; few$c2 <- pmax(few$q3, 1) / 5
m <- svymean(~c1 + c2, svydesign(~psu, strata = ~stratum, nest = TRUE, data = few, weights = ~weight))
k <- svycontrast(m, c(1/2, 1/2))
cat("joint,", format(coef(k)[[1]], digits = 17), ",", format(SE(k)[[1]], digits = 17), "\n")
