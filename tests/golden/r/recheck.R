# Golden numbers for tests/unit/test_agreement.c, from R's packages vcd 1.4 (Kappa) and
# survey 4.1 (svyratio).
#   cd tests/golden/r && Rscript recheck.R
# writes recheck-tables.csv (published tables and one of ours), recheck-sample.csv (60
# people, three items asked twice: 0 missing, -1 na) and recheck.csv (what is to be said
# of that sample; the jackknife by leaving each person out and starting again).
suppressMessages({library(vcd); library(survey)})
options(digits = 17, scipen = 100)

# ---- one table -------------------------------------------------------------------
# diagnoses: Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions,
#   table 18.1; kappa .676, se .088
# judges: the 200 of Fleiss, Cohen & Everitt 1969, kappa .429
tables <- list(
  diagnoses = rbind(c(75, 1, 4), c(5, 4, 1), c(0, 0, 10)),
  judges    = rbind(c(106, 10, 4), c(22, 28, 10), c(2, 12, 6)),
  two       = rbind(c(40, 9), c(6, 45)),
  skewed    = rbind(c(1, 0, 1, 0, 0), c(0, 2, 0, 1, 0), c(0, 1, 3, 2, 1),
                    c(1, 0, 2, 12, 9), c(0, 1, 1, 11, 151)))
out <- NULL
for (name in names(tables)) {
  t <- tables[[name]]; k <- Kappa(t); p <- t / sum(t); w <- k$Weights

  out <- rbind(out, data.frame(name = name, k = nrow(t), cells = paste(t(t), collapse = " "),
    expected = sum(rowSums(p) * colSums(p)),
    kappa = k$Unweighted[[1]], se = k$Unweighted[[2]],
    weighted_expected = sum(w * outer(rowSums(p), colSums(p))),
    weighted = k$Weighted[[1]], weighted_se = k$Weighted[[2]]))
}
write.csv(out, "recheck-tables.csv", row.names = FALSE, quote = FALSE)

# ---- people ----------------------------------------------------------------------
set.seed(7)
m <- 60; levels <- c(5, 5, 3)
chance <- list(c(.02, .04, .10, .30, .54), c(.05, .10, .20, .35, .30), c(.1, .3, .6))
care <- rbeta(m, 3, 2)
first <- second <- matrix(0, m, 3)
for (i in 1:3) {
  draw <- function() sample(levels[i], m, TRUE, chance[[i]])
  first[, i] <- draw()
  second[, i] <- ifelse(runif(m) < care, first[, i], draw())
  first[runif(m) < .08, i] <- -1; second[runif(m) < .05, i] <- -1
  first[runif(m) < .04, i] <- 0;  second[runif(m) < .10, i] <- 0
}
second[7, ] <- 0                                             # nothing to compare
people <- data.frame(first, second); names(people) <- c(paste0("a", 1:3), paste0("b", 1:3))
write.csv(people, "recheck-sample.csv", row.names = FALSE, quote = FALSE)

sums <- function(keep, items, linear) {                      # n, n O, n E
  s <- c(0, 0, 0)
  for (i in items) {
    a <- first[keep, i]; b <- second[keep, i]
    on <- if (linear) a > 0 & b > 0 else a != 0 & b != 0
    l <- if (linear) 1:levels[i] else c(-1, 1:levels[i])
    t <- table(factor(a[on], l), factor(b[on], l)); n <- sum(t)
    w <- if (linear) 1 - abs(outer(l, l, "-")) / (levels[i] - 1) else diag(length(l))
    s <- s + c(n, sum(w * t), sum(w * outer(rowSums(t), colSums(t))) / n)
  }
  s
}
kappa <- function(s) (s[2] - s[3]) / (s[1] - s[3])
jack <- function(items, linear) {
  on <- if (linear) first > 0 & second > 0 else first != 0 & second != 0
  who <- which(rowSums(on[, items, drop = FALSE]) > 0)
  all <- kappa(sums(1:m, items, linear))
  without <- sapply(who, function(p) kappa(sums(setdiff(1:m, p), items, linear)))
  sqrt((length(who) - 1) / length(who) * sum((without - all)^2))
}
# Bonett & Price and Wilson with n* answers
effective <- function(v, se, n, df) min(v / se^2, n) * (qnorm(.975) / qt(.975, df))^2
wilson <- function(p, n) { z <- qnorm(.975)
  (2 * n * p + z^2 + c(-1, 1) * z * sqrt(z^2 + 4 * n * p * (1 - p))) / (2 * (n + z^2)) }
bonett <- function(d, q, n) { d <- n * d / (n + 2); q <- (n * q + 2) / (n + 2)
  d + c(-1, 1) * qnorm(.975) * sqrt((q - d^2) / (n + 2)) }
satisfied <- list(4:5, 4:5, 3)

out <- NULL
for (name in c("1", "2", "3", "1 2", "1 2 3")) {
  items <- as.integer(strsplit(name, " ")[[1]]); pooled <- length(items) > 1
  pair <- sapply(items, function(i) first[, i] != 0 & second[, i] != 0)
  same <- pair & sapply(items, function(i) first[, i] == second[, i])
  scale <- sapply(items, function(i) first[, i] > 0 & second[, i] > 0)
  near <- same | scale & sapply(items, function(i) abs(first[, i] - second[, i]) == 1)
  move <- scale * sapply(items, function(i)
    (second[, i] %in% satisfied[[i]]) - (first[, i] %in% satisfied[[i]]))
  d <- data.frame(n = rowSums(pair), same = rowSums(same), s = rowSums(scale), move = rowSums(move))
  ratio <- function(num, den) { on <- d[d[[den]] > 0, ]
    r <- svyratio(reformulate(num), reformulate(den), svydesign(~1, data = on, weights = ~rep(1, nrow(on))))
    c(coef(r)[[1]], SE(r)[[1]], nrow(on)) }
  p <- ratio("same", "n"); s <- ratio("move", "s"); q <- sum(abs(move)) / sum(d$s)
  wi <- if (pooled) wilson(p[1], effective(p[1] * (1 - p[1]), p[2], sum(d$n), p[3] - 1))
        else wilson(p[1], sum(d$n))
  bp <- if (pooled) bonett(s[1], q, effective(q - s[1]^2, s[2], sum(d$s), s[3] - 1))
        else bonett(s[1], q, sum(d$s))
  a <- sums(1:m, items, FALSE); b <- sums(1:m, items, TRUE)
  out <- rbind(out, data.frame(items = name, people = p[3], pairs = sum(d$n), scale_pairs = sum(d$s),
    agree = p[1], agree_low = wi[1], agree_high = wi[2], near = sum(near) / sum(d$n),
    expected = a[3] / a[1], kappa = kappa(a), jackknife = jack(items, FALSE),
    weighted = kappa(b), weighted_jackknife = jack(items, TRUE),
    shift = s[1], shift_low = bp[1], shift_high = bp[2]))
}
write.csv(out, "recheck.csv", row.names = FALSE, quote = FALSE)
