// HeatMapCanvas: rows of the rubric down, months across, in each cell the middle level in words with visits and
// observers; the arrows walk it, and a screen reader says the current cell. A level's colour is only its ground.
//
// Used by the School tab of the Growth page. All it shows comes from the view-model.
#pragma once

#include <functional>

#include <wx/scrolwin.h>

#include "app/viewmodel/school_growth_view_model.hpp"

class wxGraphicsContext;

namespace throughline {

class HeatMapCanvas : public wxScrolledCanvas {
public:
    HeatMapCanvas(wxWindow* parent, SchoolGrowthViewModel& view_model);

    // After the view-model asked again.
    void show();

    std::function<void()> on_move;  // another cell is the current one

private:
    using Place = SchoolGrowthViewModel::Place;
    struct Sizes {
        int name = 0;   // width of the rows' names
        int month = 0;  // width of a month
        int head = 0;   // height of the months' heads
        int row = 0;    // height of a row
    };

    void bind();
    void measure();
    void paint();
    void paint_cell(wxGraphicsContext& context, Place place);
    void paint_name(wxGraphicsContext& context, std::size_t row);
    void paint_heads(wxGraphicsContext& context, std::size_t month_end);
    void paint_current(wxGraphicsContext& context);
    [[nodiscard]] wxRect area_of(Place place) const;
    [[nodiscard]] Place first() const;  // in sight at the left top
    [[nodiscard]] std::size_t rows_in_sight() const;
    [[nodiscard]] std::size_t months_in_sight() const;
    [[nodiscard]] bool place_at(const wxPoint& point, Place& place) const;
    void on_key(wxKeyEvent& event);
    bool walk(int key, bool far);
    void moved();
    void reveal();

    SchoolGrowthViewModel& view_model_;
    Sizes sizes_;
    std::string pointed_;      // the words of the cell below the pointer
    bool is_waiting_ = false;  // for room
};

}  // namespace throughline
