#include "core/exchange/export_folder.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace throughline {
namespace {

using SortedJson = nlohmann::json;

constexpr const char* export_format = "throughline-export";

bool is_row_text(std::string_view column) { return column == "old" || column == "new"; }

std::string quoted(const std::string& text)
{
    return SortedJson(text).dump(-1, ' ', false, SortedJson::error_handler_t::replace);
}

std::string value_text(const JournalColumn& column, const std::optional<std::string>& text)
{
    if (!text) return "null";
    if (is_row_text(column.name) && text->starts_with('{')) return *text;
    if (column.is_number) return *text;
    return quoted(*text);
}

// Walks over JSON that has been found to be good.
class Walk {
public:
    explicit Walk(std::string_view text) : text_(text) {}

    void skip_space()
    {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
    }
    [[nodiscard]] bool takes(char c)
    {
        skip_space();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    // The bytes of the value that comes next.
    std::string_view value()
    {
        skip_space();
        const auto begin = at_;
        int depth = 0;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                skip_string();
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                if (depth == 0) break;
                --depth;
            } else if (depth == 0 && (c == ',' || c == ':')) {
                break;
            }
        }
        return text_.substr(begin, at_ - begin);
    }

private:
    void skip_string()
    {
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\') ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// The bytes of each member of an object, by its name.
std::vector<std::pair<std::string, std::string_view>> members_of(std::string_view object)
{
    std::vector<std::pair<std::string, std::string_view>> members;
    Walk walk(object);
    if (!walk.takes('{')) return members;
    do {
        const auto name = walk.value();
        if (!walk.takes(':')) break;
        auto value = walk.value();
        while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
        members.emplace_back(SortedJson::parse(name).get<std::string>(), value);
    } while (walk.takes(','));
    return members;
}

std::optional<std::string> text_of(std::string_view value)
{
    if (value == "null") return std::nullopt;
    if (value.starts_with('"')) return SortedJson::parse(value).get<std::string>();
    return std::string(value);
}

}  // namespace

std::string journal_line(std::string_view kind, const std::vector<JournalColumn>& columns, const KeptRow& row)
{
    std::string line = "{\"" + std::string(kind) + "\":{";
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) line += ',';
        line += "\"" + columns[i].name + "\":" + value_text(columns[i], row[i]);
    }
    return line + "}}\n";
}

std::optional<JournalFault> read_journal_line(std::string_view text, const std::vector<JournalColumn>& commands,
                                              const std::vector<JournalColumn>& changes, JournalLine& line)
{
    if (!SortedJson::accept(text)) return JournalFault{{}, "the line is no JSON"};
    const auto outside = members_of(text);
    if (outside.size() != 1 || (outside[0].first != "command" && outside[0].first != "change"))
        return JournalFault{{}, "the line holds neither one command nor one change"};
    line.is_command = outside[0].first == "command";
    const auto& columns = line.is_command ? commands : changes;
    const auto members = members_of(outside[0].second);
    line.row.assign(columns.size(), std::nullopt);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        bool is_there = false;
        for (const auto& [name, value] : members)
            if (name == columns[i].name) {
                line.row[i] = text_of(value);
                is_there = true;
            }
        if (!is_there) return JournalFault{columns[i].name, "it is missing"};
    }
    return std::nullopt;
}

const TableCount* ExportAbout::table(std::string_view name) const
{
    const auto found = std::ranges::find(tables, name, &TableCount::table);
    return found == tables.end() ? nullptr : &*found;
}

std::string file_of_table(const std::string& table)
{
    return table.starts_with("journal") ? std::string(journal_name) : table + ".csv";
}

std::string export_json(const ExportAbout& about)
{
    nlohmann::ordered_json json = {{"format", export_format},
                                   {"format_version", export_format_version},
                                   {"schema_version", about.schema_version},
                                   {"made_at", about.made_at},
                                   {"whole", about.is_whole},
                                   {"tables", nlohmann::ordered_json::array()},
                                   {"rubrics", about.rubrics},
                                   {"kept_back", about.kept_back}};
    for (const auto& table : about.tables)
        json["tables"].push_back({{"table", table.table},
                                  {"file", file_of_table(table.table)},
                                  {"rows", table.rows},
                                  {"kept_back", table.rows_kept_back}});
    return json.dump(2) + "\n";
}

Result<ExportAbout> parse_export_json(std::string_view text)
{
    const auto json = SortedJson::parse(text, nullptr, false);
    const auto wrong = [](const char* field) {
        return Failure(Error{ErrorCode::bad_input,
                             "This is not as an export writes it.",
                             {},
                             std::string(about_name) + ", " + field,
                             {}});
    };
    if (!json.is_object() || json.value("format", SortedJson()) != export_format) return wrong("format");
    const auto version = json.value("format_version", SortedJson());
    if (!version.is_number_integer()) return wrong("format_version");
    if (version.get<int>() > export_format_version)
        return fail(ErrorCode::too_new, "The folder was written by a newer Throughline. Install that program first.");
    const auto schema = json.value("schema_version", SortedJson());
    if (!schema.is_number_integer() || schema.get<int>() < 1) return wrong("schema_version");
    const auto whole = json.value("whole", SortedJson());
    if (!whole.is_boolean()) return wrong("whole");
    ExportAbout about;
    about.schema_version = schema.get<int>();
    about.is_whole = whole.get<bool>();
    const auto tables = json.value("tables", SortedJson());
    if (!tables.is_array()) return wrong("tables");
    for (const auto& table : tables) {
        if (!table.is_object() || !table.value("table", SortedJson()).is_string() ||
            !table.value("rows", SortedJson()).is_number_integer())
            return wrong("tables");
        about.tables.push_back({table["table"].get<std::string>(), table["rows"].get<std::int64_t>(), 0});
    }
    return about;
}

}  // namespace throughline
