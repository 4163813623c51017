#include "throughline/report/pdf.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include <cairo-pdf.h>
#include <fmt/format.h>

#include "core/report/clean_text.hpp"
#include "core/report/pdf_chart.hpp"
#include "core/report/pdf_sheets.hpp"
#include "core/report/pdf_table.hpp"
#include "core/report/pdf_tags.hpp"
#include "core/report/pdf_text.hpp"
#include "throughline/base/text.hpp"

namespace throughline::report {
namespace {

const Colours& paper_colours() { return light_colours(); }

TextStyle plain_style() { return {10, false, paper_colours().text}; }
TextStyle quiet_style() { return {9, false, paper_colours().quiet_text}; }
TextStyle foot_style() { return {8, false, paper_colours().quiet_text}; }
TextStyle attention_style() { return {9, true, paper_colours().attention}; }

TextStyle heading_style(int level)
{
    constexpr double sizes[] = {20, 14, 11.5, 10};
    return {sizes[std::clamp(level, 1, 4) - 1], true, paper_colours().text};
}

PaperSize size_of(Paper paper)
{
    if (paper == Paper::a4) return {595.276, 841.89};
    return {612, 792};
}

void line_across(cairo_t* cairo, double left, double right, double y)
{
    const auto colour = paper_colours().card_edge;
    cairo_move_to(cairo, left, y);
    cairo_line_to(cairo, right, y);
    cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
    cairo_set_line_width(cairo, 0.7);
    cairo_stroke(cairo);
}

// Lays the document's blocks onto sheets.
class PaperWriter {
public:
    PaperWriter(const Document& document, const TextSetter& setter, Sheets& sheets)
        : document_(document), setter_(setter), sheets_(sheets)
    {}

    void write()
    {
        sheets_.begin("Document");
        if (!document_.confidential.empty()) {
            flow("P", document_.confidential, attention_style());
            sheets_.take(6);
        }
        flow("H1", document_.title, heading_style(1));
        sheets_.take(4);
        for (next_ = 0; next_ < document_.blocks.size();)
            std::visit([this](const auto& one) { write(one); }, document_.blocks[next_++]);
        if (!document_.made.empty()) {
            sheets_.skip(14);
            flow("P", document_.made, quiet_style());
        }
        sheets_.end("Document");
    }

private:
    void flow(const char* tag, const std::string& text, const TextStyle& style)
    {
        sheets_.flow(tag, setter_.set(text, style, sheets_.width()), sheets_.left());
    }

    void write(const Heading& heading)
    {
        assert(heading.level >= 2 && heading.level <= heading_level_ + 1 && "no heading level is skipped");
        heading_level_ = heading.level;
        const auto text = setter_.set(heading.text, heading_style(heading.level), sheets_.width());
        const double above = heading.level == 2 ? 20 : 12;
        sheets_.need(above + text.height() + height_below());
        if (heading.level == 2 && !sheets_.is_at_top()) {
            sheets_.paint([left = sheets_.left(), right = sheets_.left() + sheets_.width(),
                           y = sheets_.y() + 10](cairo_t* cairo) { line_across(cairo, left, right, y); });
        }
        sheets_.skip(above);
        sheets_.add_outline(heading.text, heading.level);
        constexpr const char* tags[] = {"H2", "H3", "H4"};
        sheets_.flow(tags[std::min(heading.level, 4) - 2], text, sheets_.left());
        sheets_.take(2);
    }
    // What has to stand on the same sheet as a heading: alone at the foot of one it belongs to nothing. Of headings
    // that follow each other, the last decides.
    double height_below() const
    {
        constexpr double line_of_heading = 30;
        constexpr double some_lines = 48;
        double height = 0;
        for (auto index = next_; index < document_.blocks.size(); ++index) {
            const auto& block = document_.blocks[index];
            if (const auto* figures = std::get_if<Figures>(&block))
                return height + first_charts_height(setter_, figures->charts, sheets_.width(), figures->is_wide);
            if (!std::holds_alternative<Heading>(block)) break;
            height += line_of_heading;
        }
        return height + some_lines;
    }
    void write(const Paragraph& paragraph)
    {
        sheets_.skip(4);
        const auto style = paragraph.look == Paragraph::Look::lead    ? TextStyle{13, true, paper_colours().text}
                           : paragraph.look == Paragraph::Look::quiet ? quiet_style()
                                                                      : plain_style();
        flow("P", paragraph.text, style);
    }
    void write(const List& list)
    {
        if (list.items.empty()) return;
        constexpr double indent = 14;
        sheets_.begin("L");
        for (const auto& item : list.items) {
            sheets_.skip(3);
            std::vector<StyledPart> parts;
            if (!item.lead.empty()) parts.push_back({item.lead + "  ", quiet_style()});
            parts.push_back({item.text, plain_style()});
            if (!item.note.empty()) parts.push_back({" \u2014 " + item.note, quiet_style()});
            const auto text = setter_.set(parts, sheets_.width() - indent);
            sheets_.begin_text(text);
            const auto bullet = setter_.set("\u2022", plain_style(), 0);
            sheets_.begin("LI");
            sheets_.tagged("Lbl", [bullet, x = sheets_.left() + 3, y = sheets_.y()](cairo_t* cairo) {
                bullet.paint(cairo, x, y);
            });
            sheets_.begin("LBody");
            sheets_.flow("P", text, sheets_.left() + indent);
            sheets_.end("LBody");
            sheets_.end("LI");
        }
        sheets_.end("L");
    }
    void write(const Table& table)
    {
        sheets_.skip(8);
        lay_table(sheets_, setter_, table);
    }
    void write(const Figures& figures) { lay_charts(sheets_, setter_, figures.charts, figures.is_wide); }
    void write(const Notice& notice)
    {
        constexpr double inset = 9;
        const double width = sheets_.width() - 2 * inset;
        const auto title = setter_.set(notice.title, {10, true, paper_colours().text}, width);
        const auto text = setter_.set(notice.text, plain_style(), width);
        const double height = title.height() + text.height() + 2 * inset;
        sheets_.skip(8);
        const bool fits = height <= sheets_.room_of_a_sheet();
        if (fits) {
            sheets_.need(height);
            sheets_.paint([x = sheets_.left(), y = sheets_.y(), height](cairo_t* cairo) {
                const auto colour = paper_colours().accent;
                cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
                cairo_rectangle(cairo, x, y, 3, height);
                cairo_fill(cairo);
            });
        }
        sheets_.take(inset);
        sheets_.flow("P", title, sheets_.left() + inset);
        sheets_.flow("P", text, sheets_.left() + inset);
        sheets_.take(inset);
    }
    void write(const PageBreak&)
    {
        if (!sheets_.is_at_top()) sheets_.new_sheet();
    }

