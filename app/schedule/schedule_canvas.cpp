#include "app/schedule/schedule_canvas.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include "app/platform/accessible_name.hpp"
#include "app/viewmodel/typed_time.hpp"
#include "app/widget/canvas.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int narrow_width = 90;  // a narrower box has no room for a mark beside the name
constexpr int drag_min = 5;       // less is a click with an unsteady hand

canvas::Shape shape_of(ScheduleKind kind)
{
    switch (kind) {
        case ScheduleKind::visit:
            return canvas::Shape::disc;
        case ScheduleKind::debrief:
            return canvas::Shape::diamond;
        case ScheduleKind::conference:
            return canvas::Shape::square;
        case ScheduleKind::step_check:
            break;
    }
    return canvas::Shape::tick;
}

}  // namespace

ScheduleCanvas::ScheduleCanvas(wxWindow* parent, ScheduleViewModel& view_model)
    : wxScrolledCanvas(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxWANTS_CHARS | wxBORDER_NONE),
      view_model_(view_model)
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetFont(theme::small_font(parent));
    EnableScrolling(false, false);  // heads stay where they are, so that all is painted anew
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) {
        wxAutoBufferedPaintDC dc(this);
        const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
        if (context && !view_model_.days().empty()) paint(*context);
    });
    Bind(wxEVT_KEY_DOWN, &ScheduleCanvas::on_key, this);
    const auto again = [this](wxFocusEvent& event) {
        event.Skip();
        Refresh();
    };
    Bind(wxEVT_SET_FOCUS, again);
    Bind(wxEVT_KILL_FOCUS, again);
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) { press(event.GetPosition()); });
    Bind(wxEVT_LEFT_UP, [this](wxMouseEvent&) { release(); });
    Bind(wxEVT_MOUSE_CAPTURE_LOST, [this](wxMouseCaptureLostEvent&) { drop_drag(); });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        if (drag_)
            drag(event.GetPosition());
        else
            point_at(event.GetPosition());
    });
    Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent& event) {
        const auto spot = spot_at(event.GetPosition());
        if (!spot) return;
        if (spot->is_item && on_open) on_open();
        if (!spot->is_item && on_plan) on_plan(view_model_.days()[spot->place.day].on, spot->minute);
    });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        Refresh();
    });
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        event.Skip();
        Refresh();
    });
}

void ScheduleCanvas::show()
{
    if (view_model_.days().empty()) return;
    set_accessible_cell(this, to_wx(view_model_.words(view_model_.place())));
    reveal();
    Refresh();
}

bool ScheduleCanvas::is_current(std::size_t day, std::size_t item) const
{
    return view_model_.place() == Place{day, item};
}

void ScheduleCanvas::on_key(wxKeyEvent& event)
{
    const int code = event.GetKeyCode();
    if (code == WXK_TAB && !event.ControlDown()) {
        Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward);
        return;
    }
    if (code == WXK_ESCAPE && drag_) return drop_drag();
    if (view_model_.days().empty() || event.AltDown()) return event.Skip();
    if (event.ControlDown()) {
        if (!move(code)) event.Skip();
        return;
    }
    if (code == WXK_RETURN || code == WXK_NUMPAD_ENTER) {
        if (view_model_.item() && on_open) on_open();
        if (!view_model_.item() && on_plan) on_plan(view_model_.day().on, {});
        return;
    }
    if (code == WXK_DELETE && on_skip) return on_skip();
    if (!walk(code)) event.Skip();
}

bool ScheduleCanvas::walk(int code)
{
    switch (code) {
        case WXK_LEFT:
            walked(view_model_.walk_days(-1));
            return true;
        case WXK_RIGHT:
            walked(view_model_.walk_days(1));
            return true;
        case WXK_UP:
            walked(view_model_.walk_items(-1));
            return true;
        case WXK_DOWN:
            walked(view_model_.walk_items(1));
            return true;
        case WXK_HOME:
            walked(view_model_.show_today());
            return true;
        case WXK_PAGEUP:
            walked(view_model_.turn(-1));
            return true;
        case WXK_PAGEDOWN:
            walked(view_model_.turn(1));
            return true;
        default:
            return false;
    }
}

