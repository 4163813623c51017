#include "app/viewmodel/settings_view_model.hpp"

#include <algorithm>

#include "throughline/base/text.hpp"
#include "throughline/command/policy.hpp"
#include "throughline/command/school.hpp"
#include "throughline/model/school_year.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/policy.hpp"

namespace throughline {

namespace {

std::string words_of(DayKind kind)
{
    switch (kind) {
        case DayKind::holiday:
            return "Holiday";
        case DayKind::closing:
            return "Closing";
        case DayKind::half_day:
            return "Half day";
    }
    return {};
}

bool follows(const DaysOff& before, const CalendarDay& day)
{
    constexpr int weekend_days = 3;  // from Friday to Monday
    if (before.kind != day.kind || before.name != day.name) return false;
    const auto gap = (day.on - before.last).days();
    if (gap == 1) return true;
    return gap <= weekend_days && day.on.day_of_week() == boost::gregorian::Monday;
}

}  // namespace

std::string DaysOff::when(Date today) const
{
    return first == last ? spoken_date(first, today) : spoken_date(first, today) + " to " + spoken_date(last, today);
}

std::vector<DaysOff> days_off(const SchoolCalendar& calendar)
{
    std::vector<DaysOff> rows;
    for (const auto& [on, day] : calendar.days()) {
        if (!rows.empty() && follows(rows.back(), day)) {
            rows.back().last = on;
            rows.back().days.push_back(day.id);
        } else {
            rows.push_back({on, on, day.kind, day.name, {day.id}});
        }
    }
    return rows;
}

Result<void> SettingsViewModel::load()
{
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    const auto roster = document_.ask(Roster{});
    if (!roster) return tl::unexpected(roster.error());

    const auto policy = document_.ask(SchoolPolicy{});
    if (!policy) return tl::unexpected(policy.error());

    settings_ = std::move(*settings);
    leaders_read_steps_ = policy->leaders_read_steps;
    school_name_ = settings_.schools.empty() ? std::string() : settings_.schools.front().name;
    year_.reset();
    if (const auto* year = settings_.calendar.year_of(document_.today()))
        year_ = *year;
    else if (!settings_.years.empty())
        year_ = settings_.years.back();
    days_ = days_off(settings_.calendar);
    keepers_.clear();
    for (const auto& row : *roster) {
        const bool is_owner = settings_.owner && settings_.owner->id == row.person.id;
        const auto& roles = row.person.roles;
        if (is_owner || roles.contains(Role::observer) || roles.contains(Role::leader))
            keepers_.push_back({row.person.id, row.person.name()});
    }
    return {};
}

std::string SettingsViewModel::year_words() const
{
    if (!year_) return "No school year is set: every weekday counts as a school day.";
    const auto before = year_->starts_on - boost::gregorian::days(1);
    const auto all = settings_.calendar.school_days_between(before, year_->ends_on);
    const auto to_come = std::clamp(settings_.calendar.school_days_between(document_.today(), year_->ends_on), 0, all);
    return counted(all, "school day") + ", " + std::to_string(to_come) + " of them to come.";
}

std::vector<TableRow> SettingsViewModel::day_rows() const
{
    std::vector<TableRow> rows;
    for (const auto& off : days_)
        rows.push_back({any(off.days.front()),
                        {off.when(document_.today()), words_of(off.kind), off.name},
                        off.last < document_.today() ? TableRow::Look::quiet : TableRow::Look::plain});
    return rows;
}

std::vector<TableRow> SettingsViewModel::term_rows() const
{
    const auto today = document_.today();
    std::vector<TableRow> rows;
    for (const auto& term : settings_.calendar.terms())
        rows.push_back({any(term.id),
                        {term.title, spoken_date(term.starts_on, today), spoken_date(term.ends_on, today)},
                        term.ends_on < today ? TableRow::Look::quiet : TableRow::Look::plain});
    return rows;
}

std::vector<std::pair<std::string, std::string>> SettingsViewModel::abbreviations() const
{
    return {settings_.abbreviations.begin(), settings_.abbreviations.end()};
}

std::vector<TableRow> SettingsViewModel::abbreviation_rows() const
{
    std::vector<TableRow> rows;
    for (const auto& [typed, becomes] : settings_.abbreviations) rows.push_back({{}, {typed, becomes}, {}});
    return rows;
}

std::optional<std::size_t> SettingsViewModel::owner() const
{
    if (!settings_.owner) return std::nullopt;
    const auto at = std::find_if(keepers_.begin(), keepers_.end(),
                                 [&](const Keeper& keeper) { return keeper.id == settings_.owner->id; });
    return at == keepers_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - keepers_.begin()));
}

