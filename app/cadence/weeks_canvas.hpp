// WeeksCanvas: the weeks grid as a picture that the keyboard walks: teachers down, school weeks across, the names and
// the weeks' heads always in sight. Marks differ in shape, not only in colour; a screen reader says the current cell.
//
// Used by WeeksView. Arrows, Home, End and the page keys move the current cell; Enter and a double click call
// `on_open`. All it shows comes from the view-model.
#pragma once

#include <functional>

#include <wx/scrolwin.h>

#include "app/viewmodel/weeks_view_model.hpp"

class wxGraphicsContext;

namespace throughline {

class WeeksCanvas : public wxScrolledCanvas {
public:
    WeeksCanvas(wxWindow* parent, WeeksViewModel& view_model);

    // After the view-model asked again.
    void show();

    std::function<void()> on_move;  // another cell is the current one
    std::function<void()> on_open;

private:
    using Place = WeeksViewModel::Place;
    struct Sizes {
        int name = 0;  // width of the teachers' names
        int week = 0;  // width of a week
        int head = 0;  // height of the weeks' heads
        int row = 0;   // height of a row
    };

    void measure();
    void paint();
    void paint_week(wxGraphicsContext& context, std::size_t week);
    void paint_head(wxGraphicsContext& context, std::size_t week);
    void paint_cell(wxGraphicsContext& context, Place place);
    void paint_name(wxGraphicsContext& context, std::size_t row);
    void paint_current(wxGraphicsContext& context);
    [[nodiscard]] wxRect area_of(Place place) const;
    [[nodiscard]] wxRect week_area(std::size_t week) const;
    [[nodiscard]] Place first() const;  // in sight at the left top
    [[nodiscard]] std::size_t rows_in_sight() const;
    [[nodiscard]] std::size_t weeks_in_sight() const;
    [[nodiscard]] bool place_at(const wxPoint& point, Place& place) const;
    void on_key(wxKeyEvent& event);
    bool walk(int key, bool far);
    void go(Place place);
    void moved();
    void reveal();

    WeeksViewModel& view_model_;
    Sizes sizes_;
    std::string pointed_;  // the words of the cell below the pointer
    bool was_shown_ = false;
    bool is_waiting_ = false;  // for room
};

// What the marks mean, in one line.
class WeeksKey : public wxWindow {
public:
    explicit WeeksKey(wxWindow* parent);
    bool AcceptsFocus() const override { return false; }

protected:
    wxSize DoGetBestClientSize() const override;

private:
    void paint();
};

}  // namespace throughline
