// WeeksViewModel: teachers down, school weeks across, with one current cell that the arrows move. No wx.
//
// Used by the weeks grid of the Cadence page. Promises: the current cell stays on its teacher and week when the answer
// changes; each cell has words that say all that its marks say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

// What a cell draws, left to right. Each has a shape of its own; "planned" is the hollow form of "visited".
enum class WeekMark { visited, debriefed, step_checked, planned };
[[nodiscard]] std::vector<WeekMark> marks_of(const WeeksGrid::Cell& cell);
// "visited twice, debriefed"; empty where nothing was.
[[nodiscard]] std::string words_of(const WeeksGrid::Cell& cell);

class WeeksViewModel {
public:
    struct Place {
        std::size_t row = 0;
        std::size_t week = 0;
        bool operator==(const Place&) const = default;
    };

    explicit WeeksViewModel(const Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh(const CadenceFilter& filter);
    [[nodiscard]] static WeeksGrid question(const CadenceFilter& filter);  // `refresh` asks and takes
    void take(WeeksGrid::Grid grid);
    [[nodiscard]] const WeeksGrid::Grid& grid() const { return grid_; }
    [[nodiscard]] bool is_empty() const { return grid_.rows.empty() || grid_.weeks.empty(); }
    [[nodiscard]] std::string empty_words() const;
    // That these are not all teachers; empty if they are.
    [[nodiscard]] std::string more_words() const;
    // The week that today lies in, or the last one before.
    [[nodiscard]] std::size_t this_week() const;

    [[nodiscard]] Place place() const { return place_; }
    void move(int rows, int weeks);  // stays within the grid
    void go(Place place);
    [[nodiscard]] const WeeksGrid::Row* row() const;

    [[nodiscard]] const WeeksGrid::Cell& cell(Place place) const { return grid_.rows[place.row].cells[place.week]; }
    // "Ana Ruiz, overdue. Week of 3 Nov: visited twice, debriefed": what a screen reader says.
    [[nodiscard]] std::string words(Place place) const;
    // The second line over a week's column: "A", "4 days", "no school"; empty for a whole week.
    [[nodiscard]] std::string second_line(std::size_t week) const;
    // The first day in the current cell's week on which a visit can be planned; nothing in a past week.
    [[nodiscard]] std::optional<Date> day_to_plan() const;
    // The same grid as texts.
    [[nodiscard]] ShownTable table() const;
    // The current row's weeks, newest first, as texts.
    [[nodiscard]] ShownTable row_table() const;

private:
    const Document& document_;
    WeeksGrid::Grid grid_;
    Place place_;
    bool is_placed_ = false;
};

}  // namespace throughline
