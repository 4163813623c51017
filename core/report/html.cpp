#include "throughline/report/html.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include <fmt/format.h>

#include "core/base/secrets.hpp"
#include "core/embed/embedded.hpp"
#include "core/report/html_chart.hpp"
#include "core/report/html_form.hpp"
#include "core/report/html_writer.hpp"
#include "throughline/base/text.hpp"
#include "throughline/report/colours.hpp"

namespace throughline::report::texts {
std::span<const embedded::File> files();
}

namespace throughline::report {
namespace {

std::string variables(const Colours& colours)
{
    return fmt::format(
        "--window:{};--card:{};--edge:{};--text:{};--quiet:{};--accent:{};--accent-text:{};--attention:{};--band:{}",
        hex_of(colours.window), hex_of(colours.card), hex_of(colours.card_edge), hex_of(colours.text),
        hex_of(colours.quiet_text), hex_of(colours.accent), hex_of(colours.accent_text), hex_of(colours.attention),
        hex_of(colours.band));
}

const std::string& style()
{
    static const std::string text = [] {
        auto sheet = fmt::format(":root{{{0}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{1}}}}}\n{2}",
                                 variables(light_colours()), variables(dark_colours()),
                                 embedded::text_of(texts::files(), "page.css"));
        sheet += "@media (min-width:34rem),print{";
        for (int twentieths = 1; twentieths < 20; ++twentieths)
            sheet += fmt::format(".w{}{{width:{}%}}", twentieths, 5 * twentieths);
        return sheet + "}\n";
    }();
    return text;
}

// Whether the longest words of the columns, beside each other, are wider than a phone.
bool is_tight(const Table& table)
{
    constexpr std::size_t phone_letters = 30;
    std::vector<std::size_t> longest(table.heads.size(), 0);
    const auto measure = [&longest](const std::vector<std::string>& row) {
        for (std::size_t column = 0; column < row.size(); ++column)
            for (const auto& word : split_words(row[column])) longest[column] = std::max(longest[column], word.size());
    };
    measure(table.heads);
    for (const auto& row : table.rows) measure(row);
    return std::accumulate(longest.begin(), longest.end(), std::size_t{0}) > phone_letters;
}

class Page {
public:
    explicit Page(const Document& document) : document_(document) {}

