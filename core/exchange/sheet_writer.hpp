// Sheets of rows, as a workbook (XLSX) or as JSON lines: the same rows, two files.
//
// Used by exports of what an actor may read. Promises: a text is a text and never a formula, a day is a date, nothing
// is a blank cell or null. Rows are written as they come, so that a district's fit into memory.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

using SheetCell = std::variant<std::monostate, std::string, double, bool, Date, LocalTime>;

struct SheetColumn {
    std::string title;  // over the column
    std::string field;  // in a JSON object
    int width = 12;     // characters
};

struct SheetShape {
    std::string title;   // "Visits"
    std::string record;  // "evaluationRating"
    std::vector<SheetColumn> columns;
};

class SheetWriter {
public:
    virtual ~SheetWriter() = default;
    virtual void begin(const SheetShape& sheet) = 0;
    virtual void row(const std::vector<SheetCell>& cells) = 0;
    [[nodiscard]] virtual Result<void> finish() = 0;
};

// Each makes a new file, readable by its owner alone.
std::unique_ptr<SheetWriter> workbook_writer(const std::filesystem::path& file);
std::unique_ptr<SheetWriter> json_lines_writer(const std::filesystem::path& file);

}  // namespace throughline
