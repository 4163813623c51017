#include "app/widget/level_grid.hpp"

#include <algorithm>
#include <memory>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/canvas.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int name_width = 220;    // a row's title, cut where it is longer
constexpr int column_width = 124;  // "Medium-high", "12 visits by 3"
constexpr int cell_padding = 14;

void fill(wxGraphicsContext& context, const wxColour& colour, const wxRect& area)
{
    context.SetPen(*wxTRANSPARENT_PEN);
    context.SetBrush(wxBrush(colour));
    context.DrawRectangle(area.x, area.y, area.width, area.height);
}

}  // namespace

LevelGrid::LevelGrid(wxWindow* parent, LevelGridModel& view_model)
    : wxScrolledCanvas(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxHSCROLL | wxVSCROLL | wxWANTS_CHARS | wxBORDER_NONE),
      view_model_(view_model)
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    EnableScrolling(false, false);  // names and heads stay where they are, so that all is painted anew
    measure();
    SetMinSize(wxSize(sizes_.name + sizes_.column * 2, sizes_.head + sizes_.row * 2));
    bind();
}

void LevelGrid::bind()
{
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_KEY_DOWN, &LevelGrid::on_key, this);
    const auto again = [this](wxFocusEvent& event) {
        event.Skip();
        Refresh();
    };
    Bind(wxEVT_SET_FOCUS, again);
    Bind(wxEVT_KILL_FOCUS, again);
    Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent& event) {
        SetFocus();
        Place place;
        if (!place_at(event.GetPosition(), place)) return;
        view_model_.go(place);
        moved();
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

void LevelGrid::measure()
{
    SetFont(theme::small_font(GetParent()));
    const int text = GetCharHeight();
    sizes_ = {FromDIP(name_width), FromDIP(column_width), text + FromDIP(cell_padding),
              2 * text + FromDIP(cell_padding)};
}

void LevelGrid::show()
{
    // Scroll bars in a window that has no room yet make GTK draw outside of it.
    is_waiting_ = GetClientSize().GetWidth() < sizes_.name;
    if (is_waiting_) return;
    SetScrollRate(sizes_.column, sizes_.row);
    SetVirtualSize(sizes_.name + sizes_.column * static_cast<int>(view_model_.column_count()),
                   sizes_.head + sizes_.row * static_cast<int>(view_model_.row_count()));
    if (view_model_.has_cells()) moved();
}

LevelGrid::Place LevelGrid::first() const
{
    const auto start = GetViewStart();
    return {static_cast<std::size_t>(start.y), static_cast<std::size_t>(start.x)};
}

std::size_t LevelGrid::rows_in_sight() const
{
    return static_cast<std::size_t>(std::max(1, (GetClientSize().GetHeight() - sizes_.head) / sizes_.row));
}

std::size_t LevelGrid::columns_in_sight() const
{
    return static_cast<std::size_t>(std::max(1, (GetClientSize().GetWidth() - sizes_.name) / sizes_.column));
}

wxRect LevelGrid::area_of(Place place) const
{
    const auto begin = first();
    const int rows = static_cast<int>(place.row) - static_cast<int>(begin.row);
    const int columns = static_cast<int>(place.column) - static_cast<int>(begin.column);
    return {sizes_.name + columns * sizes_.column, sizes_.head + rows * sizes_.row, sizes_.column, sizes_.row};
}

bool LevelGrid::place_at(const wxPoint& point, Place& place) const
{
    if (!view_model_.has_cells() || point.y < sizes_.head) return false;
    place = first();
    place.row += static_cast<std::size_t>((point.y - sizes_.head) / sizes_.row);
    if (point.x < sizes_.name)
        place.column = view_model_.place().column;
    else
        place.column += static_cast<std::size_t>((point.x - sizes_.name) / sizes_.column);
    return place.row < view_model_.row_count() && place.column < view_model_.column_count();
}

void LevelGrid::paint()
{
    wxAutoBufferedPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    const auto size = GetClientSize();
    const auto& palette = theme::palette();
    fill(*context, theme::colour(palette.card), wxRect(size));
    if (!view_model_.has_cells()) return;
    const auto begin = first();
    const auto column_end = std::min(view_model_.column_count(), begin.column + columns_in_sight() + 1);
    const auto row_end = std::min(view_model_.row_count(), begin.row + rows_in_sight() + 1);
    for (auto row = begin.row; row < row_end; ++row)
        for (auto column = begin.column; column < column_end; ++column) paint_cell(*context, {row, column});
    paint_current(*context);
    // Last, over whatever reaches below them.
    fill(*context, theme::colour(palette.card), wxRect(0, 0, sizes_.name, size.GetHeight()));
    for (auto row = begin.row; row < row_end; ++row) paint_name(*context, row);
    paint_heads(*context, column_end);
    context->SetBrush(*wxTRANSPARENT_BRUSH);
    context->SetPen(wxPen(theme::colour(palette.card_edge)));
    context->DrawRectangle(0.5, 0.5, size.GetWidth() - 1, size.GetHeight() - 1);
}

void LevelGrid::paint_heads(wxGraphicsContext& context, std::size_t column_end)
{
    const auto& palette = theme::palette();
    const auto size = GetClientSize();
    fill(context, theme::colour(palette.window), wxRect(0, 0, size.GetWidth(), sizes_.head));
    context.SetFont(GetFont(), theme::colour(palette.text));
    for (auto column = first().column; column < column_end; ++column) {
        const auto area = area_of({first().row, column});
        canvas::paint_text(context, to_wx(view_model_.column_words(column)), wxRect(area.x, 0, area.width, sizes_.head),
                           canvas::Align::centre);
    }
    fill(context, theme::colour(palette.window), wxRect(0, 0, sizes_.name, sizes_.head));
    context.SetFont(GetFont(), theme::colour(palette.quiet_text));
    canvas::paint_text(context, "Row of the rubric", wxRect(FromDIP(10), 0, sizes_.name - FromDIP(12), sizes_.head),
                       canvas::Align::left);
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.StrokeLine(0, sizes_.head, size.GetWidth(), sizes_.head);
    context.StrokeLine(sizes_.name, 0, sizes_.name, size.GetHeight());
}

void LevelGrid::paint_cell(wxGraphicsContext& context, Place place)
{
    const auto& palette = theme::palette();
    const auto area = area_of(place);
    const auto look = view_model_.look(place);
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.StrokeLine(area.x, area.y + area.height, area.x + area.width, area.y + area.height);
    context.StrokeLine(area.x + area.width, area.y, area.x + area.width, area.y + area.height);
    if (look.level.empty()) return;
    const bool has_level = look.is_tinted;
    const auto ink = palette.chip(look.tone);
    if (has_level) {
        const int inset = FromDIP(3);
        context.SetPen(*wxTRANSPARENT_PEN);
        context.SetBrush(wxBrush(theme::colour(ink.ground)));
        context.DrawRoundedRectangle(area.x + inset, area.y + inset, area.width - 2 * inset, area.height - 2 * inset,
                                     FromDIP(4));
    }
    const auto text = theme::colour(has_level ? ink.text : palette.quiet_text);
    const int half = area.height / 2;
    const int inset = FromDIP(4);
    if (look.counts.empty()) {
        context.SetFont(GetFont(), text);
        return canvas::paint_text(context, to_wx(look.level), area, canvas::Align::centre);
    }
    context.SetFont(has_level ? GetFont().Bold() : GetFont(), text);
    canvas::paint_text(context, to_wx(look.level), wxRect(area.x, area.y + inset, area.width, half - inset),
                       canvas::Align::centre);
    context.SetFont(GetFont(), text);
    canvas::paint_text(context, to_wx(look.counts), wxRect(area.x, area.y + half, area.width, half - inset),
                       canvas::Align::centre);
}

void LevelGrid::paint_name(wxGraphicsContext& context, std::size_t row)
{
    const auto& palette = theme::palette();
    auto area = area_of({row, first().column});
    area.x = 0;
    area.width = sizes_.name;
    const bool is_current = row == view_model_.place().row;
    if (is_current) fill(context, theme::colour(palette.band), area);
    context.SetPen(wxPen(theme::colour(palette.card_edge)));
    context.StrokeLine(0, area.y + area.height, sizes_.name, area.y + area.height);
    context.SetFont(is_current ? GetFont().Bold() : GetFont(), theme::colour(palette.text));
    area.x = FromDIP(10);
    area.width -= FromDIP(14);
    canvas::paint_text(context, to_wx(view_model_.heading(row)), area, canvas::Align::left);
}

void LevelGrid::paint_current(wxGraphicsContext& context)
{
    const auto& palette = theme::palette();
    const auto area = area_of(view_model_.place());
    context.SetPen(wxPen(theme::colour(HasFocus() ? palette.accent : palette.quiet_text), FromDIP(HasFocus() ? 2 : 1)));
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.DrawRoundedRectangle(area.x + 1.5, area.y + 1.5, area.width - 2, area.height - 2, FromDIP(4));
}

void LevelGrid::on_key(wxKeyEvent& event)
{
    const int code = event.GetKeyCode();
    if (code == WXK_TAB) {
        Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward);
        return;
    }
    if (on_key_first && on_key_first(event)) return;
    if (!view_model_.has_cells() || event.AltDown() || !walk(code, event.ControlDown())) event.Skip();
}

