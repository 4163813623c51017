// The `rubrics/` folder as it was compiled into the library: rubric files, their notices and the schema.
#pragma once

#include <span>

#include "throughline/base/embedded.hpp"

namespace throughline::rubrics {

std::span<const embedded::File> files();

}  // namespace throughline::rubrics
