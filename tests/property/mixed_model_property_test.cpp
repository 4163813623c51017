// What must hold for every mixed model: units and the order of things are ours, the data do not know them.
#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/random_designs.hpp"

using namespace throughline::analysis;
using namespace throughline::test;

namespace {

// A fit has the digits that the optimiser leaves it.
bool is_near(double a, double b, double scale) { return std::abs(a - b) <= 1e-3 * scale + 1e-9; }

MixedModelInput any_input() { return random_design(*rc::gen::inRange(0, 100000)).input; }

void permute(MixedModelInput& input, const std::vector<std::size_t>& order)
{
    const auto reordered = [&order](const auto& values) {
        auto copy = values;
        for (std::size_t i = 0; i < order.size(); ++i) copy[i] = values[order[i]];
        return copy;
    };
    input.value_of_row = reordered(input.value_of_row);
    for (auto& column : input.fixed) column.value_of_row = reordered(column.value_of_row);
    for (auto& factor : input.groups) {
        factor.group_of_row = reordered(factor.group_of_row);
        if (!factor.slope_of_row.empty()) factor.slope_of_row = reordered(factor.slope_of_row);
    }
}

bool is_time(const FixedColumn& column) { return column.name == "time"; }

// Both fit or neither; if both, the same criterion but for `added`, and each variance times its factor's square.
struct Both {
    MixedModelFit before;
    MixedModelFit after;
};
std::optional<Both> fit_both(const MixedModelInput& before, const MixedModelInput& after, double added = 0)
{
    const auto first = fit_mixed_model(before), second = fit_mixed_model(after);
    RC_ASSERT(first.has_value() == second.has_value());
    if (!first) return std::nullopt;
    RC_ASSERT(std::abs(second->criterion - first->criterion - added) <= 1e-6 * (1 + std::abs(first->criterion)));
    return Both{*first, *second};
}

void check_variances(const Both& both, double level_factor, double slope_factor)
{
    for (std::size_t i = 0; i < both.before.terms.size(); ++i) {
        const auto& before = both.before.terms[i];
        const auto& after = both.after.terms[i];
        const double total = both.before.residual_variance + before.intercept_variance;
        RC_ASSERT(is_near(after.intercept_variance, before.intercept_variance * level_factor * level_factor,
                          total * level_factor * level_factor));
        if (!before.slope_variance) continue;
        const double factor = slope_factor * slope_factor;
        RC_ASSERT(is_near(*after.slope_variance, *before.slope_variance * factor,
                          (*before.slope_variance + total / 1000) * factor));
    }
}

}  // namespace

TEST_CASE("the order of the rows changes nothing of a mixed model")
{
    REQUIRE(rc::check([] {
        const auto input = any_input();
        std::vector<std::size_t> order(input.value_of_row.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::reverse(order);
        std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(order.size() / 3), order.end());
        auto shuffled = input;
        permute(shuffled, order);
        if (const auto both = fit_both(input, shuffled)) check_variances(*both, 1, 1);
    }));
}

TEST_CASE("the order of factors and of groups changes nothing of a mixed model")
{
    REQUIRE(rc::check([] {
        const auto input = any_input();
        auto turned = input;
        std::ranges::reverse(turned.groups);
        for (auto& factor : turned.groups) {
            std::ranges::reverse(factor.group_names);
            for (auto& group : factor.group_of_row)
                group = static_cast<std::int32_t>(factor.group_names.size()) - 1 - group;
        }
        auto both = fit_both(input, turned);
        if (!both) return;
        std::ranges::reverse(both->after.terms);
        check_variances(*both, 1, 1);
        for (std::size_t i = 0; i < both->before.terms.size(); ++i)
            RC_ASSERT(is_near(both->before.terms[i].groups.front().intercept,
                              both->after.terms[i].groups.back().intercept, 1));
    }));
}

TEST_CASE("adding a constant moves the intercept and leaves the criterion and all variances alone")
{
    REQUIRE(rc::check([] {
        const auto input = any_input();
        const double constant = *rc::gen::element(-3.0, 100.0, 1e6);
        auto moved = input;
        for (auto& value : moved.value_of_row) value += constant;
        const auto both = fit_both(input, moved);
        if (!both) return;
        check_variances(*both, 1, 1);
        RC_ASSERT(is_near(both->after.fixed[0].value, both->before.fixed[0].value + constant, 0.1));
    }));
}

TEST_CASE("another unit of the values rescales levels, errors and variances")
{
    REQUIRE(rc::check([] {
        const auto input = any_input();
        auto scaled = input;
        for (auto& value : scaled.value_of_row) value *= 1000;
        const auto degrees = static_cast<double>(input.value_of_row.size()) -
                             (input.likelihood == Likelihood::reml ? 1.0 + static_cast<double>(input.fixed.size()) : 0);
        const auto both = fit_both(input, scaled, 2 * degrees * std::log(1000));
        if (both) check_variances(*both, 1000, 1000);
    }));
}

TEST_CASE("another unit of time rescales the slope, its error and its variance")
{
    REQUIRE(rc::check([] {
        const auto input = any_input();
        RC_PRE(std::ranges::any_of(input.fixed, is_time));
        constexpr double factor = 7;
        auto scaled = input;
        for (auto& column : scaled.fixed)
            if (is_time(column))
                for (auto& value : column.value_of_row) value *= factor;
        for (auto& group : scaled.groups)
            for (auto& value : group.slope_of_row) value *= factor;
        const bool is_reml = input.likelihood == Likelihood::reml;
        // REML's criterion has log |X'V^-1 X|, to which a column's unit belongs.
        const auto both = fit_both(input, scaled, is_reml ? 2 * std::log(factor) : 0);
        if (!both) return;
        check_variances(*both, 1, 1 / factor);
        for (std::size_t i = 0; i < both->before.fixed.size(); ++i) {
            if (both->before.fixed[i].name != "time") continue;
            const auto& before = both->before.fixed[i];
            const auto& after = both->after.fixed[i];
            RC_ASSERT(is_near(after.value, before.value / factor, before.standard_error));
            RC_ASSERT(is_near(after.standard_error, before.standard_error / factor, before.standard_error));
        }
    }));
}

TEST_CASE("moving the start of time leaves the slopes' variance and the criterion alone")
{
    REQUIRE(rc::check([] {
        const auto input = any_input();
        RC_PRE(std::ranges::any_of(input.fixed, is_time));
        const auto is_uncorrelated = [](const GroupingFactor& factor) {
            return factor.effects == RandomEffects::intercept_and_slope_uncorrelated;
        };
        RC_PRE(std::ranges::none_of(input.groups, is_uncorrelated));  // which is another model for another start
        auto moved = input;
        for (auto& column : moved.fixed)
            if (is_time(column))
                for (auto& value : column.value_of_row) value += 20;
        for (auto& group : moved.groups)
            for (auto& value : group.slope_of_row) value += 20;
        const auto both = fit_both(input, moved);
        if (!both) return;
        for (std::size_t i = 0; i < both->before.terms.size(); ++i)
            if (both->before.terms[i].slope_variance)
                RC_ASSERT(is_near(*both->after.terms[i].slope_variance, *both->before.terms[i].slope_variance,
                                  *both->before.terms[i].slope_variance + 1e-3));
    }));
}
