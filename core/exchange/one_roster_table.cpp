#include "core/exchange/one_roster_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/exchange/person_checks.hpp"
#include "throughline/base/text.hpp"
#include "throughline/base/time.hpp"

namespace throughline::one_roster {
namespace {

constexpr std::array<std::string_view, 2> true_false{"true", "false"};

bool is_id(std::string_view text)
{
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' ||
               c == '_' || c == '/' || c == '@';
    };
    return !text.empty() && text.size() <= source_id_chars_max && std::ranges::all_of(text, allowed);
}

bool is_year(std::string_view text)
{
    return text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// A day, or a day and a time with a zone. The exact form is not held against anybody: we only need that it is there.
bool is_date_time(std::string_view text)
{
    if (!parse_date(text.substr(0, 10))) return false;
    return text.size() == 10 || (text.size() >= 19 && parse_local_time(text.substr(0, 19)));
}

bool is_word(const Column& column, std::string_view text, bool is_1_2)
{
    const bool is_extension = is_1_2 && text.starts_with("ext:") && text.size() > 4;
    return is_extension || std::ranges::find(column.words, text) != column.words.end();
}

}  // namespace

std::vector<std::string> list_items(std::string_view cell)
{
    std::vector<std::string> items;
    while (!cell.empty()) {
        const auto comma = cell.find(',');
        if (auto item = one_line(cell.substr(0, comma)); !item.empty()) items.push_back(std::move(item));
        cell = comma == std::string_view::npos ? std::string_view() : cell.substr(comma + 1);
    }
    return items;
}

bool is_true(std::string_view boolean) { return folded(boolean) == "true"; }

Result<Table> Table::open(Package& package, const std::string& set_name, std::string_view name,
                          const Manifest& manifest, std::span<const Column> columns, RosterFile& roster)
{
    Table table;
    table.file_ = std::string(name) + ".csv";
    table.columns_ = columns;
    table.roster_ = &roster;
    table.is_delta_ = manifest.mode(name) == Mode::delta;
    table.is_1_2_ = manifest.version == RosterKind::one_roster_1_2;
    auto source = package.open(table.file_);
    if (!source) return Failure(source.error());
    table.source_ = std::move(*source);
    table.reader_ = std::make_unique<csv::Reader>(*table.source_, csv::Options{',', false, false});
    if (auto error = table.read_header(set_name + "/" + table.file_)) return Failure(std::move(*error));
    return table;
}

std::optional<Error> Table::read_header(const std::string& place)
{
    const auto fault = [&](std::string code, std::string message, std::vector<std::string> arguments) {
        return Error{ErrorCode::bad_input, std::move(message), std::move(arguments), place + ", line 1",
                     std::move(code)};
    };
    const auto* header = reader_->next();
    if (reader_->failure()) return reader_->failure();
    if (!reader_->foreign_encoding().empty())
        return fault("csv.invalid_utf8", "The file is saved as {0}. Export the set in UTF-8.",
                     {std::string(reader_->foreign_encoding())});
    if (header == nullptr)
        return fault("table.missing_header", "The file is empty; even without rows it needs its headings.", {});
    if (header->fault)
        return fault(std::string(csv::code_of(header->fault->kind)), "The headings cannot be read. {0}",
                     {csv::reason_of(*header->fault)});
    for (const auto& field : header->fields) {
        const auto name = trimmed(field.text);
        if (name.empty()) return fault("table.empty_header_name", "A column has no heading. Export the set again.", {});
        if (std::ranges::find(header_, name) != header_.end())
            return fault("table.duplicate_header", "Two columns are called {0}. Export the set again.",
                         {std::string(name)});
        header_.emplace_back(name);
    }
    const auto index_of = [this](std::string_view name) -> std::optional<std::size_t> {
        const auto found = std::ranges::find(header_, name);
        return found == header_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header_.begin()));
    };
    for (const auto& column : columns_) {
        indexes_.push_back(index_of(column.name));
        if (!indexes_.back() && column.required)
            return fault("schema.missing_header",
                         "There is no column {0}. Export the set again with all of its columns.",
                         {std::string(column.name)});
    }
    status_index_ = index_of("status");
    modified_index_ = index_of("dateLastModified");
    if (is_delta_ && (!status_index_ || !modified_index_))
        return fault("schema.missing_header",
                     "A delta file needs the columns status and dateLastModified. Export the set "
                     "again with all of its columns.",
                     {});
    reader_->expect_width(header_.size());
    return std::nullopt;
}