bool ScheduleCanvas::move(int code)
{
    constexpr int quarter = ScheduleViewModel::step_minutes;
    int days = 0;
    int minutes = 0;
    switch (code) {
        case WXK_LEFT:
            days = -1;
            break;
        case WXK_RIGHT:
            days = 1;
            break;
        case WXK_UP:
            minutes = -quarter;
            break;
        case WXK_DOWN:
            minutes = quarter;
            break;
        default:
            return false;
    }
    if (on_moved) on_moved(view_model_.move(days, minutes));
    return true;
}

void ScheduleCanvas::walked(const Result<void>& done)
{
    if (!done && on_trouble) on_trouble(done.error());
    show();
    if (on_place) on_place();
}

void ScheduleCanvas::press(const wxPoint& point)
{
    SetFocus();
    const auto spot = spot_at(point);
    if (!spot) return;
    if (spot->is_item)
        view_model_.go(spot->place);
    else
        view_model_.stand_on_day(spot->place.day);
    walked({});
    if (!spot->is_item || !view_model_.can_change()) return;
    drag_ = Drag{point, spot->minute.value_or(0) - view_model_.minute_of(*view_model_.item()), false, {}};
    UnsetToolTip();  // it would lie over the place that is meant
    pointed_.clear();
    CaptureMouse();
}

void ScheduleCanvas::drag(const wxPoint& point)
{
    const auto way = point - drag_->from;
    if (std::max(std::abs(way.x), std::abs(way.y)) >= FromDIP(drag_min)) drag_->is_moving = true;
    if (!drag_->is_moving) return;
    // Towards an edge the hours come along.
    if (point.y > GetClientSize().GetHeight() - line_height()) Scroll(0, GetViewStart().y + 1);
    drag_->over = spot_at(point);
    if (drag_->over && !drag_->over->minute) Scroll(0, GetViewStart().y - 1);
    if (drag_->over && drag_->over->minute) {
        constexpr int quarter = ScheduleViewModel::step_minutes;
        const int begins = std::max(0, *drag_->over->minute - drag_->grip);
        drag_->over->minute = (begins + quarter / 2) / quarter * quarter;
    }
    Refresh();
}

void ScheduleCanvas::drop_drag()
{
    drag_.reset();
    if (HasCapture()) ReleaseMouse();
    Refresh();
}

void ScheduleCanvas::release()
{
    if (!drag_) return;
    const auto done = *drag_;
    const auto minute = view_model_.item() ? dragged_to(*view_model_.item()) : std::nullopt;
    drag_.reset();
    if (HasCapture()) ReleaseMouse();
    Refresh();
    const auto* item = view_model_.item();
    if (!done.is_moving || !done.over || !item || !on_moved) return;
    const auto to = view_model_.days()[done.over->place.day].on;
    const bool is_same_time = item->starts_at ? minute && *minute == view_model_.minute_of(*item) : !minute.has_value();
    if (to != item->on || !is_same_time) on_moved(view_model_.move_to(to, minute));
}

// A debrief without a time gets one among the hours; a step check has a day only.
std::optional<int> ScheduleCanvas::dragged_to(const ScheduleRow& item) const
{
    if (!drag_ || !drag_->over || item.kind == ScheduleKind::step_check) return std::nullopt;
    if (drag_->over->minute || !item.starts_at) return drag_->over->minute;
    return view_model_.minute_of(item);
}

void ScheduleCanvas::point_at(const wxPoint& point)
{
    const auto spot = view_model_.days().empty() ? std::nullopt : spot_at(point);
    const auto words = spot && spot->is_item ? view_model_.words(spot->place) : std::string();
    if (words == pointed_) return;
    pointed_ = words;
    if (words.empty())
        UnsetToolTip();
    else
        SetToolTip(to_wx(words));
}

