#include "app/viewmodel/patterns_view_model.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {

namespace {

std::string month_words(Date month) { return month.month().as_long_string(); }

// Short enough for a column: "Emerging, 12 visits by 3".
std::string short_words(const Patterns::Cell& cell)
{
    if (cell.too_few) return cell.teachers == 0 ? "" : "too few";
    const auto looked = fmt::format("{} by {}", counted(cell.visits, "visit"), cell.observers);
    return cell.middle_name.empty() ? looked : cell.middle_name + ", " + looked;
}

}  // namespace

Result<void> PatternsViewModel::refresh(const CadenceFilter& filter)
{
    auto patterns = document_.ask(question(filter));
    if (!patterns) return tl::unexpected(patterns.error());
    take(std::move(*patterns));
    return {};
}

void PatternsViewModel::take(Patterns::Table patterns)
{
    patterns_ = std::move(patterns);
    leave_out_empty_months();
    make_table();
}

// Such as the weeks before the first visit: a column of nothing pushes the others out of sight.
void PatternsViewModel::leave_out_empty_months()
{
    for (std::size_t month = patterns_.months.size(); month-- > 0;) {
        const bool is_empty =
            std::ranges::all_of(patterns_.rows, [&](const auto& row) { return row.cells[month].teachers == 0; });
        if (!is_empty) continue;
        const auto at = static_cast<std::ptrdiff_t>(month);
        patterns_.months.erase(patterns_.months.begin() + at);
        for (auto& row : patterns_.rows) row.cells.erase(row.cells.begin() + at);
    }
}

void PatternsViewModel::make_table()
{
    std::set<RubricVersionId> rubrics;
    for (const auto& row : patterns_.rows) rubrics.insert(row.rubric_version);
    const bool has_several = rubrics.size() > 1;
    table_ = {"Patterns", {}, {}, "Nothing has been rated, tagged or agreed as a step yet this school year."};
    if (has_several) table_.columns.push_back({"Rubric", 140});
    table_.columns.push_back({"Code", 50});
    table_.columns.push_back({"Indicator", 175});
    for (std::size_t month = 0; month < patterns_.months.size(); ++month)
        table_.columns.push_back({month_words(patterns_.months[month]), width_of(month)});
    for (const auto& row : patterns_.rows) {
        TableRow shown;
        if (has_several) shown.cells.push_back(row.rubric_title);
        shown.cells.push_back(row.code);
        shown.cells.push_back(row.title);
        for (const auto& cell : row.cells) shown.cells.push_back(short_words(cell));
        const bool says_nothing =
            std::ranges::all_of(row.cells, [](const Patterns::Cell& cell) { return cell.too_few; });
        if (says_nothing) shown.look = TableRow::Look::quiet;
        table_.rows.push_back(std::move(shown));
    }
}

// A district's "Established, 2169 visits by 125" needs more than a school's "too few".
int PatternsViewModel::width_of(std::size_t month) const
{
    constexpr std::size_t least_letters = 16;
    constexpr double letter = 6.5, edges = 13;
    std::size_t letters = least_letters;
    for (const auto& row : patterns_.rows) letters = std::max(letters, short_words(row.cells[month]).size());
    return static_cast<int>(static_cast<double>(letters) * letter + edges);
}

std::string PatternsViewModel::row_words(std::size_t row) const
{
    if (row >= patterns_.rows.size()) return {};
    const auto& chosen = patterns_.rows[row];
    std::vector<std::string> parts;
    for (std::size_t month = 0; month < chosen.cells.size(); ++month)
        if (!chosen.cells[month].too_few || chosen.cells[month].teachers > 0)
            parts.push_back(month_words(patterns_.months[month]) + ": " + chosen.cells[month].words);
    return chosen.code + " " + chosen.title + ". " + (parts.empty() ? "Not looked at." : join(parts, ". ") + ".");
}

}  // namespace throughline
