// Schema steps: numbered SQL files (core/store/schema), run in order, all in one transaction, after a backup.
#pragma once

#include <filesystem>
#include <string_view>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"

namespace throughline::store {

// Makes an empty file at `file` (which must not exist) with every schema step, WAL, mode 0600, and closes it. Throws
// SQLite::Exception.
void make_file(const std::filesystem::path& file);
// The same with the steps up to `version` only, for what was exported from a file of that version; and the further
// steps, in one transaction, for a file that is not anybody's yet and needs no backup.
void make_file(const std::filesystem::path& file, int version);
void bring_up(const std::filesystem::path& file, int from_version);

// The SQL of one step, from 1.
std::string_view schema_step(int number);

// Brings a file of `from_version` up to the newest, first copying it to "NAME.before-version-N.throughline" beside it.
// Throws SQLite::Exception; the file is then as it was.
Result<void> migrate(const std::filesystem::path& file, int from_version);

// A consistent copy through SQLite's backup API, while the file may be in use; then checked. `to` must not exist.
Result<void> back_up(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace throughline::store
