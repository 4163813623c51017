#include "app/viewmodel/days_import_view_model.hpp"

#include <fmt/format.h>

#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

Result<void> DaysImportViewModel::open(const std::filesystem::path& file)
{
    auto text = read_file(file, "a calendar file");
    if (!text) return tl::unexpected(text.error());
    auto plan = document_.ask(PlanSchoolDaysImport{std::move(*text), {}});
    if (!plan) return tl::unexpected(plan.error());
    file_name_ = file.filename().string();
    plan_ = std::move(*plan);
    return {};
}

ShownTable DaysImportViewModel::table() const
{
    const auto today = document_.today();
    ShownTable table{"Days in the file",
                     {{"From", 130}, {"To", 130}, {"What", 130}, {"Name", 220}, {"School", 130}},
                     {},
                     "No day of the file could be read."};
    for (const auto& row : plan_.rows) {
        const auto kind = sentence_case(name_of(row.span.kind));
        table.rows.push_back({{},
                              {spoken_date(row.span.first, today), spoken_date(row.span.last, today),
                               row.is_kind_said ? kind : kind + ", guessed", row.span.name,
                               row.school_name.empty() ? "all schools" : row.school_name},
                              row.is_kind_said ? TableRow::Look::plain : TableRow::Look::attention});
    }
    return table;
}

std::string DaysImportViewModel::words() const
{
    const auto& counts = plan_.counts;
    auto words = fmt::format("{} new, {} changed, {} as before.", counted(counts.added, "day"), counts.changed,
                             counts.unchanged);
    if (!plan_.refused.empty())
        words += fmt::format(" {} could not be read.", counted(static_cast<std::int64_t>(plan_.refused.size()), "row"));
    return words;
}

std::vector<std::string> DaysImportViewModel::troubles() const
{
    std::vector<std::string> lines;
    for (const auto& refused : plan_.refused)
        lines.push_back(fmt::format("{}, line {}: {}{}", file_name_, refused.line,
                                    refused.field.empty() ? "" : refused.field + ": ", refused.reason));
    lines.insert(lines.end(), plan_.notes.begin(), plan_.notes.end());
    return lines;
}

Result<std::string> DaysImportViewModel::take_in()
{
    if (const auto taken = document_.execute(plan_.command()); !taken) return tl::unexpected(taken.error());
    return "School days from " + file_name_ + ": " + words();
}

Result<std::string> school_days_file(const Document& document, const std::filesystem::path& file)
{
    const auto spans = document.ask(SchoolDaySpans{});
    if (!spans) return tl::unexpected(spans.error());
    if (file.extension() == ".csv") return write_school_days_csv(*spans);
    return write_school_days_ics(*spans, document.workspace().now());
}

}  // namespace throughline
