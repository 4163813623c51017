// LevelGridModel: rows and columns of levels, with a current cell and words for each: what a LevelGrid shows. No wx.
//
// Used by the school's heat map and by the calibration meeting. Promises: every cell has words that say all that it
// shows; a colour is only the ground of a word.
#pragma once

#include <cstddef>
#include <string>

#include "app/viewmodel/palette.hpp"

namespace throughline {

class LevelGridModel {
public:
    struct Place {
        std::size_t row = 0;
        std::size_t column = 0;
        bool operator==(const Place&) const = default;
    };
    struct CellLook {
        std::string level;   // "Emerging"; "too few"; empty where there is nothing
        std::string counts;  // a second line: "12 visits by 3", "1 above"; may be empty
        Tone tone = Tone::neutral;
        bool is_tinted = false;  // stands on its tone's ground, as a chip does
    };

    virtual ~LevelGridModel() = default;
    [[nodiscard]] virtual std::size_t row_count() const = 0;
    [[nodiscard]] virtual std::size_t column_count() const = 0;
    [[nodiscard]] bool has_cells() const { return row_count() > 0 && column_count() > 0; }
    [[nodiscard]] virtual std::string heading(std::size_t row) const = 0;  // "1a Community"
    [[nodiscard]] virtual std::string column_words(std::size_t column) const = 0;
    [[nodiscard]] virtual CellLook look(Place place) const = 0;
    [[nodiscard]] virtual std::string words(Place place) const = 0;  // "1a Community, October: ..."
    [[nodiscard]] virtual Place place() const = 0;
    virtual void move(int rows, int columns) = 0;  // stays within the grid
    virtual void go(Place place) = 0;
};

}  // namespace throughline
