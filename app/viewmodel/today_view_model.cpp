#include "app/viewmodel/today_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/all_schools.hpp"
#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/people_choices.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/people.hpp"

namespace throughline {

namespace {

// A chip only where something presses: a page of chips says nothing.
void set_chip(TodayRow& row, DueState state)
{
    row.tone = tone_of(state);
    if (is_pressing(state)) row.chip = name_of(state);
}

// "Ana Ruiz, overdue" for the ear.
std::string with_state(const std::string& name, const TodayRow& row)
{
    return row.chip.empty() ? name : name + ", " + row.chip;
}

// `has_more`: there may be more than these.
std::string shown_of(std::size_t count, bool has_more = false)
{
    const auto number = std::to_string(count) + (has_more ? " or more" : "");
    if (count <= TodayViewModel::row_count_max) return count == 0 ? std::string() : number;
    return "first " + std::to_string(TodayViewModel::row_count_max) + " of " + number;
}

// What stands where a kind of follow-up has no row.
std::string none_words(const TodayAnswer& today, std::string otherwise)
{
    return today.has_more_due
               ? fmt::format("None among the {} debriefs and steps that are due first.", Today{}.due_count_max)
               : otherwise;
}

// Whether debriefs and steps that are not in the answer may be overdue, too: not, where it reaches beyond today.
bool may_be_more_overdue(const TodayAnswer& today)
{
    const auto goes_beyond = [&](const std::vector<FollowUp>& soonest) {
        return !soonest.empty() && soonest.back().due_on > today.today;
    };
    return today.has_more_due && !goes_beyond(today.debriefs) && !goes_beyond(today.steps_to_check);
}

template <class Row>
std::vector<Row> first_of(std::vector<Row> all)
{
    if (all.size() > TodayViewModel::row_count_max)
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(TodayViewModel::row_count_max), all.end());
    return all;
}

std::int64_t overdue_count(const std::vector<FollowUp>& follow_ups)
{
    return std::count_if(follow_ups.begin(), follow_ups.end(),
                         [](const FollowUp& follow_up) { return follow_up.state == DueState::overdue; });
}

}  // namespace

Result<void> TodayViewModel::load()
{
    auto asked = ask(document_);
    if (!asked) return tl::unexpected(asked.error());
    take(std::move(*asked));
    return {};
}

bool TodayViewModel::counts_many_schools() const
{
    const auto hats = hats_of(document_);
    const bool has_caseload = document_.actor().person && (hats.observes || !hats.leads);
    return !has_caseload && has_many_schools(document_);
}

Result<TodayViewModel::Asked> TodayViewModel::ask(const Document& document)
{
    Today all;
    all.who_next_count_max = static_cast<int>(row_count_max);
    auto today = document.ask(all);
    if (!today) return tl::unexpected(today.error());
    const auto settings = document.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    FindPeople any_teacher;
    any_teacher.teachers_only = true;
    any_teacher.count_max = 1;
    const auto teachers = document.ask(any_teacher);
    if (!teachers) return tl::unexpected(teachers.error());
    return Asked{std::move(*today), settings->calendar, !teachers->empty()};
}

void TodayViewModel::take(Asked asked)
{
    const auto& today = asked.today;
    calendar_ = std::move(asked.calendar);
    has_teachers_ = asked.has_teachers;
    date_words_ = long_date(today.today);
    if (!today.is_school_day) date_words_ += ", no school day";
    sections_.clear();
    if (!today.planned.empty()) sections_.push_back(planned(today));
    if (!today.requests.empty()) sections_.push_back(asked_for(today));
    for (auto section : {who_next(today), debriefs(today), steps(today), drafts(today)})
        sections_.push_back(std::move(section));
    summarise(today);
}

TodaySection TodayViewModel::planned(const TodayAnswer& today) const
{
    TodaySection section{"Planned today", shown_of(today.planned.size()), {}, {}, true};
    for (const auto& item : first_of(today.planned)) {
        TodayRow shown;
        const auto time = item.starts_at ? short_time(*item.starts_at, document_.zone()) : std::string("any time");
        shown.title = item.teacher_name;
        shown.beside = std::string(name_of(item.kind)) + ", " + time;
        for (const auto& conflict : item.conflicts) shown.detail += conflict.words + "\n";
        if (!item.note.empty()) shown.detail += "Note: " + item.note;
        while (shown.detail.ends_with('\n')) shown.detail.pop_back();
        shown.opens = item.teacher;
        shown.act = TodayRow::Act::open_teacher;
        auto does = std::string("Open the page of ");
        if (item.kind == ScheduleKind::visit) {
            does = "Start the planned visit to ";
            shown.act = TodayRow::Act::start_visit;
        } else if (item.kind == ScheduleKind::debrief) {
            does = "Open the debrief with ";
            shown.opens = as<DebriefId>(item.id);
            shown.act = TodayRow::Act::open_debrief;
        }
        shown.spoken = does + item.teacher_name + ", " + time + ". " + shown.detail;
        section.rows.push_back(std::move(shown));
    }
    return section;
}

