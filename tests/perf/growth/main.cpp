// Fits one of the data sets of growth.py several times and prints a JSON line, as with_lme4.R does: seconds and memory
// of the fit (reading the file left out), the same with each group's variance and error, criterion and variances.
//
//   perf_growth FILE.csv school|insteval|district
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "throughline/exchange/analysis_input.hpp"

using namespace throughline;
using namespace throughline::analysis;

namespace {

template <class Value>
Value must(Result<Value> result)
{
    if (result) return std::move(*result);
    std::fprintf(stderr, "perf_growth: %s\n", result.error().text().c_str());
    std::exit(1);
}

// Of /proc/self/status, in kB.
long status(const std::string& name)
{
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(name + ":")) return std::stol(line.substr(name.size() + 1));
    return 0;
}

ModelColumns columns_of(const std::string& name)
{
    ModelColumns columns;
    columns.value = "level";
    if (name == "insteval") {
        columns.groups = {{"student", RandomEffects::intercept}, {"lecturer", RandomEffects::intercept}};
        return columns;
    }
    columns.time = "week";
    columns.groups = {{"teacher", RandomEffects::intercept_and_slope}, {"observer", RandomEffects::intercept}};
    if (name != "school") return columns;
    columns.groups.push_back({"visit", RandomEffects::intercept});
    columns.fixed = {"indicator"};
    return columns;
}

struct Measured {
    MixedModelFit fit;
    double seconds = 0;  // median
    long peak_kb = 0;    // of the process
    long fit_kb = 0;     // beyond what it had before
};

Measured measured(MixedModelInput& input, bool with_errors)
{
    constexpr int times = 5;
    for (auto& group : input.groups) group.with_errors = with_errors;
    Measured measured;
    const long before_kb = status("VmRSS");
    std::ofstream("/proc/self/clear_refs") << 5 << std::flush;  // the high-water mark starts anew
    std::vector<double> seconds;
    for (int i = 0; i < times; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        measured.fit = must(fit_mixed_model(input));
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::sort(seconds);
    measured.seconds = seconds[times / 2];
    measured.peak_kb = status("VmHWM");
    measured.fit_kb = measured.peak_kb - before_kb;
    return measured;
}

void print(const std::string& name, const Measured& plain, const Measured& with_errors)
{
    std::printf("{\"name\": \"%s\", \"rows\": %ld, \"seconds\": %.6f, \"peak_kb\": %ld, \"fit_kb\": %ld, ",
                name.c_str(), static_cast<long>(plain.fit.rows), plain.seconds, plain.peak_kb, plain.fit_kb);
    std::printf("\"error_seconds\": %.6f, \"error_kb\": %ld, \"criterion\": %.9f, \"variances\": {",
                with_errors.seconds, with_errors.fit_kb, plain.fit.criterion);
    for (const auto& term : plain.fit.terms) {
        std::printf("\"%s (Intercept)\": %.12g, ", term.factor.c_str(), term.intercept_variance);
        if (term.slope_variance) std::printf("\"%s week\": %.12g, ", term.factor.c_str(), *term.slope_variance);
    }
    std::printf("\"residual\": %.12g}}\n", plain.fit.residual_variance);
}

}  // namespace

int main(int count, char** arguments)
{
    if (count != 3) {
        std::fprintf(stderr, "perf_growth FILE.csv school|insteval|district\n");
        return 2;
    }
    const std::string name = arguments[2];
    auto rows = must(model_rows(must(read_table(arguments[1])), columns_of(name)));
    const auto plain = measured(rows.input, false);
    print(name, plain, measured(rows.input, true));
}
