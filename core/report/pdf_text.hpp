// Text for paper: set by pango in the computer's own fonts, measured in points.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <pango/pangocairo.h>

#include "throughline/report/colours.hpp"

namespace throughline::report {

struct TextStyle {
    double size = 10;  // points
    bool is_bold = false;
    Rgb colour = light_colours().text;
};

// A stretch of a text that looks otherwise than the rest.
struct StyledPart {
    std::string text;
    TextStyle style;
};

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
using LayoutPointer = std::shared_ptr<PangoLayout>;

// One text, broken into lines of a width. Copies share it.
class SetText {
public:
    explicit SetText(LayoutPointer layout) : layout_(std::move(layout)) {}

    struct Line {
        double top = 0;  // from the text's own top
        double bottom = 0;
        double baseline = 0;
        double left = 0;
    };
    [[nodiscard]] std::vector<Line> lines() const;
    [[nodiscard]] double height() const;
    [[nodiscard]] double width() const;  // of the widest line

    // Lines `from` up to `to`, the first one's top at y.
    void paint(cairo_t* cairo, double x, double y, std::size_t from, std::size_t to) const;
    void paint(cairo_t* cairo, double x, double y) const;

private:
    LayoutPointer layout_;
};

class TextSetter {
public:
    TextSetter();

    // `width` in points; 0 or less: as wide as it needs.
    [[nodiscard]] SetText set(const std::vector<StyledPart>& parts, double width) const;
    [[nodiscard]] SetText set(const std::string& text, const TextStyle& style, double width) const;
    // On one line, with an ellipsis where it does not fit.
    [[nodiscard]] SetText set_one_line(const std::string& text, const TextStyle& style, double width) const;

    // Whether the computer has fonts to set anything in.
    [[nodiscard]] bool has_fonts() const;

private:
    std::unique_ptr<PangoFontMap, Unref> fonts_;
    std::unique_ptr<PangoContext, Unref> context_;
};

}  // namespace throughline::report
