#include "core/report/pdf_chart.hpp"

#include <algorithm>

namespace throughline::report {
namespace {

constexpr double column_gap = 14;
constexpr double inset = 8;  // between a chart's frame and its content
constexpr double mark_radius = 3.3;
constexpr double text_height = 11;
constexpr double full_turn = 2 * 3.14159265358979323846;

const Colours& paper_colours() { return light_colours(); }

TextStyle title_style() { return {9, true, paper_colours().text}; }
TextStyle note_style() { return {8, false, paper_colours().quiet_text}; }

void set_colour(cairo_t* cairo, Rgb colour)
{
    cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

Rgb ink_of(bool is_filled) { return is_filled ? paper_colours().accent : paper_colours().quiet_text; }

void stroke(cairo_t* cairo, Rgb colour, double width)
{
    set_colour(cairo, colour);
    cairo_set_line_width(cairo, width);
    cairo_stroke(cairo);
}

void line(cairo_t* cairo, double x1, double y1, double x2, double y2)
{
    cairo_move_to(cairo, x1, y1);
    cairo_line_to(cairo, x2, y2);
}

void path(cairo_t* cairo, const std::vector<DrawnPlace>& places)
{
    for (const auto& place : places)
        if (&place == &places.front())
            cairo_move_to(cairo, place.x, place.y);
        else
            cairo_line_to(cairo, place.x, place.y);
}

void paint_mark(cairo_t* cairo, const DrawnMark& mark)
{
    if (mark.shape == MarkShape::circle) {
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, mark.x, mark.y, mark.radius, 0, full_turn);
    } else {
        path(cairo, mark.corners());
        cairo_close_path(cairo);
    }
    set_colour(cairo, mark.hollow ? paper_colours().card : paper_colours().accent);
    cairo_fill_preserve(cairo);
    stroke(cairo, mark.hollow ? ink_of(false) : paper_colours().card, mark.hollow ? 1.3 : 0.6);
    if (!mark.crossed) return;
    const double reach = mark.cross_reach();
    line(cairo, mark.x - reach, mark.y + reach, mark.x + reach, mark.y - reach);
    stroke(cairo, ink_of(false), 1.3);
}

void paint_bar(cairo_t* cairo, const DrawnBar& bar)
{
    cairo_rectangle(cairo, bar.x, bar.y, bar.width, bar.height);
    set_colour(cairo, bar.filled ? paper_colours().accent : paper_colours().band);
    cairo_fill_preserve(cairo);
    stroke(cairo, ink_of(true), 0.7);
}

void paint_day_mark(cairo_t* cairo, const DrawnDayMark& mark)
{
    constexpr double disc = 2.2;
    line(cairo, mark.x, mark.bottom, mark.x, mark.top + disc);
    stroke(cairo, ink_of(true), 1);
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, mark.x, mark.top + disc, disc, 0, full_turn);
    set_colour(cairo, mark.filled ? paper_colours().accent : paper_colours().card);
    cairo_fill_preserve(cairo);
    stroke(cairo, ink_of(true), 0.7);
}

void paint_curve(cairo_t* cairo, const DrawnCurve& curve)
{
    constexpr double dashes[] = {4, 2.5};
    path(cairo, curve.places);
    if (curve.dashed) cairo_set_dash(cairo, dashes, 2, 0);
    stroke(cairo, ink_of(true), 1.4);
    cairo_set_dash(cairo, nullptr, 0, 0);
}

void paint_area(cairo_t* cairo, const DrawnArea& area)
{
    path(cairo, area.outline);
    cairo_close_path(cairo);
    set_colour(cairo, paper_colours().band);
    cairo_fill(cairo);
}

void paint_drawing(cairo_t* cairo, const TextSetter& setter, const ChartDrawing& drawing)
{
    for (const auto& area : drawing.areas) paint_area(cairo, area);
    for (const auto& one : drawing.lines) {
        line(cairo, one.x1, one.y1, one.x2, one.y2);
        stroke(cairo, one.is_guide ? paper_colours().card_edge : paper_colours().quiet_text, 0.6);
    }
    for (const auto& bar : drawing.bars) paint_bar(cairo, bar);
    for (const auto& curve : drawing.curves) paint_curve(cairo, curve);
    for (const auto& mark : drawing.day_marks) paint_day_mark(cairo, mark);
    for (const auto& mark : drawing.marks) paint_mark(cairo, mark);
    for (const auto& text : drawing.texts) setter.set(text.text, note_style(), 0).paint(cairo, text.x, text.y);
}

struct LaidChart {
    const Chart* chart = nullptr;
    SetText title;
    SetText note;
    double words_height = 0;
    double picture_height = 0;
    [[nodiscard]] double height() const { return words_height + picture_height + 3 * inset; }
};

LaidChart lay(const Chart& chart, const TextSetter& setter, double width)
{
    LaidChart laid{&chart, setter.set(chart.title, title_style(), width - 2 * inset),
                   setter.set(chart.note, note_style(), width - 2 * inset)};
    laid.words_height = laid.title.height() + (chart.note.empty() ? 0 : laid.note.height());
    laid.picture_height = chart_height(chart, text_height);
    return laid;
}

void place(Sheets& sheets, const TextSetter& setter, const LaidChart& laid, double x, double width, double height)
{
    const double y = sheets.y();
    // The frame is decoration, and so outside of all tags.
    sheets.paint([=](cairo_t* cairo) {
        cairo_rectangle(cairo, x, y, width, height);
        stroke(cairo, paper_colours().card_edge, 0.7);
    });
    sheets.tagged("P", [=](cairo_t* cairo) {
        laid.title.paint(cairo, x + inset, y + inset);
        if (!laid.chart->note.empty()) laid.note.paint(cairo, x + inset, y + inset + laid.title.height());
    });
    ChartFrame frame;
    frame.width = width - 2 * inset;
    frame.height = laid.picture_height;
    frame.text_height = text_height;
    frame.text_width = [&setter](const std::string& text) { return setter.set(text, note_style(), 0).width(); };
    frame.mark_radius = mark_radius;
    sheets.add_figure(laid.chart->summary(), x, width, height);
    sheets.tagged("Figure", [=, &setter, drawing = draw_chart(*laid.chart, frame)](cairo_t* cairo) {
        cairo_save(cairo);
        cairo_translate(cairo, x + inset, y + 2 * inset + laid.words_height);
        paint_drawing(cairo, setter, drawing);
        cairo_restore(cairo);
    });
}

void paint_sample(cairo_t* cairo, const ChartKeyEntry& entry, double x, double y)
{
    using Kind = ChartKeyEntry::Kind;
    constexpr double reach = 5;
    switch (entry.kind) {
        case Kind::mark:
            return paint_mark(cairo, {x, y, mark_radius, entry.shape, entry.hollow, entry.crossed, {}});
        case Kind::curve:
        case Kind::dashed_curve:
            return paint_curve(cairo, {{{x - reach, y}, {x + reach, y}}, entry.kind == Kind::dashed_curve});
        case Kind::band:
            return paint_area(
                cairo,
                {{{x - reach, y - reach}, {x + reach, y - reach}, {x + reach, y + reach}, {x - reach, y + reach}}});
        case Kind::bar:
        case Kind::filled_bar:
            return paint_bar(cairo, {x - reach, y - 2, 2 * reach, 4, entry.kind == Kind::filled_bar, false, {}});
        case Kind::day_mark:
        case Kind::filled_day_mark:
            return paint_day_mark(cairo, {x, y - reach, y + reach, entry.kind == Kind::filled_day_mark, {}});
    }
}

void lay_key(Sheets& sheets, const TextSetter& setter, const std::vector<ChartKeyEntry>& key)
{
    if (key.empty()) return;
    constexpr double sample_width = 12;
    constexpr double line_height = 13;
    double x = sheets.left();
    sheets.begin("L");
    for (const auto& entry : key) {
        const auto words = setter.set(entry.words, note_style(), 0);
        const double width = sample_width + words.width() + column_gap;
        if (x + width > sheets.left() + sheets.width() && x > sheets.left()) {
            x = sheets.left();
            sheets.take(line_height);
        }
        const double y = sheets.y();
        sheets.begin("LI");
        sheets.tagged("Lbl",
                      [=](cairo_t* cairo) { paint_sample(cairo, entry, x + mark_radius, y + words.height() / 2); });
        sheets.tagged("LBody", [=](cairo_t* cairo) { words.paint(cairo, x + sample_width, y); });
        sheets.end("LI");
        x += width;
    }
    sheets.end("L");
    sheets.take(line_height + 4);
}

double width_of_one(double whole, bool is_wide) { return is_wide ? whole : (whole - column_gap) / 2; }

}  // namespace

