// How every number of the analysis is printed, in JSON and as text.
#pragma once

#include <string>

#include "app/cli/reply.hpp"
#include "throughline/analysis/estimate.hpp"

namespace throughline::cli {

std::string number(double value);  // six digits
Json json_of(const analysis::Interval& interval);
// Every estimate has the same keys; those that do not exist are null, with the reason.
Json json_of(const analysis::Estimated& estimated);
// "0.42 (0.31 to 0.53), n 149", or the reason why not.
std::string text_of(const analysis::Estimated& estimated);
// "Left out: 3 rows, where a cell ...", or nothing.
std::string left_out(std::size_t rows);

}  // namespace throughline::cli
