#include "app/viewmodel/weeks_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/cadence_view_model.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

using Days = boost::gregorian::days;
constexpr int whole_week = 5;

std::string times(int count) { return count == 2 ? " twice" : count > 2 ? fmt::format(" {} times", count) : ""; }

std::size_t moved(std::size_t from, int by, std::size_t count)
{
    const auto last = static_cast<long>(count) - 1;
    return static_cast<std::size_t>(std::clamp(static_cast<long>(from) + by, 0L, last));
}

}  // namespace

std::vector<WeekMark> marks_of(const WeeksGrid::Cell& cell)
{
    std::vector<WeekMark> marks;
    if (cell.visited > 0) marks.push_back(WeekMark::visited);
    if (cell.debriefed > 0) marks.push_back(WeekMark::debriefed);
    if (cell.step_checked > 0) marks.push_back(WeekMark::step_checked);
    if (cell.planned) marks.push_back(WeekMark::planned);
    return marks;
}

std::string words_of(const WeeksGrid::Cell& cell)
{
    std::vector<std::string> parts;
    if (cell.visited > 0) parts.push_back("visited" + times(cell.visited));
    if (cell.debriefed > 0) parts.push_back("debriefed" + times(cell.debriefed));
    if (cell.step_checked > 0) parts.push_back("step checked");
    if (cell.planned) parts.push_back("visit planned");
    if (cell.excused) parts.push_back("excused");
    if (cell.holiday) parts.push_back("no school");
    return join(parts, ", ");
}

Result<void> WeeksViewModel::refresh(const CadenceFilter& filter)
{
    auto grid = document_.ask(question(filter));
    if (!grid) return tl::unexpected(grid.error());
    take(std::move(*grid));
    return {};
}

WeeksGrid WeeksViewModel::question(const CadenceFilter& filter)
{
    WeeksGrid question;
    question.filter = filter;
    return question;
}

void WeeksViewModel::take(WeeksGrid::Grid grid)
{
    const bool was_placed = is_placed_;
    const auto teacher = was_placed ? grid_.rows[place_.row].teacher : PersonId{};
    const auto monday = was_placed ? grid_.weeks[place_.week].monday : Date();
    grid_ = std::move(grid);
    if (is_empty()) {
        is_placed_ = false;
        return;
    }
    const auto same_row = std::ranges::find(grid_.rows, teacher, &WeeksGrid::Row::teacher);
    const auto same_week = std::ranges::find(grid_.weeks, monday, &WeeksGrid::Week::monday);
    if (same_row != grid_.rows.end()) place_.row = static_cast<std::size_t>(same_row - grid_.rows.begin());
    if (same_week != grid_.weeks.end()) place_.week = static_cast<std::size_t>(same_week - grid_.weeks.begin());
    if (!was_placed) place_ = {0, this_week()};
    is_placed_ = true;
    go(place_);
}

std::string WeeksViewModel::empty_words() const
{
    if (!is_empty()) return {};
    return "There are no teachers here. Import a roster on the Roster page, or take a filter away.";
}

std::string WeeksViewModel::more_words() const
{
    const auto shown = static_cast<int>(grid_.rows.size());
    if (shown >= grid_.teachers) return {};
    return fmt::format("The first {} of {} teachers; choose a school to see all of it. ", shown, grid_.teachers);
}

std::size_t WeeksViewModel::this_week() const
{
    const auto today = document_.today();
    std::size_t last = 0;
    for (std::size_t week = 0; week < grid_.weeks.size(); ++week)
        if (grid_.weeks[week].monday <= today) last = week;
    return last;
}

void WeeksViewModel::move(int rows, int weeks)
{
    if (is_empty()) return;
    place_ = {moved(place_.row, rows, grid_.rows.size()), moved(place_.week, weeks, grid_.weeks.size())};
}

void WeeksViewModel::go(Place place)
{
    place_ = place;
    move(0, 0);
}

const WeeksGrid::Row* WeeksViewModel::row() const
{
    return place_.row < grid_.rows.size() ? &grid_.rows[place_.row] : nullptr;
}

std::string WeeksViewModel::words(Place place) const
{
    const auto& row = grid_.rows[place.row];
    const auto state = is_pressing(row.state) || row.state == DueState::excused
                           ? fmt::format("{}, {}", row.teacher_name, name_of(row.state))
                           : row.teacher_name;
    return state + ". " + row.cells[place.week].words;
}

std::string WeeksViewModel::second_line(std::size_t week) const
{
    const auto& one = grid_.weeks[week];
    if (one.school_days == 0) return "no school";
    auto words = one.letter;
    if (one.school_days < whole_week) words += (words.empty() ? "" : ", ") + counted(one.school_days, "day");
    return words;
}

std::optional<Date> WeeksViewModel::day_to_plan() const
{
    if (is_empty()) return std::nullopt;
    const auto monday = grid_.weeks[place_.week].monday;
    const auto friday = monday + Days(whole_week - 1);
    const auto today = document_.today();
    if (friday < today) return std::nullopt;
    return std::max(monday, today);
}

ShownTable WeeksViewModel::table() const
{
    ShownTable table{"Weeks", {{"Teacher", 190}, {"State", 110}}, {}, empty_words()};
    for (const auto& week : grid_.weeks) table.columns.push_back({"Week of " + week.label});
    for (const auto& row : grid_.rows) {
        TableRow shown{any(row.teacher), {row.teacher_name, std::string(name_of(row.state))}};
        for (const auto& cell : row.cells) shown.cells.push_back(words_of(cell));
        tint(shown, 1, row.state);
        table.rows.push_back(std::move(shown));
    }
    return table;
}

ShownTable WeeksViewModel::row_table() const
{
    const auto* chosen = row();
    ShownTable table{"Weeks", {{"Week of", 110}, {"Days", 90}, {"What happened", 320}}, {}, {}};
    if (!chosen) return table;
    table.name = "Weeks of " + chosen->teacher_name;
    for (std::size_t week = grid_.weeks.size(); week-- > 0;) {
        auto words = words_of(chosen->cells[week]);
        TableRow shown{{}, {grid_.weeks[week].label, second_line(week), words.empty() ? "nothing" : words}};
        if (words.empty()) shown.look = TableRow::Look::quiet;
        table.rows.push_back(std::move(shown));
    }
    return table;
}

}  // namespace throughline
