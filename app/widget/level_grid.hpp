// LevelGrid: rows of the rubric down, columns across, in each cell a level in words with a line below it; the arrows
// walk it, and a screen reader says the current cell. A level's colour is only its ground.
//
// Used by the School tab of the Growth page and by the calibration meeting. All it shows comes from the view-model.
#pragma once

#include <functional>

#include <wx/scrolwin.h>

#include "app/viewmodel/level_grid_model.hpp"

class wxGraphicsContext;

namespace throughline {

class LevelGrid : public wxScrolledCanvas {
public:
    LevelGrid(wxWindow* parent, LevelGridModel& view_model);

    // After the view-model asked again.
    void show();

    std::function<void()> on_move;                        // another cell is the current one
    std::function<bool(wxKeyEvent& event)> on_key_first;  // true: the key was taken

private:
    using Place = LevelGridModel::Place;
    struct Sizes {
        int name = 0;    // width of the rows' names
        int column = 0;  // width of a column
        int head = 0;    // height of the columns' heads
        int row = 0;     // height of a row
    };

    void bind();
    void measure();
    void paint();
    void paint_cell(wxGraphicsContext& context, Place place);
    void paint_name(wxGraphicsContext& context, std::size_t row);
    void paint_heads(wxGraphicsContext& context, std::size_t column_end);
    void paint_current(wxGraphicsContext& context);
    [[nodiscard]] wxRect area_of(Place place) const;
    [[nodiscard]] Place first() const;  // in sight at the left top
    [[nodiscard]] std::size_t rows_in_sight() const;
    [[nodiscard]] std::size_t columns_in_sight() const;
    [[nodiscard]] bool place_at(const wxPoint& point, Place& place) const;
    void on_key(wxKeyEvent& event);
    bool walk(int key, bool far);
    void moved();
    void reveal();

    LevelGridModel& view_model_;
    Sizes sizes_;
    std::string pointed_;      // the words of the cell below the pointer
    bool is_waiting_ = false;  // for room
};

}  // namespace throughline
