# Golden numbers for tests/unit/test_modes.c, from R's survey package 4.1.
#   cd tests/golden/r && Rscript part.R
# reads sample.csv (golden.R); writes part.csv: a domain against the whole it is part of.
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
top <- c(q1 = 5, q2 = 5, q3 = 5, q4 = 3, q5 = 5)
items <- list(q1 = c(q1 = 1), q3 = c(q3 = 1), q4 = c(q4 = 1),
              index = c(q1 = 1, q2 = 1, q4 = 1, q3 = 1.5, q5 = 1.5) / 6)
value <- function(item, statistic) {
  x <- d[[item]]; x <- ifelse(x <= 0, NA, x)
  if (statistic == "t2b") as.numeric(x >= top[[item]] - (top[[item]] == 5)) else x / top[[item]]
}
out <- NULL
for (name in names(designs)) for (key in c("A", "B", "C")) for (item in names(items)) for (s in c("t2b", "mean5")) {
  des <- designs[[name]]
  # totals of what every mean is a ratio of; svycontrast then is the delta method
  terms <- list(part = character(), whole = character())
  for (i in names(items[[item]])) {
    y <- value(i, s); inside <- d$domain == key
    columns <- list(x = ifelse(is.na(y), 0, y), n = as.numeric(!is.na(y)))
    for (side in names(terms)) {
      for (of in names(columns))
        des$variables[[paste(side, i, of, sep = "_")]] <- columns[[of]] * (side == "whole" | inside)
      terms[[side]] <- c(terms[[side]], sprintf("%.17g * %s_%s_x / %s_%s_n", items[[item]][[i]], side, i, side, i))
    }
  }
  names_of <- grep("^(part|whole)_", names(des$variables), value = TRUE)
  totals <- svytotal(reformulate(names_of), des)
  k <- svycontrast(totals, list(gap = parse(text = sprintf("(%s) - (%s)",
    paste(terms$part, collapse = " + "), paste(terms$whole, collapse = " + ")))[[1]]))
  gap <- coef(k)[[1]]; se <- SE(k)[[1]]; df <- degf(des); t <- gap / se
  out <- rbind(out, data.frame(design = name, domain = key, item, statistic = s, gap, se, df,
    p = 2 * pt(-abs(t), df), low = gap - qt(.975, df) * se, high = gap + qt(.975, df) * se))
}
write.csv(out, "part.csv", row.names = FALSE, quote = FALSE)
