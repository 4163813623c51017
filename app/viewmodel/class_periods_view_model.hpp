// ClassPeriodsViewModel: when a teacher teaches, week by week: the list, one more, one less. No wx.
//
// Used by the dialog "Classes of ...". Promises: each change is one command, and so one undo; what is refused changes
// nothing and says why.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/model/booking.hpp"

namespace throughline {

class ClassPeriodsViewModel {
public:
    ClassPeriodsViewModel(Document& document, PersonId teacher) : document_(document), teacher_(teacher) {}

    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] const std::vector<ClassPeriod>& periods() const { return periods_; }
    // Does the school year have weeks A and B in turn?
    [[nodiscard]] bool has_week_letters() const { return has_week_letters_; }
    [[nodiscard]] ShownTable table() const;

    // Both say what was done: "Added: Wednesday, 9:00 to 9:45, Mathematics 4".
    [[nodiscard]] Result<std::string> add(const ClassPeriod& period);
    [[nodiscard]] Result<std::string> remove(std::size_t row);

private:
    [[nodiscard]] Result<void> set(std::vector<ClassPeriod> periods);

    Document& document_;
    PersonId teacher_;
    std::vector<ClassPeriod> periods_;
    bool has_week_letters_ = false;
};

// "Wednesday of week A, 9:00 to 9:45, Mathematics 4".
std::string class_words(const ClassPeriod& period);

}  // namespace throughline
