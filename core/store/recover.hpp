// Reading a damaged file row by row: see throughline/recover.hpp.
#pragma once

#include "throughline/recover.hpp"

namespace throughline::store {

// `to` is made and, on an error or when stopped, taken away again. Throws SQLite::Exception.
Result<RecoveryReport> recover(const std::filesystem::path& damaged, const std::filesystem::path& to,
                               const Progress& progress);

}  // namespace throughline::store
