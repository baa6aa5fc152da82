# Golden numbers for tests/unit/test_models.c, from R's
# survey package 4.1.
#   cd tests/golden/r && Rscript models.R
# reads sample.csv (golden.R); writes drivers.csv (svyglm; shares of R² by running
# every regression), alpha.csv (svycralpha; pairwise by hand), totals.csv (svytotal,
# svyratio).
suppressMessages(library(survey))
options(digits = 17, scipen = 100)

d <- read.csv("sample.csv", colClasses = c(stratum = "character", psu = "character",
              ssu = "character", domain = "character"))
d <- d[d$stratum != "S6", ]
L <- c(q1 = 5, q2 = 5, q3 = 5, q4 = 3, q5 = 5)
for (i in names(L)) {
  x <- ifelse(d[[i]] <= 0, NA, d[[i]])
  d[[paste0("v", i)]] <- x                                     # as it is
  d[[paste0("m", i)]] <- (x - 1) / (L[[i]] - 1)                # mean100
  d[[paste0("s", i)]] <- ifelse(x >= L[[i]] - (L[[i]] == 5), 1, 0)
}
d$mF2 <- rowMeans(cbind(d$mq3, d$mq5), na.rm = TRUE)
designs <- list(
  srs        = svydesign(~1, data = d, weights = ~rep(1, nrow(d))),
  weighted   = svydesign(~1, data = d, weights = ~weight),
  strat      = svydesign(~1, strata = ~stratum, data = d, weights = ~weight),
  stratfpc   = svydesign(~1, strata = ~stratum, fpc = ~efpc, data = d, weights = ~weight),
  derived    = svydesign(~1, strata = ~stratum, fpc = ~efpc, data = d),
  clus       = svydesign(~psu, strata = ~stratum, nest = TRUE, data = d, weights = ~weight),
  clusfpc    = svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, data = d, weights = ~weight),
  two        = svydesign(~psu + ssu, strata = ~stratum, nest = TRUE, fpc = ~fpc + fpc2, data = d, weights = ~weight))

# ---- drivers: q1 on q2, q4, F2 ---------------------------------------------------
x <- c("mq2", "mq4", "mF2")
r2 <- function(set, w, data) if (!length(set)) 0 else
  summary(lm(reformulate(set, "mq1"), data = data, weights = w))$r.squared
lmg <- function(j, w, data) {
  others <- setdiff(x, j); p <- length(x); sum <- 0
  for (k in 0:length(others)) for (s in if (k) combn(others, k, simplify = FALSE) else list(character()))
    sum <- sum + factorial(k) * factorial(p - k - 1) / factorial(p) *
      (r2(c(s, j), w, data) - r2(s, w, data))
  sum
}
out <- NULL
for (name in names(designs)) for (key in c("", "A")) {
  sub <- if (key == "") designs[[name]] else subset(designs[[name]], domain == key)
  fit <- svyglm(mq1 ~ mq2 + mq4 + mF2, sub)
  data <- sub$variables; data$w <- weights(sub)
  data <- data[complete.cases(data[c("mq1", x)]) & data$w > 0, ]
  s <- summary(fit)$coefficients
  for (j in x) out <- rbind(out, data.frame(design = name, domain = key,
    predictor = sub("^m", "", j), n = nrow(data), coefficient = s[j, 1], se = s[j, 2],
    p = s[j, 4], df = fit$df.residual, intercept = s[1, 1],
    r_squared = r2(x, data$w, data), share = lmg(j, data$w, data)))
}
write.csv(out, "drivers.csv", row.names = FALSE, quote = FALSE)

# ---- alpha -----------------------------------------------------------------------
pairwise <- function(items, w) {
  cov2 <- function(a, b) { on <- !is.na(a) & !is.na(b) & w > 0
    cov.wt(cbind(a, b)[on, ], w[on], method = "ML")$cov[1, 2] }
  C <- sapply(items, function(i) sapply(items, function(j) cov2(d[[i]], d[[j]])))
  k <- length(items); k / (k - 1) * (1 - sum(diag(C)) / sum(C))
}
full <- d                      # nobody misses anything: as test_reliability.c fills in
for (i in names(L)) full[[paste0("v", i)]] <- ifelse(d[[i]] <= 0, 1, d[[i]])
whole <- svydesign(~psu, strata = ~stratum, nest = TRUE, data = full, weights = ~weight)
alpha <- data.frame(
  name = c("pairwise", "F1", "index"),
  alpha = c(pairwise(c("vq1", "vq2", "vq4"), d$weight),
            svycralpha(~vq1 + vq2 + vq4, whole),
            svycralpha(~vq1 + vq2 + vq3 + vq4 + vq5, whole)))
write.csv(alpha, "alpha.csv", row.names = FALSE, quote = FALSE)

# ---- totals and ratios -----------------------------------------------------------
out <- NULL
for (name in names(designs)) for (key in c("", "A")) {
  sub <- if (key == "") designs[[name]] else subset(designs[[name]], domain == key)
  put <- function(kind, item, statistic, other, v) out <<- rbind(out, data.frame(
    design = name, domain = key, kind = kind, item = item, statistic = statistic,
    other = other, estimate = coef(v)[[1]], se = SE(v)[[1]], df = degf(sub)))
  for (i in c("q1", "q3", "q4")) {
    put("total", i, "t2b", "", svytotal(reformulate(paste0("s", i)), sub, na.rm = TRUE))
    put("total", i, "mean", "", svytotal(reformulate(paste0("v", i)), sub, na.rm = TRUE))
  }
  both <- c("sq1", "sq3", "sq2", "sq5")
  sub0 <- sub; for (i in both) sub0$variables[[i]][is.na(sub0$variables[[i]])] <- 0
  put("ratio", "q1", "t2b", "q3", svyratio(~sq1, ~sq3, sub0))
  put("ratio", "q2", "t2b", "q5", svyratio(~sq2, ~sq5, sub0))
  sub0 <- update(sub0, pooled = sq3 + sq5)
  put("total", "F2", "pooled", "", svytotal(~pooled, sub0))
  put("ratio", "q1", "t2b", "q1", svyratio(~sq1, ~sq1, sub0))
}
write.csv(out, "totals.csv", row.names = FALSE, quote = FALSE)
