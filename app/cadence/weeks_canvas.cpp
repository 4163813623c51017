#include "app/cadence/weeks_canvas.hpp"

#include <algorithm>
#include <memory>

#include <wx/control.h>
#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/canvas.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int name_width = 236;  // a long name and its state
constexpr int week_width = 68;   // "no school", three marks
constexpr int row_padding = 10;
constexpr int head_padding = 12;
constexpr double mark_reach = 6.5;  // half a mark's width
constexpr double mark_step = 18;    // from one mark's middle to the next

struct MarkWords {
    WeekMark mark;
    const char* words;
};
constexpr std::array key{MarkWords{WeekMark::visited, "visited"}, MarkWords{WeekMark::debriefed, "debriefed"},
                         MarkWords{WeekMark::step_checked, "step checked"},
                         MarkWords{WeekMark::planned, "visit planned"}};

void paint_mark(wxGraphicsContext& context, WeekMark mark, double x, double y, double reach, const wxColour& ground)
{
    using canvas::Shape;
    switch (mark) {
        case WeekMark::visited:
            return canvas::paint_mark(context, Shape::disc, false, x, y, reach, ground);
        case WeekMark::planned:
            return canvas::paint_mark(context, Shape::disc, true, x, y, reach, ground);
        case WeekMark::debriefed:
            return canvas::paint_mark(context, Shape::diamond, false, x, y, reach, ground);
        case WeekMark::step_checked:
            return canvas::paint_mark(context, Shape::tick, false, x, y, reach, ground);
    }
}

}  // namespace

WeeksCanvas::WeeksCanvas(wxWindow* parent, WeeksViewModel& view_model)
    : wxScrolledCanvas(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxHSCROLL | wxVSCROLL | wxWANTS_CHARS | wxBORDER_NONE),
      view_model_(view_model)
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    EnableScrolling(false, false);  // names and heads stay where they are, so that all is painted anew
    measure();
    SetMinSize(wxSize(sizes_.name + sizes_.week * 2, sizes_.head + sizes_.row * 2));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_KEY_DOWN, &WeeksCanvas::on_key, this);
    const auto again = [this](wxFocusEvent& event) {
        event.Skip();
        Refresh();
    };
    Bind(wxEVT_SET_FOCUS, again);
    Bind(wxEVT_KILL_FOCUS, again);
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        Place place;
        if (place_at(event.GetPosition(), place)) go(place);
    });
    Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent& event) {
        Place place;
        if (place_at(event.GetPosition(), place) && on_open) on_open();
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        event.Skip();
        Place place;
        const auto words = place_at(event.GetPosition(), place) ? view_model_.words(place) : std::string();
        if (words == pointed_) return;
        pointed_ = words;
        if (words.empty())
            UnsetToolTip();
        else
            SetToolTip(to_wx(words));
    });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        if (is_waiting_) CallAfter([this] { show(); });
    });
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        event.Skip();
        Refresh();
    });
}

void WeeksCanvas::measure()
{
    SetFont(theme::small_font(GetParent()));
    const int text = GetCharHeight();
    sizes_ = {FromDIP(name_width), FromDIP(week_width), 2 * text + FromDIP(head_padding), text + FromDIP(row_padding)};
}

void WeeksCanvas::show()
{
    // Scroll bars in a window that has no room yet make GTK draw outside of it.
    is_waiting_ = GetClientSize().GetWidth() < sizes_.name;
    if (is_waiting_) return;
    const auto& grid = view_model_.grid();
    SetScrollRate(sizes_.week, sizes_.row);
    SetVirtualSize(sizes_.name + sizes_.week * static_cast<int>(grid.weeks.size()),
                   sizes_.head + sizes_.row * static_cast<int>(grid.rows.size()));
    if (view_model_.is_empty()) return;
    moved();
    if (was_shown_) return;
    was_shown_ = true;
    // This week and the weeks to come are what one plans with; the year so far is to the left.
    CallAfter([this] { Scroll(static_cast<int>(view_model_.grid().weeks.size()), 0); });
}

WeeksCanvas::Place WeeksCanvas::first() const
{
    const auto start = GetViewStart();
    return {static_cast<std::size_t>(start.y), static_cast<std::size_t>(start.x)};
}

