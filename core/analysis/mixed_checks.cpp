#include "core/analysis/mixed_checks.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/analysis/mixed_layout.hpp"

namespace throughline::analysis {
namespace {

template <class... Text>
Error refuse(std::string message, Text&&... arguments)
{
    return fail(ErrorCode::invalid, std::move(message), std::forward<Text>(arguments)...).value();
}

std::optional<Error> not_finite(const std::string& name, const std::vector<double>& values)
{
    const auto found = std::ranges::find_if_not(values, [](double value) { return std::isfinite(value); });
    if (found == values.end()) return std::nullopt;
    return refuse("{0} is no number in row {1}; leave such rows out.", name,
                  std::to_string(found - values.begin() + 1));
}

std::optional<Error> wrong_numbers(const MixedModelInput& input)
{
    if (auto error = not_finite("The value", input.value_of_row)) return error;
    for (const auto& column : input.fixed)
        if (auto error = not_finite(column.name, column.value_of_row)) return error;
    for (const auto& factor : input.groups)
        if (auto error = not_finite(factor.slope_name, factor.slope_of_row)) return error;
    return std::nullopt;
}

std::size_t groups_used(const GroupingFactor& factor)
{
    std::vector<bool> is_used(factor.group_names.size());
    for (const auto group : factor.group_of_row) is_used[static_cast<std::size_t>(group)] = true;
    return static_cast<std::size_t>(std::ranges::count(is_used, true));
}

std::optional<Error> wrong_factor(const GroupingFactor& factor, std::size_t rows)
{
    const auto groups = groups_used(factor);
    if (groups < 2)
        return refuse("All rows belong to one {0}, so nothing can vary between them; leave {0} out of the model.",
                      factor.name);
    if (groups >= rows)
        return refuse("Each row is its own {0}, so {0} cannot be told from the rest; leave {0} out of the model.",
                      factor.name);
    if (factor.effects == RandomEffects::intercept) return std::nullopt;
    if (2 * groups >= rows)
        return refuse("{0} has {1} groups with a slope each, which {2} rows cannot tell apart; ask for no slope.",
                      factor.name, std::to_string(groups), std::to_string(rows));
    const auto [least, most] = std::ranges::minmax(factor.slope_of_row);
    if (least == most)
        return refuse("{0} is the same in all rows, so {1} can have no slope on it; ask for no slope.",
                      factor.slope_name, factor.name);
    return std::nullopt;
}

std::optional<Error> same_groups(const MixedModelInput& input)
{
    for (std::size_t i = 0; i < input.groups.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (is_nested(input.groups[i], input.groups[j]) && is_nested(input.groups[j], input.groups[i]))
                return refuse(
                    "{0} and {1} divide the rows in the same way, so they cannot be told apart; leave one out.",
                    input.groups[j].name, input.groups[i].name);
    return std::nullopt;
}

std::optional<Error> too_large(const MixedModelInput& input)
{
    if (static_cast<std::int64_t>(input.fixed.size()) > fixed_columns_max)
        return refuse(
            "The model has {0} fixed columns, of at most {1}; make a factor of many groups a --group instead.",
            std::to_string(input.fixed.size()), std::to_string(fixed_columns_max));
    const auto layout = lay_out(input);
    if (layout.tail_columns > dense_random_effects_max)
        return refuse(
            "The factors that are not nested in each other have {0} groups too many to be taken at once; fit fewer "
            "schools at a time.",
            std::to_string(layout.tail_columns - dense_random_effects_max));
    return std::nullopt;
}

}  // namespace

std::optional<Error> impossible(const MixedModelInput& input)
{
    const auto rows = input.value_of_row.size();
    const auto effects_min = input.fixed.size() + input.groups.size() + 2;
    if (input.groups.empty()) return refuse("A mixed model needs a grouping factor; name one, such as the teacher.");
    if (rows < 3 || rows <= effects_min - input.fixed.size())
        return refuse("There are {0} rows, too few for {1} grouping factors; collect more or leave factors out.",
                      std::to_string(rows), std::to_string(input.groups.size()));
    if (auto error = wrong_numbers(input)) return error;
    const auto [least, most] = std::ranges::minmax(input.value_of_row);
    if (least == most)
        return refuse("All {0} values are the same, so there is nothing to explain.", std::to_string(rows));
    for (const auto& factor : input.groups)
        if (auto error = wrong_factor(factor, rows)) return error;
    if (auto error = same_groups(input)) return error;
    return too_large(input);
}

Error explained_without_rest()
{
    return refuse(
        "The model explains every value without a rest, so how sure it is cannot be said; leave out a factor or a "
        "fixed column.");
}

}  // namespace throughline::analysis
