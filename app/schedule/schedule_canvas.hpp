// ScheduleCanvas: the schedule as a picture that the keyboard walks and the mouse drags: what the week's and the
// month's picture have in common. A screen reader says the current item or day. It shows what the view-model says.
//
// Arrows walk; Ctrl with arrows moves the item by a day or a quarter of an hour; Enter opens; Delete or S skips with a
// reason; Page Up and Page Down turn the week or month; Home goes to today.
#pragma once

#include <functional>
#include <optional>

#include <wx/scrolwin.h>

#include "app/viewmodel/schedule_view_model.hpp"

class wxGraphicsContext;

namespace throughline {

class ScheduleCanvas : public wxScrolledCanvas {
public:
    ScheduleCanvas(wxWindow* parent, ScheduleViewModel& view_model);

    virtual void show();  // after the view-model asked again

    using Place = ScheduleViewModel::Place;
    // Where an item, or a day without one, is drawn; in this window.
    [[nodiscard]] virtual wxRect area_of(Place place) const = 0;

    std::function<void()> on_place;  // another item or day is the current one, maybe in another week
    std::function<void(const Result<std::string>&)> on_moved;
    std::function<void(const Error&)> on_trouble;
    std::function<void()> on_open;
    std::function<void(Date day, std::optional<int> minute_of_day)> on_plan;
    std::function<void()> on_skip;

protected:
    struct Spot {  // what lies below a point
        Place place;
        bool is_item = false;
        std::optional<int> minute;  // of the day, in the week's picture
    };

    virtual void paint(wxGraphicsContext& context) = 0;
    [[nodiscard]] virtual std::optional<Spot> spot_at(const wxPoint& point) const = 0;
    virtual void reveal() {}

    // One item in a box: its mark, time and name.
    void paint_item(wxGraphicsContext& context, const ScheduleRow& item, const wxRect& area, bool is_current) const;
    [[nodiscard]] std::vector<wxString> lines_of(wxGraphicsContext& context, const ScheduleRow& item, int width,
                                                 std::size_t count) const;
    void paint_day_ground(wxGraphicsContext& context, const ScheduleViewModel::Day& day, const wxRect& area) const;
    // In the middle of the area, where nothing is planned at all.
    void paint_empty_words(wxGraphicsContext& context, const wxRect& area) const;
    void paint_ring(wxGraphicsContext& context, const wxRect& area) const;
    [[nodiscard]] int line_height() const { return GetCharHeight() + FromDIP(4); }
    // The time of day that the dragged item would get; nothing: none.
    [[nodiscard]] std::optional<int> dragged_to(const ScheduleRow& item) const;
    [[nodiscard]] bool is_current(std::size_t day, std::size_t item) const;

    ScheduleViewModel& view_model_;
    struct Drag {
        wxPoint from;
        int grip = 0;  // minutes between the item's begin and the pointer
        bool is_moving = false;
        std::optional<Spot> over;
    };
    std::optional<Drag> drag_;

private:
    void on_key(wxKeyEvent& event);
    [[nodiscard]] bool walk(int code);
    [[nodiscard]] bool move(int code);
    void walked(const Result<void>& done);
    void press(const wxPoint& point);
    void drag(const wxPoint& point);
    void release();
    void drop_drag();
    void point_at(const wxPoint& point);

    std::string pointed_;
};

}  // namespace throughline