    void write(const AnswerForm&) {}  // on paper nobody could send it

    const Document& document_;
    const TextSetter& setter_;
    Sheets& sheets_;
    std::size_t next_ = 0;  // the block after the one that is being written
    int heading_level_ = 1;
};

// What stands on each sheet without being a part of the text: on all but the first the title, on all the number.
void paint_margins(cairo_t* cairo, const Document& document, const TextSetter& setter, const Sheets& sheets,
                   std::size_t index)
{
    const auto number = setter.set(fmt::format("Page {} of {}", index + 1, sheets.count()), foot_style(), 0);
    const double right = sheets.left() + sheets.width();
    number.paint(cairo, right - number.width(), sheets.foot_y());
    const double room = sheets.width() - number.width() - 20;
    setter.set_one_line(document.confidential, foot_style(), room).paint(cairo, sheets.left(), sheets.foot_y());
    if (index == 0) return;
    setter.set_one_line(document.title, foot_style(), sheets.width()).paint(cairo, sheets.left(), sheets.head_y());
}

void add_outline(cairo_surface_t* surface, const Sheets& sheets)
{
    if (sheets.count() < 2) return;
    int parents[] = {CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT,
                     CAIRO_PDF_OUTLINE_ROOT};
    for (const auto& entry : sheets.outline()) {
        const auto at = fmt::format("page={} pos=[{:.1f} {:.1f}]", entry.sheet, sheets.left(), entry.y);
        const auto level = std::clamp(entry.level, 2, 4);
        const int made = cairo_pdf_surface_add_outline(surface, parents[level - 1], clean_text(entry.text).c_str(),
                                                       at.c_str(), static_cast<cairo_pdf_outline_flags_t>(0));
        for (int below = level; below <= 4; ++below) parents[below] = made;
    }
}

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned int length)
{
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

// Cairo keeps an error until it is asked, so asking once at the end is enough.
Result<std::string> paint(const Document& document, const TextSetter& setter, const Sheets& sheets)
{
    std::string file;
    cairo_surface_t* surface =
        cairo_pdf_surface_create_for_stream(&append, &file, sheets.paper().width, sheets.paper().height);
    const auto title = clean_text(document.title);
    const auto author = clean_text(document.author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Throughline");
    const auto made_at = iso_utc(document.made_at);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made_at.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, made_at.c_str());
    cairo_t* cairo = cairo_create(surface);
    for (std::size_t index = 0; index < sheets.count(); ++index) {
        for (const auto& ink : sheets.all()[index]) ink(cairo);
        paint_margins(cairo, document, setter, sheets, index);
        cairo_show_page(cairo);
    }
    add_outline(surface, sheets);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    const auto status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        return fail(ErrorCode::storage, "The PDF could not be drawn ({0}). Make the web page instead.",
                    cairo_status_to_string(status));
    return file;
}

}  // namespace

Result<void> check_password(const std::string& password)
{
    if (password.empty()) return {};
    const auto characters =
        std::ranges::count_if(password, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    if (characters < static_cast<std::ptrdiff_t>(password_chars_min))
        return fail(ErrorCode::invalid, "The password is too short to protect anything: use {0} characters or more.",
                    std::to_string(password_chars_min));
    if (password.size() > password_bytes_max || !is_valid_utf8(password))
        return fail(ErrorCode::invalid,
                    "The password cannot be used in a PDF: use at most {0} bytes of ordinary letters.",
                    std::to_string(password_bytes_max));
    return {};
}

Result<std::string> as_pdf(const Document& document, const PdfOptions& options)
{
    if (const auto good = check_password(options.password); !good) return Failure(good.error());
    const TextSetter setter;
    if (!setter.has_fonts())
        return fail(ErrorCode::wrong_state,
                    "This computer has no fonts, so no PDF can be made. Install one, or make the web page instead.");
    Sheets sheets(size_of(options.paper));
    PaperWriter(document, setter, sheets).write();
    const auto drawn = paint(document, setter, sheets);
    if (!drawn) return drawn;
    return completed_pdf(*drawn, document, sheets.figures(), options.password);
}

}  // namespace throughline::report
