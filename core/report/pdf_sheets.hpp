// Sheets: paper that fills up from the top, with the tags of what stands on it. Painted when all is laid out, since
// each sheet says of how many it is one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/report/pdf_text.hpp"

namespace throughline::report {

struct PaperSize {
    double width = 0;
    double height = 0;
};

// A Figure in the order of the document: what the tags cannot carry through cairo.
struct TaggedFigure {
    std::string words;
    double left = 0;  // as PDF counts: from the bottom left corner of the sheet
    double bottom = 0;
    double right = 0;
    double top = 0;
};

struct OutlineEntry {
    std::string text;
    int level = 0;
    std::size_t sheet = 0;
    double y = 0;
};

class Sheets {
public:
    using Ink = std::function<void(cairo_t*)>;

    explicit Sheets(PaperSize paper);

    [[nodiscard]] double left() const { return margin_x; }
    [[nodiscard]] double width() const { return paper_.width - 2 * margin_x; }
    [[nodiscard]] double y() const { return y_; }
    [[nodiscard]] double room() const { return bottom() - y_; }
    [[nodiscard]] double room_of_a_sheet() const { return bottom() - margin_top; }
    [[nodiscard]] bool is_at_top() const { return y_ <= margin_top; }

    void skip(double points) { y_ += is_at_top() ? 0 : points; }
    void take(double points) { y_ += points; }  // also at the top
    void new_sheet();
    // A new sheet, unless this much room is left on this one.
    void need(double points);

    // A tag around other tags, which may go over sheets. It begins on the sheet of its first leaf: cairo takes a tag
    // without another in it, on the sheet where it begins, for a leaf. One without any leaf is left out.
    void begin(const char* tag);
    void end(const char* tag);
    void paint(Ink ink) { sheets_.back().push_back(std::move(ink)); }
    // A leaf: content on this sheet.
    void tagged(const char* tag, Ink ink);
    // A new sheet if `flow` would need one for the text's first line: for what stands beside that line.
    void begin_text(const SetText& text);
    // The text from here down, over as many sheets as it needs; each sheet's part is a leaf of its own.
    void flow(const char* tag, const SetText& text, double x);
    void add_figure(std::string words, double x, double width, double height);
    void add_outline(std::string text, int level);

    [[nodiscard]] std::size_t count() const { return sheets_.size(); }
    [[nodiscard]] const std::vector<std::vector<Ink>>& all() const { return sheets_; }
    [[nodiscard]] const std::vector<TaggedFigure>& figures() const { return figures_; }
    [[nodiscard]] const std::vector<OutlineEntry>& outline() const { return outline_; }
    [[nodiscard]] const PaperSize& paper() const { return paper_; }
    [[nodiscard]] double foot_y() const { return paper_.height - margin_bottom + 14; }
    [[nodiscard]] double head_y() const { return margin_top - 26; }

private:
    static constexpr double margin_x = 54;  // three quarters of an inch: room for a thumb and a hole punch
    static constexpr double margin_top = 54;
    static constexpr double margin_bottom = 58;
    [[nodiscard]] double bottom() const { return paper_.height - margin_bottom; }

    PaperSize paper_;
    void begin_now(const char* tag);

    std::vector<std::vector<Ink>> sheets_;
    std::vector<const char*> waiting_;  // tags whose first leaf has not come
    std::vector<TaggedFigure> figures_;
    std::vector<OutlineEntry> outline_;
    double y_ = margin_top;
};

}  // namespace throughline::report
