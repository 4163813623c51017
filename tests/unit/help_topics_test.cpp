// Every page names its help, and the help is there.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "app/help/help.hpp"

using namespace throughline;

TEST_CASE("every page's help topic has a text")
{
    int pages = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(THROUGHLINE_SOURCE_DIR "/app")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
        std::ifstream stream(entry.path());
        std::ostringstream text;
        text << stream.rdbuf();
        const auto source = text.str();
        static const std::regex topic("help_topic\\(\\) const override\\s*\\{\\s*return \"([a-z-]+)\"");
        for (auto at = std::sregex_iterator(source.begin(), source.end(), topic); at != std::sregex_iterator(); ++at) {
            INFO(entry.path() << " names the topic " << (*at)[1]);
            CHECK(help_text((*at)[1].str()).has_value());
            ++pages;
        }
    }
    CHECK(pages >= 10);
}
