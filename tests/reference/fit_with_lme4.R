# Rscript fit_with_lme4.R FOLDER: fits each model of FOLDER/models.csv (id, formula, ml) to FOLDER/ID.csv with lme4, and
# writes FOLDER/fits.csv: id, status, criterion, then one row for each variance, covariance and fixed effect.
# lme4's own tolerance stops some fits short, so each is continued from where it ended, with a finer one.
suppressMessages(library(lme4))
options(warn = -1)
folder <- commandArgs(TRUE)[1]
models <- read.csv(file.path(folder, "models.csv"), stringsAsFactors = FALSE)
out <- file(file.path(folder, "fits.csv"), "w")
writeLines("id,what,name,value", out)
say <- function(id, what, name, value)
  writeLines(sprintf("%d,%s,%s,%.17g", id, what, name, value), out)
control <- function(...) lmerControl(calc.derivs = FALSE, check.conv.singular = "ignore", ...)
finer <- control(optCtrl = list(xtol_abs = 1e-12, ftol_abs = 1e-14, maxeval = 20000))
for (i in seq_len(nrow(models))) {
  id <- models$id[i]
  rows <- read.csv(file.path(folder, sprintf("%d.csv", id)), stringsAsFactors = TRUE)
  formula <- as.formula(models$formula[i])
  fit <- tryCatch({
    first <- suppressMessages(lmer(formula, rows, REML = models$ml[i] == 0, control = control()))
    suppressMessages(update(first, start = getME(first, "theta"), control = finer))
  }, error = function(e) NULL)
  if (is.null(fit)) {
    say(id, "refused", "", 0)
    next
  }
  say(id, "criterion", "", if (models$ml[i] == 0) REMLcrit(fit) else -2 * as.numeric(logLik(fit)))
  components <- as.data.frame(VarCorr(fit))
  for (k in seq_len(nrow(components))) {
    name <- sub("\\.[0-9]+$", "", components$grp[k])  # lme4 numbers the parts of an uncorrelated term
    effect <- if (name == "Residual") "residual"
              else if (!is.na(components$var2[k])) "covariance"
              else if (components$var1[k] == "time") "slope" else "intercept"
    say(id, effect, name, components$vcov[k])
  }
  for (name in names(fixef(fit))) {
    say(id, "fixed", name, fixef(fit)[[name]])
    say(id, "error", name, sqrt(vcov(fit)[name, name]))
  }
}
close(out)
