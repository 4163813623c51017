// The page that a document becomes.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/html_rules.hpp"
#include "tests/support/sample_document.hpp"
#include "throughline/report/html.hpp"

using namespace throughline;
using namespace throughline::report;
using namespace throughline::test;

namespace {

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a page has no fault that a program can find")
{
    for (const auto& fault : html_faults(as_html(sample_document()))) FAIL_CHECK(fault);
}

TEST_CASE("the page's own rules bite")
{
    const auto page = as_html(sample_document());
    const auto spoilt = [&](const std::string& from, const std::string& to) {
        auto other = page;
        REQUIRE(says(other, from));
        other.replace(other.find(from), from.size(), to);
        return html_faults(other);
    };
    CHECK_FALSE(spoilt("<html lang=\"en\">", "<html>").empty());
    CHECK_FALSE(spoilt("<h3>", "<h5>").empty());
    CHECK_FALSE(spoilt("</ul>", "").empty());
    CHECK_FALSE(spoilt(" scope=\"col\"", "").empty());
    CHECK_FALSE(spoilt(" role=\"img\"", "").empty());
    CHECK_FALSE(spoilt("id=\"c1t\"", "id=\"c2t\"").empty());
    CHECK_FALSE(spoilt("body{margin:0;", "body{margin:1px;").empty());  // a style that is not the one allowed
    CHECK_FALSE(spoilt("</main>", "<p onclick=\"x\"></p></main>").empty());
    CHECK_FALSE(spoilt("</main>", "<script>x</script></main>").empty());
    CHECK_FALSE(spoilt("</main>", "<a href=\"https://school.example\">x</a></main>").empty());
    CHECK_FALSE(spoilt("</main>", "<textarea id=\"t\"></textarea></main>").empty());
}

TEST_CASE("a page is one file that fetches nothing and runs nothing")
{
    const auto page = as_html(sample_document());
    CHECK_FALSE(says(page, "http:"));
    CHECK_FALSE(says(page, "https:"));
    CHECK_FALSE(says(page, "<script"));
    CHECK_FALSE(says(page, "url("));
    CHECK(says(page, "default-src 'none'"));
}

TEST_CASE("a page is made for light, dark and paper")
{
    const auto page = as_html(sample_document());
    CHECK(says(page, "prefers-color-scheme:dark"));
    CHECK(says(page, "@media print"));
    CHECK(says(page, "width=device-width"));
}

TEST_CASE("whatever a person typed is shown on the page and is nothing but text")
{
    for (const auto& text : hostile_texts()) {
        INFO(text);
        auto document = sample_document();
        document.title += text;
        document.author = document.confidential = document.made = text;
        document.language = "en";
        document.blocks = {Heading{2, text}, Paragraph{text, {}}, List{{{text, text, text}}},
                           Table{text, {text, text}, {{text, text}}, true, {}}, Notice{text, text}};
        auto chart = sample_chart(text);
        chart.note = chart.subtitle = text;
        chart.scale[0].label = chart.rows[0] = text;
        for (auto& point : chart.points) point.words = text;
        for (auto& entry : chart.key) entry.words = text;
        document.blocks.emplace_back(Figures{{chart}, true});
        const auto page = as_html(document);
        for (const auto& fault : html_faults(page))
            if (fault != "a drawing with empty words") FAIL_CHECK(fault);
        CHECK_FALSE(says(page, "<script"));
        CHECK_FALSE(says(page, "<img"));
        CHECK(page.find('\0') == std::string::npos);
        CHECK_FALSE(says(page, "\xE2\x80\xAE"));
    }
    const auto texts = html_texts(as_html([] {
                                      auto document = sample_document();
                                      document.blocks = {Paragraph{hostile_texts()[0], {}}};
                                      return document;
                                  }()),
                                  "main");
    CHECK(says(texts.at(0), hostile_texts()[0]));
}

TEST_CASE("a chart's drawing says its words to who cannot see it")
{
    const auto words = html_texts(as_html(sample_document()), "desc");
    REQUIRE(words.size() == 4);  // the wide one is drawn twice: for a screen and for a phone
    CHECK(words[0] == sample_chart("6.1 Asks open questions").summary());
    CHECK(words[2] == words[3]);
}

TEST_CASE("the same document makes the same page") { CHECK(as_html(sample_document()) == as_html(sample_document())); }
