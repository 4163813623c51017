#include "app/viewmodel/monday_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/cadence_view_model.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

// Rows that fit on one sheet beside the measures; a list's caption and head take as much as three. What is left out is
// counted.
constexpr std::size_t sheet_rows = 26;
constexpr std::size_t head_rows = 3;

// How many rows of each list: one after the other gets one more, until the sheet is full.
std::vector<std::size_t> fair_shares(const std::vector<std::size_t>& sizes)
{
    std::vector<std::size_t> shares(sizes.size(), 0);
    const auto lists = sizes.size() - static_cast<std::size_t>(std::ranges::count(sizes, std::size_t{0}));
    const auto rows_max = sheet_rows - head_rows * lists;
    std::size_t given = 0;
    for (bool gave = true; gave;) {
        gave = false;
        for (std::size_t list = 0; list < sizes.size() && given < rows_max; ++list) {
            if (shares[list] == sizes[list]) continue;
            ++shares[list];
            ++given;
            gave = true;
        }
    }
    return shares;
}

// "35 school days", since the caption says of what.
std::string late_words(std::string words)
{
    constexpr std::string_view tail = " overdue";
    if (words.size() > tail.size() && words.ends_with(tail)) words.resize(words.size() - tail.size());
    return words;
}

// Three columns, so that a row is one line: who, how late, and all the rest.
report::Table table_of(const ShownTable& names, CadenceList list, std::string caption, std::size_t row_count)
{
    const bool is_cadence = list == CadenceList::past_cadence;
    report::Table table;
    table.caption = std::move(caption);
    if (row_count < names.rows.size()) table.caption += fmt::format(", the first {}", row_count);
    table.heads = {"Teacher", "Late", is_cadence ? "Why" : "What"};
    table.shares = {4, 3, 12};
    for (std::size_t row = 0; row < row_count; ++row) {
        const auto& cells = names.rows[row].cells;
        auto rest = list == CadenceList::unshared ? "Visit of " + cells[2] : cells[2];
        if (!cells[3].empty()) rest = is_cadence ? "Planned for " + cells[3] : rest + ", " + cells[3];
        table.rows.push_back({cells[0], late_words(cells[1]), rest});
    }
    return table;
}

void add_names(report::Document& page, CadenceViewModel& cadence)
{
    std::vector<std::size_t> sizes;
    std::vector<std::string> nothing;
    for (const auto& count : cadence.counts()) {
        sizes.push_back(static_cast<std::size_t>(count.number));
    }
    const auto row_counts = fair_shares(sizes);
    const auto counts = cadence.counts();
    for (std::size_t list = 0; list < counts.size(); ++list) {
        cadence.show_list(counts[list].list);
        if (row_counts[list] == 0) {
            nothing.push_back(cadence.names().empty_words);
            continue;
        }
        page.blocks.push_back(table_of(cadence.names(), counts[list].list,
                                       fmt::format("{} {}", counts[list].number, counts[list].words),
                                       row_counts[list]));
    }
    if (!nothing.empty()) page.blocks.push_back(report::Paragraph{join(nothing, " "), {}});
}

}  // namespace

Result<report::Document> monday_page(const Document& document, const CadenceFilter& filter, const std::string& about)
{
    CadenceViewModel cadence(document);
    if (const auto asked = cadence.refresh(filter); !asked) return tl::unexpected(asked.error());
    FollowThrough question;
    question.filter = filter;
    const auto report = document.ask(question);
    if (!report) return tl::unexpected(report.error());
    const auto settings = document.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());

    report::Document page;
    const auto today = document.today();
    page.title = fmt::format("Visits and follow-up, {} {}", spoken_date(today, today), static_cast<int>(today.year()));
    // Of several schools the filter says which.
    const auto school =
        settings->schools.size() == 1 ? settings->schools.front().name + ", " + about : sentence_case(about);
    page.confidential = "For school leaders. Names of staff; not for passing on.";
    page.blocks.push_back(report::Paragraph{school + ". " + cadence.summary(), report::Paragraph::Look::quiet});
    add_names(page, cadence);
    std::vector<std::vector<std::string>> measures;
    for (const auto& measure : report->measures)
        measures.push_back({std::string(title_of(measure.kind)), measure.words});
    page.blocks.push_back(
        report::Table{"Follow-through this school year", {"Measure", "Value"}, measures, true, {6, 4}});
    page.made_at = document.workspace().now();
    page.made = "Made with Throughline on " + long_date(today) + ".";
    return page;
}

}  // namespace throughline
