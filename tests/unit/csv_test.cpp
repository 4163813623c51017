#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>

#include "core/exchange/csv.hpp"

using namespace throughline;
using csv::FaultKind;

namespace {

// Gives a text out a few bytes at a time, so that every record is cut somewhere.
class TextSource final : public ByteSource {
public:
    TextSource(std::string text, std::size_t bytes_at_once) : text_(std::move(text)), bytes_at_once_(bytes_at_once) {}

    Result<std::size_t> read(std::span<char> bytes) override
    {
        const auto count = std::min({bytes.size(), bytes_at_once_, text_.size() - at_});
        std::memcpy(bytes.data(), text_.data() + at_, count);
        at_ += count;
        return count;
    }

private:
    std::string text_;
    std::size_t bytes_at_once_;
    std::size_t at_ = 0;
};

struct ReadRecord {
    int line = 0;
    std::vector<std::string> fields;
    std::vector<int> lines;
    std::optional<csv::Fault> fault;
};

std::vector<ReadRecord> read_all(const std::string& text, csv::Options options = {}, std::size_t width = 0,
                                 std::size_t bytes_at_once = 1 << 20)
{
    TextSource source(text, bytes_at_once);
    csv::Reader reader(source, options);
    reader.expect_width(width);
    std::vector<ReadRecord> records;
    while (const auto* record = reader.next()) {
        records.push_back({record->line, {}, {}, record->fault});
        for (const auto& field : record->fields) {
            records.back().fields.emplace_back(field.text);
            records.back().lines.push_back(field.line);
        }
    }
    REQUIRE_FALSE(reader.failure());
    return records;
}

using Fields = std::vector<std::string>;

void check_fault(const ReadRecord& record, FaultKind kind, int line, int column, int character)
{
    REQUIRE(record.fault);
    CHECK(csv::code_of(record.fault->kind) == csv::code_of(kind));
    CHECK(record.fault->line == line);
    CHECK(record.fault->column == column);
    CHECK(record.fault->character == character);
}

}  // namespace

TEST_CASE("records are read with either line end, a byte order mark, or no last line end")
{
    for (const std::string text : {"a,b\r\nc,\r\n", "a,b\nc,\n",
                                   "\xef\xbb\xbf"
                                   "a,b\nc,"}) {
        const auto records = read_all(text);
        REQUIRE(records.size() == 2);
        CHECK(records[0].fields == Fields{"a", "b"});
        CHECK(records[1].fields == Fields{"c", ""});
        CHECK(records[1].line == 2);
    }
    CHECK(read_all("").empty());
    CHECK(read_all("\n\r\n\n").empty());
}

TEST_CASE("quoted values hold separators, quotation marks and line breaks, and later lines keep their numbers")
{
    const auto records = read_all("a,\"b,\"\"c\"\"\nd\r\ne\",f\n\nlast,\"\",x\n");
    REQUIRE(records.size() == 2);
    CHECK(records[0].fields == Fields{"a", "b,\"c\"\nd\r\ne", "f"});
    CHECK(records[0].lines == std::vector<int>{1, 1, 3});
    CHECK(records[1].fields == Fields{"last", "", "x"});
    CHECK(records[1].line == 5);
}

TEST_CASE("the separator is the one that the first line has most of outside quotation marks")
{
    CHECK(read_all("a;b;\"c,d,e\"\n")[0].fields == Fields{"a", "b", "c,d,e"});
    CHECK(read_all("a\tb;\tc\n")[0].fields == Fields{"a", "b;", "c"});
    CHECK(read_all("a,b;c,d\n")[0].fields == Fields{"a", "b;c", "d"});
    CHECK(read_all("alone\n")[0].fields == Fields{"alone"});
    CHECK(read_all("a;b\n", {.separator = ','})[0].fields == Fields{"a;b"});
}

