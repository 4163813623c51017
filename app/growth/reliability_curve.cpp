#include "app/growth/reliability_curve.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include <fmt/format.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/canvas.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int height_min = 200;
constexpr std::array guides{0.0, 0.25, 0.5, 0.75, 1.0};

wxPenStyle style_of(int observers)
{
    if (observers == 1) return wxPENSTYLE_DOT;
    return observers == 2 ? wxPENSTYLE_SHORT_DASH : wxPENSTYLE_SOLID;
}

double x_of(const wxRect& area, int visits, int visits_max)
{
    return visits_max < 2 ? area.x + area.width / 2.0 : area.x + area.width * (visits - 1.0) / (visits_max - 1.0);
}

double y_of(const wxRect& area, double value) { return area.y + area.height * (1 - std::clamp(value, 0.0, 1.0)); }

}  // namespace

ReliabilityCurve::ReliabilityCurve(wxWindow* parent, const SchoolGrowthViewModel& view_model)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE), view_model_(view_model)
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetFont(theme::small_font(parent));
    SetMinSize(wxSize(-1, FromDIP(height_min)));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        Refresh();
    });
    theme::with_colours(this, [this] { Refresh(); });
}

void ReliabilityCurve::show()
{
    Show(!view_model_.curve_lines().empty());
    const auto words = to_wx(view_model_.curve_summary());
    set_accessible_name(this, words);
    SetToolTip(words);
    Refresh();
}

void ReliabilityCurve::paint()
{
    wxAutoBufferedPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    const auto size = GetClientSize();
    const auto& palette = theme::palette();
    context->SetPen(wxPen(theme::colour(palette.card_edge)));
    context->SetBrush(wxBrush(theme::colour(palette.card)));
    context->DrawRectangle(0.5, 0.5, size.GetWidth() - 1, size.GetHeight() - 1);
    const auto lines = view_model_.curve_lines();
    if (lines.empty()) return;
    int visits_max = 1;
    for (const auto& line : lines) visits_max = std::max(visits_max, line.places.back().visits);
    const int text = GetCharHeight();
    const int left = FromDIP(44), right = FromDIP(100), top = 2 * text, bottom = 2 * text + FromDIP(8);
    const wxRect area(left, top, size.GetWidth() - left - right, size.GetHeight() - top - bottom);
    if (area.width < 1 || area.height < 1) return;
    paint_axes(*context, area, visits_max);
    // The best line's words on top; lines that end at the same place have their words below each other.
    int below = 0;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        const int at = std::max(below, static_cast<int>(y_of(area, line->places.back().value)) - text / 2);
        below = at + text;
        paint_line(*context, area, *line, visits_max, at);
    }
}

void ReliabilityCurve::paint_axes(wxGraphicsContext& context, const wxRect& area, int visits_max)
{
    const auto& palette = theme::palette();
    const int text = GetCharHeight();
    context.SetFont(GetFont(), theme::colour(palette.quiet_text));
    for (const double guide : guides) {
        const auto y = y_of(area, guide);
        context.SetPen(wxPen(theme::colour(palette.card_edge)));
        context.StrokeLine(area.x, y, area.x + area.width, y);
        canvas::paint_text(context, to_wx(fmt::format("{:.2f}", guide)),
                           wxRect(FromDIP(8), static_cast<int>(y) - text / 2, area.x - FromDIP(12), text),
                           canvas::Align::left);
    }
    const int step = visits_max > 8 && area.width < FromDIP(300) ? 2 : 1;
    for (int visits = 1; visits <= visits_max; visits += step) {
        const auto x = static_cast<int>(x_of(area, visits, visits_max));
        canvas::paint_text(context, to_wx(std::to_string(visits)),
                           wxRect(x - text, area.y + area.height + FromDIP(4), 2 * text, text), canvas::Align::centre);
    }
    canvas::paint_text(context, "visits to each teacher",
                       wxRect(area.x, area.y + area.height + FromDIP(4) + text, area.width, text),
                       canvas::Align::centre);
    context.SetFont(GetFont(), theme::colour(palette.text));
    canvas::paint_text(context, wxString::FromUTF8("Teachers told apart (E rho\u00b2)"),
                       wxRect(FromDIP(8), text / 3, area.x + area.width, text), canvas::Align::left);
    // What is asked of numbers that decide about a person.
    const auto enough = y_of(area, SchoolGrowthViewModel::reliable_enough());
    context.SetPen(wxPen(theme::colour(palette.text), 1, wxPENSTYLE_LONG_DASH));
    context.StrokeLine(area.x, enough, area.x + area.width, enough);
    canvas::paint_text(context, to_wx(fmt::format("{:.2f}: enough", SchoolGrowthViewModel::reliable_enough())),
                       wxRect(area.x + FromDIP(6), static_cast<int>(enough) - text - FromDIP(1), area.width, text),
                       canvas::Align::left);
}

void ReliabilityCurve::paint_line(wxGraphicsContext& context, const wxRect& area,
                                  const SchoolGrowthViewModel::CurveLine& line, int visits_max, int words_top)
{
    const auto& palette = theme::palette();
    auto path = context.CreatePath();
    for (const auto& place : line.places) {
        const auto x = x_of(area, place.visits, visits_max), y = y_of(area, place.value);
        if (&place == &line.places.front())
            path.MoveToPoint(x, y);
        else
            path.AddLineToPoint(x, y);
    }
    context.SetBrush(*wxTRANSPARENT_BRUSH);
    context.SetPen(wxPen(theme::colour(palette.accent), FromDIP(2), style_of(line.observers)));
    context.StrokePath(path);
    const int text = GetCharHeight();
    context.SetFont(GetFont(), theme::colour(palette.text));
    canvas::paint_text(context, to_wx(counted(line.observers, "observer")),
                       wxRect(area.x + area.width + FromDIP(8), words_top, FromDIP(90), text), canvas::Align::left);
}

}  // namespace throughline
