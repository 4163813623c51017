#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <algorithm>
#include <cstring>

#include "core/exchange/csv.hpp"

using namespace throughline;

namespace {

using Table = std::vector<std::vector<std::string>>;

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

// Written as RFC 4180 says: a value that holds a separator, a quotation mark or a line break is put in quotation marks.
std::string written(const Table& table, char separator, const std::string& line_end, bool quote_all)
{
    std::string text;
    for (const auto& row : table) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += separator;
            const bool special = row[i].find_first_of(std::string("\"\r\n") + separator) != std::string::npos;
            const bool lone_empty = row.size() == 1 && row[i].empty();  // else it would be a blank line
            if (!special && !quote_all && !lone_empty) {
                text += row[i];
                continue;
            }
            text += '"';
            for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
            text += '"';
        }
        text += line_end;
    }
    return text;
}

rc::Gen<std::string> any_value()
{
    // Short pieces that matter to CSV, letters of one to four bytes among them.
    const auto piece = rc::gen::element<std::string>("a", "B", "7", " ", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n",
                                                     "é", "ş", "漢", "😀", "'", "=");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string value;
                            for (const auto& each : pieces) value += each;
                            return value;
                        });
}

rc::Gen<Table> any_table()
{
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 6), [](std::size_t width) {
        return rc::gen::container<Table>(rc::gen::container<std::vector<std::string>>(width, any_value()));
    });
}

Table read_back(const std::string& text, char separator, std::size_t bytes_at_once)
{
    TextSource source(text, bytes_at_once);
    csv::Reader reader(source, {.separator = separator});
    Table table;
    while (const auto* record = reader.next()) {
        RC_ASSERT_FALSE(record->fault.has_value());
        table.emplace_back();
        for (const auto& field : record->fields) table.back().emplace_back(field.text);
    }
    RC_ASSERT_FALSE(reader.failure().has_value());
    return table;
}

}  // namespace

TEST_CASE("whatever is written as CSV is read back the same")
{
    const bool holds = rc::check([] {
        const auto table = *any_table();
        const char separator = *rc::gen::element(',', ';', '\t');
        const auto line_end = *rc::gen::element<std::string>("\n", "\r\n");
        const bool quote_all = *rc::gen::arbitrary<bool>();
        const auto bytes_at_once = *rc::gen::inRange<std::size_t>(1, 40);
        RC_ASSERT(read_back(written(table, separator, line_end, quote_all), separator, bytes_at_once) == table);
    });
    REQUIRE(holds);
}

TEST_CASE("no bytes at all make the reader stop early, miss a line or fall over")
{
    const bool holds = rc::check([] {
        const auto byte = rc::gen::element<char>('a', ',', '"', '\n', '\r', '\0', '\xe9', '\xc3', '\xa9', ';', ' ');
        const auto text = *rc::gen::container<std::string>(byte) + "\nlast,row\n";
        TextSource source(text, *rc::gen::inRange<std::size_t>(1, 40));
        csv::Reader reader(source, {.separator = ','});
        int last_line = 0;
        bool saw_last_row = false;
        while (const auto* record = reader.next()) {
            RC_ASSERT(record->line >= last_line);
            last_line = record->line;
            const auto& fields = record->fields;
            saw_last_row = !record->fault && fields.size() == 2 && fields[0].text == "last" && fields[1].text == "row";
        }
        const auto line_count = static_cast<int>(std::ranges::count(text, '\n'));
        RC_ASSERT(last_line <= line_count);
        RC_ASSERT(saw_last_row || reader.foreign_encoding() == "UTF-16");
    });
    REQUIRE(holds);
}
