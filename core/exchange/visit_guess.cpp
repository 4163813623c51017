// What the columns and words of a table of visits most likely mean. A person looks at it before anything is read.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "core/exchange/visit_cells.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

struct VisitHeading {
    std::string_view word;
    VisitColumn means;
    bool whole = false;  // the heading must be just this
};

// The more telling ones first: "action step follow-up date" is a date of the step, not of the visit.
constexpr std::array<VisitHeading, 52> visit_headings{{
    {"check back", VisitColumn::check_on},
    {"check-back", VisitColumn::check_on},
    {"step due", VisitColumn::check_on},
    {"follow up on", VisitColumn::check_on},
    {"follow-up date", VisitColumn::check_on},
    {"follow up date", VisitColumn::check_on},
    {"private", VisitColumn::private_note},
    {"action step", VisitColumn::action_step},
    {"next step", VisitColumn::action_step},
    {"action", VisitColumn::action_step, true},
    {"goal", VisitColumn::action_step, true},
    {"growth", VisitColumn::growth_area},
    {"grow", VisitColumn::growth_area, true},
    {"grows", VisitColumn::growth_area, true},
    {"refinement", VisitColumn::growth_area},
    {"improve", VisitColumn::growth_area},
    {"strength", VisitColumn::strength},
    {"glow", VisitColumn::strength},
    {"praise", VisitColumn::strength},
    {"celebrat", VisitColumn::strength},
    {"reinforcement", VisitColumn::strength},
    {"went well", VisitColumn::strength},
    {"notes", VisitColumn::evidence},
    {"comments", VisitColumn::evidence},
    {"evidence", VisitColumn::evidence},
    {"observer", VisitColumn::observer},
    {"observed by", VisitColumn::observer},
    {"visited by", VisitColumn::observer},
    {"coach", VisitColumn::observer, true},
    {"coach name", VisitColumn::observer, true},
    {"evaluator", VisitColumn::observer},
    {"students present", VisitColumn::students},
    {"number of students", VisitColumn::students},
    {"# of students", VisitColumn::students},
    {"students", VisitColumn::students, true},
    {"teacher", VisitColumn::teacher},
    {"staff", VisitColumn::teacher},
    {"timestamp", VisitColumn::date},
    {"date", VisitColumn::date},
    {"minutes", VisitColumn::minutes},
    {"duration", VisitColumn::minutes},
    {"length", VisitColumn::minutes},
    {"mins", VisitColumn::minutes, true},
    {"min", VisitColumn::minutes, true},
    {"end time", VisitColumn::nothing},
    {"time out", VisitColumn::nothing},
    {"time", VisitColumn::time},
    {"start", VisitColumn::time, true},
    {"purpose", VisitColumn::purpose},
    {"type", VisitColumn::purpose},
    {"subject", VisitColumn::subject},
    {"grade", VisitColumn::grade},
}};

VisitColumn meaning_of(const std::string& heading)
{
    const auto text = folded(heading);
    if (text == "status" || text == "state" || text == "shared" || text == "shared?") return VisitColumn::state;
    for (const auto& each : visit_headings)
        if (each.whole ? text == each.word : text.find(each.word) != std::string::npos) return each.means;
    return VisitColumn::nothing;
}

struct RowGuess {
    std::string code;  // empty: no row
    bool is_by_title = false;
};

// "6.1", "6.1 Thinking", "6.1: Thinking", or the row's title.
RowGuess row_of(const std::string& heading, const Rubric& rubric)
{
    const auto text = folded(heading);
    RowGuess found;
    std::size_t found_size = 0;
    for (const auto& node : rubric.nodes) {
        if (!is_rated(node)) continue;
        const auto code = folded(node.code);
        const bool begins = text.starts_with(code) &&
                            (text.size() == code.size() ||
                             std::string_view(" :.-)_").find(text[code.size()]) != std::string_view::npos) &&
                            !(text.size() > code.size() + 1 && text[code.size()] == '.' &&
                              text[code.size() + 1] >= '0' && text[code.size() + 1] <= '9');
        const auto title = folded(node.title);
        const bool is_titled = !title.empty() && text == title;
        const auto size = begins ? code.size() : is_titled ? title.size() : 0;
        if (size > found_size) {
            found = {node.code, !begins};
            found_size = size;
        }
    }
    return found;
}

DateOrder order_of_dates(const VisitSheet& sheet, const VisitMapping& mapping)
{
    for (std::size_t at = 0; at < mapping.columns.size(); ++at) {
        if (mapping.columns[at].means != VisitColumn::date) continue;
        const auto readable = [&](DateOrder order) {
            return std::ranges::count_if(
                sheet.rows, [&](const auto& row) { return date_in_cell(row.cells[at], order).has_value(); });
        };
        const auto day_first = readable(DateOrder::day_first);
        const auto month_first = readable(DateOrder::month_first);
        if (day_first > month_first) return DateOrder::day_first;
        // Where both read as much, as in the United States, where most of these sheets come from; but who writes dots
        // between the numbers writes the day first.
        const auto has_dots = [&](const auto& row) {
            return row.cells[at].find('.') != std::string::npos && date_in_cell(row.cells[at], DateOrder::day_first);
        };
        const auto dotted = std::ranges::count_if(sheet.rows, has_dots);
        if (day_first == month_first && dotted > 0 && dotted == day_first) return DateOrder::day_first;
    }
    return DateOrder::month_first;
}