void ScheduleCanvas::paint_item(wxGraphicsContext& context, const ScheduleRow& item, const wxRect& area,
                                bool is_current_item) const
{
    const auto& palette = theme::palette();
    const bool is_done = item.state == BookingState::done;
    const auto ground = theme::colour(is_done ? palette.window : palette.band);
    const auto edge = theme::colour(!item.conflicts.empty() ? palette.attention : palette.quiet_text);
    const bool is_secret = ScheduleViewModel::is_unannounced(item);
    context.SetPen(wxPen(edge, 1, is_secret ? wxPENSTYLE_SHORT_DASH : wxPENSTYLE_SOLID));
    context.SetBrush(wxBrush(ground));
    context.DrawRoundedRectangle(area.x + 0.5, area.y + 0.5, area.width - 1, area.height - 1, FromDIP(4));
    const int line = std::min(line_height(), area.height);
    const double reach = FromDIP(1) * 4.5;
    const bool is_narrow = area.width < FromDIP(narrow_width);
    const int mark_room = FromDIP(is_narrow ? 4 : 20);
    if (!is_narrow)
        canvas::paint_mark(context, shape_of(item.kind), !is_done, area.x + mark_room / 2.0, area.y + line / 2.0, reach,
                           ground);
    context.SetFont(is_current_item ? GetFont().Bold() : GetFont(),
                    theme::colour(is_done ? palette.quiet_text : palette.text));
    wxRect words(area.x + mark_room, area.y, area.width - mark_room - FromDIP(4), line);
    const auto lines = lines_of(context, item, words.width, static_cast<std::size_t>(std::max(1, area.height / line)));
    for (const auto& text : lines) {
        canvas::paint_text(context, text, words, canvas::Align::left);
        words.y += line;
        context.SetFont(GetFont(), theme::colour(is_done ? palette.quiet_text : palette.text));
    }
}

// What an item's box says in so many lines: where time and name have no room beside each other, the name goes first,
// since the box's place tells the time.
std::vector<wxString> ScheduleCanvas::lines_of(wxGraphicsContext& context, const ScheduleRow& item, int width,
                                               std::size_t count) const
{
    const auto mark = wxString(item.conflicts.empty() ? "" : "! ");
    std::vector<wxString> lines{mark + to_wx(view_model_.short_words(item))};
    double needed = 0;
    double height = 0;
    context.GetTextExtent(lines.front(), &needed, &height);
    if (needed > width && item.starts_at && view_model_.span() == ScheduleViewModel::Span::week)
        lines = {(count > 1 ? wxString() : mark) + to_wx(item.teacher_name),
                 mark + to_wx(time_words(view_model_.minute_of(item)))};
    lines.push_back(to_wx(ScheduleViewModel::second_words(item)));
    if (lines.size() > count) lines.resize(count);
    return lines;
}

void ScheduleCanvas::paint_day_ground(wxGraphicsContext& context, const ScheduleViewModel::Day& day,
                                      const wxRect& area) const
{
    const auto& palette = theme::palette();
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    if (day.is_school_day && !day.is_outside) return;
    context.PushState();  // taking the clip away by itself would take the window's own away, too
    context.Clip(area.x, area.y, area.width, area.height);
    if (day.is_outside) {
        context.SetBrush(wxBrush(theme::colour(palette.window)));
        context.DrawRectangle(area.x, area.y, area.width, area.height);
    } else {
        const int step = FromDIP(9);
        for (int y = area.y - area.width; y < area.y + area.height; y += step)
            context.StrokeLine(area.x, y + area.width, area.x + area.width, y);
    }
    context.PopState();
}

void ScheduleCanvas::paint_empty_words(wxGraphicsContext& context, const wxRect& area) const
{
    const auto words = view_model_.empty_words();
    if (words.empty()) return;
    const int line = 2 * line_height();
    const wxRect row(area.x, area.y + (area.height - line) / 2, area.width, line);
    context.SetFont(GetFont(), theme::colour(theme::palette().text));
    canvas::paint_plate(context, to_wx(words), row, theme::colour(theme::palette().card),
                        theme::colour(theme::palette().card_edge));
}

void ScheduleCanvas::paint_ring(wxGraphicsContext& context, const wxRect& area) const
{
    const auto& palette = theme::palette();
    context.SetPen(wxPen(theme::colour(HasFocus() ? palette.accent : palette.quiet_text), FromDIP(HasFocus() ? 2 : 1)));
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.DrawRoundedRectangle(area.x + 0.5, area.y + 0.5, area.width - 1, area.height - 1, FromDIP(4));
}

}  // namespace throughline
