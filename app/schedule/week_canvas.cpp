#include "app/schedule/week_canvas.hpp"

#include <algorithm>

#include <wx/graphics.h>

#include "app/viewmodel/typed_time.hpp"
#include "app/widget/canvas.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

namespace {

constexpr int hour_height = 84;  // a visit of a quarter of an hour holds one line of text
constexpr int gutter_width = 52;
constexpr int minutes_an_hour = 60;
constexpr int school_begins = 7;
constexpr int school_ends = 17;
constexpr int opens_at = 8;  // what is in sight at first
constexpr std::size_t strip_lines_max = 4;
constexpr int class_bar_width = 4;

bool is_busy_all_day(const std::vector<HourBlock>& blocks)
{
    return std::ranges::any_of(
        blocks, [](const HourBlock& block) { return block.to_minute - block.from_minute == minutes_a_day; });
}

}  // namespace

WeekCanvas::WeekCanvas(wxWindow* parent, ScheduleViewModel& view_model) : ScheduleCanvas(parent, view_model)
{
    gutter_ = FromDIP(gutter_width);
    hour_ = FromDIP(hour_height);
    head_ = 2 * GetCharHeight() + FromDIP(10);
    SetMinSize(wxSize(FromDIP(320), FromDIP(200)));
}

void WeekCanvas::measure()
{
    first_hour_ = school_begins;
    last_hour_ = school_ends;
    std::size_t untimed_max = 0;
    lanes_.clear();
    for (const auto& day : view_model_.days()) {
        std::size_t untimed = 0;
        std::vector<Lane> lanes(day.items.size());
        std::vector<int> lane_ends;
        std::size_t group_begin = 0;
        for (std::size_t at = 0; at < day.items.size(); ++at) {
            const auto& item = day.items[at];
            if (!item.starts_at) {
                lanes[at] = {untimed++, 1};
                group_begin = at + 1;
                continue;
            }
            const int begins = view_model_.minute_of(item);
            // What is short takes the room of its one line of text.
            const int ends = begins + std::max(item.minutes, ScheduleViewModel::step_minutes);
            first_hour_ = std::min(first_hour_, begins / minutes_an_hour);
            last_hour_ = std::max(last_hour_, std::min(24, (ends + minutes_an_hour - 1) / minutes_an_hour));
            const bool is_alone = std::ranges::all_of(lane_ends, [&](int end) { return end <= begins; });
            if (is_alone) {
                lane_ends.clear();
                group_begin = at;
            }
            const auto free = std::ranges::find_if(lane_ends, [&](int end) { return end <= begins; });
            const auto lane = static_cast<std::size_t>(free - lane_ends.begin());
            if (free == lane_ends.end())
                lane_ends.push_back(ends);
            else
                *free = ends;
            lanes[at].at = lane;
            for (auto member = group_begin; member <= at; ++member) lanes[member].count = lane_ends.size();
        }
        untimed_max = std::max(untimed_max, untimed);
        lanes_.push_back(std::move(lanes));
    }
    strip_ = static_cast<int>(std::min(untimed_max, strip_lines_max)) * line_height() + FromDIP(6);
}

void WeekCanvas::show()
{
    measure();
    if (GetClientSize().GetWidth() > gutter_) {
        SetScrollRate(0, hour_ / 4);
        SetVirtualSize(-1, head_ + strip_ + (last_hour_ - first_hour_) * hour_);
    }
    if (!is_scrolled_ && !view_model_.days().empty()) {
        is_scrolled_ = true;
        CallAfter([this] {
            Scroll(0, (opens_at - first_hour_) * 4);
            reveal();
        });
    }
    ScheduleCanvas::show();
}

int WeekCanvas::y_of(int minute) const
{
    return head_ + strip_ + (minute - first_hour_ * minutes_an_hour) * hour_ / minutes_an_hour -
           GetViewStart().y * (hour_ / 4);
}

int WeekCanvas::minute_at(int y) const
{
    return first_hour_ * minutes_an_hour + (y - y_of(first_hour_ * minutes_an_hour)) * minutes_an_hour / hour_;
}

