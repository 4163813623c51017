#include "app/viewmodel/to_plan_view_model.hpp"

#include <fmt/format.h>

#include "app/viewmodel/cadence_view_model.hpp"

namespace throughline {

Result<void> ToPlanViewModel::refresh()
{
    FollowUps mine;
    mine.observer = document_.actor().person;
    const auto due = document_.ask(mine);
    if (!due) return tl::unexpected(due.error());
    WhoNext next;
    next.count_max = people_max;
    next.filter.observer = document_.actor().person;
    auto people = document_.ask(next);
    if (!people) return tl::unexpected(people.error());
    if (people->empty()) {
        // Who has no caseload visits everybody.
        next.filter = {};
        people = document_.ask(next);
        if (!people) return tl::unexpected(people.error());
    }
    entries_.clear();
    table_ = {"To be planned", {{"Teacher", 135}, {"What", 80}, {"Why", 70}}, {}, "Everything that is due has a time."};
    for (const auto& one : *due) {
        if (one.kind == FollowUpKind::debrief && one.debrief && !one.planned_at)
            add({BookingKind::conference, one.teacher, one.teacher_name, {}, one.debrief}, "Debrief", one.due,
                one.state);
        if (one.kind == FollowUpKind::conference && !one.planned_at)
            add({BookingKind::conference, one.teacher, one.teacher_name, {}, {}}, "Conference", one.due, one.state);
    }
    for (const auto& person : *people)
        add({BookingKind::visit, person.teacher, person.teacher_name, person.purpose, {}}, "Visit", person.reason,
            person.state);
    return {};
}

std::string ToPlanViewModel::words(std::size_t row) const
{
    if (row >= table_.rows.size()) return {};
    const auto& cells = table_.rows[row].cells;
    return fmt::format("{}, {}: {}.", cells[0], cells[1], cells[2]);
}

void ToPlanViewModel::add(Entry entry, const std::string& what, const std::string& why, DueState state)
{
    TableRow row{entry.debrief ? any(*entry.debrief) : any(entry.teacher), {entry.teacher_name, what, why}};
    tint(row, 1, state);
    table_.rows.push_back(std::move(row));
    entries_.push_back(std::move(entry));
}

}  // namespace throughline
