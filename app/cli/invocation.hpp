// One call of throughline-cli: its global options, and the workspace they name, opened.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "app/cli/reply.hpp"
#include "throughline/actor.hpp"
#include "throughline/workspace.hpp"

namespace throughline::cli {

struct Invocation {
    std::string workspace;      // empty: none named
    std::string as;             // empty: the file's owner, else its keeper
    std::string password_file;  // for a file with accounts
    std::optional<Date> on;
    bool json = false;
    std::istream* input = nullptr;

    [[nodiscard]] WorkspaceOptions workspace_options() const;
    [[nodiscard]] Date today() const;
};

struct OpenedFile {
    Workspace workspace;
    Actor actor;

    // The place where a command names a query's or command's failure once, instead of at each call.
    template <class Query>
    [[nodiscard]] Result<typename Query::Answer> ask(const Query& query) const
    {
        return workspace.ask(actor, query);
    }
    template <class Command>
    [[nodiscard]] Result<Outcome<typename Command::Value>> execute(const Command& command)
    {
        return workspace.execute(actor, command);
    }
    [[nodiscard]] LocalTime local(Instant instant) const { return workspace.zone().local(instant); }
    [[nodiscard]] std::string spoken(Date day) const;  // "Tue 3 Nov"
    // What is_local_time() (commands.hpp) lets through: a time without a day is today's.
    [[nodiscard]] Instant instant_of(const std::string& time) const;
};

Result<OpenedFile> open_file(const Invocation& invocation);

// A whole file, or standard input for "-".
Result<std::string> read_text(const Invocation& invocation, const std::string& path);

// The first line of a file that holds a secret; empty for no path. A line break at its end is the editor's.
Result<std::string> first_line(const Invocation& invocation, const std::string& path);

// How messages call what read_text reads.
std::string name_of_input(const std::string& path);

// Puts the file in front of the place inside it: "visit.json: evidence[1].speaker".
Error in_file(const std::string& path, Error error);

// The id that a person typed, or what to do.
template <class IdType>
Result<IdType> parse_typed_id(std::string_view text)
{
    const auto id = IdType::parse(text);
    if (!id)
        return fail(ErrorCode::invalid,
                    "\"{0}\" is no id; ids have 36 characters and are shown by today, follow-ups and history.", text);
    return *id;
}

}  // namespace throughline::cli