// What words of other tools stand for on a scale of four; by the place of the level on it.
std::optional<std::size_t> place_on_four(const std::string& word)
{
    constexpr std::array<std::array<std::string_view, 4>, 4> families{
        {{"not yet", "somewhat", "mostly", "yes"},
         {"beginning", "developing", "proficient", "advanced"},
         {"unsatisfactory", "basic", "proficient", "distinguished"},
         {"ineffective", "developing", "effective", "highly effective"}}};
    for (const auto& family : families)
        for (std::size_t place = 0; place < family.size(); ++place)
            if (word == family[place]) return place;
    return std::nullopt;
}

// "3 - Mostly", "Mostly (3)": the number that stands with the word.
std::optional<std::string> number_beside(const std::string& word)
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t end = 0;
    while (end < word.size() && is_digit(word[end])) ++end;
    if (end > 0 && end < word.size() && word.find_first_of(" -:.=") == end) return word.substr(0, end);
    if (!word.ends_with(')')) return std::nullopt;
    const auto open = word.rfind('(');
    if (open == std::string::npos) return std::nullopt;
    const auto inside = word.substr(open + 1, word.size() - open - 2);
    return !inside.empty() && std::ranges::all_of(inside, is_digit) ? std::optional(inside) : std::nullopt;
}

std::optional<std::string> guess_of(const std::string& written, const Rubric& rubric, const RubricNode& node)
{
    const auto word = folded(written);
    constexpr std::array<std::string_view, 5> not_applicable{"n/a", "na", "n.a.", "not applicable", "does not apply"};
    constexpr std::array<std::string_view, 6> not_observed{"no",       "n/o",  "not observed",
                                                           "not seen", "n.o.", "did not see"};
    if (std::ranges::find(not_applicable, word) != not_applicable.end()) return "not-applicable";
    if (std::ranges::find(not_observed, word) != not_observed.end()) return "not-observed";
    if (word == "-" || word == "--") return "";
    if (const auto number = number_beside(word))
        if (const auto* level = rubric.level(node, *number)) return fmt::to_string(level->number);
    const auto* scale = rubric.scale_of(node);
    const auto place = place_on_four(word);
    constexpr std::size_t four = 4;
    if (place && scale != nullptr && scale->levels.size() == four) return fmt::to_string(scale->levels[*place].number);
    return std::nullopt;
}

// Whether most of a column's cells can be ratings of this row: a row may be called "Evidence", and hold notes.
bool holds_ratings(const VisitSheet& sheet, std::size_t at, const std::string& code, const Rubric& rubric)
{
    const auto* node = rubric.node(code);
    std::size_t filled = 0;
    std::size_t ratings = 0;
    for (const auto& row : sheet.rows) {
        const auto word = std::string(trimmed(row.cells[at]));
        if (word.empty()) continue;
        ++filled;
        if (rating_in_cell(word, {}, rubric, code) || guess_of(word, rubric, *node)) ++ratings;
    }
    return 2 * ratings >= filled;
}

}  // namespace

VisitMapping guess_visit_mapping(const VisitSheet& sheet, const Rubric& rubric)
{
    VisitMapping mapping;
    mapping.rubric = rubric.id;
    std::set<VisitColumn> used;
    std::set<std::string> used_rows;
    for (std::size_t at = 0; at < sheet.headings.size(); ++at) {
        const auto& heading = sheet.headings[at];
        const auto row = row_of(heading, rubric);
        VisitMapping::Column column{heading, VisitColumn::nothing, row.code};
        const bool is_row = !row.code.empty() && (!row.is_by_title || holds_ratings(sheet, at, row.code, rubric));
        if (is_row && used_rows.insert(column.code).second) {
            column.means = VisitColumn::rating;
        } else {
            column.code.clear();
            column.means = meaning_of(heading);
            // Notes may stand in several columns; of the others the first is the one.
            if (!may_stand_twice(column.means) && !used.insert(column.means).second)
                column.means = VisitColumn::nothing;
        }
        mapping.columns.push_back(std::move(column));
    }
    mapping.dates = order_of_dates(sheet, mapping);
    for (std::size_t at = 0; at < mapping.columns.size(); ++at) {
        if (mapping.columns[at].means != VisitColumn::rating) continue;
        const auto* node = rubric.node(mapping.columns[at].code);
        for (const auto& row : sheet.rows) {
            const auto word = std::string(trimmed(row.cells[at]));
            if (rating_in_cell(word, mapping, rubric, mapping.columns[at].code)) continue;
            if (const auto guessed = guess_of(word, rubric, *node)) mapping.words.push_back({word, *guessed});
        }
    }
    return mapping;
}

std::vector<std::string> rating_words_in(const VisitSheet& sheet, const VisitMapping& mapping)
{
    std::vector<std::string> words;
    std::set<std::string> known;
    for (const auto& row : sheet.rows)
        for (std::size_t at = 0; at < mapping.columns.size() && at < row.cells.size(); ++at) {
            if (mapping.columns[at].means != VisitColumn::rating) continue;
            const auto word = std::string(trimmed(row.cells[at]));
            if (!word.empty() && known.insert(folded(word)).second) words.push_back(word);
        }
    return words;
}

std::vector<std::string> unknown_words(const VisitSheet& sheet, const VisitMapping& mapping, const Rubric& rubric)
{
    std::vector<std::string> words;
    std::set<std::string> known;
    for (const auto& row : sheet.rows)
        for (std::size_t at = 0; at < mapping.columns.size() && at < row.cells.size(); ++at) {
            if (mapping.columns[at].means != VisitColumn::rating) continue;
            const auto word = std::string(trimmed(row.cells[at]));
            if (!rating_in_cell(word, mapping, rubric, mapping.columns[at].code) && known.insert(folded(word)).second)
                words.push_back(word);
        }
    return words;
}

}  // namespace throughline
