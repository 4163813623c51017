// Asks why something planned will not take place; the reason stays with it.
#pragma once

#include <optional>
#include <string>

#include "app/shell/shell.hpp"

namespace throughline {

struct SkipAnswer {
    std::string reason;
    bool rest_of_series = false;
};
// `words` say what: "visit to Ana Ruiz". `is_series`: also offers to skip the later weeks.
std::optional<SkipAnswer> ask_why_skipped(Shell& shell, const std::string& words, bool is_series);

}  // namespace throughline
