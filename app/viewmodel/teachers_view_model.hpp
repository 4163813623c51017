// The list of teachers: filtered by typing, by caseload, with or without those who left. No wx.
//
// Used by the Teachers page. Promises: the filter asks the workspace, so a teacher is found whether or not the list
// shows them now; rows stand in family-name order until another column is asked for.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline {

class TeachersViewModel {
public:
    enum Column { name, caseload, taught, school, visits, last_visit, check_back, step };

    explicit TeachersViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] Result<void> set_filter(const std::string& typed);
    [[nodiscard]] Result<void> set_include_inactive(bool include);
    [[nodiscard]] Result<void> set_my_caseload_only(bool only);
    [[nodiscard]] Result<void> sort(Column column, bool ascending);
    // Into or out of the actor's caseload.
    [[nodiscard]] Result<void> set_in_caseload(const TeacherRow& teacher, bool in_caseload);

    [[nodiscard]] const std::vector<TeacherRow>& teachers() const { return teachers_; }
    [[nodiscard]] std::vector<TableRow> rows() const;
    [[nodiscard]] std::string count_words() const;  // "12 teachers, 3 of them in your caseload"
    // What to do where there are none; empty if there are some.
    [[nodiscard]] std::string empty_words() const;
    [[nodiscard]] bool has_several_schools() const;
    [[nodiscard]] bool has_caseload() const { return document_.actor().person.has_value(); }

private:
    void apply_sort();

    Document& document_;
    Teachers query_;
    std::vector<TeacherRow> teachers_;
    SchoolCalendar calendar_;
    Column sorted_by_ = name;
    bool ascending_ = true;
};

}  // namespace throughline
