// Error and Result: what a person or a file can do wrong is a value, never an exception.
//
// `message` is the message id: the English sentence with numbered places ({0}, {1}), looked up in the program's
// catalogue; `arguments` fill the places. `text()` gives the English sentence. Every message says what happened and
// what to do. `place` names the file, line and field where the error lies in an input, if it lies in one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace throughline {

enum class ErrorCode {
    invalid,          // the request itself is wrong: a missing name, a level the rubric does not have
    not_found,        // no such person, observation, rubric, file
    ambiguous,        // a name that fits several; the message lists them
    not_allowed,      // this actor may not do or see this
    wrong_state,      // right in itself, but not now: sharing twice, editing a locked record
    conflict,         // somebody else changed the record in the meantime
    bad_input,        // a file that cannot be read as what it should be
    not_a_workspace,  // the file is something else
    too_new,          // made by a newer Throughline
    damaged,          // truncated or corrupt
    locked,           // another program holds it
    read_only,        // the file or folder cannot be written
    network_share,    // WAL cannot work there
    storage,          // disk full, device gone: the text stays on screen and is tried again
    cancelled,        // by the person; what was begun is rolled back
    stopped,          // by the person; what is done is kept
};

struct Error {
    ErrorCode code = ErrorCode::invalid;
    std::string message;                 // message id, English, places {0} {1} ...
    std::vector<std::string> arguments;  // for the places
    std::string place;                   // "roster.csv, line 7, email" or "evidence[1].speaker"; may be empty
    std::string detail;                  // for a log or a report, not for a sentence; may be empty

    // The English sentence, places filled, `place: ` in front if there is one.
    [[nodiscard]] std::string text() const;
};

template <class T>
using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;

// The short way to fail: `return fail(ErrorCode::not_found, "No teacher is called {0}.", name);`
template <class... Text>
Failure fail(ErrorCode code, std::string message, Text&&... arguments)
{
    return Failure(Error{code, std::move(message), {std::string(std::forward<Text>(arguments))...}, {}, {}});
}

// An input that is not what it should be, and where: `return bad_input("staff.csv, line 7", "{0} is no date.",
// {text});`
Failure bad_input(std::string place, std::string message, std::vector<std::string> arguments = {});

// Fills {0}, {1}, ... in a message id.
std::string fill(std::string_view message, const std::vector<std::string>& arguments);

}  // namespace throughline
