# with_lme4.R FOLDER: writes the three data sets of growth.py as CSV files and fits them with lme4; prints a JSON line
# for each. Memory is the process's high-water mark during the fit, less what it had before. lme4's own tolerance stops
# some fits short, so the estimates to compare with are those of a finer one that goes on from there until it gains
# nothing more; its time does not count.
suppressMessages(library(lme4))
options(warn = -1)
folder <- commandArgs(trailingOnly = TRUE)[1]

status <- function(name) {
  line <- grep(paste0("^", name, ":"), readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line))
}

fit <- function(name, formula, data, times) {
  model <- NULL
  write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
  memory_of <- function(work) {
    invisible(gc())
    writeLines("5", "/proc/self/clear_refs")  # the high-water mark starts anew
    before <- status("VmRSS")
    work()
    status("VmHWM") - before
  }
  seconds <- c()
  fit_kb <- memory_of(function()
    for (i in seq_len(times)) seconds <<- c(seconds, system.time(model <<- lmer(formula, data))[["elapsed"]]))
  peak_kb <- status("VmHWM")
  error_seconds <- NA
  error_kb <- memory_of(function()
    error_seconds <<- system.time(ranef(model, condVar = TRUE))[["elapsed"]])
  finer <- lmerControl(calc.derivs = FALSE, optCtrl = list(xtol_abs = 1e-10, ftol_abs = 1e-12, maxeval = 20000))
  best <- model
  repeat {  # each start widens its steps again
    last <- REMLcrit(best)
    best <- update(best, start = getME(best, "theta"), control = finer)
    if (last - REMLcrit(best) < 1e-8) break
  }
  variances <- as.data.frame(VarCorr(best))
  variances <- variances[is.na(variances$var2), ]
  names <- ifelse(is.na(variances$var1), "residual", paste(variances$grp, variances$var1))
  cat(sprintf('{"name": "%s", "rows": %d, "seconds": %.6f, "peak_kb": %.0f, "fit_kb": %.0f, ', name, nrow(data),
              median(seconds), peak_kb, fit_kb))
  cat(sprintf('"error_seconds": %.6f, "error_kb": %.0f, "first_criterion": %.9f, "criterion": %.9f, ',
              median(seconds) + error_seconds, max(fit_kb, error_kb), REMLcrit(model), REMLcrit(best)))
  cat(sprintf('"variances": {%s}}\n', paste(sprintf('"%s": %.12g', names, variances$vcov), collapse = ", ")))
}

# 40 teachers, 36 visits each, 9 rows of the rubric, 6 observers: levels 1 to 4.
set.seed(1)
visits <- expand.grid(week = 0:35, teacher = 1:40)
visits$visit <- seq_len(nrow(visits))
visits$observer <- sample(6, nrow(visits), TRUE)
school <- merge(visits, data.frame(indicator = 1:9))
seen <- 2.4 + rnorm(40, 0, .4)[school$teacher] + rnorm(40, .004, .01)[school$teacher] * school$week +
  rnorm(6, 0, .2)[school$observer] + rnorm(nrow(visits), 0, .2)[school$visit] + rnorm(9, 0, .3)[school$indicator]
school$level <- pmin(4, pmax(1, round(seen + rnorm(nrow(school), 0, .5))))
school$teacher <- paste0("t", school$teacher)
school$observer <- paste0("o", school$observer)
school$visit <- paste0("v", school$visit)
school$indicator <- paste0("i", school$indicator)
fit("school", level ~ week + indicator + (week | teacher) + (1 | observer) + (1 | visit), school, 5)

# University students' ratings of lecturers, from lme4.
insteval <- data.frame(student = paste0("s", InstEval$s), lecturer = paste0("d", InstEval$d), level = InstEval$y)
fit("insteval", level ~ 1 + (1 | student) + (1 | lecturer), insteval, 1)

# A district: the mean level of each of 100,000 visits to 3,500 teachers by 400 observers.
n <- 100000
district <- data.frame(teacher = sample(3500, n, TRUE), observer = sample(400, n, TRUE), week = sample(0:35, n, TRUE))
district$level <- round(2.5 + rnorm(3500, 0, .4)[district$teacher] +
                          rnorm(3500, .004, .01)[district$teacher] * district$week +
                          rnorm(400, 0, .2)[district$observer] + rnorm(n, 0, .3), 4)
district$teacher <- paste0("t", district$teacher)
district$observer <- paste0("o", district$observer)
fit("district", level ~ week + (week | teacher) + (1 | observer), district, 1)
