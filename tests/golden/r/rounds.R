# Golden numbers for tests/integration/compare.t, from R's survey package 4.1.
#   cd tests/golden/r && Rscript rounds.R
# reads sample.csv (golden.R); estimate-data.csv (estimate.R) is the later round of it,
# and rounds-base.csv, written here, the earlier one: a subset of PSUs, some answers a
# level lower, a unit D that is gone later. Writes rounds.csv: kind is "rounds" (two
# samples), "domain" (units against unit A), "item" (items against q3, the same people).
suppressMessages(library(survey))
options(digits = 17, scipen = 100)
set.seed(7)
items <- c("q1", "q2", "q3", "q4", "q5")
d <- read.csv("sample.csv")
d <- d[d$stratum != "S6", ]

lower <- function(x) ifelse(x > 1 & runif(length(x)) < .25, x - 1, x)
b <- d[runif(nrow(d)) < .7, ]
for (i in items) b[[i]] <- lower(b[[i]])
b$domain <- ifelse(b$domain == "C" & runif(nrow(b)) < .5, "D", b$domain)
b <- b[order(b$stratum, b$psu), ]
write <- function(level) ifelse(level == 0, "", ifelse(level == -1, "na", level))
write.csv(data.frame(unit = b$domain, selection = "sample", stratum = b$stratum,
                     psu = b$psu, fpc = b$fpc, weight = b$weight, lapply(b[items], write)),
          "rounds-base.csv", row.names = FALSE, quote = FALSE)

top <- c(q1 = 5, q2 = 5, q3 = 5, q4 = 3, q5 = 5)
prepare <- function(x) {
  for (i in items) {
    level <- ifelse(x[[i]] < 1, NA, x[[i]])
    x[[paste0(i, "_t2b")]] <- ifelse(level >= top[[i]] - (top[[i]] == 5), 1, 0)
    x[[paste0(i, "_mean5")]] <- level / top[[i]]
  }
  svydesign(~psu, strata = ~stratum, nest = TRUE, fpc = ~fpc, weights = ~weight, data = x)
}
now <- prepare(d); base <- prepare(b)
part <- function(design, key) if (key == "") design else subset(design, domain == key)
rows <- list()
add <- function(kind, by, domain, item, statistic, x, y, se, df) {
  t <- (y - x) / se
  rows[[length(rows) + 1]] <<- data.frame(kind, by, domain, item, statistic,
    base_estimate = x, estimate = y, difference = y - x, se, df,
    p = 2 * pt(-abs(t), df), ci_low = y - x - qt(.975, df) * se,
    ci_high = y - x + qt(.975, df) * se)
}
for (key in c("", "A", "B", "C")) for (item in c("q1", "q4")) for (s in c("t2b", "mean5")) {
  f <- reformulate(paste0(item, "_", s))
  x <- svymean(f, part(base, key), na.rm = TRUE); y <- svymean(f, part(now, key), na.rm = TRUE)
  add("rounds", if (key == "") "overall" else "unit", key, item, s, coef(x)[[1]], coef(y)[[1]],
      sqrt(SE(x)[1]^2 + SE(y)[1]^2), degf(part(base, key)) + degf(part(now, key)))
}
# scores of a mean in a domain with respect to the whole design, as in compare.R
scores <- function(key, variable) {
  y <- now$variables[[variable]]; w <- weights(now)
  on <- !is.na(y) & (key == "" | d$domain == key)
  m <- sum(w[on] * y[on]) / sum(w[on])
  list(mean = m, u = ifelse(on, (y - m) / sum(w[on]), 0))
}
within <- function(kind, by, domain, item, s, x, y, df) {
  now$variables$z <- y$u - x$u
  add(kind, by, domain, item, s, x$mean, y$mean, SE(svytotal(~z, now))[[1]], df)
}
for (key in c("B", "C")) for (item in c("q1", "q4")) for (s in c("t2b", "mean5"))
  within("domain", "unit", key, item, s, scores("A", paste0(item, "_", s)),
         scores(key, paste0(item, "_", s)), degf(subset(now, domain %in% c("A", key))))
for (key in c("", "B")) for (item in c("q1", "q5")) for (s in c("t2b", "mean5"))
  within("item", if (key == "") "overall" else "unit", key, item, s, scores(key, paste0("q3_", s)),
         scores(key, paste0(item, "_", s)), degf(part(now, key)))
out <- do.call(rbind, rows)
# the families as the tests ask for them: one call for each kind
out$p_holm <- ave(out$p, out$kind, FUN = function(p) p.adjust(p, "holm"))
out$p_bh <- ave(out$p, out$kind, FUN = function(p) p.adjust(p, "BH"))
write.csv(out, "rounds.csv", row.names = FALSE, quote = 1:5)