bool Table::next()
{
    record_ = reader_->next();
    has_rows_ = has_rows_ || record_ != nullptr;
    return record_ != nullptr;
}

std::string_view Table::cell(std::optional<std::size_t> index) const
{
    if (!index || *index >= record_->fields.size()) return {};
    const auto text = trimmed(record_->fields[*index].text);
    return record_->fault && !is_valid_utf8(text) ? std::string_view() : text;
}

std::string_view Table::text(std::size_t column) const { return cell(indexes_[column]); }

bool Table::is_removed() const
{
    const auto status = cell(status_index_);
    return status == "tobedeleted" || status == "inactive";  // 1.0's word, which some systems still write
}

RefusedRow& Table::refuse_cell(std::optional<std::size_t> index, std::string code, std::string reason)
{
    RefusedRow row;
    row.file = file_;
    row.line = record_->line;
    if (index) {
        row.column = static_cast<int>(*index) + 1;
        row.header = header_[*index];
    }
    row.code = std::move(code);
    row.reason = std::move(reason);
    return roster_->refused.emplace_back(std::move(row));
}

RefusedRow& Table::refuse(std::size_t column, std::string code, std::string reason)
{
    return refuse_cell(indexes_[column], std::move(code), std::move(reason));
}

bool Table::refuse_value(std::size_t column, std::string_view code, std::string_view what)
{
    refuse(column, std::string(code),
           fmt::format("\"{}\" is not {}. Correct it in the system that exports the set.", text(column), what));
    return false;
}

bool Table::check()
{
    if (const auto& fault = record_->fault) {
        const auto index = static_cast<std::size_t>(fault->column) - 1;
        auto& row = refuse_cell(index < header_.size() ? std::optional(index) : std::nullopt,
                                std::string(csv::code_of(fault->kind)), csv::reason_of(*fault));
        row.line = fault->line;
        row.column = fault->column;
        return false;
    }
    if (!check_lifecycle()) return false;
    // Of a record that is to go, only its name matters.
    if (is_removed()) return check_value(0);
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (!check_value(i)) return false;
    return true;
}

bool Table::check_lifecycle()
{
    const auto status = cell(status_index_);
    const auto modified = cell(modified_index_);
    const bool known = status.empty() || status == "active" || is_removed() || (is_1_2_ && status.starts_with("ext:"));
    if (!known) {
        refuse_cell(
            status_index_, "row.invalid_enum",
            fmt::format("The status \"{}\" is neither active nor tobedeleted. Correct it in the system that exports "
                        "the set.",
                        status));
        return false;
    }
    if (!is_delta_) return true;
    if (status.empty() || modified.empty()) {
        refuse_cell(status.empty() ? status_index_ : modified_index_, "row.field_required_in_delta",
                    "A row of a delta file needs a status and a date of change. Export the set again.");
        return false;
    }
    if (is_date_time(modified)) return true;
    refuse_cell(modified_index_, "row.invalid_datetime",
                fmt::format("\"{}\" is not a date and time such as 2026-08-20T06:00:00.000Z.", modified));
    return false;
}

bool Table::check_value(std::size_t column)
{
    const auto& expected = columns_[column];
    const auto value = text(column);
    if (value.empty()) {
        if (!expected.required) return true;
        refuse(column, "row.missing_required_value",
               fmt::format("{} is empty. Fill it in, in the system that exports the set.", expected.name));
        return false;
    }
    switch (expected.form) {
        case Form::text:
        case Form::list:
            return true;
        case Form::id:
            return is_id(value) ||
                   refuse_value(column, "row.invalid_guid", "an id: 1 to 255 of the characters 0-9 A-Z a-z . - _ / @");
        case Form::ids:
            for (const auto& item : list_items(value))
                if (!is_id(item))
                    return refuse_value(column, "row.invalid_guid", "a list of ids with commas between them");
            return true;
        case Form::date:
            return parse_date(value) || refuse_value(column, "row.invalid_date", "a day written as 2026-08-31");
        case Form::year:
            return is_year(value) || refuse_value(column, "row.invalid_year", "a year of four digits");
        case Form::boolean:
            return std::ranges::find(true_false, folded(value)) != true_false.end() ||
                   refuse_value(column, "row.invalid_boolean", "true or false");
        case Form::word:
            return is_word(expected, value, is_1_2_) ||
                   refuse_value(column, "row.invalid_enum", fmt::format("one of {}", fmt::join(expected.words, ", ")));
    }
    return true;
}

}  // namespace throughline::one_roster
