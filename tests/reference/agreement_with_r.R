# Rscript agreement_with_r.R FOLDER: for each set of FOLDER/ratings.csv (id, unit, observer, level from 1 to 4) the
# coefficients by vcd (kappa), psych (ICC) and, for alpha, the definition written out; and for each set of
# FOLDER/points.csv (id, x, y) Kendall's test and the median slope. Writes FOLDER/results.csv: id, what, value.
suppressMessages({library(vcd); library(psych)})
options(warn = -1)
folder <- commandArgs(TRUE)[1]
out <- file(file.path(folder, "results.csv"), "w")
writeLines("id,what,value", out)
say <- function(id, what, value)
  if (length(value) == 1 && is.finite(value)) writeLines(sprintf("%d,%s,%.17g", id, what, value), out)

# Krippendorff (2011), by its definition: the table of coincidences, level by level.
alpha <- function(units, distance) {
  levels <- sort(unique(unlist(units)))
  k <- length(levels)
  if (k < 2) return(NaN)
  o <- matrix(0, k, k)
  for (u in units) {
    f <- table(factor(u, levels))
    o <- o + (outer(f, f) - diag(as.numeric(f), k)) / (length(u) - 1)
  }
  n <- rowSums(o)
  d <- matrix(0, k, k)
  for (a in 1:k) for (b in 1:k)
    d[a, b] <- switch(distance,
      nominal = as.numeric(a != b),
      ordinal = (sum(n[min(a, b):max(a, b)]) - (n[a] + n[b]) / 2)^2,
      interval = (levels[a] - levels[b])^2,
      ratio = ((levels[a] - levels[b]) / (levels[a] + levels[b]))^2)
  1 - (sum(n) - 1) * sum(o * d) / sum(outer(n, n) * d)
}

ratings <- read.csv(file.path(folder, "ratings.csv"))
for (id in unique(ratings$id)) {
  set <- ratings[ratings$id == id, ]
  units <- Filter(function(u) length(u) > 1, split(set$level, set$unit))
  for (distance in c("nominal", "ordinal", "interval", "ratio"))
    say(id, paste0("alpha_", distance), alpha(units, distance))
  wide <- tapply(set$level, list(set$unit, set$observer), identity)
  whole <- wide[complete.cases(wide), , drop = FALSE]
  if (ncol(whole) == 2) {
    pairs <- table(factor(whole[, 1], 1:4), factor(whole[, 2], 1:4))
    plain <- Kappa(pairs, weights = "Equal-Spacing")
    squared <- Kappa(pairs, weights = "Fleiss-Cohen")
    say(id, "kappa", plain$Unweighted[["value"]])
    say(id, "kappa_error", plain$Unweighted[["ASE"]])
    say(id, "kappa_linear", plain$Weighted[["value"]])
    say(id, "kappa_linear_error", plain$Weighted[["ASE"]])
    say(id, "kappa_quadratic", squared$Weighted[["value"]])
    say(id, "kappa_quadratic_error", squared$Weighted[["ASE"]])
  }
  if (nrow(whole) > 1) {
    icc <- tryCatch(ICC(whole, lmer = FALSE)$results, error = function(e) NULL)
    if (!is.null(icc)) for (form in 1:6) {
      say(id, sprintf("icc%d", form), icc$ICC[form])
      say(id, sprintf("icc%d_low", form), icc[["lower bound"]][form])
      say(id, sprintf("icc%d_high", form), icc[["upper bound"]][form])
    }
  }
}

points <- read.csv(file.path(folder, "points.csv"))
for (id in unique(points$id)) {
  set <- points[points$id == id, ]
  i <- combn(nrow(set), 2)
  dx <- set$x[i[2, ]] - set$x[i[1, ]]
  slopes <- ((set$y[i[2, ]] - set$y[i[1, ]]) / dx)[dx != 0]
  say(id, "slope", median(slopes))
  say(id, "intercept", median(set$y - median(slopes) * set$x))
  test <- cor.test(set$x, set$y, method = "kendall")
  say(id, "tau", test$estimate[["tau"]])
  if (!anyDuplicated(set$x) && !anyDuplicated(set$y)) say(id, "p", test$p.value)
}
close(out)
