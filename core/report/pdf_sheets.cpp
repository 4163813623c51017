#include "core/report/pdf_sheets.hpp"

namespace throughline::report {
namespace {

constexpr std::size_t lines_together = 2;  // at the foot of a sheet and at the top of the next

// How many of the lines from `from` fit into `room`, so that no single line is left alone on either side.
std::size_t lines_that_fit(const std::vector<SetText::Line>& lines, std::size_t from, double room)
{
    auto to = from;
    while (to < lines.size() && lines[to].bottom - lines[from].top <= room) ++to;
    if (to == lines.size() || to == from) return to;
    if (lines.size() - to < lines_together && to - from > lines_together) --to;
    return to - from < lines_together && from == 0 ? from : to;
}

}  // namespace

Sheets::Sheets(PaperSize paper) : paper_(paper), sheets_(1) {}

void Sheets::new_sheet()
{
    sheets_.emplace_back();
    y_ = margin_top;
}

void Sheets::need(double points)
{
    if (points > room() && !is_at_top()) new_sheet();
}

void Sheets::begin(const char* tag) { waiting_.push_back(tag); }

void Sheets::end(const char* tag)
{
    if (waiting_.empty())
        paint([tag](cairo_t* cairo) { cairo_tag_end(cairo, tag); });
    else
        waiting_.pop_back();
}

void Sheets::begin_now(const char* tag)
{
    paint([tag](cairo_t* cairo) { cairo_tag_begin(cairo, tag, nullptr); });
}

void Sheets::tagged(const char* tag, Ink ink)
{
    for (const auto* outer : waiting_) begin_now(outer);
    waiting_.clear();
    begin_now(tag);
    paint(std::move(ink));
    paint([tag](cairo_t* cairo) { cairo_tag_end(cairo, tag); });
}

void Sheets::begin_text(const SetText& text)
{
    if (lines_that_fit(text.lines(), 0, room()) == 0 && !is_at_top()) new_sheet();
}

void Sheets::flow(const char* tag, const SetText& text, double x)
{
    const auto lines = text.lines();
    for (std::size_t from = 0; from < lines.size();) {
        auto to = lines_that_fit(lines, from, room());
        if (to == from && !is_at_top()) {
            new_sheet();
            continue;
        }
        if (to == from) ++to;  // a line higher than a sheet has to go somewhere
        tagged(tag, [text, x, y = y_, from, to](cairo_t* cairo) { text.paint(cairo, x, y, from, to); });
        y_ += lines[to - 1].bottom - lines[from].top;
        from = to;
    }
}

void Sheets::add_figure(std::string words, double x, double width, double height)
{
    figures_.push_back({std::move(words), x, paper_.height - y_ - height, x + width, paper_.height - y_});
}

void Sheets::add_outline(std::string text, int level) { outline_.push_back({std::move(text), level, count(), y_}); }

}  // namespace throughline::report
