#include "core/report/html_writer.hpp"

#include <cmath>

#include <fmt/format.h>

#include "core/report/clean_text.hpp"

namespace throughline::report {

std::string escaped_html(std::string_view text)
{
    std::string out;
    for (const char c : clean_text(text)) switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    return out;
}

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
