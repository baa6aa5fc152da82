# Closed-form intervals for tests/unit/test_interval.c, by R's own quantiles; writes
# intervals.csv and quantiles.csv. Formulas: analyzer/interval.h.
options(digits = 17)
f <- list(
  wilson = function(k, n, a) { z <- qnorm(1 - a/2); p <- k/n
    (p + z^2/(2*n) + c(-1, 1) * z * sqrt((p*(1-p) + z^2/(4*n)) / n)) / (1 + z^2/n) },
  `wilson-cc` = function(k, n, a) as.numeric(suppressWarnings(
    if (k > 0 && k < n && min(k, n - k, 2) >= 1)       # R's own, Yates' correction
      prop.test(k, n, conf.level = 1 - a, p = if (k/n < 0.5) 0.99 else 0.01)$conf.int
    else prop.test(k, n, conf.level = 1 - a)$conf.int)),
  `agresti-coull` = function(k, n, a) { z <- qnorm(1 - a/2); m <- n + z^2; p <- (k + z^2/2)/m
    pmin(pmax(p + c(-1, 1) * z * sqrt(p*(1-p)/m), 0), 1) },
  `clopper-pearson` = function(k, n, a) as.numeric(binom.test(k, n, conf.level = 1 - a)$conf.int),
  jeffreys = function(k, n, a) c(if (k == 0) 0 else qbeta(a/2, k + .5, n - k + .5),
                                 if (k == n) 1 else qbeta(1 - a/2, k + .5, n - k + .5)),
  wald = function(k, n, a) { p <- k/n
    pmin(pmax(p + c(-1, 1) * qnorm(1 - a/2) * sqrt(p*(1-p)/n), 0), 1) })
cases <- rbind(c(81, 263), c(15, 148), c(0, 20), c(1, 29), c(20, 20), c(30, 30), c(1, 1),
               c(0, 1), c(4, 10), c(995, 1000), c(472, 995), c(123456, 200000),
               c(99999990, 1e8))
out <- NULL
for (m in names(f)) for (i in seq_len(nrow(cases))) for (level in c(0.9, 0.95, 0.99)) {
  ci <- f[[m]](cases[i, 1], cases[i, 2], 1 - level)
  out <- rbind(out, data.frame(method = m, k = cases[i, 1], n = cases[i, 2], level = level,
    low = sprintf("%.17g", ci[1]), high = sprintf("%.17g", ci[2])))
}
write.csv(out, "intervals.csv", row.names = FALSE, quote = FALSE)
out <- NULL
g <- function(v) sprintf("%.17g", v)
for (p in c(1e-10, 0.005, 0.025, 0.3, 0.5, 0.95, 0.9995)) {
  for (df in c(0.5, 1, 2, 3, 7.5, 29, 1000, 1e6))
    out <- rbind(out, data.frame(of = "t", p = g(p), a = g(df), b = "", x = g(qt(p, df))))
  for (a in c(0.5, 1, 3.2, 40, 1234.5, 1e6, 3e7)) for (b in c(0.5, 1, 7, 333.3, 2e5, 1e7))
    out <- rbind(out, data.frame(of = "beta", p = g(p), a = g(a), b = g(b), x = g(qbeta(p, a, b))))
}
write.csv(out, "quantiles.csv", row.names = FALSE, quote = FALSE)
