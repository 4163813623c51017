// The school's year, calendar, rules and owner; and the question for all of them.
#include <fmt/format.h>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/cadence.hpp"
#include "core/store/closed_years.hpp"
#include "core/store/people.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/rules_for_everyone.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/school.hpp"
#include "throughline/exchange/school_days_file.hpp"
#include "throughline/query/school.hpp"

namespace throughline {
namespace {

constexpr std::size_t abbreviation_chars_max = 200;

// A term that was typed here has no id of a roster; this stands before its own.
const std::string typed_term = "typed:";

std::vector<store::AcademicSessionRow> typed_term_rows(Context& context)
{
    return store::select<store::AcademicSessionRow>(context.database, "WHERE source_id LIKE ? ORDER BY begins_on",
                                                    std::string(typed_term) + "%");
}

Result<void> check_days(const AddCalendarDays& add)
{
    if (add.first.is_special() || add.last.is_special() || add.last < add.first)
        return fail(ErrorCode::invalid, "The last day lies before the first. Check the two dates.");
    if ((add.last - add.first).days() >= school_day_span_days_max)
        return fail(ErrorCode::invalid, "A span has at most {0} days. Check the two dates.",
                    fmt::to_string(school_day_span_days_max));
    return {};
}

void write_days(Context& context, const AddCalendarDays& add, ImportSchoolDays::Counts& counts)
{
    for (Date day = add.first; day <= add.last; day += boost::gregorian::days(1)) {
        auto row =
            store::select_one<CalendarDay>(context.database, "WHERE day = ? AND school_id IS ?", day, add.school);
        if (!row) {
            store::insert(context.database,
                          CalendarDay{context.new_id<CalendarDayId>(), day, add.kind, add.name, add.school});
            ++counts.added;
        } else if (row->kind == add.kind && row->name == add.name) {
            ++counts.unchanged;
        } else {
            row->kind = add.kind;
            row->name = add.name;
            store::update(context.database, *row);
            ++counts.changed;
        }
    }
}

}  // namespace

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
    if (change.rotation_weeks != 1 && change.rotation_weeks != 2)
        return fail(ErrorCode::invalid, "A school year runs week by week (1) or in weeks A and B (2).");
    for (const auto& other : store::select<SchoolYear>(context.database, "")) {
        if (other.id == change.year.value_or(SchoolYearId{}) || other.school != change.school) continue;
        if (other.starts_on <= change.ends_on && change.starts_on <= other.ends_on)
            return fail(ErrorCode::invalid, "These dates overlap with the school year {0}. Change one of the two.",
                        other.name);
        if (other.name == trimmed(change.name))
            return fail(ErrorCode::invalid, "There is a school year {0} already. Give this one another name.",
                        other.name);
    }
    if (change.year)
        if (const auto row = store::find<store::YearClosing>(context.database, *change.year); row && row->closed_at)
            return fail(ErrorCode::wrong_state,
                        "The school year {0} is closed and stays as it is. Open it again first, with a reason.",
                        change.name);
    SchoolYear year{change.year.value_or(SchoolYearId{}),
                    change.name,
                    change.starts_on,
                    change.ends_on,
                    change.school,
                    change.rotation_weeks};
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
    if (const auto good = check_days(add); !good) return Failure(good.error());
    ImportSchoolDays::Counts counts;
    write_days(context, add, counts);
    context.label = fmt::format("Add {}", name_of(add.kind));
    return Nothing{};
}

template <>
Result<ImportSchoolDays::Counts> handle(Context& context, const ImportSchoolDays& import)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    ImportSchoolDays::Counts counts;
    for (const auto& span : import.spans) {
        if (const auto good = check_days(span); !good) return Failure(good.error());
        write_days(context, span, counts);
    }
    context.label = "Import school days";
    return counts;
}

template <>
Result<Nothing> handle(Context& context, const SetTerms& set)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    for (const auto& term : set.terms)
        if (trimmed(term.title).empty() || term.starts_on.is_special() || term.ends_on.is_special() ||
            term.ends_on <= term.starts_on)
            return fail(ErrorCode::invalid, "A term needs a name and ends after it starts. Check \"{0}\".", term.title);
    for (const auto& row : typed_term_rows(context)) store::remove<store::AcademicSessionRow>(context.database, row.id);
    for (const auto& term : set.terms) {
        const auto id = context.new_id<AcademicSessionId>();
        store::insert(context.database,
                      store::AcademicSessionRow{id, typed_term + id.text(), std::string(trimmed(term.title)), "term",
                                                term.starts_on, term.ends_on, term.ends_on.year(), true});
    }
    context.label = "Set the terms";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const RemoveCalendarDays& removal)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    for (const auto day : removal.days) {
        if (!store::find<CalendarDay>(context.database, day))
            return fail(ErrorCode::not_found, "This day is not in the calendar any more.");
        store::remove<CalendarDay>(context.database, day);
    }
    context.label = removal.days.size() == 1 ? "Remove a calendar day" : "Remove calendar days";
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
    settings.calendar = store::calendar_of(context.database, {});
    settings.years = store::select<SchoolYear>(context.database, "ORDER BY starts_on");
    settings.days = store::select<CalendarDay>(context.database, "ORDER BY day");
    for (const auto& row : typed_term_rows(context))
        settings.typed_terms.push_back({row.id, row.title, row.begins_on, row.ends_on});
    settings.rules = rules_for_everyone(context);
    settings.abbreviations = abbreviations(context.database);
    if (const auto owner = PersonId::parse(store::setting(context.database, "owner", "")))
        settings.owner = store::find_person(context.database, *owner);
    settings.is_sample = store::setting(context.database, "is_sample", "") == "yes";
    return settings;
}

THROUGHLINE_COMMAND(ChangeSchoolYear);
THROUGHLINE_COMMAND(AddCalendarDays);
THROUGHLINE_COMMAND(RemoveCalendarDays);
THROUGHLINE_COMMAND(ImportSchoolDays);
THROUGHLINE_COMMAND(SetTerms);
THROUGHLINE_COMMAND(ChangeAbbreviations);
THROUGHLINE_COMMAND(SetOwner);
THROUGHLINE_QUERY(SchoolSettings);

}  // namespace throughline
