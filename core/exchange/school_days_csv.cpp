#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "core/exchange/calendar_lines.hpp"
#include "core/exchange/csv.hpp"
#include "core/exchange/person_checks.hpp"
#include "core/exchange/school_day_words.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

enum class DayField { date, to, kind, name, school };
constexpr std::size_t day_field_count = 5;
constexpr std::array<std::string_view, day_field_count> day_field_names{"date", "to", "kind", "name", "school"};

struct DayHeading {
    std::string_view words;  // as folded
    DayField field{};
};
constexpr std::array<DayHeading, 27> day_headings{{
    {"date", DayField::date},      {"day", DayField::date},           {"from", DayField::date},
    {"first day", DayField::date}, {"start", DayField::date},         {"start date", DayField::date},
    {"begin", DayField::date},     {"begins", DayField::date},        {"to", DayField::to},
    {"end", DayField::to},         {"end date", DayField::to},        {"last day", DayField::to},
    {"until", DayField::to},       {"through", DayField::to},         {"ends", DayField::to},
    {"kind", DayField::kind},      {"type", DayField::kind},          {"day type", DayField::kind},
    {"name", DayField::name},      {"title", DayField::name},         {"description", DayField::name},
    {"event", DayField::name},     {"holiday", DayField::name},       {"subject", DayField::name},
    {"school", DayField::school},  {"school name", DayField::school}, {"building", DayField::school},
}};

class TextSource final : public ByteSource {
public:
    explicit TextSource(std::string_view text) : rest_(text) {}
    Result<std::size_t> read(std::span<char> bytes) override
    {
        const auto count = std::min(bytes.size(), rest_.size());
        std::memcpy(bytes.data(), rest_.data(), count);
        rest_.remove_prefix(count);
        return count;
    }

private:
    std::string_view rest_;
};

struct DateRead {
    std::optional<Date> date;
    bool is_month_first = false;  // 11/26/2026
};

// "11/26/2026" and "1/5/2026", as spreadsheets in the United States write dates.
std::optional<Date> date_with_month_first(std::string_view text)
{
    const auto first = text.find('/');
    const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
    if (second == std::string_view::npos || first > 2 || second - first > 3 || text.size() - second != 5)
        return std::nullopt;
    return parse_date(fmt::format("{}-{:0>2}-{:0>2}", text.substr(second + 1), text.substr(0, first),
                                  text.substr(first + 1, second - first - 1)));
}

DateRead date_of(std::string_view text)
{
    if (const auto date = parse_date(text)) return {date, false};
    return {date_with_month_first(text), true};
}

class SchoolDaysTable {
public:
    explicit SchoolDaysTable(std::string_view text) : source_(text), reader_(source_, {}) {}

    Result<SchoolDaysReading> read()
    {
        if (auto error = read_headings()) return Failure(std::move(*error));
        while (const auto* record = reader_.next()) {
            const auto is_blank = [](const csv::Field& field) { return trimmed(field.text).empty(); };
            if (record->fault || !std::ranges::all_of(record->fields, is_blank)) add(*record);
        }
        std::ranges::stable_sort(reading_.days, {}, [](const ReadSchoolDays& read) { return read.span.first; });
        if (has_month_first_)
            reading_.notes.push_back("Dates such as 11/26/2026 were read with the month first; check the first ones.");
        return std::move(reading_);
    }

private:
    std::optional<Error> read_headings()
    {
        const auto* const record = reader_.next();
        if (!reader_.foreign_encoding().empty())
            return fail(ErrorCode::bad_input, "The file is saved as {0}. Save it as \"CSV UTF-8\" and import it again.",
                        std::string(reader_.foreign_encoding()))
                .value();
        if (record == nullptr)
            return fail(ErrorCode::bad_input, "The file is empty. Export the calendar again and import that file.")
                .value();
        if (record->fault)
            return fail(ErrorCode::bad_input, "The line with the headings cannot be read. {0}",
                        csv::reason_of(*record->fault))
                .value();
        for (std::size_t i = 0; i < record->fields.size(); ++i) {
            const auto words = folded(trimmed(record->fields[i].text));
            const auto* const found = std::ranges::find(day_headings, words, &DayHeading::words);
            if (found == day_headings.end()) continue;
            auto& column = columns_[static_cast<std::size_t>(found->field)];
            if (!column) column = i;
        }
        if (!columns_[static_cast<std::size_t>(DayField::date)])
            return fail(ErrorCode::bad_input,
                        "There is no column with the date. The first line must have the heading date, and can have to, "
                        "kind, name and school.")
                .value();
        reader_.expect_width(record->fields.size());
        return std::nullopt;
    }

