#include "app/viewmodel/facts_view_model.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/command/observation.hpp"

namespace throughline {

namespace {

// A blank is no number; anything that is not a whole number is refused with the example.
Result<std::optional<int>> number_or_blank(const std::string& typed, const char* message)
{
    const auto digits = trimmed(typed);
    if (digits.empty()) return std::optional<int>{};
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return fail(ErrorCode::invalid, message);
    return std::optional(number);
}

std::string shown(std::optional<int> number) { return number ? std::to_string(*number) : std::string(); }

}  // namespace

FactsViewModel::FactsViewModel(OpenVisit& visit) : visit_(visit) {}

const std::vector<FactsViewModel::Option<Purpose>>& FactsViewModel::purposes()
{
    static const std::vector<Option<Purpose>> all = {
        {Purpose::coaching, "Coaching"}, {Purpose::evaluation, "Evaluation"},   {Purpose::walkthrough, "Walkthrough"},
        {Purpose::peer, "Peer visit"},   {Purpose::calibration, "Calibration"}, {Purpose::self, "Self-observation"},
    };
    return all;
}

Result<void> FactsViewModel::set_purpose(Purpose purpose)
{
    if (visit_.observation().purpose == purpose) return {};
    ChangeObservation change{};
    change.observation = visit_.id();
    change.purpose = purpose;
    return visit_.act(change);
}

std::vector<FactsViewModel::Option<RubricVersionId>> FactsViewModel::rubrics() const
{
    std::vector<Option<RubricVersionId>> options;
    const auto own = visit_.observation().rubric_version;
    bool has_own = false;
    if (const auto all = visit_.document().ask(Rubrics{}))
        for (const auto& row : *all) {
            if (row.is_template && row.version_id != own) continue;  // a template has no words yet
            has_own = has_own || row.version_id == own;
            options.push_back({row.version_id, row.title});
        }
    const auto& rubric = visit_.rubric();
    if (!has_own) options.push_back({own, fmt::format("{}, version {}", rubric.title, rubric.version)});
    return options;
}

Result<void> FactsViewModel::set_rubric(RubricVersionId rubric)
{
    if (visit_.observation().rubric_version == rubric) return {};
    ChangeObservation change{};
    change.observation = visit_.id();
    change.rubric_version = rubric;
    return visit_.act(change);
}

std::vector<FactsViewModel::Option<std::string>> FactsViewModel::forms() const
{
    std::vector<Option<std::string>> options;
    for (const auto& form : visit_.rubric().forms) options.push_back({form.id, form.name});
    return options;
}

std::string FactsViewModel::form() const
{
    const auto& id = visit_.observation().form_id;
    return id.empty() && !visit_.rubric().forms.empty() ? visit_.rubric().forms.front().id : id;
}

Result<void> FactsViewModel::set_form(const std::string& form_id)
{
    if (form() == form_id) return {};
    ChangeObservation change{};
    change.observation = visit_.id();
    change.form_id = form_id;
    return visit_.act(change);
}

const std::vector<FactsViewModel::Option<std::optional<bool>>>& FactsViewModel::announcements()
{
    static const std::vector<Option<std::optional<bool>>> all = {
        {std::nullopt, "Not said"}, {true, "Announced"}, {false, "Not announced"}};
    return all;
}

Result<void> FactsViewModel::set_announced(std::optional<bool> announced)
{
    if (visit_.observation().announced == announced) return {};
    ChangeObservation change{};
    change.observation = visit_.id();
    change.announced = announced;
    return visit_.act(change);
}

std::string FactsViewModel::minutes() const { return shown(visit_.observation().minutes); }

Result<void> FactsViewModel::set_minutes(const std::string& typed)
{
    const auto minutes = number_or_blank(typed, "Minutes are a whole number, as 15, or blank.");
    if (!minutes) return tl::unexpected(minutes.error());
    if (visit_.observation().minutes == *minutes) return {};
    ChangeObservation change{};
    change.observation = visit_.id();
    change.minutes = *minutes;
    return visit_.act(change);
}

std::string FactsViewModel::students_present() const { return shown(visit_.observation().students_present); }

Result<void> FactsViewModel::set_students_present(const std::string& typed)
{
    const auto students = number_or_blank(typed, "Students present are a whole number, as 27, or blank.");
    if (!students) return tl::unexpected(students.error());
    if (visit_.observation().students_present == *students) return {};
    ChangeObservation change{};
    change.observation = visit_.id();
    change.students_present = *students;
    return visit_.act(change);
}

std::vector<FactsViewModel::Option<std::optional<PersonId>>> FactsViewModel::co_observers() const
{
    std::vector<Option<std::optional<PersonId>>> options{{std::nullopt, "Nobody"}};
    const auto& observation = visit_.observation();
    if (const auto people = visit_.document().ask(Roster{true}))
        for (const auto& row : *people) {
            const auto& person = row.person;
            const bool observes = person.roles.contains(Role::observer) || person.roles.contains(Role::leader);
            const bool is_chosen = observation.co_observer == person.id;
            const bool takes_part = person.id == observation.observer || person.id == observation.teacher;
            if (is_chosen || (observes && person.active && !takes_part)) options.push_back({person.id, person.name()});
        }
    return options;
}

Result<void> FactsViewModel::set_co_observer(std::optional<PersonId> person)
{
    if (visit_.observation().co_observer == person) return {};
    ChangeObservation change{};
    change.observation = visit_.id();
    change.co_observer = person;
    return visit_.act(change);
}

std::vector<PersonRow> FactsViewModel::teachers(const std::string& typed) const
{
    auto found = visit_.document().ask(FindPeople{typed, true}).value_or(std::vector<PersonRow>{});
    const auto now = visit_.observation().teacher;
    found.erase(std::remove_if(found.begin(), found.end(), [&](const PersonRow& row) { return row.person.id == now; }),
                found.end());
    return found;
}

Result<void> FactsViewModel::move_to(PersonId teacher) { return visit_.act(MoveObservation{visit_.id(), teacher}); }

Result<void> FactsViewModel::archive()
{
    if (auto settled = visit_.drafts().settle(any(visit_.id())); !settled) return settled;
    return visit_.act(ArchiveObservation{visit_.id()});
}

}  // namespace throughline
