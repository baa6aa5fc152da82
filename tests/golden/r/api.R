# Golden numbers for tests/unit/test_api.c: the examples of R's survey package 4.1 (its
# help pages svydesign, svyciprop, svytotal, postStratify, rake) on its data set api,
# California schools in 2000 (Department of Education of California).
#   cd tests/golden/r && Rscript api.R
# writes api_sample.csv (the columns needed, levels counted from 1) and api.csv.
suppressMessages(library(survey))
options(digits = 17, scipen = 100)
data(api)

pop.types <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
pop.schwide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
designs <- list(
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc),
  clus1 = dclus1,
  clus2 = svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2),
  post  = postStratify(dclus1, ~stype, pop.types),
  rake  = rake(dclus1, list(~stype, ~sch.wide), list(pop.types, pop.schwide),
               list(maxit = 1000, epsilon = 1e-15)))
frame <- function(name, d, stratum = "", psu = "", ssu = "", fpc, fpc2 = "", weight = "")
  data.frame(design = name, stratum = stratum, psu = psu, ssu = ssu, fpc = fpc, fpc2 = fpc2,
             weight = weight, type = d$stype, stype = as.integer(d$stype),
             schwide = as.integer(d$sch.wide), ell = 1 + (d$ell == 0))
write.csv(rbind(
  frame("strat", apistrat, apistrat$stype, fpc = apistrat$fpc, weight = apistrat$pw),
  frame("clus1", apiclus1, psu = apiclus1$dnum, fpc = apiclus1$fpc, weight = apiclus1$pw),
  frame("clus2", apiclus2, psu = apiclus2$dnum, ssu = apiclus2$snum, fpc = apiclus2$fpc1,
        fpc2 = apiclus2$fpc2)), "api_sample.csv", row.names = FALSE, quote = FALSE)

out <- NULL
put <- function(...) out <<- rbind(out, data.frame(..., stringsAsFactors = FALSE))
for (name in names(designs)) for (key in c("", "E", "H")) {
  des <- if (key == "") designs[[name]] else subset(designs[[name]], stype == key)
  items <- list(ell = ~I(ell == 0), schwide = ~I(sch.wide == "Yes"))
  if (key == "") items$stype <- ~I(stype == "M")
  for (item in names(items)) {
    m <- svymean(items[[item]], des, deff = TRUE)
    t <- svytotal(items[[item]], des)
    inside <- SE(m)[[2]] > 1e-9     # neither nobody nor everybody nor the stratum itself
    for (method in c("logit", "beta", "xlogit", "likelihood", "asin", "mean")) {
      ci <- if (!inside) c(NA, NA) else
        tryCatch(confint(suppressWarnings(svyciprop(items[[item]], des, method = method))),
                 error = function(e) c(NA, NA))
      put(design = name, domain = key, item = item, method = method,
          estimate = coef(m)[[2]], se = if (inside) SE(m)[[2]] else 0,
          deff = if (inside) deff(m)[[2]] else NA, df = degf(des), low = ci[1], high = ci[2],
          total = coef(t)[[2]], total_se = SE(t)[[2]])
    }
  }
}
write.csv(out, "api.csv", row.names = FALSE, quote = FALSE, na = "")
print(svymean(~stype, dclus1)); print(svytotal(~stype, dclus1))
