#include "throughline/exchange/table_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/exchange/csv.hpp"
#include "core/exchange/package.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

std::string line_of_file(const std::string& name, int line) { return fmt::format("{}, line {}", name, line); }

std::optional<double> number_in(std::string_view cell)
{
    double number = 0;
    if (cell.starts_with('+')) cell.remove_prefix(1);
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

Failure no_number(const TableFile& table, std::size_t row, std::size_t column, std::string_view wanted)
{
    return bad_input(table.place_of(row, column), "\"{0}\" is no {1}, or leave the cell empty.",
                     {std::string(table.cell(row, column)), std::string(wanted)});
}

Result<TableFile> header_of(const std::string& name, csv::Reader& reader)
{
    const auto* record = reader.next();
    if (reader.failure()) return Failure(*reader.failure());
    if (!reader.foreign_encoding().empty())
        return bad_input(name, "The file is saved as {0}. Save it as \"CSV UTF-8\" and try again.",
                         {std::string(reader.foreign_encoding())});
    if (record == nullptr) return bad_input(name, "The file is empty. It needs a line with headings, and rows.");
    if (record->fault)
        return bad_input(line_of_file(name, record->fault->line), "The line with the headings cannot be read. {0}",
                         {csv::reason_of(*record->fault)});
    std::vector<std::string> headings;
    for (const auto& field : record->fields) headings.emplace_back(trimmed(field.text));
    reader.expect_width(headings.size());
    return TableFile(name, std::move(headings));
}

}  // namespace

TableFile::TableFile(std::string name, std::vector<std::string> headings)
    : name_(std::move(name)), headings_(std::move(headings)), ends_{0}
{}

void TableFile::begin_row(int line) { lines_.push_back(line); }

void TableFile::add_cell(std::string_view text)
{
    text_ += trimmed(text);
    ends_.push_back(text_.size());
}

std::string_view TableFile::cell(std::size_t row, std::size_t column) const
{
    const auto at = row * headings_.size() + column;
    return std::string_view(text_).substr(ends_[at], ends_[at + 1] - ends_[at]);
}

Result<std::size_t> TableFile::column(std::string_view heading) const
{
    const auto exact = std::ranges::count(headings_, heading);
    const auto found = std::ranges::find(headings_, heading);
    if (exact == 1) return static_cast<std::size_t>(found - headings_.begin());
    std::vector<std::size_t> alike;
    for (std::size_t i = 0; i < headings_.size(); ++i)
        if (folded(headings_[i]) == folded(heading)) alike.push_back(i);
    if (exact == 0 && alike.size() == 1) return alike.front();
    if (exact > 1 || alike.size() > 1)
        return bad_input(name_, "Several columns are called {0}; give each heading a name of its own.",
                         {std::string(heading)});
    return bad_input(name_, "There is no column {0}; the columns are {1}.",
                     {std::string(heading), join(headings_, ", ")});
}

std::string TableFile::place_of(std::size_t row, std::size_t column) const
{
    return fmt::format("{}, line {}, column {}", name_, lines_[row], headings_[column]);
}

Result<TableFile> read_table(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return fail(ErrorCode::not_found, "There is no file {0}; check its name.", path.string());
    if (!std::filesystem::is_regular_file(path, error))
        return fail(ErrorCode::bad_input, "{0} is no file; name a CSV file.", path.string());
    const auto name = path.filename().string();
    auto source = open_file(path);
    if (!source) return Failure(source.error());
    csv::Reader reader(**source, {.separator = 0, .line_breaks_in_quotes = true, .extra_blank_fields = true});
    auto table = header_of(name, reader);
    if (!table) return table;
    while (const auto* record = reader.next()) {
        if (record->fault)
            return bad_input(line_of_file(name, record->fault->line), "{0}", {csv::reason_of(*record->fault)});
        table->begin_row(record->line);
        for (std::size_t i = 0; i < table->headings().size(); ++i) table->add_cell(record->fields[i].text);
    }
    if (reader.failure()) return Failure(*reader.failure());
    if (table->rows() == 0) return bad_input(name, "The file has headings but no rows.");
    return table;
}

bool is_missing(std::string_view cell)
{
    if (cell.empty()) return true;
    if (cell.size() > 20) return false;
    auto words = folded(cell);
    std::ranges::replace_if(
        words, [](char c) { return c == '-' || c == '_'; }, ' ');
    constexpr std::array<std::string_view, 5> missing{"na", "n/a", "not observed", "not applicable", "missing"};
    return std::ranges::find(missing, words) != missing.end();
}

Result<std::vector<std::optional<double>>> numbers_in(const TableFile& table, std::size_t column)
{
    std::vector<std::optional<double>> numbers;
    numbers.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto cell = table.cell(row, column);
        numbers.push_back(number_in(cell));
        if (!numbers.back() && !is_missing(cell))
            return no_number(table, row, column, "number; write one with a decimal point, such as 2.5");
    }
    return numbers;
}

Result<TimeColumn> times_in(const TableFile& table, std::size_t column)
{
    std::vector<std::optional<Date>> days;
    TimeColumn times;
    bool is_days = true;
    for (std::size_t row = 0; row < table.rows() && is_days; ++row) {
        const auto cell = table.cell(row, column);
        days.push_back(parse_date(cell));
        is_days = days.back().has_value() || is_missing(cell);
        if (days.back() && (!times.first_on || *days.back() < *times.first_on)) times.first_on = days.back();
        if (!is_days && times.first_on)
            return no_number(table, row, column, "date as in the rows before; write it as 2026-10-05");
    }
    if (!is_days || !times.first_on) {
        auto numbers = numbers_in(table, column);
        if (!numbers) return Failure(numbers.error());
        return TimeColumn{std::move(*numbers), {}};
    }
    for (const auto& day : days)
        times.times.push_back(day ? std::optional(static_cast<double>((*day - *times.first_on).days())) : std::nullopt);
    return times;
}

GroupColumn groups_in(const TableFile& table, std::size_t column)
{
    GroupColumn groups;
    std::map<std::string_view, std::int32_t> known;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto cell = table.cell(row, column);
        if (is_missing(cell)) {
            groups.group_of_row.emplace_back();
            continue;
        }
        const auto [group, is_new] = known.emplace(cell, static_cast<std::int32_t>(known.size()));
        if (is_new) groups.names.emplace_back(cell);
        groups.group_of_row.emplace_back(group->second);
    }
    return groups;
}

}  // namespace throughline