wxRect WeekCanvas::column(std::size_t day) const
{
    const int width = GetClientSize().GetWidth() - gutter_;
    const int count = std::max(1, view_model_.days_a_week());
    const int left = gutter_ + width * static_cast<int>(day) / count;
    const int right = gutter_ + width * (static_cast<int>(day) + 1) / count;
    return {left, 0, right - left, GetClientSize().GetHeight()};
}

wxRect WeekCanvas::area_of(Place place) const
{
    if (place.item) return item_area(place.day, *place.item);
    auto head = column(place.day);
    head.height = head_;
    return head;
}

WeekCanvas::Strip WeekCanvas::strip_of(std::size_t day) const
{
    const auto& items = view_model_.days()[day].items;
    Strip strip;
    for (const auto& row : items) strip.count += row.starts_at ? 0U : 1U;
    // The last line says how many more there are.
    strip.shown = strip.count > strip_lines_max ? strip_lines_max - 1 : strip.count;
    const auto place = view_model_.place();
    if (place.day != day || !place.item || *place.item >= strip.count || *place.item < strip.shown) return strip;
    strip.first = *place.item + 1 - strip.shown;
    return strip;
}

wxRect WeekCanvas::strip_line(std::size_t day, std::size_t line) const
{
    const auto room = column(day);
    const int inset = FromDIP(class_bar_width + 2);
    return {room.x + inset, head_ + FromDIP(4) + static_cast<int>(line) * line_height(), room.width - 2 * inset,
            line_height() - FromDIP(2)};
}

void WeekCanvas::paint_untimed(wxGraphicsContext& context, std::size_t day)
{
    const auto& items = view_model_.days()[day].items;
    const auto strip = strip_of(day);
    for (auto item = strip.first; item < strip.first + strip.shown; ++item) {
        paint_item(context, items[item], item_area(day, item), is_current(day, item));
        if (is_current(day, item)) paint_ring(context, item_area(day, item));
    }
    if (strip.shown == strip.count) return;
    context.SetFont(GetFont(), theme::colour(theme::palette().quiet_text));
    canvas::paint_text(context, wxString::Format("%zu more", strip.count - strip.shown), strip_line(day, strip.shown),
                       canvas::Align::left);
}

wxRect WeekCanvas::item_area(std::size_t day, std::size_t item) const
{
    const auto room = column(day);
    const auto& row = view_model_.days()[day].items[item];
    const auto& lane = lanes_[day][item];
    const int inset = FromDIP(class_bar_width + 2);
    if (!row.starts_at) {
        const auto strip = strip_of(day);
        const bool is_shown = lane.at >= strip.first && lane.at < strip.first + strip.shown;
        return is_shown ? strip_line(day, lane.at - strip.first) : wxRect();
    }
    const int begins = view_model_.minute_of(row);
    const int height = std::max(row.minutes * hour_ / minutes_an_hour, line_height());
    const int width = (room.width - 2 * inset) / static_cast<int>(lane.count);
    return {room.x + inset + static_cast<int>(lane.at) * width, y_of(begins), width, height};
}

void WeekCanvas::paint(wxGraphicsContext& context)
{
    if (lanes_.size() != view_model_.days().size()) return;
    const auto& palette = theme::palette();
    const auto size = GetClientSize();
    context.SetPen(*wxTRANSPARENT_PEN);
    context.SetBrush(wxBrush(theme::colour(palette.card)));
    context.DrawRectangle(0, 0, size.GetWidth(), size.GetHeight());
    paint_hours(context);
    const auto& days = view_model_.days();
    for (std::size_t day = 0; day < days.size(); ++day) paint_blocks(context, day);
    for (std::size_t day = 0; day < days.size(); ++day)
        for (std::size_t item = 0; item < days[day].items.size(); ++item) {
            if (!days[day].items[item].starts_at) continue;
            paint_item(context, days[day].items[item], item_area(day, item), is_current(day, item));
            if (is_current(day, item)) paint_ring(context, item_area(day, item));
        }
    paint_heads(context);
    paint_dragged(context);
    const int top = head_ + strip_;
    paint_empty_words(context, wxRect(gutter_, top, size.GetWidth() - gutter_, size.GetHeight() - top));
}

