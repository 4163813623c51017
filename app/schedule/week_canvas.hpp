// WeekCanvas: a week with its days as columns and the hours down; what has no time of day stands on top.
#pragma once

#include "app/schedule/schedule_canvas.hpp"

namespace throughline {

class WeekCanvas : public ScheduleCanvas {
public:
    WeekCanvas(wxWindow* parent, ScheduleViewModel& view_model);

    void show() override;
    [[nodiscard]] wxRect area_of(Place place) const override;

protected:
    void paint(wxGraphicsContext& context) override;
    [[nodiscard]] std::optional<Spot> spot_at(const wxPoint& point) const override;
    void reveal() override;

private:
    struct Lane {  // of items at the same time, side by side
        std::size_t at = 0;
        std::size_t count = 1;
    };
    void measure();
    void paint_hours(wxGraphicsContext& context);
    void paint_blocks(wxGraphicsContext& context, std::size_t day);
    void paint_heads(wxGraphicsContext& context);
    void paint_head(wxGraphicsContext& context, std::size_t day);
    void paint_dragged(wxGraphicsContext& context);
    [[nodiscard]] wxRect column(std::size_t day) const;
    void paint_untimed(wxGraphicsContext& context, std::size_t day);
    // What of a day's items without a time is shown on top: as many as fit, the current one among them.
    struct Strip {
        std::size_t count = 0;
        std::size_t first = 0;
        std::size_t shown = 0;
    };
    [[nodiscard]] Strip strip_of(std::size_t day) const;
    [[nodiscard]] wxRect strip_line(std::size_t day, std::size_t line) const;
    // Empty for what is not shown.
    [[nodiscard]] wxRect item_area(std::size_t day, std::size_t item) const;
    [[nodiscard]] int y_of(int minute) const;
    [[nodiscard]] int minute_at(int y) const;

    int gutter_ = 0;
    int hour_ = 0;
    int head_ = 0;   // height of the days' names
    int strip_ = 0;  // height of what has no time
    int first_hour_ = 7;
    int last_hour_ = 17;
    std::vector<std::vector<Lane>> lanes_;  // of each day's items
    bool is_scrolled_ = false;
};

}  // namespace throughline
