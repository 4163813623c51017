#include "app/widget/chart_view.hpp"

#include <cmath>
#include <memory>

#include <wx/control.h>
#include <wx/dcclient.h>
#include <wx/graphics.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

using report::ChartDrawing;
using report::ChartKeyEntry;

constexpr double mark_radius = 5;
constexpr double pointer_reach = 4;  // how far beside a mark the pointer may be

wxColour ink_of(bool is_filled)
{
    const auto& palette = theme::palette();
    return theme::colour(is_filled ? palette.accent : palette.quiet_text);
}

wxGraphicsPath path_through(wxGraphicsContext& context, const std::vector<report::DrawnPlace>& places)
{
    auto path = context.CreatePath();
    for (const auto& place : places)
        if (&place == &places.front())
            path.MoveToPoint(place.x, place.y);
        else
            path.AddLineToPoint(place.x, place.y);
    return path;
}

wxGraphicsPath path_of(wxGraphicsContext& context, const report::DrawnMark& mark)
{
    if (mark.shape == report::MarkShape::circle) {
        auto path = context.CreatePath();
        path.AddCircle(mark.x, mark.y, mark.radius);
        return path;
    }
    auto path = path_through(context, mark.corners());
    path.CloseSubpath();
    return path;
}

void paint_mark(wxGraphicsContext& context, const report::DrawnMark& mark)
{
    const auto ink = ink_of(!mark.hollow);
    // An edge of the ground's colour keeps two visits apart where their marks overlap.
    context.SetPen(mark.hollow ? wxPen(ink, 2) : wxPen(theme::colour(theme::palette().card), 1));
    const auto path = path_of(context, mark);
    // A guide must not be seen through a hollow mark.
    context.SetBrush(wxBrush(mark.hollow ? theme::colour(theme::palette().card) : ink));
    context.FillPath(path);
    context.StrokePath(path);
    if (!mark.crossed) return;
    const double reach = mark.cross_reach();
    context.StrokeLine(mark.x - reach, mark.y + reach, mark.x + reach, mark.y - reach);
}

void paint_bar(wxGraphicsContext& context, const report::DrawnBar& bar)
{
    context.SetPen(wxPen(ink_of(true)));
    context.SetBrush(wxBrush(theme::colour(bar.filled ? theme::palette().accent : theme::palette().band)));
    context.DrawRectangle(bar.x, bar.y, bar.width, bar.height);
}

void paint_day_mark(wxGraphicsContext& context, const report::DrawnDayMark& mark)
{
    constexpr double disc = 3;
    context.SetPen(wxPen(ink_of(true)));
    context.StrokeLine(mark.x, mark.bottom, mark.x, mark.top + disc);
    context.SetBrush(wxBrush(theme::colour(mark.filled ? theme::palette().accent : theme::palette().card)));
    context.DrawEllipse(mark.x - disc, mark.top, 2 * disc, 2 * disc);
}

void paint_curve(wxGraphicsContext& context, const report::DrawnCurve& curve)
{
    context.SetPen(wxPen(ink_of(true), 2, curve.dashed ? wxPENSTYLE_SHORT_DASH : wxPENSTYLE_SOLID));
    context.StrokePath(path_through(context, curve.places));
}

void paint_area(wxGraphicsContext& context, const report::DrawnArea& area)
{
    context.SetPen(*wxTRANSPARENT_PEN);
    context.SetBrush(wxBrush(theme::colour(theme::palette().band)));
    context.FillPath(path_through(context, area.outline));
}

void paint_drawing(wxGraphicsContext& context, const ChartDrawing& drawing)
{
    const auto& palette = theme::palette();
    for (const auto& area : drawing.areas) paint_area(context, area);
    for (const auto& line : drawing.lines) {
        context.SetPen(wxPen(theme::colour(line.is_guide ? palette.card_edge : palette.quiet_text)));
        context.StrokeLine(line.x1, line.y1, line.x2, line.y2);
    }
    for (const auto& bar : drawing.bars) paint_bar(context, bar);
    for (const auto& curve : drawing.curves) paint_curve(context, curve);
    for (const auto& mark : drawing.day_marks) paint_day_mark(context, mark);
    for (const auto& mark : drawing.marks) paint_mark(context, mark);
    for (const auto& text : drawing.texts) context.DrawText(to_wx(text.text), text.x, text.y);
}

// A sample of the entry's look in a small box around (x, y).
void paint_sample(wxGraphicsContext& context, const ChartKeyEntry& entry, double x, double y)
{
    constexpr double reach = 6;
    using Kind = ChartKeyEntry::Kind;
    switch (entry.kind) {
        case Kind::mark:
            return paint_mark(context, {x, y, mark_radius, entry.shape, entry.hollow, entry.crossed, {}});
        case Kind::curve:
        case Kind::dashed_curve:
            return paint_curve(context, {{{x - reach, y}, {x + reach, y}}, entry.kind == Kind::dashed_curve});
        case Kind::band:
            return paint_area(
                context,
                {{{x - reach, y - reach}, {x + reach, y - reach}, {x + reach, y + reach}, {x - reach, y + reach}}});
        case Kind::bar:
        case Kind::filled_bar:
            return paint_bar(context,
                             {x - reach, y - reach / 2, 2 * reach, reach, entry.kind == Kind::filled_bar, false, {}});
        case Kind::day_mark:
        case Kind::filled_day_mark:
            return paint_day_mark(context, {x, y - reach, y + reach, entry.kind == Kind::filled_day_mark, {}});
    }
}

}  // namespace