TodaySection TodayViewModel::asked_for(const TodayAnswer& today) const
{
    TodaySection section{"Asked for a visit", shown_of(today.requests.size()), {}, {}, true};
    for (const auto& request : first_of(today.requests)) {
        TodayRow shown;
        shown.title = request.teacher_name;
        shown.beside = "asked " + spoken_date(request.request.asked_on, today.today);
        shown.detail = request.request.focus;
        if (!request.request.wish.empty()) shown.detail += "\nWhen: " + request.request.wish;
        shown.spoken = "Start the visit that " + request.teacher_name + " asks for. " + shown.detail;
        shown.opens = request.request.teacher;
        shown.act = TodayRow::Act::start_visit;
        section.rows.push_back(std::move(shown));
    }
    return section;
}

TodaySection TodayViewModel::who_next(const TodayAnswer& today) const
{
    TodaySection section{"Who next", shown_of(static_cast<std::size_t>(today.who_next_count)), {}, {}, true};
    section.empty = has_teachers_ ? "Everybody has had a visit. Start another one with Ctrl+N."
                                  : "There are no teachers yet. Start a visit with Ctrl+N and type a name, or import a "
                                    "roster on the Roster page.";
    for (const auto& row : first_of(today.who_next)) {
        TodayRow shown;
        shown.title = row.teacher_name;
        shown.beside = subject_and_grade(row.subject, row.grade);
        shown.detail = row.reason;
        if (!row.live_step.empty()) shown.detail += "\nStep: " + row.live_step;
        set_chip(shown, row.state);
        shown.spoken = "Start a visit with " + with_state(row.teacher_name, shown) + ". " + shown.detail;
        shown.opens = row.teacher;
        shown.act = TodayRow::Act::start_visit;
        section.rows.push_back(std::move(shown));
    }
    return section;
}

TodaySection TodayViewModel::debriefs(const TodayAnswer& today) const
{
    TodaySection section{"Debriefs due",
                         shown_of(today.debriefs.size(), today.has_more_due),
                         none_words(today, "None is waiting. Sharing a visit plans its debrief."),
                         {}};
    for (const auto& due : first_of(today.debriefs)) {
        TodayRow shown;
        shown.title = due.teacher_name;
        shown.detail = due.words;
        set_chip(shown, due.state);
        shown.spoken = "Open the debrief with " + with_state(due.teacher_name, shown) + ". " + due.words;
        if (!due.debrief) continue;  // one that has no record yet cannot be opened
        shown.opens = *due.debrief;
        shown.act = TodayRow::Act::open_debrief;
        section.rows.push_back(std::move(shown));
    }
    return section;
}

TodaySection TodayViewModel::steps(const TodayAnswer& today) const
{
    TodaySection section{"Steps to check",
                         shown_of(today.steps_to_check.size(), today.has_more_due),
                         none_words(today, "None is waiting. An action step comes back here on its check-back day."),
                         {}};
    for (const auto& due : first_of(today.steps_to_check)) {
        TodayRow shown;
        shown.title = due.teacher_name;
        shown.detail = due.words;
        set_chip(shown, due.state);
        shown.spoken = "Check the step of " + with_state(due.teacher_name, shown) + ". " + due.words;
        shown.opens = due.teacher;
        shown.act = TodayRow::Act::open_teacher;
        section.rows.push_back(std::move(shown));
    }
    return section;
}

TodaySection TodayViewModel::drafts(const TodayAnswer& today) const
{
    TodaySection section{
        "Drafts to finish", shown_of(today.drafts.size()), "None. Every visit of yours has been shared.", {}};
    for (const auto& visit : first_of(today.drafts)) {
        TodayRow shown;
        shown.title = visit.teacher_name;
        shown.detail = "Visit of " + day_and_distance(visit.started_on, today.today, calendar_) + ", " +
                       counted(visit.evidence_count, "line") + ", " + counted(visit.rating_count, "rating");
        shown.chip = "not shared";
        shown.tone = Tone::neutral;
        shown.spoken = "Go on with the visit to " + visit.teacher_name + ". " + shown.detail;
        shown.opens = visit.id;
        shown.act = TodayRow::Act::open_draft;
        section.rows.push_back(std::move(shown));
    }
    return section;
}

void TodayViewModel::summarise(const TodayAnswer& today)
{
    const auto visits = today.visits_overdue;
    const auto debriefs_late = overdue_count(today.debriefs);
    const auto steps_late = overdue_count(today.steps_to_check);
    std::vector<std::string> parts;
    if (visits > 0) parts.push_back(counted(visits, "visit"));
    if (debriefs_late > 0) parts.push_back(counted(debriefs_late, "debrief"));
    if (steps_late > 0) parts.push_back(counted(steps_late, "step check"));
    if (parts.empty()) {
        summary_ = may_be_more_overdue(today) ? "Nothing that is listed here is overdue." : "Nothing is overdue.";
        return;
    }
    const auto last = parts.back();
    parts.pop_back();
    summary_ = (may_be_more_overdue(today) ? "At least " : "") +
               (parts.empty() ? last : join(parts, ", ") + " and " + last) +
               (visits + debriefs_late + steps_late == 1 ? " is overdue." : " are overdue.");
}

}  // namespace throughline
