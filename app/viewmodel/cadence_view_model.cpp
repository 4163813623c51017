#include "app/viewmodel/cadence_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

std::string title_of(CadenceList list)
{
    switch (list) {
        case CadenceList::past_cadence:
            return "Past their cadence";
        case CadenceList::debriefs:
            return "Debriefs not held in time";
        case CadenceList::steps:
            return "Steps past their check-back day";
        case CadenceList::unshared:
            return "Visits not yet shared";
        case CadenceList::conferences:
            return "Conferences not held in time";
    }
    return {};
}

std::string empty_words_of(CadenceList list)
{
    switch (list) {
        case CadenceList::past_cadence:
            return "Nobody is past their cadence.";
        case CadenceList::debriefs:
            return "Every debrief was held in time, or is not due yet.";
        case CadenceList::steps:
            return "No step is past its check-back day.";
        case CadenceList::unshared:
            return "No visit waits longer for its feedback than the rule says.";
        case CadenceList::conferences:
            return "No conference is missing.";
    }
    return {};
}

std::vector<TableColumn> columns_of(CadenceList list)
{
    if (list == CadenceList::past_cadence)
        return {{"Teacher", 190}, {"Late", 170}, {"Why", 330}, {"Planned", 120}, {"Teaches", 190}};
    if (list == CadenceList::unshared)
        return {{"Teacher", 190}, {"Late", 170}, {"Visit of", 150}, {"Observer", 170}, {"Purpose", 120}};
    return {{"Teacher", 190}, {"Late", 170}, {"What", 330}, {"Observer", 170}};
}

}  // namespace

void tint(TableRow& row, std::size_t cell, DueState state)
{
    if (!is_pressing(state)) return;
    row.tinted_cell = cell;
    row.tone = tone_of(state);
}

std::string overdue_words(int school_days)
{
    // A rule in hours is overdue before a whole school day has passed.
    return school_days == 0 ? "overdue" : counted(school_days, "school day") + " overdue";
}

Result<void> CadenceViewModel::refresh(const CadenceFilter& filter)
{
    auto all = document_.ask(question(filter));
    if (!all) return tl::unexpected(all.error());
    take(std::move(*all));
    return {};
}

void CadenceViewModel::take(CadenceAnswer answer)
{
    all_ = std::move(answer);
    is_counted_ = true;
    std::ranges::stable_sort(all_.people, std::greater{}, [](const CadenceRow& row) {
        return row.entries.empty() ? 0.0 : row.entries.front().pressure;
    });
    make_names();
}

std::string CadenceViewModel::summary() const
{
    if (all_.people.empty())
        return all_.without_rule > 0 ? "No rule says how often these teachers are visited."
                                     : "There are no teachers here yet.";
    std::vector<std::string> parts;
    for (const auto state : {DueState::overdue, DueState::due_today, DueState::due_soon, DueState::on_track,
                             DueState::not_started, DueState::done, DueState::done_late, DueState::excused})
        if (const auto found = all_.states.find(state); found != all_.states.end() && found->second > 0)
            parts.push_back(fmt::format("{} {}", found->second, name_of(state)));
    auto words =
        counted(static_cast<std::int64_t>(all_.people.size()), "teacher") + " under a rule: " + join(parts, ", ") + ".";
    if (all_.without_rule > 0) words += fmt::format(" {} without one.", counted(all_.without_rule, "teacher"));
    return words;
}

std::vector<CadenceViewModel::Count> CadenceViewModel::counts() const
{
    const auto size = [](const auto& rows) { return static_cast<int>(rows.size()); };
    const auto plural = [](int number, const char* one, const char* several) { return number == 1 ? one : several; };
    const int debriefs = size(all_.debriefs);
    const int steps = size(all_.steps);
    const int unshared = size(all_.unshared);
    const int conferences = size(all_.conferences);
    std::vector<Count> counts = {
        {CadenceList::past_cadence, all_.past_cadence, "past their cadence"},
        {CadenceList::debriefs, debriefs, plural(debriefs, "debrief not held in time", "debriefs not held in time")},
        {CadenceList::steps, steps, plural(steps, "step past its check day", "steps past their check day")},
        {CadenceList::unshared, unshared, plural(unshared, "visit not yet shared", "visits not yet shared")},
    };
    if (conferences > 0)
        counts.push_back({CadenceList::conferences, conferences,
                          plural(conferences, "conference not held in time", "conferences not held in time")});
    return counts;
}

void CadenceViewModel::show_list(CadenceList list)
{
    list_ = list;
    make_names();
}

const std::vector<FollowUp>& CadenceViewModel::follow_ups() const
{
    if (list_ == CadenceList::debriefs) return all_.debriefs;
    return list_ == CadenceList::steps ? all_.steps : all_.conferences;
}

void CadenceViewModel::make_names()
{
    names_ = {title_of(list_), columns_of(list_), {}, empty_words_of(list_)};
    subjects_.clear();
    if (list_ == CadenceList::past_cadence)
        add_past_cadence();
    else if (list_ == CadenceList::unshared)
        add_unshared();
    else
        add_follow_ups(follow_ups());
}

void CadenceViewModel::add_past_cadence()
{
    for (const auto& person : all_.people) {
        if (person.state != DueState::overdue || person.entries.empty()) continue;
        const auto& entry = person.entries.front();
        TableRow row{any(person.teacher),
                     {person.teacher_name, overdue_words(entry.overdue_school_days), entry.reason,
                      entry.booked_on ? spoken_date(*entry.booked_on, all_.today) : std::string(),
                      subject_and_grade(person.subject, person.grade)}};
        tint(row, 1, person.state);
        names_.rows.push_back(std::move(row));
        subjects_.push_back({person.teacher, person.teacher});
    }
}

void CadenceViewModel::add_follow_ups(const std::vector<FollowUp>& follow_ups)
{
    for (const auto& due : follow_ups) {
        Subject subject{due.teacher, due.teacher};
        if (due.debrief && is_mine(due.observer)) subject.opens = *due.debrief;
        const auto id = due.step ? any(*due.step) : due.debrief ? any(*due.debrief) : any(due.observation);
        TableRow row{id, {due.teacher_name, due.due, due.about, due.observer_name}};
        tint(row, 1, due.state);
        names_.rows.push_back(std::move(row));
        subjects_.push_back(subject);
    }
}

void CadenceViewModel::add_unshared()
{
    for (const auto& visit : all_.unshared) {
        Subject subject{visit.teacher, visit.teacher};
        if (is_mine(visit.observer)) subject.opens = visit.observation;
        TableRow row{
            any(visit.observation),
            {visit.teacher_name, overdue_words(visit.overdue_school_days), spoken_date(visit.started_on, all_.today),
             visit.observer_name, sentence_case(name_of(visit.purpose))}};
        tint(row, 1, visit.state);
        names_.rows.push_back(std::move(row));
        subjects_.push_back(subject);
    }
}

std::optional<CadenceViewModel::Opens> CadenceViewModel::opens(std::size_t row) const
{
    return row < subjects_.size() ? std::optional(subjects_[row].opens) : std::nullopt;
}

std::optional<PersonId> CadenceViewModel::teacher(std::size_t row) const
{
    return row < subjects_.size() ? std::optional(subjects_[row].teacher) : std::nullopt;
}

}  // namespace throughline
