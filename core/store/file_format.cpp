// The help page on the file: the data dictionary as Markdown.
#include <fmt/format.h>

#include "core/store/dictionary.hpp"
#include "core/store/leaving_wall.hpp"
#include "core/store/open_file.hpp"
#include "throughline/leaving.hpp"

namespace throughline {
namespace {

std::string line_of(const store::ColumnShape& column)
{
    auto line = fmt::format("- `{}` ({}", column.name, store::name_of(column.kind));
    if (!column.points_to.empty()) line += ", a row of " + column.points_to;
    if (column.may_be_null) line += ", may be empty";
    return line + "): " + column.meaning + "\n";
}

}  // namespace

std::string file_format_text()
{
    auto text = fmt::format(
        "# The file, table by table\n\n"
        "A workspace (`.throughline`) is one SQLite database of version {} (`PRAGMA user_version`), with "
        "`PRAGMA application_id` 0x{:x}, \"Thrl\". Any SQLite tool opens it; write to it with Throughline only, since "
        "every change belongs in the journal, too. This page is made from the schema itself.\n\n"
        "Ids are 16 bytes (UUIDv7), shown as 36 characters. Instants are microseconds since 1970 in UTC, in exports "
        "written as `2026-11-03T14:42:07.123456Z`. Days are texts such as `2026-11-03`, in the school's own calendar. "
        "A whole number with 0 or 1 answers no or yes.\n\n"
        "The tables whose names end in `_search` are indexes for searching, those in `_summary` have what lists ask "
        "of a visit or a teacher in one row; they are made from the others and hold nothing of their own. "
        "`export --all` writes every table here but these:\n\n",
        store::newest_schema_version(), store::application_id);
    for (const auto& stays : store::tables_that_stay()) text += fmt::format("- `{}`: {}\n", stays.table, stays.why);
    text += "- settings whose names end in `_key`: keys of the file itself\n\n";
    for (const auto& table : store::newest_tables()) {
        text += "## " + table.name + "\n\n";
        if (!table.meaning.empty()) text += table.meaning + "\n\n";
        for (const auto& column : table.columns) text += line_of(column);
        text += "\n";
    }
    return text;
}

}  // namespace throughline
