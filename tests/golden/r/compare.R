# Golden numbers for tests/unit/test_compare.c, from R's survey package 4.1.
#   cd tests/golden/r && Rscript compare.R
# reads sample.csv (golden.R); writes compare.csv (differences within a round) and
# adjust.csv (p.adjust).
suppressMessages(library(survey))
options(digits = 17, scipen = 100)

d <- read.csv("sample.csv", colClasses = c(stratum = "character", psu = "character",
              ssu = "character", domain = "character"))
d <- d[d$stratum != "S6", ]
designs <- list(
  srs        = svydesign(~1, data = d, weights = ~rep(1, nrow(d))),
  weighted   = svydesign(~1, data = d, weights = ~weight),
  strat      = svydesign(~1, strata = ~stratum, data = d, weights = ~weight),
  stratfpc   = svydesign(~1, strata = ~stratum, fpc = ~efpc, data = d, weights = ~weight),
  clus       = svydesign(~psu, strata = ~stratum, nest = TRUE, data = d, weights = ~weight),
  clusfpc    = svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, data = d, weights = ~weight),
  two        = svydesign(~psu + ssu, strata = ~stratum, nest = TRUE, fpc = ~fpc + fpc2, data = d, weights = ~weight))
L <- list(q1 = 5, q2 = 5, q3 = 5, q4 = 3, q5 = 5)
value <- function(item, statistic) {
  x <- d[[item]]; x <- ifelse(x <= 0, NA, x)
  if (statistic == "t2b") ifelse(x >= L[[item]] - (L[[item]] == 5), 1, 0) else x / L[[item]]
}
# scores of a mean in a domain, with respect to the whole design
u <- function(des, inside, y) {
  w <- weights(des); on <- inside & !is.na(y)
  m <- sum(w[on] * y[on]) / sum(w[on])
  list(mean = m, u = ifelse(on, (y - m) / sum(w[on]), 0))
}
out <- NULL
for (name in names(designs)) for (s in c("t2b", "mean5")) {
  des <- designs[[name]]
  one <- function(a, b, i, j) {
    x <- u(des, if (a == "") TRUE else d$domain == a, value(i, s))
    y <- u(des, if (b == "") TRUE else d$domain == b, value(j, s))
    des$variables$z <- y$u - x$u
    se <- SE(svytotal(~z, des))[[1]]
    df <- degf(if (a == "") des else subset(des, domain %in% c(a, b)))
    t <- (y$mean - x$mean) / se
    out <<- rbind(out, data.frame(design = name, statistic = s, domain_a = a, domain_b = b,
      item_a = i, item_b = j, difference = y$mean - x$mean, se = se, df = df,
      p = 2 * pt(-abs(t), df), low = y$mean - x$mean - qt(.975, df) * se,
      high = y$mean - x$mean + qt(.975, df) * se))
  }
  for (i in c("q1", "q3", "q4")) { one("A", "B", i, i); one("C", "A", i, i) }
  one("", "", "q1", "q2"); one("", "", "q3", "q1"); one("", "", "q4", "q5")
  one("B", "B", "q1", "q2")
  # the scores are survey's own: svyby with covmat and svycontrast say the same
  des$variables$y <- value("q3", s)     # nobody misses it
  by <- svyby(~y, ~domain, des, svymean, na.rm = TRUE, covmat = TRUE)
  k <- svycontrast(by, c(A = -1, B = 1))
  mine <- out[out$design == name & out$statistic == s & out$domain_a == "A" & out$item_a == "q3", ]
  stopifnot(abs(SE(k)[[1]] / mine$se - 1) < 1e-9, abs(coef(k)[[1]] - mine$difference) < 1e-12)
}
write.csv(out, "compare.csv", row.names = FALSE, quote = FALSE)

p <- c(0.01, 0.02, 0.03, 0.04, 0.05, NA, 0.0001, 0.5, 0.02, 1, 0.9, 0.013)
write.csv(data.frame(p = p, holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH")),
          "adjust.csv", row.names = FALSE, quote = FALSE, na = "")
