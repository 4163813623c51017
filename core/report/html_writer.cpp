#include "core/report/html_writer.hpp"

#include <cmath>

#include <fmt/format.h>

#include "core/report/clean_text.hpp"

namespace throughline::report {

namespace {

std::string escaped(std::string_view text, bool in_quotes)
{
    std::string out;
    for (const char c : clean_text(text)) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"' && in_quotes)
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

}  // namespace

std::string escaped_html(std::string_view text) { return escaped(text, false); }

std::string escaped_attribute(std::string_view text) { return escaped(text, true); }

HtmlWriter& HtmlWriter::element(std::string_view opening, std::string_view content)
{
    const auto tag = opening.substr(0, opening.find(' '));
    return raw("<").raw(opening).raw(">").text(content).raw("</").raw(tag).raw(">");
}

HtmlWriter& HtmlWriter::number(double value)
{
    page_ += fmt::format("{:g}", std::round(value * 10) / 10);
    return *this;
}

}  // namespace throughline::report
