#include "core/store/journal_row.hpp"

#include <fmt/format.h>

namespace throughline::store {

std::vector<JournalColumn> columns_of(Database& database, std::string_view table)
{
    auto query = database.query("SELECT name, type = 'BLOB', \"notnull\" = 0 FROM pragma_table_info(?)");
    query.bind(table);
    std::vector<JournalColumn> columns;
    while (query.next()) {
        JournalColumn column;
        query.read(column.name);
        query.read(column.is_id);
        query.read(column.may_be_empty);
        columns.push_back(std::move(column));
    }
    return columns;
}

std::string row_as_json(const std::vector<JournalColumn>& columns, std::string_view prefix)
{
    std::string members;
    for (const auto& column : columns) {
        const auto value = fmt::format("{}{}", prefix, column.name);
        members += fmt::format("{}'{}', {}", members.empty() ? "" : ", ", column.name,
                               column.is_id ? "uuid_text(" + value + ")" : value);
    }
    return "json_object(" + members + ")";
}

}  // namespace throughline::store
