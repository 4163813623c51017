#include "app/widget/chart_view.hpp"

#include <cmath>
#include <memory>
#include <set>

#include <wx/dcclient.h>
#include <wx/graphics.h>

#include "app/platform/accessible_name.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr double full_turn = 2 * 3.14159265358979323846;
constexpr double pointer_reach = 4;  // how far beside a mark the pointer may be

wxGraphicsPath polygon(wxGraphicsContext& context, const ChartMark& mark, int corners, double first_turn, double radius)
{
    auto path = context.CreatePath();
    for (int corner = 0; corner < corners; ++corner) {
        const double turn = first_turn + full_turn * corner / corners;
        const double x = mark.x + radius * std::cos(turn);
        const double y = mark.y + radius * std::sin(turn);
        if (corner == 0)
            path.MoveToPoint(x, y);
        else
            path.AddLineToPoint(x, y);
    }
    path.CloseSubpath();
    return path;
}

wxGraphicsPath path_of(wxGraphicsContext& context, const ChartMark& mark)
{
    constexpr double up = -full_turn / 4;
    constexpr double radius = chart_mark_radius;
    switch (mark.shape) {
        case MarkShape::square:
            return polygon(context, mark, 4, up + full_turn / 8, radius * 1.25);
        case MarkShape::diamond:
            return polygon(context, mark, 4, up, radius * 1.3);
        case MarkShape::triangle_up:
            return polygon(context, mark, 3, up, radius * 1.3);
        case MarkShape::triangle_down:
            return polygon(context, mark, 3, -up, radius * 1.3);
        case MarkShape::pentagon:
            return polygon(context, mark, 5, up, radius * 1.2);
        case MarkShape::circle:
            break;
    }
    auto path = context.CreatePath();
    path.AddCircle(mark.x, mark.y, radius);
    return path;
}

void paint_mark(wxGraphicsContext& context, const ChartMark& mark)
{
    const auto& palette = theme::palette();
    const auto ink = theme::colour(mark.hollow ? palette.quiet_text : palette.accent);
    context.SetPen(wxPen(ink, mark.hollow ? 2 : 1));
    const auto path = path_of(context, mark);
    // A guide must not be seen through a hollow mark.
    context.SetBrush(wxBrush(mark.hollow ? theme::colour(palette.card) : ink));
    context.FillPath(path);
    context.StrokePath(path);
    if (!mark.crossed) return;
    const double reach = chart_mark_radius * 0.8;
    context.StrokeLine(mark.x - reach, mark.y + reach, mark.x + reach, mark.y - reach);
}

}  // namespace

ChartView::ChartView(wxWindow* parent, RatingSeries series, const ChartSpan& span, Date today)
    : series_(std::move(series)), span_(span), today_(today)
{
    // Before Create, so that the parent's ground shows around the round corners.
    SetBackgroundStyle(wxBG_STYLE_TRANSPARENT);
    Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE);
    SetFont(theme::small_font(parent));
    const int title_height = GetCharHeight() * 2 + FromDIP(26);
    SetMinSize(wxSize(FromDIP(260), title_height + static_cast<int>(chart_height(series_, GetCharHeight()))));
    set_accessible_picture(this, to_wx(series_.summary(today_)));
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

// Below the two lines of words; in the coordinates of that area, which begins at `offset`.
ChartDrawing ChartView::drawing()
{
    const auto size = GetClientSize();
    const int inset = FromDIP(12);
    const int top = GetCharHeight() * 2 + FromDIP(20);
    ChartFrame frame;
    frame.width = size.GetWidth() - 2 * inset;
    frame.height = size.GetHeight() - top - FromDIP(6);
    frame.text_height = GetCharHeight();
    frame.text_width = [this](const std::string& text) { return GetTextExtent(to_wx(text)).GetWidth(); };
    auto drawing = draw_ratings(series_, span_, frame, today_);
    for (auto& line : drawing.lines) {
        line.x1 += inset;
        line.x2 += inset;
        line.y1 += top;
        line.y2 += top;
    }
    for (auto& text : drawing.texts) {
        text.x += inset;
        text.y += top;
    }
    for (auto& mark : drawing.marks) {
        mark.x += inset;
        mark.y += top;
    }
    return drawing;
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
    const auto heading = wxControl::Ellipsize(to_wx(series_.heading()), dc, wxELLIPSIZE_END, width);
    context->DrawText(heading, inset, FromDIP(8));
    context->SetFont(GetFont(), theme::colour(palette.quiet_text));
    context->DrawText(to_wx(series_.note()), inset, FromDIP(10) + GetCharHeight());

    const auto drawn = drawing();
    for (const auto& line : drawn.lines) {
        context->SetPen(wxPen(theme::colour(line.is_guide ? palette.card_edge : palette.quiet_text)));
        context->StrokeLine(line.x1, line.y1, line.x2, line.y2);
    }
    for (const auto& text : drawn.texts) context->DrawText(to_wx(text.text), text.x, text.y);
    for (const auto& mark : drawn.marks) paint_mark(*context, mark);
}

void ChartView::point_at(const wxPoint& position)
{
    std::string words;
    for (const auto& mark : drawing().marks)
        if (std::hypot(mark.x - position.x, mark.y - position.y) <= chart_mark_radius + pointer_reach)
            words = mark.words;
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

void ChartKey::show(const std::vector<RatingSeries>& series)
{
    std::set<Purpose> purposes;
    bool not_observed = false;
    bool not_applicable = false;
    for (const auto& one : series)
        for (const auto& point : one.points) {
            purposes.insert(point.purpose);
            not_observed = not_observed || point.mark == Mark::not_observed;
            not_applicable = not_applicable || point.mark == Mark::not_applicable;
        }
    entries_.clear();
    for (const auto purpose : purposes) {
        ChartMark mark;
        mark.shape = shape_of(purpose);
        entries_.push_back({mark, to_wx(sentence_case(name_of(purpose)) + " visit")});
    }
    ChartMark hollow;
    hollow.hollow = true;
    if (not_observed) entries_.push_back({hollow, "Not observed"});
    hollow.crossed = true;
    if (not_applicable) entries_.push_back({hollow, "Not applicable"});
    wxString words = "What the marks mean:";
    for (const auto& entry : entries_) words += " " + entry.words + ".";
    set_accessible_picture(this, words);
    InvalidateBestSize();
    Refresh();
}

wxSize ChartKey::DoGetBestClientSize() const
{
    int width = 0;
    for (const auto& entry : entries_) width += GetTextExtent(entry.words).GetWidth() + FromDIP(36);
    return {width, GetCharHeight() + FromDIP(6)};
}

void ChartKey::paint()
{
    wxPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    context->SetFont(GetFont(), theme::colour(theme::palette().quiet_text));
    double x = FromDIP(8);
    for (auto& entry : entries_) {
        entry.mark.x = x;
        entry.mark.y = GetClientSize().GetHeight() / 2.0;
        paint_mark(*context, entry.mark);
        x += FromDIP(10);
        context->DrawText(entry.words, x, (GetClientSize().GetHeight() - GetCharHeight()) / 2.0);
        x += GetTextExtent(entry.words).GetWidth() + FromDIP(26);
    }
}

}  // namespace throughline
