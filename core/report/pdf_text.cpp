#include "core/report/pdf_text.hpp"

#include <fmt/format.h>

#include "core/report/clean_text.hpp"

namespace throughline::report {
namespace {

constexpr auto family = "sans-serif";

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

void add_attribute(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to)
{
    attribute->start_index = static_cast<guint>(from);
    attribute->end_index = static_cast<guint>(to);
    pango_attr_list_insert(list, attribute);
}

void add_style(PangoAttrList* list, const TextStyle& style, std::size_t from, std::size_t to)
{
    const auto wide = [](std::uint8_t channel) { return static_cast<guint16>(channel * 257); };
    add_attribute(list, pango_attr_size_new(static_cast<int>(style.size * PANGO_SCALE)), from, to);
    add_attribute(list, pango_attr_weight_new(style.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL), from, to);
    add_attribute(list,
                  pango_attr_foreground_new(wide(style.colour.red), wide(style.colour.green), wide(style.colour.blue)),
                  from, to);
}

// Without ligatures: cairo writes one as a mark within a tag, and some readers (poppler's) lose the rest of the tag.
void add_plain_letters(PangoAttrList* list)
{
    add_attribute(list, pango_attr_font_features_new("liga 0, clig 0"), 0, PANGO_ATTR_INDEX_TO_TEXT_END);
}

}  // namespace

std::vector<SetText::Line> SetText::lines() const
{
    std::vector<Line> lines;
    PangoLayoutIter* at = pango_layout_get_iter(layout_.get());
    do {
        PangoRectangle logical;
        pango_layout_iter_get_line_extents(at, nullptr, &logical);
        lines.push_back({points(logical.y), points(logical.y + logical.height),
                         points(pango_layout_iter_get_baseline(at)), points(logical.x)});
    } while (pango_layout_iter_next_line(at));
    pango_layout_iter_free(at);
    return lines;
}

double SetText::height() const
{
    PangoRectangle logical;
    pango_layout_get_extents(layout_.get(), nullptr, &logical);
    return points(logical.height);
}

double SetText::width() const
{
    PangoRectangle logical;
    pango_layout_get_extents(layout_.get(), nullptr, &logical);
    return points(logical.width);
}

void SetText::paint(cairo_t* cairo, double x, double y, std::size_t from, std::size_t to) const
{
    const auto all = lines();
    const double top = from < all.size() ? all[from].top : 0;
    for (auto index = from; index < to && index < all.size(); ++index) {
        cairo_move_to(cairo, x + all[index].left, y + all[index].baseline - top);
        pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout_.get(), static_cast<int>(index)));
    }
}

void SetText::paint(cairo_t* cairo, double x, double y) const
{
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, layout_.get());
}

TextSetter::TextSetter() : fonts_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(fonts_.get()))
{
    pango_cairo_context_set_resolution(context_.get(), 72);  // a unit of the page is a point
    cairo_font_options_t* options = cairo_font_options_create();
    // Paper has no pixels for letters to snap to.
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    PangoFontDescription* font = pango_font_description_from_string(family);
    pango_context_set_font_description(context_.get(), font);
    pango_font_description_free(font);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

bool TextSetter::has_fonts() const
{
    const PangoFontDescription* font = pango_context_get_font_description(context_.get());
    const std::unique_ptr<PangoFont, Unref> found(pango_font_map_load_font(fonts_.get(), context_.get(), font));
    return found != nullptr;
}

SetText TextSetter::set(const std::vector<StyledPart>& parts, double width) const
{
    LayoutPointer layout(pango_layout_new(context_.get()), Unref());
    PangoAttrList* styles = pango_attr_list_new();
    std::string whole;
    for (const auto& part : parts) {
        const auto from = whole.size();
        whole += clean_text(part.text);
        add_style(styles, part.style, from, whole.size());
    }
    add_plain_letters(styles);
    // Also for an empty text, whose line would otherwise have the height of some other size.
    if (whole.empty() && !parts.empty()) add_style(styles, parts.front().style, 0, PANGO_ATTR_INDEX_TO_TEXT_END);
    pango_layout_set_text(layout.get(), whole.data(), static_cast<int>(whole.size()));
    pango_layout_set_attributes(layout.get(), styles);
    pango_attr_list_unref(styles);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout.get(), 1.25F);
    if (width > 0) pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    return SetText(std::move(layout));
}

SetText TextSetter::set(const std::string& text, const TextStyle& style, double width) const
{
    return set({{text, style}}, width);
}

SetText TextSetter::set_one_line(const std::string& text, const TextStyle& style, double width) const
{
    LayoutPointer layout(pango_layout_new(context_.get()), Unref());
    auto clean = clean_text(text);
    for (char& c : clean)
        if (c == '\n') c = ' ';
    PangoAttrList* styles = pango_attr_list_new();
    add_style(styles, style, 0, clean.size());
    add_plain_letters(styles);
    pango_layout_set_text(layout.get(), clean.data(), static_cast<int>(clean.size()));
    pango_layout_set_attributes(layout.get(), styles);
    pango_attr_list_unref(styles);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    return SetText(std::move(layout));
}

}  // namespace throughline::report
