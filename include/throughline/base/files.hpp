// Files that are written for a person: whole or not at all, on the disk when the call returns, readable by their owner
// alone.
#pragma once

#include <filesystem>
#include <string_view>

#include "throughline/base/error.hpp"

namespace throughline {

// Never over another file: conflict.
Result<void> write_new_file(const std::filesystem::path& file, std::string_view bytes);
// What was there stays until the new file is whole.
Result<void> replace_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace throughline
