#include "core/store/triggers_aside.hpp"

#include <fmt/format.h>

namespace throughline::store {

std::vector<std::string> put_triggers_aside(Database& database, TriggersOf whose, std::string_view pattern)
{
    const bool is_file = whose == TriggersOf::file;
    std::vector<std::string> names;
    std::vector<std::string> definitions;
    {
        auto query = database.query(
            fmt::format("SELECT name, sql FROM {} WHERE type = 'trigger' AND name LIKE ? ESCAPE '\\' ORDER BY rowid",
                        is_file ? "sqlite_schema" : "sqlite_temp_schema"));
        query.bind(pattern);
        while (query.next()) {
            names.push_back(query.take<std::string>());
            definitions.push_back(query.take<std::string>());
        }
    }
    for (const auto& name : names) database.script((is_file ? "DROP TRIGGER main." : "DROP TRIGGER temp.") + name);
    return definitions;
}

}  // namespace throughline::store
