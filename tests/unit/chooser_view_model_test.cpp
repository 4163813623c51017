// Type a few letters, walk the list, take the row.
#include <catch2/catch.hpp>

#include "app/viewmodel/chooser_view_model.hpp"

using namespace throughline;

namespace {

std::vector<std::string> names(const std::vector<ChooserRow>& rows)
{
    std::vector<std::string> all;
    for (const auto& row : rows) all.push_back(row.name);
    return all;
}

const std::vector<ChooserRow> commands{
    {"Open a file", "File", "", {}}, {"Find a visit", "Edit", "", {}}, {"File away", "Edit", "", {}}};

}  // namespace

TEST_CASE("every typed word must begin a word, accents and case ignored")
{
    CHECK(begins_words("Ana María Ruiz", "mar ru"));
    CHECK(begins_words("Ana María Ruiz", "RU ANA"));
    CHECK_FALSE(begins_words("Ana María Ruiz", "iz"));
    CHECK(begins_words("anything", "  "));
}

TEST_CASE("names that begin with what is typed come first")
{
    CHECK(names(fitting_rows(commands, "fi")) == std::vector<std::string>{"Find a visit", "File away", "Open a file"});
    CHECK(names(fitting_rows(commands, "")).size() == 3);
    CHECK(fitting_rows(commands, "zebra").empty());
}

TEST_CASE("the first row is chosen until an arrow moves, and the arrows stop at the ends")
{
    ChooserViewModel chooser([](const std::string& typed) { return fitting_rows(commands, typed); });
    CHECK(chooser.selected() == 0u);
    chooser.move(-1);
    CHECK(chooser.selected() == 0u);
    chooser.move(10);
    CHECK(chooser.selected() == 2u);
    chooser.type("open");
    CHECK(chooser.selected() == 0u);
    CHECK(chooser.rows()[0].name == "Open a file");
    chooser.type("zebra");
    CHECK_FALSE(chooser.selected());
}
