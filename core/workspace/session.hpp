// Session: what an open Workspace holds, and the machinery that runs a command or a question. Private to core/.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/store/database.hpp"
#include "core/store/drafts.hpp"
#include "core/store/journal.hpp"
#include "core/store/wall.hpp"
#include "throughline/analysis/cadence.hpp"
#include "throughline/model/rubric.hpp"
#include "throughline/workspace.hpp"

namespace throughline {

// What a handler works with: the file, who acts, and when. `label` names a command for the undo menu; it must never
// hold what somebody wrote about somebody.
struct Context {
    Workspace::Session& session;
    store::Database& database;
    Actor actor;
    Instant now;
    Date today;
    std::string label;
    bool final = false;                        // cannot be undone
    std::vector<store::Access> accesses = {};  // looks at others' records, to be kept once the question is answered

    template <class IdType>
    IdType new_id();
};

struct Workspace::Session {
    Session(const std::filesystem::path& file, WorkspaceOptions options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // One command: begin, journal, commit; rolled back on an error. `name` is the command's type.
    template <class Value>
    Result<Outcome<Value>> run(const Actor& actor, std::string name,
                               const std::function<Result<Value>(Context&)>& handler)
    {
        return store::guarded(file, [&]() -> Result<Outcome<Value>> {
            if (const auto allowed = allow(actor); !allowed) return Failure(allowed.error());
            std::optional<store::Transaction> transaction;
            if (!batch) transaction.emplace(database);
            Context context = make_context(actor);
            const store::CommandScope scope(journal);
            const auto seq = begin_command(context, std::move(name), store::CommandKind::act, {});
            auto value = handler(context);
            if (!value) return Failure(value.error());
            journal.close(seq, context.label, context.final);
            Outcome<Value> outcome{std::move(*value), batch ? ChangeSet{} : journal.changes(seq), context.label};
            if (transaction) commit(*transaction);
            return outcome;
        });
    }

    Result<Outcome<Nothing>> reverse(const Actor& actor, store::CommandKind kind);

    // Ends a command.
    void commit(store::Transaction& transaction);
    Context make_context(const Actor& actor);
    // In a file with accounts only the person who has signed in acts.
    Result<void> allow(const Actor& actor);
    // Keeps who looked at whose record, once a day.
    void keep_accesses(const Context& context);
    Result<void> write_accesses();
    std::int64_t begin_command(const Context& context, std::string name, store::CommandKind kind,
                               std::optional<std::int64_t> reverses);
    [[nodiscard]] Date day_of(Instant instant) const { return options.zone->local(instant).date(); }

    // A version's rubric, parsed once. Throws store::UnreadableValue if the kept document is not one.
    std::shared_ptr<const Rubric> rubric(const RubricVersionId& version);
    // Rules, calendars and excusals as they are in the file now: read once, and again after anybody has written.
    std::shared_ptr<const CadenceHouse> house();

    std::filesystem::path file;
    WorkspaceOptions options;
    store::Database database;
    store::Journal journal;
    std::string session_name;
    bool batch = false;  // several commands in one transaction, for samples and imports
    std::int64_t seen_data_version = 0;
    static constexpr std::size_t looked_at_max = 10'000;
    std::deque<store::LoggedAccess> looked_at;  // not on disk yet
    std::optional<PersonId> signed_in;
    std::map<std::string, int> wrong_names;  // tries with names that nobody has, so that they slow down alike
    std::unordered_map<RubricVersionId, std::shared_ptr<const Rubric>> rubrics;
    std::shared_ptr<const CadenceHouse> house_read;
    store::FileState house_read_at;
};

template <class IdType>
IdType Context::new_id()
{
    return session.options.ids->next<IdType>();
}

// The way into a Workspace for the library itself.
struct WorkspaceInside {
    static Workspace::Session& session(Workspace& workspace) { return *workspace.session_; }
    static const Workspace::Session& session(const Workspace& workspace) { return *workspace.session_; }
    // Runs `work`, whose commands share one transaction: all of them or none. Much faster for thousands of commands.
    static Result<void> in_one_transaction(Workspace& workspace, const std::function<Result<void>()>& work);
};

}  // namespace throughline
