// HtmlWriter: a page's text as it grows. Every text goes through `text` or `attribute`, which escape it; markup goes
// through `raw`, which is given literals only. Attributes stand in double quotes, always.
#pragma once

#include <string>
#include <string_view>

namespace throughline::report {

std::string escaped_html(std::string_view text);       // between tags
std::string escaped_attribute(std::string_view text);  // between double quotes

class HtmlWriter {
public:
    HtmlWriter& raw(std::string_view markup)
    {
        page_ += markup;
        return *this;
    }
    HtmlWriter& text(std::string_view text)
    {
        page_ += escaped_html(text);
        return *this;
    }
    HtmlWriter& attribute(std::string_view name, std::string_view value)
    {
        page_ += ' ';
        page_ += name;
        page_ += "=\"" + escaped_attribute(value) + '"';
        return *this;
    }
    // <tag>text</tag>; `opening` is the tag with its literal attributes: "p class=\"quiet\"".
    HtmlWriter& element(std::string_view opening, std::string_view content);
    // A length or a place: one decimal at most, since a tenth of a pixel is not seen.
    HtmlWriter& number(double value);

    [[nodiscard]] std::string take() { return std::move(page_); }

private:
    std::string page_;
};

}  // namespace throughline::report
