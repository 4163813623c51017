// What is due: Today and the follow-ups, derived from the records each time.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/due.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/today.hpp"

namespace throughline {
namespace {

// Names are looked up once per question.
class NameBook {
public:
    explicit NameBook(Context& context) : context_(context) {}
    const std::string& operator()(const PersonId& id)
    {
        auto [entry, is_new] = names_.try_emplace(id);
        if (is_new) entry->second = person_name(context_, id);
        return entry->second;
    }

private:
    Context& context_;
    std::unordered_map<PersonId, std::string> names_;
};

std::string overdue_words(const FollowUp& due, Date today, const SchoolCalendar& calendar)
{
    switch (due.state) {
        case DueState::overdue:
            return counted(-calendar.school_days_between(today, due.due_on), "school day") + " overdue";
        case DueState::due_today:
            if (due.due_on == today) return "due today";
            [[fallthrough]];  // due on a day before, and no school day has gone by since
        case DueState::due_soon:
        case DueState::later:
            break;
    }
    return "due " + spoken_date(due.due_on, today);
}

}  // namespace

std::vector<FollowUp> follow_ups(Context& context, const std::optional<PersonId>& teacher,
                                 const std::optional<PersonId>& observer)
{
    const auto viewer = viewer_of(context);
    const auto calendar = store::calendar(context.database);
    const auto rules = follow_up_rules(context.database);
    NameBook name(context);
    std::vector<FollowUp> all;
    const auto add = [&](FollowUpKind kind, const Observation& visit, Date due_on, std::string_view what) -> FollowUp* {
        if (teacher && visit.teacher != *teacher) return nullptr;
        if (sight_of(viewer, visit) == Sight::nothing) return nullptr;
        FollowUp due;
        due.kind = kind;
        due.teacher = visit.teacher;
        due.teacher_name = name(visit.teacher);
        due.observer = visit.observer;
        due.observer_name = name(visit.observer);
        due.due_on = due_on;
        due.state = due_state(due_on, context.today, calendar, rules);
        due.observation = visit.id;
        due.words = fmt::format("{}, {}", what, overdue_words(due, context.today, calendar));
        return &all.emplace_back(std::move(due));
    };
    for (const auto& [debrief, visit] : store::open_debriefs(context.database, observer)) {
        const auto what = fmt::format("Debrief of {}", spoken_date(visit.started_on, context.today));
        if (auto* due = add(FollowUpKind::debrief, visit, debrief.due_on, what)) due->debrief = debrief.id;
    }
    for (const auto& [step, visit] : store::live_steps(context.database, observer)) {
        const bool words = sight_of(viewer, visit) >= Sight::words;
        const auto what = words ? fmt::format("Look back at \"{}\"", step.text) : std::string("Look back at the step");
        if (auto* due = add(FollowUpKind::step_check, visit, *step.check_on, what)) due->step = step.id;
    }
    for (const auto& [debrief, visit] : store::planned_visits(context.database, observer, context.today)) {
        if (auto* due = add(FollowUpKind::visit, visit, *debrief.next_visit_on, "Visit agreed in the debrief"))
            due->debrief = debrief.id;
    }
    Observations drafts;
    drafts.state = ObservationState::draft;
    drafts.teacher = teacher;
    drafts.observer = observer;
    for (const auto& row : store::visits(context.database, viewer, drafts)) {
        const auto visit = store::find<Observation>(context.database, row.id);
        const auto due_on = calendar.school_days_after(row.started_on, rules.debrief_within_school_days);
        const auto what = fmt::format("Share the visit of {}", spoken_date(row.started_on, context.today));
        if (visit) add(FollowUpKind::unshared_draft, *visit, due_on, what);
    }
    std::ranges::stable_sort(all, {}, &FollowUp::due_on);
    return all;
}

namespace {

// The teachers to visit: the observer's caseload, or every active teacher where nobody has one.
std::vector<Person> to_visit(Context& context, const std::optional<PersonId>& observer)
{
    std::vector<Person> people;
    if (observer)
        for (const auto& id : store::caseload(context.database, *observer, context.today))
            if (auto person = store::find_person(context.database, id); person && person->active)
                people.push_back(std::move(*person));
    if (!people.empty()) return people;
    for (auto& row : store::find_people(context.database, {}, true, false, -1))
        if (observer != row.person.id) people.push_back(std::move(row.person));
    return people;
}

WhoNextRow who_next_row(Context& context, const Person& teacher, const std::optional<Date>& last_visit_on,
                        const SchoolCalendar& calendar, const FollowUpRules& rules)
{
    WhoNextRow row;
    row.teacher = teacher.id;
    row.teacher_name = teacher.name();
    row.subject = teacher.subject;
    row.grade = teacher.grade;
    const auto* year = calendar.year_of(context.today);
    const bool this_year = last_visit_on && (year == nullptr || *last_visit_on >= year->starts_on);
    if (this_year) {
        row.last_visit_on = last_visit_on;
        row.school_days_since = calendar.school_days_between(*last_visit_on, context.today);
        row.reason = fmt::format("{} since the last visit; the rule is {}",
                                 counted(*row.school_days_since, "school day"), rules.visit_every_school_days);
    } else {
        row.reason = "Not visited yet this school year";
    }
    const int since = row.school_days_since.value_or(
        year == nullptr ? rules.visit_every_school_days : calendar.school_days_between(year->starts_on, context.today));
    const int left = rules.visit_every_school_days - since;
    row.state = left < 0                             ? DueState::overdue
                : left == 0                          ? DueState::due_today
                : left <= rules.due_soon_school_days ? DueState::due_soon
                                                     : DueState::later;
    return row;
}

std::vector<WhoNextRow> who_next(Context& context, int count_max)
{
    const auto calendar = store::calendar(context.database);
    const auto rules = follow_up_rules(context.database);
    const auto observer = context.actor.person;
    std::unordered_map<PersonId, store::LastVisit> last;
    for (const auto& visit : store::last_visits(context.database, observer)) last[visit.teacher] = visit;
    std::vector<WhoNextRow> rows;
    for (const auto& teacher : to_visit(context, observer)) {
        const auto found = last.find(teacher.id);
        const auto last_on = found == last.end() ? std::nullopt : found->second.on;
        if (found != last.end() && (found->second.has_open_draft || last_on == context.today)) continue;
        rows.push_back(who_next_row(context, teacher, last_on, calendar, rules));
    }
    // Longest unseen first; never seen this year before all others; then by name, so that the order stays put.
    std::ranges::stable_sort(rows, [](const WhoNextRow& a, const WhoNextRow& b) {
        const int unseen = 1'000'000;
        const int a_days = a.school_days_since.value_or(unseen);
        const int b_days = b.school_days_since.value_or(unseen);
        return a_days != b_days ? a_days > b_days : a.teacher_name < b.teacher_name;
    });
    if (static_cast<int>(rows.size()) > count_max) rows.resize(static_cast<std::size_t>(count_max));
    if (observer)
        for (auto& row : rows)
            if (const auto step = store::live_step(context.database, row.teacher, *observer))
                row.live_step = step->text;
    return rows;
}

}  // namespace

template <>
Result<TodayAnswer> answer(Context& context, const Today& asked)
{
    TodayAnswer today;
    today.today = context.today;
    const auto viewer = viewer_of(context);
    today.is_school_day = store::calendar(context.database).is_school_day(context.today);
    if (viewer.sees_all || viewer.observes || viewer.leads)
        today.who_next = who_next(context, asked.who_next_count_max);
    // Today is the actor's own day; other people's follow-up is on other pages.
    for (auto& due : follow_ups(context, {}, context.actor.person)) {
        if (due.kind == FollowUpKind::debrief)
            today.debriefs.push_back(std::move(due));
        else if (due.kind == FollowUpKind::step_check)
            today.steps_to_check.push_back(std::move(due));
    }
    Observations drafts;
    drafts.state = ObservationState::draft;
    drafts.observer = context.actor.person;
    today.drafts = store::visits(context.database, viewer, drafts);
    return today;
}

template <>
Result<std::vector<FollowUp>> answer(Context& context, const FollowUps& asked)
{
    return follow_ups(context, asked.teacher, {});
}

THROUGHLINE_QUERY(Today);
THROUGHLINE_QUERY(FollowUps);

}  // namespace throughline
