// The school's year, calendar, rules and owner; and the question for all of them.
#include <fmt/format.h>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/people.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/school.hpp"
#include "throughline/query/school.hpp"

namespace throughline {
namespace {

struct RuleSetting {
    const char* name;
    int FollowUpRules::*value;
    int smallest;
};
constexpr RuleSetting rule_settings[] = {
    {"visit_every_school_days", &FollowUpRules::visit_every_school_days, 1},
    {"debrief_within_school_days", &FollowUpRules::debrief_within_school_days, 0},
    {"check_back_after_school_days", &FollowUpRules::check_back_after_school_days, 1},
    {"due_soon_school_days", &FollowUpRules::due_soon_school_days, 0},
};

constexpr std::size_t abbreviation_chars_max = 200;

}  // namespace

FollowUpRules follow_up_rules(store::Database& database)
{
    FollowUpRules rules;
    for (const auto& setting : rule_settings) {
        const auto text = store::setting(database, setting.name, "");
        if (!text.empty()) rules.*setting.value = std::stoi(text);
    }
    return rules;
}

std::map<std::string, std::string> abbreviations(store::Database& database)
{
    // A line each, a tab between.
    std::map<std::string, std::string> all;
    const auto text = store::setting(database, "abbreviations", "");
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        if (const auto tab = line.find('\t'); tab != std::string::npos) all[line.substr(0, tab)] = line.substr(tab + 1);
        at = end + 1;
    }
    return all;
}

void set_setting(Context& context, std::string_view name, std::string_view value)
{
    auto row = store::select_one<store::SettingRow>(context.database, "WHERE name = ?", name);
    if (row) {
        row->value = value;
        store::update(context.database, *row);
    } else {
        store::insert(context.database,
                      store::SettingRow{context.new_id<SettingId>(), std::string(name), std::string(value)});
    }
}

template <>
Result<SchoolYearId> handle(Context& context, const ChangeSchoolYear& change)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    if (trimmed(change.name).empty()) return fail(ErrorCode::invalid, "A school year needs a name, such as 2026-27.");
    if (change.starts_on.is_special() || change.ends_on.is_special() || change.ends_on <= change.starts_on)
        return fail(ErrorCode::invalid, "A school year ends after it starts. Check the two dates.");
    const auto calendar = store::calendar(context.database);
    for (const auto& other : calendar.years())
        if (other.id != change.year.value_or(SchoolYearId{}) && other.starts_on <= change.ends_on &&
            change.starts_on <= other.ends_on)
            return fail(ErrorCode::invalid, "These dates overlap with the school year {0}. Change one of the two.",
                        other.name);
    SchoolYear year{change.year.value_or(SchoolYearId{}), change.name, change.starts_on, change.ends_on};
    context.label = "Change the school year";
    if (change.year) {
        if (!store::find<SchoolYear>(context.database, *change.year))
            return fail(ErrorCode::not_found, "This school year is not there any more.");
        store::update(context.database, year);
    } else {
        year.id = context.new_id<SchoolYearId>();
        store::insert(context.database, year);
        context.label = "Add a school year";
    }
    return year.id;
}

template <>
Result<Nothing> handle(Context& context, const AddCalendarDays& add)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    constexpr int span_days_max = 120;  // longer than a summer is surely a typing error
    if (add.first.is_special() || add.last.is_special() || add.last < add.first)
        return fail(ErrorCode::invalid, "The last day lies before the first. Check the two dates.");
    if ((add.last - add.first).days() >= span_days_max)
        return fail(ErrorCode::invalid, "A span has at most {0} days. Check the two dates.",
                    fmt::to_string(span_days_max));
    for (Date day = add.first; day <= add.last; day += boost::gregorian::days(1)) {
        auto row = store::select_one<CalendarDay>(context.database, "WHERE day = ?", day);
        if (row) {
            row->kind = add.kind;
            row->name = add.name;
            store::update(context.database, *row);
        } else {
            store::insert(context.database, CalendarDay{context.new_id<CalendarDayId>(), day, add.kind, add.name});
        }
    }
    context.label = fmt::format("Add {}", name_of(add.kind));
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const RemoveCalendarDay& removal)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    if (!store::find<CalendarDay>(context.database, removal.day))
        return fail(ErrorCode::not_found, "This day is not in the calendar any more.");
    store::remove<CalendarDay>(context.database, removal.day);
    context.label = "Remove a calendar day";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ChangeFollowUpRules& change)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    for (const auto& setting : rule_settings) {
        const int value = change.rules.*setting.value;
        if (value < setting.smallest || value > rule_school_days_max)
            return fail(ErrorCode::invalid, "A rule is {0} to {1} school days; {2} was given.",
                        fmt::to_string(setting.smallest), fmt::to_string(rule_school_days_max), fmt::to_string(value));
        set_setting(context, setting.name, fmt::to_string(value));
    }
    context.label = "Change the follow-up rules";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ChangeAbbreviations& change)
{
    std::string text;
    for (const auto& [from, to] : change.abbreviations) {
        if (from.empty() || to.empty() || from.find_first_of(" \t\n") != std::string::npos ||
            to.find_first_of("\t\n") != std::string::npos || from.size() + to.size() > abbreviation_chars_max)
            return fail(ErrorCode::invalid,
                        "An abbreviation is one short word and stands for a short text; \"{0}\" is not.", from);
        text += from + '\t' + to + '\n';
    }
    set_setting(context, "abbreviations", text);
    context.label = "Change the abbreviations";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const SetOwner& set)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    if (!store::find_person(context.database, set.person))
        return fail(ErrorCode::not_found, "This person is not in the file any more.");
    set_setting(context, "owner", set.person.text());
    context.label = "Set the file's owner";
    return Nothing{};
}

template <>
Result<SchoolSettings::Settings> answer(Context& context, const SchoolSettings&)
{
    SchoolSettings::Settings settings;
    settings.schools = store::schools(context.database);
    settings.calendar = store::calendar(context.database);
    settings.years = settings.calendar.years();
    for (const auto& [on, day] : settings.calendar.days()) settings.days.push_back(day);
    settings.rules = follow_up_rules(context.database);
    settings.abbreviations = abbreviations(context.database);
    if (const auto owner = PersonId::parse(store::setting(context.database, "owner", "")))
        settings.owner = store::find_person(context.database, *owner);
    settings.is_sample = store::setting(context.database, "is_sample", "") == "yes";
    return settings;
}

THROUGHLINE_COMMAND(ChangeSchoolYear);
THROUGHLINE_COMMAND(AddCalendarDays);
THROUGHLINE_COMMAND(RemoveCalendarDay);
THROUGHLINE_COMMAND(ChangeFollowUpRules);
THROUGHLINE_COMMAND(ChangeAbbreviations);
THROUGHLINE_COMMAND(SetOwner);
THROUGHLINE_QUERY(SchoolSettings);

}  // namespace throughline