double first_charts_height(const TextSetter& setter, const std::vector<Chart>& charts, double width, bool is_wide)
{
    constexpr double key_height = 30;
    if (charts.empty()) return 0;
    return lay(charts.front(), setter, width_of_one(width, is_wide)).height() + key_height;
}

void lay_charts(Sheets& sheets, const TextSetter& setter, const std::vector<Chart>& charts, bool is_wide)
{
    if (charts.empty()) return;
    const std::size_t columns = is_wide ? 1 : 2;
    const double width = width_of_one(sheets.width(), is_wide);
    sheets.skip(6);
    sheets.need(first_charts_height(setter, charts, sheets.width(), is_wide));  // the key stands with the first row
    lay_key(sheets, setter, chart_key(charts));
    for (std::size_t first = 0; first < charts.size(); first += columns) {
        std::vector<LaidChart> row;
        double height = 0;
        for (auto index = first; index < std::min(first + columns, charts.size()); ++index) {
            row.push_back(lay(charts[index], setter, width));
            height = std::max(height, row.back().height());
        }
        sheets.need(height);
        double x = sheets.left();
        for (const auto& laid : row) {
            place(sheets, setter, laid, x, width, height);
            x += width + column_gap;
        }
        sheets.take(height + column_gap);
    }
}

}  // namespace throughline::report