ChartView::ChartView(wxWindow* parent, report::Chart chart) : chart_(std::move(chart))
{
    // Before Create, so that the parent's ground shows around the round corners.
    SetBackgroundStyle(wxBG_STYLE_TRANSPARENT);
    Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE);
    SetFont(theme::small_font(parent));
    const int title_height = GetCharHeight() * 2 + FromDIP(26);
    SetMinSize(wxSize(FromDIP(260), title_height + static_cast<int>(report::chart_height(chart_, GetCharHeight()))));
    set_accessible_picture(this, to_wx(chart_.summary()));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        Refresh();
    });
    Bind(wxEVT_MOTION, [this](wxMouseEvent& event) {
        event.Skip();
        point_at(event.GetPosition());
    });
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        event.Skip();
        Refresh();
    });
}

ChartView::Area ChartView::area()
{
    const auto size = GetClientSize();
    const int inset = FromDIP(12);
    const int top = GetCharHeight() * 2 + FromDIP(20);
    report::ChartFrame frame;
    frame.width = size.GetWidth() - 2 * inset;
    frame.height = size.GetHeight() - top - FromDIP(6);
    frame.text_height = GetCharHeight();
    frame.text_width = [this](const std::string& text) { return GetTextExtent(to_wx(text)).GetWidth(); };
    frame.mark_radius = mark_radius;
    return {inset, top, report::draw_chart(chart_, frame)};
}

void ChartView::paint()
{
    wxPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    const auto& palette = theme::palette();
    const auto size = GetClientSize();
    context->SetPen(wxPen(theme::colour(palette.card_edge)));
    context->SetBrush(wxBrush(theme::colour(palette.card)));
    context->DrawRoundedRectangle(0.5, 0.5, size.GetWidth() - 1, size.GetHeight() - 1, FromDIP(8));

    const int inset = FromDIP(12);
    const int width = size.GetWidth() - 2 * inset;
    context->SetFont(GetFont().Bold(), theme::colour(palette.text));
    dc.SetFont(GetFont().Bold());
    const auto heading = wxControl::Ellipsize(to_wx(chart_.title), dc, wxELLIPSIZE_END, width);
    context->DrawText(heading, inset, FromDIP(8));
    context->SetFont(GetFont(), theme::colour(palette.quiet_text));
    dc.SetFont(GetFont());
    context->DrawText(wxControl::Ellipsize(to_wx(chart_.note), dc, wxELLIPSIZE_END, width), inset,
                      FromDIP(10) + GetCharHeight());

    const auto picture = area();
    context->Translate(picture.left, picture.top);
    paint_drawing(*context, picture.drawing);
}

void ChartView::point_at(const wxPoint& position)
{
    const auto picture = area();
    const double x = position.x - picture.left;
    const double y = position.y - picture.top;
    std::string words;
    for (const auto& bar : picture.drawing.bars)
        if (x >= bar.x && x <= bar.x + bar.width && y >= bar.y && y <= bar.y + bar.height) words = bar.words;
    for (const auto& mark : picture.drawing.day_marks)
        if (std::abs(mark.x - x) <= pointer_reach && y >= mark.top && y <= mark.bottom) words = mark.words;
    for (const auto& mark : picture.drawing.marks)
        if (std::hypot(mark.x - x, mark.y - y) <= mark.radius + pointer_reach) words = mark.words;
    if (words == shown_words_) return;
    shown_words_ = words;
    if (words.empty())
        UnsetToolTip();
    else
        SetToolTip(to_wx(words));
}

ChartKey::ChartKey(wxWindow* parent)
{
    SetBackgroundStyle(wxBG_STYLE_TRANSPARENT);
    Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE);
    SetFont(theme::small_font(parent));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        event.Skip();
        Refresh();
    });
}

void ChartKey::show(const std::vector<report::Chart>& charts)
{
    entries_ = report::chart_key(charts);
    set_accessible_picture(this, to_wx(report::key_summary(entries_)));
    InvalidateBestSize();
    Refresh();
}

wxSize ChartKey::DoGetBestClientSize() const
{
    int width = 0;
    for (const auto& entry : entries_) width += GetTextExtent(to_wx(entry.words)).GetWidth() + FromDIP(36);
    return {width, GetCharHeight() + FromDIP(6)};
}

void ChartKey::paint()
{
    wxPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    context->SetFont(GetFont(), theme::colour(theme::palette().quiet_text));
    double x = FromDIP(8);
    for (const auto& entry : entries_) {
        paint_sample(*context, entry, x, GetClientSize().GetHeight() / 2.0);
        x += FromDIP(10);
        context->DrawText(to_wx(entry.words), x, (GetClientSize().GetHeight() - GetCharHeight()) / 2.0);
        x += GetTextExtent(to_wx(entry.words)).GetWidth() + FromDIP(26);
    }
}

}  // namespace throughline
