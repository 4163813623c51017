// What a command of throughline-cli has to say: one JSON document and the same as text; one of the two is printed.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "throughline/base/error.hpp"

namespace throughline::cli {

using Json = nlohmann::ordered_json;  // keys in the order a reader wants them

struct Reply {
    Json json;
    std::string text;  // whole lines
    // Printed, and yet it did not go as asked: findings of `check`, faults of `rubric validate`. Makes the exit code 1.
    std::optional<Error> refused;
};

}  // namespace throughline::cli
