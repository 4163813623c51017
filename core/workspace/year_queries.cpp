// Questions on school years: which are closed, and what closing one would mean.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/rollover.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/rollover.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/model/school_year.hpp"

namespace throughline {
namespace {

// The year that follows this one at the same school, if it is there.
std::optional<SchoolYear> following(const std::vector<SchoolYears::Row>& rows, const SchoolYear& year)
{
    std::optional<SchoolYear> next;
    for (const auto& row : rows) {  // newest first: the last that fits is the nearest
        const bool same_school = row.year.school.value_or(SchoolId{}) == year.school.value_or(SchoolId{});
        if (same_school && row.year.starts_on > year.ends_on) next = row.year;
    }
    return next;
}

std::string setting_name(const SchoolYearId& year) { return std::string(store::reopened_year_prefix) + year.text(); }

// "1795000000000000\t<person's id or nothing>\t<reason>"
std::optional<SchoolYears::Reopening> parse_reopening(Context& context, std::string_view line)
{
    const auto first = line.find('\t');
    const auto second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    SchoolYears::Reopening reopening;
    std::from_chars(line.data(), line.data() + first, reopening.at.us);
    if (const auto person = PersonId::parse(line.substr(first + 1, second - first - 1)))
        reopening.by = person_name(context, *person);
    reopening.reason = line.substr(second + 1);
    return reopening;
}

}  // namespace

std::vector<SchoolYears::Reopening> reopenings_of(Context& context, const SchoolYearId& year)
{
    std::vector<SchoolYears::Reopening> all;
    const auto text = store::setting(context.database, setting_name(year), "");
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (auto reopening = parse_reopening(context, std::string_view(text).substr(at, end - at)))
            all.push_back(std::move(*reopening));
        at = end + 1;
    }
    return all;
}

void keep_reopening(Context& context, const SchoolYearId& year, const std::string& reason)
{
    auto text = store::setting(context.database, setting_name(year), "");
    if (!text.empty()) text += '\n';
    text += fmt::format("{}\t{}\t{}", context.now.us, context.actor.person ? context.actor.person->text() : "", reason);
    set_setting(context, setting_name(year), text);
}

RolloverPlan::Plan plan_of(Context& context, const SchoolYear& year)
{
    RolloverPlan::Plan plan;
    plan.year = year;
    plan.is_running = year.ends_on >= context.today;
    const auto rows = store::years_with_closing(context.database);
    for (const auto& row : rows) {
        if (row.year.id == year.id) {
            plan.school_name = row.school_name;
            plan.closed_at = row.closed_at;
        } else if (!row.closed_at && row.year.starts_on <= context.today) {
            plan.other_open.push_back(row.year);
        }
    }
    store::count_open(context.database, plan);
    const auto next = following(rows, year);
    plan.next_is_there = next.has_value();
    plan.next = next ? *next : year_after(year);
    return plan;
}

template <>
Result<std::vector<SchoolYears::Row>> answer(Context& context, const SchoolYears&)
{
    auto rows = store::years_with_closing(context.database);
    if (may_keep_house(context))
        for (auto& row : rows) row.reopened = reopenings_of(context, row.year.id);
    return rows;
}

template <>
Result<RolloverPlan::Plan> answer(Context& context, const RolloverPlan& asked)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto rows = store::years_with_closing(context.database);
    const auto find = [&](auto fits) {
        const auto found = std::ranges::find_if(rows, fits);
        return found == rows.end() ? std::optional<SchoolYear>() : std::optional(found->year);
    };
    std::optional<SchoolYear> year;
    if (asked.year)
        year = find([&](const auto& row) { return row.year.id == *asked.year; });
    else
        year = find([&](const auto& row) { return !row.closed_at && row.year.ends_on < context.today; });
    if (!asked.year && !year)
        year = find([&](const auto& row) { return !row.closed_at && row.year.starts_on <= context.today; });
    if (!year)
        return asked.year ? fail(ErrorCode::not_found, "This school year is not in the file any more.")
                          : fail(ErrorCode::not_found,
                                 "There is no open school year that has begun: nothing is to be closed.");
    return plan_of(context, *year);
}

THROUGHLINE_QUERY(SchoolYears);
THROUGHLINE_QUERY(RolloverPlan);

}  // namespace throughline
