// The help texts as the window shows them.
#include <catch2/catch.hpp>

#include "app/help/help.hpp"
#include "app/viewmodel/help_pages.hpp"

using namespace throughline;
using Style = TextRun::Style;

TEST_CASE("Markdown becomes runs of plain, bold and heading text")
{
    CHECK(runs_of_markdown("# Today\n\nOne line\ngoes on. **Bold** and `code`.\n\n- first\n- second\n") ==
          std::vector<TextRun>{{Style::title, "Today"},
                               {Style::plain, "\n\nOne line goes on. "},
                               {Style::bold, "Bold"},
                               {Style::plain, " and "},
                               {Style::code, "code"},
                               {Style::plain, ".\n\n\u2022 first\n\u2022 second\n\n"}});
}

TEST_CASE("a code block keeps its lines")
{
    CHECK(runs_of_markdown("```\na * b\n\nc\n```\nend") ==
          std::vector<TextRun>{{Style::code, "    a * b\n    \n    c\n"}, {Style::plain, "end\n\n"}});
}

TEST_CASE("a mark without its partner stands for itself")
{
    CHECK(runs_of_markdown("2 * 3 ** 4 ` 5") == std::vector<TextRun>{{Style::plain, "2 * 3 ** 4 ` 5\n\n"}});
}

TEST_CASE("every help text begins with its title, and its words stay in ASCII marks that the window understands")
{
    REQUIRE_FALSE(help_topics().empty());
    for (const auto& topic : help_topics()) {
        INFO(topic);
        CHECK(help_title(topic) != topic);
        for (const auto& run : runs_of_markdown(*help_text(topic)))
            if (run.style != Style::code) CHECK(run.text.find("**") == std::string::npos);
    }
}

TEST_CASE("a topic that does not exist has no text")
{
    CHECK_FALSE(help_text("no such topic"));
    CHECK(help_title("no such topic") == "no such topic");
}