std::size_t WeeksCanvas::rows_in_sight() const
{
    return static_cast<std::size_t>(std::max(1, (GetClientSize().GetHeight() - sizes_.head) / sizes_.row));
}

std::size_t WeeksCanvas::weeks_in_sight() const
{
    return static_cast<std::size_t>(std::max(1, (GetClientSize().GetWidth() - sizes_.name) / sizes_.week));
}

wxRect WeeksCanvas::week_area(std::size_t week) const
{
    const int from_first = static_cast<int>(week) - static_cast<int>(first().week);
    return {sizes_.name + from_first * sizes_.week, 0, sizes_.week, GetClientSize().GetHeight()};
}

wxRect WeeksCanvas::area_of(Place place) const
{
    const int from_first = static_cast<int>(place.row) - static_cast<int>(first().row);
    const auto week = week_area(place.week);
    return {week.x, sizes_.head + from_first * sizes_.row, week.width, sizes_.row};
}

bool WeeksCanvas::place_at(const wxPoint& point, Place& place) const
{
    if (view_model_.is_empty() || point.y < sizes_.head) return false;
    const auto& grid = view_model_.grid();
    place = first();
    place.row += static_cast<std::size_t>((point.y - sizes_.head) / sizes_.row);
    if (point.x < sizes_.name)
        place.week = view_model_.place().week;
    else
        place.week += static_cast<std::size_t>((point.x - sizes_.name) / sizes_.week);
    return place.row < grid.rows.size() && place.week < grid.weeks.size();
}

void WeeksCanvas::paint()
{
    wxAutoBufferedPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    const auto size = GetClientSize();
    const auto& palette = theme::palette();
    context->SetPen(*wxTRANSPARENT_PEN);
    context->SetBrush(wxBrush(theme::colour(palette.card)));
    context->DrawRectangle(0, 0, size.GetWidth(), size.GetHeight());
    if (view_model_.is_empty()) return;

    const auto& grid = view_model_.grid();
    const auto begin = first();
    const auto week_end = std::min(grid.weeks.size(), begin.week + weeks_in_sight() + 1);
    const auto row_end = std::min(grid.rows.size(), begin.row + rows_in_sight() + 1);
    for (auto week = begin.week; week < week_end; ++week) paint_week(*context, week);
    for (auto row = begin.row; row < row_end; ++row)
        for (auto week = begin.week; week < week_end; ++week) paint_cell(*context, {row, week});
    paint_current(*context);
    // Last, over whatever reaches below them.
    context->SetPen(*wxTRANSPARENT_PEN);
    context->SetBrush(wxBrush(theme::colour(palette.card)));
    context->DrawRectangle(0, 0, sizes_.name, size.GetHeight());
    for (auto row = begin.row; row < row_end; ++row) paint_name(*context, row);
    context->SetPen(*wxTRANSPARENT_PEN);
    context->SetBrush(wxBrush(theme::colour(palette.window)));
    context->DrawRectangle(0, 0, size.GetWidth(), sizes_.head);
    for (auto week = begin.week; week < week_end; ++week) paint_head(*context, week);
    context->SetFont(GetFont(), theme::colour(palette.quiet_text));
    canvas::paint_text(*context, "Week of", wxRect(FromDIP(10), 0, sizes_.name, sizes_.head), canvas::Align::left);
    context->SetPen(wxPen(theme::colour(palette.card_edge)));
    context->StrokeLine(0, sizes_.head, size.GetWidth(), sizes_.head);
    context->StrokeLine(sizes_.name, 0, sizes_.name, size.GetHeight());
    context->SetBrush(*wxTRANSPARENT_BRUSH);
    context->DrawRectangle(0.5, 0.5, size.GetWidth() - 1, size.GetHeight() - 1);
}

// The ground of a week's column: this week stands out, a week without school is hatched.
void WeeksCanvas::paint_week(wxGraphicsContext& context, std::size_t week)
{
    const auto& palette = theme::palette();
    const auto area = week_area(week);
    const auto& one = view_model_.grid().weeks[week];
    if (week == view_model_.this_week()) {
        context.SetPen(*wxTRANSPARENT_PEN);
        context.SetBrush(wxBrush(theme::colour(palette.band)));
        context.DrawRectangle(area.x, area.y, area.width, area.height);
    }
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.StrokeLine(area.x, 0, area.x, area.height);
    if (one.school_days > 0) return;
    context.PushState();  // taking the clip away by itself would take the window's own away, too
    context.Clip(area.x, sizes_.head, area.width, area.height);
    const int step = FromDIP(9);
    for (int y = sizes_.head - area.width; y < area.height; y += step)
        context.StrokeLine(area.x, y + area.width, area.x + area.width, y);
    context.PopState();
}

