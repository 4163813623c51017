#include "app/cli/statistics.hpp"

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline::cli {

std::string number(double value) { return fmt::format("{:.6g}", value); }

Json json_of(const analysis::Interval& interval)
{
    return {{"low", interval.low}, {"high", interval.high}, {"confidence", interval.confidence}};
}

Json json_of(const analysis::Estimated& estimated)
{
    Json json{{"value", nullptr}, {"standard_error", nullptr}, {"interval", nullptr}, {"n", nullptr}};
    if (!estimated) {
        json["not_defined"] = estimated.error().text();
        return json;
    }
    json["value"] = estimated->value;
    if (estimated->standard_error) json["standard_error"] = *estimated->standard_error;
    if (estimated->interval) json["interval"] = json_of(*estimated->interval);
    json["n"] = estimated->n;
    if (!estimated->no_interval_because.empty()) json["no_interval_because"] = estimated->no_interval_because;
    return json;
}

std::string text_of(const analysis::Estimated& estimated)
{
    if (!estimated) return "not defined: " + estimated.error().text();
    const auto interval = estimated->interval ? fmt::format(" ({} to {})", number(estimated->interval->low),
                                                            number(estimated->interval->high))
                                              : std::string(" (no interval)");
    return fmt::format("{}{}, n {}", number(estimated->value), interval, estimated->n);
}

std::string left_out(std::size_t rows)
{
    if (rows == 0) return {};
    return fmt::format("Left out: {}, where a cell that is needed is empty or not observed.\n",
                       counted(static_cast<std::int64_t>(rows), "row"));
}

}  // namespace throughline::cli
