#include "app/viewmodel/follow_ups_view_model.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {

namespace {

constexpr std::size_t planned_column = 4;

// What tells a row apart from the others: what has to be looked at, or else the visit, or else the teacher.
AnyId id_of(const FollowUp& follow_up)
{
    if (follow_up.booking) return any(*follow_up.booking);
    if (follow_up.step) return any(*follow_up.step);
    if (follow_up.debrief) return any(*follow_up.debrief);
    return follow_up.observation.is_nil() ? any(follow_up.teacher) : any(follow_up.observation);
}

}  // namespace

Result<void> FollowUpsViewModel::refresh()
{
    FollowUps due;
    if (mine_only_) due.observer = document_.actor().person;
    if (kind_) due.kinds = {*kind_};
    const auto listed_max = static_cast<std::size_t>(due.count_max++);  // one more tells whether there are more
    auto found = document_.ask(due);
    if (!found) return tl::unexpected(found.error());
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    has_more_ = found->size() > listed_max;
    if (has_more_) found->pop_back();
    all_ = std::move(*found);
    calendar_ = std::move(settings->calendar);
    filter();
    return {};
}

Result<void> FollowUpsViewModel::show_kind(std::optional<FollowUpKind> kind)
{
    const auto before = std::exchange(kind_, kind);
    auto done = refresh();
    if (!done) kind_ = before;
    return done;
}

Result<void> FollowUpsViewModel::show_mine_only(bool only)
{
    const auto before = std::exchange(mine_only_, only);
    auto done = refresh();
    if (!done) mine_only_ = before;
    return done;
}

void FollowUpsViewModel::show_later(bool later)
{
    with_later_ = later;
    filter();
}

void FollowUpsViewModel::filter()
{
    shown_.clear();
    for (const auto& follow_up : all_)
        if (with_later_ || is_pressing(follow_up.state)) shown_.push_back(follow_up);
    // Most pressing first; the library's order, soonest first, within each.
    std::stable_sort(shown_.begin(), shown_.end(), [](const FollowUp& first, const FollowUp& second) {
        return urgency(first.state) < urgency(second.state);
    });
}

std::vector<TableRow> FollowUpsViewModel::rows() const
{
    std::vector<TableRow> rows;
    rows.reserve(shown_.size());
    for (const auto& follow_up : shown_) {
        TableRow row{id_of(follow_up),
                     {sentence_case(follow_up.due),
                      sentence_case(name_of(follow_up.kind)),
                      follow_up.teacher_name,
                      follow_up.observer_name,
                      {},
                      follow_up.about}};
        if (follow_up.planned_at) {
            const auto day = document_.zone().local(*follow_up.planned_at).date();
            row.cells[planned_column] =
                spoken_date(day, document_.today()) + ", " + short_time(*follow_up.planned_at, document_.zone());
        }
        if (is_pressing(follow_up.state)) {
            row.tinted_cell = 0;
            row.tone = tone_of(follow_up.state);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string FollowUpsViewModel::step_text(std::size_t row) const
{
    if (row >= shown_.size() || !shown_[row].step) return {};
    const auto step = document_.ask(FindStep{any(*shown_[row].step)});
    return step ? step->step.text : std::string();
}

FollowUpsViewModel::Counts FollowUpsViewModel::counts() const
{
    Counts counts;
    for (const auto& follow_up : all_) {
        switch (follow_up.state) {
            case DueState::overdue:
                ++counts.overdue;
                break;
            case DueState::due_today:
                ++counts.due_today;
                break;
            case DueState::due_soon:
                ++counts.due_soon;
                break;
            default:
                ++counts.later;
                break;
        }
    }
    return counts;
}

std::string FollowUpsViewModel::count_words() const
{
    const auto count = counts();
    const int pressing = count.overdue + count.due_today + count.due_soon;
    if (has_more_)
        return fmt::format("{}. These are the soonest {}; there are more.",
                           pressing == 0 ? "Nothing is due now" : fmt::format("{} or more due now or soon", pressing),
                           all_.size());
    return pressing == 0 ? "Nothing is due now" : fmt::format("{} due now or soon, {} later", pressing, count.later);
}

std::string FollowUpsViewModel::count_words_of(DueState state) const
{
    const auto all = counts();
    const int number = state == DueState::overdue     ? all.overdue
                       : state == DueState::due_today ? all.due_today
                                                      : all.due_soon;
    if (number == 0) return {};
    // What is due soon is so by each teacher's own days and rules, and may come after what is not.
    const bool goes_on = has_more_ && (state == DueState::due_soon || all_.back().due_on <= document_.today());
    return fmt::format("{}{} {}", number, goes_on ? " or more" : "", name_of(state));
}

std::string FollowUpsViewModel::empty_words() const
{
    if (!shown_.empty()) return {};
    if (all_.empty() && !kind_)
        return "Nothing is due. Share a visit: its debrief and its step check are put here by the school's rules.";
    if (!with_later_ && counts().later > 0) return "Nothing is due now. Show what comes later to look ahead.";
    return "Nothing of this kind is due.";
}

}  // namespace throughline