void WeeksCanvas::paint_head(wxGraphicsContext& context, std::size_t week)
{
    const auto& palette = theme::palette();
    const auto area = week_area(week);
    const bool is_now = week == view_model_.this_week();
    const int half = sizes_.head / 2;
    const int inset = FromDIP(2);
    context.SetFont(is_now ? GetFont().Bold() : GetFont(), theme::colour(is_now ? palette.accent : palette.text));
    canvas::paint_text(context, to_wx(view_model_.grid().weeks[week].label),
                       wxRect(area.x, inset, area.width, half - inset), canvas::Align::centre);
    context.SetFont(GetFont(), theme::colour(palette.quiet_text));
    canvas::paint_text(context, to_wx(view_model_.second_line(week)), wxRect(area.x, half, area.width, half - inset),
                       canvas::Align::centre);
}

void WeeksCanvas::paint_cell(wxGraphicsContext& context, Place place)
{
    const auto& palette = theme::palette();
    const auto area = area_of(place);
    const auto& cell = view_model_.cell(place);
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.StrokeLine(area.x, area.y + area.height, area.x + area.width, area.y + area.height);
    const auto marks = marks_of(cell);
    if (marks.empty()) {
        if (!cell.excused) return;
        context.SetFont(GetFont(), theme::colour(palette.quiet_text));
        canvas::paint_text(context, "excused", area, canvas::Align::centre);
        return;
    }
    const double step = FromDIP(1) * mark_step;
    const double reach = FromDIP(1) * mark_reach;
    const double y = area.y + area.height / 2.0;
    double x = area.x + area.width / 2.0 - step * static_cast<double>(marks.size() - 1) / 2;
    for (const auto mark : marks) {
        paint_mark(context, mark, x, y, reach, theme::colour(palette.card));
        if (mark == WeekMark::visited && cell.visited > 1) {
            context.SetFont(GetFont().Bold(), theme::colour(palette.accent_text));
            const int half = FromDIP(8);
            canvas::paint_text(context, wxString::Format("%d", cell.visited),
                               wxRect(static_cast<int>(x) - half, area.y, 2 * half, area.height),
                               canvas::Align::centre);
        }
        x += step;
    }
}

void WeeksCanvas::paint_name(wxGraphicsContext& context, std::size_t row)
{
    const auto& palette = theme::palette();
    const auto& one = view_model_.grid().rows[row];
    const auto place = area_of({row, first().week});
    const bool is_current = row == view_model_.place().row;
    if (is_current) {
        context.SetPen(*wxTRANSPARENT_PEN);
        context.SetBrush(wxBrush(theme::colour(palette.band)));
        context.DrawRectangle(0, place.y, sizes_.name, place.height);
    }
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.StrokeLine(0, place.y + place.height, sizes_.name, place.y + place.height);
    int right = sizes_.name - FromDIP(8);
    if (is_pressing(one.state) || one.state == DueState::excused) {
        const auto chip_ink = theme::palette().chip(tone_of(one.state));
        const auto words = to_wx(name_of(one.state));
        const int width = GetTextExtent(words).GetWidth() + FromDIP(14);
        const int height = GetCharHeight() + FromDIP(4);
        right -= width;
        const double y = place.y + (place.height - height) / 2.0;
        context.SetPen(*wxTRANSPARENT_PEN);
        context.SetBrush(wxBrush(theme::colour(chip_ink.ground)));
        context.DrawRoundedRectangle(right, y, width, height, height / 2.0);
        context.SetFont(GetFont(), theme::colour(chip_ink.text));
        canvas::paint_text(context, words, wxRect(right, place.y, width, place.height), canvas::Align::centre);
        right -= FromDIP(6);
    }
    context.SetFont(is_current ? GetFont().Bold() : GetFont(), theme::colour(palette.text));
    const int left = FromDIP(10);
    canvas::paint_text(context, to_wx(one.teacher_name), wxRect(left, place.y, right - left, place.height),
                       canvas::Align::left);
}

