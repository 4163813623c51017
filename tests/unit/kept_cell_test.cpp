// Cells of exported tables: guarded for spreadsheets, and the same text again afterwards.
#include <catch2/catch.hpp>

#include "core/exchange/kept_cell.hpp"
#include "core/store/table_rows.hpp"
#include "tests/support/every_table.hpp"

using namespace throughline;

TEST_CASE("a cell is read back as what it was, whatever stands in it, and never begins as a formula")
{
    auto texts = test::hostile_texts();
    texts.insert(texts.end(), {"plain", "12", "-12.5", "+3", "\xff\xfe", "'plain", "'base64", "=", "-"});
    for (const bool may_be_null : {false, true})
        for (const auto& text : texts) {
            INFO(text.substr(0, 40));
            const auto cell = kept_text(text, may_be_null);
            const auto back = value_of_kept(cell, may_be_null);
            REQUIRE(back.has_value());
            CHECK(*back == std::optional(text));
            const bool is_number = cell == "-5" || cell == "-12.5" || cell == "+3";
            CHECK((cell.empty() || is_number || std::string("=+-@\t\r").find(cell.front()) == std::string::npos));
        }
}

TEST_CASE("nothing and an empty text are two things where a column may hold both")
{
    CHECK(kept_text(std::nullopt, true).empty());
    CHECK_FALSE(value_of_kept("", true)->has_value());
    CHECK(value_of_kept("", false)->value().empty());
    CHECK(value_of_kept("'", true)->value().empty());
    CHECK_FALSE(value_of_kept("'base64:$$", true).has_value());
}

TEST_CASE("a line of one empty cell is a line")
{
    CHECK(kept_line({""}) == "\"\"\r\n");
    CHECK(kept_line({"a", "", "b\"c"}) == "a,,\"b\"\"c\"\r\n");
}

TEST_CASE("instants are written to the microsecond and read back, also before 1970 and far away")
{
    for (const std::int64_t us : {0LL, 1LL, -1LL, 1759670000123456LL, 951782400000000LL, 253402300799999999LL,
                                  253402300800000000LL, -62135596800000000LL}) {
        INFO(us);
        CHECK(store::parse_exact_instant(store::exact_instant(us)) == us);
    }
    CHECK(store::exact_instant(1759670000123456) == "2025-10-05T13:13:20.123456Z");
    for (const auto* text :
         {"2025-02-30T00:00:00.000000Z", "2025-10-05T24:00:00.000000Z", "2025-10-05 13:13:20", "x", ""})
        CHECK_FALSE(store::parse_exact_instant(text).has_value());
}
