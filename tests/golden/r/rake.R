# Golden numbers for tests/integration/rake.t, from R's survey package 4.1.
#   cd tests/golden/r && Rscript rake.R
# reads sample.csv (golden.R), which estimate-data.csv (estimate.R) is too; writes the
# margins rake-one.csv, rake-two.csv and rake.csv: post-stratified, raked, and raked
# with bounds of the factors; and jackknife SEs without margins.
suppressMessages(library(survey))
options(digits = 17, scipen = 100)
d <- read.csv("sample.csv")
d <- d[d$stratum != "S6" & d$weight > 0, ]    # R divides by weights
d$unit <- d$domain
d$q3[d$q3 < 1] <- NA
for (i in c("q1", "q2")) {
  level <- ifelse(d[[i]] < 1, NA, d[[i]])
  d[[paste0(i, "_t2b")]] <- ifelse(level >= 4, 1, 0)
  d[[paste0(i, "_mean5")]] <- level / 5
}
plain <- svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, weights = ~weight, data = d)
W <- round(sum(d$weight))
unit <- data.frame(unit = c("A", "B", "C"))
unit$Freq <- W * prop.table(tapply(d$weight, d$unit, sum) * c(1.2, 1, .85))
q3 <- data.frame(q3 = sort(unique(d$q3)))
q3$Freq <- W * prop.table(tapply(d$weight, d$q3, sum) * c(1, 1.1, .98))
margins <- function(x) data.frame(variable = names(x)[1], level = x[[1]], total = x$Freq)
write.csv(margins(unit), "rake-one.csv", row.names = FALSE, quote = FALSE)
write.csv(rbind(margins(unit), margins(q3)), "rake-two.csv", row.names = FALSE, quote = FALSE)

d$q3 <- factor(d$q3); plain <- update(plain, q3 = factor(q3))
totals <- c(W, unit$Freq[-1], q3$Freq[-1])
names(totals) <- colnames(model.matrix(~unit + q3, d))
own <- totals / W * sum(d$weight)
designs <- list(
  post = postStratify(plain, ~unit, unit),
  rake = rake(plain, list(~unit, ~q3), list(unit, q3), list(maxit = 5000, epsilon = 1e-15)),
  trim = calibrate(plain, ~unit + q3, totals, calfun = "raking", bounds = c(.6, 1.25),
                   epsilon = 1e-11, maxit = 1000),
  jackknife = as.svrepdesign(plain, type = "JKn"))
rows <- list()
for (kind in names(designs)) for (key in c("", "A", "B", "C")) for (item in c("q1", "q2")) for (s in c("t2b", "mean5")) {
  des <- if (key == "") designs[[kind]] else subset(designs[[kind]], unit == key)
  df <- degf(if (key == "") plain else subset(plain, unit == key))
  m <- svymean(reformulate(paste0(item, "_", s)), des, na.rm = TRUE)
  p <- coef(m)[[1]]; se <- SE(m)[[1]]
  t <- qt(.975, df)
  ci <- if (s == "mean5") p + c(-t, t) * se else plogis(qlogis(p) + c(-t, t) * se / (p * (1 - p)))
  rows[[length(rows) + 1]] <- data.frame(kind, by = if (key == "") "overall" else "unit",
    domain = key, item, statistic = s, estimate = p, se = se, ci_low = ci[1], ci_high = ci[2], df = df)
}
out <- do.call(rbind, rows)
print(range(weights(designs$trim) / weights(plain))); print(range(weights(designs$rake) / weights(plain)))
w <- weights(designs$rake); print(c(kish = length(w) * sum(w^2) / sum(w)^2))
write.csv(out, "rake.csv", row.names = FALSE, quote = 1:5)
