#include "app/widget/canvas.hpp"

#include <algorithm>

#include <wx/graphics.h>

#include "app/widget/theme.hpp"

namespace throughline::canvas {

namespace {

wxColour ink_of(Shape shape)
{
    const auto& palette = theme::palette();
    return theme::colour(shape == Shape::disc || shape == Shape::square ? palette.accent : palette.text);
}

wxGraphicsPath path_of(wxGraphicsContext& context, Shape shape, double x, double y, double reach)
{
    auto path = context.CreatePath();
    switch (shape) {
        case Shape::disc:
            path.AddCircle(x, y, reach);
            break;
        case Shape::square:
            path.AddRectangle(x - reach, y - reach, 2 * reach, 2 * reach);
            break;
        case Shape::diamond:
            path.MoveToPoint(x, y - reach);
            path.AddLineToPoint(x + reach, y);
            path.AddLineToPoint(x, y + reach);
            path.AddLineToPoint(x - reach, y);
            path.CloseSubpath();
            break;
        case Shape::tick:
            path.MoveToPoint(x - reach + 1, y);
            path.AddLineToPoint(x - 1, y + reach - 2);
            path.AddLineToPoint(x + reach, y - reach + 1);
            break;
    }
    return path;
}

}  // namespace

void paint_mark(wxGraphicsContext& context, Shape shape, bool is_hollow, double x, double y, double reach,
                const wxColour& ground)
{
    constexpr int line = 2;
    if (shape == Shape::tick) {  // has no inside
        context.SetPen(wxPen(ink_of(shape), line));
        context.StrokePath(path_of(context, shape, x, y, reach));
        return;
    }
    const auto path = path_of(context, shape, x, y, is_hollow ? reach - 1 : reach);
    context.SetBrush(wxBrush(is_hollow ? ground : ink_of(shape)));
    context.FillPath(path);
    if (!is_hollow) return;
    context.SetPen(wxPen(ink_of(shape), line));
    context.StrokePath(path);
}

void paint_text(wxGraphicsContext& context, const wxString& text, const wxRect& area, Align align)
{
    double width = 0;
    double height = 0;
    auto shown = text;
    context.GetTextExtent(shown, &width, &height);
    for (auto kept = text.length(); width > area.width && kept > 1;) {
        shown = text.Left(--kept) + L'…';
        context.GetTextExtent(shown, &width, &height);
    }
    const double x = align == Align::centre ? area.x + (area.width - width) / 2 : area.x;
    context.DrawText(shown, x, area.y + (area.height - height) / 2);
}

void paint_plate(wxGraphicsContext& context, const wxString& text, const wxRect& area, const wxColour& ground,
                 const wxColour& edge)
{
    double width = 0;
    double height = 0;
    context.GetTextExtent(text, &width, &height);
    const double plate = std::min<double>(width + 2 * height, area.width);
    context.SetPen(wxPen(edge));
    context.SetBrush(wxBrush(ground));
    context.DrawRoundedRectangle(area.x + (area.width - plate) / 2, area.y, plate, area.height, height / 4);
    paint_text(context, text, area, Align::centre);
}

}  // namespace throughline::canvas
