#include "app/viewmodel/rollover_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/command/school_year.hpp"

namespace throughline {

namespace {

std::string with_school(const SchoolYears::Row& row)
{
    return row.school_name.empty() ? row.year.name : row.year.name + ", " + row.school_name;
}

void add(ReadingText& text, const char* heading, const std::vector<std::string>& lines)
{
    if (lines.empty()) return;
    text.push_back(subheading_paragraph(heading));
    for (const auto& line : lines) text.push_back(plain_paragraph(line));
}

}  // namespace

Result<void> RolloverViewModel::load()
{
    auto years = document_.ask(SchoolYears{});
    if (!years) return tl::unexpected(years.error());
    years_ = std::move(*years);
    open_.clear();
    for (std::size_t i = 0; i < years_.size(); ++i)
        if (!years_[i].closed_at && years_[i].year.starts_on <= document_.today()) open_.push_back(i);
    return {};
}

std::vector<TableRow> RolloverViewModel::year_rows() const
{
    const auto today = document_.today();
    std::vector<TableRow> rows;
    for (const auto& row : years_) {
        std::string state = row.year.starts_on > today ? "To come"
                            : row.year.ends_on < today ? "Over, open"
                                                       : "Running";
        if (row.closed_at) {
            state = "Closed " + spoken_date(document_.zone().local(*row.closed_at).date(), today);
            if (!row.closed_by.empty()) state += " by " + row.closed_by;
        }
        rows.push_back(
            {any(row.year.id),
             {with_school(row), spoken_date(row.year.starts_on, today), spoken_date(row.year.ends_on, today), state},
             row.closed_at ? TableRow::Look::quiet : TableRow::Look::plain});
    }
    return rows;
}

bool RolloverViewModel::is_closed(std::size_t row) const
{
    return row < years_.size() && years_[row].closed_at.has_value();
}

bool RolloverViewModel::is_closed(const SchoolYearId& year) const
{
    return std::ranges::any_of(years_,
                               [&](const auto& row) { return row.year.id == year && row.closed_at.has_value(); });
}

std::string RolloverViewModel::name_of_year(std::size_t row) const { return with_school(years_.at(row)); }

std::string RolloverViewModel::reopened_words(std::size_t row) const
{
    std::vector<std::string> lines;
    if (row < years_.size())
        for (const auto& again : years_[row].reopened)
            lines.push_back(fmt::format("Opened again {}{}: {}",
                                        spoken_date(document_.zone().local(again.at).date(), document_.today()),
                                        again.by.empty() ? "" : " by " + again.by, again.reason));
    std::ranges::reverse(lines);
    return join(lines, "\n");
}

Result<void> RolloverViewModel::look_at(std::optional<std::size_t> row)
{
    RolloverPlan asked;
    if (row && *row < years_.size() && !years_[*row].closed_at && years_[*row].year.starts_on <= document_.today())
        asked.year = years_[*row].year.id;
    auto plan = document_.ask(asked);
    if (!plan) return tl::unexpected(plan.error());
    plan_ = std::move(*plan);
    return {};
}

std::vector<std::string> RolloverViewModel::choices() const
{
    std::vector<std::string> names;
    for (const auto at : open_) names.push_back(with_school(years_[at]));
    return names;
}

std::size_t RolloverViewModel::chosen() const
{
    const auto found = std::ranges::find_if(open_, [this](auto at) { return years_[at].year.id == plan_.year.id; });
    return static_cast<std::size_t>(found - open_.begin());
}

Result<void> RolloverViewModel::choose(std::size_t choice) { return look_at(open_.at(choice)); }

ReadingText RolloverViewModel::text() const
{
    const auto words = words_of(plan_, document_.today());
    ReadingText text{heading_paragraph(words.year)};
    add(text, "When it is closed", words.closes);
    add(text, "To be done first", words.against);
    if (!words.against.empty())
        text.push_back(quiet_paragraph(
            "Ask them to share or finish these; who does it finds them under Observations. Closed with them, they "
            "stay readable to who wrote them and cannot be shared any more."));
    add(text, "What ends", words.ends);
    add(text, "What goes on", words.goes_on);
    add(text, "The next year", {words.next});
    return text;
}

Result<std::string> RolloverViewModel::close(bool with_drafts, const Next& next)
{
    CloseYear close{plan_.year.id, {}, with_drafts};
    if (!plan_.next_is_there) {
        if (!next.starts_on || !next.ends_on)
            return fail(ErrorCode::invalid, "Type the next year's first and last day, such as 17 Aug.");
        close.next = CloseYear::NextYear{std::string(trimmed(next.name)), *next.starts_on, *next.ends_on};
    }
    const auto done = document_.execute(close);
    if (!done) return tl::unexpected(done.error());
    auto words = done->value.year.name + " is closed.";
    if (done->value.made) words += fmt::format(" {} was made.", done->value.made->name);
    if (const auto loaded = load(); !loaded) return tl::unexpected(loaded.error());
    return words;
}

Result<void> RolloverViewModel::reopen(std::size_t row, const std::string& reason)
{
    const auto done = document_.execute(ReopenYear{years_.at(row).year.id, reason});
    if (!done) return tl::unexpected(done.error());
    return load();
}

}  // namespace throughline