// Busy times and own classes fill the column; the chosen teacher's classes are a bar at its left, since a visit goes
// into them.
void WeekCanvas::paint_blocks(wxGraphicsContext& context, std::size_t day)
{
    const auto& palette = theme::palette();
    const auto room = column(day);
    const int bar = FromDIP(class_bar_width);
    for (const auto& block : view_model_.blocks(day)) {
        const int top = std::max(y_of(block.from_minute), head_ + strip_);
        const int bottom = y_of(block.to_minute);
        if (bottom <= top) continue;
        const bool is_theirs = block.kind == HourBlock::Kind::their_class;
        context.SetPen(*wxTRANSPARENT_PEN);
        context.SetBrush(wxBrush(theme::colour(is_theirs ? palette.accent : palette.window)));
        context.DrawRectangle(room.x + 1, top, is_theirs ? bar : room.width - 1, bottom - top);
        context.SetPen(wxPen(theme::colour(is_theirs ? palette.accent : palette.quiet_text), 1, wxPENSTYLE_DOT));
        for (const int y : {top, bottom}) context.StrokeLine(room.x + 1, y, room.x + room.width, y);
        if (block.to_minute - block.from_minute == minutes_a_day) continue;  // the day's head says it
        context.SetFont(GetFont(), theme::colour(palette.quiet_text));
        // Of a class at the foot, where a visit that begins with it leaves it free; else in sight, however it is
        // scrolled.
        const int line = std::min(line_height(), bottom - top);
        const int at = is_theirs ? bottom - line : top;
        const wxRect words(room.x + bar + FromDIP(6), at, room.width - bar - FromDIP(8), line);
        canvas::paint_text(context, to_wx(block.words), words, canvas::Align::left);
    }
}

void WeekCanvas::paint_hours(wxGraphicsContext& context)
{
    const auto& palette = theme::palette();
    const auto size = GetClientSize();
    for (std::size_t day = 0; day < view_model_.days().size(); ++day) {
        const auto room = column(day);
        paint_day_ground(context, view_model_.days()[day], room);
        context.SetPen(wxPen(theme::colour(palette.card_edge)));
        context.StrokeLine(room.x, 0, room.x, room.height);
    }
    for (int hour = first_hour_; hour <= last_hour_; ++hour) {
        const int y = y_of(hour * minutes_an_hour);
        context.SetPen(wxPen(theme::colour(palette.card_edge)));
        context.StrokeLine(gutter_, y, size.GetWidth(), y);
        context.SetFont(GetFont(), theme::colour(palette.quiet_text));
        canvas::paint_text(context, to_wx(time_words(hour * minutes_an_hour)),
                           wxRect(0, y, gutter_ - FromDIP(6), GetCharHeight() + FromDIP(4)), canvas::Align::centre);
    }
}

void WeekCanvas::paint_heads(wxGraphicsContext& context)
{
    const auto& palette = theme::palette();
    const auto size = GetClientSize();
    context.SetPen(*wxTRANSPARENT_PEN);
    context.SetBrush(wxBrush(theme::colour(palette.window)));
    context.DrawRectangle(0, 0, size.GetWidth(), head_);
    context.SetBrush(wxBrush(theme::colour(palette.card)));
    context.DrawRectangle(0, head_, size.GetWidth(), strip_);
    for (std::size_t day = 0; day < view_model_.days().size(); ++day) {
        const auto room = column(day);
        paint_head(context, day);
        paint_untimed(context, day);
        context.SetPen(wxPen(theme::colour(palette.card_edge)));
        context.StrokeLine(room.x, 0, room.x, head_ + strip_);
        if (day == view_model_.place().day && !view_model_.item())
            paint_ring(context, wxRect(room.x + FromDIP(1), FromDIP(1), room.width - FromDIP(2), head_ - FromDIP(2)));
    }
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.StrokeLine(0, head_, size.GetWidth(), head_);
    context.StrokeLine(0, head_ + strip_, size.GetWidth(), head_ + strip_);
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.DrawRectangle(0.5, 0.5, size.GetWidth() - 1, size.GetHeight() - 1);
}