    [[nodiscard]] std::string value(const csv::Record& record, DayField field) const
    {
        const auto column = columns_[static_cast<std::size_t>(field)];
        if (!column || *column >= record.fields.size()) return {};
        return one_line(calendar::as_utf8(record.fields[*column].text));
    }

    void refuse(const csv::Record& record, std::optional<DayField> field, std::string reason)
    {
        const auto column = field ? columns_[static_cast<std::size_t>(*field)] : std::nullopt;
        const bool has_line = column && *column < record.fields.size();
        reading_.refused.push_back({has_line ? record.fields[*column].line : record.line,
                                    std::string(field ? day_field_names[static_cast<std::size_t>(*field)] : ""),
                                    value(record, DayField::name), std::move(reason)});
    }

    std::optional<Date> date_in(const csv::Record& record, DayField field)
    {
        const auto text = value(record, field);
        const auto [date, is_month_first] = date_of(text);
        if (date)
            has_month_first_ = has_month_first_ || is_month_first;
        else if (text.empty())
            refuse(record, field, "The date is missing. Write it as 2026-11-26.");
        else
            refuse(record, field, fmt::format("\"{}\" is no date. Write it as 2026-11-26 or 11/26/2026.", text));
        return date;
    }

    void add(const csv::Record& record)
    {
        if (record.fault) return refuse(record, std::nullopt, csv::reason_of(*record.fault));
        ReadSchoolDays read;
        read.line = record.line;
        auto& span = read.span;
        const auto first = date_in(record, DayField::date);
        if (!first) return;
        const auto last = value(record, DayField::to).empty() ? first : date_in(record, DayField::to);
        if (!last) return;
        span.first = *first;
        span.last = *last;
        span.name = value(record, DayField::name);
        span.school = value(record, DayField::school);
        const auto kind_words = value(record, DayField::kind);
        auto kind = kind_words.empty() ? kind_of_words(span.name) : parse_day_kind(folded(kind_words));
        if (!kind && !kind_words.empty()) kind = kind_of_words(kind_words);
        if (!kind && !kind_words.empty())
            return refuse(
                record, DayField::kind,
                fmt::format("\"{}\" is no kind of day. Write {}, or nothing.", kind_words, day_kinds_understood()));
        span.kind = kind.value_or(DayKind::holiday);
        read.is_kind_said = kind.has_value();
        if (const auto fault = fault_of(span)) {
            const auto* const field = std::ranges::find(day_field_names, fault->field);
            return refuse(record, static_cast<DayField>(field - day_field_names.begin()), fault->reason);
        }
        reading_.days.push_back(std::move(read));
    }

    TextSource source_;
    csv::Reader reader_;
    std::array<std::optional<std::size_t>, day_field_count> columns_;
    SchoolDaysReading reading_;
    bool has_month_first_ = false;
};

std::string csv_value(std::string_view value)
{
    const bool is_plain = value.find_first_of("\",;\t\r\n") == std::string_view::npos;
    if (is_plain) return std::string(value);
    std::string text = "\"";
    for (const char c : value) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

}  // namespace

Result<SchoolDaysReading> read_school_days_csv(std::string_view text)
{
    if (text.size() > calendar_bytes_max)
        return fail(ErrorCode::bad_input, "The file is larger than any list of school days. Check that it is the one.");
    return SchoolDaysTable(text).read();
}

Result<SchoolDaysReading> read_school_days(std::string_view text, Date from, Date to)
{
    constexpr std::size_t beginning_bytes = 4096;
    const auto beginning = calendar::in_capitals(text.substr(0, beginning_bytes));
    const bool is_calendar = beginning.find("BEGIN:VCALENDAR") != std::string::npos;
    return is_calendar ? read_school_days_ics(text, from, to) : read_school_days_csv(text);
}

std::string write_school_days_csv(const std::vector<SchoolDaySpan>& spans)
{
    std::string text = fmt::format("{}\r\n", fmt::join(day_field_names, ","));
    for (const auto& span : spans)
        text += fmt::format("{},{},{},{},{}\r\n", iso(span.first), iso(span.last), name_of(span.kind),
                            csv_value(one_line(calendar::as_utf8(span.name))),
                            csv_value(one_line(calendar::as_utf8(span.school))));
    return text;
}

}  // namespace throughline
