#include "app/viewmodel/who_next_view_model.hpp"

#include <algorithm>

#include "app/viewmodel/cadence_view_model.hpp"
#include "app/viewmodel/visit_wording.hpp"

namespace throughline {

namespace {

constexpr int people_max = 2'000;  // more than any school has

}  // namespace

Result<void> WhoNextViewModel::refresh(const CadenceFilter& filter)
{
    auto people = document_.ask(question(filter));
    if (!people) return tl::unexpected(people.error());
    take(std::move(*people));
    return {};
}

WhoNext WhoNextViewModel::question(const CadenceFilter& filter) { return {filter, people_max}; }

void WhoNextViewModel::take(std::vector<WhoNextRow> people)
{
    people_ = std::move(people);
    const auto today = document_.today();
    const bool has_steps = std::ranges::any_of(people_, [](const WhoNextRow& row) { return !row.live_step.empty(); });
    table_ = {"Who next",
              {{"Teacher", 190}, {"State", 110}, {"Why", 330}, {"Last visit", 110}, {"Teaches", 190}},
              {},
              "Everybody has a visit planned, or nobody is under a rule."};
    if (has_steps) table_.columns.push_back({"Your last step", 300});
    for (const auto& person : people_) {
        TableRow row{any(person.teacher),
                     {person.teacher_name, std::string(name_of(person.state)), person.reason,
                      person.last_visit_on ? spoken_date(*person.last_visit_on, today) : "none yet",
                      subject_and_grade(person.subject, person.grade)}};
        if (has_steps) row.cells.push_back(person.live_step);
        tint(row, 1, person.state);
        table_.rows.push_back(std::move(row));
    }
}

}  // namespace throughline
