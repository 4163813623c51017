#include "app/cli/invocation.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <iterator>

#include "throughline/model/school_calendar.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"

namespace throughline::cli {
namespace {

Result<Actor> actor_of(const Invocation& invocation, const Workspace& workspace)
{
    if (!invocation.as.empty()) {
        const auto person = workspace.ask(Actor::keeper(), ResolvePerson{invocation.as});
        if (!person) {
            auto error = person.error();
            if (error.place.empty()) error.place = "--as";
            return Failure(error);
        }
        return Actor::as(person->id);
    }
    const auto settings = workspace.ask(Actor::keeper(), SchoolSettings{});
    if (!settings) return Failure(settings.error());
    return settings->owner ? Actor::as(settings->owner->id) : Actor::keeper();
}

std::string all_of(std::istream& input)
{
    return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}

Result<OpenedFile> signed_in(const Invocation& invocation, Workspace workspace)
{
    if (invocation.as.empty() || invocation.password_file.empty())
        return fail(ErrorCode::not_allowed,
                    "This file has accounts: say who you are with --as PERSON, and --password-file FILE with your "
                    "password in its first line.");
    const auto password = first_line(invocation, invocation.password_file);
    if (!password) return Failure(password.error());
    const auto person = workspace.sign_in(invocation.as, *password);
    if (!person) return Failure(person.error());
    return OpenedFile{std::move(workspace), Actor::as(person->person.id)};
}

}  // namespace

WorkspaceOptions Invocation::workspace_options() const
{
    WorkspaceOptions options;
    if (on) options.clock = clock_on(*on, options.zone);
    return options;
}

Date Invocation::today() const
{
    const auto options = workspace_options();
    return options.zone->local(options.clock->now()).date();
}

std::string OpenedFile::spoken(Date day) const { return spoken_date(day, workspace.today()); }

Instant OpenedFile::instant_of(const std::string& time) const
{
    const auto whole = parse_local_time(time);
    return workspace.zone().instant(whole ? *whole : *parse_local_time(iso(workspace.today()) + "T" + time));
}

Result<OpenedFile> open_file(const Invocation& invocation)
{
    auto workspace = Workspace::open(invocation.workspace, invocation.workspace_options());
    if (!workspace) return Failure(workspace.error());
    if (workspace->needs_sign_in()) return signed_in(invocation, std::move(*workspace));
    const auto actor = actor_of(invocation, *workspace);
    if (!actor) return Failure(actor.error());
    return OpenedFile{std::move(*workspace), *actor};
}

Result<std::string> read_text(const Invocation& invocation, const std::string& path)
{
    if (path == "-") return all_of(*invocation.input);
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return fail(ErrorCode::bad_input, "{0} is a folder; name a file.", path);
    if (!std::filesystem::exists(path, error))
        return fail(ErrorCode::not_found, "There is no file {0}; check its name.", path);
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::bad_input, "{0} cannot be opened ({1}); check that you may read it.", path,
                    std::strerror(errno));
    auto text = all_of(file);
    if (file.bad()) return fail(ErrorCode::storage, "{0} cannot be read to its end; check the disk.", path);
    return text;
}

Result<std::string> first_line(const Invocation& invocation, const std::string& path)
{
    if (path.empty()) return std::string();
    auto text = read_text(invocation, path);
    if (!text) return text;
    auto line = text->substr(0, text->find('\n'));
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) return fail(ErrorCode::invalid, "{0} holds nothing in its first line.", name_of_input(path));
    return line;
}

std::string name_of_input(const std::string& path)
{
    return path == "-" ? "standard input" : std::filesystem::path(path).filename().string();
}

Error in_file(const std::string& path, Error error)
{
    const auto file = name_of_input(path);
    error.place = error.place.empty() ? file : file + ": " + error.place;
    return error;
}

}  // namespace throughline::cli
