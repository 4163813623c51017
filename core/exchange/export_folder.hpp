// What the files of an exported folder are called, how a line of its journal is written and read, and what its
// export.json says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/leaving.hpp"

namespace throughline {

constexpr const char* manifest_name = "manifest.txt";
constexpr const char* about_name = "export.json";
constexpr const char* journal_name = "journal.jsonl";
constexpr int export_format_version = 1;
constexpr const char* byte_order_mark = "\xef\xbb\xbf";  // or spreadsheets read "José" wrongly
// The column of rubric_version whose text is a file of its own.
constexpr const char* rubric_document = "document";

using KeptRow = std::vector<std::optional<std::string>>;

struct JournalColumn {
    std::string name;
    bool is_number = false;
};

// {"command": {...}} or {"change": {...}} and a line feed. Rows in old and new stand as they are in the journal, byte
// for byte, since undo compares them.
std::string journal_line(std::string_view kind, const std::vector<JournalColumn>& columns, const KeptRow& row);

struct JournalLine {
    bool is_command = false;
    KeptRow row;
};
struct JournalFault {
    std::string field;
    std::string reason;
};
// The way back into `line`, or what is wrong.
std::optional<JournalFault> read_journal_line(std::string_view text, const std::vector<JournalColumn>& commands,
                                              const std::vector<JournalColumn>& changes, JournalLine& line);

struct ExportAbout {
    int schema_version = 0;
    std::string made_at;
    bool is_whole = true;
    std::vector<TableCount> tables;
    int rubrics = 0;
    std::vector<std::string> kept_back;

    [[nodiscard]] const TableCount* table(std::string_view name) const;
};
// The file that holds a table's rows.
std::string file_of_table(const std::string& table);
std::string export_json(const ExportAbout& about);
// bad_input with the field, or too_new.
Result<ExportAbout> parse_export_json(std::string_view text);

}  // namespace throughline
