#include "throughline/exchange/visit_table.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/exchange/csv.hpp"
#include "core/exchange/package.hpp"
#include "core/exchange/visit_cells.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

RefusedRow refused_row(const std::string& file, int line, std::string reason, std::string code)
{
    RefusedRow row;
    row.file = file;
    row.line = line;
    row.reason = std::move(reason);
    row.code = std::move(code);
    return row;
}

Result<std::vector<std::string>> headings_of(const std::string& name, csv::Reader& reader)
{
    const auto* record = reader.next();
    if (reader.failure()) return Failure(*reader.failure());
    if (!reader.foreign_encoding().empty())
        return bad_input(name, "The file is saved as {0}. Save it as \"CSV UTF-8\" and try again.",
                         {std::string(reader.foreign_encoding())});
    if (record == nullptr)
        return bad_input(name, "The file is empty. It needs a line with headings, and a row a visit.");
    if (record->fault)
        return bad_input(fmt::format("{}, line {}", name, record->fault->line),
                         "The line with the headings cannot be read. {0}", {csv::reason_of(*record->fault)});
    std::vector<std::string> headings;
    std::set<std::string> known;
    for (const auto& field : record->fields) {
        headings.emplace_back(trimmed(field.text));
        if (!headings.back().empty() && !known.insert(headings.back()).second)
            return bad_input(name, "Several columns are called {0}; give each heading a name of its own.",
                             {headings.back()});
    }
    return headings;
}

// One row's cells into a document, or why not.
class RowReading {
public:
    RowReading(const std::string& file, const VisitSheet::Row& row, const VisitMapping& mapping,
               const std::vector<std::size_t>& places, const Rubric& rubric)
        : file_(file), row_(row), mapping_(mapping), places_(places), rubric_(rubric)
    {}

    [[nodiscard]] std::optional<RefusedRow> read(VisitFile::Row& into)
    {
        into.line = row_.line;
        into.is_shared = mapping_.is_shared;
        into.document.rubric = mapping_.rubric;
        into.document.observer = mapping_.observer;
        into.document.purpose = mapping_.purpose;
        for (std::size_t i = 0; i < mapping_.columns.size() && !refused_; ++i) {
            const auto text = trimmed(row_.cells[places_[i]]);
            if (!text.empty()) take(i, std::string(text), into);
        }
        if (!refused_) finish(into);
        return refused_;
    }

private:
    void refuse_cell(std::size_t column, std::string reason, std::string code)
    {
        refused_ = refused_row(file_, row_.line, std::move(reason), std::move(code));
        refused_->column = static_cast<int>(places_[column]) + 1;
        refused_->header = mapping_.columns[column].heading;
    }
    template <class Value>
    std::optional<Value> wanted(std::size_t column, const std::optional<Value>& value, const std::string& text,
                                const char* what)
    {
        if (!value) refuse_cell(column, fmt::format("\"{}\" is no {}.", text.substr(0, 60), what), "row.wrong_value");
        return value;
    }

