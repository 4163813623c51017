// What every number of the analysis is: a value with its interval and its n, or "not defined" with the reason.
//
// Used by all of include/throughline/analysis and by whoever shows its results. Promises: a value is finite; where a
// number does not exist the outcome is NotDefined, never a NaN, an infinity or a zero that stands for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace throughline::analysis {

constexpr double default_confidence = 0.95;

struct Interval {
    double low = 0;
    double high = 0;
    double confidence = default_confidence;

    [[nodiscard]] bool contains(double value) const { return low <= value && value <= high; }
};

struct Estimate {
    double value = 0;
    std::optional<double> standard_error;
    std::optional<Interval> interval;
    std::string no_interval_because;  // a whole sentence where `interval` is empty, else empty
    std::int64_t n = 0;               // of what, the function that estimates says: units, points, rows
};

// The reason in words. `message` is a message id as in Error: the English sentence with places {0}, {1}.
struct NotDefined {
    std::string message;
    std::vector<std::string> arguments;

    [[nodiscard]] std::string text() const;
};

template <class T>
using Defined = tl::expected<T, NotDefined>;
using Estimated = Defined<Estimate>;

template <class... Text>
tl::unexpected<NotDefined> not_defined(std::string message, Text&&... arguments)
{
    return tl::unexpected(NotDefined{std::move(message), {std::string(std::forward<Text>(arguments))...}});
}

}  // namespace throughline::analysis
