#include "app/cli/cadence_filter.hpp"

#include "throughline/base/text.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"

namespace throughline::cli {

void add_filter_options(CLI::App* command, const std::shared_ptr<FilterOptions>& options)
{
    command->add_option("--school", options->school, "Only this school's teachers")->type_name("NAME");
    command->add_option("--team", options->team, "Only this team")->type_name("NAME");
    command->add_option("--tag", options->tag, "Only people with this tag")->type_name("TAG");
    command->add_option("--observer", options->observer, "Only this observer's caseload and work")->type_name("WHO");
}

Result<SchoolId> school_called(const OpenedFile& file, const std::string& name)
{
    const auto settings = file.ask(SchoolSettings{});
    if (!settings) return Failure(settings.error());
    std::vector<std::string> known;
    for (const auto& school : settings->schools) {
        if (folded(school.name) == folded(name) || school.source_id == name || school.id.text() == name)
            return school.id;
        known.push_back(school.name);
    }
    return fail(ErrorCode::not_found, "There is no school \"{0}\" in this file. It knows: {1}.", name,
                join(known, ", "));
}

Result<TeamId> team_called(const OpenedFile& file, const std::string& name)
{
    const auto groups = file.ask(Groups{});
    if (!groups) return Failure(groups.error());
    std::vector<std::string> known;
    for (const auto& row : groups->teams) {
        if (folded(row.team.name) == folded(name)) return row.team.id;
        known.push_back(row.team.name);
    }
    return fail(ErrorCode::not_found, "There is no team \"{0}\" in this file. It knows: {1}.", name,
                known.empty() ? "none yet" : join(known, ", "));
}

Result<CadenceFilter> filter_of(const OpenedFile& file, const FilterOptions& options)
{
    CadenceFilter filter;
    if (!options.school.empty()) {
        const auto school = school_called(file, options.school);
        if (!school) return Failure(school.error());
        filter.school = *school;
    }
    if (!options.team.empty()) {
        const auto team = team_called(file, options.team);
        if (!team) return Failure(team.error());
        filter.team = *team;
    }
    filter.tag = options.tag;
    if (!options.observer.empty()) {
        const auto observer = file.ask(ResolvePerson{options.observer});
        if (!observer) return Failure(observer.error());
        filter.observer = observer->id;
    }
    return filter;
}

}  // namespace throughline::cli
