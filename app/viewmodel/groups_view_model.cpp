#include "app/viewmodel/groups_view_model.hpp"

#include <algorithm>
#include <charconv>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

// "4" and "4.5" as people write them: no more digits than there are.
std::string hours_text(double hours)
{
    char text[32];
    const auto end = std::to_chars(std::begin(text), std::end(text), hours).ptr;
    return {std::begin(text), end};
}

Result<std::optional<double>> parse_hours(const std::string& typed)
{
    auto text = std::string(trimmed(typed));
    if (text.empty()) return std::optional<double>();
    std::replace(text.begin(), text.end(), ',', '.');
    double hours = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hours);
    if (error != std::errc() || end != text.data() + text.size())
        return fail(ErrorCode::invalid, "\"{0}\" is no number of hours. Type one such as 6 or 4.5, or nothing.", text);
    return std::optional(hours);
}

std::vector<std::string> parse_tags(const std::string& typed)
{
    std::vector<std::string> tags;
    std::size_t begin = 0;
    while (begin <= typed.size()) {
        const auto end = std::min(typed.find(',', begin), typed.size());
        if (const auto tag = std::string(trimmed(typed.substr(begin, end - begin))); !tag.empty()) tags.push_back(tag);
        begin = end + 1;
    }
    std::sort(tags.begin(), tags.end());
    return tags;
}

}  // namespace

Result<void> GroupsViewModel::load()
{
    auto groups = document_.ask(Groups{});
    if (!groups) return tl::unexpected(groups.error());
    auto roster = document_.ask(Roster{});
    if (!roster) return tl::unexpected(roster.error());
    const auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    groups_ = std::move(*groups);
    people_ = std::move(*roster);
    schools_.clear();
    for (const auto& school : settings->schools) schools_.push_back({school.id, school.name});
    return {};
}

ShownTable GroupsViewModel::team_table() const
{
    ShownTable table{"Teams",
                     {{"Team", 200}, {"School", 200}, {"Members", 520}},
                     {},
                     "No team yet. A team, such as a grade or a subject, can have rules and excusals of its own."};
    for (const auto& row : groups_.teams) {
        std::vector<std::string> names;
        for (const auto& member : row.members) names.push_back(member.person.name());
        table.rows.push_back({any(row.team.id),
                              {row.team.name, row.school_name,
                               names.empty() ? "nobody yet" : std::to_string(names.size()) + ": " + join(names, ", ")},
                              TableRow::Look::plain});
    }
    return table;
}

ShownTable GroupsViewModel::people_table() const
{
    ShownTable table{"Tags and hours",
                     {{"Name", 220}, {"Role", 180}, {"Tags", 300}, {"Hours a week", 140}},
                     {},
                     "Nobody is in the file yet. Import a roster, or start with one teacher."};
    for (const auto& row : people_) {
        const auto hours = groups_.observer_hours.find(row.person.id);
        table.rows.push_back({any(row.person.id),
                              {row.person.name(), role_words(row.person.roles), join(tags_of(row.person.id), ", "),
                               hours == groups_.observer_hours.end() ? "" : hours_text(hours->second)},
                              TableRow::Look::plain});
    }
    return table;
}

SetTeam GroupsViewModel::team(std::optional<std::size_t> row) const
{
    SetTeam set;
    if (row && *row < groups_.teams.size()) {
        const auto& held = groups_.teams[*row];
        set.team = held.team.id;
        set.school = held.team.school;
        set.name = held.team.name;
        for (const auto& member : held.members) set.members.push_back(member.person.id);
    } else if (!schools_.empty()) {
        set.school = schools_.front().id;
    }
    return set;
}

Result<void> GroupsViewModel::keep(const SetTeam& team)
{
    if (const auto set = document_.execute(team); !set) return tl::unexpected(set.error());
    return load();
}

Result<void> GroupsViewModel::remove_team(std::size_t row)
{
    if (row >= groups_.teams.size()) return fail(ErrorCode::not_found, "Choose the team to remove first.");
    if (const auto removed = document_.execute(RemoveTeam{groups_.teams[row].team.id}); !removed)
        return tl::unexpected(removed.error());
    return load();
}

std::vector<std::string> GroupsViewModel::tags_of(PersonId person) const
{
    std::vector<std::string> tags;
    for (const auto& [tag, people] : groups_.tags)
        if (std::find(people.begin(), people.end(), person) != people.end()) tags.push_back(tag);
    return tags;
}

std::optional<GroupsViewModel::Said> GroupsViewModel::person(std::size_t row) const
{
    if (row >= people_.size()) return std::nullopt;
    const auto& person = people_[row].person;
    const auto hours = groups_.observer_hours.find(person.id);
    return Said{person.id, person.name(), person.roles.contains(Role::observer) || person.roles.contains(Role::leader),
                join(tags_of(person.id), ", "),
                hours == groups_.observer_hours.end() ? std::string() : hours_text(hours->second)};
}

Result<void> GroupsViewModel::keep(const Said& said)
{
    const auto hours = parse_hours(said.hours);  // before anything is written
    if (!hours) return tl::unexpected(hours.error());
    const auto tags = parse_tags(said.tags);
    if (tags != tags_of(said.person))
        if (const auto set = document_.execute(SetPersonTags{said.person, tags}); !set)
            return tl::unexpected(set.error());
    const auto held = groups_.observer_hours.find(said.person);
    const bool was_said = held != groups_.observer_hours.end();
    const bool is_same = hours->has_value() == was_said && (!was_said || **hours == held->second);
    if (said.is_observer && !is_same)
        if (const auto set = document_.execute(SetObserverTime{said.person, *hours}); !set)
            return tl::unexpected(set.error());
    return load();
}

}  // namespace throughline