TEST_CASE("a first line that says the separator is obeyed, and is no row")
{
    for (const auto* said : {"sep=;\r\n", "\"sep=;\"\n", "\xef\xbb\xbfsep=;\n"}) {
        INFO(said);
        const auto records = read_all(std::string(said) + "a,b;c\nd;e\n");
        REQUIRE(records.size() == 2);
        CHECK(records[0].fields == Fields{"a,b", "c"});
        CHECK(records[0].line == 2);
    }
}

TEST_CASE("each fault of a record has its place, and the records after it are read")
{
    SECTION("text in another encoding")
    {
        const auto records = read_all("a,b\nx,Ren\xe9\n\"two\nlines\",\"\xc3\xa9\xe9\"\nc,d\n");
        REQUIRE(records.size() == 4);
        check_fault(records[1], FaultKind::invalid_utf8, 2, 2, 6);
        check_fault(records[2], FaultKind::invalid_utf8, 4, 2, 10);
        CHECK(records[3].fields == Fields{"c", "d"});
        CHECK_FALSE(records[3].fault);
    }
    SECTION("a quotation mark inside a plain value")
    {
        const auto records = read_all("a,b\nx,Ana \"Annie\" Silva\nc,d\n");
        REQUIRE(records.size() == 3);
        check_fault(records[1], FaultKind::unescaped_quote, 2, 2, 7);
        CHECK(records[2].fields == Fields{"c", "d"});
    }
    SECTION("something after a closing quotation mark")
    {
        const auto records = read_all("a,b\n\"x\"y,z\nc,d\n");
        REQUIRE(records.size() == 3);
        check_fault(records[1], FaultKind::character_after_quote, 2, 1, 4);
        CHECK(records[2].fields == Fields{"c", "d"});
    }
    SECTION("a quotation mark that is never closed")
    {
        const auto records = read_all("a,b\nx,\"y\nc,d\ne,f\n");
        REQUIRE(records.size() == 4);
        check_fault(records[1], FaultKind::unclosed_quote, 2, 2, 3);
        CHECK(records[1].fields == Fields{"x"});
        CHECK(records[2].line == 3);
        CHECK(records[2].fields == Fields{"c", "d"});
        CHECK(records[3].fields == Fields{"e", "f"});
    }
    SECTION("a carriage return alone")
    {
        const auto records = read_all("a,b\nx\ry,z\nc,d\n");
        REQUIRE(records.size() == 3);
        check_fault(records[1], FaultKind::bare_carriage_return, 2, 1, 2);
        CHECK(records[2].line == 3);
    }
    SECTION("a zero byte")
    {
        const auto records = read_all(std::string("a,b\nx,y\0z\nc,d\n", 14));
        REQUIRE(records.size() == 3);
        check_fault(records[1], FaultKind::nul_character, 2, 2, 4);
    }
    SECTION("a line break in quotation marks where none is allowed")
    {
        const auto records = read_all("a,b\nx,\"y\nz\"\nc,d\n", {.line_breaks_in_quotes = false});
        REQUIRE(records.size() == 3);
        check_fault(records[1], FaultKind::line_break_in_quotes, 2, 2, 5);
        CHECK(records[2].fields == Fields{"c", "d"});
    }
}

TEST_CASE("a record of another width is a fault that says both widths")
{
    const auto records = read_all("a,b\nx\ny,z,,\nc,d,\n", {}, 2);
    REQUIRE(records.size() == 4);
    check_fault(records[1], FaultKind::width_mismatch, 2, 2, 0);
    CHECK(records[1].fault->fields == 1);
    check_fault(records[2], FaultKind::width_mismatch, 3, 3, 0);
    CHECK(csv::reason_of(*records[2].fault).find("4 values where the header has 2") != std::string::npos);

    const auto lenient = read_all("a,b\ny,z,,\nc,d,x\n", {.extra_blank_fields = true}, 2);
    CHECK(lenient[1].fields == Fields{"y", "z"});
    CHECK_FALSE(lenient[1].fault);
    CHECK(lenient[2].fault);
}