// The day's name, and below it what is particular about the day.
void WeekCanvas::paint_head(wxGraphicsContext& context, std::size_t day)
{
    const auto& palette = theme::palette();
    const auto& one = view_model_.days()[day];
    const auto room = column(day);
    const bool is_today = one.on == view_model_.today();
    const int half = head_ / 2;
    context.SetFont(is_today ? GetFont().Bold() : GetFont(), theme::colour(is_today ? palette.accent : palette.text));
    canvas::paint_text(context, to_wx(spoken_date(one.on, one.on)), wxRect(room.x, FromDIP(2), room.width, half),
                       canvas::Align::centre);
    auto second = one.holiday;
    if (second.empty() && !one.is_school_day) second = "no school";
    if (second.empty() && is_busy_all_day(view_model_.blocks(day))) second = "busy all day";
    if (is_today) second = second.empty() ? "today" : "today, " + second;
    context.SetFont(GetFont(), theme::colour(palette.quiet_text));
    canvas::paint_text(context, to_wx(second), wxRect(room.x, half, room.width, half - FromDIP(2)),
                       canvas::Align::centre);
}

// Where the item would go.
void WeekCanvas::paint_dragged(wxGraphicsContext& context)
{
    const auto* item = view_model_.item();
    if (!drag_ || !drag_->is_moving || !drag_->over || !item) return;
    const auto room = column(drag_->over->place.day);
    const auto minute = dragged_to(*item);
    const int height = minute ? std::max(item->minutes * hour_ / minutes_an_hour, line_height()) : line_height();
    const int y = minute ? y_of(*minute) : head_;
    context.SetPen(wxPen(theme::colour(theme::palette().accent), FromDIP(2), wxPENSTYLE_SHORT_DASH));
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.DrawRoundedRectangle(room.x + FromDIP(2), y, room.width - FromDIP(4), height, FromDIP(4));
    if (!minute) return;
    context.SetFont(GetFont().Bold(), theme::colour(theme::palette().accent));
    canvas::paint_text(context, to_wx(time_words(*minute)), wxRect(room.x, y, room.width, height),
                       canvas::Align::centre);
}

std::optional<ScheduleCanvas::Spot> WeekCanvas::spot_at(const wxPoint& point) const
{
    const auto& days = view_model_.days();
    if (point.x < gutter_ || lanes_.size() != days.size()) return std::nullopt;
    for (std::size_t day = 0; day < days.size(); ++day) {
        const auto room = column(day);
        if (point.x < room.x || point.x >= room.x + room.width) continue;
        Spot spot{{day, {}}, false, {}};
        const bool is_above = point.y < head_ + strip_;
        if (!is_above) spot.minute = std::clamp(minute_at(point.y), 0, minutes_a_day - 1);
        for (std::size_t item = 0; item < days[day].items.size(); ++item) {
            if (is_above == days[day].items[item].starts_at.has_value()) continue;
            if (!item_area(day, item).Contains(point)) continue;
            spot.place.item = item;
            spot.is_item = true;
        }
        return spot;
    }
    return std::nullopt;
}

void WeekCanvas::reveal()
{
    const auto* item = view_model_.item();
    if (!item || !item->starts_at || lanes_.size() != view_model_.days().size()) return;
    const auto area = item_area(view_model_.place().day, *view_model_.place().item);
    const int step = hour_ / 4;
    const int top = head_ + strip_;
    const int above = top - area.y;
    const int below = area.y + area.height - GetClientSize().GetHeight();
    if (above > 0) Scroll(0, GetViewStart().y - (above + step - 1) / step);
    if (above <= 0 && below > 0) Scroll(0, GetViewStart().y + (below + step - 1) / step);
}

}  // namespace throughline
