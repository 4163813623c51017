#include "core/report/html_chart.hpp"

#include <fmt/format.h>

namespace throughline::report {
namespace {

constexpr double small_width = 300;  // as on a phone
constexpr double wide_width = 660;   // as the text beside it
constexpr double text_height = 15;
constexpr double font_size = 12;
constexpr double mark_radius = 4.5;

// Nobody knows which letters the reader's computer has. These are shares of the font's size, as the widest of the usual
// ones (DejaVu, Verdana) need them: in a narrower one, words leave a little room and nothing else changes.
double letter_width(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) == 0x80) return 0;  // within a character
    if (byte >= 0xe3) return 1.0;         // East Asian letters and signs
    constexpr std::string_view narrow = "ijlftr.,:;'|!()[] I";
    constexpr std::string_view broad = "mwMW@%";
    if (narrow.find(c) != std::string_view::npos) return 0.38;
    if (broad.find(c) != std::string_view::npos) return 0.95;
    return c >= 'A' && c <= 'Z' ? 0.72 : 0.62;
}

double text_width(const std::string& text)
{
    double width = 0;
    for (const char c : text) width += letter_width(c);
    return width * font_size;
}

void write_path(HtmlWriter& page, const char* look, const std::vector<DrawnPlace>& places, bool is_closed)
{
    page.raw("<path class=\"").raw(look).raw("\" d=\"");
    for (const auto& place : places)
        page.raw(&place == &places.front() ? "M" : "L").number(place.x).raw(" ").number(place.y);
    page.raw(is_closed ? "Z\"/>" : "\"/>");
}

void write_line(HtmlWriter& page, const char* look, double x1, double y1, double x2, double y2)
{
    write_path(page, look, {{x1, y1}, {x2, y2}}, false);
}

void write_circle(HtmlWriter& page, const char* look, double x, double y, double radius)
{
    page.raw("<circle class=\"").raw(look).raw("\" cx=\"").number(x).raw("\" cy=\"").number(y).raw("\" r=\"");
    page.number(radius).raw("\"/>");
}

void write_mark(HtmlWriter& page, const DrawnMark& mark)
{
    const auto* look = mark.hollow ? "o" : "m";
    if (mark.shape == MarkShape::circle)
        write_circle(page, look, mark.x, mark.y, mark.radius);
    else
        write_path(page, look, mark.corners(), true);
    const double reach = mark.cross_reach();
    if (mark.crossed) write_line(page, "o", mark.x - reach, mark.y + reach, mark.x + reach, mark.y - reach);
}

void write_bar(HtmlWriter& page, const DrawnBar& bar)
{
    page.raw(bar.filled ? "<rect class=\"f\" x=\"" : "<rect class=\"b\" x=\"").number(bar.x).raw("\" y=\"");
    page.number(bar.y).raw("\" width=\"").number(bar.width).raw("\" height=\"").number(bar.height).raw("\"/>");
}

void write_day_mark(HtmlWriter& page, const DrawnDayMark& mark)
{
    constexpr double disc = 3;
    write_line(page, "c", mark.x, mark.bottom, mark.x, mark.top + disc);
    write_circle(page, mark.filled ? "f" : "e", mark.x, mark.top + disc, disc);
}

void write_drawing(HtmlWriter& page, const ChartDrawing& drawing)
{
    for (const auto& area : drawing.areas) write_path(page, "a", area.outline, true);
    for (const auto& line : drawing.lines)
        write_line(page, line.is_guide ? "g" : "t", line.x1, line.y1, line.x2, line.y2);
    for (const auto& bar : drawing.bars) write_bar(page, bar);
    for (const auto& curve : drawing.curves) write_path(page, curve.dashed ? "c d" : "c", curve.places, false);
    for (const auto& mark : drawing.day_marks) write_day_mark(page, mark);
    for (const auto& mark : drawing.marks) write_mark(page, mark);
    for (const auto& text : drawing.texts) {
        page.raw(text.is_right_edged ? "<text class=\"r\" x=\"" : "<text x=\"");
        page.number(text.is_right_edged ? text.x + text.width : text.x).raw("\" y=\"");
        page.number(text.y + font_size - 1).raw("\">").text(text.text).raw("</text>");
    }
}

void write_picture(HtmlWriter& page, const Chart& chart, const char* look, double width, const std::string& id)
{
    const double height = chart_height(chart, text_height);
    page.raw("<svg class=\"").raw(look).raw("\" viewBox=\"0 0 ").number(width).raw(" ").number(height);
    page.raw("\" role=\"img\" aria-labelledby=\"").raw(id).raw("t\" aria-describedby=\"").raw(id).raw("d\">");
    page.raw("<title id=\"").raw(id).raw("t\">").text(chart.title).raw("</title>");
    page.raw("<desc id=\"").raw(id).raw("d\">").text(chart.summary()).raw("</desc>");
    write_drawing(page, draw_chart(chart, {width, height, text_height, text_width, mark_radius}));
    page.raw("</svg>");
}

void write_sample(HtmlWriter& page, const ChartKeyEntry& entry)
{
    using Kind = ChartKeyEntry::Kind;
    constexpr double middle = 8;
    page.raw("<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\">");
    switch (entry.kind) {
        case Kind::mark:
            write_mark(page, {middle, middle, mark_radius, entry.shape, entry.hollow, entry.crossed, {}});
            break;
        case Kind::curve:
        case Kind::dashed_curve:
            write_line(page, entry.kind == Kind::curve ? "c" : "c d", 1, middle, 15, middle);
            break;
        case Kind::band:
            write_path(page, "a", {{1, 2}, {15, 2}, {15, 14}, {1, 14}}, true);
            break;
        case Kind::bar:
        case Kind::filled_bar:
            write_bar(page, {1, 5, 14, 6, entry.kind == Kind::filled_bar, false, {}});
            break;
        case Kind::day_mark:
        case Kind::filled_day_mark:
            write_day_mark(page, {middle, 2, 14, entry.kind == Kind::filled_day_mark, {}});
            break;
    }
    page.raw("</svg>");
}

}  // namespace

void write_chart(HtmlWriter& page, const Chart& chart, bool is_wide, int number)
{
    page.raw("<figure><figcaption>").element("strong", chart.title);
    if (!chart.note.empty()) page.raw(" ").element("span", chart.note);
    page.raw("</figcaption>");
    const auto id = fmt::format("c{}", number);
    if (is_wide) write_picture(page, chart, "broad", wide_width, id + "w");
    write_picture(page, chart, is_wide ? "narrow" : "small", small_width, id);
    page.raw("</figure>\n");
}

void write_key(HtmlWriter& page, const std::vector<ChartKeyEntry>& key)
{
    if (key.empty()) return;
    page.raw("<ul class=\"key\" aria-label=\"What the marks mean\">");
    for (const auto& entry : key) {
        page.raw("<li>");
        write_sample(page, entry);
        page.text(entry.words).raw("</li>");
    }
    page.raw("</ul>\n");
}

}  // namespace throughline::report