template <class Command>
Result<void> SettingsViewModel::run(const Command& command)
{
    const auto done = document_.execute(command);
    if (!done) return tl::unexpected(done.error());
    return load();
}

Result<void> SettingsViewModel::change_year(const std::string& name, Date starts_on, Date ends_on)
{
    ChangeSchoolYear change;
    if (year_) {
        change.year = year_->id;
        change.school = year_->school;
        change.rotation_weeks = year_->rotation_weeks;
    }
    change.name = name;
    change.starts_on = starts_on;
    change.ends_on = ends_on;
    return run(change);
}

Result<void> SettingsViewModel::take_weeks_in_turn(bool a_and_b)
{
    if (!year_) return fail(ErrorCode::wrong_state, "Set this school year first.");
    const int weeks = a_and_b ? 2 : 1;
    return run(ChangeSchoolYear{year_->id, year_->name, year_->starts_on, year_->ends_on, year_->school, weeks});
}

Result<void> SettingsViewModel::add_next_year()
{
    if (settings_.years.empty()) return fail(ErrorCode::wrong_state, "Set this school year first.");
    const auto next = year_after(settings_.years.back());
    return run(ChangeSchoolYear{{}, next.name, next.starts_on, next.ends_on, next.school, next.rotation_weeks});
}

Result<void> SettingsViewModel::add_days(Date first, Date last, DayKind kind, const std::string& name)
{
    return run(AddCalendarDays{first, last, kind, std::string(trimmed(name))});
}

Result<void> SettingsViewModel::remove_days(std::size_t row)
{
    if (row >= days_.size()) return fail(ErrorCode::not_found, "Choose the days to remove first.");
    return run(RemoveCalendarDays{days_[row].days});
}

Result<void> SettingsViewModel::add_term(const std::string& title, Date starts_on, Date ends_on)
{
    auto terms = settings_.typed_terms;
    terms.push_back({{}, title, starts_on, ends_on});
    return run(SetTerms{terms});
}

Result<void> SettingsViewModel::remove_term(std::size_t row)
{
    const auto& all = settings_.calendar.terms();
    if (row >= all.size()) return fail(ErrorCode::not_found, "Choose the term to remove first.");
    auto terms = settings_.typed_terms;
    const auto gone = std::erase_if(terms, [&](const Term& term) { return term.id == all[row].id; });
    if (gone == 0) return fail(ErrorCode::wrong_state, "This term came with a roster; change it there.");
    return run(SetTerms{terms});
}

Result<void> SettingsViewModel::set_abbreviation(const std::string& typed, const std::string& becomes)
{
    const std::string word(trimmed(typed));
    const std::string text(trimmed(becomes));
    if (word.empty() || text.empty()) return fail(ErrorCode::invalid, "Type the abbreviation and what it becomes.");
    if (split_words(word).size() > 1) return fail(ErrorCode::invalid, "An abbreviation is one word.");
    auto all = settings_.abbreviations;
    all[word] = text;
    return run(ChangeAbbreviations{all});
}

Result<void> SettingsViewModel::remove_abbreviation(std::size_t row)
{
    if (row >= settings_.abbreviations.size())
        return fail(ErrorCode::not_found, "Choose the abbreviation to remove first.");
    auto all = settings_.abbreviations;
    all.erase(std::next(all.begin(), static_cast<std::ptrdiff_t>(row)));
    return run(ChangeAbbreviations{all});
}

Result<void> SettingsViewModel::set_owner(std::size_t keeper)
{
    if (keeper >= keepers_.size()) return fail(ErrorCode::not_found, "Choose a person first.");
    return run(SetOwner{keepers_[keeper].id});
}

Result<void> SettingsViewModel::let_leaders_read_steps(bool read) { return run(SetStepPolicy{read}); }

}  // namespace throughline
