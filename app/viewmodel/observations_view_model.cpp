#include "app/viewmodel/observations_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

bool observes(const Person& person)
{
    return person.roles.contains(Role::observer) || person.roles.contains(Role::leader);
}

// Every typed word begins a word of the name.
bool fits(const Person& person, const std::vector<std::string>& typed_words)
{
    const auto name_words = split_words(folded(person.name()));
    return std::all_of(typed_words.begin(), typed_words.end(), [&](const std::string& typed) {
        return std::any_of(name_words.begin(), name_words.end(),
                           [&](const std::string& word) { return word.compare(0, typed.size(), typed) == 0; });
    });
}

}  // namespace

Result<void> ObservationsViewModel::refresh()
{
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    auto rubrics = document_.ask(Rubrics{});
    if (!rubrics) return tl::unexpected(rubrics.error());
    schools_ = std::move(settings->schools);
    calendar_ = std::move(settings->calendar);
    rubrics_ = std::move(*rubrics);
    people_.reset();
    const auto loaded = static_cast<int>(std::min(visits_.size(), rows_max));
    visits_.clear();
    return ask(std::max(page_rows, loaded));
}

Result<void> ObservationsViewModel::load_more()
{
    if (!has_more()) return {};
    return ask(page_rows);
}

// Thousands in a district, so not before a name is wanted. A teacher may not list people and has no use for filters by
// name: there is only their own.
Result<void> ObservationsViewModel::know_people()
{
    if (people_) return {};
    auto people = document_.ask(Roster{true});
    if (!people && people.error().code != ErrorCode::not_allowed) return tl::unexpected(people.error());
    people_ = people ? std::move(*people) : std::vector<PersonRow>{};
    return {};
}

// Asks for the rows after those that are there.
Result<void> ObservationsViewModel::ask(int count_max)
{
    has_more_ = false;
    apply_period();
    if (!teacher_typed_.empty() || !observer_typed_.empty())
        if (auto known = know_people(); !known) return known;
    if (!resolve_names()) return {};
    query_.count_max = count_max;
    query_.before.reset();
    query_.before_id.reset();
    if (!visits_.empty()) {
        query_.before = visits_.back().started_at;
        query_.before_id = visits_.back().id;
    }
    auto found = document_.ask(query_);
    if (!found) return tl::unexpected(found.error());
    has_more_ = static_cast<int>(found->size()) == count_max;
    std::move(found->begin(), found->end(), std::back_inserter(visits_));
    return {};
}

bool ObservationsViewModel::resolve_names()
{
    name_trouble_.clear();
    const bool teacher_known = resolve(teacher_typed_, false, query_.teacher);
    return resolve(observer_typed_, true, query_.observer) && teacher_known;
}

bool ObservationsViewModel::resolve(const std::string& typed, bool observers, std::optional<PersonId>& person)
{
    person.reset();
    const auto words = split_words(folded(typed));
    if (words.empty()) return true;
    std::vector<const Person*> fitting,
        whole;  // the whole name, typed or completed, goes before those that begin alike
    for (const auto& row : *people_) {
        const bool has_role = observers ? observes(row.person) : row.person.roles.contains(Role::teacher);
        const bool is_elsewhere = !observers && query_.school && row.person.school != *query_.school;
        if (!has_role || is_elsewhere || !fits(row.person, words)) continue;
        fitting.push_back(&row.person);
        if (folded(row.person.name()) == folded(typed)) whole.push_back(&row.person);
    }
    if (!whole.empty()) fitting = whole;
    const auto* role = observers ? "observer" : "teacher";
    const auto count = counted(static_cast<std::int64_t>(fitting.size()), role);
    if (fitting.empty())
        name_trouble_ = fmt::format("No {}'s name begins with “{}”.", role, typed);
    else if (whole.size() > 1)
        name_trouble_ = fmt::format("{} have the name “{}”{}.", count, typed, observers ? "" : "; choose their school");
    else if (fitting.size() > 1)
        name_trouble_ = fmt::format("{} fit “{}”; type more of the name.", count, typed);
    if (fitting.size() != 1) return false;
    person = fitting.front()->id;
    return true;
}

std::vector<std::string> ObservationsViewModel::teacher_names() const
{
    std::vector<std::string> names;
    if (!people_) return names;
    for (const auto& row : *people_)
        if (row.person.roles.contains(Role::teacher)) names.push_back(row.person.name());
    return names;
}

std::vector<std::string> ObservationsViewModel::observer_names() const
{
    std::vector<std::string> names;
    if (!people_) return names;
    for (const auto& row : *people_)
        if (observes(row.person)) names.push_back(row.person.name());
    return names;
}

void ObservationsViewModel::set_period(Period period, std::optional<Date> from, std::optional<Date> to)
{
    period_ = period;
    from_ = from;
    to_ = to;
}

void ObservationsViewModel::apply_period()
{
    const auto today = document_.today();
    query_.from.reset();
    query_.to.reset();
    switch (period_) {
        case Period::all:
            break;
        case Period::this_year:
            if (const auto* year = calendar_.year_of(today)) query_.from = year->starts_on;
            break;
        case Period::last_four_weeks:
            query_.from = today - boost::gregorian::weeks(4);
            break;
        case Period::between:
            query_.from = from_;
            query_.to = to_;
            break;
    }
}

void ObservationsViewModel::clear_filters()
{
    query_ = {};
    teacher_typed_.clear();
    observer_typed_.clear();
    set_period(Period::all);
}

bool ObservationsViewModel::is_filtered() const
{
    return query_.school || query_.purpose || query_.state || !query_.rubric_id.empty() || period_ != Period::all ||
           !trimmed(teacher_typed_).empty() || !trimmed(observer_typed_).empty();
}

std::vector<TableRow> ObservationsViewModel::rows() const
{
    const auto today = document_.today();
    std::vector<TableRow> rows;
    rows.reserve(visits_.size());
    for (const auto& visit : visits_) {
        TableRow row{any(visit.id), {}, TableRow::Look::plain};
        row.cells = {spoken_date(visit.started_on, today) + ", " + clock_minutes(visit.started_at, document_.zone()),
                     visit.teacher_name,
                     visit_kind_words(visit),
                     visit.observer_name,
                     visit_state_words(visit),
                     visit.rubric_title,
                     visit.words_visible ? visit.step_text : "The words stay between observer and teacher"};
        if (visit.state == ObservationState::draft) {
            row.tinted_cell = 4;
            row.tone = Tone::neutral;
        }
        if (!visit.words_visible || visit.state == ObservationState::archived) row.look = TableRow::Look::quiet;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string ObservationsViewModel::count_words() const
{
    const auto count = counted(static_cast<std::int64_t>(visits_.size()), "visit");
    if (!has_more_) return visits_.empty() ? std::string() : count + ", newest first";
    if (visits_.size() >= rows_max)
        return count + " shown, newest first. There are more than a list can hold: narrow the filter.";
    return count + " shown, newest first. There are more.";
}

std::string ObservationsViewModel::empty_words() const
{
    if (!visits_.empty()) return {};
    if (!name_trouble_.empty()) return name_trouble_;
    if (is_filtered()) return "No visit fits these filters. Clear them to see all visits.";
    return "No visits yet. Start one: choose a teacher or type a name, and write down what you see.";
}

}  // namespace throughline