bool LevelGrid::walk(int code, bool far)
{
    const int rows = far ? static_cast<int>(view_model_.row_count()) : 1;
    const int columns = static_cast<int>(view_model_.column_count());
    const int page = static_cast<int>(rows_in_sight());
    switch (code) {
        case WXK_LEFT:
            view_model_.move(0, far ? -columns : -1);
            break;
        case WXK_RIGHT:
            view_model_.move(0, far ? columns : 1);
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
            view_model_.move(0, -columns);
            break;
        case WXK_END:
            view_model_.move(0, columns);
            break;
        default:
            return false;
    }
    moved();
    return true;
}

void LevelGrid::moved()
{
    reveal();
    set_accessible_cell(this, to_wx(view_model_.words(view_model_.place())));
    if (on_move) on_move();
    Refresh();
}

void LevelGrid::reveal()
{
    const auto place = view_model_.place();
    const auto begin = first();
    auto to = begin;
    if (place.column < begin.column) to.column = place.column;
    if (place.column >= begin.column + columns_in_sight()) to.column = place.column + 1 - columns_in_sight();
    if (place.row < begin.row) to.row = place.row;
    if (place.row >= begin.row + rows_in_sight()) to.row = place.row + 1 - rows_in_sight();
    if (!(to == begin)) Scroll(static_cast<int>(to.column), static_cast<int>(to.row));
}

}  // namespace throughline