TEST_CASE("rows that a lost quotation mark swallowed are read for themselves")
{
    // The mark on line 2 finds a partner on line 4, and between them two good rows would vanish.
    const auto records = read_all("a,b\n\"x,y\nc,d\n\"e\",f\ng,h\n", {}, 2);
    REQUIRE(records.size() == 5);
    CHECK(records[1].fault);
    CHECK(records[2].fields == Fields{"c", "d"});
    CHECK(records[3].fields == Fields{"e", "f"});
    CHECK(records[4].fields == Fields{"g", "h"});
}

TEST_CASE("a value without end costs one row and not the file")
{
    std::string text = "a,b\nx,\"y\n";
    for (int i = 0; i < 50'000; ++i) text += "c,d\n";
    const auto records = read_all(text, {}, 2);
    REQUIRE(records.size() == 50'002);
    check_fault(records[1], FaultKind::unclosed_quote, 2, 2, 3);
    CHECK_FALSE(records[2].fault);

    const auto no_lines = read_all("a,b\n" + std::string(3 * csv::record_bytes_max, 'x') + "\nc,d\n");
    REQUIRE(no_lines.size() == 3);
    REQUIRE(no_lines[1].fault);
    CHECK(no_lines[1].fault->kind == FaultKind::record_too_long);
    CHECK(no_lines[2].fields == Fields{"c", "d"});
}

TEST_CASE("how the bytes arrive makes no difference")
{
    const std::string text =
        "\xef\xbb\xbf"
        "a;b\r\n\"x\"\"\r\n;\";\xc3\xa9\r\nbad\r;\"q\"z\r\n\"open;1\r\nc;d";
    const auto expected = read_all(text);
    REQUIRE(expected.size() == 5);
    for (const std::size_t bytes : {1U, 2U, 3U, 7U}) {
        const auto records = read_all(text, {}, 0, bytes);
        REQUIRE(records.size() == expected.size());
        for (std::size_t i = 0; i < records.size(); ++i) {
            CHECK(records[i].fields == expected[i].fields);
            CHECK(records[i].line == expected[i].line);
            CHECK(records[i].fault.has_value() == expected[i].fault.has_value());
        }
    }
}

TEST_CASE("records far larger than one read are put together")
{
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += "\"" + std::string(60'000, static_cast<char>('a' + i)) + "\"\"\"," + std::to_string(i) + "\n";
    const auto records = read_all(text, {}, 2, 50'000);
    REQUIRE(records.size() == 20);
    for (int i = 0; i < 20; ++i) {
        const auto& record = records[static_cast<std::size_t>(i)];
        CHECK_FALSE(record.fault);
        CHECK(record.fields[0].size() == 60'001);
        CHECK(record.fields[0].back() == '"');
        CHECK(record.fields[1] == std::to_string(i));
    }
}

TEST_CASE("text in UTF-16 is recognised and not read as nonsense")
{
    for (const std::string& start :
         {std::string("\xff\xfe"
                      "a\0,\0",
                      6),
          std::string("\xfe\xff\0a", 4), std::string("N\0a\0m\0", 6), std::string("\0N\0a", 4)}) {
        TextSource source(start, 100);
        csv::Reader reader(source, {});
        CHECK(reader.next() == nullptr);
        CHECK(reader.foreign_encoding() == "UTF-16");
    }
}

TEST_CASE("a source that fails is no end of file")
{
    struct Failing final : ByteSource {
        bool first = true;
        Result<std::size_t> read(std::span<char> bytes) override
        {
            if (!std::exchange(first, false)) return fail(ErrorCode::storage, "The disk is gone. Plug it in again.");
            std::memcpy(bytes.data(), "a,b\nc,", 6);
            return std::size_t{6};
        }
    } source;
    csv::Reader reader(source, {});
    while (reader.next() != nullptr) {
    }
    REQUIRE(reader.failure());
    CHECK(reader.failure()->code == ErrorCode::storage);
}