    void take(std::size_t column, const std::string& text, VisitFile::Row& into)
    {
        auto& document = into.document;
        switch (mapping_.columns[column].means) {
            case VisitColumn::nothing:
                return;
            case VisitColumn::teacher:
                document.teacher = text;
                return;
            case VisitColumn::observer:
                document.observer = text;
                return;
            case VisitColumn::subject:
                document.subject = text;
                return;
            case VisitColumn::grade:
                document.grade = text;
                return;
            case VisitColumn::strength:
                document.strength = text;
                return;
            case VisitColumn::growth_area:
                document.growth_area = text;
                return;
            case VisitColumn::action_step:
                step(document).text = text;
                return;
            case VisitColumn::evidence:
            case VisitColumn::private_note:
                return take_lines(text, mapping_.columns[column].means == VisitColumn::private_note, document);
            case VisitColumn::rating:
                return take_rating(column, text, document);
            default:
                return take_value(column, text, into);
        }
    }
    void take_value(std::size_t column, const std::string& text, VisitFile::Row& into)
    {
        auto& document = into.document;
        switch (mapping_.columns[column].means) {
            case VisitColumn::date:
                if (const auto when =
                        wanted(column, date_in_cell(text, mapping_.dates), text, "date; write it as 2026-10-05")) {
                    date_ = when->date;
                    if (when->minute && !minute_) minute_ = when->minute;
                }
                return;
            case VisitColumn::time:
                if (const auto minute = wanted(column, time_in_cell(text), text, "time; write it as 9:10 or 14:30"))
                    minute_ = minute;
                return;
            case VisitColumn::minutes:
                document.minutes = wanted(column, minutes_in_cell(text), text, "number of minutes");
                return;
            case VisitColumn::students:
                document.students_present = wanted(column, minutes_in_cell(text), text, "number of students");
                return;
            case VisitColumn::purpose:
                if (const auto purpose = wanted(column, purpose_in_cell(text), text, "purpose of a visit"))
                    document.purpose = *purpose;
                return;
            case VisitColumn::state:
                if (const auto shared = wanted(column, shared_in_cell(text), text, "state; write shared or draft"))
                    into.is_shared = *shared;
                return;
            case VisitColumn::check_on:
                if (const auto day =
                        wanted(column, date_in_cell(text, mapping_.dates), text, "date; write it as 2026-10-05"))
                    check_on_ = day->date;
                return;
            default:
                return;
        }
    }
    static void take_lines(const std::string& text, bool is_private, ObservationDocument& document)
    {
        // A line of a cell is a line of the script.
        std::string_view left = text;
        while (!left.empty()) {
            const auto end = std::min(left.find('\n'), left.size());
            const auto line = trimmed(left.substr(0, end));
            left.remove_prefix(std::min(end + 1, left.size()));
            if (line.empty()) continue;
            ObservationDocument::Line evidence;
            evidence.text = line;
            evidence.is_private = is_private;
            document.evidence.push_back(std::move(evidence));
        }
    }
    void take_rating(std::size_t column, const std::string& text, ObservationDocument& document)
    {
        const auto& code = mapping_.columns[column].code;
        const auto stands_for = rating_in_cell(text, mapping_, rubric_, code);
        if (!stands_for)
            return refuse_cell(
                column,
                fmt::format("\"{}\" is no level of row {}. Say in the mapping which level it stands for.",
                            text.substr(0, 60), code),
                "row.unknown_level");
        if (!stands_for->empty()) document.ratings.emplace_back(code, *stands_for);
    }
    static ObservationDocument::Step& step(ObservationDocument& document)
    {
        if (!document.action_step) document.action_step.emplace();
        return *document.action_step;
    }
    void finish(VisitFile::Row& into)
    {
        auto& document = into.document;
        if (document.teacher.empty() || !date_) {
            refused_ = refused_row(file_, row_.line,
                                   document.teacher.empty() ? "No teacher is named." : "The date is missing.",
                                   "row.missing_required_value");
            return;
        }
        const int minute = minute_.value_or(mapping_.start_minute);
        document.started_at = LocalTime(*date_, boost::posix_time::hours(minute / minutes_per_hour) +
                                                    boost::posix_time::minutes(minute % minutes_per_hour));
        if (document.action_step) document.action_step->check_on = check_on_;
    }

    const std::string& file_;
    const VisitSheet::Row& row_;
    const VisitMapping& mapping_;
    const std::vector<std::size_t>& places_;
    const Rubric& rubric_;
    std::optional<Date> date_;
    std::optional<int> minute_;
    std::optional<Date> check_on_;
    std::optional<RefusedRow> refused_;
};

std::string words_of(const VisitMapping::Column& column)
{
    return column.means == VisitColumn::rating ? "row " + column.code : std::string(name_of(column.means));
}

