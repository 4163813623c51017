#include "throughline/analysis/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "core/analysis/distributions.hpp"
#include "throughline/base/text.hpp"

namespace throughline::analysis {
namespace {

// "within one level", "within 2 levels", "the same".
std::string within_words(int within)
{
    if (within == 0) return "the same";
    return within == 1 ? std::string("within one level") : fmt::format("within {} levels", within);
}

// Whole numbers, so that 8 of 10 is 80 % and not a little less.
bool is_at_least(int count, int rows, int percent) { return count * 100 >= percent * rows; }

}  // namespace

std::string_view name_of(PassOutcome outcome)
{
    switch (outcome) {
        case PassOutcome::passed:
            return "passed";
        case PassOutcome::not_passed:
            return "not passed";
        case PassOutcome::not_enough_rows:
            return "not enough rows";
        case PassOutcome::no_reference:
            return "no reference";
    }
    return {};
}

int levels_within(const PassRule& rule, int levels) { return std::min(rule.within, std::max(0, levels - 2)); }

HeldAgainst hold_against(const std::vector<HeldRow>& rows, const PassRule& rule)
{
    HeldAgainst held;
    held.rows = static_cast<int>(rows.size());
    for (const auto& row : rows) {
        if (!row.own) {
            ++held.without_level;
            continue;
        }
        const int apart = std::abs(*row.own - row.reference);
        held.exact += apart == 0 ? 1 : 0;
        held.within += apart <= levels_within(rule, row.levels) ? 1 : 0;
    }
    if (held.rows == 0) return held;
    if (held.rows < pass_rows_min) {
        held.outcome = PassOutcome::not_enough_rows;
        return held;
    }
    const bool passes =
        is_at_least(held.within, held.rows, rule.percent) && is_at_least(held.exact, held.rows, rule.exact_percent);
    held.outcome = passes ? PassOutcome::passed : PassOutcome::not_passed;
    return held;
}

std::string words_for(const HeldAgainst& held, const PassRule& rule)
{
    if (held.outcome == PassOutcome::no_reference) return "nothing to be held against yet";
    auto words = fmt::format("{} of {} {}", held.within, held.rows, within_words(rule.within));
    if (rule.exact_percent > 0 && rule.within > 0) words += fmt::format(", {} the same", held.exact);
    if (held.without_level > 0) words += fmt::format(", {} without a level", counted(held.without_level, "row"));
    if (held.outcome == PassOutcome::not_enough_rows)
        return words + fmt::format(": not enough rows to pass or fail, {} are needed", pass_rows_min);
    return words + (held.outcome == PassOutcome::passed ? ": passed" : ": not passed");
}

Estimated mean_of_differences(const std::vector<double>& differences, double confidence)
{
    if (differences.empty()) return not_defined("No row was rated with a level by both, so there is no difference.");
    const auto n = static_cast<double>(differences.size());
    double sum = 0;
    for (const double difference : differences) sum += difference;
    Estimate estimate;
    estimate.value = sum / n;
    estimate.n = static_cast<std::int64_t>(differences.size());
    if (differences.size() < 2) {
        estimate.no_interval_because = "One row has no interval.";
        return estimate;
    }
    double squares = 0;
    for (const double difference : differences)
        squares += (difference - estimate.value) * (difference - estimate.value);
    const double error = std::sqrt(squares / (n - 1) / n);
    const double half = t_multiplier(confidence, n - 1) * error;
    estimate.standard_error = error;
    estimate.interval = Interval{estimate.value - half, estimate.value + half, confidence};
    return estimate;
}

std::optional<double> middle_of(std::vector<double> levels)
{
    if (levels.empty()) return std::nullopt;
    std::ranges::sort(levels);
    const auto half = levels.size() / 2;
    return levels.size() % 2 == 1 ? levels[half] : (levels[half - 1] + levels[half]) / 2;
}

}  // namespace throughline::analysis
