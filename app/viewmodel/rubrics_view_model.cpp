#include "app/viewmodel/rubrics_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/rubric.hpp"

namespace throughline {

namespace {

std::string use_words(const RubricRow& rubric)
{
    if (rubric.is_template) return "Template: fill in your own wording";
    if (!rubric.frozen) return "Not used yet";
    return fmt::format("Frozen, used in {}", visits_using(rubric));
}

}  // namespace

Result<void> RubricsViewModel::refresh()
{
    auto found = document_.ask(query_);
    if (!found) return tl::unexpected(found.error());
    rubrics_ = std::move(*found);
    // What is ready to be used comes before what has to be filled in first.
    std::stable_partition(rubrics_.begin(), rubrics_.end(), [](const RubricRow& row) { return !row.is_template; });
    return {};
}

Result<void> RubricsViewModel::show_all_versions(bool all)
{
    query_.all_versions = all;
    return refresh();
}

std::vector<TableRow> RubricsViewModel::rows() const
{
    std::vector<TableRow> rows;
    for (const auto& rubric : rubrics_) {
        const auto look = rubric.is_template || !rubric.newest ? TableRow::Look::quiet : TableRow::Look::plain;
        rows.push_back({any(rubric.version_id),
                        {rubric.title, rubric.newest ? rubric.version : rubric.version + " (older)", rubric.licence,
                         use_words(rubric)},
                        look});
    }
    return rows;
}

Result<bool> RubricsViewModel::add(const std::string& json)
{
    problems_ = rubric_problems(json);
    if (!problems_.empty()) return false;
    const auto added = document_.execute(AddRubricVersion{json});
    if (!added) return tl::unexpected(added.error());
    added_ = added->value;
    if (auto asked = refresh(); !asked) return tl::unexpected(asked.error());
    return true;
}

std::vector<TableRow> RubricsViewModel::problem_rows() const
{
    std::vector<TableRow> rows;
    for (const auto& problem : problems_)
        rows.push_back({AnyId{}, {problem.place.empty() ? "(the whole file)" : problem.place, problem.text}, {}});
    return rows;
}

}  // namespace throughline
