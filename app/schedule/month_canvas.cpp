#include "app/schedule/month_canvas.hpp"

#include <algorithm>
#include <array>

#include <wx/graphics.h>

#include "app/widget/canvas.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr std::array weekdays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

}  // namespace

MonthCanvas::MonthCanvas(wxWindow* parent, ScheduleViewModel& view_model) : ScheduleCanvas(parent, view_model)
{
    head_ = GetCharHeight() + FromDIP(10);
    SetMinSize(wxSize(FromDIP(320), FromDIP(200)));
}

wxRect MonthCanvas::cell(std::size_t day) const
{
    const auto size = GetClientSize();
    const auto across = static_cast<std::size_t>(view_model_.days_a_week());
    const int columns = static_cast<int>(across);
    const int rows = std::max(1, static_cast<int>(view_model_.days().size() / across));
    const int column = static_cast<int>(day % across);
    const int row = static_cast<int>(day / across);
    const int left = size.GetWidth() * column / columns;
    const int top = head_ + (size.GetHeight() - head_) * row / rows;
    return {left, top, size.GetWidth() * (column + 1) / columns - left,
            head_ + (size.GetHeight() - head_) * (row + 1) / rows - top};
}

wxRect MonthCanvas::area_of(Place place) const
{
    if (!place.item) return cell(place.day);
    const auto first = first_shown(place.day);
    return *place.item < first ? wxRect() : line(place.day, *place.item - first);
}

wxRect MonthCanvas::line(std::size_t day, std::size_t shown) const
{
    const auto room = cell(day);
    const int inset = FromDIP(3);
    return {room.x + inset, room.y + line_height() + static_cast<int>(shown) * line_height(), room.width - 2 * inset,
            line_height() - FromDIP(1)};
}

std::size_t MonthCanvas::lines_max() const
{
    return static_cast<std::size_t>(std::max(1, cell(0).height / line_height() - 1));
}

std::size_t MonthCanvas::first_shown(std::size_t day) const
{
    const auto place = view_model_.place();
    if (place.day != day || !place.item) return 0;
    const auto count = view_model_.days()[day].items.size();
    const auto lines = lines_max();
    // The last line says how many more there are.
    const auto room = count > lines && lines > 1 ? lines - 1 : lines;
    return *place.item < room ? 0 : *place.item + 1 - room;
}

void MonthCanvas::paint(wxGraphicsContext& context)
{
    const auto& palette = theme::palette();
    const auto size = GetClientSize();
    context.SetPen(*wxTRANSPARENT_PEN);
    context.SetBrush(wxBrush(theme::colour(palette.card)));
    context.DrawRectangle(0, 0, size.GetWidth(), size.GetHeight());
    context.SetBrush(wxBrush(theme::colour(palette.window)));
    context.DrawRectangle(0, 0, size.GetWidth(), head_);
    context.SetFont(GetFont(), theme::colour(palette.quiet_text));
    for (int day = 0; day < view_model_.days_a_week(); ++day) {
        const auto room = cell(static_cast<std::size_t>(day));
        canvas::paint_text(context, weekdays[static_cast<std::size_t>(day)], wxRect(room.x, 0, room.width, head_),
                           canvas::Align::centre);
    }
    for (std::size_t day = 0; day < view_model_.days().size(); ++day) paint_day(context, day);
    paint_empty_words(context, wxRect(0, head_, size.GetWidth(), size.GetHeight() - head_));
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.DrawRectangle(0.5, 0.5, size.GetWidth() - 1, size.GetHeight() - 1);
}

void MonthCanvas::paint_day(wxGraphicsContext& context, std::size_t day)
{
    const auto& palette = theme::palette();
    const auto& one = view_model_.days()[day];
    const auto room = cell(day);
    paint_day_ground(context, one, room);
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.DrawRectangle(room.x + 0.5, room.y + 0.5, room.width, room.height);
    const bool is_today = one.on == view_model_.today();
    context.SetFont(is_today ? GetFont().Bold() : GetFont(), theme::colour(is_today         ? palette.accent
                                                                           : one.is_outside ? palette.quiet_text
                                                                                            : palette.text));
    auto number = std::to_string(one.on.day().as_number());
    if (one.is_outside) number += std::string(" ") + one.on.month().as_short_string();
    if (is_today) number += " today";
    if (!one.holiday.empty()) number += "  " + one.holiday;
    canvas::paint_text(context, to_wx(number),
                       wxRect(room.x + FromDIP(6), room.y, room.width - FromDIP(8), line_height()),
                       canvas::Align::left);

    const auto lines = lines_max();
    const auto first = first_shown(day);
    const bool is_cut = one.items.size() > lines;
    const auto shown = is_cut && lines > 1 ? lines - 1 : std::min(lines, one.items.size());
    for (std::size_t at = 0; at < shown && first + at < one.items.size(); ++at) {
        paint_item(context, one.items[first + at], line(day, at), is_current(day, first + at));
        if (is_current(day, first + at)) paint_ring(context, line(day, at));
    }
    if (is_cut && lines > 1) {
        context.SetFont(GetFont(), theme::colour(palette.quiet_text));
        auto more = line(day, shown);
        more.x += FromDIP(6);
        canvas::paint_text(context, wxString::Format("%zu more", one.items.size() - shown), more, canvas::Align::left);
    }
    if (day == view_model_.place().day && !view_model_.item())
        paint_ring(context,
                   wxRect(room.x + FromDIP(2), room.y + FromDIP(2), room.width - FromDIP(3), room.height - FromDIP(3)));
    const bool is_target = drag_ && drag_->is_moving && drag_->over && drag_->over->place.day == day;
    if (!is_target) return;
    context.SetPen(wxPen(theme::colour(palette.accent), FromDIP(2), wxPENSTYLE_SHORT_DASH));
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.DrawRectangle(room.x + FromDIP(2), room.y + FromDIP(2), room.width - FromDIP(4), room.height - FromDIP(4));
}

std::optional<ScheduleCanvas::Spot> MonthCanvas::spot_at(const wxPoint& point) const
{
    const auto& days = view_model_.days();
    for (std::size_t day = 0; day < days.size(); ++day) {
        if (!cell(day).Contains(point)) continue;
        Spot spot{{day, {}}, false, {}};
        const auto first = first_shown(day);
        for (std::size_t at = 0; at < lines_max() && first + at < days[day].items.size(); ++at)
            if (line(day, at).Contains(point)) {
                spot.place.item = first + at;
                spot.is_item = true;
            }
        return spot;
    }
    return std::nullopt;
}

}  // namespace throughline
