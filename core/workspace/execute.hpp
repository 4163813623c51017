// The definitions behind Workspace::execute and ask. A handler file defines `handle(Context&, const Command&)` or
// `answer(Context&, const Query&)` and names each in THROUGHLINE_COMMAND or THROUGHLINE_QUERY, which instantiates it.
#pragma once

#include "core/workspace/session.hpp"

namespace throughline {

template <class Command>
Result<typename Command::Value> handle(Context& context, const Command& command);

template <class Query>
Result<typename Query::Answer> answer(Context& context, const Query& query);

template <class Command>
std::string_view command_name();

template <class Command>
Result<Outcome<typename Command::Value>> Workspace::execute(const Actor& actor, const Command& command)
{
    return session_->run<typename Command::Value>(actor, std::string(command_name<Command>()),
                                                  [&](Context& context) { return handle(context, command); });
}

template <class Query>
Result<typename Query::Answer> Workspace::ask(const Actor& actor, const Query& query) const
{
    return store::guarded(session_->file, [&]() -> Result<typename Query::Answer> {
        if (const auto allowed = session_->allow(actor); !allowed) return Failure(allowed.error());
        Context context = session_->make_context(actor);
        auto answered = answer(context, query);
        if (answered) session_->keep_accesses(context);
        return answered;
    });
}

}  // namespace throughline

#define THROUGHLINE_COMMAND(Command)         \
    template <>                              \
    std::string_view command_name<Command>() \
    {                                        \
        return #Command;                     \
    }                                        \
    template Result<Outcome<Command::Value>> Workspace::execute(const Actor&, const Command&)

#define THROUGHLINE_QUERY(Query) template Result<Query::Answer> Workspace::ask(const Actor&, const Query&) const