void WeeksCanvas::paint_current(wxGraphicsContext& context)
{
    const auto& palette = theme::palette();
    const auto area = area_of(view_model_.place());
    const int thick = HasFocus() ? 2 : 1;
    context.SetPen(wxPen(theme::colour(HasFocus() ? palette.accent : palette.quiet_text), FromDIP(thick)));
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.DrawRoundedRectangle(area.x + 1.5, area.y + 1.5, area.width - 2, area.height - 2, FromDIP(3));
}

void WeeksCanvas::on_key(wxKeyEvent& event)
{
    const int code = event.GetKeyCode();
    if (code == WXK_TAB) {
        Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward);
        return;
    }
    if (view_model_.is_empty() || event.AltDown()) return event.Skip();
    if (code == WXK_RETURN || code == WXK_NUMPAD_ENTER) {
        if (on_open) on_open();
        return;
    }
    if (!walk(code, event.ControlDown())) event.Skip();
}

bool WeeksCanvas::walk(int code, bool far)
{
    const auto& grid = view_model_.grid();
    const int rows = far ? static_cast<int>(grid.rows.size()) : 1;
    const int weeks = far ? static_cast<int>(grid.weeks.size()) : 1;
    const int page = static_cast<int>(rows_in_sight());
    switch (code) {
        case WXK_LEFT:
            view_model_.move(0, -weeks);
            break;
        case WXK_RIGHT:
            view_model_.move(0, weeks);
            break;
        case WXK_UP:
            view_model_.move(-rows, 0);
            break;
        case WXK_DOWN:
            view_model_.move(rows, 0);
            break;
        case WXK_PAGEUP:
            view_model_.move(-page, 0);
            break;
        case WXK_PAGEDOWN:
            view_model_.move(page, 0);
            break;
        case WXK_HOME:
            view_model_.go({far ? 0 : view_model_.place().row, 0});
            break;
        case WXK_END:
            view_model_.go({far ? grid.rows.size() - 1 : view_model_.place().row, grid.weeks.size() - 1});
            break;
        default:
            return false;
    }
    moved();
    return true;
}

void WeeksCanvas::go(Place place)
{
    view_model_.go(place);
    moved();
}

void WeeksCanvas::moved()
{
    reveal();
    set_accessible_cell(this, to_wx(view_model_.words(view_model_.place())));
    if (on_move) on_move();
    Refresh();
}

void WeeksCanvas::reveal()
{
    const auto place = view_model_.place();
    const auto begin = first();
    auto to = begin;
    if (place.week < begin.week) to.week = place.week;
    if (place.week >= begin.week + weeks_in_sight()) to.week = place.week + 1 - weeks_in_sight();
    if (place.row < begin.row) to.row = place.row;
    if (place.row >= begin.row + rows_in_sight()) to.row = place.row + 1 - rows_in_sight();
    if (!(to == begin)) Scroll(static_cast<int>(to.week), static_cast<int>(to.row));
}

WeeksKey::WeeksKey(wxWindow* parent)
{
    SetBackgroundStyle(wxBG_STYLE_TRANSPARENT);
    Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE);
    SetFont(theme::small_font(parent));
    set_accessible_picture(this, "Key: a disc, visited; a diamond, debriefed; a tick, step checked; a ring, planned");
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        event.Skip();
        Refresh();
    });
}

wxSize WeeksKey::DoGetBestClientSize() const
{
    int width = 0;
    for (const auto& entry : key) width += GetTextExtent(entry.words).GetWidth() + FromDIP(38);
    return {width, GetCharHeight() + FromDIP(6)};
}

void WeeksKey::paint()
{
    wxPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    const double middle = GetClientSize().GetHeight() / 2.0;
    double x = FromDIP(8);
    for (const auto& entry : key) {
        paint_mark(*context, entry.mark, x, middle, FromDIP(1) * mark_reach, theme::colour(theme::palette().window));
        x += FromDIP(12);
        context->SetFont(GetFont(), theme::colour(theme::palette().quiet_text));
        context->DrawText(entry.words, x, middle - GetCharHeight() / 2.0);
        x += GetTextExtent(entry.words).GetWidth() + FromDIP(26);
    }
}

}  // namespace throughline
