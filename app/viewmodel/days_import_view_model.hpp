// DaysImportViewModel: a district's calendar file before it is taken in: which days, what was guessed, what was
// refused. No wx.
//
// Promises: looking writes nothing; taking in is one command, and so one undo.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/school_days.hpp"

namespace throughline {

class DaysImportViewModel {
public:
    explicit DaysImportViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> open(const std::filesystem::path& file);
    [[nodiscard]] ShownTable table() const;
    [[nodiscard]] std::string words() const;  // "12 days are new, 1 changes, 3 stay. 2 rows could not be read."
    // What could not be read and what was guessed, a line each.
    [[nodiscard]] std::vector<std::string> troubles() const;
    [[nodiscard]] bool can_take_in() const { return !plan_.rows.empty(); }
    [[nodiscard]] Result<std::string> take_in();

private:
    Document& document_;
    std::string file_name_;
    PlanSchoolDaysImport::Plan plan_;
};

// The school's days off as a file for other calendars or a spreadsheet, by the file's ending.
[[nodiscard]] Result<std::string> school_days_file(const Document& document, const std::filesystem::path& file);

}  // namespace throughline
