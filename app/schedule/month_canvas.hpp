// MonthCanvas: a month with its weeks down and its days across, each with as many lines as fit.
#pragma once

#include "app/schedule/schedule_canvas.hpp"

namespace throughline {

class MonthCanvas : public ScheduleCanvas {
public:
    MonthCanvas(wxWindow* parent, ScheduleViewModel& view_model);

    [[nodiscard]] wxRect area_of(Place place) const override;

protected:
    void paint(wxGraphicsContext& context) override;
    [[nodiscard]] std::optional<Spot> spot_at(const wxPoint& point) const override;

private:
    void paint_day(wxGraphicsContext& context, std::size_t day);
    [[nodiscard]] wxRect cell(std::size_t day) const;
    [[nodiscard]] wxRect line(std::size_t day, std::size_t shown) const;
    [[nodiscard]] std::size_t lines_max() const;
    // The first item that is shown, so that the current one is among them.
    [[nodiscard]] std::size_t first_shown(std::size_t day) const;

    int head_ = 0;
};

}  // namespace throughline