// Where each column of the mapping stands in the file.
Result<std::vector<std::size_t>> places_of(const VisitSheet& sheet, const VisitMapping& mapping, const Rubric& rubric)
{
    std::vector<std::size_t> places;
    std::map<std::pair<VisitColumn, std::string>, std::string> meant;  // and of which column
    for (const auto& column : mapping.columns) {
        const auto at = std::ranges::find(sheet.headings, column.heading);
        if (at == sheet.headings.end())
            return bad_input("columns." + column.heading, "{0} has no such column; its columns are {1}.",
                             {sheet.name, join(sheet.headings, ", ")});
        places.push_back(static_cast<std::size_t>(at - sheet.headings.begin()));
        const auto [first, is_first] = meant.emplace(std::pair(column.means, column.code), column.heading);
        if (!is_first && !may_stand_twice(column.means))
            return bad_input("columns." + column.heading, "{0} and {1} cannot both be the {2}; leave one of them out.",
                             {first->second, column.heading, words_of(column)});
        if (column.means != VisitColumn::rating) continue;
        const auto* node = rubric.node(column.code);
        if (node == nullptr || !is_rated(*node))
            return bad_input("columns." + column.heading, "{0} has no row {1} that is rated.",
                             {rubric.id, column.code});
    }
    for (const auto needed : {VisitColumn::teacher, VisitColumn::date})
        if (!meant.contains({needed, {}}))
            return bad_input("columns", "No column is the {0}; every visit needs one.", {std::string(name_of(needed))});
    return places;
}

}  // namespace

Result<VisitSheet> read_visit_sheet(const std::filesystem::path& file)
{
    std::error_code trouble;
    if (!std::filesystem::exists(file, trouble))
        return fail(ErrorCode::not_found, "There is no file {0}; check its name.", file.string());
    if (!std::filesystem::is_regular_file(file, trouble))
        return fail(ErrorCode::bad_input, "{0} is no file; name a CSV file.", file.string());
    auto source = open_file(file);
    if (!source) return Failure(source.error());
    VisitSheet sheet;
    sheet.name = file.filename().string();
    csv::Options options;
    options.extra_blank_fields = true;
    csv::Reader reader(**source, options);
    auto headings = headings_of(sheet.name, reader);
    if (!headings) return Failure(headings.error());
    sheet.headings = std::move(*headings);
    reader.expect_width(sheet.headings.size());
    constexpr std::size_t rows_max = 200'000;  // a district's years; what is more is another kind of file
    while (const auto* record = reader.next()) {
        if (sheet.rows.size() >= rows_max)
            return bad_input(sheet.name, "The file has more than {0} rows. Import it in parts.",
                             {fmt::to_string(rows_max)});
        if (record->fault) {
            sheet.refused.push_back(refused_row(sheet.name, record->fault->line, csv::reason_of(*record->fault),
                                                std::string(csv::code_of(record->fault->kind))));
            continue;
        }
        VisitSheet::Row row;
        row.line = record->line;
        bool is_blank = true;
        for (const auto& field : record->fields) {
            row.cells.emplace_back(field.text);
            is_blank = is_blank && trimmed(field.text).empty();
        }
        if (!is_blank) sheet.rows.push_back(std::move(row));
    }
    if (reader.failure()) return Failure(*reader.failure());
    return sheet;
}

Result<VisitFile> read_visits(const VisitSheet& sheet, const VisitMapping& mapping, const Rubric& rubric)
{
    const auto places = places_of(sheet, mapping, rubric);
    if (!places) return Failure(places.error());
    VisitFile file{sheet.name, {}, sheet.refused};
    for (const auto& row : sheet.rows) {
        VisitFile::Row visit;
        if (auto refused = RowReading(sheet.name, row, mapping, *places, rubric).read(visit))
            file.refused.push_back(std::move(*refused));
        else
            file.rows.push_back(std::move(visit));
    }
    std::ranges::stable_sort(file.refused, {}, &RefusedRow::line);
    return file;
}

}  // namespace throughline