    std::string text()
    {
        write_head();
        page_.raw("<body>\n<header>\n");
        if (!document_.confidential.empty()) page_.element("p class=\"confidential\"", document_.confidential);
        page_.element("h1", document_.title).raw("\n</header>\n<main>\n");
        for (const auto& block : document_.blocks) std::visit([this](const auto& one) { write(one); }, block);
        page_.raw("</main>\n<footer>\n").element("p", document_.made).raw("\n</footer>\n</body>\n</html>\n");
        return page_.take();
    }

private:
    void write_head()
    {
        auto policy = fmt::format("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
                                  sha256_base64(style()));
        const bool has_form = std::ranges::any_of(
            document_.blocks, [](const Block& block) { return std::holds_alternative<AnswerForm>(block); });
        if (has_form) policy += "; script-src 'sha256-" + sha256_base64(form_script()) + "'";
        page_.raw("<!DOCTYPE html>\n<html").attribute("lang", document_.language).raw(">\n<head>\n");
        page_.raw("<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"");
        page_.attribute("content", policy).raw(">\n").element("title", document_.title).raw("\n");
        page_.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page_.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        page_.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n");
        if (!document_.author.empty())
            page_.raw("<meta name=\"author\"").attribute("content", document_.author).raw(">\n");
        page_.raw("<style>").raw(style()).raw("</style>\n</head>\n");
    }

    void write(const Heading& heading)
    {
        assert(heading.level >= 2 && heading.level <= heading_level_ + 1 && "no heading level is skipped");
        heading_level_ = heading.level;
        page_.element(fmt::format("h{}", heading.level), heading.text).raw("\n");
    }
    void write(const Paragraph& paragraph)
    {
        const auto* look = paragraph.look == Paragraph::Look::lead    ? "p class=\"lead\""
                           : paragraph.look == Paragraph::Look::quiet ? "p class=\"quiet\""
                                                                      : "p";
        page_.element(look, paragraph.text).raw("\n");
    }
    void write(const List& list)
    {
        if (list.items.empty()) return;
        page_.raw("<ul>\n");
        for (const auto& item : list.items) {
            page_.raw("<li>");
            if (!item.lead.empty()) page_.element("span", item.lead).raw(" ");
            page_.text(item.text);
            if (!item.note.empty()) page_.raw(" ").element("small", item.note);
            page_.raw("</li>\n");
        }
        page_.raw("</ul>\n");
    }
    // On a phone, a table with long words is stacked, a row below the other. That takes it from the browser's own idea
    // of a table, so it says its roles itself.
    void write(const Table& table)
    {
        const bool is_stacked = is_tight(table);
        const auto tag = [&](const char* name, const char* role) {
            page_.raw("<").raw(name);
            if (is_stacked) page_.raw(" role=\"").raw(role).raw("\"");
        };
        tag(is_stacked ? "table class=\"tight\"" : "table", "table");
        page_.raw(">\n").element("caption", table.caption).raw("\n");
        write_columns(table);
        tag("thead", "rowgroup");
        page_.raw(">");
        tag("tr", "row");
        page_.raw(">");
        for (const auto& head : table.heads) {
            tag("th scope=\"col\"", "columnheader");
            page_.raw(">").text(head).raw("</th>");
        }
        page_.raw("</tr></thead>\n");
        tag("tbody", "rowgroup");
        page_.raw(">\n");
        for (const auto& row : table.rows) {
            assert(row.size() == table.heads.size());
            tag("tr", "row");
            page_.raw(">");
            for (std::size_t column = 0; column < row.size(); ++column) {
                const bool is_head = column == 0 && table.first_names_row;
                tag(is_head ? "th scope=\"row\"" : "td", is_head ? "rowheader" : "cell");
                // With two columns, it is plain what the second is.
                if (is_stacked && !is_head && row.size() > 2) page_.attribute("data-head", table.heads[column]);
                page_.raw(">").text(row[column]).raw(is_head ? "</th>" : "</td>");
            }
            page_.raw("</tr>\n");
        }
        page_.raw("</tbody>\n</table>\n");
    }
    // The policy against styles in the text leaves classes; twentieths are fine enough.
    void write_columns(const Table& table)
    {
        const int whole = std::accumulate(table.shares.begin(), table.shares.end(), 0);
        if (whole == 0) return;
        page_.raw("<colgroup>");
        for (const int share : table.shares)
            page_.raw(fmt::format("<col class=\"w{}\">", std::clamp(20 * share / whole, 1, 19)));
        page_.raw("</colgroup>\n");
    }
    void write(const Figures& figures)
    {
        if (figures.charts.empty()) return;
        write_key(page_, chart_key(figures.charts));
        page_.raw(figures.is_wide ? "<div class=\"figures wide\">\n" : "<div class=\"figures\">\n");
        for (const auto& chart : figures.charts) write_chart(page_, chart, figures.is_wide, ++chart_count_);
        page_.raw("</div>\n");
    }
    void write(const Notice& notice)
    {
        page_.raw("<div class=\"notice\" role=\"note\">").element("p class=\"about\"", notice.title);
        page_.element("p", notice.text).raw("</div>\n");
    }
    void write(const PageBreak&) { page_.raw("<div class=\"page-break\"></div>\n"); }

    void write(const AnswerForm& form) { write_form(page_, form); }

    const Document& document_;
    HtmlWriter page_;
    int heading_level_ = 1;
    int chart_count_ = 0;
};

}  // namespace

std::string as_html(const Document& document) { return Page(document).text(); }

}  // namespace throughline::report
