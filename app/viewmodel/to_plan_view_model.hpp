// ToPlanViewModel: what is due and has no time yet: who is next, debriefs, conferences. No wx.
//
// Used beside the schedule. What is planned goes from this list by itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/model/booking.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/query/today.hpp"

namespace throughline {

class ToPlanViewModel {
public:
    static constexpr int people_max = 12;  // of who is next; all of them stand on the Cadence page

    explicit ToPlanViewModel(const Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh();

    struct Entry {
        BookingKind kind = BookingKind::visit;
        PersonId teacher;
        std::string teacher_name;
        Purpose purpose = Purpose::coaching;
        std::optional<DebriefId> debrief;  // then it is a debrief
    };
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] const ShownTable& table() const { return table_; }
    // "Ana Ruiz, Visit: 11 school days since the last visit; the rule is 10."
    [[nodiscard]] std::string words(std::size_t row) const;

private:
    void add(Entry entry, const std::string& what, const std::string& why, DueState state);

    const Document& document_;
    std::vector<Entry> entries_;
    ShownTable table_;
};

}  // namespace throughline
