// Schema steps: numbered SQL files (core/store/schema), run in order, all in one transaction, after a backup.
#pragma once

#include <filesystem>
#include <string_view>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"

namespace throughline::store {

// Makes an empty file at `file` (which must not exist), WAL, mode 0600, with the schema steps up to `version`, and
// closes it. Throws SQLite::Exception.
void make_file(const std::filesystem::path& file, int version);

// The SQL of one step, from 1.
std::string_view schema_step(int number);

// Runs the steps that the file lacks, in one transaction. Throws SQLite::Exception; the file is then as it was. Then
// packs what is to be packed (month_summaries.hpp), as far as it can.
void bring_up_to_date(const std::filesystem::path& file);

// The same, after a copy to "NAME.before-version-N.throughline" beside it.
// Throws SQLite::Exception; the file is then as it was.
Result<void> migrate(const std::filesystem::path& file, int from_version);

}  // namespace throughline::store
