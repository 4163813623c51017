// Rows for the tables that a sample leaves empty, and the rows of every table as text, to compare two files.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace throughline::test {

// Texts that files and spreadsheets have trouble with.
const std::vector<std::string>& hostile_texts();

// Writes straight into the file, as no command does: each of its tables then has a row or more.
void fill_every_table(const std::filesystem::path& file);

// Each row as one text, by table; without the search indexes, and without packed months, which are empty at times and
// which check() holds against the rows.
std::map<std::string, std::multiset<std::string>> rows_by_table(const std::filesystem::path& file);

}  // namespace throughline::test
