// A row as the journal writes it: its columns by name in one JSON object, ids in their text form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.hpp"

namespace throughline::store {

struct JournalColumn {
    std::string name;
    bool is_id = false;
    bool may_be_empty = false;
};
std::vector<JournalColumn> columns_of(Database& database, std::string_view table);  // none: no such table

// The SQL expression; `prefix` is what stands before each column's name: "NEW.", "t.", or nothing.
std::string row_as_json(const std::vector<JournalColumn>& columns, std::string_view prefix);

}  // namespace throughline::store
